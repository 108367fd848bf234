"""Counts of workers and reports of movements, one mark a row."""

from dataclasses import dataclass

import matplotlib as mpl
import pandas as pd

from analysis import shift
from analysis.charts.paper import CHINA, OTHER, RUSSIA, STYLE, Chart, anchor, beside, paper, period_of, wrapped
from analysis.ledger import dates, sources, words
from analysis.ledger.ranges import Range
from analysis.shift import sentences

HEADINGS = {
    "present": "Present, or holding permits",
    "sent": "Sent over a period",
    "arriving": "Arriving",
    "leaving": "Leaving",
}
COLORS = {"present": RUSSIA, "sent": RUSSIA, "arriving": CHINA, "leaving": OTHER}


@dataclass(frozen=True)
class Row:
    """One mark: its group, its label on the left, its figure, and the series it may be joined in (or blank)."""

    group: str
    label: str
    value: Range
    unit: str = "persons"
    series: str = ""


def russia_counts(book, since):
    """Draw the figures for workers in Russia in order of time, and below them the numbers sent.

    A line joins two rows only where both belong to one series.

    Parameters
    ----------
    book : Ledger
    since : int
        The year from which numbers sent are shown.

    Returns
    -------
    Chart
    """
    present = shift.unpaired_levels(book, "RU")
    sent = shift.movements(book, "RU", since)
    rows = [Row("present", _who_and_when(r), r["value"], r["unit"], r["series"]) for r in present.to_dict("records")]
    rows += [
        Row("sent", f"{wrapped(r['asserted_by'])}\n{_when_sent(r['period'])}", r["value"])
        for r in sent.to_dict("records")
    ]
    subtitle = (
        "Workers, log scale; filled: present at a time, or permits valid; hollow: sent over a period. "
        "Lines join figures of one asserter and one definition only"
    )
    return _chart(book, "russia-counts", rows, _counts_title(present), subtitle, sentences.of_counts(present))


def china_reports(book, since):
    """Draw the reports of workers arriving in China and leaving it, in order of time.

    Parameters
    ----------
    book : Ledger
    since : int
        The year from which reports are shown.

    Returns
    -------
    Chart
    """
    table = shift.movements(book, "CN", since).sort_values("direction", kind="stable")
    rows = [
        Row(
            r["direction"],
            f"{r['part'] or 'All China'}, {words.when(r['period'])}\n{wrapped(r['asserted_by'])}",
            r["value"],
        )
        for r in table.to_dict("records")
    ]
    subtitle = (
        f"Workers, reports since {since}, log scale; single cities or provinces, mostly one unnamed source each. "
        "Their sum means nothing"
    )
    return _chart(book, "china-movements", rows, _reports_title(table), subtitle, sentences.of_reports(table))


def _counts_title(present):
    if present.empty:
        return "No source in this record counts workers in Russia alone"
    last = present.iloc[-1]
    count, period = words.describe(last["value"], last["unit"]), words.when(last["period"]).removeprefix("about ")
    counted = "permits" if last["unit"] == "permits" else "workers"
    return f"Latest figure for Russia: {count} {counted}, for {period}"


def _reports_title(table):
    if table.empty:
        return "No report of workers arriving in China or leaving it"
    count = table["direction"].value_counts()
    arriving, leaving = (_reports(count.get(way, 0)) for way in ("arriving", "leaving"))
    return f"{arriving[0].upper()}{arriving[1:]} of workers arriving in China, {leaving} of leaving"


def _reports(number):
    return "no report" if number == 0 else f"{number} report{'s' if number > 1 else ''}"


def _who_and_when(row):
    permits = ", permits" if row["unit"] == "permits" else ""
    return f"{wrapped(row['asserted_by'] + permits)}\n{period_of(row)}"


def _when_sent(period):
    first, last = dates.bounds(period)
    return f"in {words.when(period)}" if first else f"until {words.when(str(last))}"


def _chart(book, name, rows, title, subtitle, sentence):
    """Draw one mark a row on a log scale, in groups; rows of one series are joined."""
    values = [end for row in rows for end in (row.value.low, row.value.high) if 0 < end < float("inf")]
    left, right = min(values, default=1) / 2, max(values, default=10) * 2
    groups = list(dict.fromkeys(row.group for row in rows))
    source = sources.line_of(book, *(row.value for row in rows))
    with mpl.rc_context(STYLE):
        figure, (top, bottom) = paper(title, subtitle, source, 0.40 * len(rows) + 0.40 * len(groups) + 0.3)
        axes = figure.add_axes([0.40, bottom, 0.37, top - bottom])
        axes.set_xscale("log")
        axes.set_xlim(left, right)
        y, ticks, joined = -0.2, [], {}
        for group in groups:
            axes.text(-1.03, y, HEADINGS[group], transform=axes.get_yaxis_transform(), weight="bold", va="center")
            y += 0.85
            for row in (row for row in rows if row.group == group):
                _mark(axes, y, row.value, COLORS[group], group == "sent", left, right)
                beside(axes, y, words.describe(row.value, row.unit))
                if row.series in joined:
                    ends = zip(joined[row.series], (anchor(row.value), y))
                    axes.plot(*ends, color=COLORS[group], linewidth=1, zorder=1)
                if row.series:
                    joined[row.series] = anchor(row.value), y
                ticks.append(y)
                y += 1
        axes.set_yticks(ticks, [row.label for row in rows], fontsize=8)
        axes.tick_params(axis="y", length=0, pad=8)
        axes.set_ylim(y - 0.35, -0.7)
        axes.xaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
        axes.xaxis.set_minor_formatter("")
        axes.grid(axis="x")
    lines = [[HEADINGS[row.group], row.label.replace("\n", " "), row.value, row.series] for row in rows]
    table = pd.DataFrame(lines, columns=["group", "who_and_when", "value", "series"])
    data = words.written(table, [row.unit for row in rows])
    listed = "; ".join(f"{r['group']}: {r['who_and_when']}: {r['value']}" for r in data.to_dict("records"))
    return Chart(name, figure, data, f"{title}. One mark a row. {listed}.", sentence)


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
