"""What is drawn is what the table says: artists are read back, words stay apart, bytes repeat."""

from datetime import date
from itertools import combinations

import matplotlib as mpl
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex
from matplotlib.text import Text

from analysis import charts, ledger, revenue, shift, tables
from analysis.charts import paper

PUBLISHED = date(2024, 8, 21)


def claimed(book, **_):
    return charts.claimed_ranges(tables.both_readings(book, "donga-2024-08"), "a source")


def timeline(book, start=date(2023, 7, 1), end=date(2025, 1, 31), reading="literal"):
    moments = tables.timeline(book, "donga-2024-08", reading)
    known = tables.record(book, "donga-2024-08")
    moments, known = moments[moments["use"] == "chart"], known[known["use"] == "chart"]
    is_rule = known["effect"] == "rule"
    return charts.timeline(moments, known[~is_rule], known[is_rule], start, end, PUBLISHED, "a source")


def parts(book, **kwargs):
    return charts.revenue_parts(revenue.rebuild(book, "donga-2024-08/revenue", **kwargs), "a source")


def pairs(book, leave_out=()):
    return charts.stock_pairs(shift.pairs(ledger.without(book, leave_out)), "a source")


def pay(book):
    return charts.pay_pairs(shift.pairs(book, "pay"), "a source")


def counts(book, leave_out=()):
    book = ledger.without(book, leave_out)
    return charts.russia_counts(
        tables.single_counts(book, shift.levels(book)), shift.movements(book, "RU", 2024), "a source"
    )


def movements(book, leave_out=()):
    return charts.china_movements(shift.movements(ledger.without(book, leave_out), "CN", 2024), "a source")


def goods(book, first=2016, last=2025):
    return charts.goods_trade(shift.trade(book, first, last), "a source")


def entries(book, first=2019, last=2025):
    everyone, study = (shift.entries(book, first, last, population) for population in ("all", "study"))
    return charts.quarterly_entries(everyone, study, PUBLISHED, "a source")


def students(book):
    return charts.students(shift.study_figures(book), "a source")


CASES = {
    "claimed": (claimed, {}),
    "timeline": (timeline, {}),
    "timeline, narrow": (timeline, {"reading": "narrow"}),
    "timeline, long": (timeline, {"start": date(2017, 1, 1), "end": date(2025, 12, 31)}),
    "revenue": (parts, {}),
    "revenue, all workers": (parts, {"scope": "all"}),
    "revenue, abroad only": (parts, {"dispatched_only": True}),
    "pairs": (pairs, {}),
    "pairs, fewer": (pairs, {"leave_out": ["rfa-2023-08", "kmib-2011-06-01"]}),
    "entries": (entries, {}),
    "entries, short": (entries, {"first": 2023, "last": 2024}),
    "entries, one year": (entries, {"first": 2025, "last": 2025}),
    "students": (students, {}),
    "pay": (pay, {}),
    "counts": (counts, {}),
    "counts, fewer": (counts, {"leave_out": ["sejong-2025", "donga-2024-08", "bbc-2025-08-12"]}),
    "movements": (movements, {}),
    "movements, arriving only": (movements, {"leave_out": ["dailynk-2024-10", "kbs-2024-12-27"]}),
    "goods": (goods, {}),
    "goods, since 2022": (goods, {"first": 2022}),
}


@pytest.fixture(params=CASES, ids=list(CASES))
def chart(request, book):
    make, kwargs = CASES[request.param]
    return make(book, **kwargs)


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


def test_the_same_table_gives_the_same_bytes(book):
    for make, kwargs in CASES.values():
        one, other = make(book, **kwargs), make(book, **kwargs)
        assert paper.png(one.figure) == paper.png(other.figure)
        assert paper.svg(one.figure) == paper.svg(other.figure)


def test_pictures_carry_no_date_and_no_program(book):
    chart = students(book)
    assert b"Software" not in paper.png(chart.figure)
    assert "<dc:date>" not in paper.svg(chart.figure)


def test_alt_text_tells_the_finding_and_every_figure(chart):
    assert len(chart.alt) > 80
    title = chart.figure.texts[0].get_text().replace("\n", " ")
    assert chart.alt.startswith(title)


def test_bars_of_the_revenue_parts_are_the_table(book):
    table = revenue.rebuild(book, "donga-2024-08/revenue", dispatched_only=True)
    axes = charts.revenue_parts(table, "s").figure.axes[0]
    bars = [(bar.get_x(), bar.get_x() + bar.get_width()) for bar in axes.patches]
    ranged = [(v.low, v.high) for v in table["value"] if v.low != v.high]
    assert bars == [pytest.approx(pair) for pair in ranged]
    points = [line.get_xdata()[0] for line in axes.lines]
    assert points == [v.low for v in table["value"] if v.low == v.high]
    hatched = [bar.get_hatch() is not None for bar in axes.patches]
    kinds = [k == "derived" for v, k in zip(table["value"], table["kind"]) if v.low != v.high]
    assert hatched == kinds


def test_dumbbells_stand_where_the_pairs_say(book):
    table = shift.pairs(book)
    axes = charts.stock_pairs(table, "s").figure.axes[0]
    drawn = {paper.CHINA: set(), paper.RUSSIA: set()}
    for line in axes.lines:
        for color in {to_hex(line.get_color()), to_hex(line.get_markeredgecolor())}:
            if color.upper() in drawn:
                drawn[color.upper()] |= {round(x) for x in line.get_xdata()}
    for side, color in (("china", paper.CHINA), ("russia", paper.RUSSIA)):
        wanted = {round(v) for value in table[side] for v in (value.low, value.high) if abs(v) != float("inf")}
        assert wanted <= drawn[color]


def test_lines_join_only_one_series(book):
    axes = counts(book).figure.axes[0]
    lines = [line for line in axes.lines if len(line.get_xdata()) == 2]
    drawn = {tuple(round(x) for x in line.get_xdata()) for line in lines}
    assert drawn == {(34_000, 11_000), (11_000, 10_000), (30_023, 11_490)}
    years = [tuple(line.get_xdata()) for line in goods(book).figure.axes[0].lines if len(line.get_xdata()) == 2]
    assert (2020, 2022) not in years and all(b - a == 1 for a, b in years)
    assert len(years) == 8  # seven steps of Chinese customs, one of Russian


def test_marks_of_the_counts_are_the_table(book):
    chart = counts(book)
    axes = chart.figure.axes[0]
    points = {round(line.get_xdata()[0]) for line in axes.lines if len(line.get_xdata()) == 1}
    bars = {(round(bar.get_x()), round(bar.get_x() + bar.get_width())) for bar in axes.patches if bar.get_height() < 1}
    for row in chart.data.to_dict("records"):
        low, high = row["value_low"], row["value_high"]
        if low == high or low != low or high != high:
            assert round(low if low == low else high) in points
        else:
            assert (round(low), round(high)) in bars


def test_sent_is_hollow_and_present_is_filled(book):
    axes = counts(book).figure.axes[0]
    face = {
        round(line.get_xdata()[0]): to_hex(line.get_markerfacecolor())
        for line in axes.lines
        if len(line.get_xdata()) == 1
    }
    assert face[8_000] == "#ffffff" and face[4_000] == paper.RUSSIA.lower()


def test_columns_are_the_entries_and_gaps_have_none(book):
    axes = entries(book, 2024, 2025).figure.axes[0]
    heights = {}
    for bar in axes.patches:
        x = round(bar.get_x() + bar.get_width() / 2) if bar.get_width() < 1 else None
        if x is not None:
            heights[x] = heights.get(x, 0) + bar.get_height()
    assert heights == {0: 812, 1: 1_696, 2: 5_263, 3: 5_450, 4: 295}
    hatched = {round(b.get_x() + b.get_width() / 2) for b in axes.patches if b.get_width() < 1 and b.get_hatch()}
    assert hatched == {3}
    assert any(text.get_text() == "not\npublished" for text in axes.texts)


def test_timeline_bars_are_as_wide_as_the_doubt(book):
    from matplotlib.dates import date2num

    chart = timeline(book)
    axes = chart.figure.axes[0]
    bars = {(bar.get_x(), bar.get_x() + bar.get_width()) for bar in axes.patches}
    told = chart.data[chart.data["wording"].eq("in August last year")].iloc[0]
    first, last = (date2num(date.fromisoformat(told[end])) for end in ("earliest", "latest"))
    assert (first, last + 1) in bars
    china = axes.get_yticks()[[("ordered home" in t.get_text()) for t in axes.get_yticklabels()]]
    russia = axes.get_yticks()[[("flights run" in t.get_text()) for t in axes.get_yticklabels()]]
    assert len(china) and len(russia) and max(china) < min(russia), "China stands above Russia"


def test_every_sources_figures_can_be_drawn(book):
    """01_claims takes any source that has claims."""
    for source_id in sorted(set(book.claims["source_id"])):
        drawn = tables.both_readings(book, source_id)
        if len(drawn):
            assert charts.claimed_ranges(drawn, "a source").figure.axes


def test_a_month_is_drawn_as_a_span_and_not_as_a_day(book):
    axes = timeline(book).figure.axes[0]
    marks = [line for line in axes.lines if line.get_marker() == "|"]
    assert len(marks) >= 2 and all(line.get_xdata()[0] < line.get_xdata()[1] for line in marks)


def test_titles_follow_the_data(book):
    assert "332" in entries(book).alt.split(".")[0] and "3,765" in entries(book).alt.split(".")[0]
    assert entries(book, 2025, 2025).alt.startswith("North Korean entries to Russia by quarter")
    fewer = pairs(book, leave_out=["rfa-2023-08"]).alt
    assert "2023" not in fewer.split(".")[0]
    assert "nothing shows" in parts(book, scope="all").alt


def test_china_and_russia_differ_in_lightness_too():
    def lightness(color):
        red, green, blue = (int(color[i : i + 2], 16) / 255 for i in (1, 3, 5))
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    assert abs(lightness(paper.CHINA) - lightness(paper.RUSSIA)) > 0.25
