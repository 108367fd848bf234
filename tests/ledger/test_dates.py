"""Date phrases become EDTF by named rules; what no rule reads is an error."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import ledger
from analysis.ledger import dates
from analysis.ledger.date_words import MONTHS

READINGS = ledger.read().readings
PUBLISHED = date(2024, 8, 21)


@pytest.mark.parametrize(
    ("wording", "edtf", "rule"),
    [
        ("on the 19th", "2024-08-19", "day-of-publication-month"),
        ("in June", "2024-06", "month-of-publication-year"),
        ("August last year", "2023-08", "month-of-previous-year"),
        ("last month", "2024-07", "previous-month"),
        ("since last month", "2024-07/2024-08-21", "since-previous-month"),
        ("end of last month", "[2024-07-21..2024-07-31]", "end-of-previous-month"),
        ("since the end of last month", "2024-07-21~/2024-08-21", "since-end-of-previous-month"),
        ("this year", "[2024-01-01..2024-08-21]", "this-year"),
        ("recently", "[2024-02-20..2024-08-21]", "recently"),
        ("2012.08.28", "2012-08-28", "as-written"),
    ],
)
def test_the_articles_phrases(wording, edtf, rule):
    found = dates.read(wording, PUBLISHED, READINGS)
    assert (found.edtf, found.rule) == (edtf, rule)


def test_the_reading_of_vague_words_is_a_parameter():
    literal = dates.read("recently", PUBLISHED, READINGS)
    narrow = dates.read("recently", PUBLISHED, READINGS.by("narrow"))
    assert literal.earliest < narrow.earliest and literal.latest == narrow.latest == PUBLISHED
    assert dates.read("since the end of last month", PUBLISHED, READINGS.by("narrow")).earliest == date(2024, 7, 25)
    table = READINGS.table
    longer = replace(READINGS, table=table.assign(high=table["high"].where(table["phrase"] != "recently", 400)))
    assert dates.read("recently", PUBLISHED, longer).earliest == PUBLISHED - timedelta(days=400)


@given(st.dates(date(1990, 1, 1), date(2090, 12, 31)))
def test_relative_phrases_hold_on_any_day_of_any_year(published):
    first = published.replace(day=1)
    before = first - timedelta(days=1)
    last_month = dates.read("last month", published, READINGS)
    assert (last_month.earliest, last_month.latest) == (before.replace(day=1), before)
    end = dates.read("end of last month", published, READINGS)
    assert end.earliest.day == 21 and end.latest == before
    since = dates.read("since the end of last month", published, READINGS)
    assert since.earliest == end.earliest and since.latest == published
    year = dates.read("this year", published, READINGS)
    assert (year.earliest, year.latest) == (date(published.year, 1, 1), published)
    for wording in ("last month", "recently", "this year", "since last month"):
        found = dates.read(wording, published, READINGS)
        assert found.earliest <= found.latest <= published


@given(st.dates(date(1990, 1, 1), date(2090, 12, 31)), st.integers(1, 12))
def test_a_month_is_never_read_into_the_future(published, month):
    name = MONTHS[month - 1].title()
    if month > published.month:
        with pytest.raises(dates.UnreadableDate, match="after publication"):
            dates.read(f"in {name}", published, READINGS)
    else:
        found = dates.read(f"in {name}", published, READINGS)
        assert (found.earliest.year, found.earliest.month) == (published.year, month)
    last_year = dates.read(f"in {name} last year", published, READINGS)
    assert (last_year.earliest.year, last_year.earliest.month) == (published.year - 1, month)


@pytest.mark.parametrize("wording", ["since then", "previously", "soon", "the day before", ""])
def test_a_phrase_without_a_rule_is_an_error_that_says_where_the_rules_stand(wording):
    with pytest.raises(dates.UnreadableDate, match="the rules stand in data/README.md"):
        dates.read(wording, PUBLISHED, READINGS)


@pytest.mark.parametrize("wording", ["on the 25th", "on the 32nd", "in December"])
def test_a_day_after_publication_is_an_error_not_a_guess(wording):
    with pytest.raises(dates.UnreadableDate):
        dates.read(wording, PUBLISHED, READINGS)


def test_open_ends_are_open():
    assert dates.bounds("../2024-08-21") == (None, PUBLISHED)
    assert dates.bounds("2025-04/..") == (date(2025, 4, 1), None)
    assert dates.bounds("2023~") == (date(2023, 1, 1), date(2023, 12, 31))
    with pytest.raises(dates.UnreadableDate, match="not an EDTF date"):
        dates.bounds("summer of 2024")


def test_the_copys_stamp_and_the_newspapers_own_day_read_alike(book):
    """Only ends that are publication itself, or count back from it in days, may differ."""
    own = book.events[(book.events["source_id"] == "donga-2024-08") & ~book.events["rule"].isin(dates.GIVEN)]
    for event in own.to_dict("records"):
        one, other = (dates.read_event(event, day, book.readings) for day in (PUBLISHED, date(2024, 8, 20)))
        if event["rule"] == "recently":
            assert one.earliest - other.earliest == timedelta(days=1)
        else:
            assert one.earliest == other.earliest
        assert one.latest == other.latest or (one.latest, other.latest) == (PUBLISHED, date(2024, 8, 20))


def test_levels_in_turn_parse_as_the_librarys_own_entry_does(book):
    from edtf import parse_edtf

    used = {*book.claims["period"], *book.events["date"], *book.sources["published"]} - {""}
    for value in used:
        assert repr(dates._parse(value)) == repr(parse_edtf(value))


def test_relative_dates_need_the_day_of_publication(book):
    source = dict(book.source("joongang-2024-03"))
    with pytest.raises(dates.UnreadableDate, match="joongang-2024-03.*need the day"):
        dates.publication_day(source)


def test_a_date_that_comes_from_no_wording_needs_no_day_of_publication(book):
    event = book.events.iloc[[0]].assign(source_id="joongang-2024-03", date="2024-03", wording="then")
    for rule in dates.GIVEN:
        assert dates.faults(event.assign(rule=rule), book.sources, book.readings) == []
    assert len(dates.faults(event.assign(rule="ago"), book.sources, book.readings)) == 1


@pytest.mark.parametrize(
    ("wording", "edtf"),
    [
        ("12 June 2024", "2024-06-12"), ("on 1st of May 2023", "2023-05-01"), ("Aug. 5, 2020", "2020-08-05"),
        ("September 30th 2019", "2019-09-30"), ("in Sept 2019", "2019-09"), ("2019", "2019"), ("the 1990s", "199X"),
    ],
)  # fmt: skip
def test_dates_written_out_are_read_as_written(book, wording, edtf):
    got = dates.read(wording, date(2024, 8, 21), book.readings)
    assert (got.rule, got.edtf) == ("as-written", edtf)


def test_a_day_that_is_not_in_the_calendar_is_refused(book):
    with pytest.raises(dates.UnreadableDate):
        dates.read("31 June 2024", date(2024, 8, 21), book.readings)
