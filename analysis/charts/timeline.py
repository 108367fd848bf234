"""The timeline: dated events as bars as wide as their doubt."""

from datetime import date

import matplotlib as mpl
import pandas as pd
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter, date2num

from analysis import timeline
from analysis.charts.paper import INK, OTHER, QUIET, STYLE, Chart, paper, wrapped
from analysis.claims import called, spelled
from analysis.ledger import sources, vocabulary, words

OWN, OTHERS = "the source", "other sources"
COLUMNS = ["side", "title", "wording", "rule", "edtf", "earliest", "latest", "asserted_by"]


def dated_events(book, source_id, start, end, published=None):
    """Draw a source's events as bars as wide as their doubt, with the days that other sources record.

    What others record of the source's own events is a mark on their bars; their
    other events have rows of their own, and rules are vertical lines.

    Parameters
    ----------
    book : Ledger
    source_id : str
    start, end : datetime.date
        First and last day drawn.
    published : datetime.date, optional
        The day from which relative dates are read; without it, the ledger's.

    Returns
    -------
    Chart
    """
    published = published or timeline.publication_day(book, source_id)
    own, others = timeline.drawn(book, source_id, start, end, published)
    rules, others = others[others["effect"] == "rule"], others[others["effect"] != "rule"]
    marks = others[others["same_as"].isin(own["event_id"])]
    alone = others[~others["event_id"].isin(marks["event_id"])]
    sides = book.terms[book.terms["kind"] == "side"].set_index("name")["color"].replace("", OTHER)
    every = pd.concat([own.assign(dated_by=OWN), alone.assign(dated_by=OTHERS)], ignore_index=True)
    rows = _in_order(every, list(sides.index))
    rules = rules.reset_index(drop=True)
    title = _title(own, called(book, source_id))
    span = f"{words.when(str(start))} to {words.when(str(end))}"
    with mpl.rc_context(STYLE):
        groups = list(dict.fromkeys(rows["side"]))
        figure, (top, bottom) = paper(
            title,
            f"Events as dated by {book.source(source_id)['producer']} (bars, as wide as the doubt; ▸ goes on) and by "
            f"other sources (◆ a day, ├┤ a span), {span}",
            sources.line(book, timeline.source_ids(book, source_id, start, end)),
            0.40 * len(rows) + 0.42 * len(groups) + 0.45 + 0.2 * len(rules),
        )
        axes = figure.add_axes([0.46, bottom, 0.52, top - bottom])
        foot = _draw_rows(axes, rows, groups, marks, (start, end), sides)
        _set_up_axes(axes, foot, len(rules), start, end)
        if published and start <= published <= end:
            axes.axvline(date2num(published), color=INK, linewidth=1)
            axes.annotate(
                "published", (date2num(published), foot), xytext=(3, 3), textcoords="offset points",
                fontsize=7.5, color=INK,
            )  # fmt: skip
        for level, row in enumerate(rules.to_dict("records")):
            _rule_line(axes, row, -0.75 - 0.5 * (len(rules) - 1 - level), start, end)
    recorded = dict(zip(marks["same_as"], marks["edtf"]))
    data = pd.concat([rows, rules], ignore_index=True)
    data = data[COLUMNS].assign(record=[recorded.get(event, "") for event in data["event_id"]])
    listed = "; ".join(f"{row['title']}: {words.when(row['edtf'])}" for row in data.to_dict("records"))
    alt = f"{title}. Timeline from {span}. {listed or 'No event'}."
    return Chart("timeline", figure, data, alt, _sentence(own, alone, marks))


def _in_order(rows, sides):
    rows = rows.assign(place=rows["side"].map(sides.index))
    return rows.sort_values(["place", "latest", "earliest", "event_id"]).drop(columns="place").reset_index(drop=True)


def _title(own, name):
    exact, count = int(timeline.to_the_day(own).sum()), len(own)
    if not count:
        return f"No event that {name} dates falls into this span"
    if count == 1:
        return f"{name.capitalize()} {'dates' if exact else 'does not date'} its only event to the day"
    if exact in (0, count):
        many = "none" if not exact else "both" if count == 2 else f"all {spelled(count)}"
        return f"{name.capitalize()} dates {many} of its {'' if exact else spelled(count) + ' '}events to the day"
    only = "only " if 2 * exact < count else ""
    return f"{name.capitalize()} dates {only}{spelled(exact)} of {spelled(count)} events to the day"


def _sentence(own, alone, marks):
    """Say how many of the source's events other sources date more closely."""
    if own.empty:
        return "All events drawn are dated by other sources." if len(alone) else ""
    if timeline.to_the_day(own).all():
        return "The bars leave no doubt about the day."
    width = {row["event_id"]: _days(row) for row in own.to_dict("records")}
    closer = {row["same_as"] for row in marks.to_dict("records") if _days(row) < width[row["same_as"]]}
    if not closer:
        return f"No other source dates {'this event' if len(own) == 1 else 'any of these events'} more closely."
    if len(own) == 1:
        return "Another source dates this event more closely."
    others = "Another source dates" if len(closer) == 1 else "Other sources date"
    return f"{others} {spelled(len(closer))} of these {spelled(len(own))} events more closely."


def _days(row):
    if not row["earliest"] or not row["latest"]:
        return float("inf")
    return (date.fromisoformat(row["latest"]) - date.fromisoformat(row["earliest"])).days


def _draw_rows(axes, rows, groups, marks, span, sides):
    """Draw the rows side by side under one another; return the height where they end."""
    y, ticks, labels = 0.0, [], []
    for side in groups:
        axes.text(
            -0.855, y - 0.05, vocabulary.lane(side), transform=axes.get_yaxis_transform(), weight="bold", va="center"
        )
        y += 0.75
        for row in rows[rows["side"] == side].to_dict("records"):
            _event_bar(axes, y, row, marks, span, sides[side])
            ticks.append(y)
            labels.append(_event_label(row))
            y += 1
        y += 0.15
    axes.set_yticks(ticks, labels, fontsize=8)
    return y - 0.3


def _set_up_axes(axes, foot, rules, start, end):
    axes.tick_params(axis="y", length=0, pad=8)
    axes.set_ylim(foot, -0.75 - 0.5 * rules)
    axes.set_xlim(date2num(start), date2num(end))
    locator = AutoDateLocator(maxticks=8)
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(ConciseDateFormatter(locator))
    axes.grid(axis="x")


def _event_bar(axes, y, row, marks, span, color):
    start, end = span
    first = max(date.fromisoformat(row["earliest"]) if row["earliest"] else start, start)
    last = min(date.fromisoformat(row["latest"]) if row["latest"] else end, end)
    if row["dated_by"] == OTHERS:
        _recorded_mark(axes, y, first, last, color)
        if (row["latest"] or timeline.OPEN) > str(end):
            axes.plot([date2num(end)], [y], marker=">", color=INK, markersize=7, clip_on=False)
        return
    left, width = date2num(first), date2num(last) - date2num(first) + 1
    goes_on = row["rule"].startswith("since")
    width = max(width, (end - start).days / 150)
    axes.barh(y, width, left=left, height=0.5, color=color, alpha=0.55 if goes_on else 0.9, linewidth=0)
    if goes_on:
        axes.plot([left + width + 4], [y], marker=">", color=color, markersize=7)
    for mark in marks[marks["same_as"] == row["event_id"]].to_dict("records"):
        _recorded_mark(axes, y, date.fromisoformat(mark["earliest"]), date.fromisoformat(mark["latest"]), INK)


def _recorded_mark(axes, y, first, last, color):
    if first != last:  # known to a month at best: a span, no day
        axes.plot([date2num(first), date2num(last)], [y, y], color=INK, linewidth=1.4, marker="|", markersize=9)
        return
    axes.plot([date2num(first)], [y], marker="D", color=color, markeredgecolor="white", markersize=7, linestyle="none")


def _event_label(row):
    day = words.when(row["edtf"])
    dated = f"“{row['wording']}”: {day}" if row["dated_by"] == OWN else f"other sources: {day}"
    return f"{row['title']}\n{wrapped(dated, 60)}"


def _rule_line(axes, row, y, start, end):
    day = date2num(date.fromisoformat(row["earliest"]))
    axes.axvline(day, color=OTHER, linewidth=1, linestyle=(0, (4, 3)), zorder=0)
    late = day > date2num(start) + 0.6 * (date2num(end) - date2num(start))
    axes.annotate(
        row["title"], (day, y), xytext=(-4 if late else 4, 0), textcoords="offset points",
        ha="right" if late else "left", va="center", fontsize=7.5, color=QUIET,
        bbox={"facecolor": "white", "edgecolor": "none", "pad": 1},
    )  # fmt: skip
