"""Ranges: a figure is an interval with open, closed or missing ends, never a midpoint.

Arithmetic is interval arithmetic (Moore, Kearfott & Cloud, *Introduction to
Interval Analysis*, SIAM 2009, ch. 2) that also keeps open ends open, missing
ends missing, the word "about", and the ids of the claims a value came from.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Range:
    """An interval, what it rests on, and whether a part of it was said with "about".

    Attributes
    ----------
    low, high : float
        Ends in the unit of the claim; ``-inf`` or ``inf`` where nothing bounds that side.
    low_open, high_open : bool
        Whether the end itself is left out. A missing end counts as open.
    about : bool
        Whether a figure behind it was given as approximate. The width is not
        changed: no source says how far "about" stretches.
    trace : tuple of str
        Ids of the claims and readings behind it, in order of use.
    """

    low: float = -math.inf
    high: float = math.inf
    low_open: bool = False
    high_open: bool = False
    about: bool = False
    trace: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if math.isnan(self.low) or math.isnan(self.high):
            raise ValueError("a range needs numbers as ends")
        if self.low > self.high:
            raise ValueError(f"low {self.low:g} exceeds high {self.high:g}")
        object.__setattr__(self, "low_open", self.low_open or self.low == -math.inf)
        object.__setattr__(self, "high_open", self.high_open or self.high == math.inf)
        if self.low == self.high and (self.low_open or self.high_open):
            raise ValueError(f"nothing lies in a range from {self.low:g} to itself with an open end")

    def __contains__(self, value: float) -> bool:
        above = value > self.low if self.low_open else value >= self.low
        below = value < self.high if self.high_open else value <= self.high
        return above and below

    def __str__(self) -> str:
        left = "(" if self.low_open else "["
        right = ")" if self.high_open else "]"
        return f"{'about ' if self.about else ''}{left}{self.low:,g}, {self.high:,g}{right}"

    def __add__(self, other: Range | float) -> Range:
        return _combine(self, other, lambda a, b: a + b)

    def __sub__(self, other: Range | float) -> Range:
        return self + (-1 * _as_range(other))

    def __mul__(self, other: Range | float) -> Range:
        return _combine(self, other, _times)

    def __truediv__(self, other: Range | float) -> Range:
        other = _as_range(other)
        if 0 in other or other.low < 0 < other.high:
            raise ZeroDivisionError(f"the divisor {other} may be zero")
        return self * _inverse(other)

    __radd__ = __add__
    __rmul__ = __mul__

    def __rsub__(self, other: float) -> Range:
        return _as_range(other) - self

    def __rtruediv__(self, other: float) -> Range:
        return _as_range(other) / self

    def meet(self, other: Range) -> Range | None:
        """Return the part common to both, or None if they do not meet."""
        low, low_open = max((self.low, self.low_open), (other.low, other.low_open))
        high, high_closed = min((self.high, not self.high_open), (other.high, not other.high_open))
        if low > high or (low == high and (low_open or not high_closed)):
            return None
        return Range(low, high, low_open, not high_closed, self.about or other.about, _join(self, other))


def exactly(value: float) -> Range:
    """Return the range that holds one number."""
    return Range(value, value)


def non_negative(value: Range) -> Range:
    """Return the part of a range that a count can take: nothing counts below zero."""
    part = value.meet(Range(0, math.inf))
    if part is None:
        raise ValueError(f"{value} holds no count")
    return part


def share(part: Range, rest: Range) -> Range:
    """Return ``part / (part + rest)`` in percent, each operand used once.

    Parameters
    ----------
    part, rest : Range
        Counts of one unit; ends below zero are cut off.

    Returns
    -------
    Range
        Within [0, 100]; the tightest bounds, because the share rises with
        ``part`` and falls with ``rest``.
    """
    part, rest = non_negative(part), non_negative(rest)
    about, trace = part.about or rest.about, _join(part, rest)
    if part.high == 0 and rest.high == 0:
        raise ValueError("the share of nothing in nothing is undefined")
    if rest.high == 0:
        return Range(100, 100, about=about, trace=trace)
    if part.high == 0:
        return Range(0, 0, about=about, trace=trace)
    # The low end pairs the smallest part with the largest rest, the high end the reverse.
    low = 0.0 if part.low == 0 or rest.high == math.inf else 100 * part.low / (part.low + rest.high)
    low_open = part.low_open or (rest.high_open and part.low != 0)
    high = 100.0 if rest.low == 0 or part.high == math.inf else 100 * part.high / (part.high + rest.low)
    high_open = rest.low_open or (part.high_open and rest.low != 0)
    return Range(low, high, low_open, high_open, about, trace)


def _as_range(value: Range | float) -> Range:
    return value if isinstance(value, Range) else exactly(value)


def _join(*values: Range) -> tuple[str, ...]:
    return tuple(dict.fromkeys(step for value in values for step in value.trace))


def _times(a: float, b: float) -> float:
    # In interval arithmetic an exact zero stays zero beside a missing end.
    return 0.0 if a == 0 or b == 0 else a * b


def _combine(a: Range | float, b: Range | float, operate: Callable[[float, float], float]) -> Range:
    a, b = _as_range(a), _as_range(b)
    if operate is _times:
        corners = [(x, y) for x in _ends(a) for y in _ends(b)]
    else:
        corners = [((a.low, a.low_open), (b.low, b.low_open)), ((a.high, a.high_open), (b.high, b.high_open))]
    # A closed zero times an open end is reached, whatever the other end is.
    values = [
        (
            operate(x, y),
            not (x_open or y_open) or (operate is _times and ((x == 0 and not x_open) or (y == 0 and not y_open))),
        )
        for (x, x_open), (y, y_open) in corners
    ]
    low, high = min(v for v, _ in values), max(v for v, _ in values)
    return Range(
        low,
        high,
        low_open=not any(closed for v, closed in values if v == low),
        high_open=not any(closed for v, closed in values if v == high),
        about=a.about or b.about,
        trace=_join(a, b),
    )


def _ends(value: Range) -> tuple[tuple[float, bool], tuple[float, bool]]:
    return (value.low, value.low_open), (value.high, value.high_open)


def _inverse(value: Range) -> Range:
    # 1/x falls on either side of zero; the ends change places.
    low = 0.0 if value.high == math.inf else 1 / value.high if value.high else -math.inf
    high = 0.0 if value.low == -math.inf else 1 / value.low if value.low else math.inf
    return Range(low, high, value.high_open, value.low_open, value.about, value.trace)


def end(value: Range | None, side: Literal["low", "high"]) -> float:
    """Return the ``low`` or ``high`` end of a Range as a float, NaN where it is missing."""
    if value is None:
        return math.nan
    number = getattr(value, side)
    return math.nan if math.isinf(number) else float(number)
