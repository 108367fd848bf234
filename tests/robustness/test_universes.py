"""A universe judged from what was described once says what judging the ledger anew would say."""

from dataclasses import replace

import pandas as pd
import pytest

from analysis import ledger, robustness, shift, verdicts
from analysis.ledger import dates
from analysis.robustness import AHEAD, ANSWER, ENTRIES

ARTICLE = "donga-2024-08"


@pytest.fixture(scope="module")
def space(book):
    return robustness.Universes(book, ARTICLE)


def test_where_there_are_fewer_than_asked_for_the_draws_end(space):
    few = replace_options(space, {name: all_of[:1] for name, all_of in space.options.items()})
    assert len(robustness.sample(few, 50, most_left_out=0)) == 1


def replace_options(space, options):
    from copy import copy

    few = copy(space)
    few.options = options
    return few


def anew(book, universe):
    """The slow way: change the ledger as the universe chooses, and judge it."""
    seen = ledger.as_of(book.by(universe.reading), universe.as_of)
    seen = ledger.with_excluded(seen) if universe.excluded == "back" else seen
    low = seen.sources.loc[seen.sources["reliability"] > universe.least_grade, "source_id"]
    gone = set(low) - {ARTICLE} | universe.leave_out
    if universe.bearing == "direct":
        seen = replace(seen, evidence=seen.evidence[seen.evidence["direct"] == "direct"])
    if universe.repeats == "each":
        evidence = verdicts.tests(seen, ARTICLE, universe.window_years, gone)
        pages = evidence["evidence_id"].str.split("/").str[0]
        evidence = evidence.assign(origin_id=pages, governments="none")
        theses = seen.theses.to_dict("records")
        vague = {one["thesis_id"] for one in theses if verdicts.is_vague(seen, one, universe.window_years)}
        judged = verdicts.judge_evidence(seen, ARTICLE, evidence, vague)
    else:
        judged = verdicts.judge(seen, ARTICLE, universe.window_years, gone)
    left, published = ledger.without(seen, gone), dates.publication_day(book.source(ARTICLE))
    now, before, _ = shift.entries_around(shift.entries(left, published.year, published.year, "study"), published)
    rose = "no count" if not (now and before) else "rose" if now.low > before.high else "did not rise"
    shares = [share.low > 50 for share in shift.pairs(left)["share"]]
    ahead = "no count" if not shares else "more in Russia" if shares[-1] else "not more in Russia"
    found = {name: (row["verdict"], row["likelihood"]) for name, row in judged.iterrows()}
    return found | {ENTRIES: rose, AHEAD: ahead}


def test_the_default_is_the_brief(book, space):
    judged = verdicts.judge(book, ARTICLE)
    found = space.outcomes(robustness.default(space))
    for name, row in judged.iterrows():
        assert found[name] == (row["verdict"], row["likelihood"])
    assert (found[ENTRIES], found[AHEAD]) == ("rose", "not more in Russia")


def test_any_universe_is_what_judging_anew_gives(book, space):
    for universe in robustness.sample(space, 40, seed=7):
        found, slow = space.outcomes(universe), anew(book, universe)
        different = {name: (found[name], slow[name]) for name in slow if found[name] != slow[name]}
        assert not different, universe


def test_the_order_of_the_rows_changes_nothing(book, space):
    shuffled = replace(
        book,
        evidence=book.evidence.sample(frac=1, random_state=3).reset_index(drop=True),
        claims=book.claims.sample(frac=1, random_state=4).reset_index(drop=True),
    )
    other = robustness.Universes(shuffled, ARTICLE)
    for universe in robustness.sample(space, 30, seed=5):
        assert other.outcomes(universe) == space.outcomes(universe)


def test_a_sample_is_the_same_for_the_same_seed_and_holds_only_what_is_allowed(space):
    drawn = robustness.sample(space, 300, seed=2)
    assert drawn == robustness.sample(space, 300, seed=2) and drawn[0] == robustness.default(space)
    assert len(set(drawn)) == 300
    assert not [one for one in drawn if one.as_of == "2024-08-21" and one.window_years == 0]


def test_choices_that_do_not_go_together_are_no_universe(space):
    assert robustness.chosen(space, [("as_of", "2024-08-21"), ("window_years", "0")]) is None
    assert robustness.chosen(space, [("least_grade", "B"), ("least_grade", "C")]) is None
    two = robustness.chosen(space, [("leave_out", "nis-kr"), ("leave_out", "us-state")])
    assert two.leave_out == {"nis-kr", "us-state"}


def test_excluded_figures_count_only_where_they_are_put_back(book):
    """Evidence that names an excluded claim is shown, and counts for nothing."""
    name = "jayupress-2025-09-18/workers-russia"
    used = book.evidence["evidence_id"].eq(name)
    claims = book.claims.assign(use=book.claims["use"].mask(book.claims["claim_id"].eq(name), "excluded"))
    spoiled = replace(book, claims=claims, evidence=book.evidence[used].reset_index(drop=True))
    assert set(verdicts.tests(spoiled, ARTICLE, 5)["side"]) == {"context"}
    space = robustness.Universes(spoiled, ARTICLE, window_years=5)
    thesis = f"{ARTICLE}/thesis-stock-russia"
    back = robustness.chosen(space, [("excluded", "back")])
    assert space.outcome(thesis, robustness.default(space))[1] == "cannot be judged" != space.outcome(thesis, back)[1]


def test_an_experts_view_counts_from_its_day(book):
    name = f"{ARTICLE}/thesis-rise"
    view = {
        "thesis_id": name,
        "likelihood": "unlikely",
        "confidence": "low",
        "by": "An expert",
        "day": "2026-01-01",
        "reason": "So.",
    }
    other = replace(book, overrides=pd.DataFrame([view]))
    space = robustness.Universes(other, ARTICLE)
    judged = verdicts.judge(other, ARTICLE)
    assert space.outcome(name, robustness.default(space)) == tuple(judged.loc[name, ["verdict", "likelihood"]])
    before = robustness.chosen(space, [("as_of", "2025-05-31")])
    assert space.outcome(name, before) == robustness.Universes(book, ARTICLE).outcome(name, before)


def test_without_the_border_service_nothing_rose(space):
    universe = robustness.chosen(space, [("leave_out", "fsb-border")])
    assert space.outcome(ENTRIES, universe) == "no count"
    assert space.outcome(ANSWER, universe) == space.outcome(ANSWER, robustness.default(space))
