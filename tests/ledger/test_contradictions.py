"""The sweep finds exactly the pairs that a look at every pair would, and each has its sentence."""

import re
from itertools import combinations

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import ledger
from analysis.ledger import check, contradictions, dates, rules

READINGS, TERMS = ledger.read().readings, ledger.read().terms
AT_A_TIME = set(TERMS.loc[TERMS["at_a_time"] == "yes", "name"])
PERIODS = ["2019", "2019-03", "2019-03/2019-09", "2020~", "../2019-06", "2019-06-30/2019-12", "2024-05/..", "2024"]
BOUNDS = ["exact", "about", "range", "at_least", "more_than", "at_most", "less_than", "unstated"]


@st.composite
def claims(draw):
    rows = []
    for number in range(draw(st.integers(0, 12))):
        bound = draw(st.sampled_from(BOUNDS))
        low, high = sorted(draw(st.tuples(st.integers(1, 6), st.integers(1, 6))))
        if bound in ("exact", "about"):
            high = low
        needs = rules.BOUND_ENDS[bound]
        rows.append(
            {
                "claim_id": f"s/{number:02d}",
                "measure": draw(st.sampled_from(["worker_stock", "entries", "share"])),
                "place": draw(st.sampled_from(["CN", "RU"])),
                "population": "all",
                "unit": "persons",
                "period": draw(st.sampled_from(PERIODS)),
                "low": float(low) if needs[0] else float("nan"),
                "high": float(high) if needs[1] else float("nan"),
                "bound": bound,
                "wording": "some words",
                "status": draw(st.sampled_from(["estimated", "planned"])),
                "use": draw(st.sampled_from(["chart", "excluded"])),
                "withdrawn": draw(st.sampled_from(["", "", "2025-01-01"])),
            }
        )
    columns = [
        "claim_id",
        "measure",
        "place",
        "population",
        "unit",
        "period",
        "low",
        "high",
        "bound",
        "wording",
        "status",
        "use",
        "withdrawn",
    ]
    return pd.DataFrame(rows, columns=columns)


def every_pair(table):
    found = set()
    fits = table[(table["use"] != "excluded") & (table["status"] != "planned") & (table["bound"] != "unstated")]
    fits = fits[fits["withdrawn"] == ""]
    for a, b in combinations(fits.to_dict("records"), 2):
        if any(a[c] != b[c] for c in ("measure", "place", "population", "unit")):
            continue
        (a0, a1), (b0, b1) = dates.bounds(a["period"]), dates.bounds(b["period"])
        far = dates.date.max
        apart = (a1 or far) < (b0 or dates.date.min) or (b1 or far) < (a0 or dates.date.min)
        same = (a0, a1) == (b0, b1)
        if apart or (a["measure"] not in AT_A_TIME and not same):
            continue
        if READINGS.range(a).meet(READINGS.range(b)) is None:
            found.add((a["claim_id"], b["claim_id"]))
    return found


@settings(max_examples=300)
@given(claims())
def test_the_search_finds_what_looking_at_every_pair_finds(table):
    found = contradictions.find(table, READINGS, TERMS)
    pairs = list(zip(found["claim_a"], found["claim_b"]))
    assert len(pairs) == len(set(pairs)) and set(pairs) == every_pair(table)


def test_two_times_that_share_one_day_are_together(book):
    stock = book.claims[book.claims["measure"].eq("worker_stock")].iloc[[0, 0]]
    pair = {"claim_id": ["s/1", "s/2"], "low": [1.0, 9.0], "high": [1.0, 9.0], "bound": "exact", "withdrawn": ""}
    for first, second, found in (
        ("2019/2019-06-30", "2019-06-30/2020", 1),
        ("2019-06-30/2020", "2019/2019-06-30", 1),
        ("2019/2019-06-29", "2019-06-30/2020", 0),
    ):
        table = stock.assign(**pair, period=[first, second], use="chart", status="estimated", wording="some words")
        assert len(contradictions.find(table, READINGS, TERMS)) == found


@given(claims())
def test_ends_of_many_claims_are_those_of_each(table):
    ends = READINGS.ends(table)
    for claim, end in zip(table.to_dict("records"), ends.to_dict("records")):
        one = READINGS.range(claim)
        assert (one.low, one.high, one.low_open, one.high_open) == tuple(end.values())


def test_ends_of_the_ledger_under_both_readings(book):
    for reading in ("literal", "narrow"):
        ends = book.readings.by(reading).ends(book.claims)
        for claim, end in zip(book.claims.to_dict("records"), ends.to_dict("records")):
            one = book.by(reading).range(claim)
            assert (one.low, one.high, one.low_open, one.high_open) == tuple(end.values()), claim["claim_id"]


def test_known_contradictions_are_found(book):
    found = contradictions.find(book.claims, book.readings, book.terms)
    pairs = set(zip(found["claim_a"], found["claim_b"]))
    assert ("donga-2024-08/revenue", "rfa-2024-03-21/revenue-all-workers") in pairs
    assert ("dailybeast-2019-03/workers-china", "reuters-2020-01-22/workers-china") in pairs
    # 3,000 IT workers abroad do not contradict "up to 10,000".
    assert not any("it-abroad-most" in a + b for a, b in pairs)


def test_a_contradiction_without_a_sentence_fails_the_check(data):
    path = data / "record" / "contradictions.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join([lines[0], *lines[2:]]), encoding="utf-8")
    assert contradictions.faults(ledger.read(data)) == [
        f"contradictions.csv has no row for {lines[1].split(',')[0]} and {lines[1].split(',')[1]}, whose ranges do not meet"
    ]
    (line,) = check.problems(data)
    assert re.search(r"do not meet; they stand in record/claims.csv line \d+ and record/claims.csv line \d+$", line)


def test_a_sentence_without_a_contradiction_fails_the_check(data):
    path = data / "record" / "contradictions.csv"
    text = path.read_text(encoding="utf-8")
    extra = "donga-2024-08/revenue,joongang-2024-03/revenue-total,scope,They agree.\n"
    path.write_text(text + extra, encoding="utf-8")
    assert "do not contradict each other" in contradictions.faults(ledger.read(data))[0]


def test_the_table_names_both_asserters_and_the_reason(book):
    table = contradictions.listed(book, ["trade"])
    assert set(table["reason"]) == {"definition"} and (table["sentence"] != "").all()
    assert table["one"].str.contains("KOTRA").any() and table["other"].str.contains("Customs|KOTRA").all()
