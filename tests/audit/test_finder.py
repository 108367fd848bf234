"""The finder leaves no figure or date phrase out, and says where each one stands."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.audit import finder


def only(text):
    hits = finder.find(text)
    assert len(hits) == 1, hits
    return hits[0]


@pytest.mark.parametrize(
    "phrase, low, high, unit, rule",
    [
        ("1,234.5", 1234.5, 1234.5, "", "number-digits"),
        ("１２３", 123, 123, "", "number-digits"),
        ("٢٥", 25, 25, "", "number-digits"),
        ("1.1 million", 1.1e6, 1.1e6, "", "number-digits"),
        ("$1.2bn", 1.2e9, 1.2e9, "usd", "currency"),
        ("US$5m", 5e6, 5e6, "usd", "currency"),
        ("€3 billion", 3e9, 3e9, "eur", "currency"),
        ("750 million won", 7.5e8, 7.5e8, "krw", "currency"),
        ("more than 90%", 90, None, "percent", "percent"),
        ("no more than 30 per cent", None, 30, "percent", "percent"),
        ("up to 50,000", None, 50000, "", "number-digits"),
        ("at least an estimated 400", 400, None, "", "number-digits"),
        ("about ninety percent", 90, 90, "percent", "percent"),
        ("twenty-three thousand", 23000, 23000, "", "number-words"),
        ("five hundred and six", 506, 506, "", "number-words"),
        ("a hundred", 100, 100, "", "number-words"),
        ("two and a half million", 2.5e6, 2.5e6, "", "number-words"),
        ("two thirds", 2 / 3, 2 / 3, "", "number-words"),
        ("half a million", 5e5, 5e5, "", "number-words"),
        ("a dozen", 12, 12, "", "number-words"),
        ("3,000-odd", 3000, None, "", "number-digits"),
        ("between $750 million and $1.1 billion", 7.5e8, 1.1e9, "usd", "range"),
        ("from 5 to 10", 5, 10, "", "range"),
        ("5,000–6,000", 5000, 6000, "", "range"),
        ("20% to 30%", 20, 30, "percent", "range"),
        ("250-600 million", 2.5e8, 6e8, "", "range"),
        ("thousands to tens of thousands", 1000, 100000, "", "vague-count"),
        ("hundreds of millions of dollars", 1e8, 1e9, "usd", "vague-count"),
        ("several thousand", 2000, 10000, "", "vague-count"),
        ("two years", 2, 2, "year", "number-words"),
        ("34-year-old", 34, 34, "year", "number-digits"),
        ("1 500 000", 1.5e6, 1.5e6, "", "number-digits"),
        ("5,000~6,000", 5000, 6000, "", "range"),
        ("a million and a half", 1.5e6, 1.5e6, "", "number-words"),
        ("tenfold", 10, 10, "", "multiple"),
        ("one in five", 0.2, 0.2, "", "ratio"),
        ("two out of three", 2 / 3, 2 / 3, "", "ratio"),
        ("one-third", 1 / 3, 1 / 3, "", "number-words"),
        ("half-dozen", 6, 6, "", "number-words"),
        ("100,000-plus", 1e5, None, "", "number-digits"),
        ("fewer than 10-12", None, 12, "", "range"),
        ("up to 15 to 20", None, 20, "", "range"),
        ("3 to more than 5 million", 3e6, None, "", "range"),
        ("a majority", 50, 100, "percent", "share"),
    ],
)
def test_a_figure_is_found_whole_with_its_bounds_and_unit(phrase, low, high, unit, rule):
    hit = only(f"They said {phrase}.")
    assert (hit.text, hit.low, hit.high, hit.unit, hit.rule) == (phrase, low, high, unit, rule)


@pytest.mark.parametrize(
    "text, low, high",
    [
        ("Pay rose from about $3 to more than 5 million.", (3e6, 3e6), (5e6, None)),
        ("It fell from 30,023 to 11,490 persons.", (30023, 30023), (11490, 11490)),
    ],
)
def test_from_one_figure_to_another_is_a_change_and_no_range(text, low, high):
    first, second = finder.find(text)
    assert (first.rule, second.rule) == ("change", "change")
    assert ((first.low, first.high), (second.low, second.high)) == (low, high)
    assert text[second.start : second.end] == second.text and first.end <= second.start


@pytest.mark.parametrize("people", ["workers", "North Korean workers", "of the employees"])
def test_a_figure_before_people_counts_persons(people):
    assert only(f"It sent about 2,000 {people} abroad").unit == "persons"


@pytest.mark.parametrize(
    "phrase, rule",
    [
        ("Aug. 21, 2024", "date-day"),
        ("21 August 2024", "date-day"),
        ("2024-08-21", "date-day"),
        ("8/21/2024", "date-day"),
        ("the 19th", "date-day"),
        ("May 2023", "date-month"),
        ("mid-2024", "date-year"),
        ("the 1990s", "date-year"),
        ("2019-2021", "date-year"),
        ("between 2019 and 2021", "date-year"),
        ("early August", "date-month"),
        ("from June to August", "date-month"),
        ("third quarter of 2022", "date-year"),
        ("Q3 2022", "date-year"),
        ("since August last year", "date-relative"),
        ("since the end of last month", "date-relative"),
        ("two weeks ago", "date-relative"),
        ("the past decade", "date-relative"),
        ("last Monday", "date-relative"),
        ("recently", "date-relative"),
        ("Wednesday", "date-weekday"),
        ("spring of 2023", "season"),
    ],
)
def test_a_date_phrase_is_found_whole(phrase, rule):
    hit = only(f"It happened on {phrase}, they said.")
    assert (hit.text, hit.kind, hit.rule, hit.phrase) == (phrase, "date", rule, phrase)


@pytest.mark.parametrize("text", ["It may rain.", "They march on.", "The sun rose.", "May I ask?", "No one came."])
def test_a_word_that_only_looks_like_a_date_is_left_alone(text):
    assert not [hit for hit in finder.find(text) if hit.kind == "date"]


@pytest.mark.parametrize("name", ["COVID-19", "Resolution 2397", "G7", "No. 5", "Article 12"])
def test_a_number_in_a_name_is_marked_as_such(name):
    assert only(f"Under {name} it was so").kind == "name-number"


@pytest.mark.parametrize(
    "text, found, kind",
    [
        ("the 1st case", "1st", "ordinal"),
        ("1) They left", "1)", "ordinal"),
        ("at 10:30 a.m. sharp", "10:30 a.m.", "time"),
        ("at noon", "noon", "time"),
        ("most North Korean workers left", "most", "share"),
        ("all North Korean workers left", "all", "share"),
        ("a large number of workers", "a large number of", "vague"),
        ("one in five left", "one in five", "fraction"),
    ],
)
def test_other_kinds(text, found, kind):
    hit = only(text)
    assert (hit.text, hit.kind) == (found, kind)


def test_paragraphs_are_the_lines_that_are_not_empty():
    assert [hit.paragraph for hit in finder.find("\r\nfive\r\n \t\r\nno figure\r\n7 and 8\r\n")] == [1, 3, 3]


@pytest.mark.parametrize("unseen", ["\u00ad", "\u200b", "\u2066", "\ufeff"])
def test_characters_nobody_sees_do_not_hide_a_figure(unseen):
    text = f"\u200eSome{unseen} 1{unseen},100\u00a0mil{unseen}lion\u2009won left"
    hit = only(text)
    assert (hit.low, hit.unit) == (1.1e9, "krw")
    assert text[hit.start : hit.end] == hit.text == f"Some{unseen} 1{unseen},100\u00a0mil{unseen}lion\u2009won"


PIECES = [
    "1,234",
    "five",
    "million",
    "between",
    "and",
    "to",
    "of",
    "thousands",
    "%",
    "$",
    "May",
    "2024",
    "-",
    ".",
    "/",
    "last",
    "year",
    "the",
    "a",
    "half",
    "second",
    "\n",
    "\r\n",
    " ",
    "\u200b",
    "\u00a0",
    "word",
    "X",
    "0",
    "'",
    "9" * 41,
    "-3",
    "12 345",
    "one",
    "in",
    "every",
    "double",
    "fold",
    "nineteen",
    "won",
    "p",
]


@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join) | st.text(max_size=80))
def test_hits_slice_back_are_in_order_and_disjoint(text):
    hits = finder.find(text)
    assert all(text[hit.start : hit.end] == hit.text != "" for hit in hits)
    assert all(one.end <= other.start for one, other in zip(hits, hits[1:]))
    assert all(end is None or math.isfinite(end) for hit in hits for end in (hit.low, hit.high))


prose = st.lists(st.sampled_from(["workers", "said", "they", "were", "sent", "there", "trains"]), min_size=1).map(
    " ".join
)


@given(prose, st.sampled_from(["1.1 million", "more than 90%", "since last month", "tens of thousands"]), prose)
def test_a_phrase_is_found_in_any_prose(before, phrase, after):
    start = len(before) + 2
    spans = [(hit.start, hit.end) for hit in finder.find(f"{before}, {phrase}, {after}")]
    assert (start, start + len(phrase)) in spans


@pytest.mark.parametrize("piece", ["1", "1,", "between ", "to ", "of thousands ", "the last ", "May 5 to ", " ", "X-"])
def test_a_long_monotonous_text_is_read(piece):
    assert isinstance(finder.find(piece * (100_000 // len(piece))), list)


def test_a_text_longer_than_a_block_loses_no_figure():
    assert len(finder.find("They sent 1,000 workers.\n" * 20_000)) == 20_000
    assert len(finder.find("They sent 1,000 workers. " * 20_000)) == 20_000


def test_a_share_that_moves_and_a_sum_are_two_figures():
    assert [hit.unit for hit in finder.find("It rose 2 percentage points to $5 million")] == ["percent", "usd"]


def test_a_hedge_stays_with_the_figure_it_is_said_of():
    low, high = finder.find("10,000 to 15,000 or more than 20,000")
    assert (low.high, high.hedge, high.low, high.high) == (15000, "more than", 20000, None)
