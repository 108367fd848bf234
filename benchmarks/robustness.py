"""How fast universes are judged, and that sweeps of the brief say the same, here and on a Dask cluster.

Judges 10,000 universes in process; runs the notebook of the brief for some of
them through papermill, one by one, as a tool does that runs a notebook a
universe; lets multiversum judge the same ones where it is installed (it is no
requirement of ours); compares what all of them say. Exits 1 if 10,000 universes
take more than 10 seconds, or any universe differs.
"""

import importlib.util
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import nbformat
import pandas as pd

from analysis import ledger, robustness
from analysis.headless import notebook as runner
from analysis.headless import sweep

ARTICLE = "donga-2024-08"
COUNT, LIMIT, NOTEBOOKS, SWEPT, PROCESSES = 10_000, 10.0, 20, 50, 2
BRIEF = runner.NOTEBOOKS / "00_brief.ipynb"
PEER = f"""
import json
import pandas as pd
from multiversum import Universe
from analysis import brief, ledger, verdicts
universe = Universe(settings=settings)
asked = json.loads(universe.dimensions["case"])
book = ledger.as_of(ledger.read(reading=asked["reading"]), asked["as_of"])
judged = verdicts.judge(book, "{ARTICLE}", asked["window_years"], asked["leave_out"].split())
universe.save_data(pd.DataFrame([brief.values(judged)]))
"""


def parameters(space, universe):
    """Return a universe as parameters of the brief, or None where the brief has no such choice.

    The brief has no parameter for grades; to leave out each source of a worse one is the same.
    """
    if universe.repeats != "once" or universe.bearing != "all" or universe.excluded != "out":
        return None
    sources = space.book.sources
    worse = sources.loc[sources["reliability"] > universe.least_grade, "source_id"]
    return {
        "reading": universe.reading,
        "window_years": int(universe.window_years),
        "as_of": universe.as_of,
        "leave_out": " ".join(sorted({*universe.leave_out, *worse} - set(space.book.articles))),
    }


def outcome(space, universe):
    """Return verdict and likelihood of the theses that the brief's findings name, as `brief.values` gives them."""
    roles = [one for one in space.theses if one["role"]]
    found = {one["role"]: space.thesis(one, universe) for one in roles}
    return {
        f"{role}_{name}": value for role, both in found.items() for name, value in zip(("verdict", "likelihood"), both)
    }


def different(space, asked, table):
    """Return how many values of a table, indexed by case, are not those of the universes."""
    wanted = [(sweep.case_name(values), outcome(space, universe)) for universe, values in asked]
    return sum(table.loc[name, key] != value for name, values in wanted for key, value in values.items())


def swept(todo, scheduler=None):
    """Return the table of a sweep of the brief, indexed by case, and the seconds it took."""
    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        table = sweep.run(BRIEF, todo, Path(folder) / "sweep", scheduler=scheduler, jobs=PROCESSES, progress=False)
    if (table["state"] == "failed").any():
        sys.exit(f"failed: {table['error'].max()}")
    return table.set_index("case"), time.perf_counter() - start


def by_multiversum(todo):
    """Return what multiversum's run of a bare notebook says of some cases, indexed by case, and the seconds it took."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(text) for text in ("settings = ''", PEER)])
    notebook.cells[0].metadata.tags = ["parameters"]
    notebook.metadata.kernelspec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        nbformat.write(notebook, folder / "universe.ipynb")
        # One dimension, so that it runs these cases and not all of their combinations.
        config = {"dimensions": {"case": [json.dumps(values) for values in todo.values()]}}
        (folder / "multiverse.json").write_text(json.dumps(config))
        call = [sys.executable, "-m", "multiversum", "--n-jobs", str(PROCESSES), "--output-dir", str(folder / "out")]
        start = time.perf_counter()
        done = subprocess.run(call, cwd=folder, capture_output=True, text=True)
        seconds = time.perf_counter() - start
        found = sorted((folder / "out").glob("runs/1/data/d_*.csv"))
        if done.returncode or len(found) != len(todo):
            sys.exit(f"failed: multiversum ended {len(found)} of {len(todo)} universes: {done.stderr[-500:]}")
        table = pd.concat(map(pd.read_csv, found))
    names = [sweep.case_name(json.loads(case)) for case in table["mv_dim_case"]]
    return table.set_index(pd.Index(names)), seconds


def main():
    start = time.perf_counter()
    space = robustness.Universes(ledger.read(), ARTICLE)
    drawn = robustness.sample(space, COUNT)
    for universe in drawn:
        space.outcomes(universe)
    taken = time.perf_counter() - start
    print(f"{COUNT:,} universes in process, with all that is read before: {taken:.1f} s; limit {LIMIT:.0f} s")
    start = time.perf_counter()
    flips = robustness.table(space, 3)
    print(f"flip sets up to three choices of {len(flips)} sentences and verdicts: {time.perf_counter() - start:.1f} s")

    asked = [(one, parameters(space, one)) for one in robustness.sample(space, 4_000, seed=3)]
    asked = [(one, values) for one, values in asked if values is not None][:SWEPT]
    todo = {sweep.case_name(values): values for _, values in asked}

    def compared(what, seconds, count):
        each = seconds / count
        print(f"{what}, measured on {count}: {each:.2f} s each, {each / (taken / COUNT):,.0f} times as long")

    start = time.perf_counter()
    for _, values in asked[:NOTEBOOKS]:
        runner.run(runner.job(BRIEF, values))
    compared("the notebook once a universe, one by one", time.perf_counter() - start, NOTEBOOKS)
    if importlib.util.find_spec("multiversum"):
        few = asked[:NOTEBOOKS]
        table, seconds = by_multiversum({sweep.case_name(values): values for _, values in few})
        compared(f"multiversum, a bare notebook a universe, {PROCESSES} processes", seconds, NOTEBOOKS)
        wrong = different(space, few, table)
        print(f"multiversum over {len(few)} universes: {wrong} values differ")
    else:
        wrong = 0
        print("multiversum: not installed here, so left out (pip install multiversum)")
    from distributed import LocalCluster

    here, seconds = swept(todo)
    compared(f"a sweep of the brief, {PROCESSES} processes", seconds, len(todo))
    with LocalCluster(n_workers=PROCESSES, threads_per_worker=1, dashboard_address=None) as cluster:
        there, seconds = swept(todo, cluster.scheduler_address)
    compared(f"the same on Dask, {PROCESSES} workers", seconds, len(todo))
    for where, table in (("here", here), ("on Dask", there)):
        found = different(space, asked, table)
        wrong += found
        print(f"a sweep of the brief over {len(todo)} universes, {where}: {found} values differ")
    broken = taken > LIMIT or wrong or not here.equals(there)
    print("a limit is BROKEN" if broken else "limits kept")
    sys.exit(bool(broken))


if __name__ == "__main__":
    main()
