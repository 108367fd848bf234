"""What every chart keeps, on the wide and on the narrow sheet, as picture and as SVG."""

import re
import xml.etree.ElementTree as ET

import pytest
from chart_checks import colors, contrast, crowded
from charts_of_all import CASES
from matplotlib.text import Text

from analysis.charts import files, paper


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
        points = [float(end) for end in root.get("viewBox").split()[2:]]
        assert [float(root.get(side)) for side in ("width", "height")] == [round(96 / 72 * end) for end in points]
        assert (root[0].tag, root[1].tag, root[2].tag) == (f"{name}title", f"{name}desc", f"{name}metadata")
        assert root[0].text == title(chart) and root[1].text == chart.alt and root.get("role") == "img"
        assert {root[0].get("id"), root[1].get("id")} == set(root.get("aria-labelledby").split())
        assert "Creative Commons Attribution 4.0" in root[2].text
        assert all(f"claims/{one.replace('/', '--')}.html" in root[2].text for one in files.claims(chart))
        words = {text.text for text in root.iter(f"{name}text")}
        assert set((chart.narrow if narrow else chart.figure).texts[0].get_text().split("\n")) <= words
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


@pytest.mark.parametrize("name", ["timeline", "revenue, dispatched", "entries", "break-even"])
def test_the_same_ledger_gives_the_same_bytes(name, book, made):
    again = CASES[name](book)
    assert files.png(again) == files.png(made[name])
    assert files.svg(again, narrow=True) == files.svg(made[name], narrow=True)
