"""Cells that do not behave, folders of killed runs, a full disk: the report ends, says so, and leaves nothing behind."""

import errno
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import papermill
import psutil
import pytest

from analysis.headless import notebook as runner
from analysis.headless import results
from analysis.ledger import RunError

LIMIT = 120  # seconds


def write(path, *cells):
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    code = [nbformat.v4.new_code_cell(source) for source in cells]
    nbformat.write(nbformat.v4.new_notebook(cells=code, metadata=kernel), path)
    return path


def marked(text):
    """Processes whose command line holds a text."""
    return [one for one in psutil.process_iter(["cmdline"]) if text in " ".join(one.info["cmdline"] or [])]


@pytest.fixture(scope="module")
def unruly(tmp_path_factory):
    """One report on notebooks that leave a thread, a fork and a process, print too much, and exit."""
    folder = tmp_path_factory.mktemp("unruly")
    sleeper = f"import subprocess, sys\nsubprocess.Popen([sys.executable, '-c', 'import time; time.sleep(9999)', {str(folder)!r}])"
    paths = [
        write(folder / "1_thread.ipynb", "import threading, time\nthreading.Thread(target=time.sleep, args=[9999]).start()", "'on'"),
        write(folder / "2_fork.ipynb", "import os, time\nif not os.fork():\n    time.sleep(9999)", "'on'"),
        write(folder / "3_process.ipynb", sleeper, "'on'"),
        write(folder / "4_print.ipynb", "for _ in range(50):\n    print('x' * 10**6)"),
        write(folder / "5_exit.ipynb", "import sys\nsys.exit(0)", "'never'"),
    ]  # fmt: skip
    before = time.monotonic()
    run = subprocess.Popen(
        [sys.executable, "-m", "analysis", "report", *paths, "--out", folder / "out"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip
    _, said = run.communicate(timeout=LIMIT)
    return folder, run, said, time.monotonic() - before


def test_threads_forks_and_processes_do_not_keep_the_report(unruly):
    folder, run, said, _ = unruly
    assert run.returncode == 1
    for name in ("1_thread", "2_fork", "3_process"):
        assert f"error: {name}" not in said
        assert "'on'" in (folder / "out" / "notebooks" / f"{name}.ipynb").read_text()


def test_nothing_is_left_running(unruly):
    folder, run, _, _ = unruly
    assert psutil.wait_procs(marked(str(folder)), timeout=10)[1] == []
    for _ in range(50):  # Python's own helper of its processes ends after them
        left = [one for one in psutil.process_iter(["status"]) if _session(one) == run.pid]
        left = [one for one in left if one.info["status"] != psutil.STATUS_ZOMBIE]  # a zombie has ended
        if not left:
            break
        time.sleep(0.2)
    assert left == []


def _session(process):
    try:
        return os.getsid(process.pid)
    except OSError:
        return None


def test_a_cell_that_prints_too_much_is_named_and_cut(unruly):
    folder, _, said, _ = unruly
    assert "error: 4_print: cell 1: printed 50,000,050 characters; allowed: 1,000,000" in said
    assert (folder / "out" / "4_print.html").stat().st_size < 3_000_000


def test_an_exit_in_a_cell_is_a_failure(unruly):
    assert "error: 5_exit: cell 1: SystemExit: 0" in unruly[2]


def test_a_full_temporary_folder_is_an_error_and_no_result(monkeypatch):
    def full(*_, **__):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(papermill, "execute_notebook", full)
    with pytest.raises(RunError, match="the temporary folder .* is full"):
        runner.execute(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1")]))


def test_an_executed_notebook_that_is_cut_short_is_an_error(monkeypatch):
    monkeypatch.setattr(papermill, "execute_notebook", lambda notebook, out, *_, **__: Path(out).write_text('{"ce'))
    with pytest.raises(RunError, match="could not be written whole"):
        runner.execute(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1")]))


KILLED = """
import os, pathlib, sys
from analysis.headless import results
out = pathlib.Path(sys.argv[1])
rename, count = pathlib.Path.rename, []
def dying(self, target):
    count.append(1)
    if len(count) == int(sys.argv[2]):
        os.kill(os.getpid(), 9)
    return rename(self, target)
pathlib.Path.rename = dying
with results.replacing(out) as staging:
    (staging / "new.txt").write_text("new")
"""


def filled(out, name="old.txt"):
    out.mkdir()
    (out / name).write_text("old")
    results.write_manifest(out, {"kind": "report"})


@pytest.mark.parametrize("moment", [1, 2], ids=["before the first rename", "between the two"])
def test_a_run_killed_while_it_swaps_folders_loses_nothing(tmp_path, moment):
    out = tmp_path / "out"
    filled(out)
    done = subprocess.run([sys.executable, "-c", KILLED, str(out), str(moment)])
    assert done.returncode == -signal.SIGKILL and out.exists() == (moment == 1)
    results.require_replaceable(out, "report")
    assert (out / "old.txt").read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["out"], "leftovers are gone"


def test_a_run_that_goes_on_is_left_alone(tmp_path):
    out = tmp_path / "out"
    with results.replacing(out) as staging:
        results.recover(out)
        assert staging.is_dir()
    (tmp_path / "out.new-mine").mkdir()
    results.recover(out)
    assert (tmp_path / "out.new-mine").is_dir(), "not ours"


@pytest.mark.parametrize(
    "own", ["folder", "link to a folder", "link to a file", "broken link", "link for a file of ours"]
)
def test_a_readers_own_links_and_empty_folders_are_kept(tmp_path, own):
    out = tmp_path / "out"
    filled(out)
    if own == "folder":
        (out / "mine").mkdir()
    elif own == "link for a file of ours":
        (tmp_path / "kept.txt").write_text("old")
        (out / "old.txt").unlink()
        (out / "old.txt").symlink_to(tmp_path / "kept.txt")
    else:
        target = {"link to a folder": tmp_path, "link to a file": __file__, "broken link": "nowhere"}[own]
        (out / "mine").symlink_to(target)
    with pytest.raises(RunError, match="is no file of ours"):
        results.require_replaceable(out, "report")


def test_a_folder_whose_name_is_too_long_is_one_line(tmp_path):
    with (
        pytest.raises(RunError, match="no folder can be made for x.*: File name too long"),
        results.replacing(tmp_path / ("x" * 250)),
    ):
        pass
    assert list(tmp_path.iterdir()) == []
