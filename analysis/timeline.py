"""When things happened, as far as a source dates them: wording → rule → EDTF → first and last day."""

from datetime import date, timedelta

import pandas as pd

from analysis.claims import called, spelled
from analysis.ledger import ParameterError, UnreadableDate, dates, words

OPEN = "9999-12-31"  # the last day of an event that has none
LONG_AGO = 10  # years before publication; an event so far back is drawn only if asked for: it would flatten all others
ENOUGH = 3  # events that are worth a picture of their own
BEFORE, AFTER = 1, 5  # whole months drawn before the first event and after the last: what came next should show


def publication_day(book, source_id, published=""):
    """Return the day from which a source's relative dates are read.

    Parameters
    ----------
    book : Ledger
    source_id : str
    published : str
        Another day than the ledger's, as ISO text; blank for the ledger's.

    Returns
    -------
    datetime.date or None
        None if the ledger does not know the day and no date of the source needs it.

    Raises
    ------
    UnreadableDate
        If a date of the source needs the day and the ledger does not know it.
    """
    if published:
        return date.fromisoformat(published)
    try:
        return dates.publication_day(book.source(source_id))
    except UnreadableDate:
        if not _of(book, source_id)["rule"].isin([*dates.GIVEN, "as-written"]).all():
            raise
        return None


def own_events(book, source_id, published=None):
    """Return the events that a source dates: wording → rule → EDTF → first and last day.

    Parameters
    ----------
    book : Ledger
    source_id : str
    published : datetime.date, optional
        The day to read the phrases from; without it, the ledger's.

    Returns
    -------
    pandas.DataFrame
        Columns ``event_id``, ``side``, ``effect``, ``title``, ``wording``,
        ``rule``, ``edtf``, ``earliest``, ``latest`` (ISO days, blank where
        open), ``asserted_by``, ``locator`` (paragraph), ``use``, ``same_as``,
        ``note``.

    Raises
    ------
    UnreadableDate
        If a phrase cannot be read from that day.
    """
    published = published or publication_day(book, source_id)
    return _read(_of(book, source_id), published, book.readings)


def other_events(book, source_id):
    """Return the events that other sources date by themselves, with columns as in `own_events`.

    Either report of one event may name the other in ``same_as``; here it is always the other source's.
    """
    rows = book.events[(book.events["source_id"] != source_id) & book.events["rule"].eq("as-recorded")]
    own = _of(book, source_id)
    ours = dict(zip(own["same_as"], own["event_id"]))
    same = [there or ours.get(event_id, "") for event_id, there in zip(rows["event_id"], rows["same_as"])]
    return _read(rows.assign(same_as=same), None, book.readings)


def window(book, source_id, start="", end="", published=None):
    """Return the first and the last day to draw: those given, else from the source's own events and its publication.

    Parameters
    ----------
    book : Ledger
    source_id : str
    start, end : str
        ISO days; blank: from the events, but for those of long ago (`LONG_AGO`) where there are `ENOUGH` others.
    published : datetime.date, optional
        As in `own_events`.

    Returns
    -------
    start, end : datetime.date

    Raises
    ------
    ParameterError
        If the day given lies beyond the other end.
    """
    published = published or publication_day(book, source_id)
    own = own_events(book, source_id, published)
    own = own[own["use"] == "chart"] if own["use"].eq("chart").any() else own
    days = [day for day in [*own["earliest"], *own["latest"], str(published or "")] if day]
    long_ago = str(_month(published, -12 * LONG_AGO)) if published else ""
    if long_ago and own["earliest"].ge(long_ago).sum() >= ENOUGH:
        days = [day for day in days if day >= long_ago]
    first, last = (date.fromisoformat(day) for day in (min(days), max(days)))
    first = date.fromisoformat(start) if start else _month(first, -BEFORE)
    last = date.fromisoformat(end) if end else _month(last, AFTER + 1) - timedelta(days=1)
    if first >= last:
        name, given, way, limit = ("start", start, "before", last) if start else ("end", end, "after", first)
        raise ParameterError(f"parameter {name}: given {given!r}; allowed: a day {way} {str(limit)!r}")
    return first, last


def drawn(book, source_id, start, end, published=None):
    """Return the events to draw: the source's own, and those of other sources, that some day of a span may hold.

    Beside an article on none of the sides that others speak of, only what they report of its own events is drawn.

    Parameters
    ----------
    book : Ledger
    source_id : str
    start, end : datetime.date
    published : datetime.date, optional
        As in `own_events`.

    Returns
    -------
    own, others : pandas.DataFrame
        Columns as in `own_events`.
    """
    own = own_events(book, source_id, published)
    return _to_draw(own, start, end), _to_draw(_related(book, source_id), start, end)


def source_ids(book, source_id, start, end):
    """Return the ids of the sources whose events are drawn, the source's own first."""
    others = _to_draw(_related(book, source_id), start, end)
    return list(dict.fromkeys([source_id, *others["event_id"].str.split("/").str[0]]))


def beside_others(book, source_id, published=None):
    """Return each event of a source beside the day that another source records.

    Returns
    -------
    pandas.DataFrame
        Columns ``title``, ``wording``, ``edtf`` (as the source dates it),
        ``record`` (EDTF, as the other source does), ``source_id`` (the other
        source), ``agrees``: *inside* if its days all lie in those the wording
        allows, *overlaps* if some do, else *outside*.
    """
    own, others = own_events(book, source_id, published), other_events(book, source_id)
    both = own.merge(others, left_on="event_id", right_on="same_as", suffixes=("", "_others"))
    verdicts = [
        _containment(row["earliest"], row["latest"] or OPEN, row["earliest_others"], row["latest_others"] or OPEN)
        for row in both.to_dict("records")
    ]
    both = both.assign(
        record=both["edtf_others"], agrees=verdicts, source_id=both["event_id_others"].str.split("/").str[0]
    )
    return both[["title", "wording", "edtf", "record", "source_id", "agrees"]]


def a_day_earlier(book, source_id, published=None):
    """Return the dates of a source that change if it appeared a day earlier.

    Returns
    -------
    pandas.DataFrame
        Columns ``event_id``, ``wording``, ``rule``, ``edtf``, ``a_day_earlier``
        (EDTF, blank where the phrase would name a day still to come), ``days``
        (float; the farther of the moves of its first and last day, NaN where blank).
    """
    published = published or publication_day(book, source_id)
    found = []
    for event in own_events(book, source_id, published).to_dict("records"):
        if event["rule"] in dates.GIVEN or published is None:
            continue
        try:
            earlier = dates.read_event(event, published - timedelta(days=1), book.readings)
        except UnreadableDate:
            found.append([event["event_id"], event["wording"], event["rule"], event["edtf"], "", float("nan")])
            continue
        if earlier.edtf != event["edtf"]:
            ends = zip((earlier.earliest, earlier.latest), (event["earliest"], event["latest"]))
            days = max(abs((date.fromisoformat(now) - before).days) for before, now in ends if now)
            found.append([event["event_id"], event["wording"], event["rule"], event["edtf"], earlier.edtf, float(days)])
    return pd.DataFrame(found, columns=["event_id", "wording", "rule", "edtf", "a_day_earlier", "days"])


def counts(book, source_id, published=None):
    """Return how many dates of a source were checked against others, and how many a day's doubt moves.

    Returns
    -------
    dict of str to int
        ``checked``, of which ``inside`` the days that the words allow; ``moved``
        if the source appeared a day earlier, of which ``moved_farther`` than that day.
    """
    recorded, moved = beside_others(book, source_id, published), a_day_earlier(book, source_id, published)
    return {
        "checked": len(recorded),
        "inside": int((recorded["agrees"] == "inside").sum()),
        "moved": len(moved),
        "moved_farther": int((~(moved["days"] <= 1)).sum()),
    }


def how_exact(book, source_id, published=None):
    """Return a sentence on how many of a source's dates, excluded ones aside, name one day."""
    events = own_events(book, source_id, published)
    events = events[events["use"] != "excluded"]
    name, exact = called(book, source_id).capitalize(), int(to_the_day(events).sum())
    if events.empty:
        return f"{name} dates no event that is used here."
    if len(events) == 1:
        return f"{name} {'gives' if exact else 'does not give'} its only date to the day."
    if exact == len(events):
        return f"{name} gives {'both' if exact == 2 else f'all {spelled(exact)}'} of its dates to the day."
    many = "none" if not exact else f"only {spelled(exact)}" if 2 * exact < len(events) else spelled(exact)
    return f"{name} gives {many} of its {spelled(len(events))} dates to the day."


def how_exact_others_are(book, source_id, published=None):
    """Return a sentence on how many of the dates that other sources record name one day; "" if they record none."""
    table = beside_others(book, source_id, published)
    spans = [dates.bounds(record) for record in table["record"]]
    exact = sum(first == last for first, last in spans)
    if table.empty:
        return ""
    if len(table) == 1:
        return f"The date that another source records {'names' if exact else 'does not name'} one day."
    many = spelled(exact).capitalize() if exact else "None"
    return f"{many} of the {spelled(len(table))} dates that other sources record {'names' if exact < 2 else 'name'} one day."


def summary(book, source_id, published=None):
    """Return two sentences: whether other sources confirm a source's dates, and whether a day's doubt matters."""
    return f"{do_others_agree(book, source_id, published)} {does_a_day_matter(book, source_id, published)}"


def do_others_agree(book, source_id, published=None):
    """Return a sentence on whether the dates that other sources record lie inside the source's words."""
    table, name = beside_others(book, source_id, published), called(book, source_id)
    table = table.sort_values("agrees", ascending=False).drop_duplicates(
        ["title", "wording", "edtf"]
    )  # the worst of each event's
    inside = int((table["agrees"] == "inside").sum())
    sense = {"literal": "widest", "narrow": "narrowest"}[book.readings.chosen]
    allowed = f"the {sense} sense of {name}'s words"
    if table.empty:
        return f"No other source in the ledger dates {name}'s events."
    if len(table) == 1:
        return (
            f"One other date is recorded for an event of {name}; it {'fits' if inside else 'does not fit'} {allowed}."
        )
    if inside == len(table):
        fit = f"{'both' if inside == 2 else f'all {spelled(inside)}'} dates fit {allowed}"
    else:
        fit = f"{spelled(inside) if inside else 'none'} of these dates {'fits' if inside < 2 else 'fit'} {allowed}"
    return f"Other sources date {spelled(len(table))} of {name}'s events; {fit}."


def does_a_day_matter(book, source_id, published=None):
    """Return a sentence on what a day's doubt about publication does to a source's dates."""
    published, name = published or publication_day(book, source_id), called(book, source_id)
    moved = a_day_earlier(book, source_id, published)
    if moved.empty:
        return f"No date here depends on the day {name} appeared."
    appeared = f"whether {name} appeared on {_either_of(published)}"
    to_come = moved.loc[moved["a_day_earlier"] == "", "wording"]
    if len(to_come):
        return f"It matters {appeared}: from the earlier day “{to_come.iloc[0]}” would lie in the future."
    far = int((moved["days"] > 1).sum())
    if not far:
        return f"It makes no difference {appeared}: no date moves by more than a day."
    many = "one date moves" if far == 1 else f"{spelled(far)} dates move"
    return f"It matters {appeared}: {many} by more than a day."


def to_the_day(events):
    """Return, for each event, whether its date names one day."""
    return (events["earliest"] == events["latest"]) & (events["earliest"] != "")


def _of(book, source_id):
    return book.events[book.events["source_id"] == source_id]


def _related(book, source_id):
    """Return the events of other sources that belong beside a source's own."""
    own, others = _of(book, source_id), other_events(book, source_id)
    shared = set(own["side"]) & set(others["side"]) - {"none"}
    return others if shared or source_id not in book.articles else others[others["same_as"].isin(own["event_id"])]


def _month(day, steps):
    """Return the first day of the month so many months after that of a day."""
    months = min(max(12 * day.year + day.month - 1 + steps, 12), 12 * date.max.year)
    return date(months // 12, months % 12 + 1, 1)


def _to_draw(events, start, end):
    late = events["latest"].where(events["latest"] != "", OPEN)
    return events[(events["use"] == "chart") & (events["earliest"] <= str(end)) & (late >= str(start))]


def _read(rows, published, readings):
    read = [dates.read_event(row, published, readings) for row in rows.to_dict("records")]
    table = rows.assign(
        edtf=[found.edtf for found in read],
        earliest=["" if found.earliest is None else str(found.earliest) for found in read],
        latest=["" if found.latest is None else str(found.latest) for found in read],
    ).astype({"edtf": str, "earliest": str, "latest": str})  # without a row, pandas takes them for numbers
    columns = ["event_id", "side", "effect", "title", "wording", "rule", "edtf", "earliest", "latest"]
    return table[columns + ["asserted_by", "locator", "use", "same_as", "note"]].reset_index(drop=True)


def _containment(earliest, latest, others_earliest, others_latest):
    if earliest <= others_earliest and others_latest <= latest:
        return "inside"
    return "overlaps" if others_earliest <= latest and earliest <= others_latest else "outside"


def _either_of(published):
    """Return a day and the one before it: "20 or 21 August 2024"."""
    before, day = words.when(str(published - timedelta(days=1))), words.when(str(published))
    shared = day.split(" ", 1)[1]
    return f"{before.removesuffix(' ' + shared)} or {day}"
