"""The ledger's word for how a hedge bounds a figure."""

import math
import re

_ABOUT = re.compile(
    r"\b(about|around|some|roughly|approximately|nearly|almost|barely|nears|nearing|close to|estimated|or so)\b|[~≈]"
)
_STRICT = re.compile(
    r"\b(more|greater|higher|larger|bigger|older|longer|taller|heavier|over|above|exceed\w*|surpass\w*"
    r"|less|fewer|smaller|lower|younger|shorter|under|below)\b|[<>]"
)
_NOT_STRICT = re.compile(r"\b(no|not|or)\b")


def of(hedge, low, high):
    """Return the bound of a figure.

    Parameters
    ----------
    hedge : str
        Such as "more than"; blank where there is none.
    low, high : float
        NaN where the words leave it open.

    Returns
    -------
    str
        A word of the column ``bound`` of ``claims.csv``.
    """
    hedge = hedge.lower()
    strict = is_strict(hedge)
    if math.isnan(low) and math.isnan(high):
        return "unstated"
    if math.isnan(low):
        return "less_than" if strict else "at_most"
    if math.isnan(high):
        return "more_than" if strict else "at_least"
    if low < high:
        return "range"
    return "about" if _ABOUT.search(hedge) else "exact"


def is_strict(hedge):
    """Return whether a hedge leaves out the number itself: "more than", "below", but not "no more than", "or more"."""
    return bool(_STRICT.search(hedge.lower()) and not _NOT_STRICT.search(hedge.lower()))
