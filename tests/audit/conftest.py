"""Shared by the tests of the audit: an invented text, and a ledger that knows it but for nine men who left."""

import dataclasses

import pandas as pd
import pytest
from notebook_runs import ARTICLES

from analysis.audit import article

PLAIN = {
    "source_id": "my-article",
    "asserted_by": "Officials",
    "place": "RU",
    "population": "all",
    "status": "estimated",
    "series": "",
    "pair": "",
    "use": "table",
    "note": "",
}


@pytest.fixture(scope="session")
def text():
    """The invented text of tests/articles, with one figure that no claim covers."""
    return (ARTICLES / "whole.txt").read_text(encoding="utf-8").replace("a man left", "nine left")


@pytest.fixture
def known(book):
    """A ledger with a source, claims, events and fingerprints for the invented text; nothing for the nine who left."""
    claims = [
        {
            "claim_id": "my-article/came",
            "measure": "worker_flow",
            "period": "2025-02/2025-03",
            "low": 300.0,
            "high": 450.0,
            "unit": "persons",
            "bound": "range",
            "wording": "Between 300 and 450 workers",
            "locator": "2",
        },
        {
            "claim_id": "my-article/visas",
            "measure": "share",
            "period": "2025-03",
            "low": 40.0,
            "high": float("nan"),
            "unit": "percent",
            "bound": "at_least",
            "wording": "At least 40%",
            "locator": "3",
        },
        {
            "claim_id": "my-article/visas-before",
            "measure": "share",
            "period": "2024-08",
            "low": 12.0,
            "high": 12.0,
            "unit": "percent",
            "bound": "exact",
            "wording": "12 percent",
            "locator": "3",
            "use": "excluded",
            "note": "Another base.",
        },
    ]
    dates = [
        ("since", "since the end of last month", "2", "2025-02-21~/2025-03-14", "since-end-of-previous-month"),
        ("august", "August last year", "3", "2024-08", "month-of-previous-year"),
        ("january", "In January", "3", "2025-01", "month-of-publication-year"),
        ("january-again", "in January", "3", "2025-01", "month-of-publication-year"),
    ]
    events = [
        {
            "event_id": f"my-article/{name}",
            "source_id": "my-article",
            "asserted_by": "Officials",
            "side": "RU",
            "effect": "signal",
            "date": date,
            "wording": wording,
            "rule": rule,
            "locator": locator,
            "title": name,
            "use": "table",
            "same_as": "",
            "note": "",
        }
        for name, wording, locator, date, rule in dates
    ]
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
