"""Read the date phrases of a text where they stand: the tense of the clause, and a year that the text named before."""

import re
from datetime import date

from analysis.ledger import UnreadableDate, dates
from analysis.ledger.date_case import FAR, FEW_WEEKS, MUCH_NEARER
from analysis.ledger.date_words import MONTHS, WEEKDAYS
from analysis.ledger.spans import Span, whole

CLEARLY = 2  # times as far off is the other day, month or season, where the tense alone does not tell
NEAR = 240  # characters of a sentence looked at to either side; bounds the time
FAR_APART = (date(1987, 3, 4), date(2031, 11, 25))  # a date that is the same from both needs no day of publication
_SENTENCE_END = re.compile(
    r"(?<!\.[A-Za-z])(?<!\b[A-Z])(?<!\b[MDSJ]r)(?<!\bM[rs]s)(?<!\b(?:Ms|vs|St|Lt))(?<!\b(?:Gen|Sen|Rep|Gov|Col|Sgt))"
    r"[.!?][\"')\u201d\u2019]*\s+(?=[\"'(\u201c\u2018]?[A-Z]|$)|[\r\n]"
)
_FUTURE = (
    r"had (?:previously |originally )?been (?P<unsure>due|set|scheduled|planned|expected)(?: (?:to|for) \w+)?|"
    r"will|won't|shall|would|\w+'ll|(?:is|are|was|were) (?:to|due|set|scheduled|expected|likely|slated|planned)|"
    r"going to|schedul(?:e|ed)|due(?! to (?:the|an?|its|his|her|their|lower|higher)\b)|"
    r"slated|set for|upcoming|forthcoming|effective|payable|redeemable|takes? effect|of record|record date|extended to"
)
# These often speak of what is to come, and as often belong to another word than the date does.
_LIKELY = (
    r"to (?!death|court|work|date|power|school|prison|jail|home|war|the|its|his|her|their|this|that|our|some|any|"
    r"all|each|more|most|about|other)[a-z]{2,}(?<!s)(?<!ed)(?<!ing)(?<!ly)|"
    r"plan(?:s|ned|ning)?|expect(?:s|ed)?|intends?|aims?|may|might|can|could|should|must|begins|starts|opens|meets|"
    r"faces|expires?|ends|deadline|forecasts?|hopes?|proposed|calls? for"
)
_PAST = (
    r"was|were|had|did|has|have|been|said|told|came|went|fell|rose|got|made|took|gave|saw|won|lost|sold|bought|paid|"
    r"began|grew|held|left|met|ran|sent|sat|set|spoke|stood|thought|wrote|became|brought|built|broke|chose|cut|drew|"
    r"drove|felt|found|flew|heard|hit|kept|knew|led|let|meant|put|read|shot|shut|spent|struck|taught|threw|wore|quit|"
    r"hurt|cost|ago|"
    r"(?!un|hundred|indeed|need|speed|feed|breed|skilled)[a-z]{2,}ed(?<!succeed)(?<!proceed)(?<!exceed)|says|reports|"
    r"known|taken|given|seen|shown|fallen|risen|grown|driven|written|done|gone"
)
_CUE = re.compile(rf"\b(?:(?P<future>{_FUTURE})|(?P<likely>{_LIKELY})|(?P<past>{_PAST}))\b")
_MODAL = re.compile(
    r"\b(?:will|would|to|shall|may|might|can|should|must|'ll|won't)"
    r"(?: not)?(?: \w+ly| still| also| then)? (?:be|stay|remain|have been) $",
    re.IGNORECASE,
)
_UNTIL = re.compile(
    r"\b(?:until|till|to|for|by|before|ahead of) (?:at least |about |around )?(?:the )?(?:\d[^ ]* (?:[ap]\.m\. |[A-Z]{3} )*)?$"
)
_RUN_UP = re.compile(r"(?:[Rr]un|[Ll]ead|[Bb]uild)-?up to (?:the )?$")
# "the first five months of the crop year": of which year is not said.
_OF_ANOTHER_YEAR = re.compile(r" of (?:the|its|their) (?:[a-z-]+ )+(?:year|season|period|quarter)\b")
_HALF_OF = re.compile(r"\bhalf of [A-Z]$")
_OF_A_MONTH = re.compile(f" of (?:{'|'.join(MONTHS)})", re.IGNORECASE)
_NAMED_DAY = re.compile(r"\b(?:Easter|Black|Good|Super|Ash|Palm|Cyber|Bloody|Holy|Maundy|Whit|Shrove|Sheffield) $")
_WEEKDAY = re.compile(rf"(?:on |early |late )*(?:{'|'.join(WEEKDAYS)})(?: [a-z]+)?", re.IGNORECASE)
_MONTH = re.compile("|".join(MONTHS), re.IGNORECASE)
_CENTURY = re.compile(r"(?:(?:thir|four|fif|six|seven|eigh|nine)teen|twenty|two thousand)\b", re.IGNORECASE)
_ENDED = re.compile(r"\b(?:ended|dated|ending) (?:on )?$")
_OF_A_NOUN = re.compile(r"(?:\b(?:an?|the|its|his|her|their)|'s) $")
_VERB_OR_LINK = (
    r"(?:has|have|had|is|are|was|were|will|would|can|could|may|and|or|but)\b"  # "bought in the spring has been"
)
_LEANS = re.compile(
    r"\b(?:that|same|following|next|previous|prior|preceding|later|earlier|before|after|(?:of|in|during|for) the)\b",
    re.I,
)
_COUNTED_FROM = re.compile(r"\b(?:earlier|later)$")
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
    of_what_follows = re.search(r"\b(?:after|before)$", hit.text) and re.match(r"\s+\w", text[hit.end : hit.end + NEAR])
    anchor = previous and not of_what_follows and _anchor(text, hit, *previous, published)
    if anchor:
        reading = _try(phrase, published, readings, "past", anchor)
        if reading and reading.rule == "context-dated":
            return reading
        between = text[previous[0].end : hit.start]
        if _COUNTED_FROM.search(hit.text) and not _SENTENCE_END.search(between):
            return None  # it counts from that date, and no rule says to which
    return _in_tense(phrase, published, readings, *_around(text, hit))


def _in_tense(phrase, published, readings, before, after):
    """Return the reading that the tense gives, None where the tense is in doubt and the days hang on it."""
    way = tense(before, after)
    past, ahead = (_try(phrase, published, readings, one) for one in ("ended", "will"))
    if not past or not ahead or past.edtf == ahead.edtf or way in ("ended", "will"):
        return _try(phrase, published, readings, {"likely": "future", "unsure": "nearest"}.get(way, way))
    if past.rule.startswith("this-") and ahead.earliest == past.earliest:
        return past if way in ("past", "nearest") else ahead  # the whole of this year, wider than the part that is past
    back, on = _days_away(past, published), _days_away(ahead, published)
    until = _UNTIL.search(before) or re.match("(?:until|by|before)-", ahead.rule)
    if "such-weekday" in ahead.rule:
        way = _way_of_weekday(way, back, on, until)
    elif "such-weekend" in ahead.rule:
        way = None if until or way == "likely" else way
    else:
        until = until and not until[0].startswith(("for", "to"))
        its_own = re.match(rf" (?:{_PAST})\b", after) or not _CUE.search(before)
        if way == "past" and on <= FEW_WEEKS and back >= FAR and its_own:
            return None  # "On 12 January it sank" in a text of the 9th: the verb and the nearer day disagree
        way = _way_of_season(way, back, on, until, "such-day" in ahead.rule)
    return {"past": past, "future": ahead}.get(way)


def _way_of_weekday(way, back, on, until):
    """Return past or future for a weekday, None if the other of the two days is as likely or nearer by far.

    News names the days around it: what "was said on Friday" was hardly said six days ago.
    """
    if until and way in ("past", "nearest"):
        way = "likely"
    if way in ("past", "nearest"):
        return "past" if on > 1 else None
    if way == "future":
        return way if on <= back + 1 else None
    return "future" if way == "likely" and on * CLEARLY <= back else None


def _way_of_season(way, back, on, until, day):
    """Return past or future for a day of a month, a month or more, None where the other is as likely.

    A verb of the past is to be trusted, but not for a month of the few weeks ahead, and a day of
    these lies ahead; one of the future often belongs to something else.
    """
    if until and way == "likely":
        return "future"  # "should end by Christmas": a deadline lies ahead
    if until and way == "past":
        way = "likely"
    if way == "past":
        ahead_is_near = on <= FEW_WEEKS and back >= FAR
        return way if not ahead_is_near else "future" if day else None
    if way == "future":
        return way if back > MUCH_NEARER or on < FAR else None
    return "future" if on * CLEARLY <= back else "past" if back * CLEARLY <= on else None


def _days_away(reading, published):
    """Return how many days lie between a reading and publication."""
    low, high = reading.earliest or reading.latest, reading.latest or reading.earliest
    return max((low - published).days, (published - high).days, 0)


def _is_cut_short(text, hits, at):
    """Say whether a word or number beside a phrase belongs to it, so that the phrase alone would be misread.

    So it is in "Tuesday the eleventh", "April of 87", "two weeks from 15 January", "the run-up to Easter", "Good
    Friday".
    """
    hit = hits[at]
    after = hits[at + 1] if at + 1 < len(hits) else None
    before = hits[at - 1] if at else None
    if before and before.kind == "duration" and before.end <= hit.start <= before.end + 5:
        between = text[before.end : hit.start]
        if between == " and " and hit.text.endswith("ago") or between == " " and hit.text.startswith("from "):
            return True
    if before and re.fullmatch(r"\d\d?", before.text) and before.end + 1 == hit.start and _MONTH.match(hit.text):
        return True
    if re.match(r"[’']s (?:quarter|half|period|season|budget|plan|target|quota)\b", text[hit.end : hit.end + NEAR]):
        return True  # of "last year's quarter" no more is known
    lead = text[max(hit.start - 20, 0) : hit.start]
    if _HALF_OF.search(lead + hit.text[:1]) or (hit.text.endswith("half") and _OF_A_MONTH.match(text, hit.end)):
        return True  # "the first half of February"
    if re.search(r", $", lead) and re.match(r"(?:Jan|April|May|June|August) [A-Z][a-z]", text[hit.start : hit.end + 3]):
        return True  # "its chairman, Jan Dvorak"
    if re.match(r" of (?:19|20)\d\d", text[hit.end : hit.end + 9]):
        return True  # "the winter of 2020-21"
    if is_age(lead, hit.text) or _RUN_UP.search(lead) or _NAMED_DAY.search(lead):
        return True
    if _OF_ANOTHER_YEAR.match(text, hit.end):
        return True
    if _WEEKDAY.fullmatch(hit.text) and re.search(r"\d, an? $", lead):
        return True  # "Jan. 12, a Monday"
    if not after or not hit.end < after.start <= hit.end + 9:
        return False
    between = text[hit.end : after.start]
    if after.kind in ("ordinal", "fraction"):
        return between in (" ", " the ")
    if after.kind == "date" and between in (" ", " of ") and _CENTURY.match(after.text):
        return True
    weekday = _WEEKDAY.fullmatch(hit.text)
    if after.kind == "date":
        if between == " of " and re.search(r"\bweek(?:end)?$", hit.text):
            return True  # "the weekend of March 1-2"
        of_that_week = weekday and re.match("(?:last|this|next) week", after.text) and between in (" ", " of ")
        return bool(of_that_week or between == " in " and after.text.isdecimal())
    if after.kind != "number" or after.unit:
        return False
    day_of_month = weekday and re.fullmatch(r"\d\d?", after.text)
    return between == " of " or between == " " and bool(day_of_month or _CENTURY.match(after.text))


def is_age(before, text):
    """Return whether what looks like a decade is somebody's age: "in her 60s"."""
    return bool(re.search(r"\d0s$", text) and re.search(r"\b(?:his|her|their|my|our|your) $", before))


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
    {"past", "future", "likely", "ended", "will", "nearest", "unsure"}
        ``ended`` and ``will`` after just these words; ``likely``: future, after a word that may
        not belong to the date; ``nearest`` where the phrase belongs to a noun, as in "the June
        treaty"; ``unsure`` where no verb tells.
    """
    if _ENDED.search(before):
        return "ended"
    if re.search(
        r"\b(?:will|would|shall|to (?=[a-z])) ?[^.;]*\b(?:starting|beginning|effective) (?:in |on |from )?$", before
    ):
        return "will"
    cues = list(_CUE.finditer(before))
    if (_OF_A_NOUN.search(before) and re.match(rf" (?!{_VERB_OR_LINK})[a-z]", after)) or re.match("['\u2019]s ", after):
        return "nearest" if not (after_it := _CUE.search(after)) or cues or after_it["past"] else "unsure"
    cue = cues[-1] if cues else _CUE.search(after)
    if cue is None:
        return "unsure"
    if cue["unsure"]:
        return "past"
    modal = _MODAL.search(before, 0, cue.start()) if cues else None
    if cue["future"] or modal:
        return "will" if re.match(r"(?:will|won't|shall)\b", modal[0] if modal else cue[0]) else "future"
    if cue["likely"]:
        governed = len(cues) > 1 and cues[-2]["future"] and cues[-2].end() + 1 >= cue.start()
        return "future" if governed else "likely" if cues else "unsure"
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
    for unit in ("day", "month", "quarter", "half", "year", "decade"):
        if (reading.earliest, reading.latest) == ((one := whole("", unit, reading.earliest)).first, one.last):
            return unit
    return ""
