"""The committed notebooks are executed, in order, whole; papermill runs them with any parameters.

nbval compares their outputs, as part of the same pytest run, but no picture; the pictures are compared here.
"""

import ast
import json
import re
import shutil
import subprocess
import sys

import kept
import nbformat
import papermill
import pictures
import pytest
from notebook_runs import EVERYTHING, PARAMETERS, PATHS

from analysis import ROOT
from analysis.headless import notebook as runner
from analysis.headless import pool
from analysis.notebook import parameters
from analysis.notebook import show as outputs

LEFT = ROOT / "output.pictures"
KEPT = kept.expected()
RUNS = [(path, *run) for path in PATHS for run in PARAMETERS[path.stem]]


def chooses_words(source):
    """Whether an f-string holds a choice: such sentences are made, and tested, in the room of the question."""
    texts = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.JoinedStr))
    return any(isinstance(part, ast.IfExp) for text in texts for part in ast.walk(text))


def faults(notebook):
    """Why nbval would compare nothing, or too little, in this notebook, or a reader would stumble."""
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    found = []
    if [cell.execution_count for cell in code] != list(range(1, len(code) + 1)):
        found.append("not executed from top to bottom")
    if not any(cell.outputs for cell in code):
        found.append("has no outputs")
    found += [
        f"cell {n} shows something, but its output is gone"
        for n, cell in enumerate(code, 1)
        if re.search(r"\bshow_\w+\(", cell.source) and not cell.outputs
    ]
    found += [
        f"cell {n} holds an error"
        for n, cell in enumerate(code, 1)
        if any(o.output_type == "error" for o in cell.outputs)
    ]
    found += [f"cell {n} ends in a semicolon" for n, cell in enumerate(code, 1) if cell.source.rstrip().endswith(";")]
    found += [f"cell {n} is longer than 15 lines" for n, cell in enumerate(code, 1) if cell.source.count("\n") > 14]
    found += [
        f"cell {n} has a line of more than 100 characters"
        for n, cell in enumerate(code, 1)
        if any(len(line) > 100 for line in cell.source.splitlines())
    ]
    found += [f"cell {n} chooses between words" for n, cell in enumerate(code, 1) if chooses_words(cell.source)]
    found += [
        f"cell {n} hides from nbval"
        for n, cell in enumerate(code, 1)
        if "NBVAL" in cell.source.upper()
        or {"nbval-ignore-output", "nbval-skip", "raises-exception"} & set(cell.metadata.get("tags", []))
    ]
    if sum("parameters" in cell.metadata.get("tags", []) for cell in code) != 1:
        found.append("needs one cell tagged parameters")
    return found  # fmt: skip


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_committed_notebooks_are_executed_and_whole(path):
    assert faults(nbformat.read(path, as_version=4)) == []


def strip(notebook):
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None


def drop_one_output(notebook):
    next(cell for cell in notebook.cells if cell.get("outputs")).outputs = []


def swap_counts(notebook):
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    code[0].execution_count, code[1].execution_count = 2, 1


def drop_the_tag(notebook):
    for cell in notebook.cells:
        cell.metadata.pop("tags", None)


def lengthen_a_line(notebook):
    next(cell for cell in notebook.cells if cell.cell_type == "code").source += f"  # {'long ' * 30}"


def choose_words(notebook):
    next(cell for cell in notebook.cells if cell.cell_type == "code").source += "\nf\"{'more' if 1 else 'less'}\""


SPOILERS = [strip, drop_one_output, swap_counts, drop_the_tag, lengthen_a_line, choose_words]


@pytest.mark.parametrize("spoil", SPOILERS, ids=lambda spoil: spoil.__name__)
def test_the_guard_sees_a_spoilt_notebook(spoil):
    notebook = nbformat.read(PATHS[0], as_version=4)
    before = faults(notebook)
    spoil(notebook)
    assert set(faults(notebook)) - set(before)


def test_nbval_compares_every_figures_data():
    for path in PATHS:
        notebook = nbformat.read(path, as_version=4)
        csv = [o.metadata.get("figure") for o in outputs.display_outputs(notebook) if "text/csv" in o.data]
        assert set(outputs.figures(notebook)) <= set(csv)
        assert all(alt for _, alt in outputs.figures(notebook).values())


def run(path, values, folder):
    out = folder / "out.ipynb"
    papermill.execute_notebook(str(path), str(out), values, cwd=str(folder), progress_bar=False)
    assert [p.name for p in folder.iterdir()] == ["out.ipynb"], "a notebook writes no files"
    return nbformat.read(out, as_version=4)


def run_warm(path, values):
    """Run a notebook as sweeps do: with the bytes of a kernel of its own (test_pool), and sooner."""
    ((_, done, _),) = pool.run_all([runner.job(path, values)], 1)
    assert not done.error
    return done, nbformat.reads(done.files[f"notebooks/{path.name}"].decode(), as_version=4)


def shown(notebook):
    """Every table, chart and finding of a notebook by name."""
    tables = {
        o.metadata.get("figure") or o.metadata["table"]: o.data["text/csv"]
        for o in outputs.display_outputs(notebook)
        if "text/csv" in o.data
    }
    return tables | {"findings": outputs.findings(notebook)}  # fmt: skip


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_papermill_runs_it_from_any_folder_to_what_is_committed(path, tmp_path):
    executed, committed = run(path, {}, tmp_path), nbformat.read(path, as_version=4)
    folder = LEFT / path.stem  # of the pictures that differ, if any
    shutil.rmtree(folder, ignore_errors=True)
    assert pictures.differing(committed, executed, folder) == []
    assert shown(executed) == shown(committed)
    assert kept.differences(path.stem, {}, kept.of_executed(path, executed), KEPT) == []


@pytest.mark.parametrize(("path", "values", "said", "changed"), RUNS, ids=[f"{p.stem} {v}" for p, v, *_ in RUNS])
def test_a_parameter_changes_what_it_should_and_nothing_else(path, values, said, changed):
    done, notebook = run_warm(path, values)
    texts = [o.data.get(kind, "") for o in outputs.display_outputs(notebook) for kind in ("text/html", "text/plain")]
    assert said in "\n".join(texts)
    now, before = shown(notebook), shown(nbformat.read(path, as_version=4))
    differ = {name for name in now.keys() | before.keys() if now.get(name) != before.get(name)}
    assert differ == (now.keys() | before.keys() if changed is EVERYTHING else changed)
    assert kept.differences(path.stem, values, kept.of_run(done), KEPT) == []


def test_every_parameter_is_tried():
    for path in PATHS:
        tried = {name for values, *_ in PARAMETERS[path.stem] for name in values}
        assert tried == set(papermill.inspect_notebook(str(path))), path.stem


def test_a_parameterized_run_repeats_under_nbval(tmp_path):
    """nbval finds nothing to complain of in what papermill wrote: the run is deterministic."""
    out = tmp_path / "out.ipynb"
    papermill.execute_notebook(
        str(runner.NOTEBOOKS / "03_revenue.ipynb"), str(out), {"scope": "all"}, progress_bar=False
    )
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-c", "/dev/null", "--nbval", str(out)],
        capture_output=True,
        text=True,
        cwd=tmp_path,
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_each_parameter_has_type_help_and_a_rule(path):
    known = papermill.inspect_notebook(str(path))
    assert known
    for name, about in known.items():
        assert about["inferred_type_name"] in {"str", "int", "bool", "float"}, name
        assert len(about["help"]) > 10, f"{name} has no help"
        assert name in parameters.RULES


@pytest.mark.parametrize(
    ("name", "values", "said"),
    [
        ("01_claims", {"reading": "litteral"}, "parameter reading: given 'litteral' (str); allowed: literal | narrow"),
        ("02_timeline", {"end": "yesterday"}, "parameter end: given 'yesterday' (str); allowed: a day as text"),
        ("04_shift", {"first_year": "2019"}, "parameter first_year: given '2019' (str); allowed: a whole number"),
    ],
)
def test_a_wrong_parameter_stops_the_run_with_one_line(name, values, said, tmp_path):
    out = tmp_path / "out.ipynb"
    with pytest.raises(papermill.PapermillExecutionError) as caught:
        papermill.execute_notebook(str(runner.NOTEBOOKS / f"{name}.ipynb"), str(out), values, progress_bar=False)
    assert said in caught.value.evalue
    errors = [
        output
        for cell in json.loads(out.read_text(encoding="utf-8"))["cells"]
        for output in cell.get("outputs", [])
        if output["output_type"] == "error"
    ]
    assert len(errors[0]["traceback"]) == 1 and said in errors[0]["traceback"][0]


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_no_cell_has_an_empty_list_of_tags(path):
    """Tools that keep notebooks as text (jupytext) drop it, so that a round trip would change the notebook."""
    assert [cell.id for cell in nbformat.read(path, as_version=4).cells if cell.metadata.get("tags") == []] == []
