"""Seconds and peak memory of commands, with all processes they start."""

import contextlib
import subprocess
import sys
import time

import psutil

SAMPLE = 0.25  # seconds between two looks at memory


def measure(commands):
    """Run commands one after another; return seconds and the peak memory of all their processes, MB."""
    peaks, start = [], time.perf_counter()
    for command in commands:
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        peaks.append(watch(process))
        if process.returncode:
            sys.exit(f"failed: {' '.join(map(str, command))}")
    return time.perf_counter() - start, max(peaks) / 1e6


def watch(process):
    """Wait for a process; return the peak memory of it and all below it, bytes, shared pages counted once."""
    peak = 0
    tree = psutil.Process(process.pid)
    while process.poll() is None:
        total = 0
        with contextlib.suppress(psutil.Error):
            for one in [tree, *tree.children(recursive=True)]:
                with contextlib.suppress(psutil.Error):
                    info = one.memory_full_info()
                    total += getattr(info, "pss", info.uss)
        peak = max(peak, total)
        try:
            process.wait(SAMPLE)
        except subprocess.TimeoutExpired:
            continue
    return peak


def end(broken):
    """Say whether the limits were kept, and exit: 1 if one was broken."""
    print("limits kept" if not broken else "a limit is BROKEN")
    sys.exit(broken > 0)
