"""Figures for one country at a time: workers present, movements, plans, students, goods trade."""

from datetime import date

import pandas as pd

from analysis.ledger import LedgerError, dates
from analysis.shift.order import in_order_of_time

INTENDED = ("planned", "alleged")  # the status of what did not happen, as far as the claim says


def study_figures(book, year=2024):
    """Return what was counted about North Korean students in Russia in a year.

    Returns
    -------
    pandas.DataFrame
        Rows of ``Ledger.claims`` with a ``value`` column of Ranges and a column
        ``part`` (``admitted`` or blank): study entries, study visas, and the
        students who were enrolled or admitted.
    """
    claims = book.claims
    rows = claims[(claims["place"] == "RU") & (claims["use"] == "chart")]
    rows = rows.assign(part=[_split(population)[1] for population in rows["population"]])
    for_study = rows["population"].eq("study") & rows["measure"].isin(["entries", "visas"])
    whole_year = for_study & rows["period"].eq(str(year))
    begins = rows["period"].map(lambda period: (dates.bounds(period)[0] or date.min).year)
    rows = rows[whole_year | (rows["measure"].eq("enrolment") & begins.eq(year))]
    return rows.assign(value=book.ranges(rows)).reset_index(drop=True)


def largest_of_each_measure(table):
    """Return the row of `study_figures` with the largest figure for each measure."""
    high = table["value"].map(lambda value: value.high)
    return table.assign(high=high).sort_values("high", kind="stable").drop_duplicates("measure", keep="last")


def levels(book, place="RU"):
    """Return the charted figures of workers present in one country, each with its series.

    Returns
    -------
    pandas.DataFrame
        Columns ``claim_id``, ``period``, ``asserted_by``, ``unit``, ``series``
        (blank: a figure that may be joined to no other), ``status``, ``value``
        (Range), in order of time. Figures of a pair count, as does every figure
        for the whole country.
    """
    rows = _charted(book, "worker_stock", place)
    rows = rows[rows["population"].eq("all")]
    return _with_values(rows, book, ["claim_id", "period", "asserted_by", "unit", "series", "status"])


def unpaired_levels(book, place="RU"):
    """Return the rows of `levels` that belong to no pair, and the latest of those that do."""
    table = levels(book, place)
    paired = book.claims.loc[book.claims["pair"] != "", "claim_id"]
    in_pair = table["claim_id"].isin(paired)
    latest = table.index.isin(table.index[in_pair][-1:])
    return table[~in_pair | latest].reset_index(drop=True)


def movements(book, place, first_year):
    """Return the charted movements of workers to or from a country since a year.

    Plans and alleged orders are left out: they do not say what happened.

    Returns
    -------
    pandas.DataFrame
        Columns ``claim_id``, ``period``, ``direction`` (arriving or leaving),
        ``part`` (the region, blank for the whole country), ``asserted_by``,
        ``value`` (Range, persons), in order of time.

    Raises
    ------
    LedgerError
        If the population of such a claim says no direction.
    """
    rows = _charted(book, "worker_flow", place)
    rows = rows[~rows["status"].isin(INTENDED)]
    ends = rows["period"].map(lambda period: (dates.bounds(period)[1] or date.max).year)
    rows = rows[ends >= first_year]
    moved = [_moved(claim) for claim in rows.to_dict("records")]
    rows = rows.assign(direction=[way for way, _ in moved], part=[part for _, part in moved])
    return _with_values(rows, book, ["claim_id", "period", "direction", "part", "asserted_by"])


def _moved(claim):
    # A flow of all workers is one into the country that the claim names.
    way, part = _split(claim["population"])
    way = "arriving" if claim["population"] == "all" else way
    if way not in ("arriving", "leaving"):
        raise LedgerError(
            f"claims.csv, {claim['claim_id']}: population {claim['population']!r} of a charted worker_flow; "
            "allowed: all | arriving, PART | leaving, PART"
        )
    return way, part


def _split(population):
    """Split the text of ``claims.population``, ``GROUP`` or ``GROUP, PART``, into the two.

    ``arriving, Dandong`` is ``("arriving", "Dandong")``; ``study`` is ``("study", "")``.
    """
    group, _, part = population.partition(", ")
    return group, part


def plans(book):
    """Return the plans, announcements and orders to send workers or to call them back.

    Returns
    -------
    pandas.DataFrame
        Columns ``asserted_by``, ``period``, ``place``, ``population``,
        ``status``, ``value`` (Range, persons), ``wording``, ``note``,
        ``claim_id``, in order of time.
    """
    claims = book.claims
    rows = claims[claims["status"].isin(INTENDED) & claims["measure"].eq("worker_flow")]
    columns = ["asserted_by", "period", "place", "population", "status", "value", "wording", "note", "claim_id"]
    return _with_values(rows, book, [name for name in columns if name != "value"])[columns]


def trade(book, first_year, last_year):
    """Return the goods trade of North Korea with both countries, by year and series.

    Returns
    -------
    pandas.DataFrame
        Columns ``claim_id``, ``place``, ``period`` (a year), ``asserted_by``,
        ``series``, ``value`` (Range, USD).
    """
    rows = pd.concat([_charted(book, "trade", place) for place in ("CN", "RU")])
    rows = rows[rows["period"].isin([str(year) for year in range(first_year, last_year + 1)])]
    return _with_values(rows, book, ["claim_id", "place", "period", "asserted_by", "series"])


def trade_in_both(table):
    """Return the latest year of `trade` that has a figure for both countries: its rows for China and for Russia.

    Returns
    -------
    tuple of dict, or None
    """
    by_year = {(row["place"], row["period"]): row for row in table.to_dict("records")}
    years = [period for place, period in by_year if place == "CN" and ("RU", period) in by_year]
    return (by_year["CN", max(years)], by_year["RU", max(years)]) if years else None


def _charted(book, measure, place):
    claims = book.claims
    return claims[claims["measure"].eq(measure) & claims["place"].eq(place) & claims["use"].eq("chart")]


def _with_values(rows, book, columns):
    return in_order_of_time(rows[columns].assign(value=book.ranges(rows)), "claim_id")
