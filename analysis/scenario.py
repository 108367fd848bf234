"""What the what-if model answers: could Russia replace China, for certain and on assumptions of ours?

The bounds hold for certain if the inputs lie where the claims put them. The
draws need on top how each input spreads, and that the inputs are independent;
between the two stands what holds whatever the dependence. All three come from
the one formula in `model`.
"""

import functools
import math

import numpy as np
import pandas as pd

from analysis import model, revenue
from analysis.dependence import whatever
from analysis.draws import simulate, total_indices
from analysis.ledger import cite, ranges, words
from analysis.ledger.ranges import Range

SURE = 0.95  # share of draws that counts as "the draws say so"
SHARES = tuple(np.linspace(0, 1, 21))  # sent home, of the break-even curve
NOW = "estimated"  # status of the claims that count those in Russia today

THERE = "With {in_russia} workers in Russia, North Korea"
CERTAIN = f"{THERE} would earn %s than before, whatever the inputs are within their bounds."
PROBABLE = (
    f"{THERE} would probably earn %s than before, on our assumptions: {{share}} of the draws say so. "
    "The extreme values of the inputs still allow a %s."
)
UNDECIDED = (
    f"{THERE} may earn more or less than before: the inputs allow either. The draws do not decide it: "
    f"{{share}} of them say %s, and we would ask for {SURE:.0%}."
)
# All that the finding can say: a page fills the same sentences.
SENTENCES = {
    "needed": "By our sums, if China sends home {percent}% of its North Korean workers, {needed} must work in Russia "
    "for the state to earn as much as before.",
    "drawn": "On our assumptions, 90 percent of the draws need {drawn}.",
    "any dependence": "The draws take the inputs to be independent. If those may hang together in any way, "
    "at least 90 percent of cases need {any_dependence}.",
    "it workers": "IT workers in China are sent home too, and what they earn there is lost.",
    "no it workers": "IT workers and what they earn are left aside.",
    "certain none": f"{THERE} would earn exactly as much as before.",
    "certain up": CERTAIN % "more",
    "certain down": CERTAIN % "less",
    "probable up": PROBABLE % ("more", "loss"),
    "probable down": PROBABLE % ("less", "gain"),
    "undecided up": UNDECIDED.replace("%s", "more"),
    "undecided down": UNDECIDED.replace("%s", "less"),
    "own": "Bounds of the reader's own: {own}.",
}


def sign(value):
    """Return "up", "down", "none" or "undetermined" for a Range of changes."""
    if value.low == value.high == 0:
        return "none"
    return "up" if value.low > 0 else "down" if value.high < 0 else "undetermined"


def estimates(book):
    """Return what others say that Russia takes, plans to take, or took.

    Returns
    -------
    pandas.DataFrame
        Columns of ``claims``, ``value`` (Range) and ``drawn`` (bool: whether the chart draws it).
    """
    standing = book.estimates[book.estimates["claim_id"].isin(book.claims["claim_id"])]  # not withdrawn
    rows = pd.DataFrame([book.claim(claim_id) for claim_id in standing["claim_id"]], columns=book.claims.columns)
    return rows.assign(value=book.ranges(rows), drawn=standing["drawn"].eq("yes").to_numpy())


def against_estimates(book, table, sent_home, count, seed=1, distribution="uniform"):
    """Hold the number needed against what Russia is said to take, to plan, or to have taken.

    Returns
    -------
    pandas.DataFrame
        Columns ``claim_id``, ``wording``, ``status``, ``unit`` (persons, or permits or places: not heads),
        ``value`` (Range), ``by_bounds`` (enough, too_few or undetermined), ``draws_satisfied`` (share of
        draws whose number needed is at most the estimate's upper end, NaN if it has none).
    """
    answer = functools.partial(model.needed, sent_home=sent_home)
    limits, rows = model.bounds(table, answer), estimates(book)
    spread = simulate(table["value"], answer, count, seed, distribution, [value.high for value in rows["value"]])
    satisfied = [share if math.isfinite(value.high) else math.nan for value, share in zip(rows["value"], spread.below)]
    rows = rows[["claim_id", "wording", "status", "unit", "value"]]
    return rows.assign(by_bounds=[_enough(value, limits) for value in rows["value"]], draws_satisfied=satisfied)


def _enough(estimate, need):
    if estimate.low >= need.high:
        return "enough"
    return "too_few" if estimate.high < need.low else "undetermined"


def sensitivity(table, sent_home, seed=1, distribution="uniform", count=2**12):
    """Say which input decides the number needed.

    Parameters
    ----------
    table : pandas.DataFrame
        From `inputs`.
    sent_home : float
    seed, distribution, count
        As in `draws.total_indices`.

    Returns
    -------
    pandas.DataFrame
        Index: input, the most deciding first. Columns ``quantity``, ``at_low``
        and ``at_high`` (Range of the answer with that input at its end, all
        others free: no input is ever held at a middle), ``total_index``.
    """
    answer = functools.partial(model.needed, sent_home=sent_home)
    values = dict(table["value"])
    found = table[["quantity"]].copy()
    for side in ("low", "high"):
        ends = {name: ranges.exactly(getattr(value, side)) for name, value in values.items()}
        found[f"at_{side}"] = [answer(values | {name: end}) for name, end in ends.items()]
    found["total_index"] = pd.Series(total_indices(values, answer, count, seed, distribution))
    return found.sort_values(["total_index", "quantity"], ascending=[False, True])


def break_even(table, shares, count, seed=1, distribution="uniform"):
    """Return how many workers in Russia keep the earnings, for each share sent home.

    Returns
    -------
    pandas.DataFrame
        Columns ``sent_home`` (0 to 1), ``low`` and ``high`` (bounds),
        ``any_low`` and ``any_high`` (at least 90 percent, whatever the
        dependence between the inputs), and the quantiles of the draws ``p5``,
        ``p50``, ``p95``.
    """
    rows = []
    for share in shares:
        answer = functools.partial(model.needed, sent_home=share)
        limits, spread = model.bounds(table, answer), simulate(table["value"], answer, count, seed, distribution)
        most = whatever(table["value"], answer, distribution)
        rows.append([share, limits.low, limits.high, most.low, most.high, *spread.quantiles])
    return pd.DataFrame(rows, columns=["sent_home", "low", "high", "any_low", "any_high", "p5", "p50", "p95"])


def answers(table, sent_home, in_russia, count, seed=1, distribution="uniform"):
    """Answer both questions in all three ways.

    Returns
    -------
    pandas.DataFrame
        Index: ``needed`` (persons), ``change`` (USD a year). Columns ``unit``,
        ``value`` (Range: the bounds), ``any_dependence`` (Range: at least 90
        percent, whatever the dependence between the inputs), ``p5``, ``p50``, ``p95`` (of the draws),
        ``below_zero`` (share of the draws).
    """
    rows = {}
    for name, unit, answer in (
        ("needed", "persons", functools.partial(model.needed, sent_home=sent_home)),
        ("change", "usd/year", functools.partial(model.change, sent_home=sent_home, in_russia=in_russia)),
    ):
        spread = simulate(
            table["value"], answer, count, seed, distribution, [np.nextafter(0, -1)]
        )  # below zero, not at it
        most = whatever(table["value"], answer, distribution)
        rows[name] = [unit, model.bounds(table, answer), most, *spread.quantiles, *spread.below]
    columns = ["unit", "value", "any_dependence", "p5", "p50", "p95", "below_zero"]
    return pd.DataFrame.from_dict(rows, orient="index", columns=columns)


def rounded_answers(table):
    """Return the answers as a table to look at, rounded to three digits: draws are not known better.

    Parameters
    ----------
    table : pandas.DataFrame
        From `answers`.

    Returns
    -------
    pandas.DataFrame
        Columns ``answer`` (needed or change), ``unit``, ``bounds``, ``any_dependence``, ``draws``
        (90 percent of them), ``median`` (Ranges all four), ``below_zero`` (share of the draws).
    """
    return pd.DataFrame(
        {
            "answer": table.index,
            "unit": table["unit"].to_numpy(),
            "bounds": [rounded(value) for value in table["value"]],
            "any_dependence": [rounded(value) for value in table["any_dependence"]],
            "draws": [rounded(Range(low, high)) for low, high in zip(table["p5"], table["p95"])],
            "median": [rounded(ranges.exactly(value)) for value in table["p50"]],
            "below_zero": table["below_zero"].round(3).to_numpy(),
        }
    )


def rounded(value):
    """Return a Range with both ends rounded to three digits."""
    return Range(words.significant(value.low), words.significant(value.high), trace=value.trace)


def values(table):
    """Return the answers' numbers by name, rounded to three digits, for a table over many runs."""
    found = {}
    for name, row in table.iterrows():
        numbers = {
            "low": row["value"].low,
            "high": row["value"].high,
            "any_low": row["any_dependence"].low,
            "any_high": row["any_dependence"].high,
            "p5": row["p5"],
            "p50": row["p50"],
            "p95": row["p95"],
        }
        found |= {f"{name}_{key}": words.significant(number) for key, number in numbers.items()}
    return found | {"change_below_zero": round(float(table.loc["change", "below_zero"]), 3)}


def finding(table, inputs, sent_home, in_russia):
    """Return the answers in sentences: what is certain, what is probable, and what is known of it without independence.

    Parameters
    ----------
    table : pandas.DataFrame
        From `answers`.
    inputs : pandas.DataFrame
        From `model.inputs`.
    sent_home, in_russia
        As they were given to `answers`.
    """
    need, own = table.loc["needed"], model.readers_own(inputs)
    behind = need["value"].trace  # nobody said these sums: they lead to what they are worked out from
    case, share = change_case(table.loc["change"])
    said = [
        "needed",
        "drawn",
        "any dependence",
        "it workers" if model.has_it_workers(inputs) else "no it workers",
        case,
    ]
    values = {
        "percent": f"{100 * sent_home:.6g}",
        "needed": cite.cited(_span(need["value"]), *behind),
        "drawn": cite.cited(words.rounded_span(need["p5"], need["p95"]), *behind),
        "any_dependence": cite.cited(_span(need["any_dependence"]), *behind),
        "in_russia": f"{in_russia:,}",
        "share": words.percent(share),
        "own": own,
    }
    return " ".join(SENTENCES[name].format(**values) for name in [*said, *(["own"] if own else [])])


def change_case(change):
    """Return which of `SENTENCES` says how the state's earnings change, and the share of draws that it names.

    Certain, or probable and what else is possible, or undecided.

    Parameters
    ----------
    change : pandas.Series
        Row ``change`` of `answers`.
    """
    certain, below = sign(change["value"]), change["below_zero"]
    if certain != "undetermined":
        return f"certain {certain}", 1.0
    side, share = ("down", below) if below >= 0.5 else ("up", 1 - below)
    probable = "down" if below >= SURE else "up" if below <= 1 - SURE else ""
    return f"probable {probable}" if probable else f"undecided {side}", share


def inputs_sentence(inputs):
    """Return which input's bounds lie furthest apart, as a sentence."""
    ratio = [value.high / value.low for value in inputs["value"]]
    widest = inputs.iloc[int(np.argmax(ratio))]
    if max(ratio) == 1:
        return "Every input is a single figure."
    value = words.describe(widest["value"], widest["unit"])
    return f"The bounds are furthest apart for {model.uncapitalized(widest['quantity'])}: {value}."


def estimates_sentence(book, held):
    """Return whose count of workers in Russia is certainly too few, and whose is enough.

    Parameters
    ----------
    book : Ledger
    held : pandas.DataFrame
        From `against_estimates`.
    """
    said = []
    for found, verdict in (("too_few", "Too few"), ("enough", "Enough")):
        ids = held.loc[held["by_bounds"] == found, "claim_id"]
        names = list(dict.fromkeys(words.in_a_sentence(book.claim(claim_id)["asserted_by"]) for claim_id in ids))
        if names:
            said.append(f"{verdict}, whatever the inputs are within their bounds: the figure of {'; '.join(names)}.")
    still_open = int((held["by_bounds"] == "undetermined").sum())
    return " ".join([*said, f"For {still_open} of the {len(held)} figures the inputs allow either answer."])


def break_even_sentence(book, curve):
    """Return the number needed to replace every worker in China, beside the highest estimate of the present.

    Parameters
    ----------
    book : Ledger
    curve : pandas.DataFrame
        From `break_even`.
    """
    last = curve.iloc[-1]
    need = f"To replace every worker in China, {words.rounded_span(last['low'], last['high'])} must work in Russia."
    rows = estimates(book)
    today = rows[rows["drawn"] & (rows["status"] == NOW)]
    if today.empty:
        return need
    top = today.iloc[[value.high for value in today["value"]].index(max(value.high for value in today["value"]))]
    return f"{need} The highest estimate of the present drawn here is {cite.figure(top['value'], top['unit'])}, by {words.in_a_sentence(top['asserted_by'])}."


def sensitivity_sentence(table):
    """Return how far the answer moves with the input that decides most.

    Parameters
    ----------
    table : pandas.DataFrame
        From `sensitivity`.
    """
    first = table.iloc[0]
    if first["total_index"] == 0:
        return "No input's bounds change the answer."
    return (
        f"With {model.uncapitalized(first['quantity'])} at the lowest bound, {_span(first['at_low'])} must work in Russia. "
        f"At the highest, {_span(first['at_high'])} must."
    )


def implied_sentence(book, inputs):
    """Compare the earnings that the inputs imply with the UN Panel's figure."""
    implied, panel = model.implied_revenue(inputs), revenue.part(book, "non_it")
    inside = "inside" if implied.meet(panel) is not None else "outside"
    return (
        f"Our inputs imply that the state earns {cite.cited(words.describe(rounded(implied), 'usd/year'), *implied.trace)} a year from workers "
        "outside IT in China and Russia. The UN Panel's figure for all countries, "
        f"{cite.figure(panel, 'usd/year')}, lies {inside} that range."
    )


def _span(value):
    return words.rounded_span(value.low, value.high)
