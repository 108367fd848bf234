"""What a source claims is listed with its ranges, and the sentences fit any source."""

from dataclasses import replace

import pytest

from analysis import claims

ARTICLE = "donga-2024-08"


def cut(book, source_id, keep):
    """The ledger with only the first claims of a source that a condition keeps."""
    table = book.claims
    return replace(book, claims=table[(table["source_id"] != source_id) | keep(table)])


def test_each_claim_has_the_range_that_its_words_allow(book):
    table = claims.of_source(book, ARTICLE).set_index("claim_id")
    assert list(table.index) == list(book.claims.loc[book.claims["source_id"] == ARTICLE, "claim_id"])
    for claim_id, value in table["value"].items():
        assert value == book.range(claim_id)


def test_excluded_claims_can_be_left_out(book):
    table = claims.of_source(book, ARTICLE, excluded=False)
    assert len(table) == 10 and "excluded" not in set(table["use"])


def test_the_reading_of_the_ledger_decides_the_ranges(book):
    def workers(ledger):
        return claims.of_source(ledger, ARTICLE)["value"].iloc[0]

    assert (workers(book).low, workers(book).high) == (1_000, 100_000)
    assert (workers(book.by("narrow")).low, workers(book.by("narrow")).high) == (2_000, 20_000)


def test_vague_words_stand_in_each_of_their_readings(book):
    table = claims.vague_words(book, ARTICLE)
    assert table["reading"].tolist() == ["literal", "narrow", "literal"]
    assert table["basis"].ne("").all()
    assert claims.vague_words(book.by("narrow"), ARTICLE).equals(table)


def test_figures_are_drawn_twice_only_where_the_readings_differ(book):
    table = claims.both_readings(book, ARTICLE)
    assert table["wording"].value_counts()["thousands to tens of thousands"] == 2
    assert table["wording"].value_counts()["more than 90%"] == 1
    assert "return of all North Korean workers in China" not in set(table["wording"]), "an alleged order is no count"


def test_counts_add_up_for_every_source(book):
    for source_id in set(book.claims["source_id"]):
        found = claims.counts(book, source_id)
        assert found["figures"] == found["numbers"] + found["vague"] + found["unbounded"]
    assert claims.counts(book, ARTICLE) == {"figures": 10, "numbers": 2, "vague": 3, "unbounded": 5}


def test_the_articles_figures_are_summed_up_in_two_sentences(book):
    assert claims.summary(book, ARTICLE) == (
        "Only two of the article's ten figures are numbers. "
        "Five are words such as “a large number of workers” that no count could contradict."
    )


@pytest.mark.parametrize(
    ("source_id", "sentence"),
    [
        ("rfa-2024-09", "The source's only figure is a number."),
        ("khan-2025-02-09", "The source's only figure is not a number."),
        ("forbes-2019-07-04", "Both of the source's figures are numbers."),
        ("news1-2025-04-17", "All seven of the source's figures are numbers."),
        ("nkngo-2025-04", "One of the source's two figures is a number."),
        ("joongang-2014-11", "The source gives no figure that is used here."),
    ],
)
def test_the_sentence_fits_sources_with_few_figures(book, source_id, sentence):
    assert claims.summary(book, source_id) == sentence


def test_no_figure_may_be_a_number(book):
    few = cut(book, ARTICLE, lambda table: ~table["wording"].str.contains(r"\d") & table["use"].ne("excluded"))
    assert claims.summary(few, ARTICLE).startswith("None of the article's eight figures is a number. Five are words")
    one = cut(book, ARTICLE, lambda table: table["wording"].eq("some workers"))
    assert claims.summary(one, ARTICLE) == (
        "The article's only figure is not a number. "
        "The words “some workers” set no bound, so no count could contradict them."
    )


def test_what_is_left_out_is_counted_and_silence_means_nothing_is(book):
    assert claims.left_out(book, ARTICLE) == (
        "Five of these 15 figures are kept out of charts and sums; their notes say why."
    )
    assert claims.left_out(book, "rfa-2024-09") == ""
    assert (
        claims.left_out(book, "joongang-2014-11")
        == "The only figure is kept out of charts and sums; its note says why."
    )


def test_what_the_readings_change_is_said(book):
    assert claims.what_readings_change(book, ARTICLE) == (
        "The reading changes one of the article's ten figures: “thousands to tens of thousands”."
    )
    assert claims.what_readings_change(book, "khan-2025-02-09") == (
        "The reading changes the source's only figure, “several thousand”."
    )
    assert claims.what_readings_change(book, "rfa-2024-09") == "No figure of the source changes with the reading."


def test_no_sentence_speaks_of_the_article_when_another_source_is_read(book):
    for source_id in set(book.claims["source_id"]) - set(book.articles):
        for sentence in (claims.summary, claims.left_out, claims.what_readings_change):
            assert "article" not in sentence(book, source_id) and " 0 " not in sentence(book, source_id)
            assert all(len(part.split()) <= 30 for part in sentence(book, source_id).split(". "))


def test_counts_are_spelled_up_to_ten():
    assert [claims.spelled(number) for number in (0, 1, 10, 11, 1_200)] == ["zero", "one", "ten", "11", "1,200"]
