"""Shares and directions of the figures that one source gives for both countries follow from the ledger."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import charts, ledger, shift
from analysis.ledger import ranges
from analysis.ledger.ranges import Range

ends = st.tuples(st.integers(0, 100), st.integers(0, 100)).map(sorted)


def test_shares_of_the_pairs(book):
    pairs = shift.pairs(book).set_index("pair")["share"]
    assert pairs["rfa-2023"].low == pytest.approx(100 * 3_000 / 103_000)
    assert pairs["rfa-2023"].high == pytest.approx(100 * 4_000 / 104_000)
    # An upper bound for China alone leaves Russia's share open to 100 percent.
    assert pairs["ngo-2011"].low == pytest.approx(100 * 30 / 38) and pairs["ngo-2011"].high == 100
    # Two upper bounds say nothing about the share.
    assert (pairs["ewc-2019"].low, pairs["ewc-2019"].high) == (0, 100)
    assert (pairs["kinu-2017"].low, pairs["kinu-2017"].high) == (0, pytest.approx(100 * 40 / 140))


def test_pairs_run_forward_in_time_and_plans_are_no_stocks(book):
    table = shift.pairs(book)
    assert list(table["pair"].iloc[[0, -1]]) == ["ngo-2011", "rfa-2023"]
    assert "planned" not in set(table["status"])
    assert list(shift.pairs(book, "worker_flow")["status"]) == ["planned"]
    assert len(shift.pairs(book, "pay")) == 2


def test_a_source_left_out_leaves_only_its_pairs(book):
    all_pairs, fewer = shift.pairs(book), shift.pairs(ledger.without(book, ["rfa-2023-08"]))
    assert set(all_pairs["pair"]) - set(fewer["pair"]) == {"rfa-2023"}
    kept = all_pairs[all_pairs["pair"] != "rfa-2023"].reset_index(drop=True)
    assert kept.equals(fewer)


def test_half_a_pair_is_none(book):
    kept = replace(book, claims=book.claims[book.claims["claim_id"] != shift.pairs(book)["china_id"].iloc[-1]])
    assert len(shift.pairs(kept)) == len(shift.pairs(book)) - 1
    out = book.claims["claim_id"].eq(shift.pairs(book)["china_id"].iloc[-1])
    excluded = replace(book, claims=book.claims.assign(use=book.claims["use"].mask(out, "excluded")))
    assert len(shift.pairs(excluded)) == len(shift.pairs(book)) - 1


@given(ends, ends, st.floats(0, 1), st.floats(0, 1))
def test_a_direction_holds_for_every_value_inside(a, b, s, t):
    earlier, later = Range(*a), Range(*b)
    x, y = a[0] + (a[1] - a[0]) * s, b[0] + (b[1] - b[0]) * t
    found = shift.direction(earlier, later)
    if found == "up":
        assert y > x
    elif found == "down":
        assert y < x
    else:
        assert a[0] <= b[1] and b[0] <= a[1]


def test_touching_open_ends_decide():
    assert shift.direction(Range(0, 10, high_open=True), Range(10, 20)) == "up"
    assert shift.direction(Range(0, 10), Range(10, 20)) == "undetermined"


def test_any_two_pairs_are_compared_and_the_factor_undoes_the_direction(book):
    table = shift.pairs(book)
    moves = shift.share_directions(table)
    assert len(moves) == len(table) * (len(table) - 1) / 2
    value = table.set_index("pair")
    for move in moves[moves["direction"] != "undetermined"].to_dict("records"):
        if move["factor"] == float("inf"):
            continue
        earlier, later = value.loc[move["from_pair"]], value.loc[move["to_pair"]]
        # Russia's figure wrong by a little less than the factor keeps the direction, by a little more undoes it.
        for slack, kept in ((0.999, True), (1.001, False)):
            wrong = move["factor"] * slack
            russia = later["russia"] * wrong if move["direction"] == "down" else later["russia"] / wrong
            found = shift.direction(earlier["share"], ranges.share(russia, later["china"]))
            assert (found == move["direction"]) == kept


def test_what_leaves_a_direction_open_is_named(book):
    moves = shift.share_directions(shift.pairs(book)).set_index(["from_pair", "to_pair"])
    both = moves.loc[("us-2019", "ewc-2019")]
    assert both["direction"] == "undetermined" and both["decided_by"].startswith("forbes-2019-07-04/")
    assert moves.loc[("mofa-2013", "us-2020"), "decided_by"] == "", "four single figures: the answer depends on none"


def test_pairs_are_compared_with_those_of_their_own_origin(book):
    table = shift.pairs(book)
    moves = shift.share_directions(table)
    origin = table.set_index("pair")["origin_id"]
    expected = [origin[one] == origin[other] != "" for one, other in zip(moves["from_pair"], moves["to_pair"])]
    assert list(moves["same_origin"]) == expected and 0 < sum(expected) < len(expected)
    us = moves[(moves["from_pair"] == "us-2019") & (moves["to_pair"] == "us-2020")]
    assert us["same_origin"].item()
    # Two blank origins are two unknowns, not one origin.
    assert not shift.share_directions(table.assign(origin_id="")).loc[:, "same_origin"].any()


def test_a_pair_that_its_origin_gave_before_is_marked_as_a_repeat(book):
    table = shift.pairs(book).set_index("pair")
    assert list(table.index[table["repeat"]]) == ["hankyung-2014", "press-2016", "wsj-2016"]
    assert not table.loc["mofa-2013", "repeat"]
    labels = [tick.get_text() for tick in charts.pairs(book).figure.axes[0].get_yticklabels()]
    assert sum(label.endswith(", a repeat") for label in labels) == 3
