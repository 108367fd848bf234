"""Read the date phrases of a text where they stand: the tense of the clause, and a year that the text named before."""

import re
from datetime import date

from analysis.ledger import UnreadableDate, dates
from analysis.ledger.spans import Span, whole

NEAR = 240  # characters of a sentence looked at to either side; bounds the time
FAR_APART = (date(1987, 3, 4), date(2031, 11, 25))  # a date that is the same from both needs no day of publication
_SENTENCE_END = re.compile(
    r"(?<!\.[A-Za-z])(?<!\b[A-Z])(?<!\b[MDS]r)(?<!\bM[rs]s)(?<!\bMs)(?<!\b(?:Gen|Sen|Rep|Gov))"
    r"[.!?][\"')\u201d\u2019]*\s+(?=[\"'(\u201c\u2018]?[A-Z]|$)|[\r\n]"
)
_FUTURE = (
    r"had (?:previously |originally )?been (?P<unsure>due|set|scheduled|planned|expected)(?: (?:to|for) \w+)?|"
    r"will|won't|shall|would|\w+'ll|(?:is|are|was|were) (?:to|due|set|scheduled|expected|likely|slated|planned)|"
    r"to (?!death|court|work|date|power|school|prison|jail|home|war|the|its|his|her|their|this|that|our|some|any|"
    r"all|each|"
    r"more|most|about|other)[a-z]{2,}(?<!s)(?<!ed)(?<!ing)(?<!ly)|"
    r"going to|plan(?:s|ned|ning)?|schedul(?:e|ed)|due(?! to (?:the|an?|its|his|her|their|lower|higher)\b)|"
    r"expect(?:s|ed)?|slated|set for|intends?|aims?|may|might|can|"
    r"should|must|upcoming|forthcoming|begins|starts|opens|meets|faces|expires?|ends|deadline|effective|forecasts?|"
    r"hopes?|"
    r"payable|redeemable|takes? effect|of record|record date|extended to"
)
_PAST = (
    r"was|were|had|did|has|have|been|said|told|came|went|fell|rose|got|made|took|gave|saw|won|lost|sold|bought|paid|"
    r"began|"
    r"grew|held|left|met|ran|sent|sat|set|spoke|stood|thought|wrote|became|brought|built|broke|chose|cut|drew|drove|"
    r"felt|"
    r"found|flew|heard|hit|kept|knew|led|let|meant|put|read|shot|shut|spent|struck|taught|threw|wore|quit|hurt|cost|"
    r"ago|"
    r"(?!hundred|indeed|need|speed|feed)[a-z]{2,}ed|says|reports|"
    r"known|taken|given|seen|shown|fallen|risen|grown|driven|written|done|gone"
)
_CUE = re.compile(rf"\b(?:(?P<future>{_FUTURE})|(?P<past>{_PAST}))\b")
_MODAL = re.compile(
    r"\b(?:will|would|to|shall|may|might|can|should|must|'ll|won't)"
    r"(?: not)?(?: \w+ly| still| also| then)? (?:be|have been) $",
    re.IGNORECASE,
)
_CENTURY = re.compile(r"(?:(?:thir|four|fif|six|seven|eigh|nine)teen|twenty|two thousand)\b", re.IGNORECASE)
_ENDED = re.compile(r"\b(?:ended|dated|ending) (?:on )?$")
_OF_A_NOUN = re.compile(r"(?:\b(?:an?|the|its|his|her|their)|'s) $")
_LEANS = re.compile(
    r"\b(?:that|same|following|next|previous|prior|preceding|later|earlier|before|after|of the|in the)\b", re.I
)
_OPENS = re.compile(
    r"(?:^|[.!?;]\W+|\n\s*)(?:[Bb]ack )?(?:[Ii]n|[Dd]uring|[Bb]y|[Tt]hroughout)(?: the (?:year|summer|spring) of)? $"
)


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
    found, before = [], None
    for at, hit in enumerate(hits):
        if hit.kind != "date" or _is_cut_short(text, hits, at):
            found.append(None)
            continue
        reading = _read(text, hit, published, readings, before)
        found.append(reading)
        before = (hit, reading) if reading else before
    return found


def _read(text, hit, published, readings, previous):
    phrase = hit.phrase or hit.text
    if published is None:
        one, other = (_try(phrase, day, readings, "past") for day in FAR_APART)
        return one if one and other and one.edtf == other.edtf else None
    anchor = previous and _anchor(text, hit, *previous, published)
    if anchor:
        reading = _try(phrase, published, readings, "past", anchor)
        if reading and reading.rule == "context-dated":
            return reading
    return _try(phrase, published, readings, tense(*_around(text, hit)))


def _is_cut_short(text, hits, at):
    """Say whether a number beside a phrase belongs to it, so that the phrase alone would be misread.

    So it is in "Tuesday the eleventh", "April of 87", "two weeks from 15 January".
    """
    hit = hits[at]
    after = hits[at + 1] if at + 1 < len(hits) else None
    before = hits[at - 1] if at else None
    if before and before.kind == "duration" and before.end <= hit.start <= before.end + 5:
        between = text[before.end : hit.start]
        if between == " and " and hit.text.endswith("ago") or between == " " and hit.text.startswith("from "):
            return True
    if not after or not hit.end < after.start <= hit.end + 9:
        return False
    between = text[hit.end : after.start]
    if after.kind in ("ordinal", "fraction"):
        return between in (" ", " the ")
    if after.kind == "date" and between == " " and _CENTURY.match(after.text):
        return True
    plain_number = after.kind == "number" and not after.unit and between in (" ", " of ")
    return plain_number and (between == " of " or _CENTURY.match(after.text) is not None)


def _try(phrase, published, readings, tense=None, anchor=None):
    try:
        return dates.read(phrase, published, readings, tense, anchor)
    except UnreadableDate:
        return None


def tense(before, after):
    """Return what the verb nearest before a phrase, else nearest after it, says of time.

    Parameters
    ----------
    before, after : str
        What stands in the sentence to either side of the phrase.

    Returns
    -------
    {"past", "future", "ended", "will", "nearest"}
        ``ended`` and ``will`` after just these words; ``nearest`` where no verb tells, or
        where the phrase belongs to a noun, as in "the June treaty".
    """
    if _ENDED.search(before):
        return "ended"
    if (_OF_A_NOUN.search(before) and re.match(r" [a-z]", after)) or re.match("['\u2019]s ", after):
        return "nearest"
    cues = list(_CUE.finditer(before))
    cue = cues[-1] if cues else _CUE.search(after)
    if cue is None:
        return "nearest"
    if cue["unsure"]:
        return "past"
    modal = _MODAL.search(before, 0, cue.start()) if cues else None
    if cue["future"] or modal:
        return "will" if re.match(r"(?:will|won't|shall)\b", modal[0] if modal else cue[0]) else "future"
    return "past"


def _around(text, hit):
    """Return what stands before and after a hit in its sentence."""
    before = text[max(hit.start - NEAR, 0) : hit.start]
    ends = [stop.end() for stop in _SENTENCE_END.finditer(before)]
    after = text[hit.end : hit.end + NEAR]
    stop = _SENTENCE_END.search(after)
    return before[ends[-1] if ends else 0 :], after[: stop.start() if stop else None]


def _anchor(text, hit, earlier, reading, published):
    """Return the date read just before, in the same paragraph, if the phrase may lean on it, else None.

    A bare month or day leans on it only where it opens a sentence: "In 2021 they met. In March ...".
    """
    between = text[earlier.end : hit.start]
    near = earlier.paragraph == hit.paragraph and len(between) <= NEAR and len(_SENTENCE_END.findall(between)) <= 1
    if not near or reading.earliest is None or reading.latest is None:
        return None
    opens = _OPENS.search(text[max(earlier.start - 30, 0) : earlier.start])
    if _LEANS.search(hit.text) or (opens and reading.rule == "as-written" and reading.earliest.year != published.year):
        return Span("", reading.earliest, reading.latest, _unit(reading))
    return None


def _unit(reading):
    for unit in ("day", "month", "year", "decade"):
        if (reading.earliest, reading.latest) == ((one := whole("", unit, reading.earliest)).first, one.last):
            return unit
    return ""
