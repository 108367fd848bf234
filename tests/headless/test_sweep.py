"""A sweep runs every case once, keeps what is done, gathers the findings, and is the same on a Dask cluster."""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time

import nbformat
import pandas as pd
import psutil
import pytest
from command_line import command

from analysis import ROOT
from analysis.headless import notebook as runner
from analysis.headless import results, sweep
from analysis.ledger import ParameterError, RunError, csvs

REVENUE = runner.NOTEBOOKS / "03_revenue.ipynb"
GRID = "scope: [non_it, all]\ndispatched_only: [true, false]\n"


@pytest.fixture
def grid(tmp_path):
    (tmp_path / "grid.yaml").write_text(GRID)
    return tmp_path / "grid.yaml"


@pytest.fixture
def small(tmp_path):
    """A notebook that does what its parameters say: sleep, fail, or show a finding."""
    cells = [
        nbformat.v4.new_markdown_cell("# Small?"),
        nbformat.v4.new_code_cell(
            "n: int = 1  # number shown, any\nwait: float = 0.0  # pause, seconds", metadata={"tags": ["parameters"]}
        ),
        nbformat.v4.new_code_cell(
            "import time\nfrom analysis.notebook.show import show_finding\ntime.sleep(wait)\n"
            "1 / (n - 13)\nshow_finding(f'It is {n}.', n=n, square=n * n)"
        ),
    ]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    for number, cell in enumerate(cells):
        cell.id = f"c{number}"
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), tmp_path / "small.ipynb")
    return tmp_path / "small.ipynb"


def contents(folder):
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_every_combination_is_run_and_its_values_stand_beside_its_parameters(grid, tmp_path):
    words = [sys.executable, "-m", "analysis", "sweep", str(REVENUE), str(grid), "--out", str(tmp_path / "out")]
    done = subprocess.run(words, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "4 cases, 0 failed" in done.stdout and "\r" not in done.stderr and "\x1b" not in done.stderr
    table = pd.read_csv(tmp_path / "out" / sweep.TABLE)
    assert list(zip(table["scope"], table["dispatched_only"])) == [
        ("non_it", True), ("non_it", False), ("all", True), ("all", False),
    ]  # fmt: skip
    assert table.loc[1, ["sum_low", "sum_high"]].tolist() == [750e6, 1100e6]
    for case in table["case"]:
        assert (tmp_path / "out" / case / "tables" / "03_revenue.per-worker.csv").is_file()
    assert command("verify", tmp_path / "out").returncode == 0


def test_a_finished_case_is_not_run_again_but_a_changed_one_is(small, tmp_path):
    out, todo = tmp_path / "out", {"n=1": {"n": 1}, "n=2": {"n": 2}}
    sweep.run(small, todo, out, progress=False)
    before = contents(out)
    made = {name: (out / name).stat().st_ino for name in todo}
    spoilt = out / "n=2" / "notebooks" / "small.ipynb"
    spoilt.write_text("spoilt")
    sweep.run(small, todo, out, progress=False)
    assert (out / "n=1").stat().st_ino == made["n=1"] and (out / "n=2").stat().st_ino != made["n=2"]
    assert contents(out) == before
    text = small.read_text().replace("It is", "Now it is")
    small.write_text(text)
    sweep.run(small, todo, out, progress=False)
    assert b"Now it is 1" in (out / "n=1" / "notebooks" / "small.ipynb").read_bytes()


def test_a_failing_case_is_recorded_and_tried_again_next_time(small, tmp_path):
    (tmp_path / "g.yaml").write_text("n: [12, 13, 14]")
    for _ in range(2):
        done = command("sweep", small, tmp_path / "g.yaml", "--out", tmp_path / "out")
        assert done.returncode == 1
        assert done.stderr.splitlines()[-1] == "error: n=13: cell 3: ZeroDivisionError: division by zero"
        table = pd.read_csv(tmp_path / "out" / sweep.TABLE)
        assert table["state"].tolist() == ["done", "failed", "done"]
        assert table["square"].tolist()[::2] == [144, 196] and pd.isna(table["square"][1])
    assert "2 of 3 cases are there already" in done.stderr


def test_an_interrupted_sweep_goes_on_where_it_was(small, tmp_path):
    (tmp_path / "g.yaml").write_text("n: [1, 2, 3, 4, 5]\nwait: 0.3")
    words = [sys.executable, "-m", "analysis", "sweep", str(small), str(tmp_path / "g.yaml"), "--out", str(tmp_path / "out"), "--jobs", "1"]  # fmt: skip
    run = subprocess.Popen(words, stderr=subprocess.PIPE, text=True, start_new_session=True)
    while len(list((tmp_path / "out").glob("n=*"))) < 2 and run.poll() is None:
        time.sleep(0.05)
    os.killpg(run.pid, signal.SIGINT)
    _, said = run.communicate(timeout=20)
    assert run.returncode == 130 and "the finished cases are kept" in said and "Traceback" not in said
    kept = {p.name: p.stat().st_ino for p in (tmp_path / "out").glob("n=*")}
    assert 2 <= len(kept) < 5
    assert subprocess.run(words, capture_output=True).returncode == 0
    assert all((tmp_path / "out" / name).stat().st_ino == inode for name, inode in kept.items())
    assert pd.read_csv(tmp_path / "out" / sweep.TABLE)["square"].tolist() == [1, 4, 9, 16, 25]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("scope: [non_it, al]", "parameter scope: given 'al'"),
        ("scop: [all]", "did you mean scope?"),
        ("scope: []", "a list of values is empty"),
        ("scope: {a: b}", "case 1, parameter scope: given {'a': 'b'}; allowed: one plain value"),
        ("[{scope: all}, {scope: all}]", "case 2 is the same as one above: scope=all"),
        ("- all", "or a list of cases"),
        ("", "or a list of cases"),
        ("{", "not YAML"),
        ("[" * 5000, "not YAML"),
        ("".join(f"p{n}: [1, 2, 3, 4]\n" for n in range(20)), "makes 1,099,511,627,776 cases; at most 10,000"),
    ],
)
def test_a_wrong_grid_ends_before_anything_runs(text, said, tmp_path):
    (tmp_path / "g.yaml").write_text(text)
    done = command("sweep", REVENUE, tmp_path / "g.yaml", "--out", tmp_path / "out")
    assert done.returncode == 2 and said in done.stderr and len(done.stderr.splitlines()) == 1
    assert not (tmp_path / "out").exists()


def test_a_list_of_cases_takes_types_from_the_notebook(tmp_path):
    (tmp_path / "g.yaml").write_text("- {published: 2024-08-20}\n- {start: 2023-01-01, reading: narrow}\n")
    assert list(sweep.cases(runner.NOTEBOOKS / "02_timeline.ipynb", tmp_path / "g.yaml").values()) == [
        {"published": "2024-08-20"},
        {"start": "2023-01-01", "reading": "narrow"},
    ]


def test_names_of_folders_are_safe_and_differ(tmp_path):
    names = [sweep.case_name({"a": value}) for value in ("x/y", "x_y", "../up", "é", "z" * 300, "z" * 301, "")]
    assert len(set(names)) == len(names) and all("/" not in name and len(name) < 120 for name in names)
    assert sweep.case_name({}) == "defaults"


def test_a_foreign_folder_is_left_alone(grid, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("years")
    done = command("sweep", REVENUE, grid, "--out", tmp_path / "mine")
    assert done.returncode == 1 and "thesis.txt is no part of a sweep" in done.stderr
    assert contents(tmp_path / "mine") == {"thesis.txt": b"years"}
    (tmp_path / "out" / ".case-mine").mkdir(parents=True)
    done = command("sweep", REVENUE, grid, "--out", tmp_path / "out")
    assert done.returncode == 1 and ".case-mine is no part of a sweep" in done.stderr
    assert (tmp_path / "out" / ".case-mine").is_dir()


@pytest.mark.parametrize("case", [None, [], {"error": ""}, {"error": "stopped", "values": {}}])
def test_a_case_without_its_end_is_not_there(case, tmp_path):
    results.write_manifest(tmp_path, about := results.made_from({}, "case"))
    manifest = json.loads((tmp_path / results.MANIFEST).read_text())
    (tmp_path / results.MANIFEST).write_text(json.dumps(manifest | {"case": case}))
    assert not sweep._is_there(tmp_path, about)
    (tmp_path / results.MANIFEST).write_text(json.dumps(manifest | {"case": {"error": "", "values": {}}}))
    assert sweep._is_there(tmp_path, about)


@contextlib.contextmanager
def cluster(workers, tmp_path, cwd=None):
    """A real scheduler and real workers on loopback; yields its address and the workers' processes."""
    file = tmp_path / "scheduler.json"
    plain = {
        "stdout": subprocess.DEVNULL,
        "stderr": subprocess.DEVNULL,
        "cwd": cwd or tmp_path,
        "start_new_session": True,
    }
    words = [
        sys.executable,
        "-m",
        "distributed.cli.dask_scheduler",
        "--host",
        "127.0.0.1",
        "--port",
        "0",
        "--no-dashboard",
    ]
    started = [subprocess.Popen([*words, "--scheduler-file", str(file)], **plain)]
    worker = [sys.executable, "-m", "distributed.cli.dask_worker", "--scheduler-file", str(file), "--no-dashboard"]
    started += [subprocess.Popen([*worker, "--nthreads", "1", "--no-nanny"], **plain) for _ in range(workers)]
    try:
        while not file.exists():
            time.sleep(0.05)
        yield pd.read_json(file, typ="series")["address"], started[1:]
    finally:
        for process in started:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def test_a_cluster_gives_the_same_bytes_and_survives_the_death_of_a_worker(small, tmp_path):
    todo = {sweep.case_name(case): case for case in ({"n": n, "wait": 0.5} for n in range(1, 7))}
    here = sweep.run(small, todo, tmp_path / "here", progress=False)
    with cluster(2, tmp_path) as (address, workers):

        def kill_one():
            while not list((tmp_path / "there").glob("n=*")):
                time.sleep(0.05)
            family = [workers[0].pid, *(p.pid for p in psutil.Process(workers[0].pid).children(recursive=True))]
            for pid in family:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)

        killer = threading.Thread(target=kill_one)
        killer.start()
        there = sweep.run(small, todo, tmp_path / "there", scheduler=address, progress=False)
        killer.join()
        assert workers[0].wait(5) and workers[1].poll() is None
    assert there.equals(here) and (there["state"] == "done").all()
    assert contents(tmp_path / "there") == contents(tmp_path / "here")


def test_real_charts_and_failures_are_the_same_on_a_cluster(small, tmp_path):
    with cluster(1, tmp_path) as (address, _):
        for name, path, todo in (
            ("revenue", REVENUE, {"scope=all": {"scope": "all"}}),
            ("small", small, {"n=13": {"n": 13}, "n=2": {"n": 2}}),
        ):
            sweep.run(path, todo, tmp_path / f"{name} here", progress=False)
            sweep.run(path, todo, tmp_path / f"{name} there", scheduler=address, progress=False)
            assert contents(tmp_path / f"{name} here") == contents(tmp_path / f"{name} there")


def test_no_scheduler_is_one_clear_line(grid, tmp_path, monkeypatch):
    from analysis.headless import cluster as dask

    monkeypatch.setattr(dask, "PATIENCE", 1)
    with pytest.raises(RunError, match="no Dask scheduler at tcp://127.0.0.1:1:"):
        sweep.run(REVENUE, {"defaults": {}}, tmp_path / "out", scheduler="tcp://127.0.0.1:1", progress=False)


def test_a_cluster_without_workers_or_with_other_data_is_refused(tmp_path, monkeypatch):
    from analysis.headless import cluster as dask

    monkeypatch.setattr(dask, "PATIENCE", 2)
    with cluster(0, tmp_path) as (address, _), pytest.raises(RunError, match="has no worker after 2 s"):
        sweep.run(REVENUE, {"defaults": {}}, tmp_path / "out", scheduler=address, progress=False)
    monkeypatch.setattr(dask, "PATIENCE", 30)
    (tmp_path / "scheduler.json").unlink()
    for part in ("analysis", "data"):
        shutil.copytree(ROOT / part, tmp_path / "other" / part)
    with (tmp_path / "other" / "data" / "record" / "claims.csv").open("a") as claims:
        claims.write("\n")
    differs = "scheduler differs from this machine in data/record/claims.csv"
    with cluster(1, tmp_path, tmp_path / "other") as (address, _), pytest.raises(RunError, match=differs):
        sweep.run(REVENUE, {"defaults": {}}, tmp_path / "out", scheduler=address, progress=False)


def test_two_grids_share_a_folder(small, tmp_path):
    sweep.run(small, {"n=1": {"n": 1}}, tmp_path / "out", progress=False)
    table = sweep.run(small, {"n=2": {"n": 2}}, tmp_path / "out", progress=False)
    assert table["case"].tolist() == ["n=2"] and (tmp_path / "out" / "n=1").is_dir()
    assert results.differences(tmp_path / "out") == []


def test_a_wrong_case_never_reaches_a_kernel(tmp_path):
    (tmp_path / "g.yaml").write_text("scope: [all, nobody]")
    with pytest.raises(ParameterError, match="given 'nobody'"):
        sweep.cases(REVENUE, tmp_path / "g.yaml")


def test_a_finished_sweep_is_not_replaced_by_a_report(small, tmp_path):
    sweep.run(small, {"n=1": {"n": 1}}, tmp_path / "out", progress=False)
    before = contents(tmp_path / "out")
    done = command("run", small, "--out", tmp_path / "out")
    assert done.returncode == 1 and "holds a sweep, which a report will not replace" in done.stderr
    assert contents(tmp_path / "out") == before


def test_a_stopped_scheduler_is_one_clear_line(small, tmp_path):
    (tmp_path / "g.yaml").write_text("n: [1, 2, 3, 4, 5, 6]\nwait: 1.0")
    with cluster(1, tmp_path) as (address, _):
        words = ["sweep", small, tmp_path / "g.yaml", "--out", tmp_path / "out", "--scheduler", address]
        run = subprocess.Popen(
            [sys.executable, "-m", "analysis", *map(str, words)], stderr=subprocess.PIPE, text=True
        )  # fmt: skip
        while not list((tmp_path / "out").glob("n=*")) and run.poll() is None:
            time.sleep(0.05)
        for process in psutil.process_iter(["cmdline"]):
            if (
                str(tmp_path / "scheduler.json") in (process.info["cmdline"] or [])
                and "distributed.cli.dask_scheduler" in process.info["cmdline"]
            ):
                process.kill()
        _, said = run.communicate(timeout=60)
    assert run.returncode == 1 and "Traceback" not in said
    assert (
        said.splitlines()[-1] == "error: the Dask scheduler is gone; the finished cases are kept: run it again to go on"
    )


def test_faults_of_a_grid_name_the_file_and_the_case(tmp_path):
    (tmp_path / "g.yaml").write_text("- {scope: all}\n- {scope: nix}\n")
    with pytest.raises(ParameterError, match=r"g\.yaml: case 2: parameter scope: given 'nix'"):
        sweep.cases(REVENUE, tmp_path / "g.yaml")
    (tmp_path / "g.yaml").write_text("scope: all\nscope: non_it\n")
    with pytest.raises(ParameterError, match="'scope' stands twice"):
        sweep.cases(REVENUE, tmp_path / "g.yaml")
    done = command("sweep", REVENUE, tmp_path / "g.yaml", "--scheduler", "")
    assert done.returncode == 2


def test_being_asked_to_end_leaves_nothing_half_written(small, tmp_path):
    run = subprocess.Popen(
        [sys.executable, "-m", "analysis", "run", str(small), "-p", "wait", "60", "--out", str(tmp_path / "out")],
        stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    while not list(tmp_path.glob("out.new-*")) and run.poll() is None:
        time.sleep(0.05)
    run.terminate()
    _, said = run.communicate(timeout=20)
    assert run.returncode == 130 and "interrupted" in said
    assert sorted(p.name for p in tmp_path.iterdir()) == ["small.ipynb"]


def test_a_cell_of_the_table_is_no_formula(small, tmp_path):
    """A notebook's values go into a table that people open with a spreadsheet."""
    shows = "from analysis.notebook.show import show_finding\nshow_finding('x', said='=1+1', number=-2)"
    notebook = nbformat.read(small, as_version=4)
    notebook.cells[-1].source = shows
    nbformat.write(notebook, small)
    sweep.run(small, {"defaults": {}}, tmp_path / "out", progress=False)
    table = csvs.read(tmp_path / "out" / sweep.TABLE)
    assert (table["said"][0], table["number"][0]) == ("=1+1", "-2")
    assert ",-2,'=1+1\n" in (tmp_path / "out" / sweep.TABLE).read_text()
