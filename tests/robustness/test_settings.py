"""What the answer page looks up was judged from the ledger: any day, any origins, every choice."""

import random
from dataclasses import replace

import pandas as pd
import pytest
from sections import universes_at_random

from analysis import robustness, verdicts
from analysis.ledger import as_of
from analysis.robustness import settings

ARTICLE = "donga-2024-08"


@pytest.fixture(scope="module")
def space(book):
    return robustness.Universes(book, ARTICLE)


@pytest.fixture(scope="module")
def data(space):
    return robustness.for_page(space)


def test_the_default_is_the_answer_page(book, data):
    judged = verdicts.judge(book, ARTICLE)
    assert data["now"]["outcomes"] == judged[["verdict", "likelihood", "confidence"]].to_numpy().tolist()
    assert [one["short"] for one in data["theses"]] == judged["short"].tolist()
    assert data["now"]["sentence"].startswith("It is very likely that North Korea sent more workers to Russia in 2024")
    assert data["now"]["sentence"] in data["sentences"]


def test_any_day_and_any_origins_are_judged_as_the_ledger_of_that_day_is(book, space):
    chance = random.Random(4)
    for universe in chance.sample(universes_at_random(space, 400, seed=9), 12):
        plain = robustness.Universe(
            universe.reading, universe.window_years, universe.as_of, leave_out=universe.leave_out
        )
        seen = as_of(book.by(plain.reading), plain.as_of)
        judged = verdicts.judge(seen, ARTICLE, plain.window_years, plain.leave_out)
        found = robustness.outcome(space, plain)[1]
        assert list(map(list, found.values())) == judged[["verdict", "likelihood", "confidence"]].to_numpy().tolist()


def test_a_view_in_place_of_the_rules_counts_from_its_day_on(book):
    """Its own thesis alone; the page has a table for either case."""
    given = {"likelihood": "unlikely", "confidence": "high", "by": "Somebody", "day": "2025-03-01", "reason": "Why."}
    (rise, *_) = book.theses["thesis_id"]
    overrides = pd.DataFrame([{"thesis_id": rise} | given])
    space = robustness.Universes(replace(book, overrides=overrides), ARTICLE)
    for day, overridden in (("", True), ("2025-03-01", True), ("2025-02-28", False)):
        found = robustness.outcome(space, robustness.Universe(as_of=day))[1][rise]
        assert (found[1:] == ("unlikely", "high")) == overridden
    first = robustness.for_page(space)["theses"][0]
    assert first["overridden"] == "2025-03-01" and len(first["tables"]["literal"]["once"]) == 2


def test_every_origin_that_decides_anything_can_be_left_out_by_name(book, data):
    named = {one["id"]: one for one in data["origins"]}
    kinds = book.origins.set_index("origin_id")["kind"]
    assert all(one["theses"] >= 1 and one["name"] for one in named.values())
    assert {name for name in named if named[name]["anonymous"]} == {
        name for name in named if kinds.get(name) == "anonymous"
    }
    turning = settings.outcome(robustness.Universes(book, ARTICLE), robustness.Universe(leave_out=frozenset(named)))
    assert turning[0].startswith("Nothing here shows whether")


def test_more_evidence_than_can_be_judged_beforehand_is_named(space, monkeypatch):
    monkeypatch.setattr(settings, "MOST", 2)
    with pytest.raises(ValueError, match="thesis-rise: 8 pieces of evidence decide it; at most 2 can be judged"):
        robustness.for_page(space)


def test_changes_are_said_in_whole_sentences(data):
    first, second, third = data["changes"][:3]
    assert first == ["No verdict changes", "no other likelihood or confidence does"]
    assert second == ["1 of 14 verdicts changes", "for 1 thesis the likelihood or confidence alone does"]
    assert third[0] == "2 of 14 verdicts change" and len(data["changes"]) == 15
