"""The audited article as a page: every hit marked and linked to what accounts for it. Escaped, no script."""

import math

from analysis.audit import bounds
from analysis.audit.account import summary
from analysis.ledger import vocabulary, words
from analysis.notebook import tables
from analysis.site import TEMPLATES, fill

STYLE = """
mark a { color: inherit; text-decoration: none }
mark.covered { background: #cfe8f7 } mark.excluded { background: #e6e6e6 }
mark.open { background: #f7c9a8; outline: 2px solid #b34700; font-weight: bold }
.number { color: #777; font-size: 80%; display: inline-block; min-width: 2em }
.problem { border-left: 4px solid #b34700; padding-left: .6em }
"""


def render(article, hits, book, source_id="", problems=(), differences=(), pages=()):
    """Return the page as HTML text.

    Parameters
    ----------
    article : article.Article
    hits : pandas.DataFrame
        From `account.hits`.
    book : Ledger
    source_id : str
    problems, differences : sequence of str
        From `arithmetic`.
    pages : sequence of (str, str)
        Name and heading of the pages beside it, to lead there.
    """
    rows = [row | {"number": number} for number, row in enumerate(hits.to_dict("records"), 1)]
    names = _names(book, source_id)
    return fill(
        "audit.html.j2",
        style=(TEMPLATES / "style.css").read_text(encoding="utf-8") + STYLE,
        summary=summary(hits),
        pages=pages,
        source_id=source_id,
        problems=problems,
        differences=differences,
        paragraphs=list(_paragraphs(article, rows)),
        rows=[row | _in_words(row, names) for row in rows],
    )


def _paragraphs(article, rows):
    """Yield each paragraph's number and pieces: plain text, and hits with their state."""
    rows = iter(rows)
    row = next(rows, None)
    for number, (start, end) in enumerate(article.spans, 1):
        pieces, done = [], start
        while row is not None and row["start"] < end:
            pieces.append({"text": article.text[done : row["start"]], "state": ""})
            pieces.append({key: row[key] for key in ("text", "state", "by", "number")})
            done, row = row["end"], next(rows, None)
        yield number, [*pieces, {"text": article.text[done:end], "state": ""}]


def _names(book, source_id):
    """Return how each claim and event of a source is shown, by its id."""
    claims = book.claims[book.claims["source_id"] == source_id].to_dict("records")
    events = book.events[book.events["source_id"] == source_id].to_dict("records")
    return {claim["claim_id"]: tables.label(claim, book) for claim in claims} | {
        event["event_id"]: f"{event['asserted_by']}, {words.when(event['date'])}: {event['title']}" for event in events
    }


def _in_words(row, names):
    ids = list(filter(None, row["by"].split(" + ")))
    return {
        "kind_in_words": vocabulary.value("kind", row["kind"]),
        "read_as": _read_as(row),
        "rows_of_ledger": [{"id": one, "name": names.get(one, one)} for one in ids],
    }


def _read_as(row):
    """Return in words how a hit was read: a date, a figure with its bounds, or nothing."""
    if row["edtf"]:
        return words.when(row["edtf"])
    low, high = (None if math.isnan(row[end]) else f"{row[end]:,.15g}" for end in ("low", "high"))
    if low == high:
        return low or ""
    strict = bounds.is_strict(row["hedge"])
    if high is None:
        return f"{'more than' if strict else 'at least'} {low}"
    return f"{'less than' if strict else 'at most'} {high}" if low is None else f"{low} to {high}"
