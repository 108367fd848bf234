"""Spans of days: what a calendar unit covers, its parts, and how EDTF writes it."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

DAY = timedelta(days=1)
UNITS = ("day", "week", "weekend", "month", "quarter", "half", "year", "decade", "century")
# The widest days that a season of the north is said to cover: from the first of a month to the turn of the sun.
SEASONS = {
    "spring": ((3, 1), (6, 21)),
    "summer": ((6, 1), (9, 23)),
    "autumn": ((9, 1), (12, 21)),
    "winter": ((12, 1), (3, 20)),
}


@dataclass(frozen=True, slots=True)
class Span:
    """Days that a phrase may mean.

    Attributes
    ----------
    rule : str
        Name of the rule that gave it.
    first, last : datetime.date
    unit : str
        One of `UNITS` where it is one whole unit of the calendar, else blank: then it is vague.
    edtf : str
        Written out only where the two ends do not say it: one day of two, an open end.
    """

    rule: str
    first: date | None
    last: date | None
    unit: str = ""
    edtf: str = ""

    def named(self, rule):
        """Return the same days under another rule."""
        return Span(rule, self.first, self.last, self.unit, self.edtf)

    def written(self):
        """Return the span in EDTF."""
        return self.edtf or point(self.first, self.last) or f"[{self.first}..{self.last}]"


def point(first, last):
    """Return one whole day, month, year or decade as EDTF writes it, or ""."""
    if first == last:
        return f"{first}"
    for unit, text in (
        ("month", f"{first:%Y-%m}"),
        ("year", f"{first.year:04}"),
        ("decade", f"{first.year // 10:03}X"),
    ):
        if (first, last) == (begin(unit, first), end(unit, first)):
            return text
    return ""


def begin(unit, day):
    """Return the first day of the unit that holds a day. Weeks begin on Monday."""
    if unit == "day":
        return day
    if unit in ("week", "weekend"):
        return day - (day.weekday() - 5 * (unit == "weekend")) * DAY
    if unit == "month":
        return day.replace(day=1)
    if unit in ("quarter", "half"):
        size = 3 if unit == "quarter" else 6
        return date(day.year, (day.month - 1) // size * size + 1, 1)
    if unit == "century":  # the 19th century began in 1801
        return date((day.year - 1) // 100 * 100 + 1, 1, 1)
    return date(day.year if unit == "year" else max(day.year // 10 * 10, 1), 1, 1)


def end(unit, day):
    """Return the last day of the unit that holds a day."""
    if unit == "weekend":
        return begin(unit, day) + DAY
    try:
        return move(begin(unit, day), unit, 1) - DAY
    except (ValueError, OverflowError):  # the calendar ends with the year 9999
        return date.max


def move(day, unit, number):
    """Return the day so many units later; the last of the month where that month is shorter."""
    if unit in ("day", "week", "weekend"):
        return day + number * (1 if unit == "day" else 7) * DAY
    months = number * {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}[unit]
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def whole(rule, unit, day):
    """Return the unit that holds a day."""
    return Span(rule, begin(unit, day), end(unit, day), unit)


def either(rule, *spans):
    """Return one of several spans, without saying which."""
    spans = sorted(set(spans), key=lambda span: span.first)
    if len({span.first for span in spans}) == 1:
        return spans[0].named(rule)
    texts = [point(span.first, span.last) for span in spans]
    edtf = f"[{','.join(texts)}]" if all(texts) else ""
    return Span(rule, spans[0].first, max(span.last for span in spans), "", edtf)


def part(span, which):
    """Return a third of a span (``early``, ``mid``, ``late``) or its ``first-half`` or ``second-half``.

    The thirds of a month begin on days 1, 11 and 21; those of longer units with a month or a year.
    """
    pieces, at = (2, ["first-half", "second-half"]) if "half" in which else (3, ["early", "mid", "late"])
    cuts = [_cut(span, number, pieces) for number in range(pieces)] + [span.last + DAY]
    number = at.index(which)
    return Span(span.rule, cuts[number], cuts[number + 1] - DAY)


def _cut(span, number, pieces):
    """Return where a piece begins: on a round day where the unit has one."""
    if span.unit == "month":
        return span.first + number * (10 if pieces == 3 else 15) * DAY
    months = {"quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}.get(span.unit, 0)
    if months % pieces == 0 and months:
        return move(span.first, "month", number * months // pieces)
    return span.first + round(((span.last - span.first).days + 1) * number / pieces) * DAY


def season(rule, name, year):
    """Return the widest days of a season; winter begins in the year named."""
    (month, day), (end_month, end_day) = SEASONS[name]
    return Span(rule, date(year, month, day), date(year + (end_month < month), end_month, end_day))
