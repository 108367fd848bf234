"""Ledger → tables to look at: plain text and numbers, no styling."""

import math

import pandas as pd

from analysis.ledger import dates, ranges
from analysis.ledger.contradictions import find


def claims(ledger, source_id, reading="literal", excluded=True):
    """Return what one source claims, as read.

    Parameters
    ----------
    ledger : Ledger
    source_id : str
    reading : {"literal", "narrow"}
    excluded : bool
        Whether to keep claims that are excluded from charts and sums.

    Returns
    -------
    pandas.DataFrame
        Columns ``claim_id``, ``measure``, ``place``, ``wording``, ``as_read``
        (words), ``low``, ``high`` (in ``unit``; NaN where nothing bounds that
        side), ``unit``, ``bound``, ``asserted_by``, ``locator``, ``use``, ``note``.
    """
    rows = ledger.claims[ledger.claims["source_id"] == source_id]
    if not excluded:
        rows = rows[rows["use"] != "excluded"]
    values = [ranges.of_claim(row, ledger.readings, reading) for row in rows.to_dict("records")]
    words = [ranges.describe(value, unit) for value, unit in zip(values, rows["unit"])]
    table = rows[["claim_id", "measure", "place", "wording"]].assign(
        as_read=words, low=[end(v, "low") for v in values], high=[end(v, "high") for v in values]
    )
    rest = ["unit", "bound", "asserted_by", "locator", "use", "note"]
    return pd.concat([table, rows[rest]], axis=1).reset_index(drop=True)


def readings(ledger, source_id):
    """Return one source's vague figures under each reading, with the reading's basis.

    Returns
    -------
    pandas.DataFrame
        Columns ``wording``, ``reading``, ``as_read``, ``basis``; only claims
        whose wording is in ``readings.csv``.
    """
    rows = ledger.claims[ledger.claims["source_id"] == source_id]
    found = []
    for claim in rows.to_dict("records"):
        for reading in ("literal", "narrow"):
            vague = ranges.phrase_reading(claim["wording"], claim["unit"], ledger.readings, reading)
            if vague is not None and vague["reading"] == reading:
                value = ranges.of_claim(claim, ledger.readings, reading)
                found.append([claim["wording"], reading, ranges.describe(value, claim["unit"]), vague["basis"]])
    return pd.DataFrame(found, columns=["wording", "reading", "as_read", "basis"])


def both_readings(ledger, source_id):
    """Return one source's figures but plans, a row a reading where the readings differ.

    Returns
    -------
    pandas.DataFrame
        Columns ``wording``, ``asserted_by``, ``reading``, ``value`` (Range), ``unit``.
    """
    claims = ledger.claims
    drawn = claims["use"].ne("excluded") & claims["bound"].ne("unstated") & claims["status"].ne("planned")
    rows = claims[(claims["source_id"] == source_id) & drawn]
    found = []
    for claim in rows.to_dict("records"):
        literal, narrow = (ranges.of_claim(claim, ledger.readings, name) for name in ("literal", "narrow"))
        found.append([claim["wording"], claim["asserted_by"], "literal", literal, claim["unit"]])
        if narrow != literal:
            found.append([claim["wording"], claim["asserted_by"], "narrow", narrow, claim["unit"]])
    return pd.DataFrame(found, columns=["wording", "asserted_by", "reading", "value", "unit"])


def timeline(ledger, source_id, reading="literal", published=None):
    """Return one source's dated events: wording → rule → EDTF → first and last day.

    Parameters
    ----------
    ledger : Ledger
    source_id : str
    reading : {"literal", "narrow"}
    published : datetime.date, optional
        Another publication day to read the phrases from.

    Returns
    -------
    pandas.DataFrame
        Columns ``event_id``, ``side``, ``effect``, ``title``, ``wording``,
        ``rule``, ``edtf``, ``earliest``, ``latest`` (ISO days, blank where
        open), ``asserted_by``, ``locator``, ``use``, ``same_as``, ``note``.
    """
    rows = ledger.events[ledger.events["source_id"] == source_id]
    if published is None and (~rows["rule"].isin(dates.GIVEN)).any():
        published = dates.publication_day(ledger.source(source_id))
    return _read_events(rows, published, ledger.readings, reading)


def record(ledger, source_id):
    """Return the events that other sources date, with the day each is known to."""
    rows = ledger.events[(ledger.events["source_id"] != source_id) & ledger.events["rule"].eq("as-recorded")]
    return _read_events(rows, None, ledger.readings, "literal")


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


def contradictions(ledger, measures, reading="literal"):
    """Return the contradictions on some measures: both asserters, both figures, and why they differ.

    Parameters
    ----------
    ledger : Ledger
    measures : sequence of str
    reading : {"literal", "narrow"}

    Returns
    -------
    pandas.DataFrame
        Columns ``quantity``, ``one``, ``other`` (asserter, figure, period in
        words), ``reason``, ``sentence`` (blank where the reading makes
        a pair that the ledger has no sentence for), ``claim_a``, ``claim_b``.
    """
    claims = ledger.claims[ledger.claims["measure"].isin(measures)]
    found = find(claims, ledger.readings, reading)
    by_id = claims.set_index("claim_id", drop=False)

    def tell(claim_id):
        claim = by_id.loc[claim_id]
        value = ranges.describe(ranges.of_claim(claim, ledger.readings, reading), claim["unit"])
        return f"{claim['asserted_by']}: {value} ({dates.in_words(claim['period'])})"

    found = found.merge(ledger.contradictions, how="left", on=["claim_a", "claim_b"]).fillna("")
    quantity = found["measure"] + ", " + found["place"] + ", " + found["population"]
    told = {"one": found["claim_a"].map(tell), "other": found["claim_b"].map(tell)}
    return found.assign(quantity=quantity, **told)[["quantity", *told, "reason", "sentence", "claim_a", "claim_b"]]


def in_words(table, unit, columns=("value",)):
    """Return a table whose Range columns are written out, each with its ends beside it.

    Parameters
    ----------
    table : pandas.DataFrame
    unit : str or sequence of str
        Unit of the ranges, one for all or one a row.
    columns : sequence of str
        The columns that hold Ranges or None.
    """
    table = table.copy()
    units = [unit] * len(table) if isinstance(unit, str) else list(unit)
    for column in columns:
        values = table[column]
        at = table.columns.get_loc(column) + 1
        for side in ("high", "low"):
            table.insert(at, f"{column}_{side}", [end(value, side) for value in values])
        table[column] = [
            ranges.describe(value, unit) if value is not None else "" for value, unit in zip(values, units)
        ]
    return table


def single_counts(ledger, levels):
    """Return the counts of `shift.levels` that belong to no pair, and the last pair's."""
    paired = ledger.claims[ledger.claims["pair"] != ""]["claim_id"]
    in_pair = levels["claim_id"].isin(paired)
    last = levels.index[in_pair][-1:]
    return levels[~in_pair | levels.index.isin(last)].reset_index(drop=True)


def derived(*entries):
    """Return the derived quarters of some tables of `shift.entries`, with what they rest on."""
    table = pd.concat(entries, ignore_index=True)
    table = table[table["kind"] == "derived"]
    words = [ranges.describe(value, "crossings") for value in table["value"]]
    return table[["quarter", "population"]].assign(crossings=words, rests_on=trace(table))


def grades(ledger, table, columns=("value",)):
    """Return the reliability grades of the sources behind each row's Ranges, worst last, as one text a row."""
    grade = ledger.sources.set_index("source_id")["reliability"]
    return [
        " ".join(
            sorted({grade[source] for source in origins(*(row[column] for column in columns)) if source in grade.index})
        )
        for row in table.to_dict("records")
    ]


def trace(table, columns=("value",)):
    """Return the claims and assumptions behind each row's Ranges, as one text a row."""
    return [
        " + ".join(dict.fromkeys(step for column in columns if row[column] is not None for step in row[column].trace))
        for row in table.to_dict("records")
    ]


def sources(ledger, source_ids):
    """Return the sources by id: grade, publisher, date, title, address, note."""
    wanted = ledger.sources[ledger.sources["source_id"].isin(set(source_ids))]
    columns = ["source_id", "reliability", "producer", "published", "title", "url", "note"]
    return wanted[columns].reset_index(drop=True)


def origins(*values):
    """Return the ids of the sources that some Ranges rest on, in order of use; None is passed over."""
    steps = [step for value in values if value is not None for step in value.trace]
    return list(dict.fromkeys(step.split("/")[0] for step in steps))


def source_line(ledger, source_ids, most=12):
    """Return the publishers of some sources as one line for under a chart."""
    found = ledger.sources.set_index("source_id")["producer"].reindex(list(dict.fromkeys(source_ids))).dropna()
    names = list(dict.fromkeys(found))
    said = ", ".join(names[:most])
    more = f"{said} and {len(names) - most} more; every claim names its source in data/claims.csv"
    return said if len(names) <= most else more


def between(events, start, end):
    """Return the events, as from `timeline` or `record`, that some day of a span (ISO days) may hold."""
    late = events["latest"].where(events["latest"] != "", "9999")
    return events[(events["earliest"] <= end) & (late >= start)]


def end(value, side):
    """Return the ``low`` or ``high`` end of a Range as a float, NaN where it is missing."""
    if value is None:
        return math.nan
    number = getattr(value, side)
    return math.nan if math.isinf(number) else float(number)


def _read_events(rows, published, phrases, reading):
    read = [dates.read_event(row, published, phrases, reading) for row in rows.to_dict("records")]
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
