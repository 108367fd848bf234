"""A folder of results and its ``manifest.json``: what it was made from, what it holds, and how it is replaced.

A manifest has no times and no paths of the machine, so that two equal runs
give equal bytes. A folder is filled under another name and then takes its
place as a whole; a file that the manifest does not name is never deleted.
"""

import contextlib
import glob
import hashlib
import json
import os
import platform
import re
import shutil
import tempfile
from importlib import metadata
from pathlib import Path

import psutil

from analysis import NAME, ROOT, __version__
from analysis.headless import interrupts
from analysis.ledger import RunError
from analysis.ledger.errors import cut

MANIFEST = "manifest.json"
FOLDERS = (
    "notebooks",
    "figures",
    "tables",
    "claims",
    "sources",
    "articles",
)  # of a report; each is there even if nothing is in it
NEW, OLD = ".new-", "-old"  # beside a folder of results: its successor in the making, and itself moved aside
PACKAGES = ["pandas", "numpy", "scipy", "matplotlib", "edtf", "ipykernel", "papermill", "nbconvert"]


def made_from(runs, kind="report", article=""):
    """Return what decides the bytes of a result: versions, parameters and hashes of the inputs.

    Parameters
    ----------
    runs : dict of str to (str, dict)
        Notebook's name → its text and its parameters.
    kind : {"report", "case", "sweep", "audit"}
        What the folder holds.
    article : str
        The one article that the result is made from; blank: any may have been read.

    Returns
    -------
    dict
        The first part of a manifest, for `write_manifest`.
    """
    inputs = {_notebook(name, text): _hash(text.encode()) for name, (text, _) in runs.items()}
    for path in _own_files(article):
        inputs[path.relative_to(ROOT).as_posix()] = _hash(path.read_bytes())
    return {
        "generator": NAME,
        "kind": kind,
        "versions": {"analysis": __version__, "python": platform.python_version()}
        | {name: metadata.version(name) for name in PACKAGES},
        "parameters": {name: parameters for name, (_, parameters) in runs.items()},
        "inputs": dict(sorted(inputs.items())),
    }


def write_manifest(folder, about):
    """Write the manifest of a folder: a description of the results, then each file's SHA-256.

    Parameters
    ----------
    folder : path
    about : dict
        From `made_from`, with more if wanted.
    """
    folder = Path(folder)
    files = {name: _hash(path.read_bytes()) for name, path in _files(folder).items()}
    text = json.dumps(about | {"files": files}, indent=2, ensure_ascii=False)
    (folder / MANIFEST).write_text(text + "\n", encoding="utf-8")


def read_manifest(folder):
    """Return the manifest of a folder.

    Raises
    ------
    RunError
        If there is none, or this package did not write it.
    """
    path = Path(folder) / MANIFEST
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        told = [found["files"], found.get("inputs", {})]
        if not all(isinstance(value, str) for one in told for value in one.values()):
            raise TypeError
    except FileNotFoundError:
        raise RunError(f"{folder} has no {MANIFEST}") from None
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise RunError(f"{path} is not a manifest of ours") from None
    return found


def differences(folder):
    """Return one line for each file that does not match the manifest.

    Parameters
    ----------
    folder : path

    Returns
    -------
    list of str
        Results that changed, are missing or were added; then inputs of the
        project that are no longer those the results (of each case, in a
        sweep) were made from.

    Raises
    ------
    RunError
        If the folder has no manifest of ours.
    """
    wanted, now = read_manifest(folder)["files"], _files(folder)
    found = [f"{name}: missing" for name in wanted if name not in now]
    found += [f"{name}: not in the manifest" for name in now if name not in wanted]
    for name, path in now.items():
        # A blank hash stands for any content.
        if wanted.get(name, "") not in ("", _hash(path.read_bytes())):
            found.append(f"{name}: changed")
    hashes, faults = inputs(folder)
    found += faults
    for name, value in hashes.items():
        path = ROOT / name
        if "/" in name and ("\0" in name or not path.is_file() or _hash(path.read_bytes()) != value):
            found.append(f"{name}: the input changed since")
    return found


def inputs(folder):
    """Return the hashes of a folder's inputs, of each case's too, and a line for each case without a manifest.

    An input outside the project stands there by its bare name: it cannot be looked up again.
    """
    folder = Path(folder)
    hashes, faults = dict(read_manifest(folder).get("inputs", {})), []
    for case in sorted(folder.glob(f"*/{MANIFEST}")):
        try:
            hashes |= read_manifest(case.parent).get("inputs", {})
        except RunError as error:
            faults.append(str(error))
    return hashes, faults


def unlisted_files(folder):
    """Return what is in a folder and not of its manifest, sorted: files, links of any kind, and empty folders."""
    folder, named = Path(folder), read_manifest(folder)["files"].keys()
    own = {folder / name for name in (*named, MANIFEST, *FOLDERS)}
    return sorted(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_symlink() or (path not in own and (not path.is_dir() or not any(path.iterdir())))
    )


def require_replaceable(out, kind):
    """Raise RunError unless a folder is new, empty, or holds an earlier result of the same kind and nothing else.

    Parameters
    ----------
    out : pathlib.Path
    kind : str
        As in `made_from`.
    """
    recover(out)
    if out == Path.cwd():
        raise RunError(f"{out} is the folder you stand in; name another with --out")
    if out.is_dir() and not any(out.iterdir()):
        return
    if not (out.exists() or out.is_symlink()):
        return
    try:
        unlisted = unlisted_files(out)
    except RunError:
        raise RunError(f"{out} is no folder of ours and will not be replaced: name another folder with --out") from None
    held = read_manifest(out).get("kind", kind)
    if held != kind:
        raise RunError(f"{out} holds a {held}, which a {kind} will not replace: name another folder with --out")
    if unlisted:
        raise RunError(f"{out / unlisted[0]} is no file of ours; move it away, or name another folder with --out")


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
    recover(out)
    mark = f"{prefix or out.name + NEW}{platform.node()}-{os.getpid()}-"
    try:
        staging = Path(tempfile.mkdtemp(prefix=mark, dir=out.parent))
    except OSError as error:
        raise RunError(f"no folder can be made for {cut(out.name, 100)} in {out.parent}: {error.strerror}") from None
    try:
        yield staging
        staging.chmod(0o755)  # a temporary folder is private by default
        old = out.with_name(f"{staging.name}{OLD}")
        with interrupts.deferred():  # between the two there is neither the old nor the new
            interrupts.check()
            _require_nothing_new(out)
            if out.exists():
                out.rename(old)
            staging.rename(out)
        shutil.rmtree(old, ignore_errors=True)
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def left_behind(folder, prefix):
    """Return the folders that `replacing` made with a prefix and that belong to no run that goes on."""
    name = re.compile(f"{re.escape(prefix)}{re.escape(platform.node())}-(\\d+)-[^-]*({OLD})?")
    found = {path: name.fullmatch(path.name) for path in sorted(folder.glob(f"{glob.escape(prefix)}*"))}
    return [path for path, parts in found.items() if parts and not psutil.pid_exists(int(parts[1]))]


def _require_nothing_new(out):
    """Raise RunError if somebody put a file into a folder of results while the new one was made."""
    if not out.is_dir() or not any(out.iterdir()):
        return
    new = unlisted_files(out)
    if new:
        raise RunError(f"{out / new[0]} came there in the meantime and is no file of ours; nothing was replaced")


def recover(out):
    """Tidy up after runs that were killed: a folder moved aside goes back to its place, what was half made is removed.

    Parameters
    ----------
    out : pathlib.Path
        The folder of results; only what `replacing` made beside it is touched,
        and nothing of a run that goes on.
    """
    for path in left_behind(out.parent, out.name + NEW):
        if path.name.endswith(OLD) and not out.exists():
            path.rename(out)
        else:
            shutil.rmtree(path, ignore_errors=True)


def _notebook(name, text):
    """A notebook of the project by its path, any other by its bare name: where it lies is nobody's business."""
    path = ROOT / "notebooks" / f"{name}.ipynb"
    return f"notebooks/{name}.ipynb" if path.is_file() and path.read_text(encoding="utf-8") == text else f"{name}.ipynb"


def _own_files(article=""):
    """All of the code, its templates and the tables, in folders however deep: each decides on results."""
    home = ROOT / "data" / "articles"
    for folder in ("analysis", "data"):
        for path in sorted((ROOT / folder).rglob("*")):
            of_another = article and home in path.parents and home / article not in path.parents
            if path.is_file() and "__pycache__" not in path.parts and path.suffix != ".md" and not of_another:
                yield path


def _files(folder):
    """Return each file below a folder but its own manifest: its path in the folder → where it is."""
    folder = Path(folder)
    paths = sorted(path for path in folder.rglob("*") if not path.is_dir() and path != folder / MANIFEST)
    return {path.relative_to(folder).as_posix(): path for path in paths}


def _hash(data):
    return hashlib.sha256(data).hexdigest()
