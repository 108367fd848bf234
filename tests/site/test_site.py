"""The site has a page for each claim and source, says all that is on file of it, and every link leads somewhere."""

import html
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from types import SimpleNamespace

import nbformat
import pandas as pd
import pytest
from poison import poisoned

from analysis.charts import files, paper
from analysis.ledger import words
from analysis.notebook import show
from analysis.site import addresses, build, notebooks, uses
from analysis.site.records import Record

RESERVED = {"con", "prn", "aux", "nul", *(f"{name}{n}" for name in ("com", "lpt") for n in range(10))}


class Page(HTMLParser):
    def __init__(self, path):
        super().__init__()
        self.tags, self.links, self.marked, self.ids, self.text, self.inside = [], [], [], [], [], ""
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        self.inside = tag
        self.tags.append((tag, values))
        self.ids += [values["id"]] if "id" in values else []
        self.links += [values[key] for key in ("href", "src") if values.get(key)]
        self.marked += values.get("data-claim", "").split()

    def handle_endtag(self, tag):
        self.inside = ""

    def handle_data(self, data):
        assert self.inside != "script", "a script of a page is a file of its own"
        self.text.append(data)

    @property
    def words(self):
        return " ".join("".join(self.text).split())


DRAWN = {
    ending: f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="x" role="img" class="chart chart-{sheet}"'
    f' aria-labelledby="{sheet}"><title id="{sheet}">Two words</title><metadata>Credit\n</metadata><text>1</text></svg>\n'
    for ending, sheet in {"svg": "wide", "narrow.svg": "narrow"}.items()
}


def small_notebook(monkeypatch_setattr, book):
    """An executed notebook that shows a sentence, a table and a chart's data, each on one claim."""
    shown = []
    monkeypatch_setattr(show, "_publish", lambda data, metadata: shown.append((data, metadata)))
    claim = book.claims.iloc[0]["claim_id"]
    show.show_finding(f"Trade was [this much](claim:{claim}).", book)
    show.show_table(pd.DataFrame({"claim_id": [claim]}), "one", "A table of one", book=book)
    picture = {"figure": "two-words", "image/png": {"alt": "A chart in words.", "width": 1}}
    show._publish({"image/png": "iVBORw0KGgo=", "text/plain": "A chart in words."}, picture)
    show._publish_table(pd.DataFrame({"claim_id": [claim], "asserted_by": ["x"]}), "two-words", "figure", book=book)
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("show()")])
    notebook.cells[0].outputs = [nbformat.v4.new_output("display_data", data, metadata=about) for data, about in shown]
    finding = {"sentence": "Trade was this much.", "cited": f"Trade was [this much](claim:{claim})."}
    return SimpleNamespace(
        name="1_small", title="Small?", error="", findings=[nbformat.from_dict(finding)], figures=[{"name": "1_small.two-words", "alt": "A chart in words."}], tables=[], notebook=notebook
    )  # fmt: skip


def make(folder, book, every=1):
    """Build the site; read each page, or one of some claims and sources."""
    (folder / "figures").mkdir()
    for ending, sheet in DRAWN.items():
        (folder / "figures" / f"1_small.two-words.{ending}").write_text(sheet)
    with pytest.MonkeyPatch.context() as patch:
        build.write(folder, book, [small_notebook(patch.setattr, book)])
    many = [*sorted(folder.glob("claims/*")), *sorted(folder.glob("sources/*"))]
    paths = [*folder.glob("*.html"), *folder.glob("articles/*"), *many[::every]]
    return {path.relative_to(folder).as_posix(): Page(path) for path in paths}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("site")


@pytest.fixture(scope="module")
def site(book, folder):
    return make(folder, book)


@pytest.fixture(scope="module")
def bad_site(book, tmp_path_factory):
    bad = poisoned(book)
    bad = replace(bad, claims=bad.claims.assign(wording=bad.claims["wording"] + " @cards@"))  # a mark of the builder's
    return make(tmp_path_factory.mktemp("bad"), bad, every=9)


def test_each_claim_and_source_has_a_page_whose_name_every_system_can_keep(site, book):
    for name in (*book.claims["claim_id"], *book.sources["source_id"]):
        assert addresses.of_everything(book)[name].partition("#")[0] in site
    assert len({name.casefold() for name in site}) == len(site)
    for name in site:
        assert re.fullmatch(r"[\w./-]+", name) and name.rpartition("/")[2].partition(".")[0] not in RESERVED
        assert len(name) < 120


def test_every_link_leads_somewhere_and_nothing_is_fetched_from_outside(site):
    held = {*site, *build.FILES, build.CARDS, "notebooks/1_small.ipynb", "tables/1_small.one.csv", "manifest.json"}
    held |= {f"figures/1_small.two-words.{ending}" for ending in ("png", "svg", "narrow.svg", "csv")}
    for name, page in site.items():
        folder = name.rpartition("/")[0]
        for link in page.links:
            if re.match("https?:", link):
                continue
            target, _, anchor = link.partition("#")
            target = target.removeprefix("../") if folder else target
            assert not target or target in held, f"{name}: {link}"
            if anchor:
                assert html.unescape(anchor) in site[target or name].ids, f"{name}: {link}"
        assert all(tag not in ("script", "img", "link") or not re.match("https?:", values.get("src", values.get("href", ""))) for tag, values in page.tags)  # fmt: skip
        assert page.ids.count("main") == 1 and len(page.ids) == len(set(page.ids)), f"{name}: an id stands twice"
        assert [tag for tag, _ in page.tags].count("h1") == (name != "1_small.html")


def test_every_page_has_navigation_description_skip_link_and_licence(site):
    for name, page in site.items():
        said = {values.get("name") or values.get("property"): values.get("content") for tag, values in page.tags if tag == "meta"}  # fmt: skip
        assert said["description"] and said["og:title"], name
        assert page.links[:2] and "#main" in page.links and "CC BY 4.0" in page.words
        for label in ("Overview", "Answer", "The article's claims", "Russia", "China", "Sources", "Data and method"):
            assert label in page.words


def test_the_page_of_a_claim_says_all_that_is_on_file(site, book):
    pair = book.contradictions.iloc[0]
    for claim in [book.claim(pair["claim_a"]), *book.claims.sample(25, random_state=1).to_dict("records")]:
        page, source = site[addresses.of_claim(claim["claim_id"])], book.source(claim["source_id"])
        said = [claim["wording"], claim["asserted_by"], words.when(claim["period"]), claim["note"], claim["claim_id"]]
        for text in [*said, source["producer"], source["reliability"], source["url"]]:
            assert " ".join(text.split()) in page.words, claim["claim_id"]
        assert addresses.of_source(claim["source_id"]).partition("/")[2] in " ".join(page.links)
    first = site[addresses.of_claim(pair["claim_a"])]
    assert pair["sentence"] in first.words and pair["claim_b"] in first.marked


def test_the_page_of_a_claim_names_each_sentence_table_and_chart_that_uses_it(site, book):
    page = site[addresses.of_claim(book.claims.iloc[0]["claim_id"])]
    assert "Sentence: Trade was this much." in page.words
    assert "Table: A table of one" in page.words and "Chart: A chart in words" in page.words
    for anchor in ("finding-1", "table-one", "chart-two-words"):
        assert f"../1_small.html#{anchor}" in page.links
    assert "No sentence, chart or table" in site[addresses.of_claim(book.claims.iloc[5]["claim_id"])].words


def test_a_source_says_its_grade_with_the_reason_and_lists_what_was_taken_from_it(site, book):
    record = Record(book)
    for source in book.sources.sample(15, random_state=2).to_dict("records"):
        page = site[addresses.of_source(source["source_id"])]
        assert source["producer"] in page.words and source["url"] in page.links + [page.words]
        grade, why, more = record.grade(source["source_id"])
        assert f"{grade}. {why}" in page.words and more in page.words
        assert f"{why} {more}".strip().casefold() == source["note"].removeprefix("Grade: ").casefold()
        taken = book.claims.loc[book.claims["source_id"] == source["source_id"], "claim_id"]
        assert set(taken) <= set(page.marked)
        events = book.events.loc[book.events["source_id"] == source["source_id"], "event_id"]
        assert {event.partition("/")[2] for event in events} <= set(page.ids)


def cards(folder):
    """Return what the one file of cards holds: a script that only sets a value."""
    text = (folder / build.CARDS).read_text(encoding="utf-8")
    assert text.startswith("globalThis.cardsData = {") and text.endswith("};\n") and text.count("\n") == 1
    return json.loads(text.removeprefix("globalThis.cardsData = ").removesuffix(";\n"))


def test_one_file_has_a_card_for_all_that_any_page_names(site, folder):
    found = cards(folder)
    assert {name for page in site.values() for name in page.marked} <= set(found)
    assert all({"who", "what", "from", "grade", "url", "page"} <= set(card) for card in found.values())


def test_a_chart_stands_in_the_page_as_drawn_for_both_screens_with_every_file_to_take(site, folder):
    text = (folder / "1_small.html").read_text(encoding="utf-8")
    for sheet in DRAWN.values():
        bare = re.sub('<metadata>.*?</metadata>| xmlns[:xlink]*="[^"]*"', "", sheet, flags=re.S)
        assert text.count(bare) == 1
    assert "<img" not in text and "Credit" not in text
    links = [link for link in site["1_small.html"].links if link.startswith("figures/1_small.two-words.")]
    assert [link.rpartition("two-words.")[2] for link in links] == ["png", "svg", "narrow.svg", "csv"]
    style = (folder / "style.css").read_text(encoding="utf-8")
    assert style.endswith(files.style()) and f"--paper: {paper.DARK[paper.GROUND].lower()};" in style
    assert "<td style=" not in text and '<th scope="col" style=' not in text  # the sheet says it once


def test_a_notebook_whose_charts_have_no_drawing_shows_their_pictures(book):
    with pytest.MonkeyPatch.context() as patch:
        body = notebooks.body(small_notebook(patch.setattr, book).notebook, "1_small")
    assert 'src="figures/1_small.two-words.png"' in body and "narrow.svg" not in body


def test_the_article_is_accounted_for_from_the_ledger_alone(site, book):
    (article,) = book.articles
    page = site[addresses.of_article(article)]
    assert "40 of 40 figures and dates of the article are accounted for: 29 by a claim or an event, 11 left out with a reason." in page.words  # fmt: skip
    own = [*book.claims.loc[book.claims["source_id"] == article, "claim_id"], *book.events.loc[book.events["source_id"] == article, "event_id"]]  # fmt: skip
    assert set(own) <= set(page.marked)


def test_countries_list_every_claim_on_them(site, book):
    for place, name in build.COUNTRIES.items():
        on_it = book.claims[book.claims["place"].map(lambda where, place=place: place in where.split("+"))]
        assert set(on_it.loc[on_it["measure"] != "none", "claim_id"]) <= set(site[name].marked)


def test_hostile_text_is_text_on_every_kind_of_page(bad_site):
    allowed = {"html", "head", "meta", "title", "link", "body", "a", "header", "nav", "main", "footer", "p", "script"}
    allowed |= {"h1", "h2", "h3", "dl", "dt", "dd", "ul", "ol", "li", "table", "caption", "thead", "tbody", "tr", "th"}
    allowed |= {
        "td",
        "div",
        "section",
        "span",
        "strong",
        "blockquote",
        "code",
        "br",
        "details",
        "summary",
        "pre",
        "abbr",
    }
    allowed |= {"figure", "figcaption", "img", "svg", "text", "picture", "source"}
    shown = 0
    for name, page in bad_site.items():
        assert {tag for tag, _ in page.tags} <= allowed, name
        assert all(values["src"].startswith("figures/") for tag, values in page.tags if tag == "img")
        for tag, values in page.tags:
            assert not any(key.startswith("on") for key in values), name
            if tag == "script":
                assert values == {"src": values.get("src"), "defer": None}
        for link in page.links:
            assert re.match(r"https?://[\w.-]+(/|$|\?)|[\w./#-]+$", link), f"{name}: {link}"
        shown += "<script>alert(1)</script>" in page.words
    assert shown == len(bad_site) - 1, "all but the notebook's own page"


def test_a_use_names_only_what_the_ledger_holds(book):
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("x")])
    data = {
        "text/html": '<p>no <a data-claim="no/such">x</a></p><table></table>',
        "text/plain": "a: 1",
        "text/csv": "a\nno/such\n",
    }
    notebook.cells[0].outputs = [nbformat.v4.new_output("display_data", data, metadata={"table": "a"})]
    assert uses.of_notebook("n", notebook, {"a/b"}) == []


def test_marked_links_of_a_readers_own_notebook_that_name_nothing_lead_nowhere():
    body = '<a data-claim="no/such" href="https://x.org/">x</a> <a href="https://x.org/" title="a/b">y</a>'
    made, seen = addresses.with_links(body, {"a/b": "claims/a--b.html"}, "../")
    assert made == '<a>x</a> <a class="claim" href="../claims/a--b.html" data-claim="a/b">y</a>' and seen == ["a/b"]
