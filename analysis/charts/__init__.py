"""Tables → matplotlib figures, each with its alt text and the plotted data. A file a question."""

from analysis.charts.claims import claimed_ranges
from analysis.charts.revenue import revenue_parts
from analysis.charts.scenario import break_even, sensitivity
from analysis.charts.shift import (
    china_movements,
    goods_trade,
    pay_pairs,
    quarterly_entries,
    russia_counts,
    stock_pairs,
    students,
)
from analysis.charts.timeline import dated_events

__all__ = [
    "break_even",
    "china_movements",
    "claimed_ranges",
    "dated_events",
    "goods_trade",
    "pay_pairs",
    "quarterly_entries",
    "revenue_parts",
    "russia_counts",
    "sensitivity",
    "stock_pairs",
    "students",
]
