"""The sections that answer to a reader say in a browser what Python says, by mouse and keyboard, and start without scripts."""

import re

import pytest
import sections as trial

from analysis import robustness, whatif
from analysis.site import TEMPLATES
from analysis.site.sections import SCRIPTS, section

SAMPLE, DRAWS = 300, 2**10
SHELL = "<!DOCTYPE html><html lang='en'><meta charset='utf-8'><title>A page</title><style>{}</style><main><h1>A page</h1>{}</main>"


@pytest.fixture(scope="module")
def space(book):
    return robustness.Universes(book, trial.ARTICLE)


@pytest.fixture(scope="module")
def data(book, space):
    return {"doubt": robustness.for_page(space), "whatif": whatif.for_page(book, 0.5, 50_000, 2**12)}


@pytest.fixture
def files(data, tmp_path):
    """Each section as a page on the disk, whose name has a space."""
    style = (TEMPLATES / "style.css").read_text() + (TEMPLATES / "sections.css").read_text()
    for name, values in data.items():
        page = SHELL.format(style, section(name, values))
        (tmp_path / f"my {name}.html").write_text(page, encoding="utf-8")
    return tmp_path


@pytest.fixture
def opened(browser, files):
    """Open a section at a hash, and hear of its errors."""
    faults, pages = [], []

    def open_page(name, address="", **options):
        page = browser.new_page(**options)
        pages.append(page)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("request", lambda asked: faults.append(asked.url) if asked.url.startswith("http") else None)
        page.goto((files / f"my {name}.html").as_uri() + address)
        return page

    yield open_page
    for page in pages:
        page.close()
    assert faults == []


def test_scripts_are_small_and_plain():
    texts = {path.name: path.read_text(encoding="utf-8") for path in sorted(SCRIPTS.glob("*.js"))}
    assert sum(len(texts[name].encode()) for name in ("doubt.js", "whatif.js")) <= 27_000
    for text in texts.values():
        assert "</" not in text and "innerHTML" not in text and not re.search(r"https?:|import\(|fetch\(", text)


@pytest.mark.parametrize("name", ["doubt", "whatif"])
def test_a_section_is_small_and_its_text_is_escaped(data, name):
    assert len(section(name, data[name]).encode()) < 100_000
    hostile = dict(data[name])
    hostile["now"] = data[name]["now"] | {"sentence": "</script><script>alert(1)</script>"}
    assert "<script>alert" not in section(name, hostile)


@pytest.mark.browser
def test_doubts_are_judged_as_python_judges_them(browser, space, data):
    universes = trial.universes_at_random(space, SAMPLE, seed=5)
    page = browser.new_page()
    found = trial.in_page(page, "doubt", data["doubt"], [trial.as_setting(space, one) for one in universes])
    page.close()
    said = [trial.judged(space, one) for one in universes]
    assert [universes[place] for place in trial.differences(said, found)] == []
    assert len({str(one) for one in found}) > 50


@pytest.mark.browser
def test_the_page_prints_the_numbers_that_python_prints(browser, book, data):
    settings = trial.settings_at_random(data["whatif"], SAMPLE, seed=5)
    page = browser.new_page()
    found = trial.in_page(page, "whatif", data["whatif"], settings, DRAWS)
    page.close()
    said = list(map(trial.printer(book, DRAWS), settings))
    assert [(settings[place], said[place], found[place]) for place in trial.differences(said, found)] == []


@pytest.mark.browser
def test_a_doubt_changes_sentence_verdicts_and_address_at_once(opened):
    page = opened("doubt")
    sentence, changes = page.locator("[data-part=sentence]"), page.locator("[data-part=changes]")
    before = sentence.text_content()
    assert changes.text_content() == "This is the answer with everything counted."
    page.get_by_label("Grade").focus()
    for _ in range(3):
        page.keyboard.press("ArrowDown")
    assert sentence.text_content() != before and "The sentence is another one." in changes.text_content()
    assert page.locator("td.changed").count() > 0 and "least_grade=B" in page.url
    page.get_by_text("Leave out who first counted").click()
    page.get_by_label("every anonymous source").check()
    shared, told = page.url, sentence.text_content()
    again = opened("doubt", "#" + shared.partition("#")[2])
    assert again.locator("[data-part=sentence]").text_content() == told
    assert again.locator("[name=leave_out]:checked").count() > 1 and again.get_by_label("every anonymous").is_checked()
    lost = opened("doubt", "#doubt?least_grade=B&leave_out=nis-kr+nobody&reading=wide&as_of=2025-02-30")
    said = lost.locator("[data-part=unread]").inner_text()
    assert said.endswith("allowed: leave_out=nobody, reading=wide, as_of=2025-02-30.")
    page.go_back()
    assert not page.get_by_label("every anonymous").is_checked() and "least_grade=B" in page.url
    page.get_by_role("button", name="Count everything again").click()
    assert sentence.text_content() == before and page.locator("td.changed").count() == 0


@pytest.mark.browser
def test_a_day_before_the_article_is_not_judged(opened):
    page = opened("doubt")
    before = page.locator("[data-part=sentence]").inner_text()
    page.locator("[name=as_of]").fill("2023-01-01")
    assert page.locator("[data-part=sentence]").inner_text() == before
    assert "2024" in page.locator("[data-part=changes]").inner_text() and "2023" not in page.url


@pytest.mark.browser
def test_sliders_move_by_keyboard_and_the_address_holds_the_setting(opened):
    page = opened("whatif")
    sentence = page.locator("[data-part=sentence]")
    page.get_by_label("Share of the workers in China sent home").focus()
    page.keyboard.press("ArrowRight")
    page.get_by_text("if China sends home 51% of its North Korean workers").wait_for()
    highest = page.locator("[name=china_workers][data-side='1']")
    highest.focus()
    page.keyboard.press("Home")
    page.get_by_text("Bounds of the reader's own: workers in China").wait_for()
    assert page.locator("[name=china_workers] + output").all_text_contents() == ["1,000", "1,000"]
    assert "china_workers=1000..1000" in page.url and "sent_home=0.51" in page.url
    assert "persons" in highest.get_attribute("aria-valuetext")
    again = opened("whatif", "#" + page.url.partition("#")[2] + "&it_workers_too=true&pay_china=nonsense")
    assert "1,000 must" not in again.locator("[data-part=sentence]").text_content()
    assert again.locator("fieldset[data-it]:visible").count() == 2
    assert again.locator("[data-part=unread]").inner_text().endswith("allowed: pay_china=nonsense.")
    assert page.locator("[data-part=unread]").inner_text() == ""
    far = "#what-if?sent_home=1e-100&it_workers_too=true&it_revenue=1e308&pay_russia=1e-70"
    extreme = opened("whatif", far)
    said = extreme.locator("[data-part=unread]").inner_text()
    assert said.endswith("allowed: sent_home=1e-100, it_revenue=1e308, pay_russia=1e-70.")
    assert "Infinity" not in extreme.locator("section").first.inner_text()
    page.get_by_role("button", name="Back to the notebook's figures").click()
    assert "sends home 50%" in sentence.text_content()


@pytest.mark.browser
@pytest.mark.parametrize("name", ["doubt", "whatif"])
def test_without_scripts_the_default_stands_there(opened, data, name):
    page = opened(name, java_script_enabled=False)
    assert page.locator("[data-part=sentence]").text_content() == data[name]["now"]["sentence"]
    assert not page.locator("form").is_visible()
    assert page.get_by_text("Your browser runs no scripts here").is_visible()


@pytest.mark.browser
@pytest.mark.parametrize("name", ["doubt", "whatif"])
def test_a_section_fits_a_phone(opened, name):
    page = opened(name, viewport={"width": 360, "height": 700})
    for fold in page.locator("summary").all():
        fold.click()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
