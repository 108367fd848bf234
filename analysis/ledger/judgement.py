"""How much evidence counts: origins, not pages, by the rules in ``data/judgement/``."""

import math
from dataclasses import dataclass
from itertools import combinations

NO_BASIS = "cannot be judged"
UNLIKELY, EVEN = ("unlikely", "very unlikely", "almost no chance"), "roughly even"
LIKELY = ("likely", "very likely", "almost certain")
BANDS = (*reversed(UNLIKELY), EVEN, *LIKELY)


@dataclass(frozen=True)
class Rules:
    """The rules of judgement, as plain values.

    Attributes
    ----------
    worth : dict of (str, str) to float
        ``points.csv``: circumstance and value → points or multiplier.
    bands : list of (str, float)
        ``likelihood.csv``: band and the net points from which it holds, the least likely first.
    degrees : list of dict
        ``confidence.csv``, the highest first.
    """

    worth: dict
    bands: list
    degrees: list

    @classmethod
    def of(cls, book):
        """Return the rules of a ledger."""
        table = book.points
        worth = dict(zip(zip(table["circumstance"], table["value"]), table["points"]))
        least = [float(text) if text else -math.inf for text in book.likelihood["net_points"]]
        return cls(worth, list(zip(book.likelihood["likelihood"], least)), book.confidence.to_dict("records"))


def origin_points(rows, rules):
    """Return each origin with the points of its strongest evidence.

    Parameters
    ----------
    rows : list of dict
        Rows of `tests`, of one side.
    rules : Rules

    Returns
    -------
    list of (str, frozenset of str, float)
        Origin, the governments behind it, its points; the strongest first.
    """
    worth, best = rules.worth, {}
    for row in rows:
        gains = worth["interest", "for"] if row["interest"] == "for" else 1
        loses = worth["interest", "against"] if row["interest"] == "against" else 0
        own = (worth["grade", row["grade"]] + loses) * gains
        own *= worth["kind", "anonymous"] if row["kind"] == "anonymous" else 1
        own *= worth["bearing", row["direct"]] * worth["covers", row["covers"]]
        if row["origin_id"] == "unknown":
            own = min(own, worth["unknown", ""])
        if row["origin_id"] not in best or own > best[row["origin_id"]][1]:
            best[row["origin_id"]] = _governments(row), own
    return sorted(((name, *rest) for name, rest in best.items()), key=lambda one: (-one[2], one[0]))


def weigh(rows, rules):
    """Return the points of one side: independent origins in full, others of a government already counted in part.

    Notes
    -----
    Which origins count in full is chosen so that the sum is the highest: one
    more origin therefore never lowers it.
    """
    scored = origin_points(rows, rules)
    part = rules.worth["same_government", ""]
    full = max((sum(one[2] for one in group) for group in _independent_groups(scored)), default=0.0)
    return float(part * sum(one[2] for one in scored) + (1 - part) * full)


def independent(rows):
    """Return the largest set of origins of which no two have a government in common."""
    behind = {row["origin_id"]: _governments(row) for row in rows}
    groups = _independent_groups([(name, behind[name], 1.0) for name in sorted(behind)])
    return [one[0] for one in max(groups, key=len, default=())]


def likelihood(points_for, points_against, rules):
    """Return the band of likelihood that points for and against give, or `NO_BASIS` where there are none."""
    if not points_for and not points_against:
        return NO_BASIS
    return [band for band, least in rules.bands if points_for - points_against >= least][-1]


def confidence(supporting, opposing, rules):
    """Return how sure the judgement is: the first degree whose needs the stronger side meets."""
    points = weigh(supporting, rules), weigh(opposing, rules)
    rows = supporting if points[0] >= points[1] else opposing
    origins = {row["origin_id"] for row in rows}
    direct = {row["origin_id"] for row in rows if row["direct"] == "direct"}
    apart = len(independent(rows))
    for degree in rules.degrees:
        enough = max(points) >= degree["least_points"] and len(origins) >= degree["least_origins"]
        enough &= apart >= degree["least_governments"] and len(direct) >= degree["least_direct"]
        if enough and not min(points) > degree["most_points_against"]:  # blank: any
            return degree["confidence"]
    return rules.degrees[-1]["confidence"]


def _governments(row):
    return frozenset() if row["governments"] == "none" else frozenset(row["governments"].split("+"))


def _independent_groups(scored):
    """Yield every set of origins of which no two have a government in common; the sets are small."""
    for size in range(len(scored) + 1):
        for group in combinations(scored, size):
            seen = [name for _, behind, _ in group for name in behind]
            if len(seen) == len(set(seen)):
                yield group
