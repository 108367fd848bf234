"""Run one notebook with papermill and take its pages, figures, tables and findings from it."""

import base64
import copy
import errno
import json
import os
import re
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from analysis import ROOT
from analysis.ledger import RunError
from analysis.notebook.show import display_outputs, findings, title

NOTEBOOKS = ROOT / "notebooks"
CELL_TIMEOUT = 600  # seconds
SHEETS = {"svg": "svg", "svg_narrow": "narrow.svg"}  # drawings that only their own files keep: metadata → ending
MOST_TEXT = 1_000_000  # characters that a cell may print
# Where warnings say a cell is; it begins where a word does, else a long line takes the square of its length.
KERNELS_FOLDER = re.compile(r"(?<![^\s'\"])[^\s'\"]*ipykernel_\d+")


@dataclass(frozen=True)
class Job:
    """A notebook to run.

    Attributes
    ----------
    name : str
        File name without ending.
    text : str
        The notebook, as read from its file.
    parameters : dict
        Values for its cell tagged ``parameters``.
    """

    name: str
    text: str
    parameters: dict = field(default_factory=dict)

    @property
    def cells(self):
        """Number of code cells."""
        return sum(cell["cell_type"] == "code" for cell in json.loads(self.text)["cells"])


@dataclass(frozen=True)
class Run:
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
    files : dict of str to bytes
        Path in the results' folder → content.
    notebook : nbformat.NotebookNode, optional
        As executed, for the site that is made of it.
    kept : bool
        Whether it is the last report's, because no input has changed.
    """

    name: str
    title: str
    error: str = ""
    findings: list = field(default_factory=list)
    figures: list = field(default_factory=list)
    tables: list = field(default_factory=list)
    files: dict = field(default_factory=dict)
    notebook: object = None
    kept: bool = False


def notebooks(folder=NOTEBOOKS):
    """Return the paths of the notebooks, in the order of their numbers."""
    return sorted(path for path in Path(folder).glob("[0-9]*.ipynb"))


def job(path, parameters=None):
    """Return the job of running the notebook in a file.

    Raises
    ------
    RunError
        If the file is not a notebook.
    """
    path = Path(path)
    try:
        found = Job(path.stem, path.read_text(encoding="utf-8"), parameters or {})
        found.cells  # noqa: B018
    except (ValueError, KeyError, TypeError):
        raise RunError(f"{path} is not a notebook") from None
    return found


def run(job, on_cell=None, engine=None):
    """Run one notebook.

    Parameters
    ----------
    job : Job
    on_cell, engine
        As in `execute`.

    Returns
    -------
    Run
    """
    import nbformat

    executed, error = execute(nbformat.reads(job.text, as_version=4), job.parameters, on_cell, engine)
    found = Run(job.name, title(executed, job.name), error, findings(executed))
    for output in display_outputs(executed):
        harvest(output, found)
    found.files[f"notebooks/{job.name}.ipynb"] = as_text(executed).encode()
    return found


def failed(job, error):
    """Return a failed run for a job whose process died; its notebook is the one it was given."""
    return Run(job.name, job.name, error, files={f"notebooks/{job.name}.ipynb": job.text.encode()})


def write_files(result, folder):
    """Write a run's files below a folder; the three sub-folders are there in any case."""
    for name in ("notebooks", "figures", "tables"):
        (folder / name).mkdir(exist_ok=True)
    for name, data in result.files.items():
        (folder / name).write_bytes(data)


def as_text(notebook):
    """Return a notebook as the text of its file."""
    import nbformat

    return nbformat.writes(notebook).rstrip("\n") + "\n"


def execute(notebook, parameters=None, on_cell=None, engine=None):
    """Execute a notebook in a kernel of its own.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
        Not changed.
    parameters : dict, optional
        Injected after the cell tagged ``parameters``.
    on_cell : callable, optional
        Called without arguments after each code cell.
    engine : str, optional
        One of papermill's engines; by default a kernel of its own.

    Returns
    -------
    notebook : nbformat.NotebookNode
        With outputs, and nothing in it that differs between two runs.
    error : str
        One line, or blank.
    """
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
                engine_name=engine,
                kernel_name="python3",
                language="python",
                progress_bar=False,
                request_save_on_cell_execute=False,
                execution_timeout=CELL_TIMEOUT,
                on_cell_executed=None if on_cell is None else lambda **_: on_cell(),
                config=_kernel_config(folder),
                # Errors of cells arrive as outputs; what the kernel logs beside them is noise.
                extra_arguments=["--IPKernelApp.log_level=CRITICAL"],
            )
        except PapermillExecutionError as fault:
            error = f"cell {fault.exec_count}: {fault.ename}: {fault.evalue}".splitlines()[0]
        except OSError as fault:
            if fault.errno in (errno.ENOSPC, errno.EDQUOT):
                raise RunError(f"the temporary folder {folder} is full: set TMPDIR to another") from None
            error = f"{type(fault).__name__}: {fault}".splitlines()[0]
        except Exception as fault:  # a kernel that does not start, dies or hangs ends its notebook only
            error = f"{type(fault).__name__}: {fault}".splitlines()[0]
        executed = _read_back(out) if out.exists() else copy.deepcopy(notebook)
    passed = _stopped_or_flooded(executed)
    return _without_traces_of_the_run(executed), error or passed


def _read_back(path):
    import nbformat

    try:
        return nbformat.read(path, as_version=4)
    except (ValueError, OSError):  # cut short
        raise RunError(f"the executed notebook could not be written whole to {path.parent}: is it full?") from None


def _stopped_or_flooded(notebook):
    """Return what papermill lets pass: a cell that ended the notebook, or printed more than a page can hold; or ""."""
    found = ""
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if output.output_type == "error" and output.ename == "SystemExit":
                found = found or f"cell {cell.execution_count}: SystemExit: {output.evalue}: it ended the notebook"
            elif len(output.get("text", "")) > MOST_TEXT:
                printed = f"printed {len(output.text):,} characters; allowed: {MOST_TEXT:,}"
                found = found or f"cell {cell.execution_count}: {printed}"
                output.text = f"{output.text[:MOST_TEXT]}\n… {printed}\n"
    return found


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
    for number, cell in enumerate(notebook.cells):
        for key in ("papermill", "execution"):
            cell.metadata.pop(key, None)
        if not cell.metadata.get("tags"):
            cell.metadata.pop("tags", None)  # papermill adds an empty list, which other tools drop
        for tag in {"injected-parameters", "papermill-error-cell-tag"} & set(cell.metadata.get("tags", [])):
            cell.id = f"{tag}-{number}"
        for output in cell.get("outputs", []):
            if "text" in output:
                output.text = KERNELS_FOLDER.sub("ipykernel", output.text)
            if "traceback" in output:
                output.traceback = [KERNELS_FOLDER.sub("ipykernel", line) for line in output.traceback]
    return notebook


def harvest(output, found):
    """Keep one output's figure or table as files; note its name."""
    figure, table = output.metadata.get("figure"), output.metadata.get("table")
    if figure and "image/png" in output.data:
        figure = f"{found.name}.{figure}"
        found.files[f"figures/{figure}.png"] = base64.b64decode(output.data["image/png"])
        for sheet, ending in SHEETS.items():
            found.files[f"figures/{figure}.{ending}"] = output.metadata.pop(sheet).encode()
        found.figures.append({"name": figure, "alt": output.metadata["image/png"]["alt"]})
    elif figure or table:
        folder, name = ("figures", figure) if figure else ("tables", table)
        name = f"{found.name}.{name}"
        found.files[f"{folder}/{name}.csv"] = output.data["text/csv"].encode()
        found.tables.append(name) if table else None
