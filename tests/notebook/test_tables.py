"""Readers see words; files keep the machine's names: one table, shown both ways."""

import html

import pandas as pd
import pytest

from analysis.ledger import vocabulary
from analysis.ledger.ranges import Range
from analysis.notebook import tables


def test_headings_values_dates_and_ranges_are_in_plain_words():
    table = pd.DataFrame(
        {
            "asserted_by": ["Somebody"], "measure": ["worker_stock"], "place": ["CN"], "period": ["2023-08~"],
            "value": [Range(low=90, low_open=True)], "unit": ["percent"],
        }
    )  # fmt: skip
    plain = tables.for_readers(table)
    assert list(plain.columns) == ["said by", "what is counted", "where", "when", "figure", "counted in"]
    assert plain.iloc[0].tolist() == [
        "Somebody",
        "workers present",
        "China",
        "about August 2023",
        "more than 90%",
        "percent",
    ]


def test_files_keep_machine_names_edtf_and_the_ends_of_ranges():
    table = pd.DataFrame({"period": ["2023-08~"], "value": [Range(1, 2)]})
    kept = tables.for_machines(table, "persons")
    assert kept.to_dict("records") == [{"period": "2023-08~", "value": "1 to 2", "value_low": 1.0, "value_high": 2.0}]


@pytest.mark.parametrize("unit", ["persons", "percent", "usd/year", ""])
def test_every_row_is_shown_whatever_the_unit(unit):
    table = pd.DataFrame({"value": [Range(n, n) for n in range(1, 12)]})
    assert len(tables.for_readers(table, unit)) == 11
    assert len(tables.for_machines(table, unit)) == 11


def test_the_ends_beside_a_range_in_words_are_in_the_file_only():
    table = pd.DataFrame({"value": ["1 to 2"], "value_low": [1.0], "value_high": [2.0], "low": [1.0], "high": [2.0]})
    assert list(tables.for_readers(table).columns) == ["figure"]


def test_claims_that_are_the_same_in_each_row_are_in_the_file_only():
    same, other = (pd.DataFrame({"period": ["2023", "2024"], "claims": [*two]}) for two in (("a", "a"), ("a", "b")))
    assert "claims" in tables.for_machines(same)
    assert list(tables.for_readers(same).columns) == ["when"]
    assert list(tables.for_readers(other).columns) == ["when", "claims"]


def test_a_range_without_a_unit_is_a_plain_number():
    shown = tables.for_readers(pd.DataFrame({"value": [Range(1_000, 2_000)]}))
    assert shown["figure"].tolist() == ["1,000 to 2,000"]


def test_a_claim_is_shown_as_who_said_what_and_when_with_its_id_as_a_tooltip(book):
    table = pd.DataFrame({"rests_on": ["voa-2013/workers-china + voa-2013/workers-russia", "", "not/one"]})
    shown = tables.for_readers(table, book=book)["based on"].tolist()
    assert shown[0].count("<a data-claim=") == 2 and 'title="voa-2013/workers-china"' in shown[0]
    assert shown[0].count(f'href="{book.source("voa-2013")["url"]}"') == 2, "each leads to where it was seen"
    assert "South Korean Foreign Ministry, about 2013: about 19,000" in shown[0]
    assert shown[1:] == ["", "not/one"]


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("https://example.org/a?b=1&c=2", '<a href="https://example.org/a?b=1&amp;c=2" rel="noopener">https://example.org/a?b=1&amp;c=2</a>'),
        ('http://y/"><script>alert(1)</script>', "http://y/&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("javascript:alert(1)", "javascript:alert(1)"),
        ("<b>bold</b>", "&lt;b&gt;bold&lt;/b&gt;"),
        ("see https://example.org", "see https://example.org"),
    ],
)  # fmt: skip
def test_only_addresses_become_links_and_all_else_is_escaped(value, shown):
    assert tables.for_readers(pd.DataFrame({"url": [value]}))["address"].tolist() == [shown]


def test_sources_and_assumptions_are_named_and_an_id_beside_its_words_stays_in_the_file(book):
    table = pd.DataFrame({"source_id": ["tass-2024-04-05"], "rests_on": ["assumption/lowest-to-highest"]})
    shown = tables.for_readers(table, book=book).iloc[0].tolist()
    assert ">TASS, 5 April 2024<" in shown[0] and ">our assumption “lowest to highest”<" in shown[1]
    beside = pd.DataFrame({"claim_id": ["a/b"], "asserted_by": ["Somebody"]})
    assert list(tables.for_readers(beside, book=book).columns) == ["said by"]
    assert list(tables.for_machines(beside).columns) == ["claim_id", "asserted_by"]


def test_the_figures_of_a_row_lead_to_its_claim_and_a_range_to_all_that_it_rests_on(book):
    pair = ["voa-2013/workers-china", "voa-2013/workers-russia"]
    row = {"claim_id": pair[:1], "asserted_by": ["Somebody"], "wording": ["many"], "note": ["a note"]}
    table = pd.DataFrame(row | {"value": [book.range(pair[0]) + book.range(pair[1])]})
    shown = tables.for_readers(table, "persons", book).iloc[0].tolist()
    assert [f'data-claim="{pair[0]}"' in cell for cell in shown] == [False, True, False, False]
    assert f'data-claim="{pair[0]} {pair[1]}"' in shown[3]


def test_text_in_another_script_names_its_language():
    table = pd.DataFrame({"title": ["북한 노동자", "ФСБ раскрыла", "plain"]})
    assert [cell.partition(">")[0] for cell in tables.for_readers(table)["title"]] == [
        '<span lang="ko"', '<span lang="ru"', "plain",
    ]  # fmt: skip


def test_events_and_theses_are_named(book):
    event, thesis = book.events.iloc[0], book.theses.iloc[0]
    table = pd.DataFrame({"event_id": [event["event_id"]], "thesis_id": [thesis["thesis_id"]]})
    shown = tables.for_readers(table, book=book).iloc[0].tolist()
    assert [text.split(">")[1].split("<")[0] for text in shown] == [
        html.escape(f"{event['asserted_by']}: {event['title']}"),
        html.escape(thesis["short"]),
    ]


@pytest.mark.parametrize(
    ("value", "shown"), [(True, "yes"), (False, "no"), (1234.0, "1,234"), (1234.5, "1,234"), (12.345678, "12.35")]
)
def test_a_truth_and_a_number_are_shown_as_a_reader_would_write_them(value, shown):
    assert tables.for_readers(pd.DataFrame({"x": [value]})).iloc[0, 0] == shown


def test_headings_and_captions_are_escaped_too():
    made = tables.as_html(pd.DataFrame({"<i>x</i>": ["a"]}), caption="<script>")
    assert "<i>" not in made and "<script>" not in made


def test_no_more_than_twenty_rows_are_in_sight():
    table = pd.DataFrame({"what": [f"row {n}" for n in range(45)]})
    made = tables.as_html(table)
    before, behind = made.split("<details>")
    assert before.count("<tr><td") == 20 and behind.count("<tr><td") == 25 and "25 more rows" in behind
    folded = tables.as_html(table, caption="All of them", fold=True)
    assert folded.startswith("<details>") and "All of them: 45 rows" in folded


def test_text_is_set_left_and_numbers_right():
    made = tables.as_html(pd.DataFrame({"what": ["a"], "paragraph": [1]}))
    assert '<td style="text-align: left; vertical-align: top">a</td>' in made
    assert '<td style="text-align: right; vertical-align: top">1</td>' in made


def test_every_column_of_the_data_and_every_allowed_word_has_plain_words():
    from analysis import DATA
    from analysis.ledger import package

    described = package.describe(DATA)
    missing = []
    for table in described["resources"] + [one for one in described["articles"] if isinstance(one["schema"], dict)]:
        for field in table["schema"]["fields"]:
            if "_" in vocabulary.heading(field["name"]):
                missing.append(field["name"])
            for word in field.get("constraints", {}).get("enum", []):
                if "_" in vocabulary.value(field["name"], word):
                    missing.append(f"{field['name']}: {word}")
    assert not missing
