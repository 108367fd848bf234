"""The charts of the question whether labour moved from China to Russia."""

from analysis.charts.shift.country_pairs import pairs
from analysis.charts.shift.entries_by_quarter import entries
from analysis.charts.shift.goods_trade import trade
from analysis.charts.shift.study_figures import students
from analysis.charts.shift.worker_counts import china_reports, russia_counts

__all__ = ["china_reports", "entries", "pairs", "russia_counts", "students", "trade"]
