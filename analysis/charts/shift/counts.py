"""Counts of workers and reports of movements, one mark a row."""

import matplotlib as mpl
import pandas as pd

from analysis.charts.paper import CHINA, OTHER, RUSSIA, STYLE, Chart, anchor, beside, paper, period_of, wrapped
from analysis.ledger import words


def russia_counts(present, sent, source):
    """Draw the counts of workers in Russia in order of time, and below them the numbers sent.

    Parameters
    ----------
    present, sent : pandas.DataFrame
        As from `shift.levels` and `shift.movements`. A line joins two rows only
        where both belong to one series.
    source : str
    """
    kind = {"permits": ", permits"}
    rows = [
        [
            f"{wrapped(r['asserted_by'] + kind.get(r['unit'], ''))}\n{period_of(r)}",
            r["value"],
            r["unit"],
            r["series"],
            "present",
        ]
        for r in present.to_dict("records")
    ] + [
        [f"{wrapped(r['asserted_by'])}\n{_when_sent(r['period'])}", r["value"], "persons", "", "sent"]
        for r in sent.to_dict("records")
    ]
    title = _most_least_last(present)
    subtitle = (
        "Workers, log scale; filled: present at a time, or permits valid; hollow: sent over a period. "
        "Lines join figures of one asserter and one definition only"
    )
    groups = {"present": "Present, or holding permits", "sent": "Sent over a period"}
    return _rows("russia-counts", rows, groups, {"present": RUSSIA, "sent": RUSSIA}, title, subtitle, source)


def china_movements(table, source):
    """Draw the reports of workers arriving in China and leaving it, in order of time.

    Parameters
    ----------
    table : pandas.DataFrame
        As from `shift.movements` for China.
    source : str
    """
    side = ["arriving" if population.startswith("arriving") else "leaving" for population in table["population"]]
    rows = [
        [
            f"{r['population'].split(', ')[1]}, {words.when(r['period'])}\n{wrapped(r['asserted_by'])}",
            r["value"],
            "persons",
            "",
            s,
        ]
        for r, s in zip(table.to_dict("records"), side)
    ]
    rows.sort(key=lambda row: row[-1])
    count = {name: side.count(name) for name in ("arriving", "leaving")}
    title = f"Since 2024, {count['arriving']} reports of workers arriving in China and {count['leaving']} of workers leaving: fragments, no balance"
    subtitle = "Workers, log scale; single cities or provinces, mostly one unnamed source each; their sum means nothing"
    groups = {"arriving": "Arriving", "leaving": "Leaving"}
    return _rows("china-movements", rows, groups, {"arriving": CHINA, "leaving": OTHER}, title, subtitle, source)


def _rows(name, rows, groups, colors, title, subtitle, source):
    """One mark a row on a log scale, in groups; rows of one series joined."""
    values = [v for row in rows for v in (row[1].low, row[1].high) if 0 < v < float("inf")]
    left, right = min(values, default=1) / 2, max(values, default=10) * 2
    with mpl.rc_context(STYLE):
        used = [group for group in groups if any(row[-1] == group for row in rows)]
        figure, (top, bottom) = paper(title, subtitle, source, 0.40 * len(rows) + 0.40 * len(used) + 0.3)
        axes = figure.add_axes([0.40, bottom, 0.37, top - bottom])
        axes.set_xscale("log")
        axes.set_xlim(left, right)
        y, ticks, labels, joined = -0.2, [], [], {}
        for group in used:
            axes.text(-1.03, y, groups[group], transform=axes.get_yaxis_transform(), weight="bold", va="center")
            y += 0.85
            for label, value, unit, series, _ in (row for row in rows if row[-1] == group):
                _mark(axes, y, value, colors[group], group == "sent", left, right)
                beside(axes, y, words.describe(value, unit))
                if series in joined:
                    axes.plot(*zip(joined[series], (anchor(value), y)), color=colors[group], linewidth=1, zorder=1)
                if series:
                    joined[series] = anchor(value), y
                ticks.append(y)
                labels.append(label)
                y += 1
        axes.set_yticks(ticks, labels, fontsize=8)
        axes.tick_params(axis="y", length=0, pad=8)
        axes.set_ylim(y - 0.35, -0.7)
        axes.xaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
        axes.xaxis.set_minor_formatter("")
        axes.grid(axis="x")
    table = pd.DataFrame(
        [[groups[g], label.replace("\n", " "), value, series] for label, value, _, series, g in rows],
        columns=["group", "who and when", "value", "series"],
    )
    data = words.written(table, [row[2] for row in rows])
    said = "; ".join(f"{r['group']}: {r['who and when']}: {r['value']}" for r in data.to_dict("records"))
    return Chart(name, figure, data, f"{title}. One mark a row. {said}.")


def _when_sent(period):
    return f"until {words.when(period[3:])}" if period.startswith("../") else f"in {words.when(period)}"


def _most_least_last(present):
    """The highest count, the lowest and the last, in order of time: no movement, for many hands made them."""
    rows = [row for row in present.to_dict("records") if row["value"].low == row["value"].high]
    if len(rows) < 3:
        return "Counts of workers in Russia"
    at = sorted(
        {
            max(range(len(rows)), key=lambda n: rows[n]["value"].low),
            min(range(len(rows)), key=lambda n: rows[n]["value"].low),
            len(rows) - 1,
        }
    )
    told = [
        f"{words.describe(rows[n]['value'], rows[n]['unit'])} ({words.when(rows[n]['period']).removeprefix('about ')})"
        for n in at
    ]
    return f"Counts for Russia, each by another hand: the most, the least and the last are {', '.join(told)}"


def _mark(axes, y, value, color, hollow, left, right):
    """A figure as a dot, a range as a bar, a one-sided bound as a dot with an arrow; clear of the log scale's zero."""
    face = {"markerfacecolor": "white" if hollow else color, "markeredgecolor": color, "markeredgewidth": 1.6}
    if value.low == value.high:
        axes.plot([value.low], [y], marker="o", markersize=7.5, linestyle="none", zorder=3, **face)
    elif value.low > 0 and value.high < float("inf"):
        axes.barh(
            y,
            value.high - value.low,
            left=value.low,
            height=0.34,
            facecolor="white" if hollow else color,
            edgecolor=color,
            linewidth=1.6,
        )
    else:
        at, to = (
            (value.low, min(value.low * 2.2, right)) if value.low > 0 else (value.high, max(value.high / 2.2, left))
        )
        axes.annotate(
            "", (to, y), (at, y), arrowprops={"arrowstyle": "-|>", "color": color, "linewidth": 1.6}, zorder=2
        )
        axes.plot(
            [at], [y], marker="o", markersize=7, linestyle="none", zorder=3, **{**face, "markerfacecolor": "white"}
        )
