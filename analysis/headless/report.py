"""The report: notebooks run in parallel, written aside as a site and swapped in whole."""

import contextlib
from dataclasses import replace
from pathlib import Path

from analysis import DATA, ledger
from analysis.headless import notebook as runner
from analysis.headless import pool as workers
from analysis.headless import results, reuse
from analysis.headless.progress import Progress
from analysis.ledger import RunError, folders


def write(out, paths=None, parameters=None, jobs=None, progress=True, anew=False):
    """Run notebooks and write a folder with pages, figures, tables and notebooks.

    The folder is made aside and swapped in whole; a run that is interrupted
    leaves the last one as it was. Its ``manifest.json`` lists its files with
    their hashes, so that a file that is not the report's is never deleted.

    Parameters
    ----------
    out : path
        The folder to (re)place. One that holds a file no report wrote is refused.
    paths : sequence of path, optional
        Notebooks to run; all by default.
    parameters : dict, optional
        Values for each notebook's parameters cell.
    jobs : int, optional
        Processes; by default one a core, at most one a notebook.
    progress : bool
        Whether to show progress on standard error.
    anew : bool
        Whether to run every notebook, also one whose inputs have not changed.

    Returns
    -------
    list of runner.Run, or None
        None if nothing has changed since the last report, which then stays as it is.

    Raises
    ------
    RunError
        If the folder cannot be replaced or a notebook cannot be read.
    LedgerError
        If the ledger is broken.
    """
    out, paths = Path(out).resolve(), list(paths or runner.notebooks())
    results.require_replaceable(out, "report")
    _require_different_names(paths)
    todo = [runner.job(path, parameters) for path in paths]
    asked = (parameters or {}).get("source_id") or (parameters or {}).get("source") or ""
    about = results.made_from(
        {job.name: (job.text, job.parameters) for job in todo}, article=folders.read_with(DATA, asked)
    )
    held = None if anew else reuse.last(out)
    if reuse.is_current(out, held, about) and not parameters:
        return None
    kept = {number: reuse.kept(out, held, about, job) for number, job in enumerate(todo)}
    kept = {number: run for number, run in kept.items() if run is not None}
    if len(kept) < len(todo):
        workers.prepare()
    # Drawing takes long to import, and a report that stands needs none.
    from analysis.site import build
    from analysis.site import notebooks as pages

    # A broken ledger would fail every page alike.
    book = ledger.read(source=asked)
    pages.exporter()
    with results.replacing(out) as staging:
        found = _run_all(todo, kept, staging, jobs, progress)
        build.write(staging, book, [_with_notebook(one) for one in found])
        errors = {one.name: one.error for one in found if one.error}
        results.write_manifest(staging, about | ({reuse.ERRORS: errors} if errors else {}))
    return found


def _run_all(todo, kept, staging, at_once, progress):
    """Run the longest notebooks first; return the results in the order given, their files written."""
    order = sorted(set(range(len(todo))) - kept.keys(), key=lambda number: -len(todo[number].text))
    found = dict(kept)
    for run in kept.values():
        runner.write_files(run, staging)
    if not order:
        return [found[number] for number in range(len(todo))]
    with (
        Progress("report", [todo[n] for n in order], progress) as shown,
        contextlib.closing(workers.run_all([todo[n] for n in order], at_once, shown.cell)) as ended,
    ):
        for position, result, seconds in ended:
            job = todo[order[position]]
            runner.write_files(result, staging)
            found[order[position]] = result
            shown.done(job.name, result.error, seconds, job.cells)
    return [found[number] for number in range(len(todo))]


def _with_notebook(run):
    import nbformat

    text = run.files[f"notebooks/{run.name}.ipynb"].decode()
    return replace(run, notebook=nbformat.reads(text, as_version=4))


def _require_different_names(paths):
    stems = [path.stem for path in paths]
    for path in paths:
        if stems.count(path.stem) > 1 or path.stem == "index":
            raise RunError(f"{path}: a report needs notebooks of different names, none of them index")
