"""Claims on one quantity that cannot both be true."""

import math

import numpy as np
import pandas as pd

from analysis.ledger import dates, words
from analysis.ledger.rules import NOT_COUNTED

QUANTITY = ["measure", "place", "population", "unit"]
UNCOUNTED = ("none", "unnamed")  # measures of figures that are held against no other
COLUMNS = ["claim_a", "claim_b", *QUANTITY]
BLOCK = 10**7  # comparisons made at once; bounds the memory


def find(claims, readings, terms):
    """Return the pairs of claims on one quantity whose intervals do not meet.

    One quantity: the same measure, place, population and unit, and periods that
    overlap (or, for amounts moved over a period, are the same). Plans, alleged demands, excluded
    and withdrawn claims and words without a figure contradict nothing. "About"
    is taken at its figure: no source says how far it stretches.

    Parameters
    ----------
    claims : pandas.DataFrame
        As in `Ledger`.
    readings : readings.Readings
    terms : pandas.DataFrame
        As in `Ledger`. A figure for a moment or a yearly rate (``at_a_time``) contradicts
        another wherever their periods overlap; any other only one for the same period.

    Returns
    -------
    pandas.DataFrame
        Columns ``claim_a``, ``claim_b`` (ids in alphabetical order),
        ``measure``, ``place``, ``population``, ``unit``; sorted.
    """
    silent = claims["use"].eq("excluded") | claims["status"].isin(NOT_COUNTED) | claims["bound"].eq("unstated")
    table = claims[~silent & ~claims["measure"].isin(UNCOUNTED) & claims["withdrawn"].eq("")].reset_index(drop=True)
    ends = readings.ends(table)
    spans = {period: _ordinals(period) for period in set(table["period"])}
    first, last = (np.array([spans[period][side] for period in table["period"]], dtype=float) for side in (0, 1))
    low, high = ends["low"].to_numpy(), ends["high"].to_numpy()
    low_open, high_open = ends["low_open"].to_numpy(), ends["high_open"].to_numpy()
    moved = ~table["measure"].isin(terms.loc[terms["at_a_time"] == "yes", "name"])
    keys = [table[name] for name in QUANTITY] + [table["period"].where(moved, "").map(lambda p: spans.get(p, p))]
    found = []
    for rows in pd.DataFrame(dict(enumerate(keys))).groupby([0, 1, 2, 3, 4], sort=False).indices.values():
        step = max(1, BLOCK // len(rows))
        for start in range(0, len(rows) if len(rows) > 1 else 0, step):
            one, other = rows[start : start + step, None], rows[None, :]
            together = (first[one] <= last[other]) & (first[other] <= last[one])
            below = (high[one] < low[other]) | ((high[one] == low[other]) & (high_open[one] | low_open[other]))
            for a, b in np.argwhere(together & below):
                found.append((rows[start + a], rows[b]))
    names, kinds = table["claim_id"].tolist(), table[QUANTITY].to_numpy().tolist()
    return pd.DataFrame(sorted([*sorted((names[a], names[b])), *kinds[a]] for a, b in found), columns=COLUMNS)


def listed(book, measures):
    """Return the contradictions on some measures: both asserters, both figures, and why they differ.

    Parameters
    ----------
    book : Ledger
    measures : sequence of str

    Returns
    -------
    pandas.DataFrame
        Columns ``measure``, ``place``, ``population``, ``one``, ``other`` (asserter, figure, period in
        words), ``reason``, ``sentence`` (blank where the reading makes
        a pair that the book has no sentence for), ``claim_a``, ``claim_b``.
    """
    claims = book.claims[book.claims["measure"].isin(measures)]
    found = find(claims, book.readings, book.terms)
    by_id = claims.set_index("claim_id", drop=False)

    def say(claim_id):
        claim = by_id.loc[claim_id]
        value = words.describe(book.range(claim), claim["unit"])
        return f"{claim['asserted_by']}: {value} ({words.when(claim['period'])})"

    found = found.merge(book.contradictions, how="left", on=["claim_a", "claim_b"]).fillna("")
    both = {"one": found["claim_a"].map(say), "other": found["claim_b"].map(say)}
    known = claims["origin_id"].where(claims["origin_known"].ne("unknown"), "unknown")
    origin = dict(zip(claims["claim_id"], known))
    same = [origin[one] == origin[other] for one, other in zip(found["claim_a"], found["claim_b"])]
    columns = ["measure", "place", "population", *both, "same_origin", "reason", "sentence", "claim_a", "claim_b"]
    return found.assign(**both, same_origin=same)[columns]


def faults(book, silent=()):
    """Return a line for each contradiction without a sentence, and each sentence without one.

    Parameters
    ----------
    book : Ledger
    silent : collection of str
        Ids of sources whose contradictions need no sentence.
    """
    found = find(book.claims, book.readings.by("literal"), book.terms)
    computed = set(zip(found["claim_a"], found["claim_b"]))
    written = set(zip(book.contradictions["claim_a"], book.contradictions["claim_b"]))
    return [
        f"contradictions.csv has no row for {a} and {b}, whose ranges do not meet"
        for a, b in sorted(computed - written)
        if not {a.split("/")[0], b.split("/")[0]} & set(silent)
    ] + [
        f"contradictions.csv: {a} and {b} do not contradict each other, or stand in the wrong order"
        for a, b in sorted(written - computed)
    ]


def _ordinals(period):
    earliest, latest = dates.bounds(period)
    return (
        -math.inf if earliest is None else earliest.toordinal(),
        math.inf if latest is None else latest.toordinal(),
    )
