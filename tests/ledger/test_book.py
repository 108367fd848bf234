"""A sound ledger is read whole; a broken one gives one line naming file, line, column and value."""

import re

import pandas as pd
import pytest

from analysis import DATA, ledger, verdicts
from analysis.ledger import check, package


def test_the_ledger_is_sound_in_every_respect():
    assert check.problems() == []


def test_frictionless_finds_no_fault_either(data):
    assert check.frictionless_problems(package.read(data)) == []


def test_the_article_is_complete(book):
    own = book.claims[book.claims["source_id"] == "donga-2024-08"].set_index("claim_id")
    workers = own.loc["donga-2024-08/workers-in-russia"]
    assert (workers["low"], workers["high"], workers["wording"]) == (1_000, 100_000, "thousands to tens of thousands")
    revenue = own.loc["donga-2024-08/revenue"]
    assert (revenue["low"], revenue["high"], revenue["unit"]) == (750e6, 1.1e9, "usd/year")
    share = own.loc["donga-2024-08/share-china-russia"]
    assert (share["low"], share["bound"]) == (90, "more_than") and share["high"] != share["high"]
    excluded = own[own["use"] == "excluded"]
    assert set(excluded["wording"]) == {
        "Five North Korean workers", "Article 12", "return of all North Korean workers", "The two countries", "the two countries",
    }  # fmt: skip
    assert (excluded["note"] != "").all()


def test_every_pair_has_china_and_russia_from_one_source(book):
    pairs = book.claims[book.claims["pair"] != ""]
    assert len(pairs) == 2 * pairs["pair"].nunique()
    assert pairs.groupby("pair")["source_id"].nunique().eq(1).all()


BREAKS = [
    # file, old, new, what the one line must hold
    ("claims.csv", ",persons,range,thousands", ",people,range,thousands", ["claims.csv line 2", "column unit", "'people'", "persons"]),
    ("claims.csv", "750000000,1100000000", "1100000000,750000000", ["column low", "must not exceed high"]),
    ("claims.csv", "WORLD,all,2023,750000000", "WORLD,all,2023,about 750m", ["column low", "'about 750m'", "plain number"]),
    ("claims.csv", "WORLD,all,2023,750000000", "WORLD,all,2023,nan", ["column low", "'nan'", "plain number"]),
    ("claims.csv", ",90,,percent", ",90,95,percent", ["column high", "bound more_than needs high to be blank"]),
    ("claims.csv", ",90,,percent", ",,,percent", ["column low", "bound more_than needs low to be a number"]),
    ("claims.csv", ",5,5,persons,exact", ",5,6,persons,exact", ["column high", "needs low equal to high"]),
    ("claims.csv", "RU,all,2024-08~", "RU,all,last summer", ["column period", "'last summer'", "EDTF"]),
    ("claims.csv", "more than 90%", "one two three four five six seven eight nine", ["column wording", "at most eight words"]),
    ("claims.csv", "donga-2024-08/revenue,donga-2024-08", "donga-2024-08/revenue,dongo-2024-08", ["column source_id", "'dongo-2024-08'", "no such source_id in sources"]),
    ("claims.csv", "donga-2024-08/revenue,", "donga-2024-08/workers-in-russia,", ["column claim_id", "must be unique"]),
    ("claims.csv", "donga-2024-08/revenue,", "other/revenue,", ["column claim_id", "must begin with its source_id"]),
    ("claims.csv", ",,kinu-2016,chart", ",,,chart", ["column pair", "'kinu-2016'", "must have one for CN and one for RU"]),
    ("claims.csv", "CN,all,2017-11,120000,120000", "CN,all,2017,120000,120000", ["column period", "'asahi-2017'", "differ"]),
    ("claims.csv", "Counts the people in an archive picture that the caption itself calls unrelated to the article.", "", ["column note", "reason"]),
    ("events.csv", ",2024-06,in June,", ",,in June,", ["events.csv line 2", "column date", "must not be blank"]),
    ("events.csv", ",2024-06,in June,", ",2024-13,in June,", ["events.csv line 2", "column date", "'2024-13'", "EDTF"]),
    ("events.csv", "donga-2024-08/treaty,,,\n", "donga-2024-08/treety,,,\n", ["column same_as", "'donga-2024-08/treety'", "no such event_id in events"]),
    ("sources.csv", ",C,", ",G,", ["record/sources.csv line", "column reliability", "'G'", "A, B, C, D, E, F"]),
    ("sources.csv", "source_id,kind", "source,kind", ["record/sources.csv line 1", "column 1", "'source_id'"]),
    ("readings.csv", "[),persons", "[],persons,", ["readings.csv line 2", "found 9 fields, need 8"]),
    ("readings.csv", "[),persons", "open,persons", ["column ends", "'open'"]),
    ("readings.csv", "1000,100000,", "100001,100000,", ["readings.csv line 2", "column low", "must not exceed high"]),
    ("readings.csv", "0,183,", "0,9999999,", ["column high", "at most 36525 in days before publication"]),
    ("claims.csv", ",90,,percent", ",150,,percent", ["a share is at most 100"]),
    ("claims.csv", "13221,13221,crossings", "-13221,-13221,crossings", ["column low", "'-13221'", "plain number of zero or more"]),
    ("claims.csv", "13221,13221,crossings", "1e6,1e6,crossings", ["column low", "'1e6'", "plain number"]),
    ("claims.csv", "13221,13221,crossings", "13221,13221,usd", ["column unit", "'usd'", "allowed for entries: crossings, persons"]),
    ("claims.csv", "RU,all,2024-08~", "RU,all,2024-08/2024-01", ["column period", "'2024-08/2024-01'", "EDTF"]),
    ("claims.csv", "RU,all,2024-08~", "RU,all, 2024-08", ["column period", "no space at either end"]),
    ("claims.csv", "thousands to tens", "thou\u200bsands to tens", ["column wording", "no invisible character"]),
    ("claims.csv", "RU,study,2024-04/2024-06,332", "RU,study,2024-01/2024-03,332", ["column period", "series fsb-crossings/study has a figure for it above"]),
    ("claims.csv", "RU,all,2024-08~", "RU,all,2091", ["column period", "'2091'", "begins after its source was published"]),
    ("sources.csv", ",2017-11-24,,https://govorit", ",2091-11-24,,https://govorit", ["column published", "'2091-11-24'", "a day that has come"]),
    ("terms.csv", "place,KP,,,", "place,KP,,,#767676", ["record/terms.csv line", "column color", "only a side has a colour"]),
    ("confidence.csv", "moderate,2.5,2,1,1", "moderate,7,2,1,1", ["column least_points", "'7'", "must not need more than the row before"]),
    ("claims.csv", ",90,,percent,more_than", ",100,,percent,more_than", ["a share is at most 100"]),
    ("claims.csv", 'no source named",worker_stock', 'no\u3164source named",worker_stock', ["column asserted_by", "no invisible character"]),
    ("claims.csv", 'no source named",worker_stock', 'the [army](claim:a/b)",worker_stock', ["column asserted_by", "would be a link"]),
    ("choices.csv", "2024-12-31", "2024-13-31", ["column option", "'2024-13-31'", "allowed for as_of"]),
    ("theses.csv", "More workers sent to Russia", "More workers were sent to all parts of Russia", ["column short", "must match .{1,40}"]),
    ("events.csv", "donga-2024-08/treaty,,,\n", "donga-2024-08/treaty-headline,,,\n", ["column same_as", "not another account of itself"]),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "said"), BREAKS, ids=[f"{b[0]}: {b[2][:40]}" for b in BREAKS])
def test_a_broken_ledger_gives_one_clear_line(edit, file, old, new, said):
    folder = edit(file, old, new)
    with pytest.raises(ledger.LedgerError) as caught:
        ledger.read(folder)
    assert "\n" not in str(caught.value)
    # The full check names it, whatever else follows from it.
    try:
        found = check.problems(folder)
    except ledger.LedgerError as error:
        found = [str(error)]
    assert any(all(part in line for part in said) for line in found), found


def test_several_faults_are_counted_and_all_listed(edit):
    edit("sources.csv", ",C,", ",G,")
    folder = edit("claims.csv", ",persons,range,thousands", ",people,range,thousands")
    with pytest.raises(ledger.LedgerError, match=r"\(and 1 more: python -m analysis check\)"):
        ledger.read(folder)
    assert len(check.problems(folder)) == 2


def test_bounds_and_dates_must_follow_from_the_wording(edit):
    edit("claims.csv", "2024-08~,1000,100000", "2024-08~,1000,90000")
    folder = edit("events.csv", ",2024-06,in June,", ",2024-05,in June,")
    found = check.problems(folder)
    assert any(
        line.startswith("articles/donga-2024-08/claims.csv line 2, donga-2024-08/workers-in-russia: ")
        and "as 1000 to 100000" in line
        for line in found
    )
    assert any(
        line.startswith("articles/donga-2024-08/events.csv line 2, donga-2024-08/treaty, column date")
        and "'2024-06'" in line
        for line in found
    )


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda folder: (folder / "record" / "claims.csv").unlink(), "claims.csv is missing"),
        (
            lambda folder: (folder / "record" / "claims.csv").write_bytes(b"\xff\xfe\x00"),
            "record/claims.csv line 1: not UTF-8 text",
        ),
        (lambda folder: (folder / "record" / "claims.csv").write_text(""), "claims.csv line 1: column 1 is 'nothing'"),
        (lambda folder: (folder / "datapackage.json").write_text("{"), "datapackage.json is not valid JSON"),
        (lambda folder: (folder / "datapackage.json").unlink(), "no ledger here"),
        (lambda folder: (folder / "datapackage.json").write_text("[]"), "datapackage.json has no list of resources"),
        (
            lambda folder: (folder / "datapackage.json").write_text('{"resources": []}'),
            "datapackage.json, title: found None",
        ),
        (
            lambda folder: (folder / "record" / "claims.csv").unlink() or (folder / "record" / "claims.csv").mkdir(),
            "claims.csv cannot be read",
        ),
        (lambda folder: (folder / "record" / "readings.csv").write_text(_header(folder)), "readings.csv holds no rows"),
    ],
)
def test_unreadable_files_are_named(data, spoil, said):
    spoil(data)
    with pytest.raises(ledger.LedgerError, match=re.escape(said)):
        ledger.read(data)


def _header(folder):
    return (folder / "record" / "readings.csv").read_text().splitlines()[0] + "\n"


@pytest.mark.parametrize("value", ["9999", "376", "37650"])
def test_a_bound_that_the_wording_does_not_print_fails_the_check(edit, value):
    """The wording says 3,765; another number beside it is an error, whatever it is."""
    found = check.problems(edit("claims.csv", "3765,3765,crossings", f"{value},{value},crossings"))
    assert any(f"{value} does not stand in the wording '3,765, the most'" in line for line in found)


def test_a_wrong_scale_and_a_lost_gap_fail_the_check(edit, data):
    edit("claims.csv", ",2730000000,2730000000,usd", ",2.73,2.73,usd")
    assert any("2.73 does not stand in the wording" in line for line in check.problems(data))
    edit("claims.csv", ",2.73,2.73,usd", ",2730000000,2730000000,usd")
    edit("events.csv", ",RU,gap,2025-04/2025-12", ",RU,rule,2025-04/2025-12")
    assert any("no event of effect gap" in line for line in check.problems(data))


def test_a_spreadsheets_byte_order_mark_does_no_harm(data):
    path = data / "record" / "claims.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert len(ledger.read(data).claims) == len(ledger.read().claims)


CODEBOOK = (DATA / "README.md").read_text(encoding="utf-8")


PACKAGE = package.describe(DATA)
# Each table's path and columns; None where they are those of the record.
DESCRIBED = [(table["path"], table["schema"]["fields"]) for table in PACKAGE["resources"]] + [
    (f"articles/ID/{table['path']}", table["schema"]["fields"] if isinstance(table["schema"], dict) else None)
    for table in PACKAGE["articles"]
]


def codebook_lines(path):
    """Return the rows of the codebook below the heading that names a table."""
    (section,) = (part for part in CODEBOOK.split("\n### ")[1:] if f"`{path}`" in part.splitlines()[0])
    return [line for line in section.split("\n#")[0].splitlines() if line.startswith("| `")]


def names(line):
    return re.findall(r"`([^`]+)`", line.split("|")[1])


@pytest.mark.parametrize(("path", "fields"), DESCRIBED, ids=[path for path, _ in DESCRIBED])
def test_the_codebook_describes_every_column_and_allowed_word_and_no_other(path, fields):
    lines = codebook_lines(path)
    if fields is None:
        assert lines == [], "its columns are those of the record"
        return
    assert sorted(name for line in lines for name in names(line)) == sorted(field["name"] for field in fields)
    for field in fields:
        line = next(line for line in lines if field["name"] in names(line))
        if "as for claims" in line:
            line = next(line for line in codebook_lines("record/claims.csv") if field["name"] in names(line))
        words = set(re.findall(r"[\w/+-]+", line))
        assert set(field.get("constraints", {}).get("enum", [])) - {"[]", "[)", "(]", "()"} <= words, field["name"]


def test_the_codebook_names_every_verdict():
    assert set(re.findall(r"^\| ([a-z ]+) \|", CODEBOOK.split("| verdict | when |")[1], re.M)) >= set(verdicts.VERDICTS)


def test_the_codebooks_account_of_the_rows_adds_up(book):
    row = r"^\| ([^|]+) \| *(\d*) *\| *(\d*) *\| (\d+) \| (\d+) \|$"
    account = {name: [int(cell or 0) for cell in cells] for name, *cells in re.findall(row, CODEBOOK, re.M)}
    together = account.pop("together")
    articles = {re.search("`(.+)`", name)[1]: cells for name, cells in account.items() if "`" in name}
    claims = pd.concat([book.claims, book.withdrawn])
    for column, table in ((2, claims), (3, book.events)):
        of_record = [cells[column] for name, cells in account.items() if "`" not in name]
        assert sum(of_record) == (~table["source_id"].isin(book.articles)).sum()
        assert all(cells[column] == table["source_id"].eq(name).sum() for name, cells in articles.items())
        assert together[column] == sum(cells[column] for cells in account.values())
    # In the first collection a row is one claim or event; in the second it may be several.
    rows, unused, *kept = account["the first collection"]
    assert rows == unused + sum(kept)
    used, found, events = map(int, re.search(r"(\d+) rows gave (\d+) claims and (\d+) events", CODEBOOK).groups())
    rows, unused, *kept = account["the second collection"]
    assert (rows - unused, found - 1, events) == (used, *kept)
    excluded = claims["use"].eq("excluded") & ~claims["source_id"].isin(book.articles)
    assert int(re.search(r"record's claims (\d+) are excluded", CODEBOOK)[1]) == excluded.sum()
