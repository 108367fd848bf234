"""Vague date wording and a publication date → EDTF → earliest and latest day.

Each way of reading has a name, kept in the ledger, so that a reader can see
wording → rule → date and disagree. A phrase no rule covers is an error, never
a guess. EDTF is the Extended Date/Time Format of ISO 8601-2:2019:
``[a..b]`` means some one day between, ``a/b`` from a until b, ``~`` about.
"""

import math
import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from analysis.ledger.date_case import Case
from analysis.ledger.date_compositions import read_phrase
from analysis.ledger.date_words import CALENDAR, plain
from analysis.ledger.errors import UnreadableDate

# Phrases whose span the rules below ask readings.csv for, and its unit.
SPANS = {
    "recently": "days before publication",
    "this year": "month of the publication year",
    "end of a month": "day of month",
}

# Rules that take a date from elsewhere than the wording: a source's own record, nowhere, an earlier date in the text.
GIVEN = ("as-recorded", "unreadable", "context-dated")
_FIRM = {"ended": "past", "will": "future"}
_LINKING = re.compile("a|an|and|to|until|before|after|by|from|some|about|first|more|than|over|all")


@dataclass(frozen=True)
class Reading:
    """A date phrase as read.

    Attributes
    ----------
    wording, rule, edtf : str
        The phrase, the name of the rule that read it, the date it gives.
    earliest, latest : datetime.date or None
        First and last day the date allows; None where that side is open.
    """

    wording: str
    rule: str
    edtf: str
    earliest: date | None
    latest: date | None


def read(wording, published, readings, tense=None, anchor=None):
    """Read a date phrase as its publication day makes it mean.

    Parameters
    ----------
    wording : str
        The phrase, such as ``"August last year"`` or ``"since the end of last month"``;
        words before and after it that belong to no date are passed over.
    published : datetime.date
        Day of publication.
    readings : readings.Readings
        How far "recently" goes back, what part of a month its end is, which
        months "this year" spans.
    tense : {"past", "ended", "future", "will", "nearest"}, optional
        Whether the text speaks of what was or of what will be (``ended`` and ``will``:
        beyond doubt), or does not show it (``nearest``). Without a tense a month or a
        day that lies after publication is an error.
    anchor : spans.Span, optional
        A date that the text names before; then only what leans on it is read, as ``context-dated``.

    Returns
    -------
    Reading

    Raises
    ------
    UnreadableDate
        If no rule covers the phrase, or it names a day that the calendar does not have.
    """
    text = _phrase_of(plain(wording))
    case = Case(published, _FIRM.get(tense, tense), readings.spans, anchor, tense in _FIRM)
    span = _span(wording, text, case)
    if span:
        return Reading(wording, span.rule, span.written(), span.first, span.last)
    if not tense and (ahead := _span(wording, text, Case(published, "future", readings.spans))):
        raise UnreadableDate(
            f"{wording!r} read by {ahead.rule} gives {ahead.written()}, after publication on {published}: "
            "write the year or month that is meant"
        )
    raise UnreadableDate(f"no rule reads {wording!r}; the rules stand in data/README.md, under Dates")


def _span(wording, text, case):
    try:
        return read_phrase(text, case) if text else None
    except (ValueError, OverflowError):
        raise UnreadableDate(f"{wording!r} is no day of the calendar") from None


def _phrase_of(text):
    """Return the one run of words of the calendar in a wording, "" where there are several or none."""
    runs, current = [], []
    for word in [*text.split(), ""]:
        if CALENDAR.fullmatch(word):
            current.append(word)
        else:
            runs, current = [*runs, current], []
    phrases = [" ".join(run) for run in runs if any(not _LINKING.fullmatch(word) for word in run)]
    return (
        re.sub(r"^(?:a|to|and) (?=[a-z]+ (?:year|month|week))|(?: (?:to|and|a))+$", "", phrases[0])
        if len(phrases) == 1
        else ""
    )


@cache
def bounds(edtf):
    """Return the first and the last day an EDTF string allows (None: open).

    The bounds are strict: ``~`` does not widen them, because no source says by
    how much it should.

    Raises
    ------
    UnreadableDate
        If the string is not EDTF, or names a day that does not exist.
    """
    try:
        parsed = _parse(edtf)
        return _day(parsed.lower_strict()), _day(parsed.upper_strict())
    except ValueError:
        raise UnreadableDate(f"{edtf!r} is not an EDTF date") from None


def publication_day(source):
    """Return the day a source was published, for phrases such as "last month".

    Raises
    ------
    UnreadableDate
        If the ledger does not know the day.
    """
    earliest, latest = bounds(source["published"]) if source["published"] else (None, None)
    if earliest is None or earliest != latest:
        raise UnreadableDate(
            f"sources.csv, {source['source_id']}: published is {source['published']!r}; its relative dates need the day"
        )
    return earliest


def read_event(event, published, readings):
    """Read a row of ``Ledger.events`` in the tense that its rule says; dates its rule takes from elsewhere are kept."""
    if event["rule"] in GIVEN:
        return Reading(event["wording"], event["rule"], event["date"], *bounds(event["date"]))
    for tense in ("past", "future", "ended", "will"):
        try:
            found = read(event["wording"], published, readings, tense)
        except UnreadableDate:
            continue
        if found.rule == event["rule"]:
            return found
    return read(event["wording"], published, readings)


def faults(events, sources, readings):
    """Return a line for each event whose rule or date is not what its wording gives.

    Parameters
    ----------
    events, sources : pandas.DataFrame
        As in `Ledger`.
    readings : readings.Readings
    """
    by_id = sources.set_index("source_id", drop=False)
    literal, found = readings.by("literal"), []
    for event in events.to_dict("records"):
        if event["rule"] in GIVEN:
            continue
        try:
            published = publication_day(by_id.loc[event["source_id"]])
            got = read_event(event, published, literal)
        except UnreadableDate as error:
            found.append(f"events.csv, {event['event_id']}: {error}")
            continue
        for column, value in (("rule", got.rule), ("date", got.edtf)):
            if event[column] != value:
                found.append(
                    f"events.csv, {event['event_id']}, column {column}: found {event[column]!r}, "
                    f"{event['wording']!r} published on {published} gives {value!r}"
                )
    return found


def _parse(edtf):
    """Parse with the library's grammar, a level of EDTF at a time, the simplest first.

    The library's own entry tries all levels at once, which takes five times as long.
    """
    from edtf.parser import grammar
    from pyparsing import ParseException

    for level in (grammar.level0Expression, grammar.level1Expression, grammar.level2Expression):
        try:
            return level.parse_string(edtf, parse_all=True)[0]
        except ParseException:
            continue
    raise ValueError(edtf)


def _day(struct):
    if isinstance(struct, float):
        if math.isinf(struct):
            return None
        raise ValueError("no bound")
    return date(*struct[:3])
