"""Audit an article and write the results into a folder: a page and a table."""

from dataclasses import dataclass
from datetime import date

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
    hits : pandas.DataFrame
        As from `account.hits`.
    problems, differences : list of str
        Where ledger and article disagree; paragraphs that differ from the ledger's copy.
    source_id, sha256 : str
        The source whose claims were looked for, and the hash of the article's file.
    """

    summary: str
    hits: pd.DataFrame
    problems: list
    differences: list
    source_id: str
    sha256: str
    published: str = ""

    @property
    def open(self):
        """The hits that nothing accounts for."""
        return self.hits[self.hits["state"] == "open"]


def write(path, folder, source_id=None, published=""):
    """Audit an article.

    Parameters
    ----------
    path : path
        The reader's own copy, text or HTML.
    folder : pathlib.Path
        Where to write ``index.html`` and ``hits.csv``.
    source_id : str, optional
        Whose claims and events account for it; by default recognised by fingerprints.
    published : str
        Day of publication, ISO; blank: the source's own, if there is one.

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
    """
    done, copy, book = _audited(path, source_id, published)
    text = page.render(copy, done.hits, book, done.source_id, done.problems, done.differences)
    (folder / "index.html").write_text(text, encoding="utf-8")
    with (folder / "hits.csv").open("x", newline="", encoding="utf-8") as file:  # never over a file that is there
        file.write(csvs.text(done.hits))
    return done


def audited(path, source_id=None, published=""):
    """Audit an article and write nothing; parameters, result and errors as of `write`."""
    return _audited(path, source_id, published)[0]


def _audited(path, source_id, published):
    copy = articles.read(path)
    if source_id is None:
        source_id = account.likely_source(articles.fingerprints(copy))
    book = ledger.read(source=source_id)
    if source_id:
        parameters.check(book, source=source_id)
    day = date.fromisoformat(published) if published else account.publication(book, source_id)
    hits = account.hits(copy, book, source_id, day)
    problems = arithmetic.problems(copy, book, source_id, hits)
    differences = arithmetic.differences(copy, book, source_id)
    return Audit(account.summary(hits), hits, problems, differences, source_id, copy.sha256, str(day or "")), copy, book
