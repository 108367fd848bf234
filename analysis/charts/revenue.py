"""The revenue range beside the parts it is made of."""

import matplotlib as mpl

from analysis import revenue
from analysis.charts.paper import INK, OTHER, STYLE, Chart, bar, paper, put, rows_axis
from analysis.ledger import sources, words

MOST = 1.2e9  # USD a year, end of the axis
WHOLE = {"total", "printed"}  # parts drawn in black: the range as others give it


def revenue_parts(book, scope="non_it", dispatched_only=False):
    """Draw the revenue range's parts, their sum and what was printed.

    Parameters
    ----------
    book, scope, dispatched_only
        As in `revenue.rebuild`.
    """
    table = revenue.rebuild(book, scope, dispatched_only)
    title = _title(table)
    with mpl.rc_context(STYLE):
        figure, (top, bottom) = paper(
            title,
            "Yearly revenue of workers sent abroad, US dollars, 2023, from press accounts of the UN Panel of "
            "Experts’ report; ◆ a single figure, given as “about”; hatched: worked out by us",
            sources.line_of(book, *table["value"]),
            0.55 * len(table) + 0.5,
        )
        axes = figure.add_axes([0.27, bottom, 0.46, top - bottom])
        for y, row in enumerate(table.to_dict("records")):
            color = INK if row["part"] in WHOLE else OTHER
            bar(axes, y, row["value"], color, row["kind"] == "derived", 0, MOST)
            put(axes, 1, y, words.describe(row["value"], revenue.USD), dx=8, across=True, va="center", fontsize=8.5)
        rows_axis(axes, list(table["words"]))
        axes.set_xlim(0, MOST)
        axes.set_xticks([0, 3e8, 6e8, 9e8, 12e8], ["0", "$300m", "$600m", "$900m", "$1.2bn"])
    data = words.written(table.drop(columns="rests_on"), revenue.USD)
    said = "; ".join(f"{row['words']}: {row['value']}" for row in data.to_dict("records"))
    alt = f"{title}. Horizontal bars. {said}."
    return Chart("revenue-parts", figure, data, alt, revenue.parts_sentence(table))


def _title(table):
    value = table.set_index("part")["value"]
    printed = words.describe(value["printed"], revenue.USD)
    if "sum" not in value:
        return f"No sum of parts makes the article's {printed}"
    if revenue.same_ends(value["sum"], value["printed"]):
        return f"The article's {printed} is two estimates added together"
    return f"The parts add up to {words.describe(value['sum'], revenue.USD)}"
