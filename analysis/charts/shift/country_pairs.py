"""Figures that one source gives for both countries, as dumbbells."""

from dataclasses import replace

import matplotlib as mpl

from analysis import shift
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
from analysis.ledger import sources, words
from analysis.shift import sentences

COLUMNS = ["pair", "period", "asserted_by", "source_id", "status", "china", "russia"]


def pairs(book):
    """Draw the workers that one source counts in both countries, with Russia's share beside each.

    Parameters
    ----------
    book : Ledger

    Returns
    -------
    Chart
    """
    table = shift.pairs(book)
    subtitle = (
        "Workers present in each country, as one source counts both; bars are ranges, arrows are bounds on one side. "
        "Two sources never share a line"
    )
    beside_each = [words.describe(share, "percent") for share in table["share"]]
    data = words.written(table[[*COLUMNS, "share"]], "persons", ["china", "russia"])
    data = words.written(data, "percent", ["share"])
    words_on_paper = _pairs_title(table), subtitle, "Russia's share", beside_each
    return _dumbbells(book, "stock-pairs", table, "persons", words_on_paper, data, sentences.of_pairs(table))


def pay(book):
    """Draw the monthly pay that one source gives for both countries, with Russia's multiple of China's beside each.

    Parameters
    ----------
    book : Ledger

    Returns
    -------
    Chart
    """
    table = shift.pairs(book, "pay")
    multiples = [words.times(russia / china) for russia, china in zip(table["russia"], table["china"])]
    subtitle = (
        "US dollars per worker and month, as one source puts both countries; "
        "whether before or after what the state takes is not always said"
    )
    data = words.written(table[COLUMNS].assign(multiple=multiples), "usd/person/month", ["china", "russia"])
    words_on_paper = _pay_title(multiples), subtitle, "Russia / China", multiples
    return _dumbbells(book, "pay-pairs", table, "usd/person/month", words_on_paper, data, sentences.of_pay(table))


def _pairs_title(table):
    if table.empty:
        return "No source counts workers in both countries"
    since = sentences.since_when_not_more(table)
    if since is None:
        return "The last source to count both puts more workers in Russia"
    return f"Since {since}, no source counts more workers in Russia than China"


def _pay_title(multiples):
    return f"Pay in Russia is put at {multiples[-1]} China's" if multiples else "No source gives pay in both countries"


def _dumbbells(book, name, table, unit, words_on_paper, data, sentence):
    """Draw one source a row; ``words_on_paper``: title, subtitle, heading of the last column, its texts."""
    title, subtitle, heading, beside_each = words_on_paper
    source = sources.line(book, table["source_id"])
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
                    axes, at, y + off, _short(row[side], unit), dy=7 if above else -7,
                    ha="left" if at < 0.07 * limit else "center", va="bottom" if above else "top", fontsize=7,
                )  # fmt: skip
            beside(axes, y, at_the_side)
        rows_axis(
            axes,
            [
                f"{wrapped(r['asserted_by'], 40)}\n{period_of(r)}{', a repeat' if r['repeat'] else ''}"
                for r in table.to_dict("records")
            ],
        )
        axes.set_xlim(0, limit)
        axes.set_ylim(len(table) - 0.4, -1.25)
        axes.xaxis.set_major_formatter(lambda value, _: words.amount(value, unit))
        for x, color, marker, country in ((0.30, CHINA, "o", "China"), (0.02, RUSSIA, "s", "Russia")):
            transform = axes.get_yaxis_transform()
            axes.plot([x], [-0.95], marker=marker, color=color, transform=transform, clip_on=False, markersize=7)
            put(axes, x, -0.95, country, dx=8, across=True, va="center", weight="bold")
        beside(axes, -0.95, heading, weight="bold", fontsize=9)
    rows = zip(data.to_dict("records"), beside_each)
    listed = "; ".join(
        f"{r['asserted_by']}, {words.when(r['period'])}: China {r['china']}, Russia {r['russia']}, {heading} {text}"
        for r, text in rows
    )
    return Chart(name, figure, data, f"{title}. Dumbbells, one a source. {listed}.", sentence)


def _short(value, unit):
    return ("≈" if value.about else "") + words.describe(replace(value, about=False), unit)


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
