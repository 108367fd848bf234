"""Audit an article and write the results into a folder: a page, a table, and drafts of rows."""

import csv
import hashlib
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from analysis import ledger
from analysis.audit import account as audit
from analysis.audit import article
from analysis.audit import page as audit_page
from analysis.notebook import parameters


@dataclass(frozen=True)
class Audit:
    """What an audit found: the line to remember, open hits, problems, and paragraphs of another copy.

    ``source_id`` and the article's ``sha256`` say what it was made from.
    """

    summary: str
    open: pd.DataFrame
    problems: list
    differences: list
    source_id: str
    sha256: str


def write(path, folder, source_id=None, draft=None):
    """Audit an article.

    Parameters
    ----------
    path : path
        The reader's own copy, text or HTML.
    folder : pathlib.Path
        Where to write ``index.html`` and ``hits.csv``.
    source_id : str, optional
        Whose claims and events account for it; by default told from fingerprints.
    draft : path, optional
        CSV to write open figures to; dates go beside it, to ``<name>-events.csv``.

    Returns
    -------
    Audit

    Raises
    ------
    ArticleError
        If the article cannot be read.
    LedgerError
        If the ledger is broken.
    ParameterError
        If the ledger has no such source.
    FileExistsError
        If a draft would overwrite a file.
    """
    drafts = _drafts(draft)
    copy, book = article.read(path), ledger.read()
    if source_id is None:
        source_id = audit.likely_source(article.fingerprints(copy), book)
    elif source_id:
        parameters.check(book, source=source_id)
    known = book.fingerprints[book.fingerprints["source_id"] == source_id]
    hits = audit.account(copy, book, source_id)
    done = Audit(
        audit.summary(hits),
        hits[hits["state"] == "open"],
        audit.problems(copy, book, source_id, hits),
        article.differences(copy, known),
        source_id,
        hashlib.sha256(Path(path).read_bytes()).hexdigest(),
    )
    page = audit_page.render(copy, hits, book, source_id, done.problems, done.differences)
    (folder / "index.html").write_text(page, encoding="utf-8")
    (folder / "hits.csv").write_text(hits.to_csv(index=False, lineterminator="\n"), encoding="utf-8")
    for file, table, rows in zip(drafts, (book.claims, book.events), audit.draft(hits, source_id or "new-source")):
        with file.open("x", newline="", encoding="utf-8") as opened:
            writer = csv.DictWriter(opened, table.columns, restval="", lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    return done


def _drafts(draft):
    if draft is None:
        return []
    drafts = [Path(draft), Path(draft).with_name(f"{Path(draft).stem}-events.csv")]
    for file in drafts:
        if file.exists():
            raise FileExistsError(f"{file} exists already; name another file with --draft")
    return drafts
