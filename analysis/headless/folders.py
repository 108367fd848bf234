"""Folders of results: written aside and swapped in whole; what a command did not write is never replaced."""

import contextlib
import shutil
import tempfile
from pathlib import Path

from analysis.headless import interrupts, manifest
from analysis.ledger import RunError


@contextlib.contextmanager
def replacing(out, prefix=None):
    """Give a new folder to fill, beside ``out``, and put it in that one's place if nothing went wrong.

    Parameters
    ----------
    out : pathlib.Path
        The folder to make or replace.
    prefix : str, optional
        Of the new folder's name while it is filled.

    Yields
    ------
    pathlib.Path
    """
    out.parent.mkdir(parents=True, exist_ok=True)
    staging = Path(tempfile.mkdtemp(prefix=prefix or f"{out.name}.new-", dir=out.parent))
    try:
        yield staging
        staging.chmod(0o755)  # a temporary folder is private by default
        old = out.with_name(f"{staging.name}-old")
        with interrupts.deferred():  # between the two there is neither the old nor the new
            if out.exists():
                out.rename(old)
            staging.rename(out)
        shutil.rmtree(old, ignore_errors=True)
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def refuse_foreign(out, kind):
    """Raise RunError if a folder to be replaced holds anything but an earlier result of the same kind."""
    if out == Path.cwd():
        raise RunError(f"{out} is the folder you stand in; name another with --out")
    if out.is_dir() and not any(out.iterdir()):
        return
    if not (out.exists() or out.is_symlink()):
        return
    try:
        foreign = manifest.foreign_files(out)
    except ValueError:
        raise RunError(f"{out} is no folder of ours and will not be replaced: name another folder with --out") from None
    held = manifest.read(out).get("kind", kind)
    if held != kind:
        raise RunError(f"{out} holds a {held}, which a {kind} will not replace: name another folder with --out")
    if foreign:
        raise RunError(f"{out / foreign[0]} is no file of ours; move it away, or name another folder with --out")
