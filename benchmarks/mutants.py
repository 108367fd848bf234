"""Facts of the ledger changed one at a time, on a fixed seed: does the check notice each?

Every table and column takes part: numbers are scaled, words swapped for others
that the column allows, dates moved, texts altered, rows deleted, doubled and
added, and bounds changed together with their wording. Prints what was caught
and missed by table and column, and on a sample how much the rules alone catch,
without the seals. Free-text notes are counted apart: no seal closes them.
Exits 1 if the check misses one changed fact.
"""

import contextlib
import random
import shutil
import sys
import tempfile
import time
from pathlib import Path

from analysis import DATA, ROOT
from analysis.ledger import LedgerError, check, package, seals

sys.path.insert(0, str(ROOT / "tests"))
import mutations  # noqa: E402

SEED, CELLS, ROWS, PAIRS = 20240821, 8, 6, 80
RULES_ALONE, WHOLE = 60, 15  # mutants that the rules alone, and the whole check, are tried on


def main():
    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        data = shutil.copytree(DATA, Path(folder) / "data")
        assert check.problems(data, seals=True) == [], "the ledger is not sound: run make check"
        made = mutations.of_ledger(data, SEED, CELLS, ROWS, PAIRS)
        facts = [one for one in made if one.column not in seals.FREE]
        notes = [one for one in made if one.column in seals.FREE]
        found = [with_change(data, one, by_seals) for one in facts]
        sample = random.Random(SEED).sample(facts, RULES_ALONE)
        alone = sum(bool(with_change(data, one, by_rules)) for one in sample)
        whole = [one for one in sample[:WHOLE] if not with_change(data, one, by_all)]
        of_notes = sum(bool(with_change(data, one, by_seals)) for one in notes)
    missed = [one for one, lines in zip(facts, found) if not lines]
    placed = sum(named(one, lines) for one, lines in zip(facts, found))
    by_place(facts, missed)
    print(
        f"{len(facts)} changed facts: {len(facts) - len(missed)} caught, {len(missed)} missed; {placed} with the row or column named"
    )
    print(f"the rules alone, without the seals, catch {alone} of a sample of {RULES_ALONE}")
    print(f"the whole check misses {len(whole)} of {WHOLE}")
    print(f"{len(notes)} changed notes, which no seal closes: the check catches {of_notes}")
    for one in missed + whole:
        print(f"  missed: {one.path}, {one.column}: {one.was!r} became {one.now!r}")
    print(f"{time.perf_counter() - start:.0f} s")
    sys.exit(bool(missed or whole))


def with_change(data, mutant, look):
    """Return what a look finds while a file of the ledger is changed."""
    path = data / mutant.path
    before = path.read_bytes()
    path.write_text(mutant.text, encoding="utf-8", newline="")
    try:
        return look(data)
    except LedgerError as error:
        return [str(error)]
    finally:
        path.write_bytes(before)


def by_seals(data):
    return seals.faults(package.read(data)) or by_rules(data)


def by_rules(data):
    return check.problems(data)


def by_all(data):
    return check.problems(data, seals=True)


def named(mutant, lines):
    """Whether a line names the file or table and the column or row that was changed."""
    return any(
        (mutant.path in line or mutant.table in line) and (mutant.column in line or mutant.was[:80] in line)
        for line in lines
    )


def by_place(facts, missed):
    """Print how many changes of each column and row were made, and how many of them missed."""
    print(f"{'table':16} {'column':20} {'made':>5} {'missed':>7}")
    places = dict.fromkeys((one.table, one.column) for one in facts)
    for table, column in places:
        made, out = (sum((o.table, o.column) == (table, column) for o in some) for some in (facts, missed))
        print(f"{table:16} {column:20} {made:5} {out:7}")


if __name__ == "__main__":
    with contextlib.suppress(BrokenPipeError):
        main()
