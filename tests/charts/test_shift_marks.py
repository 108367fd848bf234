"""Each mark of the charts of the shift stands where its row says, in its country's colour, with its words beside it."""

import math
from datetime import date

import pytest
from chart_checks import CHINA, INK, OTHER, RUSSIA, arrows, bars, points_at, rows, texts
from matplotlib.colors import to_hex

from analysis import charts, ledger, shift
from analysis.ledger import words

PUBLISHED = date(2024, 8, 21)
FIGURES = {"worker_stock": charts.pairs, "pay": charts.pay}


def flat(text):
    return " ".join(text.split())


@pytest.fixture(params=FIGURES, scope="module")
def dumbbells(request, book):
    table = shift.pairs(book, "pay") if request.param == "pay" else shift.pairs(book)
    return table, FIGURES[request.param](book), "usd/person/month" if request.param == "pay" else "persons"


def mark(value, limit):
    """What is drawn for a figure: its kind and where it begins and ends; an arrow points to the open side."""
    if value.low == value.high:
        return "dot", value.low, value.low
    if math.isfinite(value.high) and value.low > -math.inf:
        return "bar", value.low, value.high
    at, reach = (value.low, 0.07) if value.high == math.inf else (value.high, -0.07)
    return "arrow", at, max(at + reach * limit, 0)


def test_each_end_of_a_dumbbell_is_its_countrys_figure(dumbbells):
    table, chart, _ = dumbbells
    (axes,) = chart.figure.axes
    finite = [v for side in ("china", "russia") for r in table[side] for v in (r.low, r.high) if math.isfinite(v)]
    limit = 1.12 * max(finite)
    assert axes.get_xlim() == (0, limit) and axes.get_xscale() == "linear"
    wanted = {
        (round(y + off, 2), color, marker if mark(row[side], limit)[0] == "dot" else "", *mark(row[side], limit))
        for y, row in enumerate(table.to_dict("records"))
        for side, off, color, marker in (("china", -0.1, CHINA, "o"), ("russia", 0.1, RUSSIA, "s"))
    }
    drawn = {(round(y, 2), color, "", "arrow", at, to) for at, y, to, _, color in arrows(axes)}
    for line in axes.lines:
        x, y, color = [float(v) for v in line.get_xdata()], line.get_ydata()[0], to_hex(line.get_color())
        if y > -0.9 and len(x) == 1 and color != "#ffffff":
            drawn.add((round(y, 2), color, line.get_marker(), "dot", *x, *x))
        elif line.get_linewidth() == 7:
            drawn.add((round(y, 2), color, "", "bar", *x))
    assert drawn == wanted
    tails = {(round(y, 2), color, at) for at, y, _, _, color in arrows(axes)}
    hollow = {(round(line.get_ydata()[0], 2), to_hex(line.get_markeredgecolor()), line.get_xdata()[0]) for line in axes.lines if to_hex(line.get_color()) == "#ffffff"}  # fmt: skip
    assert tails == hollow


def test_a_thin_line_joins_the_two_figures_of_a_row_only(dumbbells):
    table, chart, _ = dumbbells
    thin = [line for line in chart.figure.axes[0].lines if line.get_linewidth() == 2]
    assert [set(line.get_ydata()) for line in thin] == [{y} for y in range(len(table))]
    for line, row in zip(thin, table.to_dict("records")):
        ends = [[v for v in (row[side].low, row[side].high) if math.isfinite(v)] for side in ("china", "russia")]
        gap = min(abs(a - b) for a in ends[0] for b in ends[1])
        one, other = line.get_xdata()
        assert one in ends[0] and other in ends[1] and abs(one - other) == gap


def test_each_dumbbell_has_its_words(dumbbells):
    table, chart, unit = dumbbells
    (axes,) = chart.figure.axes
    written = {(flat(text), round(float(x), 3), round(float(y), 2)) for text, x, y in texts(axes)}
    for y, row in enumerate(table.to_dict("records")):
        label = rows(axes)[y]
        assert label.startswith(flat(row["asserted_by"])) and words.when(row["period"]) in label
        assert ("looking back" in label) == (row["status"] == "backward_looking")
        assert ("planned" in label) == (row["status"] == "planned")
        beside = (
            words.describe(row["share"], "percent") if unit == "persons" else words.times(row["russia"] / row["china"])
        )
        assert (beside, 1, y) in written
        for side, off in (("china", -0.1), ("russia", 0.1)):
            value = row[side]
            middle = [v for v in (value.low, value.high) if math.isfinite(v)]
            said = words.describe(value, unit).replace("about ", "≈")
            assert (said, round(sum(middle) / len(middle), 3), round(y + off, 2)) in written
    assert list(rows(axes)) == list(range(len(table)))


def test_the_key_of_the_dumbbells_names_the_right_country(dumbbells):
    (axes,) = dumbbells[1].figure.axes
    key = {line.get_xdata()[0]: (to_hex(line.get_color()), line.get_marker()) for line in axes.lines if line.get_ydata()[0] == -0.95}  # fmt: skip
    names = {x: text for text, x, y in texts(axes) if y == -0.95}
    assert {names[x]: look for x, look in key.items()} == {"China": (CHINA, "o"), "Russia": (RUSSIA, "s")}
    assert names[1] in ("Russia's share", "Russia / China")
    assert axes.get_ylim()[1] < -0.95 and axes.get_ylim()[0] > len(dumbbells[0]) - 1


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
        (round(bar.get_x() + bar.get_width() / 2, 6), bar.get_y(), bar.get_y() + bar.get_height(), to_hex(bar.get_facecolor()), bool(bar.get_hatch()))
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
        value, derived = total["value"].low, total["kind"] == "derived"
        if part["value"] is None:
            wanted.append((x, 0, value, "#d9d9d9", derived))
        else:
            study = part["value"].low
            wanted += [(x, 0, study, RUSSIA, part["kind"] == "derived"), (x, study, value, "#9cc7e3", derived)]
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
            assert (("·", x, 0) in written) == (total["kind"] == "not seen")
            continue
        low, is_open = total["value"].low, total["value"].high > total["value"].low
        assert (f"{low:,.0f}" + "+" * is_open, x, low) in written
        if is_open:
            tips[x] = (pytest.approx(1.05 * low), pytest.approx(1.14 * low))
        study = part["value"].low if part["value"] else 0
        assert ((f"{study:,.0f}", x, study / 2) in written) == (study > 0.08 * tallest(known))
    assert {x: (y, tip_y) for x, y, _, tip_y, _ in arrows(axes)} == tips


def test_the_axis_of_the_quarters_begins_at_nothing_and_holds_every_column(quarters):
    known, axes, _ = quarters
    assert axes.get_ylim() == (0, pytest.approx(1.24 * tallest(known)))
    assert axes.get_xlim() == pytest.approx((-0.6, len(known) - 0.4)) and axes.get_yscale() == "linear"
    assert axes.yaxis.get_major_formatter()(2500, 0) == "2,500"


def test_quarters_without_a_figure_published_are_one_grey_band(quarters):
    known, axes, _ = quarters
    silent = [x for x, (total, _) in enumerate(known.values()) if total["kind"] == "not published"]
    bands = [(p.get_x(), p.get_x() + p.get_width()) for p in axes.patches if p.get_hatch() == ".."]
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
    looks = [(text.get_text(), to_hex(patch.get_facecolor()), patch.get_hatch()) for text, patch in zip(legend.get_texts(), legend.get_patches())]  # fmt: skip
    assert looks == [
        ("declared as study", RUSSIA, None),
        ("all other purposes", "#9cc7e3", None),
        ("purpose not seen", "#d9d9d9", None),
        ("derived by us", "#9a9a9a", "////"),
    ]
    assert legend.get_texts()[4].get_text() == "published, not seen by us"


def test_each_bar_of_the_students_has_its_row(book):
    chart = charts.students(book)
    (axes,) = chart.figure.axes
    data = chart.data.to_dict("records")
    colors = [INK if row["measure"] == "enrolment" else RUSSIA for row in data]
    assert [(left, right, y) for left, right, y, _, _ in bars(axes)] == [
        (0, row["value_high"], pytest.approx(y)) for y, row in enumerate(data)
    ]
    assert [to_hex(bar.get_facecolor()) for bar in axes.patches] == colors
    assert [(text, x, y) for text, x, y in texts(axes)] == [
        (row["value"], row["value_high"], y) for y, row in enumerate(data)
    ]
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
LOOKS = {
    "Present, or holding permits": (RUSSIA, False),
    "Sent over a period": (RUSSIA, True),
    "Arriving": (CHINA, False),
    "Leaving": (OTHER, False),
}


@pytest.mark.parametrize("make", COUNTS.values(), ids=list(COUNTS))
def test_each_mark_of_the_counts_stands_in_its_row(book, make):
    chart = make(book)
    (axes,) = chart.figure.axes
    data = chart.data.to_dict("records")
    ends = [v for row in data for v in (row["value_low"], row["value_high"]) if v > 0]
    left, right = axes.get_xlim()
    assert (left, right) == pytest.approx((min(ends) / 2, 2 * max(ends))) and axes.get_xscale() == "log"
    wanted_dots, wanted_bars, wanted_arrows = [], [], []
    for (y, label), row in zip(rows(axes).items(), data):
        color, hollow = LOOKS[row["group"]]
        face, low, high = "#ffffff" if hollow else color, row["value_low"], row["value_high"]
        assert label == flat(row["who_and_when"])
        assert (row["value"], 1, pytest.approx(y)) in texts(axes)
        if low == high:
            wanted_dots.append((low, y, face, color))
        elif low > 0 and not math.isnan(high):
            wanted_bars.append((low, high, y, color, face))
        else:
            at, tip = (low, min(2.2 * low, right)) if low > 0 else (high, max(high / 2.2, left))
            wanted_dots.append((at, y, "#ffffff", color))
            wanted_arrows.append(pytest.approx((at, y, tip, y)))
    dots = [line for line in axes.lines if line.get_marker() == "o"]
    assert [(line.get_xdata()[0], line.get_ydata()[0], to_hex(line.get_markerfacecolor()), to_hex(line.get_markeredgecolor())) for line in dots] == wanted_dots  # fmt: skip
    assert [
        (a, b, y, color, to_hex(p.get_facecolor())) for (a, b, y, color, _), p in zip(bars(axes), axes.patches)
    ] == [(pytest.approx(a), pytest.approx(b), pytest.approx(y), color, face) for a, b, y, color, face in wanted_bars]
    assert [arrow[:4] for arrow in arrows(axes)] == wanted_arrows
    assert {color for *_, color in arrows(axes)} <= {LOOKS[row["group"]][0] for row in data}


@pytest.mark.parametrize("make", COUNTS.values(), ids=list(COUNTS))
def test_rows_of_the_counts_stand_below_their_heading(book, make):
    chart = make(book)
    (axes,) = chart.figure.axes
    headings = {text: y for text, x, y in texts(axes) if text in LOOKS and x == -1.03}
    assert list(headings) == list(dict.fromkeys(chart.data["group"]))
    for y, group in zip(rows(axes), chart.data["group"]):
        above = [name for name, height in headings.items() if height < y]
        assert above[-1] == group
    foot, head = axes.get_ylim()
    assert foot > max(rows(axes)) and head < min(headings.values()) and axes.yaxis_inverted()


def test_a_series_is_joined_row_by_row(book):
    chart = charts.russia_counts(book, since=2024)
    (axes,) = chart.figure.axes
    drawn = [tuple(map(tuple, line.get_xydata())) for line in axes.lines if len(line.get_xdata()) == 2]
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
def test_each_point_of_the_trade_stands_at_its_year(book, first):
    chart = charts.trade(book, first_year=first)
    (axes,) = chart.figure.axes
    data = chart.data.to_dict("records")
    look = {"CN": (CHINA, "o"), "RU": (RUSSIA, "s")}
    points = [line for line in axes.lines if len(line.get_xdata()) == 1]
    drawn = [(line.get_xdata()[0], line.get_ydata()[0], to_hex(line.get_color()), line.get_marker()) for line in points]
    assert sorted(drawn) == sorted((int(r["period"]), r["value_low"], *look[r["place"]]) for r in data)
    joined = {
        (to_hex(line.get_color()), *map(tuple, line.get_xydata())) for line in axes.lines if len(line.get_xdata()) == 2
    }
    wanted = {
        (look[a["place"]][0], (int(a["period"]), a["value_low"]), (int(b["period"]), b["value_low"]))
        for a in data
        for b in data
        if a["series"]
        and (a["place"], a["series"]) == (b["place"], b["series"])
        and int(b["period"]) == int(a["period"]) + 1
    }
    assert joined == wanted and wanted
    written = texts(axes)
    assert all((words.short_dollars(r["value_low"]), int(r["period"]), r["value_low"]) in written for r in data)
    for place, country in (("CN", "China"), ("RU", "Russia")):
        last = [r for r in data if r["place"] == place][-1]
        assert (country, int(last["period"]), last["value_low"]) in written
    years, values = [int(r["period"]) for r in data], [r["value_low"] for r in data]
    assert axes.get_yscale() == "log" and axes.get_ylim() == pytest.approx((min(values) / 2, 2.2 * max(values)))
    assert axes.get_xlim() == (min(years) - 0.5, max(years) + 0.9)
    assert list(axes.get_xticks()) == list(range(min(years), max(years) + 1))
    assert axes.yaxis.get_major_formatter()(2e9, 0) == words.amount(2e9, "usd")


def test_a_figure_left_out_leaves_no_mark(book):
    fewer = ledger.without(book, ["sejong-2025"])
    heights = [len(chart.figure.axes[0].get_yticks()) for chart in map(COUNTS["counts"], (book, fewer))]
    assert heights[1] < heights[0]
