"""Say what accounts for every figure and date of an article: a claim or event, a reason to leave it out, or nothing."""

import math
from collections import Counter

import pandas as pd

from analysis.audit import article as articles
from analysis.audit import dates_in_text, finder
from analysis.ledger import UnreadableDate, dates, folders

DATES = ("date", "time")  # kinds of a hit that are no figures
STATES = ("covered", "excluded", "open")
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
    "why_excluded",
]


def hits(article, book, source_id="", published=None):
    """Return every hit of the finder, and what accounts for it.

    Parameters
    ----------
    article : article.Article
    book : Ledger
    source_id : str
        The source whose claims and events are this article's; blank for none.
    published : datetime.date, optional
        Day from which dates are read; by default the source's.

    Returns
    -------
    pandas.DataFrame
        A row a hit, with columns `COLUMNS`: where it stands (paragraph, span in
        the text), how it reads (``low`` and ``high`` or ``edtf``) by which rule,
        ``state`` (covered | excluded | open), ``by`` (ids of claims and events)
        and ``why_excluded``.
    """
    placed, _ = place(article, book, source_id)
    published = published or publication(book, source_id)
    rows, first = [], 0
    found = finder.find(article.text)
    for hit, reading in zip(found, dates_in_text.read_all(article.text, found, published, book.readings)):
        # Both are in order of their place: what ended before this hit cannot meet a later one.
        while first < len(placed) and placed[first]["end"] <= hit.start:
            first += 1
        overlapping = []
        for row in placed[first:]:
            if row["start"] >= hit.end:
                break
            overlapping += [row] if row["end"] > hit.start else []
        edtf = (reading.edtf, reading.rule) if reading else ("", "")
        rows.append([*_where(hit), *edtf, hit.rule, *_state(overlapping)])
    return pd.DataFrame(rows, columns=COLUMNS)


def place(article, book, source_id):
    """Find the wording of each claim and event of a source again, in the paragraph it names, wherever that stands here.

    Returns
    -------
    placed : list of dict
        ``id``, ``start``, ``end``, ``use``, ``note``; in order of place.
    problems : list of str
        Wordings that are not in their paragraph as often as the ledger has them.
    """
    placed, problems = [], []
    moved = articles.moved(article, book.fingerprints[book.fingerprints["source_id"] == source_id])
    for locator, group in _rows(book, source_id).groupby("locator", sort=False):
        rows = group.to_dict("records")
        if not str(locator).isdecimal():
            problems += [f"{row['id']}: locator {locator!r} is no paragraph number" for row in rows]
            continue
        found, missing = _place_in_paragraph(article, moved.get(int(locator), int(locator)), rows)
        placed += found
        problems += missing
    return sorted(placed, key=lambda row: (row["start"], row["end"])), problems


def likely_source(fingerprints, known=None):
    """Return the article whose fingerprints a copy shares most of, or "" if it shares none.

    Parameters
    ----------
    fingerprints : sequence of str
        Of the copy.
    known : dict, optional
        As from `folders.fingerprints`, which is the default.
    """
    known = folders.fingerprints() if known is None else known
    shared = Counter(source_id for (source_id, _), sha256 in known.items() if sha256 in set(fingerprints))
    return shared.most_common(1)[0][0] if shared else ""


def counts(hits):
    """Return how many hits are in each of `STATES`."""
    return {state: int(hits["state"].eq(state).sum()) for state in STATES}


def summary(hits, example=False):
    """Return in words how many figures and dates are accounted for.

    Parameters
    ----------
    hits : pandas.DataFrame
        From `hits`.
    example : bool
        Whether the text is the invented example, which no claim belongs to.

    Returns
    -------
    str
        One or two sentences.
    """
    text = "the invented example" if example else "the article"
    total, count = len(hits), counts(hits)
    if not total:
        return f"There is no figure and no date in {text}."
    if count["open"] == total:
        if total == 1:
            return f"The one figure or date in {text} is not accounted for: no claim or event stands for it."
        return f"None of the {total} figures and dates in {text} is accounted for: no claim or event stands for them."
    every = "All" if not count["open"] else f"{total - count['open']} of"
    left_out = f", {count['excluded']} of them left out with a reason" if count["excluded"] else ""
    sentence = f"{every} {total} figures and dates in {text} are accounted for{left_out}."
    if count["open"]:
        verb = "is" if count["open"] == 1 else "are"
        sentence += f" {count['open']} {verb} open: no claim or event stands for {'it' if verb == 'is' else 'them'}."
    return sentence


def on_file(book, source_id):
    """Return what stands for an article's figures and dates, from the ledger alone, in the order of its paragraphs.

    Returns
    -------
    pandas.DataFrame
        Columns ``paragraph``, ``wording``, ``state`` (covered | excluded), ``by`` (id), ``why_excluded``.
    """
    rows = _rows(book, source_id)
    out = rows["use"].eq("excluded")
    number = pd.to_numeric(rows["locator"], errors="coerce")
    rows = rows.assign(
        paragraph=rows["locator"],
        state=out.map({True: "excluded", False: "covered"}),
        by=rows["id"],
        why_excluded=rows["note"].where(out, ""),
    )
    rows = rows.iloc[number.argsort(kind="stable")]
    return rows[["paragraph", "wording", "state", "by", "why_excluded"]].reset_index(drop=True)


def on_file_in_words(rows):
    """Return in words how many figures and dates of `on_file` are used and how many left out."""
    out = int(rows["state"].eq("excluded").sum())
    left_out = f", {out} of them left out with a reason" if out else ""
    return f"{_counted(len(rows), 'figure or date', 'figures and dates')} of the article on file{left_out}."


def _counted(number, one, several):
    return f"{number} {one if number == 1 else several}"


def _rows(book, source_id):
    claims = book.claims[book.claims["source_id"] == source_id].rename(columns={"claim_id": "id"})
    events = book.events[book.events["source_id"] == source_id].rename(columns={"event_id": "id"})
    columns = ["id", "wording", "locator", "use", "note"]
    return pd.concat([claims[columns], events[columns]], ignore_index=True)


def _place_in_paragraph(article, number, rows):
    """Give each row one occurrence of its wording, the longest wordings first; none may be left over."""
    text = article.paragraph(number)
    offset = article.spans[number - 1][0] if text else 0
    placed, problems = [], []
    for row in sorted(rows, key=lambda row: -len(row["wording"])):
        free = _free_places(text, row["wording"], placed, offset)
        if free:
            placed.append(row | {"start": free[0], "end": free[0] + len(row["wording"])})
        else:
            problems.append(
                f"{row['id']}: {row['wording']!r} does not stand in paragraph {number}, or less often than claimed"
            )
    for wording in dict.fromkeys(row["wording"] for row in rows):
        more = _free_places(text, wording, placed, offset)
        if more:
            problems.append(
                f"paragraph {number}: {wording!r} stands there {len(more)} more times than claims or events have it"
            )
    return placed, problems


def _free_places(text, wording, placed, offset):
    """Return where in the article a wording stands that no row of its paragraph has taken yet."""
    starts = [offset + at for at in articles.places(text, wording)]
    return [
        start
        for start in starts
        if not any(row["start"] < start + len(wording) and start < row["end"] for row in placed)
    ]


def _where(hit):
    low, high = (math.nan if end is None else end for end in (hit.low, hit.high))
    low, high = (high, low) if low > high else (low, high)
    return [hit.paragraph, hit.start, hit.end, hit.text, hit.kind, hit.hedge, low, high, hit.unit]


def _state(overlapping):
    """Return state, ids and the reason of the claims and events that touch a hit; an excluded one counts last."""
    if not overlapping:
        return "open", "", ""
    used = [row for row in overlapping if row["use"] != "excluded"]
    if used:
        return "covered", " + ".join(row["id"] for row in used), ""
    return "excluded", " + ".join(row["id"] for row in overlapping), overlapping[0]["note"]


def publication(book, source_id):
    """Return the day a source appeared; None where there is no source, or nobody knows the day."""
    try:
        return dates.publication_day(book.source(source_id)) if source_id else None
    except UnreadableDate:
        return None


def _is_date(kind):
    return kind in DATES
