"""Changes to the ledger's facts, one at a time, on a seed: what a slip of the pen or a bad merge could do."""

import random
import re
from dataclasses import dataclass

from analysis.ledger import moments, package, seals

ROWS = ("deleted", "twice", "added")


@dataclass(frozen=True)
class Mutant:
    """One change.

    Attributes
    ----------
    table, column : str
        What was changed; of a whole row, the column says what was done to it.
    path : str
        File below the ledger's folder.
    text : str
        The whole file after the change.
    was, now : str
        The cell, or the row's id.
    """

    table: str
    column: str
    path: str
    text: str
    was: str
    now: str


def of_ledger(folder, seed, cells, rows, pairs):
    """Return mutants of every table of a ledger.

    Parameters
    ----------
    folder : pathlib.Path
    seed : int
    cells, rows : int
        Mutants of each column, and of each of `ROWS` in each table.
    pairs : int
        Mutants of claims that change a bound and its wording together.

    Returns
    -------
    list of Mutant
    """
    chance = random.Random(seed)
    tables = {name: table for name, table in package.read(folder).items() if len(table.text)}
    made = []
    for name, table in tables.items():
        for column in table.text.columns:
            made += _distinct(lambda n=name, c=column: of_cell(chance, tables, n, c), cells)
        for what in ROWS:
            made += _distinct(lambda n=name, w=what: of_row(chance, tables, n, w), rows)
    return made + _distinct(lambda: of_pair(chance, tables), pairs)


def of_cell(chance, tables, name, column):
    """Return a Mutant of one cell, or None where the change came out as what it was."""
    table, row = tables[name], chance.randrange(len(tables[name].text))
    was = table.text[column][row]
    now = _changed(chance, tables, name, column, was)
    return None if now == was else _with_cells(tables, name, row, column, {column: now})


def of_row(chance, tables, name, what):
    """Return a Mutant in which one row is gone, stands twice, or has a companion of another id."""
    table, row = tables[name], chance.randrange(len(tables[name].text))
    path, cells = table.path[row], table.text.iloc[row].to_dict()
    rows = [list(one) for one in _of_file(table, path)]
    at, row_id = rows.index(list(cells.values())), seals.key(table.schema, cells)
    if what == "deleted":
        del rows[at]
    else:
        key = table.schema["primaryKey"][-1]
        new = cells if what == "twice" else cells | {key: f"{cells[key]}-again"}
        rows.insert(chance.randrange(len(rows) + 1), list(new.values()))
    return Mutant(name, what, path, _as_text(table, rows), row_id, "") if rows else None


def of_pair(chance, tables):
    """Return a Mutant of a claim's bound and of the same number in its wording, or None where it has none there."""
    text = tables["claims"].text
    row = chance.randrange(len(text))
    number = re.search(r"\d+", text["wording"][row])
    side = chance.choice(["low", "high"])
    if not number or not text[side][row]:
        return None
    other = str(int(number.group()) + chance.randrange(1, 50))
    wording = text["wording"][row].replace(number.group(), other, 1)
    scale = float(text[side][row]) / float(number.group()) if float(number.group()) else 1
    bound = f"{int(other) * scale:.15g}"
    point = text["low"][row] == text["high"][row]
    cells = {one: bound for one in ("low", "high") if one == side or point}
    return _with_cells(tables, "claims", row, "bound and wording", cells | {"wording": wording})


def _changed(chance, tables, name, column, was):
    """Return another value such as the column could hold."""
    schema = tables[name].schema
    field = next(one for one in schema["fields"] if one["name"] == column)
    links = [key["reference"] for key in schema.get("foreignKeys", []) if key["fields"] == [column]]
    if "enum" in field.get("constraints", {}):
        return chance.choice(field["constraints"]["enum"])
    if links:
        target = tables[links[0]["resource"] or name].text[links[0]["fields"][0]]
        return chance.choice(["", *target])
    if field["type"] in package.NUMBERS and was:
        factor = chance.choice([10, 1000, 0.1, 0.5, 2])
        return chance.choice([f"{float(was) * factor:.15g}", f"{float(was) + 1:.15g}", ""])
    if field["type"] in package.NUMBERS:
        return str(chance.randrange(1, 10**6))
    digits = [hit.start() for hit in re.finditer(r"\d", was)]
    if digits and ((name, column) in moments.DATES or chance.random() < 0.5):
        at = chance.choice(digits)
        return was[:at] + chance.choice("0123456789") + was[at + 1 :]
    return chance.choice([_words_swapped, _letter_lost, _letter_doubled, _word_added])(chance, was)


def _words_swapped(chance, was):
    words = was.split(" ")
    at = chance.randrange(len(words))
    words[0], words[at] = words[at], words[0]
    return " ".join(words)


def _letter_lost(chance, was):
    at = chance.randrange(len(was) or 1)
    return was[:at] + was[at + 1 :]


def _letter_doubled(chance, was):
    at = chance.randrange(len(was) or 1)
    return was[: at + 1] + was[at:]


def _word_added(chance, was):
    return f"{was} not".strip()


def _with_cells(tables, name, row, column, cells):
    table = tables[name]
    path = table.path[row]
    old = table.text.iloc[row].to_dict()
    rows = [list(one) for one in _of_file(table, path)]
    rows[rows.index(list(old.values()))] = list((old | cells).values())
    was = " ".join(old[one] for one in cells)
    return Mutant(name, column, path, _as_text(table, rows), was, " ".join(cells.values()))


def _of_file(table, path):
    return [row for row, file in zip(table.text.to_numpy().tolist(), table.path) if file == path]


def _as_text(table, rows):
    lines = []
    for row in [list(table.text.columns), *rows]:
        lines.append(",".join(_quoted(cell) for cell in row))
    return "\n".join(lines) + "\n"


def _quoted(cell):
    return '"' + cell.replace('"', '""') + '"' if any(sign in cell for sign in ',"\n\r') else cell


def _distinct(make, count):
    """Return up to so many different mutants; a column of few values has fewer."""
    found = {}
    for _ in range(6 * count):
        one = make() if len(found) < count else None
        if one is not None:
            found.setdefault((one.path, one.was, one.now, one.text), one)
    return list(found.values())
