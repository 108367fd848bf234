"""An interrupt ends a command, whatever else would swallow it, and never its tidying."""

import subprocess
import sys

import pytest

TIDYING = """
import signal, time
from analysis.headless import interrupts
interrupts.listen()
try:
    with interrupts.deferred():
        signal.raise_signal(signal.SIGINT)
        print("uncut", flush=True)
    print("never here", flush=True)
except KeyboardInterrupt:
    for _ in range(5):
        time.sleep(0.1)
        signal.raise_signal(signal.SIGINT)
    print("tidied", flush=True)
"""
# A report whose step is interrupted in the middle of something that handles the interrupt as if it were its own fault.
COMMAND = """
import signal, sys
from analysis.__main__ import main
from {package} import {module}

def step(*args, original={module}.{name}, **kwargs):
    try:
        signal.raise_signal(signal.{signal})
    except BaseException:
        {reaction}
    return original(*args, **kwargs)

{module}.{name} = step
main(["report", sys.argv[1], "--out", sys.argv[2]])
"""
NOTEBOOK = '{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}'


def run(code, *words):
    command = [sys.executable, "-c", code, *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60)


@pytest.mark.parametrize(
    ("step", "reaction", "signal"),
    [
        ("analysis.site.notebooks.exporter", "pass", "SIGINT"),
        ("analysis.headless.pool._start", "pass", "SIGINT"),
        ("analysis.site.build.write", "pass", "SIGTERM"),
        ("analysis.site.notebooks.exporter", "raise RuntimeError('no attribute') from None", "SIGINT"),
    ],
    ids=["before the notebooks", "among them", "after them", "as another error"],
)
def test_an_interrupt_that_a_library_swallows_or_changes_still_ends_the_command(step, reaction, signal, tmp_path):
    (tmp_path / "1_small.ipynb").write_text(NOTEBOOK)
    path, name = step.rsplit(".", 1)
    package, module = path.rsplit(".", 1)
    code = COMMAND.format(package=package, module=module, name=name, reaction=reaction, signal=signal)
    done = run(code, tmp_path / "1_small.ipynb", tmp_path / "out")
    assert done.returncode == 130
    assert done.stderr.splitlines()[-1] == "error: interrupted; the last report is as it was"
    assert "Traceback" not in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["1_small.ipynb"]


def test_an_interrupt_neither_cuts_what_is_deferred_nor_the_tidying():
    assert run(TIDYING).stdout.split() == ["uncut", "tidied"]
