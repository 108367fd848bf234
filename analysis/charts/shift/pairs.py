"""Figures that one source gives for both countries, as dumbbells."""

import matplotlib as mpl

from analysis.charts.paper import (
    CHINA,
    FAINT,
    RUSSIA,
    STYLE,
    Chart,
    anchor,
    beside,
    paper,
    period_of,
    put,
    rows_axis,
    wrapped,
)
from analysis.ledger import words


def stock_pairs(table, source):
    """Draw same-source pairs of workers present as dumbbells, with Russia's share beside each.

    Parameters
    ----------
    table : pandas.DataFrame
        As from `shift.pairs`.
    source : str
    """
    subtitle = (
        "Workers present, as one source puts both countries; bars are ranges, arrows one-sided bounds. "
        "Two sources never share a line"
    )
    shares = [words.describe(share, "percent") for share in table["share"]]
    return _pairs("stock-pairs", table, "persons", _last_pair(table), subtitle, "Russia's share", shares, source)


def pay_pairs(table, source):
    """Draw same-source pairs of monthly pay as dumbbells, with Russia's multiple of China beside each.

    Parameters
    ----------
    table : pandas.DataFrame
        As from `shift.pairs` for ``pay``.
    source : str
    """
    times = [russia / china for russia, china in zip(table["russia"], table["china"])]
    multiples = [words.times(value) for value in times]
    title = (
        f"In the latest account, monthly pay in Russia is {multiples[-1]} that in China"
        if multiples
        else "No source gives pay in both countries"
    )
    subtitle = "US dollars per worker and month, as one source puts both countries; whether before or after what the state takes is not always said"
    return _pairs("pay-pairs", table, "usd/person/month", title, subtitle, "Russia / China", multiples, source)


def _pairs(name, table, unit, title, subtitle, heading, beside_each, source):
    ends = [v for side in ("china", "russia") for r in table[side] for v in (r.low, r.high) if abs(v) < 1e12]
    limit = 1.12 * max(ends, default=1)
    with mpl.rc_context(STYLE):
        figure, (top, bottom) = paper(title, subtitle, source, 0.56 * len(table) + 0.9)
        axes = figure.add_axes([0.335, bottom, 0.475, top - bottom])
        for y, (row, at_the_side) in enumerate(zip(table.to_dict("records"), beside_each)):
            axes.plot(_nearest_ends(row["china"], row["russia"]), [y, y], color=FAINT, linewidth=2, zorder=1)
            # China a little above the row's line, Russia a little below, so that near values stay apart.
            for side, color, marker, off in (("china", CHINA, "o", -0.1), ("russia", RUSSIA, "s", 0.1)):
                _dot_or_range(axes, y + off, row[side], color, marker, limit)
                at, above = anchor(row[side]), off < 0
                put(
                    axes, at, y + off, words.describe(row[side], unit).replace("about ", "≈"), dy=7 if above else -7,
                    ha="left" if at < 0.07 * limit else "center", va="bottom" if above else "top", fontsize=7,
                )  # fmt: skip
            beside(axes, y, at_the_side)
        rows_axis(axes, [f"{wrapped(r['asserted_by'])}\n{period_of(r)}" for r in table.to_dict("records")])
        axes.set_xlim(0, limit)
        axes.set_ylim(len(table) - 0.4, -1.25)
        axes.xaxis.set_major_formatter(lambda value, _: words.amount(value, unit))
        for x, color, marker, country in ((0.30, CHINA, "o", "China"), (0.02, RUSSIA, "s", "Russia")):
            transform = axes.get_yaxis_transform()
            axes.plot([x], [-0.95], marker=marker, color=color, transform=transform, clip_on=False, markersize=7)
            put(axes, x, -0.95, country, dx=8, across=True, va="center", weight="bold")
        beside(axes, -0.95, heading, weight="bold", fontsize=9)
    columns = ["pair", "period", "asserted_by", "status", "china", "russia"]
    data = words.written(table[columns], unit, ["china", "russia"])
    data = data.assign(**{heading: beside_each})
    said = "; ".join(
        f"{r['asserted_by']}, {r['period']}: China {r['china']}, Russia {r['russia']}, {heading} {r[heading]}"
        for r in data.to_dict("records")
    )
    return Chart(name, figure, data, f"{title}. Dumbbells, one a source. {said}.")


def _last_pair(table):
    if table.empty:
        return "No source gives workers in both countries"
    last = table.iloc[-1]
    share = words.describe(last["share"], "percent")
    return f"The last source to put a figure on both countries, for {words.when(last['period'])}, has {share} of these workers in Russia"


def _nearest_ends(one, other):
    """Where the thin line between two figures runs: from a given end of one to a given end of the other."""
    ends = [[v for v in (value.low, value.high) if abs(v) < float("inf")] for value in (one, other)]
    return min(((a, b) for a in ends[0] for b in ends[1]), key=lambda pair: abs(pair[0] - pair[1]), default=(0, 0))


def _dot_or_range(axes, y, value, color, marker, limit):
    if value.low == value.high:
        axes.plot([value.low], [y], marker=marker, color=color, markersize=8, markeredgecolor="white", zorder=3)
    elif abs(value.low) < 1e12 and value.high < 1e12:
        axes.plot([value.low, value.high], [y, y], color=color, linewidth=7, solid_capstyle="butt", zorder=3)
    elif value.high < 1e12:
        _one_sided(axes, y, value.high, -0.07 * limit, color, marker)
    else:
        _one_sided(axes, y, value.low, 0.07 * limit, color, marker)


def _one_sided(axes, y, at, reach, color, marker):
    axes.annotate(
        "", (max(at + reach, 0), y), (at, y), arrowprops={"arrowstyle": "-|>", "color": color, "linewidth": 2}, zorder=3
    )
    axes.plot([at], [y], marker=marker, color="white", markeredgecolor=color, markeredgewidth=2, markersize=7, zorder=4)
