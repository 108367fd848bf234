"""Figures that one source gives for both countries, and which way Russia's share of them moved.

Workers present are compared only inside such a pair: a difference between two
sources is mostly a difference between two estimators.
"""

import math
from itertools import combinations

import pandas as pd

from analysis.ledger import ranges
from analysis.shift.order import in_order_of_time

PAIR_COLUMNS = [
    "pair",
    "period",
    "asserted_by",
    "source_id",
    "status",
    "origin_id",
    "china",
    "russia",
    "share",
    "china_id",
    "russia_id",
]
DIRECTION_COLUMNS = [
    "from_pair",
    "to_pair",
    "from_share",
    "to_share",
    "direction",
    "factor",
    "decided_by",
    "same_origin",
]


def pairs(book, measure="worker_stock"):
    """Return the figures that one source gives for both countries, with Russia's share of them.

    Parameters
    ----------
    book : Ledger
    measure : {"worker_stock", "worker_flow", "pay"}

    Returns
    -------
    pandas.DataFrame
        One row a pair, ordered by the end of its period; ``china`` and
        ``russia`` hold Ranges in the unit of the measure, ``share`` the Range of
        Russia / (Russia + China) in percent. ``origin_id`` is blank where the
        two figures do not have one known origin; ``repeat``: whether that origin
        gave the same two figures before.
    """
    claims = book.claims
    rows = claims[(claims["pair"] != "") & (claims["measure"] == measure) & (claims["use"] != "excluded")]
    # Where one of the two figures was withdrawn or excluded, the other is no pair.
    found = [[name, *_pair(book, two)] for name, two in rows.groupby("pair") if len(two) == 2]
    table = in_order_of_time(pd.DataFrame(found, columns=PAIR_COLUMNS), "pair")
    seen, repeats = set(), []
    for origin, china, russia in zip(table["origin_id"], table["china"], table["russia"]):
        figures = origin, china.low, china.high, russia.low, russia.high
        repeats.append(origin != "" and figures in seen)
        seen.add(figures)
    return table.assign(repeat=repeats)


def _pair(book, two):
    claims = {claim["place"]: claim for claim in two.to_dict("records")}
    one, other = claims["CN"], claims["RU"]
    china, russia = book.range(one), book.range(other)
    origin = other["origin_id"] if one["origin_id"] == other["origin_id"] else ""
    shared = [other[name] for name in ("period", "asserted_by", "source_id", "status")]
    return [*shared, origin, china, russia, ranges.share(russia, china), one["claim_id"], other["claim_id"]]


def direction(earlier, later):
    """Return which way a value moved between two ranges, whatever lies inside them.

    Returns
    -------
    {"up", "down", "undetermined"}
        ``up`` only if every value of ``later`` exceeds every value of
        ``earlier``; ``down`` the reverse.
    """
    if earlier.meet(later) is not None:
        return "undetermined"
    return "up" if later.low >= earlier.high else "down"


def share_directions(table):
    """Return which way Russia's share moved between any two pairs.

    Parameters
    ----------
    table : pandas.DataFrame
        As from `pairs`.

    Returns
    -------
    pandas.DataFrame
        Columns ``from_pair``, ``to_pair``, ``from_share``, ``to_share`` (Ranges,
        percent); ``direction`` as from `direction`; ``factor``: by how much one
        of the four figures would have to be wrong to undo the direction (NaN
        where it is undetermined); ``decided_by``: the claim with the widest
        range, on which the answer depends most, or blank where all four are
        single figures; ``same_origin`` (bool): whether one origin made both
        pairs. Between two origins a direction mostly shows how far the
        estimators differ.

    Notes
    -----
    Russia's share depends on the odds Russia / China alone. The gap between the
    nearest ends of the two odds is a factor, and each of the four figures
    stands once in them, so that any one being wrong by it closes the gap.
    """
    rows = [_compare(table.loc[a], table.loc[b]) for a, b in combinations(table.index, 2)]
    return pd.DataFrame(rows, columns=DIRECTION_COLUMNS)


def _compare(earlier, later):
    found = direction(earlier["share"], later["share"])
    low, high = (earlier["share"], later["share"]) if found == "up" else (later["share"], earlier["share"])
    factor = math.nan if found == "undetermined" else _odds(high.low) / _odds(low.high) if low.high else math.inf
    widths = {row[f"{side}_id"]: _width(row[side]) for row in (earlier, later) for side in ("china", "russia")}
    widest = max(widths, key=widths.get)
    decided_by = widest if widths[widest] > 1 else ""
    same_origin = earlier["origin_id"] == later["origin_id"] != ""
    shares = [earlier["share"], later["share"]]
    return [earlier["pair"], later["pair"], *shares, found, factor, decided_by, same_origin]


def _odds(percent):
    return math.inf if percent == 100 else percent / (100 - percent)


def _width(value):
    """Return how many times the low end the high end is; infinite where an end is missing."""
    return math.inf if value.low <= 0 or value.high == math.inf else value.high / value.low
