"""Each mark of the charts of the shift stands where its row says, in its country's colour, with its words beside it."""

import math
from datetime import date

import pytest
from chart_checks import CHINA, INK, OTHER, RUSSIA, arrows, bars, points_at, rows, texts
from matplotlib.colors import to_hex

from analysis import charts, ledger, shift
from analysis.charts.shift import entries_by_quarter
from analysis.ledger import words

PUBLISHED = date(2024, 8, 21)


def flat(text):
    return " ".join(text.split())


@pytest.fixture(scope="module")
def shares(book):
    chart = charts.pairs(book)
    return shift.pairs(book), chart, chart.figure.axes[0]


def test_each_share_stands_at_its_percent_small_and_hollow_where_it_is_a_repeat(shares):
    table, _, axes = shares
    assert axes.get_xlim() == (0, 100) and axes.get_xscale() == "linear"
    assert [label.get_text() for label in axes.get_xticklabels()] == ["0%", "25%", "50%", "75%", "100%"]
    wanted_dots, wanted_bars = [], []
    for y, row in enumerate(table.to_dict("records")):
        low, high = row["share"].low, row["share"].high
        if low == high:
            wanted_dots.append((low, y, "#ffffff" if row["repeat"] else RUSSIA, 5 if row["repeat"] else 7.5))
        else:
            wanted_bars.append((pytest.approx(low), pytest.approx(high), pytest.approx(y), (low, high) == (0, 100)))
    dots = [line for line in axes.lines if line.get_marker() == "o"]
    assert [
        (line.get_xdata()[0], line.get_ydata()[0], to_hex(line.get_markerfacecolor()), line.get_markersize())
        for line in dots
    ] == wanted_dots
    assert {to_hex(line.get_markeredgecolor()) for line in dots} == {RUSSIA}
    found = [(left, right, y, color == OTHER) for left, right, y, color, _ in bars(axes)]
    assert found == wanted_bars and True in [anything for *_, anything in found]
    assert sum(row == "#ffffff" for _, _, row, _ in wanted_dots) == table["repeat"].sum() > 0


def test_half_is_marked_and_a_share_that_may_be_anything_says_so(shares):
    table, _, axes = shares
    assert [set(line.get_xdata()) for line in axes.lines if line.get_linestyle() == ":"] == [{50}]
    anything = [y for y, share in enumerate(table["share"]) if (share.low, share.high) == (0, 100)]
    assert [(x, y) for text, x, y in texts(axes) if text == "0% to 100%"] == [(50, y) for y in anything] != []


def test_each_share_has_its_asserter_its_time_and_both_figures(shares):
    table, chart, axes = shares
    beside = {y: flat(text) for text, x, y in texts(axes) if x == 1}
    for y, row in enumerate(table.to_dict("records")):
        label = rows(axes)[y]
        assert label.startswith(flat(row["asserted_by"])) and words.when(row["period"]) in label
        assert ("looking back" in label) == (row["status"] == "backward_looking")
        assert ("planned" in label) == (row["status"] == "planned")
        assert ("a repeat" in label) == row["repeat"]
        share = words.describe(row["share"], "percent")
        china, russia = (words.describe(row[side], "persons").replace("about ", "≈") for side in ("china", "russia"))
        said = "share not known" if share == "0% to 100%" else share
        assert beside[y] == f"{said} Russia {russia}, China {china}"
    assert list(chart.data["claims"]) == [f"{row.china_id} + {row.russia_id}" for row in table.itertuples()]


STRETCHES = {"all years": (2019, 2025), "short": (2023, 2024), "one year": (2025, 2025)}


@pytest.fixture(params=STRETCHES.values(), ids=list(STRETCHES), scope="module")
def quarters(request, book):
    """The quarters in order, and what each is known to hold: (all, study), the exact residual before a rounded sum."""
    everyone, study = (shift.entries(book, *request.param, purpose) for purpose in ("all", "study"))
    last = [{r["quarter"]: r for r in table.to_dict("records")} for table in (everyone, study)]
    known = {quarter: (last[0][quarter], last[1][quarter]) for quarter in everyone["quarter"]}
    return known, charts.entries(book, PUBLISHED, *request.param).figure.axes[0], list(everyone.drop_duplicates("quarter")["start"])  # fmt: skip


def columns(axes):
    return [
        (round(bar.get_x() + bar.get_width() / 2, 6), bar.get_y(), bar.get_y() + bar.get_height(), to_hex(bar.get_facecolor()), bar.get_hatch())
        for bar in axes.patches
        if bar.get_width() == pytest.approx(0.78)
    ]  # fmt: skip


def tallest(known):
    return max(total["value"].low for total, _ in known.values() if total["value"])


def test_each_column_stands_over_its_quarter(quarters):
    known, axes, _ = quarters
    wanted = []
    for x, (total, part) in enumerate(known.values()):
        if total["value"] is None:
            continue
        value = total["value"].low
        if part["value"] is None:
            wanted.append((x, 0, value, OTHER, None))
        else:
            study = part["value"].low
            wanted += [(x, 0, study, RUSSIA, None), (x, study, value, "#5a96c8", None)]
    assert columns(axes) == wanted
    ticks = [tick.get_text() for tick in axes.get_xticklabels()]
    assert list(axes.get_xticks()) == list(range(len(known)))
    assert all(quarter.endswith(tick) and tick for quarter, tick in zip(known, ticks))
    years = {x: text for text, x, y in texts(axes) if y == 0 and text.isdigit() and len(text) == 4}
    assert years == {x: q[:4] for x, q in enumerate(known) if q.endswith("Q1")}


def test_each_column_is_labelled_with_its_sum_and_open_ones_point_up(quarters):
    known, axes, _ = quarters
    written = set(texts(axes))
    tips = {}
    for x, (total, part) in enumerate(known.values()):
        if total["value"] is None:
            assert (("?", x, 0) in written) == (total["kind"] == "not seen")
            continue
        low, is_open = total["value"].low, total["value"].high > total["value"].low
        star = "*" * (total["kind"] == "derived")
        assert (f"{low:,.0f}" + "+" * is_open + star, x, low) in written
        if is_open:
            tips[x] = (pytest.approx(1.05 * low), pytest.approx(1.14 * low))
        if part["value"]:  # in its part of the column, or where that is too low, above
            study = part["value"].low
            assert (f"{study:,.0f}", x, study / 2 if study > 0.04 * tallest(known) else low) in written
    assert {x: (y, tip_y) for x, y, _, tip_y, _ in arrows(axes)} == tips


def test_the_two_figures_that_the_title_compares_are_written_out(book):
    """And the one a year before."""
    written = {text for text, *_ in texts(charts.entries(book, PUBLISHED).figure.axes[0])}
    assert {"3,765", "332", "62"} <= written


def test_a_phone_has_a_row_for_each_quarter_and_the_articles_is_bold(quarters, book):
    known, *_ = quarters
    first, last = (int(list(known)[at][:4]) for at in (0, -1))
    axes = charts.entries(book, PUBLISHED, first, last).narrow.axes[0]
    written = {(text, y) for text, _, y in texts(axes)}
    for y, (quarter, (total, part)) in enumerate(known.items()):
        assert (quarter, y) in written
        (said,) = [text for text, x, at in texts(axes) if at == y and text != quarter]
        study = f"study {part['value'].low:,.0f}" if part["value"] else ""
        assert study in said and (total["value"] is None or said.startswith(f"{total['value'].low:,.0f}"))
        assert total["value"] is not None or said in (
            "? published, not seen by us",
            "not published",
            f"{study}, all not seen",
        )
    lengths = {}
    for bar in axes.patches:
        y = round(bar.get_y() + bar.get_height() / 2)
        lengths[y] = lengths.get(y, 0) + bar.get_width()
    assert lengths == {y: total["value"].low for y, (total, _) in enumerate(known.values()) if total["value"]}
    named = {text: y for text, _, y in texts(axes)}
    drawn = {(line.get_color(), line.get_ydata()[0]) for line in axes.lines if line.get_marker() == "s"}
    assert drawn == {(color, named[name]) for color, name in entries_by_quarter.KEY}, "the key"
    bold = {text.get_text() for text in axes.texts if text.get_weight() == "bold"}
    assert ("2024 Q3" in bold) == ("2024 Q3" in known)


def test_the_axis_of_the_quarters_begins_at_nothing_and_holds_every_column(quarters):
    known, axes, _ = quarters
    assert axes.get_ylim() == (0, pytest.approx(1.24 * tallest(known)))
    assert axes.get_xlim() == pytest.approx((-0.6, len(known) - 0.4)) and axes.get_yscale() == "linear"
    assert axes.yaxis.get_major_formatter()(2500, 0) == "2,500"


def test_quarters_without_a_figure_published_are_one_grey_band(quarters):
    known, axes, _ = quarters
    silent = [x for x, (total, _) in enumerate(known.values()) if total["kind"] == "not published"]
    bands = [(p.get_x(), p.get_x() + p.get_width()) for p in axes.patches if to_hex(p.get_facecolor()) == "#ececec"]
    assert bands == ([(silent[0] - 0.5, silent[-1] + 0.5)] if silent else [])
    middles = [(x, y) for text, x, y in texts(axes) if text == "not\npublished"]
    assert middles == ([((silent[0] + silent[-1]) / 2, 0.5 * tallest(known))] if silent else [])


def test_the_articles_day_points_into_its_quarter(quarters):
    known, axes, starts = quarters
    marks = [text for text in axes.texts if text.get_text().startswith("article, ")]
    inside = [x for x, start in enumerate(starts) if start <= PUBLISHED]
    assert len(marks) == (1 if date(2025, 1, 1) not in starts[:1] else 0)
    for one in marks:
        x = inside[-1]
        day = x - 0.5 + (PUBLISHED - starts[x]).days / 92
        column = list(known.values())[x][0]["value"].low
        assert one.xy == pytest.approx((day, column + 0.06 * tallest(known)))
        assert one.xyann == pytest.approx((day - 0.3, 1.19 * tallest(known))) and x - 0.5 <= one.xy[0] < x + 0.5
        assert points_at(one)


def test_the_key_of_the_columns(book):
    legend = charts.entries(book, PUBLISHED).figure.axes[0].get_legend()
    looks = [
        (text.get_text(), to_hex(patch.get_facecolor()))
        for text, patch in zip(legend.get_texts(), legend.get_patches())
    ]
    assert looks == [("declared as study", RUSSIA), ("all other purposes", "#5a96c8"), ("purpose not seen", OTHER)]
    assert legend.get_texts()[3].get_text() == "? published, not seen by us"


def test_each_bar_of_the_students_has_its_row(book):
    chart = charts.students(book)
    (axes,) = chart.figure.axes
    data = chart.data.to_dict("records")
    colors = [INK if row["measure"] == "enrolment" else RUSSIA for row in data]
    assert [(left, right, y) for left, right, y, _, _ in bars(axes)] == [
        (0, row["value_high"], pytest.approx(y)) for y, row in enumerate(data)
    ]
    assert [to_hex(bar.get_facecolor()) for bar in axes.patches] == colors
    assert texts(axes) == [(row["value"], 1, y) for y, row in enumerate(data)]
    names = {"visas": "Study visas issued", "entries": "Border entries for study", "enrolment": "Students"}
    for row, label in zip(data, rows(axes).values()):
        assert label.startswith(names[row["measure"]]) and label.endswith(flat(row["asserted_by"]))
        assert words.when(row["period"]) in label and (row["part"] or names[row["measure"]]) in label
    assert axes.get_xlim() == (0, pytest.approx(1.05 * max(row["value_high"] for row in data)))


COUNTS = {
    "counts": lambda book: charts.russia_counts(book, since=2024),
    "counts, narrow": lambda book: charts.russia_counts(book.by("narrow"), since=2024),
    "reports": lambda book: charts.china_reports(book, since=2024),
}
LOOKS = {"Present, or holding permits": RUSSIA, "Sent over a period": RUSSIA, "Arriving": CHINA, "Leaving": OTHER}


@pytest.mark.parametrize("make", COUNTS.values(), ids=list(COUNTS))
def test_each_mark_of_the_counts_stands_in_its_row(book, make):
    chart = make(book)
    (axes,) = chart.figure.axes
    data = chart.data.to_dict("records")
    ends = [v for row in data for v in (row["value_low"], row["value_high"]) if v > 0]
    left, right = axes.get_xlim()
    assert (left, right) == pytest.approx((min(ends) / 2, 2 * max(ends))) and axes.get_xscale() == "log"
    wanted, wanted_arrows = [], []
    for (y, label), row in zip(rows(axes).items(), data):
        color, low, high = LOOKS[row["group"]], row["value_low"], row["value_high"]
        assert label == flat(row["who_and_when"]) and (row["value"], 1, pytest.approx(y)) in texts(axes)
        if low == high:
            wanted.append(("o", [low], y, color))
        elif low > 0 and not math.isnan(high):
            wanted.append(("None", [low, high], y, color))
        else:  # a stop at the bound, and an arrow away from it
            at, tip = (low, min(2.2 * low, right)) if low > 0 else (high, max(high / 2.2, left))
            wanted.append(("|", [at], y, color))
            wanted_arrows.append(pytest.approx((at, y, tip, y)))
    marks = [line for line in axes.lines if line.get_linewidth() != 1]
    found = [
        (line.get_marker(), list(map(float, line.get_xdata())), line.get_ydata()[0], to_hex(line.get_color()))
        for line in marks
    ]
    assert found == wanted
    assert {to_hex(line.get_markerfacecolor()) for line in marks} <= set(LOOKS.values())  # none is hollow
    assert [arrow[:4] for arrow in arrows(axes)] == wanted_arrows
    assert {color for *_, color in arrows(axes)} <= {LOOKS[row["group"]] for row in data}


@pytest.mark.parametrize("make", COUNTS.values(), ids=list(COUNTS))
def test_rows_of_the_counts_stand_below_their_heading(book, make):
    chart = make(book)
    (axes,) = chart.figure.axes
    headings = {text: y for text, _, y in texts(axes) if text in LOOKS}
    assert list(headings) == list(dict.fromkeys(chart.data["group"]))
    for y, group in zip(rows(axes), chart.data["group"]):
        above = [name for name, height in headings.items() if height < y]
        assert above[-1] == group
    foot, head = axes.get_ylim()
    assert foot > max(rows(axes)) and head < min(headings.values()) and axes.yaxis_inverted()


def test_a_series_is_joined_row_by_row(book):
    chart = charts.russia_counts(book, since=2024)
    (axes,) = chart.figure.axes
    drawn = [tuple(map(tuple, line.get_xydata())) for line in axes.lines if line.get_linewidth() == 1]
    last, wanted = {}, []
    for y, row in zip(rows(axes), chart.data.to_dict("records")):
        ends = [v for v in (row["value_low"], row["value_high"]) if not math.isnan(v)]
        at = sum(ends) / len(ends), y
        if row["series"] in last:
            wanted.append((last[row["series"]], at))
        if row["series"]:
            last[row["series"]] = at
    assert drawn == wanted and len(wanted) > 2


@pytest.mark.parametrize("first", [2014, 2022])
def test_each_years_trade_is_a_bar_on_one_scale_for_both_countries(book, first):
    chart = charts.trade(book, first_year=first)
    (axes,) = chart.figure.axes
    data = chart.data.to_dict("records")
    assert [(left, right, round(y, 6), color) for left, right, y, color, _ in bars(axes)] == [
        (0, row["value_low"], round(y, 6), CHINA if row["place"] == "CN" else RUSSIA)
        for y, row in zip(rows(axes), data)
    ]
    assert list(rows(axes).values()) == [f"{row['period']}: {row['asserted_by']}" for row in data]
    said = [(text, x) for text, x, _ in texts(axes) if x == 1]
    assert said == [(words.short_dollars(row["value_low"]), 1) for row in data]
    heads = {text: y for text, _, y in texts(axes) if text.startswith("Trade with")}
    starts = {row["place"]: y for y, row in reversed(list(zip(rows(axes), data)))}
    assert heads["Trade with China"] < starts["CN"] < heads["Trade with Russia"] < starts["RU"]
    assert axes.get_xscale() == "linear" and axes.get_xlim() == (
        0,
        pytest.approx(1.05 * max(r["value_low"] for r in data)),
    )
    assert axes.xaxis.get_major_formatter()(2e9, 0) == words.amount(2e9, "usd")
    subtitle = flat(chart.figure.texts[1].get_text())
    both = shift.trade_in_both(shift.trade(book, first, 2025))
    assert all(row["asserted_by"] in subtitle for row in both) and both[0]["period"] in subtitle


def test_a_figure_left_out_leaves_no_mark(book):
    fewer = ledger.without(book, ["sejong-2025"])
    heights = [len(chart.figure.axes[0].get_yticks()) for chart in map(COUNTS["counts"], (book, fewer))]
    assert heights[1] < heights[0]
