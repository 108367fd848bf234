"""The parameters that notebooks share: what each may be, and the check of a value."""

import contextlib
import difflib
import re
from datetime import date
from pathlib import Path

from analysis.ledger import ParameterError, UnreadableDate, sources
from analysis.ledger.errors import cut

_BOUNDS = re.compile(r"[0-9.eE+]+")
_LEAST = 0.01
FIRST, LAST = "1900-01-01", "2100-12-31"  # days that a parameter may name: calendars and charts end beyond them


def check(book, table="claims", since=None, **values):
    """Check a notebook's parameters, in one line of one cell.

    Parameters
    ----------
    book : Ledger
        Decides which sources and claims exist.
    table : {"claims", "events"}
        Where ``source_id`` must have rows.
    since : datetime.date, optional
        Day of the article: ``as_of`` may not lie before it.
    **values
        Parameters by name; every name must be a known one.

    Raises
    ------
    ParameterError
        At the first wrong value: its name, what was given, what is allowed.
    """
    for name, value in values.items():
        rule = RULES.get(name)
        if rule is None:
            raise ParameterError(f"parameter {name}: no such parameter{nearest(name, RULES)}")
        allowed = _source(value, book, table) if name == "source_id" else rule(value, book)
        if name == "as_of" and value and since and not allowed and value < str(since):
            allowed = f"a day from {since}, when the article appeared, or ''"
        if allowed:
            given = f"{cut(repr(value), 100)} ({type(value).__name__})"
            raise ParameterError(f"parameter {name}: given {given}; allowed: {allowed}")
    source = values.get("source")
    if source and values.get("article") == "" and source not in book.articles:
        raise ParameterError(
            f"parameter source: {source!r} has no article of its own, so there is no text to audit; "
            "allowed: with parameter article, your copy of it"
        )
    first, last = values.get("first_year"), values.get("last_year")
    if first is not None and last is not None and first > last:
        raise ParameterError(f"parameter first_year: given {first}; allowed: at most last_year, {last}")
    start, end = values.get("start"), values.get("end")
    if start and end and start >= end:
        raise ParameterError(f"parameter start: given {start!r}; allowed: a day before end, {end!r}")
    if values.get("published") and values.get("source_id"):
        _require_readable_from(values["published"], book, values["source_id"])


def _require_readable_from(day, book, source_id):
    """Raise ParameterError if a dated phrase of a source means nothing on a day."""
    from analysis import timeline

    try:
        timeline.own_events(book, source_id, date.fromisoformat(day))
    except UnreadableDate as error:
        raise ParameterError(f"parameter published: given {day!r}; from there {error}") from None


def nearest(name, known, most=1):
    """Return " (did you mean X?)" for the known names nearest to a wrong one, or ""; capitals do not matter."""
    plain = {one.casefold(): one for one in known}
    near = [plain[one] for one in difflib.get_close_matches(str(name).casefold(), list(plain), n=most)]
    return f" (did you mean {' or '.join(near)}?)" if near else ""


def _one_of(*allowed):
    def rule(value, book):
        return "" if isinstance(value, str) and value in allowed else " | ".join(allowed)

    return rule


def _yes_or_no(value, book):
    return "" if isinstance(value, bool) else "True | False"


def _day(value, book):
    try:
        fine = isinstance(value, str) and str(date.fromisoformat(value)) == value and FIRST <= value <= LAST
    except ValueError:
        fine = False
    return "" if fine else f"a day as text, such as '2024-08-21', from {FIRST} to {LAST}"


def _day_or_blank(value, book):
    allowed = _day(value, book)
    return f"{allowed}, or '' for the ledger's" if value != "" and allowed else ""


def _day_or_events(value, book):
    allowed = _day(value, book)
    return f"{allowed}, or '' for one that follows from the events" if value != "" and allowed else ""


def _share(value, book):
    fine = isinstance(value, (int, float)) and not isinstance(value, bool) and 0 <= value <= 1
    return "" if fine else "a number from 0 to 1"


def _whole(least, most):
    def rule(value, book):
        fine = isinstance(value, int) and not isinstance(value, bool) and least <= value <= most
        return "" if fine else f"a whole number from {least} to {most}"

    return rule


def _power_of_two(value, book):
    fine = isinstance(value, int) and not isinstance(value, bool) and value.bit_count() == 1 and 2**10 <= value <= 2**27
    return "" if fine else f"a power of two from {2**10:,} to {2**27:,}"


def _bounds(most):
    def rule(value, book):
        from analysis.model import read_bounds

        with contextlib.suppress(ValueError, AttributeError, TypeError):
            if value == "" or (
                _BOUNDS.fullmatch(value) and (one := read_bounds(value)).low >= _LEAST and one.high <= most
            ):
                return ""
        return f"bounds as text, such as '400..500' or '450', from {_LEAST} to {most:,}, or '' for the ledger's"

    return rule


def _source(value, book, table="claims"):
    ids = sorted(set(getattr(book, table)["source_id"]))
    if value in ids:
        return ""
    near = difflib.get_close_matches(str(value), ids, n=3, cutoff=0)
    return f"a source_id that has {table} (did you mean {', '.join(near[:-1])} or {near[-1]}?)"


def _file(value, book):
    try:
        fine = isinstance(value, str) and (value == "" or Path(value).is_file())
    except OSError:  # a name longer than the system allows, for one
        fine = False
    return "" if fine else "the path of a file, or ''"


def _source_or_blank(value, book):
    ids = list(book.sources["source_id"])
    return "" if value == "" or value in ids else f"a source_id of sources.csv, or ''{nearest(value, ids)}"


def _sources(value, book):
    strange = sources.named(book, value)[1] if isinstance(value, str) else [None]
    if not strange:
        return ""
    ids = [*book.sources["source_id"], *book.origins["origin_id"], "unknown"]
    names = [*book.sources["producer"], *book.origins["name"]]
    near = nearest(strange[0], [name for name in [*ids, *names] if name not in book.articles], 2)
    allowed = "source_ids or origin_ids with a space between them, names of publishers or origins with a semicolon"
    return f"{allowed}, or ''; unknown: {strange[0]!r}{near}"


def _thesis(value, book):
    names = [name.split("/thesis-")[-1] for name in book.theses["thesis_id"]]
    return "" if value in names else f"one of {', '.join(names)}{nearest(value, names)}"


# What each parameter may be: a rule returns "" or, for a wrong value, what is allowed.
RULES = {
    "reading": _one_of("literal", "narrow"),
    "source_id": _source,
    "show_excluded": _yes_or_no,
    "published": _day_or_blank,
    "as_of": _day_or_blank,
    "start": _day_or_events,
    "end": _day_or_events,
    "scope": _one_of("non_it", "all"),
    "dispatched_only": _yes_or_no,
    "first_year": _whole(2019, 2025),
    "last_year": _whole(2019, 2025),
    "leave_out": _sources,
    "window_years": _whole(0, 30),
    "article": _file,
    "source": _source_or_blank,
    "sent_home": _share,
    "in_russia": _whole(0, 1_000_000),
    "it_workers_too": _yes_or_no,
    "china_workers": _bounds(1_000_000),
    "russia_workers": _bounds(1_000_000),
    "pay_china": _bounds(10_000),
    "pay_russia": _bounds(10_000),
    "take_china": _bounds(100),
    "take_russia": _bounds(100),
    "distribution": _one_of("uniform", "log_uniform"),
    "thesis": _thesis,
    "most": _whole(1, 3),
    "universes": _whole(100, 100_000),
    "left_out": _whole(0, 3),
    "draws": _power_of_two,
    "seed": _whole(0, 2**32 - 1),
}
