"""Charts of what a source claims."""

import textwrap

import matplotlib as mpl
from matplotlib.ticker import MaxNLocator

from analysis.charts.paper import INK, OTHER, STYLE, Chart, bar, paper, rows_axis
from analysis.ledger import words


def claimed_ranges(table, source):
    """Draw what a source's figures allow, one panel a unit, one bar a reading.

    Parameters
    ----------
    table : pandas.DataFrame
        Columns ``wording``, ``asserted_by``, ``reading``, ``value`` (Range), ``unit``.
    source : str
        The source line.
    """
    title = _widest_wording(table)
    units = list(dict.fromkeys(table["unit"]))
    with mpl.rc_context(STYLE):
        rows = [int((table["unit"] == unit).sum()) for unit in units]
        heights = [0.42 * n + 0.25 for n in rows]
        figure, (top, bottom) = paper(
            title,
            "What the printed words allow; bars end where the words do, arrows where nothing bounds them",
            source,
            sum(heights) + 0.6 * (len(units) - 1) + 0.2,
        )
        grid = figure.add_gridspec(
            len(units),
            1,
            left=0.38,
            right=0.79,
            top=top,
            bottom=bottom,
            hspace=0.6 / (sum(heights) / len(units)),
            height_ratios=heights,
        )
        for position, unit in enumerate(units):
            _range_panel(figure.add_subplot(grid[position]), table[table["unit"] == unit].reset_index(drop=True), unit)
    data = words.written(table[["wording", "reading", "value", "unit", "asserted_by"]], table["unit"])
    said = "; ".join(f"“{r['wording']}” read {r['reading']}: {r['value']}" for r in data.to_dict("records"))
    return Chart("claimed-ranges", figure, data, f"{title}. Horizontal bars. {said}.")


def _range_panel(axes, rows, unit):
    finite = [v for value in rows["value"] for v in (value.low, value.high) if abs(v) < 1e15]
    positive = [v for v in finite if v > 0]
    log = unit not in ("percent",) and positive and max(positive) / min(positive) > 30
    if unit == "percent":
        left, right = 0, 100
    elif log:
        left, right = min(positive) / 2, max(positive) * 2
        axes.set_xscale("log")
    else:
        left, right = 0, 1.1 * max(finite or [1])
    axes.set_xlim(left, right)
    for y, row in enumerate(rows.to_dict("records")):
        bar(axes, y, row["value"], INK if row["reading"] == "literal" else OTHER, False, left, right)
        axes.annotate(
            words.describe(row["value"], unit), (1, y), xycoords=axes.get_yaxis_transform(),
            xytext=(12, 0), textcoords="offset points", va="center", fontsize=8, annotation_clip=False,
        )  # fmt: skip
    labels = [f"“{row['wording']}”\n{row['reading']} reading" for row in rows.to_dict("records")]
    rows_axis(
        axes, ["\n".join(textwrap.wrap(label.split("\n")[0], 48)) + "\n" + label.split("\n")[1] for label in labels]
    )
    axes.tick_params(axis="y", labelsize=8)
    axes.xaxis.set_major_formatter(lambda value, _: words.amount(value, unit))
    if not log:
        axes.xaxis.set_major_locator(MaxNLocator(4))
    name = {"usd/year": "US dollars a year"}.get(unit, unit)
    axes.set_xlabel(name + (", log scale" if log else ""), fontsize=8, loc="right")


def _widest_wording(table):
    spans = {
        row["wording"]: row["value"].high / row["value"].low
        for row in table.to_dict("records")
        if row["reading"] == "literal" and row["value"].low > 0 and row["value"].high < float("inf")
    }
    widest = max(spans, key=spans.get, default=None)
    if widest is None or spans[widest] < 2:
        return "Each figure is as wide as its words"
    return f"“{widest[0].upper() + widest[1:]}” leaves a factor of {spans[widest]:,.0f} open"
