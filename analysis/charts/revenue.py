"""The revenue range beside the parts it is made of."""

import matplotlib as mpl

from analysis.charts.paper import INK, OTHER, STYLE, Chart, bar, paper, rows_axis
from analysis.ledger import words


def revenue_parts(table, source):
    """Draw the revenue range's parts, their sum and what was printed.

    Parameters
    ----------
    table : pandas.DataFrame
        As from `revenue.rebuild`.
    source : str
    """
    title = _sum_against_print(table)
    with mpl.rc_context(STYLE):
        figure, (top, bottom) = paper(
            title,
            "US dollars a year, 2023; ◆ a single figure, given as “about”; hatched: derived by us",
            source,
            0.55 * len(table) + 0.5,
        )
        axes = figure.add_axes([0.27, bottom, 0.46, top - bottom])
        for y, row in enumerate(table.to_dict("records")):
            printed = row["part"].startswith(("UN", "As the"))
            color = INK if printed else OTHER
            bar(axes, y, row["value"], color, row["kind"] == "derived", 0, 1.2e9)
            axes.annotate(
                words.describe(row["value"], "usd/year"), (1, y), xycoords=axes.get_yaxis_transform(),
                xytext=(8, 0), textcoords="offset points", va="center", fontsize=8.5,
            )  # fmt: skip
        rows_axis(axes, list(table["part"]))
        axes.set_xlim(0, 1.2e9)
        axes.set_xticks([0, 3e8, 6e8, 9e8, 12e8], ["0", "$300m", "$600m", "$900m", "$1.2bn"])
    data = words.written(table, "usd/year")
    said = "; ".join(f"{r['part']}: {r['value']}" for r in data.to_dict("records"))
    return Chart("revenue-parts", figure, data, f"{title}. Horizontal bars. {said}.")


def _sum_against_print(table):
    value = table.set_index("part")["value"]
    printed = words.describe(value.iloc[-1], "usd/year")
    if "Sum of the parts" not in value:
        return f"If the $500 million covers all workers, nothing shows where {printed} comes from"
    total = value["Sum of the parts"]
    if (total.low, total.high) == (value.iloc[-1].low, value.iloc[-1].high):
        return f"The printed {printed} is two estimates added together"
    return f"The parts make {words.describe(total, 'usd/year')}, not the printed {printed}"
