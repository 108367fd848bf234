"""The full check of the ledger: its own rules, Frictionless, wordings against bounds and dates, contradictions, seals."""

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
        found = book_problems(books.read(folder)) + (sealing.faults(package.read(folder)) if seals else [])
    return [cut(line) for line in found]


def book_problems(book):
    """Return what is wrong with a ledger whose tables are sound each by itself."""
    return (
        quarters.faults(book)
        + readings.faults(book.claims, book.readings)
        + dates.faults(book.events, book.sources, book.readings)
        + contradictions.faults(book)
    )


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
