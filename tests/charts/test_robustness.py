"""The specification curve draws each universe where its outcome and its choices stand."""

import pytest
from chart_checks import crowded
from matplotlib.colors import to_hex

from analysis import charts, robustness
from analysis.charts import brief, paper

ARTICLE = "donga-2024-08"


@pytest.fixture(scope="module")
def space(book):
    return robustness.Universes(book, ARTICLE)


@pytest.mark.parametrize("thesis", ["rise", "demand-all", "cause", "revenue-dispatch"])
def test_its_words_stand_apart_and_none_is_cut(space, thesis):
    chart = charts.specification(space, robustness.sample(space, 200), f"{ARTICLE}/thesis-{thesis}")
    assert crowded(chart.figure) == []
    assert len(chart.figure.texts[0].get_text().split()) <= 18 and "probability" in chart.sentence


def test_each_column_has_the_height_of_its_likelihood_and_the_shade_of_its_verdict(book, space):
    drawn = robustness.sample(space, 150)
    name = f"{ARTICLE}/thesis-demand-all"
    chart, table = charts.specification(space, drawn, name), robustness.curve(space, drawn, name)
    above, below = chart.figure.axes
    labels = [tick.get_text() for tick in above.get_yticklabels()]
    columns = {round(bar.get_x() + bar.get_width() / 2): bar for bar in above.patches}
    assert sorted(columns) == list(range(150))
    for at, row in table.iterrows():
        assert labels[round(columns[at].get_height() - 0.25)] == row["likelihood"]
        assert to_hex(columns[at].get_facecolor()) == brief.SHADE.get(row["verdict"], paper.OTHER).lower()
    words = dict(zip(zip(book.choices["choice"], book.choices["option"]), book.choices["words"]))
    rows = [tick.get_text() for tick in below.get_yticklabels()]
    dots = {
        rows[round(line.get_ydata()[0])]: set(line.get_xdata())
        for line in below.lines
        if line.get_marker() == "|" and len(line.get_xdata())
    }
    for (choice, option), said in words.items():
        assert dots.get(said, set()) == set(table.index[table[choice] == option])
    (at,) = table.index[table["default"]]
    assert all(any(list(line.get_xdata()) == [at, at] for line in axes.lines) for axes in (above, below))


def test_the_counts_of_the_data_are_those_of_the_universes(space):
    drawn = robustness.sample(space, 120)
    chart = charts.specification(space, drawn, f"{ARTICLE}/thesis-rise")
    assert chart.data["universes"].sum() == 120
