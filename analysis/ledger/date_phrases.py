"""Rules that read one date phrase in plain form, such as ``third quarter last year``, from the day of publication.

A rule is a pattern for the whole phrase and a function that returns a `Span`, or None where it does not apply.
"""

import re
from functools import cache

from analysis.ledger import date_counts as counts
from analysis.ledger import date_names as names
from analysis.ledger.date_words import COUNT, DAYNUMBER, MONTH, NTH, SEASON, UNIT, WEEKDAY, YEAR

_YEARS = rf"(?P<year>{YEAR}|'\d\d|(?:last|this|current|next) year|year)"
_NOUNS = rf"(?P<nth>{NTH}) (?P<unit>quarter|half)"
_QUARTERS = [_NOUNS, r"(?P<unit>[qh])(?P<digit>[1-4])", r"(?P<digit>[1-4])(?P<unit>[qh])"]
_FISCAL = r"(?:fiscal(?: year)?|financial year|business year)"
_UNITS = rf"(?P<unit>{UNIT})"
_ANY_UNIT = rf"(?P<unit>{UNIT}|hour|minute|second)"
_ABOUT = "about|around|nearly|almost|some|roughly|approximately|close to"
_HEDGE = rf"(?P<hedge>more than |at least |well over |over |less than |under |(?:{_ABOUT}) )?"
_DAY = rf"(?P<day>{DAYNUMBER})"
_MONTH = rf"(?P<month>{MONTH})"
_NAMED = rf"(?:(?P<weekday>{WEEKDAY}) )?"
_DAYS = rf"(?P<from>{DAYNUMBER}) (?:to|and|until) (?P<to>{DAYNUMBER})"
_PARTS_OF_A_YEAR = "day|date|month|quarter|half|period|time|point"
_WHICH_WEEK = "(?P<which>last|this|next) week"
# How a phrase is read, and the patterns of the whole phrase; the first that gives a span wins.
RULES = (
    (names.iso_day, [r"(?P<year>\d{4})-(?P<month>\d\d?)-(?P<day>\d\d?)"]),
    (names.iso_month, [r"(?P<year>\d{4})-(?P<month>\d\d?)"]),
    (names.numeric_day, [r"(?P<a>\d\d?)/(?P<b>\d\d?)/(?P<year>\d{4}|\d\d)"]),
    (names.day_and_month, [rf"{_NAMED}{pair}(?: {_YEARS})?" for pair in (f"{_MONTH} {_DAY}", f"{_DAY} {_MONTH}")]),
    (names.weekday_and_day, [r"(?P<weekday>WEEKDAY) (?P<day>\d\d?(?:st|nd|rd|th))".replace("WEEKDAY", WEEKDAY)]),
    (names.christmas, [rf"christmas(?: day|(?P<eve> eve))?(?: {_YEARS})?"]),
    (names.days_and_month, [rf"{pair}(?: {_YEARS})?" for pair in (f"{_MONTH} {_DAYS}", f"{_DAYS} {_MONTH}")]),
    (names.month_of_year, [f"{_MONTH} {_YEARS}", f"{_YEARS} {_MONTH}"]),
    (names.year_alone, [rf"(?:year )?(?P<year>{YEAR})"]),
    (names.decade_alone, [r"'?(?P<decade>(?:1[5-9]|20)\d0|[2-9]0) ?'?s"]),
    (names.century_alone, [rf"(?P<nth>{NTH}) century"]),
    (names.month_alone, [_MONTH]),
    (names.said_of_such, [rf"(?P<which>last|this|next) (?P<name>{MONTH}|{WEEKDAY}|{SEASON})"]),
    (names.weekday_alone, [rf"(?P<weekday>{WEEKDAY})"]),
    (names.week_on, [rf"(?:a )?week (?P<weekday>{WEEKDAY})"]),
    (names.weekday_of_week, [rf"(?P<weekday>{WEEKDAY}) {_WHICH_WEEK}", rf"{_WHICH_WEEK} (?P<weekday>{WEEKDAY})"]),
    (names.day_alone, [r"(?P<day>\d\d?(?:st|nd|rd|th))"]),
    (names.day_of_that_month, [r"(?P<day>\d\d?(?:st|nd|rd|th)) (?P<which>last|this|next) month"]),
    (names.quarter, [form for one in _QUARTERS for form in (f"{one}(?: {_YEARS})?", f"{_YEARS} {one}")]),
    (names.latest_quarter, [r"(?:latest|most recent) (?:quarter|period)"]),
    (names.season_of_year, [rf"(?P<season>{SEASON})(?: {_YEARS})?", rf"{_YEARS} (?P<season>{SEASON})"]),
    (names.fiscal_years, [rf"(?:{_FISCAL}|fy) ?(?P<year>{YEAR}|\d\d)(?: to |-|/)(?P<to>{YEAR}|\d\d)"]),
    (names.fiscal_year, [rf"{_FISCAL} (?P<year>{YEAR})", rf"fy ?(?P<year>{YEAR}|\d\d)",
                   rf"(?P<year>(?:last|this|current|next)) {_FISCAL}"]),
    (names.fiscal_quarter, [rf"fiscal {NTH} quarter(?: (?P<year>{YEAR}))?",
                      rf"{NTH} (?:fiscal quarter|quarter fiscal)(?: (?P<year>{YEAR}))?"]),
    (counts.a_day(0, "day-of-publication"),
     ["(?:(?:earlier|later|early|late) )?today|tonight|this (?:morning|afternoon|evening)"]),
    (counts.a_day(-1, "day-before-publication"), ["yesterday|last (?:night|evening)|day before today"]),
    (counts.a_day(1, "day-after-publication"), ["tomorrow|day after today"]),
    (counts.a_day(-2, "two-days-before-publication"), ["day before yesterday"]),
    (counts.a_day(2, "two-days-after-publication"), ["day after tomorrow"]),
    (counts.unit_near, [rf"(?P<which>last|this|current|next|coming|upcoming) {_UNITS}"]),
    (counts.weekend_alone, ["weekend"]),
    (counts.unit_alone, [r"(?P<unit>week|month|quarter|year)"]),
    (counts.ago, [rf"{_HEDGE}(?:(?P<count>{COUNT}) )?(?P<half>and (?:a )?half )?{_ANY_UNIT}(?P<half2> and (?:a )?half)? ago"
           "(?: (?:quarter|period))?"]),
    (counts.earlier, [rf"(?:(?P<count>{COUNT}) )?{_ANY_UNIT} earlier(?: (?:quarter|period))?"]),
    (counts.from_now, [rf"(?P<count>{COUNT}) {_UNITS} (?:from now|from today|hence|time)"]),
    (counts.units_around,
     [rf"(?P<which>last|past|next|coming) (?P<count>{COUNT}) {_UNITS}(?: or so)?", rf"(?P<which>past) {_UNITS}"]),
    (counts.recent_units, [rf"recent {_UNITS}"]),
    (counts.recently, ["recent|recently"]),
    (counts.same_of_year, [rf"same (?P<unit>{_PARTS_OF_A_YEAR}) {_YEARS}",
                           f"same (?P<unit>{_PARTS_OF_A_YEAR}) (?P<year>a year) (?:ago|earlier)"]),
    (counts.in_anchor, [rf"(?P<which>that|same|following|next|previous|prior|preceding) {_UNITS}"]),
    (counts.shifted_anchor, [rf"(?P<count>{COUNT}) {_UNITS} (?P<way>earlier|later|before|after|afterwards)"]),
)  # fmt: skip


class _Groups(dict):
    """The named groups of a match; None for one that the pattern has not."""

    def __missing__(self, name):
        return None


@cache
def _compiled():
    return [(read, re.compile(pattern)) for read, patterns in RULES for pattern in patterns]


def simple(text, case):
    """Return the span of a phrase that one rule reads whole, or None.

    Raises
    ------
    ValueError
        If it names a day that the calendar does not have.
    """
    for read, pattern in _compiled():
        if (found := pattern.fullmatch(text)) and (span := read(_Groups(found.groupdict()), case)):
            return span
    return None
