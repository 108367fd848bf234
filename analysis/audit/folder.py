"""Audit an article and write what was found: a page, a table, and drafts of rows."""

import csv
import hashlib
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from analysis import ledger
from analysis.audit import account as audit
from analysis.audit import article
from analysis.audit import page as audit_page
from analysis.headless import folders, manifest
from analysis.notebook import parameters


@dataclass(frozen=True)
class Audit:
    """What an audit found: the line to remember, open hits, problems, and paragraphs of another copy."""

    summary: str
    open: pd.DataFrame
    problems: list
    differences: list


def write(path, out, source_id=None, draft=None):
    """Audit an article.

    Parameters
    ----------
    path : path
        The reader's own copy, text or HTML.
    out : path
        Folder to (re)place: ``index.html``, ``hits.csv``, ``manifest.json``.
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
    RunError
        If the folder holds other files.
    FileExistsError
        If a draft would overwrite a file.
    """
    out = Path(out).resolve()
    folders.refuse_foreign(out, "audit")
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
    )
    page = audit_page.render(copy, hits, book, source_id, done.problems, done.differences)
    with folders.replacing(out) as staging:
        (staging / "index.html").write_text(page, encoding="utf-8")
        (staging / "hits.csv").write_text(hits.to_csv(index=False, lineterminator="\n"), encoding="utf-8")
        about = manifest.origin({}, "audit")
        about["inputs"]["article"] = hashlib.sha256(Path(path).read_bytes()).hexdigest()
        manifest.write(staging, about | {"source_id": source_id})
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
