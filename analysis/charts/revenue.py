"""The revenue range beside the parts it is made of."""

from analysis import revenue
from analysis.charts import paper
from analysis.charts.paper import GRID, INK, OTHER, QUIET, Chart, bar, wrapped
from analysis.ledger import sources, words

MOST = 1.2e9  # USD a year, end of the axis, unless a figure lies beyond
WHOLE = {"total", "printed"}  # parts drawn in black: the range as others give it


def revenue_parts(book, scope="non_it", dispatched_only=False):
    """Draw the revenue range's parts, their sum and what was printed.

    Parameters
    ----------
    book, scope, dispatched_only
        As in `revenue.rebuild`.
    """
    table = revenue.rebuild(book, scope, dispatched_only)
    order = {"non_it": 0, "it": 1}  # what the others stack on comes first
    table = table.sort_values("part", key=lambda part: part.map(order).fillna(2), kind="stable").reset_index(drop=True)
    title, parts = _title(table), table.to_dict("records")
    top = "it_dispatched" if "it_dispatched" in set(table["part"]) else "it"
    stacked = {"non_it", top} if "sum" in set(table["part"]) else set()  # the parts that the sum is made of
    subtitle = "Yearly revenue of workers sent abroad, US dollars, 2023, from press accounts of the UN Panel of Experts’ report"
    if stacked:
        subtitle += ". The parts stand on one another; light: from the low to the high figure; hatched: our sum"
    source = sources.line_of(book, *table["value"])
    base = next((row["value"].low for row in parts if row["part"] == "non_it"), 0)
    highest = [row["value"].high + base * (row["part"] == top and bool(stacked)) for row in parts]
    most = max([MOST, *(1.05 * value for value in highest if MOST < value < float("inf"))])
    labelled = [(_label(book, row), words.describe(row["value"], revenue.USD), "") for row in parts]

    def draw(sheet):
        figure, axes, at, thick = sheet.rows((title, subtitle, source), labelled, 0.55, 0.30, 0.43)
        axes.set_xlim(0, most)
        for y, row in zip(at, parts):
            color, value = INK if row["part"] in WHOLE else OTHER, row["value"]
            if row["part"] in stacked:
                foot = base if row["part"] == top else 0
                axes.barh(y, value.low, left=foot, height=thick, color=color)
                axes.barh(
                    y, value.high - value.low, left=foot + value.low, height=thick, facecolor=GRID, edgecolor=color
                )
            else:
                bar(axes, y, value, color, row["kind"] == "derived", 0, most, thick)
        if stacked:
            axes.vlines(
                base, min(at), at[[row["part"] for row in parts].index(top)], color=QUIET, linewidth=0.8, linestyle=":"
            )
        if most > MOST:
            sheet.ticks(axes)
            axes.xaxis.set_major_formatter(lambda value, _: words.short_dollars(value))
        else:
            axes.set_xticks([0, 3e8, 6e8, 9e8, 12e8], ["0", "$300m", "$600m", "$900m", "$1.2bn"])
        return figure

    data = words.written(table.assign(claims=sources.claims(book, table)).drop(columns="rests_on"), revenue.USD)
    sentence = revenue.parts_sentence(table)
    said = paper.alt(f"{title}.", "A bar for each part of the range, for their sum and for what was printed.", sentence)
    return Chart("revenue-parts", draw, data, said, sentence)


def _label(book, row):
    if row["kind"] == "derived":
        return f"{row['words']}\nour arithmetic"
    claim = book.claim(row["value"].trace[0])
    producer = book.source(claim["source_id"])["producer"]
    by = claim["asserted_by"]
    return f"{row['words']}\n{wrapped(by if ' by ' in by else f'{by}, via {producer}', 40)}"


def _title(table):
    value = table.set_index("part")["value"]
    printed = words.describe(value["printed"], revenue.USD)
    if "sum" not in value:
        return f"No sum of parts makes the article's {printed}"
    if revenue.same_ends(value["sum"], value["printed"]):
        return f"The article's {printed} is two estimates added together"
    return f"The parts add up to {words.describe(value['sum'], revenue.USD)}"
