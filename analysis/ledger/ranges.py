"""Bounds: a figure is an interval with open, closed or missing ends, never a midpoint.

Arithmetic is interval arithmetic (Moore, Kearfott & Cloud, *Introduction to
Interval Analysis*, SIAM 2009, ch. 2) that also keeps open ends open, missing
ends missing, the word "about", and the ids of the claims a value came from.
"""

import math
import re
from dataclasses import dataclass, replace

MAGNITUDES = {"thousand": 1e3, "million": 1e6, "mln": 1e6, "billion": 1e9, "bn": 1e9}
SPELLED = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
CODED = "Bound not in the wording:"


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
    trace: tuple = ()

    def __post_init__(self):
        if math.isnan(self.low) or math.isnan(self.high):
            raise ValueError("a range needs numbers as ends")
        if self.low > self.high:
            raise ValueError(f"low {self.low:g} exceeds high {self.high:g}")
        object.__setattr__(self, "low_open", self.low_open or self.low == -math.inf)
        object.__setattr__(self, "high_open", self.high_open or self.high == math.inf)
        if self.low == self.high and (self.low_open or self.high_open):
            raise ValueError(f"nothing lies in a range from {self.low:g} to itself with an open end")

    def __contains__(self, value):
        above = value > self.low if self.low_open else value >= self.low
        below = value < self.high if self.high_open else value <= self.high
        return above and below

    def __str__(self):
        left = "(" if self.low_open else "["
        right = ")" if self.high_open else "]"
        return f"{'about ' if self.about else ''}{left}{self.low:,g}, {self.high:,g}{right}"

    def __add__(self, other):
        return _combine(self, other, lambda a, b: a + b)

    def __sub__(self, other):
        return self + (-1 * _as_range(other))

    def __mul__(self, other):
        return _combine(self, other, _times)

    def __truediv__(self, other):
        other = _as_range(other)
        if 0 in other or other.low < 0 < other.high:
            raise ZeroDivisionError(f"the divisor {other} may be zero")
        return self * _inverse(other)

    __radd__ = __add__
    __rmul__ = __mul__

    def __rsub__(self, other):
        return _as_range(other) - self

    def __rtruediv__(self, other):
        return _as_range(other) / self

    def meet(self, other):
        """Return the part common to both, or None if they do not meet."""
        low, low_open = max((self.low, self.low_open), (other.low, other.low_open))
        high, high_closed = min((self.high, not self.high_open), (other.high, not other.high_open))
        if low > high or (low == high and (low_open or not high_closed)):
            return None
        return Range(low, high, low_open, not high_closed, self.about or other.about, _join(self, other))


def exactly(value):
    """Return the range that holds one number."""
    return Range(value, value)


def of_claim(claim, readings, reading="literal"):
    """Return the range a claim's bounds and wording allow.

    Parameters
    ----------
    claim : mapping
        One row of ``Ledger.claims``.
    readings : pandas.DataFrame
        ``Ledger.readings``.
    reading : {"literal", "narrow"}
        How vague words are read.

    Returns
    -------
    Range
        In the claim's unit. A vague word in ``readings`` decides the ends;
        otherwise ``low``, ``high`` and ``bound`` do. Percentages of a whole
        end at 0 and 100 because they are percentages; no other missing end is filled.
    """
    vague = phrase_reading(claim["wording"], claim["unit"], readings, reading)
    if vague is not None:
        opens = {"low_open": vague["ends"][0] == "(", "high_open": vague["ends"][1] == ")"}
        return Range(vague["low"], vague["high"], trace=(claim["claim_id"], vague["reading_id"]), **opens)
    bound = claim["bound"]
    low, high = claim["low"], claim["high"]
    value = Range(
        -math.inf if math.isnan(low) else low,
        math.inf if math.isnan(high) else high,
        low_open=bound == "more_than",
        high_open=bound == "less_than",
        about=bound == "about",
        trace=(claim["claim_id"],),
    )
    if claim["measure"] == "share":
        value = replace(value.meet(Range(0, 100)), about=value.about)
    return value


def phrase_reading(wording, unit, readings, reading):
    """Return the row of ``readings`` for a vague phrase in a wording, or None.

    A phrase counts only where it begins the wording, so that "most" is not
    found in "almost"; a unit of days or months never answers for a figure.
    """
    words = wording.lower() + " "
    fits = {}
    for at, (phrase, wanted, its_unit) in enumerate(zip(readings["phrase"], readings["reading"], readings["unit"])):
        if its_unit == unit and words.startswith(phrase + " "):
            fits[wanted] = at
    at = fits.get(reading, fits.get("literal"))
    return None if at is None else readings.iloc[at].to_dict()


def ends(claims, readings, reading="literal"):
    """Return the ends of many claims at once: what `of_claim` gives, without the objects.

    Parameters
    ----------
    claims, readings : pandas.DataFrame
        As in `Ledger`.
    reading : {"literal", "narrow"}

    Returns
    -------
    pandas.DataFrame
        Columns ``low``, ``high`` (float, infinite where missing), ``low_open``,
        ``high_open`` (bool); the index of ``claims``.
    """
    import pandas as pd

    table = pd.DataFrame(
        {
            "low": claims["low"].fillna(-math.inf),
            "high": claims["high"].fillna(math.inf),
            "low_open": claims["bound"].eq("more_than"),
            "high_open": claims["bound"].eq("less_than"),
        }
    )
    share = claims["measure"].eq("share")
    table.loc[share & (table["low"] < 0), ["low", "low_open"]] = 0.0, False
    table.loc[share & (table["high"] > 100), ["high", "high_open"]] = 100.0, False
    words = claims["wording"].str.lower() + " "
    for phrase, unit in dict.fromkeys(zip(readings["phrase"], readings["unit"])):
        hit = claims["unit"].eq(unit) & words.str.startswith(phrase + " ")
        if hit.any():
            vague = phrase_reading(phrase, unit, readings, reading)
            values = vague["low"], vague["high"], vague["ends"][0] == "(", vague["ends"][1] == ")"
            for column, value in zip(table.columns, values):
                table.loc[hit, column] = value
    table["low_open"] |= table["low"] == -math.inf
    table["high_open"] |= table["high"] == math.inf
    return table


def non_negative(value):
    """Return the part of a range that a count can take: nothing counts below zero."""
    part = value.meet(Range(0, math.inf))
    if part is None:
        raise ValueError(f"{value} holds no count")
    return part


def share(part, rest):
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
    kept = {"about": part.about or rest.about, "trace": _join(part, rest)}
    if part.high == 0 and rest.high == 0:
        raise ValueError("the share of nothing in nothing is undefined")
    if rest.high == 0:
        return Range(100, 100, **kept)
    if part.high == 0:
        return Range(0, 0, **kept)
    # The low end pairs the smallest part with the largest rest, the high end the reverse.
    low = 0.0 if part.low == 0 or rest.high == math.inf else 100 * part.low / (part.low + rest.high)
    low_open = part.low_open or (rest.high_open and part.low != 0)
    high = 100.0 if rest.low == 0 or part.high == math.inf else 100 * part.high / (part.high + rest.low)
    high_open = rest.low_open or (part.high_open and rest.low != 0)
    return Range(low, high, low_open, high_open, **kept)


def disagreements(ledger):
    """Return a line for each claim whose bounds do not follow from its wording.

    A vague phrase must give the bounds that ``readings.csv`` gives it literally;
    a numeral that is a bound must stand in the wording. Where it does not (the
    phrase was cut, or spells the number out), the note must say so with the
    words of `CODED`.
    """
    claims = ledger.claims
    read = ends(claims, ledger.readings)
    found = []
    for claim, low, high in zip(claims.to_dict("records"), read["low"], read["high"]):
        said = (claim["low"], claim["high"])
        vague = phrase_reading(claim["wording"], claim["unit"], ledger.readings, "literal")
        if vague is not None:
            if not all(math.isnan(end) or end == other for end, other in zip(said, (low, high))):
                found.append(
                    f"claims.csv, {claim['claim_id']}: low and high are {said[0]:g} and {said[1]:g}, "
                    f"readings.csv reads {vague['phrase']!r} as {low:g} to {high:g}"
                )
        elif CODED not in claim["note"]:
            printed = numerals(claim["wording"])
            found += [
                f"claims.csv, {claim['claim_id']}: {end:.15g} does not stand in the wording {claim['wording']!r}; "
                f"correct it, or say in the note why: {CODED!r} ..."
                for end in dict.fromkeys(said)
                if not math.isnan(end) and not any(math.isclose(end, number) for number in printed)
            ]
    return found


def numerals(wording):
    """Return the numbers a wording may print: each numeral, also scaled by a magnitude word after it."""
    words = wording.lower()
    sizes = "|".join(MAGNITUDES)
    found = {float(number) for number, word in enumerate(SPELLED) if re.search(rf"\b{word}\b", words)}
    shared = [size for name, size in MAGNITUDES.items() if re.search(rf"{name}\b|\d{name[0]}\b", words)]
    for numeral, size in re.findall(rf"(\d+(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)\s?({sizes}|[mb]\b)?", words):
        number = float(numeral.replace(",", ""))
        # A magnitude word right after binds; one elsewhere may be shared, as in "250-600 million".
        found |= {number * scale for scale in shared} | ({number} if not size else set())
    return found


def describe(value, unit):
    """Return a range in words, for tables and labels.

    Raises
    ------
    ValueError
        If the unit is not one of the ledger's.
    """

    def say(number):
        return amount(number, unit)

    about = "about " if value.about else ""
    if value.low == value.high:
        return about + say(value.low)
    if value.low == -math.inf and value.high == math.inf:
        return "no figure"
    if value.high == math.inf:
        return f"{about}{'more than' if value.low_open else 'at least'} {say(value.low)}"
    if value.low == -math.inf:
        return f"{about}{'less than' if value.high_open else 'at most'} {say(value.high)}"
    if value.low_open and unit == "percent" and value.high == 100:
        return f"{about}more than {say(value.low)}"
    if unit == "percent" and value.low == 0 and value.high < 100:
        return f"{about}{'less than' if value.high_open else 'at most'} {say(value.high)}"
    low = f"{'above ' if value.low_open else ''}{say(value.low)}"
    return f"{about}{low} to {'under ' if value.high_open else ''}{say(value.high)}"


def amount(number, unit):
    """Return one number in words with its unit: ``$750 million``, ``90%``, ``1,000``."""
    if unit.startswith("usd"):
        for size, name in ((1e9, " billion"), (1e6, " million")):
            if abs(number) >= size:
                return f"${number / size:,.4g}{name}"
        return f"${number:,.0f}"
    if unit == "percent":
        return f"{number:.1f}".removesuffix(".0") + "%"
    if unit in {"persons", "crossings", "visas", "permits", "registrations", "places", "none"}:
        return f"{number:,.0f}"
    raise ValueError(f"no way to write a figure in {unit!r}")


def _as_range(value):
    return value if isinstance(value, Range) else exactly(value)


def _join(*values):
    return tuple(dict.fromkeys(step for value in values for step in value.trace))


def _times(a, b):
    # In interval arithmetic an exact zero stays zero beside a missing end.
    return 0.0 if a == 0 or b == 0 else a * b


def _combine(a, b, operate):
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


def _ends(value):
    return (value.low, value.low_open), (value.high, value.high_open)


def _inverse(value):
    # 1/x falls on either side of zero; the ends change places.
    low = 0.0 if value.high == math.inf else 1 / value.high if value.high else -math.inf
    high = 0.0 if value.low == -math.inf else 1 / value.low if value.low else math.inf
    return Range(low, high, value.high_open, value.low_open, value.about, value.trace)
