"""The report: notebooks run in parallel, written aside as a site and swapped in whole."""

import contextlib
import functools
import shutil
from pathlib import Path

from analysis.headless import notebook as runner
from analysis.headless import pool as workers
from analysis.headless import results
from analysis.headless.progress import Progress
from analysis.ledger import RunError
from analysis.site import TEMPLATES, fill


def write(out, paths=None, parameters=None, jobs=None, progress=True):
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

    Returns
    -------
    list of runner.Run

    Raises
    ------
    RunError
        If the folder cannot be replaced or a notebook cannot be read.
    LedgerError
        If the ledger is broken.
    """
    from analysis import ledger

    out, paths = Path(out).resolve(), list(paths or runner.notebooks())
    results.require_replaceable(out, "report")
    _require_different_names(paths)
    todo = [runner.job(path, parameters) for path in paths]
    workers.prepare()
    ledger.read()  # a broken ledger would fail every page alike
    _page_exporter()
    about = results.made_from({job.name: (job.text, job.parameters) for job in todo})
    with results.replacing(out) as staging:
        found = _run_all(todo, staging, jobs, progress)
        _write_index(staging, found)
        results.write_manifest(staging, about)
    return found


def _run_all(todo, staging, at_once, progress):
    """Run the longest notebooks first; return the results in the order given, their files written."""
    order = sorted(range(len(todo)), key=lambda number: -len(todo[number].text))
    found = {}
    with (
        Progress("report", todo, progress) as shown,
        contextlib.closing(workers.run_all([todo[n] for n in order], at_once, shown.cell)) as ended,
    ):
        for position, result, seconds in ended:
            job = todo[order[position]]
            runner.write_files(result, staging)
            (staging / f"{job.name}.html").write_text(_html(result), encoding="utf-8")
            found[order[position]] = result
            shown.done(job.name, result.error, seconds, job.cells)
    return [found[number] for number in range(len(todo))]


def _html(found):
    import nbformat

    notebook = nbformat.reads(found.files[f"notebooks/{found.name}.ipynb"].decode(), as_version=4)
    page = {"page_title": found.title, "page_name": found.name}
    return _page_exporter().from_notebook_node(notebook, page)[0]


@functools.cache
def _page_exporter():
    """Return nbconvert's exporter with the pages' template, compiled."""
    import nbformat
    from nbconvert import HTMLExporter

    exporter = HTMLExporter(template_name="report", extra_template_basedirs=[str(TEMPLATES)])
    cells = [nbformat.v4.new_markdown_cell("# Title"), nbformat.v4.new_code_cell("1 + 1", execution_count=1)]
    exporter.from_notebook_node(nbformat.v4.new_notebook(cells=cells), {"page_title": "", "page_name": ""})
    return exporter


def _write_index(staging, pages):
    page = fill("index.html.j2", pages=pages)
    (staging / "index.html").write_text(page, encoding="utf-8")
    shutil.copyfile(TEMPLATES / "style.css", staging / "style.css")


def _require_different_names(paths):
    stems = [path.stem for path in paths]
    for path in paths:
        if stems.count(path.stem) > 1 or path.stem == "index":
            raise RunError(f"{path}: a report needs notebooks of different names, none of them index")
