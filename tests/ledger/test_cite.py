"""A sentence carries what it rests on, and reads the same without it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.ledger import cite
from analysis.ledger.ranges import Range

PIECES = st.text(st.characters(blacklist_characters="[]", blacklist_categories=("Cs",)), min_size=1)
IDS = st.lists(st.from_regex(r"[a-z0-9-]{1,8}/[a-z0-9-]{1,8}", fullmatch=True), max_size=3, unique=True)


@given(st.lists(st.tuples(PIECES, IDS), max_size=5))
def test_a_marked_text_reads_as_before_and_gives_its_ids_back(pieces):
    marked = "".join(cite.cited(text, *ids) for text, ids in pieces)
    assert cite.plain(marked) == "".join(text for text, _ in pieces)
    assert [(text, list(ids)) for text, ids in cite.split(marked) if ids] == [
        (text, ids) for text, ids in pieces if ids
    ]
    assert cite.ids(marked) == list(dict.fromkeys(one for _, ids in pieces for one in ids))


def test_ids_may_stand_in_one_text_as_tables_join_them():
    assert cite.cited("11 times", "a/b + c/d", "e/f g/h", "", "a/b") == "[11 times](claim:a/b+c/d+e/f+g/h)"
    assert cite.cited("many", "") == cite.cited("many") == "many"


def test_a_range_is_written_with_all_that_it_rests_on():
    value = Range(1, 1, trace=("a/b",)) + Range(2, 2, trace=("c/d",))
    assert cite.figure(value, "persons") == "[3](claim:a/b+c/d)"


@pytest.mark.parametrize("text", ["a [b] c", "[x](claim:a/b)", "][", "("])
def test_a_text_with_brackets_stays_as_it_is(text):
    assert cite.plain(cite.cited(text, "a/b")) in (text, cite.plain(text))


@pytest.mark.parametrize(
    "forged", ["[x](javascript:alert(1))", "[x](claim:<b>)", '[x](claim:a" onclick="b)', "[x](claim:../a)"]
)
def test_what_is_no_mark_of_ours_is_text(forged):
    assert cite.plain(forged) == forged and "<a" not in cite.as_html(forged, {})


def test_as_html_each_mark_leads_to_where_it_was_seen_and_all_is_escaped():
    shown = cite.as_html("<b> [1 < 2](claim:a/b+c/d) [3](claim:e/f)", {"a/b": "", "c/d": "https://x.org/?a&b"})
    assert shown == (
        '&lt;b&gt; <a data-claim="a/b c/d" href="https://x.org/?a&amp;b" rel="noopener">1 &lt; 2</a> '
        '<a data-claim="e/f">3</a>'
    )


@pytest.mark.parametrize(
    "text",
    ["http://-.-", "http://999.999.999.999/", "https://a..b/", "https://localhost/", "https://a.b-/", "ftp://a.org/", "https://u@a.org/", "https://a.org:70000/"],
)  # fmt: skip
def test_what_no_reader_can_open_is_no_address(text):
    assert not cite.ADDRESS.fullmatch(text)
    assert cite.ADDRESS.fullmatch("https://a-b.example.org:8080/x?y=z#w")


def test_every_claim_event_and_source_has_the_address_of_its_page(book):
    seen = cite.addresses(book)
    assert set(book.claims["claim_id"]) | set(book.events["event_id"]) | set(book.sources["source_id"]) == set(seen)
    assert all(address == "" or cite.ADDRESS.fullmatch(address) for address in seen.values())
    claim = book.claims.iloc[0]
    assert seen[claim["claim_id"]] == book.source(claim["source_id"])["url"]
    assert cite.addresses(None) == {}
