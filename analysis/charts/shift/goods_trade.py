"""Goods trade with both countries by year, as a control."""

import matplotlib as mpl

from analysis import shift
from analysis.charts.paper import CHINA, RUSSIA, STYLE, Chart, paper, put
from analysis.ledger import sources, words
from analysis.shift import sentences


def trade(book, first_year=shift.TRADE_YEARS[0], last_year=shift.TRADE_YEARS[1]):
    """Draw the goods trade with China and with Russia by year, on a log scale.

    A line joins two years only where they follow each other in one series.

    Parameters
    ----------
    book : Ledger
    first_year, last_year : int

    Returns
    -------
    Chart
    """
    table = shift.trade(book, first_year, last_year)
    title = _title(table)
    with mpl.rc_context(STYLE):
        figure, (top, bottom) = paper(
            title,
            "US dollars a year, log scale; lines join figures of one series and neighbouring years only",
            sources.line_of(book, *table["value"]),
            3.6,
        )
        axes = figure.add_axes([0.10, bottom, 0.78, top - bottom])
        axes.set_yscale("log")
        for place, color, marker, country in (("CN", CHINA, "o", "China"), ("RU", RUSSIA, "s", "Russia")):
            rows = table[table["place"] == place].to_dict("records")
            for row in rows:
                x, y = int(row["period"]), row["value"].low
                axes.plot([x], [y], marker=marker, color=color, markersize=6, zorder=3)
                put(
                    axes,
                    x,
                    y,
                    words.short_dollars(y),
                    dy=7,
                    ha="center",
                    fontsize=7.5,
                    bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.5},
                )
                for other in rows:
                    if row["series"] and other["series"] == row["series"] and int(other["period"]) == x + 1:
                        axes.plot([x, x + 1], [y, other["value"].low], color=color, linewidth=1.5)
            if rows:
                put(axes, int(rows[-1]["period"]), rows[-1]["value"].low, country, dx=12, dy=-3, weight="bold")
        years = sorted({int(period) for period in table["period"]}) or [0]
        axes.set_xlim(years[0] - 0.5, years[-1] + 0.9)
        lows = [value.low for value in table["value"]] or [1]
        axes.set_ylim(min(lows) / 2, max(lows) * 2.2)
        axes.set_xticks(range(years[0], years[-1] + 1))
        axes.yaxis.set_major_formatter(lambda value, _: words.amount(value, "usd"))
        axes.yaxis.set_minor_formatter("")
        axes.grid(axis="y")
        axes.tick_params(length=0, which="both")
    data = words.written(table, "usd")
    country = {"CN": "China", "RU": "Russia"}
    listed = "; ".join(
        f"{country[r['place']]} {r['period']}: {r['value']} ({r['asserted_by']})" for r in data.to_dict("records")
    )
    return Chart("goods-trade", figure, data, f"{title}. Points by year. {listed}.", sentences.of_trade(table))


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
