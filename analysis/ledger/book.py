"""Read and validate the ledger in ``data/``.

The rules of the columns (types, allowed values, patterns, keys) stand in
``data/datapackage.json`` alone; this module applies them at every read, in a
fraction of the time a full Frictionless validation takes, and adds the rules
that a table schema cannot say.
"""

import csv
import json
import math
import re
from dataclasses import dataclass, fields, replace
from pathlib import Path

import pandas as pd

from analysis import DATA
from analysis.ledger import dates

# Which ends a bound needs: (low, high).
BOUND_ENDS = {
    "exact": (True, True),
    "about": (True, True),
    "range": (True, True),
    "at_least": (True, False),
    "more_than": (True, False),
    "at_most": (False, True),
    "less_than": (False, True),
    "unstated": (False, False),
}

# What each measure is counted in.
UNITS = {
    "worker_stock": ("persons", "permits"),
    "worker_flow": ("persons", "permits"),
    "revenue": ("usd/year",),
    "pay": ("usd/person/month",),
    "share": ("percent",),
    "entries": ("crossings", "persons"),
    "visas": ("visas",),
    "registrations": ("registrations",),
    "enrolment": ("persons",),
    "quota": ("places",),
    "trade": ("usd",),
    "none": ("none",),
}

PLAIN_NUMBER = r"(?:0|[1-9]\d*)(?:\.\d+)?"
# Control characters, marks without width, odd spaces, and spaces at either end.
UNSEEN = "[\x00-\x1f\x7f-\xa0\xad\u200b-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff]|^ | $"


class LedgerError(ValueError):
    """The ledger is broken; the message names file, line, column and value."""

    def _render_traceback_(self):
        # One line in a notebook instead of a page of frames.
        return [f"LedgerError: {self}"]


@dataclass(frozen=True)
class Ledger:
    """The tables of the ledger.

    Attributes
    ----------
    sources, claims, events, readings, contradictions, evidence, fingerprints : pandas.DataFrame
        Columns as in ``data/datapackage.json``. Text columns hold ``str``
        (empty where blank); ``low`` and ``high`` hold ``float`` in the row's
        unit (NaN where blank).
    """

    sources: pd.DataFrame
    claims: pd.DataFrame
    events: pd.DataFrame
    readings: pd.DataFrame
    contradictions: pd.DataFrame
    evidence: pd.DataFrame
    fingerprints: pd.DataFrame

    def source(self, source_id):
        """Return one row of ``sources`` as a dict; raise LedgerError if there is none."""
        found = self.sources[self.sources["source_id"] == source_id]
        if found.empty:
            raise LedgerError(f"sources.csv has no source_id {source_id!r}")
        return found.iloc[0].to_dict()


def read(folder=DATA):
    """Read and validate the ledger.

    Parameters
    ----------
    folder : path
        Folder with ``datapackage.json`` and the CSV files it names.

    Returns
    -------
    Ledger

    Raises
    ------
    LedgerError
        At the first broken rule; the message says how many more there are.
    """
    tables, found = _read_tables(Path(folder))
    if found:
        more = f" (and {len(found) - 1} more: run make check)" if len(found) > 1 else ""
        raise LedgerError(found[0] + more)
    return Ledger(**tables)


def without(ledger, source_ids):
    """Return the ledger without the claims and events of some sources.

    Rules and changes of what is published stay: they say how figures are to be read.
    """
    claims = ledger.claims[~ledger.claims["source_id"].isin(source_ids)]
    events = ledger.events[~ledger.events["source_id"].isin(source_ids) | ledger.events["effect"].eq("rule")]
    return replace(ledger, claims=claims.reset_index(drop=True), events=events.reset_index(drop=True))


def problems(folder=DATA):
    """Return every broken rule as one line naming file, line, column and value."""
    return _read_tables(Path(folder))[1]


def _read_tables(folder):
    package = _read_package(folder)
    texts = {}
    for resource in package["resources"]:
        path = folder / resource["path"]
        texts[resource["name"]] = _read_csv(path, [f["name"] for f in resource["schema"]["fields"]])
    found, tables = [], {}
    for resource in package["resources"]:
        name, schema = resource["name"], resource["schema"]
        tables[name], bad = _apply_schema(texts[name], schema, resource["path"])
        found += bad
    found += _claim_problems(tables["claims"], texts["claims"])
    found += _edtf_problems(texts)
    found += _reading_problems(tables["readings"], texts["readings"])
    found += [
        f"events.csv line {line}, column same_as: found {row['same_as']!r}, an event is not another telling of itself"
        for line, row in texts["events"].iterrows()
        if row["same_as"] == row["event_id"]
    ]
    found += _pair_problems(tables["claims"])
    for resource in package["resources"]:
        name = resource["name"]
        found += _broken_keys(texts, name, resource["schema"], resource["path"])
        found += _id_problems(texts[name], name) if name in ("claims", "events") else []
    # What evidence needs can only be told of sound claims.
    found += [] if found else _evidence_problems(texts["evidence"], texts["claims"])
    return tables, found


def _read_package(folder):
    path = folder / "datapackage.json"
    try:
        package = json.loads(path.read_text(encoding="utf-8"))
        named = {resource["name"] for resource in package["resources"] if resource["schema"]["fields"]}
    except FileNotFoundError:
        raise LedgerError(f"no ledger here: {path} does not exist") from None
    except OSError as error:
        raise LedgerError(f"datapackage.json cannot be read: {error.strerror}") from None
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise LedgerError(f"datapackage.json is not valid JSON: {error}") from None
    except (KeyError, TypeError):
        raise LedgerError("datapackage.json has no list of resources, each with a name and a schema") from None
    lost = {field.name for field in fields(Ledger)} - named
    if lost:
        raise LedgerError(f"datapackage.json describes no table {sorted(lost)[0]!r}")
    return package


def _read_csv(path, columns):
    """Read one CSV strictly as text; the index is the line number in the file."""
    try:
        with path.open(newline="", encoding="utf-8-sig") as file:
            reader = csv.reader(file, strict=True)
            header = next(reader, [])
            if header != columns:
                raise LedgerError(_header_problem(path.name, header, columns))
            lines, rows = [], []
            for row in reader:
                if len(row) != len(columns):
                    raise LedgerError(
                        f"{path.name} line {reader.line_num}: found {len(row)} fields, "
                        f"need {len(columns)}: a comma too many or too few, or a missing quote"
                    )
                lines.append(reader.line_num)
                rows.append(row)
    except FileNotFoundError:
        raise LedgerError(f"{path.name} is missing in {path.parent}") from None
    except OSError as error:
        raise LedgerError(f"{path.name} cannot be read: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise LedgerError(f"{path.name} is not UTF-8 text: {error.reason} at byte {error.start}") from None
    except csv.Error as error:
        raise LedgerError(f"{path.name} line {reader.line_num}: not valid CSV: {error}") from None
    if not rows:
        raise LedgerError(f"{path.name} holds no rows")
    return pd.DataFrame(rows, columns=columns, index=lines, dtype=str)


def _header_problem(name, header, columns):
    for position, wanted in enumerate(columns):
        got = header[position] if position < len(header) else "nothing"
        if got != wanted:
            return f"{name} line 1: column {position + 1} is {got!r}, must be {wanted!r}"
    return f"{name} line 1: {len(header)} columns, must be {len(columns)}"


def _apply_schema(text, schema, path):
    table, found = text.reset_index(drop=True), []

    def say(mask, column, allowed):
        for line, value in text.loc[mask, column].items():
            found.append(f"{path} line {line}, column {column}: found {value!r}, {allowed}")

    for field in schema["fields"]:
        column, rules = text[field["name"]], field.get("constraints", {})
        filled = column != ""
        say(column.str.contains(UNSEEN), field["name"], "must hold no invisible character and no space at either end")
        if rules.get("required"):
            say(~filled, field["name"], "must not be blank")
        if "enum" in rules:
            say(filled & ~column.isin(rules["enum"]), field["name"], f"allowed: {', '.join(rules['enum'])}")
        if "pattern" in rules:
            fits = column.map(lambda value, rule=re.compile(rules["pattern"]): bool(rule.fullmatch(value)))
            said = "at most eight words" if field["name"] == "wording" else f"must match {rules['pattern']}"
            say(filled & ~fits, field["name"], said)
        if rules.get("unique"):
            say(filled & column.duplicated(), field["name"], "must be unique")
        if field["type"] == "number":
            plain = column.str.fullmatch(PLAIN_NUMBER)
            say(filled & ~plain, field["name"], "must be a plain number of zero or more, such as 1500 or 0.5")
            table[field["name"]] = column.where(plain).astype(float).reset_index(drop=True)
    key = schema["primaryKey"]
    if len(key) > 1:
        say(text.duplicated(key), key[-1], f"the same {' and '.join(key)} stand above")
    return table, found


def _broken_keys(texts, name, schema, path):
    found = []
    for key in schema.get("foreignKeys", []):
        (column,), other = key["fields"], key["reference"]["resource"] or name
        (target,) = key["reference"]["fields"]
        values = texts[name][column]
        lost = values[(values != "") & ~values.isin(texts[other][target])]
        found += [
            f"{path} line {line}, column {column}: found {value!r}, no such {target} in {other}.csv"
            for line, value in lost.items()
        ]
    return found


def _claim_problems(claims, text):
    """Bounds that disagree with low and high; exclusions without a reason."""
    low, high = claims["low"].notna(), claims["high"].notna()
    bound = claims["bound"]
    need_low = bound.map(lambda b: BOUND_ENDS.get(b, (None, None))[0])
    need_high = bound.map(lambda b: BOUND_ENDS.get(b, (None, None))[1])
    point = bound.isin(["exact", "about"])
    rules = [
        ((low != need_low) & need_low.notna(), "low", "bound {bound} needs low to be {state}", need_low),
        ((high != need_high) & need_high.notna(), "high", "bound {bound} needs high to be {state}", need_high),
        (low & high & (claims["low"] > claims["high"]), "low", "must not exceed high ({high})", None),
        (point & low & high & (claims["low"] < claims["high"]), "high", "bound {bound} needs low equal to high", None),
    ]
    found = []
    for mask, column, said, need in rules:
        for row in claims.index[mask]:
            state = "" if need is None else ("a number" if need[row] else "blank")
            told = said.format(bound=bound[row], high=text["high"].iloc[row], state=state)
            found.append(
                f"claims.csv line {text.index[row]}, column {column}: found {text[column].iloc[row]!r}, {told}"
            )
    units = {unit for allowed in UNITS.values() for unit in allowed}
    other = [u in units and u not in UNITS.get(m, (u,)) for m, u in zip(claims["measure"], claims["unit"])]
    found += [
        f"claims.csv line {line}, column unit: found {row['unit']!r}, "
        f"allowed for {row['measure']}: {', '.join(UNITS[row['measure']])}"
        for line, row in text[other].iterrows()
    ]
    over = claims["measure"].eq("share") & (claims[["low", "high"]].max(axis=1) > 100)
    found += [
        f"claims.csv line {line}, column high: found {text['high'][line]!r}, a share is at most 100"
        for line in text.index[over]
    ]
    again = (text["series"] != "") & text.duplicated(["series", "period"])
    found += [
        f"claims.csv line {line}, column period: found {text['period'][line]!r}, "
        f"series {text['series'][line]} has a figure for it above"
        for line in text.index[again]
    ]
    silent = (text["use"] == "excluded") & (text["note"] == "")
    found += [
        f"claims.csv line {line}, column note: blank, an excluded claim needs a reason" for line in text.index[silent]
    ]
    return found


def _reading_problems(readings, text):
    """Ends in the wrong order, or beyond what a calendar has."""
    most = {"day of month": 31, "month of the publication year": 12, "days before publication": 36_525}
    found = []
    for line, row in zip(text.index, readings.to_dict("records")):
        if row["low"] > row["high"]:
            found.append(
                f"readings.csv line {line}, column low: found {row['low']:g}, must not exceed high ({row['high']:g})"
            )
        if row["high"] > most.get(row["unit"], math.inf):
            found.append(
                f"readings.csv line {line}, column high: found {row['high']:g}, at most {most[row['unit']]} in {row['unit']}"
            )
    return found


def _is_edtf(value):
    try:
        earliest, latest = dates.bounds(value)
    except dates.UnreadableDate:
        return False
    return earliest is None or latest is None or earliest <= latest


def _edtf_problems(texts):
    columns = [("sources", "published"), ("sources", "accessed"), ("claims", "period"), ("events", "date")]
    return [
        f"{name}.csv line {line}, column {column}: found {value!r}, must be an EDTF date such as "
        "2024-08, 2024-07/2024-09 or 2023~"
        for name, column in columns
        for line, value in texts[name][column].items()
        if value and not _is_edtf(value)
    ]


def _id_problems(text, name):
    column = text.columns[0]
    owned = [row_id.startswith(source + "/") for row_id, source in zip(text[column], text["source_id"])]
    return [
        f"{name}.csv line {line}, column {column}: found {value!r}, must begin with its source_id {source!r} and a slash"
        for (line, value), source, fine in zip(text[column].items(), text["source_id"], owned)
        if not fine
    ]


def _pair_problems(claims):
    """A pair is one claim for China and one for Russia, alike in all that is compared."""
    found = []
    for pair, rows in claims[claims["pair"] != ""].groupby("pair"):
        places = sorted(rows["place"])
        if places != ["CN", "RU"]:
            found.append(
                f"claims.csv column pair: {pair!r} has claims for {', '.join(places)}, must have one for CN and one for RU"
            )
            continue
        for column in ("source_id", "asserted_by", "measure", "population", "period", "unit"):
            if len(set(rows[column])) > 1:
                values = " and ".join(map(repr, rows[column]))
                found.append(f"claims.csv column {column}: the two claims of pair {pair!r} differ: {values}")
    return found


def _evidence_problems(evidence, claims):
    """The test "exceeds" needs a claim to exceed; "meets" needs two figures of one measure and unit."""
    wrong = evidence["test"].eq("exceeds") != evidence["against"].ne("")
    found = [
        f"evidence.csv line {line}, column against: found {row['against']!r}, "
        f"the test {row['test']} {'needs a claim_id' if row['test'] == 'exceeds' else 'takes none'}"
        for line, row in zip(evidence.index[wrong], evidence[wrong].to_dict("records"))
    ]
    figure = dict(zip(claims["claim_id"], zip(claims["measure"], claims["unit"], claims["bound"])))
    for line, row in evidence[evidence["test"] == "meets"].iterrows():
        one, other = figure.get(row["claim_id"]), figure.get(row["evidence_id"])
        if one and other and (one[:2] != other[:2] or "unstated" in (one[2], other[2])):
            found.append(
                f"evidence.csv line {line}, column test: found 'meets', needs two figures of one measure and unit, "
                f"not {', '.join(one)} and {', '.join(other)}"
            )
    return found
