"""How little would turn the answer? Every set of choices judged anew, and the smallest that reverse a sentence."""

from analysis.robustness.flips import NOTHING, curve, flip_sets, in_words, summary, table
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
    "flip_sets",
    "in_words",
    "sample",
    "summary",
    "table",
]
