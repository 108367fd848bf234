"""Origins are counted, not pages; one more supporting origin never makes a thesis less likely."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import ledger
from analysis.ledger.judgement import NO_BASIS, Rules, confidence, independent, likelihood, weigh

BOOK = ledger.read()
RULES = Rules.of(BOOK)
BANDS = [NO_BASIS, *BOOK.likelihood["likelihood"]]


def piece(origin, governments="none", grade="B", direct="direct", covers="whole", interest=""):
    return {
        "origin_id": origin, "governments": governments, "grade": grade, "direct": direct, "covers": covers,
        "interest": interest, "kind": "press",
    }  # fmt: skip


GOVERNMENTS = {"a": "KR", "b": "KR", "c": "RU", "d": "KR+US+JP", "e": "US", "f": "none", "unknown": "none"}
pieces = st.builds(
    piece,
    origin=st.sampled_from(sorted(GOVERNMENTS)),
    grade=st.sampled_from("ABCDEF"),
    direct=st.sampled_from(["direct", "indirect"]),
    covers=st.sampled_from(["whole", "part"]),
    interest=st.sampled_from(["", "for", "against"]),
).map(lambda row: row | {"governments": GOVERNMENTS[row["origin_id"]]})
newcomers = st.builds(
    lambda row, government: row | {"origin_id": "new", "governments": government},
    pieces,
    st.sampled_from(["none", "KR", "RU", "CN", "KR+US+JP", "UN+RU", "KR+RU+US"]),
)


@settings(max_examples=200)
@given(st.lists(pieces, max_size=6), st.lists(pieces, max_size=4), newcomers)
def test_one_more_supporting_origin_never_lowers_the_likelihood(supporting, opposing, new):
    before, after = weigh(supporting, RULES), weigh([*supporting, new], RULES)
    assert after >= before - 1e-9
    against = weigh(opposing, RULES)
    if before or against:
        assert BANDS.index(likelihood(after, against, RULES)) >= BANDS.index(likelihood(before, against, RULES))


@settings(max_examples=200)
@given(st.lists(pieces, max_size=6), newcomers)
def test_one_more_opposing_origin_never_raises_it(opposing, new):
    before, after = weigh(opposing, RULES), weigh([*opposing, new], RULES)
    assert BANDS.index(likelihood(5, after, RULES)) <= BANDS.index(likelihood(5, before, RULES))


@given(st.lists(pieces, max_size=6))
def test_the_order_of_the_evidence_does_not_matter(rows):
    assert weigh(rows, RULES) == pytest.approx(weigh(rows[::-1], RULES))
    assert len(independent(rows)) == len(independent(rows[::-1]))


def test_a_page_that_repeats_an_origin_adds_nothing():
    assert weigh([piece("nis"), piece("nis")], RULES) == weigh([piece("nis")], RULES) == 3


def test_a_second_origin_of_one_government_counts_in_part():
    assert weigh([piece("nis", "KR"), piece("kinu", "KR")], RULES) == 4.5
    assert weigh([piece("nis", "KR"), piece("us", "US")], RULES) == 6
    assert independent([piece("nis", "KR"), piece("msmt", "KR+US+JP"), piece("us", "US")]) == ["nis", "us"]


def test_all_unknown_origins_together_count_as_one_that_counts_for_little():
    many = [piece("unknown"), piece("unknown", grade="A"), piece("unknown", grade="C")]
    assert weigh(many, RULES) == 1 and independent(many) == ["unknown"]


def test_a_statement_counts_more_against_the_interest_of_who_makes_it_and_less_for_it():
    plain, against, own = (weigh([piece("x", interest=kind)], RULES) for kind in ("", "against", "for"))
    assert (against, plain, own) == (4, 3, 1.5)


def test_indirect_evidence_and_evidence_on_a_part_count_for_less():
    assert weigh([piece("x", direct="indirect")], RULES) == 1.5
    assert weigh([piece("x", covers="part")], RULES) == 0.75


@pytest.mark.parametrize(
    ("net", "band"),
    [(-7, "almost no chance"), (-6, "very unlikely"), (-4, "unlikely"), (-1.5, "roughly even"), (1.5, "likely"), (4, "very likely"), (10, "almost certain")],
)  # fmt: skip
def test_each_band_begins_where_the_table_says(net, band):
    assert likelihood(20 + net, 20, RULES) == band
    assert likelihood(20 + net - 0.01, 20, RULES) != band or net == -7


def test_without_evidence_there_is_no_likelihood():
    assert likelihood(0, 0, RULES) == NO_BASIS and confidence([], [], RULES) == "low"


def test_confidence_needs_origins_governments_and_quiet():
    three = [piece("a", "KR"), piece("b", "RU"), piece("c")]
    assert confidence(three, [], RULES) == "high"
    assert confidence(three, [piece("d", grade="D")], RULES) == "moderate"
    assert confidence(three, [piece("d"), piece("e")], RULES) == "low"
    assert confidence(three[:1], [], RULES) == "low"
