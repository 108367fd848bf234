"""Claims on North Korean labour in China and Russia: ledger, ranges, dates, shift, charts.

Importing this package loads nothing else; each module loads what it needs.
"""

from pathlib import Path

__version__ = "0.2.0"

NAME = "north-korean-labour"  # of the project, as results name what made them
ROOT = Path(__file__).resolve().parent.parent  # of the project
DATA = ROOT / "data"
