"""A moved slider gives bounds of the reader's own; where nobody sits at the notebook, nothing is shown."""

import IPython.display
import pytest

from analysis import model
from analysis.notebook import sliders


@pytest.fixture
def displayed(monkeypatch):
    """What is displayed, in order, as the objects given."""
    found = []
    monkeypatch.setattr(IPython.display, "display", lambda *objects, **_: found.extend(objects))
    return found


def redraw(book, **moved):
    inputs = model.inputs(book)
    ends = {name: (value.low, value.high) for name, value in inputs["value"].items()} | moved
    sliders._redraw(book, inputs, 1, "uniform", 0.5, 50_000, **ends)
    return inputs


def test_sliders_left_alone_give_the_ledgers_answer(book, displayed):
    redraw(book)
    text, picture = (one.data for one in displayed)
    assert "4,570 to 123,000 must work in Russia" in text and "reader's own" not in text
    assert 'alt="By our sums, replacing all workers in China takes 6,130 to 232,000.' in picture


def test_a_moved_slider_is_the_readers_own_and_leaves_the_inputs_as_they_are(book, displayed):
    inputs = redraw(book, pay_china=(400, 500))
    assert "Bounds of the reader's own: pay in China." in displayed[0].data
    assert set(inputs["given_by"]) == {"ledger"}


def test_where_nobody_sits_nothing_is_shown(book, displayed):
    sliders.show(book, model.inputs(book), 0.5, 50_000)
    assert displayed == []


def test_sliders_run_from_none_to_all(book, displayed, monkeypatch):
    monkeypatch.setattr(sliders, "_somebody_there", lambda: True)
    sliders.show(book, model.inputs(book), 0.5, 50_000)
    found, todo = {}, [one for one in displayed if hasattr(one, "children") or hasattr(one, "min")]
    while todo:
        one = todo.pop()
        todo += getattr(one, "children", ())
        found |= {one.description: (one.min, one.max)} if hasattr(one, "min") else {}
    assert found["Share sent home"] == (0, 1) and found["Workers in Russia then (persons)"] == (0, 150_000)
    assert len(found) == 8


def test_in_a_browser_somebody_sits_there(monkeypatch):
    assert not sliders._somebody_there()
    monkeypatch.setattr(sliders.sys, "platform", "emscripten")
    assert sliders._somebody_there()


def test_a_visitor_of_voila_sits_there(monkeypatch):
    monkeypatch.setenv("VOILA_BASE_URL", "/")  # as Voilà sets it for every kernel
    assert sliders._somebody_there()
