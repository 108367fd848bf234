"""CSV files for readers: no cell is a formula to a spreadsheet, and reading gives back what was written.

A spreadsheet runs a text that begins with ``=``, ``+``, ``-`` or ``@`` (or with
a tab or a line end before them). Such a text is written with an apostrophe in
front, and so is one that begins with apostrophes before such a sign, so that
taking one apostrophe off always gives the text back. Numbers stay as they are.
"""

import contextlib
import csv
import io
import os
import re

import pandas as pd

from analysis.ledger.errors import LedgerError

# The full-width signs are formulas too where such keyboards are used.
RUN = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")


def neutral(value):
    """Return a cell that no spreadsheet runs: a text with an apostrophe in front where it needs one."""
    return f"'{value}" if isinstance(value, str) and RUN.match(value) else value


def original(value):
    """Return the cell that `neutral` was given."""
    return value[1:] if isinstance(value, str) and value.startswith("'") and RUN.match(value) else value


def text(table):
    """Return a table as the text of a CSV file, its index left out.

    Parameters
    ----------
    table : pandas.DataFrame
        Headings are treated as texts.

    Returns
    -------
    str
    """
    safe, head, returns = table.copy(), [neutral(str(name)) for name in table.columns], False
    for number in range(table.shape[1]):
        column = table.iloc[:, number]
        if pd.api.types.is_object_dtype(column) or pd.api.types.is_string_dtype(column):
            cells = [neutral(cell) for cell in column]
            safe.isetitem(number, pd.Series(cells, index=column.index, dtype=object))
            returns |= any("\r" in cell for cell in cells if isinstance(cell, str))
    # The writer leaves a carriage return without quotes, and readers then see a new row there.
    quoting = csv.QUOTE_NONNUMERIC if returns or "\r" in "".join(head) else csv.QUOTE_MINIMAL
    return safe.to_csv(index=False, header=head, lineterminator="\n", quoting=quoting)


@contextlib.contextmanager
def alone(folder):
    """Hold off others of ours while a table in a folder is read and written back; the system lets go if we die."""
    try:
        import fcntl
    except ImportError:  # a system without such locks
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def write(path, columns, rows):
    """Write a table of the ledger whole or not at all, its cells as they are.

    Parameters
    ----------
    path : pathlib.Path
    columns : list of str
    rows : iterable of dict
        What else a row holds is left out.

    Raises
    ------
    LedgerError
        If the file cannot be written.
    """
    aside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with aside.open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, columns, lineterminator="\n", extrasaction="ignore")
            writer.writeheader()
            writer.writerows(rows)
        aside.replace(path)
    except OSError as error:
        aside.unlink(missing_ok=True)
        raise LedgerError(f"{path} cannot be written: {error.strerror}") from None


def read(path):
    """Return a CSV file of the project's results as a table of text, as it was before it was written.

    Parameters
    ----------
    path : path

    Returns
    -------
    pandas.DataFrame
        Every cell as ``str``, empty where blank.
    """
    with open(path, newline="", encoding="utf-8-sig") as file:
        return parse(file.read())


def parse(written):
    """Return the table that `text` gave, each cell as ``str``."""
    head, *rows = [[original(cell) for cell in row] for row in csv.reader(io.StringIO(written, newline=""))]
    return pd.DataFrame(rows, columns=head, dtype=str)
