"""The model's inputs come from the ledger or the reader, and its formula is the closed one."""

import math
from dataclasses import replace
from datetime import date

import pytest

from analysis import ledger, model, scenario
from analysis.ledger import LedgerError, ParameterError, dates
from analysis.ledger.ranges import Range
from analysis.ledger.rules import NOT_COUNTED

# In the order of the table.
TAKEN_IN_CHINA = list(ledger.read().input_claims.query("input == 'take_china'")["claim_id"])


def test_closed_forms():
    x = {
        "china_workers": 1000,
        "russia_workers": 100,
        "pay_china": 300,
        "pay_russia": 1000,
        "take_china": 70,
        "take_russia": 90,
    }
    assert model.earnings_lost(x, 0.5) == pytest.approx(0.5 * 1000 * 300 * 12 * 0.7)
    assert model.needed(x, 0.5) == pytest.approx(100 + 0.5 * 1000 * 300 * 0.7 / (1000 * 0.9))
    assert model.change(x, 0.5, model.needed(x, 0.5)) == pytest.approx(0, abs=1e-6)
    assert model.change(x, 0, 100) == 0
    assert model.earnings_lost(x | {"it_revenue": 4e8, "it_in_china": 50}, 0.5) == pytest.approx(
        0.5 * (1000 * 300 * 12 * 0.7 + 2e8)
    )


def test_each_input_of_the_ledger_is_the_hull_of_its_claims_and_carries_their_ids(book):
    inputs = model.inputs(book, it_workers_too=True)
    known = set(book.claims["claim_id"]) | set(book.assumptions["assumption_id"])
    for name, row in inputs.iterrows():
        assert row["value"].trace and set(row["rests_on"].split(" + ")) <= known, name
        assert math.isfinite(row["value"].low) and math.isfinite(row["value"].high)
    ends = {name: (value.low, value.high) for name, value in inputs["value"].items()}
    assert ends["pay_china"] == (235, 500) and ends["pay_russia"] == (415, 1000)
    assert ends["take_china"] == (60, 90) and ends["take_russia"] == (50, 90)
    used = {step for value in inputs["value"] for step in value.trace}
    assert "assumption/lowest-to-highest" in used
    assert set(inputs["given_by"]) == {"ledger"} and model.readers_own(inputs) == ""


def test_no_figure_on_file_that_fits_an_input_is_passed_over(book):
    """As the assumption says: of all workers in the country, with both ends, no plan, not excluded, not the article's."""
    claims = book.claims[book.claims["low"].notna() & book.claims["high"].notna() & book.claims["use"].ne("excluded")]
    claims = claims[~claims["status"].isin(NOT_COUNTED) & ~claims["source_id"].isin(book.articles)]
    recent = claims["period"].map(lambda text: (dates.bounds(text)[0] or date.min) >= date(2023, 1, 1)).astype(bool)
    kinds = {
        "workers": claims["measure"].eq("worker_stock") & claims["population"].eq("all") & recent,
        "pay": claims["measure"].eq("pay") & claims["population"].eq("all"),
        "take": claims["measure"].eq("share") & claims["population"].eq("wages, the state's part"),
    }
    named = book.input_claims.groupby("input")["claim_id"].agg(set)
    for kind, rows in kinds.items():
        for country, place in (("china", "CN"), ("russia", "RU")):
            name = f"{country}_workers" if kind == "workers" else f"{kind}_{country}"
            assert named[name] == set(claims.loc[rows & claims["place"].eq(place), "claim_id"]), name


def test_it_workers_are_in_only_if_asked_for(book):
    assert list(model.inputs(book).index) == list(model.TAKEN) and not model.has_it_workers(model.inputs(book))
    with_them = model.inputs(book, it_workers_too=True)
    assert list(with_them.index) == [*model.TAKEN, *model.TAKEN_OF_IT] and model.has_it_workers(with_them)


def test_the_it_revenue_earned_in_china_leaves_out_those_inside_north_korea(book):
    value = model.inputs(book, it_workers_too=True).loc["it_in_china", "value"]
    assert (value.low, value.high) == pytest.approx((37.5, 75)) and "spn-2024-03/it-inside" in value.trace


def test_the_reader_overrides_any_input_and_is_named(book):
    inputs = model.inputs(book, pay_china="450", china_workers="1..2", take_china="")
    assert inputs.loc["pay_china", "value"] == Range(450, 450) and inputs.loc["china_workers", "value"] == Range(1, 2)
    assert inputs["given_by"].to_dict() == dict.fromkeys(model.TAKEN, "ledger") | {
        "pay_china": "reader",
        "china_workers": "reader",
    }
    line = model.source_line(book, inputs, scenario.estimates(book).query("drawn")["value"])
    assert line.startswith("bounds of the reader's own for workers in China, pay in China; ")
    assert "Dong-A" not in line, "neither its bounds nor its estimate is drawn"


def test_claims_used_are_those_the_inputs_rest_on(book):
    inputs = model.inputs(book)
    used = model.claims_used(book, inputs)
    assert set(used["claim_id"]) == {
        step for text in inputs["rests_on"] for step in text.split(" + ") if not step.startswith("assumption/")
    }
    assert len(model.claims_used(book, model.inputs(book, china_workers="5"))) < len(used)


@pytest.mark.parametrize("column", ["low", "high"])
def test_a_figure_without_one_of_its_ends_gives_no_input(book, column):
    claims = book.claims.copy()
    one = claims["claim_id"] == "aju-2012-07-25/pay-china"
    claims.loc[one, [column, "bound"]] = float("nan"), {"low": "at_most", "high": "at_least"}[column]
    with pytest.raises(LedgerError, match="'pay_china': a figure has no lower or upper end"):
        model.inputs(replace(book, claims=claims))


@pytest.mark.parametrize("text", ["", "a", "2..1", "0..1", "-1..1", "1..2..3", "nan", "inf", "1..inf"])
def test_bounds_that_are_none_are_refused(text):
    with pytest.raises(ParameterError, match=r"allowed: low\.\.high or one number"):
        model.read_bounds(text)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"pay_chine": "5"}, "parameter pay_chine: no input that a reader may give; allowed: china_workers, "),
        ({"it_revenue": "5"}, "parameter it_revenue: no input that a reader may give"),
        ({"take_china": "50..120"}, "parameter take_china: given '50..120'; allowed: at most 100"),
    ],
)
def test_what_a_reader_may_not_give_is_named(book, given, said):
    with pytest.raises(ParameterError, match=said):
        model.inputs(book, **given)


@pytest.mark.parametrize(
    ("table", "old", "new", "said"),
    [
        ("inputs.csv", "pay_china,Pay", "pay_chine,Pay", "inputs.csv line 4, column input: found 'pay_chine', allowed: china_workers"),
        ("input_claims.csv", "it_in_china,part", "it_in_china,figure", "column role: found 'figure', an input needs one or more figures; for it_in_china also one part and one whole"),
        ("input_claims.csv", "".join(f"take_china,figure,{name}\n" for name in TAKEN_IN_CHINA), "", "column input: no row for 'take_china'; each input needs a claim"),
        ("input_claims.csv", "pay_china,figure,herald-2025-09-01/pay-china", "pay_china,figure,reuters-2020-01-22/revenue-before-deadline", "its figure is in usd/year, must be in usd/person/month"),
    ],
)  # fmt: skip
def test_a_broken_table_of_the_scenario_is_named(edit, table, old, new, said):
    with pytest.raises(LedgerError) as caught:
        model.inputs(ledger.read(edit(table, old, new)), it_workers_too=True)
    assert said in str(caught.value)


def test_an_input_that_is_missing_is_named(data):
    for name in ("inputs.csv", "input_claims.csv"):
        path = data / "scenario" / name
        kept = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("pay_china,")]
        path.write_text("\n".join(kept) + "\n", encoding="utf-8")
    with pytest.raises(
        LedgerError,
        match=r"scenario/inputs\.csv, column input: no row for 'pay_china'; the inputs of the model need it",
    ):
        model.inputs(ledger.read(data))


def test_every_assumption_belongs_to_an_input_or_a_part_that_exists(book):
    known = set(book.inputs["input"]) | set(book.parts["part"])
    assert {name for text in book.assumptions["applies_to"] for name in text.split()} <= known
