"""The annual revenue range, taken apart into its parts and put together again."""

import pandas as pd

from analysis.ledger import LedgerError, ranges, sources, words
from analysis.ledger.cite import cited, figure

USD = "usd/year"


def part(book, name):
    """Return the Range of the claim that ``scenario/parts.csv`` names for a part of the revenue.

    Raises
    ------
    LedgerError
        If the table has no such part, or names no claim for it.
    """
    return book.range(_claim_id(book, name))


def rebuild(book, scope="non_it", dispatched_only=False):
    """Rebuild the revenue range from its parts, beside what the article prints.

    Parameters
    ----------
    book : Ledger
    scope : {"non_it", "all"}
        What the figure of about 500 million covers: workers outside IT (as
        JoongAng reads the UN report) or all workers (as RFA reads it).
    dispatched_only : bool
        Leave out what the IT workers inside North Korea earn, by headcount.

    Returns
    -------
    pandas.DataFrame
        Columns ``part`` (key of ``scenario/parts.csv``), ``words`` (the part in
        words), ``value`` (Range, USD a year), ``kind`` (claim or derived),
        ``rests_on`` (ids of claims and assumptions).

    Raises
    ------
    LedgerError
        As in `part`.
    """
    it = part(book, "it")
    rows = [("it", it)]
    if dispatched_only:
        it = it * abroad_share(book)
        rows.append(("it_dispatched", it))
    if scope == "non_it":
        other = part(book, "non_it")
        rows += [("non_it", other), ("sum", it + other)]
    else:
        rows.append(("all_workers", part(book, "all_workers")))
    rows += [("total", part(book, "total")), ("printed", part(book, "printed"))]
    table = _named(book, rows)
    derived = table["part"].isin(["it_dispatched", "sum"])
    table.insert(3, "kind", derived.map({True: "derived", False: "claim"}))
    return table


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
        Columns ``part``, ``words``, ``value`` (Range, USD a year and head;
        open bounds stay open), ``rests_on``.

    Raises
    ------
    LedgerError
        As in `part`.
    """
    workers = part(book, "workers")
    abroad, inside = part(book, "it_abroad"), part(book, "it_inside")
    other = (
        ("per_non_it", part(book, "non_it") / (workers - abroad))
        if scope == "non_it"
        else ("per_all_workers", part(book, "all_workers") / workers)
    )
    it = part(book, "it") / (abroad + inside)
    return _named(book, [("per_it", it), other, ("per_total", part(book, "total") / (workers + inside))])


def assumptions_on(book, name):
    """Return the ids of the assumptions that an input of the model or a part of the revenue rests on."""
    table = book.assumptions
    return table.loc[[name in text.split() for text in table["applies_to"]], "assumption_id"].tolist()


def claims_on_money(book):
    """Return the claims on revenue that the record uses, in the ledger's order."""
    return book.claims[(book.claims["measure"] == "revenue") & (book.claims["use"] != "excluded")]


def claims_on_workers(book):
    """Return the claims on how many workers earn it: those of all countries, and those inside North Korea."""
    claims = book.claims
    return claims[(claims["measure"] == "worker_stock") & claims["place"].isin(["WORLD", "KP"])]


def finding(book, scope="non_it", dispatched_only=False):
    """Return in sentences whether the parts make what is printed, and what the dispatched alone make.

    Parameters
    ----------
    book, scope, dispatched_only
        As in `rebuild`.
    """
    value = rebuild(book, scope, dispatched_only).set_index("part")["value"]
    printed = figure(value["printed"], USD)
    if scope == "all":
        said = figure(value["all_workers"], USD)
        return (
            f"{_asserter(book, 'all_workers')}, puts all workers at {said} a year. "
            f"No sum of parts then makes the {printed} that the article prints."
        )
    if same_ends(value["sum"], value["printed"]):
        first = (
            f"The {printed} a year that the article prints is, as we read it, no single measurement. It is the UN Panel's range for "
            f"IT workers and its figure for all other workers, added together."
        )
    else:
        shown = figure(value["sum"], USD)
        first = f"The parts add up to {shown} a year. The article prints {printed}."
    if dispatched_only:
        return f"{first} Earnings of IT workers inside North Korea are left out, on our assumption that all earn alike."
    abroad = figure(sum_of_dispatched(book), USD)
    return f"{first} Without IT workers inside North Korea, the sum would be {abroad}, if all IT workers earn alike."


def finding_values(book, scope="non_it", dispatched_only=False):
    """Return the ends of the sums by name, USD a year; ``sum_low`` and ``sum_high`` only where there is a sum.

    Parameters
    ----------
    book, scope, dispatched_only
        As in `rebuild`.
    """
    sums = {"abroad": sum_of_dispatched(book)}
    if scope == "non_it":
        sums["sum"] = rebuild(book, scope, dispatched_only).set_index("part").loc["sum", "value"]
    return {f"{name}_{side}": ranges.end(value, side) for name, value in sums.items() for side in ("low", "high")}


def sum_of_dispatched(book):
    """Return the sum of the parts without the IT workers inside North Korea, a Range in USD a year."""
    return rebuild(book, dispatched_only=True).set_index("part").loc["sum", "value"]


def same_ends(one, other):
    """Return whether two Ranges have the same ends."""
    return (one.low, one.high) == (other.low, other.high)


def parts_sentence(table):
    """Return what the parts make beside what is printed, as a sentence.

    Parameters
    ----------
    table : pandas.DataFrame
        From `rebuild`.
    """
    value = table.set_index("part")["value"]
    if "sum" not in value:
        return "Nothing is left to add: a figure for all workers already holds what the IT workers earn."
    if same_ends(value["sum"], value["printed"]):
        return "The sum of the two parts ends at the same two figures as the printed range, to the dollar."
    side = "below" if value["sum"].high < value["printed"].high else "above"
    return f"The sum of the parts ends {side} the printed range, at {cited(words.amount(value['sum'].high, USD), *value['sum'].trace)} a year."


def money_sentence(book):
    """Return who gives the lowest and who the highest figure for all workers of all countries."""
    claims = claims_on_money(book)
    claims = claims[(claims["place"] == "WORLD") & (claims["population"] == "all")]
    # A figure that is open at one end counts with the other.
    low, high = claims["low"].fillna(claims["high"]), claims["high"].fillna(claims["low"])
    lowest, highest = claims.loc[low.idxmin()], claims.loc[high.idxmax()]
    ends = [
        cited(words.amount(claim[side], USD), claim["claim_id"]) + " a year" * (side == "low")
        if claim[["low", "high"]].notna().all()
        else figure(book.range(claim), claim["unit"])
        for claim, side in ((lowest, "low"), (highest, "high"))
    ]
    return (
        f"The lowest figure for all workers of all countries is {ends[0]}: {lowest['asserted_by']}. "
        f"The highest is {ends[1]}: {highest['asserted_by']}."
    )


def workers_sentence(book):
    """Return the count of workers that a head's share is worked out from."""
    claim = book.claim(_claim_id(book, "workers"))
    count = figure(book.range(claim), claim["unit"])
    return f"Below we divide by {count} workers abroad. Said by: {claim['asserted_by']}."


def dispatched_sentence(book):
    """Return what the range loses without the IT workers inside North Korea."""
    share, rest = abroad_share(book) * 100, part(book, "it") * abroad_share(book)
    return (
        f"By headcount, {figure(share, 'percent')} of the IT workers sit abroad. "
        f"Their part of the IT revenue would be {figure(rest, USD)} a year."
    )


def per_worker_sentence(book, scope="non_it"):
    """Return what one IT worker and one other worker bring in, as a sentence."""
    table = per_worker(book, scope).set_index("part")["value"]
    it = figure(table["per_it"], USD)
    if scope == "all":
        return (
            f"On the UN Panel's figures an IT worker brings in {it} a year. "
            f"The figure for all workers comes to {figure(table['per_all_workers'], USD)} each."
        )
    other = figure(table["per_non_it"], USD)
    return f"On the UN Panel's figures an IT worker brings in {it} a year, any other worker {other}."


def contradictions_sentence(table):
    """Return how many claims on revenue exclude each other, and how often the reason is whom they count.

    Parameters
    ----------
    table : pandas.DataFrame
        From `contradictions.listed`.
    """
    scope = int((table["reason"] == "scope").sum())
    return (
        f"In {len(table)} pairs of claims on revenue, at most one of the two can be right. "
        f"In {scope or 'none'} of these pairs they count different workers."
    )


def _claim_id(book, name):
    claim_id = _row(book, name)["claim_id"]
    if not claim_id:
        raise LedgerError(f"scenario/parts.csv, part {name!r}, column claim_id: blank, but this part must name a claim")
    return claim_id


def _row(book, name):
    found = book.parts[book.parts["part"] == name]
    if found.empty:
        raise LedgerError(f"scenario/parts.csv: no row for part {name!r}; there must be one")
    return found.iloc[0]


def _asserter(book, name):
    return book.claim(_claim_id(book, name))["asserted_by"]


def _named(book, rows):
    """Return a table of (part, Range): each part in words, and what it rests on."""
    table = pd.DataFrame([(name, _row(book, name)["words"], value) for name, value in rows])
    table.columns = ["part", "words", "value"]
    return table.assign(rests_on=sources.traces(table))
