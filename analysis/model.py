"""The what-if model: its inputs, and one formula for ranges and for draws alike.

The formula is written once. Given ranges, interval arithmetic bounds the
answer for certain; given arrays of draws, it gives a distribution under stated
assumptions. Each input enters it once, so the bounds are exactly what the
inputs allow (Moore, Kearfott & Cloud, *Introduction to Interval Analysis*,
SIAM 2009, sec. 5.1).
"""

import math

from analysis import revenue
from analysis.ledger import LedgerError, ParameterError, modelled, sources
from analysis.ledger.ranges import Range

MONTHS = 12
# What the formula takes; with IT workers it takes two more.
TAKEN = ("china_workers", "russia_workers", "pay_china", "pay_russia", "take_china", "take_russia")
TAKEN_OF_IT = modelled.OF_IT


def inputs(book, it_workers_too=False, **given):
    """Return the model's inputs: the ledger's bounds, or the reader's own.

    Parameters
    ----------
    book : Ledger
    it_workers_too : bool
        Whether IT workers are sent home too.
    **given
        By input, bounds as text: ``"50000..100000"`` or ``"800"``; blank for the ledger's.

    Returns
    -------
    pandas.DataFrame
        Index: input. Columns ``quantity``, ``unit``, ``value`` (Range; percent
        as such), ``given_by`` (ledger or reader), ``rests_on`` (ids of claims
        and assumptions; blank for the reader's own).

    Raises
    ------
    LedgerError
        If a table of the scenario lacks an input, or does not give it two ends.
    ParameterError
        If a name in ``given`` is no input, or its text no bounds, or above the most that the table allows.
    """
    table = book.inputs.set_index("input")
    for name in (*TAKEN, *TAKEN_OF_IT):
        if name not in table.index:
            raise LedgerError(f"scenario/inputs.csv: no row for input {name!r}; the formula takes it")
    for name, text in given.items():
        most = table["most"].get(name, math.nan)
        if math.isnan(most):
            allowed = ", ".join(table.index[table["most"].notna()])
            raise ParameterError(f"parameter {name}: no input that a reader may give; allowed: {allowed}")
        if text and read_bounds(text).high > most:
            raise ParameterError(f"parameter {name}: given {text!r}; allowed: at most {most:,.0f}")
    if not it_workers_too:
        table = table.drop(index=[*TAKEN_OF_IT])
    found = table[["quantity", "unit"]].copy()
    own = [bool(given.get(name)) for name in table.index]
    found["value"] = [
        read_bounds(given[name]) if mine else _from_ledger(book, name) for name, mine in zip(table.index, own)
    ]
    return found.assign(given_by=["reader" if mine else "ledger" for mine in own], rests_on=sources.traces(found))


def with_bounds(table, ends):
    """Return the inputs with the reader's own bounds where these differ from what they are.

    Parameters
    ----------
    table : pandas.DataFrame
        From `inputs`.
    ends : mapping of str to (float, float)
        Input → low and high.
    """
    table = table.copy()
    for name, value in dict(table["value"]).items():
        if tuple(ends.get(name, ())) not in ((), (value.low, value.high)):
            table.at[name, "value"] = Range(*ends[name])
            table.loc[name, ["given_by", "rests_on"]] = ["reader", ""]
    return table


def read_bounds(text):
    """Return the Range written as ``low..high`` or as one number.

    Raises
    ------
    ParameterError
        If it is neither, or a bound is not a positive number, or low exceeds high.
    """
    parts = text.split("..")
    try:
        low, high = float(parts[0]), float(parts[-1])
    except ValueError:
        low = high = math.nan
    if len(parts) > 2 or not 0 < low <= high < math.inf:
        raise ParameterError(f"bounds {text!r}; allowed: low..high or one number, positive, low at most high")
    return Range(low, high)


def _from_ledger(book, name):
    """Return an input's Range: the hull of its figures, or one claim as a share of another."""
    claims = book.input_claims[book.input_claims["input"] == name]
    claims = claims[claims["claim_id"].isin(book.claims["claim_id"])]  # a figure that was withdrawn is none
    values = {claim_id: book.range(claim_id) for claim_id in claims["claim_id"]}
    assumed = revenue.assumptions_on(book, name)
    roles = sorted(claims["role"])
    if roles == ["part", "whole"]:
        by_role = dict(zip(claims["role"], values.values()))
        # Of the workers abroad, then of all: some sit inside North Korea.
        abroad = revenue.abroad_share(book)
        share = (by_role["part"] / by_role["whole"]).meet(Range(0, 1)) * abroad * 100
        return Range(share.low, share.high, trace=tuple(dict.fromkeys([*values, *abroad.trace, *assumed])))
    if not roles or set(roles) != {"figure"}:
        raise LedgerError(
            f"scenario/input_claims.csv, input {name!r}: found {', '.join(roles) or 'no row'}; "
            "allowed: one or more figures, or one part and one whole"
        )
    low, high = min(value.low for value in values.values()), max(value.high for value in values.values())
    if math.isinf(low) or math.isinf(high):
        raise LedgerError(f"scenario/input_claims.csv, input {name!r}: a figure has no lower or upper end; give both")
    return Range(low, high, trace=(*values, *assumed))


def earnings_lost(x, sent_home):
    """Return the state's yearly earnings in China that are lost, in USD.

    Parameters
    ----------
    x : mapping
        Input → Range, number or array; with ``it_revenue`` and ``it_in_china`` if IT workers go too.
    sent_home : float or array
        Share of the workers in China sent home, 0 to 1.
    """
    total = x["china_workers"] * x["pay_china"] * x["take_china"] * (MONTHS / 100)
    if "it_revenue" in x:
        total = total + x["it_revenue"] * x["it_in_china"] * (1 / 100)
    return total * sent_home


def needed(x, sent_home):
    """Return how many must work in Russia, those there already among them, to keep the state's earnings."""
    return x["russia_workers"] + earnings_lost(x, sent_home) / earned_each(x)


def earned_each(x):
    """Return what the state gets from one worker in Russia, USD a year."""
    return x["pay_russia"] * x["take_russia"] * (MONTHS / 100)


def change(x, sent_home, in_russia):
    """Return the change in the state's earnings, USD a year, if ``in_russia`` persons then work in Russia.

    The rise in their number is ``in_russia`` less those there already; a
    negative rise is a fall.
    """
    return (in_russia - x["russia_workers"]) * earned_each(x) - earnings_lost(x, sent_home)


def bounds(table, answer):
    """Return what interval arithmetic says of an answer.

    Parameters
    ----------
    table : pandas.DataFrame
        From `inputs`.
    answer : callable
        Takes a mapping of inputs, such as ``partial(needed, sent_home=0.5)``.

    Returns
    -------
    Range
    """
    return answer(dict(table["value"]))


def has_it_workers(table):
    """Return whether IT workers are among those sent home.

    Parameters
    ----------
    table : pandas.DataFrame
        From `inputs`.
    """
    return "it_revenue" in table.index


def implied_revenue(table):
    """Return what the inputs make of the yearly earnings outside IT in the two countries, a Range in USD.

    A check of the inputs, not an estimate: the UN Panel put all countries at about 500 million.
    """
    x = dict(table["value"])
    return x["china_workers"] * x["pay_china"] * x["take_china"] * (MONTHS / 100) + x["russia_workers"] * earned_each(x)


def assumptions(book):
    """Return what no source gives: columns ``assumption_id``, ``assumption``."""
    return book.assumptions[["assumption_id", "assumption"]]


def claims_used(book, table):
    """Return the claims that the inputs rest on: ``claim_id``, ``wording``, ``status``, ``unit``, ``value``.

    Parameters
    ----------
    book : Ledger
    table : pandas.DataFrame
        From `inputs`.
    """
    rows = book.claims[book.claims["claim_id"].isin(sources.trace(*table["value"]))]
    return rows[["claim_id", "wording", "status", "unit"]].assign(value=book.ranges(rows))


def readers_own(table):
    """Return which inputs are the reader's own, as words; blank if none is."""
    return ", ".join(map(uncapitalized, table.loc[table["given_by"] == "reader", "quantity"]))


def uncapitalized(text):
    """Return words as they stand inside a sentence."""
    return text[0].lower() + text[1:]


def source_line(book, table, drawn=()):
    """Return who gave what a chart shows: the reader, the inputs, the estimates drawn.

    Parameters
    ----------
    book : Ledger
    table : pandas.DataFrame
        From `inputs`.
    drawn : sequence of Range
        The estimates that the chart draws.
    """
    own = readers_own(table)
    mine = f"bounds of the reader's own for {own}" if own else ""
    return "; ".join(filter(None, [mine, sources.line_of(book, *table["value"], *drawn)]))
