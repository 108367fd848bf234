"""The charts as they stand in a page, in Chromium: on a desk and on a phone, in a font of ours and in another."""

import pytest
from charts_of_all import CASES

from analysis.charts import files

pytestmark = pytest.mark.browser

# Each chart in sight: its words that overlap, are cut off or are too small, and the colour of its ground.
LOOK = """() => [...document.querySelectorAll('svg.chart')].filter(svg => svg.getClientRects().length).map(svg => {
    const frame = svg.getBoundingClientRect(), found = [];
    const words = [...svg.querySelectorAll('text')].map(text => {
        const size = parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().d;
        return {said: text.textContent, box: text.getBoundingClientRect(), size, turned: text.getScreenCTM().b != 0};
    });
    for (const [n, {said, box, size}] of words.entries()) {
        if (box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - 1 || box.bottom > frame.bottom + 1)
            found.push('cut: ' + said);
        for (const {said: other, box: b} of words.slice(n + 1)) {
            const across = Math.min(box.right, b.right) - Math.max(box.left, b.left);
            const down = Math.min(box.bottom, b.bottom) - Math.max(box.top, b.top);
            // The box of a line holds room above and below its letters.
            if (across > 1.5 && down > 0.45 * Math.min(box.height, b.height)) found.push(said + ' overlaps ' + other);
        }
    }
    const ground = getComputedStyle(svg.querySelector('path')).fill;
    return {name: svg.querySelector('title').textContent, found, width: frame.width, ground,
            least: Math.min(...words.filter(one => !one.turned).map(one => one.size)), narrow: svg.classList.contains('chart-narrow')};
})"""


@pytest.fixture(scope="module")
def body(book):
    made = [make(book) for make in CASES.values()]
    return "".join(files.svg(chart, narrow) for chart in made for narrow in (False, True))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "font", [files.FONTS, "'Liberation Sans', Arial, sans-serif"], ids=["wide font", "another font"]
)
@pytest.mark.parametrize("width", [1440, 360])
def test_words_stand_apart_and_are_large_enough_in_a_page(browser, body, width, font, scheme):
    style = f"<style>body {{ margin: 16px; }} {files.style()}</style>"
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page.set_content(f"<!doctype html><meta charset=utf-8>{style}{body.replace(files.FONTS, font)}")
    seen = page.evaluate(LOOK)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()
    assert len(seen) == len(CASES)
    for chart in seen:
        assert chart["narrow"] == (width == 360) and chart["found"] == [], chart["name"]
        assert chart["ground"] == ("rgb(255, 255, 255)" if scheme == "light" else "rgb(21, 24, 28)")
        assert width > 360 or chart["least"] >= 11, chart["name"]
