"""What one source claims, in which words, and what the readings of those words change."""

import pandas as pd

from analysis.ledger import seals
from analysis.ledger.readings import READINGS, SPELLED, numerals


def of_source(book, source_id, excluded=True):
    """Return what one source claims, with the range that its words allow.

    Parameters
    ----------
    book : Ledger
    source_id : str
    excluded : bool
        Whether to keep claims that are kept out of charts and sums.

    Returns
    -------
    pandas.DataFrame
        Columns ``claim_id``, ``wording``, ``value`` (Range, in ``unit``),
        ``unit``, ``bound``, ``asserted_by``, ``measure``, ``place``, ``period``
        (EDTF), ``locator`` (paragraph), ``use``, ``looks`` (how often
        the row was held against its source, as text), ``note``.
    """
    rows = book.claims[book.claims["source_id"] == source_id]
    if not excluded:
        rows = rows[rows["use"] != "excluded"]
    looks = seals.looks(book.reviews, "claims", rows["claim_id"]).astype(str)
    rows = rows.assign(value=book.ranges(rows), looks=looks)
    columns = ["claim_id", "wording", "value", "unit", "bound", "asserted_by"]
    return rows[columns + ["measure", "place", "period", "locator", "use", "looks", "note"]].reset_index(drop=True)


def of_the_record(book):
    """Return every claim of the ledger: who said what, when, where, and why a claim is in no chart.

    Parameters
    ----------
    book : Ledger

    Returns
    -------
    pandas.DataFrame
        Columns ``claim_id``, ``asserted_by``, ``wording``, ``value`` (Range, in
        ``unit``), ``unit``, ``measure``, ``place``, ``population``, ``period``,
        ``status``, ``reliability``, ``origin_id``, ``use``, ``withdrawn`` (day, blank
        where it stands), ``note`` (why it is left out, or what it does not say).
    """
    rows = pd.concat([book.claims, book.withdrawn], ignore_index=True)
    about = book.sources.set_index("source_id")
    rows = rows.assign(
        value=book.ranges(rows),
        reliability=rows["source_id"].map(about["reliability"]),
        withdrawn=rows["withdrawn"].where(rows["withdrawn"] != "", rows["source_id"].map(about["withdrawn"])),
    )
    columns = ["claim_id", "asserted_by", "wording", "value", "unit", "measure", "place", "population", "period"]
    return rows[columns + ["status", "reliability", "origin_id", "use", "withdrawn", "note"]]


def events_of_the_record(book):
    """Return every event of the ledger: who dates what, how, and to which day."""
    columns = ["event_id", "asserted_by", "title", "side", "effect", "wording", "rule", "date", "use", "note"]
    return pd.concat([book.events, book.withdrawn_events], ignore_index=True)[columns]


def sources_of_the_record(book):
    """Return every source of the ledger, and how many claims and events are taken from it."""
    taken = [
        table["source_id"].value_counts() for table in (book.claims, book.withdrawn, book.events, book.withdrawn_events)
    ]
    counts = pd.concat(taken).groupby(level=0).sum()
    columns = [
        "source_id",
        "reliability",
        "kind",
        "producer",
        "title",
        "published",
        "accessed",
        "language",
        "url",
        "note",
    ]
    table = book.sources[columns]
    return table.assign(rows_taken=table["source_id"].map(counts).fillna(0).astype(int))


def vague_words(book, source_id):
    """Return one source's vague figures in each of their readings, with the reason for each.

    Returns
    -------
    pandas.DataFrame
        Columns ``wording``, ``reading``, ``value`` (Range, in ``unit``), ``unit``,
        ``basis``; only claims whose words have a row in ``readings.csv``.
    """
    rows = book.claims[book.claims["source_id"] == source_id]
    found = []
    for claim in rows.to_dict("records"):
        for reading in READINGS:
            vague = book.readings.by(reading).of_phrase(claim["wording"], claim["unit"])
            if vague is not None and vague["reading"] == reading:
                value = book.by(reading).range(claim)
                found.append([claim["wording"], reading, value, claim["unit"], vague["basis"]])
    return pd.DataFrame(found, columns=["wording", "reading", "value", "unit", "basis"])


def both_readings(book, source_id):
    """Return the figures of one source that can be drawn; a row a reading where the readings differ.

    Plans, alleged orders, excluded claims and words that set no bound are left out.

    Returns
    -------
    pandas.DataFrame
        Columns ``claim_id``, ``wording``, ``asserted_by``, ``reading``, ``value``
        (Range, in ``unit``), ``unit``.
    """
    claims = book.claims
    drawn = (
        claims["use"].ne("excluded") & claims["bound"].ne("unstated") & ~claims["status"].isin(["planned", "alleged"])
    )
    rows = claims[(claims["source_id"] == source_id) & drawn]
    found = []
    for claim in rows.to_dict("records"):
        literal, narrow = (book.by(reading).range(claim) for reading in READINGS)
        for reading, value in (("literal", literal), ("narrow", narrow))[: 1 + (narrow != literal)]:
            found.append([claim["claim_id"], claim["wording"], claim["asserted_by"], reading, value, claim["unit"]])
    return pd.DataFrame(found, columns=["claim_id", "wording", "asserted_by", "reading", "value", "unit"])


def counts(book, source_id):
    """Return how many figures a source gives, excluded ones aside, by what their words say.

    Returns
    -------
    dict of str to int
        ``figures``, of which ``numbers`` are printed as numbers (in digits or
        spelled), ``vague`` are words that set a bound, ``unbounded`` words that
        set none.
    """
    rows = of_source(book, source_id, excluded=False)
    unbounded = rows["bound"] == "unstated"
    numbers = ~unbounded & pd.Series([bool(numerals(wording)) for wording in rows["wording"]], dtype=bool)
    return {
        "figures": len(rows),
        "numbers": int(numbers.sum()),
        "vague": int((~unbounded & ~numbers).sum()),
        "unbounded": int(unbounded.sum()),
    }


def summary(book, source_id):
    """Return one or two sentences: how many of a source's figures are numbers, how many could not be wrong."""
    found, name = counts(book, source_id), called(book, source_id)
    if not found["figures"]:
        return f"{name.capitalize()} gives no figure that is used here."
    numbers = f"{_how_many_are_numbers(found['numbers'], found['figures'], name)}."
    if not found["unbounded"]:
        return numbers
    rows = of_source(book, source_id, excluded=False)
    example = rows.loc[rows["bound"] == "unstated", "wording"].iloc[0]
    if found["unbounded"] == 1:
        return f"{numbers} The words “{example}” set no bound, so no count could contradict them."
    many = spelled(found["unbounded"]).capitalize()
    return f"{numbers} {many} are words such as “{example}” that no count could contradict."


def left_out(book, source_id):
    """Return a sentence on how many of a source's figures are kept out of charts and sums; "" if none is."""
    rows = of_source(book, source_id)
    out = int((rows["use"] == "excluded").sum())
    if not out:
        return ""
    verb, note = ("is", "its note says") if out == 1 else ("are", "their notes say")
    many = "The only figure" if len(rows) == 1 else f"{spelled(out).capitalize()} of these {spelled(len(rows))} figures"
    return f"{many} {verb} kept out of charts and sums; {note} why."


def what_readings_change(book, source_id):
    """Return a sentence on how many of a source's figures depend on how vague words are read."""
    figures = counts(book, source_id)["figures"]
    table = both_readings(book, source_id)
    moved = table.loc[table["reading"] == "narrow", "wording"].tolist()
    name = called(book, source_id)
    if not moved:
        return f"No figure of {name} changes with the reading."
    if figures == 1:
        return f"The reading changes {name}'s only figure, “{moved[0]}”."
    named = f": “{moved[0]}”" if len(moved) == 1 else ""
    return f"The reading changes {spelled(len(moved))} of {name}'s {spelled(figures)} figures{named}."


def called(book, source_id):
    """Return what a sentence calls a source: "the article" if it is under test, else "the source"."""
    return "the article" if source_id in book.articles else "the source"


def spelled(number):
    """Return a count as prose writes it: spelled out up to ten, in digits above."""
    return SPELLED[number] if 0 <= number < len(SPELLED) else f"{number:,}"


def _how_many_are_numbers(numbers, figures, name):
    """Return "Only two of the article's ten figures are numbers", without the stop, for any two counts."""
    if figures == 1:
        return f"{name.capitalize()}'s only figure is {'' if numbers else 'not '}a number"
    if numbers == figures:
        every = "Both" if figures == 2 else f"All {spelled(figures)}"
        return f"{every} of {name}'s figures are numbers"
    if numbers == 0:
        return f"None of {name}'s {spelled(figures)} figures is a number"
    many = f"Only {spelled(numbers)}" if 2 * numbers < figures else spelled(numbers).capitalize()
    return f"{many} of {name}'s {spelled(figures)} figures {'is a number' if numbers == 1 else 'are numbers'}"
