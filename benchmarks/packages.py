"""Random changes of the ledger's package: check gives lines, and what it calls sound fails in no notebook.

``python benchmarks/packages.py [CHANGES] [SEED] [FIRST]``: each change is made alone, in a
copy. Counted are errors of any other kind than the package's own, lines longer
than 300 characters, changes known to be wrong that pass, and sound packages on
which a notebook ends in an error. Exits 1 if there is one. Every notebook is
run on every sound change: on several at once where they lie in different lines
and are sound together, and on ever fewer where such a run fails.
"""

import contextlib
import csv
import functools
import io
import json
import multiprocessing
import random
import shutil
import sys
import tempfile
import time
import traceback
import warnings
from pathlib import Path
from unittest import mock

import nbformat
import pandas as pd

from analysis import DATA, ledger
from analysis.headless import notebook as runner
from analysis.ledger import check, package

CHANGES, SEED, LONGEST = 10_000, 12, 300
PART = 500  # changes that one process tries in one copy
TOGETHER = 3  # changes of one file that a notebook is run on at once

WRONG_DATES = ["last summer", "2018-13", "2018-02-30", "2018-08/2018-01", "\u200e2018", "2018 ", "18", "20180101x"]
ODD_DATES = [
    *(
        "2018~",
        "2018?",
        "2018%",
        "201X",
        "2018-XX",
        "20XX",
        "../2018",
        "2018/..",
        "2018-21",
        "[2018..2020]",
        "[..2018]",
    ),
    *("{2018,2020}", "9999", "9999-12-31", "0001", "-0100", "Y17000", "2018-08", "2018-08-01/2018-08-31", "2018/2019~"),
]
WRONG_NUMBERS = ["-1", "1e6", "nan", "inf", "1,000", "0x10", "1.", ".5", "\u0661", " 5", "007"]
ODD_NUMBERS = ["", "0", "0.5", "100", "101", "1" + "0" * 18, "1" + "0" * 320, f"0.{'0' * 319}1", "1234567.891"]
WRONG_TEXTS = [" x", "x ", "a\u202eb", "a\u200bb", "a\tb", "a\nb", "\ufeffa"]
ODD_TEXTS = ["", "'", '"', '<script>"', "$x$", "=1+1", "x" * 200_000, "한국", "%s {}", "\\", "**a**", "None", "nan"]
DATES = {"period", "date", "published", "accessed", "withdrawn", "day"}


def tables():
    """Return each table file of the package: path below the folder → its schema."""
    about = package.describe(DATA)
    schemas = {one["name"]: one["schema"] for one in about["resources"]}
    found = {one["path"]: one["schema"] for one in about["resources"]}
    for one in about["articles"]:
        schema = schemas[one["schema"]] if isinstance(one["schema"], str) else one["schema"]
        found |= {path.relative_to(DATA).as_posix(): schema for path in sorted(DATA.glob(f"articles/*/{one['path']}"))}
    return found


def change(chance, files):
    """Return a random change: the file, its new text, whether it is known to be wrong, and what it is in words."""
    if chance.random() < 0.04:
        return _change_of_package(chance)
    path = chance.choice(sorted(files))
    text = (DATA / path).read_text(encoding="utf-8")
    if chance.random() < 0.03:
        return _change_of_file(chance, path, text)
    head, *rows = csv.reader(io.StringIO(text, newline=""))
    row, at = chance.randrange(len(rows)), chance.randrange(len(head))
    kind = chance.random()
    if kind < 0.06:
        gone = rows.pop(row)
        return path, _written(head, rows), False, f"{path}: without the row {gone[0]}"
    if kind < 0.10:
        rows.insert(row, list(rows[row]))
        return path, _written(head, rows), True, f"{path}: the row {rows[row][0]} twice"
    if kind < 0.16:
        other = chance.randrange(len(rows))
        rows[row][at], rows[other][at] = rows[other][at], rows[row][at]
        return path, _written(head, rows), False, f"{path}: {head[at]} of rows {row + 1} and {other + 1} swapped"
    old = rows[row][at]
    rows[row][at], wrong = _value(chance, files[path]["fields"][at], old)
    words = f"{path} row {row + 1}, {head[at]}: {old[:60]!r} to {rows[row][at][:60]!r}"
    return path, _written(head, rows), wrong and rows[row][at] != old, words


def _value(chance, field, old):
    """Return another value of a column, and whether no ledger may hold it."""
    rules, wrong = field.get("constraints", {}), chance.random() < 0.3
    if "enum" in rules:
        return (f"{old}x", True) if wrong else (chance.choice(rules["enum"]), False)
    if field["name"] in DATES:
        return chance.choice(WRONG_DATES if wrong else ODD_DATES), wrong
    if field["type"] == "number":
        return chance.choice(WRONG_NUMBERS if wrong else ODD_NUMBERS), wrong
    if wrong:
        return chance.choice(WRONG_TEXTS), True
    new = chance.choice([*ODD_TEXTS, old + " more", old[:-1], old.upper(), old + '"'])
    return new, new == "" and bool(rules.get("required"))


def _change_of_file(chance, path, text):
    lines = text.splitlines(keepends=True)
    at = chance.randrange(1, len(lines))
    ways = {
        "empty": ("", True),
        # Without its seals a table is as sound as before: that they are gone is for the check of seals to say.
        "its heading alone": (lines[0], not path.endswith("reviews.csv")),
        "a quote more": ("".join([*lines[:at], '"', *lines[at:]]), False),
        "a comma more": ("".join([*lines[:at], lines[at].rstrip("\n") + ",\n", *lines[at + 1 :]]), False),
        "a NUL": (text[:-1] + "\0\n", False),
        "CRLF": (text.replace("\n", "\r\n"), False),
        "a column more": (text.replace("\n", ",more\n", 1), True),
        "two columns swapped": (text.replace(lines[0], ",".join(lines[0].strip().split(",")[::-1]) + "\n"), True),
    }
    name = chance.choice(sorted(ways))
    return path, *ways[name], f"{path}: {name}"


def _change_of_package(chance):
    about = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))
    resource = chance.choice(about["resources"])
    fields, name = resource["schema"]["fields"], resource["name"]

    def drop(mapping, key):
        mapping.pop(key)

    ways = {
        "missing": lambda: about["resources"].remove(resource),
        "twice": lambda: about["resources"].append(resource),
        "without primary key": lambda: drop(resource["schema"], "primaryKey"),
        "with a primary key that is no column": lambda: resource["schema"].update(primaryKey=["no_such"]),
        "without fields": lambda: drop(resource["schema"], "fields"),
        "with a column less": lambda: fields.pop(chance.randrange(len(fields))),
        "with a column twice": lambda: fields.append(fields[0]),
        "with a field without name": lambda: drop(fields[0], "name"),
        "with a field without type": lambda: drop(fields[0], "type"),
        "with a number for a pattern": lambda: fields[0].update(constraints={"pattern": 5}),
        "with a broken pattern": lambda: fields[0].update(constraints={"pattern": "("}),
        "with a foreign key to nothing": lambda: resource["schema"].update(
            foreignKeys=[{"fields": [fields[0]["name"]], "reference": {"resource": "no_such", "fields": ["x"]}}]
        ),
        "with a path outside": lambda: resource.update(path="../../etc/passwd"),
        "with a path that is a number": lambda: resource.update(path=7),
        "with a schema that is a list": lambda: resource.update(schema=[]),
    }
    way = chance.choice(sorted(ways))
    ways[way]()
    return "datapackage.json", json.dumps(about), True, f"datapackage.json: {name} {way}"


def _written(head, rows):
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([head, *rows])
    return out.getvalue()


def problems(folder):
    """Return the lines that check gives, however it gives them."""
    with mock.patch("analysis.ledger.check.frictionless_problems", _frictionless_problems):
        try:
            return check.problems(folder)
        except ledger.LedgerError as error:
            return [str(error)]


def _frictionless_problems(tables):
    """Return what Frictionless says of tables; it is asked once of each that no change touches."""
    asked = ((name, json.dumps(one.schema), *map(tuple, _lines(one.text))) for name, one in tables.items())
    return [line for one in asked for line in _of_one(*one)]


def _lines(text):
    return [list(text.columns), *text.to_numpy().tolist()]


@functools.lru_cache(maxsize=100)
def _of_one(name, schema, head, *rows, ask=check.frictionless_problems):
    return ask({name: package.Table(pd.DataFrame(rows, columns=head), [], [], json.loads(schema))})


def run_notebook(path, read, values=None):
    """Run a notebook's cells in this process, its ledger read by another function.

    Parameters
    ----------
    path : path
    read : callable
        Stands for `ledger.read`.
    values : dict, optional
        Parameters, set after the cell that declares them.

    Returns
    -------
    list of (dict, dict)
        What the cells published: data and metadata. Pictures are drawn, but not as PNG or SVG.
    """
    shown, names = [], {}
    with (
        mock.patch("analysis.ledger.read", read),
        mock.patch("analysis.notebook.show._publish", lambda data, metadata: shown.append((data, metadata))),
        mock.patch("analysis.charts.files.png", lambda chart: chart.figure and b""),
        mock.patch("analysis.charts.files.svg", lambda chart, narrow=False: ""),
        warnings.catch_warnings(),
    ):
        warnings.simplefilter("ignore")
        for cell in nbformat.read(path, as_version=4).cells:
            if cell.cell_type == "code":
                exec(compile(cell.source, str(path), "exec"), names)
                if "parameters" in cell.metadata.get("tags", []):
                    names |= values or {}
    return shown


def try_one(folder, change):
    """Make one change in a copy of data/, let check judge it, take it back; return what it came to, and what was said."""
    path, text, wrong, _ = change
    whole = (folder / path).read_bytes()
    (folder / path).write_text(text, encoding="utf-8", newline="")
    try:
        found = problems(folder)
    except Exception as error:
        return "error in check", _where(error)
    finally:
        (folder / path).write_bytes(whole)
    long = [line for line in found if len(line) > LONGEST or "\n" in line]
    if long:
        return "long line", long[0][:LONGEST]
    if found:
        return "refused", found[0]
    return ("wrong accepted", "") if wrong else ("sound", "")


def try_notebooks(folder, changes, notebooks):
    """Make sound changes together, run notebooks on them, take them back.

    Returns
    -------
    dict of str to str, or None
        What went wrong, by notebook; None where the changes are not sound together.
    """
    whole = {path: (folder / path).read_bytes() for path, *_ in changes}
    try:
        for path, old in whole.items():
            texts = [text for changed, text, *_ in changes if changed == path]
            (folder / path).write_text(together(old.decode(), texts), encoding="utf-8", newline="")
        if problems(folder):
            return None
        book, failed = ledger.read(folder), {}
        for path in notebooks:
            try:
                run_notebook(path, lambda folder=None, reading="literal", source="": book.by(reading))
            except Exception as error:
                failed[path.stem] = _where(error)
        return failed
    finally:
        for path, data in whole.items():
            (folder / path).write_bytes(data)


def together(whole, texts):
    """Return a file with the changes of several texts; None where two change one line, or the number of lines."""
    old = whole.split("\n")
    new, changed = list(old), set()
    for text in texts:
        lines = text.split("\n")
        mine = {at for at, (line, was) in enumerate(zip(lines, old)) if line != was}
        if len(texts) > 1 and (len(lines) != len(old) or mine & changed):
            return None
        new = [line if at in mine or at >= len(new) else new[at] for at, line in enumerate(lines)]
        changed |= mine
    return "\n".join(new)


def batches(changes):
    """Put changes together, each in the first batch where it goes with what is there, few of a file in each."""
    found = []
    for one in changes:
        whole = (DATA / one[0]).read_text(encoding="utf-8")
        for batch in found:
            texts = [text for path, text, *_ in batch if path == one[0]]
            if not texts or (len(texts) < TOGETHER and together(whole, [*texts, one[1]]) is not None):
                batch.append(one)
                break
        else:
            found.append([one])
    return found


def judged(folder, changes, notebooks):
    """Try changes one by one, then notebooks on the sound ones, together where they go together.

    Yields
    ------
    (str, str, str)
        What a change came to, the change in words, and what was said of it.
    """
    sound = []
    for one in changes:
        kind, said = try_one(folder, one)
        sound += [one] if kind == "sound" else []
        yield kind, one[3], said
    waiting = batches(sound)
    while waiting:
        batch = waiting.pop()
        failed = try_notebooks(folder, batch, notebooks)
        if len(batch) > 1 and failed != {}:  # by halves, to know which
            half = len(batch) // 2
            waiting += [batch[:half], batch[half:]]
        else:
            yield from ((f"error in {name}", batch[0][3], said) for name, said in failed.items())


def _where(error):
    where = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__}: {error} ({where.filename}:{where.lineno})"[:1000]


@contextlib.contextmanager
def copy_of_data():
    """Give a folder that holds a copy of data/."""
    with tempfile.TemporaryDirectory() as folder:
        yield Path(shutil.copytree(DATA, Path(folder) / "data"))


def _part(part):
    seed, numbers = part
    files = tables()
    with copy_of_data() as folder:
        changes = [change(random.Random(seed * 1_000_003 + number), files) for number in numbers]
        return list(judged(folder, changes, runner.notebooks()))


def main():
    count, seed, first = (int(text) for text in (*sys.argv[1:], *map(str, (CHANGES, SEED, 0)[len(sys.argv) - 1 :])))
    parts = [(seed, range(at, min(at + PART, first + count))) for at in range(first, first + count, PART)]
    counts, started = {}, time.monotonic()
    with multiprocessing.get_context("spawn").Pool() as pool:
        for done, results in enumerate(pool.imap(_part, parts), 1):
            for kind, words, said in results:
                counts[kind] = counts.get(kind, 0) + 1
                if kind not in ("refused", "sound"):
                    print(f"{kind}: {words}: {said}", flush=True)
            print(f"{min(done * PART, count)} of {count} changes, {time.monotonic() - started:.0f} s", file=sys.stderr)
    print(f"{count} changes: " + ", ".join(f"{kind}: {n}" for kind, n in sorted(counts.items())))
    sys.exit(bool(counts.keys() - {"refused", "sound"}))


if __name__ == "__main__":
    main()
