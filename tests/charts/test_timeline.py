"""The timeline: a bar is as wide as the doubt, for any source that dates events."""

from dataclasses import replace
from datetime import date

import chart_checks
import pytest
from matplotlib.colors import to_hex
from matplotlib.dates import date2num
from matplotlib.pyplot import subplots

from analysis import charts, timeline
from analysis.charts import timeline as timeline_chart
from analysis.ledger import dates, words

ARTICLE = "donga-2024-08"
START, END = date(2023, 7, 1), date(2025, 1, 31)


def title(chart):
    return chart.figure.texts[0].get_text().replace("\n", " ")


def test_bars_are_as_wide_as_the_doubt(book):
    chart = charts.dated_events(book, ARTICLE, START, END)
    axes = chart.figure.axes[0]
    bars = {(bar.get_x(), bar.get_x() + bar.get_width()) for bar in axes.patches}
    flights = chart.data[chart.data["wording"].eq("in August last year")].iloc[0]
    first, last = (date2num(date.fromisoformat(flights[column])) for column in ("earliest", "latest"))
    assert (first, last + 1) in bars


def test_china_stands_above_russia(book):
    axes = charts.dated_events(book, ARTICLE, START, END).figure.axes[0]
    labels = [label.get_text() for label in axes.get_yticklabels()]
    ticks = dict(zip(labels, axes.get_yticks()))
    china = [y for label, y in ticks.items() if "ordered home" in label]
    russia = [y for label, y in ticks.items() if "flights run" in label]
    assert china and russia and max(china) < min(russia)


def test_a_month_is_drawn_as_a_span_and_not_as_a_day(book):
    axes = charts.dated_events(book, ARTICLE, START, END).figure.axes[0]
    marks = [line for line in axes.lines if line.get_marker() == "|"]
    assert len(marks) >= 2 and all(line.get_xdata()[0] < line.get_xdata()[1] for line in marks)


def test_the_title_counts_the_days_and_the_sentence_the_other_sources(book):
    chart = charts.dated_events(book, ARTICLE, START, END)
    assert title(chart) == "The article dates only one of 12 events to the day"
    assert chart.sentence == "Other sources date six of these 12 events more closely."


def test_every_source_that_dates_events_can_be_drawn(book):
    for source_id in sorted(set(book.events["source_id"])):
        chart = charts.dated_events(book, source_id, START, END)
        assert len(title(chart).split()) <= 12 and chart.alt.startswith(title(chart))
        assert chart.sentence and len(chart.data)


def test_what_others_record_of_another_sources_events_is_not_lost(book):
    """An event tied to the article's has a row of its own where the article's is not drawn."""
    chart = charts.dated_events(book, "tass-2024-12-05b", START, END)
    assert {"Treaty in force", "Treaty signed in Pyongyang"} <= set(chart.data["title"])


@pytest.mark.parametrize("column", ["effect", "same_as"])
@pytest.mark.parametrize("day", ["../2024-08-21", "2024-03-01/.."])
def test_an_event_of_others_that_is_open_at_one_end_is_drawn(book, column, day):
    """A rule, or another account of one of the article's own events."""
    events = book.events
    chosen = events["effect"].eq("rule") if column == "effect" else events["same_as"].str.startswith(ARTICLE)
    first, last = dates.bounds(day)
    at = events.index[chosen & ~events["source_id"].eq(ARTICLE)][0]
    changed = replace(book, events=events.assign(date=events["date"].where(events.index != at, day)))
    chart = charts.dated_events(changed, ARTICLE, START, END)
    assert chart.figure.axes and (first is None or last is None)


def test_a_date_that_is_open_at_one_end_is_further_than_any_other(book):
    assert timeline_chart._days({"earliest": "", "latest": "2024-08-21"}) == float("inf")
    assert timeline_chart._days({"earliest": "2024-08-20", "latest": "2024-08-21"}) == 1


def test_a_span_without_any_event_says_so(book):
    chart = charts.dated_events(book, ARTICLE, date(1990, 1, 1), date(1990, 12, 31))
    assert title(chart) == "No event that the article dates falls into this span"
    assert chart.data.empty and chart.sentence == ""


def test_another_day_of_publication_moves_the_line_and_the_bars(book):
    day = date(2024, 8, 20)
    moved = charts.dated_events(book, ARTICLE, START, END, day)
    assert date2num(day) in {line.get_xdata()[0] for line in moved.figure.axes[0].lines}
    before = charts.dated_events(book, ARTICLE, START, END)
    assert not moved.data["latest"].equals(before.data["latest"])


def test_the_source_line_names_the_publishers(book):
    chart = charts.dated_events(book, ARTICLE, START, END)
    line = next(t.get_text() for t in chart.figure.texts if t.get_text().startswith("Source: "))
    assert "Dong-A Ilbo" in line and "TASS" in line
    assert timeline.source_ids(book, ARTICLE, START, END)[0] == ARTICLE


SPANS = {"default": (START, END), "narrow": (START, END), "long": (date(2017, 1, 1), date(2025, 12, 31))}
COLOR = {"CN": chart_checks.CHINA, "RU": chart_checks.RUSSIA, "UN": chart_checks.OTHER}
HEADING = {"CN": "China's side", "UN": "United Nations", "RU": "Russia's side"}


@pytest.fixture(params=SPANS, scope="module")
def drawn(request, book):
    """The chart, its axes, its span, and the rows in the order of the axis with the side each stands under."""
    start, end = SPANS[request.param]
    read = book.by("narrow") if request.param == "narrow" else book
    chart = charts.dated_events(read, ARTICLE, start, end)
    own, others = timeline.drawn(read, ARTICLE, start, end)
    (axes,) = chart.figure.axes
    rows = chart.data.to_dict("records")[: len(axes.get_yticks())]  # the rules come last
    return chart, axes, (start, end), list(zip(chart_checks.rows(axes).items(), rows)), own, others


def day(text):
    return date2num(date.fromisoformat(text))


def test_each_event_has_its_row_under_its_side(drawn):
    chart, axes, _, rows, own, others = drawn
    headings = {text: y for text, x, y in chart_checks.texts(axes) if text in HEADING.values()}
    assert list(headings) == [HEADING[side] for side in ("CN", "UN", "RU") if HEADING[side] in headings]
    assert set(headings) == {HEADING[row["side"]] for _, row in rows}
    titles = set(own["title"])
    for (y, label), row in rows:
        above = [name for name, height in headings.items() if height < y]
        assert above[-1] == HEADING[row["side"]] and label.startswith(row["title"])
        when = words.when(row["edtf"])
        said = f"“{row['wording']}”: {when}" if row["title"] in titles else f"other sources: {when}"
        assert label.endswith(" ".join(said.split()))
    sides = [["CN", "UN", "RU"].index(row["side"]) for _, row in rows]
    assert sides == sorted(sides)
    for side in range(3):
        days = [(row["latest"], row["earliest"]) for (_, row), at in zip(rows, sides) if at == side]
        assert days == sorted(days)


def test_each_bar_runs_from_the_first_to_the_last_day_in_its_sides_colour(drawn):
    _, axes, (start, end), rows, own, _ = drawn
    by_title = {row["title"]: row for row in own.to_dict("records")}
    wanted, going_on = [], []
    for (y, _), row in rows:
        if row["title"] not in by_title:
            continue
        first = max(day(row["earliest"]) if row["earliest"] else date2num(start), date2num(start))
        last = min(day(row["latest"]) if row["latest"] else date2num(end), date2num(end))
        width = max(last - first + 1, (end - start).days / 150)
        since = row["rule"].startswith("since")
        wanted.append((round(y, 6), first, round(first + width, 6), COLOR[row["side"]]))
        going_on += [(round(y, 6), round(min(first + width, date2num(end)), 6))] if since else []
    found = [
        (round(bar.get_y() + bar.get_height() / 2, 6), bar.get_x(), round(bar.get_x() + bar.get_width(), 6),
         to_hex(bar.get_facecolor()))
        for bar in axes.patches
    ]  # fmt: skip
    assert found == wanted
    tips = [line for line in axes.lines if line.get_marker() == ">" and line.get_color().lower() == "#ffffff"]
    assert [(round(line.get_ydata()[0], 6), round(line.get_xdata()[0], 6)) for line in tips] == going_on


def test_no_arrow_leaves_the_axes_and_the_subtitle_counts_what_is_drawn(drawn):
    chart, axes, _, rows, own, _ = drawn
    for line in (one for one in axes.lines if one.get_marker() == ">"):
        x, _ = line.get_transform().transform((line.get_xdata()[0], line.get_ydata()[0]))
        half = line.get_markersize() / 2 / 72 * axes.figure.dpi
        assert axes.bbox.x0 <= x - half and x + half <= axes.bbox.x1 + 0.5
    subtitle = " ".join(chart.figure.texts[1].get_text().split())
    mine = sum(row["title"] in set(own["title"]) for _, row in rows)
    assert f"{mine} events as dated by" in subtitle and f"{len(rows) - mine} events that only other" in subtitle
    assert len(axes.patches) == mine == len(own)
    assert str(mine) in title(chart) or "events" in title(chart)


def test_what_others_record_is_a_diamond_or_a_span_in_the_row_of_its_event(drawn):
    _, axes, (start, end), rows, own, others = drawn
    dated = {row["title"]: row for row in own.to_dict("records")}
    wanted = set()
    for (y, _), row in rows:
        if row["title"] in dated:
            found = others[others["same_as"].eq(dated[row["title"]]["event_id"]) & others["effect"].ne("rule")]
            marks = [(mark["earliest"], mark["latest"], chart_checks.INK) for mark in found.to_dict("records")]
        else:
            marks = [(max(row["earliest"] or str(start), str(start)), min(row["latest"] or str(end), str(end)), COLOR[row["side"]])]  # fmt: skip
        for first, last, color in marks:
            wanted.add(
                (round(y, 6), "D", day(first), color) if first == last else (round(y, 6), "|", day(first), day(last))
            )
    found = set()
    for line in axes.lines:
        if line.get_marker() == "D":
            found.add((round(line.get_ydata()[0], 6), "D", line.get_xdata()[0], line.get_color().lower()))
        elif line.get_marker() == "|" and line.get_color().lower() == chart_checks.INK:
            found.add((round(line.get_ydata()[0], 6), "|", *line.get_xdata()))
    assert found == wanted


def test_what_goes_on_beyond_the_end_has_a_tip_there(drawn):
    _, axes, (_, end), rows, own, _ = drawn
    beyond = {
        round(y, 6)
        for (y, _), row in rows
        if row["title"] not in set(own["title"]) and (row["latest"] or "9999") > str(end)
    }
    tips = [line for line in axes.lines if line.get_marker() == ">" and line.get_color().lower() == chart_checks.INK]
    assert {round(line.get_ydata()[0], 6) for line in tips} == beyond
    assert all(line.get_xdata()[0] == date2num(end) for line in tips)


def test_rules_and_the_day_of_publication_are_lines_with_their_names(drawn, book):
    chart, axes, (start, end), rows, _, others = drawn
    rules = others[others["effect"] == "rule"]
    lines = [line.get_xdata()[0] for line in axes.lines if line.get_ydata()[0] == 0 and line.get_ydata()[-1] == 1]
    published = date2num(timeline.publication_day(book, ARTICLE))
    assert sorted(lines) == sorted([published, *map(day, rules["earliest"])])
    names = {text: (x, y) for text, x, y in chart_checks.texts(axes)}
    assert names["published"][0] == published
    heights = [names[title][1] for title in rules["title"]]
    assert [names[title][0] for title in rules["title"]] == [day(one) for one in rules["earliest"]]
    assert heights == sorted(heights) and len(set(heights)) == len(heights)
    foot, head = axes.get_ylim()
    assert all(head <= height < min(chart_checks.rows(axes)) for height in heights)
    assert foot > max(chart_checks.rows(axes)) and axes.yaxis_inverted()
    assert axes.get_xlim() == (date2num(start), date2num(end))
    solid = [line.get_xdata()[0] for line in axes.lines if line.get_ydata()[-1] == 1 and line.get_linestyle() == "-"]
    assert solid == [published]


def test_titles_say_one_none_or_all(book):
    events = book.events
    mine = events[events["source_id"].eq(ARTICLE) & events["use"].eq("chart")].sort_values("event_id")
    told = {}
    read = timeline.own_events(book, ARTICLE)
    exact = set(read.loc[timeline.to_the_day(read), "event_id"])
    for name, rows in {
        "one, exact": mine[mine["event_id"].isin(exact)].head(1),
        "one, vague": mine[~mine["event_id"].isin(exact)].head(1),
        "none of two": mine[~mine["event_id"].isin(exact)].head(2),
    }.items():
        only = replace(book, events=rows)
        chart = charts.dated_events(only, ARTICLE, date(2000, 1, 1), date(2030, 1, 1))
        told[name] = title(chart), chart.sentence
    assert told == {
        "one, exact": ("The article dates its only event to the day", "The bars leave no doubt about the day."),
        "one, vague": ("The article does not date its only event to the day", "No other source dates this event more closely."),
        "none of two": ("The article dates none of its two events to the day", "No other source dates any of these events more closely."),
    }  # fmt: skip


def test_a_rule_late_in_the_time_shown_has_its_name_on_the_left():
    _, axes = subplots()
    start, end = date(2024, 1, 1), date(2024, 1, 11)
    for day, side in (("2024-01-07", "left"), ("2024-01-08", "right")):
        timeline_chart._rule_line(axes, {"earliest": day}, day, 0, start, end)
        assert axes.texts[-1].get_text() == day and axes.texts[-1].get_ha() == side
