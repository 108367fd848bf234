"""What every picture keeps: no trace of its making, and two countries that anyone can tell apart."""

import math

import chart_checks
import pytest
from matplotlib.colors import to_hex
from matplotlib.figure import Figure

from analysis import charts
from analysis.charts import paper
from analysis.ledger import vocabulary
from analysis.ledger.ranges import Range


def lightness(color):
    red, green, blue = (int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_china_and_russia_differ_in_lightness_too():
    assert abs(lightness(paper.CHINA) - lightness(paper.RUSSIA)) > 0.25


def test_pictures_carry_no_date_and_no_program(book):
    chart = charts.students(book)
    assert b"Software" not in paper.png(chart.figure)
    assert "<dc:date>" not in paper.svg(chart.figure)


def test_each_country_keeps_its_colour():
    assert (paper.CHINA.lower(), paper.RUSSIA.lower()) == (chart_checks.CHINA, chart_checks.RUSSIA)
    assert vocabulary.color("UN").lower() == paper.OTHER.lower() and vocabulary.color("none") == ""
    assert [vocabulary.lane(side) for side in ("CN", "RU", "UN", "a rival port")] == [
        "China's side",
        "Russia's side",
        "United Nations",
        "a rival port",
    ]


@pytest.fixture
def axes():
    axes = Figure().add_subplot()
    axes.set_xlim(0, 100)
    return axes


@pytest.mark.parametrize(
    ("value", "bar", "ends"),
    [
        (Range(20, 30), (20, 30), {}),
        (Range(20, math.inf), (20, 100), {100: ">"}),
        (Range(-math.inf, 30), (0, 30), {0: "<"}),
        (Range(-math.inf, math.inf), (0, 100), {0: "<", 100: ">"}),
    ],
    ids=str,
)
def test_a_range_is_a_bar_and_each_open_end_an_arrow_that_points_out(axes, value, bar, ends):
    paper.bar(axes, 3, value, "#123456", False, 0, 100)
    assert [one[:4] for one in chart_checks.bars(axes)] == [(*bar, 3, "#123456")]
    assert {line.get_xdata()[0]: line.get_marker() for line in axes.lines} == ends
    assert all(line.get_ydata()[0] == 3 and line.get_color() == "#123456" for line in axes.lines)


def test_a_single_figure_is_one_diamond(axes):
    paper.bar(axes, 3, Range(20, 20), "#123456", True, 0, 100)
    (line,) = axes.lines
    assert (line.get_xdata()[0], line.get_ydata()[0], line.get_marker()) == (20, 3, "D") and not axes.patches


def test_what_we_worked_out_is_hatched_and_hollow(axes):
    for y, derived in enumerate((False, True)):
        paper.bar(axes, y, Range(20, 30), "#123456", derived, 0, 100)
    looks = [(to_hex(bar.get_facecolor()), to_hex(bar.get_edgecolor()), bar.get_hatch()) for bar in axes.patches]
    assert looks == [("#123456", "#123456", None), ("#ffffff", "#123456", "////")]


def test_rows_run_from_the_top_with_room_at_both_ends(axes):
    paper.rows_axis(axes, ["one", "two"])
    assert chart_checks.rows(axes) == {0: "one", 1: "two"} and list(chart_checks.rows(axes)) == [0, 1]
    assert axes.get_ylim() == (1.6, -0.6)


def test_the_sheet_has_title_subtitle_and_source_at_one_margin_and_room_between():
    figure, (top, bottom) = paper.paper("A title", "a subtitle", "a source", 3)
    title, subtitle, source = figure.texts
    assert [text.get_text() for text in figure.texts] == ["A title", "a subtitle", "Source: a source"]
    assert [text.get_position()[0] for text in figure.texts] == [pytest.approx(0.15 / 9)] * 3
    assert title.get_position()[1] > subtitle.get_position()[1] > top > bottom > source.get_position()[1] > 0
    assert (top - bottom) * figure.get_figheight() == pytest.approx(3, abs=0.01)
    assert figure.get_figwidth() == 9 and title.get_weight() == "bold" and title.get_size() > subtitle.get_size()


@pytest.mark.parametrize(
    ("value", "at"), [(Range(2, 4), 3), (Range(2, math.inf), 2), (Range(-math.inf, 4), 4), (Range(5, 5), 5)]
)
def test_a_label_hangs_at_the_middle_or_the_only_end(value, at):
    assert paper.anchor(value) == at


def test_a_period_says_if_it_is_planned_or_looks_back():
    said = [
        paper.period_of({"period": "2024", "status": status}) for status in ("observed", "planned", "backward_looking")
    ]
    assert said == ["2024", "2024, planned", "2024, looking back"]
