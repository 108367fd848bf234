"""What a folder of results was made from and holds: ``manifest.json``, without times or machine paths."""

import hashlib
import json
import platform
from importlib import metadata
from pathlib import Path

from analysis import ROOT, __version__

NAME = "manifest.json"
GENERATOR = "north-korean-labour"
PACKAGES = ["pandas", "numpy", "scipy", "matplotlib", "edtf", "ipykernel", "papermill", "nbconvert"]


def origin(runs, kind="report"):
    """Return what decides the bytes of a result: versions, parameters and hashes of the inputs.

    Parameters
    ----------
    kind : {"report", "case", "sweep", "audit"}
        What the folder holds.
    runs : dict of str to (str, dict)
        Notebook's name → its text and its parameters.

    Returns
    -------
    dict
    """
    inputs = {_notebook(name, text): _hash(text.encode()) for name, (text, _) in runs.items()}
    for path in _own_files():
        inputs[path.relative_to(ROOT).as_posix()] = _hash(path.read_bytes())
    return {
        "generator": GENERATOR,
        "kind": kind,
        "versions": {"analysis": __version__, "python": platform.python_version()}
        | {name: metadata.version(name) for name in PACKAGES},
        "parameters": {name: parameters for name, (_, parameters) in runs.items()},
        "inputs": dict(sorted(inputs.items())),
    }


def write(folder, about):
    """Write the manifest of a folder: what is told of it, then each file's SHA-256.

    Parameters
    ----------
    folder : path
    about : dict
        From `origin`, with more if wanted.
    """
    folder = Path(folder)
    files = {path.relative_to(folder).as_posix(): _hash(path.read_bytes()) for path in _files(folder)}
    text = json.dumps(about | {"files": files}, indent=2, ensure_ascii=False)
    (folder / NAME).write_text(text + "\n", encoding="utf-8")


def read(folder):
    """Return a folder's manifest.

    Raises
    ------
    ValueError
        If there is none, or it is not ours.
    """
    path = Path(folder) / NAME
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        if not all(isinstance(value, str) for value in found["files"].values()):
            raise TypeError
    except FileNotFoundError:
        raise ValueError(f"{folder} has no {NAME}") from None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise ValueError(f"{path} is not a manifest of ours") from None
    return found


def differences(folder):
    """Return one line for each file that is not as the manifest says.

    Parameters
    ----------
    folder : path

    Returns
    -------
    list of str
        Results that changed, are missing or were added; then inputs of the
        project that are no longer those the results (of each case, in a
        sweep) were made from.
    """
    folder, told = Path(folder), read(folder)
    now = {path.relative_to(folder).as_posix(): path for path in _files(folder)}
    found = [f"{name}: missing" for name in told["files"] if name not in now]
    found += [f"{name}: not in the manifest" for name in now if name not in told["files"]]
    found += [
        f"{name}: changed" for name, path in now.items() if told["files"].get(name, "") not in ("", _hash(path.read_bytes()))
    ]  # fmt: skip
    inputs, broken = inputs_of(folder)
    found += broken
    for name, value in inputs.items():
        path = ROOT / name
        if "/" in name and (not path.is_file() or _hash(path.read_bytes()) != value):
            found.append(f"{name}: the input changed since")
    return found


def inputs_of(folder):
    """Return the hashes of a folder's inputs, of each case's too, and a line for each case without a manifest.

    An input outside the project stands there by its bare name: it cannot be looked up again.
    """
    folder = Path(folder)
    inputs, broken = dict(read(folder).get("inputs", {})), []
    for case in sorted(folder.glob(f"*/{NAME}")):
        try:
            inputs |= read(case.parent).get("inputs", {})
        except ValueError as error:
            broken.append(str(error))
    return inputs, broken


def foreign_files(folder):
    """Return the files in a folder that its manifest does not name, sorted."""
    told = read(folder)["files"]
    return sorted({path.relative_to(folder).as_posix() for path in _files(Path(folder))} - set(told))


def _notebook(name, text):
    """A notebook of the project by its path, any other by its bare name: where it lies is nobody's business."""
    path = ROOT / "notebooks" / f"{name}.ipynb"
    return f"notebooks/{name}.ipynb" if path.is_file() and path.read_text(encoding="utf-8") == text else f"{name}.ipynb"


def _own_files():
    """All of the code, its templates and the tables, in folders however deep: each decides on results."""
    for folder in ("analysis", "data"):
        for path in sorted((ROOT / folder).rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts and path.suffix not in (".md", ".txt"):
                yield path


def _files(folder):
    return sorted(path for path in folder.rglob("*") if not path.is_dir() and path != folder / NAME)


def _hash(data):
    return hashlib.sha256(data).hexdigest()
