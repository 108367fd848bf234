"""What a person need not type in an article's rows: what may stay open, and how it is completed once they accept it."""

import csv
import difflib
from pathlib import Path

from analysis import DATA
from analysis.audit import drafting
from analysis.ledger import csvs, package, rules, seals, vocabulary

TABLES = ("claims.csv", "events.csv")
OPEN = {  # columns that a person may leave to `accept`, and what then is not known
    "asserted_by": "who says so",
    "measure": "what is counted",
    "unit": "in what unit",
    "place": "where",
    "population": "of which people",
    "period": "when",
}
UNNAMED = "unnamed"  # what is counted, or where, if a figure is held against nothing


def may_stay_open(name, folder=DATA):
    """Return how many of an article's rows leave open a column that `accept` completes: a dict of column to number."""
    home = Path(folder) / "articles" / name
    rows = [row for table in TABLES for row in of_file(home / table) if row["use"] != "excluded"]
    return {column: number for column in OPEN if (number := sum(_is_open(row, column) for row in rows))}


def _is_open(row, column):
    """Return whether a cell is blank and may be: no asserter whom only a person can name, no unit of a measure."""
    needed = {"asserted_by": _is_anothers(row), "unit": bool(row.get("measure"))}
    return row.get(column) == "" and not needed.get(column)


def _is_anothers(row):
    """Return whether somebody speaks in a row whom only a person can name."""
    return drafting.SOMEBODY in row["note"]


def accept(name, folder=DATA, place=""):
    """Complete an article by what follows from its rows: units, terms that are new, and what may stay open.

    A blank unit is the only one that its measure is counted in, in the
    article's other rows or else at all. A blank measure or place is `UNNAMED`,
    and a blank period some day up to publication, or from then on for what is
    planned: that is true whatever it was. A blank asserter is the publisher,
    unless the note says that somebody else speaks, and a blank population all
    that are counted. A figure that is left out needs nothing but the reason.

    Parameters
    ----------
    name : str
    folder : path
    place : str
        Where the figures hold whose place is blank, instead of `UNNAMED`.

    Returns
    -------
    list of str
        What was added, in words.
    """
    home, tables = Path(folder) / "articles" / name, package.read(Path(folder), [name])
    source = next(row for row in seals.rows(tables["sources"]) if row["source_id"] == name)
    published, given = source["published"], _of_record(place, tables["terms"])
    place = given or UNNAMED
    held = {row["row_id"] for row in of_file(home / "reviews.csv") if row["table"] in ("claims", "events")}
    events = of_file(home / "events.csv")
    complete = [row if row["event_id"] in held else _complete_event(row, source) for row in events]
    if complete != events:
        csvs.write(home / "events.csv", list(events[0]), complete)
    path = home / "claims.csv"
    rows = of_file(path)
    counted_in = {measure: set(units) for measure, units in rules.units_of(tables["terms"]).items()}
    used = {}
    for row in rows:
        used.setdefault(row["measure"], set()).update({row["unit"]} - {""})
    said, bare, before = [], [], [dict(row) for row in rows]
    named = [
        old["asserted_by"] != new["asserted_by"] and new["use"] != "excluded" for old, new in zip(events, complete)
    ]
    speak = {"asserted_by": sum(named)}
    for row in (row for row in rows if row["claim_id"] not in held):  # a sealed row is for a person to change
        if row["use"] == "excluded":
            row |= drafting.excluded(published)
        units = used.get(row["measure"]) or counted_in.get(row["measure"], set())
        if row["measure"] and not row["unit"] and len(units) == 1:
            row["unit"] = min(units)
            said.append(f"{row['claim_id']} is counted in {row['unit']}, as {row['measure']} is elsewhere")
        if not row["status"]:
            continue  # a person says first whether it is to come
        open_ended = f"[{published}..]" if row["status"] == "planned" else f"[..{published}]"
        row["period"] = row["period"] or open_ended
        if not row["unit"] and not row["measure"]:
            row["unit"] = "none"
            bare += [f"{row['claim_id']} “{row['wording']}”"] if row["use"] != "excluded" else []
        row |= _asserted(row, source["producer"])
        row |= {
            column: row[column] or value
            for column, value in (("measure", UNNAMED), ("place", place), ("population", "all"))
        }
    said += [f"{len(bare)} figures without a unit: none ({', '.join(bare)})"] if bare else []
    became = {"asserted_by": source["producer"], "measure": UNNAMED, "place": place, "population": "all"}
    became |= {"period": "open: up to publication, or from it on for what is planned"}
    for column, value in became.items():
        left = sum(not old[column] and bool(new[column]) and new["use"] != "excluded" for old, new in zip(before, rows))
        left += speak.get(column, 0)
        said += [f"{left} rows left open {OPEN[column]}: {value}"] if left else []
    if given and not any(not old["place"] and new["place"] for old, new in zip(before, rows)):
        said.append(f"no row has a blank place, so {given} was not written")
    if rows != before:
        csvs.write(path, list(rows[0]), rows)
    return said + [f"new term: {line}" for line in add_terms(name, folder)]


def add_terms(name, folder=DATA):
    """Write the measures, units, places and sides that an article uses and nobody has named yet into its ``terms.csv``.

    Returns
    -------
    list of str
        What was added, in words.
    """
    tables = package.read(Path(folder), [name])
    own = [f"articles/{name}/{table}.csv" for table in ("claims", "events")]
    path = Path(folder) / "articles" / name / "terms.csv"
    found = list(zip(tables["terms"].path, seals.rows(tables["terms"])))
    of_record = {(row["kind"], row["name"]) for where, row in found if not where.startswith("articles/")}
    terms = {(row["kind"], row["name"]): row for row in seals.rows(tables["terms"])}
    before, in_use = {key: dict(row) for key, row in terms.items()}, set()
    for table, column in (("claims", "measure"), ("claims", "place"), ("events", "side")):
        for where, row in zip(tables[table].path, seals.rows(tables[table])):
            key = (column, row[column])
            in_use |= {key} if where in own else set()
            if where not in own or not row[column] or key in of_record or (column == "measure" and not row["unit"]):
                continue
            term = terms.setdefault(
                key, {"kind": column, "name": row[column], "units": "", "at_a_time": "", "color": ""}
            )
            if column == "measure" and row["unit"] not in term["units"].split():
                term["units"] = f"{term['units']} {row['unit']}".strip()
    kept = [row for key, row in terms.items() if key not in of_record and (key in in_use or row["color"])]
    if kept or path.exists():
        csvs.write(path, ["kind", "name", "units", "at_a_time", "color"], kept)
    new = [row for key, row in terms.items() if before.get(key) != row]
    return [
        f"{row['kind']} {row['name']}" + (f", in {row['units']}" if row["units"] else "") + _alike(row, terms)
        for row in new
    ]


def _alike(row, terms):
    """Return a question for a term that is written nearly as another of its kind."""
    others = {name.casefold(): name for kind, name in terms if kind == row["kind"] and name != row["name"]}
    near = difflib.get_close_matches(row["name"].casefold(), list(others), 1, 0.9)
    return f" (the same as {others[near[0]]}?)" if near else ""


def _complete_event(row, source):
    """Return a row of events with its asserter; one that is left out needs nothing but the reason."""
    row = row | _asserted(row, source["producer"])
    if row["use"] != "excluded":
        return row
    other = {"date": source["published"], "rule": "unreadable", "title": row["note"]}
    return row | {column: row[column] or value for column, value in other.items()}


def _asserted(row, publisher):
    """Return the asserter and the note of a row: once a person named who speaks, the note need not ask for it."""
    if row["asserted_by"]:
        return {"note": row["note"].replace(drafting.SOMEBODY, "").strip()}
    return {} if _is_anothers(row) and row["use"] != "excluded" else {"asserted_by": publisher}


def completed(table, row, of_record):
    """Return the columns of a row that nobody must type: `accept` completes them, and takes words of one's own.

    Parameters
    ----------
    table : str
    row : dict of str to str
    of_record : set of str
        The record's measures, which take no other units.
    """
    asserted = [] if row["asserted_by"] or _is_anothers(row) else ["asserted_by"]
    if table == "events":
        own = asserted + (["side"] if row["side"] else [])
        return own + (["asserted_by", "date", "rule", "title"] if row["use"] == "excluded" else [])
    if row["use"] == "excluded":
        return ["measure", "unit", "place", "population", "period", "low", "high", "bound", "status", "asserted_by"]
    free = [column for column in ("measure", "place") if row[column] == row[column].strip()]
    # What a figure is counted in cannot be judged before what is counted.
    own_unit = bool(row["unit"]) and row["measure"] not in of_record and " " not in row["unit"]
    blank = asserted + [column for column in ("period", "population") if not row[column]]
    return free + blank + ["unit"] * (own_unit or not row["measure"])


def of_file(path):
    if not path.exists():
        return []
    with path.open(newline="", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def _of_record(place, terms):
    """Return the record's word for a place that is given by its name, so that one place has one word; else as given."""
    names = [row["name"] for row in seals.rows(terms) if row["kind"] == "place"]
    return next((name for name in names if vocabulary.value("place", name).lower() == place.lower()), place)
