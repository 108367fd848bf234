"""Goods trade with both countries by year."""

import matplotlib as mpl

from analysis.charts.paper import CHINA, RUSSIA, STYLE, Chart, paper, put
from analysis.ledger import words


def goods_trade(table, source):
    """Draw the goods trade with China and with Russia by year, on a log scale.

    Parameters
    ----------
    table : pandas.DataFrame
        As from `shift.trade`. A line joins two years only where they follow
        each other in one series.
    source : str
    """
    title = _larger_trade(table)
    with mpl.rc_context(STYLE):
        figure, (top, bottom) = paper(
            title,
            "US dollars a year, log scale; lines join figures of one series and neighbouring years only",
            source,
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
    said = "; ".join(f"{r['place']} {r['period']}: {r['value']} ({r['asserted_by']})" for r in data.to_dict("records"))
    return Chart("goods-trade", figure, data, f"{title}. Points by year. {said}.")


def _larger_trade(table):
    last = {place: rows.iloc[-1] for place, rows in table.groupby("place")}
    if set(last) != {"CN", "RU"}:
        return "Goods trade with one country only"
    said = {place: f"{words.describe(row['value'], 'usd')} in {row['period']}" for place, row in last.items()}
    more, less = ("CN", "RU") if last["CN"]["value"].low > last["RU"]["value"].low else ("RU", "CN")
    name = {"CN": "China", "RU": "Russia"}
    return f"Recorded goods trade is larger with {name[more]}: {said[more]}, against {said[less]} with {name[less]}"
