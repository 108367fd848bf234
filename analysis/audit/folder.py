"""Audit an article and write the results into a folder: a page, a table, and drafts of rows."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from analysis import ledger
from analysis.audit import account, arithmetic, page
from analysis.audit import article as articles
from analysis.ledger import csvs
from analysis.notebook import parameters


@dataclass(frozen=True)
class Audit:
    """What an audit found.

    Attributes
    ----------
    summary : str
        How many figures and dates are accounted for.
    open : pandas.DataFrame
        The hits that nothing accounts for.
    problems, differences : list of str
        Where ledger and article disagree; paragraphs that differ from the ledger's copy.
    source_id, sha256 : str
        The source whose claims were looked for, and the hash of the article's file.
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
        Whose claims and events account for it; by default recognised by fingerprints.
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
    drafts = _draft_files(draft)
    copy, book = articles.read(path), ledger.read()
    if source_id is None:
        source_id = account.likely_source(articles.fingerprints(copy), book)
    elif source_id:
        parameters.check(book, source=source_id)
    hits = account.hits(copy, book, source_id)
    problems = arithmetic.problems(copy, book, source_id, hits)
    differences = arithmetic.differences(copy, book, source_id)
    text = page.render(copy, hits, book, source_id, problems, differences)
    (folder / "index.html").write_text(text, encoding="utf-8")
    _write_csv(hits, folder / "hits.csv")
    for file, table, rows in zip(drafts, (book.claims, book.events), account.draft(hits, source_id)):
        _write_csv(rows.reindex(columns=table.columns, fill_value=""), file)
    sha256 = hashlib.sha256(Path(path).read_bytes()).hexdigest()
    return Audit(account.summary(hits), hits[hits["state"] == "open"], problems, differences, source_id, sha256)


def _write_csv(table, path):
    with path.open("x", newline="", encoding="utf-8") as file:  # never over a file that is there
        file.write(csvs.text(table))


def _draft_files(draft):
    if draft is None:
        return []
    files = [Path(draft), Path(draft).with_name(f"{Path(draft).stem}-events.csv")]
    for file in files:
        if file.exists():
            raise FileExistsError(f"{file} exists already; name another file with --draft")
    return files
