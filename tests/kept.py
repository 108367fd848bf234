"""What the code makes of all that it is given here, kept, so that a change is seen.

What notebooks show is kept as digests in ``kept.csv``: with their defaults all of it, with other parameters what
differs. The rows that are drafted from each text in ``articles/`` are kept in a table beside it.
``python tests/kept.py`` makes everything anew, says what is not as kept, and keeps it as it is now.
"""

import csv
import hashlib
import io
import json
from pathlib import Path

from notebook_runs import ARTICLES, PARAMETERS, PATHS

from analysis import ledger
from analysis.audit import article as articles
from analysis.audit import drafting
from analysis.headless import notebook as runner
from analysis.headless import pool
from analysis.notebook.show import display_outputs

FILE = Path(__file__).with_name("kept.csv")
COLUMNS = ["notebook", "parameters", "output", "digest"]
# Each text and its day of publication.
TEXTS = {
    "port": "2025-04-09",
    "workers": "2024-10-22",
    "drought": "2025-06-17",
    "hospital": "2025-11-06",
    "briefs": "2025-03-13",
}
ROW = [
    *("locator", "wording", "asserted_by", "measure", "place", "period", "low", "high", "unit", "bound", "status"),
    *("title", "rule", "use", "note"),
]


def drafted(text):
    """Return the rows drafted from a text as a table in the order of the text; a date's day stands in ``period``."""
    source = {"source_id": text, "published": TEXTS[text], "producer": "The Wire"}
    copy = articles.read(ARTICLES / f"{text}.txt")
    claims, events = drafting.rows(copy, ledger.read(), source)
    found = [*claims.to_dict("records"), *events.rename(columns={"date": "period"}).to_dict("records")]
    found.sort(key=lambda row: int((row.get("claim_id") or row["event_id"]).rpartition("-")[2]))
    out = io.StringIO()
    writer = csv.DictWriter(out, ROW, restval="", extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(found)
    return out.getvalue()


def table_of(text):
    """Return the path of the table that is kept of a text."""
    return ARTICLES / f"{text}.drafted.csv"


def of_run(done):
    """Return a digest of each picture and table of a run, and of each output as a page shows it."""
    import nbformat

    found = {name: _digest(data) for name, data in done.files.items() if not name.startswith("notebooks/")}
    notebook = nbformat.reads(done.files[f"notebooks/{done.name}.ipynb"].decode(), as_version=4)
    for number, output in enumerate(display_outputs(notebook), 1):
        name = output.metadata.get("figure") or output.metadata.get("table") or "finding"
        shown = {kind: data for kind, data in output.data.items() if kind not in ("image/png", "text/csv")}
        found[f"output {number}, {name}"] = _digest(json.dumps(shown, sort_keys=True).encode())
    return found


def of_executed(path, notebook):
    """Return the same of a notebook that papermill wrote."""
    found = runner.Run(path.stem, "")
    for output in display_outputs(notebook):
        runner.harvest(output, found)
    found.files[f"notebooks/{path.stem}.ipynb"] = runner.as_text(notebook).encode()
    return of_run(found)


def expected():
    """Return what is kept: notebook and parameters → output → digest."""
    found = {}
    with FILE.open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            found.setdefault((row["notebook"], row["parameters"]), {})[row["output"]] = row["digest"]
    usual = {name: outputs for (name, values), outputs in found.items() if values == "{}"}
    return {key: usual[key[0]] | outputs for key, outputs in found.items()}


def named(values):
    """Return parameters as `expected` names them, the same on every machine."""
    return json.dumps(values, ensure_ascii=False).replace(str(ARTICLES), "articles")


def differences(name, values, found, kept):
    """Return a line for each output of a run that is not as kept; ``found``: from `of_run`."""
    old = kept.get((name, named(values)), {})
    return [
        f"{name} with {named(values)}: {output} is not as kept; if it should be, python tests/kept.py"
        for output in sorted(found.keys() | old.keys())
        # An output that a run lacks is kept as blank.
        if found.get(output, "") != old.get(output, "")
    ]


def main():
    old = expected() if FILE.exists() else {}
    runs = [(path, values) for path in PATHS for values in [{}, *(run[0] for run in PARAMETERS[path.stem])]]
    done = pool.run_all([runner.job(path, values) for path, values in runs])
    by_run, rows, usual, changed = {number: of_run(run) for number, run, _ in done}, [], {}, []
    for number, (path, values) in enumerate(runs):
        found = by_run[number]
        usual = found if not values else usual
        changed += differences(path.stem, values, found, old)
        rows += [
            [path.stem, named(values), output, found.get(output, "")]
            for output in sorted(found.keys() | usual.keys())
            if not values or found.get(output) != usual.get(output)
        ]
    for text in TEXTS:
        new, path = drafted(text), table_of(text)
        changed += (
            [f"{path.name} is not as kept"] if not path.exists() or path.read_text(encoding="utf-8") != new else []
        )
        path.write_text(new, encoding="utf-8")
    print("\n".join(changed) or "All is as kept.")
    with FILE.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, lineterminator="\n").writerows([COLUMNS, *rows])


def _digest(data):
    return hashlib.sha256(data).hexdigest()[:10]


if __name__ == "__main__":
    main()
