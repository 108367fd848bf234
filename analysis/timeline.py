"""When things happened, as far as a source dates them: wording → rule → EDTF → first and last day."""

from analysis.ledger import dates


def dated(book, source_id, published=None):
    """Return one source's dated events: wording → rule → EDTF → first and last day.

    Parameters
    ----------
    book : Ledger
    source_id : str
    published : datetime.date, optional
        Another publication day to read the phrases from.

    Returns
    -------
    pandas.DataFrame
        Columns ``event_id``, ``side``, ``effect``, ``title``, ``wording``,
        ``rule``, ``edtf``, ``earliest``, ``latest`` (ISO days, blank where
        open), ``asserted_by``, ``locator``, ``use``, ``same_as``, ``note``.
    """
    rows = book.events[book.events["source_id"] == source_id]
    if published is None and (~rows["rule"].isin(dates.GIVEN)).any():
        published = dates.publication_day(book.source(source_id))
    return _read_events(rows, published, book.readings)


def record(book, source_id):
    """Return the events that other sources date, with the day each is known to."""
    rows = book.events[(book.events["source_id"] != source_id) & book.events["rule"].eq("as-recorded")]
    return _read_events(rows, None, book.readings)


def article_against_record(article, known):
    """Return each event of an article beside the day the record knows.

    Parameters
    ----------
    article, known : pandas.DataFrame
        As from `timeline` and `record`.

    Returns
    -------
    pandas.DataFrame
        Columns ``title``, ``wording``, ``article``, ``record`` (EDTF),
        ``known_from`` (source), ``agrees``: *inside* if the record's days all
        lie in the article's, *overlaps*, or *outside*.
    """
    both = article.merge(known, left_on="event_id", right_on="same_as", suffixes=("", "_known"))
    verdict = [
        _containment(row["earliest"], row["latest"], row["earliest_known"], row["latest_known"])
        for row in both.to_dict("records")
    ]
    both = both.assign(agrees=verdict, known_from=both["event_id_known"].str.split("/").str[0])
    both = both.rename(columns={"edtf": "article", "edtf_known": "record"})
    return both[["title", "wording", "article", "record", "known_from", "agrees"]]


def between(events, start, end):
    """Return the events, as from `timeline` or `record`, that some day of a span (ISO days) may hold."""
    late = events["latest"].where(events["latest"] != "", "9999")
    return events[(events["earliest"] <= end) & (late >= start)]


def _read_events(rows, published, readings):
    read = [dates.read_event(row, published, readings) for row in rows.to_dict("records")]
    table = rows.assign(
        edtf=[found.edtf for found in read],
        earliest=["" if found.earliest is None else str(found.earliest) for found in read],
        latest=["" if found.latest is None else str(found.latest) for found in read],
    )
    columns = ["event_id", "side", "effect", "title", "wording", "rule", "edtf", "earliest", "latest"]
    return table[columns + ["asserted_by", "locator", "use", "same_as", "note"]].reset_index(drop=True)


def _containment(earliest, latest, known_earliest, known_latest):
    if earliest <= known_earliest and known_latest <= latest:
        return "inside"
    return "overlaps" if known_earliest <= latest and earliest <= known_latest else "outside"
