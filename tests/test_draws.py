"""Draws: inside their ranges, of the known distributions, as another public tool draws them, and repeatable."""

import itertools
import math
from pathlib import Path

import numpy as np
import pytest
import squigglepy as sq
from hypothesis import given, settings
from hypothesis import strategies as st
from models import needed, table

from analysis import draws, model

positive = st.floats(0.5, 1e5)
pairs = st.tuples(positive, positive).map(lambda pair: tuple(sorted(pair)))
tables = st.fixed_dictionaries(dict.fromkeys(model.TAKEN, pairs)).map(lambda ends: table(**ends))


@given(tables, st.floats(0, 1))
@settings(max_examples=60, deadline=None)
def test_bounds_are_reached_at_corners_and_no_draw_leaves_them(inputs, share):
    limits = model.bounds(inputs, needed(share))
    corners = [
        needed(share)(dict(zip(inputs.index, corner)))
        for corner in itertools.product(*((value.low, value.high) for value in inputs["value"]))
    ]
    assert math.isclose(min(corners), limits.low, rel_tol=1e-9) and math.isclose(
        max(corners), limits.high, rel_tol=1e-9
    )
    for distribution in ("uniform", "log_uniform"):
        spread = draws.simulate(inputs["value"], needed(share), 256, 3, distribution)
        slack = 1e-9 * limits.high
        assert limits.low - slack <= spread.low <= spread.high <= limits.high + slack


def test_bounds_are_reached_in_the_limit_by_draws():
    inputs = table(china_workers=(10, 20))  # one free input: the sequence fills its interval
    spread = draws.simulate(inputs["value"], needed(1), 2**16)
    limits = model.bounds(inputs, needed(1))
    assert spread.low - limits.low < 1e-3 and limits.high - spread.high < 1e-3


def test_quantiles_of_one_uniform_and_one_log_uniform_input_are_those_of_the_distribution():
    inputs = table(china_workers=(100, 200))  # needed = 1 + china workers, all else 1
    assert draws.simulate(inputs["value"], needed(1), 2**16).quantiles == pytest.approx((106, 151, 196), abs=0.05)
    log = draws.simulate(inputs["value"], needed(1), 2**16, 1, "log_uniform").quantiles
    assert log == pytest.approx([1 + 100 * 2**q for q in draws.QUANTILES], abs=0.05)


def test_a_product_of_two_uniforms_has_its_known_distribution():
    inputs = table(china_workers=(1e-9, 1), pay_china=(1e-9, 1), russia_workers=(1e-9, 1e-9))
    marks = [0.1, 0.5]
    below = draws.simulate(inputs["value"], needed(1), 2**18, marks=marks).below
    assert below == pytest.approx([z - z * math.log(z) for z in marks], abs=1e-3)


def test_squigglepy_gives_the_same_distribution_from_the_same_inputs(book):
    inputs = model.inputs(book)
    np.random.seed(4)
    drawn = {name: sq.sample(sq.uniform(value.low, value.high), 200_000) for name, value in inputs["value"].items()}
    theirs = np.quantile(needed(0.5)(drawn), draws.QUANTILES)
    assert draws.simulate(inputs["value"], needed(0.5), 2**16).quantiles == pytest.approx(theirs, rel=0.01)


def test_draws_repeat_with_a_seed_and_change_with_another():
    inputs = table(china_workers=(1, 9), pay_china=(1, 9))
    one, again, other = (next(draws.sample(inputs["value"], 1024, seed)) for seed in (1, 1, 2))
    assert all((one[name] == again[name]).all() for name in one)
    assert (one["china_workers"] != other["china_workers"]).any()


def test_chunks_do_not_change_the_draws(monkeypatch):
    inputs = table(china_workers=(1, 9), pay_china=(2, 3))
    whole = draws.simulate(inputs["value"], needed(0.5), 4096, marks=[5])
    monkeypatch.setattr(draws, "CHUNK", 512)
    assert draws.simulate(inputs["value"], needed(0.5), 4096, marks=[5]) == whole


def test_quantiles_are_right_across_wide_bounds_and_at_points():
    wide = draws.simulate(table(russia_workers=(1, 1e6))["value"], needed(0), 2**16, 1, "log_uniform")
    assert wide.quantiles == pytest.approx([1e6**q for q in draws.QUANTILES], rel=0.01)
    assert draws.simulate(table()["value"], needed(0), 1024).quantiles == (1, 1, 1)


def test_indices_are_those_of_an_additive_model():
    # needed = russia + china, uniform: shares of the variance are those of the squared widths.
    inputs = table(china_workers=(1, 4), russia_workers=(1, 2))
    found = draws.total_indices(inputs["value"], needed(1), count=2**13)
    assert found["china_workers"] == pytest.approx(0.9, abs=0.01)
    assert found["russia_workers"] == pytest.approx(0.1, abs=0.01)
    assert found["pay_china"] == 0 and list(found) == list(inputs.index)


def test_indices_over_wide_bounds_are_those_of_the_log_uniform_distribution():
    # The variance of a log-uniform number from 1 to b is (b*b - 1) / (2 ln b) - ((b - 1) / ln b) ** 2.
    inputs = table(china_workers=(1, 100), russia_workers=(1, 50))
    found = draws.total_indices(inputs["value"], needed(1), count=2**13, distribution="log_uniform")
    china, russia = ((b * b - 1) / (2 * math.log(b)) - ((b - 1) / math.log(b)) ** 2 for b in (100, 50))
    assert found["china_workers"] == pytest.approx(china / (china + russia), abs=0.02)
    assert found["russia_workers"] == pytest.approx(russia / (china + russia), abs=0.02)


def test_where_the_answer_does_not_vary_nothing_has_a_part_in_it():
    inputs = table(china_workers=(1, 4), russia_workers=(1, 2))
    found = draws.total_indices(inputs["value"], lambda x: x["china_workers"] * 0 + 7)
    assert found == dict.fromkeys(inputs.index, 0.0)
    fixed = table(china_workers=(4, 4), russia_workers=(2, 2), pay_china=(1, 1), pay_russia=(1, 1))
    assert set(draws.total_indices(fixed["value"], needed(1)).values()) == {0.0}


def test_no_index_is_above_one(book):
    wide = {"pay_china": "1..10000", "pay_russia": "1..10000", "take_russia": "1..100", "take_china": "1..100"}
    inputs = model.inputs(book, **wide)
    assert all(0 <= index <= 1 for index in draws.total_indices(inputs["value"], needed(0.5)).values())


def test_draws_and_sums_are_the_published_ones():
    """The same seed gives the same numbers in every version: they stand in reports that were handed on."""
    ranges = table(china_workers=(20_000, 100_000), russia_workers=(3_000, 15_000))["value"]
    first = next(draws.sample(ranges, 1024, seed=1))
    assert first["china_workers"][:3].tolist() == [42893.53296160698, 66123.5948652029, 96717.21279621124]
    assert first["russia_workers"][:3].tolist() == [4951.623648405075, 11362.00338229537, 7170.190963894129]
    spread = draws.simulate(ranges, needed(0.5), 2**15, 7, "log_uniform", [30_000])
    assert spread.quantiles == pytest.approx((16397.215965010255, 30083.719004091603, 53764.818219668225), rel=1e-12)
    assert spread.below == (0.497222900390625,)


def test_scipy_is_loaded_only_when_draws_are_wanted():
    assert not any(
        line.startswith(("import scipy", "from scipy")) for line in Path(draws.__file__).read_text().splitlines()
    )
