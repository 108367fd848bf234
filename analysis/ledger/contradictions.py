"""Claims on one quantity that cannot both be true, found by a sweep over time."""

import heapq
import math

import pandas as pd
from sortedcontainers import SortedList

from analysis.ledger import dates, ranges

# A figure for a moment or a yearly rate contradicts another wherever their
# periods overlap; an amount moved over a period only one for the same period.
AT_A_TIME = ("worker_stock", "share", "pay", "revenue", "enrolment")
COLUMNS = ["claim_a", "claim_b", "measure", "place", "population", "unit"]


def find(claims, readings, reading="literal"):
    """Return the pairs of claims on one quantity whose intervals do not meet.

    One quantity: the same measure, place, population and unit, and periods that
    overlap (or, for amounts moved over a period, are the same). Plans, excluded
    claims and words without a figure contradict nothing. "About" is taken at
    its figure: no source says how far it stretches.

    Parameters
    ----------
    claims, readings : pandas.DataFrame
        As in `Ledger`.
    reading : {"literal", "narrow"}

    Returns
    -------
    pandas.DataFrame
        Columns ``claim_a``, ``claim_b`` (ids in alphabetical order),
        ``measure``, ``place``, ``population``, ``unit``; sorted.

    Notes
    -----
    A sweep over the starts of the periods keeps the claims whose period is still
    running in two lists sorted by bound, so that only contradicting pairs are
    ever looked at: n log n steps and one for each pair found.
    """
    fits = (claims["use"] != "excluded") & ~claims["status"].eq("planned") & ~claims["bound"].eq("unstated")
    table = claims[fits & (claims["measure"] != "none")]
    read = ranges.ends(table, readings, reading)
    spans = {period: _ordinals(period) for period in set(table["period"])}
    rows = zip(
        zip(table["measure"], table["place"], table["population"], table["unit"]),
        table["claim_id"],
        map(spans.get, table["period"]),
        # As keys, an open end lies just inside its number.
        zip(read["low"], read["low_open"].astype(int)),
        zip(read["high"], -read["high_open"].astype(int)),
    )
    groups = {}
    for quantity, claim_id, span, low, high in rows:
        key = quantity if quantity[0] in AT_A_TIME else (quantity, span)
        groups.setdefault(key, []).append((span, claim_id, low, high, quantity))
    found = [pair for members in groups.values() if len(members) > 1 for pair in _sweep(members)]
    return pd.DataFrame(sorted(found), columns=COLUMNS)


def disagreements(ledger):
    """Return a line for each contradiction without a sentence, and each sentence without one."""
    found = find(ledger.claims, ledger.readings)
    computed = set(zip(found["claim_a"], found["claim_b"]))
    written = set(zip(ledger.contradictions["claim_a"], ledger.contradictions["claim_b"]))
    return [
        f"contradictions.csv has no row for {a} and {b}, whose ranges do not meet"
        for a, b in sorted(computed - written)
    ] + [
        f"contradictions.csv: {a} and {b} do not contradict each other, or stand in the wrong order"
        for a, b in sorted(written - computed)
    ]


def _sweep(members):
    """Yield the contradicting pairs among claims on one quantity."""
    running, lows, highs = [], SortedList(), SortedList()
    for (start, end), claim_id, low, high, quantity in sorted(members, key=lambda member: member[:2]):
        while running and running[0][0] < start:
            _, gone, gone_low, gone_high = heapq.heappop(running)
            lows.remove((gone_low, gone))
            highs.remove((gone_high, gone))
        for _, other in highs.irange(maximum=(low, ""), inclusive=(True, False)):
            yield (*sorted((claim_id, other)), *quantity)
        for _, other in lows.irange(minimum=((high[0], high[1] + 0.5), ""), inclusive=(False, True)):
            yield (*sorted((claim_id, other)), *quantity)
        heapq.heappush(running, (end, claim_id, low, high))
        lows.add((low, claim_id))
        highs.add((high, claim_id))


def _ordinals(period):
    earliest, latest = dates.bounds(period)
    return (
        -math.inf if earliest is None else earliest.toordinal(),
        math.inf if latest is None else latest.toordinal(),
    )
