"""Account for every figure and date phrase of an article: covered by a claim, excluded with a reason, or open."""

import dataclasses
import math
import re
from datetime import date

import pandas as pd

from analysis.audit import finder
from analysis.ledger import dates, readings

COLUMNS = [
    "paragraph",
    "start",
    "end",
    "text",
    "kind",
    "hedge",
    "low",
    "high",
    "unit",
    "edtf",
    "edtf_rule",
    "rule",
    "state",
    "by",
    "reason",
]
ABOUT = r"\b(about|around|some|roughly|approximately|nearly|almost|close to|estimated|or so)\b|[~≈]"
STRICT = r"\b(more|greater|higher|over|above|less|fewer|lower|under|below)\b|[<>]"


def account(article, book, source_id=""):
    """List every hit of the finder, and say what accounts for it.

    Parameters
    ----------
    article : article.Article
    book : Ledger
    source_id : str
        The source whose claims and events are this article's; blank for none.

    Returns
    -------
    pandas.DataFrame
        A row a hit, with columns `COLUMNS`: where it stands (paragraph, span in
        the text), how it reads (``low`` and ``high`` or ``edtf``) by which rule,
        ``state`` (covered | excluded | open), ``by`` (ids of claims and events)
        and ``reason``.
    """
    placed, _ = place(article, book, source_id)
    published = _publication(book, source_id)
    rows, first = [], 0
    for hit in finder.find(article.text):
        # Both are in order of their place: what ended before this hit cannot meet a later one.
        while first < len(placed) and placed[first]["end"] <= hit.start:
            first += 1
        over = []
        for row in placed[first:]:
            if row["start"] >= hit.end:
                break
            over += [row] if row["end"] > hit.start else []
        rows.append([*_where(hit), *_edtf(hit, published, book.readings), hit.rule, *_state(over)])
    return pd.DataFrame(rows, columns=COLUMNS)


def place(article, book, source_id):
    """Find the wording of each claim and event of a source again, in the paragraph it names.

    Returns
    -------
    placed : list of dict
        ``id``, ``start``, ``end``, ``use``, ``note``; in order of place.
    problems : list of str
        Wordings that are not in their paragraph as often as the book has them.
    """
    placed, found = [], []
    rows = _rows(book, source_id)
    for locator, group in rows.groupby("locator", sort=False):
        if not str(locator).isdecimal():
            found += [f"{row['id']}: locator {locator!r} is no paragraph number" for row in group.to_dict("records")]
            continue
        spots, bad = _place_in_paragraph(article, int(locator), group.to_dict("records"))
        placed += spots
        found += bad
    return sorted(placed, key=lambda row: (row["start"], row["end"])), found


def problems(article, book, source_id, hits):
    """Return what is wrong between an article and the book, a line each.

    Wordings not found as often as expected; bounds and dates that, derived
    again from the wording, are not the ledger's.

    Parameters
    ----------
    article, book, source_id
        As in `account`.
    hits : pandas.DataFrame
        What `account` returned for them.

    Returns
    -------
    list of str
    """
    placed, found = place(article, book, source_id)
    own = dataclasses.replace(
        book,
        claims=book.claims[book.claims["source_id"] == source_id],
        events=book.events[book.events["source_id"] == source_id],
    )
    found += readings.faults(own.claims, own.readings) + dates.faults(own.events, own.sources, own.readings)
    return found + _other_readings(article, own, placed, hits)


def summary(hits):
    """Return the promise in one line: how many of how many are accounted for."""
    count = hits["state"].value_counts()
    told = len(hits) - count.get("open", 0)
    parts = ", ".join(f"{count.get(state, 0)} {state}" for state in ("covered", "excluded", "open"))
    return f"{told} of {len(hits)} figures and dates accounted for: {parts}"


def draft(hits, source_id):
    """Return open hits as rows of ``claims.csv`` and ``events.csv``, to be completed by hand.

    What only a reader can know stays blank: measure, place and population of a
    claim, who says so, side, effect and title of an event.

    Returns
    -------
    claims, events : list of dict
        By the columns of the ledger's tables; those not named are blank.
    """
    todo = hits[hits["state"] == "open"]
    claims, events = [], []
    for number, row in enumerate(todo.to_dict("records"), 1):
        common = {
            "source_id": source_id,
            "wording": " ".join(row["text"].split()[:8]),
            "locator": str(row["paragraph"]),
        }
        if _is_date(row["kind"]):
            events.append(
                common | {"event_id": f"{source_id}/date-{number}", "date": row["edtf"], "rule": row["edtf_rule"]}
            )
        else:
            low, high = row["low"], row["high"]
            bounds = {"low": _plain(low), "high": _plain(high), "bound": _bound(row["hedge"], low, high)}
            claims.append(common | bounds | {"claim_id": f"{source_id}/figure-{number}", "unit": row["unit"] if row["unit"] in ("percent", "usd") else ""})  # fmt: skip
    return claims, events


def as_table(rows, columns):
    """Return rows (dicts or tuples) as a table of some columns, blank where a row has none."""
    return pd.DataFrame(rows, columns=columns, dtype=object).fillna("")


def _rows(book, source_id):
    claims = book.claims[book.claims["source_id"] == source_id]
    events = book.events[book.events["source_id"] == source_id]
    kept = ["id", "wording", "locator", "use", "note"]
    return pd.concat(
        [claims.rename(columns={"claim_id": "id"})[kept], events.rename(columns={"event_id": "id"})[kept]],
        ignore_index=True,
    )


def _place_in_paragraph(article, number, rows):
    """Give each row one occurrence of its wording, the longest wordings first; none may be left over."""
    text = article.paragraph(number)
    offset = article.spans[number - 1][0] if text else 0
    placed, found = [], []
    for row in sorted(rows, key=lambda row: -len(row["wording"])):
        free = [at for at in _occurrences(text, row["wording"]) if not _taken(at, row["wording"], placed, offset)]
        if free:
            start = offset + free[0]
            placed.append(row | {"start": start, "end": start + len(row["wording"])})
        else:
            found.append(
                f"{row['id']}: {row['wording']!r} does not stand in paragraph {number}, or less often than claimed"
            )
    for wording in dict.fromkeys(row["wording"] for row in rows):
        more = [at for at in _occurrences(text, wording) if not _taken(at, wording, placed, offset)]
        if more:
            found.append(
                f"paragraph {number}: {wording!r} stands there {len(more)} more times than claims or events have it"
            )
    return placed, found


def _occurrences(text, wording):
    at = text.find(wording)
    while at >= 0:
        yield at
        at = text.find(wording, at + len(wording))


def _taken(at, wording, placed, offset):
    return any(row["start"] < offset + at + len(wording) and offset + at < row["end"] for row in placed)


def _where(hit):
    blank = math.nan
    low, high = (blank if value is None else value for value in (hit.low, hit.high))
    low, high = (high, low) if low > high else (low, high)
    return [hit.paragraph, hit.start, hit.end, hit.text, hit.kind, hit.hedge, low, high, hit.unit]


def _state(over):
    if not over:
        return "open", "", ""
    kept = [row for row in over if row["use"] != "excluded"] or over
    state = "excluded" if kept[0]["use"] == "excluded" else "covered"
    return state, " + ".join(row["id"] for row in kept), kept[0]["note"] if state == "excluded" else ""


def likely_source(article_fingerprints, book):
    """Return the source whose fingerprints a copy shares most of, or "" if it shares none."""
    shared = book.fingerprints[book.fingerprints["sha256"].isin(article_fingerprints)]["source_id"].value_counts()
    return shared.index[0] if len(shared) else ""


def _publication(book, source_id):
    try:
        return dates.publication_day(book.source(source_id)) if source_id else None
    except ValueError:
        return None


def _is_date(kind):
    return kind in ("date", "time")


def _edtf(hit, published, phrases):
    """How the ledger's rules read a date phrase, and by which; blank where none does.

    Without a day of publication only dates written out in full are read.
    """
    if not _is_date(hit.kind):
        return "", ""
    try:
        found = dates.read(hit.phrase or hit.text, published or date.max, phrases)
    except (dates.UnreadableDate, OverflowError):
        return "", ""
    return (found.edtf, found.rule) if published or found.rule == "as-written" else ("", "")


def _other_readings(article, book, placed, hits):
    """Claims whose bounds are not among the numbers that the finder reads in their wording."""
    spans = {row["id"]: (row["start"], row["end"]) for row in placed}
    numbers = hits[hits["kind"] != "name-number"]
    found = []
    for claim in book.claims.to_dict("records"):
        start, end = spans.get(claim["claim_id"], (0, 0))
        vague = book.readings.by("literal").of_phrase(claim["wording"], claim["unit"]) is not None
        ends = {value for value in (claim["low"], claim["high"]) if not math.isnan(value)}
        over = numbers[(numbers["start"] < end) & (numbers["end"] > start)]
        if over.empty or vague or readings.CODED in claim["note"]:
            continue
        read = set(over["low"].dropna()) | set(over["high"].dropna())
        found += [
            f"{claim['claim_id']}: {value:.15g} is not what is read in {article.text[start:end]!r}: "
            + ", ".join(f"{one:.15g}" for one in sorted(read))
            for value in sorted(ends)
            if not any(math.isclose(value, one) for one in read)
        ]
    return found


def _plain(value):
    return "" if math.isnan(value) else f"{value:.15g}"


def _bound(hedge, low, high):
    """The ledger's word for how a hedge bounds a figure."""
    said = hedge.lower()
    strict = re.search(STRICT, said) and not re.search(r"\b(no|not|or)\b", said)
    if math.isnan(low) and math.isnan(high):
        return "unstated"
    if math.isnan(low):
        return "less_than" if strict else "at_most"
    if math.isnan(high):
        return "more_than" if strict else "at_least"
    if low < high:
        return "range"
    return "about" if re.search(ABOUT, said) else "exact"
