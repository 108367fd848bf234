"""Dates that name a day, month, season, quarter or year: the functions that rules of `date_phrases` name."""

import re
from datetime import date

from analysis.ledger.date_case import LAST, NEXT, distance, such, year_named, years_around
from analysis.ledger.date_words import SEASON, WEEKDAY, day_number, month, nth, weekday
from analysis.ledger.spans import DAY, Span, begin, either, end, move, season, whole


def _dates(case, number, day):
    """Return a day and month in the years around."""
    found = []
    for year in range(case.day.year - 8, case.day.year + 9) if number == 2 and day == 29 else years_around(case):
        try:
            found.append(whole("", "day", date(year, number, day)))
        except ValueError:
            continue
    return found


def day_and_month(found, case):
    number, day = month(found["month"]), day_number(found["day"])
    if found["year"] and found["year"] != "year":
        year, rule = year_named(case, found["year"])
        span = whole("day-" + rule if rule else "as-written", "day", date(year, number, day))
    elif found["weekday"]:  # the day of the week says which year
        spans = [one for one in _dates(case, number, day) if one.first.weekday() == weekday(found["weekday"])]
        spans = [one for one in spans if abs((one.first - case.day).days) < 550]
        near = min(spans, key=lambda one: abs(one.first - case.day), default=None)
        return near and near.named(f"{LAST if near.first <= case.day else NEXT}-day")
    else:
        return such(case, "day", _dates(case, number, day))
    wrong = found["weekday"] and span.first.weekday() != weekday(found["weekday"])
    return None if wrong else span


def weekday_and_day(found, case):
    """Read "Friday the 26th": in the nearest month where that day of the month is that day of the week."""
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
    spans = [whole("", "month", date(year, number, 1)) for year in years_around(case)]
    span = such(case, "month", spans)
    this_year = span and span.rule == f"{LAST}-month" and span.first.year == case.day.year
    return span.named("month-of-publication-year") if this_year else span


def month_of_year(found, case):
    year, rule = year_named(case, found["year"])
    span = whole(f"month-{rule}" if rule else "as-written", "month", date(year, month(found["month"]), 1))
    return span if found["year"] != "year" else None


def said_of_such(found, case):
    """Read "Last June", "next Friday", "this summer": the nearest, or one of the two that the words may mean."""
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
        past = [span for span in spans if span.last < case.day]
        return either(rule, *past[-2:]) if _same_round(noun, past[-1], case) else past[-1].named(rule)
    if which == "next":
        ahead = [span for span in spans if span.first > case.day]
        return either(rule, *ahead[:2]) if _same_round(noun, ahead[0], case) else ahead[0].named(rule)
    if noun == "weekday":
        past, ahead = ([span for span in spans if (span.first - case.day).days * way >= 0] for way in (-1, 1))
        return (past[-1] if case.tense == "past" else ahead[0]).named(rule)
    return min(spans, key=lambda span: (span.first.year != case.day.year) + distance(span, case.day) / 200).named(rule)


def _same_round(noun, span, case):
    """Say whether a day lies in the week, or a month or season in the year, of publication: then "last" is doubtful."""
    unit = "week" if noun == "weekday" else "year"
    return begin(unit, span.first) == begin(unit, case.day)


def weekday_alone(found, case):
    ahead = (weekday(found["weekday"]) - case.day.weekday()) % 7
    if case.tense == "future":
        return whole(f"{NEXT}-weekday", "day", case.day + ahead * DAY)
    return whole(f"{LAST}-weekday", "day", case.day + (ahead - 7 * bool(ahead)) * DAY)


def week_on(found, case):
    """Read "A week on Friday": the Friday after the next, of what is to come; of the past it may be a week and a day."""
    ahead = weekday_alone(found, case)
    return whole("week-on-weekday", "day", ahead.first + 7 * DAY) if case.tense == "future" else None


def weekday_of_week(found, case):
    step = {"last": -1, "this": 0, "next": 1}[found["which"]]
    monday = begin("week", case.day) + 7 * step * DAY
    return whole("weekday-of-week", "day", monday + weekday(found["weekday"]) * DAY)


def day_alone(found, case):
    """Read "The 19th": of the month of publication, or of the one before or after it, as the tense says."""
    day = day_number(found["day"])
    try:
        span = whole("day-of-publication-month", "day", case.day.replace(day=day))
    except ValueError:
        return None
    if span.first >= case.day and case.tense == "future":
        return span.named(f"{NEXT}-day")
    if span.first <= case.day and case.tense != "future":
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
    return spans and either("as-written" if len(spans) == 1 else "day-or-month-first", *spans)


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
    if found["nth"] in ("last", "final") and not found["year"]:
        return None  # "last quarter" is the one before this
    number = nth(found["nth"]) if found["nth"] else int(found["digit"])
    size, most = (3, 4) if "q" in found["unit"] else (6, 2)
    number = most if number < 0 else number
    if not 1 <= number <= most:
        return None
    unit = "quarter" if size == 3 else "half"
    if found["year"] and found["year"] != "year":
        year, rule = year_named(case, found["year"])
        return whole(f"{unit}-{rule}" if rule else "as-written", unit, date(year, size * number - size + 1, 1))
    spans = [whole("", unit, date(year, size * number - size + 1, 1)) for year in years_around(case)]
    return such(case, unit, spans)


def latest_quarter(found, case):
    """Some three months that ended in the half year before publication: business years differ."""
    return Span("latest-quarter", move(case.day, "month", -6), case.day)


def season_of_year(found, case):
    """Winter belongs to the year in which it begins or ends."""
    if found["year"] and found["year"] != "year":
        year, _ = year_named(case, found["year"])
        name, first = found["season"], season("season", found["season"], year)
        return either("season", season("", name, year - 1), first) if name == "winter" else first
    spans = [season("", found["season"], year) for year in years_around(case)]
    span = such(case, "season", spans)
    return span


def fiscal_year(found, case):
    """A business year named 2024 may begin in April 2023 and may end in March 2025; this one holds publication."""
    text = found["year"] or "this year"
    if not re.search(r"\d", text):
        step = {"last": -1, "next": 1}.get(text.split()[0], 0)
        return Span("fiscal-year", move(case.day, "year", step - 1) + DAY, move(case.day, "year", step + 1) - DAY)
    year = year_named(case, text)[0] if not text.isdecimal() or len(text) == 4 else 2000 + int(text)
    return Span("fiscal-year", date(year - 1, 4, 1), date(year + 1, 3, 31))


def fiscal_years(found, case):
    """A business year named 2024-25 begins in 2024, at the earliest in April, and ends by September 2025."""
    one, other = (int(found[name]) for name in ("year", "to"))
    first = one + 2000 * (one < 100)
    return Span("fiscal-year", date(first, 4, 1), date(first + 1, 9, 30)) if (first + 1) % 100 == other % 100 else None


def fiscal_quarter(found, case):
    """A quarter of a business year that nobody named lies within a year of publication, or within its year."""
    if found["year"]:
        return fiscal_year(found, case)
    ahead = case.tense == "future"
    first, last = (case.day, move(case.day, "year", 1)) if ahead else (move(case.day, "year", -1), case.day)
    return Span("fiscal-quarter", first, last)
