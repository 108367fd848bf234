"""A look at one row: the row beside its sources, what its seal says, and a new seal."""

import csv
import difflib
from dataclasses import dataclass

from analysis.ledger import csvs, package, seals
from analysis.ledger.errors import ParameterError

TIMES = {"0": "never", "1": "once", "2": "twice"}


@dataclass(frozen=True)
class Look:
    """One row, and its seal.

    Attributes
    ----------
    table, row_id : str
    schema : dict
    path : str
        File of the row below the ledger's folder; where the row was deleted, blank.
    line : int
    row : dict of str to str
        Empty where the row was deleted.
    home : str
        File of the seal.
    sealed : dict of str to str
        The row of ``reviews.csv``; empty where there is none.
    """

    table: str
    row_id: str
    schema: dict
    path: str
    line: int
    row: dict
    home: str
    sealed: dict


def find(tables, row_id, name=""):
    """Return the Look at one row.

    Parameters
    ----------
    tables : dict of str to package.Table
    row_id : str
    name : str
        Of its table; needed where several hold the id.

    Raises
    ------
    ParameterError
        If no row has the id, or several have.
    """
    known = seals.known(tables)
    if name and name not in tables.keys() - {seals.TABLE}:
        raise ParameterError(f"--table: {name!r} given, allowed: {', '.join(sorted(tables.keys() - {seals.TABLE}))}")
    owners = [one for one in known.get(row_id, []) if name in ("", one)]
    if not owners:
        near = difflib.get_close_matches(row_id, [one for one in known if not name or name in known[one]], 1, 0)
        nearest = f"; nearest: {near[0]!r}" if near else "; it has no row"
        raise ParameterError(f"no row {'of ' + name + ' ' if name else ''}has the id {row_id[:100]!r}{nearest}")
    if len(owners) > 1:
        raise ParameterError(f"{row_id!r} stands in {' and '.join(owners)}: name one with --table")
    (name,) = owners
    table = tables[name]
    at = [i for i, row in enumerate(seals.rows(table)) if seals.key(table.schema, row) == row_id]
    if len(at) > 1:
        places = " and ".join(f"{table.path[i]} line {table.line[i]}" for i in at)
        raise ParameterError(f"{row_id!r} stands twice: {places}; delete one first")
    path, line = (table.path[at[0]], table.line[at[0]]) if at else ("", 0)
    row = table.text.iloc[at[0]].to_dict() if at else {}
    reviews = tables[seals.TABLE]
    found = [
        (file, sealed)
        for file, sealed in zip(reviews.path, seals.rows(reviews))
        if (sealed["table"], sealed["row_id"]) == (name, row_id) and (not path or file == seals.home(path))
    ]
    home, sealed = found[0] if found else (seals.home(path), {})
    return Look(name, row_id, table.schema, path, line, row, home, sealed)


def describe(look, tables):
    """Return lines for a person: where the row stands, its cells, the sources behind it, and what the seal says."""
    lines = [f"{look.path} line {look.line}" if look.row else f"{look.table}: {look.row_id}"]
    lines += [f"  {column}: {value}" for column, value in look.row.items() if value]
    lines += _sources(look, tables)
    return [*lines, state(look)]


def state(look):
    """Return a sentence on what the seal says."""
    if not look.sealed:
        return "Nobody has looked at this row yet."
    seen = f"It was looked at {times(look.sealed['looks'])}, last on {look.sealed['last_look']}"
    if not look.row:
        return f"{seen}. It was deleted since."
    if not seals.change(look.table, look.path, look.schema, look.row, look.sealed):
        return f"{seen}. No fact has changed since."
    now = seals.seal(look.table, look.path, look.schema, look.row, look.sealed["looks"], look.sealed["last_look"])
    columns = seals.changed_columns(look.schema, now["by_column"], look.sealed["by_column"])
    return f"{seen}. Changed since: {', '.join(columns) or 'its file, its columns or the seal itself'}."


def times(looks):
    """Return a count of looks in words: never, once, twice, 3 times."""
    return TIMES.get(str(looks), f"{looks} times")


def renewed(look, day):
    """Return the seal after one more look; None for a row that was deleted.

    Looks at other facts do not count: a row that has changed starts again at one.

    Parameters
    ----------
    look : Look
    day : str
        Of the look, ISO.
    """
    if not look.row:
        return None
    same = look.sealed and not seals.change(look.table, look.path, look.schema, look.row, look.sealed)
    looks = int(look.sealed["looks"]) + 1 if same else 1
    new = seals.seal(look.table, look.path, look.schema, look.row, looks, day)
    return new | {"note": look.sealed.get("note", "")}


def write(folder, look, new):
    """Put a new seal behind that of the row before, as the rows stand; at the end of its table if no row there has one.

    Parameters
    ----------
    folder : pathlib.Path
        The ledger's.
    look : Look
    new : dict of str to str, or None
        As from `renewed`; None takes the seal away.

    Raises
    ------
    LedgerError
        If the file cannot be written.
    """
    path = folder / look.home
    tables = package.read(folder)
    columns = [field["name"] for field in tables[seals.TABLE].schema["fields"]]
    with csvs.alone(path.parent):  # two reviews at once must not lose a seal
        rows = []
        if path.exists():
            with path.open(newline="", encoding="utf-8-sig") as file:
                rows = list(csv.DictReader(file))
        rows = [row for row in rows if (row["table"], row["row_id"]) != (look.table, look.row_id)]
        if new:
            rows.insert(_place(tables[look.table], look, rows), new)
        csvs.write(path, columns, rows)


def _place(table, look, sealed):
    """Return where a seal goes among the others of its file: behind that of the row before, else before those of its table."""
    at = {row["row_id"]: i for i, row in enumerate(sealed) if row["table"] == look.table}
    ids = [seals.key(table.schema, row) for row in seals.rows(table)]
    before = [at[one] for one in ids[: ids.index(look.row_id)] if one in at]
    return before[-1] + 1 if before else min(at.values(), default=len(sealed))


def _sources(look, tables):
    """Return a line for each claim, event and source that the row names: wording, title, address."""
    rows = {}
    for name in ("claims", "events", "sources"):
        text = tables[name].text
        rows[name] = dict(zip(text.iloc[:, 0], text.to_dict("records")))
    named = [value for value in dict.fromkeys(look.row.values()) if value]
    lines, sources = [], []
    for value in named:
        told = rows["claims"].get(value) or rows["events"].get(value)
        if told and value != look.row_id:
            lines.append(f"  {value} says: “{told['wording']}”, paragraph {told['locator']}")
        sources += [told["source_id"]] if told else [value] if value in rows["sources"] else []
    for source_id in dict.fromkeys(sources):
        source = rows["sources"].get(source_id, {"producer": "unknown", "title": "", "url": ""})
        lines.append(f"  source {source_id}: {source['producer']}, {source['title']}: {source['url']}")
    return lines
