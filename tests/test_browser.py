"""Real clients: every notebook runs whole in JupyterLab, and the report reads well, in Chromium."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest
from notebook_runs import PATHS

from analysis.headless import notebook as runner
from analysis.headless import report

pytestmark = pytest.mark.browser

RUN_ALL = """async () => {
    const app = window.jupyterapp, widget = app.shell.currentWidget;
    await widget.context.ready;
    await widget.sessionContext.ready;  // or a dialog to select a kernel swallows the command
    await app.commands.execute('notebook:run-all-cells');
    return [...widget.content.model.cells].filter(c => c.type === 'code').map(c => c.executionCount);
}"""


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """A JupyterLab server on a copy of the notebooks, in a folder with a space."""
    folder = tmp_path_factory.mktemp("lab") / "some notebooks"
    shutil.copytree(runner.NOTEBOOKS, folder)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = {
        "ServerApp.port": port, "ServerApp.port_retries": 0, "ServerApp.ip": "127.0.0.1", "ServerApp.root_dir": folder,
        "IdentityProvider.token": "t", "LabApp.expose_app_in_browser": True, "LabApp.news_url": None,
        "LabApp.check_for_updates_class": "jupyterlab.NeverCheckForUpdate",
    }  # fmt: skip
    words = [f"--{name}={value}" for name, value in options.items()]
    server = subprocess.Popen(
        [sys.executable, "-m", "jupyter", "lab", "--no-browser", "--allow-root", *words],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.STDOUT,
    )
    address = f"http://127.0.0.1:{port}"
    for _ in range(240):
        try:
            urllib.request.urlopen(f"{address}/api/status?token=t", timeout=1)
            break
        except (urllib.error.URLError, OSError):
            time.sleep(0.25)
    yield address
    server.terminate()
    server.wait(20)


def run_all(page, lab, name):
    """Open a notebook, run it whole and scroll through: JupyterLab renders only what comes into view."""
    page.goto(f"{lab}/lab/tree/{name}?token=t&reset")
    page.wait_for_selector(".jp-Notebook .jp-CodeCell", timeout=60_000)
    counts = page.evaluate(RUN_ALL)
    for _ in range(40):
        page.mouse.move(700, 700)
        page.mouse.wheel(0, 900)
        page.wait_for_timeout(60)
    return counts


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_jupyterlab_runs_all_cells(browser, lab, path):
    page = browser.new_page(viewport={"width": 1300, "height": 1400})
    outside = []
    page.on("request", lambda r: outside.append(r.url) if r.url.startswith("http") and lab not in r.url else None)
    counts = run_all(page, lab, path.name)
    assert counts == list(range(1, len(counts) + 1))
    assert page.locator("[data-mime-type='application/vnd.jupyter.error']").count() == 0
    assert page.locator("[data-mime-type='application/vnd.jupyter.stderr']").count() == 0
    assert page.locator("mjx-container").count() == 0, "amounts in dollars are no formulas"
    pictures = page.locator(".jp-RenderedImage img")
    assert pictures.count() >= 1 or path.stem == "06_audit"  # which draws none
    assert page.locator("summary", has_text="This chart in words").count() == pictures.count()
    assert page.locator(".jp-OutputArea table").count() >= 2
    assert outside == []
    page.close()


def test_sliders_redraw_in_place(browser, lab):
    page = browser.new_page(viewport={"width": 1300, "height": 1400})
    counts = run_all(page, lab, "05_scenario.ipynb")
    chart = page.locator(".jp-OutputArea img[src^='data:image/png'][style*='max-width']")
    chart.wait_for(timeout=30_000)
    before = chart.get_attribute("src")
    share = page.locator(".widget-slider", has_text="Share sent home").locator(".noUi-handle")
    share.scroll_into_view_if_needed()
    share.focus()
    for _ in range(4):
        share.press("ArrowRight")
    page.get_by_text("if China sends home 70% of its North Korean workers").first.wait_for(timeout=30_000)
    # The curve runs over all shares: only another input redraws it otherwise.
    page.locator(".widget-slider", has_text="Workers in China").locator(".noUi-handle").first.press("ArrowRight")
    page.get_by_text("Bounds of the reader's own: workers in China").first.wait_for(timeout=30_000)
    page.wait_for_function("before => !document.documentElement.outerHTML.includes(before)", arg=before, timeout=30_000)
    chart.wait_for(timeout=30_000)
    assert chart.count() == 1 and "By our sums, replacing all workers in China takes" in chart.get_attribute("alt")
    assert page.evaluate("[...jupyterapp.shell.currentWidget.content.model.cells].filter(c => c.type === 'code').map(c => c.executionCount)") == counts  # fmt: skip
    page.screenshot(
        path=os.environ.get("SLIDERS_PICTURE", os.devnull) + ".png"
    ) if "SLIDERS_PICTURE" in os.environ else None
    page.close()


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The whole report, written once for all workers of a run."""
    out = tmp_path_factory.getbasetemp() / "report"
    report.write(out, progress=False)
    return out


@pytest.mark.parametrize("width", [1200, 390])
def test_pages_fit_a_desk_and_a_phone(browser, site, width):
    many = [*sorted(site.glob("claims/*"))[::99], *sorted(site.glob("sources/*"))[::99], *site.glob("articles/*")]
    for path in [*sorted(site.glob("*.html")), *many]:
        page = browser.new_page(viewport={"width": width, "height": 900})
        faults = []
        page.on("pageerror", lambda error, faults=faults: faults.append(str(error)))
        page.on("requestfailed", lambda request, faults=faults: faults.append(request.url))
        page.goto(path.as_uri())
        page.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true; })")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{path.name} scrolls sideways"
        # Pictures below the first screens are loaded when they come near.
        page.evaluate("document.querySelectorAll('img').forEach(i => i.loading = 'eager')")
        page.wait_for_function("[...document.images].every(i => i.complete)")
        broken = "() => [...document.images].filter(i => !i.naturalWidth || !i.alt).map(i => i.src)"
        assert page.evaluate(broken) == []
        assert page.locator("h1").count() == 1
        assert page.locator("section.try form").count() == path.stem.endswith(("_brief", "_scenario")), path.name
        assert faults == []
        page.close()


NUMBERS = """() => {
    const found = [], walk = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
    for (let node; (node = walk.nextNode()); ) {
        if (!/\\d/.test(node.data) || !node.parentElement.checkVisibility() || node.parentElement.closest('summary, code')) continue;
        const finding = node.parentElement.closest('.output_markdown');
        if (finding && !node.parentElement.closest('strong')) continue;  // what would turn it: counts of choices
        const words = document.createRange();
        words.selectNodeContents(node);
        if (words.getBoundingClientRect().top > innerHeight) continue;
        const link = node.parentElement.closest('a[data-claim]');
        if (link) link.dataset.number = found.length;
        found.push([node.data, Boolean(link)]);
    }
    return found;
}"""


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_two_clicks_lead_from_every_number_of_the_first_screen_to_its_source(browser, site, book, scripts):
    context = browser.new_context(viewport={"width": 1200, "height": 900})
    page = context.new_page()
    address = next(site.glob("*_brief.html")).as_uri()
    page.goto(address)
    found = page.evaluate(NUMBERS)
    assert len(found) >= 6 and [text for text, linked in found if not linked] == []
    pages = [page.locator(f"a[data-number='{n}']").get_attribute("href") for n in range(len(found))]
    named = [page.locator(f"a[data-number='{n}']").get_attribute("data-claim").split() for n in range(len(found))]
    seen = set(book.sources["url"])
    if scripts:
        for n in range(len(found)):
            page.locator(f"a[data-number='{n}']").click()  # the first click opens a card in place
            page.locator("#card:popover-open").wait_for(timeout=5_000)
            assert page.url == address
            outside = page.locator("#card:popover-open a[rel=noopener]")
            assert outside.count() == len(named[n]) and outside.first.get_attribute("href") in seen
            page.keyboard.press("Escape")
            assert page.evaluate("document.activeElement.dataset.number") == str(n), "the reader is back at the number"
    context.close()
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    for link in [] if scripts else dict.fromkeys(pages):
        page.goto((site / link).as_uri())  # the first click leads to the page of the claim
        assert page.locator("main a.outside").first.get_attribute("href") in seen
    context.close()


def test_a_card_says_who_and_copies_a_citation(browser, site):
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(next(site.glob("*_brief.html")).as_uri())
    link = page.get_by_role("link", name="about 180").first
    link.focus()
    page.keyboard.press("Enter")
    card = page.locator("#card:popover-open")
    assert "grade" in card.inner_text() and "about 180" in card.inner_text()
    assert page.evaluate("document.activeElement.closest('#card') !== null"), "the keyboard reaches it at once"
    card.get_by_role("button", name="Copy as citation").click()
    card.get_by_role("button", name="Copied").wait_for(timeout=5_000)
    context.close()


def test_charts_stand_in_the_pages_as_text_each_on_one_sheet_and_print_light(browser, site):
    sheets = "() => [...document.querySelectorAll('svg.chart')].filter(one => one.checkVisibility()).map(one => [one.classList[1], getComputedStyle(one.querySelector('path')).fill])"  # fmt: skip
    dark, white = "rgb(21, 24, 28)", "rgb(255, 255, 255)"
    for width, sheet in ((1200, "chart-wide"), (390, "chart-narrow")):
        page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme="dark")
        page.goto((site / "04_shift.html").as_uri())
        assert page.evaluate(sheets) == [[sheet, dark]] * 6
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == dark
        assert page.locator(f"svg.{sheet} text").count() > 100 and page.locator("figure img").count() == 0
        named = page.get_by_role("img").evaluate_all("all => all.map(one => one.querySelector('title')?.textContent)")
        assert len(named) == 6 and all(named), "a reader who listens hears each chart once"
        page.emulate_media(media="print")
        assert page.evaluate(sheets) == [["chart-wide", white]] * 6
        page.close()


def test_the_page_on_the_shift_prints_on_twelve_sheets_with_every_column(browser, site):
    page = browser.new_page(viewport={"width": 703, "height": 1000})  # A4 within its margins
    page.goto((site / "04_shift.html").as_uri())
    page.emulate_media(media="print")
    beyond = "() => [...document.querySelectorAll('main :not(svg *)')].filter(one => one.getBoundingClientRect().right > 704).length"  # fmt: skip
    assert page.evaluate(beyond) == 0 and page.evaluate("document.documentElement.scrollWidth") <= 703
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4"))) <= 12
    page.close()


KINDS = ["index.html", "00_brief.html", "03_revenue.html", "sources.html", "method.html", "china.html", "articles/*", "claims/koreaherald-2025*", "sources/*donga-2024*"]  # fmt: skip


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1440, "dark")])
def test_every_kind_of_page_keeps_the_rules_of_wcag(browser, site, width, scheme):
    """axe-core's rules of WCAG 2.2, A and AA, with everything unfolded, hits of the search and a card open."""
    from axe_playwright_python.base import AXE_SCRIPT

    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    for kind in KINDS:
        page.goto(next(site.glob(kind)).as_uri())
        page.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true; })")
        page.get_by_label("Search", exact=True).fill("students")
        page.locator("#found a").first.wait_for()
        page.evaluate("document.querySelector('main a[data-claim]')?.click()")
        page.evaluate(AXE_SCRIPT)
        tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
        found = page.evaluate("tags => axe.run(document, {runOnly: tags, resultTypes: ['violations']})", tags)
        assert [(rule["id"], rule["nodes"][0]["html"]) for rule in found["violations"]] == [], kind
    page.close()


# What axe-core leaves to a person: the least contrast of each text of a chart with what is drawn beneath it.
CONTRAST = """() => {
    const channels = color => color.match(/[\\d.]+/g).map(Number), found = [];
    const linear = v => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
    const light = ([r, g, b]) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b) + 0.05;
    const over = ([r, g, b, a = 1], ground) => [r, g, b].map((v, n) => v * a + ground[n] * (1 - a));
    const paper = channels(getComputedStyle(document.body).backgroundColor).slice(0, 3);
    for (const text of document.querySelectorAll('svg text')) {
        if (!text.getBoundingClientRect().width || !text.textContent.trim()) continue;
        text.scrollIntoView({ block: 'center' });
        const box = text.getBoundingClientRect(), ink = channels(getComputedStyle(text).fill);
        const ratios = [0.05, 0.25, 0.5, 0.75, 0.95].map(part => {
            let ground = paper;
            for (const below of document.elementsFromPoint(box.x + box.width * part, box.y + box.height / 2).reverse()) {
                if (below === text) break;
                const { fill, fillOpacity, opacity } = getComputedStyle(below);
                if (!below.isPointInFill || fill === 'none') continue;
                const [r, g, b, a = 1] = channels(fill);
                ground = over([r, g, b, a * fillOpacity * opacity], ground);
            }
            const [less, more] = [light(over(ink, ground)), light(ground)].sort((a, b) => a - b);
            return more / less;
        });
        found.push([text.textContent, Math.min(...ratios)]);
    }
    return found;
}"""


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1440, "light")])
def test_every_text_of_a_chart_stands_out_from_what_lies_beneath_it(browser, site, width, scheme):
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    for name in ("00_brief", "04_shift", "05_scenario"):
        page.goto((site / f"{name}.html").as_uri())
        page.evaluate("document.querySelectorAll('details, img').forEach(one => one.remove())")
        found = page.evaluate(CONTRAST)
        assert len(found) > 40 and [text for text in found if text[1] < 4.5] == [], name
    page.close()
