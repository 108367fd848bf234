"""Sentences follow from the tables, also where an invented ledger says the opposite, or nothing."""

import re
from dataclasses import replace
from datetime import date

import pytest

from analysis import ledger, shift
from analysis.ledger import cite, contradictions

PUBLISHED = date(2024, 8, 21)


def only(book, keep, **changes):
    """Return a ledger with the claims that a mask keeps, and some of their columns changed."""
    return replace(book, claims=book.claims[keep(book.claims)].assign(**changes).reset_index(drop=True))


@pytest.fixture
def empty(book):
    return only(book, lambda claims: claims["claim_id"].eq(""))


@pytest.fixture
def turned(book):
    """The same figures with the two countries' names exchanged."""
    claims = book.claims
    return replace(book, claims=claims.assign(place=claims["place"].replace({"CN": "RU", "RU": "CN"})))


def every_sentence(book):
    sentences, stocks = shift.sentences, shift.pairs(book)
    marked = [
        sentences.of_pairs(stocks),
        sentences.of_directions(shift.share_directions(stocks)),
        sentences.of_entries(shift.entries(book, population="study"), PUBLISHED),
        sentences.of_study_share(shift.study_share(book)),
        sentences.of_derived(shift.derived_quarters(book)),
        sentences.of_students(shift.study_figures(book), 2024),
        sentences.of_counts(shift.unpaired_levels(book)),
        sentences.of_reports(shift.movements(book, "CN", 2024)),
        sentences.of_pay(shift.pairs(book, "pay")),
        sentences.of_plans(shift.plans(book)),
        sentences.of_trade(shift.trade(book, *shift.TRADE_YEARS)),
        sentences.of_contradictions(contradictions.listed(book, shift.DISPUTED)),
        shift.summary(book, 2024)[0],
    ]
    return [cite.plain(text) for text in marked]


def say(name, *given):
    """A sentence as it is read: without the marks of what it rests on."""
    return cite.plain(getattr(shift.sentences, name)(*given))


def single_sentences(text):
    return re.split(r"(?<=[.;]) (?=[A-Zt])", text)


def test_sentences_are_short(book):
    for text in every_sentence(book) + every_sentence(book.by("narrow")):
        for sentence in single_sentences(text):
            assert len(sentence.split()) <= 30, sentence
            # Figures of years and of ranges belong to a date or to one number.
            numbers = re.findall(r"\d[\d,.]*(?:%? to (?:under )?\d[\d,.]*)?", re.sub(r"\b(19|20)\d\d\b", "", sentence))
            assert len(numbers) <= 3, sentence
        assert text.endswith(".")


def test_an_empty_ledger_is_said_to_be_empty(empty):
    for text in every_sentence(empty):
        assert re.match(r"No |Fewer than two|The chart has no", text), text
    text, values = shift.summary(empty, 2024)
    assert values == {"pairs": 0, "contradictions": 0} and not re.search(r"nan|inf|\[|None", text)


def test_the_last_source_decides_whether_russia_leads(book, turned):
    said = say("of_pairs", shift.pairs(book))
    assert said.startswith(
        "Since October 2016 no source with figures for both countries has put more workers in Russia"
    )
    assert "2.9% to 3.8% of them in Russia, according to South Korean media estimates" in said
    other = say("of_pairs", shift.pairs(turned))
    assert "no source" not in other and "puts about 96.2% to 97.1% of the workers in Russia" in other


def test_the_month_follows_the_last_source_that_had_more_in_russia(book):
    early = only(book, lambda claims: claims["pair"].isin(["mofa-2013", "press-2016"]))
    assert shift.sentences.since_when_not_more(shift.pairs(early)) is None
    late = only(book, lambda claims: claims["pair"].isin(["us-2019", "us-2020"]))
    assert shift.sentences.since_when_not_more(shift.pairs(late)) == "March 2019", "none ever had more"


def test_directions_of_one_pair_are_none(book):
    one = only(book, lambda claims: claims["pair"].eq("rfa-2023"))
    assert "nothing can be compared" in say("of_directions", shift.share_directions(shift.pairs(one)))
    two = only(book, lambda claims: claims["pair"].isin(["press-2016", "asahi-2017", "us-2020"]))
    said = say("of_directions", shift.share_directions(shift.pairs(two)))
    assert "fell in 2 of 3 comparisons and rose in 1" in said and "In 0 comparisons one origin" in said


def test_entries_are_those_of_the_quarter_of_the_day(book):
    study = shift.entries(book, population="study")
    said = say("of_entries", study, PUBLISHED)
    assert "were 3,765 in the third quarter of 2024" in said and "332 in the quarter before" in said
    assert "62" in say("of_entries", study, date(2023, 8, 1))
    assert "quarter before" not in say("of_entries", study, date(2023, 8, 1)), "2023 Q2 has no study figure"
    assert "no figure" in say("of_entries", study, date(2025, 8, 1))


def test_a_share_is_called_largest_only_if_it_is(book):
    table = shift.study_share(book)
    assert "71.5%" in say("of_study_share", table)
    assert "no other quarter" in say("of_study_share", table)
    one = table[table["quarter"] == "2024 Q3"]
    assert "no other quarter" not in say("of_study_share", one)


def test_students_without_visas_or_officials(book):
    figures = shift.study_figures(book)
    no_visas = say("of_students", figures[figures["measure"] != "visas"], 2024)
    assert no_visas.startswith("Russia counted 7,887 study entries in 2024.") and "visas" not in no_visas
    no_students = say("of_students", figures[figures["measure"] != "enrolment"], 2024)
    assert no_students.endswith("No figure for students is left.")


def test_trade_and_reports_follow_the_figures(turned, book):
    assert "trade with China was about $34 million" in every_sentence(turned)[10]
    arriving = shift.movements(book, "CN", 2024).query("direction == 'arriving'")
    assert "about 3,000 workers arriving in Hunchun" in say("of_reports", arriving)


def test_a_figure_names_the_claims_it_rests_on(book):
    known = {*book.claims["claim_id"], *book.readings.table["reading_id"]}
    marks = [(piece, ids) for piece, ids in cite.split(shift.summary(book, 2024)[0]) if ids]
    assert len(marks) >= 5 and all(set(ids) <= known for _, ids in marks)
    (students,) = [ids for piece, ids in marks if piece == "about 180"]
    assert [book.claim(one)["measure"] for one in students] == ["enrolment"]


def test_the_summary_carries_the_numbers_it_states(book):
    text, values = shift.summary(book, 2024)
    counted = {name: values[name] for name in ("entries", "visas", "enrolment")}
    assert counted == {"entries": 7_887, "visas": 8_617, "enrolment": 180}
    assert values["pairs"] == len(shift.pairs(book))
    for name in ("entries", "visas", "enrolment", "contradictions"):
        assert f"{values[name]:,.0f}" in text
    fewer, _ = shift.summary(ledger.without(book, ["rfa-2023-08"]), 2024)
    assert "August 2023" in text and "August 2023" not in fewer


def test_every_source_behind_the_figures_is_listed(book):
    used = shift.sources_used(book, 2019, 2025, 2024)
    assert len(used) == len(set(used)) and set(used) <= set(book.sources["source_id"])
    for claim_ids in (
        shift.plans(book)["claim_id"],
        shift.levels(book)["claim_id"][-1:],
        shift.pairs(book)["china_id"],
    ):
        assert {claim_id.split("/")[0] for claim_id in claim_ids} <= set(used)
    assert set(shift.sources_used(book, 2024, 2024, 2024)) < set(used)
