"""Border entries to Russia by quarter: what was published, what follows from it, and the share of study."""

import math

import pandas as pd

from analysis.ledger import ranges, sources
from analysis.ledger.quarters import by_quarter


def entries(book, first_year=2019, last_year=2025, population="all"):
    """Return North Koreans' border entries to Russia by quarter, gaps kept as gaps.

    Parameters
    ----------
    book : Ledger
    first_year, last_year : int
    population : str
        Declared purpose of entry, or ``all``.

    Returns
    -------
    pandas.DataFrame
        As from `analysis.ledger.quarters.by_quarter`, in crossings.
    """
    return by_quarter(book, "entries", "RU", population, first_year, last_year)


def entries_around(table, day):
    """Return the entries in the quarter of a day, in the quarter before and a year earlier.

    Parameters
    ----------
    table : pandas.DataFrame
        As from `entries`; a derived figure stands in for a rounded one.
    day : datetime.date

    Returns
    -------
    tuple of (Range or None)
        None where a quarter has no figure or lies outside the table.
    """
    known = _one_a_quarter(table)
    at = 4 * day.year + (day.month - 1) // 3
    quarters = [f"{number // 4} Q{number % 4 + 1}" for number in (at, at - 1, at - 4)]
    return tuple(known.get(quarter) for quarter in quarters)


def study_share(book, first_year=2019, last_year=2025):
    """Return the share of study entries in all entries, by quarter.

    Returns
    -------
    pandas.DataFrame
        Columns ``quarter``, ``share`` (Range, percent), ``rests_on`` (ids of
        claims); only quarters where both are known and anyone entered.
    """
    everyone, study = (_one_a_quarter(entries(book, first_year, last_year, who)) for who in ("all", "study"))
    both = [q for q in study.index if q in everyone.index and everyone[q].low > 0 and everyone[q].high < math.inf]
    shares = [ranges.share(study[q], everyone[q] - study[q]) for q in both]
    table = pd.DataFrame({"quarter": both, "share": shares})
    return table.assign(rests_on=sources.traces(table, ["share"]))


def derived_quarters(book, first_year=2019, last_year=2025):
    """Return the quarters that follow from a longer period less its other quarters.

    Returns
    -------
    pandas.DataFrame
        Columns ``quarter``, ``population``, ``value`` (Range, crossings),
        ``rests_on`` (ids of claims).
    """
    table = pd.concat([entries(book, first_year, last_year, who) for who in ("all", "study")])
    table = table[table["kind"] == "derived"].reset_index(drop=True)
    return table[["quarter", "population", "value"]].assign(rests_on=sources.traces(table))


def _one_a_quarter(table):
    """Return the values by quarter; where a rounded and a derived figure stand together, the derived one."""
    known = table[table["value"].notna()]
    return known.drop_duplicates("quarter", keep="last").set_index("quarter")["value"]
