"""Read the tables that ``data/datapackage.json`` describes, and apply its schemas.

The package names the tables of the record and of the scenario as its
resources. Under ``articles`` it names the tables that each folder of
``data/articles/`` may hold; one with the name of a resource adds rows to it.
"""

import csv
import io
import re
from dataclasses import dataclass

import pandas as pd

from analysis.ledger.description import describe
from analysis.ledger.errors import LedgerError, cut

MOST = 10_000  # characters of a cell
LONGEST_ID = 120  # characters: it names a page, and a line on it must stay readable
# Beyond them a figure is no count, no sum and no share, and arithmetic loses its digits.
LARGEST, SMALLEST = 1e18, 1e-6
QUOTED = re.compile(r'(?:(?<=,)|^)"(?:[^"]|"")*"(?=,|\r?\n|$)')
# By type of column: what a number looks like, and how to say so.
NUMBERS = {
    "number": (
        r"(?:0|[1-9]\d*)(?:\.\d+)?",
        "must be a plain number of zero or more, such as 1500 or 0.5; what is below zero says so in its measure",
    ),
    "integer": (r"[1-9]\d{0,8}", "must be a whole number of one or more, such as 2"),
}
# Control characters, spaces of other widths, marks without a width, fillers, private characters and tags.
UNSEEN = (
    "[\x00-\x1f\x7f-\xa0\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2000-\u200f\u2028-\u202f\u205f-\u206f\u2800"
    "\u3000\u3164\ue000-\uf8ff\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff]|^ | $"
)
MARK = r"\]\(claim:"  # what stands behind a number in a sentence of ours, and would be a link there


@dataclass(frozen=True)
class Table:
    """One table as text, with where each row stands.

    Attributes
    ----------
    text : pandas.DataFrame
        Every cell as it is written; rows numbered from 0.
    path : list of str
        File of each row, below the package's folder.
    line : list of int
        Line of each row in its file.
    schema : dict
        As in ``datapackage.json``.
    """

    text: pd.DataFrame
    path: list
    line: list
    schema: dict

    def fault(self, row, column, allowed):
        """Return one line that names file, line, column and value of a row, and what is allowed."""
        value = self.text[column][row]
        found = f"found {cut(repr(value), 100)}, " if value else "blank, "
        return f"{self.path[row]} line {self.line[row]}, column {column}: {found}{allowed}"

    def faults(self, wrong, column, allowed):
        """Return `fault` for each row where ``wrong`` (bool, one a row) is true."""
        return [self.fault(row, column, allowed) for row, bad in enumerate(wrong) if bad]


def read(folder, articles=None):
    """Return the tables of a package by name.

    Parameters
    ----------
    folder : pathlib.Path
        Holds ``datapackage.json``.
    articles : collection of str, optional
        The folders of articles to read; by default all.

    Returns
    -------
    dict of str to Table

    Raises
    ------
    LedgerError
        If the package or one of its files cannot be read as what it is.
    """
    package = describe(folder)
    schemas = {resource["name"]: resource["schema"] for resource in package["resources"]}
    parts = {name: [] for name in schemas}
    for resource in package["resources"]:
        parts[resource["name"]].append(resource["path"])
    for table in package["articles"]:
        name, schema = table["name"], table["schema"]
        schemas.setdefault(name, schemas.get(schema) if isinstance(schema, str) else schema)
        found = sorted(folder.glob(f"articles/*/{table['path']}"))
        found = [path for path in found if articles is None or path.parent.name in articles]
        parts.setdefault(name, []).extend(path.relative_to(folder).as_posix() for path in found)
    return {name: _table(folder, paths, schemas[name]) for name, paths in parts.items()}


def typed(table):
    """Return a table with its columns in the types of its schema, and its faults.

    Returns
    -------
    pandas.DataFrame
        Text columns hold ``str``, number columns ``float`` (NaN where blank).
    list of str
        One line for each cell that the schema forbids.
    """
    text, faults, columns = table.text, [], {}
    for field in table.schema["fields"]:
        name, rules = field["name"], field.get("constraints", {})
        column = text[name]
        filled = column != ""
        if column.str.contains(f"{UNSEEN}|{MARK}").any():
            unseen, mark = column.str.contains(UNSEEN), column.str.contains(MARK)
            faults += table.faults(unseen, name, "must hold no invisible character and no space at either end")
            faults += table.faults(mark, name, "must not hold “](claim:”, which would be a link")
        if name in table.schema["primaryKey"]:
            faults += table.faults(column.str.len() > LONGEST_ID, name, f"at most {LONGEST_ID} characters name a row")
        if rules.get("required"):
            allowed = f"; allowed: {', '.join(rules['enum'])}" if "enum" in rules else ""
            faults += table.faults(~filled, name, f"must not be blank{allowed}")
        if "enum" in rules:
            faults += table.faults(filled & ~column.isin(rules["enum"]), name, f"allowed: {', '.join(rules['enum'])}")
        if "pattern" in rules:
            fits = column.map(lambda value, rule=re.compile(rules["pattern"]): bool(rule.fullmatch(value))).astype(bool)
            allowed = "at most eight words" if name == "wording" else f"must match {rules['pattern']}"
            faults += table.faults(filled & ~fits, name, allowed)
        if rules.get("unique"):
            faults += table.faults(filled & column.duplicated(), name, "must be unique")
        columns[name] = column
        if field["type"] in NUMBERS:
            pattern, allowed = NUMBERS[field["type"]]
            plain = column.str.fullmatch(pattern)
            faults += table.faults(filled & ~plain, name, allowed)
            columns[name] = numbers = column.where(plain).astype(float)
            extreme = (numbers > LARGEST) | ((numbers != 0) & (numbers < SMALLEST))
            faults += table.faults(extreme, name, f"must be 0, or from {SMALLEST:g} to {LARGEST:g}")
    key = table.schema["primaryKey"]
    if len(key) > 1:
        faults += table.faults(text.duplicated(key), key[-1], f"the same {' and '.join(key)} stand above")
    return pd.DataFrame(columns), faults


def broken_links(tables, beside=""):
    """Return a line for each cell that names a row which no table holds; rows of the article ``beside`` were not read."""
    faults = []
    for name, table in tables.items():
        for key in table.schema.get("foreignKeys", []):
            (column,), other = key["fields"], key["reference"]["resource"] or name
            (target,) = key["reference"]["fields"]
            values = table.text[column]
            missing = (values != "") & ~values.isin(tables[other].text[target])
            missing &= ~values.str.startswith(f"{beside}/") if beside else True
            faults += table.faults(missing, column, f"no such {target} in {other}")
    return faults


def _table(folder, paths, schema):
    columns = [field["name"] for field in schema["fields"]]
    rows, files, lines = [], [], []
    for path in paths:
        for line, row in _rows(folder, path, columns):
            rows.append(row)
            files.append(path)
            lines.append(line)
    # pandas walks through its own text type several times as slowly as through plain objects.
    return Table(pd.DataFrame(rows, columns=columns, dtype=object), files, lines, schema)


def _rows(folder, path, columns):
    """Yield the line and the cells of each row of a CSV, strictly as text."""
    empty, line, raw = True, 0, []
    csv.field_size_limit(10**9)  # of the standard library, which would speak of it in words of its own
    try:
        if (folder / path).is_fifo():
            raise LedgerError(f"{path} cannot be read: it is a pipe")
        written = (folder / path).read_bytes()
        reader = csv.reader(
            _keeping(io.StringIO(written.decode().removeprefix("\ufeff"), newline=""), raw), strict=True
        )
        for row in reader:
            first, line = line + 1, reader.line_num
            if first == 1 and row != columns:
                raise LedgerError(_header_fault(path, row, columns))
            _require_whole(path, first, line, row, columns, "".join(raw))
            raw.clear()
            if first > 1:
                empty = False
                yield line, row
        if not line:
            raise LedgerError(_header_fault(path, [], columns))
    except FileNotFoundError:
        raise LedgerError(f"{path} is missing in {folder}") from None
    except OSError as error:
        raise LedgerError(f"{path} cannot be read: {error.strerror}") from None
    except UnicodeDecodeError as error:
        at = written.count(b"\n", 0, error.start) + 1
        raise LedgerError(
            f"{path} line {at}: not UTF-8 text: {error.reason} at byte {error.start} of the file"
        ) from None
    except csv.Error as error:
        raise LedgerError(f"{path} line {line + 1}: not valid CSV: {error}; look for a stray quote") from None
    if empty and (not path.startswith("articles/") or path.endswith("/source.csv")):
        raise LedgerError(f"{path} holds no rows")


def _keeping(file, raw):
    """Yield the lines of a file, and keep them until they are taken away."""
    for line in file:
        raw.append(line)
        yield line


def _require_whole(path, first, last, row, columns, raw):
    """Raise LedgerError if a row has not all its columns, a quote too many, or a cell that is too long."""
    where = f"{path} line {first}" if first == last else f"{path} lines {first} to {last}"
    if len(row) != len(columns):
        raise LedgerError(
            f"{where}: found {len(row)} fields, need {len(columns)}: a comma too many or too few, or a missing quote"
        )
    if '"' in QUOTED.sub("", raw):
        raise LedgerError(f"{where}: a stray quote; a cell with a quote stands in quotes, each of its own doubled")
    for column, cell in zip(columns, row):
        if len(cell) > MOST:
            raise LedgerError(f"{where}, column {column}: found {len(cell):,} characters, at most {MOST:,} are allowed")


def _header_fault(path, header, columns):
    for position, wanted in enumerate(columns):
        got = header[position] if position < len(header) else "nothing"
        if got != wanted:
            return f"{path} line 1: column {position + 1} is {cut(repr(got), 100)}, must be {wanted!r}"
    return f"{path} line 1: {len(header)} columns, must be {len(columns)}"
