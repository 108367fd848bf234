"""No fact changes, goes or comes in unnoticed; one row at a time is looked at and sealed anew."""

import csv
import random
import re
import shlex
import shutil
from concurrent.futures import ThreadPoolExecutor

import mutations
import pytest
from click.testing import CliRunner

from analysis import DATA, ledger
from analysis.__main__ import main
from analysis.ledger import check, package, review, seals

CLAIM = "donga-2024-08/revenue"
SAMPLE = random.Random(7).sample(
    [one for one in mutations.of_ledger(DATA, 7, 1, 1, 8) if one.column not in seals.FREE], 60
)


def faults(data):
    return seals.faults(package.read(data))


def command(data, *words, answer=None):
    return CliRunner().invoke(main, ["review", "--data", str(data), *words], input=answer)


def seal_of(data, table, row_id):
    paths = [data / "record" / "reviews.csv", *data.glob("articles/*/reviews.csv")]
    rows = [row for path in paths for row in csv.DictReader(path.read_text(encoding="utf-8").splitlines())]
    found = [row for row in rows if (row["table"], row["row_id"]) == (table, row_id)]
    return found[0] if found else None


@pytest.fixture(scope="module")
def spare(tmp_path_factory):
    """A copy of data/ that each test leaves as it was."""
    return shutil.copytree(DATA, tmp_path_factory.mktemp("spare") / "data")


def test_every_row_of_the_ledger_is_as_it_was_when_it_was_last_looked_at():
    assert faults(DATA) == []


@pytest.mark.parametrize("mutant", SAMPLE, ids=[f"{one.table}-{one.column}-{n}" for n, one in enumerate(SAMPLE)])
def test_a_changed_fact_is_noticed(spare, mutant):
    """A sample of benchmarks/mutants.py."""
    path = spare / mutant.path
    before = path.read_bytes()
    path.write_text(mutant.text, encoding="utf-8")
    try:
        found = faults(spare)
    finally:
        path.write_bytes(before)
    assert found
    assert all(len(line) <= 300 for line in found)


def test_the_check_of_the_command_line_asks_the_seals(edit, data):
    edit("claims.csv", "more than 90%,14,", "more than 90%,15,")
    assert check.problems(data) == []
    done = CliRunner().invoke(main, ["check", str(data)])
    assert done.exit_code == 1
    assert done.stderr == (
        "error: articles/donga-2024-08/claims.csv line 3, column locator: found '15'; changed since it was last looked at "
        "(2026-11-24): run python -m analysis review donga-2024-08/share-china-russia\n"
    )


def test_a_bound_changed_together_with_its_wording_is_named(edit, data):
    edit(
        "claims.csv",
        "2730000000,2730000000,usd,about,totalling US$2.73",
        "2740000000,2740000000,usd,about,totalling US$2.74",
    )
    assert check.problems(data) == []
    (line,) = faults(data)
    assert "columns low, high, wording: found '2740000000', '2740000000', " in line


def test_a_value_moved_to_the_column_beside_it_is_noticed(edit, data):
    edit("claims.csv", ",90,,percent,more_than", ",,90,percent,less_than")
    (line,) = faults(data)
    assert "columns low, high, bound: found '', '90', 'less_than'; changed" in line


def test_a_note_is_free(edit, data):
    edit("claims.csv", "no asserter, no date, no method", "neither asserter nor date nor method")
    assert faults(data) == []


def test_a_row_deleted_added_or_doubled_is_named(data):
    path = data / "record" / "origins.csv"
    header, first, second, *rest = path.read_text(encoding="utf-8").splitlines(keepends=True)
    gone, kept = first.split(",")[0], second.split(",")[0]
    path.write_text("".join([header, second, second, *rest, second.replace(kept, "somebody-new", 1)]), encoding="utf-8")
    twice, deleted, never = (
        next(line for line in faults(data) if said in line) for said in ("twice", "deleted", "never")
    )
    assert twice == f"record/origins.csv line 3: {kept} stands there twice, first in record/origins.csv line 2"
    assert re.search(rf"record/reviews.csv line \d+: origins: {gone} was deleted since it was last looked at", deleted)
    assert "was never looked at: run python -m analysis review somebody-new" in never


@pytest.mark.parametrize(
    "table", ["judgement/points.csv", "judgement/choices.csv", "scenario/inputs.csv", "scenario/parts.csv"]
)
def test_rows_whose_order_counts_cannot_change_places_unseen(table, data):
    path = data / table
    header, first, second, *rest = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join([header, second, first, *rest]), encoding="utf-8")
    (line,) = faults(data)
    assert line.startswith(f"{table} line 2: ") and "the order counts" in line
    shown = shlex.split(line.partition("analysis review ")[2])
    assert command(data, *shown, answer="y\n").exit_code == 0
    assert faults(data) == [], "a person has seen the new order"


@pytest.mark.parametrize("answer", ["yellow", "yes please", "", "n"])
def test_only_yes_seals_a_row(answer, data, edit):
    edit("claims.csv", "more than 90%,14,", "more than 90%,15,")
    done = command(data, "donga-2024-08/share-china-russia", answer=f"{answer}\n")
    assert done.exit_code == 1 and "not sealed" in done.stderr and faults(data)


def test_a_seal_changed_by_hand_is_noticed(edit, data):
    looks = f"claims,{CLAIM},2,"
    edit("reviews.csv", looks, looks.replace("2,", "9,"))
    (line,) = [one for one in faults(data) if "claims.csv" in one]
    assert "its seal was changed by hand, or its file renamed" in line


def test_a_column_that_is_new_and_blank_breaks_no_seal():
    schema = {"fields": [{"name": "id"}, {"name": "value"}], "primaryKey": ["id"]}
    wider = schema | {"fields": [*schema["fields"], {"name": "new"}]}
    old = seals.seal("t", "t.csv", schema, {"id": "a", "value": "1"}, 1, "2026-11-24")
    new = seals.seal("t", "t.csv", wider, {"id": "a", "value": "1", "new": ""}, 1, "2026-11-24")
    assert old["digest"] == new["digest"]
    filled = seals.seal("t", "t.csv", wider, {"id": "a", "value": "1", "new": "x"}, 1, "2026-11-24")
    assert filled["digest"] != new["digest"]


def test_an_article_is_a_folder_and_nothing_else(data):
    """Taking an article away with its seals leaves no fault, and so does a second one bring none to the first."""
    shutil.rmtree(data / "articles" / "donga-2024-08")
    assert faults(data) == []


def test_many_faults_of_one_kind_are_counted(data):
    path = data / "record" / "sources.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",en,B,", ",en,A,"), encoding="utf-8")
    found = faults(data)
    assert len(found) == seals.MOST + 1
    assert re.fullmatch(r"and \d+ more rows like these", found[-1])


def test_a_look_shows_the_row_its_source_and_its_seal(data):
    done = command(data, CLAIM, answer="n\n")
    assert done.exit_code == 1 and "not sealed" in done.stderr
    assert command(data, CLAIM, answer="").stderr.splitlines()[-1] == "error: not sealed: no answer"
    for said in (
        "wording: between $750 million",
        "https://time.news/",
        "looked at twice, last on 2026-11-24",
        "No fact has",
    ):
        assert said in done.stdout
    assert seal_of(data, "claims", CLAIM) == seal_of(DATA, "claims", CLAIM)


def test_a_look_shows_the_wording_of_the_claims_that_a_row_names(data):
    row = ledger.read(data).evidence.iloc[0]
    done = command(data, row["thesis_id"], row["evidence_id"], answer="n\n")
    assert f"{row['evidence_id']} says: “" in done.stdout and "  source " in done.stdout


def test_no_answer_seals_nothing(data):
    before = (data / "articles" / "donga-2024-08" / "reviews.csv").read_bytes()
    assert command(data, CLAIM, answer="").exit_code == 1
    assert command(data, CLAIM, answer="\n").exit_code == 1
    assert (data / "articles" / "donga-2024-08" / "reviews.csv").read_bytes() == before


def test_a_look_at_the_same_facts_counts_on_and_changes_no_other_seal(data):
    path = data / "articles" / "donga-2024-08" / "reviews.csv"
    before = path.read_text(encoding="utf-8").splitlines()
    assert command(data, CLAIM, answer="y\n").exit_code == 0
    assert seal_of(data, "claims", CLAIM)["looks"] == "3"
    after = path.read_text(encoding="utf-8").splitlines()
    assert len(after) == len(before) and sum(one != other for one, other in zip(before, after)) == 1
    assert faults(data) == []


def test_a_look_at_changed_facts_is_the_first(edit, data):
    edit("claims.csv", "more than 90%,14,", "more than 90%,15,")
    done = command(data, "donga-2024-08/share-china-russia", "--yes")
    assert done.exit_code == 0 and "Changed since: locator." in done.stdout
    assert seal_of(data, "claims", "donga-2024-08/share-china-russia")["looks"] == "1"
    assert faults(data) == []


def test_a_new_row_is_sealed_and_a_deleted_one_loses_its_seal(edit, data):
    edit("origins.csv", "gacc-cn,", "gacc-china,")
    assert "Nobody has looked" in command(data, "gacc-china", "--yes").stdout
    assert "It was deleted since." in command(data, "gacc-cn", "--yes").stdout
    assert faults(data) == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["donga-2024-08/revenu"], "no row has the id 'donga-2024-08/revenu'; nearest: 'donga-2024-08/revenue'"),
        ([CLAIM, "--table", "origin"], "--table: 'origin' given, allowed: assumptions, "),
        ([CLAIM, "--table", "events"], f"no row of events has the id '{CLAIM}'; nearest: 'donga-2024-08/"),
        (["koreaherald-2025-02-10/workers-russia-2024-10"], "stands in claims and estimates: name one with --table"),
    ],
)  # fmt: skip
def test_an_id_that_is_no_rows_or_several_is_one_line(data, words, said):
    done = command(data, *words, "--yes")
    assert done.exit_code == 2 and said in done.stderr and len(done.stderr.splitlines()) == 1


def test_no_word_seals_more_than_one_row(data):
    for words in ([], ["--all"], ["*"], [CLAIM, "donga-2024-08/share-china-russia"]):
        assert command(data, *words, "--yes").exit_code == 2


def test_readers_see_how_often_a_claim_was_looked_at(book):
    looks = seals.looks(book.reviews, "claims", book.claims["claim_id"])
    assert looks.min() == 1 and looks.max() == 2
    once = book.claims["note"].str.contains("Seen once")
    assert (looks[once] == 1).all()
    assert seals.looks(book.reviews, "claims", book.claims["claim_id"].head(1) + "x").tolist() == [0]


def test_looks_at_what_a_claim_no_longer_says_do_not_count(edit):
    changed = ledger.read(edit("claims.csv", ",90,,percent", ",40,,percent"))
    ids = changed.claims["claim_id"]
    looks = dict(zip(ids, seals.looks(changed.reviews, "claims", ids)))
    assert looks.pop("donga-2024-08/share-china-russia") == 0
    assert min(looks.values()) == 1


def test_words_for_counts():
    assert [review.times(count) for count in (0, 1, 2, 3)] == ["never", "once", "twice", "3 times"]


def test_a_report_and_a_refresh_warn_of_rows_that_nobody_looked_at_again(edit, monkeypatch, capsys):
    """Their pages show such rows all the same."""
    from analysis import __main__ as commands

    monkeypatch.setattr("analysis.DATA", edit("claims.csv", ",90,,percent", ",40,,percent"))
    commands._name_unsealed()
    said = capsys.readouterr().err
    assert said.startswith("warning: ") and "changed since it was last looked at" in said and said.count("\n") == 1
    monkeypatch.undo()
    commands._name_unsealed()
    assert capsys.readouterr().err == ""


def test_seals_renewed_at_once_are_all_kept(data):
    path = data / "record" / "origins.csv"
    head, *rows = csv.reader(path.read_text(encoding="utf-8").splitlines())
    for row in rows[:6]:
        row[1] += " anew"
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, lineterminator="\n").writerows([head, *rows])
    tables = package.read(data)
    looks = [review.find(tables, row[0], "origins") for row in rows[:6]]
    assert len(faults(data)) == 6
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda look: review.write(data, look, review.renewed(look, "2026-12-01")), looks))
    assert faults(data) == []
