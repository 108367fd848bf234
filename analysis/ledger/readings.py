"""What the words of a claim allow: from its wording and bounds to a range.

Vague words have readings in ``readings.csv``: the widest range they allow
(literal) and the smallest in which they are still true (narrow).
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import pandas as pd

from analysis.ledger.errors import LedgerError, ParameterError
from analysis.ledger.ranges import Range

READINGS = ("literal", "narrow")
MAGNITUDES = {"thousand": 1e3, "million": 1e6, "mln": 1e6, "billion": 1e9, "bn": 1e9, "trillion": 1e12}
SPELLED = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
CODED = "Bound not in the wording:"
BELOW_ZERO = "below zero"  # the end of a measure whose figures stand in the tables without their sign


@dataclass(frozen=True)
class Readings:
    """The readings of vague words on file, and which of them is in use.

    Attributes
    ----------
    table : pandas.DataFrame
        ``readings.csv``.
    chosen : {"literal", "narrow"}
        Where a phrase has no narrow reading, the literal one holds.
    """

    table: pd.DataFrame
    chosen: str = "literal"

    def __post_init__(self) -> None:
        if self.chosen not in READINGS:
            raise ParameterError(
                f"parameter reading: given {self.chosen!r} ({type(self.chosen).__name__}); "
                f"allowed: {' | '.join(READINGS)}"
            )

    def by(self, reading: str) -> Readings:
        """Return the same with another reading in use."""
        return replace(self, chosen=reading)

    def of_phrase(self, wording: str, unit: str) -> dict[Any, Any] | None:
        """Return the row that reads a vague phrase in a wording, as a dict, or None.

        A phrase counts only where it begins the wording, so that "most" is not
        found in "almost"; a unit of days or months never answers for a figure.
        """
        words = wording.lower() + " "
        fits = {row["reading"]: row for row in self._by_unit.get(unit, []) if words.startswith(row["phrase"] + " ")}
        best = fits.get(self.chosen, fits.get("literal"))
        return None if best is None else dict(best)

    @cached_property
    def _by_unit(self) -> dict[str, list[dict[Any, Any]]]:
        rows: dict[str, list[dict[Any, Any]]] = {}
        for row in self.table.to_dict("records"):
            rows.setdefault(row["unit"], []).append(row)
        return rows

    def span(self, phrase: str) -> tuple[int, int]:
        """Return the low and high end of a phrase of dates, whole days or months."""
        rows = self.table[self.table["phrase"] == phrase]
        for reading in (self.chosen, "literal"):
            row = rows[rows["reading"] == reading]
            if len(row):
                return int(row.iloc[0]["low"]), int(row.iloc[0]["high"])
        raise LedgerError(f"readings.csv has no row for {phrase!r}")

    @cached_property
    def spans(self) -> tuple[tuple[str, tuple[int, int]], ...]:
        """The phrases of dates, each with its `span`."""
        dated = self.table["unit"].str.startswith(("day", "month"))
        return tuple((phrase, self.span(phrase)) for phrase in self.table[dated]["phrase"].unique())

    def range(self, claim: Mapping[Any, Any]) -> Range:
        """Return the range that a claim's bounds and wording allow.

        Parameters
        ----------
        claim : mapping
            One row of ``Ledger.claims``.

        Returns
        -------
        Range
            In the claim's unit. A vague word decides the ends; otherwise ``low``,
            ``high`` and ``bound`` do. Percentages of a whole end at 0 and 100
            because they are percentages; no other missing end is filled.

        Raises
        ------
        LedgerError
            If a share lies outside 0 to 100.
        """
        vague = self.of_phrase(claim["wording"], claim["unit"])
        if vague is not None:
            opens = {"low_open": vague["ends"][0] == "(", "high_open": vague["ends"][1] == ")"}
            return Range(vague["low"], vague["high"], trace=(claim["claim_id"], vague["reading_id"]), **opens)
        bound, low, high = claim["bound"], claim["low"], claim["high"]
        value = Range(
            -math.inf if math.isnan(low) else low,
            math.inf if math.isnan(high) else high,
            low_open=bound == "more_than",
            high_open=bound == "less_than",
            about=bound == "about",
            trace=(claim["claim_id"],),
        )
        if claim["measure"] == "share":
            percent = value.meet(Range(0, 100))
            if percent is None:
                raise LedgerError(f"claims.csv, {claim['claim_id']}: a share of {value}; allowed: 0 to 100")
            return replace(percent, about=value.about)
        if claim["measure"].endswith(BELOW_ZERO):
            opens = {"low_open": value.high_open, "high_open": value.low_open}
            return replace(value, low=-value.high, high=-value.low, **opens)
        return value

    def ends(self, claims: pd.DataFrame) -> pd.DataFrame:
        """Return the ends of many claims at once: what `range` gives, without the objects.

        Parameters
        ----------
        claims : pandas.DataFrame
            Rows of ``Ledger.claims``.

        Returns
        -------
        pandas.DataFrame
            Columns ``low``, ``high`` (float, infinite where missing), ``low_open``,
            ``high_open`` (bool); the index of ``claims``.
        """
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
        below = claims["measure"].str.endswith(BELOW_ZERO)
        signed = -table.loc[below, ["high", "low"]]
        opens = table.loc[below, ["high_open", "low_open"]]
        table.loc[below, ["low", "high"]], table.loc[below, ["low_open", "high_open"]] = (
            signed.to_numpy(),
            opens.to_numpy(),
        )
        words = claims["wording"].str.lower() + " "
        for phrase, unit in dict.fromkeys(zip(self.table["phrase"], self.table["unit"])):
            hit = claims["unit"].eq(unit) & words.str.startswith(phrase + " ")
            vague = self.of_phrase(phrase, unit)
            if vague is not None and hit.any():
                values = vague["low"], vague["high"], vague["ends"][0] == "(", vague["ends"][1] == ")"
                for column, value in zip(table.columns, values):
                    table.loc[hit, column] = value
        table["low_open"] |= table["low"] == -math.inf
        table["high_open"] |= table["high"] == math.inf
        return table


def faults(claims: pd.DataFrame, readings: Readings) -> list[str]:
    """Return a line for each claim whose bounds do not follow from its wording.

    A vague phrase must give the bounds of its literal reading; a numeral that is
    a bound must stand in the wording. Where it does not (the phrase was cut, or
    spells the number out), the note must say so with the words of `CODED`.

    Parameters
    ----------
    claims : pandas.DataFrame
    readings : Readings
    """
    literal = readings.by("literal")
    ends = literal.ends(claims)
    found = []
    for claim, low, high in zip(claims.to_dict("records"), ends["low"], ends["high"]):
        bounds = (claim["low"], claim["high"])
        vague = literal.of_phrase(claim["wording"], claim["unit"])
        if vague is not None:
            if not all(math.isnan(end) or end == other for end, other in zip(bounds, (low, high))):
                found.append(
                    f"claims.csv, {claim['claim_id']}: low and high are {bounds[0]:.15g} and {bounds[1]:.15g}, "
                    f"readings.csv reads {vague['phrase']!r} as {low:g} to {high:g}"
                )
        elif CODED not in claim["note"]:
            printed = numerals(claim["wording"])
            found += [
                f"claims.csv, {claim['claim_id']}: {end:.15g} does not stand in the wording {claim['wording']!r}; "
                f"correct it, or say in the note why: {CODED!r} ..."
                for end in dict.fromkeys(bounds)
                if not math.isnan(end) and not any(math.isclose(end, number) for number in printed)
            ]
    return found


def numerals(wording: str) -> set[float]:
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
