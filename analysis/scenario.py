"""The what-if model: how many workers in Russia would make up for those whom China sends home.

One formula, written once, is given ranges (then interval arithmetic bounds the
answer for certain) or arrays of draws (then it gives a distribution under
stated assumptions). Each input enters it once, so the bounds are exactly what
the inputs allow (Moore, Kearfott & Cloud, *Introduction to Interval Analysis*,
SIAM 2009, sec. 5.1). Draws follow a scrambled Sobol sequence.
"""

import functools
import math
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis import revenue
from analysis.ledger import ranges, sources, words
from analysis.ledger.ranges import Range

MONTHS = 12
CHUNK = 2**14  # draws held at a time: few enough to stay in a processor's cache
BINS = 2**13  # of the histogram that quantiles are read from
SURE = 0.95  # share of draws that counts as "the draws say so"
QUANTILES = (0.05, 0.5, 0.95)


def inputs(book, with_it=False, **given):
    """Return the model's inputs: the ledger's bounds, or the reader's own.

    Parameters
    ----------
    book : Ledger
    with_it : bool
        Whether IT workers are sent home too.
    **given
        By input, bounds as text: ``"50000..100000"`` or ``"800"``; blank for the ledger's.

    Returns
    -------
    pandas.DataFrame
        Index: input. Columns ``quantity``, ``unit``, ``value`` (Range; percent
        as such), ``basis`` (ids of claims and assumptions, or "given by the reader").
    """
    rows = {}
    for name, quantity, unit, workers in zip(*(book.inputs[c] for c in ("input", "quantity", "unit", "workers"))):
        if workers == "it" and not with_it:
            continue
        own = given.get(name)
        value = read_bounds(own) if own else _from_ledger(book, name)
        rows[name] = [quantity, unit, value, " + ".join(value.trace) or "given by the reader"]
    return pd.DataFrame.from_dict(rows, orient="index", columns=["quantity", "unit", "value", "basis"])


def read_bounds(text):
    """Return the Range written as ``low..high`` or as one number.

    Raises
    ------
    ValueError
        If it is neither, or a bound is not a positive number, or low exceeds high.
    """
    parts = text.split("..")
    low, high = float(parts[0]), float(parts[-1])
    if len(parts) > 2 or not 0 < low <= high < math.inf:
        raise ValueError(f"{text!r} is not low..high, positive numbers")
    return Range(low, high)


def _from_ledger(book, name):
    """Return an input's Range: the hull of its figures, or one claim as a share of another."""
    claims = book.input_claims[book.input_claims["input"] == name]
    values = {claim_id: book.range(claim_id) for claim_id in claims["claim_id"]}
    assumed = revenue.assumptions_on(book, name)
    by_role = dict(zip(claims["role"], values.values()))
    if "part" in by_role:
        # Of the workers abroad, then of all: some sit inside North Korea.
        abroad = revenue.abroad_share(book)
        share = (by_role["part"] / by_role["whole"]).meet(Range(0, 1)) * abroad * 100
        return Range(share.low, share.high, trace=tuple(dict.fromkeys([*values, *abroad.trace, *assumed])))
    ends = values.values()
    return Range(min(v.low for v in ends), max(v.high for v in ends), trace=(*values, *assumed))


def lost(x, sent_home):
    """Return the state's yearly earnings in China that are lost, in USD.

    Parameters
    ----------
    x : mapping
        Input → Range, number or array; with `IT_INPUTS` if IT workers go too.
    sent_home : float or array
        Share of the workers in China sent home, 0 to 1.
    """
    total = x["china_workers"] * x["pay_china"] * x["take_china"] * (MONTHS / 100)
    if "it_revenue" in x:
        total = total + x["it_revenue"] * x["it_in_china"] * (1 / 100)
    return total * sent_home


def needed(x, sent_home):
    """Return how many must work in Russia, those there already among them, to keep the state's earnings."""
    return x["russia_workers"] + lost(x, sent_home) / earned_each(x)


def earned_each(x):
    """Return what the state gets from one worker in Russia, USD a year."""
    return x["pay_russia"] * x["take_russia"] * (MONTHS / 100)


def change(x, sent_home, in_russia):
    """Return the change in the state's earnings, USD a year, if ``in_russia`` persons then work in Russia.

    The rise in their number is ``in_russia`` less those there already; a
    negative rise is a fall.
    """
    return (in_russia - x["russia_workers"]) * earned_each(x) - lost(x, sent_home)


def bounds(table, answer):
    """Return what interval arithmetic says of an answer.

    Parameters
    ----------
    table : pandas.DataFrame
        From `inputs`.
    answer : callable
        Takes a mapping of inputs, such as ``partial(needed, sent_home=0.5)``.

    Returns
    -------
    Range
    """
    return answer(dict(table["value"]))


def draws(table, count, seed=1, distribution="uniform"):
    """Yield draws of the inputs, at most `CHUNK` at a time.

    Parameters
    ----------
    table : pandas.DataFrame
        From `inputs`.
    count : int
        A power of two: only then is a Sobol sequence balanced.
    seed : int
        Of the scrambling (Owen 1998).
    distribution : {"uniform", "log_uniform"}
        Inside the bounds.

    Yields
    ------
    dict of str to numpy.ndarray
    """
    from scipy.stats import qmc

    sequence = qmc.Sobol(len(table), rng=seed)
    low = np.array([value.low for value in table["value"]])
    high = np.array([value.high for value in table["value"]])
    for start in range(0, count, CHUNK):
        unit = np.ascontiguousarray(sequence.random(min(CHUNK, count - start)).T)
        for number in range(len(table)):
            _spread(unit[number], low[number], high[number], distribution)
        yield dict(zip(table.index, unit))


def _spread(unit, low, high, distribution):
    """Move draws between 0 and 1 to between two bounds, in place."""
    if distribution == "uniform":
        unit *= high - low
        unit += low
    else:
        unit *= math.log(high / low)
        np.exp(unit, out=unit)
        unit *= low
    np.clip(unit, low, high, out=unit)  # rounding must not leave the bounds


@dataclass(frozen=True)
class Spread:
    """What draws say of an answer.

    Attributes
    ----------
    quantiles : tuple of float
        At `QUANTILES`, to within a bin: 1/8192 of the distance between the bounds,
        or of its logarithm where all answers are positive.
    below : tuple of float
        Share of draws at or below each mark asked for.
    low, high : float
        Smallest and largest draw.
    count : int
    """

    quantiles: tuple
    below: tuple
    low: float
    high: float
    count: int


def simulate(table, answer, count, seed=1, distribution="uniform", marks=()):
    """Draw the inputs and sum up an answer, in memory that does not grow with the number of draws.

    Parameters
    ----------
    table, count, seed, distribution
        As in `draws`.
    answer : callable
        As in `bounds`.
    marks : sequence of float
        Values of the answer to count draws at or below.

    Returns
    -------
    Spread
    """
    limits = bounds(table, answer)
    to_bin, from_bin = _scale(limits.low, limits.high)
    histogram, below, low, high = np.zeros(BINS, dtype=np.int64), np.zeros(len(marks)), math.inf, -math.inf
    for x in draws(table, count, seed, distribution):
        found = answer(x)
        low, high = min(low, found.min()), max(high, found.max())
        below += [np.count_nonzero(found <= mark) for mark in marks]
        histogram += np.bincount(np.clip(to_bin(found), 0, BINS - 1).astype(np.int32), minlength=BINS)
    # Inside the bin where the count is reached, draws are taken to lie evenly.
    ranks, reached = np.array(QUANTILES) * count, np.cumsum(histogram)
    at = np.searchsorted(reached, ranks)
    place = at + 1 - (reached[at] - ranks) / histogram[at]
    quantiles = np.clip(from_bin(place), low, high)
    return Spread(tuple(map(float, quantiles)), tuple(below / count), float(low), float(high), count)


def _scale(low, high):
    """Return functions from an answer to its bin and back: equal ratios where all answers are positive."""
    if low == high:
        return (lambda value: np.zeros_like(value)), (lambda place: low + 0 * place)
    if low > 0:
        ratio = math.log(high / low)
        return (lambda value: np.log(value / low) * (BINS / ratio)), (
            lambda place: low * np.exp(place * (ratio / BINS))
        )
    width = (high - low) / BINS
    return (lambda value: (value - low) / width), (lambda place: low + place * width)


def sign(value):
    """Return "up", "down", "none" or "undetermined" for a Range of changes."""
    if value.low == value.high == 0:
        return "none"
    return "up" if value.low > 0 else "down" if value.high < 0 else "undetermined"


def against_estimates(book, table, sent_home, count, seed=1, distribution="uniform"):
    """Hold the number needed against what Russia is said to take, to plan, or to have taken.

    Returns
    -------
    pandas.DataFrame
        Columns ``claim_id``, ``wording``, ``asserted_by``, ``period``,
        ``status``, ``unit`` (persons, or permits: not heads), ``value`` (Range), ``by_bounds`` ("enough",
        "too few" or "undetermined"), ``draws_satisfied`` (share of draws whose
        number needed is at most the estimate's upper end, NaN if it has none).
    """
    answer = functools.partial(needed, sent_home=sent_home)
    limits = bounds(table, answer)
    rows = book.claims.set_index("claim_id").loc[book.estimates["claim_id"]].reset_index()
    values = book.ranges(rows)
    spread = simulate(table, answer, count, seed, distribution, [value.high for value in values])
    return rows[["claim_id", "wording", "asserted_by", "period", "status", "unit"]].assign(
        drawn=book.estimates["drawn"].eq("yes").to_numpy(),
        value=values,
        by_bounds=[_enough(value, limits) for value in values],
        draws_satisfied=[
            share if math.isfinite(value.high) else math.nan for value, share in zip(values, spread.below)
        ],
    )


def _enough(estimate, need):
    if estimate.low >= need.high:
        return "enough"
    return "too few" if estimate.high < need.low else "undetermined"


def sensitivity(table, sent_home, seed=1, distribution="uniform", count=2**12):
    """Say which input decides the number needed.

    Parameters
    ----------
    table : pandas.DataFrame
        From `inputs`.
    sent_home : float
    seed, distribution
        As in `draws`.
    count : int
        Base draws of the indices, a power of two.

    Returns
    -------
    pandas.DataFrame
        Index: input, the most deciding first. Columns ``quantity``, ``at_low``
        and ``at_high`` (Range of the answer with that input at its end, all
        others free: no input is ever held at a middle), ``total_index``
        (Sobol's total-order index; Saltelli et al. 2010, by
        `scipy.stats.sobol_indices`).
    """
    answer = functools.partial(needed, sent_home=sent_home)
    found = table[["quantity"]].copy()
    for side in ("low", "high"):
        found[f"at_{side}"] = [answer(dict(table["value"]) | {name: _at(table, name, side)}) for name in table.index]
    found["total_index"] = 0.0
    free = [name for name, value in table["value"].items() if value.low < value.high]
    limits = bounds(table, answer)
    if free and limits.high - limits.low > 1e-9 * abs(limits.high):  # else there is no spread to share out
        found.loc[free, "total_index"] = _total_indices(table, free, answer, seed, distribution, count)
    return found.sort_values(["total_index", "quantity"], ascending=[False, True])


def _at(table, name, side):
    return ranges.exactly(getattr(table.loc[name, "value"], side))


def _total_indices(table, free, answer, seed, distribution, count):
    from scipy import stats

    fixed = {name: value.low for name, value in table["value"].items() if name not in free}
    ends = [(table.loc[name, "value"].low, table.loc[name, "value"].high) for name in free]
    if distribution == "uniform":
        spreads = [stats.uniform(low, high - low) for low, high in ends]
    else:
        spreads = [stats.loguniform(low, high) for low, high in ends]
    indices = stats.sobol_indices(
        func=lambda x: answer(fixed | dict(zip(free, x))) + np.zeros(x.shape[1]), n=count, dists=spreads, rng=seed
    )
    return np.round(np.clip(indices.total_order, 0, 1), 3)  # estimates: they may miss by some hundredths


def break_even(table, shares, count, seed=1, distribution="uniform"):
    """Return how many workers in Russia keep the earnings, for each share sent home.

    Returns
    -------
    pandas.DataFrame
        Columns ``sent_home`` (0 to 1), ``low`` and ``high`` (bounds), and the
        quantiles of the draws ``p5``, ``p50``, ``p95``.
    """
    rows = []
    for share in shares:
        answer = functools.partial(needed, sent_home=share)
        limits, spread = bounds(table, answer), simulate(table, answer, count, seed, distribution)
        rows.append([share, limits.low, limits.high, *spread.quantiles])
    return pd.DataFrame(rows, columns=["sent_home", "low", "high", "p5", "p50", "p95"])


def implied_revenue(table):
    """Return what the inputs make of the yearly earnings outside IT in the two countries, a Range in USD.

    A check of the inputs, not an estimate: the UN Panel put all countries at about 500 million.
    """
    x = dict(table["value"])
    return x["china_workers"] * x["pay_china"] * x["take_china"] * (MONTHS / 100) + x["russia_workers"] * earned_each(x)


def assumptions(book):
    """Return what no source gives: columns ``assumption_id``, ``assumption``."""
    return book.assumptions[["assumption_id", "assumption"]]


def answers(table, sent_home, in_russia, count, seed=1, distribution="uniform"):
    """Answer both questions in both ways.

    Returns
    -------
    pandas.DataFrame
        Index: ``needed`` (persons), ``change`` (USD a year). Columns ``unit``,
        ``value`` (Range: the bounds), ``p5``, ``p50``, ``p95`` (of the draws),
        ``below_zero`` (share of the draws).
    """
    rows = {}
    for name, unit, answer in (
        ("needed", "persons", functools.partial(needed, sent_home=sent_home)),
        ("change", "usd/year", functools.partial(change, sent_home=sent_home, in_russia=in_russia)),
    ):
        spread = simulate(table, answer, count, seed, distribution, [np.nextafter(0, -1)])  # below zero, not at it
        rows[name] = [unit, bounds(table, answer), *spread.quantiles, *spread.below]
    return pd.DataFrame.from_dict(rows, orient="index", columns=["unit", "value", "p5", "p50", "p95", "below_zero"])


def own(table):
    """Return which inputs are the reader's own, as words; blank if none is."""
    names = table.loc[[not value.trace for value in table["value"]], "quantity"]
    return ", ".join(map(uncapitalized, names))


def uncapitalized(words):
    """Return words as they stand inside a sentence."""
    return words[0].lower() + words[1:]


def source_line(book, table, estimates=None):
    """Return who gave what a chart shows: the inputs, the estimates drawn (all but the article's), the reader.

    Parameters
    ----------
    book : Ledger
    table : pandas.DataFrame
        From `inputs`.
    estimates : pandas.DataFrame, optional
        From `against_estimates`.
    """
    drawn = [] if estimates is None else list(estimates.loc[estimates["drawn"], "value"])
    named = sources.line_of(book, *table["value"], *drawn)
    mine = f"bounds of the reader's own for {own(table)}" if own(table) else ""
    return "; ".join(filter(None, [mine, named]))


def tell(table, sent_home, in_russia, with_it=False, own=""):
    """Return both answers, and whether they agree on the sign, as a sentence.

    Parameters
    ----------
    table : pandas.DataFrame
        From `answers`.
    sent_home, in_russia, with_it
        As they were given to it.
    own : str
        Which inputs are the reader's own, from `own`.
    """
    need, gain = table.loc["needed"], table.loc["change"]
    said, below = sign(gain["value"]), gain["below_zero"]
    drawn = "down" if below >= SURE else "up" if below <= 1 - SURE else "undetermined"
    how = {
        "up": "earns more for certain than before",
        "down": "earns less for certain than before",
        "none": "earns exactly as much as before",
        "undetermined": "may earn more or less than before",
    }
    side, share = ("less", below) if below >= 0.5 else ("more", 1 - below)
    if said == drawn == "undetermined":
        agree = (
            f"the draws leave it open as well: {words.percent(share)} of them say {side}, and {SURE:.0%} would count"
        )
    elif said in (drawn, "none"):
        agree = f"the draws agree: {words.percent(below)} of the draws say less"
    else:
        agree = (
            f"the two answers disagree on the sign: the bounds allow either, but at least {SURE:.0%} of the draws "
            f"({words.percent(share)}) say {side}, on assumptions of ours"
        )
    whom = f"{100 * sent_home:.6g}% of the workers in China"
    whom += ", IT workers among them," if with_it else " (IT workers and what they earn left aside)"
    return (
        f"If {whom} go home, {words.rounded_span(need['value'].low, need['value'].high)} must work in Russia to keep "
        f"the state's earnings (90 percent of the draws: {words.rounded_span(need['p5'], need['p95'])}). "
        f"With {in_russia:,} there, the state {how[said]}; {agree}."
        + (f" On bounds of the reader's own for {own}." if own else "")
    )


def values(table):
    """Return the answers' numbers by name, rounded to three digits, for a table over many runs."""
    found = {}
    for name, row in table.iterrows():
        numbers = {
            "low": row["value"].low,
            "high": row["value"].high,
            "p5": row["p5"],
            "p50": row["p50"],
            "p95": row["p95"],
        }
        found |= {f"{name}_{key}": words.significant(number) for key, number in numbers.items()}
    return found | {"change_below_zero": round(float(table.loc["change", "below_zero"]), 3)}


def in_words(table):
    """Return the answers as a table to look at, every number rounded to three digits."""
    rows = [
        [f"{name}, {row['unit']}", *(words.rounded(n) for n in (row["value"].low, row["value"].high, row["p5"], row["p50"], row["p95"]))]
        for name, row in table.iterrows()
    ]  # fmt: skip
    columns = ["answer", "bounds_low", "bounds_high", "draws_p5", "draws_p50", "draws_p95"]
    return pd.DataFrame(rows, columns=columns)


def tell_implied(book, table):
    """Compare the earnings that the inputs imply with the UN Panel's figure, as a sentence."""
    implied, panel = implied_revenue(table), revenue.part(book, "non_it")
    inside = implied.meet(panel) is not None
    return (
        f"The inputs imply ${words.rounded_span(implied.low / 1e6, implied.high / 1e6)} million a year from workers "
        f"outside IT in China and Russia, the state's part alone; the UN Panel's figure for all countries, "
        f"{words.describe(panel, 'usd/year')}, lies {'inside' if inside else 'outside'}."
    )
