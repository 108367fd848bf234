"""Vague date wording and a publication date → EDTF → earliest and latest day.

Each way of reading has a name, kept in the ledger, so that a reader can see
wording → rule → date and disagree. A phrase no rule covers is an error, never
a guess. EDTF is the Extended Date/Time Format of ISO 8601-2:2019:
``[a..b]`` means some one day between, ``a/b`` from a until b, ``~`` about.
"""

import math
import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from analysis.ledger.errors import UnreadableDate

MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_MONTH = "(?P<month>" + "|".join(MONTHS) + ")"
_ANY_MONTH = rf"(?P<any_month>{'|'.join(MONTHS)}|(?:{'|'.join(name[:3] for name in MONTHS)}|sept)\.?)"

# Phrases whose span the rules below ask readings.csv for, and its unit.
SPANS = {
    "recently": "days before publication",
    "this year": "month of the publication year",
    "end of a month": "day of month",
}

# Rules that take a date from elsewhere than the wording.
GIVEN = ("as-recorded", "unreadable")


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


def read(wording, published, readings):
    """Read a date phrase as its publication day makes it mean.

    Parameters
    ----------
    wording : str
        The phrase, such as ``"August last year"`` or ``"since the end of last month"``.
    published : datetime.date
        Day of publication.
    readings : readings.Readings
        How far "recently" goes back, what part of a month its end is, which
        months "this year" spans.

    Returns
    -------
    Reading

    Raises
    ------
    UnreadableDate
        If no rule covers the phrase, or the day it names lies after publication.
    """
    phrase = re.sub(r"^(in|on)\s+", "", " ".join(wording.lower().split()))
    for rule, pattern, resolve in RULES:
        found = re.search(pattern, phrase)
        if found:
            edtf = resolve(found, published, readings.span)
            try:
                earliest, latest = bounds(edtf)
            except ValueError:
                raise UnreadableDate(f"{wording!r} is no day of the calendar") from None
            if rule != "as-written" and earliest and earliest > published:
                raise UnreadableDate(
                    f"{wording!r} read by {rule} gives {edtf}, after publication on {published}: "
                    "write the year or month that is meant"
                )
            return Reading(wording, rule, edtf, earliest, latest)
    raise UnreadableDate(f"no rule reads {wording!r}; the rules are: {', '.join(name for name, _, _ in RULES)}")


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
    """Read one row of ``Ledger.events``; dates its rule takes from elsewhere are kept."""
    if event["rule"] in GIVEN:
        return Reading(event["wording"], event["rule"], event["date"], *bounds(event["date"]))
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
            got = read(event["wording"], published, literal)
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


def _previous_month(day):
    return (day.replace(day=1) - timedelta(days=1)).replace(day=1)


def _month_end(day):
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def _month_number(found):
    return MONTHS.index(found["month"]) + 1


def _written(found, published, span):
    return f"{found['y']}-{int(found['m']):02d}-{int(found['d']):02d}"


def _written_out(found, published, span):
    month = 1 + [name[:3] for name in MONTHS].index(found["any_month"][:3])
    day = found.groupdict().get("d")
    return f"{found['y']}-{month:02d}" + (f"-{int(day):02d}" if day else "")


def _written_year(found, published, span):
    return found["y"] if len(found["y"]) == 4 else f"{found['y']}X"


def _end_of_previous_month(published, span):
    first = _previous_month(published)
    low, high = span("end of a month")
    last = _month_end(first)
    return first.replace(day=min(low, last.day)), first.replace(day=min(high, last.day))


def _since_end_of_previous_month(found, published, span):
    return f"{_end_of_previous_month(published, span)[0]}~/{published}"


def _at_end_of_previous_month(found, published, span):
    first, last = _end_of_previous_month(published, span)
    return f"[{first}..{last}]"


def _since_previous_month(found, published, span):
    return f"{_previous_month(published):%Y-%m}/{published}"


def _in_previous_month(found, published, span):
    return f"{_previous_month(published):%Y-%m}"


def _month_last_year(found, published, span):
    return f"{published.year - 1}-{_month_number(found):02d}"


def _this_year(found, published, span):
    low, high = span("this year")
    first = date(published.year, low, 1)
    last = min(_month_end(date(published.year, high, 1)), published)
    return f"[{first}..{last}]"


def _month_this_year(found, published, span):
    return f"{published.year}-{_month_number(found):02d}"


def _day_this_month(found, published, span):
    return f"{published:%Y-%m}-{int(found['day']):02d}"


def _recently(found, published, span):
    low, high = span("recently")
    return f"[{published - timedelta(days=high)}..{published - timedelta(days=low)}]"


# (name, pattern, how it resolves), the most specific first. A pattern reads
# one phrase; a wording that holds more words around it still matches.
RULES = (
    ("as-written", r"^(?P<y>\d{4})[-./](?P<m>\d{1,2})[-./](?P<d>\d{1,2})\b", _written),
    (
        "as-written",
        rf"^(?:the )?(?:(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? )?{_ANY_MONTH},? (?P<y>\d{{4}})$",
        _written_out,
    ),
    ("as-written", rf"^{_ANY_MONTH} (?P<d>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<y>\d{{4}})$", _written_out),
    ("as-written", r"^(?P<y>(?:19|20)\d\d)$", _written_year),
    ("as-written", r"^the (?P<y>(?:19|20)\d)0s$", _written_year),
    ("since-end-of-previous-month", r"\bsince the end of last month\b", _since_end_of_previous_month),
    ("end-of-previous-month", r"\bend of last month\b", _at_end_of_previous_month),
    ("since-previous-month", r"\bsince last month\b", _since_previous_month),
    ("previous-month", r"\blast month\b", _in_previous_month),
    ("month-of-previous-year", rf"\b{_MONTH} last year\b", _month_last_year),
    ("this-year", r"\bthis year\b", _this_year),
    ("day-of-publication-month", r"^the (?P<day>\d{1,2})(st|nd|rd|th)$", _day_this_month),
    ("month-of-publication-year", rf"^{_MONTH}( treaty)?$", _month_this_year),
    ("recently", r"\brecent(ly)?\b", _recently),
)
