"""The chart of a source's figures: bars are the ranges, for any source of the ledger."""

import math
from dataclasses import replace

import chart_checks
import pytest

from analysis import charts, claims
from analysis.ledger import vocabulary, words

ARTICLE = "donga-2024-08"


def title(chart):
    return chart.figure.texts[0].get_text().replace("\n", " ")


def test_bars_are_the_ranges_that_the_words_allow(book):
    chart = charts.claimed_ranges(book, ARTICLE)
    bars = [(b.get_x(), b.get_x() + b.get_width()) for axes in chart.figure.axes for b in axes.patches]
    table = claims.both_readings(book, ARTICLE)
    in_panels = [v for unit in dict.fromkeys(table["unit"]) for v in table.loc[table["unit"] == unit, "value"]]
    assert bars == [pytest.approx((v.low, v.high)) for v in in_panels]
    assert (1_000, 100_000) in [(round(a), round(b)) for a, b in bars]


@pytest.fixture(scope="module")
def every(book):
    """The chart of each source of the ledger."""
    return {source_id: charts.claimed_ranges(book, source_id) for source_id in sorted(set(book.claims["source_id"]))}


def test_every_source_of_the_ledger_can_be_drawn(book, every):
    for source_id, chart in every.items():
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
    assert "arrows" in chart.figure.texts[1].get_text()
    assert "arrows" not in charts.claimed_ranges(book, ARTICLE).figure.texts[1].get_text()


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


def test_each_bar_has_its_row_its_readings_colour_and_its_words(book):
    chart = charts.claimed_ranges(book, ARTICLE)
    table = claims.both_readings(book, ARTICLE)
    units = list(dict.fromkeys(table["unit"]))
    assert len(chart.figure.axes) == len(units)
    for axes, unit in zip(chart.figure.axes, units):
        mine = table[table["unit"] == unit].to_dict("records")
        labels = [
            f"“{row['wording']}” {row['asserted_by']} {vocabulary.value('reading', row['reading'])} reading"
            for row in mine
        ]
        assert list(chart_checks.rows(axes).values()) == labels
        assert [text for text, *_ in chart_checks.texts(axes)] == [words.describe(row["value"], unit) for row in mine]
        assert [(x, y) for _, x, y in chart_checks.texts(axes)] == [(1, y) for y in range(len(mine))]
        colors = {
            y: chart_checks.INK if row["reading"] == "literal" else chart_checks.OTHER for y, row in enumerate(mine)
        }
        drawn = {round(y): color for _, _, y, color, _ in chart_checks.bars(axes)}
        assert drawn | {line.get_ydata()[0]: line.get_color().lower() for line in axes.lines} == colors
        assert not any(hatch for *_, hatch in chart_checks.bars(axes))


def test_the_axis_is_logarithmic_where_it_says_so_and_holds_every_figure(book, every):
    seen = set()
    for source_id, chart in every.items():
        table = claims.both_readings(book, source_id)
        for axes, unit in zip(chart.figure.axes, dict.fromkeys(table["unit"])):
            ends = [v for r in table.loc[table["unit"] == unit, "value"] for v in (r.low, r.high) if math.isfinite(v)]
            positive = [v for v in ends if v > 0]
            log = unit != "percent" and bool(positive) and max(positive) / min(positive) > 30
            assert (axes.get_xscale() == "log") == log == axes.get_xlabel().endswith(", log scale")
            assert axes.get_xlabel().startswith(vocabulary.value("unit", unit))
            limits = (min(positive) / 2, 2 * max(positive)) if log else (0, 1.1 * (max(ends) or 1))
            assert axes.get_xlim() == pytest.approx((0, 100) if unit == "percent" else limits)
            assert axes.xaxis.get_major_formatter()(50, 0) == words.amount(50, unit)
            seen |= {(unit == "percent", log)}
    assert seen == {(True, False), (False, True), (False, False)}


def test_figures_without_an_upper_end_are_counted(book):
    table = book.claims[book.claims["source_id"].eq(ARTICLE) & book.claims["use"].eq("chart")].iloc[:3]
    endless = table.assign(
        bound="at_least",
        low=5.0,
        high=math.nan,
        unit="persons",
        use="chart",
        status="observed",
        wording=["one", "two", "three"],
        measure="worker_stock",
    )
    for rows, said in (
        (endless, "None of the three figures drawn has an upper end."),
        (endless.assign(bound=["at_least", "at_least", "exact"], high=[math.nan, math.nan, 5.0]), "Two of the three figures drawn have no upper end."),
        (endless.assign(bound=["at_least", "exact", "exact"], high=[math.nan, 5.0, 5.0]), "One of the three figures drawn has no upper end."),
    ):  # fmt: skip
        assert charts.claimed_ranges(replace(book, claims=rows), ARTICLE).sentence == said
