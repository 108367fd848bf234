"""China against Russia: same-source pairs, and entries to Russia by quarter and purpose.

Stocks are compared only inside a pair, that is, between the figures one source
gives for both countries: a difference between two sources is mostly a
difference between two estimators.
"""

from datetime import date, timedelta

import pandas as pd

from analysis import dates, ranges
from analysis.ledger import LedgerError

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


def pairs(ledger, measure="worker_stock", reading="literal", leave_out=()):
    """Return the same-source pairs, the period that ends first first, with Russia's share of each.

    Parameters
    ----------
    ledger : Ledger
    measure : str
        ``worker_stock``, ``worker_flow`` or ``pay``.
    reading : {"literal", "narrow"}
    leave_out : sequence of str
        Ids of sources to leave out.

    Returns
    -------
    pandas.DataFrame
        One row a pair; ``china`` and ``russia`` hold Ranges in the unit of the
        measure, ``share`` the Range of Russia / (Russia + China) in percent.
    """
    claims = ledger.claims
    rows = claims[(claims["pair"] != "") & (claims["measure"] == measure) & ~claims["source_id"].isin(leave_out)]
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
    """Return the direction of Russia's share between each pair and the next one in time.

    Parameters
    ----------
    table : pandas.DataFrame
        As from `pairs`.

    Returns
    -------
    pandas.DataFrame
        Columns ``from_pair``, ``to_pair``, ``from_share``, ``to_share`` (Ranges,
        percent), ``direction``; the last row compares the first pair with the last.
    """
    steps = list(zip(range(len(table) - 1), range(1, len(table))))
    if len(table) > 2:
        steps.append((0, len(table) - 1))
    rows = [
        [table["pair"][a], table["pair"][b], table["share"][a], table["share"][b]]
        + [direction(table["share"][a], table["share"][b])]
        for a, b in steps
    ]
    return pd.DataFrame(rows, columns=["from_pair", "to_pair", "from_share", "to_share", "direction"])


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
        if span in by_period:
            raise LedgerError(f"claims.csv: {claim['claim_id']} gives a second figure for one period of its series")
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
    """Quarters that follow from a longer period's exact figure less all its other quarters."""
    found = {}
    for (start, end), total in by_period.items():
        inside = [q for q in _quarters(start.year, end.year) if start <= q[0] and q[1] <= end]
        exact = [q for q in inside if q in by_period and _is_exact(by_period[q])]
        whole = inside and inside[0][0] == start and inside[-1][1] == end
        if whole and len(inside) > 1 and _is_exact(total) and len(exact) == len(inside) - 1:
            (missing,) = set(inside) - set(exact)
            rest = total
            for quarter in exact:
                rest = rest - by_period[quarter]
            found[missing] = rest
    return found


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
