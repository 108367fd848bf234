"""Quarters follow from the ledger; gaps stay gaps."""

from dataclasses import replace
from datetime import date

import pytest

from analysis import ledger, shift


def test_study_share_is_of_the_same_count(book):
    share = shift.study_share(book, 2023, 2025).set_index("quarter")["share"]
    assert share["2024 Q3"].low == share["2024 Q3"].high == pytest.approx(100 * 3_765 / 5_263)
    assert share["2024 Q4"].low == pytest.approx(100 * 3_752 / 5_450)
    assert "2023 Q1" not in share and "2025 Q2" not in share


def test_by_default_all_years_with_figures_are_read(book):
    assert {text[:4] for text in shift.entries(book)["quarter"]} == {str(year) for year in range(2019, 2026)}


def test_the_quarters_around_a_day(book):
    study = shift.entries(book, population="study")
    assert [value.low for value in shift.entries_around(study, date(2024, 8, 21))] == [3_765, 332, 62]
    # A residual counts like a published figure; a quarter without any figure is none.
    assert [value and value.low for value in shift.entries_around(study, date(2024, 12, 31))] == [3_752, 3_765, None]
    assert shift.entries_around(study, date(2030, 1, 1)) == (None, None, None)


def test_derived_quarters_name_the_claims_they_follow_from(book):
    table = shift.derived_quarters(book, 2024, 2024)
    assert list(table["population"]) == ["all", "study"] and set(table["quarter"]) == {"2024 Q4"}
    for row in table.to_dict("records"):
        whole, *rest = (book.claim(claim_id) for claim_id in row["rests_on"].split(" + "))
        assert whole["low"] - sum(claim["low"] for claim in rest) == row["value"].low
    assert shift.derived_quarters(book, 2025, 2025).empty


def test_quarters_of_2024(book):
    study = shift.entries(book, 2024, 2024, "study").set_index("quarter")
    assert [value.low for value in study["value"]] == [38, 332, 3_765, 7_887 - 38 - 332 - 3_765]
    assert list(study["kind"]) == ["published"] * 3 + ["derived"]
    trace = study.loc["2024 Q4", "value"].trace
    assert [book.claim(claim_id)["low"] for claim_id in trace] == [7_887, 38, 332, 3_765]


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


def test_a_residual_below_zero_is_an_error(edit):
    folder = edit("claims.csv", "3765,3765,", "9999,9999,")
    with pytest.raises(ledger.LedgerError, match="less than the sum of"):
        shift.entries(ledger.read(folder), 2024, 2024, "study")


def test_gaps_are_never_zero(book):
    table = shift.entries(book, 2019, 2025).set_index("quarter")
    for quarter in ("2025 Q2", "2025 Q3", "2025 Q4"):
        assert table.loc[quarter, "kind"] == "not published" and table.loc[quarter, "value"] is None
    assert table.loc["2021 Q1", "kind"] == "not seen" and table.loc["2021 Q1", "value"] is None
    assert table.loc["2019 Q4", "value"].high == float("inf")
    zero = shift.entries(book, 2020, 2020, "study").set_index("quarter").loc["2020 Q3"]
    assert zero["value"].low == zero["value"].high == 0 and zero["kind"] == "published"


def test_a_gap_that_is_open_at_one_end_goes_on(book):
    gap = book.events["effect"].eq("gap") & book.events["side"].eq("RU")
    for day, silent in (("2025-04/..", {"2025 Q2", "2025 Q3", "2025 Q4"}), ("../2021-03", {"2021 Q1"})):
        events = book.events.assign(date=book.events["date"].where(~gap, day))
        table = shift.entries(replace(book, events=events), 2021, 2025)
        assert set(table.loc[table["kind"].eq("not published"), "quarter"]) == silent


def test_the_purposes_of_2024_make_up_the_total(book):
    rows = book.claims[(book.claims["measure"] == "entries") & (book.claims["period"] == "2024")]
    rows = rows[rows["use"] != "excluded"]
    total = rows.loc[rows["population"] == "all", "low"].item()
    assert rows.loc[rows["population"] != "all", "low"].sum() == total == 13_221
