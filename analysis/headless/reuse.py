"""What the last report lends the next one: notebooks whose inputs have not changed are not run again.

A notebook's outputs are decided by its text, its parameters, the versions of
what runs it, the tables, and all code but the site's own, which no notebook
imports. The manifest holds the hash of each; the files themselves must still
be those that it names.
"""

import hashlib

from analysis.headless import notebook as runner
from analysis.headless import results
from analysis.ledger import RunError
from analysis.notebook.show import display_outputs, findings, title

SITE = "analysis/site/"
ERRORS = "errors"  # of a manifest: notebooks that failed, which are always tried again


def last(out):
    """Return the manifest of the last report in a folder, or None if there is none."""
    try:
        return results.read_manifest(out)
    except RunError:
        return None


def is_current(out, held, about):
    """Whether a report made now would equal the last one, byte for byte.

    Parameters
    ----------
    out : pathlib.Path
    held : dict or None
        From `last`.
    about : dict
        From `results.made_from`, for the report to make.
    """
    if held is None or ERRORS in held or {name: held[name] for name in held if name != "files"} != about:
        return False
    return all(_is_as_written(out, held, name) for name in held["files"])


def kept(out, held, about, job):
    """Return the run of a notebook as the last report holds it, or None if it must run.

    Parameters
    ----------
    out, held, about
        As in `is_current`.
    job : notebook.Job
        One with parameters always runs: a parameter may name a file of the reader's.

    Returns
    -------
    notebook.Run or None
    """
    if held is None or job.parameters or job.name in held.get(ERRORS, {}):
        return None
    if _decisive(held, job.name) != _decisive(about, job.name):
        return None
    import nbformat

    own = f"notebooks/{job.name}.ipynb"
    if not _is_as_written(out, held, own):
        return None
    data = (out / own).read_bytes()
    notebook = nbformat.reads(data.decode(), as_version=4)
    found = runner.Run(job.name, title(notebook, job.name), "", findings(notebook), kept=True)
    for output in display_outputs(notebook):
        output.metadata.update(dict.fromkeys(runner.SHEETS, ""))  # they are in their files alone
        runner.harvest(output, found)
    if not all(_is_as_written(out, held, name) for name in found.files):
        return None
    found.files.update({name: (out / name).read_bytes() for name in found.files} | {own: data})
    return found


def _decisive(about, name):
    """What decides a notebook's outputs, of all that a manifest names."""
    inputs = about.get("inputs", {})
    shared = {path: value for path, value in inputs.items() if path.startswith(("analysis/", "data/"))}
    shared = {path: value for path, value in shared.items() if not path.startswith(SITE)}
    own = {path: inputs[path] for path in (f"notebooks/{name}.ipynb", f"{name}.ipynb") if path in inputs}
    return about.get("versions"), about.get("parameters", {}).get(name), shared, own


def _is_as_written(out, held, name):
    path = out / name
    return path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == held["files"].get(name)
