"""The timeline: a bar is as wide as the doubt, for any source that dates events."""

from datetime import date

import chart_checks
import pytest
from matplotlib.dates import date2num

from analysis import charts, timeline
from analysis.charts import paper

ARTICLE = "donga-2024-08"
START, END = date(2023, 7, 1), date(2025, 1, 31)


def title(chart):
    return chart.figure.texts[0].get_text().replace("\n", " ")


@pytest.mark.parametrize(
    ("reading", "start", "end"),
    [("literal", START, END), ("narrow", START, END), ("literal", date(2017, 1, 1), date(2025, 12, 31))],
    ids=["literal", "narrow", "long"],
)
def test_no_words_overlap_and_none_is_cut(book, reading, start, end):
    assert chart_checks.crowded(charts.dated_events(book.by(reading), ARTICLE, start, end).figure) == []


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


def test_the_same_ledger_gives_the_same_bytes(book):
    one, other = (charts.dated_events(book, ARTICLE, START, END).figure for _ in range(2))
    assert paper.png(one) == paper.png(other) and paper.svg(one) == paper.svg(other)
