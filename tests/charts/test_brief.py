"""The strip of theses and the panels of estimates draw what the tables say."""

import math
from dataclasses import replace

import pytest
from chart_checks import CHINA, RUSSIA, arrows, rows, texts
from matplotlib.colors import to_hex
from matplotlib.pyplot import subplots

from analysis import charts, verdicts
from analysis.charts import brief, paper
from analysis.ledger import dates
from analysis.ledger.judgement import NO_BASIS

ARTICLE = "donga-2024-08"


def test_each_thesis_has_the_bar_of_its_likelihood_in_the_shade_of_its_verdict(book):
    chart = charts.theses(book, ARTICLE)
    (axes,) = chart.figure.axes
    labels = list(rows(axes).values())
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


def test_the_scale_of_likelihood_is_marked_where_it_says(book):
    chart = charts.theses(book, ARTICLE)
    for figure in (chart.figure, chart.narrow):
        (axes,) = figure.axes
        marks = {label.get_text().rstrip("%"): at for at, label in zip(axes.get_xticks(), axes.get_xticklabels())}
        assert axes.get_xlim() == (0, 100) and {"0", "20", "45", "80"} <= set(marks)
        assert all(float(text) == at for text, at in marks.items())


def test_each_estimate_stands_at_its_figure_in_the_colour_of_its_country(book):
    chart = charts.estimates(book)
    for axes, place, color in zip(chart.figure.axes, ("CN", "RU"), (paper.CHINA, paper.RUSSIA)):
        rows = chart.data[chart.data["place"] == place]
        dots = [line for line in axes.lines if line.get_marker() == "o"]
        assert {line.get_markeredgecolor().lower() for line in dots} == {color.lower()}
        stops = [line for line in axes.lines if line.get_marker() == "_"]
        drawn = sorted(float(line.get_ydata()[0]) for line in dots + stops)
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
    small = [line for line in russia.lines if line.get_marker() == "o" and line.get_markersize() == 5]
    assert len(small) == data.loc[data["place"] == "RU", "repeat"].sum()
    assert {line.get_markerfacecolor() for line in small} == {"#FFFFFF"}


def test_without_any_count_it_says_so(book):
    empty = replace(book, claims=book.claims[book.claims["measure"] != "worker_stock"])
    chart = charts.estimates(empty)
    assert "No estimate" in chart.figure.texts[0].get_text() and chart.data.empty


def test_the_article_is_no_witness_of_itself(book):
    assert not charts.estimates(book).data["claim_id"].str.startswith(ARTICLE).any()


SHADES = {"supported": "#1b6e4b", "overstated": "#4f8f70", "disputed": "#8a6fb0", "contradicted": "#a33b2b"}


def test_each_thesis_has_its_verdict_likelihood_and_confidence_in_its_row(book):
    chart = charts.theses(book, ARTICLE)
    (axes,) = chart.figure.axes
    data, written = chart.data.to_dict("records"), texts(axes)
    for y, row in zip(rows(axes), data):
        said = f"{row['verdict']}: {row['likelihood']}\nconfidence: {row['confidence']}"
        assert (f"{row['verdict']}\n{NO_BASIS}" if row["likelihood"] == NO_BASIS else said, 1, y) in written
    shades = {data[round(bar.get_y() + 0.25)]["verdict"]: to_hex(bar.get_facecolor()) for bar in axes.patches}
    assert shades == {verdict: SHADES.get(verdict, "#767676") for verdict in shades} and len(shades) > 1
    order = [verdicts.VERDICTS.index(row["verdict"]) for row in data]
    assert order == sorted(order)


def test_the_axis_of_likelihood_is_percent_with_the_ends_of_the_bands(book):
    (axes,) = charts.theses(book, ARTICLE).figure.axes
    assert axes.get_xlim() == (0, 100)
    assert [label.get_text() for label in axes.get_xticklabels()] == ["0", "5", "20", "45", "55", "80", "95%"]
    assert list(axes.get_xticks()) == [0, 5, 20, 45, 55, 80, 95]
    assert set(axes.get_xticks()[1:-1]) <= set(book.likelihood["low_percent"]) | set(book.likelihood["high_percent"])


PANELS = {"CN": (CHINA, "China", 4_000), "RU": (RUSSIA, "Russia", 300)}


def year_of(period):
    """The middle of a period as a year with decimals, counted in days."""
    ends = [end for end in dates.bounds(period) if end is not None]
    middle = sum(end.toordinal() for end in ends) / len(ends)
    return 1970 + (middle - 719_163) / 365.2425


@pytest.fixture(params=PANELS, scope="module")
def panel(request, book):
    chart = charts.estimates(book)
    rows = chart.data[chart.data["place"] == request.param].to_dict("records")
    return rows, chart.figure.axes[list(PANELS).index(request.param)], *PANELS[request.param]


def test_each_estimate_stands_at_its_time_and_figure(panel):
    rows, axes, color, name, least = panel
    wanted = set()
    for row in rows:
        x, low, high = round(year_of(row["period"]), 4), row["value_low"], row["value_high"]
        both = low > 0 and not math.isnan(high)
        size, face = (5, "#ffffff") if row["repeat"] else (7.5, color)
        if low == high:
            wanted.add(("dot", x, low, size, face))
        elif both:
            wanted.add(("bar", x, low, high, 4))
        else:
            wanted.add(("stop", x, low if low > 0 else high, color))
    drawn = set()
    for line in axes.lines:
        xs, ys = [round(float(v), 4) for v in line.get_xdata()], [float(v) for v in line.get_ydata()]
        if line.get_marker() == "o":
            drawn.add(("dot", *xs, *ys, line.get_markersize(), line.get_markerfacecolor().lower()))
        elif line.get_marker() == "_":
            drawn.add(("stop", *xs, *ys, line.get_color().lower()))
        elif line.get_linewidth() == 4:
            drawn.add(("bar", xs[0], *ys, 4))
    assert drawn == wanted and rows


def test_an_estimate_open_on_one_side_points_there(panel):
    rows, axes, color, *_ = panel
    wanted = set()
    for row in rows:
        x, low, high = round(year_of(row["period"]), 4), row["value_low"], row["value_high"]
        if low > 0 and math.isnan(high):
            wanted.add((x, low, x, round(min(1.7 * low, 220_000)), color))
        elif not low > 0:
            wanted.add((x, high, x, round(high / 1.7), color))
    assert {(round(x, 4), y, round(tip, 4), round(end), shade) for x, y, tip, end, shade in arrows(axes)} == wanted


def test_each_estimate_names_its_asserter_and_the_panel_its_country(panel):
    rows, axes, color, name, least = panel
    written = sorted(" ".join(text.get_text().split()) for text in axes.texts if text.get_text())
    wanted = [f"{row['asserted_by']}: {row['value'].replace('about ', '≈')}" for row in rows]
    assert written == sorted([*(" ".join(one.split()) for one in wanted), name])
    head = next(text for text in axes.texts if text.get_text() == name)
    assert head.xy == (2010, 220_000)


def test_a_leader_joins_each_label_to_its_own_mark_and_crosses_no_other_label(panel):
    """Leaders and labels are drawn in pairs, in an order of their own."""
    figures, axes, *_ = panel
    leaders = [line for line in axes.lines if to_hex(line.get_color()) == "#8a8a8a"]
    labels = [text for text in axes.texts if text.get_text() and text.get_fontsize() == 6]
    left = [(round(year_of(row["period"]), 4), " ".join(row["asserted_by"].split())) for row in figures]
    boxes = [label.get_window_extent() for label in labels]
    for line, label, own in zip(leaders, labels, boxes):
        words_ = " ".join(label.get_text().split())
        left.remove(
            next(one for one in left if one[0] == round(float(line.get_xdata()[0]), 4) and words_.startswith(one[1]))
        )
        start, tail = axes.transData.transform(line.get_xydata())
        assert math.dist(start, tail) < 250 and own.padded(16).contains(*tail)
        between = [start + share * (tail - start) for share in (0.2, 0.4, 0.6, 0.8, 1)]
        assert not any(box.contains(*spot) for spot in between for box in boxes if box is not own)
    assert left == [] and len(leaders) == len(labels) == len(figures)


def test_both_panels_share_their_years_and_their_log_scale(book):
    chart = charts.estimates(book)
    china, russia = chart.figure.axes
    last = math.ceil(max(year_of(period) for period in chart.data["period"]))
    assert china.get_xlim() == russia.get_xlim() == pytest.approx((2010, last + 1.2))
    assert china.get_yscale() == russia.get_yscale() == "log"
    assert (china.get_ylim(), russia.get_ylim()) == ((4_000, 220_000), (300, 220_000))
    heights = [axes.get_position().height / math.log10(220_000 / axes.get_ylim()[0]) for axes in (china, russia)]
    assert heights[0] == pytest.approx(heights[1])
    assert china.get_position().y0 > russia.get_position().y1
    for axes in (china, russia):
        assert [label.get_text() for label in axes.get_yticklabels()] == [f"{tick:,.0f}" for tick in axes.get_yticks()]
        assert list(axes.get_yticks()) == [
            n for n in (300, 1_000, 3_000, 10_000, 30_000, 100_000) if n >= axes.get_ylim()[0]
        ]


def test_estimates_of_one_series_are_joined_in_order_and_no_others(panel):
    rows, axes, color, *_ = panel
    wanted, last = [], {}
    for row in rows:
        low, high = row["value_low"], row["value_high"]
        height = low if math.isnan(high) else high
        spot = (round(year_of(row["period"]), 4), height)
        if row["series"]:
            wanted += [(last[row["series"]], spot)] if row["series"] in last else []
            last[row["series"]] = spot
    lines = [line for line in axes.lines if line.get_linewidth() == 1 and line.get_color().lower() == color]
    assert [tuple((round(float(x), 4), float(y)) for x, y in line.get_xydata()) for line in lines] == wanted


def test_the_title_gives_the_last_estimate_of_each_country(book):
    chart = charts.estimates(book)
    said = chart.figure.texts[0].get_text().replace("\n", " ")
    for place, name in (("CN", "China"), ("RU", "Russia")):
        last = chart.data[chart.data["place"] == place].iloc[-1]
        assert f"{name} {last['value']} ({last['period'][:4]})" in said


def test_a_label_that_finds_no_free_place_stands_right_of_its_mark():
    figure, axes = subplots(figsize=(4, 3))
    figure.canvas.draw()
    frame = axes.get_window_extent()
    spot = (frame.x0 + 100, frame.y0 + 40)
    brief._label(axes, spot, "Chances", boxes := [(frame.x0, frame.y0, frame.x1, frame.y1)], [])
    wide = 4.7 * len("Chances")
    assert boxes[-1] == (spot[0] + 8, spot[1], spot[0] + 8 + wide, spot[1] + 10)


def test_the_axes_of_the_estimates_hold_every_figure(book):
    stock = (
        book.claims["measure"].eq("worker_stock") & book.claims["use"].eq("chart") & book.claims["population"].eq("all")
    )
    for place, number, period in (("CN", 900_000, "2024"), ("RU", 12, "2003")):
        at = book.claims.index[stock & book.claims["place"].eq(place)][0]
        claims = book.claims.copy()
        claims.loc[at, ["low", "high", "bound", "period"]] = [number, number, "exact", period]
        figure = brief.estimates(replace(book, claims=claims)).figure
        for axes in figure.axes:
            (left, right), (low, high) = axes.get_xlim(), axes.get_ylim()
            for spot in (spot for marks in axes.collections for spot in marks.get_offsets().tolist()):
                assert left < spot[0] < right and low < spot[1] < high
        assert any(low < number < high for low, high in (axes.get_ylim() for axes in figure.axes))
