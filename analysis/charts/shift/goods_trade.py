"""Goods trade with both countries by year, as a control."""

from analysis import shift
from analysis.charts import paper
from analysis.charts.paper import Chart
from analysis.ledger import sources, vocabulary, words
from analysis.shift import sentences

COUNTRY = {"CN": "Trade with China", "RU": "Trade with Russia"}


def trade(book, first_year=shift.TRADE_YEARS[0], last_year=shift.TRADE_YEARS[1]):
    """Draw the goods trade with China and with Russia by year, on one scale for both, so that lengths compare.

    Parameters
    ----------
    book : Ledger
    first_year, last_year : int

    Returns
    -------
    Chart
    """
    table = shift.trade(book, first_year, last_year)
    table = table.sort_values(["place", "period"]).reset_index(drop=True)
    title = _title(table)
    rows = [
        (f"{row['period']}: {row['asserted_by']}", words.short_dollars(row["value"].low), COUNTRY[row["place"]])
        for row in table.to_dict("records")
    ]
    words_on_paper = title, _subtitle(table), sources.line_of(book, *table["value"])

    def draw(sheet):
        figure, axes, at, thick = sheet.rows(words_on_paper, rows, 0.26, 0.36, 0.53)
        for y, row in zip(at, table.to_dict("records")):
            color = vocabulary.color(row["place"])  # the edge keeps a bar in sight that is shorter than a line is wide
            axes.barh(y, row["value"].low, height=1.1 * thick, color=color, edgecolor=color, linewidth=1)
        axes.set_xlim(0, 1.05 * max([value.low for value in table["value"]] or [1]))
        sheet.ticks(axes, 4)
        axes.xaxis.set_major_formatter(lambda value, _: words.amount(value, "usd"))
        return figure

    data = words.written(table, "usd")
    sentence = sentences.of_trade(table)
    return Chart("goods-trade", draw, data, paper.alt(f"{title}.", "Bars by year on one scale.", sentence), sentence)


def _subtitle(table):
    both = shift.trade_in_both(table)
    whose = (
        ""
        if both is None
        else " and ".join(row["asserted_by"] for row in both) + f" give the figures of {both[0]['period']}. "
    )
    return f"{whose}US dollars a year, goods alone; one scale for both countries"


def _title(table):
    both = shift.trade_in_both(table)
    if both is None:
        return "Goods trade is known for one country only"
    china, russia = (row["value"] for row in both)
    moved = shift.direction(russia, china)
    if moved == "undetermined":
        return "Goods trade with China and with Russia cannot be compared"
    more, less, ratio = ("China", "Russia", china / russia) if moved == "up" else ("Russia", "China", russia / china)
    return f"In {both[0]['period']} trade with {more} was {sentences.rough_times(ratio)} that with {less}"
