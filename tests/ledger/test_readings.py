"""What a claim's words and bounds allow; vague words are read as the ledger says."""

import math

import pandas as pd
import pytest

from analysis import ledger


def test_the_articles_figures(book):
    workers = book.range("donga-2024-08/workers-in-russia")
    assert (workers.low, workers.high, workers.low_open, workers.high_open) == (1_000, 100_000, False, True)
    assert workers.trace == ("donga-2024-08/workers-in-russia", "thousands-to-tens-of-thousands/literal")
    narrow = book.by("narrow").range("donga-2024-08/workers-in-russia")
    assert (narrow.low, narrow.high, narrow.high_open) == (2_000, 20_000, False)
    share = book.range("donga-2024-08/share-china-russia")
    assert (share.low, share.high, share.low_open, share.high_open) == (90, 100, True, False)
    revenue = book.range("donga-2024-08/revenue")
    assert (revenue.low, revenue.high, revenue.about) == (750e6, 1.1e9, False)


def test_missing_ends_and_about_are_kept(book):
    at_most = book.range("forbes-2019-07-04/workers-russia")
    assert at_most.low == -math.inf and at_most.high == 40_000 and not at_most.high_open
    at_least = book.range("rfa-2023-12-22/workers-china")
    assert at_least.low == 100_000 and at_least.high == math.inf
    about = book.range("joongang-2024-03/revenue-non-it")
    assert about.about and about.low == about.high == 500e6


def test_a_reading_that_does_not_exist_is_refused():
    with pytest.raises(
        ledger.ParameterError, match=r"parameter reading: given 'wide' \(str\); allowed: literal \| narrow"
    ):
        ledger.read(reading="wide")


def test_a_share_that_no_whole_has_is_refused(book):
    claim = book.claim("donga-2024-08/share-china-russia") | {"wording": "", "low": 110.0}
    with pytest.raises(ledger.LedgerError, match=r"donga-2024-08/share-china-russia: a share of .*; allowed: 0 to 100"):
        book.range(claim)


def test_what_is_below_zero_has_its_sign_and_so_have_many_at_once(book):
    claim = (
        book.claims[book.claims["bound"].eq("range")].iloc[[0]].assign(measure="margin below zero", low=2.5, high=6.8)
    )
    claim = pd.concat([claim, claim.assign(high=float("nan"), bound="more_than")]).reset_index(drop=True)
    both, open_end = book.ranges(claim)
    assert (both.low, both.high) == (-6.8, -2.5) and (open_end.low, open_end.high) == (-math.inf, -2.5)
    assert open_end.high_open and open_end.low_open
    ends = book.readings.ends(claim)
    for row, value in zip(ends.itertuples(), (both, open_end)):
        assert (row.low, row.high, row.low_open, row.high_open) == (
            value.low,
            value.high,
            value.low_open,
            value.high_open,
        )
