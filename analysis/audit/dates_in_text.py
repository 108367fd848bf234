"""Read the date phrases of a text where they stand: the tense of the clause, and a year that the text named before."""

import re
from datetime import date

from analysis.ledger import UnreadableDate, dates
from analysis.ledger.spans import Span, whole

NEAR = 240  # characters of a sentence looked at to either side; bounds the time
_SENTENCE_END = re.compile(r"[.!?][\"')\u201d\u2019]*\s+(?=[\"'(\u201c\u2018]?[A-Z])|[\r\n]")
_VERBS = (
    "meet vote hold begin start discuss decide attend visit open close leave return arrive launch release publish announce "
    "take go come make give be become get see end run travel sign address appear host play face file pay present resume"
)
_FUTURE = (
    r"will|won't|shall|would|\w+'ll|(?:is|are|was|were) (?:to|due|set|scheduled|expected|likely|slated|planned)|to (?:be|have|"
    + "|".join(_VERBS.split())
    + r")|going to|plan(?:s|ned|ning)?|schedul(?:e|ed)|due|expect(?:s|ed)?|slated|set for|intends?|aims?|may|might|could|can|"
    r"should|must|upcoming|forthcoming|begins|starts|opens|meets|faces|expires|ends|deadline|effective|ahead|forecasts?|hopes?"
)
_PAST = (
    r"was|were|had|did|has|have|been|said|told|came|went|fell|rose|got|made|took|gave|saw|won|lost|sold|bought|paid|began|"
    r"grew|held|left|met|ran|sent|sat|set|spoke|stood|thought|wrote|became|brought|built|broke|chose|cut|drew|drove|felt|"
    r"found|flew|heard|hit|kept|knew|led|let|meant|put|read|shot|shut|spent|struck|taught|threw|wore|quit|hurt|cost|ago|"
    r"\w{2,}ed|says|reports|"
    r"known|taken|given|seen|shown|fallen|risen|grown|driven|written|done|gone"
)
_CUE = re.compile(rf"\b(?:(?P<future>{_FUTURE})|(?P<past>{_PAST}))\b", re.IGNORECASE)
_WILL = re.compile(
    r"\b(?:will|would|to|shall|may|might|could|can|should|must|'ll|won't)(?: not)?(?: \w+ly)? (?:be|have been) $", re.I
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def read_all(text, hits, published, readings):
    """Return how the ledger's rules read each date phrase of a text, and by which.

    Without a day of publication only dates written out in full are read.

    Parameters
    ----------
    text : str
    hits : sequence of finder.Hit
        In order of place; those that are no dates are passed over.
    published : datetime.date or None
    readings : readings.Readings

    Returns
    -------
    list of dates.Reading or None
        One a hit; None where no rule reads it.
    """
    found, anchors = [], []
    for hit in hits:
        if hit.kind != "date":
            found.append(None)
            continue
        reading = _read(text, hit, published, readings, anchors)
        found.append(reading)
        if reading:
            anchors = [*anchors[-3:], (hit, reading)]
    return found


def _read(text, hit, published, readings, anchors):
    phrase = hit.phrase or hit.text
    before, after = _around(text, hit)
    if published is None:
        reading = _try(phrase, date.max, readings)
        return reading if reading and reading.rule == "as-written" else None
    for anchor in _anchors(text, hit, anchors, published):
        if reading := _try(phrase, published, readings, "past", anchor):
            return reading if reading.rule == "context-dated" else None
    return _try(phrase, published, readings, tense(before, after))


def _try(phrase, published, readings, tense=None, anchor=None):
    try:
        return dates.read(phrase, published, readings, tense, anchor)
    except UnreadableDate:
        return None


def tense(before, after):
    """Return "future" where the verb nearest before a phrase, else nearest after it, looks ahead, and "past" otherwise.

    Parameters
    ----------
    before, after : str
        What stands in the sentence to either side of the phrase.
    """
    cue = None
    for cue in _CUE.finditer(before):
        pass
    if cue is None:
        cue = _CUE.search(after)
        if cue is None:
            return "past"
        return "future" if cue["future"] else "past"
    if cue["past"] and _WILL.search(before, 0, cue.start()):
        return "future"
    return "future" if cue["future"] else "past"


def _around(text, hit):
    """Return what stands before and after a hit in its sentence."""
    before = text[max(hit.start - NEAR, 0) : hit.start]
    for stop in _SENTENCE_END.finditer(before):
        pass
    ends = [stop.end() for stop in _SENTENCE_END.finditer(before)]
    after = text[hit.end : hit.end + NEAR]
    stop = _SENTENCE_END.search(after)
    return before[ends[-1] if ends else 0 :], after[: stop.start() if stop else None]


def _anchors(text, hit, anchors, published):
    """Yield the span of a year or day written out shortly before, in the same paragraph, that the phrase may lean on."""
    for earlier, reading in reversed(anchors):
        if earlier.paragraph != hit.paragraph:
            return
        between = text[earlier.end : hit.start]
        if len(between) > NEAR or len(_SENTENCE_END.findall(between)) > 1:
            return
        if reading.rule == "as-written" and reading.earliest.year != published.year:
            yield Span("", reading.earliest, reading.latest, _unit(reading))
        return


def _unit(reading):
    for unit in ("day", "month", "year", "decade"):
        if (reading.earliest, reading.latest) == ((one := whole("", unit, reading.earliest)).first, one.last):
            return unit
    return ""
