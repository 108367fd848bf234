"""The revenue chart: bars are the table, words stand apart, titles follow the data, bytes repeat."""

from itertools import combinations

import matplotlib as mpl
import pytest
from chart_checks import INK, OTHER, bars, rows, texts
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text

from analysis import charts, revenue
from analysis.charts import paper
from analysis.ledger import words

CASES = [{}, {"scope": "all"}, {"dispatched_only": True}]


@pytest.fixture(params=CASES, ids=str)
def chart(request, book):
    return charts.revenue_parts(book, **request.param)


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


def test_bars_are_the_table(book):
    table = revenue.rebuild(book, dispatched_only=True)
    axes = charts.revenue_parts(book, dispatched_only=True).figure.axes[0]
    bars = [(bar.get_x(), bar.get_x() + bar.get_width()) for bar in axes.patches]
    ranged = [(v.low, v.high) for v in table["value"] if v.low != v.high]
    assert bars == [pytest.approx(pair) for pair in ranged]
    points = [line.get_xdata()[0] for line in axes.lines]
    assert points == [v.low for v in table["value"] if v.low == v.high]
    hatched = [bar.get_hatch() is not None for bar in axes.patches]
    kinds = [k == "derived" for v, k in zip(table["value"], table["kind"]) if v.low != v.high]
    assert hatched == kinds


@pytest.mark.parametrize(
    ("case", "title"),
    [
        ({}, "The article's $750 million to $1.1 billion is two estimates added together"),
        ({"scope": "all"}, "No sum of parts makes the article's $750 million to $1.1 billion"),
        ({"dispatched_only": True}, "The parts add up to about $687.5 million to $950 million"),
    ],
)
def test_the_title_is_the_finding_in_at_most_twelve_words(book, case, title):
    chart = charts.revenue_parts(book, **case)
    assert chart.alt.startswith(title + ".") and len(title.split()) <= 12
    assert chart.figure.texts[0].get_text().replace("\n", " ") == title
    assert chart.sentence


def test_the_source_line_names_who_is_drawn(book, chart):
    line = chart.figure.texts[2].get_text()
    assert line.startswith("Source: ") and "JoongAng Ilbo" in line and "Dong-A Ilbo" in line


def test_the_twin_keeps_the_keys_and_both_ends(chart):
    assert list(chart.data.columns) == ["part", "words", "value", "value_low", "value_high", "kind"]
    assert chart.data["part"].iloc[-1] == "printed"


def test_the_same_ledger_gives_the_same_bytes(book):
    one, other = charts.revenue_parts(book), charts.revenue_parts(book)
    assert paper.png(one.figure) == paper.png(other.figure) and paper.svg(one.figure) == paper.svg(other.figure)


def test_each_part_has_its_row_its_colour_and_its_words(book, chart):
    (axes,) = chart.figure.axes
    data = chart.data.to_dict("records")
    assert list(rows(axes).values()) == [" ".join(row["words"].split()) for row in data]
    assert [(text, x, y) for text, x, y in texts(axes)] == [(row["value"], 1, y) for y, row in enumerate(data)]
    wanted = {y: INK if row["part"] in ("total", "printed") else OTHER for y, row in enumerate(data)}
    drawn = {round(y): color for _, _, y, color, _ in bars(axes)}
    drawn |= {line.get_ydata()[0]: line.get_color().lower() for line in axes.lines}
    assert drawn == wanted


def test_the_axis_holds_every_part_and_names_its_dollars(chart):
    (axes,) = chart.figure.axes
    assert axes.get_xlim() == (0, 1.2e9) and axes.get_xscale() == "linear"
    assert chart.data["value_high"].max() <= 1.2e9
    ticks = {float(at): label.get_text() for at, label in zip(axes.get_xticks(), axes.get_xticklabels())}
    assert ticks.pop(0) == "0" and [words.amount(at, "usd") for at in ticks] == [
        "$300 million", "$600 million", "$900 million", "$1.2 billion",
    ]  # fmt: skip
    assert list(ticks.values()) == ["$300m", "$600m", "$900m", "$1.2bn"]
