"""The timeline: dated events as bars as wide as their doubt."""

from datetime import date

import pandas as pd
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter, date2num

from analysis import timeline
from analysis.charts import paper
from analysis.charts.paper import GROUND, INK, OTHER, QUIET, Chart, put, tip, wrapped
from analysis.claims import called, spelled
from analysis.ledger import sources, vocabulary, words

OWN, OTHERS = "the source", "other sources"
COLUMNS = ["event_id", "side", "title", "wording", "rule", "edtf", "earliest", "latest", "asserted_by"]


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
    # A rule of which nobody knows the first day is a row: no line could say when it began.
    line = others["effect"].eq("rule") & others["earliest"].ne("")
    rules, others = others[line], others[~line]
    marks = others[others["same_as"].isin(own["event_id"])]
    alone = others[~others["event_id"].isin(marks["event_id"])]
    sides = book.terms[book.terms["kind"] == "side"].set_index("name")["color"].replace("", OTHER)
    every = pd.concat([own.assign(dated_by=OWN), alone.assign(dated_by=OTHERS)], ignore_index=True)
    rows = _in_order(every, list(sides.index))
    rules = rules.reset_index(drop=True)
    title = _title(own, called(book, source_id))
    outside = len(timeline.drawn(book, source_id, date.min, date.max, published)[0]) - len(own)
    beyond = f"; {spelled(outside)} of its events not in this span" if outside else ""
    span = f"{words.when(str(start))} to {words.when(str(end))}"
    subtitle = (
        f"{_events(own)} as dated by {book.source(source_id)['producer']} (bars, as wide as the doubt; ▸ goes on; black "
        f"marks: as others date them), {_events(alone)} that only other sources date (◆ a day, ├┤ a span), {span}{beyond}"
    )
    source = sources.line(book, timeline.source_ids(book, source_id, start, end))
    labelled = [(*_event_label(row), vocabulary.lane(row["side"])) for row in rows.to_dict("records")]

    def draw(sheet):
        named = [wrapped(title, 22 if sheet.narrow else 60) for title in rules["title"]]
        level = 0.05 + 0.15 * max((name.count("\n") + 1 for name in named), default=0)
        above = level * len(rules) + 0.1
        figure, axes, at, thick = sheet.rows((title, subtitle, source), labelled, 0.40, 0.46, 0.52, above)
        for y, row in zip(at, rows.to_dict("records")):
            _event_bar(axes, y, row, marks, (start, end), thick, sides[row["side"]])
        _set_up_axes(axes, start, end, 4 if sheet.narrow else 8)
        foot, head = axes.get_ylim()
        if published and start <= published <= end:
            axes.axvline(date2num(published), color=INK, linewidth=1)
            put(axes, date2num(published), foot, "published", dx=3, dy=3, fontsize=7.5)
        inch = (foot - head) / (figure.get_figheight() * axes.get_position().height)
        for number, row in enumerate(rules.to_dict("records")):
            _rule_line(axes, row, named[number], head + (number + 0.5) * level * inch, start, end)
        return figure

    recorded = dict(zip(marks["same_as"], marks["edtf"]))
    data = pd.concat([rows, rules], ignore_index=True)
    data = data[COLUMNS].assign(record=[recorded.get(event, "") for event in data["event_id"]])
    sentence = _sentence(own, alone, marks)
    return Chart("timeline", draw, data, paper.alt(f"{title}.", f"Timeline from {span}.", sentence), sentence)


def _events(rows):
    return f"{len(rows) or 'no'} event{'' if len(rows) == 1 else 's'}"


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


def _set_up_axes(axes, start, end, most):
    axes.set_xlim(date2num(start), date2num(end))
    locator = AutoDateLocator(minticks=2, maxticks=most)  # with five at least, no interval fits some spans
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(ConciseDateFormatter(locator))


def _event_bar(axes, y, row, marks, span, thick, color):
    start, end = span
    first, last = _within(row, start, end)
    if row["dated_by"] == OTHERS:
        _recorded_mark(axes, y, first, last, color)
        if (row["latest"] or timeline.OPEN) > str(end):
            tip(axes, date2num(end), y, INK)
        return
    left, width = date2num(first), date2num(last) - date2num(first) + 1
    width = max(width, (end - start).days / 150)
    axes.barh(y, width, left=left, height=thick, color=color, linewidth=0)
    if row["rule"].startswith("since"):  # it goes on
        tip(axes, min(left + width, date2num(end)), y, GROUND)
    for mark in marks[marks["same_as"] == row["event_id"]].to_dict("records"):
        _recorded_mark(axes, y, *_within(mark, start, end), INK)


def _within(row, start, end):
    """Return the first and the last possible day of an event within the days that are drawn."""
    first = max(date.fromisoformat(row["earliest"]) if row["earliest"] else start, start)
    return first, min(date.fromisoformat(row["latest"]) if row["latest"] else end, end)


def _recorded_mark(axes, y, first, last, color):
    if first != last:  # known to a month at best: a span, no day
        for shade, more in ((GROUND, 1.6), (INK, 0)):  # a light edge, for a span on a dark bar
            axes.plot(
                [date2num(first), date2num(last)], [y, y], color=shade, linewidth=1.4 + more, marker="|",
                markersize=9 + more, markeredgewidth=1.4 + more,
            )  # fmt: skip
        return
    axes.plot([date2num(first)], [y], marker="D", color=color, markeredgecolor=GROUND, markersize=7, linestyle="none")


def _event_label(row):
    day = words.when(row["edtf"])
    dated = f"“{row['wording']}”: {day}" if row["dated_by"] == OWN else f"other sources: {day}"
    return f"{row['title']}\n{dated}", ""


def _rule_line(axes, row, said, y, start, end):
    day = date2num(date.fromisoformat(row["earliest"]))
    axes.axvline(day, color=OTHER, linewidth=1, linestyle=(0, (4, 3)), zorder=0)
    late = day > date2num(start) + 0.6 * (date2num(end) - date2num(start))
    box = {"facecolor": GROUND, "edgecolor": "none", "pad": 1}
    put(axes, day, y, said, dx=-4 if late else 4, ha="right" if late else "left", va="center", fontsize=7.5, color=QUIET, bbox=box)  # fmt: skip
