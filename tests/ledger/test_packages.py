"""A changed package gives one short line that says where and what; what check calls sound runs in every notebook."""

import csv
import json
import os
import random

import packages
import pytest

from analysis import charts, ledger
from analysis.charts import files
from analysis.headless import notebook as runner
from analysis.ledger import check, csvs, folders, vocabulary
from analysis.ledger.errors import LONGEST
from analysis.notebook.show import FINDING

SAMPLE, SEED = 12, 5


@pytest.fixture(scope="module")
def copy():
    with packages.copy_of_data() as folder:
        yield folder


def test_random_changes_give_lines_and_sound_packages_run(copy):
    """A sample, on one notebook; the benchmark of the same name makes ten thousand, on all."""
    files = packages.tables()
    changes = [packages.change(random.Random(SEED * 1_000_003 + number), files) for number in range(SAMPLE)]
    tried = list(packages.judged(copy, changes, [path for path in runner.notebooks() if path.stem == "04_shift"]))
    assert [one for one in tried if one[0] not in ("refused", "sound")] == []
    assert {"refused", "sound"} <= {kind for kind, *_ in tried}


LINES = [
    # file, old, new, what the one line must hold
    ("readings.csv", "recently/literal,recently,literal", "recently/literal,lately,literal", ["readings.csv line 5", "column phrase", "'lately'", "reading_id"]),
    ("readings.csv", "this-year/literal,this year,literal,1,12,[],month of the publication year", "this-year/literal,this year,literal,1,12,[],day of month", ["no row for 'this year' in month of the publication year"]),
    ("readings.csv", "several-thousand/literal,several thousand,literal,2000,10000", "several-thousand/literal,several hundred,literal,2000,10000", ["column phrase", "'several hundred'", "'several-thousand'"]),
    ("readings.csv", "several-thousand/narrow,several thousand,narrow,3000,7000", "several-thousand/narrow,several thousand,narrow,1000,7000", ["column low", "inside those of the literal reading"]),
    ("readings.csv", "[),persons,", "[),heads,", ["column unit", "'heads'", "allowed"]),
    ("readings.csv", "this-year/literal,this year,literal,1,12", "this-year/literal,this year,literal,0.5,12", ["column low", "a whole number from 1"]),
    ("claims.csv", "RU,all,2024-08~", "RU,all,2024-08\u200e", ["column period", "no invisible character"]),
    ("claims.csv", "thousands to tens of thousands,", 'thousands "to" tens of thousands,', ["claims.csv line 2", "stray quote"]),
    ("claims.csv", "thousands to tens of thousands,", "x" * 200_000 + ",", ["claims.csv line 2, column wording", "200,000 characters"]),
    ("claims.csv", "thousands to tens of thousands,", "x" * 9_000 + ",", ["does not stand in the wording", "…", "Bound not in the wording"]),
    ("claims.csv", ",1000,100000,persons", f",0.{'0' * 319}1,100000,persons", ["column low", "must be 0, or from"]),
    ("claims.csv", ",130,130,persons,about,only 130 North", ",130,,persons,more_than,more than 130 North", ["column bound", "'more_than'", "use is table"]),
    ("claims.csv", ",47900000,47900000,usd,about,came to US$47.9 million", ",40000000,47900000,usd,range,between US$40 million and US$47.9 million", ["column high", "one number", "use is table"]),
    ("claims.csv", ",332,332,crossings,exact,education 332,5,observed", ",332,332,crossings,exact,education 332,5,planned", ["column status", "was counted"]),
    ("claims.csv", ",332,332,crossings,exact,education 332", ",332,332,persons,exact,education 332", ["column unit", "entries, where charted, must be in crossings"]),
    ("claims.csv", ",332,332,crossings,exact,education 332", ",300,332,crossings,range,education 300 to 332", ["column bound", "one number"]),
    ("claims.csv", ",332,332,crossings,exact,education 332", ",,332,crossings,at_most,education at most 332", ["column bound", "'at_most'"]),
    ("claims.csv", ",332,332,crossings,exact,education 332", ",9332,9332,crossings,exact,education 9332", ["entries-study-2024q2", "more than the whole"]),
    ("claims.csv", ",RU,study,2024-04/2024-06,332", ",RU,study,2024~,332", ["column period", "'2024~'"]),
    ("claims.csv", ",130,130,persons,about,only 130 North", ",,,persons,unstated,North", ["column bound", "'unstated'"]),
    ("events.csv", "RU,gap,2025-04/2025-12", "RU,gap,2020-04/..", ["none were published"]),
    ("claims.csv", '19000,19000,persons,about,"19,000-odd', '0,0,persons,exact,"0', ["column bound", "above 0"]),
    ("claims.csv", ",47900000,47900000,usd,about,came to US$47.9 million last year,2,observed", ",47900000,47900000,usd,about,came to US$47.9 million last year,2,planned", ["column status", "was counted"]),
    ("points.csv", "grade,A,3", "grade,X,3", ["points.csv line 2, column value", "'X'", "grade A"]),
    ("choices.csv", "bearing,direct,no", "bearing,indirect,no", ["choices.csv line", "column option", "'indirect'", "all|direct"]),
    ("input_claims.csv", "it_in_china,part", "it_in_china,figure", ["column role", "one part and one whole"]),
    ("input_claims.csv", "it_in_china,part,thefollowup-2026-01-13/it-china\nit_in_china,whole,mofa-2025-10-22/it-abroad-2025", "it_in_china,whole,thefollowup-2026-01-13/it-china\nit_in_china,part,mofa-2025-10-22/it-abroad-2025", ["input_claims.csv line", "column claim_id", "at most its whole"]),
    ("inputs.csv", "The state's part of pay in China,percent,100", "The state's part of pay in China,percent,500", ["inputs.csv line", "column most", "at most 100 percent"]),
    ("choices.csv", "least_grade,F,yes,sources of every grade,,", "least_grade,F,yes,sources of every grade,reading=literal,x", ["choices.csv line 2, column not_with", "no default of one"]),
    ("choices.csv", "reading,narrow,no,vague words read narrowly,,", "reading,narrow,no,vague words read narrowly,reading=literal,x", ["column not_with", "an option of another choice"]),
    ("choices.csv", "bearing,direct,no,direct evidence only", "bearing,direct,no,direct and indirect evidence", ["column words", "has these words"]),
    ("inputs.csv", "Workers in Russia already,persons,1000000", "Workers in Russia already,persons,", ["inputs.csv line 3", "column most", "needs the most"]),
    ("parts.csv", "joongang-2024-03/revenue-it", "", ["parts.csv", "column claim_id", "must name a claim"]),
    ("theses.csv", "17,donga-2024-08/workers-in-russia,2024-08,", "99,donga-2024-08/workers-in-russia,2024-08,", ["theses.csv line", "column paragraphs", "'99'", "no such paragraph"]),
    ("theses.csv", "17,donga-2024-08/workers-in-russia,2024-08,", "17,donga-2024-08/workers-in-russia,../..,", ["theses.csv line", "column period", "'../..'", "name a day"]),
    ("theses.csv", "17,donga-2024-08/workers-in-russia,2024-08,", "17,rfa-2022-03-03/workers-russia,2024-08,", ["theses.csv line", "column claim_id", "of the article itself"]),
    ("claims.csv", '"RFA, no source named",worker_stock,RU,all', '"RFA, no source named",worker_stock,RU,ALL', ["claims.csv line", "column population", "'ALL'", "almost 'all'"]),
    ("claims.csv", '"RFA, no source named",worker_stock,RU,all', '"RFA, no source named",worker_stock,RU,al', ["column population", "'al'", "almost 'all'"]),
    ("claims.csv", "fsb-border,sure", "fsb-border,", ["column origin_known", "blank", "sure, likely, unknown"]),
    ("assumptions.csv", "it_in_china it_abroad", "it_in_china it_abrod", ["assumptions.csv line", "column applies_to", "inputs and parts"]),
    ("points.csv", "vague,,10", "vague,,0", ["points.csv line", "column points", "at least 1"]),
    ("likelihood.csv", "unlikely,-4,20,45", "unlikely,-4,0,45", ["likelihood.csv line", "column low_percent", "band before"]),
    ("estimates.csv", "kbs-2017-12-11/quota-2017", "joongang-2024-03/revenue-it", ["estimates.csv line 5, column claim_id", "must be in persons, permits, places"]),
    ("input_claims.csv", "pay_russia,figure,chosun-2017-11-10/pay-russia", "pay_russia,figure,aju-2012-07-25/pay-china", ["input_claims.csv line", "column claim_id", "is of pay of all in CN, must be of pay of all in RU"]),
    ("estimates.csv", "kbs-2017-12-11/quota-2017", "yonhap-2024-07-09/workers-china-2024", ["estimates.csv line", "column claim_id", "one of Russia"]),
    ("parts.csv", "spn-2024-03/it-abroad\nit_inside,IT workers inside North Korea,spn-2024-03/it-inside", "spn-2024-03/it-inside\nit_inside,IT workers inside North Korea,spn-2024-03/it-abroad", ["parts.csv line", "must be of worker_stock of it in KP"]),
    ("parts.csv", "Workers abroad,rfa-2024-03-21/workers-world", "Workers abroad,spn-2024-03/it-abroad", ["parts.csv line", "must be of worker_stock of all in WORLD"]),
    ("likelihood.csv", "very likely,4", "highly probable,4", ["likelihood.csv line", "column likelihood", "'highly probable'", "allowed: almost no chance"]),
    ("choices.csv", "as_of,,yes", "as_of,,no", ["choices.csv line", "column default", "the answer page chooses ''"]),
    ("choices.csv", "as_of,2024-12-31,no", "as_of,2024-12-31,yes", ["choices.csv line", "column default", "the answer page chooses ''"]),
    ("words.csv", "sign,usd,$\n", "", ["words.csv, columns kind and name", "no row for sign usd"]),
    ("words.csv", "measure,pay,", "measure,payy,", ["no row for measure pay"]),
    ("claims.csv", "entries,RU,study,2024,", "entries,RU,study,2024-01/2024-12,", ["claims.csv line", "column period", "must be written as '2024'"]),
    ("claims.csv", ",more_than,more than 90%,", ",exact,more than 90%,", ["claims.csv line 3", "column bound", "the wording says 'more than 90%'"]),
    ("claims.csv", ",90,,percent,more_than,more than 90%,", ",,90,percent,at_most,more than 90%,", ["claims.csv line 3, column bound"]),
    ("claims.csv", "1100000000,usd/year,range,between $750 million", "750000000,usd/year,exact,between $750 million", ["claims.csv line 4, column bound"]),
    ("claims.csv", ",more than 90%,14,", ",more than 90%,99,", ["claims.csv line 3, column locator", "no such paragraph"]),
    ("claims.csv", "entries,RU,study,2024,", "entries,RU,study,2024-XX,", ["claims.csv line", "column period", "in words"]),
    ("claims.csv", "entries,RU,study,2024,", "entries,RU,study,2024?,", ["claims.csv line", "column period", "in words"]),
    ("sources.csv", "near pre-pandemic levels,2026-01-20", "near pre-pandemic levels,1899-01-20", ["sources.csv line 2", "column published", "a day from 1900-01-01"]),
    ("claims.csv", "un-1718-reports,sure", ",sure", ["claims.csv line", "column origin_known", "no origin is named"]),
    ("origins.csv", "nis-kr,", "unknown,", ["origins.csv line", "column origin_id", "nobody knows"]),
    ("theses.csv", "donga-2024-08/thesis-trains", "donga-2024-08/trains", ["theses.csv line", "column thesis_id", "thesis-"]),
    ("origins.csv", "china-1718-report,China's report to the UN 1718 Committee,administration,CN,", "china-1718-report,China's report to the UN 1718 Committee,administration,CN+CN,", ["origins.csv line", "column government", "'CN+CN'", "once"]),
    ("parts.csv", "sum,Sum of the parts,", "sum,Sum of the parts,joongang-2024-03/revenue-it", ["parts.csv line", "column claim_id", "must be blank"]),
    ("parts.csv", "range,joongang-2024-03/revenue-total\nit,IT workers,joongang-2024-03/revenue-it", "range,joongang-2024-03/revenue-it\nit,IT workers,joongang-2024-03/revenue-total", ["parts.csv line 3", "column claim_id", "lies within 'total'"]),
    ("inputs.csv", "Workers in Russia already,persons,1000000", "Workers in Russia already,persons,5000", ["input_claims.csv line", "column claim_id", "above the most", "5000"]),
    ("choices.csv", "window_years,3,no", "window_years,03,no", ["choices.csv line", "column option", "'03'"]),
    ("choices.csv", "as_of,2024-12-31,no", "as_of,2094-12-31,no", ["choices.csv line", "column option", "a day that has come"]),
    ("origins.csv", "nis-kr,", f"nis-{'k' * 250},", ["origins.csv line", "column origin_id", "at most 120 characters"]),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "said"), LINES, ids=[f"{line[0]} {line[3][-1][:30]}" for line in LINES])
def test_each_fault_is_one_short_line(edit, file, old, new, said):
    found = packages.problems(edit(file, old, new))
    assert all(len(line) <= LONGEST and "\n" not in line for line in found)
    assert any(all(part in line for part in said) for line in found), found


def test_a_charted_figure_of_trade_needs_one_known_year(edit, book):
    claim = book.claims[book.claims["measure"].eq("trade") & book.claims["use"].eq("chart")].iloc[0]
    part = f"{claim['measure']},{claim['place']},{claim['population']},{claim['period']}"
    found = packages.problems(edit("claims.csv", part, f"{part}~"))
    assert any("column period" in line and "of one known year" in line for line in found), found


def fields(about, table):
    """Return the columns of one table of a description, by name."""
    schema = next(one for one in about["resources"] if one["name"] == table)["schema"]
    return {field["name"]: field for field in schema["fields"]}


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda about: about["resources"].append(about["resources"][0]), "'sources' twice"),
        (lambda about: about["resources"].remove(next(one for one in about["resources"] if one["name"] == "words")), "describes no table 'words'"),
        (lambda about: about["resources"][1]["schema"].pop("primaryKey"), "'claims', primaryKey: found None"),
        (lambda about: about["resources"][1].update(path="../x.csv"), "'claims', path: found '../x.csv'"),
        (lambda about: about["resources"][1]["schema"]["fields"][0].pop("type"), "column claim_id, type: found None"),
        (lambda about: about["resources"][1]["schema"]["fields"][0].update(constraints={"pattern": "("}), "no regular expression"),
        (lambda about: about["resources"][1]["schema"]["fields"][0].update(constraints={"least": 1}), "constraints: found {'least': 1}; allowed: required"),
        (lambda about: about["resources"][1]["schema"]["fields"][0].update(constraints={"required": "yes"}), "required: found 'yes'; allowed: true, false"),
        (lambda about: about["resources"][1]["schema"]["fields"][0].update(constraints={"enum": []}), "enum: found []; allowed: a list of texts"),
        (lambda about: about["resources"][1]["schema"]["fields"][0].update(constraints=["required"]), "constraints: found ['required']; allowed: required"),
        (lambda about: fields(about, "claims")["low"].update(type="string"), "column low, type: found 'string'; allowed: number"),
        (lambda about: fields(about, "inputs")["input"].pop("constraints"), "'inputs': its columns or their rules are not those"),
        (lambda about: fields(about, "sources")["reliability"]["constraints"]["enum"].append("G"), "'sources': its columns or their rules"),
        (lambda about: about["resources"][1]["schema"]["foreignKeys"].pop(), "'claims': its columns or their rules"),
        (lambda about: about.update(version="\ud800"), "is not valid JSON"),
        (lambda about: about.update(topic="nobody"), "topic: found 'nobody'; allowed: donga-2024-08"),
        (lambda about: about["resources"][1]["schema"]["foreignKeys"].append({"fields": ["x"]}), "one column to one that exists"),
        (lambda about: about["resources"][1]["schema"].update(foreignKeys=None), "'claims', foreignKeys: found None; allowed: a list"),
        (lambda about: about["resources"][1].update(path="record/cl\0aims.csv"), "'claims', path: found 'record/cl\\x00aims.csv'"),
        (lambda about: about["articles"][0].update(schema="nobody"), "schema: found 'nobody'; allowed: sources,"),
        (lambda about: about["articles"][0].update(path="a**b.csv"), "path: found 'a**b.csv'"),
        (lambda about: about.update(topic=["donga-2024-08"]), "topic: found ['donga-2024-08']; allowed: a text"),
        (lambda about: about.update(version=2), "version: found 2; allowed: a text"),
        (lambda about: about.update(version="<b>"), "version: found '<b>'; allowed: numbers with points"),
        (lambda about: about.pop("licenses"), "licenses: found None; allowed: a list of licences"),
        (lambda about: about["licenses"][0].update(path="javascript:alert(1)"), "licenses, path: found 'javascript:alert(1)'; allowed: an address"),
        (lambda about: about["licenses"][0].pop("title"), "licenses, title: found None"),
        (lambda about: about.update(title="<img>"), "title: found '<img>'"),
        (lambda about: about.update(created=2026), "created: found 2026; allowed: a day"),
        (lambda about: about.update(created="2026-99-99"), "created: found '2026-99-99'; allowed: a day"),
        (lambda about: about.update(name="../x"), "name: found '../x'; allowed: small letters"),
        (lambda about: about.update(description="</script>"), "description: found '</script>'; allowed: a line of text"),
        (lambda about: about["resources"][1].update(encoding="latin-1"), "'claims', encoding: found 'latin-1'; allowed: 'utf-8'"),
        (lambda about: about["resources"][1].update(dialect={"delimiter": ";"}), "'claims', dialect: found {'delimiter': ';'}; allowed: no such entry"),
    ],
)  # fmt: skip
def test_a_wrong_description_is_one_line(data, spoil, said):
    path = data / "datapackage.json"
    about = json.loads(path.read_text(encoding="utf-8"))
    spoil(about)
    path.write_text(json.dumps(about), encoding="utf-8")
    found = packages.problems(data)
    (line,) = [line for line in found if said in line]
    assert line.startswith("datapackage.json") and all(len(line) <= LONGEST for line in found)


def test_only_the_input_that_the_model_scales_may_be_a_share_of_a_whole(data):
    path = data / "scenario" / "input_claims.csv"
    kept = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("take_china")]
    kept += [
        "take_china,part,rfa-2023-08/workers-china",
        "take_china,whole,koreaherald-2025-02-10/workers-russia-2024-10",
    ]
    path.write_text("\n".join([*kept, ""]), encoding="utf-8")
    (line,) = packages.problems(data)
    assert "input_claims.csv line" in line and "column role: found 'part'" in line and "for it_in_china also" in line


def test_entries_without_a_series_are_no_fault(data):
    path = data / "record" / "claims.csv"
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    csvs.write(path, list(rows[0]), [row | ({"series": ""} if row["measure"] == "entries" else {}) for row in rows])
    assert packages.problems(data) == []


def test_the_thesis_that_a_notebook_draws_by_default_must_be_there(data):
    for path in data.glob("articles/*/*.csv"):
        path.write_text(path.read_text(encoding="utf-8").replace("/thesis-rise,", "/thesis-climb,"), encoding="utf-8")
    assert packages.problems(data) == ["theses.csv: no row for thesis-rise; the notebook on robustness draws it"]


def test_the_timeline_needs_a_row_of_the_topics_article(data):
    path = data / "articles" / "donga-2024-08" / "events.csv"
    path.write_text(path.read_text(encoding="utf-8").partition("\n")[0] + "\n", encoding="utf-8")
    other = data / "record" / "events.csv"
    rows = list(csv.reader(other.read_text(encoding="utf-8").splitlines()))
    same = rows[0].index("same_as")
    csvs.write(other, rows[0], [dict(zip(rows[0], row)) | {rows[0][same]: ""} for row in rows[1:]])
    assert "events.csv: has no row of the topic's article; the timeline draws them" in packages.problems(data)


def test_a_day_to_come_and_an_unseen_mark_in_the_description_are_named(data):
    path = data / "datapackage.json"
    about = json.loads(path.read_text(encoding="utf-8"))
    for change, said in (
        ({"created": "2999-02-28"}, "created: found '2999-02-28'; allowed: a day that has come"),
        ({"created": "2025-02-31"}, "created: found '2025-02-31'; allowed: a day that has come"),
        ({"homepage": "a\u202eb"}, r"holds '\u202e', which no reader sees"),
        ({"homepage": "a\x00b"}, "which no reader sees"),
    ):
        path.write_text(json.dumps(about | change), encoding="utf-8")
        (line,) = packages.problems(data)
        assert said in line


@pytest.mark.parametrize("period", ["0001", "0001-01/0001-03", "9999", "9999-10/9999-12"])
def test_the_ends_of_the_calendar_are_no_error_of_another_kind(edit, period):
    old = ',"all, by rail",2024-04/2024-06,80,80,crossings,exact,80,6-8,observed,'
    new = old.replace("2024-04/2024-06", period).replace("observed", "planned" if period > "2" else "observed")
    found = packages.problems(edit("claims.csv", old, new))
    assert all("claims.csv" in line for line in found)


@pytest.mark.parametrize(
    ("column", "old", "new"),
    [
        ("population", ("worker_stock,CN,all,2013~", "worker_stock,RU,all,2013~"), ("worker_stock,CN,it,2013~", "worker_stock,RU,it,2013~")),
        ("unit", ('19000,persons,about,"19,000-odd', '20000,persons,about,"about 20,000 in Russia, mostly'), ('19000,permits,about,"19,000-odd', '20000,permits,about,"about 20,000 in Russia, mostly')),
    ],
)  # fmt: skip
def test_a_charted_pair_is_of_all_workers_in_persons(edit, column, old, new):
    for one, other in zip(old, new):
        folder = edit("claims.csv", one, other)
    assert any(f"column {column}" in line and "a charted pair of workers" in line for line in packages.problems(folder))


def test_a_source_of_an_article_without_its_row_is_named(data):
    path = data / "articles" / "donga-2024-08" / "source.csv"
    path.write_text(path.read_text(encoding="utf-8").partition("\n")[0] + "\n", encoding="utf-8")
    assert packages.problems(data) == ["articles/donga-2024-08/source.csv holds no rows"]


def test_theses_without_a_single_piece_of_evidence_are_a_fault(data):
    path = data / "articles" / "donga-2024-08" / "evidence.csv"
    path.write_text(path.read_text(encoding="utf-8").partition("\n")[0] + "\n", encoding="utf-8")
    (line,) = packages.problems(data)
    assert line.startswith("evidence.csv: has no row")


def test_a_row_that_a_stray_quote_swallows_is_named_where_it_begins(edit):
    (line,) = packages.problems(
        edit("claims.csv", ",thousands to tens of thousands,", ',"thousands to tens of thousands,')
    )
    assert "claims.csv line" in line and "quote" in line and len(line) <= LONGEST


def test_the_real_package_is_sound(copy):
    assert check.problems(copy) == []


@pytest.mark.parametrize("name", ["00_brief", "04_shift"])
@pytest.mark.parametrize("left_out", ["sources", "origins"])
def test_every_source_and_every_origin_can_be_left_out(book, name, left_out):
    ids = " ".join(name for name in getattr(book, left_out).iloc[:, 0] if name not in book.articles)
    path = next(path for path in runner.notebooks() if path.stem == name)
    shown = packages.run_notebook(
        path, lambda folder=None, reading="literal", source="": book.by(reading), {"leave_out": ids}
    )
    assert [data for data, _ in shown if FINDING in data], "the notebook still says something"


def test_fingerprints_that_nobody_can_read_are_for_the_check_to_name(data):
    prints = data / "articles" / "donga-2024-08" / "fingerprints.csv"
    prints.write_text(prints.read_text(encoding="utf-8") + f"donga-2024-08,99,{'x' * 200_000}\n", encoding="utf-8")
    assert len(folders.fingerprints(data)) > 5 and any(
        "fingerprints.csv line" in one for one in packages.problems(data)
    )
    prints.unlink()
    os.mkfifo(prints)
    assert folders.fingerprints(data) == {} and any("it is a pipe" in line for line in packages.problems(data))
    (data / "datapackage.json").unlink()
    os.mkfifo(data / "datapackage.json")
    assert packages.problems(data) == ["datapackage.json cannot be read: it is no file"]


def test_a_table_that_nobody_reads_is_named(data):
    (data / "record" / "claims (copy).csv").write_text("claim_id\n", encoding="utf-8")
    (data / "articles" / "donga-2024-08" / "claim.csv").write_text("claim_id\n", encoding="utf-8")
    found = packages.problems(data)
    assert [line.split(":")[0] for line in found] == ["articles/donga-2024-08/claim.csv", "record/claims (copy).csv"]


def test_the_example_that_the_audit_reads_must_be_there(data):
    example = data / "articles" / "example.txt"
    example.write_text(" \n", encoding="utf-8")
    (line,) = packages.problems(data)
    for other in (b"\xff\xfa\0binary", b"<!-- words -->", b"<script>words</script>", b"word " * 30_000):
        example.write_bytes(other)
        assert packages.problems(data) == [line]
    example.unlink()
    assert packages.problems(data) == [line] and line.startswith("articles/example.txt: must be plain text in UTF-8")


def test_a_mark_that_editors_put_before_a_text_is_no_part_of_it(data, monkeypatch):
    words, color = vocabulary.dictionary(), vocabulary.color("CN")
    for name in ("words.csv", "record/terms.csv", "datapackage.json"):
        path = data / name
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    monkeypatch.setattr(vocabulary, "DATA", data)
    monkeypatch.setattr(files, "DATA", data)
    assert vocabulary.dictionary.__wrapped__() == words and vocabulary.color.__wrapped__("CN") == color
    assert packages.problems(data) == [] and files._origin(charts.students(ledger.read()))["Author"]


def test_two_gaps_of_a_country_are_one_too_many(data):
    path = data / "record" / "events.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    gap = next(line for line in lines if ",RU,gap," in line)
    path.write_text(
        "".join([*lines, gap.replace("/data-gap", "/gap-2023").replace("2025-04/2025-12", "2023-10/2023-12")]),
        encoding="utf-8",
    )
    assert any("a second event of effect gap for RU" in line for line in packages.problems(data))


@pytest.mark.parametrize("file", ["claims", "events"])
def test_a_row_copied_under_a_new_name_is_named(data, file):
    path = data / "record" / f"{file}.csv"
    head, *lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    name = lines[0].partition(",")[0]
    path.write_text("".join([head, *lines, lines[0].replace(name, f"{name}-again", 1)]), encoding="utf-8")
    assert any("the same row stands above under another name" in line for line in packages.problems(data))


def test_an_event_lies_in_the_year_that_its_words_name(edit):
    found = packages.problems(edit("events.csv", "2017-08-05,not increase", "2017-08-05,in 2016 not increase"))
    assert any("column date: found '2017-08-05', the wording says 'in 2016" in line for line in found), found
    assert not any(
        "the wording" in line for line in packages.problems(edit("events.csv", "in 2016 not", "since 2016 not"))
    )


def test_a_figure_withdrawn_since_must_fit_the_quarters_of_earlier_days(data):
    path = data / "record" / "claims.csv"
    with path.open(newline="", encoding="utf-8") as file:
        head, *rows = csv.reader(file)
    row = dict(zip(head, next(row for row in rows if row[0].endswith("/entries-study-2024"))))
    row |= {"claim_id": f"{row['source_id']}/study-2024-h1", "period": "2024-01/2024-06", "low": "300", "high": "300"}
    row |= {"bound": "exact", "wording": "the most at 300", "withdrawn": "2026-01-01", "withdrawn_reason": "A slip."}
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, lineterminator="\n").writerows([head, *sorted([*rows, list(row.values())])])
    assert any("less than the sum of" in line for line in check.problems(data))


def test_an_article_without_fingerprints_is_named(data):
    path = data / "articles" / "donga-2024-08" / "fingerprints.csv"
    path.write_text(path.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    assert any("source.csv line 2" in line and "no fingerprints" in line for line in packages.problems(data))


def test_changes_of_other_lines_go_together():
    old = "id,n\na,1\nb,2\n"
    one, other = old.replace("1", "3"), old.replace("2", "4")
    assert packages.together(old, [one]) == one and packages.together(old, [one + "c,5\n"]) == one + "c,5\n"
    assert packages.together(old, ["id,n\nb,2\n"]) == "id,n\nb,2\n"
    assert packages.together(old, [one, other]) == "id,n\na,3\nb,4\n"
    assert packages.together(old, [one, old.replace("1", "7")]) is None
    assert packages.together(old, [one, "id,n\nb,2\n"]) is None
