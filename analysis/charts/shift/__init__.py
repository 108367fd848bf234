"""The charts of the question whether labour moved from China to Russia."""

from analysis.charts.shift.counts import china_movements, russia_counts
from analysis.charts.shift.entries import quarterly_entries
from analysis.charts.shift.pairs import pay_pairs, stock_pairs
from analysis.charts.shift.students import students
from analysis.charts.shift.trade import goods_trade

__all__ = [
    "china_movements",
    "goods_trade",
    "pay_pairs",
    "quarterly_entries",
    "russia_counts",
    "stock_pairs",
    "students",
]
