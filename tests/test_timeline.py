"""Dates of a source: read by rules, beside those of others, and again from a day earlier."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from matplotlib.dates import num2date

from analysis import charts, timeline
from analysis.charts import files
from analysis.ledger import ParameterError, UnreadableDate
from analysis.notebook import parameters

ARTICLE = "donga-2024-08"
PUBLISHED = date(2024, 8, 21)


def with_source(book, source_id, **values):
    """The ledger with some columns of one source changed."""
    table = book.sources.copy()
    for column, value in values.items():
        table.loc[table["source_id"] == source_id, column] = value
    return replace(book, sources=table)


def test_own_events_are_the_dates_of_the_ledger(book):
    table = timeline.own_events(book, ARTICLE)
    assert table["edtf"].tolist() == book.events.loc[book.events["source_id"] == ARTICLE, "date"].tolist()
    treaty = table.set_index("event_id").loc["donga-2024-08/treaty"]
    assert (treaty["earliest"], treaty["latest"]) == ("2024-06-01", "2024-06-30")


def test_what_lies_long_ago_is_drawn_only_if_asked_for(book):
    old = book.events[book.events["event_id"] == f"{ARTICLE}/treaty"].assign(
        event_id=f"{ARTICLE}/war", date="1950-06", wording="in June 1950", rule="as-written", same_as=""
    )
    longer = replace(book, events=pd.concat([book.events, old], ignore_index=True))
    assert timeline.window(longer, ARTICLE) == timeline.window(book, ARTICLE)
    assert timeline.window(longer, ARTICLE, start="1950-01-01")[0] == date(1950, 1, 1)
    drawn = charts.dated_events(longer, ARTICLE, *timeline.window(longer, ARTICLE))
    assert "one of its events not in this span" in " ".join(drawn.figure.texts[1].get_text().split())
    few = longer.events["source_id"].ne(ARTICLE) | longer.events["event_id"].isin(
        [f"{ARTICLE}/war", f"{ARTICLE}/treaty"]
    )
    alone = replace(longer, events=longer.events[few])
    assert timeline.window(alone, ARTICLE)[0].year == 1950


def test_the_window_holds_the_publication_where_no_date_lies_later(book):
    own = book.events["source_id"].eq(ARTICLE)
    past = replace(book, events=book.events[~own | book.events["date"].str.startswith("2023")])
    assert timeline.window(past, ARTICLE)[1] == timeline.window(book, ARTICLE)[1]


def test_other_events_are_never_the_sources_own(book):
    table = timeline.other_events(book, ARTICLE)
    assert len(table) and not table["event_id"].str.startswith(ARTICLE).any()
    assert set(table["rule"]) == {"as-recorded"}


def test_only_events_that_may_fall_into_the_span_are_drawn(book):
    own, others = timeline.drawn(book, ARTICLE, date(2023, 8, 1), date(2023, 8, 31), PUBLISHED)
    assert own["event_id"].tolist() == ["donga-2024-08/flights"]
    assert others["event_id"].tolist() == ["aviation24-2023-08-25/first-flight"]
    ids = timeline.source_ids(book, ARTICLE, date(2023, 8, 1), date(2023, 8, 31))
    assert ids == [ARTICLE, "aviation24-2023-08-25"]


def test_dates_of_others_lie_inside_the_widest_sense_of_the_words(book):
    table = timeline.beside_others(book, ARTICLE)
    assert len(table) == 6 and set(table["agrees"]) == {"inside"}
    narrow = timeline.beside_others(book.by("narrow"), ARTICLE)
    assert narrow.loc[narrow["agrees"] != "inside", "wording"].tolist() == ["recently resumed"]


def test_a_date_of_others_may_overlap_or_lie_outside(book):
    def agrees(edtf):
        events = book.events.copy()
        events.loc[events["event_id"] == "tass-2024-12-05a/treaty-signed", "date"] = edtf
        table = timeline.beside_others(replace(book, events=events), ARTICLE)
        return table.loc[table["source_id"] == "tass-2024-12-05a", "agrees"].item()

    assert [agrees(edtf) for edtf in ("2024-06", "2024-06/2024-07", "2024-06-19/..", "2024-07-01")] == [
        "inside", "overlaps", "overlaps", "outside",
    ]  # fmt: skip


def test_a_day_earlier_moves_only_dates_counted_from_publication(book):
    table = timeline.a_day_earlier(book, ARTICLE, PUBLISHED)
    assert len(table) == 9 and (table["days"] == 1).all()
    assert set(table["rule"]) == {"recently", "this-year", "since-previous-month", "since-end-of-previous-month"}


def test_the_first_of_a_month_moves_dates_by_more_than_a_day(book):
    events = book.events[~book.events["wording"].isin(["on the 19th", "in June", "June treaty"])]
    moved = replace(book, events=events)
    table = timeline.a_day_earlier(moved, ARTICLE, date(2024, 8, 1)).set_index("wording")
    assert table.loc["last month", "days"] >= 28
    sentence = timeline.does_a_day_matter(moved, ARTICLE, date(2024, 8, 1))
    assert sentence == (
        "It matters whether the article appeared on 31 July 2024 or 1 August 2024: three dates move by more than a day."
    )


def test_a_phrase_that_would_name_a_day_to_come_is_no_failure(book):
    day = date(2024, 8, 19)
    table = timeline.a_day_earlier(book, ARTICLE, day)
    assert table.loc[table["a_day_earlier"] == "", "wording"].tolist() == ["on the 19th"]
    assert timeline.does_a_day_matter(book, ARTICLE, day) == (
        "It matters whether the article appeared on 18 or 19 August 2024: "
        "from the earlier day “on the 19th” would lie in the future."
    )
    assert timeline.counts(book, ARTICLE, day)["moved_farther"] == 1


def test_the_day_of_publication_is_needed_only_by_relative_dates(book):
    assert timeline.publication_day(book, ARTICLE) == PUBLISHED
    assert timeline.publication_day(book, ARTICLE, "2024-08-20") == date(2024, 8, 20)
    with pytest.raises(UnreadableDate, match=f"{ARTICLE}.*need the day"):
        timeline.publication_day(with_source(book, ARTICLE, published="2024-08"), ARTICLE)
    undated = with_source(book, "tass-2024-12-05b", published="2024-12")
    assert timeline.publication_day(undated, "tass-2024-12-05b") is None
    assert (
        timeline.does_a_day_matter(undated, "tass-2024-12-05b")
        == "No date here depends on the day the source appeared."
    )


def test_the_article_is_summed_up_in_two_sentences(book):
    assert timeline.summary(book, ARTICLE) == (
        "Other sources date six of the article's events; all six dates fit the widest sense of the article's words. "
        "It makes no difference whether the article appeared on 20 or 21 August 2024: no date moves by more than a day."
    )
    assert "five of these dates fit the narrowest sense" in timeline.summary(book.by("narrow"), ARTICLE)
    assert timeline.counts(book, ARTICLE) == {"checked": 6, "inside": 6, "moved": 9, "moved_farther": 0}


@pytest.mark.parametrize(
    ("source_id", "exact"),
    [
        (ARTICLE, "The article gives only one of its 19 dates to the day."),
        ("tass-2024-12-05b", "The source gives its only date to the day."),
        ("kyodo-2025-07", "The source does not give its only date to the day."),
        ("moscowtimes-2024-12-16", "The source gives one of its two dates to the day."),
        ("rfa-2024-09", "The source dates no event that is used here."),
    ],
)
def test_how_exact_a_sources_dates_are(book, source_id, exact):
    assert timeline.how_exact(book, source_id) == exact


def test_how_exact_the_dates_of_others_are(book):
    assert (
        timeline.how_exact_others_are(book, ARTICLE) == "Four of the six dates that other sources record name one day."
    )
    assert timeline.how_exact_others_are(book, "tass-2024-12-05b") == ""


@pytest.mark.parametrize(
    ("left", "sentence"),
    [
        (["tass-2024-12-05a"], "One other date is recorded for an event of the article; it fits the widest sense"),
        (["tass-2024-12-05a", "tass-2024-04-05"], "both dates fit the widest sense"),
        ([], "No other source in the ledger dates the article's events."),
    ],
)
def test_agreement_with_few_other_sources(book, left, sentence):
    events = book.events
    kept = replace(book, events=events[events["source_id"].isin([ARTICLE, *left])])
    assert sentence in timeline.do_others_agree(kept, ARTICLE)


def test_an_event_that_two_others_record_is_counted_once(book):
    events, one = book.events, book.events["event_id"] == "tass-2024-12-05a/treaty-signed"
    again = events[one].assign(event_id="tass-2024-12-05a/treaty-again", date="2019-01-01")
    said = timeline.do_others_agree(book, ARTICLE)
    more = replace(book, events=pd.concat([events, events[one], again], ignore_index=True))
    assert one.sum() == 1 and "date six of" in said and "all six dates fit" in said
    # The one that does not fit counts.
    assert "date six of" in timeline.do_others_agree(
        more, ARTICLE
    ) and "five of these dates fit" in timeline.do_others_agree(more, ARTICLE)


def test_no_sentence_speaks_of_the_article_when_another_source_is_read(book):
    for source_id in set(book.claims["source_id"]) | set(book.events["source_id"]):
        for sentence in (timeline.how_exact, timeline.do_others_agree, timeline.does_a_day_matter):
            said = sentence(book, source_id)
            assert source_id in book.articles or "article" not in said
            assert " 0 " not in said and len(said.split()) <= 30, said


@pytest.mark.parametrize(
    ("source_id", "start", "end"),
    [
        (ARTICLE, "2024-08-21", "2025-01-31"),
        (ARTICLE, "2023-07-01", "2023-07-02"),
        ("tass-2024-12-05b", "2017-01-01", "2025-01-31"),
        (ARTICLE, "1900-01-01", "2100-12-31"),
    ],
)
def test_any_span_can_be_drawn(book, source_id, start, end):
    chart = charts.dated_events(book, source_id, date.fromisoformat(start), date.fromisoformat(end))
    assert files.png(chart)
    first, last = (date.fromordinal(int(num2date(x).toordinal())) for x in chart.figure.axes[0].get_xlim())
    assert (str(first), str(last)) == (start, end)


@pytest.mark.parametrize(
    ("name", "value"), [("published", "9999-12-31"), ("published", "0001-01-01"), ("end", "9999-12-31")]
)
def test_a_day_beyond_the_calendar_is_refused_in_one_line(book, name, value):
    with pytest.raises(ParameterError, match=f"parameter {name}: given '{value}'.*from 1900-01-01 to 2100-12-31"):
        parameters.check(book, **{name: value})


def test_every_source_of_which_the_day_is_unknown_can_be_read_or_is_refused_in_one_line(book):
    for source_id in sorted(set(book.events["source_id"])):
        for published in ("", "2024-07"):
            undated = with_source(book, source_id, published=published)
            try:
                day = timeline.publication_day(undated, source_id)
            except UnreadableDate as error:
                assert "need the day" in str(error) and "\n" not in str(error)
            else:
                assert timeline.summary(undated, source_id, day)
