"""The ledger itself: its tables, read and checked once, and the reading of vague words they are seen in."""

from dataclasses import dataclass, fields, replace
from pathlib import Path

import pandas as pd

from analysis import DATA
from analysis.ledger import package, rules
from analysis.ledger.errors import LedgerError
from analysis.ledger.readings import Readings


@dataclass(frozen=True)
class Ledger:
    """The tables of the ledger, those of the record and of the articles together.

    Attributes
    ----------
    sources, claims, events, origins, contradictions, evidence, fingerprints : pandas.DataFrame
        Columns as in ``data/datapackage.json``. Text columns hold ``str``
        (empty where blank); ``low`` and ``high`` hold ``float`` in the row's
        unit (NaN where blank).
    inputs, input_claims, assumptions, estimates, parts : pandas.DataFrame
        Of the what-if model and of the revenue range.
    articles : tuple of str
        Ids of the sources that are articles under test.
    readings : Readings
        What vague words allow, in the reading the ledger was read with.
    """

    sources: pd.DataFrame
    claims: pd.DataFrame
    events: pd.DataFrame
    origins: pd.DataFrame
    contradictions: pd.DataFrame
    evidence: pd.DataFrame
    fingerprints: pd.DataFrame
    inputs: pd.DataFrame
    input_claims: pd.DataFrame
    assumptions: pd.DataFrame
    estimates: pd.DataFrame
    parts: pd.DataFrame
    articles: tuple
    readings: Readings

    def source(self, source_id):
        """Return one row of ``sources`` as a dict; raise LedgerError if there is none."""
        return _row(self.sources, "source_id", source_id)

    def claim(self, claim_id):
        """Return one row of ``claims`` as a dict; raise LedgerError if there is none."""
        return _row(self.claims, "claim_id", claim_id)

    def range(self, claim):
        """Return the Range of one claim, given by id or as a row; raise LedgerError if there is none."""
        return self.readings.range(self.claim(claim) if isinstance(claim, str) else claim)

    def ranges(self, claims):
        """Return the Ranges of some rows of ``claims``, in their order."""
        return [self.readings.range(claim) for claim in claims.to_dict("records")]

    def by(self, reading):
        """Return the same ledger with vague words read another way, ``literal`` or ``narrow``."""
        return replace(self, readings=self.readings.by(reading))


def read(folder=DATA, reading="literal"):
    """Read and validate the ledger.

    Parameters
    ----------
    folder : path
        Folder with ``datapackage.json`` and the tables it names.
    reading : {"literal", "narrow"}
        How vague words are read.

    Returns
    -------
    Ledger

    Raises
    ------
    LedgerError
        At the first broken rule; the message says how many more there are.
    ParameterError
        If the reading is neither of the two.
    """
    tables, found = _read(Path(folder))
    if found:
        more = f" (and {len(found) - 1} more: run make check)" if len(found) > 1 else ""
        raise LedgerError(found[0] + more)
    tables["readings"] = Readings(tables["readings"], reading)
    return Ledger(**tables)


def problems(folder=DATA):
    """Return every broken rule as one line naming file, line, column and value."""
    return _read(Path(folder))[1]


def without(book, source_ids):
    """Return the ledger without the claims and events of some sources.

    Rules and changes of what is published stay: they say how figures are to be read.
    """
    claims = book.claims[~book.claims["source_id"].isin(source_ids)]
    events = book.events[~book.events["source_id"].isin(source_ids) | book.events["effect"].isin(["rule", "gap"])]
    return replace(book, claims=claims.reset_index(drop=True), events=events.reset_index(drop=True))


def _read(folder):
    tables = package.read(folder)
    needed = [field.name for field in fields(Ledger) if field.name != "articles"]
    missing = [name for name in needed if name not in tables]
    if missing:
        raise LedgerError(f"datapackage.json describes no table {missing[0]!r}")
    typed, found = {}, []
    for name, table in tables.items():
        typed[name], faults = package.typed(table)
        found += faults
    found += package.broken_links(tables) + rules.faults(tables, typed)
    # What evidence needs is known only of sound claims.
    found = found or rules.evidence(tables["evidence"], tables["claims"].text)
    sources = tables["sources"]
    of_article = [path.startswith("articles/") for path in sources.path]
    kept = {name: typed[name] for name in needed}
    return kept | {"articles": tuple(sources.text["source_id"][of_article])}, found


def _row(table, column, value):
    found = table[table[column] == value]
    if found.empty:
        raise LedgerError(f"{column.removesuffix('_id')}s.csv has no {column} {value!r}")
    return found.iloc[0].to_dict()
