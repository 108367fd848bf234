"""What every chart keeps, on the wide and on the narrow sheet, as picture and as SVG."""

import re
import xml.etree.ElementTree as ET
from datetime import date

import pytest
from chart_checks import colors, contrast, crowded
from matplotlib.text import Text

from analysis import charts, ledger, model, robustness
from analysis.charts import files, paper

ARTICLE, PUBLISHED = "donga-2024-08", date(2024, 8, 21)
START, END = date(2023, 7, 1), date(2025, 1, 31)


def without(book, *names):
    return ledger.without(book, names)


def specification(book):
    space = robustness.Universes(book, ARTICLE)
    return charts.specification(space, robustness.sample(space, 60), f"{ARTICLE}/thesis-rise")


CASES = {
    "theses": lambda book: charts.theses(book, ARTICLE),
    "theses, long ago": lambda book: charts.theses(book, ARTICLE, window_years=20),
    "estimates": charts.estimates,
    "estimates, fewer": lambda book: charts.estimates(without(book, "forbes-2019-07-04", "rfa-2016-07-07")),
    "claimed ranges": lambda book: charts.claimed_ranges(book, ARTICLE),
    "timeline": lambda book: charts.dated_events(book, ARTICLE, START, END),
    "timeline, narrow": lambda book: charts.dated_events(book.by("narrow"), ARTICLE, START, END),
    "timeline, long": lambda book: charts.dated_events(book, ARTICLE, date(2017, 1, 1), date(2025, 12, 31)),
    "revenue": charts.revenue_parts,
    "revenue, all": lambda book: charts.revenue_parts(book, scope="all"),
    "revenue, dispatched": lambda book: charts.revenue_parts(book, dispatched_only=True),
    "pairs": charts.pairs,
    "pairs, fewer": lambda book: charts.pairs(without(book, "rfa-2023-08", "kmib-2011-06-01")),
    "entries": lambda book: charts.entries(book, PUBLISHED),
    "entries, short": lambda book: charts.entries(book, PUBLISHED, 2023, 2024),
    "entries, one year": lambda book: charts.entries(book, PUBLISHED, 2025, 2025),
    "students": charts.students,
    "counts": lambda book: charts.russia_counts(book, since=2024),
    "counts, fewer": lambda book: charts.russia_counts(without(book, "sejong-2025", "donga-2024-08"), since=2024),
    "reports": lambda book: charts.china_reports(book, since=2024),
    "trade": charts.trade,
    "trade, since 2022": lambda book: charts.trade(book, first_year=2022),
    "break-even": lambda book: charts.break_even(book, model.inputs(book), 256),
    "break-even, with IT": lambda book: charts.break_even(book, model.inputs(book, it_workers_too=True), 256),
    "sensitivity": lambda book: charts.sensitivity(book, model.inputs(book), 0.5),
    "sensitivity, own": lambda book: charts.sensitivity(book, model.inputs(book, pay_china="450"), 0.5),
    "specification": specification,
}


@pytest.fixture(scope="module")
def made(book):
    """Each chart, drawn once for all tests here."""
    return {name: make(book) for name, make in CASES.items()}


@pytest.fixture(params=CASES)
def chart(request, made):
    return made[request.param]


def title(chart):
    return chart.figure.texts[0].get_text().replace("\n", " ")


def test_its_words_stand_apart_and_none_is_cut(chart):
    assert crowded(chart.figure) == []


def test_on_a_phone_too_and_no_letter_is_below_eleven_pixels(chart):
    assert crowded(chart.narrow) == []
    assert chart.narrow.get_figwidth() * 96 == 328
    sizes = {text.get_fontsize() for text in chart.narrow.findobj(Text) if text.get_text() and text.get_visible()}
    assert min(sizes) * 96 / 72 >= 11


def test_its_title_is_short_and_begins_its_alt_text_which_is_short_too(chart):
    most = 18 if chart.name.startswith("specification") else 12
    assert len(title(chart).split()) <= most and chart.figure.texts[0].get_text().count("\n") <= 1
    assert chart.alt.startswith(f"{title(chart)}.") and len(title(chart)) + 20 < len(chart.alt) <= 250
    assert chart.sentence.endswith(".")


def test_its_source_line_names_publishers(chart, book):
    line = chart.figure.texts[2].get_text().replace("\n", " ")
    assert line.startswith("Source: ") and any(name in line for name in book.sources["producer"])


def test_every_mark_and_word_is_seen_on_white_and_on_a_dark_page(chart):
    light = {color.lower(): dark for color, dark in paper.DARK.items()}
    for figure in (chart.figure, chart.narrow):
        # Words on a bar are as light as the page; thin lines between rows may be faint.
        for color in colors(figure) - {"#ffffff", paper.FAINT.lower(), paper.GRID.lower()}:
            assert color in light, f"{color} has no colour for a dark page"
            assert contrast(color, "#ffffff") >= 3 and contrast(light[color], paper.DARK[paper.GROUND]) >= 3, color


def test_its_data_name_claims_of_the_ledger_or_events(chart, book):
    if chart.name.startswith("specification"):
        return  # universes, not claims
    if chart.name == "timeline":
        assert set(chart.data["event_id"]) <= set(book.events["event_id"])
        return
    named = files.claims(chart)
    assert named and set(named) <= {*book.claims["claim_id"], *book.events["event_id"]}


def test_two_charts_in_one_page_share_no_id(made):
    texts = [files.svg(chart, narrow) for chart in list(made.values())[::4] for narrow in (False, True)]
    ids = [name for text in texts for name in re.findall(r' id="([^"]*)"', text)]
    assert len(ids) == len(set(ids)) and len(ids) > 40


def test_the_svg_is_text_that_says_what_it_is_and_whose(chart, book):
    for narrow in (False, True):
        root = ET.fromstring(files.svg(chart, narrow))
        name = "{http://www.w3.org/2000/svg}"
        assert (root[0].tag, root[1].tag, root[2].tag) == (f"{name}title", f"{name}desc", f"{name}metadata")
        assert root[0].text == title(chart) and root[1].text == chart.alt and root.get("role") == "img"
        assert {root[0].get("id"), root[1].get("id")} == set(root.get("aria-labelledby").split())
        assert "CC-BY" in root[2].text or "Creative Commons Attribution 4.0" in root[2].text
        assert all(f"claims/{one.replace('/', '--')}.html" in root[2].text for one in files.claims(chart))
        words = [text.text for text in root.iter(f"{name}text")]
        figure = chart.narrow if narrow else chart.figure
        assert figure.texts[0].get_text().split("\n") == words[-len(words) :][:0] or set(
            figure.texts[0].get_text().split("\n")
        ) <= set(words)
        used = {
            one.removeprefix("#") for node in root.iter() for key, one in node.attrib.items() if key.endswith("href")
        }
        assert used <= {node.get("id") for node in root.iter()}
        assert not list(root.iter(f"{name}style"))


def test_the_png_carries_credit_licence_and_claims(made):
    picture = files.png(made["students"])
    for said in (
        b"The authors of North Korean labour",
        b"creativecommons.org",
        b"version ",
        b"claims/news1-2025-04-17--",
    ):
        assert said in picture
    assert b"Software" not in picture


@pytest.mark.parametrize("name", ["estimates", "timeline", "revenue, dispatched", "entries", "break-even"])
def test_the_same_ledger_gives_the_same_bytes(name, book, made):
    again = CASES[name](book)
    assert files.png(again) == files.png(made[name])
    assert [files.svg(again, narrow) for narrow in (False, True)] == [
        files.svg(made[name], narrow) for narrow in (False, True)
    ]
