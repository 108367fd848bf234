"""Dates that count from publication, or from a date named before: the functions that rules of `date_phrases` name."""

from datetime import date

from analysis.ledger.date_case import LAST, NEXT, year_named
from analysis.ledger.date_words import count
from analysis.ledger.spans import DAY, Span, begin, either, end, move, whole

_DAYS_OF = {"day": 0, "week": 3, "weekend": 3, "month": 15, "quarter": 45, "half": 90, "year": 183}
_DAYS_OF |= {"decade": 1826, "century": 18262}
_ANY = ("period", "time", "point")  # words for a part of a year that leave open which
_LONGEST_PART = 306  # days: eleven months at most leave it clear that a part of a year is meant


def a_day(step, rule):
    return lambda found, case: whole(rule, "day", case.day + step * DAY)


def unit_near(found, case):
    """Read "Last week", "this month", "next year"."""
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
    if unit == "week" and case.day.weekday() == 6:  # the week of a Sunday ends with it, or begins
        return Span(rule, case.day + (7 * step - 6) * DAY, case.day + (7 * step + 7) * DAY)
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
    """Read "The weekend": the latest, or the next to come."""
    span = _weekend(case, 0, "")
    return span.named(f"{NEXT if case.tense == 'future' else LAST}-weekend")


def unit_alone(found, case):
    """Read "The year", as in "the end of the year": that of publication, or of the date named before."""
    unit, anchor = found["unit"], case.anchor
    if anchor and (case.inner or anchor.unit == unit):
        return whole("context-dated", unit, anchor.first)
    return whole(f"publication-{unit}", unit, case.day) if case.inner else None


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
    """Read "A year earlier", said of a time that itself lies before publication: one unit wider than "a year ago"."""
    least, most = count(found["count"] or "a")
    unit = found["unit"]
    if case.anchor or unit in ("hour", "minute", "second", "day"):
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
    """Return a time that lasts: "the past two years" end at publication, "the next two years" begin there."""
    unit, most = found["unit"], count(found["count"] or "a")[1]
    if found["which"] in ("last", "past"):
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
    """Read "That year", "the following month", "two days later": from the date that the text names before."""
    unit = found["unit"]
    if not case.anchor:
        return None
    step = {"following": 1, "next": 1, "previous": -1, "prior": -1, "preceding": -1}.get(found["which"], 0)
    return _from_anchor(case, unit, step)


def same_of_year(found, case):
    """Read "The same month of 2021": the month, quarter or other part of a year named before, in that year."""
    anchor, unit = case.anchor, found["unit"]
    if not anchor or (anchor.last - anchor.first).days > _LONGEST_PART:
        return None
    if unit not in (*_ANY, anchor.unit) and not (unit == "date" and anchor.unit == "day"):
        return None
    year = anchor.first.year - 1 if found["year"] == "a year" else year_named(case, found["year"])[0]
    first, last = (move(day, "year", year - anchor.first.year) for day in (anchor.first, anchor.last + DAY))
    return Span("context-dated", first, last - DAY, anchor.unit)


def shifted_anchor(found, case):
    least, most = count(found["count"])
    back = found["way"] in ("earlier", "before")
    return _from_anchor(case, found["unit"], -most if back else most) if case.anchor and least == most else None


def _from_anchor(case, unit, step):
    if unit == "year" and case.anchor.unit in ("month", "quarter"):  # the same month, or quarter, of that year
        first, last = move(case.anchor.first, unit, step), move(case.anchor.last + DAY, unit, step) - DAY
        return Span("context-dated", first, last, case.anchor.unit)
    if (unit, case.anchor.unit) == ("month", "quarter") and step % 3 == 0:
        unit, step = "quarter", step // 3  # "three months earlier" than a quarter
    if unit == "year" and not case.anchor.unit and 364 < (case.anchor.last - case.anchor.first).days + 1 < 367:
        # The year before a year that ends with another month ends with that month too.
        first, last = move(case.anchor.first, unit, step), move(case.anchor.last + DAY, unit, step) - DAY
        return Span("context-dated", first, last, "", f"{first}/{last}")
    known = ("day", "week", "month", "quarter", "year", "decade", "century")
    held = case.anchor.unit
    if unit not in known or held not in known or known.index(held) > known.index(unit):
        return None  # an anchor wider than the unit does not say which
    return whole("context-dated", unit, move(begin(unit, case.anchor.first), unit, step))
