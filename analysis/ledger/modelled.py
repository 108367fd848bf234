"""What the what-if model and the parts of the revenue need of the tables: each figure of the right thing, with its ends."""

import itertools
import math

# What each input is a figure of: measure, place, population. One role of a share of a whole has its own.
OF_INPUT = {
    "china_workers": ("worker_stock", "CN", "all"),
    "russia_workers": ("worker_stock", "RU", "all"),
    "pay_china": ("pay", "CN", "all"),
    "pay_russia": ("pay", "RU", "all"),
    "take_china": ("share", "CN", "wages, the state's part"),
    "take_russia": ("share", "RU", "wages, the state's part"),
    "it_revenue": ("revenue", "WORLD", "it"),
    ("it_in_china", "part"): ("worker_stock", "CN", "it"),
    ("it_in_china", "whole"): ("worker_stock", "WORLD", "it"),
}
# The unit of each part of the revenue that is a claim, and what it is a figure of.
OF_PART = {
    "total": ("usd/year", "revenue", "WORLD", "all"),
    "it": ("usd/year", "revenue", "WORLD", "it"),
    "non_it": ("usd/year", "revenue", "WORLD", "non_it"),
    "all_workers": ("usd/year", "revenue", "WORLD", "all"),
    "printed": ("usd/year", "revenue", "WORLD", "all"),
    "workers": ("persons", "worker_stock", "WORLD", "all"),
    "it_abroad": ("persons", "worker_stock", "WORLD", "it"),
    "it_inside": ("persons", "worker_stock", "KP", "it"),
}
# Parts of the revenue that lie within another.
WITHIN = (("it", "total"), ("non_it", "total"), ("it_abroad", "workers"))
OF_A_WHOLE = ("it_in_china",)  # inputs that may be worked out as one claim's share of another
# What an estimate of those in Russia may be counted in: heads, or what a head needs.
ESTIMATES = ("persons", "permits", "places")
# Inputs of the model that no reader is asked for: they belong to IT workers alone.
OF_IT = ("it_revenue", "it_in_china")
COLUMNS = ["measure", "place", "population"]


def faults(tables, typed):
    """Return a line for each thing that the model would miss or could not reckon with.

    Parameters
    ----------
    tables : dict of str to package.Table
    typed : dict of str to pandas.DataFrame
        The same tables as `package.typed` gives them; sound by `rules.faults`.
    """
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
    most_of = dict(zip(inputs.text["input"], most))
    of_input = rows.text["input"].get
    for name, group in itertools.groupby(sorted(rows.text.index, key=of_input), of_input):
        at = list(group)
        found += _input(rows, name, at, claims, unit_of.get(name, ""), most_of.get(name, math.nan))
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
    estimated = claims.reindex(tables["estimates"].text["claim_id"])
    found += tables["estimates"].faults(
        ~estimated["unit"].isin(ESTIMATES).to_numpy(),
        "claim_id",
        f"its figure must be in {', '.join(ESTIMATES)}, for it is held against workers needed",
    )
    found += tables["estimates"].faults(
        estimated["place"].ne("RU").to_numpy(), "claim_id", "its figure must be one of Russia"
    )
    found += tables["estimates"].faults(
        estimated["bound"].eq("unstated").to_numpy(), "claim_id", "it must have a figure to hold against the model's"
    )
    return found + _parts(parts, claims)


def _input(table, name, at, claims, unit, most):
    """Return what is wrong with the figures of one input, in the rows ``at``."""
    found, text = [], table.text
    roles = sorted(text["role"][at])
    if set(roles) != {"figure"} and (roles != ["part", "whole"] or name not in OF_A_WHOLE):
        allowed = f"one or more figures; for {OF_A_WHOLE[0]} also one part and one whole"
        found.append(table.fault(at[0], "role", f"an input needs {allowed}"))
    elif roles == ["part", "whole"]:
        part, whole = sorted(at, key=text["role"].get)
        one, other = (claims.loc[text["claim_id"][each]] for each in (part, whole))
        if one["low"] > other["low"] or one["high"] > other["high"]:
            found.append(table.fault(part, "claim_id", "a part is at most its whole"))
    gone = [one for one in at if claims["withdrawn"][text["claim_id"][one]]]
    for one in at:
        figure = text["role"][one] == "figure"
        if one in gone and set(roles) == {"figure"} and len(gone) < len(at):
            continue  # the other figures stand
        kind = OF_INPUT.get(name) if figure else OF_INPUT.get((name, text["role"][one]))
        lines = _usable(table, one, claims, unit if figure else "persons") or _of_its_kind(table, one, claims, kind)
        if not lines and figure and claims["high"][text["claim_id"][one]] > most:
            lines = [table.fault(one, "claim_id", f"its figure lies above the most that inputs.csv allows, {most:g}")]
        found += lines
    return found


def _parts(table, claims):
    """Return the parts of the revenue without a claim, with one that the code works out, or not below their whole."""
    found = []
    claim_of = dict(zip(table.text["part"], table.text["claim_id"]))
    for at, (name, claim) in enumerate(claim_of.items()):
        unit, *kind = OF_PART.get(name, [""])
        if not kind and claim:
            found.append(table.fault(at, "claim_id", "must be blank: this part is worked out from others"))
        elif kind and not claim:
            found.append(table.fault(at, "claim_id", "this part must name a claim"))
        elif kind:
            found += _usable(table, at, claims, unit, both=False) or _of_its_kind(table, at, claims, tuple(kind))
    for part, whole in WITHIN:
        one, other = (claim_of.get(name) or None for name in (part, whole))
        if one and other and claims["low"][one] >= claims["high"][other]:
            line = f"this part lies within {whole!r}, which is no more"
            found.append(table.fault(list(claim_of).index(part), "claim_id", line))
    return found


def _of_its_kind(table, row, claims, kind):
    """Return why a claim is not of what the model names it for, or is one that charts and sums leave out."""
    claim = claims.loc[table.text["claim_id"][row]]
    if kind and tuple(claim[COLUMNS]) != kind:
        return [table.fault(row, "claim_id", f"its figure is of {_said(claim[COLUMNS])}, must be of {_said(kind)}")]
    return [table.fault(row, "claim_id", "this claim is excluded")] if claim["use"] == "excluded" else []


def _said(kind):
    measure, place, population = kind
    return f"{measure} of {population} in {place}"


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
