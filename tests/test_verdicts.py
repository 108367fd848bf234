"""Verdicts follow from the evidence on file, and change with it."""

import pytest

from analysis import brief, ledger, verdicts
from analysis.ledger import dates

ARTICLE = "donga-2024-08"


def judge(book, **kwargs):
    return verdicts.judge(book, ARTICLE, **kwargs).set_index("claim_id")


def test_the_articles_claims(book):
    verdict = judge(book)["verdict"]
    assert verdict.to_dict() == {
        f"{ARTICLE}/workers-in-russia": "supported",
        f"{ARTICLE}/share-china-russia": "only the article says so",
        f"{ARTICLE}/revenue": "disputed",
        f"{ARTICLE}/stay-expired": "only the article says so",
        f"{ARTICLE}/china-demand-all": "not testable",
        f"{ARTICLE}/flow-to-russia": "supported",
        f"{ARTICLE}/trade-staff-return": "only the article says so",
        f"{ARTICLE}/trade-staff-order": "not testable",
        f"{ARTICLE}/some-ordered-home": "not testable",
        f"{ARTICLE}/flow-before": "only the article says so",
    }


def test_older_evidence_counts_only_in_a_wider_window(book):
    near, far = judge(book), judge(book, window_years=10)
    share = f"{ARTICLE}/share-china-russia"
    assert near.loc[share, "too_far_in_time"] == "c4ads-2018-08/share-china-russia"
    assert far.loc[share, "verdict"] == "contradicted" and far.loc[share, "too_far_in_time"] == ""
    others = near.index != share
    assert near[others].equals(far[others])


def test_without_its_evidence_a_claim_stands_alone(book):
    left = judge(book, leave_out=["rfa-2024-03-21"])
    assert left.loc[f"{ARTICLE}/revenue", "verdict"] == "supported"
    left = judge(book, leave_out=["rfa-2024-03-21", "joongang-2024-03"])
    assert left.loc[f"{ARTICLE}/revenue", "verdict"] == "only the article says so"


def test_evidence_that_fails_contradicts(data):
    path = data / "claims.csv"
    text = path.read_text(encoding="utf-8")
    row = next(line for line in text.splitlines() if line.startswith("joongang-2024-03/revenue-total"))
    path.write_text(text.replace(row, row.replace("750000000,1100000000", "75000000,110000000")), encoding="utf-8")
    verdict = judge(ledger.read(data))
    assert verdict.loc[f"{ARTICLE}/revenue", "verdict"] == "contradicted"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (",exceeds,pravda-dprk-2025-05-21/students-2024-25,", ",exceeds,,", "the test exceeds needs a claim_id"),
        (",context,,", ",meets,,", "needs two figures of one measure and unit"),
        (",exceeds,", ",beats,", "'beats', allowed: meets, exceeds, context"),
    ],
)
def test_a_test_that_cannot_be_made_is_refused(edit, old, new, said):
    with pytest.raises(ledger.LedgerError, match="evidence.csv line") as caught:
        ledger.read(edit("evidence.csv", old, new))
    assert said in str(caught.value)


def headline(book):
    return brief.headline(book, dates.publication_day(book.source(ARTICLE)))


def test_the_answer_is_made_of_the_figures(book):
    one, two, three = brief.answer(headline(book), verdicts.judge(book, ARTICLE))
    assert (
        one.startswith("Entries to Russia declared as study rose")
        and "332" in one
        and "3,765" in one
        and "8,617" in one
    )
    assert two.startswith("No same-source pair on file since about February 2016 puts more")
    assert "2 supported, 1 disputed, 3 not testable; for 4 there is no evidence on file" in three


def test_the_answer_turns_with_the_data(data):
    path = data / "claims.csv"
    text = path.read_text(encoding="utf-8")
    row = next(line for line in text.splitlines() if line.startswith("rfa-2024-11-08/entries-study-2024q3"))
    path.write_text(text.replace(row, row.replace(",3765,3765,", ",65,65,")), encoding="utf-8")
    book = ledger.read(data)
    assert brief.answer(headline(book), verdicts.judge(book, ARTICLE))[0].startswith(
        "Entries to Russia declared as study fell"
    )


def test_what_is_left_out_is_said_to_be_missing(book):
    fewer = ledger.without(book, ["rfa-2024-11-08", "news1-2025-04-17"])
    one, *_ = brief.answer(headline(fewer), verdicts.judge(book, ARTICLE))
    assert "cannot be told" in one and "visas" not in one


def test_the_answer_goes_on_to_the_last_quarter_published(book):
    one, *_ = brief.answer(headline(book), verdicts.judge(book, ARTICLE))
    assert "in 2025 Q1, the last quarter published, they were 3" in one


def test_without_pairs_no_pair_is_spoken_of(book):
    paired = set(book.claims.loc[book.claims["pair"] != "", "source_id"])
    _, two, _ = brief.answer(headline(ledger.without(book, paired)), verdicts.judge(book, ARTICLE))
    assert two.startswith("No source on file puts a figure on the workers in both countries")


def test_a_test_counts_only_if_both_its_figures_are_kept(book):
    left = judge(book, leave_out=["pravda-dprk-2025-05-21", "rfa-2023-08"])
    assert left.loc[f"{ARTICLE}/flow-to-russia", "supports"] == ""


def test_a_flow_tests_no_stock(book):
    """Evidence that decides is of the claim's own measure, or compares what the article has no figure for."""
    tests = book.evidence[book.evidence["test"] == "meets"]
    measure = book.claims.set_index("claim_id")["measure"]
    assert (tests["claim_id"].map(measure) == tests["evidence_id"].map(measure)).all()


def test_overlapping_figures_exceed_nothing(edit):
    folder = edit("claims.csv", ",2024-09/2025-06,180,180,persons,about,", ",2024-09/2025-06,180,,persons,at_least,")
    flow = judge(ledger.read(folder)).loc[f"{ARTICLE}/flow-to-russia"]
    assert flow["verdict"] == "only the article says so" and "visas-study-2024" in flow["context"]


@pytest.mark.parametrize("source_id", ["ytn-2026-02-10", "donga-2024-08", "rfa-2024-11-08"])
def test_any_source_may_be_left_out(book, source_id):
    assert len(headline_of(book, [source_id])) > 5


def headline_of(book, left_out):
    return brief.headline(ledger.without(book, left_out), dates.publication_day(book.source(ARTICLE)))


def test_every_headline_figure_names_its_claims(book):
    figures = headline(book)
    known = set(book.claims["claim_id"])
    assert all(value.trace and set(value.trace) <= known for value in figures["value"])
