"""What the question comes to: the summary, and the sources it rests on."""

import pandas as pd

from analysis.ledger import contradictions, sources
from analysis.shift import sentences
from analysis.shift.border_entries import entries
from analysis.shift.both_countries import pairs
from analysis.shift.one_country import (
    largest_of_each_measure,
    movements,
    plans,
    study_figures,
    trade,
    unpaired_levels,
)

DISPUTED = ("worker_stock", "worker_flow", "trade")
TRADE_YEARS = (2016, 2025)


def summary(book, year):
    """Return the answer of this notebook in a few sentences, and the numbers behind it.

    Parameters
    ----------
    book : Ledger
    year : int
        Whose study entries, visas and students are compared.

    Returns
    -------
    tuple of (str, dict)
        The dict holds ``pairs`` and ``contradictions`` (counts) and, for what
        was counted, the low end of ``entries``, ``visas`` and ``enrolment``.
    """
    stocks, students = pairs(book), study_figures(book, year)
    disputed = contradictions.listed(book, DISPUTED)
    parts = [
        sentences.of_pairs(stocks),
        sentences.of_students(students, year),
        sentences.of_contradictions(disputed),
    ]
    counted = {row["measure"]: row["value"].low for row in largest_of_each_measure(students).to_dict("records")}
    return " ".join(parts), {"pairs": len(stocks), "contradictions": len(disputed), **counted}


def sources_used(book, first_year, last_year, year):
    """Return the ids of the sources behind the figures of this question.

    Parameters
    ----------
    book : Ledger
    first_year, last_year : int
        Of border entries.
    year : int
        From which movements are reported, and of which students are counted.
    """
    two = pd.concat([pairs(book), pairs(book, "pay")])
    tables = [
        *(entries(book, first_year, last_year, who) for who in ("all", "study")),
        *(movements(book, place, year) for place in ("RU", "CN")),
        unpaired_levels(book),
        study_figures(book, year),
        plans(book),
        trade(book, *TRADE_YEARS),
    ]
    behind = [*two["source_id"], *sources.source_ids(*(value for table in tables for value in table["value"]))]
    # A Range also rests on the reading of its words, which is no source.
    known = set(book.sources["source_id"])
    return [source for source in dict.fromkeys(behind) if source in known]
