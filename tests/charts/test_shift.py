"""What the charts of the shift draw is what the tables say: artists are read back, words stay apart, bytes repeat."""

from dataclasses import replace
from datetime import date
from itertools import combinations

import matplotlib as mpl
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex
from matplotlib.text import Text

from analysis import charts, ledger, shift
from analysis.charts import paper

PUBLISHED = date(2024, 8, 21)


def without(book, *source_ids):
    return ledger.without(book, source_ids)


CASES = {
    "pairs": lambda book: charts.pairs(book),
    "pairs, fewer": lambda book: charts.pairs(without(book, "rfa-2023-08", "kmib-2011-06-01")),
    "entries": lambda book: charts.entries(book, around=PUBLISHED),
    "entries, short": lambda book: charts.entries(book, PUBLISHED, 2023, 2024),
    "entries, one year": lambda book: charts.entries(book, PUBLISHED, 2025, 2025),
    "students": lambda book: charts.students(book),
    "pay": lambda book: charts.pay(book),
    "counts": lambda book: charts.russia_counts(book, since=2024),
    "counts, narrow": lambda book: charts.russia_counts(book.by("narrow"), since=2024),
    "counts, fewer": lambda book: charts.russia_counts(
        without(book, "sejong-2025", "donga-2024-08", "bbc-2025-08-12"), since=2024
    ),
    "reports": lambda book: charts.china_reports(book, since=2024),
    "reports, arriving only": lambda book: charts.china_reports(
        without(book, "dailynk-2024-10", "kbs-2024-12-27"), since=2024
    ),
    "trade": lambda book: charts.trade(book),
    "trade, since 2022": lambda book: charts.trade(book, first_year=2022),
}


@pytest.fixture(params=CASES, ids=list(CASES))
def chart(request, book):
    return CASES[request.param](book)


def title(chart):
    return chart.figure.texts[0].get_text().replace("\n", " ")


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


@pytest.mark.parametrize("make", CASES.values(), ids=list(CASES))
def test_the_same_ledger_gives_the_same_bytes(make, book):
    one, other = make(book), make(book)
    assert paper.png(one.figure) == paper.png(other.figure)
    assert paper.svg(one.figure) == paper.svg(other.figure)


def test_the_title_is_short_and_the_alt_text_begins_with_it(chart):
    assert len(title(chart).split()) <= 12
    assert len(chart.alt) > 80 and chart.alt.startswith(title(chart))


def test_a_sentence_and_a_source_line_come_with_the_chart(chart, book):
    assert chart.sentence.endswith(".")
    line = chart.figure.texts[2].get_text()
    assert line.startswith("Source: ") and any(name in line for name in book.sources["producer"])


def test_a_source_left_out_leaves_the_line_below(book):
    def line(book):
        return charts.pay(book).figure.texts[2].get_text()

    assert "Herald Business" in line(book) and "Herald Business" not in line(without(book, "herald-2025-09-01"))


def test_an_empty_ledger_draws_charts_that_say_so(book):
    empty = replace(book, claims=book.claims.iloc[:0])
    assert title(charts.pairs(empty)) == "No source counts workers in both countries"
    assert title(charts.pay(empty)) == "No source gives pay in both countries"
    assert title(charts.entries(empty, PUBLISHED)).startswith("How many North Koreans")
    assert title(charts.students(empty)).startswith("How many North Koreans")
    assert title(charts.russia_counts(empty, since=2024)).startswith("No source")
    assert title(charts.china_reports(empty, since=2024)).startswith("No report")
    assert title(charts.trade(empty)).endswith("one country only")


def test_titles_follow_the_data(book):
    turned = replace(book, claims=book.claims.assign(place=book.claims["place"].replace({"CN": "RU", "RU": "CN"})))
    assert title(charts.pairs(book)).startswith("Since October 2016, no source")
    assert title(charts.pairs(turned)) == "The last source to count both puts more workers in Russia"
    assert title(charts.trade(book)) == "In 2024 trade with China was about 64 times that with Russia"
    assert title(charts.trade(turned)) == "In 2024 trade with Russia was about 64 times that with China"
    assert "11 times" in title(charts.entries(book, PUBLISHED))
    assert "fell" in title(charts.entries(book, date(2025, 2, 1)))
    assert title(charts.entries(book, PUBLISHED, 2025, 2025)).startswith("How many North Koreans")
    assert "about 180 students" in title(charts.students(book))
    assert title(CASES["reports, arriving only"](book)).endswith("no report of leaving")


def test_dumbbells_stand_where_the_pairs_say(book):
    table = shift.pairs(book)
    axes = charts.pairs(book).figure.axes[0]
    drawn = {paper.CHINA: set(), paper.RUSSIA: set()}
    for line in axes.lines:
        for color in {to_hex(line.get_color()), to_hex(line.get_markeredgecolor())}:
            if color.upper() in drawn:
                drawn[color.upper()] |= {round(x) for x in line.get_xdata()}
    for side, color in (("china", paper.CHINA), ("russia", paper.RUSSIA)):
        wanted = {round(v) for value in table[side] for v in (value.low, value.high) if abs(v) != float("inf")}
        assert wanted <= drawn[color]


def test_lines_join_only_one_series(book):
    axes = charts.russia_counts(book, since=2024).figure.axes[0]
    lines = [line for line in axes.lines if len(line.get_xdata()) == 2]
    drawn = {tuple(round(x) for x in line.get_xdata()) for line in lines}
    assert drawn == {(34_000, 11_000), (11_000, 10_000), (30_023, 11_490)}
    years = [tuple(line.get_xdata()) for line in charts.trade(book).figure.axes[0].lines if len(line.get_xdata()) == 2]
    assert (2020, 2022) not in years and all(b - a == 1 for a, b in years)
    assert len(years) == 8  # seven steps of Chinese customs, one of Russian


def test_marks_of_the_counts_are_the_table(book):
    chart = charts.russia_counts(book, since=2024)
    axes = chart.figure.axes[0]
    points = {round(line.get_xdata()[0]) for line in axes.lines if len(line.get_xdata()) == 1}
    bars = {(round(bar.get_x()), round(bar.get_x() + bar.get_width())) for bar in axes.patches if bar.get_height() < 1}
    assert len(chart.data) == len(shift.unpaired_levels(book)) + len(shift.movements(book, "RU", 2024))
    for row in chart.data.to_dict("records"):
        low, high = row["value_low"], row["value_high"]
        if low == high or low != low or high != high:
            assert round(low if low == low else high) in points
        else:
            assert (round(low), round(high)) in bars


def test_sent_is_hollow_and_present_is_filled(book):
    axes = charts.russia_counts(book, since=2024).figure.axes[0]
    face = {
        round(line.get_xdata()[0]): to_hex(line.get_markerfacecolor())
        for line in axes.lines
        if len(line.get_xdata()) == 1
    }
    assert face[8_000] == "#ffffff" and face[4_000] == paper.RUSSIA.lower()


def test_reports_name_the_place_and_the_direction(book):
    data = charts.china_reports(book, since=2024).data
    assert list(data["group"]) == ["Arriving"] * 4 + ["Leaving"] * 2
    assert data["who_and_when"].iloc[0].startswith("Jilin, April 2024")


def test_columns_are_the_entries_and_gaps_have_none(book):
    axes = charts.entries(book, PUBLISHED, 2024, 2025).figure.axes[0]
    heights = {}
    for bar in axes.patches:
        x = round(bar.get_x() + bar.get_width() / 2) if bar.get_width() < 1 else None
        if x is not None:
            heights[x] = heights.get(x, 0) + bar.get_height()
    assert heights == {0: 812, 1: 1_696, 2: 5_263, 3: 5_450, 4: 295}
    hatched = {round(b.get_x() + b.get_width() / 2) for b in axes.patches if b.get_width() < 1 and b.get_hatch()}
    assert hatched == {3}
    assert any(text.get_text() == "not\npublished" for text in axes.texts)
    assert any(text.get_text() == "article, 21 August 2024" for text in axes.texts)


def test_students_are_bars_as_long_as_their_figures(book):
    chart = charts.students(book)
    assert [bar.get_width() for bar in chart.figure.axes[0].patches] == list(chart.data["value_high"])
    assert list(chart.data["value_high"]) == [8_617, 7_887, 180, 130, 96]
