"""The revenue range is the sum of its parts, every line knows what it rests on, and sentences say it plainly."""

from dataclasses import replace

import pandas as pd
import pytest
from voice import hard_sentences

from analysis import ledger, revenue
from analysis.ledger import LedgerError, cite, contradictions


def parts(book, **kwargs):
    return revenue.rebuild(book, **kwargs).set_index("part")["value"]


def claim_of(book, name):
    return book.parts.set_index("part").loc[name, "claim_id"]


def test_the_parts_add_up_to_the_printed_range(book):
    value = parts(book)
    assert (value["sum"].low, value["sum"].high) == (value["printed"].low, value["printed"].high) == (750e6, 1.1e9)
    assert value["sum"].about and not value["printed"].about
    assert value["sum"].trace == (claim_of(book, "it"), claim_of(book, "non_it"))


def test_without_it_workers_at_home_the_sum_is_smaller_and_says_what_it_assumes(book):
    total = parts(book, dispatched_only=True)["sum"]
    assert (total.low, total.high) == (pytest.approx(687.5e6), pytest.approx(950e6))
    assert claim_of(book, "it_inside") in total.trace and "assumption/it-workers-earn-alike" in total.trace


def test_under_the_other_scope_there_is_no_sum(book):
    value = parts(book, scope="all")
    assert "sum" not in value and value["all_workers"].low == 500e6


def test_per_worker_never_mixes_groups(book):
    value = revenue.per_worker(book).set_index("part")["value"]
    assert (value["per_it"].low, value["per_it"].high) == (250e6 / 4_000, 600e6 / 4_000)
    assert value["per_non_it"].low == value["per_non_it"].high == pytest.approx(500e6 / 97_000)
    assert "per_all_workers" in set(revenue.per_worker(book, "all")["part"])


def test_words_come_from_the_table_and_are_no_key(edit, book):
    renamed = ledger.read(edit("parts.csv", "Sum of the parts", "Added together"))
    now, before = revenue.rebuild(renamed), revenue.rebuild(book)
    assert now["part"].tolist() == before["part"].tolist() and now["value"].tolist() == before["value"].tolist()
    assert "Added together" in now["words"].tolist()
    assert revenue.finding(renamed) == revenue.finding(book)


def test_each_line_says_whether_a_source_or_we_give_it(book):
    kinds = revenue.rebuild(book, dispatched_only=True).set_index("part")["kind"]
    assert kinds[kinds == "derived"].index.tolist() == ["it_dispatched", "sum"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("it_inside,IT", "it_insid,IT", "scenario/parts.csv line 10, column part: found 'it_insid', allowed: total, it, "),
        ("non_it,Workers outside IT,joongang-2024-03/revenue-non-it\n", "", "scenario/parts.csv, column part: no row for 'non_it'"),
        ("sum,Sum of the parts,\n", "", "scenario/parts.csv, column part: no row for 'sum'"),
        ("joongang-2024-03/revenue-it\n", "\n", "scenario/parts.csv line 3, column claim_id: blank, this part must name a claim"),
        ("spn-2024-03/it-abroad", "spn-2024-03/it-abroa", "scenario/parts.csv line 9, column claim_id: found 'spn-2024-03/it-abroa'"),
    ],
)  # fmt: skip
def test_a_broken_table_of_parts_is_named(edit, old, new, said):
    with pytest.raises(LedgerError) as caught:
        revenue.rebuild(ledger.read(edit("parts.csv", old, new)))
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("case", "said"),
    [
        (
            {},
            "that the article prints is, as we read it, no single measurement. It is the UN Panel's range for IT workers and its",
        ),
        ({"scope": "all"}, "UN Panel of Experts (March 2024), as read by RFA, puts all workers at about $500 million"),
        (
            {"dispatched_only": True},
            "The parts add up to about $687.5 million to $950 million a year. The article prints",
        ),
        ({"scope": "all", "dispatched_only": True}, "No sum of parts then makes the $750 million to $1.1 billion"),
    ],
)
def test_the_finding_follows_the_choices(book, case, said):
    assert said in cite.plain(revenue.finding(book, **case)) and hard_sentences(revenue.finding(book, **case)) == []


def test_the_findings_values_hold_a_sum_only_where_there_is_one(book):
    assert revenue.finding_values(book)["sum_high"] == 1.1e9
    assert set(revenue.finding_values(book, "all")) == {"abroad_low", "abroad_high"}


def test_sentences_name_figures_and_who_gave_them(book):
    found = contradictions.listed(book, ["revenue"])
    said = {
        "money": (revenue.money_sentence(book), "The highest is $2.3 billion: INHL"),
        "workers": (revenue.workers_sentence(book), "about 100,000 workers abroad. Said by: A UN member state"),
        "dispatched": (revenue.dispatched_sentence(book), "about 75% of the IT workers sit abroad"),
        "a head": (revenue.per_worker_sentence(book), "any other worker about $5,155"),
        "a head, all": (revenue.per_worker_sentence(book, "all"), "comes to about $5,000 each"),
        "contradictions": (revenue.contradictions_sentence(found), f"In {len(found)} pairs of claims on revenue"),
        "parts": (revenue.parts_sentence(revenue.rebuild(book)), "to the dollar"),
        "parts, all": (revenue.parts_sentence(revenue.rebuild(book, "all")), "Nothing is left to add"),
        "parts, abroad": (
            revenue.parts_sentence(revenue.rebuild(book, dispatched_only=True)),
            "below the printed range",
        ),
    }
    for name, (sentence, part) in said.items():
        assert part in cite.plain(sentence) and hard_sentences(sentence) == [], name


def test_a_figure_that_is_open_at_one_end_may_be_the_highest_or_the_lowest(book):
    (name, other) = (
        name
        for name in book.claims["claim_id"]
        if name in ("kbs-2016-kinu/revenue-world", "nocut-2015-10-20/revenue-2015")
    )
    claims = book.claims.set_index("claim_id", drop=False)
    claims.loc[name, ["low", "high", "bound"]] = 5e9, float("nan"), "more_than"
    claims.loc[other, ["low", "high", "bound"]] = float("nan"), 5e6, "at_most"
    said = cite.plain(revenue.money_sentence(replace(book, claims=claims.reset_index(drop=True))))
    assert "The highest is more than $5 billion" in said and "is at most $5 million" in said


def test_claims_on_money_and_workers_are_those_of_the_record(book):
    money, workers = revenue.claims_on_money(book), revenue.claims_on_workers(book)
    assert set(money["measure"]) == {"revenue"} and "excluded" not in set(money["use"])
    assert set(workers["place"]) == {"WORLD", "KP"}


def test_pairs_of_claims_that_count_different_workers_are_counted():
    said = revenue.contradictions_sentence(pd.DataFrame({"reason": ["scope", "scope", "time"]}))
    assert said.startswith("In 3 pairs") and said.endswith("In 2 of these pairs they count different workers.")
    assert "In none of these" in revenue.contradictions_sentence(pd.DataFrame({"reason": ["time"]}))
