"""Whatever stands in the ledger's free texts is shown as text: nothing of it runs, and nothing of it is mark-up."""

import csv
import io
import re
from html.parser import HTMLParser

import nbformat
import pandas as pd
import pytest
from packages import run_notebook
from poison import BAD, poisoned

from analysis.headless import notebook as runner
from analysis.headless import refresh
from analysis.ledger import csvs
from analysis.notebook import show
from analysis.site import notebooks

TAGS = {*("table", "caption", "thead", "tbody", "tr", "th", "td", "div", "p", "span", "br", "details", "summary", "a")}
DANGEROUS = re.compile(r"<script|<img|onerror=a\(\)>|\*\*bold|\]\(javascript|\$x_1|`c`")


class Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found, self.attributes, self.text = set(), set(), []

    def handle_starttag(self, tag, attributes):
        self.found.add(tag)
        self.attributes |= {name for name, _ in attributes}
        assert all(value.startswith(("http://", "https://")) for name, value in attributes if name == "href")

    def handle_data(self, data):
        self.text.append(data)


@pytest.fixture(scope="module")
def published(book):
    """What each notebook publishes on the poisoned ledger."""
    bad = poisoned(book)
    paths = [path for path in runner.notebooks() if not path.stem.startswith("06")]
    return {
        path.stem: run_notebook(path, lambda folder=None, reading="literal", source="": bad.by(reading))
        for path in paths
    }


def test_tables_hold_text_alone_and_links_go_to_addresses_only(published):
    seen = 0
    for shown in published.values():
        for page in (data["text/html"] for data, _ in shown if "text/html" in data):
            tags = Tags()
            tags.feed(page)
            assert tags.found <= TAGS and tags.attributes <= {
                "style",
                "class",
                "title",
                "href",
                "rel",
                "scope",
                "lang",
                "data-claim",
                "colspan",
            }
            seen += "<script>alert(1)</script>" in "".join(tags.text)
    assert seen > 10, "the bad text must be shown"


def test_findings_show_their_sentence_and_no_markup_of_it_works(published):
    findings = [data for shown in published.values() for data, _ in shown if show.FINDING in data]
    assert any("<script>" in data["text/plain"] for data in findings), "some finding must hold the bad text"
    for data in findings:
        sentence, _, beside = data["text/markdown"].partition("\n\n")
        inside = re.fullmatch(r"\*\*<span [^>]*>(.*)</span>\*\*", sentence)[1]
        inside += re.fullmatch(r"(?:<span [^>]*>(.*)</span>)?", beside)[1] or ""
        links = re.sub(
            r'<a data-claim="[a-z0-9/ -]+"( href="https?://[^"<>]*" rel="noopener")?>([^<>]*)</a>', r"\2", inside
        )
        assert not re.search(r"[<>*_`$\[\]]", links)


def test_no_exported_cell_is_a_formula(published):
    formulas = 0
    for shown in published.values():
        for written in (data["text/csv"] for data, _ in shown if "text/csv" in data):
            cells = [cell for row in csv.reader(io.StringIO(written)) for cell in row if re.match(r"[=+\-@\t\r]", cell)]
            assert [cell for cell in cells if not re.fullmatch(r"-?\d+(\.\d+)?(e[-+]\d+)?|-inf", cell)] == []
            formulas += sum(cell.startswith("=1+1") for cell in csvs.parse(written).to_numpy().ravel())
    assert formulas > 10


def test_a_page_of_the_report_shows_it_as_text():
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("show_finding(text)")])
    data = {"text/markdown": f"**<span {show.NO_MATH}>{show.as_markdown(BAD)}</span>**"}
    notebook.cells[0].outputs = [nbformat.v4.new_output("display_data", data)]
    page = notebooks.body(notebook, "x")
    body = page.partition("</details>")[2]
    assert not re.search("<script|<img|<strong>bold|<em>|<code>c|href=.javascript", body)
    tags = Tags()
    tags.feed(body)
    assert BAD in " ".join("".join(tags.text).split())
    assert not re.search("<script|<img", page)


def test_an_answer_in_the_readme_is_text(monkeypatch):
    monkeypatch.setattr(refresh, "findings", lambda brief: [{"sentence": BAD}, {"sentence": f"- {BAD}"}])
    monkeypatch.setattr(refresh, "figures", lambda brief: {refresh.CHART: ("", BAD)})
    assert not DANGEROUS.search(refresh.block(None)) and "\n- " not in refresh.block(None)


@pytest.mark.parametrize(
    "address",
    ["http://y/", "http://a@b.org/", "https://exаmple.org/", "http://[::1]/", "https:///x", "https://x.org/\u202ey", "ftp://x.org", "https://x.org:99999/"],
)  # fmt: skip
def test_what_is_no_plain_address_is_no_link(address):
    from analysis.notebook import tables

    assert "<a " not in tables.as_html(pd.DataFrame({"url": [address]}))


def test_what_would_turn_a_finding_stands_below_it_as_text(monkeypatch):
    published = []
    monkeypatch.setattr(show, "_publish", lambda data, metadata: published.append(data))
    show.show_finding("It rose.", beside=f"It falls without {BAD}.", value=1)
    (data,) = published
    assert data[show.FINDING] == {"sentence": "It rose.", "values": {"value": 1}, "beside": f"It falls without {BAD}."}
    above, below = data["text/markdown"].split("\n\n")
    assert "It rose." in above and "It falls without" in below and not DANGEROUS.search(below)
    assert data["text/plain"].startswith("It rose. It falls without ")
