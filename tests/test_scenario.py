"""What the model answers: certain and probable kept apart, estimates held against it, and plain words."""

import nbformat
import numpy as np
import pytest
from models import table
from voice import hard_sentences

from analysis import model, scenario
from analysis.headless import notebook as runner
from analysis.ledger import cite, ranges


def finding(inputs, sent_home, in_russia, count=2**14):
    said = scenario.finding(scenario.answers(inputs, sent_home, in_russia, count), inputs, sent_home, in_russia)
    return cite.plain(said)


BASE = {"china_workers": (100, 200), "pay_china": (1, 2), "russia_workers": (1, 2)}


@pytest.mark.parametrize(
    ("in_russia", "said"),
    [
        (50, "With 50 workers in Russia, North Korea would earn less than before, whatever the inputs are"),
        (1000, "would earn more than before, whatever the inputs are"),
        (220, "may earn more or less than before: the inputs allow either. The draws do not decide it: "),
        (395, "would probably earn more than before, on our assumptions: "),
        (108, "would probably earn less than before, on our assumptions: "),
    ],
)
def test_the_finding_keeps_what_is_certain_from_what_is_probable(in_russia, said):
    text = finding(table(**BASE), 1, in_russia)
    assert said in text
    assert ("The extreme values of the inputs still allow a loss." in text) == (in_russia == 395)
    assert ("The extreme values of the inputs still allow a gain." in text) == (in_russia == 108)
    assert hard_sentences(text) == []


def test_the_finding_says_what_it_is_based_on(book):
    same = finding(table(), 0, 1)
    assert "if China sends home 0% of" in same and " 1 must work in Russia" in same
    assert "would earn exactly as much as before" in same and "IT workers and what they earn are left aside." in same
    assert "sends home 0.5% of" in finding(table(), 0.005, 1)
    inputs = model.inputs(book, it_workers_too=True, pay_china="450", china_workers="1..2")
    text = finding(inputs, 0.5, 10, 1024)
    assert "IT workers in China are sent home too" in text
    assert text.endswith("Bounds of the reader's own: workers in China, pay in China.")


def test_no_sentence_is_hard_to_read(book):
    for given in ({}, {"it_workers_too": True}, {"china_workers": "1..2", "pay_china": "450"}, {"russia_workers": "9"}):
        inputs = model.inputs(book, **given)
        for in_russia in (4_000, 20_000, 50_000, 1_000_000):
            assert hard_sentences(finding(inputs, 0.5, in_russia, 1024)) == []
        held = scenario.against_estimates(book, inputs, 0.5, 1024)
        said = [
            scenario.inputs_sentence(inputs),
            scenario.implied_sentence(book, inputs),
            scenario.estimates_sentence(book, held),
            scenario.break_even_sentence(book, scenario.break_even(inputs, [0, 1], 1024)),
            scenario.sensitivity_sentence(scenario.sensitivity(inputs, 0.5, count=256)),
        ]
        assert hard_sentences(" ".join(said)) == []


def test_the_inputs_sentence_names_the_widest(book):
    assert "workers in China: 20,000 to 100,000." in scenario.inputs_sentence(model.inputs(book))
    assert scenario.inputs_sentence(table()) == "Every input is a single figure."


def test_the_estimates_sentence_names_who_is_certainly_wrong(book):
    said = scenario.estimates_sentence(book, scenario.against_estimates(book, model.inputs(book), 0.5, 1024))
    assert said.startswith(
        "Too few, whatever the inputs are within their bounds: the figure of the South Korean intelligence"
    )
    assert "For 4 of the 5 figures" in said and "Enough" not in said


def test_the_implied_sentence_says_whether_the_panels_figure_fits(book):
    assert cite.plain(scenario.implied_sentence(book, model.inputs(book))).endswith("lies inside that range.")
    small = model.inputs(book, china_workers="5", russia_workers="5")
    assert cite.plain(scenario.implied_sentence(book, small)).endswith("about $500 million, lies outside that range.")


def test_the_most_deciding_input_comes_first_and_nothing_is_held_at_a_middle():
    inputs = table(china_workers=(10, 1000), pay_china=(1, 1.1))
    found = scenario.sensitivity(inputs, 1)
    assert found.index[0] == "china_workers" and found.loc["china_workers", "total_index"] > 0.9
    assert (found.loc["china_workers", "at_low"].low, found.loc["china_workers", "at_low"].high) == pytest.approx(
        (11, 12)
    )
    assert found.loc["take_china", "total_index"] == 0
    assert (scenario.sensitivity(table(), 1)["total_index"] == 0).all()


def test_break_even_rises_and_begins_with_those_there_already(book):
    inputs = model.inputs(book)
    curve = scenario.break_even(inputs, np.linspace(0, 1, 5), 1024)
    assert curve.drop(columns="sent_home").diff().dropna().gt(0).all(axis=None)
    across = ["low", "any_low", "p5", "p50", "p95", "any_high", "high"]
    assert (curve[across].diff(axis=1).iloc[:, 1:] > 0).all(axis=None)
    assert curve.iloc[0]["low"] == inputs.loc["russia_workers", "value"].low


def test_an_estimate_is_enough_or_too_few_only_for_certain(book):
    low = scenario.against_estimates(book, model.inputs(book, russia_workers="1", china_workers="1..2"), 1, 1024)
    assert low.loc[low["claim_id"].str.startswith("focuswashington"), "by_bounds"].item() == "enough"
    high = scenario.against_estimates(book, model.inputs(book, russia_workers="100000..100001"), 1, 1024)
    assert set(high["by_bounds"]) <= {"too_few", "undetermined"} and (high["by_bounds"] == "too_few").sum() >= 4


def test_headless_the_sliders_show_nothing():
    committed = nbformat.read(runner.NOTEBOOKS / "05_scenario.ipynb", as_version=4)
    cell = next(cell for cell in committed.cells if cell.source.startswith("sliders.show"))
    assert cell.outputs == [] and "widgets" not in committed.metadata


def test_answers_are_shown_to_three_digits():
    shown = scenario.rounded_answers(scenario.answers(table(**BASE), 1, 200, 1024)).set_index("answer")
    assert (shown.loc["needed", "bounds"].low, shown.loc["needed", "bounds"].high) == (101, 402)
    for column in ("bounds", "any_dependence", "draws", "median"):
        for value in shown[column]:
            assert value == scenario.rounded(value)
    assert shown.loc["needed", "bounds"].low <= shown.loc["needed", "draws"].low <= shown.loc["needed", "median"].low


def test_an_estimate_that_is_just_the_number_needed_is_enough():
    need = ranges.Range(1_000.0, 2_000.0)
    said = [
        scenario._enough(ranges.Range(float(low), float(high)), need)
        for low, high in ((2000, 3000), (1999, 3000), (500, 1000), (500, 999))
    ]
    assert said == ["enough", "undetermined", "undetermined", "too_few"]
