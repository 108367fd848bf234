"""A job run in a warm process gives what a kernel of its own gives, and nothing of one job reaches the next."""

import contextlib
import json
import re
from multiprocessing import forkserver

import nbformat
import pytest

from analysis.headless import notebook as runner
from analysis.headless import pool as workers
from analysis.headless.notebook import Job

# What notebooks may do to the process they run in; the last line of each shows whether a job before did.
SPOIL = """
import os, random, sys, warnings, pandas as pd, matplotlib as mpl, matplotlib.pyplot as plt, analysis.ledger.ranges
pd.options.display.max_rows = 3
mpl.rcParams["font.size"] = 33
os.environ["LEFT_OVER"] = "yes"
sys.path.append("/left/over")
sys.modules["left_over"] = sys
warnings.simplefilter("error")
analysis.ledger.ranges.left_over = True
plt.figure()
os.chdir("/")
"""
LOOK = """
import os, sys, warnings, pandas as pd, matplotlib as mpl, matplotlib.pyplot as plt, analysis.ledger.ranges
[pd.options.display.max_rows, mpl.rcParams["font.size"], os.environ.get("LEFT_OVER"), "/left/over" in sys.path,
 "left_over" in sys.modules, [f[0] for f in warnings.filters if f[0] == "error"], hasattr(analysis.ledger.ranges, "left_over"),
 plt.get_fignums(), os.getcwd() == "/"]
"""

# Everything a cell can put out, and the ways in which a process differs from a kernel.
TORTURE = [
    "import sys\nprint('out')\nprint('err', file=sys.stderr)\nprint('out again', flush=True)\n1 + 1",
    "from IPython.display import HTML, Markdown, display\ndisplay(HTML('<b>x</b>'), Markdown('y'))",
    "h = display('first', display_id='one')\n---\nh.update('second')",
    "from IPython.display import clear_output\nprint('gone')\nclear_output()\nprint('stays')",
    "%matplotlib inline\nimport matplotlib.pyplot as plt\nplt.plot([1, 2])",
    "import matplotlib.pyplot as plt\nfig, ax = plt.subplots(); ax.bar([1], [2])\nplt.show()",
    "import pandas as pd\npd.DataFrame({'a': [1.5, None], 'b': ['x', 'é']})",
    "import asyncio\nawait asyncio.sleep(0.01)\n'awaited'",
    "%%capture kept\nprint('captured')\n---\nkept.stdout",
    "%who_ls int",
    "!echo from the shell",
    "def f(n):\n    yield from range(n)\nlist(f(3))",
    "__name__, sys.path[0], In[1][:6], _, type(get_ipython()).__mro__[-3].__name__",
    "import threading, matplotlib\nthreading.current_thread() is threading.main_thread(), matplotlib.get_backend()",
    "import pickle\nclass Point: pass\npickle.loads(pickle.dumps(Point())).__class__.__module__",
    "import ipywidgets\nipywidgets.IntSlider(description='n')",
    "import warnings\nwarnings.warn('mind this')",
    "def f():\n    g()\ndef g():\n    {}['key']\nf()",
    "raise SystemExit('the end')",
]


def job(*sources, name="job"):
    cells = [nbformat.v4.new_code_cell(source, id=f"c{n}") for n, source in enumerate(sources)]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    return Job(name, nbformat.writes(nbformat.v4.new_notebook(cells=cells, metadata=kernel)))


def run(*jobs, at_once=1):
    with outside_pytest(), contextlib.closing(workers.run_all(jobs, at_once)) as ended:
        found = {number: result for number, result, _ in ended}
    return [found[number] for number in range(len(jobs))]


def run_cold(job):
    with outside_pytest():
        return runner.run(job)


@contextlib.contextmanager
def outside_pytest():
    """Kernels that see this variable leave their standard output alone."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("PYTEST_CURRENT_TEST", raising=False)
        yield


def outputs(result):
    notebook = nbformat.reads(next(v for k, v in result.files.items() if k.endswith(".ipynb")).decode(), as_version=4)
    return [cell.outputs for cell in notebook.cells if cell.cell_type == "code"]


def test_nothing_of_one_job_reaches_the_next():
    spoilt, clean = run(job(SPOIL), job(LOOK))
    assert not spoilt.error
    assert outputs(clean) == outputs(run_cold(job(LOOK)))
    both = outputs(run_cold(job(SPOIL, LOOK)))[1]
    assert outputs(clean)[0] != both, "LOOK must be able to see what SPOIL does"


def test_a_warm_process_gives_the_bytes_of_a_kernel_of_its_own():
    path = next(path for path in runner.notebooks() if path.stem == "03_revenue")
    (warm,), cold = run(runner.job(path)), run_cold(runner.job(path))
    assert warm == cold


@pytest.mark.parametrize("cells", TORTURE)
def test_whatever_a_cell_puts_out_is_what_a_kernel_gives(cells):
    sources = cells.split("\n---\n")
    (warm,), cold = run(job(*sources)), run_cold(job(*sources))
    assert without_ids(outputs(warm)) == without_ids(outputs(cold))
    assert warm.error == cold.error


def without_ids(found):
    """Widgets carry random ids and objects their address in any kernel."""
    for output in (output for cell in found for output in cell):
        output.get("data", {}).pop("application/vnd.jupyter.widget-view+json", None)
    return re.sub("0x[0-9a-f]+", "0x…", json.dumps(found))


def test_a_failing_or_warning_notebook_is_the_same_at_every_run():
    source = job("import warnings\nwarnings.warn('mind this')", "1 / 0")
    assert run_cold(source) == run_cold(source)


def test_random_numbers_differ_between_jobs_as_they_do_between_kernels():
    draw = job("import random, numpy as np\nrandom.random(), np.random.rand()")
    one, other = run(draw, draw)
    first, second = (eval(outputs(r)[0][0]["data"]["text/plain"], {"np": __import__("numpy")}) for r in (one, other))
    assert first[0] != second[0] and first[1] != second[1]


def test_what_passes_python_by_is_still_shown():
    source = "import os, subprocess\nos.write(1, b'straight\\n')\n_ = subprocess.run(['echo', 'child'])"
    forkserver._forkserver._stop()  # one that another test started has pytest's variable, and so have its kernels
    (found,) = run(job(source))
    text = "".join(o.get("text", "") for o in outputs(found)[0])
    assert "straight" in text and "child" in text


def test_a_job_that_ends_its_process_loses_itself_only():
    dead, fine = run(job("import os; os._exit(3)"), job("'fine'"))
    assert "DeadKernelError" in dead.error and outputs(fine)[0][0]["data"]["text/plain"] == "'fine'"


def test_cells_are_counted_as_they_end_and_only_once_in_sum():
    counted = []
    jobs = [job("1", "2", name="a"), job("1", "1 / 0", "3", name="b")]
    with contextlib.closing(
        workers.run_all(jobs, 2, lambda job, cells: counted.append((job and job.name, cells)))
    ) as ended:
        list(ended)
    done = {name: sum(cells for who, cells in counted if who == name) for name in ("a", "b")}
    assert done == {"a": 2, "b": 2}
