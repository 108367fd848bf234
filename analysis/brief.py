"""The answer on one page: a sentence that answers, why, how sure, who says otherwise, what would change it."""

import math

import pandas as pd

from analysis import shift, verdicts
from analysis.ledger import as_of, dates, sources, without, words
from analysis.ledger.cite import cited, figure
from analysis.ledger.judgement import LIKELY, NO_BASIS, UNLIKELY
from analysis.verdicts import AGAINST, CONTRADICTED, DISPUTED, FOR, OVERSTATED, SUPPORTED

SENTENCES = ["part", "sentence", "rests_on"]


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
        ["answer", *headline(judged, published.year, _compared(kept, judged))],
        ["what happened", *what_happened(kept, published)],
        ["what is not shown", *what_is_not_shown(kept)],
        ["why", *why(kept)],
    ]
    return pd.DataFrame(rows, columns=SENTENCES)


def _compared(book, judged):
    """Return the ids of the claims, a space apart, that those which support the rise exceed: the year before."""
    rise = judged[judged["role"] == "rise"]
    supporting = rise["supports"].str.split(r" \+ | ", regex=True).explode()
    used = book.evidence["thesis_id"].isin(rise.index) & book.evidence["evidence_id"].isin(supporting)
    return " ".join(filter(None, book.evidence.loc[used, "against"]))


def headline(judged, year=2024, compared=""):
    """Return the sentence that answers, and the evidence it rests on.

    It says whether dispatch rose, whether as students, and whether it is shown
    that workers moved from China, by the theses with the roles rise, students
    and moved. Where an expert's view stands in place of the rules, it says whose.

    Parameters
    ----------
    judged : pandas.DataFrame
        From `verdicts.judge`.
    year : int
        Of the article.
    compared : str
        Ids of the claims of the year before, a space apart.

    Returns
    -------
    (str, str)
    """
    by_role = {row["role"]: row for row in judged.to_dict("records") if row["role"]}
    rise, students, moved = (by_role.get(role) for role in ("rise", "students", "moved"))
    used = [row[side] for row in (rise, students, moved) if row is not None for side in ("supports", "contradicts")]
    rests = " + ".join(dict.fromkeys(f"{' '.join(used)} {compared}".split()))
    grounds = "" if rise is None else f"{rise['supports']} {rise['contradicts']} {compared}"
    sent = f"North Korea sent {cited(f'more workers to Russia in {year} than in {year - 1}', grounds)}"
    if rise is None or rise["likelihood"] == NO_BASIS:
        return f"Nothing here shows whether {sent}.", rests
    own = f" An expert's view stands here in place of the rules: {rise['override']}" if rise.get("override") else ""
    how = {"roughly even": "It is as likely as not", "almost no chance": "There is almost no chance"}
    how = how.get(rise["likelihood"], f"It is {rise['likelihood']}")
    if rise["likelihood"] in UNLIKELY:
        return f"{how} that {sent}.{own}", rests
    posing = (
        students is not None and students["verdict"] in (SUPPORTED, OVERSTATED) and students["likelihood"] in LIKELY
    )
    as_students = f", many of them {cited('as students', students['supports'])}" if posing else ""
    return f"{how} that {sent}{as_students}; {_moved(moved)}.{own}", rests


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
        times = f", {cited(words.times(_rounded(now / before)), *sources.trace(now, before))} the quarter before"
    counted = f"Russia's border service counted {figure(now, 'crossings')} entries for study "
    counted += f"{cited(quarter, *now.trace)}{times}"
    rests = sources.trace(now, before)
    if not students:
        return f"{counted}.", " + ".join(rests)
    most = max(students, key=lambda row: row["value"].high)
    rests += most["value"].trace
    when = cited(words.when(most["period"]), *most["value"].trace)
    known = f"{figure(most['value'], 'persons')}, for {when}"
    return (
        f"{counted}. The largest figure for North Korean students is {known}, given by {words.in_a_sentence(most['asserted_by'])}.",
        " + ".join(dict.fromkeys(rests)),
    )


def what_is_not_shown(book):
    """Return the sentence on sources that count both countries, and what it rests on."""
    pairs = shift.pairs(book)
    if pairs.empty:
        return "No source here gives figures for both countries, so nobody can say which has more workers.", ""
    last = pairs.iloc[-1]
    rests = " + ".join([last["china_id"], last["russia_id"]])
    when = cited(words.when(last["period"]), rests)
    since = shift.sentences.since_when_not_more(pairs)
    if since is None:
        return (
            f"The last source with figures for both countries, for {when}, has more workers in Russia than in China."
        ), rests
    return (
        f"Since {shift.sentences.since_cited(pairs)} no source with figures for both countries has put more workers "
        f"in Russia than in China. The last such figures, for {when}, are from {words.in_a_sentence(last['asserted_by'])}."
    ), rests


def why(book):
    """Return the sentence on what was published last for either country, and what it rests on."""
    parts, rests = [], []
    gap = book.events[book.events["effect"].eq("gap") & book.events["side"].eq("RU")]
    counts = shift.entries(book, 2019, 2026, "study")
    counts = counts[counts["value"].notna()]
    if len(gap) and len(counts):
        silent = words.when(f"{dates.bounds(gap['date'].iloc[0])[0]:%Y-%m}")
        seen = book.source(gap["source_id"].iloc[0])["published"]
        last = counts.iloc[-1]
        quarter = shift.sentences.quarter_in_words(last["quarter"])  # "in the …"
        parts.append(
            f"As reported on {cited(words.when(seen), *gap['event_id'])}, Russia's border service has published no entries since "
            f"{cited(silent, *gap['event_id'])}. {cited(f'I{quarter[1:]}', *last['value'].trace)} it counted "
            f" {figure(last['value'], 'crossings')} for study."
        )
        rests += [*last["value"].trace, *gap["event_id"]]
    china = shift.levels(book, "CN")
    if len(china):
        last = china.iloc[-1]
        claim = book.claim(last["claim_id"])
        nameless = (
            ", names no estimator"
            if claim["origin_known"] == "unknown"
            else f", is from {words.in_a_sentence(claim['asserted_by'])}"
        )
        when = cited(words.when(last["period"]), last["claim_id"])
        said = f"{figure(last['value'], last['unit'])} for {when}"
        parts.append(f"The last new figure for all of China, {said}{nameless}.")
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


def against_default(judged, default):
    """Return the theses that are judged otherwise than by default: what the reader's choices change.

    Parameters
    ----------
    judged, default : pandas.DataFrame
        From `verdicts.judge`, by the reader's choices and by none.

    Returns
    -------
    pandas.DataFrame
        Columns ``short``, ``verdict``, ``likelihood``, ``verdict_default``, ``likelihood_default``.
    """
    table = judged[["short", "verdict", "likelihood"]].assign(
        verdict_default=default["verdict"], likelihood_default=default["likelihood"]
    )
    same = table["verdict"].eq(table["verdict_default"]) & table["likelihood"].eq(table["likelihood_default"])
    return table[~same]


def choices_sentence(changes, count):
    """Return how many of an article's theses a reader's choices change, as a sentence; see `against_default`."""
    if changes.empty:
        return "All verdicts and likelihoods here are those of the answer with everything counted."
    turned = int(changes["verdict"].ne(changes["verdict_default"]).sum())
    more = len(changes) - turned
    said = f"The choices made here change {turned or 'no'} of the {count} verdicts"
    return f"{said}, and the likelihood of {more} more." if more else f"{said}."


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


def how_much_dissent(table):
    """Return on how many theses something stands on the other side, as a sentence; see `dissent`."""
    count = table["short"].nunique()
    if not count:
        return "Nothing on file stands on the other side of any thesis."
    return f"On {count} {'thesis' if count == 1 else 'theses'} something stands on the other side."


def what_would_turn(book):
    """Return the sentence that says by how much the last count of both countries would have to be wrong."""
    pairs = shift.pairs(book)
    if pairs.empty:
        return "One count of both countries would be enough to say which has more workers."
    last = pairs.iloc[-1]
    if last["share"].low > 50 or last["russia"].high <= 0 or math.isinf(last["china"].low):
        return "One later count of both countries, with more workers in China, would turn the comparison."
    factor = cited(words.times(_rounded(last["china"] / last["russia"])), last["china_id"], last["russia_id"])
    return (
        f"The last source with figures for both countries has {factor} as many workers in China as in Russia. "
        "Russia would be ahead only if its errors were larger together than that."
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
    rest = [f"for {alone} only the article speaks"] if alone else []
    rest += [f"{untestable} cannot be tested"] if untestable else []
    first = f"Of the article's {len(judged)} theses {', '.join(listed) or 'none is tested'}."
    return f"{first} {' and '.join(rest).capitalize()}." if rest else first


def _moved(moved):
    verdict = None if moved is None else moved["verdict"]
    if verdict == SUPPORTED and moved["likelihood"] in LIKELY:
        return "the record also shows that workers left China for it"
    if verdict == CONTRADICTED:
        return "the record speaks against the account that they came from China"
    if verdict == DISPUTED:
        return "whether they came from China is disputed"
    return "no source shows that they came from China"


def _rounded(value):
    """A multiple to two digits: more would claim more than the figures hold."""
    low, high = (words.significant(end, 2) if math.isfinite(end) else end for end in (value.low, value.high))
    return type(value)(low, high, value.low_open, value.high_open, value.about, value.trace)
