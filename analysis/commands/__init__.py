"""The commands of the command line, and what all of them share: types of arguments, and errors as one line."""

import contextlib
import os
import sys
from datetime import date
from pathlib import Path

import click

from analysis.headless import interrupts

NOTEBOOK = click.Path(exists=True, dir_okay=False, path_type=Path)
FOLDER = click.Path(file_okay=False, path_type=Path)
jobs_option = click.option("--jobs", type=click.IntRange(1), help="Processes at a time.  [default: one a core]")
quiet_option = click.option("--quiet", is_flag=True, help="No progress, no summary.")
data_option = click.option("--data", type=FOLDER, help="Folder of the ledger.  [default: data/ of the project]")


@contextlib.contextmanager
def failures(interrupted):
    """Turn what can go wrong into one line and an exit code: 2 for wrong parameters, else 1; 130 for Ctrl-C."""
    interrupts.listen()
    try:
        yield
    except (Exception, KeyboardInterrupt) as error:
        # What an interrupt cuts short can end in any other error: Python itself turns one in a class into another.
        if interrupts.requested():
            click.echo(f"error: interrupted; {interrupted}", err=True)
            os._exit(130)  # all is tidied; Python's own ending can still be interrupted, or forget the exit code
        from analysis.ledger import AnalysisError, ParameterError

        if isinstance(error, OSError) and error.strerror:
            fail(": ".join(str(part) for part in (error.filename, error.strerror) if part))
        if not isinstance(error, (AnalysisError, OSError)):
            raise
        fail(error, 2 if isinstance(error, ParameterError) else 1)


class OneLineGroup(click.Group):
    """A group of commands that says what is wrong with its usage in one line, as with all else."""

    def make_context(self, *args, **kwargs):
        with _one_line():
            return super().make_context(*args, **kwargs)

    def invoke(self, ctx):
        with _one_line():
            return super().invoke(ctx)


@contextlib.contextmanager
def _one_line():
    try:
        yield
    except click.exceptions.NoArgsIsHelpError:
        raise
    except click.UsageError as error:
        asked = f" (help: {error.ctx.command_path} --help)" if error.ctx else ""
        fail(error.format_message().rstrip(".").replace("\n", " ") + asked, 2)


def day(text):
    """Return a day as ISO text, "" for none; raise ParameterError if it is no day."""
    from analysis.ledger import ParameterError
    from analysis.notebook.parameters import FIRST, LAST

    try:
        found = str(date.fromisoformat(text)) if text else ""
    except ValueError:
        found = "no day"
    if text and not FIRST <= found <= LAST:
        raise ParameterError(f"--published: given {text!r}; allowed: a day such as 2025-03-14, from {FIRST} to {LAST}")
    return found


def fail(error, code=1):
    complain(error)
    sys.exit(code)


def complain(line):
    """Print one line on what is wrong, on standard error, however long or broken what it names may be."""
    from analysis.ledger.errors import cut

    click.echo(f"error: {cut(str(line))}", err=True)
