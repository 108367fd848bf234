"""What does not add up: between an article and the ledger's rows of it, and between claims on one quantity."""

import dataclasses
import math

import pandas as pd

from analysis.audit import account
from analysis.audit import article as articles
from analysis.ledger import dates, readings, vocabulary


def problems(article, book, source_id, hits):
    """Return what is wrong between an article and the ledger, a line each.

    Wordings not found as often as expected; bounds and dates that, derived
    again from the wording, are not the ledger's.

    Parameters
    ----------
    article : article.Article
    book : Ledger
    source_id : str
        The source whose claims and events are this article's.
    hits : pandas.DataFrame
        What `account.hits` returned for them.

    Returns
    -------
    list of str
    """
    placed, found = account.place(article, book, source_id)
    own = dataclasses.replace(
        book,
        claims=book.claims[book.claims["source_id"] == source_id],
        events=book.events[book.events["source_id"] == source_id],
    )
    found += readings.faults(own.claims, own.readings) + dates.faults(own.events, own.sources, own.readings)
    return found + _bounds_not_in_text(article, own, placed, hits)


def differences(article, book, source_id):
    """Return which paragraphs of a copy are not those that the ledger was made from, a line each."""
    return articles.differences(article, book.fingerprints[book.fingerprints["source_id"] == source_id])


def disagreements(article, book, source_id, hits):
    """Return `problems` and `differences` as a table with columns ``kind`` (ledger | copy) and ``what``."""
    found = [("ledger", line) for line in problems(article, book, source_id, hits)]
    found += [("copy", line) for line in differences(article, book, source_id)]
    return pd.DataFrame(found, columns=["kind", "what"], dtype=object)


def agreement(disagreements, source_id):
    """Return in words whether the ledger and a copy agree; without a source there is nothing to compare."""
    if not source_id:
        return "The text is of no source in the ledger, so there is nothing to compare it with."
    if disagreements.empty:
        return (
            "The ledger and this copy agree: each wording stands in its paragraph, "
            "and each bound and date follows from its words."
        )
    number = len(disagreements)
    return f"The ledger and this copy disagree in {'one place' if number == 1 else f'{number} places'}."


def contradictions(book, source_id=""):
    """Return the pairs of claims that cannot both be true, with why: all, or those with a claim of one source.

    Returns
    -------
    pandas.DataFrame
        Rows of ``Ledger.contradictions``.
    """
    pairs = book.contradictions
    if source_id:
        own = set(book.claims.loc[book.claims["source_id"] == source_id, "claim_id"])
        pairs = pairs[pairs["claim_a"].isin(own) | pairs["claim_b"].isin(own)]
    return pairs.reset_index(drop=True)


def contradictions_in_words(pairs, source_id=""):
    """Return in words how many pairs `contradictions` found, and what they differ in most often."""
    whose = "with a claim of this article " if source_id else ""
    if pairs.empty:
        return f"The ledger has no pair of claims {whose}that cannot both be true."
    tally = pairs["reason"].value_counts().sort_index()
    commonest, number = tally.idxmax(), len(pairs)
    reason = vocabulary.value("reason", commonest)
    if number == 1:
        return f"One pair of claims {whose}cannot both be true: the two differ in {reason}."
    return (
        f"{number} pairs of claims {whose}cannot both be true. "
        f"Most often, in {tally[commonest]} of them, the two differ in {reason}."
    )


def _bounds_not_in_text(article, own, placed, hits):
    """Return a line for each bound of a claim that is not among the numbers the finder reads in its wording."""
    spans = {row["id"]: (row["start"], row["end"]) for row in placed}
    numbers = hits[hits["kind"] != "name-number"]
    literal, found = own.readings.by("literal"), []
    for claim in own.claims.to_dict("records"):
        start, end = spans.get(claim["claim_id"], (0, 0))
        overlapping = numbers[(numbers["start"] < end) & (numbers["end"] > start)]
        vague = literal.of_phrase(claim["wording"], claim["unit"]) is not None
        if overlapping.empty or vague or readings.CODED in claim["note"]:
            continue
        read = set(overlapping["low"].dropna()) | set(overlapping["high"].dropna())
        read |= {-one for one in read} if claim["measure"].endswith(readings.BELOW_ZERO) else set()
        found += [
            f"{claim['claim_id']}: {value:.15g} is not what is read in {article.text[start:end]!r}: "
            + ", ".join(f"{one:.15g}" for one in sorted(read))
            for value in sorted({value for value in (claim["low"], claim["high"]) if not math.isnan(value)})
            if not any(math.isclose(value, one) for one in read)
        ]
    return found
