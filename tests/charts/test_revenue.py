"""The revenue chart: bars are the table, titles follow the data."""

from dataclasses import replace

import pytest
from chart_checks import INK, OTHER, bars, rows, texts

from analysis import charts
from analysis.ledger import words

CASES = [{}, {"scope": "all"}, {"dispatched_only": True}]


@pytest.fixture(params=CASES, ids=str)
def chart(request, book):
    return charts.revenue_parts(book, **request.param)


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


def test_the_twin_keeps_the_keys_and_both_ends(chart):
    assert list(chart.data.columns) == ["part", "words", "value", "value_low", "value_high", "kind", "claims"]
    assert chart.data["part"].iloc[-1] == "printed"


def test_each_part_has_its_row_its_colour_its_words_and_who_says_so(book, chart):
    (axes,) = chart.figure.axes
    data = chart.data.to_dict("records")
    for y, (label, row) in enumerate(zip(rows(axes).values(), data)):
        assert label.startswith(" ".join(row["words"].split())) and (row["value"], 1, y) in texts(axes)
        said = "our arithmetic" if row["kind"] == "derived" else book.claim(row["claims"])["asserted_by"]
        assert " ".join(said.split()) in label
        if row["part"] in ("it", "non_it", "total"):
            assert label.endswith("via JoongAng Ilbo")
    wanted = {y: INK if row["part"] in ("total", "printed") else OTHER for y, row in enumerate(data)}
    drawn = {round(y): color for _, _, y, color, _ in bars(axes)}
    drawn |= {line.get_ydata()[0]: line.get_color().lower() for line in axes.lines}
    assert drawn == wanted


def test_the_parts_of_the_sum_stand_on_one_another(book, chart):
    (axes,) = chart.figure.axes
    data = chart.data.set_index("part")
    drawn = {}
    for left, right, y, *_ in bars(axes):
        drawn.setdefault(data.index[round(y)], []).append((left, right))
    if "sum" not in data.index:
        assert drawn["it"] == [(data.loc["it", "value_low"], data.loc["it", "value_high"])]
        return
    top, base = "it_dispatched" if "it_dispatched" in data.index else "it", data.loc["non_it", "value_low"]
    low, high = data.loc[top, ["value_low", "value_high"]]
    assert drawn["non_it"][0] == (0, base)
    assert drawn[top] == [pytest.approx((base, base + low)), pytest.approx((base + low, base + high))]
    assert drawn["sum"] == [pytest.approx((base + low, base + high))]
    assert list(data.index[:2]) == ["non_it", "it"]


def test_what_we_worked_out_is_hatched(book, chart):
    data = chart.data["part"].tolist()
    hatched = {data[round(y)] for _, _, y, _, hatch in bars(chart.figure.axes[0]) if hatch}
    assert hatched == {"sum"} & set(data)


def test_the_axis_holds_every_part_and_names_its_dollars(chart):
    (axes,) = chart.figure.axes
    assert axes.get_xlim() == (0, 1.2e9) and axes.get_xscale() == "linear"
    assert chart.data["value_high"].max() <= 1.2e9
    ticks = {float(at): label.get_text() for at, label in zip(axes.get_xticks(), axes.get_xticklabels())}
    assert ticks.pop(0) == "0" and [words.amount(at, "usd") for at in ticks] == [
        "$300 million", "$600 million", "$900 million", "$1.2 billion",
    ]  # fmt: skip
    assert list(ticks.values()) == ["$300m", "$600m", "$900m", "$1.2bn"]


def test_the_axis_grows_with_the_figures(book):
    claims = book.claims.copy()
    claims.loc[claims["claim_id"] == "joongang-2024-03/revenue-it", "high"] = 900e6
    axes = charts.revenue_parts(replace(book, claims=claims)).figure.axes[0]
    ends = [patch.get_x() + patch.get_width() for patch in axes.patches]
    assert axes.get_xlim()[1] > max(ends) == 1.4e9
