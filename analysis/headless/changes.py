"""What differs between two executed versions of a notebook, in words: findings, tables, charts."""

import hashlib

from analysis.ledger import csvs
from analysis.notebook.show import display_outputs, figures, findings

SHOWN = 5  # rows, and verdicts, of one table
NAMED = ("thesis_id", "statement", "short", "claim_id", "event_id", "source_id")  # columns that name a row
JUDGED = ("verdict", "likelihood", "confidence")


def between(old, new):
    """Return one line for each difference, the most telling first.

    Parameters
    ----------
    old, new : nbformat.NotebookNode

    Returns
    -------
    list of str
        Findings with old and new sentence, then verdicts, rows of tables, and charts.
    """
    said = [
        [" ".join(filter(None, [one["sentence"], one.get("beside")])) for one in findings(each)] for each in (old, new)
    ]
    found = _of_findings(*said)
    before, now = _tables(old), _tables(new)
    for name in dict.fromkeys([*before, *now]):
        if name not in now or name not in before:
            found.append(f"{name}: {'is gone' if name not in now else 'is new'}")
        elif before[name] != now[name]:
            found += _of_rows(name, csvs.parse(before[name]), csvs.parse(now[name]))
    before, now = _sentences(old), _sentences(new)
    found += [
        f"sentence on {name}: “{before[name]}” → “{now[name]}”"
        for name in before
        if name in now and before[name] != now[name]
    ]
    before, now = (
        {name: hashlib.sha256(picture.encode()).hexdigest() for name, (picture, _) in figures(notebook).items()}
        for notebook in (old, new)
    )
    for name in dict.fromkeys([*before, *now]):
        if before.get(name) != now.get(name):
            how = "is gone" if name not in now else "is new" if name not in before else "looks different"
            found.append(f"chart {name}: {how}")
    return found


def _of_findings(before, now):
    gone, new = ([one for one in some if one not in others] for some, others in ((before, now), (now, before)))
    pairs = [f"finding: “{old}” → “{fresh}”" for old, fresh in zip(gone, new)]
    pairs += [f"finding: “{old}” is gone" for old in gone[len(new) :]]
    return pairs + [f"finding: “{fresh}” is new" for fresh in new[len(gone) :]]


def _tables(notebook):
    return {
        f"table {output.metadata['table']}"
        if "table" in output.metadata
        else f"data of chart {output.metadata['figure']}": output.data["text/csv"]
        for output in display_outputs(notebook)
        if "text/csv" in output.data
    }


def _sentences(notebook):
    """Return the sentence below each table and each chart, and the words that are read aloud for a chart."""
    found = {}
    for output in display_outputs(notebook):
        for kind in ("table", "figure"):
            if kind in output.metadata and "text/plain" in output.data:
                found[f"{kind} {output.metadata[kind]}"] = output.data["text/plain"].partition(". ")[2]
    return found | {f"the picture {name}": alt for name, (_, alt) in figures(notebook).items()}


def _of_rows(name, before, now):
    """Lines on one table: the verdicts that changed, then how many rows were added, removed, changed."""
    if list(before.columns) != list(now.columns):
        return [f"{name}: other columns"]
    key = next(
        (column for column in NAMED if column in now and now[column].is_unique and before[column].is_unique), None
    )
    old, new = before.to_dict("records"), now.to_dict("records")
    if key is None:
        gone = [row for row in old if row not in new]
        added = [row for row in new if row not in old]
        return [f"{name}: {_rows(len(added))} new, {_rows(len(gone))} gone"]
    old, new = ({row[key]: row for row in rows} for rows in (old, new))
    changed = [one for one in new if one in old and old[one] != new[one]]
    found = [
        f"{column} of {one!r}: {old[one][column]} → {new[one][column]}"
        for column in JUDGED
        if column in now
        for one in changed
        if old[one][column] != new[one][column]
    ]
    added, gone = [one for one in new if one not in old], [one for one in old if one not in new]
    parts = {"added": added, "removed": gone, "changed": changed}
    listed = [
        f"{_rows(len(ids))} {what} ({', '.join(ids[:SHOWN])}{', …' if len(ids) > SHOWN else ''})"
        for what, ids in parts.items()
        if ids
    ]
    return [*found, f"{name}: {'; '.join(listed) or 'the same rows in another order'}"]


def _rows(count):
    return f"{count} {'row' if count == 1 else 'rows'}"
