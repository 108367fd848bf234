"""The folders of articles: which there are, which are drafts, and whose pages a source's rows appear on."""

import csv
from pathlib import Path

from analysis import DATA
from analysis.ledger.description import describe


def names(folder=DATA):
    """Return the names of the folders of articles, in order; each is the id of its article."""
    return sorted(path.parent.name for path in Path(folder).glob("articles/*/source.csv"))


def topic(folder=DATA):
    """Return the id of the article whose question the topic's notebooks ask; "" if there is none."""
    return describe(Path(folder)).get("topic", "")


def drafts(folder=DATA):
    """Return the names of the folders that nobody has sealed yet; the topic's article is none of them."""
    sealed = {path.parent.name for path in Path(folder).glob("articles/*/reviews.csv")}
    return [name for name in names(folder) if name not in sealed | {topic(folder)}]


def read_with(folder, source_id):
    """Return the article that is read with a source: itself, or the topic's if the source belongs to the record."""
    return source_id if source_id in names(folder) else topic(folder)


def fingerprints(folder=DATA):
    """Return the fingerprints of all articles but drafts: a dict of (source_id, paragraph) to the paragraph's hash."""
    found, passed_over = {}, drafts(folder)
    for path in sorted(Path(folder).glob("articles/*/fingerprints.csv")):
        if path.parent.name in passed_over or not path.is_file():
            continue
        csv.field_size_limit(10**9)  # what is wrong with a table is for its check to say
        with path.open(newline="", encoding="utf-8-sig", errors="replace") as file:
            rows = [row for row in csv.reader(file) if len(row) == 3]
        found |= {(path.parent.name, paragraph): sha256 for _, paragraph, sha256 in rows[1:]}
    return found
