"""The report against its peer: ``jupyter nbconvert --execute --to html`` on the same notebooks.

Both run in turns, several times, on the same machine in the same minutes. The
peer is run twice over: one call a notebook, one after another, and one call
for all. Prints medians and ratios; exits 1 if the report takes more than 0.6
of the time of the calls one after another.
"""

import contextlib
import statistics
import subprocess
import sys
import tempfile
import time

import psutil

from analysis import runner

ROUNDS = 3
LIMIT = 0.6
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


def main():
    paths = runner.notebooks()
    with tempfile.TemporaryDirectory() as folder:
        convert = [sys.executable, "-m", "jupyter", "nbconvert", "--execute", "--to", "html", "--output-dir", folder]
        ways = {
            "report": [[sys.executable, "-m", "analysis", "report", "--quiet", "--out", f"{folder}/report"]],
            "nbconvert, one call a notebook": [[*convert, path] for path in paths],
            "nbconvert, one call for all": [[*convert, *paths]],
        }
        found = {name: [] for name in ways}
        for _ in range(ROUNDS):
            for name, commands in ways.items():
                found[name].append(measure(commands))
    seconds = {name: statistics.median(s for s, _ in runs) for name, runs in found.items()}
    print(f"{len(paths)} notebooks, {psutil.cpu_count()} cores, median of {ROUNDS} rounds")
    print(f"{'':32} {'seconds':>8} {'ratio':>6} {'peak MB':>8}")
    for name, runs in found.items():
        ratio = seconds["report"] / seconds[name]
        print(f"{name:32} {seconds[name]:8.1f} {ratio:6.2f} {max(mb for _, mb in runs):8.0f}")
    ratio = seconds["report"] / seconds["nbconvert, one call a notebook"]
    print(f"limit {LIMIT}: {'kept' if ratio <= LIMIT else 'BROKEN'}")
    sys.exit(ratio > LIMIT)


if __name__ == "__main__":
    main()
