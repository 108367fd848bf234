"""An interrupt ends a command, whatever else would swallow it, and never its tidying."""

import subprocess
import sys

START = """
import contextlib, signal, time
from analysis.headless import interrupts
interrupts.listen()
"""
LOST = """
try:
    signal.raise_signal(signal.SIGTERM)
except BaseException:
    print("lost", flush=True)
try:
    time.sleep(20)
except KeyboardInterrupt:
    print("heard", flush=True)
"""
TIDYING = """
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


def said(code):
    done = subprocess.run([sys.executable, "-c", START + code], capture_output=True, text=True, timeout=15)
    return done.stdout.split()


def test_an_interrupt_that_a_library_swallows_comes_again():
    assert said(LOST)[:2] == ["lost", "heard"]


def test_an_interrupt_neither_cuts_what_is_deferred_nor_the_tidying():
    assert said(TIDYING) == ["uncut", "tidied"]
