"""The charts of the what-if model: lines and bars are the answers, words stand apart, bytes repeat."""

from itertools import combinations

import matplotlib as mpl
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text

from analysis import charts, model, scenario
from analysis.charts import paper

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
