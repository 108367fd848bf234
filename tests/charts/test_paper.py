"""What every picture keeps: no trace of its making, and two countries that anyone can tell apart."""

import math
import re

import chart_checks
import pytest
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.text import Text

from analysis.charts import files, paper
from analysis.ledger import vocabulary
from analysis.ledger.ranges import Range

# How the colours look to people who lack one kind of cone (Machado, Oliveira & Fernandes 2009, severity 1).
SIGHTS = {
    "red cones": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "green cones": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
    "blue cones": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
    "colour, or in print": [[0.2126, 0.7152, 0.0722]] * 3,
    "nothing": None,
}


@pytest.mark.parametrize("sight", SIGHTS.values(), ids=[f"without {name}" for name in SIGHTS])
def test_anyone_can_tell_china_from_russia_and_both_from_the_page(sight):
    light = (paper.CHINA, paper.RUSSIA, paper.GROUND)
    for china, russia, ground in (light, [paper.DARK[color] for color in light]):
        assert chart_checks.contrast(china, russia, sight) > 1.8
        assert min(chart_checks.contrast(color, ground, sight) for color in (china, russia)) >= 3


def test_contrast_is_as_wcag_has_it():
    assert chart_checks.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert chart_checks.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_the_style_of_a_page_turns_every_colour_and_shows_one_sheet():
    style = files.style()
    for light, dark in paper.DARK.items():
        for what in ("fill", "stroke"):
            assert re.search(rf'\[style\*="{what}: {light.lower()}"\][^{{]*{{ {what}: {dark} !important; }}', style)
    assert ".chart-narrow { display: none; }" in style and "(max-width: 40rem)" in style


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
    assert all(line.get_ydata()[0] == 3 and line.get_color() == paper.GROUND for line in axes.lines)
    for line in axes.lines:  # the tip of the arrow, half its size from its middle, does not leave the axes
        (x, _), half = line.get_transform().transform((line.get_xdata()[0], 3)), line.get_markersize() / 2 / 72 * 100
        assert axes.bbox.x0 <= x - half and x + half <= axes.bbox.x1


def test_a_single_figure_is_one_diamond(axes):
    paper.bar(axes, 3, Range(20, 20), "#123456", True, 0, 100)
    (line,) = axes.lines
    assert (line.get_xdata()[0], line.get_ydata()[0], line.get_marker()) == (20, 3, "D") and not axes.patches


def test_what_we_worked_out_is_hatched_and_hollow(axes):
    for y, derived in enumerate((False, True)):
        paper.bar(axes, y, Range(20, 30), "#123456", derived, 0, 100)
    looks = [(to_hex(bar.get_facecolor()), to_hex(bar.get_edgecolor()), bar.get_hatch()) for bar in axes.patches]
    assert looks == [("#123456", "#123456", None), ("#ffffff", "#123456", "////")]


ROWS = [("one\nby A", "1", "First"), ("two", "2", "First"), ("three", "3", "Second")]


def test_rows_run_from_the_top_labelled_at_the_side_on_the_wide_sheet():
    figure, axes, at, _ = paper.WIDE.rows(("Title", "", ""), ROWS, 0.4, 0.3, 0.4)
    assert list(chart_checks.rows(axes).items()) == list(zip(at, ["one by A", "two", "three"])) and at[:2] == [0, 1]
    assert [(text, x) for text, x, _ in chart_checks.texts(axes) if x == 1] == [("1", 1), ("2", 1), ("3", 1)]
    heads = {text: y for text, _, y in chart_checks.texts(axes) if text in ("First", "Second")}
    assert heads["First"] < at[0] < at[1] < heads["Second"] < at[2] < axes.get_ylim()[0]
    assert axes.get_ylim()[1] < heads["First"]


def test_on_the_narrow_sheet_label_and_value_stand_above_the_mark():
    figure, axes, at, thick = paper.NARROW.rows(("Title", "", ""), ROWS, 0.4, 0.3, 0.4)
    assert not any(label.get_text() for label in axes.get_yticklabels())
    written = chart_checks.texts(axes)
    for y, (label, value, _) in zip(at, ROWS):
        assert {(label, 0, y), (value, 0, y)} <= set(written)
    for text in axes.texts:
        box = Text.get_window_extent(text)
        for y in at:  # no words stand on a bar
            bar = sorted(axes.transData.transform([(0, y - thick / 2), (0, y + thick / 2)])[:, 1])
            assert box.y1 < bar[0] + 1 or box.y0 > bar[1] - 1


def test_the_sheet_has_title_subtitle_and_source_at_one_margin_and_room_between():
    for sheet in (paper.WIDE, paper.NARROW):
        figure, (top, bottom) = sheet.paper("A title", "a subtitle", "a source", 3)
        title, subtitle, source = figure.texts
        assert [text.get_text() for text in figure.texts] == ["A title", "a subtitle", "Source: a source"]
        assert len({text.get_position()[0] for text in figure.texts}) == 1
        assert title.get_position()[1] > subtitle.get_position()[1] > top > bottom > source.get_position()[1] > 0
        assert (top - bottom) * figure.get_figheight() == pytest.approx(3, abs=0.01)
        assert figure.get_figwidth() == sheet.width
        assert title.get_weight() == "bold" and title.get_size() > subtitle.get_size()


def test_an_alt_text_takes_what_has_room():
    assert paper.alt("A title.", "One.", "", "x" * 240 + ".", "Two.") == "A title. One. Two."


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
