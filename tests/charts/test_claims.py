"""The chart of a source's figures: bars are the ranges, for any source of the ledger."""

from dataclasses import replace

import chart_checks
import pytest

from analysis import charts, claims
from analysis.charts import paper

ARTICLE = "donga-2024-08"


def title(chart):
    return chart.figure.texts[0].get_text().replace("\n", " ")


def test_no_words_overlap_and_none_is_cut(book):
    assert chart_checks.crowded(charts.claimed_ranges(book, ARTICLE).figure) == []


def test_bars_are_the_ranges_that_the_words_allow(book):
    chart = charts.claimed_ranges(book, ARTICLE)
    bars = [(b.get_x(), b.get_x() + b.get_width()) for axes in chart.figure.axes for b in axes.patches]
    table = claims.both_readings(book, ARTICLE)
    in_panels = [v for unit in dict.fromkeys(table["unit"]) for v in table.loc[table["unit"] == unit, "value"]]
    assert bars == [pytest.approx((v.low, v.high)) for v in in_panels]
    assert (1_000, 100_000) in [(round(a), round(b)) for a, b in bars]


def test_every_source_of_the_ledger_can_be_drawn(book):
    for source_id in sorted(set(book.claims["source_id"])):
        chart = charts.claimed_ranges(book, source_id)
        assert len(title(chart).split()) <= 12, title(chart)
        assert chart.alt.startswith(title(chart))
        assert bool(chart.figure.axes) == bool(len(chart.data))
        assert bool(chart.sentence) == bool(len(chart.data))
        assert book.source(source_id)["producer"] in chart.figure.texts[2].get_text().replace("\n", " ")


def test_the_title_names_the_figure_that_leaves_most_open(book):
    chart = charts.claimed_ranges(book, ARTICLE)
    assert title(chart) == "“Thousands to tens of thousands” leaves a factor of 100 open"
    assert chart.sentence == (
        "In their widest sense the words “thousands to tens of thousands” allow 1,000 to under 100,000; "
        "read narrowly, 2,000 to 20,000."
    )


def test_a_figure_without_an_upper_end_is_named(book):
    table = only_claim(book, "donga-2024-08/photo-five")
    endless = table.assign(use="chart", bound="at_least", high=float("nan"), wording="at least five workers")
    chart = charts.claimed_ranges(replace(book, claims=endless), ARTICLE)
    assert title(chart) == "“At least five workers” sets no upper limit"
    assert chart.sentence == "Only a lower end is printed: at least 5."
    assert [line.get_marker() for line in chart.figure.axes[0].lines] == [">"]


def test_a_figure_of_zero_is_drawn(book):
    zero = only_claim(book, "donga-2024-08/photo-five").assign(use="chart", low=0.0, high=0.0, wording="zero workers")
    chart = charts.claimed_ranges(replace(book, claims=zero), ARTICLE)
    assert title(chart) == "The only figure is one number"
    assert [line.get_xdata()[0] for line in chart.figure.axes[0].lines] == [0]


def test_a_source_without_a_figure_to_draw_says_so(book):
    planned = only_claim(book, "donga-2024-08/revenue").assign(status="planned")
    chart = charts.claimed_ranges(replace(book, claims=planned), ARTICLE)
    assert title(chart) == "No figure of this source can be drawn"
    assert chart.data.empty and not chart.figure.axes and chart_checks.crowded(chart.figure) == []


def only_claim(book, claim_id):
    return book.claims[book.claims["claim_id"] == claim_id]


def test_the_same_ledger_gives_the_same_bytes(book):
    one, other = (charts.claimed_ranges(book, ARTICLE).figure for _ in range(2))
    assert paper.png(one) == paper.png(other) and paper.svg(one) == paper.svg(other)
