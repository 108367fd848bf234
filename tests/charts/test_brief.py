"""The strip of theses and the panels of estimates draw what the tables say."""

import math
from dataclasses import replace

import pytest
from chart_checks import crowded
from matplotlib.colors import to_hex

from analysis import charts, ledger, verdicts
from analysis.charts import brief, paper
from analysis.ledger.judgement import NO_BASIS

ARTICLE = "donga-2024-08"
CASES = {
    "theses": lambda book: charts.theses(book, ARTICLE),
    "theses, long ago": lambda book: charts.theses(book, ARTICLE, window_years=20),
    "estimates": charts.estimates,
    "estimates, narrow": lambda book: charts.estimates(book.by("narrow")),
    "estimates, fewer": lambda book: charts.estimates(ledger.without(book, ["forbes-2019-07-04", "rfa-2016-07-07"])),
}


@pytest.fixture(params=CASES, ids=list(CASES))
def chart(request, book):
    return CASES[request.param](book)


def test_its_words_stand_apart_and_none_is_cut(chart):
    assert crowded(chart.figure) == []


def test_it_is_the_same_at_every_run(book):
    for make in (CASES["theses"], CASES["estimates"]):
        assert paper.png(make(book).figure) == paper.png(make(book).figure)


def test_each_thesis_has_the_bar_of_its_likelihood_in_the_shade_of_its_verdict(book):
    chart = charts.theses(book, ARTICLE)
    (axes,) = chart.figure.axes
    labels = [tick.get_text() for tick in axes.get_yticklabels()]
    judged = verdicts.judge(book, ARTICLE).set_index("short")
    bands = book.likelihood.set_index("likelihood")
    bars = {labels[round(bar.get_y() + bar.get_height() / 2)]: bar for bar in axes.patches}
    assert labels == chart.data["short"].tolist() and set(labels) == set(judged.index)
    for short, row in judged.iterrows():
        if row["likelihood"] == NO_BASIS:
            assert short not in bars
            continue
        low, high = bands.loc[row["likelihood"], ["low_percent", "high_percent"]]
        assert (bars[short].get_x(), bars[short].get_x() + bars[short].get_width()) == (low, high)
        assert to_hex(bars[short].get_facecolor()) == brief.SHADE.get(row["verdict"], paper.OTHER).lower()


def test_each_estimate_stands_at_its_figure_in_the_colour_of_its_country(book):
    chart = charts.estimates(book)
    for axes, place, color in zip(chart.figure.axes, ("CN", "RU"), (paper.CHINA, paper.RUSSIA)):
        rows = chart.data[chart.data["place"] == place]
        dots = [line for line in axes.lines if line.get_marker() == "o"]
        assert {line.get_markeredgecolor().lower() for line in dots} == {color.lower()}
        drawn = sorted(float(line.get_ydata()[0]) for line in dots)
        ranged = (rows["value_low"] < rows["value_high"]) & (rows["value_low"] > 0)
        wanted = [
            low if not math.isnan(low) and low > 0 else high for low, high in zip(rows["value_low"], rows["value_high"])
        ]
        assert drawn == sorted(value for value, both in zip(wanted, ranged) if not both)
        bars = [line for line in axes.lines if line.get_linewidth() == 4]
        assert len(bars) == ranged.sum() and all(line.get_color() == color for line in bars)


def test_a_repeat_of_an_origin_is_small_and_hollow(book):
    data = charts.estimates(book).data.set_index("claim_id")
    assert data.loc["rfa-2016-07-07/workers-china", "repeat"] and not data.loc["voa-2013/workers-china", "repeat"]
    russia = charts.estimates(book).figure.axes[1]
    small = [line for line in russia.lines if line.get_marker() == "o" and line.get_markersize() == 4.5]
    assert len(small) == data.loc[data["place"] == "RU", "repeat"].sum()
    assert {line.get_markerfacecolor() for line in small} == {"white"}


def test_without_any_count_it_says_so(book):
    empty = replace(book, claims=book.claims[book.claims["measure"] != "worker_stock"])
    chart = charts.estimates(empty)
    assert "No estimate" in chart.figure.texts[0].get_text() and chart.data.empty


def test_the_article_is_no_witness_of_itself(book):
    assert not charts.estimates(book).data["claim_id"].str.startswith(ARTICLE).any()
