"""The annual revenue range, taken apart into its parts and put together again."""

import pandas as pd

from analysis.ledger import ranges

TOTAL = "joongang-2024-03/revenue-total"
IT = "joongang-2024-03/revenue-it"
NON_IT = "joongang-2024-03/revenue-non-it"
ALL_WORKERS = "rfa-2024-03-21/revenue-all-workers"
WORKERS = "rfa-2024-03-21/workers-world"
IT_ABROAD = "spn-2024-03/it-abroad"
IT_INSIDE = "spn-2024-03/it-inside"

# Ours: no source splits the IT revenue between workers abroad and at home.
EQUAL_EARNINGS = "assumption/it-workers-earn-alike"


def claim_range(ledger, claim_id, reading="literal"):
    """Return the Range of one claim, by id; raise ValueError if the ledger has none."""
    rows = ledger.claims[ledger.claims["claim_id"] == claim_id]
    if rows.empty:
        raise ValueError(f"claims.csv has no claim_id {claim_id!r}")
    return ranges.of_claim(rows.iloc[0], ledger.readings, reading)


def rebuild(ledger, article_claim, scope="non_it", dispatched_only=False):
    """Rebuild the revenue range from its parts, beside what the article prints.

    Parameters
    ----------
    ledger : Ledger
    article_claim : str
        Id of the claim to compare with.
    scope : {"non_it", "all"}
        What the figure of about 500 million covers: workers outside IT (as
        JoongAng reads the UN report) or all workers (as RFA reads it).
    dispatched_only : bool
        Leave out what the IT workers inside North Korea earn, by headcount.

    Returns
    -------
    pandas.DataFrame
        Columns ``part``, ``value`` (Range, USD a year), ``kind`` (claim or derived).
    """
    it = claim_range(ledger, IT)
    rows = [["IT workers", it, "claim"]]
    if dispatched_only:
        it = it * abroad_share(ledger)
        rows.append(["IT workers abroad only", it, "derived"])
    if scope == "non_it":
        other = claim_range(ledger, NON_IT)
        rows += [["Workers outside IT", other, "claim"], ["Sum of the parts", it + other, "derived"]]
    else:
        rows.append(["All workers, IT included", claim_range(ledger, ALL_WORKERS), "claim"])
    rows += [
        ["UN Panel's range", claim_range(ledger, TOTAL), "claim"],
        ["As the article prints it", claim_range(ledger, article_claim), "claim"],
    ]
    return pd.DataFrame(rows, columns=["part", "value", "kind"])


def abroad_share(ledger):
    """Return the share of IT workers who sit abroad, as a Range from 0 to 1.

    Carries the assumption that an IT worker earns the same in either place.
    """
    percent = ranges.share(claim_range(ledger, IT_ABROAD), claim_range(ledger, IT_INSIDE))
    assumed = ranges.Range(0.01, 0.01, trace=(EQUAL_EARNINGS,))
    return percent * assumed


def per_worker(ledger, scope="non_it"):
    """Return yearly revenue a head, each line from claims on the same workers.

    Parameters
    ----------
    ledger : Ledger
    scope : {"non_it", "all"}
        As in `rebuild`.

    Returns
    -------
    pandas.DataFrame
        Columns ``group``, ``value`` (Range, USD a year and head). Open bounds stay open.
    """
    workers = claim_range(ledger, WORKERS)
    abroad, inside = claim_range(ledger, IT_ABROAD), claim_range(ledger, IT_INSIDE)
    other = (
        ["A worker outside IT", claim_range(ledger, NON_IT) / (workers - abroad)]
        if scope == "non_it"
        else ["Any worker, IT included", claim_range(ledger, ALL_WORKERS) / workers]
    )
    rows = [
        ["An IT worker, abroad or inside", claim_range(ledger, IT) / (abroad + inside)],
        other,
        ["Any worker, from the UN range", claim_range(ledger, TOTAL) / (workers + inside)],
    ]
    return pd.DataFrame(rows, columns=["group", "value"])
