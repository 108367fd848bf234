"""The answer turns with the data: no shift, the opposite, nothing known; each sentence can be read at once."""

import re
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from voice import hard_sentences

from analysis import brief, ledger, verdicts
from analysis.ledger import cite, sources
from analysis.ledger.dates import bounds

ARTICLE = "donga-2024-08"


def answer(book, **kwargs):
    return brief.answer(book, ARTICLE, **kwargs).set_index("part")["sentence"].map(cite.plain)


def with_verdicts(**roles):
    """Judged theses with the roles that the answer uses: role → (verdict, likelihood)."""
    rows = [
        {"role": role, "verdict": verdict, "likelihood": likelihood, "supports": f"s/{role}", "contradicts": ""}
        for role, (verdict, likelihood) in roles.items()
    ]
    return pd.DataFrame(rows, columns=["role", "verdict", "likelihood", "supports", "contradicts"])


def without_claims(book, *masks):
    gone = pd.concat(masks, axis=1).any(axis=1)
    return replace(book, claims=book.claims[~gone].reset_index(drop=True))


@pytest.mark.parametrize(
    ("roles", "sentence"),
    [
        (
            {"rise": ("supported", "very likely"), "students": ("supported", "likely"), "moved": (verdicts.ALONE, brief.NO_BASIS)},
            "It is very likely that North Korea sent more workers to Russia in 2024 than in 2023, many of them as students; "
            "no source shows that they came from China.",
        ),
        (
            {"rise": ("supported", "likely"), "students": ("contradicted", "unlikely"), "moved": ("supported", "likely")},
            "It is likely that North Korea sent more workers to Russia in 2024 than in 2023; the record also shows that workers "
            "left China for it.",
        ),
        (
            {"rise": ("disputed", "roughly even"), "moved": ("contradicted", "unlikely")},
            "It is as likely as not that North Korea sent more workers to Russia in 2024 than in 2023; the record speaks against "
            "the account that they came from China.",
        ),
        (
            {"rise": ("contradicted", "very unlikely")},
            "It is very unlikely that North Korea sent more workers to Russia in 2024 than in 2023.",
        ),
        ({}, "Nothing here shows whether North Korea sent more workers to Russia in 2024 than in 2023."),
    ],
)  # fmt: skip
def test_the_headline_says_what_the_verdicts_say(roles, sentence):
    found, rests = brief.headline(with_verdicts(**roles))
    assert cite.plain(found) == sentence
    assert all(f"s/{role}" in rests for role in roles)


def test_the_answer_of_the_ledger_can_be_quoted_and_followed(book):
    table = brief.answer(book, ARTICLE)
    assert list(table["part"]) == ["answer", "what happened", "what is not shown", "why"]
    assert not [hard for sentence in table["sentence"] for hard in hard_sentences(cite.plain(sentence))]
    known = {*book.claims["claim_id"], *book.events["event_id"]}
    for sentence, rests in zip(table["sentence"], table["rests_on"]):
        assert rests and set(rests.split(" + ")) <= known
        assert cite.ids(sentence) and set(cite.ids(sentence)) <= known
        loose = "".join(piece for piece, ids in cite.split(sentence) if not ids)
        assert not re.search(r"[\d,]{3,}", re.sub(r"quarter of \d{4}|for \d+ \w+ \d{4}", "", loose)), (
            "every figure is marked"
        )


def test_the_answer_names_whose_view_stands_in_place_of_the_rules(book):
    view = {"thesis_id": f"{ARTICLE}/thesis-rise", "likelihood": "unlikely", "confidence": "low", "by": "A. Expert", "day": "2026-01-02", "reason": "Seen on site."}  # fmt: skip
    said = brief.answer(replace(book, overrides=pd.DataFrame([view])), ARTICLE)["sentence"].iloc[0]
    assert said.startswith("It is unlikely that ")
    assert said.endswith(
        " An expert's view stands here in place of the rules: A. Expert, 2 January 2026: Seen on site."
    )
    assert "expert" not in brief.answer(book, ARTICLE)["sentence"].iloc[0]


def test_on_any_day_and_without_any_origin_the_answer_can_be_read(book):
    days = [ledger.as_of(book, date(year, month, 1)) for year in (2020, 2023, 2025) for month in (1, 9)]
    left = [book.claims["origin_id"].eq(origin) for origin in ("fsb-border", "nis-kr", "us-state")]
    for one in [*days, *(without_claims(book, mask) for mask in left), book.by("narrow")]:
        for sentence in answer(one):
            assert sentence.endswith(".") and not hard_sentences(sentence), sentence


def test_with_china_and_russia_exchanged_russia_is_ahead(book):
    other = {"CN": "RU", "RU": "CN"}
    swapped = replace(book, claims=book.claims.assign(place=book.claims["place"].map(lambda p: other.get(p, p))))
    said = answer(swapped)["what is not shown"]
    assert said == (
        "The last source with figures for both countries, for about August 2023, has more workers in Russia than "
        "in China."
    )


def test_without_shift_the_entries_did_not_rise(book):
    study = book.claims["claim_id"].eq("rfa-2024-11-08/entries-study-2024q3")
    flat = book.claims.assign(low=book.claims["low"].mask(study, 332.0), high=book.claims["high"].mask(study, 332.0))
    said = answer(replace(book, claims=flat))["what happened"]
    assert "332 entries for study" in said and "times the quarter before" not in said


def test_without_data_each_sentence_says_so(book):
    empty = replace(book, claims=book.claims[book.claims["source_id"].eq(ARTICLE)].reset_index(drop=True),
                    events=book.events[book.events["source_id"].eq(ARTICLE)].reset_index(drop=True))  # fmt: skip
    said = answer(empty)
    assert said["answer"] == "Nothing here shows whether North Korea sent more workers to Russia in 2024 than in 2023."
    assert said["what happened"].startswith("No count of entries")
    assert said["what is not shown"].startswith("No source here gives figures for both countries")
    assert said["why"] == "The record says nothing about either country."
    assert brief.what_would_turn(empty).startswith("One count of both countries would be enough")


def test_then_and_now_names_what_changed_each_judgement(book):
    table = brief.then_and_now(book, ARTICLE)
    students = table.loc[f"{ARTICLE}/thesis-students"]
    assert (students["verdict_then"], students["verdict_now"]) == ("only the article says so", "supported")
    assert "news1-2025-04-17/visas-study-2024" in students["changed_by"]
    published = dict(zip(book.sources["source_id"], book.sources["published"]))
    for claims in table["changed_by"]:
        assert all(bounds(published[claim.split("/")[0]])[1] > date(2024, 8, 21) for claim in claims.split())
    same = table[
        (table["verdict_then"] == table["verdict_now"]) & (table["likelihood_then"] == table["likelihood_now"])
    ]
    assert (same["changed_by"] == "").all()
    assert brief.changed(table) == (
        "For 4 of 14 theses the verdict has changed since the article appeared, and for 2 more the likelihood."
    )
    assert brief.changed(table.assign(changed_by="")) == "No judgement has changed since the day the article appeared."


def test_dissent_lists_the_other_side_of_what_is_supported_overstated_or_disputed(book):
    found = brief.dissent(book, ARTICLE).set_index("evidence_id")
    assert found.loc["asiae-2024-07-09/china-denial", "side"] == "against"
    assert "rfa-2024-08-13/entries-rail-2024q2" in found.index
    assert not (found["verdict"] == verdicts.ALONE).any()


def test_a_sentence_says_how_much_dissent_there_is(book):
    found = brief.dissent(book, ARTICLE)
    assert brief.how_much_dissent(found) == "On 4 theses something stands on the other side."
    assert brief.how_much_dissent(found.iloc[:0]).startswith("Nothing on file")


def test_the_tally_counts_every_thesis_once(book):
    judged = verdicts.judge(book, ARTICLE)
    said = brief.tally(judged)
    assert said == (
        "Of the article's 14 theses 4 are supported, 2 are overstated, 1 is disputed, 1 is contradicted, "
        "1 is too vague to fail. For 3 only the article speaks and 2 cannot be tested."
    )


def test_what_choices_change_is_named(book):
    default = verdicts.judge(book, ARTICLE)
    same = brief.against_default(default, default)
    assert same.empty and "All verdicts and likelihoods here are those" in brief.choices_sentence(same, 14)
    names, _ = sources.named(book, "Daily NK")
    changes = brief.against_default(verdicts.judge(book, ARTICLE, leave_out=names), default)
    turned = changes["verdict"] != changes["verdict_default"]
    likelihoods = changes["likelihood"] != changes["likelihood_default"]
    assert len(changes) and (turned | likelihoods).all()
    said = brief.choices_sentence(changes, 14)
    assert said.startswith(f"The choices made here change {turned.sum() or 'no'} of the 14 verdicts")
    alone, more = changes.assign(verdict="disputed"), changes.assign(verdict=changes["verdict_default"])
    assert brief.choices_sentence(alone, 14).endswith(" of the 14 verdicts.")
    assert brief.choices_sentence(more, 14).endswith(f", and the likelihood of {len(changes)} more.")
    assert hard_sentences(said) == []
