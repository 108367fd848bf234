"""The what-if model as data: its formula, its draws and its sentences, for a page that computes with them.

Nothing of the model is written twice. The formula is what `model` does to its
inputs, noted down; the draws are the notebook's own, by the numbers that a
Sobol sequence is made of; the sentences are those of `scenario`.
"""

from analysis import model, scenario
from analysis.dependence import STEPS
from analysis.draws import BINS, QUANTILES, sample
from analysis.ledger import cite, vocabulary, words
from analysis.ledger.ranges import Range

BITS = 30  # of a draw
UNIT = Range(0, 1)


class Noted:
    """A number that notes down what is done to it, as nested lists: ``["*", ["+", "a", 2], "b"]``."""

    def __init__(self, tree):
        self.tree = tree

    def _note(self, sign, first, second):
        return Noted([sign, *(one.tree if isinstance(one, Noted) else one for one in (first, second))])

    def __add__(self, other):
        return self._note("+", self, other)

    def __radd__(self, other):
        return self._note("+", other, self)

    def __sub__(self, other):
        return self._note("-", self, other)

    def __rsub__(self, other):
        return self._note("-", other, self)

    def __mul__(self, other):
        return self._note("*", self, other)

    def __rmul__(self, other):
        return self._note("*", other, self)

    def __truediv__(self, other):
        return self._note("/", self, other)

    def __rtruediv__(self, other):
        return self._note("/", other, self)


def formulas(names):
    """Return what the model does to its inputs: ``needed`` and ``change``, each as nested lists of sign, left, right."""
    x = {name: Noted(name) for name in names}
    sent_home, in_russia = Noted("sent_home"), Noted("in_russia")
    return {
        "needed": model.needed(x, sent_home).tree,
        "change": model.change(x, sent_home, in_russia).tree,
    }


def sequence(names, count, seed=1):
    """Return the numbers that the draws of some inputs are made of.

    Parameters
    ----------
    names : sequence of str
    count : int
        A power of two.
    seed : int
        As in `draws.sample`.

    Returns
    -------
    dict
        By input: the first draw, and what turns one draw into the next, as whole
        numbers of `BITS` bits. Draw n + 1 is draw n, exclusive or the turn numbered
        by the zero bits at the end of n + 1 (Gray code order).
    """
    found = {name: [] for name in names}
    for drawn in sample(dict.fromkeys(names, UNIT), count, seed):
        for name, row in drawn.items():
            found[name] += (row * 2**BITS).astype(int).tolist()
    powers = [2**place for place in range(count.bit_length() - 1)]
    return {name: [row[0], *(row[power - 1] ^ row[power] for power in powers)] for name, row in found.items()}


def slider(unit, high):
    """Return lowest, highest and step of a slider for an input with some bounds."""
    return (1, 100, 1) if unit == "percent" else (high / 100, 2 * high, high / 100)


def printed(book, inputs, sent_home, in_russia, count, seed=1, distribution="uniform"):
    """Return all that the page prints of one setting, as text.

    Parameters
    ----------
    book : Ledger
    inputs, sent_home, in_russia, count, seed, distribution
        As in `scenario.answers`.

    Returns
    -------
    dict
        ``sentence``; ``answers``: a row an answer of bounds, what holds whatever the dependence,
        90 percent of the draws, middle draw; ``estimates``: a row an estimate of what is certain and the share of draws
        (blank where it has no upper end).
    """
    drawn = {"count": count, "seed": seed, "distribution": distribution}
    table = scenario.answers(inputs, sent_home, in_russia, **drawn)
    rows = scenario.rounded_answers(table).to_dict("records")
    held = scenario.against_estimates(book, inputs, sent_home, **drawn).to_dict("records")
    bands = ("bounds", "any_dependence", "draws", "median")
    return {
        "sentence": cite.plain(scenario.finding(table, inputs, sent_home, in_russia)),
        "answers": [[words.describe(row[name], row["unit"]) for name in bands] for row in rows],
        "estimates": [
            [vocabulary.value("by_bounds", row["by_bounds"]), _share(row["draws_satisfied"])] for row in held
        ],
    }


def for_page(book, sent_home, in_russia, count, seed=1, distribution="uniform", **given):
    """Return what a page needs to compute the what-if model as the notebook does.

    Parameters
    ----------
    book : Ledger
    sent_home, in_russia, count, seed, distribution
        Of the setting to start with; as in `scenario.answers`.
    **given
        ``it_workers_too`` and bounds of the reader's own, as in `model.inputs`.

    Returns
    -------
    dict
        Plain values, fit for JSON.
    """
    it_too = given.pop("it_workers_too", False)
    inputs, start = model.inputs(book, True), model.inputs(book, it_too, **given)
    few = [name for name in inputs.index if name not in model.TAKEN_OF_IT]
    sets = {"no it workers": few, "it workers": list(inputs.index)}
    estimates = scenario.estimates(book).to_dict("records")
    limits = dict(zip(book.inputs["input"], book.inputs["most"]))
    return {
        "inputs": {
            name: _input(row, start["value"].get(name, row["value"]), name in few, limits[name])
            for name, row in inputs.iterrows()
        },
        "start": {
            "sent_home": sent_home, "in_russia": in_russia, "it_workers_too": it_too, "distribution": distribution
        },
        "distributions": {name: vocabulary.value("distribution", name) for name in ("uniform", "log_uniform")},
        "most_in_russia": max(150_000, in_russia),
        "formulas": {name: formulas(names) for name, names in sets.items()},
        "draws": {name: sequence(names, count, seed) for name, names in sets.items()},
        "count": count,
        "dependence": {"steps": STEPS, "from": round(QUANTILES[0] * STEPS), "to": round(QUANTILES[-1] * STEPS) - 1},
        "bits": BITS,
        "bins": BINS,
        "quantiles": list(QUANTILES),
        "sure": scenario.SURE,
        "sentences": scenario.SENTENCES,
        "by_bounds": {name: vocabulary.value("by_bounds", name) for name in ("enough", "too_few", "undetermined")},
        "answers": {
            name: {"words": vocabulary.value("answer", name), "unit": unit}
            for name, unit in (("needed", "persons"), ("change", "usd/year"))
        },
        "estimates": [
            {
                "words": f"{row['asserted_by']}, {words.when(row['period'])}",
                "figure": words.describe(row["value"], row["unit"]),
                "low": _end(row["value"].low),
                "high": _end(row["value"].high),
            }
            for row in estimates
        ],
        "now": printed(book, start, sent_home, in_russia, count, seed, distribution),
    }  # fmt: skip


def _input(row, value, always, limit):
    """Return one input: its words, its unit, the ledger's bounds, those to start with, and its slider."""
    least, most, step = slider(row["unit"], row["value"].high)
    return {
        "words": row["quantity"],
        "inside": model.uncapitalized(row["quantity"]),
        "unit": row["unit"],
        "unit_words": vocabulary.value("unit", row["unit"]),
        "ledger": [row["value"].low, row["value"].high],
        "start": [value.low, value.high],
        "least": least,
        "most": max(most, value.high),
        "step": step,
        "always": always,
        "limit": limit if limit == limit else None,
    }


def _end(number):
    return None if abs(number) == float("inf") else number


def _share(share):
    return "" if share != share else words.percent(share)
