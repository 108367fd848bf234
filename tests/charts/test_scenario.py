"""The charts of the what-if model: lines and bars are the answers."""

import numpy as np
import pytest
from chart_checks import INK, RUSSIA, bars, rows, texts
from matplotlib.colors import to_hex

from analysis import charts, model, scenario
from analysis.ledger import words

ENDS = ["low", "high", "p5", "p95", "p50"]  # of the lines, in the order drawn
CASES = [{}, {"it_workers_too": True}, {"pay_china": "450", "china_workers": "1..2"}]


def drawn(name, book, inputs):
    return charts.break_even(book, inputs, 1024) if name == "break_even" else charts.sensitivity(book, inputs, 0.5)


@pytest.fixture(params=[(name, case) for name in ("break_even", "sensitivity") for case in CASES], ids=str)
def chart(request, book):
    name, case = request.param
    return drawn(name, book, model.inputs(book, **case))


def test_the_title_is_the_finding_in_at_most_twelve_words(chart):
    title = chart.figure.texts[0].get_text().replace("\n", " ")
    assert chart.alt.startswith(title + ".") and len(title.split()) <= 12
    assert chart.sentence


def test_the_break_even_lines_are_the_answers_and_the_estimates(book):
    inputs = model.inputs(book)
    chart = charts.break_even(book, inputs, 1024)
    curve = scenario.break_even(inputs, scenario.SHARES, 1024)
    axes = chart.figure.axes[0]
    assert [list(line.get_ydata()) for line in axes.lines[:5]] == [list(curve[end]) for end in ENDS]
    assert {4000, 15000, 30023, 40000} == {round(line.get_ydata()[0]) for line in axes.lines[5:9]}
    words = " ".join(text.get_text() for text in chart.figure.texts).replace("\n", " ")
    assert axes.get_yscale() == "log" and "log scale" in words and "IT workers aside" in words
    assert "6,130 to 232,000" in words


def test_the_subtitle_says_if_it_workers_go_too(book):
    chart = charts.break_even(book, model.inputs(book, it_workers_too=True), 1024)
    assert "IT workers among them" in chart.figure.texts[1].get_text().replace("\n", " ")


def test_the_source_line_names_the_reader_first(book):
    inputs = model.inputs(book, pay_china="450")
    line = charts.sensitivity(book, inputs, 0.5).figure.texts[2].get_text().replace("\n", " ")
    assert line.startswith("Source: bounds of the reader's own for pay in China; ")


@pytest.fixture(scope="module")
def curve(book):
    inputs = model.inputs(book)
    return scenario.break_even(inputs, scenario.SHARES, 1024), charts.break_even(book, inputs, 1024).figure.axes[0]


def test_the_bands_run_from_bound_to_bound_and_over_ninety_percent(curve):
    table, axes = curve
    for band, low, high in zip(axes.collections, ("low", "any_low", "p5"), ("high", "any_high", "p95")):
        corners = band.get_paths()[0].vertices
        for share, a, b in zip(100 * table["sent_home"], table[low], table[high]):
            heights = corners[np.isclose(corners[:, 0], share), 1]
            assert (heights.min(), heights.max()) == (pytest.approx(a), pytest.approx(b))
        assert to_hex(band.get_facecolor()) == RUSSIA
    light, middle, dark = axes.collections
    assert light.get_alpha() < dark.get_alpha() and light.get_linewidth() == dark.get_linewidth() == 0
    assert middle.get_linewidth() > 0 and middle.get_linestyle() != light.get_linestyle()
    for line in axes.lines[:5]:
        assert list(line.get_xdata()) == list(100 * table["sent_home"]) and line.get_color().lower() == RUSSIA


def test_each_estimate_is_a_line_with_its_asserter_and_those_of_today_are_shaded(book, curve):
    table, axes = curve
    drawn = scenario.estimates(book).query("drawn")
    lines = axes.lines[5:-1]
    assert len(lines) == len(drawn)
    written = {(float(y), " ".join(text.split())) for text, x, y in texts(axes) if x == 100}
    for line, row in zip(lines, drawn.to_dict("records")):
        value = row["value"]
        height = value.high if np.isfinite(value.high) else value.low
        unit = "" if row["unit"] == "persons" else f" {row['unit']}"
        said = f"{words.describe(value, 'persons')}{unit}: {row['asserted_by'].split(' (')[0]}, {row['period'][:4]}"
        assert set(line.get_ydata()) == {height} and (height, said) in written
        assert (line.get_linestyle() == "-") == (row["status"] == scenario.NOW)
    today = [row["value"] for row in drawn.to_dict("records") if row["status"] == scenario.NOW]
    (band,) = axes.patches
    low, high = min(v.low for v in today), max(v.high for v in today)
    assert (band.get_y(), band.get_y() + band.get_height()) == (low, pytest.approx(high))


def test_the_axes_of_the_break_even_hold_the_whole_band(curve):
    table, axes = curve
    assert axes.get_xlim() == (0, 100) and list(axes.get_xticks()) == [0, 25, 50, 75, 100]
    assert axes.get_ylim() == (min(2_000, table["low"].min() / 1.5), max(200_000, 1.5 * table["high"].max()))
    ticks = {float(at): label.get_text() for at, label in zip(axes.get_yticks(), axes.get_yticklabels())}
    assert {2_000, 5_000, 10_000, 100_000, 200_000} <= ticks.keys()
    assert all(label == f"{at:,.0f}" for at, label in ticks.items()) and axes.get_xlabel().startswith("percent of")


def test_one_reading_of_the_middle_line_is_written_out(curve):
    table, axes = curve
    (half,) = table.loc[np.isclose(table["sent_home"], 0.5), "p50"]
    point, (said, x, y) = axes.lines[-1], next(one for one in texts(axes) if "half of the draws" in one[0])
    assert (x, y) == (50, half) == (point.get_xdata()[0], point.get_ydata()[0])
    assert "if 50 percent are sent home" in said and said.endswith(f"at most {words.rounded(half)}")


def test_a_phone_names_each_line_across_by_a_letter_and_below_in_words(book):
    chart = charts.break_even(book, model.inputs(book), 256)
    drawn = scenario.estimates(book).query("drawn")
    written = texts(chart.narrow.axes[0])
    for letter, value, name in zip("ABCD", drawn["value"], drawn["asserted_by"]):
        height = value.high if np.isfinite(value.high) else value.low
        assert (letter, 100, height) in written
        (line,) = [" ".join(text.split()) for text, *_ in written if text.startswith(f"{letter}  ")]
        assert name.split(" (")[0] in line and words.describe(value, "persons") in line


def test_each_input_has_a_bar_as_long_as_its_index_and_its_weight_in_words(book):
    inputs = model.inputs(book)
    chart, table = charts.sensitivity(book, inputs, 0.5), scenario.sensitivity(inputs, 0.5)
    (axes,) = chart.figure.axes
    assert list(rows(axes).values()) == list(table["quantity"]) and list(rows(axes)) == list(range(len(table)))
    drawn = [(left, right, round(y)) for left, right, y, *_ in bars(axes)]
    assert drawn == [(0, pytest.approx(index), y) for y, index in enumerate(table["total_index"])]
    assert {to_hex(bar.get_facecolor()) for bar in axes.patches} == {INK}
    said = [text for text, *_ in texts(axes)]
    assert said[0] == "decides most" and said[-1] == "hardly matters" and not any(c.isdigit() for c in "".join(said))
    assert list(axes.get_xticks()) == [] and list(chart.data["total_index"]) == list(table["total_index"])
    for side in ("low", "high"):
        assert list(chart.data[f"at_{side}_to"]) == [words.significant(value.high) for value in table[f"at_{side}"]]


def test_without_any_width_no_input_matters(book):
    ends = {name: "1000" for name in ("pay_china", "pay_russia", "china_workers", "russia_workers")}
    ends |= {"take_china": "50", "take_russia": "50"}
    chart = charts.sensitivity(book, model.inputs(book, **ends), 0.5)
    assert chart.alt.startswith("No input's bounds change the answer.")
    assert {text for text, *_ in texts(chart.figure.axes[0])} == {"does not matter"}
