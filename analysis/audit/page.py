"""The audited article as a page: every hit marked and linked to what accounts for it. Escaped, no script."""

import math

from analysis.audit.account import summary
from analysis.site import TEMPLATES, fill

STYLE = """
mark a { color: inherit; text-decoration: none }
mark.covered { background: #cfe8f7 } mark.excluded { background: #e6e6e6 }
mark.open { background: #f7c9a8; outline: 2px solid #b34700; font-weight: bold }
.number { color: #777; font-size: 80%; display: inline-block; min-width: 2em }
.problem { border-left: 4px solid #b34700; padding-left: .6em }
"""


def render(article, hits, book, source_id="", problems=(), differences=()):
    """Return the page as HTML text.

    Parameters
    ----------
    article : article.Article
    hits : pandas.DataFrame
        From `audit.account`.
    book : Ledger
    source_id : str
    problems, differences : sequence of str
        From `audit.problems` and `article.differences`.
    """
    rows = [row | {"number": number} for number, row in enumerate(hits.to_dict("records"), 1)]
    said = dict(zip(book.claims["claim_id"], book.claims["asserted_by"]))
    style = (TEMPLATES / "style.css").read_text(encoding="utf-8") + STYLE
    return fill(
        "audit.html.j2",
        style=style,
        summary=summary(hits),
        source_id=source_id,
        problems=problems,
        differences=differences,
        paragraphs=list(_paragraphs(article, rows)),
        rows=[row | {"read": _read(row), "claims": list(_claims(row, said))} for row in rows],
    )


def _paragraphs(article, rows):
    """Yield each paragraph's number and pieces: plain text, and hits with their state."""
    rows = iter(rows)
    at = next(rows, None)
    for number, (start, end) in enumerate(article.spans, 1):
        pieces, done = [], start
        while at is not None and at["start"] < end:
            pieces.append({"text": article.text[done : at["start"]], "state": ""})
            pieces.append({key: at[key] for key in ("text", "state", "by", "number")})
            done, at = at["end"], next(rows, None)
        yield number, [*pieces, {"text": article.text[done:end], "state": ""}]


def _claims(row, said):
    for part in filter(None, row["by"].split(" + ")):
        anchor = f"{part.replace('/', '-')}-{row['number']}"
        yield {"id": part, "anchor": anchor, "said": f": {said[part]}" if part in said else ""}


def _read(row):
    if row["edtf"]:
        return row["edtf"]
    low, high = (None if math.isnan(row[end]) else f"{row[end]:,.15g}" for end in ("low", "high"))
    if low == high:
        return low or ""
    return f"at least {low}" if high is None else f"at most {high}" if low is None else f"{low} to {high}"
