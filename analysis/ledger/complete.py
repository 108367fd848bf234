"""What the questions need of the tables: rows that must be there, and figures that can be drawn and reckoned with."""

import re
from datetime import date

from analysis.ledger import modelled
from analysis.ledger.dates import SPANS
from analysis.ledger.judgement import BANDS
from analysis.ledger.rules import MOST, NOT_COUNTED, units_of

# Circumstances of judgement and the values that each must have points for.
POINTS = {
    "grade": "ABCDEF",
    "bearing": ("direct", "indirect"),
    "covers": ("whole", "part"),
    "interest": ("for", "against"),
    "kind": ("anonymous",),
    "same_government": ("",),
    "unknown": ("",),
    "vague": ("",),
}
# What each choice may be, as a pattern.
OPTIONS = {
    "reading": "literal|narrow",
    "window_years": r"0|[1-9]\d?",
    "as_of": r"(\d{4}-\d\d-\d\d)?",
    "least_grade": "[A-F]",
    "repeats": "once|each",
    "bearing": "all|direct",
    "excluded": "out|back",
}
# What the answer page chooses; a default is that.
DEFAULTS = {
    **{"reading": "literal", "window_years": "1", "as_of": "", "least_grade": "F"},
    **{"repeats": "once", "bearing": "all", "excluded": "out"},
}
# What counts of the border and of students are drawn in.
UNITS = {"entries": "crossings", "visas": "visas", "enrolment": "persons"}
MAIN = "rise"  # the thesis that is drawn if no reader asks for another


def faults(tables, typed, model=True):
    """Return a line for each thing that a notebook would miss or could not reckon with.

    Parameters
    ----------
    tables : dict of str to package.Table
    typed : dict of str to pandas.DataFrame
        The same tables as `package.typed` gives them; sound by `rules.faults`.
    model : bool
        Whether the topic's model is asked for too.
    """
    found = readings(tables["readings"], typed["readings"], tables["terms"])
    found += charted(tables["claims"], typed["claims"])
    found += judgement(tables, typed) + choices(tables["choices"]) + spoken(tables)
    known = set(tables["fingerprints"].text["source_id"])
    found += tables["sources"].faults(
        [
            path.startswith("articles/") and name not in known
            for path, name in zip(tables["sources"].path, tables["sources"].text["source_id"])
        ],
        "source_id",
        "the article has no fingerprints, so nobody could tell its text from another",
    )
    if model and len(tables["theses"].text) and tables["evidence"].text.empty:
        found.append("evidence.csv: has no row; the theses of the topic's article would stand on nothing")
    if model and not any(path.startswith("articles/") for path in tables["events"].path):
        found.append("events.csv: has no row of the topic's article; the timeline draws them")
    if model and not tables["theses"].text["thesis_id"].str.endswith(f"/thesis-{MAIN}").any():
        found.append(f"theses.csv: no row for thesis-{MAIN}; the notebook on robustness draws it")
    return found + (modelled.faults(tables, typed) if model else [])


def readings(table, values, terms):
    """Return what is missing among the readings, or reads another phrase than its id says."""
    found, rows = [], list(zip(table.text["phrase"], table.text["reading"], table.text["unit"]))
    units = {unit for allowed in units_of(terms).values() for unit in allowed} | MOST.keys()
    literal = {(phrase, unit): at for at, (phrase, reading, unit) in enumerate(rows) if reading == "literal"}
    for at, (phrase, reading, unit) in enumerate(rows):
        name, _, kind = table.text["reading_id"][at].partition("/")
        if not set(name.split("-")) <= set(phrase.split()):
            found.append(table.fault(at, "phrase", f"the words of its reading_id {name!r} must stand in it"))
        if kind != reading:
            found.append(table.fault(at, "reading", f"reading_id ends in {kind!r}"))
        if unit not in units:
            found.append(table.fault(at, "unit", f"allowed: {', '.join(sorted(units))}"))
        elif rows.index(rows[at]) < at:
            found.append(table.fault(at, "phrase", f"its {reading} reading stands above"))
        elif (phrase, unit) not in literal:
            found.append(table.fault(at, "phrase", f"needs a literal reading in {unit} too"))
        else:
            widest = values.iloc[literal[phrase, unit]]
            if not widest["low"] <= values["low"][at] <= values["high"][at] <= widest["high"]:
                found.append(table.fault(at, "low", "low and high must lie inside those of the literal reading"))
        least = 0 if unit == "days before publication" else 1
        if unit in MOST and not (float(values["low"][at]).is_integer() and values["low"][at] >= least):
            found.append(table.fault(at, "low", f"a whole number from {least}"))
        if unit in MOST and not float(values["high"][at]).is_integer():
            found.append(table.fault(at, "high", "a whole number"))
    return found + [
        f"{table.path[0]}, columns phrase and unit: no row for {phrase!r} in {unit}; rules of dates need its reading"
        for phrase, unit in SPANS.items()
        if (phrase, unit) not in literal
    ]


def charted(table, claims):
    """Return the claims that a chart could not draw: their period, their end or their group is not what it needs."""
    found = []
    drawn = claims["use"].eq("chart")
    trade = drawn & claims["measure"].eq("trade")
    plain = claims["period"].str.fullmatch(r"\d{4}")
    found += table.faults(trade & ~plain, "period", "charted trade is of one known year, such as 2018")
    found += table.faults(trade & ~(claims["low"] > 0), "low", "charted trade needs a figure above 0")
    found += table.faults(
        trade & (claims["low"] != claims["high"]), "high", "charted trade is one number; with a range, use is table"
    )
    entries, crossed = drawn & claims["measure"].eq("entries"), drawn & claims["measure"].isin(["entries", "visas"])
    study = (crossed & claims["population"].eq("study") & plain) | (drawn & claims["measure"].eq("enrolment"))
    found += table.faults(
        study & ~claims["bound"].isin(["exact", "about", "range"]),
        "bound",
        "charted students, and entries and visas for study in a year, have both ends; with one, use is table",
    )
    found += table.faults(
        entries & ~study & ~claims["bound"].isin(["exact", "about", "at_least", "more_than"]),
        "bound",
        "charted entries are one number, or at least one; else, use is table",
    )
    found += table.faults(
        crossed & ~plain & ~claims["period"].str.fullmatch(r"\d{4}-\d\d/\d{4}-\d\d"),
        "period",
        "charted entries and visas are of a year or of months, such as 2024 or 2024-07/2024-09",
    )
    counted = drawn & claims["measure"].isin([*UNITS, "trade"])
    found += table.faults(
        counted & claims["status"].isin(NOT_COUNTED), "status", "what is charted here was counted; else, use is table"
    )
    for measure, unit in UNITS.items():
        found += table.faults(
            drawn & claims["measure"].eq(measure) & claims["unit"].ne(unit),
            "unit",
            f"{measure}, where charted, must be in {unit}",
        )
    workers = drawn & claims["measure"].isin(["worker_stock", "worker_flow"]) & claims["place"].isin(["CN", "RU"])
    found += table.faults(
        workers & (claims["bound"].eq("unstated") | claims["high"].eq(0)),
        "bound",
        "charted workers are a number above 0; else, use is table",
    )
    moved = drawn & claims["measure"].eq("worker_flow") & ~claims["status"].isin(NOT_COUNTED)
    group = claims["population"].str.partition(", ")[0].isin(["arriving", "leaving"]) | claims["population"].eq("all")
    return found + table.faults(
        moved & claims["place"].isin(["CN", "RU"]) & ~group,
        "population",
        "allowed for charted worker_flow: all, or arriving or leaving with a part after a comma",
    )


def spoken(tables):
    """Return the terms of the record, and the money in which figures are given, that readers would see without words."""
    words, terms = tables["words"], tables["terms"]
    known = set(zip(words.text["kind"], words.text["name"]))
    of_record = [not path.startswith("articles/") for path in terms.path]
    rows = [row for row, kept in zip(terms.text.to_dict("records"), of_record) if kept]
    needed = {(row["kind"], row["name"]) for row in rows}
    needed |= {("sign", unit.split("/")[0]) for row in rows for unit in row["units"].split() if unit.startswith("usd")}
    return [
        f"{words.path[0]}, columns kind and name: no row for {kind} {name}; readers would see the name itself"
        for kind, name in sorted(needed - known)
        if "+" not in name
    ]


def judgement(tables, typed):
    """Return what the rules of judgement lack."""
    points, bands, degrees = (tables[name] for name in ("points", "likelihood", "confidence"))
    allowed = {(name, value) for name, values in POINTS.items() for value in values}
    pairs = list(zip(points.text["circumstance"], points.text["value"]))
    found = points.faults(
        [pair not in allowed for pair in pairs],
        "value",
        "allowed: " + ", ".join(f"{name} {value}".strip() for name, value in sorted(allowed)),
    )
    found += [
        f"{points.path[0]}, columns circumstance and value: no row for {name} {value}".rstrip() + "; there must be one"
        for name, value in sorted(allowed - set(pairs))
    ]
    worth = dict(zip(pairs, typed["points"]["points"]))
    multipliers = {("interest", "for"), ("kind", "anonymous"), ("same_government", "")}
    multipliers |= {(name, value) for name in ("bearing", "covers") for value in POINTS[name]}
    found += points.faults(
        [pair in multipliers and worth[pair] > 1 for pair in pairs], "points", "a multiplier is at most 1"
    )
    found += points.faults(
        [pair[0] == "vague" and not worth[pair] >= 1 for pair in pairs],
        "points",
        "at least 1: so many times the low end",
    )
    grades = [worth.get(("grade", grade), 0) for grade in POINTS["grade"]]
    if grades != sorted(grades, reverse=True):
        found.append(f"{points.path[0]}, column points: a better grade must not have fewer points than a worse one")
    found += bands.faults(~bands.text["likelihood"].isin(BANDS), "likelihood", f"allowed: {', '.join(BANDS)}")
    before = None
    for at, text in enumerate(bands.text["net_points"]):
        least = _number(text)
        if at and (least is None or (before is not None and least <= before)):
            found.append(bands.fault(at, "net_points", "must be a number above that of the row before"))
        before = before if least is None else least
    if bands.text["net_points"][0]:
        found.append(bands.fault(0, "net_points", "must be blank in the first row: it holds whatever the points"))
    ends = typed["likelihood"]
    found += bands.faults(
        ~((ends["low_percent"] < ends["high_percent"]) & (ends["high_percent"] <= 100)),
        "high_percent",
        "must be above low_percent and at most 100",
    )
    found += bands.faults(
        ends["low_percent"] < ends["high_percent"].shift(),
        "low_percent",
        "must not lie below the end of the band before",
    )
    last, needs = len(degrees.text) - 1, typed["confidence"]
    for column in ("least_points", "least_origins", "least_governments", "least_direct"):
        if needs[column][last] != 0:
            found.append(degrees.fault(last, column, "must be 0 in the last row: it holds where no other does"))
    stricter = (
        needs[["least_points", "least_origins", "least_governments", "least_direct"]].diff().iloc[1:].gt(0).any(axis=1)
    )
    found += degrees.faults(
        [False, *stricter], "least_points", "must not need more than the row before: the first row that fits holds"
    )
    if degrees.text["most_points_against"][last]:
        found.append(degrees.fault(last, "most_points_against", "must be blank in the last row"))
    return found


def choices(table):
    """Return what is wrong with the choices: an option that none can take, no default, or a ban of no option."""
    rows = table.text.to_dict("records")
    known = {(row["choice"], row["option"]) for row in rows}
    usual = {(row["choice"], row["option"]) for row in rows if row["default"] == "yes"}
    found, said = [], {}
    for at, row in enumerate(rows):
        no_day = row["choice"] == "as_of" and row["option"] and not _is_day(row["option"])
        if no_day or not re.fullmatch(OPTIONS[row["choice"]], row["option"]):
            found.append(table.fault(at, "option", f"allowed for {row['choice']}: {OPTIONS[row['choice']]}"))
        elif row["choice"] == "as_of" and row["option"] > str(date.today()):
            found.append(table.fault(at, "option", "must be a day that has come"))
        other = tuple(row["not_with"].split("=", 1))
        if row["not_with"] and other not in known:
            found.append(table.fault(at, "not_with", "must be the choice and the option of a row"))
        elif other[0] == row["choice"] or (row["default"] == "yes" and other in usual):
            found.append(table.fault(at, "not_with", "must be an option of another choice, and no default of one"))
        if row["words"] in said.setdefault(row["choice"], set()):
            found.append(table.fault(at, "words", "another option of this choice has these words"))
        said[row["choice"]].add(row["words"])
    for choice in OPTIONS:
        of_it = [at for at, row in enumerate(rows) if row["choice"] == choice]
        wrong = [at for at in of_it if (rows[at]["default"] == "yes") != (rows[at]["option"] == DEFAULTS[choice])]
        found += [table.fault(at, "default", f"the answer page chooses {DEFAULTS[choice]!r}") for at in wrong]
        if not wrong and sum(rows[at]["default"] == "yes" for at in of_it) != 1:
            where = table.fault(of_it[0], "choice", "") if of_it else f"{table.path[0]}, column choice: "
            found.append(f"{where}{choice} needs one option that is the default")
    return found


def _is_day(text):
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False


def _number(text):
    """Return the number that a text is, or None."""
    return float(text) if re.fullmatch(r"-?\d+(\.\d+)?", text) else None
