"""Ranges keep their ends: open stays open, missing stays missing, nothing becomes a midpoint."""

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from analysis.ledger import ranges
from analysis.ledger.ranges import Range

numbers = st.floats(-1e6, 1e6, allow_nan=False).map(lambda x: round(x, 3))


@st.composite
def intervals(draw, low=-1e6):
    ends = sorted([draw(numbers.filter(lambda x: x >= low)), draw(numbers.filter(lambda x: x >= low))])
    left, right = draw(st.booleans()), draw(st.booleans())
    if ends[0] == ends[1]:
        left = right = False
    if low == -1e6 and draw(st.integers(0, 5)) == 0:
        ends[0] = -math.inf
    if draw(st.integers(0, 5)) == 0:
        ends[1] = math.inf
    return Range(*ends, left, right, draw(st.booleans()), (draw(st.sampled_from("abc")),))


@st.composite
def with_a_point(draw, **kwargs):
    value = draw(intervals(**kwargs))
    low = max(value.low, -2e6)
    high = min(value.high, 2e6)
    point = low + (high - low) * draw(st.floats(0, 1))
    assume(point in value)
    return value, point


@given(with_a_point(), with_a_point(), st.sampled_from("+-*/"))
def test_the_result_holds_every_result_of_its_operands_points(a, b, sign):
    (x, px), (y, py) = a, b
    operate = {"+": lambda p, q: p + q, "-": lambda p, q: p - q, "*": lambda p, q: p * q, "/": lambda p, q: p / q}[sign]
    try:
        result = operate(x, y)
    except ZeroDivisionError:
        assert 0 in y or y.low < 0 < y.high
        return
    assume(not (sign == "/" and abs(py) < 1e-6))
    point = operate(px, py)
    slack = 1e-9 * max(1, abs(point))
    assert result.low - slack <= point <= result.high + slack
    assert result.about == (x.about or y.about)
    assert set(result.trace) == set(x.trace) | set(y.trace)


@given(intervals(), intervals())
def test_ends_are_open_only_where_an_operand_leaves_them_open(x, y):
    total = x + y
    assert total.low == x.low + y.low and total.high == x.high + y.high
    assert total.low_open == (x.low_open or y.low_open)
    assert total.high_open == (x.high_open or y.high_open)


@given(with_a_point(low=0), with_a_point(low=0))
def test_a_share_holds_every_share_of_its_operands_points(a, b):
    (part, p), (rest, r) = a, b
    assume(p + r > 0)
    value = ranges.share(part, rest)
    assert 0 <= value.low <= value.high <= 100
    assert value.low - 1e-9 <= 100 * p / (p + r) <= value.high + 1e-9


@given(intervals(), intervals())
def test_meeting_is_symmetric_and_lies_in_both(x, y):
    one, other = x.meet(y), y.meet(x)
    assert (one is None) == (other is None)
    if one is not None:
        assert (one.low, one.high, one.low_open, one.high_open) == (
            other.low,
            other.high,
            other.low_open,
            other.high_open,
        )
        middle = max(one.low, -3e6) / 2 + min(one.high, 3e6) / 2
        if middle in one:
            assert middle in x and middle in y


def test_a_one_sided_sum_stays_one_sided():
    total = Range(low=5) + Range(1, 2)
    assert (total.low, total.high) == (6, math.inf)
    assert (Range(high=8_000) - Range(1, 1)).low == -math.inf


def test_a_quotient_is_open_on_the_side_where_the_divisor_comes_near_zero():
    above, below = Range(1, 1) / Range(0, 4, low_open=True), Range(1, 1) / Range(-2, 0, high_open=True)
    assert (above.low, above.high) == (0.25, math.inf)
    assert (below.low, below.high) == (-math.inf, -0.5)


def test_impossible_ranges_are_refused():
    for bad in [(2, 1), (math.nan, 1), (1, 1, True)]:
        with pytest.raises(ValueError):
            Range(*bad)
    with pytest.raises(ZeroDivisionError):
        Range(1, 2) / Range(-1, 1)
    with pytest.raises(ZeroDivisionError):
        Range(1, 2) / Range(0, 1)
    with pytest.raises(ValueError, match="nothing in nothing"):
        ranges.share(Range(0, 0), Range(0, 0))
