"""Phrases made of simpler ones: parts ("early 2023"), open ends ("since March"), "from ... to ...", "about"."""

import re
from dataclasses import replace
from functools import lru_cache

from analysis.ledger.date_phrases import simple
from analysis.ledger.date_words import COUNT, MONTH, NTH, WEEKDAY, YEAR, count, nth
from analysis.ledger.spans import DAY, Span, end, move, part, point, whole

_PARTS = {
    "early": "early", "beginning": "early", "start": "early", "opening": "early", "early part": "early",
    "mid": "mid", "middle": "mid", "late": "late", "end": "late", "close": "late", "latter part": "late",
    "first half": "first-half", "second half": "second-half", "latter half": "second-half", "last half": "second-half",
}  # fmt: skip
_NAMES = {"beginning": "beginning-of", "start": "beginning-of", "end": "end-of", "close": "end-of"}
_NAMES |= {
    "first half": "first-half-of",
    "second half": "second-half-of",
    "latter half": "second-half-of",
    "last half": "second-half-of",
}
_ABOUT = "(?:about|around|roughly|approximately|circa|nearly|almost|just|only|exactly|as early as|as late as)"
_SPLIT = re.compile("(?:between (?P<a>.+) and (?P<b>.+)|(?:from )?(?P<c>.+?) (?:to|until) (?P<d>.+))")


@lru_cache(maxsize=1 << 14)
def read_phrase(text, case):
    """Return the span of a phrase in plain form, or None where no rule covers it."""
    ways = (simple, _part, _ended, _first_units, _joined, _bounded, _about, _a_year_before)
    return next((span for way in ways if (span := way(text, case))), None)


def _unit_of_this(text, case):
    """Return the span that a part is taken of; "this year" is the whole year then."""
    if text == "this year":
        return whole("this-year", "year", case.day)
    return simple(text, replace(case, inner=True))


def _part(text, case):
    found = re.fullmatch(
        rf"({'|'.join(sorted(_PARTS, key=len, reverse=True))}|earlier|later|rest|remainder) (.+)", text
    )
    span = found and _unit_of_this(found[2], case)
    if not span or None in (span.first, span.last):
        return None
    word = found[1]
    if word in ("earlier", "later"):
        return _earlier_or_later(word, span, case)
    if word in ("rest", "remainder"):
        return Span(f"rest-of-{span.rule}", max(span.first, case.day), span.last) if span.last >= case.day else None
    if span.unit == "day":
        return span if word in ("early", "mid", "late", "end") else None
    if span.unit == "month" and word in ("end", "close"):
        low, high = case.reading("end of a month")
        last = end("month", span.first)
        first, last = (span.first.replace(day=min(day, last.day)) for day in (low, high))
        return Span(f"end-of-{span.rule}", first, last)
    name = _NAMES.get(word, _PARTS[word])
    found = part(span, _PARTS[word]).named(f"{name}-{span.rule}")
    # What was so at the start of a year lies before publication.
    over = case.tense == "past" and found.first <= case.day < found.last
    return Span(found.rule, found.first, case.day) if over else found


def _earlier_or_later(word, span, case):
    """Return what "earlier this year" (up to publication) or "later this year" (from it on) means; else the whole."""
    first, last = span.first, span.last
    if first <= case.day <= last:
        first, last = (first, case.day) if word == "earlier" else (case.day, last)
    return Span(f"{word}-in-{span.rule}", first, last)


def _first_units(text, case):
    """Read "First nine months of 2024", "last two weeks of March", "second week of May"."""
    found = re.fullmatch(rf"(first|last|final|opening) (?:({COUNT}) )?(day|week|month)(?: (.+))?", text)
    if found and (found[4] or (found[1], found[3]) == ("first", "month")) and (found[2] or found[4]):
        span = _unit_of_this(found[4] or "this year", case)
        least, most = count(found[2] or "a")
        if not span or least != most or not span.unit:
            return None
        if found[1] in ("first", "opening"):
            return Span(
                f"first-units-of-{span.rule}", span.first, min(move(span.first, found[3], most) - DAY, span.last)
            )
        first = move(span.last + DAY, found[3], -most)
        return Span(f"last-units-of-{span.rule}", max(first, span.first), span.last)
    found = re.fullmatch(rf"({NTH}) week (.+)", text)
    span = found and simple(found[2], case)
    if not span or span.unit != "month" or not 1 <= nth(found[1]) <= 5:
        return None
    first = span.first + 7 * (nth(found[1]) - 1) * DAY  # weeks may be counted from the first day or from a Monday
    return Span(f"week-of-{span.rule}", max(first - 3 * DAY, span.first), min(first + 9 * DAY, span.last))


def _ended(text, case):
    """Read "Three months ended April 30", "the year to May": as many units as end on the day or month named."""
    found = re.fullmatch(
        rf"(?:past )?(?:(?:fiscal|financial|business) )?(?:(?P<nth>{NTH}) |(?P<count>{COUNT}) )?(?:fiscal )?"
        rf"(?P<unit>week|month|quarter|half|year)(?: year)? (?:(?:that|which) )?(?P<how>ended|ending|to|until) (?P<last>.+)",
        text,
    )
    if not found or found["nth"] and found["unit"] not in ("quarter", "half"):
        return None
    tense = "past" if found["how"] == "ended" else case.tense
    last = read_phrase(found["last"], replace(case, tense=tense, firm=found["how"] == "ended"))
    least, most = count(found["count"] or "a")
    if not last or None in (last.first, last.last) or least != most or (last.last - last.first).days > 31:
        return None
    first = move(last.first if not last.unit else last.last + DAY, found["unit"], -most)
    return Span("units-ended", first, last.last, "", f"{first}/{last.last}" if last.unit else f"{first}~/{last.last}~")


def _joined(text, case):
    """Read "From June to August 2023": the year stands once, and holds for both."""
    found = _SPLIT.fullmatch(text)
    if not found:
        return None
    one, other = found["a"] or found["c"], found["b"] or found["d"]
    year = re.search(rf"\b(?:{YEAR}|(?:last|this|next) year)$", other)
    if re.fullmatch(r"\d\d", other) and re.fullmatch(YEAR, one):
        other = one[:2] + other
    lent = year and re.fullmatch(
        rf"(?:(?:early|mid|late) )?(?:(?:{MONTH})(?: \d+)?|\d+ (?:{MONTH})|.*(?:quarter|half))", one
    )
    ways = (
        [(late, early) for late in (case.tense, "nearest") for early in (case.tense, "past")]
        if case.tense
        else [(None, None)]
    )
    for late, early in ways:
        last = read_phrase(other, replace(case, tense=late))
        first = read_phrase(f"{one} {year[0]}" if lent else one, replace(case, tense=early))
        if first and last and first.first and last.last and first.first <= last.last:
            break
    else:
        return None
    left = point(first.first, first.last) or f"{first.first}"
    right = point(last.first, last.last) or f"{last.last}"
    return Span("from-to", first.first, last.last, "", f"{left}/{right}")


def _bounded(text, case):
    found = re.fullmatch("(?:ever )?(since|from|until|by|before|after) (.+)", text)
    if not found:
        return None
    word, inner = found[1], case
    if word == "since":
        inner = replace(case, tense=case.tense and "past")
    elif word in ("until", "by", "before") and case.tense == "past":
        # What was to be done by May may still be ahead.
        inner = case if re.fullmatch(WEEKDAY, found[2]) else replace(case, tense="nearest")
    span = read_phrase(found[2], inner)
    if not span or None in (span.first, span.last) or span.rule == "recently":
        return None
    rule, exact = f"{word}-{span.rule}", bool(span.unit)
    start = point(span.first, span.last) or f"{span.first}~"
    if word == "since":
        begun = span.first <= case.day and not (span.last > case.day and span.rule.startswith(("end-of", "late")))
        return Span(rule, span.first, case.day, "", f"{start}/{case.day}") if begun else None
    if word == "from":  # a comparison, or a beginning: the words do not say
        return span
    if word == "after":
        first = span.last + DAY if exact else span.first
        return Span(rule, first, None, "", f"{first}/..")
    last = span.first - DAY if word == "before" and exact else span.last
    return Span(rule, None, last, "", f"../{last}")


def _about(text, case):
    found = re.fullmatch(rf"{_ABOUT} (.+)", text)
    span = found and read_phrase(found[1], case)
    written = span and point(span.first, span.last) if span and span.unit else ""
    return replace(span, rule=f"about-{span.rule}", edtf=f"{written}~" if written else span.edtf) if span else None


def _a_year_before(text, case):
    """Read "Year-ago third quarter", "year-end"."""
    if text == "year end":
        return read_phrase("end year", case)
    found = re.fullmatch("year (?:ago|earlier) (.+)", text)
    span = found and simple(found[1], case)
    if not span or not span.unit:
        return None
    return Span("a-year-before", move(span.first, "year", -1), move(span.last, "year", -1), span.unit)
