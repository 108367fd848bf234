"""The model as data is the model: its formula, its draws, its sentences."""

import operator
import random

import pytest

from analysis import draws, model, scenario, whatif
from analysis.ledger import cite, vocabulary
from analysis.ledger.ranges import Range

SIGNS = {"+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv}


def computed(tree, x):
    """Compute what a formula notes down."""
    if not isinstance(tree, list):
        return x[tree] if isinstance(tree, str) else tree
    sign, first, second = tree
    return SIGNS[sign](computed(first, x), computed(second, x))


@pytest.mark.parametrize("names", [model.TAKEN, (*model.TAKEN, *model.TAKEN_OF_IT)])
def test_a_noted_formula_gives_the_same_number_and_the_same_bounds(names):
    chance, trees = random.Random(1), whatif.formulas(names)
    for _ in range(50):
        x = {name: chance.uniform(1, 1e5) for name in names}
        free = {"sent_home": chance.random(), "in_russia": chance.randrange(10**6)}
        assert computed(trees["needed"], x | free) == model.needed(x, free["sent_home"])
        assert computed(trees["change"], x | free) == model.change(x, **free)
        wide = {name: Range(value, value * chance.uniform(1, 3)) for name, value in x.items()}
        assert computed(trees["change"], wide | free) == model.change(wide, **free)


def test_the_draws_can_be_made_from_the_numbers_that_stand_for_them():
    names, count = ["a", "b", "c"], 2**9
    drawn = next(draws.sample(dict.fromkeys(names, Range(0, 1)), count, seed=3))
    for name, (whole, *turns) in whatif.sequence(names, count, seed=3).items():
        assert len(turns) == 9
        for place in range(count):
            assert drawn[name][place] == whole / 2**whatif.BITS
            if place + 1 < count:
                whole ^= turns[((place + 1) & -(place + 1)).bit_length() - 1]


def test_the_page_starts_where_the_notebook_does(book):
    found = whatif.for_page(book, 0.5, 50_000, 2**12, pay_china="300..450")
    assert found["inputs"]["pay_china"]["ledger"] == [235, 500] and found["inputs"]["pay_china"]["start"] == [300, 450]
    assert {name: one["words"] for name, one in found["answers"].items()} == {
        "needed": vocabulary.value("answer", "needed"), "change": vocabulary.value("answer", "change")
    }  # fmt: skip
    assert list(found["draws"]["no it workers"]) == list(model.inputs(book).index)
    inputs = model.inputs(book, pay_china="300..450")
    table = scenario.answers(inputs, 0.5, 50_000, 2**12)
    said = cite.plain(scenario.finding(table, inputs, 0.5, 50_000))
    assert found["now"]["sentence"] == said and said.endswith("Bounds of the reader's own: pay in China.")
    # A part cannot exceed the whole; a revenue has no such limit.
    assert found["inputs"]["take_china"]["limit"] == 100 and found["inputs"]["it_revenue"]["limit"] is None


def test_a_slider_holds_every_bound_it_starts_with(book):
    found = whatif.for_page(book, 0.5, 200_000, 2**10, it_workers_too=True, pay_russia="600..9000")
    for one in found["inputs"].values():
        assert 0 < one["least"] <= one["start"][0] <= one["start"][1] <= one["most"]
    assert found["most_in_russia"] == 200_000
