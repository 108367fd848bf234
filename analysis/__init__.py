"""Claims on North Korean labour in China and Russia, and the questions asked of them.

A question, its notebook and its charts share a name: `brief` the answer and how
sure it is, `claims` what a source says, `timeline` when, `revenue` how much,
`shift` China against Russia, `scenario` what if (its formula in `model`, its
samples in `draws`, all of it as data for a page in `whatif`), `audit` whether every figure of an article is accounted for.
`verdicts` holds an article's theses against the record. `ledger` reads the tables,
`notebook` serves cells, `headless` runs notebooks, `site` has the pages' templates.

Importing this package loads nothing else; each module loads what it needs.
"""

from pathlib import Path

__version__ = "0.2.0"

NAME = "north-korean-labour"  # of the project, as results name what made them
HERE = Path(__file__).resolve().parent
ROOT = HERE.parent  # of the project
DATA = HERE / "data" if (HERE / "data").is_dir() else ROOT / "data"  # an installed package brings its own
