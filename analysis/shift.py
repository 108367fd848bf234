"""China against Russia: same-source pairs, and entries to Russia by quarter and purpose.

Stocks are compared only inside a pair, that is, between the figures one source
gives for both countries: a difference between two sources is mostly a
difference between two estimators.
"""

import math
from datetime import date, timedelta
from itertools import combinations

import pandas as pd

from analysis.ledger import LedgerError, dates, ranges

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


def pairs(ledger, measure="worker_stock", reading="literal"):
    """Return the same-source pairs, the period that ends first first, with Russia's share of each.

    Parameters
    ----------
    ledger : Ledger
    measure : str
        ``worker_stock``, ``worker_flow`` or ``pay``.
    reading : {"literal", "narrow"}

    Returns
    -------
    pandas.DataFrame
        One row a pair; ``china`` and ``russia`` hold Ranges in the unit of the
        measure, ``share`` the Range of Russia / (Russia + China) in percent.
    """
    claims = ledger.claims
    rows = claims[(claims["pair"] != "") & (claims["measure"] == measure)]
    found = []
    for pair, two in rows.groupby("pair"):
        by_place = {claim["place"]: claim for claim in two.to_dict("records")}
        china, russia = (ranges.of_claim(by_place[place], ledger.readings, reading) for place in ("CN", "RU"))
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


def levels(ledger, place="RU", reading="literal"):
    """Return the charted counts of workers in one country, each with its series.

    Returns
    -------
    pandas.DataFrame
        Columns ``claim_id``, ``period``, ``asserted_by``, ``unit``, ``series``
        (blank: a figure that may be joined to no other), ``status``, ``value``
        (Range), in order of time. Figures of a pair count, as does every figure
        for the whole country.
    """
    claims = ledger.claims
    rows = claims[
        claims["measure"].eq("worker_stock")
        & claims["place"].eq(place)
        & claims["population"].eq("all")
        & claims["use"].eq("chart")
    ]
    return _with_values(rows, ledger, ["claim_id", "period", "asserted_by", "unit", "series", "status"], reading)


def movements(ledger, place, first_year, reading="literal"):
    """Return the charted movements of workers to or from a country since a year.

    Plans are left out: nothing of them has happened.

    Returns
    -------
    pandas.DataFrame
        Columns ``claim_id``, ``period``, ``population``, ``asserted_by``,
        ``value`` (Range, persons), in order of time.
    """
    claims = ledger.claims
    rows = claims[
        claims["measure"].eq("worker_flow")
        & claims["place"].eq(place)
        & claims["use"].eq("chart")
        & claims["status"].ne("planned")
    ]
    rows = rows[[dates.bounds(period)[1].year >= first_year for period in rows["period"]]]
    return _with_values(rows, ledger, ["claim_id", "period", "population", "asserted_by"], reading)


def trade(ledger, first_year, last_year):
    """Return the goods trade of North Korea with both countries, by year and series.

    Returns
    -------
    pandas.DataFrame
        Columns ``claim_id``, ``place``, ``period`` (a year), ``asserted_by``,
        ``series``, ``value`` (Range, USD).
    """
    claims = ledger.claims
    rows = claims[claims["measure"].eq("trade") & claims["use"].eq("chart")]
    rows = rows[rows["period"].astype(int).between(first_year, last_year)]
    return _with_values(rows, ledger, ["claim_id", "place", "period", "asserted_by", "series"])


def _with_values(rows, ledger, columns, reading="literal"):
    values = [ranges.of_claim(claim, ledger.readings, reading) for claim in rows.to_dict("records")]
    order = [dates.bounds(period)[::-1] for period in rows["period"]]
    order = [(late, early or date.min) for late, early in order]
    table = rows[columns].assign(value=values, order=order).sort_values(["order", "claim_id"])
    return table.drop(columns="order").reset_index(drop=True)


def entries(ledger, first_year=2019, last_year=2025, population="all"):
    """Return North Koreans' border entries to Russia by quarter, gaps kept as gaps.

    Parameters
    ----------
    ledger : Ledger
    first_year, last_year : int
    population : str
        Declared purpose of entry, or ``all``.

    Returns
    -------
    pandas.DataFrame
        Columns ``quarter`` (``2024 Q3``), ``start`` (first day), ``population``,
        ``value`` (Range in crossings, or None), ``kind``: *published*;
        *derived* (a longer period's exact figure less its other quarters);
        *not seen* (published, but in no source of the ledger); *not published*.
        A quarter known only roughly may have a published and a derived row.
    """
    if first_year > last_year:
        raise ValueError(f"first_year {first_year} lies after last_year {last_year}")
    claims = ledger.claims
    series = claims[(claims["series"] == f"fsb-crossings/{population}") & (claims["use"] != "excluded")]
    by_period = {}
    for claim in series.to_dict("records"):
        span = dates.bounds(claim["period"])
        by_period[span] = ranges.of_claim(claim, ledger.readings)
    known = {quarter: value for quarter in _quarters(first_year, last_year) if (value := by_period.get(quarter))}
    derived = _residuals(by_period)
    silent_from, silent_to = _publication_gap(ledger)
    rows = []
    for quarter in _quarters(first_year, last_year):
        label = f"{quarter[0].year} Q{quarter[1].month // 3}"
        found = [(known[quarter], "published")] if quarter in known else []
        if quarter in derived:
            found.append((derived[quarter], "derived"))
        silent = silent_from <= quarter[0] and quarter[1] <= silent_to
        for value, kind in found or [(None, "not published" if silent else "not seen")]:
            rows.append([label, quarter[0], population, value, kind])
    return pd.DataFrame(rows, columns=["quarter", "start", "population", "value", "kind"])


def study_figures(ledger, year=2024):
    """Return what was counted about North Korean students in Russia around a year.

    Returns
    -------
    pandas.DataFrame
        Rows of ``Ledger.claims`` with a ``value`` column of Ranges: study
        entries, study visas, and the students who were enrolled or admitted.
    """
    claims = ledger.claims
    study = claims["population"].str.startswith("study") & (claims["place"] == "RU") & (claims["use"] == "chart")
    whole_year = claims["measure"].isin(["entries", "visas"]) & (claims["period"] == str(year))
    enrolled = (claims["measure"] == "enrolment") & claims["period"].str.startswith(str(year))
    rows = claims[study & (whole_year | enrolled)]
    values = [ranges.of_claim(claim, ledger.readings) for claim in rows.to_dict("records")]
    return rows.assign(value=values).reset_index(drop=True)


def _quarters(first_year, last_year):
    firsts = [date(year, month, 1) for year in range(first_year, last_year + 1) for month in (1, 4, 7, 10)]
    nexts = [*firsts[1:], date(last_year + 1, 1, 1)]
    return [(first, following - timedelta(days=1)) for first, following in zip(firsts, nexts)]


def _residuals(by_period):
    """Quarters that follow from a longer period's exact figure less exact figures for all the rest of it."""
    exact = {span: value for span, value in by_period.items() if _is_exact(value)}
    found = {}
    for (start, end), total in exact.items():
        inside = [q for q in _quarters(start.year, end.year) if start <= q[0] and q[1] <= end]
        for quarter in inside if len(inside) > 1 else []:
            before = _tiles(start, quarter[0] - timedelta(days=1), exact, total)
            after = _tiles(quarter[1] + timedelta(days=1), end, exact, total)
            if quarter not in exact and before is not None and after is not None:
                rest = total
                for part in before + after:
                    rest = rest - part
                if rest.low < 0:
                    raise LedgerError(
                        f"claims.csv: {' and '.join(rest.trace)} leave {rest.low:,g} for {quarter[0]} to {quarter[1]}"
                    )
                found[quarter] = rest
    return found


def _tiles(start, end, exact, total):
    """The exact figures that fill a span without gap or overlap, the longest first; None if there are none."""
    if start > end:
        return []
    for (first, last), value in sorted(exact.items(), key=lambda item: item[0][1], reverse=True):
        if first == start and last <= end and value is not total:
            rest = _tiles(last + timedelta(days=1), end, exact, total)
            if rest is not None:
                return [value, *rest]
    return None


def _is_exact(value):
    return value.low == value.high and not value.about


def _publication_gap(ledger):
    """First and last day of the period for which Russia published no entries."""
    events = ledger.events
    gap = events[events["event_id"].str.endswith("/data-gap")]
    if gap.empty:
        raise LedgerError("events.csv has no data-gap event: which quarters went unpublished is unknown")
    start, end = dates.bounds(gap.iloc[0]["date"])
    return start, end or date.max
