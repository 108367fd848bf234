"""An article's claims held against the record, by tests named in ``data/evidence.csv``."""

import pandas as pd

from analysis.ledger import dates, words

SUPPORTED, CONTRADICTED, DISPUTED = "supported", "contradicted", "disputed"
UNTESTABLE, ALONE = "not testable", "only the article says so"

COLUMNS = ["claim_id", "wording", "as_read", "verdict", "supports", "contradicts", "too_far_in_time", "context"]


def judge(book, source_id, window_years=1, leave_out=()):
    """Return a verdict on each claim of a source that is not excluded.

    Parameters
    ----------
    book : Ledger
    source_id : str
    window_years : int
        How many years may lie between a claim's period and its evidence's.
    leave_out : sequence of str
        Sources whose evidence does not count.

    Returns
    -------
    pandas.DataFrame
        ``claim_id``, ``wording``, ``as_read``; ``verdict``: *supported*,
        *contradicted*, *disputed* (evidence on both sides), *not testable* (a
        plan or demand, which no count can test) or *only the article says so*;
        then the ids of the evidence that ``supports`` it, that ``contradicts``
        it, that speaks of another time (``too_far_in_time``) and that is shown
        but decides nothing (``context``), with a space between them.
    """
    claims = book.claims.set_index("claim_id", drop=False)
    values = {}

    def value(claim_id):
        if claim_id not in values:
            values[claim_id] = book.range(claims.loc[claim_id])
        return values[claim_id]

    rows = claims[(claims["source_id"] == source_id) & (claims["use"] != "excluded")]
    found = []
    for claim in rows.to_dict("records"):
        sides = {SUPPORTED: [], CONTRADICTED: [], "far": [], "context": []}
        for row in book.evidence[book.evidence["claim_id"] == claim["claim_id"]].to_dict("records"):
            used = [row["evidence_id"], row["against"] or row["evidence_id"]]
            if set(claims.loc[used, "source_id"]) & set(leave_out):
                continue
            sides[_side(row, claim, claims, value, window_years)].append(row["evidence_id"])
        as_read = words.describe(value(claim["claim_id"]), claim["unit"])
        verdict = _verdict(claim, sides)
        found.append([claim["claim_id"], claim["wording"], as_read, verdict, *map(" ".join, sides.values())])
    return pd.DataFrame(found, columns=COLUMNS)


def reasons(book, source_id, leave_out=()):
    """Return each test of a source's claims: the evidence in words, and what it can show."""
    claims = book.claims.set_index("claim_id", drop=False)
    rows = book.evidence[book.evidence["claim_id"].str.startswith(source_id + "/")]
    rows = rows[~rows["evidence_id"].map(claims["source_id"]).isin(leave_out)]
    evidence = claims.loc[rows["evidence_id"]]
    written = [
        claim["wording"] if claim["bound"] == "unstated" else words.describe(book.range(claim), claim["unit"])
        for claim in evidence.to_dict("records")
    ]
    return pd.DataFrame(
        {
            "claim": rows["claim_id"].str.split("/").str[1].to_numpy(),
            "evidence": written,
            "measure": evidence["measure"].to_numpy(),
            "period": evidence["period"].to_numpy(),
            "asserted_by": evidence["asserted_by"].to_numpy(),
            "shows": rows["sentence"].to_numpy(),
            "evidence_id": rows["evidence_id"].to_numpy(),
        }
    )


def _side(row, claim, claims, value, window_years):
    if row["test"] == "context":
        return "context"
    if _years_between(claim["period"], claims.loc[row["evidence_id"], "period"]) > window_years:
        return "far"
    if row["test"] == "exceeds":
        evidence, other = value(row["evidence_id"]), value(row["against"])
        if evidence.meet(other) is not None:
            return "context"
        return SUPPORTED if evidence.low >= other.high else CONTRADICTED
    return SUPPORTED if value(claim["claim_id"]).meet(value(row["evidence_id"])) is not None else CONTRADICTED


def _verdict(claim, sides):
    if claim["status"] == "planned":
        return UNTESTABLE
    if sides[SUPPORTED] and sides[CONTRADICTED]:
        return DISPUTED
    return next((side for side in (SUPPORTED, CONTRADICTED) if sides[side]), ALONE)


def _years_between(one, other):
    """Years between two periods, 0 where they overlap."""
    (a, b), (c, d) = dates.bounds(one), dates.bounds(other)
    if a and d and d < a:
        return (a - d).days / 365.25
    if c and b and b < c:
        return (c - b).days / 365.25
    return 0.0
