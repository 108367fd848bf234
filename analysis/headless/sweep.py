"""A sweep: one notebook, many cases of its parameters, each in a folder of its own; resumable."""

import contextlib
import hashlib
import math
import re
import shutil
import sys
from itertools import product
from pathlib import Path

import pandas as pd
import yaml

from analysis import NAME
from analysis.headless import declared, results
from analysis.headless import notebook as runner
from analysis.headless import pool as workers
from analysis.headless.progress import Progress
from analysis.ledger import ParameterError, RunError, csvs

TABLE = "sweep.csv"
CASE = ".case-"  # begins the name of a case while it is written
MOST = 10_000  # cases of a sweep: each is a folder of its own


class _Texts(yaml.BaseLoader):
    """Reads every scalar as text, and refuses a key that stands twice."""

    def construct_mapping(self, node, deep=False):
        keys = [key.value for key, _ in node.value]
        twice = next((key for key in keys if keys.count(key) > 1), None)
        if twice is not None:
            raise yaml.constructor.ConstructorError(None, None, f"{twice!r} stands twice", node.start_mark)
        return super().construct_mapping(node, deep)


def read_yaml(path):
    """Return a YAML file with every scalar as the text that was written: types come from the notebook.

    Raises
    ------
    ParameterError
        If it is not YAML.
    """
    try:
        return yaml.load(Path(path).read_text(encoding="utf-8"), _Texts)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise ParameterError(f"{path}: not YAML: {error}") from None


def cases(notebook, path):
    """Return the cases of a grid file: every combination of a mapping of lists, or a list of mappings.

    Parameters
    ----------
    notebook : path
        Decides names, types and bounds.
    path : path
        YAML.

    Returns
    -------
    dict of str to dict
        A case's name → its parameters, checked.

    Raises
    ------
    ParameterError
        If the file is neither, a case is wrong, or two are the same.
    """
    grid = read_yaml(path)
    if isinstance(grid, dict) and grid:
        axes = {name: values if isinstance(values, list) else [values] for name, values in grid.items()}
        if (count := math.prod(map(len, axes.values()))) > MOST:
            raise ParameterError(f"{path}: makes {count:,} cases; at most {MOST:,} are allowed")
        given = [dict(zip(axes, values)) for values in product(*axes.values())]
    elif isinstance(grid, list) and grid and all(isinstance(case, dict) for case in grid):
        given = grid
    else:
        raise ParameterError(
            f"{path}: allowed: name: [value, …] for each parameter, or a list of cases, each name: value"
        )
    if not given:
        raise ParameterError(f"{path}: a list of values is empty, so there is no case")
    for number, case in enumerate(given, 1):
        for name, value in case.items():
            if not isinstance(value, str):
                raise ParameterError(
                    f"{path}: case {number}, parameter {name}: given {value!r}; allowed: one plain value"
                )
    found = {}
    read = declared.reader(notebook)
    for number, case in enumerate(given, 1):
        try:
            values = read(case)
        except ParameterError as error:
            raise ParameterError(f"{path}: case {number}: {error}") from None
        name = case_name(values)
        if name in found:
            raise ParameterError(f"{path}: case {number} is the same as one above: {name}")
        found[name] = values
    return found


def case_name(values):
    """Return a folder's name made from parameters, safe on any file system."""
    plain = ",".join(f"{name}={value}" for name, value in values.items()) or "defaults"
    safe = re.sub(r"[^\w.,=+-]", "_", plain, flags=re.ASCII)[:100]
    return safe if safe == plain else f"{safe}-{hashlib.sha256(plain.encode()).hexdigest()[:8]}"


def run(notebook, todo, out, scheduler=None, jobs=None, progress=True):
    """Run the cases that are not there yet, and gather every case's headline values in ``sweep.csv``.

    A case counts as there if it ended well, none of its files has changed, and
    the notebook, data, code and versions are those it was made from.

    Parameters
    ----------
    notebook : path
    todo : dict of str to dict
        From `cases`.
    out : path
        Folder of the sweep: a folder a case. Cases of an earlier grid stay.
    scheduler : str, optional
        Address of a Dask scheduler; by default processes of this machine.
    jobs : int, optional
        Processes on this machine; by default one a core.
    progress : bool

    Returns
    -------
    pandas.DataFrame
        A row a case: ``case``, the parameters, ``state`` (done | failed),
        ``error``, then the values of the notebook's findings.

    Raises
    ------
    RunError
        If the folder holds files that are not the sweep's, or the scheduler cannot be used.
    """
    out = Path(out).resolve()
    _require_only_cases(out)
    planned = {name: runner.job(notebook, values) for name, values in todo.items()}
    job = runner.job(notebook)
    about = results.made_from({job.name: (job.text, {})}, "case")
    described = {name: about | {"parameters": {job.name: values}} for name, values in todo.items()}
    missing = [name for name in planned if not _is_there(out / name, described[name])]
    out.mkdir(parents=True, exist_ok=True)
    if progress and len(missing) < len(planned):
        print(f"  {len(planned) - len(missing)} of {len(planned)} cases are there already", file=sys.stderr)
    shown = Progress("sweep", [planned[name] for name in missing], progress)
    ended = _on_dask(planned, missing, scheduler) if scheduler else _here(planned, missing, jobs, shown)
    with shown, contextlib.closing(ended):
        for name, found, seconds in ended:
            _write_case(out / name, found, described[name])
            shown.done(name, found.error, seconds, planned[name].cells)
    table = gather(out, list(planned), todo)
    aside = out / f".{TABLE}"
    aside.write_text(csvs.text(table), encoding="utf-8", newline="")
    aside.replace(out / TABLE)
    results.write_manifest(out, {"generator": NAME, "kind": "sweep", "notebook": Path(notebook).stem})
    return table


def gather(out, names, todo):
    """Return the table of a sweep from the cases' manifests."""
    rows = []
    for name in names:
        case = results.read_manifest(out / name)["case"]
        state = {"state": "failed" if case["error"] else "done", "error": case["error"]}
        rows.append({"case": name} | todo[name] | state | case["values"])
    return pd.DataFrame(rows)


def _here(planned, missing, jobs, shown):
    with contextlib.closing(workers.run_all([planned[name] for name in missing], jobs, shown.cell)) as ended:
        for number, found, seconds in ended:
            yield missing[number], found, seconds


def _on_dask(planned, missing, address):
    from analysis.headless import cluster

    yield from cluster.run_all({name: planned[name] for name in missing}, address)


def _write_case(folder, found, about):
    """Write a case's folder aside and swap it in; its manifest is what makes it whole."""
    with results.replacing(folder, prefix=CASE) as staging:
        runner.write_files(found, staging)
        values = {}
        for number, finding in enumerate(found.findings, 1):
            values |= {name if name not in values else f"{name} ({number})": v for name, v in finding["values"].items()}
        results.write_manifest(staging, about | {"case": {"error": found.error, "values": values}})


def _is_there(folder, about):
    """Return whether a case ran to its end from the same inputs, and none of its files has changed."""
    try:
        manifest = results.read_manifest(folder)
    except RunError:
        return False
    same = {key: manifest.get(key) for key in about} == about
    case = manifest.get("case")
    ended = isinstance(case, dict) and isinstance(case.get("values"), dict) and case.get("error") == ""
    return same and ended and not results.differences(folder)


def _require_only_cases(out):
    """Raise RunError unless a folder is new, empty, or holds nothing but cases, the table and the manifest."""
    if not out.exists():
        return
    if not out.is_dir():
        raise RunError(f"{out} is a file; name a folder with --out")
    of_killed_runs = results.left_behind(out, CASE)
    for path in sorted(out.iterdir()):
        case = path.is_dir() and (path / results.MANIFEST).is_file()
        left = path in of_killed_runs
        if not (case or left or path.name in (TABLE, f".{TABLE}", results.MANIFEST)):
            raise RunError(f"{path} is no part of a sweep; move it away, or name another folder with --out")
        if case and results.unlisted_files(path):
            raise RunError(f"{path / results.unlisted_files(path)[0]} is no part of a sweep; move it away")
        if left:
            shutil.rmtree(path)  # also where a case was moved aside: it runs again
