"""The what-if model: exact bounds, draws inside them, closed forms, another public tool, and plain words."""

import functools
import itertools
import math
from pathlib import Path

import nbformat
import numpy as np
import pandas as pd
import pytest
import squigglepy as sq
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg

from analysis import charts, scenario
from analysis.charts import paper
from analysis.headless import notebook as runner
from analysis.ledger.ranges import Range

NAMES = ["china_workers", "russia_workers", "pay_china", "pay_russia", "take_china", "take_russia"]


def table(**ends):
    given = {name: (1.0, 1.0) for name in NAMES} | {"take_china": (100.0, 100.0), "take_russia": (100.0, 100.0)} | ends
    rows = {name: [name, "", Range(*pair), "test"] for name, pair in given.items()}
    return pd.DataFrame.from_dict(rows, orient="index", columns=["quantity", "unit", "value", "basis"])


def needed(share):
    return functools.partial(scenario.needed, sent_home=share)


positive = st.floats(0.5, 1e5)
pairs = st.tuples(positive, positive).map(lambda pair: tuple(sorted(pair)))
tables = st.fixed_dictionaries(dict.fromkeys(NAMES, pairs)).map(lambda ends: table(**ends))


@given(tables, st.floats(0, 1))
@settings(max_examples=60, deadline=None)
def test_bounds_are_reached_at_corners_and_no_draw_leaves_them(inputs, share):
    limits = scenario.bounds(inputs, needed(share))
    corners = [
        needed(share)(dict(zip(inputs.index, corner)))
        for corner in itertools.product(*((value.low, value.high) for value in inputs["value"]))
    ]
    assert math.isclose(min(corners), limits.low, rel_tol=1e-9) and math.isclose(
        max(corners), limits.high, rel_tol=1e-9
    )
    for distribution in ("uniform", "log_uniform"):
        spread = scenario.simulate(inputs, needed(share), 256, 3, distribution)
        slack = 1e-9 * limits.high
        assert limits.low - slack <= spread.low <= spread.high <= limits.high + slack


def test_bounds_are_reached_in_the_limit_by_draws():
    inputs = table(china_workers=(10, 20))  # one free input: the sequence fills its interval
    spread = scenario.simulate(inputs, needed(1), 2**16)
    limits = scenario.bounds(inputs, needed(1))
    assert spread.low - limits.low < 1e-3 and limits.high - spread.high < 1e-3


def test_closed_forms():
    x = {
        "china_workers": 1000,
        "russia_workers": 100,
        "pay_china": 300,
        "pay_russia": 1000,
        "take_china": 70,
        "take_russia": 90,
    }
    assert scenario.lost(x, 0.5) == pytest.approx(0.5 * 1000 * 300 * 12 * 0.7)
    assert scenario.needed(x, 0.5) == pytest.approx(100 + 0.5 * 1000 * 300 * 0.7 / (1000 * 0.9))
    assert scenario.change(x, 0.5, scenario.needed(x, 0.5)) == pytest.approx(0, abs=1e-6)
    assert scenario.change(x, 0, 100) == 0
    assert scenario.lost(x | {"it_revenue": 4e8, "it_in_china": 50}, 0.5) == pytest.approx(
        0.5 * (1000 * 300 * 12 * 0.7 + 2e8)
    )


def test_quantiles_of_one_uniform_and_one_log_uniform_input_are_those_of_the_distribution():
    inputs = table(china_workers=(100, 200))  # needed = 1 + china workers, all else 1
    assert scenario.simulate(inputs, needed(1), 2**16).quantiles == pytest.approx((106, 151, 196), abs=0.05)
    log = scenario.simulate(inputs, needed(1), 2**16, 1, "log_uniform").quantiles
    assert log == pytest.approx([1 + 100 * 2**q for q in scenario.QUANTILES], abs=0.05)


def test_a_product_of_two_uniforms_has_its_known_distribution():
    inputs = table(china_workers=(1e-9, 1), pay_china=(1e-9, 1), russia_workers=(1e-9, 1e-9))
    marks = [0.1, 0.5]
    below = scenario.simulate(inputs, needed(1), 2**18, marks=marks).below
    assert below == pytest.approx([z - z * math.log(z) for z in marks], abs=1e-3)


def test_squigglepy_gives_the_same_distribution_from_the_same_inputs(book):
    inputs = scenario.inputs(book)
    np.random.seed(4)
    drawn = {name: sq.sample(sq.uniform(value.low, value.high), 200_000) for name, value in inputs["value"].items()}
    theirs = np.quantile(needed(0.5)(drawn), scenario.QUANTILES)
    assert scenario.simulate(inputs, needed(0.5), 2**16).quantiles == pytest.approx(theirs, rel=0.01)


def test_draws_repeat_with_a_seed_and_change_with_another():
    inputs = table(china_workers=(1, 9), pay_china=(1, 9))
    one, again, other = (next(scenario.draws(inputs, 1024, seed)) for seed in (1, 1, 2))
    assert all((one[name] == again[name]).all() for name in one)
    assert (one["china_workers"] != other["china_workers"]).any()


def test_chunks_do_not_change_the_draws(monkeypatch):
    inputs = table(china_workers=(1, 9), pay_china=(2, 3))
    whole = scenario.simulate(inputs, needed(0.5), 4096, marks=[5])
    monkeypatch.setattr(scenario, "CHUNK", 512)
    assert scenario.simulate(inputs, needed(0.5), 4096, marks=[5]) == whole


def test_each_input_of_the_ledger_is_the_hull_of_its_claims_and_carries_their_ids(book):
    inputs = scenario.inputs(book, with_it=True)
    known = set(book.claims["claim_id"]) | set(scenario.ASSUMPTIONS)
    for name, row in inputs.iterrows():
        assert set(row["value"].trace) <= known and row["value"].trace, name
        assert math.isfinite(row["value"].low) and math.isfinite(row["value"].high)
    assert (inputs.loc["pay_china", "value"].low, inputs.loc["pay_china", "value"].high) == (300, 500)
    assert (inputs.loc["pay_russia", "value"].low, inputs.loc["pay_russia", "value"].high) == (600, 1000)
    used = {step for value in inputs["value"] for step in value.trace}
    assert {a for a in scenario.ASSUMPTIONS if a in used} >= {"assumption/hull", "assumption/take-russia"}


def test_the_reader_overrides_any_input(book):
    inputs = scenario.inputs(book, pay_china="450", china_workers="1..2")
    assert inputs.loc["pay_china", "value"] == Range(450, 450) and inputs.loc["china_workers", "value"] == Range(1, 2)
    assert inputs.loc["pay_china", "basis"] == "given by the reader"


def test_charts_and_findings_name_what_is_the_readers_own(book):
    inputs = scenario.inputs(book, pay_china="450", china_workers="1..2")
    estimates = scenario.against_estimates(book, inputs, 0.5, 1024)
    said = scenario.source_line(book, inputs, estimates)
    assert said.startswith("bounds of the reader's own for workers in China, pay in China; ")
    assert "Dong-A" not in said, "neither its bounds nor its estimate is drawn"
    answers = scenario.answers(inputs, 0.5, 10, 1024)
    assert "the reader's own for workers in China, pay in China." in scenario.tell(
        answers, 0.5, 10, own=scenario.own(inputs)
    )
    assert scenario.own(scenario.inputs(book)) == ""


def test_no_index_is_above_one(book):
    wide = {"pay_china": "1..10000", "pay_russia": "1..10000", "take_russia": "1..100", "take_china": "1..100"}
    assert scenario.sensitivity(scenario.inputs(book, **wide), 0.5)["total_index"].between(0, 1).all()


def test_the_notebook_says_when_the_two_answers_disagree_on_the_sign():
    base = {"china_workers": (100, 200), "pay_china": (1, 2), "russia_workers": (1, 2)}
    say = lambda people: scenario.tell(scenario.answers(table(**base), 1, people, 2**14), 1, people)  # noqa: E731
    assert "earns less for certain than before; the draws agree: all of the draws say less" in say(50)
    assert "earns more for certain than before; the draws agree: none of the draws say less" in say(1000)
    assert "may earn more or less than before; the draws leave it open as well" in say(220)
    assert "the two answers disagree on the sign" in say(395)
    assert "the two answers disagree on the sign" in say(108)
    same = scenario.tell(scenario.answers(table(), 0, 1, 1024), 0, 1)
    assert "If 0% of" in same and "1 must work in Russia" in same and "earns exactly as much as before" in same
    assert "If 0.5% of" in scenario.tell(scenario.answers(table(), 0.005, 1, 1024), 0.005, 1)


def test_quantiles_are_right_across_wide_bounds_and_at_points():
    wide = scenario.simulate(table(russia_workers=(1, 1e6)), needed(0), 2**16, 1, "log_uniform")
    assert wide.quantiles == pytest.approx([1e6**q for q in scenario.QUANTILES], rel=0.01)
    assert scenario.simulate(table(), needed(0), 1024).quantiles == (1, 1, 1)


def test_the_it_revenue_earned_in_china_leaves_out_those_inside_north_korea(book):
    value = scenario.inputs(book, with_it=True).loc["it_in_china", "value"]
    assert (value.low, value.high) == pytest.approx((37.5, 75)) and "spn-2024-03/it-inside" in value.trace


def test_the_most_deciding_input_comes_first_and_nothing_is_held_at_a_middle():
    inputs = table(china_workers=(10, 1000), pay_china=(1, 1.1))
    found = scenario.sensitivity(inputs, 1)
    assert found.index[0] == "china_workers" and found.loc["china_workers", "total_index"] > 0.9
    assert (found.loc["china_workers", "at_low"].low, found.loc["china_workers", "at_low"].high) == pytest.approx(
        (11, 12)
    )
    assert found.loc["take_china", "total_index"] == 0
    assert (scenario.sensitivity(table(), 1)["total_index"] == 0).all()


def test_indices_are_those_of_an_additive_model():
    # needed = russia + china, uniform: shares of the variance are those of the squared widths.
    found = scenario.sensitivity(table(china_workers=(1, 4), russia_workers=(1, 2)), 1, count=2**13)
    assert found.loc["china_workers", "total_index"] == pytest.approx(0.9, abs=0.01)
    assert found.loc["russia_workers", "total_index"] == pytest.approx(0.1, abs=0.01)


def test_break_even_rises_and_begins_with_those_there_already(book):
    inputs = scenario.inputs(book)
    curve = scenario.break_even(inputs, np.linspace(0, 1, 5), 1024)
    assert curve.drop(columns="sent_home").diff().dropna().gt(0).all(axis=None)
    assert (curve["low"] <= curve["p5"]).all() and (curve["p95"] <= curve["high"]).all()
    assert curve.iloc[0]["low"] == inputs.loc["russia_workers", "value"].low


def test_an_estimate_is_enough_or_too_few_only_for_certain(book):
    low = scenario.against_estimates(book, scenario.inputs(book, russia_workers="1", china_workers="1..2"), 1, 1024)
    assert low.loc[low["claim_id"].str.startswith("focuswashington"), "by_bounds"].item() == "enough"
    high = scenario.against_estimates(book, scenario.inputs(book, russia_workers="100000..100001"), 1, 1024)
    assert set(high["by_bounds"]) <= {"too few", "undetermined"} and (high["by_bounds"] == "too few").sum() >= 4


def test_charts_draw_what_the_tables_say_and_repeat(book):
    inputs = scenario.inputs(book)
    estimates = scenario.against_estimates(book, inputs, 0.5, 1024)
    curve = scenario.break_even(inputs, np.linspace(0, 1, 5), 1024)
    chart = charts.break_even(curve, estimates, "test")
    axes = chart.figure.axes[0]
    assert list(axes.lines[0].get_ydata()) == list(curve["p50"])
    drawn = {round(line.get_ydata()[0]) for line in axes.lines[1:]}
    assert {4000, 15000, 30023, 40000} == drawn
    assert axes.get_yscale() == "log" and "log scale" in "".join(t.get_text() for t in chart.figure.texts).replace(
        "\n", " "
    )
    decides = scenario.sensitivity(inputs, 0.5, count=256)
    bars = charts.sensitivity(decides, scenario.bounds(inputs, needed(0.5)), "test")
    first = bars.figure.axes[0].patches[0]
    assert (first.get_x(), first.get_x() + first.get_width()) == pytest.approx(
        (decides.iloc[0]["at_low"].low, decides.iloc[0]["at_low"].high)
    )
    for one in (chart, bars):
        assert paper.png(one.figure) == paper.png(one.figure) and one.alt and len(one.data)


def test_no_label_of_the_break_even_chart_is_cut(book):
    inputs = scenario.inputs(book)
    chart = charts.break_even(
        scenario.break_even(inputs, [0, 1], 1024), scenario.against_estimates(book, inputs, 0.5, 1024), "test"
    )
    paper.png(chart.figure)
    renderer = FigureCanvasAgg(chart.figure).get_renderer()
    texts = [t for t in chart.figure.axes[0].texts if t.get_text()]
    boxes = [t.get_window_extent(renderer) for t in texts]
    assert all(box.x1 <= 0.99 * chart.figure.bbox.x1 for box in boxes)
    assert not any(a.overlaps(b) for a, b in itertools.combinations(boxes, 2))


def test_headless_the_sliders_show_nothing():
    committed = nbformat.read(runner.NOTEBOOKS / "05_scenario.ipynb", as_version=4)
    cell = next(cell for cell in committed.cells if cell.source.startswith("sliders.show"))
    assert cell.outputs == [] and "widgets" not in committed.metadata


@pytest.mark.parametrize("text", ["", "a", "2..1", "0..1", "-1..1", "1..2..3", "nan", "inf", "1..inf"])
def test_bounds_that_are_none_are_refused(text):
    with pytest.raises(ValueError, match=".*"):
        scenario.read_bounds(text)


def test_scipy_is_loaded_only_when_draws_are_wanted():
    assert "import scipy" not in "".join(Path(scenario.__file__).read_text().splitlines(keepends=True)[:20])
