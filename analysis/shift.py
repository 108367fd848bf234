"""China against Russia: same-source pairs, and entries to Russia by quarter and purpose.

Stocks are compared only inside a pair, that is, between the figures one source
gives for both countries: a difference between two sources is mostly a
difference between two estimators.
"""

import math
from datetime import date
from itertools import combinations

import pandas as pd

from analysis.ledger import dates, ranges, sources, words
from analysis.ledger.quarters import by_quarter

PAIR_COLUMNS = [
    "pair",
    "period",
    "asserted_by",
    "source_id",
    "status",
    "china",
    "russia",
    "share",
    "china_id",
    "russia_id",
]


def pairs(book, measure="worker_stock"):
    """Return the same-source pairs, the period that ends first first, with Russia's share of each.

    Parameters
    ----------
    book : Ledger
    measure : str
        ``worker_stock``, ``worker_flow`` or ``pay``.

    Returns
    -------
    pandas.DataFrame
        One row a pair; ``china`` and ``russia`` hold Ranges in the unit of the
        measure, ``share`` the Range of Russia / (Russia + China) in percent.
    """
    claims = book.claims
    rows = claims[(claims["pair"] != "") & (claims["measure"] == measure)]
    found = []
    for pair, two in rows.groupby("pair"):
        by_place = {claim["place"]: claim for claim in two.to_dict("records")}
        china, russia = (book.range(by_place[place]) for place in ("CN", "RU"))
        claim = by_place["RU"]
        found.append(
            [pair, claim["period"], claim["asserted_by"], claim["source_id"], claim["status"], china, russia]
            + [ranges.share(russia, china), by_place["CN"]["claim_id"], claim["claim_id"]]
        )
    table = pd.DataFrame(found, columns=PAIR_COLUMNS)
    order = table["period"].map(lambda period: dates.bounds(period)[::-1])
    return table.assign(order=order).sort_values(["order", "pair"]).drop(columns="order").reset_index(drop=True)


def direction(earlier, later):
    """Tell which way a value moved between two ranges, whatever lies inside them.

    Returns
    -------
    {"up", "down", "undetermined"}
        ``up`` only if every value of ``later`` exceeds every value of
        ``earlier``; ``down`` the reverse.
    """
    if earlier.meet(later) is not None:
        return "undetermined"
    return "up" if later.low >= earlier.high else "down"


def share_directions(table):
    """Return which way Russia's share moved between any two pairs, over all corners of the intervals.

    Parameters
    ----------
    table : pandas.DataFrame
        As from `pairs`.

    Returns
    -------
    pandas.DataFrame
        Columns ``from_pair``, ``to_pair``, ``from_share``, ``to_share`` (Ranges,
        percent); ``direction`` as from `direction`; ``factor``: by how much one
        of the four figures would have to be wrong to undo the direction (NaN
        where it is undetermined); ``decided_by``: the claim whose own range is
        the widest, on which the answer leans most, or blank where all four
        claims are single figures; ``same_hand``: whether one institution made
        both pairs. Between two hands a direction mostly tells how far the
        estimators differ.

    Notes
    -----
    Russia's share depends on the odds Russia / China alone. The gap between the
    nearest ends of the two odds is a factor, and each of the four figures
    stands once in them, so that any one being wrong by it closes the gap.
    """
    rows = [_compare(table.loc[a], table.loc[b]) for a, b in combinations(table.index, 2)]
    columns = ["from_pair", "to_pair", "from_share", "to_share", "direction", "factor", "decided_by", "same_hand"]
    return pd.DataFrame(rows, columns=columns)


def _compare(earlier, later):
    found = direction(earlier["share"], later["share"])
    low, high = (earlier["share"], later["share"]) if found == "up" else (later["share"], earlier["share"])
    factor = math.nan if found == "undetermined" else _odds(high.low) / _odds(low.high) if low.high else math.inf
    widths = {row[f"{side}_id"]: _width(row[side]) for row in (earlier, later) for side in ("china", "russia")}
    widest = max(widths, key=widths.get)
    return [
        earlier["pair"], later["pair"], earlier["share"], later["share"], found, factor,
        widest if widths[widest] > 1 else "",
        "yes" if len({row["asserted_by"].split(" (")[0] for row in (earlier, later)}) == 1 else "no",
    ]  # fmt: skip


def _odds(percent):
    return math.inf if percent == 100 else percent / (100 - percent)


def _width(value):
    """How many times the high end is the low one; infinite where an end is missing."""
    return math.inf if value.low <= 0 or value.high == math.inf else value.high / value.low


def study_share(everyone, study):
    """Return the share of study entries in all entries, by quarter.

    Parameters
    ----------
    everyone, study : pandas.DataFrame
        As from `entries`; a derived figure stands in for a rounded one.

    Returns
    -------
    pandas.DataFrame
        Columns ``quarter``, ``study``, ``all`` (Ranges, crossings), ``share``
        (Range, percent); only quarters where both are known.
    """
    known = [
        table[table["value"].notna()].drop_duplicates("quarter", keep="last").set_index("quarter")["value"]
        for table in (study, everyone)
    ]
    both = [quarter for quarter in known[0].index if quarter in known[1].index and known[1][quarter].high < math.inf]
    rows = [
        [q, known[0][q], known[1][q], ranges.share(known[0][q], known[1][q] - known[0][q])]
        for q in both
        if known[1][q].low > 0
    ]
    return pd.DataFrame(rows, columns=["quarter", "study", "all", "share"])


def levels(book, place="RU"):
    """Return the charted counts of workers in one country, each with its series.

    Returns
    -------
    pandas.DataFrame
        Columns ``claim_id``, ``period``, ``asserted_by``, ``unit``, ``series``
        (blank: a figure that may be joined to no other), ``status``, ``value``
        (Range), in order of time. Figures of a pair count, as does every figure
        for the whole country.
    """
    claims = book.claims
    rows = claims[
        claims["measure"].eq("worker_stock")
        & claims["place"].eq(place)
        & claims["population"].eq("all")
        & claims["use"].eq("chart")
    ]
    return _with_values(rows, book, ["claim_id", "period", "asserted_by", "unit", "series", "status"])


def movements(book, place, first_year):
    """Return the charted movements of workers to or from a country since a year.

    Plans are left out: nothing of them has happened.

    Returns
    -------
    pandas.DataFrame
        Columns ``claim_id``, ``period``, ``population``, ``asserted_by``,
        ``value`` (Range, persons), in order of time.
    """
    claims = book.claims
    rows = claims[
        claims["measure"].eq("worker_flow")
        & claims["place"].eq(place)
        & claims["use"].eq("chart")
        & claims["status"].ne("planned")
    ]
    rows = rows[[dates.bounds(period)[1].year >= first_year for period in rows["period"]]]
    return _with_values(rows, book, ["claim_id", "period", "population", "asserted_by"])


def trade(book, first_year, last_year):
    """Return the goods trade of North Korea with both countries, by year and series.

    Returns
    -------
    pandas.DataFrame
        Columns ``claim_id``, ``place``, ``period`` (a year), ``asserted_by``,
        ``series``, ``value`` (Range, USD).
    """
    claims = book.claims
    rows = claims[claims["measure"].eq("trade") & claims["use"].eq("chart")]
    rows = rows[rows["period"].astype(int).between(first_year, last_year)]
    return _with_values(rows, book, ["claim_id", "place", "period", "asserted_by", "series"])


def _with_values(rows, book, columns):
    values = [book.range(claim) for claim in rows.to_dict("records")]
    order = [dates.bounds(period)[::-1] for period in rows["period"]]
    order = [(late, early or date.min) for late, early in order]
    table = rows[columns].assign(value=values, order=order).sort_values(["order", "claim_id"])
    return table.drop(columns="order").reset_index(drop=True)


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


def study_figures(book, year=2024):
    """Return what was counted about North Korean students in Russia around a year.

    Returns
    -------
    pandas.DataFrame
        Rows of ``Ledger.claims`` with a ``value`` column of Ranges: study
        entries, study visas, and the students who were enrolled or admitted.
    """
    claims = book.claims
    study = claims["population"].str.startswith("study") & (claims["place"] == "RU") & (claims["use"] == "chart")
    whole_year = claims["measure"].isin(["entries", "visas"]) & (claims["period"] == str(year))
    enrolled = (claims["measure"] == "enrolment") & claims["period"].str.startswith(str(year))
    rows = claims[study & (whole_year | enrolled)]
    values = [book.range(claim) for claim in rows.to_dict("records")]
    return rows.assign(value=values).reset_index(drop=True)


def single_counts(book, levels):
    """Return the counts of `shift.levels` that belong to no pair, and the last pair's."""
    paired = book.claims[book.claims["pair"] != ""]["claim_id"]
    in_pair = levels["claim_id"].isin(paired)
    last = levels.index[in_pair][-1:]
    return levels[~in_pair | levels.index.isin(last)].reset_index(drop=True)


def derived(*entries):
    """Return the derived quarters of some tables of `shift.entries`, with what they rest on."""
    table = pd.concat(entries, ignore_index=True)
    table = table[table["kind"] == "derived"]
    counted = [words.describe(value, "crossings") for value in table["value"]]
    return table[["quarter", "population"]].assign(crossings=counted, rests_on=sources.traces(table))
