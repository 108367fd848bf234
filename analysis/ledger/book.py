"""The ledger itself: its tables, read and checked once, and the reading of vague words they are seen in."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from analysis import DATA
from analysis.ledger import complete, dates, folders, package, rules, seals
from analysis.ledger.errors import LONGEST, LedgerError, cut
from analysis.ledger.ranges import Range
from analysis.ledger.readings import Readings


@dataclass(frozen=True)
class Ledger:
    """The tables of the ledger: those of the record, and of one article.

    Attributes
    ----------
    sources, claims, events, origins, contradictions, theses, evidence, overrides, fingerprints : pandas.DataFrame
        Columns as in ``data/datapackage.json``. Text columns hold ``str``
        (empty where blank); ``low`` and ``high`` hold ``float`` in the row's
        unit (NaN where blank).
    withdrawn, withdrawn_events : pandas.DataFrame
        Claims that were withdrawn or corrected, and claims and events whose source
        was; they are not among ``claims`` and ``events``.
    points, likelihood, confidence, choices : pandas.DataFrame
        The rules by which theses are judged.
    inputs, input_claims, assumptions, estimates, parts : pandas.DataFrame
        Of the what-if model and of the revenue range.
    reviews : pandas.DataFrame
        How often each row was looked at, and when; ``looks`` holds ``float``.
    articles : tuple of str
        Ids of the sources that are articles under test: the one that was read.
    terms : pandas.DataFrame
        What measures, places and sides there are.
    readings : Readings
        What vague words allow, in the reading the ledger was read with.
    """

    sources: pd.DataFrame
    claims: pd.DataFrame
    events: pd.DataFrame
    origins: pd.DataFrame
    contradictions: pd.DataFrame
    theses: pd.DataFrame
    evidence: pd.DataFrame
    overrides: pd.DataFrame
    fingerprints: pd.DataFrame
    points: pd.DataFrame
    likelihood: pd.DataFrame
    confidence: pd.DataFrame
    choices: pd.DataFrame
    inputs: pd.DataFrame
    input_claims: pd.DataFrame
    assumptions: pd.DataFrame
    estimates: pd.DataFrame
    parts: pd.DataFrame
    reviews: pd.DataFrame
    terms: pd.DataFrame
    articles: tuple[str, ...]
    readings: Readings
    withdrawn: pd.DataFrame
    withdrawn_events: pd.DataFrame

    def source(self, source_id: str) -> dict[Any, Any]:
        """Return one row of ``sources`` as a dict; raise LedgerError if there is none."""
        return _row(self._sources_by_id, "sources.csv has no source_id", source_id)

    def claim(self, claim_id: str) -> dict[Any, Any]:
        """Return one row of ``claims`` as a dict; raise LedgerError if there is none."""
        return _row(self._claims_by_id, "claims.csv has no claim_id", claim_id)

    def row(self, name: str) -> dict[Any, Any]:
        """Return the row of one claim or event as a dict, withdrawn or not; raise LedgerError if there is none."""
        return _row(self._rows_by_id, "no claim or event has the id", name)

    @cached_property
    def _rows_by_id(self) -> dict[Any, dict[Any, Any]]:
        tables = {"event_id": [self.withdrawn_events, self.events], "claim_id": [self.withdrawn, self.claims]}
        return {row[key]: row for key, both in tables.items() for table in both for row in table.to_dict("records")}

    @cached_property
    def _sources_by_id(self) -> dict[Any, dict[Any, Any]]:
        return {row["source_id"]: row for row in self.sources.to_dict("records")}

    @cached_property
    def _claims_by_id(self) -> dict[Any, dict[Any, Any]]:
        return {row["claim_id"]: row for row in self.claims.to_dict("records")}

    def range(self, claim: str | Mapping[Any, Any]) -> Range:
        """Return the Range of one claim, given by id or as a row; raise LedgerError if there is none."""
        return self.readings.range(self.claim(claim) if isinstance(claim, str) else claim)

    def ranges(self, claims: pd.DataFrame) -> list[Range]:
        """Return the Ranges of some rows of ``claims``, in their order."""
        return [self.readings.range(claim) for claim in claims.to_dict("records")]

    def by(self, reading: str) -> Ledger:
        """Return the same ledger with vague words read another way, ``literal`` or ``narrow``."""
        return replace(self, readings=self.readings.by(reading))


def read(folder: str | Path = DATA, reading: str = "literal", source: str = "") -> Ledger:
    """Read and validate the record and one article. No other article is read, so none can change the result.

    Parameters
    ----------
    folder : path
        Folder with ``datapackage.json`` and the tables it names.
    reading : {"literal", "narrow"}
        How vague words are read.
    source : str
        An article's id: that article is read. By default, and with a source of the
        record, the article that the topic's notebooks ask about.

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
    book, found = checked(folder, reading, source)
    if book is None:
        article = f" --article {source}" if source in folders.drafts(folder) else ""
        more = f" (and {len(found) - 1} more: python -m analysis check{article})" if len(found) > 1 else ""
        raise LedgerError(cut(found[0], LONGEST - len(more)) + more)
    return book


def checked(folder: str | Path = DATA, reading: str = "literal", source: str = "") -> tuple[Ledger | None, list[str]]:
    """Read as `read` does; return the ledger, or None, and every broken rule as one line naming file, line, column and value."""
    tables, found = _read(Path(folder), folders.read_with(folder, source))
    if found:
        return None, found
    tables["readings"] = Readings(tables["readings"], reading)
    gone = withdrawal_days(tables["claims"], tables["sources"]) != ""
    tables["withdrawn"] = tables["claims"][gone].reset_index(drop=True)
    tables["claims"] = tables["claims"][~gone].reset_index(drop=True)
    taken_back = set(tables["sources"].loc[tables["sources"]["withdrawn"] != "", "source_id"])
    gone = tables["events"]["source_id"].isin(taken_back)
    tables["withdrawn_events"] = tables["events"][gone].reset_index(drop=True)
    tables["events"] = tables["events"][~gone].reset_index(drop=True)
    return Ledger(**tables), []


def without(book: Ledger, names: Collection[str]) -> Ledger:
    """Return the ledger without the claims and events of some sources or origins.

    Rules and changes of what is published stay: they say how figures are to be read.

    Parameters
    ----------
    book : Ledger
    names : collection of str
        Ids of sources or origins; ``unknown`` for all whose origin nobody knows.
    """
    gone = {
        name: table["source_id"].isin(names)
        | table["origin_id"].isin(names)
        | (table["origin_known"].eq("unknown") & ("unknown" in names))
        for name, table in (("claims", book.claims), ("events", book.events))
    }
    gone["events"] &= ~book.events["effect"].isin(["rule", "gap"])
    return replace(book, **{name: getattr(book, name)[~rows].reset_index(drop=True) for name, rows in gone.items()})


def with_excluded(book: Ledger) -> Ledger:
    """Return the ledger with the excluded claims and events of the record put back, as if they were charted.

    An article's own stay out: they are what its text does not say.
    """

    def back(table: pd.DataFrame) -> pd.DataFrame:
        out = table["use"].eq("excluded") & ~table["source_id"].isin(book.articles)
        return table.assign(use=table["use"].mask(out, "chart"))

    return replace(book, claims=back(book.claims), events=back(book.events))


def with_withdrawn(book: Ledger) -> tuple[Ledger, dict[str, str]]:
    """Return the ledger with what was withdrawn put back, as if it stood, and the day on which each of those fell."""
    claims = pd.concat([book.claims, book.withdrawn], ignore_index=True)
    events = pd.concat([book.events, book.withdrawn_events], ignore_index=True)
    days = dict(zip(claims["claim_id"], withdrawal_days(claims, book.sources)))
    of_source = dict(zip(book.sources["source_id"], book.sources["withdrawn"]))
    days |= {name: of_source[source] for name, source in zip(events["event_id"], events["source_id"])}
    every = replace(
        book, claims=claims, withdrawn=claims.iloc[:0], events=events, withdrawn_events=book.withdrawn_events.iloc[:0]
    )
    return every, {name: str(dates.bounds(day)[0]) for name, day in days.items() if day}


def as_of(book: Ledger, day: date | str) -> Ledger:
    """Return the ledger as it could have been on a day: what sources had published, less what was withdrawn by then.

    An article's own claims and events stay: they are what is tested. Rules and
    changes of what is published stay once they have begun: they say how figures
    are to be read.

    Parameters
    ----------
    book : Ledger
    day : datetime.date or str
        A day as text is ISO; blank: the ledger as it is.
    """
    if day == "":
        return book
    day = date.fromisoformat(day) if isinstance(day, str) else day
    every = pd.concat([book.claims, book.withdrawn], ignore_index=True)
    out = {row["source_id"] for row in book.sources.to_dict("records") if not _published_by(row, day)}
    every = every[~every["source_id"].isin(out - set(book.articles))]
    # Of no row at all, what is mapped has no type; a mask must have one.
    gone = withdrawal_days(every, book.sources).map(lambda text: text != "" and dates.bounds(text)[0] <= day)
    events = pd.concat([book.events, book.withdrawn_events], ignore_index=True)
    begun = events["date"].map(lambda text: (dates.bounds(text)[0] or date.min) <= day).astype(bool)
    gone = gone.astype(bool)
    events = events[
        ~events["source_id"].isin(out - set(book.articles)) | (events["effect"].isin(["rule", "gap"]) & begun)
    ]
    days = dict(zip(book.sources["source_id"], book.sources["withdrawn"]))
    taken = events["source_id"].map(lambda name: days[name] != "" and dates.bounds(days[name])[0] <= day).astype(bool)
    given = book.overrides["day"].map(lambda text: dates.bounds(text)[1] <= day).astype(bool)
    return replace(
        book,
        claims=every[~gone].reset_index(drop=True),
        withdrawn=every[gone].reset_index(drop=True),
        events=events[~taken].reset_index(drop=True),
        withdrawn_events=events[taken].reset_index(drop=True),
        overrides=book.overrides[given].reset_index(drop=True),
    )


def withdrawal_days(claims: pd.DataFrame, sources: pd.DataFrame) -> pd.Series:
    """Return the day on which each claim, or else its source, was withdrawn; blank where it stands."""
    of_source = claims["source_id"].map(dict(zip(sources["source_id"], sources["withdrawn"])))
    return claims["withdrawn"].where(claims["withdrawn"] != "", of_source)


def _published_by(source: Mapping[Any, Any], day: date) -> bool:
    """Whether a source was out on a day; one whose day is unknown was not, as far as anyone can say."""
    last = dates.bounds(source["published"])[1] if source["published"] else None
    return last is not None and last <= day


def _read(folder: Path, article: str) -> tuple[dict[str, Any], list[str]]:
    topic = folders.topic(folder)
    tables = package.read(folder, [article])
    needed = [field.name for field in fields(Ledger) if field.name not in ("articles", "withdrawn", "withdrawn_events")]
    # The words for readers are no part of the ledger, but no page can do without them.
    missing = [name for name in (*needed, "words") if name not in tables]
    if missing:
        raise LedgerError(f"datapackage.json describes no table {missing[0]!r}")
    typed, found = {}, []
    for name, table in tables.items():
        typed[name], faults = package.typed(table)
        found += faults
    beside = "" if article == topic else topic
    found += package.broken_links(tables, beside) + rules.faults(tables, typed)
    # What evidence needs is known only of sound claims; the topic's model rests on the topic's article.
    found = found or rules.evidence(tables) + complete.faults(tables, typed, model=not beside)
    sources = tables["sources"]
    of_article = [path.startswith("articles/") for path in sources.path]
    kept = {name: typed[name] for name in needed}
    # Looks at what a claim no longer says are none at what it says now.
    kept["reviews"] = kept["reviews"][seals.standing(tables, "claims")].reset_index(drop=True)
    if beside:
        pairs = kept["contradictions"]
        of_topic = pairs[["claim_a", "claim_b"]].apply(lambda ids: ids.str.startswith(f"{beside}/")).any(axis=1)
        kept["contradictions"] = pairs[~of_topic].reset_index(drop=True)
    return kept | {"articles": tuple(sources.text["source_id"][of_article])}, found


def _row(rows: Mapping[Any, dict[Any, Any]], missing: str, name: str) -> dict[Any, Any]:
    if name not in rows:
        raise LedgerError(f"{missing} {name!r}")
    return dict(rows[name])
