"""What every picture keeps: no trace of its making, and two countries that anyone can tell apart."""

from analysis import charts
from analysis.charts import paper


def lightness(color):
    red, green, blue = (int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_china_and_russia_differ_in_lightness_too():
    assert abs(lightness(paper.CHINA) - lightness(paper.RUSSIA)) > 0.25


def test_pictures_carry_no_date_and_no_program(book):
    chart = charts.students(book)
    assert b"Software" not in paper.png(chart.figure)
    assert "<dc:date>" not in paper.svg(chart.figure)
