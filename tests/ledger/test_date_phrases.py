"""Rules of date phrases: what each reads, and that brute force over the calendar finds the same days."""

import re
from datetime import date, timedelta
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import DATA, ledger
from analysis.ledger import dates, vocabulary
from analysis.ledger.date_words import MONTHS, WEEKDAYS
from analysis.ledger.spans import Span

READINGS = ledger.read().readings
PUBLISHED = date(2024, 8, 21)  # a Wednesday
DAY = timedelta(days=1)
days = st.dates(date(1990, 1, 1), date(2090, 12, 31))
tenses = st.sampled_from(["past", "future"])
units = st.sampled_from(["week", "month", "quarter", "year"])


def read(wording, published=PUBLISHED, tense="past", anchor=None):
    return dates.read(wording, published, READINGS, tense, anchor)


@pytest.mark.parametrize(
    ("wording", "tense", "rule", "edtf"),
    [
        ("on Tuesday", "past", "latest-such-weekday", "2024-08-20"),
        ("Wednesday", "past", "latest-such-weekday", "2024-08-21"),
        ("on Tuesday", "future", "next-such-weekday", "2024-08-27"),
        ("late Monday night", "past", "latest-such-weekday", "2024-08-19"),
        ("last Friday", "past", "last-weekday", "2024-08-16"),
        ("last Tuesday", "past", "last-weekday", "[2024-08-13,2024-08-20]"),
        ("next Friday", "future", "next-weekday", "[2024-08-23,2024-08-30]"),
        ("Monday of last week", "past", "weekday-of-week", "2024-08-12"),
        ("Tuesday, Aug. 6", "past", "latest-such-day", "2024-08-06"),
        ("Tuesday the 6th", "past", "latest-such-day", "2024-08-06"),
        ("yesterday afternoon", "past", "day-before-publication", "2024-08-20"),
        ("tonight", "future", "day-of-publication", "2024-08-21"),
        ("the day after tomorrow", "future", "two-days-after-publication", "2024-08-23"),
        ("March 5", "past", "latest-such-day", "2024-03-05"),
        ("5 November", "future", "next-such-day", "2024-11-05"),
        ("Nov. 3-5", "future", "next-such-day", "2024-11-03/2024-11-05"),
        ("29 February", "past", "latest-such-day", "2024-02-29"),
        ("29 February", "will", "next-such-day", "2028-02-29"),
        ("in December", "past", "latest-such-month", "2023-12"),
        ("in December", "future", "next-such-month", "2024-12"),
        ("in December", "nearest", "next-such-month", "2024-12"),
        ("October of this year", "future", "month-of-publication-year", "2024-10"),
        ("January this year", "past", "month-of-publication-year", "2024-01"),
        ("on the 25th", "past", "latest-such-day", "2024-07-25"),
        ("the 25th", "future", "next-such-day", "2024-08-25"),
        ("last week", "past", "previous-week", "[2024-08-12..2024-08-18]"),
        ("next month", "future", "next-month", "2024-09"),
        ("last quarter", "past", "previous-quarter", "[2024-04-01..2024-06-30]"),
        ("over the weekend", "past", "latest-such-weekend", "[2024-08-17..2024-08-18]"),
        ("later this year", "future", "later-in-this-year", "[2024-08-21..2024-12-31]"),
        ("earlier this month", "past", "earlier-in-this-month", "[2024-08-01..2024-08-21]"),
        ("early 2023", "past", "early-as-written", "[2023-01-01..2023-04-30]"),
        ("mid-July", "past", "mid-month-of-publication-year", "[2024-07-11..2024-07-20]"),
        ("the late 1990s", "past", "late-as-written", "[1996-09-01..1999-12-31]"),
        ("the end of the year", "future", "end-of-publication-year", "[2024-09-01..2024-12-31]"),
        ("the second half of 2023", "past", "as-written", "[2023-07-01..2023-12-31]"),
        ("the third quarter of last year", "past", "quarter-of-previous-year", "[2023-07-01..2023-09-30]"),
        ("Q2", "past", "latest-such-quarter", "[2024-04-01..2024-06-30]"),
        ("fiscal 2024", "past", "fiscal-year", "[2023-04-01..2025-03-31]"),
        ("the first nine months of 2023", "past", "first-units-of-as-written", "[2023-01-01..2023-09-30]"),
        ("since March", "past", "since-month-of-publication-year", "2024-03/2024-08-21"),
        ("until mid-September", "past", "until-mid-next-such-month", "../2024-09-20"),
        ("by the end of 2025", "future", "by-end-of-as-written", "../2025-12-31"),
        ("before 2019", "past", "before-as-written", "../2018-12-31"),
        ("after June 30", "past", "after-latest-such-day", "2024-07-01/.."),
        ("last summer", "past", "last-season", "[2023-06-01..2023-09-23]"),
        ("winter of 2022", "past", "season", "[2021-12-01..2023-03-20]"),
        ("the 19th century", "past", "as-written", "[1801-01-01..1900-12-31]"),
        ("three days ago", "past", "ago", "2024-08-18"),
        ("two weeks ago", "past", "ago", "[2024-08-04..2024-08-10]"),
        ("a month ago", "past", "ago", "[2024-07-06..2024-08-05]"),
        ("two quarters ago", "past", "ago", "[2024-01-07..2024-04-06]"),
        ("a year ago", "past", "ago", "[2023-02-19..2024-02-20]"),
        ("two weeks from now", "future", "from-now", "[2024-09-01..2024-09-07]"),
        ("a week earlier", "past", "earlier", "[2024-08-04..2024-08-17]"),
        ("the latest quarter", "past", "latest-quarter", "[2024-02-21..2024-08-21]"),
        ("more than a decade ago", "past", "ago", "../2014-08-21"),
        ("two and a half years ago", "past", "ago", "[2021-02-19..2023-02-20]"),
        ("about two weeks ago", "past", "ago", "[2024-08-01..2024-08-13]"),
        ("twenty years ago", "past", "ago", "[2003-08-21..2005-08-22]"),
        ("a year earlier", "past", "earlier", "[2022-02-19..2024-02-20]"),
        ("the past two years", "past", "last-units", "2022-08-21~/2024-08-21"),
        ("from June to August 2023", "past", "from-to", "2023-06/2023-08"),
        ("between Nov. 30 and Jan. 2", "past", "from-to", "2023-11-30/2024-01-02"),
        ("2019-2021", "past", "from-to", "2019/2021"),
        ("2010-11", "past", "month-or-years", "[2010-01-01..2011-12-31]"),
        ("2010-10", "past", "as-written", "2010-10"),
        ("4/5/2023", "past", "day-or-month-first", "[2023-04-05,2023-05-04]"),
        ("around March 2020", "past", "about-as-written", "2020-03~"),
        ("the three months ended July 31", "past", "units-ended", "2024-05-01/2024-07-31"),
        ("the fiscal year that ended June 30", "past", "units-ended", "2023-07-01/2024-06-30"),
        ("year-ago third quarter", "past", "a-year-before", "[2023-07-01..2023-09-30]"),
        ("year-earlier July", "past", "a-year-before", "2023-07"),
        ("the year to May", "past", "units-ended", "2023-06-01/2024-05-31"),
        ("a week on Friday", "future", "week-on-weekday", "2024-08-30"),
        ("this fiscal year", "past", "fiscal-year", "[2023-08-22..2025-08-20]"),
        ("next fiscal year", "future", "fiscal-year", "[2024-08-22..2026-08-20]"),
        ("last fiscal year", "past", "fiscal-year", "[2022-08-22..2024-08-20]"),
        ("fiscal second quarter 2023", "past", "fiscal-year", "[2022-04-01..2024-03-31]"),
        ("the second fiscal quarter", "past", "fiscal-quarter", "[2023-08-21..2024-08-21]"),
        ("fiscal year 2022-23", "past", "fiscal-year", "[2022-04-01..2023-09-30]"),
        ("1Q24", "past", "as-written", "[2024-01-01..2024-03-31]"),
    ],
)  # fmt: skip
def test_a_phrase_and_its_rule(wording, tense, rule, edtf):
    got = read(wording, tense=tense)
    assert (got.rule, got.edtf) == (rule, edtf)
    assert vocabulary.value("rule", rule) != rule
    codebook = (DATA / "README.md").read_text(encoding="utf-8").partition("## Dates")[2]
    starts = [name.partition("…")[0] for name in re.findall(r"`([a-z-]+…?)`", codebook)]
    assert any(rule.startswith(start) for start in starts)


@pytest.mark.parametrize(("number", "word"), list(enumerate(
    ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth"], 1)))  # fmt: skip
def test_a_day_and_a_century_may_be_written_in_words(number, word):
    assert read(f"May {word}", tense="past").edtf == f"2024-05-{number:02d}"
    assert read(f"the {word} century", tense="past").edtf.startswith(f"[{100 * number - 99:04d}-01-01")


@pytest.mark.parametrize(
    "wording",
    ["the 0th quarter", "the fifth quarter", "since then", "the day before", "previously", "soon", "the previous week", "that year", "two months later",
     "year to date", "31 June", "Tuesday, 21 August 2024", "the 45th", "2-3 weeks", "the fifth quarter", "Mondays"],
)  # fmt: skip
def test_what_no_rule_covers_stays_unread(wording):
    with pytest.raises(dates.UnreadableDate):
        read(wording)


PHRASES = st.one_of(
    st.sampled_from(WEEKDAYS).map(str.title),
    st.tuples(st.sampled_from(["last", "next", "this"]), st.sampled_from([*WEEKDAYS, *MONTHS, "summer", "winter"])).map(" ".join),
    st.sampled_from(MONTHS),
    st.tuples(st.sampled_from(MONTHS), st.integers(1, 28).map(str)).map(" ".join),
    st.tuples(st.sampled_from(["last", "this", "next"]), units).map(" ".join),
    st.tuples(st.sampled_from(["early", "mid", "late", "end of", "the first half of", "earlier", "later"]),
              st.sampled_from(["last month", "this year", "March", "2024", "the 1990s", "next quarter"])).map(" ".join),
    st.tuples(st.sampled_from(["first", "second", "third", "fourth"]), st.just("quarter")).map(" ".join),
    st.tuples(st.integers(1, 40).map(str), st.sampled_from(["days", "weeks", "months", "years", "decades"]), st.just("ago")).map(" ".join),
    st.tuples(st.sampled_from(["since", "until", "by", "before", "after"]), st.sampled_from(["May", "2021", "last year", "mid-2022"])).map(" ".join),
    st.sampled_from(["spring", "fiscal 2024", "the weekend", "tomorrow", "this year", "the past year", "the 20th century"]),
)  # fmt: skip


@given(PHRASES, days, tenses)
@settings(max_examples=80)
def test_the_first_day_is_not_after_the_last_and_the_text_of_the_date_says_the_same(phrase, published, tense):
    try:
        got = read(phrase, published, tense)
    except dates.UnreadableDate:
        doubtful = tense == "past" and re.search("|".join([*map(str.title, MONTHS), *MONTHS, "spring"]), phrase)
        assert doubtful or phrase.startswith(("later", "since"))
        return
    assert got.earliest is None or got.latest is None or got.earliest <= got.latest
    assert dates.bounds(got.edtf) == (got.earliest, got.latest)


@cache
def calendar(first, last):
    return [first + number * DAY for number in range((last - first).days + 1)]


def runs(published, test, reach=800):
    """Return the runs of days around publication that pass a test, each as first and last day."""
    found, open_run = [], None
    for day in calendar(published - reach * DAY, published + reach * DAY):
        if test(day):
            open_run = (open_run[0], day) if open_run else (day, day)
        elif open_run:
            found, open_run = [*found, open_run], None
    return found


@given(days, st.sampled_from(WEEKDAYS))
def test_a_weekday_is_the_first_that_a_finger_meets_on_the_calendar(published, name):
    past = next(day for day in (published - n * DAY for n in range(7)) if f"{day:%A}".lower() == name)
    ahead = next(day for day in (published + n * DAY for n in range(7)) if f"{day:%A}".lower() == name)
    assert read(name, published, "past").earliest == read(name, published, "past").latest == past
    assert read(name, published, "future").earliest == ahead
    last, following = read(f"last {name}", published), read(f"next {name}", published, "future")
    assert last.latest < published < following.earliest
    for week in range(3):  # what either usage of "last" means is inside
        assert (last.earliest <= past - 7 * week * DAY <= last.latest) or week != 1 or past < published
    assert {last.earliest.weekday(), following.latest.weekday()} == {WEEKDAYS.index(name)}


@given(days, st.integers(1, 12), tenses)
@settings(max_examples=40)
def test_a_month_is_the_nearest_in_its_tense(published, month, tense):
    found = runs(published, lambda day: day.month == month)
    past, ahead = [run for run in found if run[0] <= published][-1], [run for run in found if run[1] >= published][0]
    back, on = (published - past[1]).days, (ahead[0] - published).days
    if tense == "past" and 0 < on <= 45 and back >= 200:  # the verb and the calendar disagree
        with pytest.raises(dates.UnreadableDate):
            read(MONTHS[month - 1], published, tense)
        return
    got = read(MONTHS[month - 1], published, tense)
    nearer = past if back <= 122 and on >= 200 else ahead
    assert (got.earliest, got.latest) == (past if tense == "past" else nearer)


@given(days, st.integers(1, 12), st.integers(1, 28), tenses)
@settings(max_examples=40)
def test_a_day_without_a_year_is_the_much_nearer_one_or_as_the_tense_says(published, month, number, tense):
    (past, _), *_ = reversed(
        [run for run in runs(published, lambda day: (day.month, day.day) == (month, number)) if run[0] <= published]
    )
    ahead, _ = next(
        run for run in runs(published, lambda day: (day.month, day.day) == (month, number)) if run[0] >= published
    )
    got = read(f"{number} {MONTHS[month - 1]}", published, tense)
    back, on = (published - past).days, (ahead - published).days
    few_weeks = ahead if on <= 45 and back >= 200 else past
    nearer = past if back <= 122 and on >= 200 else ahead
    assert got.earliest == got.latest == (few_weeks if tense == "past" else nearer)


@given(days, st.sampled_from(["week", "month", "quarter", "year"]))
@settings(max_examples=40)
def test_last_and_next_units_touch_the_unit_of_publication(published, unit):
    key = {
        "week": lambda day: day.isocalendar()[:2],
        "month": lambda day: (day.year, day.month),
        "quarter": lambda day: (day.year, (day.month - 1) // 3),
        "year": lambda day: day.year,
    }[unit]
    ((first, last),) = runs(published, lambda day: key(day) == key(published))
    before, after = read(f"last {unit}", published), read(f"next {unit}", published, "future")
    if unit == "week" and published.weekday() == 6:  # a Sunday ends one week or begins another
        assert (before.latest, before.earliest) == (published, published - 13 * DAY)
        assert (after.earliest, after.latest) == (published + DAY, published + 14 * DAY)
        return
    assert (before.latest, after.earliest) == (first - DAY, last + DAY)
    assert {key(day) for day in (before.earliest, before.latest)} == {key(first - DAY)} != {key(before.earliest - DAY)}
    assert {key(day) for day in (after.earliest, after.latest)} == {key(last + DAY)} != {key(after.latest + DAY)}


@given(
    days, st.sampled_from(["2023", "March 2024", "the second quarter of 2022", "the 1980s", "last year", "next month"])
)
def test_early_mid_and_late_fill_the_span_and_halves_do_too(published, phrase):
    whole = read(phrase, published, "future")
    for names in (["early", "mid", "late"], ["the first half of", "the second half of"]):
        parts = [read(f"{name} {phrase}", published, "future") for name in names]
        assert (parts[0].earliest, parts[-1].latest) == (whole.earliest, whole.latest)
        assert all(one.latest + DAY == other.earliest for one, other in zip(parts, parts[1:]))
        for name, part in zip(names, parts) if "early" in names else ():
            # What was so in a vague part that is not over was so by publication.
            was, over = (
                read(f"{name} {phrase}", published, "past"),
                part.latest < published or part.earliest > published,
            )
            assert (was.earliest, was.latest) == (part.earliest, part.latest if over else published)


@given(days, st.sampled_from(["2021", "July 2019", "last month", "12 May 2020"]))
def test_open_ends_begin_or_end_where_the_inner_phrase_does(published, phrase):
    inner = read(phrase, published)
    for word, ends in {
        "until": (None, inner.latest),
        "by": (None, inner.latest),
        "before": (None, inner.earliest - DAY),
        "after": (inner.latest + DAY, None),
    }.items():
        got = read(f"{word} {phrase}", published)
        assert (got.earliest, got.latest) == ends
    if inner.earliest <= published:
        since = read(f"since {phrase}", published)
        assert (since.earliest, since.latest) == (inner.earliest, published)


@given(days, st.integers(1, 30))
def test_ago_holds_the_day_that_counting_back_gives(published, number):
    assert read(f"{number} days ago", published).earliest == published - number * DAY
    for unit, length in (("weeks", 7), ("months", 30.44), ("years", 365.24)):
        plain, hedged = read(f"{number} {unit} ago", published), read(f"about {number} {unit} ago", published)
        there = published - timedelta(days=round(number * length))
        assert plain.earliest <= there <= plain.latest
        assert hedged.earliest <= plain.earliest and plain.latest <= hedged.latest <= published


@given(days, st.integers(1950, 2089), st.integers(1, 12))
@settings(max_examples=25)
def test_a_date_that_the_text_names_before_carries_its_year(published, year, month):
    anchor = dates.read(f"{year}", published, READINGS)
    span = Span("", anchor.earliest, anchor.latest, "year")
    got = read(f"in {MONTHS[month - 1]}", published, "past", span)
    assert (got.rule, got.edtf) == ("context-dated", f"{year}-{month:02}")
    assert read("the following year", published, "past", span).edtf == f"{year + 1}"
    assert read("two years earlier", published, "past", span).edtf == f"{year - 2}"
    assert read("that year", published, "past", span).edtf == f"{year}"


def test_an_event_may_say_by_its_rule_which_tense_its_text_has(book):
    rows = book.events[book.events["source_id"] == "donga-2024-08"].iloc[[0]]
    row = dict(rows.iloc[0]) | {"wording": "in December"}
    for rule, date_ in (("latest-such-month", "2023-12"), ("next-such-month", "2024-12")):
        assert dates.read_event(row | {"rule": rule}, PUBLISHED, READINGS).edtf == date_
        events = rows.assign(wording="in December", rule=rule, date=date_)
        assert dates.faults(events, book.sources, READINGS) == []
    wrong = dates.faults(
        rows.assign(wording="in December", rule="latest-such-month", date="2022-12"), book.sources, READINGS
    )
    assert len(wrong) == 1 and "2023-12" in wrong[0]
