"""Seals: who looked at a row how often, and whether the row has changed since.

A row's facts are all its columns but those of `FREE`. A seal keeps digests of
them, so that no fact changes, goes, or comes in unnoticed. Seals stand beside the rows
they close: those of an article in its folder, all others in the record.
"""

import hashlib
import shlex

import pandas as pd

TABLE = "reviews"
FREE = ("note",)  # columns of free text, which no seal closes
MOST = 20  # lines of one kind
ORDERED = ("judgement/", "scenario/")  # folders of tables whose rows count in their order
SEPARATOR = "\x1f"  # `package.typed` allows it in no cell


def key(schema, row):
    """Return the id of a row (dict): the cells of its table's primary key, with a space between them."""
    return " ".join(row[column] for column in schema["primaryKey"] if row[column])


def rows(table):
    """Return the rows of a `package.Table` as dicts of text."""
    columns = list(table.text.columns)
    return [dict(zip(columns, cells)) for cells in table.text.to_numpy().tolist()]


def facts(schema):
    """Return the names of a table's columns that hold facts, in their order."""
    return [field["name"] for field in schema["fields"] if field["name"] not in FREE]


def home(path):
    """Return the file that holds the seals of a table's file, both below the ledger's folder."""
    folder = path.rsplit("/", 1)[0] if path.startswith("articles/") else "record"
    return f"{folder}/{TABLE}.csv"


def seal(name, path, schema, row, looks, day):
    """Return the seal of a row: one row of ``reviews.csv`` without a note.

    Parameters
    ----------
    name, path : str
        Of the row's table, and of its file below the ledger's folder.
    schema : dict
        As in ``datapackage.json``.
    row : dict
        The row's cells, as text.
    looks : int or str
        How often its facts were looked at.
    day : str
        The last look, ISO.

    Returns
    -------
    dict of str to str
        ``digest`` closes the file's name, looks, day and facts; ``by_column``
        holds four digits for each fact, so that a change can be named. Blank
        cells enter no digest: a new column that is blank changes no seal.
    """
    cells = {column: f"{column}={row[column]}" for column in facts(schema)}
    written = [text for column, text in cells.items() if row[column]]
    return {
        "table": name,
        "row_id": key(schema, row),
        "looks": str(looks),
        "last_look": day,
        "digest": _digest(SEPARATOR.join([path, str(looks), day, *written]), 12),
        "by_column": "".join(_digest(text, 4) for text in cells.values()),
        "note": "",
    }


def faults(tables, new=True):
    """Return a line for each row whose seal does not match, each row without a seal, and each seal without a row.

    Parameters
    ----------
    tables : dict of str to package.Table
    new : bool
        Whether rows without a seal are named.

    Returns
    -------
    list of str
        At most `MOST` lines of one kind, and one that counts the others.
    """
    kinds = {"changed": [], "never": [], "deleted": [], "twice": []}
    sealed, wrong = _sealed(tables[TABLE])
    kinds["twice"] += wrong
    names = known(tables)
    for name, table in tables.items():
        if name == TABLE:
            continue
        seen, moved = {}, _first_moved(table, name, tables[TABLE])
        for number, row in enumerate(rows(table)):
            row_id, path = key(table.schema, row), table.path[number]
            at = f"{path} line {table.line[number]}"
            if row_id in seen:
                kinds["twice"].append(f"{at}: {_short(row_id)} stands there twice, first in {seen[row_id]}")
                continue
            seen[row_id] = at
            found = sealed.pop((home(path), name, row_id), None)
            if found is None and not new:
                continue
            if found is None:
                kinds["never"].append(f"{at}: was never looked at: run {command(names, name, row_id)}")
            elif said := change(name, path, table.schema, row, found):
                kinds["changed"].append(f"{at}{said}: run {command(names, name, row_id)}")
            elif row_id == moved:
                said = "stands elsewhere since it was last looked at, and here the order counts"
                kinds["changed"].append(f"{at}: {_short(row_id)} {said}: run {command(names, name, row_id)}")
    for (file, name, row_id), found in sealed.items():
        if name not in tables:
            kinds["deleted"].append(f"{file} line {found['line']}, column table: no such table {name!r}")
            continue
        since = f"was deleted since it was last looked at ({found['last_look']})"
        said = f"{name}: {_short(row_id)} {since}: put it back, or run {command(names, name, row_id)}"
        kinds["deleted"].append(f"{file} line {found['line']}: {said}")
    return [line for lines in kinds.values() for line in _at_most(lines)]


def _first_moved(table, name, reviews):
    """Return the id of the first row that stands elsewhere than its seal; "" if none does, or the order says nothing."""
    if not all(path.startswith(ORDERED) for path in table.path):
        return ""
    stand = dict.fromkeys(key(table.schema, row) for row in rows(table))
    stood = dict.fromkeys(row["row_id"] for row in rows(reviews) if row["table"] == name)
    both = zip((one for one in stand if one in stood), (one for one in stood if one in stand))
    return next((now for now, then in both if now != then), "")


def change(name, path, schema, row, sealed):
    """Return how a row differs from its seal, to be put behind its place; "" if it does not.

    Parameters
    ----------
    name, path, schema, row
        As for `seal`.
    sealed : dict
        A row of ``reviews.csv``.
    """
    now = seal(name, path, schema, row, sealed["looks"], sealed["last_look"])
    new_columns = len(now["by_column"]) != len(sealed["by_column"])  # and blank, if the digest is the same
    if now["digest"] == sealed["digest"] and (new_columns or now["by_column"] == sealed["by_column"]):
        return ""
    columns = changed_columns(schema, now["by_column"], sealed["by_column"])
    if not columns:
        return f": its seal was changed by hand, or its file renamed, since the last look ({sealed['last_look']})"
    several = "columns" if len(columns) > 1 else "column"
    held = ", ".join(repr(_short(row[column], 40)) for column in columns[:3])
    return (
        f", {several} {', '.join(columns)}: found {held}; changed since it was last looked at ({sealed['last_look']})"
    )


def changed_columns(schema, now, then):
    """Return the columns whose digests differ; none if the seal was made for other columns."""
    columns = facts(schema)
    if now == then or len(now) != len(then):
        return []
    return [column for i, column in enumerate(columns) if now[4 * i : 4 * i + 4] != then[4 * i : 4 * i + 4]]


def known(tables):
    """Return for each id the tables in which it stands, or stood when it was last looked at.

    Returns
    -------
    dict of str to list of str
    """
    found = {}
    for name, table in tables.items():
        if name != TABLE:
            for row in rows(table):
                found.setdefault(key(table.schema, row), {})[name] = True
    for name, row_id in zip(tables[TABLE].text["table"], tables[TABLE].text["row_id"]):
        found.setdefault(row_id, {})[name] = True
    return {row_id: list(names) for row_id, names in found.items()}


def command(names, name, row_id):
    """Return the command that shows a row; it names the table where several hold the id."""
    option = f" --table {name}" if len(names.get(row_id, [])) > 1 else ""
    return f"python -m analysis review {shlex.quote(row_id)}{option}"


def standing(tables, name):
    """Return which seals still close the row they were made for (bool, one a row of ``reviews``).

    Parameters
    ----------
    tables : dict of str to package.Table
    name : str
        Of the one table that is asked about; the seals of all others count as they are.
    """
    sealed, _ = _sealed(tables[TABLE])
    table = tables[name]
    broken = {
        (found["line"], home(path))
        for path, row in zip(table.path, rows(table))
        if (found := sealed.get((home(path), name, key(table.schema, row))))
        and change(name, path, table.schema, row, found)
    }
    return [(line, path) not in broken for line, path in zip(tables[TABLE].line, tables[TABLE].path)]


def looks(reviews, name, ids):
    """Return how often each row of a table was looked at as it is; 0 for one that never was.

    Parameters
    ----------
    reviews : pandas.DataFrame
        As in `Ledger`.
    name : str
        Of the table.
    ids : pandas.Series of str

    Returns
    -------
    pandas.Series of int
    """
    of_table = reviews[reviews["table"] == name]
    return ids.map(pd.Series(of_table["looks"].to_numpy(), of_table["row_id"])).fillna(0).astype(int)


def _sealed(table):
    """Return the seals by file, table and id, each with its line, and a line for each that stands twice."""
    found, wrong = {}, []
    for number, row in enumerate(rows(table)):
        name = (table.path[number], row["table"], row["row_id"])
        at = f"{table.path[number]} line {table.line[number]}"
        if name in found:
            wrong.append(f"{at}: {_short(row['row_id'])} has a seal in line {found[name]['line']} already")
        else:
            found[name] = row | {"line": table.line[number]}
    return found, wrong


def _digest(text, digits):
    return hashlib.sha256(text.encode()).hexdigest()[:digits]


def _short(text, most=120):
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _at_most(lines):
    more = len(lines) - MOST
    if more <= 0:
        return lines
    kind = "more rows like it" if more == 1 else "more rows like these"
    return [*lines[:MOST], f"and {more} {kind}"]
