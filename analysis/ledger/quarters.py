"""A count by quarter: what was published, what follows from it, and what was never published."""

from datetime import date, timedelta

import pandas as pd

from analysis.ledger import dates
from analysis.ledger.errors import LedgerError

COLUMNS = ["quarter", "start", "population", "value", "kind"]


def by_quarter(book, measure, place, population, first_year, last_year):
    """Return one series by quarter, gaps kept as gaps.

    Parameters
    ----------
    book : Ledger
    measure, place, population : str
        Of the claims; only those of a series count.
    first_year, last_year : int

    Returns
    -------
    pandas.DataFrame
        Columns ``quarter`` (``2024 Q3``), ``start`` (first day), ``population``,
        ``value`` (Range in the unit of the claims, or None), ``kind``:
        *published*; *derived* (a longer period's exact figure less its other
        quarters); *not seen* (published, but in no source of the ledger); *not
        published*. A quarter known only roughly may have a published and a
        derived row.

    Raises
    ------
    LedgerError
        If the claims belong to more than one series, or a residual is negative.
    """
    claims = book.claims
    rows = claims[claims["measure"].eq(measure) & claims["place"].eq(place) & claims["population"].eq(population)]
    rows = rows[rows["series"].ne("") & rows["use"].ne("excluded")]
    names = sorted(set(rows["series"]))
    if len(names) > 1:
        raise LedgerError(f"claims.csv: {measure} in {place}, {population}, are in two series: {' and '.join(names)}")
    by_period = {dates.bounds(claim["period"]): book.range(claim) for claim in rows.to_dict("records")}
    derived = residuals(by_period)
    first_silent, last_silent = _gap(book, place)
    found = []
    for quarter in quarters(first_year, last_year):
        label = f"{quarter[0].year} Q{quarter[1].month // 3}"
        values = [(by_period[quarter], "published")] if quarter in by_period else []
        if quarter in derived:
            values.append((derived[quarter], "derived"))
        silent = first_silent <= quarter[0] and quarter[1] <= last_silent
        for value, kind in values or [(None, "not published" if silent else "not seen")]:
            found.append([label, quarter[0], population, value, kind])
    return pd.DataFrame(found, columns=COLUMNS)


def quarters(first_year, last_year):
    """Return the first and last day of each quarter of some years."""
    ends = {1: (3, 31), 4: (6, 30), 7: (9, 30), 10: (12, 31)}
    years = range(first_year, last_year + 1)
    return [(date(year, month, 1), date(year, *end)) for year in years for month, end in ends.items()]


def residuals(by_period):
    """Return the quarters that follow from a longer period's exact figure less exact figures for all its rest.

    Parameters
    ----------
    by_period : dict of (datetime.date, datetime.date) to Range

    Returns
    -------
    dict of (datetime.date, datetime.date) to Range

    Raises
    ------
    LedgerError
        If a longer period's figure is less than those of its quarters.
    """
    # No end is open, and a day lies before and after.
    known = {
        span: value for span, value in by_period.items() if all(span) and date.min < span[0] and span[1] < date.max
    }
    exact = {span: value for span, value in known.items() if value.low == value.high and not value.about}
    found = {}
    for (start, end), total in exact.items():
        inside = [q for q in quarters(start.year, end.year) if start <= q[0] and q[1] <= end]
        parts = [exact[q] for q in inside if q in exact and len(inside) > 1]
        if sum(part.low for part in parts) > total.high:
            names = [name for part in parts for name in part.trace]
            raise LedgerError(f"claims.csv: {' and '.join(total.trace)} is less than the sum of {' and '.join(names)}")
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


def faults(book):
    """Return a line for each series of entries whose figures cannot be reconciled by quarter."""
    claims, found = book.claims, []
    rows = claims[claims["measure"].eq("entries") & claims["series"].ne("")]
    spans = map(dates.bounds, rows["period"])
    by_quarters = [first is not None and (first, last) in quarters(first.year, first.year) for first, last in spans]
    rows = rows[pd.Series(by_quarters, index=rows.index, dtype=bool)]
    for place, population in sorted(set(zip(rows["place"], rows["population"]))):
        gaps = _gaps(book, place)
        if len(gaps) > 1:
            found.append(
                f"events.csv, {gaps['event_id'].iloc[1]}: a second event of effect gap for {place}; there may be one"
            )
        if gaps.empty:
            found.append(
                f"events.csv has no event of effect gap for {place}: which quarters went unpublished is unknown"
            )
        try:
            by_quarter(book, "entries", place, population, 2019, 2019)
        except LedgerError as error:
            found.append(str(error))
    return list(dict.fromkeys(found + _against_others(book, rows)))


def _against_others(book, rows):
    """Return a line for each quarter's figure that is more than all entries, or of a time without publication."""
    found, silent = [], {place: _gap(book, place) for place in set(rows["place"])}
    rows = rows.assign(value=book.ranges(rows)).to_dict("records")
    whole = {(row["place"], dates.bounds(row["period"])): row for row in rows if row["population"] == "all"}
    for row in rows:
        first, last = dates.bounds(row["period"])
        silent_first, silent_last = silent[row["place"]]
        if silent_first <= first and last <= silent_last:
            found.append(
                f"claims.csv, {row['claim_id']}: lies in the time for which events.csv says none were published"
            )
        other = whole.get((row["place"], (first, last)), row)
        if row["value"].low > other["value"].high:
            found.append(f"claims.csv, {row['claim_id']} is more than the whole, {other['claim_id']}")
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


def _gaps(book, place):
    return book.events[book.events["effect"].eq("gap") & book.events["side"].eq(place)]


def _gap(book, place):
    """First and last day of the period for which a country published no entries; no day where there is none."""
    gaps = _gaps(book, place)
    if gaps.empty:
        return date.max, date.min
    start, end = dates.bounds(gaps.iloc[0]["date"])
    return start or date.min, end or date.max
