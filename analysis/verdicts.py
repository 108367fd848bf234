"""An article's theses held against the record, by tests and rules that stand in tables.

What may test a thesis is in ``evidence.csv``, how much an origin counts in
``data/judgement/``. Origins count, not pages: who first counted or estimated.
"""

from itertools import combinations

import pandas as pd

from analysis.ledger import dates, words
from analysis.ledger.ranges import share

SUPPORTED, OVERSTATED, CONTRADICTED, DISPUTED = "supported", "overstated", "contradicted", "disputed"
VAGUE, ALONE, UNTESTABLE = "too vague to fail", "only the article says so", "not testable"
VERDICTS = (SUPPORTED, OVERSTATED, DISPUTED, CONTRADICTED, VAGUE, ALONE, UNTESTABLE)
FOR, AGAINST, UNDECIDED, FAR, CONTEXT, WITHDRAWN = "for", "against", "undecided", "another time", "context", "withdrawn"
NO_BASIS = "cannot be judged"


def tests(book, article_id, window_years=1, leave_out=(), full=None):
    """Return what each piece of evidence says of its thesis.

    Parameters
    ----------
    book : Ledger
        What counts: for another day, from `ledger.as_of`.
    article_id : str
    window_years : float
        How many years may lie between a thesis's period and its evidence's.
    leave_out : sequence of str
        Ids of sources or origins that do not count.
    full : Ledger, optional
        Where rows that ``book`` lacks are described; ``book`` itself by default.

    Returns
    -------
    pandas.DataFrame
        A row a piece of evidence: ``thesis_id``, ``evidence_id``, ``test``,
        ``side`` (for | against | undecided | another time | context | withdrawn),
        ``covers`` (whole | part), ``direct`` (direct | indirect), ``origin_id``
        (``unknown`` where nobody knows it), ``governments``, ``grade``,
        ``interest`` (against | for | blank: who
        makes the statement loses or gains by it), ``published`` (ISO day, blank if unknown),
        ``sentence``. Evidence that the book lacks is left out.
    """
    rows = _described(book)
    gone = set(book.withdrawn["claim_id"])
    theses = book.theses[book.theses["source_id"] == article_id].set_index("thesis_id")
    found = []
    for item in book.evidence[book.evidence["thesis_id"].isin(theses.index)].to_dict("records"):
        thesis = theses.loc[item["thesis_id"]]
        against = item["against"] or (thesis["claim_id"] if item["test"] == "meets" else "")
        used = [item["evidence_id"], *([against] if against else [])]
        if not all(name in rows or name in gone for name in used):
            continue
        row = rows.get(item["evidence_id"])
        if row is None or against in gone:
            side, row = WITHDRAWN, row or _described_withdrawn(book, item["evidence_id"])
        elif any({rows[name]["source_id"], rows[name]["origin_id"]} & set(leave_out) for name in used):
            continue
        else:
            side = _side(book, item, against, thesis, row, window_years)
        kept = {name: item[name] for name in ("thesis_id", "evidence_id", "test", "covers", "direct", "sentence")}
        found.append(kept | {"side": side} | {name: row[name] for name in ORIGIN_COLUMNS})
    return pd.DataFrame(found, columns=TEST_COLUMNS)


def judge(book, article_id, window_years=1, leave_out=()):
    """Return a verdict, a likelihood and a confidence for each thesis of an article.

    Parameters
    ----------
    book, article_id, window_years, leave_out
        As in `tests`.

    Returns
    -------
    pandas.DataFrame
        Index: thesis_id. Columns ``short``, ``statement``, ``kind``, ``role``,
        ``paragraphs``, ``verdict`` (one of `VERDICTS`), ``likelihood`` (a band of
        ``likelihood.csv``, or `NO_BASIS`), ``confidence``, ``points_for``,
        ``points_against`` (float), ``origins_for``, ``origins_against`` (int,
        independent ones), ``supports``, ``contradicts``, ``other_time``,
        ``context``, ``withdrawn`` (ids with a space between), ``override`` (who
        judged instead of the rules, and why; blank if nobody did).
    """
    evidence = tests(book, article_id, window_years, leave_out)
    overrides = book.overrides.set_index("thesis_id")
    found = {}
    for thesis in book.theses[book.theses["source_id"] == article_id].to_dict("records"):
        rows = evidence[evidence["thesis_id"] == thesis["thesis_id"]]
        sides = {side: rows[rows["side"] == side] for side in (FOR, AGAINST, FAR, CONTEXT, UNDECIDED, WITHDRAWN)}
        points = {side: weigh(sides[side], book.points) for side in (FOR, AGAINST)}
        judged = {
            "verdict": verdict(thesis, sides[FOR], sides[AGAINST], is_vague(book, thesis, window_years)),
            "likelihood": likelihood(points[FOR], points[AGAINST], book.likelihood),
            "confidence": confidence(sides, points, book.confidence),
            "override": "",
        }
        if thesis["thesis_id"] in overrides.index:
            other = overrides.loc[thesis["thesis_id"]]
            judged |= {name: other[name] for name in ("likelihood", "confidence")}
            judged["override"] = f"{other['by']}, {words.when(other['day'])}: {other['reason']}"
        found[thesis["thesis_id"]] = (
            {name: thesis[name] for name in ("short", "statement", "kind", "role", "paragraphs")}
            | judged
            | {"points_for": points[FOR], "points_against": points[AGAINST]}
            | {"origins_for": len(independent(sides[FOR])), "origins_against": len(independent(sides[AGAINST]))}
            | {column: " ".join(sides[side]["evidence_id"]) for column, side in LISTED.items()}
        )
    return pd.DataFrame.from_dict(found, orient="index", columns=JUDGED_COLUMNS).rename_axis("thesis_id")


def verdict(thesis, supporting, opposing, vague):
    """Return the verdict on a thesis; direct evidence decides before indirect.

    Parameters
    ----------
    thesis : mapping
        Its ``kind``.
    supporting, opposing : pandas.DataFrame
        Rows of `tests` on either side, with ``direct`` and ``covers``.
    vague : bool
        Whether its figure is too wide to fail.
    """
    direct = [rows[rows["direct"] == "direct"] for rows in (supporting, opposing)]
    if thesis["kind"] in ("motive", "plan") and not any(map(len, direct)):
        return UNTESTABLE
    if any(map(len, direct)):
        supporting, opposing = direct
    if len(supporting) and len(opposing):
        in_part = set(supporting["covers"]) == {"part"} or set(opposing["covers"]) == {"part"}
        return OVERSTATED if in_part else DISPUTED
    if len(opposing):
        return CONTRADICTED
    if vague:
        return VAGUE
    return SUPPORTED if len(supporting) else ALONE


def is_vague(book, thesis, window_years=1):
    """Whether the figure of a thesis is so wide that no plausible count could contradict it.

    Its high end is many times its low end (``points.csv``, circumstance vague),
    and every charted figure for the same quantity, near in time, lies inside.
    """
    if not thesis["claim_id"] or thesis["claim_id"] in set(book.withdrawn["claim_id"]):
        return False
    claim = book.claim(thesis["claim_id"])
    value = book.range(claim)
    factor = book.points.set_index("circumstance").loc["vague", "points"]
    if not 0 < value.low * factor <= value.high < float("inf"):
        return False
    like = book.claims[(book.claims[["measure", "place", "population"]] == [claim[c] for c in ("measure", "place", "population")]).all(axis=1)]  # fmt: skip
    like = like[like["use"].eq("chart") & like["claim_id"].ne(claim["claim_id"]) & like["bound"].ne("unstated")]
    near = [row for row in like.to_dict("records") if years_between(thesis["period"], row["period"]) <= window_years]
    others = [book.range(row) for row in near]
    return all(value.low <= other.low and other.high <= value.high for other in others)


def origin_points(rows, points):
    """Return each origin with the points of its strongest evidence.

    Parameters
    ----------
    rows : pandas.DataFrame
        Rows of `tests`, of one side.
    points : pandas.DataFrame
        ``points.csv``.

    Returns
    -------
    list of (str, frozenset of str, float)
        Origin, the governments behind it, its points; the strongest first.
    """
    worth = {(row["circumstance"], row["value"]): row["points"] for row in points.to_dict("records")}
    best = {}
    for row in rows.to_dict("records"):
        gains = worth["interest", "for"] if row["interest"] == "for" else 1
        loses = worth["interest", "against"] if row["interest"] == "against" else 0
        own = (worth["grade", row["grade"]] + loses) * gains
        own *= worth["bearing", row["direct"]] * worth["covers", row["covers"]]
        if row["origin_id"] == "unknown":
            own = min(own, worth["unknown", ""])
        behind = frozenset() if row["governments"] == "none" else frozenset(row["governments"].split("+"))
        if row["origin_id"] not in best or own > best[row["origin_id"]][1]:
            best[row["origin_id"]] = behind, own
    return sorted(((name, *rest) for name, rest in best.items()), key=lambda one: (-one[2], one[0]))


def weigh(rows, points):
    """Return the points of one side: independent origins in full, others of a government already counted in part.

    Notes
    -----
    Which origins count in full is chosen so that the sum is the highest: one
    more origin therefore never lowers it.
    """
    scored = origin_points(rows, points)
    part = points.set_index("circumstance").loc["same_government", "points"]
    full = max((sum(one[2] for one in group) for group in _independent_groups(scored)), default=0.0)
    return float(part * sum(one[2] for one in scored) + (1 - part) * full)


def independent(rows):
    """Return the largest set of origins of which no two have a government in common."""
    behind = {row["origin_id"]: row["governments"] for row in rows.to_dict("records")}
    scored = [
        (name, frozenset() if text == "none" else frozenset(text.split("+")), 1.0)
        for name, text in sorted(behind.items())
    ]
    return [one[0] for one in max(_independent_groups(scored), key=len, default=())]


def likelihood(points_for, points_against, bands):
    """Return the band of likelihood that points for and against give, or `NO_BASIS` where there are none."""
    if not points_for and not points_against:
        return NO_BASIS
    net = points_for - points_against
    fits = [name for name, least in zip(bands["likelihood"], bands["net_points"]) if least == "" or net >= float(least)]
    return fits[-1]


def confidence(sides, points, degrees):
    """Return how sure the judgement is: the first degree whose needs the stronger side meets."""
    stronger, weaker = (FOR, AGAINST) if points[FOR] >= points[AGAINST] else (AGAINST, FOR)
    rows = sides[stronger]
    names = set(rows["origin_id"])
    direct = rows.loc[rows["direct"] == "direct", "origin_id"].nunique()
    for row in degrees.to_dict("records"):
        enough = points[stronger] >= row["least_points"] and len(names) >= row["least_origins"]
        enough &= len(independent(rows)) >= row["least_governments"]
        calm = pd.isna(row["most_points_against"]) or points[weaker] <= row["most_points_against"]
        if enough and calm and direct >= row["least_direct"]:
            return row["confidence"]
    return degrees["confidence"].iloc[-1]


def years_between(one, other):
    """Return the years between two periods (EDTF), 0 where they overlap."""
    (a, b), (c, d) = dates.bounds(one), dates.bounds(other)
    if a and d and d < a:
        return (a - d).days / 365.25
    if c and b and b < c:
        return (c - b).days / 365.25
    return 0.0


ORIGIN_COLUMNS = ["origin_id", "governments", "grade", "interest", "published"]
INTEREST = {"yes": "against", "no": "for", "": ""}
TEST_COLUMNS = ["thesis_id", "evidence_id", "test", "side", "covers", "direct", *ORIGIN_COLUMNS, "sentence"]
LISTED = {"supports": FOR, "contradicts": AGAINST, "other_time": FAR, "context": CONTEXT, "withdrawn": WITHDRAWN}
JUDGED_COLUMNS = [
    "short", "statement", "kind", "role", "paragraphs", "verdict", "likelihood", "confidence", "points_for",
    "points_against", "origins_for", "origins_against", *LISTED, "override",
]  # fmt: skip


def _side(book, item, against, thesis, row, window_years):
    """Which side of a thesis one piece of evidence is on."""
    if item["test"] == "context":
        return CONTEXT
    if years_between(thesis["period"], row["period"]) > window_years:
        return FAR
    if item["test"] in ("happened", "denied"):
        return FOR if item["test"] == "happened" else AGAINST
    value, other = book.range(item["evidence_id"]), book.range(against)
    if item["test"] == "meets":
        return FOR if value.meet(other) is not None else AGAINST
    if item["test"] == "share_of":
        part = share(value, other - value if other.low >= value.high else other)
        return FOR if part.low > item["limit"] else AGAINST if part.high < item["limit"] else UNDECIDED
    if value.meet(other) is not None:
        return UNDECIDED
    return FOR if (value.low >= other.high) == (item["test"] == "exceeds") else AGAINST


def _described(book):
    """Return each claim and event by id: source, period, origin, governments, grade, day of publication."""
    claims = book.claims.rename(columns={"claim_id": "id"})
    events = book.events.rename(columns={"event_id": "id", "date": "period"})
    columns = ["id", "source_id", "period", "origin_id", "origin_known"]
    return _with_origins(book, pd.concat([claims[columns], events[columns]], ignore_index=True))


def _described_withdrawn(book, name):
    claims = book.withdrawn.rename(columns={"claim_id": "id"})
    return _with_origins(book, claims)[name]


def _with_origins(book, table):
    sources = book.sources.set_index("source_id")
    origins = book.origins.set_index("origin_id")
    found = {}
    for row in table.to_dict("records"):
        source = sources.loc[row["source_id"]]
        known = row["origin_id"] != "" and row["origin_known"] != "unknown"
        last = dates.bounds(source["published"])[1] if source["published"] else None
        found[row["id"]] = {
            "source_id": row["source_id"],
            "period": row["period"],
            "origin_id": row["origin_id"] if known else "unknown",
            "governments": origins.loc[row["origin_id"], "government"] if known else "none",
            "grade": source["reliability"],
            "interest": INTEREST[origins.loc[row["origin_id"], "against_interest"]] if known else "",
            "published": str(last) if last else "",
        }
    return found


def _independent_groups(scored):
    """Yield every set of origins of which no two have a government in common; the sets are small."""
    for size in range(len(scored) + 1):
        for group in combinations(scored, size):
            seen = [name for _, behind, _ in group for name in behind]
            if len(seen) == len(set(seen)):
                yield group
