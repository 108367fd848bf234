"""Charts of what a source claims."""

import math

from analysis import claims
from analysis.charts import paper
from analysis.charts.paper import INK, OTHER, Chart, bar, wrapped
from analysis.ledger import sources, vocabulary, words
from analysis.ledger.readings import numerals

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
    words_on_paper = title, _subtitle(table, book.source(source_id)["producer"]), sources.line(book, [source_id])
    panels = [table[table["unit"] == unit].to_dict("records") for unit in units]

    def draw(sheet):
        rows = [[(_label(row), words.describe(row["value"], row["unit"]), "") for row in panel] for panel in panels]
        layouts = [sheet.layout(panel, 0.47) for panel in rows]
        body = sum(layout.inches + BETWEEN for layout in layouts) - (BETWEEN if layouts else 0) + 0.1
        figure, (top, _) = sheet.paper(*words_on_paper, body)
        for panel, layout in zip(panels, layouts):
            high = layout.inches / figure.get_figheight()
            axes = sheet.place(figure, layout, 0.38, 0.41, top - high, high)
            _panel(sheet, axes, panel, layout)
            top -= high + BETWEEN / figure.get_figheight()
        return figure

    data = table[["claim_id", "wording", "reading", "value", "unit", "asserted_by"]]
    said = paper.alt(f"{title}.", "A bar for each figure in each reading of its words." if units else "", sentence)
    return Chart("claimed-ranges", draw, words.written(data, table["unit"]), said, sentence)


def _subtitle(table, producer):
    if table.empty:
        return f"The figures of {producer} are left out, planned, alleged, or words that set no bound"
    endless = any(math.isinf(end) for value in table["value"] for end in (value.low, value.high))
    arrows = ", arrows where nothing bounds them" if endless else ""
    return f"Figures printed by {producer}, and who states them: bars end where the words do{arrows}"


def _panel(sheet, axes, rows, layout):
    unit = rows[0]["unit"]
    finite = [v for row in rows for v in (row["value"].low, row["value"].high) if math.isfinite(v)]
    positive = [v for v in finite if v > 0]
    log = unit != "percent" and min(finite, default=0) >= 0 and positive and max(positive) / min(positive) > 30
    if unit == "percent":
        left, right = min([0, *(1.1 * v for v in finite)]), max([100, *(1.1 * v for v in finite if v > 100)])
    elif log:
        left, right = min(positive) / 2, max(positive) * 2
        axes.set_xscale("log")
    else:
        left, right = min([0, *(1.1 * v for v in finite)]), 1.1 * (max(finite, default=0) or 1)
    axes.set_xlim(left, right)
    for y, row in zip(layout.at, rows):
        bar(axes, y, row["value"], INK if row["reading"] == "literal" else OTHER, False, left, right, layout.thick)
    axes.xaxis.set_major_formatter(lambda value, _: words.amount(value, unit))
    if not log:
        sheet.ticks(axes, 4)
    axes.set_xlabel(vocabulary.value("unit", unit) + (", log scale" if log else ""), fontsize=8, loc="right")


def _label(row):
    reading = f"{vocabulary.value('reading', row['reading'])} reading"
    return "\n".join([wrapped(f"“{row['wording']}”", 44), wrapped(row["asserted_by"], 44), reading])


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
    vague = {row["wording"] for row in table.to_dict("records") if not numerals(row["wording"])}
    factors = {
        row["wording"]: row["value"].high / row["value"].low
        for row in table.to_dict("records")
        if row["wording"] in vague
        and row["reading"] == "literal"
        and row["value"].low > 0
        and math.isfinite(row["value"].high)
    }
    widest = max(factors, key=factors.get, default=None)
    return (widest, factors[widest]) if widest is not None and factors[widest] >= 2 else None
