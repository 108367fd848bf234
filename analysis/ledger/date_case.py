"""From where a date phrase is read, and which of several like days, months or seasons it then means."""

from dataclasses import dataclass
from datetime import date

from analysis.ledger.spans import Span

LAST, NEXT = "latest-such", "next-such"
FEW_WEEKS = 45  # days
MUCH_NEARER, FAR = 122, 200  # days: one within four months, where the other is far away


@dataclass(frozen=True, slots=True)
class Case:
    """From where a phrase is read: day of publication, tense, readings of vague words, an earlier date in the text."""

    day: date
    tense: str | None  # past, future, or nearest where the text shows neither; None without a text
    spans: tuple  # what readings.csv says of the vague words, as pairs of phrase and its low and high end
    anchor: Span | None = None
    firm: bool = False  # the tense is beyond doubt
    inner: bool = False  # a part of it is taken

    def reading(self, phrase):
        """Return the low and high end of a vague word."""
        return dict(self.spans)[phrase]


def year_named(case, text):
    """Return the year that ``1998``, ``this year`` or ``next year`` names, and what the rule is called for it."""
    if text.isdecimal():
        return int(text), ""
    if text.startswith("'"):
        return (1900 if int(text[1:]) > 40 else 2000) + int(text[1:]), ""
    step = {"last": -1, "next": 1}.get(text.split()[0], 0)
    return case.day.year + step, {-1: "of-previous-year", 1: "of-next-year", 0: "of-publication-year"}[step]


def such(case, noun, spans):
    """Return the latest of several spans that began by publication, or the next to end.

    One that is much nearer than the other wins; else the tense says which. Without a
    tense only one of the publication year that is past is read.
    """
    if case.anchor:
        inside = [span for span in spans if case.anchor.first.year == span.first.year]
        return inside[0].named("context-dated") if inside else None
    spans = sorted(spans, key=lambda span: span.first)
    past = next((span.named(f"{LAST}-{noun}") for span in reversed(spans) if span.first <= case.day), None)
    ahead = next((span.named(f"{NEXT}-{noun}") for span in spans if span.last >= case.day), None)
    if case.tense is None:
        return past if past and past.first.year == case.day.year else None
    if past and ahead and past.first == ahead.first and noun == "season" and case.tense == "past":
        return None  # it has just begun, and the verb may mean the one of a year before
    if not past or not ahead or past.first == ahead.first:
        return past or ahead
    near, far = sorted((past, ahead), key=lambda span: distance(span, case.day))
    much_nearer = distance(near, case.day) <= MUCH_NEARER and distance(far, case.day) >= FAR
    # A verb of the past is to be trusted, but hardly of a day or month a few weeks ahead; one of the future
    # often belongs to something else.
    quarter = noun in ("quarter", "half")
    far_enough = quarter or distance(near, case.day) > FEW_WEEKS
    trusted = far_enough or case.firm if case.tense == "past" else case.firm and not quarter
    if much_nearer and not trusted:
        if noun in ("month", "season") and case.tense == "past" and near is ahead:
            return None  # the verb says one, the calendar the other
        return near
    return ahead if case.tense == "future" else past


def distance(span, day):
    return max((span.first - day).days, (day - span.last).days, 0)


def years_around(case):
    middle = case.anchor.first.year if case.anchor else case.day.year
    return range(max(middle - 1, 1), middle + 3)
