"""Rules that read one date phrase in plain form, such as ``third quarter last year``, from the day of publication.

Each rule has a name, a pattern for the whole phrase and a function. A rule returns
a `Span`, or None where it does not apply. ``tense`` says whether the text speaks of
what was (``past``; ``ended`` where it says just that), of what will be (``future``), or does not
show it (``nearest``); None where there is no text to tell.
"""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from analysis.ledger.date_words import (
    COUNT, DAYNUMBER, MONTH, NTH, SEASON, UNIT, WEEKDAY, YEAR, count, day_number, month, nth, weekday,
)  # fmt: skip
from analysis.ledger.spans import DAY, Span, begin, either, end, move, season, whole

LAST, NEXT = "latest-such", "next-such"
MUCH_NEARER = 122  # days: within four months, where the other is at least 200 days away
_YEARS = rf"(?P<year>{YEAR}|'\d\d|(?:last|this|current|next) year|year)"
_DAYS_OF = {"day": 0, "week": 3, "weekend": 3, "month": 15, "quarter": 45, "half": 90, "year": 183}
_DAYS_OF |= {"decade": 1826, "century": 18262}


@dataclass(frozen=True, slots=True)
class Case:
    """From where a phrase is read: day of publication, tense, readings of vague words, and an earlier date in the text."""

    day: date
    tense: str | None
    spans: tuple  # what readings.csv says of the vague words, as pairs of phrase and its low and high end
    anchor: Span | None = None
    inner: bool = False  # a part of it is taken

    def reading(self, phrase):
        """Return the low and high end of a vague word."""
        return dict(self.spans)[phrase]


def _year(case, text):
    """Return the year that ``1998``, ``this year`` or ``next year`` names, and what the rule is called for it."""
    if text.isdecimal():
        return int(text), ""
    if text.startswith("'"):
        return (1900 if int(text[1:]) > 40 else 2000) + int(text[1:]), ""
    step = {"last": -1, "next": 1}.get(text.split()[0], 0)
    return case.day.year + step, {-1: "of-previous-year", 1: "of-next-year", 0: "of-publication-year"}[step]


def _such(case, noun, spans):
    """Return the latest of several spans that began by publication, or the next to end.

    One that is much nearer than the other wins; else the tense says which. Without a tense only one of the publication year that is past is read.
    """
    if case.anchor:
        inside = [span for span in spans if case.anchor.first.year == span.first.year]
        return inside[0].named("context-dated") if inside else None
    spans = sorted(spans, key=lambda span: span.first)
    past = next((span.named(f"{LAST}-{noun}") for span in reversed(spans) if span.first <= case.day), None)
    ahead = next((span.named(f"{NEXT}-{noun}") for span in spans if span.last >= case.day), None)
    if case.tense is None:
        return past if past and past.first.year == case.day.year else None
    if not past or not ahead or past.first == ahead.first:
        return past or ahead
    near, far = sorted((past, ahead), key=lambda span: _distance(span, case.day))
    much_nearer = _distance(near, case.day) <= MUCH_NEARER and _distance(far, case.day) >= 200
    # A verb of the past is to be trusted of a month, but one of the future often belongs to something else.
    trusted = case.tense == "ended" or (case.tense == "past" and noun in ("month", "season"))
    if case.tense == "nearest" or (much_nearer and not trusted):
        return near
    return ahead if case.tense == "future" else past


def _distance(span, day):
    return max((span.first - day).days, (day - span.last).days, 0)


def _years_around(case):
    middle = case.anchor.first.year if case.anchor else case.day.year
    return range(max(middle - 1, 1), middle + 3)


def _dates(case, number, day):
    """Return a day and month in the years around."""
    found = []
    for year in range(case.day.year - 8, case.day.year + 9) if number == 2 and day == 29 else _years_around(case):
        try:
            found.append(whole("", "day", date(year, number, day)))
        except ValueError:
            continue
    return found


def day_and_month(found, case):
    number, day = month(found["month"]), day_number(found["day"])
    if found["year"] and found["year"] != "year":
        year, rule = _year(case, found["year"])
        span = whole("day-" + rule if rule else "as-written", "day", date(year, number, day))
    elif found["weekday"]:  # the day of the week says which year
        spans = [one for one in _dates(case, number, day) if one.first.weekday() == weekday(found["weekday"])]
        spans = [one for one in spans if abs((one.first - case.day).days) < 550]
        near = min(spans, key=lambda one: abs(one.first - case.day), default=None)
        return near and near.named(f"{LAST if near.first <= case.day else NEXT}-day")
    else:
        return _such(case, "day", _dates(case, number, day))
    wrong = found["weekday"] and span.first.weekday() != weekday(found["weekday"])
    return None if wrong else span


def weekday_and_day(found, case):
    """ "Friday the 26th": in the nearest month where that day of the month is that day of the week."""
    months = [move(begin("month", case.day), "month", step) for step in range(-6, 7)]
    number = day_number(found["day"])
    days = [one.replace(day=number) for one in months if number <= end("month", one).day]
    days = [day for day in days if day.weekday() == weekday(found["weekday"])]
    near = min(days, key=lambda day: abs(day - case.day), default=None)
    return near and whole(f"{LAST if near <= case.day else NEXT}-day", "day", near)


def christmas(found, case):
    return day_and_month({**found, "month": "december", "day": "24" if found["eve"] else "25", "weekday": None}, case)


def days_and_month(found, case):
    text = {"month": found["month"], "year": found["year"], "weekday": None}
    one, other = (day_and_month(text | {"day": found[name]}, case) for name in ("from", "to"))
    return Span(one.rule, one.first, other.first, "", f"{one.first}/{other.first}") if one and other else None


def month_alone(found, case):
    number = month(found["month"])
    spans = [whole("", "month", date(year, number, 1)) for year in _years_around(case)]
    span = _such(case, "month", spans)
    this_year = span and span.rule == f"{LAST}-month" and span.first.year == case.day.year
    return span.named("month-of-publication-year") if this_year else span


def month_of_year(found, case):
    year, rule = _year(case, found["year"])
    span = whole(f"month-{rule}" if rule else "as-written", "month", date(year, month(found["month"]), 1))
    return span if found["year"] != "year" else None


def said_of_such(found, case):
    """ "Last June", "next Friday", "this summer": the nearest, or one of the two that the words may mean."""
    which, name = found["which"], found["name"]
    if re.fullmatch(WEEKDAY, name):
        noun, ahead = "weekday", (weekday(name) - case.day.weekday()) % 7
        spans = [whole("", "day", case.day + (ahead + 7 * week) * DAY) for week in range(-2, 3)]
    elif re.fullmatch(SEASON, name):
        noun, spans = "season", [season("", name, year) for year in range(case.day.year - 2, case.day.year + 3)]
    else:
        noun, number = "month", month(name)
        spans = [whole("", "month", date(year, number, 1)) for year in range(case.day.year - 2, case.day.year + 3)]
    rule = f"{which}-{noun}"
    if which == "last":
        past = [span for span in spans if span.last < case.day or (noun == "season" and span.first < case.day)]
        return either(rule, *past[-2:]) if _same_round(noun, past[-1], case) else past[-1].named(rule)
    if which == "next":
        ahead = [span for span in spans if span.first > case.day]
        return either(rule, *ahead[:2]) if _same_round(noun, ahead[0], case) else ahead[0].named(rule)
    if noun == "weekday":
        past, ahead = ([span for span in spans if (span.first - case.day).days * way >= 0] for way in (-1, 1))
        return (past[-1] if case.tense == "past" else ahead[0]).named(rule)
    return min(spans, key=lambda span: (span.first.year != case.day.year) + _distance(span, case.day) / 200).named(rule)


def _same_round(noun, span, case):
    """Say whether a day lies in the week, or a month or season in the year, of publication: then "last" is doubtful."""
    unit = "week" if noun == "weekday" else "year"
    return begin(unit, span.first) == begin(unit, case.day)


def weekday_alone(found, case):
    ahead = (weekday(found["weekday"]) - case.day.weekday()) % 7
    if case.tense == "future":
        return whole(f"{NEXT}-weekday", "day", case.day + ahead * DAY)
    return whole(f"{LAST}-weekday", "day", case.day + (ahead - 7 * bool(ahead)) * DAY)


def weekday_of_week(found, case):
    step = {"last": -1, "this": 0, "next": 1}[found["which"]]
    monday = begin("week", case.day) + 7 * step * DAY
    return whole("weekday-of-week", "day", monday + weekday(found["weekday"]) * DAY)


def day_alone(found, case):
    """ "The 19th": of the month of publication, or of the one before or after it, as the tense says."""
    day = day_number(found["day"])
    try:
        span = whole("day-of-publication-month", "day", case.day.replace(day=day))
    except ValueError:
        return None
    if (span.first <= case.day and case.tense != "future") or (span.first >= case.day and case.tense == "future"):
        return span
    step = {"past": -1, "future": 1}.get(case.tense)
    near = step and move(case.day.replace(day=1), "month", step)
    if not near or day > end("month", near).day:
        return None
    return whole(f"{LAST if step < 0 else NEXT}-day", "day", near.replace(day=day))


def day_of_that_month(found, case):
    step = {"last": -1, "this": 0, "next": 1}[found["which"]]
    near = move(case.day.replace(day=1), "month", step)
    return whole("day-of-month", "day", near.replace(day=day_number(found["day"])))


def numeric_day(found, case):
    one, other, year = int(found["a"]), int(found["b"]), int(found["year"])
    year += 0 if year > 99 else 1900 if year > 69 else 2000
    ways = {(one, other), (other, one)}
    spans = [whole("as-written", "day", date(year, number, day)) for number, day in ways if number <= 12]
    return either("as-written" if len(spans) == 1 else "day-or-month-first", *spans)


def iso_day(found, case):
    return whole("as-written", "day", date(int(found["year"]), int(found["month"]), int(found["day"])))


def iso_month(found, case):
    """``2010-11`` may be a month or two years."""
    year, number = int(found["year"]), int(found["month"])
    if number == (year + 1) % 100:
        return Span("month-or-years", date(year, 1, 1), date(year + 1, 12, 31))
    return whole("as-written", "month", date(year, number, 1))


def year_alone(found, case):
    return whole("as-written", "year", date(int(found["year"]), 1, 1))


def decade_alone(found, case):
    text = found["decade"]
    year = int(text) if len(text) == 4 else 1900 + int(text)
    return whole("as-written", "decade", date(year, 1, 1))


def century_alone(found, case):
    number = nth(found["nth"])
    return whole("as-written", "century", date(100 * number, 1, 1)) if number > 0 else None


def quarter(found, case):
    number = nth(found["nth"]) if found["nth"] else int(found["digit"])
    size, most = (3, 4) if "q" in found["unit"] else (6, 2)
    number = most if number < 0 else number
    if not 1 <= number <= most:
        return None
    unit = "quarter" if size == 3 else "half"
    if found["year"] and found["year"] != "year":
        year, rule = _year(case, found["year"])
        return whole(f"{unit}-{rule}" if rule else "as-written", unit, date(year, size * number - size + 1, 1))
    spans = [whole("", unit, date(year, size * number - size + 1, 1)) for year in _years_around(case)]
    return _such(case, unit, spans)


def latest_quarter(found, case):
    """Some three months that ended in the half year before publication: business years differ."""
    return Span("latest-quarter", move(case.day, "month", -6), case.day)


def season_of_year(found, case):
    """Winter belongs to the year in which it begins or ends."""
    if found["year"] and found["year"] != "year":
        year, _ = _year(case, found["year"])
        name, first = found["season"], season("season", found["season"], year)
        return either("season", season("", name, year - 1), first) if name == "winter" else first
    spans = [season("", found["season"], year) for year in _years_around(case)]
    span = _such(case, "season", spans)
    return span


def fiscal_year(found, case):
    """A business year named 2024 may begin in April 2023 and may end in March 2025."""
    text = found["year"] or "this year"
    year = _year(case, text)[0] if not text.isdecimal() or len(text) == 4 else 2000 + int(text)
    return Span("fiscal-year", date(year - 1, 4, 1), date(year + 1, 3, 31))


def fiscal_quarter(found, case):
    """A quarter of a business year that nobody named lies within a year of publication, or within its year."""
    if found["year"]:
        return fiscal_year(found, case)
    ahead = case.tense == "future"
    first, last = (case.day, move(case.day, "year", 1)) if ahead else (move(case.day, "year", -1), case.day)
    return Span("fiscal-quarter", first, last)


def a_day(step, rule):
    return lambda found, case: whole(rule, "day", case.day + step * DAY)


def unit_near(found, case):
    """ "Last week", "this month", "next year"."""
    unit, step = found["unit"], {"last": -1, "this": 0, "current": 0}.get(found["which"], 1)
    if unit == "day":
        return None
    if unit == "year" and not step:
        return _this_year(case)
    rule = f"{ {-1: 'previous', 0: 'this', 1: 'next'}[step] }-{unit}"
    if unit == "weekend":
        return _weekend(case, step, rule)
    if unit == "decade" and step:  # the ten years before, or the calendar's
        calendar = whole("", unit, move(case.day, unit, step))
        ten = (move(case.day, unit, -1), case.day) if step < 0 else (case.day, move(case.day, unit, 1))
        return Span(rule, min(calendar.first, ten[0]), max(calendar.last, ten[1]))
    return whole(rule, unit, move(begin(unit, case.day), unit, step))


def _this_year(case):
    """The months that the reading of "this year" allows, up to publication; the whole year where it is still ahead."""
    if case.tense == "future":
        return whole("publication-year", "year", case.day)
    low, high = case.reading("this year")
    last = min(end("month", date(case.day.year, high, 1)), case.day)
    return Span("this-year", date(case.day.year, low, 1), last, "", f"[{date(case.day.year, low, 1)}..{last}]")


def _weekend(case, step, rule):
    this = whole(rule, "weekend", case.day)
    before, after = (whole(rule, "weekend", case.day + 7 * way * DAY) for way in (-1, 1))
    if step < 0:
        return before
    if step > 0:
        return either(rule, this, after) if case.day < this.first else after
    return before if case.tense != "future" and case.day < this.first else this


def weekend_alone(found, case):
    """ "The weekend": the latest, or the next to come."""
    span = _weekend(case, 0, "")
    return span.named(f"{NEXT if case.tense == 'future' else LAST}-weekend")


def unit_alone(found, case):
    """ "The year", as in "the end of the year": that of publication, or of the date named before."""
    day = case.anchor.first if case.anchor else case.day
    rule = "context-dated" if case.anchor else f"publication-{found['unit']}"
    return whole(rule, found["unit"], day) if case.inner else None


def ago(found, case):
    """Exact for days; else half a unit to either side, a whole unit or a tenth of the number where it is hedged."""
    least, most = count(found["count"] or "a")
    unit, hedge = found["unit"], (found["hedge"] or "").strip()
    if unit in ("hour", "minute", "second"):
        hours = most * {"hour": 1, "minute": 1 / 60, "second": 0}[unit]
        return Span("ago", case.day - int(hours / 24 + 1) * DAY, case.day) if hours < 240 else None
    if found["half2"]:
        return None
    early, late = move(case.day, unit, -most), move(case.day, unit, -least)
    if hedge in ("more than", "at least", "well over", "over"):
        return Span("ago", None, late, "", f"../{late}")
    if hedge in ("less than", "under"):
        return Span("ago", early, case.day)
    if unit == "day" and least == most and not hedge:
        return whole("ago", "day", early)
    width = _DAYS_OF[unit] * (2 if hedge else 1) * max(1, (most // 10) if hedge or most % 10 == 0 else 1) or 2
    early, late = early - width * DAY, min(late + width * DAY, case.day)
    return Span("ago", early if not found["half"] else move(early, unit, -1), late)


def earlier(found, case):
    """ "A year earlier", said of a time that itself lies before publication: one unit wider than "a year ago"."""
    least, most = count(found["count"] or "a")
    unit = found["unit"]
    if (case.anchor and found["count"]) or unit in ("hour", "minute", "second", "day"):
        return None
    width = _DAYS_OF[unit] * DAY
    return Span("earlier", move(case.day, unit, -most - 1) - width, move(case.day, unit, -least) + width)


def from_now(found, case):
    least, most = count(found["count"])
    unit = found["unit"]
    early, late = move(case.day, unit, least), move(case.day, unit, most)
    if unit == "day" and least == most:
        return whole("from-now", "day", early)
    width = _DAYS_OF[unit] * DAY
    return Span("from-now", max(early - width, case.day), late + width)


def units_around(found, case):
    """ "The past two years": a time that lasts, ending at publication; "the next two years": beginning there."""
    unit, (least, most) = found["unit"], count(found["count"] or "a")
    if found["which"] in ("last", "recent"):
        first = move(case.day, unit, -most)
        return Span("last-units", first, case.day, "", f"{first}~/{case.day}")
    last = move(case.day, unit, most)
    return Span("next-units", case.day, last, "", f"{case.day}/{last}~")


def recent_units(found, case):
    first = move(case.day, found["unit"], -10)
    return Span("last-units", first, case.day, "", f"{first}~/{case.day}")


def recently(found, case):
    low, high = case.reading("recently")
    first, last = case.day - high * DAY, case.day - low * DAY
    return Span("recently", first, last, "", f"[{first}..{last}]")


def in_anchor(found, case):
    """ "That year", "the following month", "two days later": from the date that the text names before."""
    unit = found["unit"]
    if not case.anchor:
        return None
    step = {"following": 1, "next": 1, "previous": -1, "prior": -1, "preceding": -1}.get(found["which"], 0)
    return _from_anchor(case, unit, step)


def shifted_anchor(found, case):
    least, most = count(found["count"])
    back = found["way"] in ("earlier", "before")
    return _from_anchor(case, found["unit"], -most if back else most) if case.anchor and least == most else None


def _from_anchor(case, unit, step):
    known = ("day", "week", "month", "quarter", "year", "decade", "century")
    held = case.anchor.unit
    if unit not in known or held not in known or known.index(held) > known.index(unit):
        return None  # an anchor wider than the unit does not say which
    return whole("context-dated", unit, move(begin(unit, case.anchor.first), unit, step))


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
_WHICH_WEEK = "(?P<which>last|this|next) week"
# How a phrase is read, and the patterns of the whole phrase; the first that gives a span wins.
RULES = (
    (iso_day, [r"(?P<year>\d{4})-(?P<month>\d\d?)-(?P<day>\d\d?)"]),
    (iso_month, [r"(?P<year>\d{4})-(?P<month>\d\d?)"]),
    (numeric_day, [r"(?P<a>\d\d?)/(?P<b>\d\d?)/(?P<year>\d{4}|\d\d)"]),
    (day_and_month, [rf"{_NAMED}{pair}(?: {_YEARS})?" for pair in (f"{_MONTH} {_DAY}", f"{_DAY} {_MONTH}")]),
    (weekday_and_day, [r"(?P<weekday>WEEKDAY) (?P<day>\d\d?(?:st|nd|rd|th))".replace("WEEKDAY", WEEKDAY)]),
    (christmas, [rf"christmas(?: day|(?P<eve> eve))?(?: {_YEARS})?"]),
    (days_and_month, [rf"{pair}(?: {_YEARS})?" for pair in (f"{_MONTH} {_DAYS}", f"{_DAYS} {_MONTH}")]),
    (month_of_year, [f"{_MONTH} {_YEARS}", f"{_YEARS} {_MONTH}"]),
    (year_alone, [rf"(?:year )?(?P<year>{YEAR})"]),
    (decade_alone, [r"'?(?P<decade>(?:1[5-9]|20)\d0|[2-9]0) ?'?s"]),
    (century_alone, [rf"(?P<nth>{NTH}) century"]),
    (month_alone, [_MONTH]),
    (said_of_such, [rf"(?P<which>last|this|next) (?P<name>{MONTH}|{WEEKDAY}|{SEASON})"]),
    (weekday_alone, [rf"(?P<weekday>{WEEKDAY})"]),
    (weekday_of_week, [rf"(?P<weekday>{WEEKDAY}) {_WHICH_WEEK}", rf"{_WHICH_WEEK} (?P<weekday>{WEEKDAY})"]),
    (day_alone, [r"(?P<day>\d\d?(?:st|nd|rd|th))"]),
    (day_of_that_month, [r"(?P<day>\d\d?(?:st|nd|rd|th)) (?P<which>last|this|next) month"]),
    (quarter, [form for one in _QUARTERS for form in (f"{one}(?: {_YEARS})?", f"{_YEARS} {one}")]),
    (latest_quarter, [r"(?:latest|most recent) (?:quarter|period)"]),
    (season_of_year, [rf"(?P<season>{SEASON})(?: {_YEARS})?", rf"{_YEARS} (?P<season>{SEASON})"]),
    (fiscal_year, [rf"{_FISCAL} (?P<year>{YEAR})", rf"fy ?(?P<year>{YEAR}|\d\d)",
                   rf"(?P<year>(?:last|this|current|next)) {_FISCAL}"]),
    (fiscal_quarter, [rf"fiscal {NTH} quarter(?: (?P<year>{YEAR}))?",
                      rf"{NTH} (?:fiscal quarter|quarter fiscal)(?: (?P<year>{YEAR}))?"]),
    (a_day(0, "day-of-publication"), ["(?:(?:earlier|later|early|late) )?today|tonight|this (?:morning|afternoon|evening)"]),
    (a_day(-1, "day-before-publication"), ["yesterday|last (?:night|evening)|day before today"]),
    (a_day(1, "day-after-publication"), ["tomorrow|day after today"]),
    (a_day(-2, "two-days-before-publication"), ["day before yesterday"]),
    (a_day(2, "two-days-after-publication"), ["day after tomorrow"]),
    (unit_near, [rf"(?P<which>last|this|current|next|coming|upcoming) {_UNITS}"]),
    (weekend_alone, ["weekend"]),
    (unit_alone, [r"(?P<unit>week|month|quarter|year)"]),
    (ago, [rf"{_HEDGE}(?:(?P<count>{COUNT}) )?(?P<half>and half )?{_ANY_UNIT}(?P<half2> and half)? ago"
           "(?: (?:quarter|period))?"]),
    (earlier, [rf"(?:(?P<count>{COUNT}) )?{_ANY_UNIT} (?:earlier|before)(?: (?:quarter|period))?"]),
    (from_now, [rf"(?P<count>{COUNT}) {_UNITS} (?:from now|from today|hence|time)"]),
    (units_around, [rf"(?P<which>last|next|coming) (?P<count>{COUNT}) {_UNITS}(?: or so)?"]),
    (recent_units, [rf"recent {_UNITS}"]),
    (recently, ["recent|recently"]),
    (in_anchor, [rf"(?P<which>that|same|following|next|previous|prior|preceding) {_UNITS}"]),
    (shifted_anchor, [rf"(?P<count>{COUNT}) {_UNITS} (?P<way>earlier|later|before|after|afterwards)"]),
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
