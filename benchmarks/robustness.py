"""How fast universes are judged, and that sweeps of the brief say the same.

Judges 10,000 universes in process; runs the notebook of the brief for some of
them through papermill, one by one, as a tool does that runs a notebook a
universe; compares what both say. Exits 1 if 10,000 universes take more than
10 seconds, or any universe differs.
"""

import sys
import tempfile
import time
from pathlib import Path

from analysis import ledger, robustness
from analysis.headless import notebook as runner
from analysis.headless import sweep

ARTICLE = "donga-2024-08"
COUNT, LIMIT, NOTEBOOKS, SWEPT = 10_000, 10.0, 20, 50


def parameters(universe):
    """Return a universe as parameters of the brief, or None where the brief has no such choice."""
    if universe.least_grade != "F" or universe.repeats != "once" or universe.bearing != "all":
        return None
    return {
        "reading": universe.reading,
        "window_years": int(universe.window_years),
        "as_of": universe.as_of,
        "leave_out": " ".join(sorted(universe.leave_out)),
    }


def outcome(space, universe):
    """Return verdict and likelihood of the theses that the brief's findings name, as `brief.values` gives them."""
    roles = [one for one in space.theses if one["role"]]
    found = {one["role"]: space.thesis(one, universe) for one in roles}
    return {
        f"{role}_{name}": value for role, both in found.items() for name, value in zip(("verdict", "likelihood"), both)
    }


def main():
    start = time.perf_counter()
    space = robustness.Universes(ledger.read(), ARTICLE)
    drawn = robustness.sample(space, COUNT)
    for universe in drawn:
        space.outcomes(universe)
    taken = time.perf_counter() - start
    print(f"{COUNT:,} universes in process, with all that is read before: {taken:.1f} s; limit {LIMIT:.0f} s")
    start = time.perf_counter()
    flips = robustness.table(space, 3)
    print(f"flip sets up to three choices of {len(flips)} sentences and verdicts: {time.perf_counter() - start:.1f} s")

    asked = [(one, parameters(one)) for one in robustness.sample(space, 4_000, seed=3)]
    asked = [(one, values) for one, values in asked if values is not None][:SWEPT]
    path = runner.NOTEBOOKS / "00_brief.ipynb"
    start = time.perf_counter()
    for _, values in asked[:NOTEBOOKS]:
        runner.run(runner.job(path, values))
    each = (time.perf_counter() - start) / NOTEBOOKS
    print(
        f"the notebook once a universe, measured on {NOTEBOOKS}: {each:.2f} s each, {each / (taken / COUNT):,.0f} times as long"
    )

    with tempfile.TemporaryDirectory() as folder:
        todo = {sweep.case_name(values): values for _, values in asked}
        table = sweep.run(path, todo, Path(folder) / "sweep", progress=False).set_index("case")
    different = [
        name
        for universe, values in asked
        for name in [sweep.case_name(values)]
        for key, value in outcome(space, universe).items()
        if table.loc[name, key] != value
    ]
    print(f"a sweep of the brief over {len(todo)} universes: {len(different)} values differ")
    broken = taken > LIMIT or bool(different)
    print("a limit is BROKEN" if broken else "limits kept")
    sys.exit(broken)


if __name__ == "__main__":
    main()
