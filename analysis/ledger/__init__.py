"""The ledger: what was said, by whom, with which bounds, and the rules its tables must obey."""

from analysis.ledger.book import BOUND_ENDS, DATA, UNITS, Ledger, LedgerError, problems, read, without

__all__ = ["BOUND_ENDS", "DATA", "UNITS", "Ledger", "LedgerError", "problems", "read", "without"]
