"""The report against its peers on the same notebooks: ``papermill`` and ``jupyter nbconvert --execute``.

All run in turns, several times, on the same machine in the same minutes.
papermill and nbconvert are called once a notebook, one after another;
nbconvert also once for all. Prints medians, ratios and peak memory; exits 1 if a limit is broken.
"""

import statistics
import sys
import tempfile

import psutil
from measuring import end, measure

from analysis.headless import notebook as runner

ROUNDS = 3
LIMITS = {"papermill, one call a notebook": 1 / 3, "nbconvert, one call a notebook": 0.6}


def main():
    paths = runner.notebooks()
    python = [sys.executable, "-m"]
    with tempfile.TemporaryDirectory() as folder:
        convert = [*python, "jupyter", "nbconvert", "--execute", "--to", "html", "--output-dir", folder]
        papermill = [*python, "papermill", "-k", "python3", "--no-progress-bar"]
        ways = {
            "report": [[*python, "analysis", "report", "--anew", "--quiet", "--out", f"{folder}/report"]],
            "papermill, one call a notebook": [[*papermill, path, f"{folder}/{path.name}"] for path in paths],
            "nbconvert, one call a notebook": [[*convert, path] for path in paths],
            "nbconvert, one call for all": [[*convert, *paths]],
        }
        found = {name: [] for name in ways}
        for _ in range(ROUNDS):
            for name, commands in ways.items():
                found[name].append(measure(commands))
    seconds = {name: statistics.median(s for s, _ in runs) for name, runs in found.items()}
    print(f"{len(paths)} notebooks, {psutil.cpu_count()} cores, median of {ROUNDS} rounds")
    print(f"{'':32} {'seconds':>8} {'ratio':>6} {'limit':>6} {'peak MB':>8}")
    broken = 0
    for name, runs in found.items():
        ratio, limit = seconds["report"] / seconds[name], LIMITS.get(name)
        broken += limit is not None and ratio > limit
        shown = f"{limit:6.2f}" if limit else f"{'':6}"
        print(f"{name:32} {seconds[name]:8.1f} {ratio:6.2f} {shown} {max(mb for _, mb in runs):8.0f}")
    end(broken)


if __name__ == "__main__":
    main()
