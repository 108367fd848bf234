"""A table as readers see it: plain headings and values, dates in words, claims by who said what and when."""

import html
import math
import re

import pandas as pd

from analysis.ledger import UnreadableDate, cite, dates, vocabulary, words
from analysis.ledger.ranges import Range

IN_SIGHT = 20  # rows; more are put behind a fold
EDTF = {"period", "date", "edtf", "published", "accessed", "withdrawn", "article", "record", "earliest", "latest", "a_day_earlier"}  # fmt: skip
SAID_BESIDE = {
    "claim_id": "asserted_by",
    "event_id": "title",
    "input": "quantity",
}  # ids, and the words that say the same
FIGURES = ("value", "wording", "as_read", "title")  # what a row says; leads to where its claim or event was seen
GROUPS = {"series", "pair"}  # which rows belong together: for machines
SHARES = ("draws_satisfied", "below_zero")  # of draws: shown as percent
# Inline, because JupyterLab's own rules outrank a class and a stored style is not read.
TEXT, NUMBER = "text-align: left; vertical-align: top", "text-align: right; vertical-align: top"


def for_machines(table, unit=""):
    """Return a table for a CSV file: machine names, EDTF, and the ends of each range in columns beside it.

    Parameters
    ----------
    table : pandas.DataFrame
        May hold Ranges (or None) in any column.
    unit : str
        Unit of the ranges where the table has no column ``unit``.
    """
    return words.written(table, _units(table, unit), _ranges_in(table))


def for_readers(table, unit="", book=None):
    """Return a table's cells as HTML, under plain headings.

    Parameters
    ----------
    table, unit
        As in `for_machines`.
    book : Ledger, optional
        With it, a claim is shown as who said what and when, its id as a tooltip,
        and figures lead to the page on which they were seen.

    Returns
    -------
    pandas.DataFrame
        Escaped text; only http and https addresses become links.
    """
    units, seen, shown = _units(table, unit), cite.addresses(book), _in_sight(table)
    names = _names(book, " ".join(str(cell) for column in shown for cell in table[column]))
    # An id that has no column of its own in sight is what the row's figures lead to.
    own = next((name for name in ("claim_id", "event_id") if name in table and name not in shown), None)
    rows = table[own] if own else [""] * len(table)
    columns = {}
    for column in shown:
        columns[vocabulary.heading(column)] = [
            _cell(column, value, unit, names, seen, row) for value, unit, row in zip(table[column], units, rows)
        ]
    return pd.DataFrame(columns)


def as_html(table, unit="", book=None, caption="", fold=False):
    """Return a table as HTML: the first `IN_SIGHT` rows in sight, the rest, or all of it, behind a fold.

    Parameters
    ----------
    table, unit, book
        As in `for_readers`.
    caption : str
    fold : bool
        Whether no row is in sight.
    """
    plain = for_readers(table, unit, book)
    sides = [_side(table[column]) for column in _in_sight(table)]
    title = f"<caption style='text-align: left'>{html.escape(caption)}</caption>" if caption else ""
    shown = plain.iloc[: 0 if fold else IN_SIGHT]
    rest = plain.iloc[len(shown) :]
    parts = [] if fold and len(rest) else [_grid(shown, sides, title)]
    if len(rest):
        more = f"{caption or 'The table'}: {len(rest)} rows" if fold else f"{len(rest)} more row{'s' * (len(rest) > 1)}"
        parts.append(f"<details><summary>{html.escape(more)}</summary>{_grid(rest, sides, '')}</details>")
    return "".join(parts)


def label(claim, book):
    """Return a claim in words: who said what, of which time."""
    figure = claim["wording"]
    if claim["bound"] != "unstated":
        figure = words.describe(book.range(claim), claim["unit"])
    return f"{claim['asserted_by']}, {words.when(claim['period'])}: {figure}"


def _grid(plain, sides, title):
    head = "".join(
        f'<th scope="col" style="{side}">{html.escape(name)}</th>' for name, side in zip(plain.columns, sides)
    )
    body = "".join(
        "<tr>" + "".join(f'<td style="{side}">{cell}</td>' for cell, side in zip(row, sides)) + "</tr>\n"
        for row in plain.itertuples(index=False)
    )
    body = body or f'<tr><td colspan="{len(plain.columns)}" style="{TEXT}">no row</td></tr>'
    return f'<table class="left">{title}<thead><tr>{head}</tr></thead>\n<tbody>{body}</tbody></table>'


def _in_sight(table):
    """Return the columns to show: the ends of a range stand in the CSV alone where its words stand here."""
    twins = {f"{column}_{side}" for column in table.columns for side in ("low", "high")}
    if {"as_read", "value"} & set(table.columns):
        twins |= {"low", "high"}
    twins |= GROUPS
    twins |= {name for name, words_beside in SAID_BESIDE.items() if words_beside in table.columns}
    if "claims" in table and len(table) > 1 and len(set(table["claims"])) == 1:
        twins.add("claims")  # the same in each row: the CSV has it
    return [column for column in table.columns if column not in twins]


def _side(column):
    return NUMBER if pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column) else TEXT


def _ranges_in(table):
    return [column for column in table.columns if any(isinstance(value, Range) for value in table[column])]


def _units(table, unit):
    if not unit and "unit" in table.columns:
        return table["unit"].tolist()
    return [unit or "none"] * len(table)


def _names(book, said):
    """Return how each id of an event, a reading, an assumption and so on is shown, and of a claim that is in `said`."""
    if book is None:
        return {}
    every = [*book.claims["claim_id"], *book.withdrawn["claim_id"]]
    claims = {name: label(book.row(name), book) for name in every if name in said}
    events = {
        name: f"{who}: {title}"
        for name, who, title in zip(book.events["event_id"], book.events["asserted_by"], book.events["title"])
    }
    origins = dict(zip(book.origins["origin_id"], book.origins["name"]))
    theses = dict(zip(book.theses["thesis_id"], book.theses["short"]))
    table = book.readings.table
    phrases = zip(table["reading_id"], table["phrase"], table["reading"])
    readings = {
        name: f"“{phrase}” read in its {vocabulary.value('reading', how)} sense" for name, phrase, how in phrases
    }
    assumed = {
        name: f"our assumption “{name.split('/')[1].replace('-', ' ')}”" for name in book.assumptions["assumption_id"]
    }
    sources = {
        source["source_id"]: ", ".join(filter(None, [source["producer"], words.when(source["published"])]))
        for source in book.sources.to_dict("records")
    }
    return origins | claims | events | theses | readings | assumed | sources


def _cell(column, value, unit, names, seen, row):
    """Return one cell as HTML; ``row``: the id of the claim or event that the whole row is about, or ""."""
    if isinstance(value, Range):
        ids = [one for one in value.trace if one in seen] if seen else list(value.trace)
        figure = html.escape(words.describe(value, unit or "none"))
        return cite.link(figure, ids or [row], seen) if ids or row else figure
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (int, float)):
        if column in SHARES:
            return html.escape(words.percent(value))
        return f"{value:,.0f}" if float(value).is_integer() or abs(value) >= 1000 else f"{value:,.4g}"
    text = str(value)
    if column in EDTF and text:
        return html.escape(_date(text))
    parts = re.split(r" \+ | ", text)
    if names and all(part in names for part in parts):
        return "<br>".join(_named(part, names, seen) for part in parts)
    if cite.ADDRESS.fullmatch(text):
        address = html.escape(text)
        return f'<a href="{address}" rel="noopener">{address}</a>'
    shown, language = html.escape(vocabulary.value(column, text)), words.language(text)
    shown = f'<span lang="{language}">{shown}</span>' if language else shown
    return cite.link(shown, [row], seen) if row and text and column in FIGURES else shown


def _named(name, names, seen):
    """Return the words for an id: a link to where it was seen if it is a claim, an event or a source."""
    shown = html.escape(names[name])
    return cite.link(shown, [name], seen, name) if name in seen else f'<span title="{html.escape(name)}">{shown}</span>'


def _date(text):
    try:
        dates.bounds(text)
    except UnreadableDate:
        return text
    return words.when(text)
