"""Run notebooks with papermill, in parallel processes, and make the report of them."""

import base64
import copy
import hashlib
import json
import multiprocessing
import os
import shutil
import signal
import sys
import tempfile
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing import connection
from pathlib import Path

from analysis import readme
from analysis.outputs import display_outputs, findings, title

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOKS = ROOT / "notebooks"
TEMPLATES = Path(__file__).resolve().parent / "templates"
GENERATOR = "north-korean-labour report"
CELL_TIMEOUT = 600  # seconds
MANIFEST = "manifest.json"


class RunError(RuntimeError):
    """A report cannot be made or written; the message says why."""


@dataclass(frozen=True)
class Page:
    """What one notebook's run gave.

    Attributes
    ----------
    name, title : str
    error : str
        One line, or blank if the notebook ran to its end.
    findings : list of dict
        ``sentence`` and ``values``, as shown by `show.show_finding`.
    figures : list of dict
        ``name`` and ``alt``.
    tables : list of str
    """

    name: str
    title: str
    error: str = ""
    findings: list = field(default_factory=list)
    figures: list = field(default_factory=list)
    tables: list = field(default_factory=list)


def notebooks(folder=NOTEBOOKS):
    """Return the paths of the notebooks, in the order of their numbers."""
    return sorted(path for path in Path(folder).glob("[0-9]*.ipynb"))


def execute(notebook, parameters=None, on_cell=None):
    """Execute a notebook in a kernel of its own.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
        Not changed.
    parameters : dict, optional
        Injected after the cell tagged ``parameters``.
    on_cell : callable, optional
        Called without arguments after each code cell.

    Returns
    -------
    notebook : nbformat.NotebookNode
        With outputs, and nothing in it that differs between two runs.
    error : str
        One line, or blank.
    """
    import nbformat
    import papermill
    from papermill.exceptions import PapermillExecutionError

    error = ""
    # papermill formats braces in paths: a folder of ours and a loaded notebook have none.
    with tempfile.TemporaryDirectory(prefix="run-") as folder:
        out = Path(folder) / "out.ipynb"
        try:
            papermill.execute_notebook(
                notebook,
                str(out),
                parameters or {},
                kernel_name="python3",
                progress_bar=False,
                request_save_on_cell_execute=False,
                execution_timeout=CELL_TIMEOUT,
                on_cell_executed=None if on_cell is None else lambda **_: on_cell(),
                config=_kernel_config(folder),
                # Errors of cells arrive as outputs; what the kernel logs beside them is noise.
                extra_arguments=["--IPKernelApp.log_level=CRITICAL"],
            )
        except PapermillExecutionError as failed:
            error = f"cell {failed.exec_count}: {failed.ename}: {failed.evalue}".splitlines()[0]
        except Exception as failed:  # a kernel that does not start, dies or hangs ends its notebook only
            error = f"{type(failed).__name__}: {failed}".splitlines()[0]
        executed = nbformat.read(out, as_version=4) if out.exists() else copy.deepcopy(notebook)
    return _without_traces_of_the_run(executed), error


def report(out, paths=None, jobs=None, progress=True):
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
    jobs : int, optional
        Processes; by default one a core, at most one a notebook.
    progress : bool
        Whether to tell the progress on standard error: a bar on a terminal, else a line a notebook.

    Returns
    -------
    list of Page

    Raises
    ------
    RunError
        If the folder cannot be replaced or a notebook cannot be read.
    LedgerError
        If the ledger is broken.
    """
    from analysis import ledger

    out, paths = Path(out).resolve(), list(paths or notebooks())
    _refuse_foreign_folder(out)
    _refuse_same_names(paths)
    sources = {path: path.read_text(encoding="utf-8") for path in paths}
    cells = {path: _count_code_cells(path, text) for path, text in sources.items()}
    context = _process_context()
    ledger.read()  # before any notebook: a broken ledger would fail every page alike
    out.parent.mkdir(parents=True, exist_ok=True)
    staging = Path(tempfile.mkdtemp(prefix=f"{out.name}.new-", dir=out.parent))
    try:
        # Workers keep their own files here: one that is ended cannot clean up after itself.
        with tempfile.TemporaryDirectory(prefix="run-", ignore_cleanup_errors=True) as scratch:
            at_once = jobs or min(os.cpu_count() or 1, len(paths))
            pages = _run_all(context, paths, cells, staging, scratch, at_once, progress)
        _write_index(staging, pages)
        _write_manifest(staging)
        _swap_in(staging, out)
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return pages


def refresh(paths=None, progress=True):
    """Execute the committed notebooks with their defaults and write them back.

    The README's findings and its chart are taken from them, so that no number
    in it is typed. Nothing is written unless every notebook runs to its end.

    Parameters
    ----------
    paths : sequence of path, optional
        All notebooks by default.
    progress : bool
        Whether to name each finished notebook on standard error.

    Raises
    ------
    RunError
        If a notebook fails.
    """
    import nbformat

    executed = {}
    for path in paths or notebooks():
        executed[path], error = execute(nbformat.read(path, as_version=4))
        if error:
            raise RunError(f"{path.name}: {error}; nothing was written")
        for output in display_outputs(executed[path]):
            output.metadata.pop("svg", None)  # the PNG is enough in a repository
        if progress:
            print(f"executed {path.name}", file=sys.stderr)
    for path, notebook in executed.items():
        _write_notebook(notebook, path)
    readme.refresh(ROOT, list(executed.values()))


def _kernel_config(folder):
    """Sockets as files of a folder of ours, where the system can: no port to race for."""
    from traitlets.config import Config

    config = Config()
    socket = os.path.join(folder, "kernel")
    longest = 100  # bytes of a socket's path, below the smallest limit of systems in use
    if os.name != "nt" and len(os.fsencode(socket)) < longest:
        config.KernelManager.transport, config.KernelManager.ip = "ipc", socket
    return config


def _without_traces_of_the_run(notebook):
    notebook.metadata.pop("papermill", None)
    notebook.metadata.pop("widgets", None)
    notebook.metadata["language_info"] = {"name": "python"}
    for cell in notebook.cells:
        for key in ("papermill", "execution"):
            cell.metadata.pop(key, None)
        if "injected-parameters" in cell.metadata.get("tags", []):
            cell.id = "injected-parameters"
    return notebook


def _write_notebook(notebook, path):
    import nbformat

    aside = path.with_suffix(".tmp")
    aside.write_text(nbformat.writes(notebook).rstrip("\n") + "\n", encoding="utf-8")
    aside.replace(path)


def _count_code_cells(path, text):
    try:
        return sum(cell["cell_type"] == "code" for cell in json.loads(text)["cells"])
    except (ValueError, KeyError, TypeError):
        raise RunError(f"{path} is not a notebook") from None


def _run_all(context, paths, cells, staging, scratch, jobs, progress):
    """Run each notebook in a process of its own, some at a time; return the pages in order."""
    from tqdm import tqdm

    for folder in ("notebooks", "figures", "tables"):
        (staging / folder).mkdir()
    shown = progress and sys.stderr.isatty()
    waiting, running, pages = list(paths), {}, {}
    with (
        _ended_with_us(running),
        tqdm(total=sum(cells.values()), unit="cell", desc="report", disable=not shown, leave=False) as bar,
    ):
        while waiting or running:
            while waiting and len(running) < jobs:
                _start(context, waiting.pop(0), staging, scratch, running)
            for channel in connection.wait(list(running)):
                process, path = running[channel]
                try:
                    told = channel.recv()
                except EOFError:
                    told = Page(path.stem, path.stem, "its process ended before it was done")
                if told is None:
                    bar.set_postfix_str(path.stem, refresh=False)
                    bar.update()
                    continue
                pages[path] = told
                process.join()
                del running[channel]
                if progress:
                    bar.write(f"  {'failed' if told.error else 'done'}  {path.stem}", file=sys.stderr)
    return [pages[path] for path in paths]


def _start(context, path, staging, scratch, running):
    receive, send = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(send, path, staging, scratch))
    with _interrupts_deferred():
        process.start()
        running[receive] = process, path
    send.close()


@contextmanager
def _ended_with_us(running):
    """End the running processes if anything, Ctrl-C first of all, ends us; their kernels then end by themselves."""
    try:
        yield
    finally:
        with _interrupts_deferred():
            for process, _ in running.values():
                process.kill()
            for process, _ in running.values():
                process.join()


@contextmanager
def _interrupts_deferred():
    """Let Ctrl-C wait until what must not be cut in half is done; processes started so never see it."""
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "pthread_sigmask"):
        yield
        return
    missed = []
    # The mask passes to processes; it holds for this thread alone, so the handler has to wait as well.
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    handler = signal.signal(signal.SIGINT, lambda *given: missed.append(given))
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
        signal.signal(signal.SIGINT, handler)
        if missed and callable(handler):
            handler(*missed[0])


def _process_context():
    """Start what worker processes are forked from, where the system can, with the slow imports done."""
    methods = multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")
    if "forkserver" in methods:
        from multiprocessing import forkserver, resource_tracker

        context.set_forkserver_preload(["papermill", "nbconvert", "analysis.runner"])
        resource_tracker.ensure_running()  # it would end the deferral: it keeps interrupts off itself in its own way
        with _interrupts_deferred():
            forkserver.ensure_running()
    return context


def _work(channel, path, staging, scratch):
    """Run one notebook in a process of its own: tell each finished cell (None), at last the page."""
    # Ctrl-C reaches the whole group: the parent alone answers it. Kernels inherit the mask, and need the signal.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    tempfile.tempdir = scratch
    channel.send(_run_one(path, staging, lambda: channel.send(None)))


def _run_one(path, staging, on_cell):
    """Run one notebook and write its files to the staging folder."""
    import nbformat

    notebook = nbformat.read(path, as_version=4)
    executed, error = execute(notebook, on_cell=on_cell)
    page = Page(path.stem, title(executed, path.stem), error, findings(executed))
    for output in display_outputs(executed):
        _harvest(output, page, staging)
    (staging / f"{path.stem}.html").write_text(_html(executed, page), encoding="utf-8")
    _write_notebook(executed, staging / "notebooks" / path.name)
    return page


def _harvest(output, page, staging):
    """Write one output's figure or table to files; note its name."""
    figure, table = output.metadata.get("figure"), output.metadata.get("table")
    if figure and "image/png" in output.data:
        figure = f"{page.name}.{figure}"
        (staging / "figures" / f"{figure}.png").write_bytes(base64.b64decode(output.data["image/png"]))
        (staging / "figures" / f"{figure}.svg").write_text(output.metadata.pop("svg"), encoding="utf-8")
        page.figures.append({"name": figure, "alt": output.metadata["image/png"]["alt"]})
    elif figure or table:
        folder, name = ("figures", figure) if figure else ("tables", table)
        name = f"{page.name}.{name}"
        (staging / folder / f"{name}.csv").write_text(output.data["text/csv"], encoding="utf-8", newline="")
        page.tables.append(name) if table else None


def _html(notebook, page):
    from nbconvert import HTMLExporter

    exporter = HTMLExporter(template_name="report", extra_template_basedirs=[str(TEMPLATES)])
    body, _ = exporter.from_notebook_node(notebook, {"page_title": page.title, "page_name": page.name})
    return body


def _write_index(staging, pages):
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    page = environment.get_template("index.html.j2").render(pages=pages, generator=GENERATOR)
    (staging / "index.html").write_text(page, encoding="utf-8")
    shutil.copyfile(TEMPLATES / "style.css", staging / "style.css")


def _write_manifest(folder):
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    hashes = {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
    text = json.dumps({"generator": GENERATOR, "files": hashes}, indent=2)
    (folder / MANIFEST).write_text(text + "\n", encoding="utf-8")


def _refuse_foreign_folder(out):
    if out.is_dir() and not any(out.iterdir()):
        return
    if not (out.exists() or out.is_symlink()):
        return
    try:
        known = json.loads((out / MANIFEST).read_text(encoding="utf-8"))["files"]
    except (OSError, ValueError, KeyError, TypeError):
        raise RunError(
            f"{out} is not a report of ours and will not be replaced: name another folder with --out"
        ) from None
    found = {path.relative_to(out).as_posix() for path in out.rglob("*") if not path.is_dir()}
    foreign = sorted(found - {*known, MANIFEST})
    if foreign:
        raise RunError(f"{out / foreign[0]} is no file of the report; move it away, or name another folder with --out")


def _refuse_same_names(paths):
    stems = [path.stem for path in paths]
    for path in paths:
        if stems.count(path.stem) > 1 or path.stem == "index":
            raise RunError(f"{path}: a report needs notebooks of different names, none of them index")


def _swap_in(staging, out):
    staging.chmod(0o755)  # a temporary folder is private by default
    old = out.with_name(f"{staging.name}-old")
    if out.exists():
        out.rename(old)
    staging.rename(out)
    shutil.rmtree(old, ignore_errors=True)
