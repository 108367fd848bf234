"""What the ledger's tables must obey beyond their schema: a line for each row that does not."""

import difflib
import math

import pandas as pd

from analysis.ledger import cite, moments, vocabulary, wordings

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

NOT_COUNTED = moments.NOT_COUNTED  # statuses of what no count has shown to be so

# The most that a calendar has of each unit of a reading.
MOST = {"day of month": 31, "month of the publication year": 12, "days before publication": 36_525}

# Measures of people who came, may come or are enrolled for a purpose: one may be set beside another.
BY_PURPOSE = ("entries", "visas", "registrations", "enrolment")

# Tests of evidence that compare two figures.
COMPARING = ("meets", "exceeds", "below", "share_of")


def faults(tables, typed):
    """Return a line for each broken rule.

    Parameters
    ----------
    tables : dict of str to package.Table
    typed : dict of str to pandas.DataFrame
        The same tables as `package.typed` gives them.
    """
    claims, events = tables["claims"], tables["events"]
    found = terms(tables) + bounds(claims, typed["claims"]) + claim_rows(claims, typed["claims"], tables["terms"])
    found += moments.faults(tables) + wordings.faults(tables)
    found += readings(tables["readings"], typed["readings"])
    found += events.faults(
        (events.text["same_as"] == events.text["event_id"]),
        "same_as",
        "an event is not another account of itself",
    )
    found += pairs(claims, typed["claims"])
    sources = tables["sources"]
    found += sources.faults(
        sources.text["source_id"].str.contains("--"), "source_id", "must not hold two hyphens in a row"
    )
    url = sources.text["url"]
    found += sources.faults(
        (url != "") & ~url.map(lambda text: bool(cite.ADDRESS.fullmatch(text))).astype(bool),
        "url",
        "must be an address that a reader can open, such as https://example.org/page",
    )
    behind = tables["origins"].text["government"].str.split("+")
    found += tables["origins"].faults(behind.map(len) != behind.map(set).map(len), "government", "each of them once")
    found += tables["origins"].faults(
        tables["origins"].text["origin_id"] == "unknown", "origin_id", "stands for an origin that nobody knows"
    )
    for name in ("claims", "events"):
        named, sure = (tables[name].text[column] for column in ("origin_id", "origin_known"))
        found += tables[name].faults(
            named.isin(["", "unknown"]) & sure.isin(["sure", "likely"]), "origin_known", "no origin is named: unknown"
        )
    plain = tables["theses"].text["thesis_id"].str.contains("/thesis-")
    found += tables["theses"].faults(~plain, "thesis_id", "must go on with thesis- behind its slash")
    for name in ("claims", "events", "theses"):
        found += owners(tables[name])
    for name, others in (("events", ["claims"]), ("theses", ["claims", "events"])):
        taken = {one for other in others for one in tables[other].text.iloc[:, 0]}
        found += tables[name].faults(
            tables[name].text.iloc[:, 0].isin(taken), tables[name].text.columns[0], "a claim or event has this id"
        )
    return found + articles(tables)


def units_of(table):
    """Return what each measure is counted in: a dict of measure to units."""
    rows = table.text[table.text["kind"] == "measure"]
    return {name: tuple(units.split()) for name, units in zip(rows["name"], rows["units"])}


def terms(tables):
    """Return the terms that lack what their kind needs, and the cells that use a term which is none."""
    table = tables["terms"]
    kind, units, color = (table.text[name] for name in ("kind", "units", "color"))
    found = table.faults((kind == "measure") != (units != ""), "units", "a measure needs units, nothing else has any")
    found += table.faults((kind != "side") & (color != ""), "color", "only a side has a colour")
    for name, column, wanted in (
        ("claims", "measure", "measure"),
        ("claims", "place", "place"),
        ("events", "side", "side"),
    ):
        allowed = list(table.text.loc[kind == wanted, "name"])
        used = tables[name].text[column]
        found += tables[name].faults((used != "") & ~used.isin(allowed), column, f"allowed: {', '.join(allowed)}")
    units = dict.fromkeys(unit for allowed in units_of(table).values() for unit in allowed)
    used = tables["claims"].text["unit"]
    return found + tables["claims"].faults((used != "") & ~used.isin(units), "unit", f"allowed: {', '.join(units)}")


def bounds(table, claims):
    """Return the claims whose bound disagrees with low and high."""
    low, high, bound = claims["low"].notna(), claims["high"].notna(), claims["bound"]
    needs = [bound.map(lambda name, side=side: BOUND_ENDS.get(name, (None, None))[side]) for side in (0, 1)]
    point = bound.isin(["exact", "about"])
    wrong = [
        ("low", (low != needs[0]) & needs[0].notna(), needs[0]),
        ("high", (high != needs[1]) & needs[1].notna(), needs[1]),
    ]
    found = [
        table.fault(row, column, f"bound {bound[row]} needs {column} to be {'a number' if need[row] else 'blank'}")
        for column, rows, need in wrong
        for row in claims.index[rows]
    ]
    for row in claims.index[low & high & (claims["low"] > claims["high"])]:
        found.append(table.fault(row, "low", f"must not exceed high ({table.text['high'][row]})"))
    for row in claims.index[point & low & high & (claims["low"] < claims["high"])]:
        found.append(table.fault(row, "high", f"bound {bound[row]} needs low equal to high"))
    return found


def claim_rows(table, claims, terms):
    """Return the claims with a wrong unit, too large a share, a period said twice, or no reason for exclusion."""
    text = table.text
    counted_in = units_of(terms)
    units = {unit for allowed in counted_in.values() for unit in allowed}
    found = [
        table.fault(
            row,
            "unit",
            f"allowed for {measure}: {', '.join(counted_in[measure])}; for any other unit, give the measure another name",
        )
        for row, (measure, unit) in enumerate(zip(text["measure"], text["unit"]))
        if unit in units and unit not in counted_in.get(measure, (unit,))
    ]
    most = claims[["low", "high"]].max(axis=1)
    over = claims["measure"].eq("share") & ((most > 100) | ((most == 100) & text["bound"].eq("more_than")))
    found += table.faults(over, "high", "a share is at most 100")
    again = (text["series"] != "") & text.duplicated(["series", "period"])
    found += [
        table.fault(row, "period", f"series {text['series'][row]} has a figure for it above")
        for row in text.index[again]
    ]
    # The origins of an article's own claims need not be known.
    of_record = pd.Series([not path.startswith("articles/") for path in table.path], dtype=bool)
    found += table.faults((text["origin_known"] == "") & of_record, "origin_known", "allowed: sure, likely, unknown")
    found += populations(table)
    silent = (text["use"] == "excluded") & (text["note"] == "")
    return found + table.faults(silent, "note", "an excluded claim needs a reason")


def populations(table):
    """Return the claims whose population is written almost as one that several others have: a slip would drop them."""
    plain = table.text["population"].str.partition(",")[0]
    count = plain.value_counts()
    known, found = [name for name in count.index if count[name] > 1], []
    for name in count.index:
        alike = [one for one in known if one != name and one.casefold() == name.casefold()]
        alike += difflib.get_close_matches(name, known, 1, 0.8) if count[name] == 1 else []
        if alike:
            found += table.faults(
                plain == name, "population", f"almost {alike[0]!r}, which {count[alike[0]]} claims have"
            )
    return found


def readings(table, values):
    """Return the readings whose ends are in the wrong order, or beyond what a calendar has."""
    found = []
    for row, (low, high, unit) in enumerate(zip(values["low"], values["high"], values["unit"])):
        if low > high:
            found.append(table.fault(row, "low", f"must not exceed high ({high:g})"))
        if high > MOST.get(unit, math.inf):
            found.append(table.fault(row, "high", f"at most {MOST[unit]} in {unit}"))
    return found


def owners(table):
    """Return the claims or events whose id does not begin with that of their source."""
    column = table.text.columns[0]
    return [
        table.fault(row, column, f"must begin with its source_id {source!r} and a slash")
        for row, (own, source) in enumerate(zip(table.text[column], table.text["source_id"]))
        if not own.startswith(source + "/")
    ] + table.faults(table.text[column].str.contains("--"), column, "must not hold two hyphens in a row")


def pairs(table, claims):
    """Return what is wrong with pairs: one claim for China and one for Russia, alike in all that is compared."""
    found = []
    for pair, rows in claims[claims["pair"] != ""].groupby("pair"):
        places, last = sorted(rows["place"]), rows.index[-1]
        if places != ["CN", "RU"]:
            found.append(
                table.fault(last, "pair", f"has claims for {', '.join(places)}, must have one for CN and one for RU")
            )
            continue
        if (rows["high"] == 0).all():
            found.append(table.fault(last, "high", "a pair needs a figure above 0: nothing has no shares"))
        for column, drawn in (("population", "all"), ("unit", "persons")) if rows["use"].eq("chart").any() else ():
            if rows["measure"].iloc[0].startswith("worker_") and rows[column].iloc[0] != drawn:
                found.append(table.fault(last, column, f"a charted pair of workers is of {drawn}; else, use is table"))
        for column in ("source_id", "asserted_by", "measure", "population", "period", "unit"):
            if len(set(rows[column])) > 1:
                other = rows[column].iloc[0]
                found.append(table.fault(last, column, f"the two claims of pair {pair!r} differ; the other: {other!r}"))
    return found


def evidence(tables):
    """Return the evidence that names nothing on file, or whose test does not fit what it compares."""
    table = tables["evidence"]
    claims, events, theses = (tables[name].text for name in ("claims", "events", "theses"))
    columns = ["measure", "unit", "bound", "place", "population"]
    figure = dict(zip(claims["claim_id"], claims[columns].to_numpy().tolist()))
    known, of_thesis = {*figure, *events["event_id"]}, dict(zip(theses["thesis_id"], theses["claim_id"]))
    found = []
    for row, item in enumerate(table.text.to_dict("records")):
        if item["evidence_id"] not in known:
            found.append(table.fault(row, "evidence_id", "no such claim or event"))
            continue
        compares, limited = item["test"] in COMPARING, item["test"] == "share_of"
        other_id = item["against"] or (of_thesis.get(item["thesis_id"], "") if item["test"] == "meets" else "")
        if compares != (other_id != ""):
            found.append(table.fault(row, "against", f"{item['test']} {'needs' if compares else 'takes no'} claim_id"))
        elif limited != (item["limit"] != ""):
            found.append(table.fault(row, "limit", f"{item['test']} {'needs a' if limited else 'takes no'} percentage"))
        elif compares:
            one, other = figure.get(item["evidence_id"]), figure.get(other_id)
            if not one or not other or "unstated" in (one[2], other[2]):
                found.append(table.fault(row, "test", "needs two figures with bounds"))
            elif _family(one[1]) != _family(other[1]):
                found.append(table.fault(row, "test", f"cannot compare {one[1]} with {other[1]}"))
            elif item["test"] in ("meets", "share_of") and one[:2] != other[:2]:
                need = f"needs two figures of one measure and unit, not {', '.join(one[:2])} and {', '.join(other[:2])}"
                found.append(table.fault(row, "test", need))
            elif _kind(one) != _kind(other):
                found.append(table.fault(row, "test", f"cannot compare {_said(one)} with {_said(other)}"))
    return found


def articles(tables):
    """Return the rows that stand in the folder of another article, roles used twice, and evidence from the article itself."""
    found = []
    for name in ("sources", "claims", "events", "theses", "fingerprints"):
        table = tables[name]
        wrong = [
            path.startswith("articles/") and path.split("/")[1] != source
            for path, source in zip(table.path, table.text["source_id"])
        ]
        found += table.faults(wrong, "source_id", "stands in the folder of another article")
    theses, evidence = tables["theses"], tables["evidence"]
    twice = (theses.text["role"] != "") & theses.text.duplicated(["source_id", "role"])
    found += theses.faults(twice, "role", "another thesis of the article has it")
    there = set(zip(tables["fingerprints"].text["source_id"], tables["fingerprints"].text["paragraph"]))
    read = {source for source, _ in there}
    missing = [
        source in read and any((source, one) not in there for one in paragraphs.split())
        for source, paragraphs in zip(theses.text["source_id"], theses.text["paragraphs"])
    ]
    found += theses.faults(missing, "paragraphs", "the article has no such paragraph")
    others = [
        name != "" and name.split("/")[0] != of for name, of in zip(theses.text["claim_id"], theses.text["source_id"])
    ]
    found += theses.faults(others, "claim_id", "must be a claim of the article itself")
    own = [
        one.split("/")[0] == other.split("/")[0]
        for one, other in zip(evidence.text["evidence_id"], evidence.text["thesis_id"])
    ]
    found += evidence.faults(own, "evidence_id", "an article is no witness of itself")
    same = (evidence.text["evidence_id"] == evidence.text["against"]) & (evidence.text["against"] != "")
    found += evidence.faults(same, "against", "a claim is not held against itself")
    found += evidence.faults(
        [text != "" and _number(text) > 100 for text in evidence.text["limit"]], "limit", "at most 100"
    )
    return found


def _kind(figure):
    """What two figures must have in common to be compared; a population's part after a comma may differ."""
    measure, _, _, place, population = figure
    return "by purpose" if measure in BY_PURPOSE else measure, place, population.partition(",")[0]


def _said(figure):
    measure, _, _, place, population = figure
    return f"{measure} of {population} in {place}"


def _family(unit):
    """Counts may be set beside counts, money beside money of one currency, percentages beside percentages."""
    return vocabulary.dictionary().get(("sign", unit.split("/")[0]), "count")


def _number(text):
    try:
        return float(text)
    except ValueError:
        return math.nan
