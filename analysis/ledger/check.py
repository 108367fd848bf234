"""The full check of the ledger: its own rules, Frictionless, wordings against bounds and dates, contradictions, seals."""

import re
from pathlib import Path

from analysis import DATA
from analysis.ledger import book as books
from analysis.ledger import contradictions, dates, package, quarters, readings
from analysis.ledger import seals as sealing
from analysis.ledger.errors import cut


def problems(folder=DATA, seals=False):
    """Return every problem of a ledger as one line naming file, row and column.

    Parameters
    ----------
    folder : path
    seals : bool
        Whether every row must be as it was when it was last looked at.

    Returns
    -------
    list of str

    Raises
    ------
    LedgerError
        If the package or a table cannot be read at all.
    """
    folder = Path(folder)
    # What the ledger's own rules name already, Frictionless need not name again.
    found = books.problems(folder) or frictionless_problems(folder)
    if not found:
        tables = package.read(folder)
        found = [located(line, tables) for line in book_problems(books.read(folder))]
        found += sealing.faults(tables) if seals else []
    return [cut(line) for line in found]


def book_problems(book):
    """Return what is wrong with a ledger whose tables are sound each by itself."""
    return (
        quarters.faults(book)
        + readings.faults(book.claims, book.readings)
        + dates.faults(book.events, book.sources, book.readings)
        + contradictions.faults(book)
    )


def located(line, tables):
    """Return a line on claims or events with the file and the number of the line where each stands.

    Parameters
    ----------
    line : str
        Such as ``claims.csv, ID: …`` or ``contradictions.csv has no row for ID and ID, …``.
    tables : dict of str to package.Table
    """
    begins = re.match(r"(claims|events)\.csv, ([^\s,:]+)", line)
    if begins:
        name, one = begins.groups()
        where = _places(tables[name], one)
        return where + line[len(name) + 4 :] if where else line
    both = re.search(r"(\S+/\S+) and (\S+/[^\s,]+)", line) if line.startswith("contradictions.csv") else None
    if not both:
        return line
    where = _places(tables["contradictions"], *both.groups())
    line = line.replace("contradictions.csv", where) if where else line
    return f"{line}; they stand in {' and '.join(_places(tables['claims'], one) for one in both.groups())}"


def _places(table, *key):
    """Return the file and the line of the row that begins with some cells; blank if there is none."""
    rows = table.text.iloc[:, : len(key)].to_numpy().tolist()
    return f"{table.path[rows.index([*key])]} line {table.line[rows.index([*key])]}" if [*key] in rows else ""


def frictionless_problems(folder):
    """Return what Frictionless finds wrong with the tables, those of the articles joined to the record's."""
    # Frictionless takes long to import and no other command needs it.
    from frictionless import Package, system

    resources = []
    for name, table in package.read(folder).items():
        rows = [list(table.text.columns), *table.text.to_numpy().tolist()]
        resources.append({"name": name, "data": rows, "schema": table.schema})
    with system.use_context(trusted=True):
        report = Package.from_descriptor({"name": "ledger", "resources": resources}).validate()
    found = [f"datapackage.json: {error.message}" for error in report.errors]
    for task in report.tasks:
        found += [f"{task.name}.csv: {error.message}" for error in task.errors]
    return found
