"""What is on file can be found: by the search, and by sorting and filtering the tables; on a phone they are cards."""

import json
import re

import pytest

from analysis.site import TEMPLATES, addresses, build, find
from analysis.site.records import Record
from analysis.site.sections import SCRIPTS


@pytest.fixture(scope="module")
def site(book, tmp_path_factory):
    """The site of the ledger alone, without a notebook, in a folder with a space."""
    folder = tmp_path_factory.mktemp("a site")
    build.write(folder, book, [])
    return folder


def rows_of(script):
    assert script.startswith("searchIndex(") and script.endswith(");\n")
    kinds, rows = json.loads(script[len("searchIndex(") : -3])
    return [(kinds[kind], label, address, more) for kind, label, address, more in rows]


def test_the_search_knows_every_claim_date_source_thesis_and_heading(site, book):
    rows = rows_of((site / "search-index.js").read_text(encoding="utf-8"))
    held = {address for kind, _, address, _ in rows if kind not in ("Page", "Heading")}
    assert held == set(addresses.of_everything(book).values())
    for address in {address.partition("#")[0] for _, _, address, _ in rows}:
        assert (site / address).is_file()
    assert (
        "Heading",
        "Which sources are on file?",
        "sources.html#sources",
        "who says what and how good is the source",
    ) in rows
    assert len(rows) == len(set(rows)) and (site / "search-index.js").stat().st_size < 200_000


def test_a_row_of_the_search_does_not_say_a_word_twice():
    (row,) = rows_of(find.script([("Claim", "RFA, 2024: 15,000", "claims/rfa--x.html", "RFA fifteen fifteen 15,000")]))
    assert row == ("Claim", "RFA, 2024: 15,000", "claims/rfa--x.html", "fifteen")


def test_hostile_text_stays_text_in_the_index(book):
    record = Record(book)
    name = next(iter(record.theses))
    record.theses[name] = record.theses[name] | {"statement": 'a");alert(1)//</script>\u2028'}
    assert any(row[1].startswith('a");alert(1)') for row in rows_of(find.script(find.of_ledger(record, addresses.of_everything(book)))))  # fmt: skip


def test_a_short_name_is_explained_where_the_text_first_has_it():
    page = '<head><title>FSB</title></head><h1>FSB</h1><svg><text>FSB</text></svg><td title="NIS">FSB, NIS</td><p>FSBX and FSB</p>'
    made = find.explained(page)
    assert made.count("<abbr") == 2 and re.sub("</?abbr[^>]*>", "", made) == page
    assert '<td title="NIS"><abbr title="Federal Security Service' in made and made.endswith("<p>FSBX and FSB</p>")


def test_tables_carry_their_headings_for_a_narrow_screen():
    made = find.labelled('<table class="x"><thead><tr><th scope="col">said <b>by</b></th><th>a&amp;b</th></tr></thead>')
    assert made.startswith("""<table class="x" style="--c1:'said by';--c2:'a\\26 b'"><thead>""")
    assert find.labelled("<table><tbody><tr><td>1</td></tr></tbody></table>").startswith("<table><tbody>")
    hostile = find.labelled("<table><thead><tr><th>'\"&lt;x;}</th></tr></thead>")
    assert re.match(r"""<table style="--c1:'[\w\\ ]*'"><thead>""", hostile)


def test_scripts_are_small_and_ask_for_nothing():
    texts = {path.name: path.read_text(encoding="utf-8") for path in [*TEMPLATES.glob("*.js"), *SCRIPTS.glob("*.js")]}
    size = {name: len(text.encode()) for name, text in texts.items()}
    assert size["search.js"] <= 4_000 and size["tables.js"] <= 6_000 and sum(size.values()) <= 60_000
    for text in texts.values():
        assert not re.search(r"innerHTML|import\(|fetch\(|XMLHttpRequest|eval\(", text)


@pytest.mark.browser
def test_the_search_finds_a_claim_by_who_said_it_and_by_its_number(browser, site, book):
    record = Record(book)
    name = next(one for one, row in record.claims.items() if re.search(r"\d,\d{3}", record.figure(row)) and row["low"] == row["high"])  # fmt: skip
    claim, number = record.claims[name], re.search(r"\d+,[\d,]+", record.figures[name])[0]
    page = browser.new_page()
    page.goto((site / "method.html").as_uri())
    field, found = page.get_by_label("Search", exact=True), page.locator("#found a")
    for asked in (f"{claim['asserted_by']} {number}", f"{number.replace(',', '')} {claim['asserted_by'].upper()}"):
        field.fill(asked)
        page.get_by_text(re.compile(r"^\d+ found")).wait_for()
        assert any(link.endswith(addresses.of_claim(name)) for link in found.evaluate_all("all => all.map(a => a.href)"))  # fmt: skip
    field.press("ArrowDown")
    assert found.first.evaluate("link => link === document.activeElement")
    page.keyboard.press("ArrowUp")
    assert field.evaluate("field => field === document.activeElement")
    field.press("Escape")
    assert found.first.is_hidden() and field.input_value(), "Escape closes the list and keeps the words"
    field.fill("no such word at all")
    page.get_by_text("Nothing found").wait_for()
    field.fill("which sources are on file")
    field.press("Enter")
    page.wait_for_url("**/sources.html#sources")
    page.close()
    page = browser.new_page(java_script_enabled=False)
    page.goto((site / "method.html").as_uri())
    assert page.locator("input").count() == 0, "without scripts there is no field"
    page.close()


def column(page, table, number):
    return table.locator(f"tbody tr:not([hidden]) > :nth-child({number})").all_inner_texts()


@pytest.mark.browser
def test_tables_sort_and_filter(browser, site):
    page = browser.new_page()
    page.goto((site / "sources.html").as_uri())
    table = page.locator("main table").first
    written = column(page, table, 1)
    press = table.get_by_role("button", name="claims and events")
    for order, sign in (("ascending", 1), ("descending", -1)):
        press.press("Enter")
        assert table.get_by_role("columnheader", name="claims and events").get_attribute("aria-sort") == order
        numbers = [sign * int(text) for text in column(page, table, 6)]
        assert numbers == sorted(numbers) and len(numbers) == len(written)
    press.click()
    assert column(page, table, 1) == written, "the third press brings back the order as written"
    table.get_by_role("button", name="published").click()
    years = [int(found[0]) for text in column(page, table, 3) if (found := re.search(r"20\d\d", text))]
    assert years == sorted(years)
    bar = page.locator(".filter").first
    bar.get_by_text("By column").click()
    bar.get_by_label("grade").select_option("B")
    bar.get_by_label("published (year)").select_option("2025")
    assert set(column(page, table, 5)) == {"B"} and all("2025" in text for text in column(page, table, 3))
    left = len(column(page, table, 1))
    assert bar.get_by_role("status").inner_text() == f"{left} of {len(written)} rows"
    bar.get_by_label("Filter", exact=True).fill("korea")
    shown = table.locator("tbody tr:not([hidden])").all_inner_texts()
    assert 0 < len(shown) < left and all("korea" in text.casefold() for text in shown)
    page.goto((site / "russia.html").as_uri())
    bar = page.locator(".filter").first
    bar.get_by_text("By column").click()
    named = {"when (year)", "whom", "said by", "first counted by", "grade"}
    assert named <= set(bar.locator("label > span").all_inner_texts())
    page.close()


@pytest.mark.browser
@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_on_a_phone_a_row_is_a_card(browser, site, scripts):
    page = browser.new_page(viewport={"width": 390, "height": 800}, java_script_enabled=scripts)
    page.goto((site / "sources.html").as_uri())
    row = page.locator("main tbody tr").first
    label = "cell => getComputedStyle(cell, '::before').content"
    assert [cell.evaluate(label) for cell in row.locator("td").all()][:3] == ['"publisher"', '"title"', '"published"']
    boxes = [cell.bounding_box() for cell in row.locator("td").all()]
    assert all(above["y"] < below["y"] for above, below in zip(boxes, boxes[1:]))
    assert max(box["x"] + box["width"] for box in boxes) <= 390
    assert row.locator("td").first.get_attribute("role") == ("cell" if scripts else None)
    page.close()


@pytest.mark.parametrize(("sections", "listed"), [("ab", False), ("abc", True)])
def test_a_long_page_lists_its_sections(sections, listed):
    heading = '<h2 id="{0}">{0}?<a class="anchor-link" href="#{0}">¶</a></h2>'
    page = "<h1>What?</h1><p>A lead.</p>" + "".join(map(heading.format, sections))
    found = find.with_contents(page)
    assert (found != page) == ("On this page" in found) == listed
    assert [f'<a href="#{name}">{name}?</a>' in found for name in sections] == [listed] * len(sections)
    assert not listed or found.index("A lead") < found.index("On this page") < found.index("<h2")
