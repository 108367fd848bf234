"""A new article: its folder drafted from a text, what is still missing in it, and its first seals."""

import csv
import difflib
import re
import shutil
from pathlib import Path

import pandas as pd

from analysis import DATA, ROOT, ledger
from analysis.audit import accepting, drafting
from analysis.audit import article as articles
from analysis.ledger import (
    ArticleError,
    LedgerError,
    ParameterError,
    check,
    cite,
    csvs,
    dates,
    folders,
    package,
    seals,
)
from analysis.ledger import readings as numbers
from analysis.ledger.readings import Readings

ID = re.compile(r"(?=.{1,60}$)[a-z0-9]+(-[a-z0-9]+)*")
FAULT = re.compile(r"(\S+\.csv) line (\d+), (?:[a-z0-9-]+/[a-z0-9-]+[,:] )?(.*)")


def write(text, source, sentences=None, folder=DATA, show=None):
    """Make the folder of a new article: its source, fingerprints, and drafts of its claims and events.

    Parameters
    ----------
    text : path
        The reader's copy, text or HTML; nothing of it is kept but figure phrases of at most eight words.
    source : dict of str to str
        Its row of sources: ``source_id``, ``published`` (a day), ``url``; more if known.
    sentences : path, optional
        File for the sentence around each row, outside the project; by default beside the text.
    folder : pathlib.Path
        The ledger's.
    show : callable, optional
        As of `drafting.rows`.

    Returns
    -------
    home, sentences : pathlib.Path
        The new folder, and the file of sentences.
    claims, events : pandas.DataFrame
        What was drafted, as from `drafting.rows`.

    Raises
    ------
    ParameterError
        If the id is no id or taken, or a file would be written over or lie inside the project.
    ArticleError
        If the text cannot be read, is hardly in Latin letters, is wrapped, or holds no figure.
    """
    name = source["source_id"]
    if not ID.fullmatch(name):
        raise ParameterError(
            f"--id: given {name!r}; allowed: up to 60 small letters and digits, single hyphens between them"
        )
    if not cite.ADDRESS.fullmatch(source["url"]):
        raise ParameterError(f"--url: given {source['url'][:100]!r}; allowed: an http or https address")
    for option in ("producer", "title"):
        if re.search(package.UNSEEN, source.get(option, "")):
            raise ParameterError(f"--{option}: given {source[option][:100]!r}; allowed: one line of what can be seen")
    copy, home = articles.read(text), Path(folder) / "articles" / name
    articles.require_latin(copy, text)
    articles.require_whole_paragraphs(copy, text)
    taken = ParameterError(f"--id: {name!r} is taken; allowed: an id that no source has")
    if home.exists():
        raise taken
    beside = Path(sentences) if sentences else Path(text).with_name(f"{name}-sentences.csv")
    if beside.exists() or beside.resolve().is_relative_to(ROOT):
        why = "exists already" if beside.exists() else "lies in the project, where no article's text may stand"
        raise ParameterError(f"--sentences: {beside} {why}; name another file")
    if not beside.parent.is_dir():
        raise ParameterError(
            f"--sentences: there is no folder {beside.parent}; allowed: a new file in one that is there"
        )
    book = ledger.read(folder)
    if name in set(book.sources["source_id"]):
        raise taken
    columns = list(book.sources.columns)
    source = (
        dict.fromkeys(columns, "") | _proposed(copy, source) | {key: value for key, value in source.items() if value}
    )
    claims, events = drafting.rows(copy, book, source, show)
    if claims.empty and events.empty:
        raise ArticleError(f"{text} holds no figure and no date")
    prints = [
        {"source_id": name, "paragraph": n, "sha256": one} for n, one in enumerate(articles.fingerprints(copy), 1)
    ]
    aside = pd.concat([claims.rename(columns={"claim_id": "row"}), events.rename(columns={"event_id": "row"})])
    aside = aside.assign(number=aside["row"].str.rpartition("-")[2].astype(int)).sort_values("number")
    try:
        home.mkdir(parents=True)
    except FileExistsError:  # another process was quicker: what is there is its own
        raise taken from None
    try:
        csvs.write(home / "source.csv", columns, [source])
        csvs.write(home / "fingerprints.csv", list(book.fingerprints.columns), prints)
        for table, known, file in ((claims, book.claims, "claims.csv"), (events, book.events, "events.csv")):
            if len(table):
                csvs.write(home / file, list(known.columns), table[list(known.columns)].to_dict("records"))
        accepting.add_terms(name, folder)
        # Sentences are what somebody else wrote: no spreadsheet may run one.
        shown = [{name: csvs.neutral(cell) for name, cell in row.items()} for row in aside.to_dict("records")]
        csvs.write(beside, ["row", "wording", "sentence"], shown)
    except BaseException:  # an interruption too: half an article is none
        shutil.rmtree(home, ignore_errors=True)
        beside.unlink(missing_ok=True)
        raise
    return home, beside, claims, events


def require(name, folder=DATA):
    """Raise ParameterError unless an article has a folder."""
    names = folders.names(folder)
    if name not in names:
        near = difflib.get_close_matches(name, names, n=1)
        hint = f" (did you mean {near[0]}?)" if near else ""
        raise ParameterError(f"no article has the id {name!r}{hint}; there are: {', '.join(names)}")


def missing(name, folder=DATA):
    """Return what is wrong with an article, a list of faults for each row, in the order of its text.

    Returns
    -------
    dict of (str, str) to list of str
        The row (id, wording and file, or the file alone) and its place; what is missing or wrong there.
    """
    home = f"articles/{name}"
    rows, passed_over, tables = {}, set(), package.read(Path(folder), [name])
    terms = zip(tables["terms"].path, seals.rows(tables["terms"]))
    of_record = {row["name"] for path, row in terms if row["kind"] == "measure" and not path.startswith("articles/")}
    for table in ("claims", "events"):
        for path, line, row in zip(tables[table].path, tables[table].line, seals.rows(tables[table])):
            if path.startswith(home):
                one = seals.key(tables[table].schema, row)
                rows[path, str(line)] = (_order(row), one, path, line, row["wording"])
                passed_over |= {
                    f"{path} line {line}, column {column}: " for column in accepting.completed(table, row, of_record)
                }
    found = {}
    faults = check.problems(folder, article=name)
    left = [fault for fault in faults if not fault.startswith(tuple(passed_over))]  # the others --accept completes
    for fault in dict.fromkeys([*left, *(_of_sound_rows(tables, home, left) if faults else [])]):
        parts = FAULT.match(fault)
        at = parts and rows.get((parts[1], parts[2]))
        where = at or ((-1, -1), parts[1] if parts else "", "", 0, "")
        found.setdefault(where, []).append(parts[3] if at else fault)
    return {where[1:]: lines for where, lines in sorted(found.items())}


def _of_sound_rows(tables, home, faults):
    """Return what is wrong in the words of rows whose cells are sound, which a check looks at only when all are."""
    broken = {tuple(found.groups()[:2]) for fault in faults if (found := FAULT.match(fault))}
    typed = {table: package.typed(tables[table])[0] for table in ("claims", "events", "sources", "readings")}
    sound = {
        table: typed[table][
            [
                path.startswith(home) and (path, str(line)) not in broken and row["use"] != "excluded"
                for path, line, row in zip(tables[table].path, tables[table].line, seals.rows(tables[table]))
            ]
        ]
        for table in ("claims", "events")
    }
    readings = Readings(typed["readings"])
    found = numbers.faults(sound["claims"], readings) + dates.faults(sound["events"], typed["sources"], readings)
    return [check.located(line, tables) for line in found]


def unsealed(name, folder=DATA):
    """Return the rows of an article that have no seal, each a tuple of table, file, schema and row."""
    path, found, held = Path(folder) / "articles" / name / "reviews.csv", [], set()
    if path.exists():
        with path.open(newline="", encoding="utf-8-sig") as file:
            held = {(row["table"], row["row_id"]) for row in csv.DictReader(file)}
    for table, content in package.read(Path(folder), [name]).items():
        for home, row in zip(content.path, seals.rows(content)):
            own = home.startswith(f"articles/{name}/") and table != seals.TABLE
            if own and (table, seals.key(content.schema, row)) not in held:
                found.append((table, home, content.schema, row))
    return found


def taken_away(name, folder=DATA):
    """Return which of the rows drafted for an article are gone, by the gaps in their numbers: "figure or date 7"."""
    home = Path(folder) / "articles" / name
    ids = [
        row[key]
        for table, key in (("claims", "claim_id"), ("events", "event_id"))
        for row in accepting.of_file(home / f"{table}.csv")
    ]
    numbers = {int(found[1]) for one in ids if (found := re.search(r"/(?:figure|date)-(\d+)$", one))}
    return sorted(set(range(1, max(numbers, default=0))) - numbers)


def leaning(name, folder=DATA):
    """Return the dates of an article, not yet sealed, that follow from a date before them: a person must confirm each."""
    rows = (row for _, _, _, row in unsealed(name, folder) if row.get("rule") == "context-dated")
    return [f"{row['event_id']} “{row['wording']}”" for row in rows]


def seal(name, day, folder=DATA):
    """Seal the rows of an article that have no seal, as seen once: the person has just typed them.

    A row that changed since it was sealed is left to ``review``, one at a time.

    Parameters
    ----------
    name : str
    day : str
        ISO.
    folder : path

    Returns
    -------
    int
        How many rows.

    Raises
    ------
    LedgerError
        If every row has a seal, or the article's check is not clean.
    """
    found = [seals.seal(*row, 1, day) for row in unsealed(name, folder)]
    if not found:
        raise LedgerError(f"{name} is sealed already: python -m analysis review ID renews the seal of one row")
    if faults := check.problems(folder, article=name):
        command = f"python -m analysis check --article {name}"
        raise LedgerError(
            f"{len(faults)} cells are blank or wrong: {command} names them, {command} --accept completes them"
        )
    path, kept = Path(folder) / "articles" / name / "reviews.csv", []
    if path.exists():
        with path.open(newline="", encoding="utf-8-sig") as file:
            kept = list(csv.DictReader(file))
    csvs.write(path, list(found[0]), kept + found)
    return len(found)


def _proposed(copy, source):
    """Return the cells of a source's row that need no person: what nobody has judged yet says so."""
    headline = copy.paragraph(1)
    return {
        "kind": "press",
        "producer": re.sub(r"^www\.", "", re.sub(r"^\w+://([^/:]*).*", r"\1", source["url"])),
        "title": headline if len(headline.split()) <= 20 and headline[-1] not in ".!?" else "",
        "language": "en",
        "reliability": "F",
        "note": "Grade: nobody has judged it yet.",
    }


def _order(row):
    """Return the place of a row in the text: its paragraph, then its number among the drafted."""
    number = re.search(r"-(\d+)$", row["claim_id" if "claim_id" in row else "event_id"])
    return int(row["locator"]) if row["locator"].isdecimal() else 0, int(number[1]) if number else 0
