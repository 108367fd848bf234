"""What the charts of the shift draw is what the tables say: titles, groups and heights follow the ledger."""

from dataclasses import replace
from datetime import date

from analysis import charts, ledger, shift

PUBLISHED = date(2024, 8, 21)


def without(book, *source_ids):
    return ledger.without(book, source_ids)


def title(chart):
    return chart.figure.texts[0].get_text().replace("\n", " ")


def test_an_empty_ledger_draws_charts_that_say_so(book):
    empty = replace(book, claims=book.claims.iloc[:0])
    assert title(charts.pairs(empty)) == "No source counts workers in both countries"
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
    assert title(charts.china_reports(without(book, "dailynk-2024-10", "kbs-2024-12-27"), since=2024)).endswith(
        "no report of leaving"
    )


def test_lines_join_only_one_series(book):
    axes = charts.russia_counts(book, since=2024).figure.axes[0]
    lines = [line for line in axes.lines if len(line.get_xdata()) == 2 and line.get_linewidth() == 1]
    drawn = {tuple(round(x) for x in line.get_xdata()) for line in lines}
    assert drawn == {(34_000, 11_000), (11_000, 10_000), (30_023, 11_490)}


def test_marks_of_the_counts_are_the_table(book):
    chart = charts.russia_counts(book, since=2024)
    axes = chart.figure.axes[0]
    points = {round(line.get_xdata()[0]) for line in axes.lines if len(line.get_xdata()) == 1}
    bars = {tuple(round(x) for x in line.get_xdata()) for line in axes.lines if line.get_linewidth() == 8}
    assert len(chart.data) == len(shift.unpaired_levels(book)) + len(shift.movements(book, "RU", 2024))
    for row in chart.data.to_dict("records"):
        low, high = row["value_low"], row["value_high"]
        if low == high or low != low or high != high:
            assert round(low if low == low else high) in points
        else:
            assert (round(low), round(high)) in bars


def test_reports_name_the_place_and_the_direction(book):
    data = charts.china_reports(book, since=2024).data
    assert list(data["group"]) == ["Arriving"] * 4 + ["Leaving"] * 2
    assert data["who_and_when"].iloc[0].startswith("Jilin, April 2024")
    one_each = [name for name in data["claim_id"] if name not in (data["claim_id"].iloc[0], data["claim_id"].iloc[-1])]
    fewer = replace(book, claims=book.claims[~book.claims["claim_id"].isin(one_each)])
    alt = charts.china_reports(fewer, since=2024).alt
    assert alt.startswith("1 report of workers arriving in China, 1 report of leaving.")


def test_columns_are_the_entries_and_gaps_have_none(book):
    axes = charts.entries(book, PUBLISHED, 2024, 2025).figure.axes[0]
    heights = {}
    for bar in axes.patches:
        x = round(bar.get_x() + bar.get_width() / 2) if bar.get_width() < 1 else None
        if x is not None:
            heights[x] = heights.get(x, 0) + bar.get_height()
    assert heights == {0: 812, 1: 1_696, 2: 5_263, 3: 5_450, 4: 295}
    assert [text.get_text() for text in axes.texts if text.get_text().endswith("*")] == ["5,450*"]
    assert not any(bar.get_hatch() for bar in axes.patches)
    assert any(text.get_text() == "not\npublished" for text in axes.texts)
    assert any(text.get_text() == "article, 21 August 2024" for text in axes.texts)


def test_students_are_bars_as_long_as_their_figures(book):
    chart = charts.students(book)
    assert [bar.get_width() for bar in chart.figure.axes[0].patches] == list(chart.data["value_high"])
    assert list(chart.data["value_high"]) == [8_617, 7_887, 180, 130, 96]
