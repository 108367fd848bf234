"""The revenue range is the sum of its parts, and every line knows what it rests on."""

import pytest

from analysis import revenue

ARTICLE = "donga-2024-08/revenue"


def parts(book, **kwargs):
    return revenue.rebuild(book, ARTICLE, **kwargs).set_index("part")["value"]


def test_the_parts_add_up_to_the_printed_range(book):
    value = parts(book)
    total, printed = value["Sum of the parts"], value["As the article prints it"]
    assert (total.low, total.high) == (printed.low, printed.high) == (750e6, 1.1e9)
    assert total.about and not printed.about
    assert total.trace == (revenue.IT, revenue.NON_IT)


def test_without_it_workers_at_home_the_sum_is_smaller_and_says_what_it_assumes(book):
    total = parts(book, dispatched_only=True)["Sum of the parts"]
    assert (total.low, total.high) == (pytest.approx(687.5e6), pytest.approx(950e6))
    assert revenue.EQUAL_EARNINGS in total.trace and revenue.IT_INSIDE in total.trace


def test_under_the_other_scope_there_is_no_sum(book):
    value = parts(book, scope="all")
    assert "Sum of the parts" not in value and value["All workers, IT included"].low == 500e6


def test_per_worker_never_mixes_groups(book):
    value = revenue.per_worker(book).set_index("group")["value"]
    it = value["An IT worker, abroad or inside"]
    assert (it.low, it.high) == (250e6 / 4_000, 600e6 / 4_000)
    other = value["A worker outside IT"]
    assert other.low == other.high == pytest.approx(500e6 / 97_000)


def test_an_unknown_claim_is_named(book):
    with pytest.raises(ValueError, match="no claim_id 'donga-2024-08/revenu'"):
        revenue.rebuild(book, "donga-2024-08/revenu")
