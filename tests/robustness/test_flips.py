"""Every smallest set of choices that turns a verdict is found, and none is invented."""

import math
import random
from dataclasses import replace
from itertools import combinations

import pandas as pd
import pytest
from voice import hard_sentences

from analysis import brief, ledger, robustness, verdicts

ARTICLE = "donga-2024-08"
THESIS = f"{ARTICLE}/thesis-x"


@pytest.fixture(scope="module")
def space(book):
    return robustness.Universes(book, ARTICLE)


def invented(book, chance):
    """The ledger with one thesis and up to six invented reports of it, by up to five origins of any grade."""
    origins = [f"origin-{n}" for n in range(chance.randint(1, 5))]
    number = chance.randint(1, 6)
    ids = [f"page-{n}/report" for n in range(number)]
    blank = dict.fromkeys(book.events.columns, "")
    events = [
        blank | {
            "event_id": name, "source_id": name.split("/")[0], "asserted_by": "Somebody", "side": "RU", "effect": "signal",
            "date": f"{chance.choice([2014, 2022, 2024])}", "wording": "it is said", "rule": "as-recorded", "use": chance.choice(["table", "table", "table", "excluded"]),
            "origin_id": chance.choice(origins), "origin_known": chance.choice(["sure", "sure", "unknown"]),
        }
        for name in ids
    ]  # fmt: skip
    sources = [
        dict.fromkeys(book.sources.columns, "") | {"source_id": name.split("/")[0], "published": f"{chance.choice([2023, 2024, 2025])}-03-01", "reliability": chance.choice("ABCDF")}
        for name in ids
    ]  # fmt: skip
    named = [
        {"origin_id": name, "name": name, "kind": "press", "government": chance.choice(["none", "KR", "RU"]), "interest": "", "note": "", "against_interest": ""}
        for name in origins
    ]  # fmt: skip
    evidence = [
        {"thesis_id": THESIS, "evidence_id": name, "test": chance.choice(["happened", "happened", "denied"]), "against": "", "limit": float("nan"),
         "covers": chance.choice(["whole", "whole", "part"]), "direct": chance.choice(["direct", "direct", "indirect"]), "sentence": "So it says."}
        for name in ids
    ]  # fmt: skip
    thesis = {"thesis_id": THESIS, "source_id": ARTICLE, "role": "", "kind": "fact", "short": "X", "statement": "X.", "paragraphs": "1", "claim_id": "", "period": "2024", "note": ""}  # fmt: skip
    own = book.sources[book.sources["source_id"] == ARTICLE]
    return replace(
        book,
        events=pd.DataFrame(events),
        sources=pd.concat([own, pd.DataFrame(sources)], ignore_index=True),
        origins=pd.DataFrame(named),
        evidence=pd.DataFrame(evidence),
        theses=pd.DataFrame([thesis]),
        claims=book.claims[book.claims["source_id"] == ARTICLE].reset_index(drop=True),
    )


def by_force(book, space):
    """Every smallest set, by judging the evidence anew for each: slow, and another way."""
    every = verdicts.tests(ledger.with_excluded(book), ARTICLE, float("inf"))
    use = dict(zip(book.events["event_id"], book.events["use"]))
    period = dict(zip(book.events["event_id"], book.events["date"]))
    years = every["evidence_id"].map(lambda name: verdicts.years_between("2024", period[name]))

    every = every.assign(years=years, excluded=every["evidence_id"].map(use).eq("excluded"))
    rows, known = every.to_dict("records"), {}

    def verdict(universe):
        kept = tuple(
            number
            for number, row in enumerate(rows)
            if row["years"] <= universe.window_years
            and (not universe.as_of or row["published"] <= universe.as_of)
            and row["grade"] <= universe.least_grade
            and row["origin_id"] not in universe.leave_out
            and universe.bearing in ("all", row["direct"])
            and (universe.excluded == "back" or not row["excluded"])
        )
        if kept not in known:
            judged = verdicts.judge_evidence(book, ARTICLE, every.iloc[list(kept)], set())
            known[kept] = judged.loc[THESIS, "verdict"]
        return known[kept]

    start, found = verdict(robustness.default(space)), []
    for size in (1, 2, 3):
        for group in combinations(robustness.deviations(space), size):
            universe = robustness.chosen(space, group)
            if universe is None or any(set(smaller) <= set(group) for smaller in found):
                continue
            # Counting pages and reading words narrowly reverse no verdict on reports without figures.
            if verdict(universe) != start:
                found.append(group)
    return {frozenset(group) for group in found}


def test_all_flips_are_found_and_none_is_invented(book):
    chance, planted = random.Random(11), 0
    while planted < 200:
        made = invented(book, chance)
        space = robustness.Universes(made, ARTICLE)
        found = {frozenset(group) for group, _ in robustness.flip_sets(space, THESIS)}
        assert found == by_force(made, space)
        planted += len(found)


def test_each_listed_set_turns_the_verdict_and_no_part_of_it_does(book, space):
    start = robustness.default(space)
    for what in (f"{ARTICLE}/thesis-trains", f"{ARTICLE}/thesis-demand-all", f"{ARTICLE}/thesis-students"):
        before = space.outcome(what, start)[0]
        for group, then in robustness.flip_sets(space, what, 2):
            assert space.outcome(what, robustness.chosen(space, group))[0] == then[0] != before
            for part in combinations(group, len(group) - 1):
                assert space.outcome(what, robustness.chosen(space, part))[0] == before


def test_the_table_says_in_words_what_falls_and_what_does_not(space):
    table = robustness.table(space, 1).set_index("what")
    assert table.loc["They come on the resumed trains", "falls"] == "without Russian customs statistics"
    assert table.loc["China's demand caused the turn", "falls"] == "no single choice turns it"
    assert math.isnan(table.loc["China's demand caused the turn", "size"])
    said = robustness.summary(table.reset_index())
    assert said.startswith("One choice made otherwise turns ") and said.endswith("none of the sets tried.")


def test_what_only_an_earlier_day_would_turn_is_said_to_hold_today(space, monkeypatch):
    day = next(option for option in space.options["as_of"] if option)
    monkeypatch.setattr(
        "analysis.robustness.flips.flip_sets", lambda *asked: [((("as_of", day),), ("disputed", "likely"))]
    )
    said = robustness.shortest(space, robustness.ANSWER)
    assert said.endswith(" Nothing turns it as long as all that has been published counts.")


def test_the_headline_names_the_fewest_choices(book, space):
    flips = robustness.flip_sets(space, robustness.ANSWER, 2)
    said = robustness.headline(space, 2)
    singles = [robustness.in_words(book, group) for group, _ in flips if len(group) == 1]
    assert said.startswith(f"The answer falls if judged {', or '.join(singles)}. "), "two are both named"
    lasting = [group for group, _ in flips if not any(choice == "as_of" for choice, _ in group)]
    assert f"If all that was published counts, it falls if judged {robustness.in_words(book, lasting[0])}." in said
    assert hard_sentences(said) == []


def test_each_sentence_of_the_answer_that_states_a_direction_has_its_flip_set(book, space):
    beside = robustness.beside(space, 2)
    assert list(beside) == brief.answer(book, ARTICLE)["part"].tolist()[:3]
    assert beside["what happened"].startswith("It falls if judged without the Russian FSB Border Service")
    assert beside["what is not shown"] == "No set of up to two choices turns it."
    assert [hard_sentences(said) for said in beside.values()] == [[], [], []]


def test_the_choices_start_where_the_reader_does(book):
    space = robustness.Universes(book, ARTICLE, reading="narrow", window_years=5)
    start = robustness.default(space)
    assert (start.reading, start.window_years) == ("narrow", 5.0)
    judged = verdicts.judge(book.by("narrow"), ARTICLE, 5)
    for name, row in judged.iterrows():
        assert space.outcome(name, start) == (row["verdict"], row["likelihood"])
    assert {("reading", "literal"), ("window_years", "1")} <= set(robustness.deviations(space))


@pytest.mark.parametrize("most", [1, 2])
def test_every_set_is_listed_once(space, most):
    every = robustness.every_set(space, most)
    assert not every.duplicated(["what", "falls"]).any() and every["size"].max() <= most


def test_a_turning_point_is_one_that_judging_anew_confirms(book, space):
    turns = robustness.turning_points(space)
    assert len(turns)
    names = dict(zip(book.origins["name"], book.origins["origin_id"]))
    for turn in turns.sample(4, random_state=1).to_dict("records"):
        anew = verdicts.judge(book, ARTICLE, leave_out=[names.get(turn["without"], "unknown")]).set_index("short")
        found = anew.loc[turn["short"]]
        assert (found["verdict"], found["likelihood"]) == (turn["verdict_without"], turn["likelihood_without"])
        assert (turn["verdict"], turn["likelihood"]) != (turn["verdict_without"], turn["likelihood_without"])
