"""What the questions need of the tables: rows that must be there, and figures that can be drawn and reckoned with."""

import itertools
import math
import re
from datetime import date

from analysis.ledger.dates import SPANS
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
# What each part of the revenue is counted in, where it is a claim.
PARTS = {
    **dict.fromkeys(("total", "it", "non_it", "all_workers", "printed"), "usd/year"),
    **dict.fromkeys(("workers", "it_abroad", "it_inside"), "persons"),
}

# Parts of the revenue that lie within another.
WITHIN = (("it", "total"), ("non_it", "total"), ("it_abroad", "workers"))

OF_A_WHOLE = ("it_in_china",)  # inputs that may be worked out as one claim's share of another
MAIN = "rise"  # the thesis that is drawn if no reader asks for another
# What an estimate of those in Russia may be counted in: heads, or what a head needs.
ESTIMATES = ("persons", "permits", "places")

# Inputs of the model that no reader is asked for: they belong to IT workers alone.
OF_IT = ("it_revenue", "it_in_china")


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
    found += judgement(tables, typed) + choices(tables["choices"])
    if model and len(tables["theses"].text) and tables["evidence"].text.empty:
        found.append("evidence.csv: has no row; the theses of the topic's article would stand on nothing")
    if model and not tables["theses"].text["thesis_id"].str.endswith(f"/thesis-{MAIN}").any():
        found.append(f"theses.csv: no row for thesis-{MAIN}; the notebook on robustness draws it")
    return found + (scenario(tables, typed) if model else [])


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
    moved = drawn & claims["measure"].eq("worker_flow") & ~claims["status"].isin(NOT_COUNTED)
    group = claims["population"].str.partition(", ")[0].isin(["arriving", "leaving"]) | claims["population"].eq("all")
    return found + table.faults(
        moved & claims["place"].isin(["CN", "RU"]) & ~group,
        "population",
        "allowed for charted worker_flow: all, or arriving or leaving with a part after a comma",
    )


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
        if sum(rows[at]["default"] == "yes" for at in of_it) != 1:
            where = table.fault(of_it[0], "choice", "") if of_it else f"{table.path[0]}, column choice: "
            found.append(f"{where}{choice} needs one option that is the default")
    return found


def scenario(tables, typed):
    """Return what the what-if model and the revenue's parts lack."""
    inputs, rows, parts = (tables[name] for name in ("inputs", "input_claims", "parts"))
    of_source = dict(zip(typed["sources"]["source_id"], typed["sources"]["withdrawn"]))
    claims = typed["claims"].set_index("claim_id")
    claims["withdrawn"] = claims["withdrawn"].where(claims["withdrawn"] != "", claims["source_id"].map(of_source))
    found = []
    for name, table, column in (("inputs", inputs, "input"), ("parts", parts, "part")):
        fields = {field["name"]: field for field in table.schema["fields"]}
        found += [
            f"{table.path[0]}, column {column}: no row for {one!r}; the {name} of the model need it"
            for one in fields[column]["constraints"]["enum"]
            if one not in set(table.text[column])
        ]
    asked = ~inputs.text["input"].isin(OF_IT) & (inputs.text["most"] == "")
    found += inputs.faults(asked, "most", "readers are asked for this input, so it needs the most they may give")
    most, percent = typed["inputs"]["most"], inputs.text["unit"].eq("percent")
    found += inputs.faults(percent & (most > 100), "most", "at most 100 percent")
    unit_of = dict(zip(inputs.text["input"], inputs.text["unit"]))
    for name, group in itertools.groupby(sorted(rows.text.index, key=lambda at: rows.text["input"][at]), rows.text["input"].get):  # fmt: skip
        at = list(group)
        roles = sorted(rows.text["role"][at])
        if set(roles) != {"figure"} and (roles != ["part", "whole"] or name not in OF_A_WHOLE):
            allowed = f"one or more figures; for {OF_A_WHOLE[0]} also one part and one whole"
            found.append(rows.fault(at[0], "role", f"an input needs {allowed}"))
        elif roles == ["part", "whole"]:
            part, whole = sorted(at, key=lambda one: rows.text["role"][one])
            one, other = (claims.loc[rows.text["claim_id"][each]] for each in (part, whole))
            if one["low"] > other["low"] or one["high"] > other["high"]:
                found.append(rows.fault(part, "claim_id", "a part is at most its whole"))
        gone = [one for one in at if claims["withdrawn"][rows.text["claim_id"][one]]]
        for one in at:
            if one in gone and set(roles) == {"figure"} and len(gone) < len(at):
                continue  # the other figures stand
            unit = "persons" if rows.text["role"][one] != "figure" else unit_of.get(name, "")
            found += _usable(rows, one, claims, unit)
    found += [
        f"{rows.path[0]}, column input: no row for {name!r}; each input needs a claim"
        for name in unit_of
        if name not in set(rows.text["input"])
    ]
    used = {*inputs.text["input"], *parts.text["part"]}
    found += tables["assumptions"].faults(
        [not set(text.split()) <= used for text in tables["assumptions"].text["applies_to"]],
        "applies_to",
        "allowed: inputs and parts of the model, with a space between them",
    )
    counted_in = claims["unit"].reindex(tables["estimates"].text["claim_id"]).to_numpy()
    found += tables["estimates"].faults(
        [unit not in ESTIMATES for unit in counted_in],
        "claim_id",
        f"its figure must be in {', '.join(ESTIMATES)}, for it is held against workers needed",
    )
    for name, least in typed["inputs"].set_index("input")["most"].items():
        mine = rows.text.index[(rows.text["input"] == name) & (rows.text["role"] == "figure")]
        over = [at for at in mine if claims["high"][rows.text["claim_id"][at]] > least]
        found += [rows.fault(at, "claim_id", f"its figure lies above the most that inputs.csv allows, {least:g}") for at in over]  # fmt: skip
    return found + _parts(parts, claims)


def _parts(table, claims):
    """Return the parts of the revenue without a claim, with one that the code works out, or above their whole."""
    found = []
    claim_of = dict(zip(table.text["part"], table.text["claim_id"]))
    for at, (name, claim) in enumerate(claim_of.items()):
        if name in PARTS and not claim:
            found.append(table.fault(at, "claim_id", "this part must name a claim"))
        elif name in PARTS:
            found += _usable(table, at, claims, PARTS[name], both=False)
        elif claim:
            found.append(table.fault(at, "claim_id", "must be blank: this part is worked out from others"))
    for part, whole in WITHIN:
        one, other = (claim_of.get(name) or None for name in (part, whole))
        if one and other and claims["low"][one] > claims["high"][other]:
            found.append(table.fault(list(claim_of).index(part), "claim_id", f"this part lies within {whole!r}, which has less"))  # fmt: skip
    return found


def _usable(table, row, claims, unit, both=True):
    """Return why a claim that the model names cannot be reckoned with: its unit, or an end that is missing or 0."""
    claim = claims.loc[table.text["claim_id"][row]]
    if claim["withdrawn"]:
        return [table.fault(row, "claim_id", "this claim was withdrawn; the model must stand on one that was not")]
    if claim["unit"] != unit:
        return [table.fault(row, "claim_id", f"its figure is in {claim['unit']}, must be in {unit}")]
    low, high = claim["low"], claim["high"]
    if unit == "percent":
        low, high = (0 if math.isnan(low) else low), (100 if math.isnan(high) else high)
    if (both and (math.isnan(low) or math.isnan(high))) or (math.isnan(low) and math.isnan(high)):
        return [table.fault(row, "claim_id", "its figure lacks a lower or an upper end; the model needs both")]
    return [table.fault(row, "claim_id", "its figure must be above 0")] if high == 0 or (both and low == 0) else []


def _is_day(text):
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False


def _number(text):
    """Return the number that a text is, or None."""
    return float(text) if re.fullmatch(r"-?\d+(\.\d+)?", text) else None
