"""How little would turn the answer? Every set of choices judged anew, and the smallest that reverse a sentence."""

from analysis.robustness.flips import (
    NOTHING,
    curve,
    every_set,
    flip_sets,
    headline,
    how_many,
    in_words,
    summary,
    table,
    values,
)
from analysis.robustness.settings import for_page, outcome
from analysis.robustness.universes import (
    AHEAD,
    ANSWER,
    ENTRIES,
    Universe,
    Universes,
    chosen,
    counts,
    default,
    deviations,
    sample,
)

__all__ = [
    "AHEAD",
    "ANSWER",
    "ENTRIES",
    "NOTHING",
    "Universe",
    "Universes",
    "chosen",
    "counts",
    "curve",
    "default",
    "deviations",
    "every_set",
    "flip_sets",
    "for_page",
    "headline",
    "how_many",
    "in_words",
    "outcome",
    "sample",
    "summary",
    "table",
    "values",
]
