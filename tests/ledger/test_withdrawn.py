"""A withdrawn claim counts no more, and all that rested on it is named."""

import csv
from datetime import date

import pytest

from analysis import brief, charts, ledger, model, robustness, scenario, verdicts
from analysis.ledger import check, withdrawn

ARTICLE = "donga-2024-08"
VISAS = "news1-2025-04-17/visas-study-2024"


def withdraw(data, claim_id, day="2026-03-01", reason="Corrected by who made it."):
    path = data / "record" / "claims.csv"
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        if row["claim_id"] == claim_id:
            row["withdrawn"], row["withdrawn_reason"] = day, reason
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return data


def test_it_leaves_claims_verdicts_and_charts_and_is_named(data, book):
    left = ledger.read(withdraw(data, VISAS))
    assert check.problems(data) == []
    assert VISAS not in set(left.claims["claim_id"]) and list(left.withdrawn["claim_id"]) == [VISAS]
    students = f"{ARTICLE}/thesis-students"
    assert VISAS not in verdicts.judge(left, ARTICLE).loc[students, "supports"]
    assert VISAS in verdicts.judge(left, ARTICLE).loc[students, "withdrawn"]
    uses = withdrawn.table(left)
    assert set(uses["used_as"]) >= {f"evidence on the thesis {students}"}
    assert "1 claim was withdrawn" in withdrawn.sentence(left)
    assert withdrawn.table(book).empty and "None" in withdrawn.sentence(book)


def test_what_stood_on_one_side_of_a_contradiction_is_named(data, book):
    claim = next(
        name
        for name in book.contradictions["claim_b"]
        if not name.startswith(ARTICLE) and name not in set(book.input_claims["claim_id"])
    )
    uses = withdrawn.table(ledger.read(withdraw(data, claim)))
    assert "one side of a contradiction" in set(uses["used_as"])


def test_a_chart_says_what_it_leaves_out(data):
    left = ledger.read(withdraw(data, "sejong-2025/workers-russia-2025"))
    words = " ".join(text.get_text() for text in charts.estimates(left).figure.texts).replace("\n", " ")
    assert "left out, because withdrawn: Andrei Lankov" in words


def test_a_withdrawn_source_takes_its_claims_with_it(edit):
    folder = edit("sources.csv", "en,B,,,Grade: agency", "en,B,2026-03-01,The agency took it back.,Grade: agency")
    left = ledger.read(folder)
    assert len(left.withdrawn) and left.withdrawn["source_id"].nunique() == 1
    assert set(withdrawn.table(left)["withdrawn_reason"]) == {"The agency took it back."}


def test_before_the_day_it_still_stands(data):
    left = ledger.read(withdraw(data, VISAS))
    assert VISAS in set(ledger.as_of(left, date(2026, 2, 28)).claims["claim_id"])
    assert VISAS not in set(ledger.as_of(left, date(2026, 3, 1)).claims["claim_id"])


@pytest.mark.parametrize(
    ("day", "reason", "message"),
    [
        ("2026-03-01", "", "needs a reason"),
        ("", "Why not.", "needs its day"),
        ("soon", "Why not.", "must be an EDTF date"),
        ("2999-01-01", "Why not.", "record/claims.csv line .*'2999-01-01', must be a day that has come"),
        ("2026-03-01/..", "Why not.", "must be a day that has come"),
        ("2025-04-16", "Why not.", "'2025-04-16', lies before its source was published, 2025-04-17"),
    ],
)
def test_a_withdrawal_needs_a_day_and_a_reason(data, day, reason, message):
    with pytest.raises(ledger.LedgerError, match=message):
        ledger.read(withdraw(data, VISAS, day, reason))


@pytest.mark.parametrize("claim", ["politico-2024-11-08/students-2024-04", VISAS, "sejong-2025/workers-russia-2025"])
def test_it_counts_in_sets_of_choices_that_go_back_before_its_day(data, claim):
    book = ledger.read(withdraw(data, claim))
    space = robustness.Universes(book, ARTICLE)
    for day in ("", "2026-02-28", "2026-03-01"):
        judged = verdicts.judge(ledger.as_of(book, day), ARTICLE)[["verdict", "likelihood", "confidence"]]
        found = robustness.outcome(space, robustness.Universe(as_of=day))[1]
        assert list(map(list, found.values())) == judged.to_numpy().tolist(), day
    ends = {end for thesis in robustness.for_page(space)["theses"] for _, end in thesis["days"]}
    assert ends == {"", "2026-03-01"}


def test_an_estimate_that_was_withdrawn_is_none(data):
    left = ledger.read(withdraw(data, "koreaherald-2025-02-10/workers-russia-2024-10"))
    held = scenario.against_estimates(left, model.inputs(left), 0.5, 2**8)
    assert len(held) == len(left.estimates) - 1


def test_the_model_needs_a_claim_that_stands(data):
    left = ledger.read(withdraw(data, "chosun-2017-11-10/pay-china"))
    assert model.inputs(left)["value"]["pay_china"] != model.inputs(ledger.read())["value"]["pay_china"], (
        "another stands"
    )
    with pytest.raises(ledger.LedgerError, match="line .*this claim was withdrawn"):
        ledger.read(withdraw(data, "joongang-2024-03/revenue-it"))


def test_the_answer_goes_on_without_it(data):
    left = ledger.read(withdraw(data, "rfa-2024-11-08/entries-study-2024q3"))
    said = brief.answer(left, ARTICLE)["sentence"].tolist()
    assert said[1] == "No count of entries to Russia for study is left for the quarter in which the article appeared."


def test_a_point_of_a_series_is_named_once(data):
    name = "rfa-2025-02-04/entries-study-2024"
    used = [use for one, use in withdrawn.uses(ledger.read(withdraw(data, name))) if one == name]
    assert any("of the series" in use for use in used) and "a point of a chart" not in used
