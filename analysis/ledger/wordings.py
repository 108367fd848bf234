"""What the wording of a row rules out, and rows that say the same twice."""

import re

from analysis.ledger import dates
from analysis.ledger.errors import UnreadableDate

# Words that bound a figure from one side, and the bounds that then cannot be.
_UP = re.compile(
    r"\b(?:at least|no (?:fewer|less) than|(?<!no )(?<!not )more than(?! halved)|upwards of)\b|^(?:over|above)\b(?!.*(?:day|week|month|year)s?\b)",
    re.I,
)
_DOWN = re.compile(
    r"\b(?:at most|no(?:t)? more than|up to|(?<!no )(?<!not )(?:less|fewer) than)\b|^(?:under|below)\b", re.I
)
_BETWEEN = re.compile(r"^between \S*\d", re.I)
_NOT_UP, _NOT_DOWN = ("at_most", "less_than", "exact", "about"), ("at_least", "more_than", "exact", "about")
_ASIDE = re.compile(r"\b(?:before|after|since|until|till|than|from)\b", re.I)  # a year that is not the event's own
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def faults(tables):
    """Return a line for each row whose bound or date its own wording rules out, or that stands twice.

    Parameters
    ----------
    tables : dict of str to package.Table
    """
    return bounds(tables["claims"]) + years(tables["events"]) + twice(tables) + paragraphs(tables)


def bounds(claims):
    """Return the claims whose bound lies on the other side of the figure than their words say."""
    found = []
    for row, (wording, bound) in enumerate(zip(claims.text["wording"], claims.text["bound"])):
        up, down = bool(_UP.search(wording)), bool(_DOWN.search(wording))
        wrong = (up and not down and bound in _NOT_UP) or (down and not up and bound in _NOT_DOWN)
        if wrong or (_BETWEEN.match(wording) and bound not in ("range", "unstated")):
            found.append(claims.fault(row, "bound", f"the wording says {wording!r}"))
    return found


def years(events):
    """Return the events whose wording names a year that their date leaves out."""
    found = []
    for row, (wording, text) in enumerate(zip(events.text["wording"], events.text["date"])):
        named = set() if _ASIDE.search(wording) else {int(year) for year in _YEAR.findall(wording)}
        try:
            first, last = dates.bounds(text) if text and named else (None, None)
        except UnreadableDate:
            continue
        if first and last and not any(first.year <= year <= last.year for year in named):
            found.append(events.fault(row, "date", f"the wording says {wording!r}"))
    return found


def twice(tables):
    """Return the claims and events that are another row of their source with a new name."""
    found = []
    for name in ("claims", "events"):
        facts = tables[name].text.iloc[:, 1:]
        key = tables[name].text.columns[0]
        found += tables[name].faults(facts.duplicated(), key, "the same row stands above under another name")
    return found


def paragraphs(tables):
    """Return the claims and events of a paragraph that their article has not."""
    known = set(zip(tables["fingerprints"].text["source_id"], tables["fingerprints"].text["paragraph"]))
    of_articles, found = {source for source, _ in known}, []
    for name in ("claims", "events"):
        rows = zip(tables[name].text["source_id"], tables[name].text["locator"])
        wrong = [source in of_articles and place.isdecimal() and (source, place) not in known for source, place in rows]
        found += tables[name].faults(wrong, "locator", "the article has no such paragraph")
    return found
