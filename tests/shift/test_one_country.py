"""Figures for one country keep to what was counted, and plans to what was planned."""

from dataclasses import replace
from datetime import date

import pytest

from analysis import ledger, shift
from analysis.ledger import dates


def test_plans_are_in_no_movement_and_no_level(book):
    planned = set(book.claims.loc[book.claims["status"].isin(["planned", "alleged"]), "claim_id"])
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
    asserters = series["asserted_by"].str.split(",").str[0]
    assert asserters.groupby(series["series"]).nunique().eq(1).all()


def test_the_visas_of_2024_make_up_the_total(book):
    rows = book.claims[(book.claims["measure"] == "visas") & (book.claims["period"] == "2024")]
    assert rows.loc[rows["population"] != "all", "low"].sum() == rows.loc[rows["population"] == "all", "low"].item()
    assert rows.loc[rows["population"] == "work", "low"].item() == 0


def test_study_figures_are_of_one_year(book):
    rows = shift.study_figures(book)
    figures = {(row["measure"], row["value"].low, row["value"].about) for row in rows.to_dict("records")}
    assert {("entries", 7_887, False), ("visas", 8_617, False), ("enrolment", 180, True)} <= figures
    assert all("2024" in period for period in rows["period"])
    assert shift.study_figures(book, 1990).empty
    for column, value in (("use", "table"), ("place", "CN")):
        other = book.claims["claim_id"].eq(rows["claim_id"].iloc[0])
        less = replace(book, claims=book.claims.assign(**{column: book.claims[column].mask(other, value)}))
        assert list(shift.study_figures(less)["claim_id"]) == list(rows["claim_id"].iloc[1:])


def test_the_largest_figure_of_each_measure_is_kept(book):
    largest = shift.largest_of_each_measure(shift.study_figures(book)).set_index("measure")["value"]
    assert {measure: value.high for measure, value in largest.items()} == {
        "entries": 7_887,
        "visas": 8_617,
        "enrolment": 180,
    }


def test_students_admitted_are_marked_as_such(book):
    rows = shift.study_figures(book).set_index("claim_id")
    admitted = rows[rows["part"] == "admitted"]
    assert list(admitted["value"].map(lambda value: value.low)) == [96]


def test_reports_say_which_way_and_where(book):
    reports = shift.movements(book, "CN", 2024)
    assert set(zip(reports["direction"], reports["part"])) == {
        ("arriving", "Jilin"),
        ("arriving", "Hunchun"),
        ("arriving", "Dandong"),
        ("leaving", "Dandong"),
    }
    sent = shift.movements(book, "RU", 2024)
    assert set(sent["direction"]) == {"arriving"} and set(sent["part"]) == {""}
    assert shift.movements(book, "CN", 2090).empty


def test_a_movement_without_a_direction_is_an_error(book):
    claims = book.claims.copy()
    at = claims.index[claims["population"].eq("arriving, Jilin")][0]
    claims.loc[at, "population"] = "moving, Jilin"
    with pytest.raises(ledger.LedgerError, match="population 'moving, Jilin' .* allowed: all | arriving, PART"):
        shift.movements(replace(book, claims=claims), "CN", 2024)


def test_unpaired_levels_keep_only_the_latest_figure_of_a_pair(book):
    paired = book.claims.loc[book.claims["pair"] != "", "claim_id"]
    kept = shift.unpaired_levels(book)
    last = shift.pairs(book)["russia_id"].iloc[-1]
    assert list(kept.loc[kept["claim_id"].isin(paired), "claim_id"]) == [last]
    alone = set(shift.levels(book)["claim_id"]) - set(paired)
    assert alone == set(kept["claim_id"]) - {last}


def test_plans_keep_their_figures_and_their_order(book):
    plans = shift.plans(book)
    assert set(plans["status"]) == {"planned", "alleged"}
    largest = plans.loc[plans["claim_id"].eq("rfa-2024-03-21/plan-world"), "value"].item()
    assert largest.about and largest.low == 400_000
    ends = [dates.bounds(period)[1] or date.max for period in plans["period"]]
    assert ends == sorted(ends)


def test_trade_is_compared_in_the_last_year_both_have(book):
    china, russia = shift.trade_in_both(shift.trade(book, 2016, 2025))
    assert china["period"] == russia["period"] == "2024" and china["value"].low > russia["value"].low
    assert shift.trade_in_both(shift.trade(book, 2025, 2025)) is None, "Russia's figure for 2025 is missing"
