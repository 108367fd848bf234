"""The full check of the ledger: Frictionless, our own rules, wording against bounds and dates."""

from pathlib import Path

from analysis import ledger, shift
from analysis.ledger import contradictions, dates, ranges


def problems(folder=ledger.DATA):
    """Return every problem of a ledger as one line naming file, row and column.

    Runs the Frictionless validation of ``datapackage.json`` and its tables,
    the ledger's own rules, derives bounds and dates again from the wording, and
    finds the contradictions that no sentence explains.

    Raises
    ------
    LedgerError
        If the package or a table cannot be read at all.
    """
    folder = Path(folder)
    found = ledger.problems(folder)
    # What the ledger's rules name already, Frictionless need not name again.
    found += [] if found else _frictionless_problems(folder)
    if found:
        return found
    book = ledger.read(folder)
    try:
        for population in ("all", "study"):
            shift.entries(book, population=population)
    except ledger.LedgerError as error:
        found.append(str(error))
    return found + ranges.disagreements(book) + dates.disagreements(book) + contradictions.disagreements(book)


def _frictionless_problems(folder):
    # Frictionless takes long to import and no other command needs it.
    from frictionless import Package, system

    with system.use_context(trusted=True):
        report = Package(str(folder / "datapackage.json")).validate()
    found = [error.message for error in report.errors]
    for task in report.tasks:
        found += [f"{task.place}: {error.message}" for error in task.errors]
    return found
