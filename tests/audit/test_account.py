"""Every figure and date is accounted for, or the audit says which is not."""

import dataclasses
import os
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pandas as pd
import pytest
from notebook_runs import ARTICLES

from analysis import DATA, ledger
from analysis.audit import account, arithmetic, article
from analysis.audit import page as audit_page
from analysis.ledger import check as checks

WHOLE = (ARTICLES / "whole.txt").read_text(encoding="utf-8")
TEXT = WHOLE.replace("a man left", "nine left")
PLAIN = {"source_id": "my-article", "asserted_by": "Officials", "place": "RU", "population": "all", "status": "estimated", "series": "", "pair": "", "use": "table", "note": ""}  # fmt: skip


def command(*words):
    return subprocess.run([sys.executable, "-m", "analysis", *map(str, words)], capture_output=True, text=True)


@pytest.fixture
def known(book):
    """A ledger that has claims and events for TEXT, but for nine men who left."""
    claims = [
        {"claim_id": "my-article/came", "measure": "worker_flow", "period": "2025-02/2025-03", "low": 300.0, "high": 450.0, "unit": "persons", "bound": "range", "wording": "Between 300 and 450 workers", "locator": "2"},
        {"claim_id": "my-article/visas", "measure": "share", "period": "2025-03", "low": 40.0, "high": float("nan"), "unit": "percent", "bound": "at_least", "wording": "At least 40%", "locator": "3"},
        {"claim_id": "my-article/visas-before", "measure": "share", "period": "2024-08", "low": 12.0, "high": 12.0, "unit": "percent", "bound": "exact", "wording": "12 percent", "locator": "3", "use": "excluded", "note": "Another base."},
    ]  # fmt: skip
    dates = [("since", "since the end of last month", "2", "2025-02-21~/2025-03-14", "since-end-of-previous-month"), ("august", "August last year", "3", "2024-08", "month-of-previous-year"), ("january", "In January", "3", "2025-01", "month-of-publication-year"), ("january-again", "in January", "3", "2025-01", "month-of-publication-year")]  # fmt: skip
    events = [
        {"event_id": f"my-article/{name}", "source_id": "my-article", "asserted_by": "Officials", "side": "RU", "effect": "signal", "date": date, "wording": wording, "rule": rule, "locator": locator, "title": name, "use": "table", "same_as": "", "note": ""}
        for name, wording, locator, date, rule in dates
    ]  # fmt: skip
    source = book.sources.iloc[[0]].assign(source_id="my-article", published="2025-03-14")
    prints = article.fingerprints(article.read(ARTICLES / "whole.txt"))
    marks = [{"source_id": "my-article", "paragraph": str(n), "sha256": value} for n, value in enumerate(prints, 1)]
    add = lambda table, rows: pd.concat([table, pd.DataFrame(rows)], ignore_index=True)  # noqa: E731
    return dataclasses.replace(
        book,
        sources=pd.concat([book.sources, source], ignore_index=True),
        claims=add(book.claims, [PLAIN | row for row in claims]),
        events=add(book.events, events),
        fingerprints=add(book.fingerprints, marks),
    )


def problems(text, book):
    copy = article.of_text(text)
    return arithmetic.problems(copy, book, "my-article", account.hits(copy, book, "my-article"))


def states(hits):
    return dict(zip(hits["text"], hits["state"]))


def test_each_hit_is_covered_excluded_or_open(known):
    hits = account.hits(article.of_text(TEXT), known, "my-article")
    found = states(hits)
    assert found.pop("nine") == "open"
    assert found.pop("12 percent") == "excluded"
    assert set(found.values()) == {"covered"}
    assert account.counts(hits) == {"covered": len(hits) - 2, "excluded": 1, "open": 1}
    row = hits[hits["text"] == "12 percent"].iloc[0]
    assert row["by"] == "my-article/visas-before" and row["why_excluded"] == "Another base." and row["paragraph"] == 3
    for row in hits.to_dict("records"):
        assert TEXT[row["start"] : row["end"]] == row["text"]
    assert arithmetic.problems(article.of_text(TEXT), known, "my-article", hits) == []


def test_dates_are_read_from_the_day_of_publication(known):
    hits = account.hits(article.of_text(TEXT), known, "my-article").set_index("text")["edtf"]
    assert hits["since the end of last month"] == "2025-02-21~/2025-03-14" and hits["August last year"] == "2024-08"


def test_without_a_source_everything_is_open(book):
    hits = account.hits(article.of_text(TEXT), book)
    assert set(hits["state"]) == {"open"} and (hits["edtf"] == "").all()
    written = account.hits(article.of_text("On 12 June 2024, or May 2023, or 2019, as on Aug. 5, 2020."), book)
    assert list(written["edtf"]) == ["2024-06-12", "2023-05", "2019", "2020-08-05"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("Between 300 and 450 workers", "Between 300 and 460 workers", "does not stand in paragraph 2"),
        ("again in January", "again", "my-article/january-again: 'in January' does not stand in paragraph 3"),
        ("nine left", "nine left in January", "paragraph 3: 'in January' stands there 1 more times"),
        ("An invented report\n\n", "", "does not stand in paragraph"),
    ],
)
def test_a_wording_that_is_not_there_as_often_as_claimed_is_a_problem(known, old, new, said):
    assert old in TEXT
    assert said in "\n".join(problems(TEXT.replace(old, new), known))


def test_bounds_and_dates_that_do_not_follow_from_the_wording_are_problems(known):
    copy = article.of_text(TEXT)
    for table, column, row, value, said in (
        (
            "claims",
            "high",
            "my-article/came",
            4500.0,
            "my-article/came: 4500 is not what is read in 'Between 300 and 450 workers'",
        ),
        ("events", "date", "my-article/august", "2023-08", "my-article/august"),
    ):
        changed = getattr(known, table).copy()
        changed.loc[changed[f"{table[:-1]}_id"] == row, column] = value
        assert said in "\n".join(problems(copy.text, dataclasses.replace(known, **{table: changed})))


class Page(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.links, self.ids = set(), [], []

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        self.tags.add(tag)
        self.links += [values["href"]] if "href" in values else []
        self.ids += [values["id"]] if "id" in values else []


def test_the_page_marks_links_and_escapes(known):
    text = TEXT + "<script>alert(5)</script> & \u202e7 men\u202c\n"
    copy = article.of_text(text)
    hits = account.hits(copy, known, "my-article")
    page = audit_page.render(copy, hits, known, "my-article", ["a < b"], [])
    assert "<script" not in page and "&lt;script&gt;" in page and "a &lt; b" in page
    parsed = Page()
    parsed.feed(page)
    assert "script" not in parsed.tags and len(parsed.ids) == len(set(parsed.ids))
    assert all(link[1:] in parsed.ids for link in parsed.links) and len(parsed.links) == 2 * len(hits)
    assert page.count("<mark ") == len(hits) + 3  # and the key
    assert "my-article/came" in page


def test_the_command_writes_page_and_table_and_exits_1_while_something_is_open(tmp_path):
    done = command("audit", DATA / "articles" / "example.txt", "--out", tmp_path / "out", "--draft", tmp_path / "c.csv")
    assert done.returncode == 1 and "None of the 11 figures and dates in the article is accounted for" in done.stdout
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["hits.csv", "index.html", "manifest.json"]
    assert len(pd.read_csv(tmp_path / "out" / "hits.csv")) == 11
    assert command("verify", tmp_path / "out").returncode == 0
    again = command(
        "audit", DATA / "articles" / "example.txt", "--out", tmp_path / "out", "--draft", tmp_path / "c.csv"
    )
    assert again.returncode == 1 and "c.csv exists already" in again.stderr and len(again.stderr.splitlines()) == 1


def test_a_new_article_is_a_folder_of_completed_drafts(data):
    """From a text to claims that the notebooks can show: draft, complete, check."""
    copy = article.read(DATA / "articles" / "example.txt")
    folder = data / "articles" / "my-article"
    folder.mkdir()
    source = ledger.read(data).sources.iloc[[0]].assign(source_id="my-article", published="2025-03-14")
    source.to_csv(folder / "source.csv", index=False)
    claims, events = account.draft(account.hits(copy, ledger.read(data), "my-article"), "my-article")
    assert not {"measure", "place", "population", "asserted_by"} & set(claims.columns)
    assert set(events["date"]) == {"2025-02-21~/2025-03-14", "2024-08", "2025-03-12", "2025-03-14", "2017-12-22"}
    claims["measure"] = claims["unit"].map({"percent": "share", "usd": "revenue"}).fillna("worker_flow")
    claims["unit"] = claims["unit"].replace({"": "persons", "usd": "usd/year"})
    known = {"asserted_by": "Officials", "use": "table"}
    claims = claims.assign(place="RU", population="all", period="2025-03", status="estimated", **known)
    events = events.assign(side="RU", effect="signal", title="t", **known)
    book = ledger.read(data)
    for name, rows in (("claims", claims), ("events", events)):
        rows.reindex(columns=getattr(book, name).columns, fill_value="").to_csv(folder / f"{name}.csv", index=False)
    book = ledger.read(data)
    hits = account.hits(copy, book, "my-article")
    assert (hits["state"] == "covered").all() and len(hits) == 11
    assert problems(copy.text, book) == []
    claims.assign(measure="").reindex(columns=book.claims.columns, fill_value="").to_csv(
        folder / "claims.csv", index=False
    )
    assert any("column measure: blank, must not be blank" in line for line in checks.problems(data))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--source", "donga-2024-8"], "a source_id of sources.csv, or '' (did you mean donga-2024-08?)"),
        (["--out", "FOREIGN"], "is no folder of ours"),
    ],
)
def test_wrong_use_is_one_line_and_nothing_is_written(words, said, tmp_path):
    (tmp_path / "FOREIGN").mkdir()
    (tmp_path / "FOREIGN" / "mine.txt").write_text("mine")
    words = [tmp_path / word if word == "FOREIGN" else word for word in words]
    out = [] if "--out" in words else ["--out", tmp_path / "out"]
    done = command("audit", ARTICLES / "shipyard.html", *words, *out)
    assert done.returncode in (1, 2) and said in done.stderr and len(done.stderr.splitlines()) == 1
    assert not (tmp_path / "out").exists()


def test_a_file_that_is_no_article_is_one_line(tmp_path):
    for data in (b"", b"caf\xe9 5 men"):
        (tmp_path / "a.txt").write_bytes(data)
        done = command("audit", tmp_path / "a.txt", "--out", tmp_path / "out")
        assert done.returncode == 1 and done.stderr.startswith("error: ") and len(done.stderr.splitlines()) == 1


def test_html_is_audited_without_its_scripts(book):
    hits = account.hits(article.read(ARTICLES / "shipyard.html"), book)
    assert not {"5,000", "77", "99", "12px"} & set(hits["text"])
    assert hits["text"].str.contains("1,200").any() and hits["text"].str.contains("900").any()


@pytest.mark.parametrize("path", [str(ARTICLES / "whole.txt"), *filter(None, [os.environ.get("ARTICLE")])])
def test_an_article_is_wholly_accounted_for(path, known):
    """Ours, and the real one where ARTICLE names a copy: its text is not in this repository."""
    copy = article.read(path)
    source = account.likely_source(article.fingerprints(copy), known)
    assert source == ("my-article" if Path(path).parent == ARTICLES else "donga-2024-08")
    hits = account.hits(copy, known, source)
    assert len(hits) >= 7 and list(hits.loc[hits["state"] == "open", "text"]) == []
    assert arithmetic.problems(copy, known, source, hits) == []
    prints = known.fingerprints[known.fingerprints["source_id"] == source]
    assert article.differences(copy, prints) == []
    figure = hits[hits["hedge"] != ""].iloc[0]
    spoilt = article.of_text(copy.text[: figure["start"]] + "sixteen" + copy.text[figure["end"] :])
    assert arithmetic.problems(spoilt, known, source, account.hits(spoilt, known, source))
    assert [line.split(":")[0] for line in article.differences(spoilt, prints)] == [f"paragraph {figure['paragraph']}"]


@pytest.mark.parametrize(
    ("words", "bound"),
    [
        ("no more than 20 men", "at_most"), ("not less than 20 men", "at_least"), ("fewer than 20 men", "less_than"),
        (">20% of men", "more_than"), ("≥20% of men", "at_least"), ("≤20 men", "at_most"), ("~5,000 men", "about"),
        ("up to 20 men", "at_most"), ("300 or more men", "at_least"), ("300 or so men", "about"), ("20 to 30 men", "range"), ("20 men", "exact"),
    ],
)  # fmt: skip
def test_a_draft_bounds_a_figure_as_its_hedge_does(book, words, bound):
    claims, _ = account.draft(account.hits(article.of_text(f"There came {words} today."), book), "new")
    assert list(claims["bound"]) == [bound]
