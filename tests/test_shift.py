"""Shares, directions and quarters follow from the ledger; gaps stay gaps."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import ledger, shift
from analysis.ledger import ranges
from analysis.ledger.ranges import Range


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


ends = st.tuples(st.integers(0, 100), st.integers(0, 100)).map(sorted)


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
    assert moves.loc[("mofa-2013", "us-2020"), "decided_by"] == "", "four single figures lean on none"


def test_study_share_is_of_the_same_count(book):
    everyone, study = (shift.entries(book, 2023, 2025, population) for population in ("all", "study"))
    share = shift.study_share(everyone, study).set_index("quarter")["share"]
    assert share["2024 Q3"].low == share["2024 Q3"].high == pytest.approx(100 * 3_765 / 5_263)
    assert share["2024 Q4"].low == pytest.approx(100 * 3_752 / 5_450)
    assert "2023 Q1" not in share and "2025 Q2" not in share


def test_plans_are_in_no_movement_and_no_level(book):
    planned = set(book.claims.loc[book.claims["status"] == "planned", "claim_id"])
    for table in (
        shift.movements(book, "RU", 2000),
        shift.movements(book, "CN", 2000),
        shift.levels(book),
        shift.levels(book, "CN"),
    ):
        assert len(table) and not planned & set(table["claim_id"])


def test_a_series_has_one_asserter_and_one_unit(book):
    series = book.claims[book.claims["series"] != ""]
    assert series.groupby("series")["unit"].nunique().eq(1).all()
    assert series.groupby("series")["measure"].nunique().eq(1).all()
    hands = series["asserted_by"].str.split(",").str[0]
    assert hands.groupby(series["series"]).nunique().eq(1).all()


def test_quarters_of_2024(book):
    study = shift.entries(book, 2024, 2024, "study").set_index("quarter")
    assert [value.low for value in study["value"]] == [38, 332, 3_765, 7_887 - 38 - 332 - 3_765]
    assert list(study["kind"]) == ["published"] * 3 + ["derived"]
    trace = study.loc["2024 Q4", "value"].trace
    assert len(trace) == 4 and "asiatoday-2025-02-05/entries-study-2024" in trace


def test_a_rounded_figure_and_the_residual_stand_side_by_side(book):
    last = shift.entries(book, 2024, 2024)
    last = last[last["quarter"] == "2024 Q4"]
    assert list(last["kind"]) == ["published", "derived"]
    assert last["value"].iloc[0].about and last["value"].iloc[0].low == 5_500
    assert last["value"].iloc[1].low == 13_221 - 812 - 1_696 - 5_263


def test_a_half_year_and_a_quarter_leave_the_last_quarter(book):
    table = shift.entries(book, 2022, 2022).set_index("quarter")
    assert table.loc["2022 Q4", "kind"] == "derived" and table.loc["2022 Q4", "value"].low == 223 - 44 - 51
    assert table.loc["2022 Q1", "kind"] == "not seen"


def test_a_residual_below_zero_is_an_error(data):
    path = data / "claims.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("3765,3765,", "9999,9999,"), encoding="utf-8")
    with pytest.raises(ledger.LedgerError, match="leave -2,482 for 2024-10-01"):
        shift.entries(ledger.read(data), 2024, 2024, "study")


def test_gaps_are_never_zero(book):
    table = shift.entries(book, 2019, 2025).set_index("quarter")
    for quarter in ("2025 Q2", "2025 Q3", "2025 Q4"):
        assert table.loc[quarter, "kind"] == "not published" and table.loc[quarter, "value"] is None
    assert table.loc["2021 Q1", "kind"] == "not seen" and table.loc["2021 Q1", "value"] is None
    assert table.loc["2019 Q4", "value"].high == float("inf")
    zero = shift.entries(book, 2020, 2020, "study").set_index("quarter").loc["2020 Q3"]
    assert zero["value"].low == zero["value"].high == 0 and zero["kind"] == "published"


def test_the_purposes_of_2024_make_up_the_total(book):
    rows = book.claims[(book.claims["measure"] == "entries") & (book.claims["period"] == "2024")]
    total = rows.loc[rows["population"] == "all", "low"].item()
    assert rows.loc[rows["population"] != "all", "low"].sum() == total == 13_221


def test_the_visas_of_2024_make_up_the_total(book):
    rows = book.claims[(book.claims["measure"] == "visas") & (book.claims["period"] == "2024")]
    assert rows.loc[rows["population"] != "all", "low"].sum() == rows.loc[rows["population"] == "all", "low"].item()
    assert rows.loc[rows["population"] == "work", "low"].item() == 0


def test_study_figures_are_of_one_year(book):
    rows = shift.study_figures(book).set_index("claim_id")["value"]
    assert rows["asiatoday-2025-02-05/entries-study-2024"].low == 7_887
    assert rows["news1-2025-04-17/visas-study-2024"].low == 8_617
    assert rows["pravda-dprk-2025-05-21/students-2024-25"].about
    assert len(rows) == 5
