"""When the rows of the ledger's tables are of: every date is one, has come where it must, and stands in its shortest form."""

import re
from datetime import date

from analysis.ledger import dates, words
from analysis.ledger.errors import UnreadableDate
from analysis.ledger.spans import point

# Statuses of what no count has shown to be so: plans, and demands that somebody reports.
NOT_COUNTED = ("planned", "alleged")

DATES = [
    ("sources", "published"),
    ("sources", "accessed"),
    ("sources", "withdrawn"),
    ("claims", "period"),
    ("claims", "withdrawn"),
    ("events", "date"),
    ("theses", "period"),
    ("overrides", "day"),
    ("reviews", "last_look"),
]
_UNSAID = re.compile(r"[]?%~{}[/X]|[0-9][-ST]|[YS][0-9]")  # what is left of a date that has no words
FIRST = date(1900, 1, 1)  # of publication: calendars and charts begin there


def faults(tables):
    """Return a line for each cell of a date that is none, or lies where it cannot.

    Parameters
    ----------
    tables : dict of str to package.Table
    """
    return edtf(tables) + withdrawals(tables) + times(tables)


def edtf(tables):
    """Return the cells that should be dates and are not."""
    return (
        [
            tables[name].fault(
                row, column, "must be an EDTF date such as 2024-08, 2024-07/2024-09 or 2023~, and name a day"
            )
            for name, column in DATES
            for row, value in enumerate(tables[name].text[column])
            if value and (not _is_edtf(value) or dates.bounds(value) == (None, None))
        ]
        + [
            # One time in two writings would be two to whatever compares texts.
            tables[name].fault(row, column, f"must be written as {_shorter(value)!r}")
            for name, column in DATES
            for row, value in enumerate(tables[name].text[column])
            if _shorter(value)
        ]
        + [
            tables[name].fault(row, column, "pages cannot write it in words; allowed: such as 2024-08, 2023~, 201X")
            for name, column in DATES
            for row, value in enumerate(tables[name].text[column])
            if value and _is_edtf(value) and _UNSAID.search(words.when(value))
        ]
        + tables["overrides"].faults(
            [
                _is_edtf(day) and (dates.bounds(day)[1] is None or dates.bounds(day)[0] > date.today())
                for day in tables["overrides"].text["day"]
            ],
            "day",
            "must be a day that has come",
        )
    )


def _shorter(text):
    """Return how one whole month or year is written that somebody wrote as a span; "" if it is none."""
    if not re.fullmatch(r"[\d-]+/[\d-]+", text) or not _is_edtf(text):
        return ""
    shorter = point(*dates.bounds(text))
    return "" if "X" in shorter else shorter


def withdrawals(tables):
    """Return the rows withdrawn without a reason, on no day that has come, or before they were published."""
    found = []
    for name in ("sources", "claims"):
        day, reason = (tables[name].text[column] != "" for column in ("withdrawn", "withdrawn_reason"))
        found += tables[name].faults(day & ~reason, "withdrawn_reason", "what is withdrawn needs a reason")
        found += tables[name].faults(reason & ~day, "withdrawn", "a reason for withdrawal needs its day")
        out = dict(zip(tables["sources"].text["source_id"], tables["sources"].text["published"]))
        published = tables[name].text["source_id"].map(out).fillna("")
        for row, (taken, first) in enumerate(zip(tables[name].text["withdrawn"], published)):
            if not taken or not _is_edtf(taken):
                continue
            (earliest, latest), begun = dates.bounds(taken), dates.bounds(first)[0] if _is_edtf(first) else None
            if earliest is None or latest is None or earliest > date.today():
                found.append(tables[name].fault(row, "withdrawn", "must be a day that has come"))
            elif begun and latest < begun:
                found.append(tables[name].fault(row, "withdrawn", f"lies before its source was published, {first}"))
    return found


def times(tables):
    """Return the sources of days to come, and the figures of a time after their source that are no plans."""
    found, out = [], {}
    sources = tables["sources"]
    for row, (name, published) in enumerate(zip(sources.text["source_id"], sources.text["published"])):
        first, out[name] = dates.bounds(published) if _is_edtf(published) else (None, None)
        if first and first > date.today():
            found.append(sources.fault(row, "published", "must be a day that has come"))
        if first and first < FIRST:
            found.append(sources.fault(row, "published", f"must be a day from {FIRST}"))
    claims = tables["claims"]
    for row, (name, period, status) in enumerate(zip(*(claims.text[one] for one in ("source_id", "period", "status")))):
        begins = dates.bounds(period)[0] if _is_edtf(period) else None
        if begins and out.get(name) and begins > out[name] and status not in NOT_COUNTED:
            found.append(
                claims.fault(
                    row, "period", f"begins after its source was published, and the status is no plan: {status}"
                )
            )
    return found


def _is_edtf(value):
    try:
        earliest, latest = dates.bounds(value)
    except UnreadableDate:
        return False
    return earliest is None or latest is None or earliest <= latest
