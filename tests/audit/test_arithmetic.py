"""What does not add up between an article and the ledger is named; what agrees is said to agree."""

import dataclasses
import os
from pathlib import Path

import pandas as pd
import pytest
from notebook_runs import ARTICLES

from analysis.audit import account, arithmetic, article
from analysis.ledger import vocabulary


def problems(text, book):
    copy = article.of_text(text)
    return arithmetic.problems(copy, book, "my-article", account.hits(copy, book, "my-article"))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("Between 300 and 450 workers", "Between 300 and 460 workers", "does not stand in paragraph 2"),
        ("again in January", "again", "my-article/january-again: 'in January' does not stand in paragraph 3"),
        ("nine left", "nine left in January", "paragraph 3: 'in January' stands there 1 more times"),
        ("An invented report\n\n", "", "does not stand in paragraph"),
    ],
)
def test_a_wording_that_is_not_there_as_often_as_claimed_is_a_problem(known, text, old, new, said):
    assert old in text
    assert said in "\n".join(problems(text.replace(old, new), known))


def test_bounds_and_dates_that_do_not_follow_from_the_wording_are_problems(known, text):
    copy = article.of_text(text)
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


@pytest.mark.parametrize("path", [str(ARTICLES / "whole.txt"), *filter(None, [os.environ.get("ARTICLE")])])
def test_an_article_is_wholly_accounted_for(path, known):
    """Ours, and the real one where ARTICLE names a copy: its text is not in this repository."""
    copy = article.read(path)
    rows = known.fingerprints
    prints = dict(zip(zip(rows["source_id"], rows["paragraph"]), rows["sha256"]))
    source = account.likely_source(article.fingerprints(copy), prints)
    assert source == ("my-article" if Path(path).parent == ARTICLES else known.articles[0])
    hits = account.hits(copy, known, source)
    assert len(hits) >= 7 and list(hits.loc[hits["state"] == "open", "text"]) == []
    assert arithmetic.problems(copy, known, source, hits) == []
    assert arithmetic.differences(copy, known, source) == []
    figure = hits[hits["hedge"] != ""].iloc[0]
    spoilt = article.of_text(copy.text[: figure["start"]] + "sixteen" + copy.text[figure["end"] :])
    assert arithmetic.problems(spoilt, known, source, account.hits(spoilt, known, source))
    assert [line.split(":")[0] for line in arithmetic.differences(spoilt, known, source)] == [
        f"paragraph {figure['paragraph']}"
    ]
    longer = article.of_text(f"By our own writer\n{copy.text}")
    assert list(account.hits(longer, known, source)["state"]).count("open") == 0, "a line more above moves all"
    assert arithmetic.differences(longer, known, source)


def test_disagreements_say_whether_the_ledger_or_the_copy_differs(known, text):
    copy = article.of_text(text.replace("300", "310"))
    found = arithmetic.disagreements(copy, known, "my-article", account.hits(copy, known, "my-article"))
    assert list(found.columns) == ["kind", "what"] and list(dict.fromkeys(found["kind"])) == ["ledger", "copy"]
    places = {"ledger": "does not stand in paragraph 2", "copy": "paragraphs 2 to 3: differs from the ledger's copy"}
    for kind, said in places.items():
        assert any(said in line for line in found.loc[found["kind"] == kind, "what"])


def test_the_agreement_is_said_in_words():
    found = pd.DataFrame({"kind": ["ledger", "copy"], "what": ["a", "b"]})
    assert arithmetic.agreement(found.iloc[:0], "").startswith("The text is of no source")
    assert arithmetic.agreement(found.iloc[:0], "x").startswith("The ledger and this copy agree:")
    assert arithmetic.agreement(found.iloc[:1], "x") == "The ledger and this copy disagree in one place."
    assert arithmetic.agreement(found, "x") == "The ledger and this copy disagree in 2 places."


def test_contradictions_are_all_of_them_or_those_of_one_source(book):
    everything = arithmetic.contradictions(book)
    assert everything.equals(book.contradictions)
    source = everything["claim_a"][0].split("/")[0]
    own = arithmetic.contradictions(book, source)
    ids = set(book.claims.loc[book.claims["source_id"] == source, "claim_id"])
    assert 0 < len(own) < len(everything)
    assert all({a, b} & ids for a, b in zip(own["claim_a"], own["claim_b"]))


def test_contradictions_are_said_in_words():
    pairs = pd.DataFrame({"reason": ["scope", "date", "date"]})
    date, scope = (vocabulary.value("reason", name) for name in ("date", "scope"))
    assert arithmetic.contradictions_in_words(pairs) == (
        f"3 pairs of claims cannot both be true. Most often, in 2 of them, the two differ in {date}."
    )
    assert arithmetic.contradictions_in_words(pairs.iloc[:1], "x") == (
        f"One pair of claims with a claim of this article cannot both be true: the two differ in {scope}."
    )
    assert arithmetic.contradictions_in_words(pairs.iloc[:0]) == (
        "The ledger has no pair of claims that cannot both be true."
    )
