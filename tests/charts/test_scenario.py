"""The charts of the what-if model: lines and bars are the answers, words stand apart, bytes repeat."""

from itertools import combinations

import matplotlib as mpl
import numpy as np
import pytest
from chart_checks import INK, OTHER, RUSSIA, bars, rows, texts
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex
from matplotlib.text import Text

from analysis import charts, model, scenario
from analysis.charts import paper
from analysis.ledger import words

CASES = [{}, {"it_workers_too": True}, {"pay_china": "450", "china_workers": "1..2"}]


def drawn(name, book, inputs):
    return charts.break_even(book, inputs, 1024) if name == "break_even" else charts.sensitivity(book, inputs, 0.5)


@pytest.fixture(params=[(name, case) for name in ("break_even", "sensitivity") for case in CASES], ids=str)
def chart(request, book):
    name, case = request.param
    return drawn(name, book, model.inputs(book, **case))


def test_no_words_overlap_and_none_is_cut(chart):
    agg = FigureCanvasAgg(chart.figure)
    with mpl.rc_context(paper.STYLE):
        agg.draw()
    renderer = agg.get_renderer()
    width, height = agg.get_width_height()
    boxes, hidden = [], set(_labels_not_drawn(chart.figure))
    for text in chart.figure.findobj(Text):
        if text.get_visible() and text.get_text().strip() and text not in hidden:
            # An annotation's own extent holds its arrow too; only the words count here.
            box = Text.get_window_extent(text, renderer)
            assert box.x0 >= 0 and box.y0 >= 0 and box.x1 <= width and box.y1 <= height, f"cut: {text.get_text()!r}"
            boxes.append((text.get_text(), box))
    assert len(boxes) > 5
    for (one, a), (other, b) in combinations(boxes, 2):
        across = min(a.x1, b.x1) - max(a.x0, b.x0)
        down = min(a.y1, b.y1) - max(a.y0, b.y0)
        assert across <= 1 or down <= 1, f"{one!r} overlaps {other!r}"


def _labels_not_drawn(figure):
    """Tick labels beyond the limits are made, but not drawn."""
    for axes in figure.axes:
        for axis, limits in ((axes.xaxis, axes.get_xlim()), (axes.yaxis, axes.get_ylim())):
            for tick in axis.majorTicks + axis.minorTicks:
                if not min(limits) <= tick.get_loc() <= max(limits):
                    yield from (tick.label1, tick.label2)


def test_the_title_is_the_finding_in_at_most_twelve_words(chart):
    title = chart.figure.texts[0].get_text().replace("\n", " ")
    assert chart.alt.startswith(title + ".") and len(title.split()) <= 12
    assert chart.sentence


def test_the_break_even_lines_are_the_answers_and_the_estimates(book):
    inputs = model.inputs(book)
    chart = charts.break_even(book, inputs, 1024)
    curve = scenario.break_even(inputs, scenario.SHARES, 1024)
    axes = chart.figure.axes[0]
    assert list(axes.lines[0].get_ydata()) == list(curve["p50"])
    assert {4000, 15000, 30023, 40000} == {round(line.get_ydata()[0]) for line in axes.lines[1:]}
    words = " ".join(text.get_text() for text in chart.figure.texts).replace("\n", " ")
    assert axes.get_yscale() == "log" and "log scale" in words and "IT workers aside" in words
    assert "7,670 to 122,000" in words


def test_the_subtitle_says_if_it_workers_go_too(book):
    chart = charts.break_even(book, model.inputs(book, it_workers_too=True), 1024)
    assert "IT workers among them" in chart.figure.texts[1].get_text().replace("\n", " ")


def test_the_bars_of_the_sensitivity_are_the_table(book):
    inputs = model.inputs(book)
    decides = scenario.sensitivity(inputs, 0.5)
    bars = charts.sensitivity(book, inputs, 0.5).figure.axes[0].patches
    ends = [(bar.get_x(), bar.get_x() + bar.get_width()) for bar in bars]
    both = [value for pair in zip(decides["at_low"], decides["at_high"]) for value in pair]
    assert ends == [pytest.approx((value.low, value.high)) for value in both]


def test_the_source_line_names_the_reader_first(book):
    inputs = model.inputs(book, pay_china="450")
    line = charts.sensitivity(book, inputs, 0.5).figure.texts[2].get_text().replace("\n", " ")
    assert line.startswith("Source: bounds of the reader's own for pay in China; ")


@pytest.mark.parametrize("name", ["break_even", "sensitivity"])
def test_the_same_inputs_give_the_same_bytes(book, name):
    one, other = (drawn(name, book, model.inputs(book)) for _ in range(2))
    assert paper.png(one.figure) == paper.png(other.figure) and paper.svg(one.figure) == paper.svg(other.figure)


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
    assert (
        list(axes.lines[0].get_xdata()) == list(100 * table["sent_home"])
        and axes.lines[0].get_color().lower() == RUSSIA
    )


def test_each_estimate_is_a_line_with_its_asserter_and_those_of_today_are_shaded(book, curve):
    table, axes = curve
    drawn = scenario.estimates(book).query("drawn")
    lines = axes.lines[1:]
    assert len(lines) == len(drawn)
    written = {(float(y), text) for text, x, y in texts(axes) if x == 100}
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


def test_each_pair_of_bars_stands_in_its_inputs_row(book):
    inputs = model.inputs(book)
    table = scenario.sensitivity(inputs, 0.5)
    (axes,) = charts.sensitivity(book, inputs, 0.5).figure.axes
    assert list(rows(axes).values()) == list(table["quantity"]) and list(rows(axes)) == list(range(len(table)))
    looks = [(round(y, 2), color) for _, _, y, color, _ in bars(axes)]
    assert looks == [
        (round(y + off, 2), color) for y in range(len(table)) for off, color in ((-0.17, OTHER), (0.17, INK))
    ]
    assert texts(axes) == [(f"index {index:.2f}", 1, y) for y, index in enumerate(table["total_index"])]
    ends = sorted(line.get_xdata()[0] for line in axes.lines if line.get_linestyle() == ":")
    whole = model.bounds(inputs, lambda values: model.needed(values, sent_home=0.5))
    assert ends == pytest.approx([whole.low, whole.high]) and axes.get_xlim() == (0, pytest.approx(1.05 * whole.high))
    assert axes.xaxis.get_major_formatter()(25_000, 0) == "25,000"
