"""The answer on one page: a sentence that answers, why, how sure, who says otherwise, what would change it."""

import math

import pandas as pd

from analysis import shift, verdicts
from analysis.ledger import as_of, dates, sources, without, words
from analysis.ledger.judgement import NO_BASIS
from analysis.verdicts import AGAINST, CONTRADICTED, DISPUTED, FOR, OVERSTATED, SUPPORTED

SENTENCES = ["part", "sentence", "rests_on"]
LIKELY, UNLIKELY = ("likely", "very likely", "almost certain"), ("unlikely", "very unlikely", "almost no chance")


def answer(book, article_id, window_years=1, leave_out=()):
    """Return the answer: one sentence that answers, then what happened, what is not shown, and why.

    Parameters
    ----------
    book : Ledger
        What counts, such as from `ledger.as_of`.
    article_id : str
    window_years, leave_out
        As in `verdicts.judge`.

    Returns
    -------
    pandas.DataFrame
        Columns ``part`` (answer | what happened | what is not shown | why),
        ``sentence``, ``rests_on`` (ids of the claims behind it, joined by " + ").
    """
    judged = verdicts.judge(book, article_id, window_years, leave_out)
    published = dates.publication_day(book.source(article_id))
    kept = without(book, leave_out)
    rows = [
        ["answer", *headline(judged)],
        ["what happened", *what_happened(kept, published)],
        ["what is not shown", *what_is_not_shown(kept)],
        ["why", *why(kept)],
    ]
    return pd.DataFrame(rows, columns=SENTENCES)


def headline(judged):
    """Return the sentence that answers, and the evidence it rests on.

    It says whether dispatch rose, whether as students, and whether it is shown
    that workers moved from China, by the theses with the roles rise, students
    and moved.

    Parameters
    ----------
    judged : pandas.DataFrame
        From `verdicts.judge`.

    Returns
    -------
    (str, str)
    """
    by_role = {row["role"]: row for row in judged.to_dict("records") if row["role"]}
    rise, students, moved = (by_role.get(role) for role in ("rise", "students", "moved"))
    used = [row[side] for row in (rise, students, moved) if row is not None for side in ("supports", "contradicts")]
    rests = " + ".join(dict.fromkeys(" ".join(used).split()))
    if rise is None or rise["likelihood"] == NO_BASIS:
        return "Nothing here shows whether North Korea sent more workers to Russia in 2024.", rests
    how = _band(rise)
    if rise["likelihood"] in UNLIKELY:
        return f"It is {how} that North Korea sent more workers to Russia in 2024 than before.", rests
    posing = (
        students is not None and students["verdict"] in (SUPPORTED, OVERSTATED) and students["likelihood"] in LIKELY
    )
    first = f"It is {how} that North Korea sent more workers to Russia in 2024{', many of them as students' if posing else ''}"
    return f"{first}; {_moved(moved)}.", rests


def what_happened(book, published):
    """Return the sentence on entries for study against students, and what it rests on."""
    study = shift.entries(book, published.year, published.year, "study")
    now, before, _ = shift.entries_around(study, published)
    figures = shift.study_figures(book, published.year)
    students = [row for row in figures.to_dict("records") if row["measure"] == "enrolment"]
    if now is None:
        return "No count of entries to Russia for study is left for the quarter in which the article appeared.", ""
    quarter = shift.sentences.quarter_in_words(f"{published.year} Q{(published.month + 2) // 3}")
    times = ""
    if before is not None and before.low > 0 and now.low > before.high:
        times = f", {words.times(_rounded(now / before))} the quarter before"
    counted = f"Russia's border service counted {words.describe(now, 'crossings')} entries for study {quarter}{times}"
    rests = sources.trace(now, before)
    if not students:
        return f"{counted}.", " + ".join(rests)
    most = max(students, key=lambda row: row["value"].high)
    rests += most["value"].trace
    known = words.describe(most["value"], "persons")
    return f"{counted}. Russian officials knew of {known} North Korean students.", " + ".join(dict.fromkeys(rests))


def what_is_not_shown(book):
    """Return the sentence on sources that count both countries, and what it rests on."""
    pairs = shift.pairs(book)
    if pairs.empty:
        return "No source here counts the workers of both countries, so nobody can say which has more.", ""
    last = pairs.iloc[-1]
    rests = " + ".join([last["china_id"], last["russia_id"]])
    since = shift.sentences.since_when_not_more(pairs)
    if since is None:
        return (
            f"The last source that counts both countries, for {words.when(last['period'])}, has more workers in "
            f"Russia than in China."
        ), rests
    return (
        f"Since {since} no source that counts both countries has put more workers in Russia than in China. "
        f"The last such count is for {words.when(last['period'])}."
    ), rests


def why(book):
    """Return the sentence on what was published last for either country, and what it rests on."""
    parts, rests = [], []
    gap = book.events[book.events["effect"].eq("gap") & book.events["side"].eq("RU")]
    counts = shift.entries(book, 2019, 2026, "study")
    counts = counts[counts["value"].notna()]
    if len(gap) and len(counts):
        silent = words.when(f"{dates.bounds(gap['date'].iloc[0])[0]:%Y-%m}")
        last = counts.iloc[-1]
        quarter = shift.sentences.quarter_in_words(last["quarter"])
        parts.append(
            f"Russia has published no entries since {silent}; {quarter} its border service counted "
            f"{words.describe(last['value'], 'crossings')} for study."
        )
        rests += [*last["value"].trace, *gap["event_id"]]
    china = shift.levels(book, "CN")
    if len(china):
        last = china.iloc[-1]
        claim = book.claim(last["claim_id"])
        nameless = ", names no estimator" if claim["origin_known"] == "unknown" else f", is from {claim['asserted_by']}"
        figure = words.describe(last["value"], last["unit"])
        parts.append(f"The last national figure for China, {figure} for {words.when(last['period'])}{nameless}.")
        rests.append(last["claim_id"])
    return " ".join(parts) or "The record says nothing about either country.", " + ".join(rests)


def then_and_now(book, article_id, window_years=1, leave_out=(), today=None):
    """Return what could be known on the day the article appeared beside what is known now.

    Parameters
    ----------
    book : Ledger
    article_id, window_years, leave_out
        As in `verdicts.judge`.
    today : datetime.date, optional
        Another day instead of all that is on file.

    Returns
    -------
    pandas.DataFrame
        A row a thesis: ``short``; ``verdict_then``, ``likelihood_then``,
        ``verdict_now``, ``likelihood_now``; ``changed_by``: the evidence
        published since that decides now (ids with a space between; blank
        where nothing changed).
    """
    published = dates.publication_day(book.source(article_id))
    later = book if today is None else as_of(book, today)
    then, now = (verdicts.judge(one, article_id, window_years, leave_out) for one in (as_of(book, published), later))
    evidence = verdicts.tests(later, article_id, window_years, leave_out)
    new = evidence[evidence["side"].isin([FOR, AGAINST]) & (evidence["published"] > str(published))]
    table = now[["short"]].assign(
        verdict_then=then["verdict"], likelihood_then=then["likelihood"],
        verdict_now=now["verdict"], likelihood_now=now["likelihood"],
    )  # fmt: skip
    changed = (table["verdict_then"] != table["verdict_now"]) | (table["likelihood_then"] != table["likelihood_now"])
    by = {thesis: " ".join(rows["evidence_id"]) for thesis, rows in new.groupby("thesis_id")}
    return table.assign(changed_by=[by.get(name, "") if moved else "" for name, moved in changed.items()])


def dissent(book, article_id, window_years=1, leave_out=()):
    """Return what speaks against the theses that the record supports, at least in part, and for those it does not.

    Returns
    -------
    pandas.DataFrame
        Columns ``short``, ``verdict``, ``evidence_id``, ``side``, ``sentence``.
    """
    judged = verdicts.judge(book, article_id, window_years, leave_out)
    evidence = verdicts.tests(book, article_id, window_years, leave_out)
    minority = {SUPPORTED: [AGAINST], OVERSTATED: [AGAINST], DISPUTED: [FOR, AGAINST], CONTRADICTED: [FOR]}
    rows = [
        [judged.loc[row["thesis_id"], "short"], judged.loc[row["thesis_id"], "verdict"], row["evidence_id"], row["side"], row["sentence"]]
        for row in evidence.to_dict("records")
        if row["side"] in minority.get(judged.loc[row["thesis_id"], "verdict"], [])
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=["short", "verdict", "evidence_id", "side", "sentence"])


def turning_points(book, article_id, window_years=1, leave_out=()):
    """Return the single origins without which a verdict or a likelihood would be another one.

    Returns
    -------
    pandas.DataFrame
        Columns ``short``, ``verdict``, ``likelihood`` (as they are), ``without``
        (the origin), ``verdict_without``, ``likelihood_without``.
    """
    evidence = verdicts.tests(book, article_id, window_years, leave_out)
    theses = book.theses[book.theses["source_id"] == article_id].to_dict("records")
    vague = {one["thesis_id"] for one in theses if verdicts.is_vague(book, one, window_years)}
    judged = verdicts.judge_evidence(book, article_id, evidence, vague)
    counted = evidence[evidence["side"].isin([FOR, AGAINST])]
    names = book.origins.set_index("origin_id")["name"]
    rows = []
    for origin in sorted(set(counted["origin_id"])):
        other = verdicts.judge_evidence(book, article_id, evidence[evidence["origin_id"] != origin], vague)
        for thesis in counted.loc[counted["origin_id"] == origin, "thesis_id"].drop_duplicates():
            now, then = judged.loc[thesis], other.loc[thesis]
            if (now["verdict"], now["likelihood"]) != (then["verdict"], then["likelihood"]):
                name = names.get(origin, "all whose origin nobody knows")
                rows.append(
                    [now["short"], now["verdict"], now["likelihood"], name, then["verdict"], then["likelihood"]]
                )
    columns = ["short", "verdict", "likelihood", "without", "verdict_without", "likelihood_without"]
    return pd.DataFrame(rows, columns=columns)


def what_would_turn(book):
    """Return the sentence that says by how much the last count of both countries would have to be wrong."""
    pairs = shift.pairs(book)
    if pairs.empty:
        return "One count of both countries would be enough to say which has more workers."
    last = pairs.iloc[-1]
    if last["share"].low > 50 or last["russia"].high <= 0 or math.isinf(last["china"].low):
        return "One later count of both countries, with more workers in China, would turn the comparison."
    factor = words.times(_rounded(last["china"] / last["russia"]))
    return (
        f"Russia would be ahead only if {last['asserted_by']} counted {factor} too few there, or as many times "
        f"too many in China, for {words.when(last['period'])}."
    )


def changed(table):
    """Return how many judgements changed since the article appeared, as a sentence; see `then_and_now`."""
    moved = table[table["changed_by"] != ""]
    verdict = (moved["verdict_then"] != moved["verdict_now"]).sum()
    if moved.empty:
        return "No judgement has changed since the day the article appeared."
    other = len(moved) - verdict
    more = f", and for {other} more the likelihood" if other else ""
    return f"For {verdict} of {len(table)} theses the verdict has changed since the article appeared{more}."


def values(judged):
    """Return verdict and likelihood of the theses that the answer uses, by role, for a table over many runs."""
    rows = [row for row in judged.to_dict("records") if row["role"]]
    return {f"{row['role']}_{what}": row[what] for row in rows for what in ("verdict", "likelihood")}


def tally(judged):
    """Return how many theses have which verdict, as a sentence."""
    count = judged["verdict"].value_counts()
    listed = [
        f"{count[name]} {'are' if count[name] > 1 else 'is'} {name}" for name in verdicts.VERDICTS[:-2] if name in count
    ]
    alone, untestable = (count.get(name, 0) for name in verdicts.VERDICTS[-2:])
    listed += [f"for {alone} only the article speaks"] if alone else []
    listed += [f"{untestable} cannot be tested"] if untestable else []
    return f"Of the article's {len(judged)} theses {', '.join(listed)}."


def _band(row):
    """The band of a likelihood in a sentence: "roughly even" is a chance, not an adjective of a fact."""
    return "as likely as not" if row["likelihood"] == "roughly even" else row["likelihood"]


def _moved(moved):
    if moved is not None and moved["verdict"] == SUPPORTED:
        return "the record also shows that workers left China for it"
    if moved is not None and moved["verdict"] == CONTRADICTED:
        return "the record speaks against the account that they came from China"
    return "nobody has shown that they came from China"


def _rounded(value):
    """A multiple to two digits: more would claim more than the figures hold."""
    low, high = (words.significant(end, 2) if math.isfinite(end) else end for end in (value.low, value.high))
    return type(value)(low, high, value.low_open, value.high_open, value.about, value.trace)
