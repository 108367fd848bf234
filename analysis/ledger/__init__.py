"""The ledger: what was said, by whom, with which bounds, and the rules its tables must obey."""

from analysis.ledger.book import Ledger, as_of, read, with_excluded, with_withdrawn, without
from analysis.ledger.errors import AnalysisError, ArticleError, LedgerError, ParameterError, RunError, UnreadableDate

__all__ = [
    "AnalysisError",
    "ArticleError",
    "Ledger",
    "LedgerError",
    "ParameterError",
    "RunError",
    "UnreadableDate",
    "as_of",
    "read",
    "with_excluded",
    "with_withdrawn",
    "without",
]
