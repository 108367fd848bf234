"""Bounds that hold whatever the dependence: no simulated dependence leaves them, and they lie between bounds and draws."""

import functools

import numpy as np
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from models import table

from analysis import dependence, draws, model
from analysis.dependence import STEPS, box, whatever
from analysis.ledger.ranges import Range

ENDS = st.tuples(st.floats(1, 1e5), st.floats(1, 20)).map(lambda pair: (pair[0], pair[0] * pair[1]))
INPUTS = st.fixed_dictionaries(dict.fromkeys(model.TAKEN, ENDS))
ANSWERS = st.one_of(
    st.floats(0, 1).map(lambda share: functools.partial(model.needed, sent_home=share)),
    # With fewer or more than are there already, the rise in their number has either sign.
    st.tuples(st.floats(0, 1), st.integers(0, 200_000)).map(
        lambda pair: functools.partial(model.change, sent_home=pair[0], in_russia=pair[1])
    ),
    # An input may stand twice, and be tied to itself.
    st.just(lambda x: (x["pay_china"] - x["pay_russia"]) * x["china_workers"] + x["pay_china"] * x["russia_workers"]),
    st.just(lambda x: x["pay_china"] * x["take_china"] - x["pay_china"] * x["take_russia"]),
    st.just(lambda x: x["pay_china"] / x["take_china"] - x["take_china"]),
)
QUICK = (Phase.explicit, Phase.reuse, Phase.generate)  # to shrink a failing example would take minutes
SPREADS = st.sampled_from(["uniform", "log_uniform"])


def couplings(chance, count):
    """Orders in which the values of ``count`` inputs meet: alike, opposed, independent, and by random copulas."""
    yield [np.arange(STEPS)] * count
    yield [np.arange(STEPS)[:: 1 - 2 * (number % 2)] for number in range(count)]
    yield [chance.permutation(STEPS) for _ in range(count)]
    for _ in range(3):
        mixed = chance.normal(size=(count, count)) @ chance.normal(size=(count, STEPS))
        yield list(mixed.argsort(axis=1).argsort(axis=1))
    shift = chance.integers(STEPS, size=count)  # ties only some values to others
    yield [np.roll(np.arange(STEPS)[:: chance.choice([1, -1])], by) for by in shift]


@settings(max_examples=60, phases=QUICK)
@given(INPUTS, ANSWERS, SPREADS, st.integers(0, 2**32 - 1))
def test_no_dependence_leaves_the_bounds(ends, answer, distribution, seed):
    """Each step of probability of each input holds one value, so nothing here is left to chance but the pairing."""
    chance = np.random.default_rng(seed)
    ranges = {name: Range(*pair) for name, pair in ends.items()}
    limits = answer({name: box(value, distribution) for name, value in ranges.items()})
    values = {}
    for name, value in ranges.items():
        unit = (np.arange(STEPS) + chance.random(STEPS)) / STEPS
        draws.spread(unit, value.low, value.high, distribution)
        values[name] = unit
    for orders in couplings(chance, len(values)):
        met = np.sort(answer({name: unit[order] for (name, unit), order in zip(values.items(), orders)}))
        slack = 1e-9 * np.abs([limits.low, limits.high]).max()
        assert (limits.low - slack <= met).all() and (met <= limits.high + slack).all()
    assert (np.diff(limits.low) >= 0).all() and (np.diff(limits.high) >= 0).all()


@settings(max_examples=30, phases=QUICK)
@given(INPUTS, ANSWERS, SPREADS)
def test_they_lie_inside_the_certain_bounds_and_hold_the_independent_draws(ends, answer, distribution):
    ranges = {name: Range(*pair) for name, pair in ends.items()}
    certain, most = answer(ranges), whatever(ranges, answer, distribution)
    assert certain.low <= most.low <= most.high <= certain.high
    drawn = np.sort(np.concatenate([answer(one) for one in draws.sample(ranges, 2**12, 1, distribution)]))
    slack = 0.005 * (certain.high - certain.low)
    assert most.low <= np.quantile(drawn, 0.05) + slack and np.quantile(drawn, 0.95) - slack <= most.high


def test_the_sum_of_two_is_as_known():
    """Of two uniform inputs from 0 to 1, the quantile of the sum at p lies from p to 1 + p, and reaches both."""
    found = box(Range(0, 1)) + box(Range(0, 1))
    step = np.arange(STEPS) / STEPS
    assert found.low == pytest.approx(step) and found.high == pytest.approx(1 + step + 1 / STEPS)
    assert whatever({"a": Range(0, 1), "b": Range(0, 1)}, lambda x: x["a"] + x["b"]).low == pytest.approx(0.05)


def test_one_uncertain_input_has_no_dependence():
    """With a single free input the ends are its own 5 and 95 percent quantiles."""
    found = whatever(table(china_workers=(100, 200))["value"], functools.partial(model.needed, sent_home=1))
    assert (found.low, found.high) == pytest.approx((106, 196))
    same = whatever(table()["value"], functools.partial(model.needed, sent_home=1))
    assert (same.low, same.high) == (2, 2)


def test_numbers_of_numpy_leave_arithmetic_to_the_box():
    for made in (np.float64(2) * box(Range(1, 2)), box(Range(1, 2)) * np.float64(2), 2 - -1 * box(Range(0, 2)) + 0):
        assert isinstance(made, dependence.Box) and made.low[0] == 2


def test_what_has_no_bounds_is_refused():
    mixed = box(Range(-1, 1))
    with pytest.raises(ValueError, match="may both be negative"):
        mixed * mixed
    with pytest.raises(ZeroDivisionError, match="zero or less"):
        box(Range(1, 2)) / mixed
