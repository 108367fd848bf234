"""An article's theses held against the record, by tests and rules that stand in tables.

What may test a thesis is in ``evidence.csv``, how much an origin counts in
``data/judgement/``. Origins count, not pages: who first counted or estimated.
"""

import pandas as pd

from analysis.ledger import contradictions, dates, words
from analysis.ledger.judgement import Rules, confidence, independent, likelihood, weigh
from analysis.ledger.ranges import share

SUPPORTED, OVERSTATED, CONTRADICTED, DISPUTED = "supported", "overstated", "contradicted", "disputed"
VAGUE, ALONE, UNTESTABLE = "too vague to fail", "only the article says so", "not testable"
VERDICTS = (SUPPORTED, OVERSTATED, DISPUTED, CONTRADICTED, VAGUE, ALONE, UNTESTABLE)
FOR, AGAINST, UNDECIDED, FAR, CONTEXT, WITHDRAWN = "for", "against", "undecided", "another time", "context", "withdrawn"


def tests(book, article_id, window_years=1, leave_out=()):
    """Return what each piece of evidence says of its thesis.

    Parameters
    ----------
    book : Ledger
        What counts: for another day, from `ledger.as_of`.
    article_id : str
    window_years : float
        How many years may lie between a thesis's period and its evidence's.
    leave_out : sequence of str
        Ids of sources or origins that do not count.

    Returns
    -------
    pandas.DataFrame
        A row a piece of evidence: ``thesis_id``, ``evidence_id``, ``test``,
        ``as_read`` (its figure in words, or its wording), ``side`` (for | against | undecided | another time | context | withdrawn),
        ``covers`` (whole | part), ``direct`` (direct | indirect), ``origin_id``
        (``unknown`` where nobody knows it), ``kind``, ``governments``,
        ``grade`` (the worse one of a comparison),
        ``interest`` (against | for | blank: who
        makes the statement loses or gains by it), ``published`` (ISO day, blank if unknown),
        ``sentence``. Evidence that the book lacks is left out.
    """
    rows, rules = described(book, article_id), Rules.of(book)
    gone = {*book.withdrawn["claim_id"], *book.withdrawn_events["event_id"]}
    theses = book.theses[book.theses["source_id"] == article_id].set_index("thesis_id")
    found = []
    for item in book.evidence[book.evidence["thesis_id"].isin(theses.index)].to_dict("records"):
        thesis = theses.loc[item["thesis_id"]]
        against = item["against"] or (thesis["claim_id"] if item["test"] == "meets" else "")
        used = [item["evidence_id"], *([against] if against else [])]
        if not all(name in rows or name in gone for name in used):
            continue
        row = rows.get(item["evidence_id"])
        if row is None or against in gone:
            side, row = WITHDRAWN, row or _described_withdrawn(book, item["evidence_id"])
        elif any({rows[name]["source_id"], rows[name]["origin_id"]} & set(leave_out) for name in used):
            continue
        elif not rules.worth["grade", max(rows[name]["grade"] for name in used)] or any(
            rows[name]["use"] == "excluded" for name in used
        ):
            side = CONTEXT  # shown, and counts for nothing
        else:
            side = _side(book, item, against, thesis, row, window_years)
        # A comparison is as good as the worse of its two sources.
        worse = max(rows[name]["grade"] for name in used) if side != WITHDRAWN else row["grade"]
        row = row | {"grade": worse, "as_read": _as_read(book, item["evidence_id"])}
        kept = {name: item[name] for name in ("thesis_id", "evidence_id", "test", "covers", "direct", "sentence")}
        found.append(kept | {"side": side} | {name: row[name] for name in ("as_read", *ORIGIN_COLUMNS)})
    return pd.DataFrame(found, columns=TEST_COLUMNS)


def suggested(book, article_id, years=1):
    """Return the claims of the record that are like those of an article: of its measure, in its place, near its time.

    Whether such a claim can test a thesis is for a person to judge.

    Parameters
    ----------
    book : Ledger
    article_id : str
    years : float
        How many years may lie between the two.

    Returns
    -------
    pandas.DataFrame
        Columns ``own`` (claim_id of the article), ``own_figure``, ``claim_id``, ``asserted_by``, ``figure`` (both
        figures in words, with their time).
    """
    used = book.claims[book.claims["use"].ne("excluded") & ~book.claims["measure"].isin(contradictions.UNCOUNTED)]
    own, others = (used[used["source_id"].eq(article_id) == mine] for mine in (True, False))
    by_measure = {measure: rows.to_dict("records") for measure, rows in others.groupby("measure")}
    found = []
    for claim in own.to_dict("records"):
        for row in by_measure.get(claim["measure"], []):
            near = years_between(row["period"], claim["period"]) <= years
            if near and set(row["place"].split("+")) & set(claim["place"].split("+")):
                figures = [
                    f"{words.describe(book.range(one), one['unit'])}, {words.when(one['period'])}"
                    for one in (claim, row)
                ]
                found.append([claim["claim_id"], figures[0], row["claim_id"], row["asserted_by"], figures[1]])
    return pd.DataFrame(found, columns=["own", "own_figure", "claim_id", "asserted_by", "figure"])


def judge(book, article_id, window_years=1, leave_out=()):
    """Return a verdict, a likelihood and a confidence for each thesis of an article.

    Parameters
    ----------
    book, article_id, window_years, leave_out
        As in `tests`.

    Returns
    -------
    pandas.DataFrame
        Index: thesis_id. Columns ``short``, ``statement``, ``kind``, ``role``,
        ``paragraphs``, ``verdict`` (one of `VERDICTS`), ``likelihood`` (a band of
        ``likelihood.csv``, or `NO_BASIS`), ``confidence``, ``points_for``,
        ``points_against`` (float), ``origins_for``, ``origins_against`` (int,
        independent ones), ``supports``, ``contradicts``, ``other_time``,
        ``context``, ``withdrawn`` (ids with a space between), ``override`` (who
        judged instead of the rules, and why; blank if nobody did).
    """
    theses = book.theses[book.theses["source_id"] == article_id].to_dict("records")
    vague = {thesis["thesis_id"] for thesis in theses if is_vague(book, thesis, window_years)}
    return judge_evidence(book, article_id, tests(book, article_id, window_years, leave_out), vague)


def judge_evidence(book, article_id, evidence, vague):
    """Return what `judge` does, from rows of `tests` and the ids of the theses that are too vague."""
    rules, overrides = Rules.of(book), book.overrides.set_index("thesis_id")
    by_thesis = {}
    for row in evidence.to_dict("records"):
        by_thesis.setdefault(row["thesis_id"], {}).setdefault(row["side"], []).append(row)
    found = {}
    for thesis in book.theses[book.theses["source_id"] == article_id].to_dict("records"):
        name, sides = thesis["thesis_id"], by_thesis.get(thesis["thesis_id"], {})
        supporting, opposing = sides.get(FOR, []), sides.get(AGAINST, [])
        points = weigh(supporting, rules), weigh(opposing, rules)
        judged = {
            "verdict": verdict(thesis, supporting, opposing, name in vague),
            "likelihood": likelihood(*points, rules),
            "confidence": confidence(supporting, opposing, rules),
            "override": "",
        }
        if name in overrides.index:
            other = overrides.loc[name]
            judged |= {column: other[column] for column in ("likelihood", "confidence")}
            judged["override"] = f"{other['by']}, {words.when(other['day'])}: {other['reason']}"
        found[name] = (
            {column: thesis[column] for column in ("short", "statement", "kind", "role", "paragraphs")}
            | judged
            | {"points_for": points[0], "points_against": points[1]}
            | {"origins_for": len(independent(supporting)), "origins_against": len(independent(opposing))}
            | {column: " ".join(row["evidence_id"] for row in sides.get(side, [])) for column, side in LISTED.items()}
        )
    return pd.DataFrame.from_dict(found, orient="index", columns=JUDGED_COLUMNS).rename_axis("thesis_id")


def verdict(thesis, supporting, opposing, vague):
    """Return the verdict on a thesis; direct evidence decides before indirect.

    Parameters
    ----------
    thesis : mapping
        Its ``kind``.
    supporting, opposing : list of dict
        Rows of `tests` on either side, with ``direct`` and ``covers``.
    vague : bool
        Whether its figure is too wide to fail.
    """
    direct = [[row for row in rows if row["direct"] == "direct"] for rows in (supporting, opposing)]
    if thesis["kind"] in ("motive", "plan") and not any(direct):
        return UNTESTABLE
    if any(direct):
        supporting, opposing = direct
    if supporting and opposing:
        in_part = any({row["covers"] for row in rows} == {"part"} for rows in (supporting, opposing))
        return OVERSTATED if in_part else DISPUTED
    if opposing:
        return CONTRADICTED
    if vague:
        return VAGUE
    return SUPPORTED if supporting else ALONE


def is_vague(book, thesis, window_years=1):
    """Whether the figure of a thesis is so wide that no plausible count could contradict it.

    Its high end is many times its low end (``points.csv``, circumstance vague),
    and every charted figure for the same quantity, near in time, lies inside.
    """
    if not thesis["claim_id"] or thesis["claim_id"] in set(book.withdrawn["claim_id"]):
        return False
    if not is_wide(book, thesis["claim_id"]):
        return False
    value, like = book.range(thesis["claim_id"]), alike(book, thesis["claim_id"])
    near = [row for row in like.to_dict("records") if years_between(thesis["period"], row["period"]) <= window_years]
    others = [book.range(row) for row in near]
    return all(value.low <= other.low and other.high <= value.high for other in others)


def is_wide(book, claim_id):
    """Whether the high end of a claim is many times its low end (``points.csv``, circumstance vague)."""
    value = book.range(claim_id)
    factor = book.points.set_index("circumstance").loc["vague", "points"]
    return 0 < value.low * factor <= value.high < float("inf")


def alike(book, claim_id):
    """Return the charted claims for the same quantity as a claim's."""
    claim, like = book.claim(claim_id), book.claims
    for column in ("measure", "place", "population"):
        like = like[like[column] == claim[column]]
    return like[like["use"].eq("chart") & like["claim_id"].ne(claim_id) & like["bound"].ne("unstated")]


def years_between(one, other):
    """Return the years between two periods (EDTF), 0 where they overlap."""
    (a, b), (c, d) = dates.bounds(one), dates.bounds(other)
    if a and d and d < a:
        return (a - d).days / 365.25
    if c and b and b < c:
        return (c - b).days / 365.25
    return 0.0


ORIGIN_COLUMNS = ["origin_id", "kind", "governments", "grade", "interest", "published"]
INTEREST = {"yes": "against", "no": "for", "": ""}
TEST_COLUMNS = ["thesis_id", "evidence_id", "test", "as_read", "side", "covers", "direct", *ORIGIN_COLUMNS, "sentence"]
LISTED = {"supports": FOR, "contradicts": AGAINST, "other_time": FAR, "context": CONTEXT, "withdrawn": WITHDRAWN}
JUDGED_COLUMNS = [
    "short", "statement", "kind", "role", "paragraphs", "verdict", "likelihood", "confidence", "points_for",
    "points_against", "origins_for", "origins_against", *LISTED, "override",
]  # fmt: skip


def _side(book, item, against, thesis, row, window_years):
    """Which side of a thesis one piece of evidence is on."""
    if item["test"] == "context":
        return CONTEXT
    if years_between(thesis["period"], row["period"]) > window_years:
        return FAR
    if item["test"] in ("happened", "denied"):
        return FOR if item["test"] == "happened" else AGAINST
    value, other = book.range(item["evidence_id"]), book.range(against)
    if item["test"] == "meets":
        return FOR if value.meet(other) is not None else AGAINST
    if item["test"] == "share_of":
        part = share(value, other - value if other.low >= value.high else other)
        return FOR if part.low > item["limit"] else AGAINST if part.high < item["limit"] else UNDECIDED
    if value.meet(other) is not None:
        return UNDECIDED
    return FOR if (value.low >= other.high) == (item["test"] == "exceeds") else AGAINST


def _as_read(book, name):
    """A claim's figure in words, as far as it has one, else the wording of the claim or event."""
    row = book.row(name)
    if row.get("bound", "unstated") == "unstated":  # events have no bounds
        return row["wording"]
    return words.describe(book.range(row), row["unit"])


def described(book, article_id):
    """Return each claim and event that may test a thesis: source, period, origin, governments, grade, publication."""
    named = book.evidence[
        book.evidence["thesis_id"].isin(book.theses.loc[book.theses["source_id"] == article_id, "thesis_id"])
    ]
    used = {*named["evidence_id"], *named["against"], *book.theses["claim_id"]}
    claims = book.claims.rename(columns={"claim_id": "id"})
    events = book.events.rename(columns={"event_id": "id", "date": "period"})
    columns = ["id", "source_id", "period", "origin_id", "origin_known", "use"]
    tables = [table.loc[table["id"].isin(used), columns] for table in (claims, events)]
    return _with_origins(book, pd.concat(tables, ignore_index=True))


def _described_withdrawn(book, name):
    claims = book.withdrawn.rename(columns={"claim_id": "id"})
    events = book.withdrawn_events.rename(columns={"event_id": "id", "date": "period"})
    return _with_origins(book, pd.concat([claims, events]))[name]


def _with_origins(book, table):
    sources = book.sources.set_index("source_id")[["published", "reliability"]].to_dict("index")
    origins = book.origins.set_index("origin_id")[["kind", "government", "against_interest"]].to_dict("index")
    found = {}
    for row in table.to_dict("records"):
        source = sources[row["source_id"]]
        known = row["origin_id"] != "" and row["origin_known"] != "unknown"
        origin = origins[row["origin_id"]] if known else {"kind": "", "government": "none", "against_interest": ""}
        last = dates.bounds(source["published"])[1] if source["published"] else None
        found[row["id"]] = {
            "source_id": row["source_id"],
            "period": row["period"],
            "use": row["use"],
            "origin_id": row["origin_id"] if known else "unknown",
            "kind": origin["kind"],
            "governments": origin["government"],
            "grade": source["reliability"],
            "interest": INTEREST[origin["against_interest"]],
            "published": str(last) if last else "",
        }
    return found
