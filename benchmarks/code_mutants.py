"""Faults put into the code one at a time: which of them do the tests notice?

A mutant is one small change of one file of analysis/: another comparison, sum,
constant, colour or condition, a statement left out, arguments swapped, nothing
returned. The mutants are drawn with a seed, as many from each kind of change.
Each runs in a copy of the tree against the tests that concern its file, the
nearest first; the last are the notebooks that show it, whose outputs, with
their defaults and with other parameters, must stay as they are kept. Prints how many were caught and every
survivor; exits 1 if fewer than 95 percent of those not listed as equivalent
were caught.

mutmut and cosmic-ray were weighed: both choose one test command for all files,
and with it a run of 150 mutants would take a night.
"""

import argparse
import csv
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import Queue

import code_changes

ROOT = Path(__file__).resolve().parents[1]
EQUIVALENT = Path(__file__).with_name("equivalent_mutants.csv")
LEAST_CAUGHT = 0.95
SECONDS = 600  # for each group of tests; a mutant that goes on for longer is caught
# Mutants of each wing; a question is a room at the top level of analysis/.
COUNTS = {"charts": 54, "ledger": 48, "questions": 48, "notebook": 6, "audit": 6}
LEFT_ASIDE = {"__init__.py", "__main__.py"}
QUESTION_TESTS = [
    "tests/test_model.py", "tests/test_revenue.py", "tests/test_claims.py", "tests/test_timeline.py",
    "tests/test_verdicts.py", "tests/test_scenario.py", "tests/shift", "tests/test_brief.py",
]  # fmt: skip
# Where the notebook of a file cannot be told from its name.
SHOWN_IN = {"verdicts": ["brief"], "notebook": ["claims"]}
SHOWN_IN |= dict.fromkeys(["model", "draws", "dependence", "whatif"], ["scenario"])
RUNS = "(papermill_runs or a_parameter_changes)"  # the tests that execute notebooks
NO_TESTS = 5  # pytest's exit code where it found none: a mistake of this file, and no mutant caught


def files(wing):
    """Return the code files of a wing, by path from the root."""
    folder = ROOT / "analysis"
    found = (
        [*folder.glob("*.py"), *folder.glob("shift/*.py"), *folder.glob("robustness/*.py")]
        if wing == "questions"
        else folder.glob(f"{wing}/**/*.py")
    )
    return sorted(path.relative_to(ROOT) for path in found if path.name not in LEFT_ASIDE)


def draw(seed):
    """Return the seeded mutants: of each wing its number, spread evenly over the kinds of change."""
    chosen = []
    for wing, count in COUNTS.items():
        chance, kinds = random.Random(f"{seed} {wing}"), {}
        for path in files(wing):
            for mutant in code_changes.of((ROOT / path).read_text(encoding="utf-8"), path.as_posix()):
                kinds.setdefault(mutant.kind, []).append(mutant)
        for mutants in kinds.values():
            chance.shuffle(mutants)
        drawn = []
        while len(drawn) < count and any(kinds.values()):
            drawn += [mutants.pop() for mutants in kinds.values() if mutants]
        chosen += drawn[:count]
    return chosen


def stages(file):
    """Return the tests that concern a file, in the order in which they are tried."""
    path = Path(file)
    wing, *below = path.with_suffix("").parts[1:]
    names = _notebooks(wing, below)
    notebooks = ["tests/test_notebooks.py", "-k", RUNS + (f" and ({' or '.join(names)})" if names else "")]
    own = [f"tests/{'/'.join([wing, *below[:-1]])}/test_{below[-1]}.py" if below else f"tests/test_{wing}.py"]
    if wing == "charts":
        room = below[0]
        if room == "paper":
            return [["tests/charts"], notebooks]
        own = sorted(str(p.relative_to(ROOT)) for p in ROOT.glob(f"tests/charts/test_{room}*.py"))
        return [[*own, "tests/charts/test_every_chart.py"], notebooks]
    if wing in ("ledger", "audit", "notebook"):
        tried = [own, [f"tests/{wing}"], QUESTION_TESTS if wing == "ledger" else ["tests/test_house.py"]]
        tried += [["tests/audit"]] if wing == "ledger" else []  # the audit reads dates and words by its rules
        tried += [["tests/headless/test_refresh.py"]] if wing == "notebook" else []  # it reads what notebooks show
    else:
        room = f"tests/{wing}" if below else own[0]
        tried = [own, [room], [f"tests/charts/test_{wing}.py"], QUESTION_TESTS]
    there = [[name for name in names if (ROOT / name).exists()] for names in tried]
    return [names for place, names in enumerate(there) if names and names not in there[:place]] + [notebooks]


def _notebooks(wing, below):
    if wing == "ledger" or below in (["paper"], ["files"]):
        return []  # all of them
    return SHOWN_IN.get(wing, [below[0] if wing == "charts" else wing])


def copy_tree(folder):
    """Copy what the tests need into a folder, without anything compiled."""
    leave = shutil.ignore_patterns(
        ".git", ".venv", "__pycache__", "output*", ".hypothesis", ".*_cache", "runs", "sweeps"
    )
    return Path(shutil.copytree(ROOT, Path(folder) / "tree", ignore=leave))


def tried(mutant, tree):
    """Run the tests of a mutant in a copy of the tree; return the first stage that fails, or none."""
    path = tree / mutant.file
    sound = path.read_text(encoding="utf-8")
    try:
        path.write_text(code_changes.applied(sound, mutant), encoding="utf-8")
        for tests in stages(mutant.file):
            if not passes(tests, tree):
                return " ".join(tests)
        return None
    finally:
        path.write_text(sound, encoding="utf-8")


def passes(tests, tree):
    """Run tests until the first failure; return whether all passed in time."""
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "-p", "no:nbval", *tests]
    # A compiled file of the mutant before could be taken for this one's.
    env = os.environ | {"PYTHONPATH": str(tree), "PYTHONDONTWRITEBYTECODE": "1"}
    command += ["-o", "addopts=--import-mode=importlib -m 'not browser'"]
    process = subprocess.Popen(
        command, cwd=tree, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        code = process.wait(SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        print(f"out of time after {SECONDS} s: {' '.join(tests)}", flush=True)
        return False
    if code == NO_TESTS:
        sys.exit(f"there is no such test: {' '.join(tests)}")
    return code == 0


def _failing(mutants, tree):
    """Return those of the mutants' tests that fail in an unchanged copy of the tree."""
    parts = {tuple(tests) for mutant in mutants for tests in stages(mutant.file)}
    names = {name for tests in parts if "-k" not in tests for name in tests}
    names = sorted(name for name in names if name.rpartition("/")[0] not in names)
    groups = [[name] for name in names] + [["tests/test_notebooks.py", "-k", RUNS]]
    return [" ".join(tests) for tests in groups if not passes(tests, tree)]


def main():
    parser = argparse.ArgumentParser(description="Count the faults in the code that the tests notice.")
    parser.add_argument("--seed", type=int, default=12, help="of the drawing (default 12)")
    parser.add_argument("--jobs", type=int, default=2, help="mutants tried at a time (default 2)")
    parser.add_argument("--only", action="append", help="only mutants whose line holds this text; may be repeated")
    parser.add_argument("--list", action="store_true", help="name the mutants and run nothing")
    options = parser.parse_args()
    with EQUIVALENT.open(newline="", encoding="utf-8") as file:
        reasons = {(row["file"], row["place"], row["change"]): row["reason"] for row in csv.DictReader(file)}
    chosen = [one for one in draw(options.seed) if not options.only or any(text in str(one) for text in options.only)]
    equivalent = [one for one in chosen if one.key in reasons]
    chosen = [one for one in chosen if one.key not in reasons]
    if options.list:
        print(*chosen, sep="\n")
        return
    survivors, started = [], time.monotonic()
    trees = Queue()
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(options.jobs) as pool:
        for number in range(options.jobs):
            trees.put(copy_tree(f"{folder}/{number}"))
        # Tests that fail in a sound tree would "catch" every mutant.
        broken = _failing(chosen, trees.queue[0])
        if broken:
            sys.exit(f"these tests fail without any mutant: {'; '.join(broken)}")

        def try_one(mutant):
            tree = trees.get()
            try:
                return tried(mutant, tree)
            finally:
                trees.put(tree)

        for mutant, stage in zip(chosen, pool.map(try_one, chosen)):
            print(f"{'caught  ' if stage else 'SURVIVED'} {mutant}" + (f"  [{stage}]" if stage else ""), flush=True)
            survivors += [mutant] if not stage else []
    caught = len(chosen) - len(survivors)
    for mutant in equivalent:
        print(f"equivalent {mutant}: {reasons[mutant.key]}")
    print(f"{len(survivors)} survived:", *survivors, sep="\n  ")
    share = caught / len(chosen) if chosen else 1.0
    print(
        f"{caught} of {len(chosen)} mutants caught ({share:.1%}), {len(equivalent)} more equivalent, "
        f"{time.monotonic() - started:.0f} s; limit {LEAST_CAUGHT:.0%}: {'kept' if share >= LEAST_CAUGHT else 'BROKEN'}"
    )
    sys.exit(share < LEAST_CAUGHT)


if __name__ == "__main__":
    main()
