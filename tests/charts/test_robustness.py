"""The specification curve draws each universe where its outcome and its choices stand."""

import numpy as np
import pytest
from chart_checks import crowded, texts
from matplotlib.colors import to_hex

from analysis import charts, robustness
from analysis.charts import brief, files, paper

ARTICLE = "donga-2024-08"


@pytest.fixture(scope="module")
def space(book):
    return robustness.Universes(book, ARTICLE)


@pytest.mark.parametrize("thesis", ["rise", "demand-all", "cause", "revenue-dispatch"])
def test_its_words_stand_apart_and_none_is_cut(space, thesis):
    chart = charts.specification(space, robustness.sample(space, 200), f"{ARTICLE}/thesis-{thesis}")
    assert crowded(chart.figure) == []
    title = " ".join(chart.figure.texts[0].get_text().split())
    assert len(title.split()) <= 18 and "probability" in chart.sentence
    assert all(verdict.removeprefix("only the article says so") in title for verdict in set(chart.data["verdict"]))


def strokes(axes):
    """Return the height of each row of strokes → the columns that it covers; each row is one line with gaps."""
    found = {}
    for line in axes.lines:
        xs, ys = np.array(line.get_xdata(), float), np.array(line.get_ydata(), float)
        if len(xs) and len(xs) % 3 == 0:
            assert np.isnan(xs[2::3]).all() and len(set(ys)) == 1
            runs = zip(xs[::3], xs[1::3], strict=True)
            found[round(ys[0])] = {column for low, high in runs for column in range(int(low + 0.5), int(high + 0.5))}
    return found


def covered(bar):
    """Return the universes that a bar stands for."""
    return list(range(int(bar.get_x() + 0.5), int(bar.get_x() + bar.get_width() + 0.5)))


def test_each_column_has_the_height_of_its_likelihood_and_the_shade_of_its_verdict(book, space):
    drawn = robustness.sample(space, 150)
    name = f"{ARTICLE}/thesis-demand-all"
    chart, table = charts.specification(space, drawn, name), robustness.curve(space, drawn, name)
    above, below = chart.figure.axes
    labels = [tick.get_text() for tick in above.get_yticklabels()]
    columns = {column: bar for bar in above.patches for column in covered(bar)}
    assert sum(bar.get_width() for bar in above.patches) == 150
    assert sorted(columns) == list(range(150))
    for at, row in table.iterrows():
        assert labels[round(columns[at].get_height() - 0.25)] == row["likelihood"]
        assert to_hex(columns[at].get_facecolor()) == brief.SHADE.get(row["verdict"], paper.OTHER).lower()
    words = dict(zip(zip(book.choices["choice"], book.choices["option"]), book.choices["words"]))
    rows = [tick.get_text() for tick in below.get_yticklabels()]
    dots = {rows[y]: at for y, at in strokes(below).items()}
    for (choice, option), said in words.items():
        assert dots.get(said, set()) == set(table.index[table[choice] == option])
    (at,) = table.index[table["default"]]
    assert all(any(list(line.get_xdata()) == [at, at] for line in axes.lines) for axes in (above, below))


def test_the_counts_of_the_data_are_those_of_the_universes(space):
    drawn = robustness.sample(space, 120)
    chart = charts.specification(space, drawn, f"{ARTICLE}/thesis-rise")
    assert chart.data["universes"].sum() == 120


SHADES = {"supported": "#1b6e4b", "overstated": "#4f8f70", "disputed": "#8a6fb0", "contradicted": "#a33b2b"}


@pytest.mark.parametrize("thesis", ["rise", "demand-all"])
def test_columns_and_dots_share_one_axis_and_shades_say_the_verdict(space, thesis):
    drawn, name = robustness.sample(space, 150), f"{ARTICLE}/thesis-{thesis}"
    chart, table = charts.specification(space, drawn, name), robustness.curve(space, drawn, name)
    above, below = chart.figure.axes
    assert above.get_xlim() == below.get_xlim() == (-0.5, 149.5)
    assert above.get_position().x0 == below.get_position().x0 and above.get_position().x1 == below.get_position().x1
    assert above.get_position().y0 > below.get_position().y1
    bands = [label.get_text() for label in above.get_yticklabels()]
    assert bands[1:] == list(space.book.likelihood["likelihood"]) and list(above.get_yticks()) == list(
        range(len(bands))
    )
    assert above.get_ylim() == (-0.25, len(bands) - 0.5)
    for bar in above.patches:
        for verdict in table.loc[covered(bar), "verdict"]:
            assert to_hex(bar.get_facecolor()) == SHADES.get(verdict, "#767676")
        assert bar.get_y() == -0.25
    named = {text: x for text, x, y in texts(above)}
    for verdict, rows in table.groupby("verdict", sort=False):
        assert (verdict in named) == (len(rows) > 9)
        if verdict in named:
            assert named[verdict] == (rows.index[0] + rows.index[-1]) / 2


def test_origins_left_out_are_counted_in_the_last_three_rows(space):
    drawn, name = robustness.sample(space, 150), f"{ARTICLE}/thesis-rise"
    chart, table = charts.specification(space, drawn, name), robustness.curve(space, drawn, name)
    below = chart.figure.axes[1]
    labels = [label.get_text() for label in below.get_yticklabels()]
    assert labels[-3:] == ["no origins left out", "1 origin left out", "2 origins left out"]
    dots = strokes(below)
    for number in range(3):
        assert dots.get(len(labels) - 3 + number, set()) == set(table.index[table["left_out"].astype(int) == number])
    assert below.get_ylim() == (len(labels) - 0.4, -0.6)
    # A thin line parts one choice from the next.
    parted = {line.get_ydata()[0] for line in below.lines if list(line.get_xdata()) == [0, 1]}
    sizes = [len(options) for options in space.options.values()]
    assert parted == {sum(sizes[: n + 1]) - 0.5 for n in range(len(sizes))}


def test_of_many_universes_each_stroke_is_wide_enough_to_be_seen_and_the_drawing_stays_small(space):
    drawn, name = robustness.sample(space, 2000), f"{ARTICLE}/thesis-rise"
    chart = charts.specification(space, drawn, name)
    for figure, narrow in ((chart.figure, False), (chart.narrow, True)):
        below = figure.axes[1]
        column = 72 * figure.get_figwidth() * below.get_position().width / 2000
        for line in below.lines:
            xs = np.array(line.get_xdata(), float)
            if len(xs) and len(xs) % 3 == 0:
                assert (xs[1::3] - xs[::3]).min() * column >= 0.8 - 1e-9
        assert len(files.svg(chart, narrow)) < 120_000
