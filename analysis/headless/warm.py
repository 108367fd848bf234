"""Run a notebook in this very process, with IPython's own kernel and everything already imported.

Only for processes that run one notebook and end (`workers`): importing this
module does, once, what every notebook would spend its first seconds on, and
the processes forked from the importing one share it. The first caches are
filled by drawing an empty chart and reading the ledger.
"""

import contextlib
import gc
import importlib
import os
import pkgutil
import sys
import tempfile

# A kernel of its own sets this before matplotlib is imported.
os.environ.setdefault("MPLBACKEND", "module://matplotlib_inline.backend_inline")
os.environ["PYDEVD_DISABLE_FILE_VALIDATION"] = "1"  # else it warns that it cannot debug Python itself

import ipykernel.debugger
import ipykernel.inprocess.blocking
import ipykernel.inprocess.manager
import matplotlib.backends.backend_agg
import matplotlib.backends.backend_svg
import matplotlib.pyplot  # noqa: F401
import nbformat
import numpy as np
import pandas as pd
from nbclient.exceptions import CellExecutionComplete
from nbclient.util import run_sync
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import Engine, papermill_engines
from traitlets.config import Config

import analysis
from analysis import ledger
from analysis.charts import files, paper
from analysis.headless import notebook as runner


def run(job, on_cell=None):
    """Run one notebook in this process.

    Parameters
    ----------
    job : runner.Job
    on_cell : callable, optional
        Called without arguments after each code cell.

    Returns
    -------
    runner.Run or None
        None if it failed, or wrote past IPython to the process's own standard
        output: there the result would differ from that of a kernel of its own.
    """
    np.random.seed()  # forked processes share its state, and a new kernel has a new one
    if "" not in sys.path:
        sys.path.insert(0, "")  # as in a kernel
    with tempfile.TemporaryFile() as file:
        with _standard_output_to(file):
            found = runner.run(job, on_cell, engine="warm")
        written = file.seek(0, os.SEEK_END)
    return None if found.error or written else found


class _Client(PapermillNotebookClient):
    """papermill's client, speaking to a kernel in this process instead of over sockets."""

    def execute(self):
        manager = ipykernel.inprocess.manager.InProcessKernelManager(
            config=Config({"HistoryManager": {"enabled": False}})
        )
        manager.start_kernel()
        self.kc = manager.client()
        self.kc.start_channels()
        self.kc.allow_stdin = False
        self.reset_execution_trackers()
        self.papermill_execute_cells()
        self.set_widgets_metadata()
        return self.nb

    def execute_cell(self, cell, cell_index):
        if cell.cell_type != "code" or not cell.source.strip():
            return
        cell.outputs, self.clear_before_next_output = [], False
        self.kc.execute(cell.source)
        with contextlib.suppress(CellExecutionComplete):
            while True:
                self.process_message(self.kc.get_iopub_msg(), cell, cell_index)
        reply = self.kc.get_shell_msg()
        if self.on_cell_executed:
            self.on_cell_executed(cell=cell, cell_index=cell_index, execute_reply=reply)
        run_sync(self._check_raise_for_error)(cell, cell_index, reply)


class _Warm(Engine):
    @classmethod
    def execute_managed_notebook(cls, nb_man, kernel_name, **kwargs):
        _Client(nb_man, record_timing=False, on_cell_executed=kwargs.get("on_cell_executed")).execute()


@contextlib.contextmanager
def _standard_output_to(file):
    sys.stdout.flush()
    sys.stderr.flush()
    kept = os.dup(1), os.dup(2)
    os.dup2(file.fileno(), 1)
    os.dup2(file.fileno(), 2)
    try:
        yield
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        for number, copied in enumerate(kept, 1):
            os.dup2(copied, number)
            os.close(copied)


def _import_rooms():
    """Import all that a cell may ask for: every module but those that run notebooks."""
    for module in pkgutil.walk_packages(analysis.__path__, "analysis."):
        if not module.name.startswith(("analysis.headless", "analysis.__main__")):
            importlib.import_module(module.name)


def _fill_caches():
    nbformat.validate(nbformat.v4.new_notebook())
    chart = paper.Chart(
        "warm", lambda sheet: sheet.paper("Title", "Subtitle", "Source", 1)[0], pd.DataFrame(), "Title."
    )
    with contextlib.suppress(ledger.LedgerError, OSError, ValueError):  # the run says what is wrong with the data
        files.png(chart), files.svg(chart), files.svg(chart, narrow=True)
        ledger.read()
    gc.collect()
    gc.freeze()  # so that collecting does not copy what the processes share


del os.environ["PYDEVD_DISABLE_FILE_VALIDATION"]
papermill_engines.register("warm", _Warm)
_import_rooms()
_fill_caches()
