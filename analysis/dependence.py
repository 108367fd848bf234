"""What holds whatever the dependence between the inputs: bounds on the distribution of an answer.

Draws take the inputs to be independent; interval arithmetic says nothing of how
likely a value is. Between the two stands a probability box: at each probability
the lowest and the highest quantile that an answer can have if only the inputs'
own distributions are known. Each step of the arithmetic takes the bounds that
hold under any dependence of its two operands (Fréchet), in the discrete form of
Williamson & Downs, "Probabilistic arithmetic I", *International Journal of
Approximate Reasoning* 4 (1990), 89-158. An input that stands twice in a formula
does no harm: its dependence on itself is one of those allowed. The bounds may
then be wider than need be, never too narrow.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.draws import QUANTILES, spread
from analysis.ledger.ranges import Range

STEPS = 200  # of probability, all of one size; the outermost of `QUANTILES` fall on their edges


@dataclass(frozen=True, eq=False)
class Box:
    """A probability box.

    Attributes
    ----------
    low, high : numpy.ndarray
        For each of `STEPS` steps of probability, what no quantile inside it lies
        below, and above; both never fall.
    """

    low: np.ndarray
    high: np.ndarray

    __array_ufunc__ = None  # a number of numpy's leaves arithmetic to the box

    def __add__(self, other: Box | float) -> Box:
        return _combine(np.add, self, _as_box(other))

    def __neg__(self) -> Box:
        return Box(-self.high[::-1], -self.low[::-1])

    def __sub__(self, other: Box | float) -> Box:
        return self + -_as_box(other)

    def __mul__(self, other: Box | float) -> Box:
        other = _as_box(other)
        if other.low[0] < 0 <= self.low[0]:
            return other * self
        if other.low[0] < 0:
            raise ValueError("a product of two factors that may both be negative has no bounds here")
        # A product is its positive part less its negative part, of which one is always zero.
        above, below = (_combine(np.multiply, _positive(factor), other) for factor in (self, -self))
        return Box(above.low - below.high[::-1], above.high - below.low[::-1])

    def __truediv__(self, other: Box | float) -> Box:
        other = _as_box(other)
        if other.low[0] <= 0:
            raise ZeroDivisionError("the divisor may be zero or less")
        return self * Box(1 / other.high[::-1], 1 / other.low[::-1])

    __radd__ = __add__
    __rmul__ = __mul__

    def __rsub__(self, other: float) -> Box:
        return _as_box(other) - self


def box(value: Range, distribution: str = "uniform") -> Box:
    """Return the box of one input, spread inside its bounds as `draws.sample` spreads it.

    Parameters
    ----------
    value : Range
        With both ends; above zero for ``log_uniform``.
    distribution : {"uniform", "log_uniform"}
    """
    edges = np.linspace(0, 1, STEPS + 1)
    spread(edges, value.low, value.high, distribution)
    return Box(edges[:-1], edges[1:])


def whatever(ranges, answer, distribution: str = "uniform") -> Range:
    """Return between which values at least 90 percent of an answer lie, whatever the dependence between its inputs.

    Parameters
    ----------
    ranges, answer, distribution
        As in `draws.simulate`.

    Returns
    -------
    Range
        From the lowest 5 percent quantile to the highest 95 percent quantile that
        any dependence allows. It lies inside the answer's certain bounds, and
        holds the 90 percent of independent draws.
    """
    limits = answer(dict(ranges))
    found = answer({name: box(value, distribution) for name, value in dict(ranges).items()})
    low, high = found.low[round(QUANTILES[0] * STEPS)], found.high[round(QUANTILES[-1] * STEPS) - 1]
    # Rounding must not leave the certain bounds.
    return Range(*(float(np.clip(end, limits.low, limits.high)) for end in (low, high)))


def _combine(operate, one: Box, other: Box) -> Box:
    """Return the bounds of an operation that rises with both operands, under any dependence.

    At probability p the lowest quantile is the largest of ``one(u) + other(p - u)``,
    the highest the smallest of ``one(u) + other(1 + p - u)``.
    """
    step = np.arange(STEPS)
    apart = step[:, None] - step  # row: the step of the result; column: the step u
    lows = operate(one.low, other.low[np.maximum(apart, 0)])
    highs = operate(one.high, other.high[np.minimum(STEPS - 1 + apart, STEPS - 1)])
    return Box(np.where(apart >= 0, lows, -np.inf).max(axis=1), np.where(apart <= 0, highs, np.inf).min(axis=1))


def _positive(one: Box) -> Box:
    return Box(np.maximum(one.low, 0), np.maximum(one.high, 0))


def _as_box(value: Box | float) -> Box:
    return value if isinstance(value, Box) else Box(np.full(STEPS, float(value)), np.full(STEPS, float(value)))
