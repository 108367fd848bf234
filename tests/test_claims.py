"""What a source claims is listed with its ranges, and the sentences fit any source."""

from dataclasses import replace

import nbformat
import pytest

from analysis import claims
from analysis.headless import notebook as runner
from analysis.ledger import csvs
from analysis.notebook import show

ARTICLE = "donga-2024-08"


NUMBERS = ["more than 90%", "between $750 million and $1.1 billion annually"]
VAGUE, UNBOUNDED, EXCLUDED = "thousands to tens of thousands", "some workers", "Article 12"


def with_only(book, *wordings, under_test=True):
    """The ledger with only these claims of the article, which need not be an article under test."""
    table = book.claims[book.claims["source_id"] == ARTICLE].set_index("wording", drop=False)
    return replace(book, claims=table.loc[list(wordings)], articles=(ARTICLE,) if under_test else ())


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
    ("wordings", "sentence"),
    [
        (NUMBERS[:1], "The source's only figure is a number."),
        ([VAGUE], "The source's only figure is not a number."),
        (NUMBERS, "Both of the source's figures are numbers."),
        (NUMBERS * 2, "All four of the source's figures are numbers."),
        ([VAGUE, NUMBERS[0]], "One of the source's two figures is a number."),
        ([VAGUE, VAGUE, NUMBERS[0]], "Only one of the source's three figures is a number."),
        ([VAGUE, VAGUE], "None of the source's two figures is a number."),
        ([EXCLUDED], "The source gives no figure that is used here."),
        (
            [UNBOUNDED],
            "The source's only figure is not a number. "
            "The words “some workers” set no bound, so no count could contradict them.",
        ),
    ],
)
def test_the_sentence_fits_a_source_with_few_figures(book, wordings, sentence):
    assert claims.summary(with_only(book, *wordings, under_test=False), ARTICLE) == sentence


def test_what_is_left_out_is_counted_and_silence_means_nothing_is(book):
    assert claims.left_out(book, ARTICLE) == (
        "Five of these 15 figures are kept out of charts and sums; their notes say why."
    )
    assert claims.left_out(with_only(book, *NUMBERS), ARTICLE) == ""
    assert claims.left_out(with_only(book, *NUMBERS, EXCLUDED), ARTICLE) == (
        "One of these three figures is kept out of charts and sums; its note says why."
    )
    assert claims.left_out(with_only(book, EXCLUDED), ARTICLE) == (
        "The only figure is kept out of charts and sums; its note says why."
    )


def test_what_the_readings_change_is_said(book):
    assert claims.what_readings_change(book, ARTICLE) == (
        "The reading changes one of the article's ten figures: “thousands to tens of thousands”."
    )
    assert claims.what_readings_change(with_only(book, VAGUE), ARTICLE) == (
        "The reading changes the article's only figure, “thousands to tens of thousands”."
    )
    assert claims.what_readings_change(with_only(book, VAGUE, VAGUE, *NUMBERS), ARTICLE) == (
        "The reading changes two of the article's four figures."
    )
    unchanged = with_only(book, *NUMBERS, under_test=False)
    assert claims.what_readings_change(unchanged, ARTICLE) == "No figure of the source changes with the reading."


def test_no_sentence_speaks_of_the_article_when_another_source_is_read(book):
    for source_id in set(book.claims["source_id"]) - set(book.articles):
        for sentence in (claims.summary, claims.left_out, claims.what_readings_change):
            said = sentence(book, source_id)
            assert "article" not in said and " 0 " not in said
            assert all(len(part.split()) <= 30 for part in said.split(". "))


def test_counts_are_spelled_up_to_ten():
    assert [claims.spelled(number) for number in (0, 1, 10, 11, 1_200)] == ["zero", "one", "ten", "11", "1,200"]


def test_no_claim_event_or_source_is_left_out_of_the_notebooks_tables(book):
    """Counted in the committed notebook: what its three tables hold is what the ledger holds."""
    committed = nbformat.read(runner.NOTEBOOKS / "01_claims.ipynb", as_version=4)
    written = {
        output.metadata["table"]: csvs.parse(output.data["text/csv"])
        for output in show.display_outputs(committed)
        if "table" in output.metadata
    }
    claims_ = [*book.claims["claim_id"], *book.withdrawn["claim_id"]]
    assert written["claims-of-the-record"]["claim_id"].tolist() == claims_
    events = [*book.events["event_id"], *book.withdrawn_events["event_id"]]
    assert written["events-of-the-record"]["event_id"].tolist() == events
    assert written["sources-of-the-record"]["source_id"].tolist() == book.sources["source_id"].tolist()
    unused = written["claims-of-the-record"].query("use == 'excluded'")
    assert len(unused) and (unused["note"] != "").all(), "each says why it is in no chart"
