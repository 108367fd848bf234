"""The annual revenue range, taken apart into its parts and put together again."""

import pandas as pd

from analysis.ledger import ranges


def part(book, name):
    """Return the Range of the claim that `Ledger.parts` names for a part of the revenue."""
    return book.range(book.parts.set_index("part").loc[name, "claim_id"])


def rebuild(book, article_claim, scope="non_it", dispatched_only=False):
    """Rebuild the revenue range from its parts, beside what the article prints.

    Parameters
    ----------
    book : Ledger
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
    it = part(book, "it")
    rows = [["IT workers", it, "claim"]]
    if dispatched_only:
        it = it * abroad_share(book)
        rows.append(["IT workers abroad only", it, "derived"])
    if scope == "non_it":
        other = part(book, "non_it")
        rows += [["Workers outside IT", other, "claim"], ["Sum of the parts", it + other, "derived"]]
    else:
        rows.append(["All workers, IT included", part(book, "all_workers"), "claim"])
    rows += [
        ["UN Panel's range", part(book, "total"), "claim"],
        ["As the article prints it", book.range(article_claim), "claim"],
    ]
    return pd.DataFrame(rows, columns=["part", "value", "kind"])


def abroad_share(book):
    """Return the share of IT workers who sit abroad, as a Range from 0 to 1.

    Carries the assumption that an IT worker earns the same in either place.
    """
    assumed = assumptions_on(book, "it_abroad")
    percent = ranges.share(part(book, "it_abroad"), part(book, "it_inside"))
    one_percent = ranges.Range(0.01, 0.01, trace=tuple(assumed))
    return percent * one_percent


def per_worker(book, scope="non_it"):
    """Return yearly revenue a head, each line from claims on the same workers.

    Parameters
    ----------
    book : Ledger
    scope : {"non_it", "all"}
        As in `rebuild`.

    Returns
    -------
    pandas.DataFrame
        Columns ``group``, ``value`` (Range, USD a year and head). Open bounds stay open.
    """
    workers = part(book, "workers")
    abroad, inside = part(book, "it_abroad"), part(book, "it_inside")
    other = (
        ["A worker outside IT", part(book, "non_it") / (workers - abroad)]
        if scope == "non_it"
        else ["Any worker, IT included", part(book, "all_workers") / workers]
    )
    rows = [
        ["An IT worker, abroad or inside", part(book, "it") / (abroad + inside)],
        other,
        ["Any worker, from the UN range", part(book, "total") / (workers + inside)],
    ]
    return pd.DataFrame(rows, columns=["group", "value"])


def assumptions_on(book, name):
    """Return the ids of the assumptions that an input of the model or a part of the revenue rests on."""
    table = book.assumptions
    return table.loc[[name in text.split() for text in table["applies_to"]], "assumption_id"].tolist()
