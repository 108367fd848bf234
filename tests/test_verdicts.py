"""Verdicts follow from the evidence in the tables, and change with it."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from analysis import ledger, verdicts
from analysis.ledger import check
from analysis.ledger.ranges import share

ARTICLE = "donga-2024-08"


def thesis(name):
    return f"{ARTICLE}/thesis-{name}"


def judged(book, **kwargs):
    return verdicts.judge(book, ARTICLE, **kwargs)


def with_evidence(book, *rows, kind="fact", claim_id="", period="2024"):
    """The ledger with one thesis and the evidence given: (id, test, against, limit, covers, direct)."""
    one = {
        "thesis_id": thesis("x"), "source_id": ARTICLE, "role": "rise", "kind": kind, "short": "X", "statement": "X.",
        "paragraphs": "1", "claim_id": claim_id, "period": period, "note": "",
    }  # fmt: skip
    columns = ["evidence_id", "test", "against", "limit", "covers", "direct"]
    evidence = pd.DataFrame([dict(zip(columns, row)) for row in rows], columns=columns)
    evidence["limit"] = pd.to_numeric(evidence["limit"])
    return replace(
        book, theses=pd.DataFrame([one]), evidence=evidence.assign(thesis_id=thesis("x"), sentence="It shows it.")
    )


def verdict_of(book, *rows, **kwargs):
    return judged(with_evidence(book, *rows, **kwargs)).loc[thesis("x"), "verdict"]


DEMAND, DENIAL = "yonhap-2024-07-09/china-demand", "asiae-2024-07-09/china-denial"
SENT, LANKOV = "koreaherald-2025-05-29/sent-2024", "sejong-2025/workers-russia-2025"
FOR, AGAINST = (DEMAND, "happened", "", None, "whole", "direct"), (DENIAL, "denied", "", None, "whole", "direct")


def test_the_articles_theses(book):
    assert {name.split("thesis-")[1]: verdict for name, verdict in judged(book)["verdict"].items()} == {
        "rise": "supported",
        "small-before": "supported",
        "students": "supported",
        "trains": "overstated",
        "beyond-construction": "supported",
        "wages-by-schools": "not testable",
        "demand-all": "disputed",
        "china-blocked": "contradicted",
        "trade-staff-home": "only the article says so",
        "share-two-countries": "only the article says so",
        "stock-russia": "too vague to fail",
        "revenue-dispatch": "overstated",
        "moved": "only the article says so",
        "cause": "not testable",
    }


def test_evidence_on_one_side_supports_or_contradicts_and_on_both_sides_disputes(book):
    assert verdict_of(book, FOR) == "supported"
    assert verdict_of(book, AGAINST) == "contradicted"
    assert verdict_of(book, FOR, AGAINST) == "disputed"
    assert verdict_of(book) == "only the article says so"


def test_a_part_that_holds_against_a_whole_that_does_not_is_overstated(book):
    part = (DEMAND, "happened", "", None, "part", "direct")
    assert verdict_of(book, part, AGAINST) == "overstated"


def test_direct_evidence_decides_before_indirect(book):
    indirect = (DENIAL, "denied", "", None, "whole", "indirect")
    assert verdict_of(book, FOR, indirect) == "supported"
    assert verdict_of(book, indirect) == "contradicted"


@pytest.mark.parametrize("kind", ["motive", "plan"])
def test_a_motive_or_plan_cannot_be_tested_by_what_would_follow_from_it(book, kind):
    indirect = (DEMAND, "happened", "", None, "whole", "indirect")
    assert verdict_of(book, indirect, kind=kind) == "not testable"
    assert verdict_of(book, FOR, kind=kind) == "supported"


def test_context_and_evidence_of_another_time_decide_nothing(book):
    context = (SENT, "context", "", None, "whole", "direct")
    assert verdict_of(book, context) == "only the article says so"
    assert verdict_of(book, FOR, period="2015") == "only the article says so"
    far = judged(with_evidence(book, FOR, period="2015"))
    assert far.loc[thesis("x"), "other_time"] == DEMAND
    near = judged(with_evidence(book, FOR, period="2015"), window_years=20)
    assert near.loc[thesis("x"), "verdict"] == "supported"


VISAS, STUDENTS = "news1-2025-04-17/visas-study-2024", "pravda-dprk-2025-05-21/students-2024-25"


def test_a_figure_is_compared_over_its_whole_range(book):
    def compare(test, one, other):
        return verdict_of(book, (one, test, other, None, "whole", "direct"))

    assert compare("exceeds", VISAS, STUDENTS) == compare("below", STUDENTS, VISAS) == "supported"
    assert compare("exceeds", STUDENTS, VISAS) == compare("below", VISAS, STUDENTS) == "contradicted"
    # "Several thousand" may be more or less than 4,000: that decides nothing.
    assert compare("exceeds", "khan-2025-02-09/sent-2024", "daum-2024-10-29/sent-2024") == "only the article says so"


@pytest.mark.parametrize(("limit", "verdict"), [(50.0, "contradicted"), (1.0, "supported")])
def test_a_share_is_held_against_its_limit(book, limit, verdict):
    rail, every = "rfa-2024-08-13/entries-rail-2024q2", "rfa-2024-08-13/entries-all-2024q2"
    assert verdict_of(book, (rail, "share_of", every, limit, "whole", "direct")) == verdict


def test_a_share_that_is_its_limit_decides_nothing(book):
    rail, every = "rfa-2024-08-13/entries-rail-2024q2", "rfa-2024-08-13/entries-all-2024q2"
    limit = share(book.range(rail), book.range(every) - book.range(rail)).low
    assert verdict_of(book, (rail, "share_of", every, limit, "whole", "direct")) == "only the article says so"


def test_a_range_that_no_plausible_count_could_leave_is_too_vague(book):
    stock = f"{ARTICLE}/workers-in-russia"
    assert verdict_of(book, claim_id=stock, kind="quantity", period="2024-08") == "too vague to fail"
    narrow = with_evidence(book, claim_id=stock, kind="quantity", period="2024-08").by("narrow")
    assert judged(narrow).loc[thesis("x"), "verdict"] == "too vague to fail"
    revenue = f"{ARTICLE}/revenue"
    assert verdict_of(book, claim_id=revenue, kind="quantity", period="2023") == "only the article says so"
    small = book.claims["claim_id"].eq("sejong-2025/workers-russia-2025")
    outside = replace(book, claims=book.claims.assign(low=book.claims["low"].mask(small, 200_000.0), high=book.claims["high"].mask(small, 200_000.0)))  # fmt: skip
    assert verdict_of(outside, claim_id=stock, kind="quantity", period="2024-08") == "only the article says so"


def test_leaving_out_a_source_or_an_origin_leaves_out_its_evidence(book):
    left = with_evidence(book, FOR, AGAINST)
    assert judged(left, leave_out=["asiae-2024-07-09"]).loc[thesis("x"), "verdict"] == "supported"
    assert judged(left, leave_out=["mfa-cn"]).loc[thesis("x"), "verdict"] == "supported"


def test_what_was_known_on_the_day_is_what_had_been_published(book):
    then = judged(ledger.as_of(book, date(2024, 8, 21)))
    assert then.loc[thesis("students"), "verdict"] == "only the article says so"
    assert then.loc[thesis("demand-all"), "verdict"] == "disputed"
    before = judged(ledger.as_of(book, date(2024, 7, 8)))
    assert before.loc[thesis("demand-all"), "verdict"] == "only the article says so"


@pytest.mark.parametrize("gone", [SENT, LANKOV])
def test_a_comparison_of_which_one_side_was_withdrawn_counts_no_more(book, gone):
    """Both sides are claims: what was withdrawn may be the evidence, or what it is held against."""
    kept, taken = (book.claims[book.claims["claim_id"].eq(gone) == way].reset_index(drop=True) for way in (False, True))
    less = replace(book, claims=kept, withdrawn=taken)
    table = verdicts.tests(with_evidence(less, (SENT, "below", LANKOV, None, "whole", "direct")), ARTICLE)
    assert table["side"].tolist() == ["withdrawn"]


def test_an_override_stands_beside_its_reason(book, data):
    path = data / "articles" / ARTICLE / "overrides.csv"
    path.write_text(
        "thesis_id,likelihood,confidence,by,day,reason\n"
        f"{thesis('rise')},almost certain,high,A. Expert,2026-01-02,Seen on site.\n"
    )
    assert check.problems(data) == []
    row = judged(ledger.read(data)).loc[thesis("rise")]
    assert (row["likelihood"], row["confidence"]) == ("almost certain", "high")
    assert row["override"] == "A. Expert, 2 January 2026: Seen on site."
    assert judged(book).loc[thesis("rise"), "override"] == ""


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (",exceeds,politico-2024-11-08/students-2024-04,", ",exceeds,,", "exceeds needs claim_id"),
        (",context,,", ",context,voa-2013/workers-china,", "context takes no claim_id"),
        ("share_of,rfa-2024-08-13/entries-all-2024q2,50,", "share_of,rfa-2024-08-13/entries-all-2024q2,,", "share_of needs a percentage"),
        (",exceeds,", ",beats,", "'beats', allowed: meets, exceeds"),
        ("rfa-2025-02-20/lankov-reading", "rfa-2025-02-20/lankov", "no such claim or event"),
        ("thesis-students,news1", "thesis-student,news1", "no such thesis_id in theses"),
        ("sejong-2025/workers-russia-2025,meets", "bbc-2025-08-12/sent-2024,meets", "needs two figures of one measure and unit"),
        (",exceeds,news1-2024-05/entries-all-2023,", ",exceeds,sejong-2025/workers-russia-2025,", "cannot compare entries of all in RU with worker_stock of all in RU"),
        (",exceeds,politico-2024-11-08/students-2024-04,", ",exceeds,news1-2024-05/entries-all-2023,", "cannot compare visas of study in RU with entries of all in RU"),
        ("share_of,rfa-2024-08-13/entries-all-2024q2,50,", "share_of,nkngo-2025-04/visas-all-2023,50,", "needs two figures of one measure and unit"),
    ],
)  # fmt: skip
def test_a_test_that_cannot_be_made_is_refused(edit, old, new, message):
    with pytest.raises(ledger.LedgerError) as caught:
        ledger.read(edit("evidence.csv", old, new))
    assert message in str(caught.value) and "evidence.csv line" in str(caught.value)


def test_evidence_that_cannot_be_judged_is_shown_and_counts_for_nothing(book):
    source = book.sources["source_id"].eq("yonhap-2024-07-09")
    graded = replace(book, sources=book.sources.assign(reliability=book.sources["reliability"].mask(source, "F")))
    left = with_evidence(graded, FOR)
    assert judged(left).loc[thesis("x"), "verdict"] == "only the article says so"
    assert judged(left).loc[thesis("x"), "context"] == DEMAND


def test_a_claim_just_as_many_years_away_is_suggested(book):
    stock = book.claims[book.claims["measure"].eq("worker_stock") & book.claims["place"].eq("RU")].iloc[[0, 0]]
    names = ["mine-1/workers", "theirs-1/workers"]
    pair = {"claim_id": names, "source_id": [name.split("/")[0] for name in names], "use": "table"}
    claims = stock.assign(**pair, period=["2019-01-01", "2020-01-01"])
    apart = verdicts.years_between("2019-01-01", "2020-01-01")
    small = replace(book, claims=claims.reset_index(drop=True))
    assert verdicts.suggested(small, "mine-1", apart)["claim_id"].tolist() == ["theirs-1/workers"]
    assert verdicts.suggested(small, "mine-1", apart - 0.001).empty
