"""Tables → matplotlib figures, each with its alt text and the plotted data. A file a question."""

from analysis.charts.brief import estimates, theses
from analysis.charts.claims import claimed_ranges
from analysis.charts.revenue import revenue_parts
from analysis.charts.robustness import specification
from analysis.charts.scenario import break_even, sensitivity
from analysis.charts.shift import china_reports, entries, pairs, russia_counts, students, trade
from analysis.charts.timeline import dated_events

__all__ = [
    "break_even",
    "china_reports",
    "claimed_ranges",
    "dated_events",
    "entries",
    "estimates",
    "pairs",
    "revenue_parts",
    "russia_counts",
    "sensitivity",
    "specification",
    "students",
    "theses",
    "trade",
]
