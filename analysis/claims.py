"""What one source claims, in which words, and what the readings of those words change."""

import pandas as pd

from analysis.ledger import words
from analysis.ledger.ranges import end
from analysis.ledger.readings import READINGS


def listed(book, source_id, excluded=True):
    """Return what one source claims, as read.

    Parameters
    ----------
    book : Ledger
    source_id : str
    excluded : bool
        Whether to keep claims that are excluded from charts and sums.

    Returns
    -------
    pandas.DataFrame
        Columns ``claim_id``, ``measure``, ``place``, ``wording``, ``as_read``
        (words), ``low``, ``high`` (in ``unit``; NaN where nothing bounds that
        side), ``unit``, ``bound``, ``asserted_by``, ``locator``, ``use``, ``note``.
    """
    rows = book.claims[book.claims["source_id"] == source_id]
    if not excluded:
        rows = rows[rows["use"] != "excluded"]
    values = [book.range(row) for row in rows.to_dict("records")]
    written = [words.describe(value, unit) for value, unit in zip(values, rows["unit"])]
    table = rows[["claim_id", "measure", "place", "wording"]].assign(
        as_read=written, low=[end(v, "low") for v in values], high=[end(v, "high") for v in values]
    )
    rest = ["unit", "bound", "asserted_by", "locator", "use", "note"]
    return pd.concat([table, rows[rest]], axis=1).reset_index(drop=True)


def readings(book, source_id):
    """Return one source's vague figures under each reading, with the reading's basis.

    Returns
    -------
    pandas.DataFrame
        Columns ``wording``, ``reading``, ``as_read``, ``basis``; only claims
        whose wording is in ``readings.csv``.
    """
    rows = book.claims[book.claims["source_id"] == source_id]
    found = []
    for claim in rows.to_dict("records"):
        for reading in READINGS:
            vague = book.readings.by(reading).of_phrase(claim["wording"], claim["unit"])
            if vague is not None and vague["reading"] == reading:
                value = book.by(reading).range(claim)
                found.append([claim["wording"], reading, words.describe(value, claim["unit"]), vague["basis"]])
    return pd.DataFrame(found, columns=["wording", "reading", "as_read", "basis"])


def both_readings(book, source_id):
    """Return one source's figures but plans, a row a reading where the readings differ.

    Returns
    -------
    pandas.DataFrame
        Columns ``wording``, ``asserted_by``, ``reading``, ``value`` (Range), ``unit``.
    """
    claims = book.claims
    drawn = claims["use"].ne("excluded") & claims["bound"].ne("unstated") & claims["status"].ne("planned")
    rows = claims[(claims["source_id"] == source_id) & drawn]
    found = []
    for claim in rows.to_dict("records"):
        literal, narrow = (book.by(reading).range(claim) for reading in READINGS)
        found.append([claim["wording"], claim["asserted_by"], "literal", literal, claim["unit"]])
        if narrow != literal:
            found.append([claim["wording"], claim["asserted_by"], "narrow", narrow, claim["unit"]])
    return pd.DataFrame(found, columns=["wording", "asserted_by", "reading", "value", "unit"])
