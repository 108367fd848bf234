"""Charts of what a source claims."""

import math
import textwrap

import matplotlib as mpl
from matplotlib.ticker import MaxNLocator

from analysis import claims
from analysis.charts.paper import INK, OTHER, STYLE, Chart, bar, paper, rows_axis
from analysis.ledger import sources, vocabulary, words

BETWEEN = 0.6  # inches between two panels
MOST_WORDS = 12  # in a title


def claimed_ranges(book, source_id):
    """Draw what a source's figures allow: a panel for each unit, a bar for each reading.

    A source without a figure that can be drawn gets an empty sheet that says so.

    Parameters
    ----------
    book : Ledger
    source_id : str

    Returns
    -------
    Chart
    """
    table = claims.both_readings(book, source_id)
    title, sentence = _title(table), _sentence(table)
    units = list(dict.fromkeys(table["unit"]))
    heights = [0.42 * int((table["unit"] == unit).sum()) + 0.25 for unit in units]
    producer = book.source(source_id)["producer"]
    with mpl.rc_context(STYLE):
        figure, (top, bottom) = paper(
            title,
            f"Figures printed by {producer}: bars end where the words do, arrows where nothing bounds them"
            if units
            else f"The figures of {producer} are left out, planned, alleged, or words that set no bound",
            sources.line(book, [source_id]),
            sum(heights) + BETWEEN * max(len(units) - 1, 0) + 0.2,
        )
        if units:
            grid = figure.add_gridspec(
                len(units),
                1,
                left=0.38,
                right=0.79,
                top=top,
                bottom=bottom,
                hspace=BETWEEN / (sum(heights) / len(units)),
                height_ratios=heights,
            )
        for position, unit in enumerate(units):
            _panel(figure.add_subplot(grid[position]), table[table["unit"] == unit].reset_index(drop=True), unit)
    data = words.written(table[["wording", "reading", "value", "unit", "asserted_by"]], table["unit"])
    rows = "; ".join(f"“{row['wording']}”, {_reading(row)}: {row['value']}" for row in data.to_dict("records"))
    return Chart("claimed-ranges", figure, data, f"{title}. Horizontal bars. {rows or 'No bar'}.", sentence)


def _panel(axes, rows, unit):
    finite = [v for value in rows["value"] for v in (value.low, value.high) if math.isfinite(v)]
    positive = [v for v in finite if v > 0]
    log = unit != "percent" and positive and max(positive) / min(positive) > 30
    if unit == "percent":
        left, right = 0, 100
    elif log:
        left, right = min(positive) / 2, max(positive) * 2
        axes.set_xscale("log")
    else:
        left, right = 0, 1.1 * (max(finite, default=0) or 1)
    axes.set_xlim(left, right)
    for y, row in enumerate(rows.to_dict("records")):
        bar(axes, y, row["value"], INK if row["reading"] == "literal" else OTHER, False, left, right)
        axes.annotate(
            words.describe(row["value"], unit), (1, y), xycoords=axes.get_yaxis_transform(),
            xytext=(12, 0), textcoords="offset points", va="center", fontsize=8, annotation_clip=False,
        )  # fmt: skip
    rows_axis(axes, [_label(row) for row in rows.to_dict("records")])
    axes.tick_params(axis="y", labelsize=8)
    axes.xaxis.set_major_formatter(lambda value, _: words.amount(value, unit))
    if not log:
        axes.xaxis.set_major_locator(MaxNLocator(4))
    axes.set_xlabel(vocabulary.value("unit", unit) + (", log scale" if log else ""), fontsize=8, loc="right")


def _label(row):
    return "\n".join([*textwrap.wrap(f"“{row['wording']}”", 48), _reading(row)])


def _reading(row):
    return f"{vocabulary.value('reading', row['reading'])} reading"


def _title(table):
    if table.empty:
        return "No figure of this source can be drawn"
    widest, endless = _widest(table), _without_upper_end(table)
    if widest:
        wording, factor = widest
        open_by = f"leaves a factor of {factor:,.0f} open"
        title = f"{_quoted(wording)} {open_by}"
        return title if len(title.split()) <= MOST_WORDS else f"The widest figure {open_by}"
    if endless:
        return f"{_quoted(endless[0])} sets no upper limit"
    if all(value.low == value.high for value in table["value"]):
        return "Each figure is one number" if len(table) > 1 else "The only figure is one number"
    return "Each bar is as wide as the printed words"


def _sentence(table):
    """Say what the widest figure allows, else how many figures have no upper end."""
    widest, endless = _widest(table), _without_upper_end(table)
    if widest:
        wording, _ = widest
        rows = table[table["wording"] == wording].set_index("reading")
        said = {reading: words.describe(row["value"], row["unit"]) for reading, row in rows.to_dict("index").items()}
        narrow = f"; read narrowly, {said['narrow']}" if "narrow" in said else ""
        return f"In their widest sense the words “{wording}” allow {said['literal']}{narrow}."
    if endless:
        figures = int((table["reading"] == "literal").sum())
        if figures == 1:
            return f"Only a lower end is printed: {words.describe(table['value'].iloc[0], table['unit'].iloc[0])}."
        if len(endless) == figures:
            return f"None of the {claims.spelled(figures)} figures drawn has an upper end."
        many = claims.spelled(len(endless)).capitalize()
        return (
            f"{many} of the {claims.spelled(figures)} figures drawn {'has' if many == 'One' else 'have'} no upper end."
        )
    return "" if table.empty else "No figure drawn here leaves a factor of two open."


def _quoted(wording):
    return f"“{wording[0].upper() + wording[1:]}”"


def _without_upper_end(table):
    return [row["wording"] for row in table.to_dict("records") if math.isinf(row["value"].high)]


def _widest(table):
    """Return the wording that leaves the largest factor between its ends, and the factor; None below a factor of 2."""
    factors = {
        row["wording"]: row["value"].high / row["value"].low
        for row in table.to_dict("records")
        if row["reading"] == "literal" and row["value"].low > 0 and math.isfinite(row["value"].high)
    }
    widest = max(factors, key=factors.get, default=None)
    return (widest, factors[widest]) if widest is not None and factors[widest] >= 2 else None
