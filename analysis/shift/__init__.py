"""Did labour move from China to Russia? Sources that count both, entries by quarter, each country's own figures."""

from analysis.shift import sentences
from analysis.shift.border_entries import derived_quarters, entries, entries_around, study_share
from analysis.shift.both_countries import direction, pairs, share_directions
from analysis.shift.one_country import (
    largest_of_each_measure,
    levels,
    movements,
    plans,
    study_figures,
    trade,
    trade_in_both,
    unpaired_levels,
)
from analysis.shift.summary import DISPUTED, TRADE_YEARS, sources_used, summary

__all__ = [
    "DISPUTED",
    "TRADE_YEARS",
    "derived_quarters",
    "direction",
    "entries",
    "entries_around",
    "largest_of_each_measure",
    "levels",
    "movements",
    "pairs",
    "plans",
    "sentences",
    "share_directions",
    "sources_used",
    "study_figures",
    "study_share",
    "summary",
    "trade",
    "trade_in_both",
    "unpaired_levels",
]
