"""What rested on a claim that was withdrawn or corrected: nothing falls without a word."""

import pandas as pd

from analysis.ledger import sources, words


def uses(book):
    """Return what each withdrawn claim was used for.

    Parameters
    ----------
    book : Ledger

    Returns
    -------
    list of (str, str)
        Id of the claim, and one use of it in words; a claim that nothing used
        stands once, saying so.
    """
    found = []
    for claim in book.withdrawn.to_dict("records"):
        name = claim["claim_id"]
        tests = book.evidence[book.evidence["evidence_id"].eq(name) | book.evidence["against"].eq(name)]
        used = [f"evidence on the thesis {thesis}" for thesis in dict.fromkeys(tests["thesis_id"])]
        used += [
            f"the figure of the thesis {one}" for one in book.theses.loc[book.theses["claim_id"].eq(name), "thesis_id"]
        ]
        used += [
            f"the model's input {one}" for one in book.input_claims.loc[book.input_claims["claim_id"].eq(name), "input"]
        ]
        used += [
            f"the part of the revenue called {one}" for one in book.parts.loc[book.parts["claim_id"].eq(name), "part"]
        ]
        used += ["an estimate that the model is held against"] if name in set(book.estimates["claim_id"]) else []
        used += [f"one of the pair {claim['pair']}"] if claim["pair"] else []
        used += [f"a point of the series {claim['series']}"] if claim["series"] else []
        used += ["a point of a chart"] if claim["use"] == "chart" and not (claim["pair"] or claim["series"]) else []
        both = book.contradictions["claim_a"].eq(name) | book.contradictions["claim_b"].eq(name)
        used += ["one side of a contradiction"] if both.any() else []
        found += [(name, use) for use in used or ["nothing"]]
    for name in book.withdrawn_events["event_id"]:
        tests = book.evidence[book.evidence["evidence_id"].eq(name)]
        used = [f"evidence on the thesis {thesis}" for thesis in dict.fromkeys(tests["thesis_id"])]
        found += [(name, use) for use in used or ["a dated event"]]
    return found


def table(book):
    """Return what rested on withdrawn claims: columns ``claim_id``, ``withdrawn``, ``withdrawn_reason``, ``used_as``."""
    every = [row | {"id": row["claim_id"]} for row in book.withdrawn.to_dict("records")]
    every += [row | {"id": row["event_id"]} for row in book.withdrawn_events.to_dict("records")]
    of_source = book.sources.set_index("source_id")
    about = {}
    for row in every:
        source = of_source.loc[row["source_id"]]
        own = row.get("withdrawn") and (row["withdrawn"], row["withdrawn_reason"])
        about[row["id"]] = own or (source["withdrawn"], source["withdrawn_reason"])
    rows = [[name, *about[name], use] for name, use in uses(book)]
    return pd.DataFrame(rows, columns=["claim_id", "withdrawn", "withdrawn_reason", "used_as"])


def sentence(book):
    """Return whether anything was withdrawn, and how much rested on it."""
    if book.withdrawn.empty and book.withdrawn_events.empty:
        return "None of the claims used here has been withdrawn by whoever made it."
    if book.withdrawn.empty:
        return f"A source was withdrawn, and its {len(book.withdrawn_events)} events no longer count."
    count = len(book.withdrawn)
    listed = "; ".join(
        f"{row['asserted_by']}, {words.when(row['period'])}" for row in book.withdrawn.to_dict("records")
    )
    said = (
        "1 claim was withdrawn and no longer counts"
        if count == 1
        else f"{count} claims were withdrawn and no longer count"
    )
    return f"{said}: {listed}."


def note(book, measure):
    """Return what to say under a chart of a measure whose claims were withdrawn in part; blank where none was."""
    gone = book.withdrawn[book.withdrawn["measure"] == measure]
    if gone.empty:
        return ""
    told = [f"{claim['asserted_by']}, {words.when(claim['period'])}" for claim in gone.to_dict("records")]
    return f"; left out, because withdrawn: {'; '.join(told)}"


def source_line(book, measure, *values):
    """Return the line under a chart for the Ranges it draws, and what it leaves out because it was withdrawn."""
    return sources.line_of(book, *values) + note(book, measure)
