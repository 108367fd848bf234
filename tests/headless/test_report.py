"""The report is whole, works offline, repeats, and never destroys what it should not."""

import contextlib
import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from html.parser import HTMLParser

import kept
import nbformat
import pandas as pd
import psutil
import pytest
from command_line import command

from analysis import DATA, ROOT
from analysis.headless import notebook as runner


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    out = tmp_path_factory.mktemp("with space") / "my {report}"
    words = [sys.executable, "-m", "analysis", "report", "--out", str(out)]
    done = subprocess.run(words, capture_output=True, text=True, cwd=out.parent)
    assert done.returncode == 0, done.stderr
    return out, done


class Links(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found, self.tags, self.without_alt = [], set(), 0

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        self.tags.add(tag)
        self.found += [values[key] for key in ("href", "src") if values.get(key)]
        self.without_alt += tag == "img" and not values.get("alt")


def test_every_link_leads_somewhere_and_nothing_is_fetched_from_outside(made):
    out, _ = made
    for page in out.glob("*.html"):
        links = Links()
        links.feed(page.read_text(encoding="utf-8"))
        local = [link for link in links.found if not re.match(r"https?:|#", link)]
        assert local and all((out / link.partition("#")[0]).is_file() for link in local), page.name
        assert links.without_alt == 0
        outside = re.findall(r'(?:src|<link[^>]* href)="(https?:[^"]*)"', page.read_text(encoding="utf-8"))
        assert outside == []


def test_each_notebook_has_a_page_and_each_figure_its_four_files(made):
    out, _ = made
    for path in runner.notebooks():
        assert (out / f"{path.stem}.html").is_file() and (out / "notebooks" / path.name).is_file()
    pictures = list((out / "figures").glob("*.png"))
    assert len(pictures) >= 6
    for picture in pictures:
        for ending in (".svg", ".narrow.svg"):
            assert picture.with_suffix(ending).read_text(encoding="utf-8").startswith("<svg")
        assert len(pd.read_csv(picture.with_suffix(".csv")))
    assert len(list((out / "tables").glob("*.csv"))) > 15


def test_it_ends_with_the_findings_and_where_to_look(made):
    out, done = made
    said = " ".join(done.stdout.split())
    assert "no source shows that they came from China" in said
    assert str(out / "index.html") in done.stdout
    index = re.sub("<[^>]*>", "", (out / "index.html").read_text(encoding="utf-8"))
    assert "Since October 2016 no source with figures for both countries" in index


def test_without_a_change_nothing_is_made_again_and_it_says_so(made):
    out, _ = made
    before = {path: path.stat().st_mtime_ns for path in out.rglob("*")}
    done = command("report", "--out", out)
    assert done.returncode == 0 and done.stdout.startswith("Nothing has changed since the last report. Read it: ")
    assert {path: path.stat().st_mtime_ns for path in out.rglob("*")} == before


def test_notebooks_in_the_report_name_no_folder_of_this_machine(made, tmp_path):
    out, _ = made
    for path in (out / "notebooks").iterdir():
        text = path.read_text(encoding="utf-8")
        assert str(ROOT) not in text and str(out) not in text
        assert "papermill" not in nbformat.reads(text, as_version=4).metadata


@pytest.mark.parametrize("path", runner.notebooks(), ids=lambda path: path.stem)
def test_its_warm_processes_show_what_a_kernel_of_its_own_shows(made, path):
    """What is kept comes from papermill with a kernel (test_notebooks)."""
    files = {one.relative_to(made[0]).as_posix(): one.read_bytes() for one in made[0].glob("*/*") if one.is_file()}
    own = {name: data for name, data in files.items() if name.split("/")[1].startswith(f"{path.stem}.")}
    assert kept.differences(path.stem, {}, kept.of_run(runner.Run(path.stem, "", files=own)), kept.expected()) == []
    assert len(own) > 3


def test_a_second_run_gives_the_same_bytes(made, tmp_path):
    """A spoilt table has its notebook run again, and with it all pages are made anew, in another process."""
    out, again = made[0], shutil.copytree(made[0], tmp_path / "again")
    (again / "tables" / "03_revenue.per-worker.csv").write_text("spoilt")
    done = command("report", "--out", again)
    assert done.returncode == 0 and "7 of 8 notebooks" in done.stderr + done.stdout
    one, other = ({f.relative_to(r): f.read_bytes() for f in r.rglob("*") if f.is_file()} for r in (out, again))
    assert one.keys() == other.keys()
    assert [name for name in one if one[name] != other[name]] == []


def test_a_failing_notebook_is_shown_and_the_others_still_run(tmp_path):
    bad, good = tmp_path / "1_bad.ipynb", tmp_path / "2_good.ipynb"
    for path, code in ((bad, "1 / 0"), (good, "print('fine')")):
        cells = [nbformat.v4.new_markdown_cell(f"# {path.stem}?"), nbformat.v4.new_code_cell(code)]
        kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
        nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), path)
    done = command("report", bad, good, "--out", tmp_path / "out")
    assert done.returncode == 1
    assert "error: 1_bad: cell 1: ZeroDivisionError: division by zero" in done.stderr
    assert "ZeroDivisionError" in (tmp_path / "out" / "1_bad.html").read_text(encoding="utf-8")
    assert "fine" in (tmp_path / "out" / "2_good.html").read_text(encoding="utf-8")
    assert "This notebook failed" in (tmp_path / "out" / "index.html").read_text(encoding="utf-8")


def test_a_foreign_folder_is_never_replaced(tmp_path):
    mine = tmp_path / "thesis"
    mine.mkdir()
    (mine / "chapter.txt").write_text("years of work")
    done = command("report", "--out", mine)
    assert done.returncode == 1 and done.stderr.startswith("error: ") and len(done.stderr.splitlines()) == 1
    assert (mine / "chapter.txt").read_text() == "years of work"
    assert [p.name for p in tmp_path.iterdir()] == ["thesis"], "nothing half-written"


def test_a_file_of_the_readers_own_in_a_report_is_never_deleted(made, tmp_path):
    out = shutil.copytree(made[0], tmp_path / "report")
    (out / "tables" / "my notes.txt").write_text("precious")
    done = command("report", "--out", out)
    assert done.returncode == 1 and "my notes.txt is no file of ours" in done.stderr
    assert (out / "tables" / "my notes.txt").read_text() == "precious"


def test_the_manifest_names_every_file_with_its_hash(made):
    out, _ = made
    files = json.loads((out / "manifest.json").read_text())["files"]
    there = {p.relative_to(out).as_posix() for p in out.rglob("*") if p.is_file()} - {"manifest.json"}
    assert set(files) == there
    assert all(hashlib.sha256((out / name).read_bytes()).hexdigest() == value for name, value in files.items())


@pytest.mark.parametrize("processes", [1, 3, 4], ids=["starting", "one worker", "two workers"])
def test_an_interrupt_ends_at_once_and_leaves_the_last_report(made, tmp_path, processes):
    out = shutil.copytree(made[0], tmp_path / "report")
    before = {p: p.read_bytes() for p in out.rglob("*") if p.is_file()}
    run = subprocess.Popen(
        [sys.executable, "-m", "analysis", "report", "--anew", "--out", str(out)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip
    group = []
    while len(group) < processes and run.poll() is None:
        time.sleep(0.05)
        group = psutil.Process(run.pid).children(recursive=True)
    os.killpg(run.pid, signal.SIGINT)
    time.sleep(0.3)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(run.pid, signal.SIGINT)  # an impatient second one
    _, said = run.communicate(timeout=20)
    assert run.returncode == 130
    assert said.strip().splitlines()[-1] == "error: interrupted; the last report is as it was"
    assert "Traceback" not in said
    assert psutil.wait_procs(group, timeout=10)[1] == [], "processes left over"
    assert {p: p.read_bytes() for p in out.rglob("*") if p.is_file()} == before
    assert [p.name for p in tmp_path.iterdir()] == ["report"]


def test_a_kernel_that_dies_ends_its_notebook_only(tmp_path):
    path = tmp_path / "1_dies.ipynb"
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    cells = [nbformat.v4.new_code_cell("import os; os._exit(1)")]
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), path)
    done = command("report", path, "--out", tmp_path / "out")
    assert done.returncode == 1 and "error: 1_dies: DeadKernelError" in done.stderr
    assert "Traceback" not in done.stderr


def test_two_notebooks_of_one_name_are_refused(tmp_path):
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        shutil.copy(runner.NOTEBOOKS / "03_revenue.ipynb", tmp_path / folder)
    done = command("report", *tmp_path.glob("*/*.ipynb"), "--out", tmp_path / "out")
    assert done.returncode == 1 and "notebooks of different names" in done.stderr


def test_what_is_not_a_notebook_is_named(tmp_path):
    text = tmp_path / "notes.ipynb"
    text.write_text("not JSON")
    done = command("report", text, "--out", tmp_path / "out")
    assert done.returncode == 1 and "notes.ipynb is not a notebook" in done.stderr
    assert not (tmp_path / "out").exists()


def test_a_broken_ledger_stops_the_report_and_keeps_the_last(tmp_path):
    project = tmp_path / "copy of it"
    for part in ("analysis", "data", "notebooks"):
        shutil.copytree(ROOT / part, project / part)
    last = project / "output"
    last.mkdir()
    (last / "index.html").write_text("the last report")
    (last / "manifest.json").write_text('{"files": {"index.html": ""}}')
    claims = project / "data" / "articles" / "donga-2024-08" / "claims.csv"
    claims.write_text(claims.read_text(encoding="utf-8").replace(",percent,", ",per cent,", 1), encoding="utf-8")
    done = subprocess.run([sys.executable, "-m", "analysis", "report"], capture_output=True, text=True, cwd=project)
    assert done.returncode == 1
    assert done.stderr.strip().splitlines() == [done.stderr.strip()]
    assert "claims.csv line 3, column unit: found 'per cent'" in done.stderr
    assert sorted(p.name for p in last.iterdir()) == ["index.html", "manifest.json"]


def test_check_says_what_is_sound_and_what_is_not(edit):
    done = command("check")
    assert done.returncode == 0 and "sound" in done.stdout
    folder = edit("claims.csv", ",percent,", ",per cent,")
    done = command("check", folder)
    assert done.returncode == 1 and "column unit: found 'per cent'" in done.stderr


@pytest.mark.parametrize(
    "words", [["--help"], *([name, "--help"] for name in ("report", "run", "sweep", "verify", "check", "refresh"))]
)
def test_every_command_has_help(words):
    done = command(*words)
    assert done.returncode == 0 and "Usage:" in done.stdout
    assert len(words) == 1 or "Example" in done.stdout


@pytest.mark.parametrize("words", [["reprot"], ["report", "--jobs", "0"], ["report", "no.ipynb"], ["check", "--all"]])
def test_wrong_usage_is_one_line_and_exits_2(words):
    done = command(*words)
    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert line.startswith("error: ") and line.endswith(" --help)")


def test_a_full_disk_is_said_in_words(monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device", "reviews.csv")

    monkeypatch.setattr("analysis.ledger.review.write", full)
    done = command("review", "--yes", "donga-2024-08/revenue")
    assert (done.returncode, done.stderr) == (1, "error: reviews.csv: No space left on device\n")


def test_importing_the_package_loads_nothing_heavy():
    code = "import sys, analysis; print(sorted({'pandas', 'matplotlib', 'edtf', 'papermill', 'nbconvert', 'frictionless', 'scipy'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout == "[]\n"
    code = "import sys, analysis.ledger, analysis.claims, analysis.shift; print(sorted({'matplotlib', 'papermill', 'nbconvert', 'frictionless', 'scipy'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout == "[]\n"


def test_the_default_ledger_is_the_projects_own():
    assert DATA == ROOT / "data"
