"""Claims on North Korean labour in China and Russia: ledger, ranges, dates, shift, charts.

Importing this package loads nothing else; each module loads what it needs.
"""

__version__ = "0.1.0"
