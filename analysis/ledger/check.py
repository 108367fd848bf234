"""The full check of the ledger: its own rules, Frictionless, wordings against bounds and dates, contradictions, seals."""

import re
from pathlib import Path

from analysis import DATA
from analysis.ledger import book as books
from analysis.ledger import contradictions, dates, description, folders, package, quarters, readings
from analysis.ledger import seals as sealing
from analysis.ledger.errors import cut

LONGEST_EXAMPLE = 100_000  # bytes


def problems(folder=DATA, seals=False, article=None):
    """Return every problem of a ledger as one line naming file, row and column.

    Each article is checked beside the record, without the others. Drafts are
    not checked unless named.

    Parameters
    ----------
    folder : path
    seals : bool
        Whether every row must be as it was when it was last looked at.
    article : str, optional
        The one article to check, a draft too; by default the record and all that are no drafts.

    Returns
    -------
    list of str

    Raises
    ------
    LedgerError
        If the package or a table cannot be read at all.
    """
    folder = Path(folder)
    topic, drafts = folders.topic(folder), folders.drafts(folder)
    others = [name for name in folders.names(folder) if name not in [topic, *drafts]]
    scopes = [topic, *others] if article is None else [article]
    found = (
        []
        if topic in ("", *folders.names(folder)) or article
        else [f"datapackage.json, topic: found {topic!r}; allowed: {', '.join(folders.names(folder))}"]
    )
    found += [
        f"articles/{path.name}: source.csv is missing, so nobody reads the rows there; put it back or delete the folder"
        for path in sorted(folder.glob("articles/*/"))
        if any(path.glob("*.csv")) and path.name not in folders.names(folder)
    ]
    about = description.describe(folder)
    known = {folder / table["path"] for table in about["resources"]}
    of_articles = {table["path"] for table in about["articles"]}
    example = folder / "articles" / "example.txt"
    if topic and not _is_text(example):
        found.append(
            f"articles/{example.name}: must be plain text in UTF-8 of at most 100 kB; 06_audit reads it where no other text is given"
        )
    found += [
        f"{path.relative_to(folder)}: no table of this name, so nobody reads its rows; take it away or name it in {description.FILE}"
        for path in sorted(folder.rglob("*"))
        if path.suffix.lower() == ".csv"
        and path not in known
        and not (path.parent.parent == folder / "articles" and path.name in of_articles)
    ]
    read = {scope: books.checked(folder, source=scope) for scope in scopes}
    found += [line for _, lines in read.values() for line in lines]
    for scope, (book, _) in read.items() if not found else ():
        # Each article beside the record alone: two of them may use one name.
        tables = package.read(folder, [scope])
        # What one check names already, the next need not name again.
        lines = frictionless_problems(tables) or [located(line, tables) for line in book_problems(book, scope != topic)]
        found += lines + (sealing.faults(tables) if seals and not lines else [])
    return [cut(line) for line in dict.fromkeys(found)]


def _is_text(path):
    """Return whether a file holds words in UTF-8, no HTML, and is no larger than an article."""
    try:
        if not path.is_file() or path.stat().st_size > LONGEST_EXAMPLE:
            return False
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return False
    return bool(re.search(r"\w", text)) and not re.search("[\0<]", text)


def book_problems(book, apart=False):
    """Return what is wrong with a ledger whose tables are sound each by itself.

    Parameters
    ----------
    book : Ledger
    apart : bool
        Whether its article may contradict the record without a sentence on why: its verdicts say so.
    """
    return (
        # On an earlier day what was withdrawn since still counts.
        list(dict.fromkeys([*quarters.faults(book), *quarters.faults(books.with_withdrawn(book)[0])]))
        + readings.faults(book.claims, book.readings)
        + dates.faults(book.events, book.sources, book.readings)
        + contradictions.faults(book, silent=book.articles if apart else ())
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


def frictionless_problems(tables):
    """Return what Frictionless finds wrong with tables, each by itself: links are followed by the ledger's own rules.

    Parameters
    ----------
    tables : dict of str to package.Table
    """
    # Frictionless takes long to import and no other command needs it.
    from frictionless import FrictionlessException, Resource, Schema, system

    found = []
    with system.use_context(trusted=True):
        for name, table in tables.items():
            try:
                schema = Schema.from_descriptor(table.schema | {"foreignKeys": []})
            except FrictionlessException as error:
                found += [f"datapackage.json, table {name!r}: {one.message}" for one in error.reasons or [error.error]]
                continue
            rows = [list(table.text.columns), *table.text.to_numpy().tolist()]
            report = Resource(name=name, data=rows, schema=schema).validate()
            found += [f"datapackage.json: {error.message}" for error in report.errors]
            found += [f"{name}.csv: {error.message}" for task in report.tasks for error in task.errors]
    return found
