"""The order of time in which this question's tables stand."""

from datetime import date

from analysis.ledger import dates


def in_order_of_time(table, then):
    """Sort by the end of each period, then by its beginning, then by a column; open ends come last and first."""
    spans = [dates.bounds(period) for period in table["period"]]
    order = [(late or date.max, early or date.min) for early, late in spans]
    return table.assign(order=order).sort_values(["order", then]).drop(columns="order").reset_index(drop=True)
