"""Every figure and date is accounted for, or the audit says which is not."""

import pytest
from notebook_runs import ARTICLES

from analysis.audit import account, arithmetic, article, drafting


def states(hits):
    return dict(zip(hits["text"], hits["state"]))


def test_each_hit_is_covered_excluded_or_open(known, text):
    hits = account.hits(article.of_text(text), known, "my-article")
    found = states(hits)
    assert found.pop("nine") == "open"
    assert found.pop("12 percent") == "excluded"
    assert set(found.values()) == {"covered"}
    assert account.counts(hits) == {"covered": len(hits) - 2, "excluded": 1, "open": 1}
    row = hits[hits["text"] == "12 percent"].iloc[0]
    assert row["by"] == "my-article/visas-before" and row["why_excluded"] == "Another base." and row["paragraph"] == 3
    for row in hits.to_dict("records"):
        assert text[row["start"] : row["end"]] == row["text"]
    assert arithmetic.problems(article.of_text(text), known, "my-article", hits) == []


def test_dates_are_read_from_the_day_of_publication(known, text):
    hits = account.hits(article.of_text(text), known, "my-article").set_index("text")["edtf"]
    assert hits["since the end of last month"] == "2025-02-21~/2025-03-14" and hits["August last year"] == "2024-08"


def test_without_a_source_everything_is_open(book, text):
    hits = account.hits(article.of_text(text), book)
    assert set(hits["state"]) == {"open"} and (hits["edtf"] == "").all()
    written = account.hits(article.of_text("On 12 June 2024, or May 2023, or 2019, as on Aug. 5, 2020."), book)
    assert list(written["edtf"]) == ["2024-06-12", "2023-05", "2019", "2020-08-05"]


def test_html_is_audited_without_its_scripts(book):
    hits = account.hits(article.read(ARTICLES / "shipyard.html"), book)
    assert not {"5,000", "77", "99", "12px"} & set(hits["text"])
    assert hits["text"].str.contains("1,200").any() and hits["text"].str.contains("900").any()


@pytest.mark.parametrize(
    ("words", "bound"),
    [
        ("no more than 20 men", "at_most"),
        ("not less than 20 men", "at_least"),
        ("fewer than 20 men", "less_than"),
        (">20% of men", "more_than"),
        ("≥20% of men", "at_least"),
        ("≤20 men", "at_most"),
        ("~5,000 men", "about"),
        ("up to 20 men", "at_most"),
        ("300 or more men", "at_least"),
        ("300 or so men", "about"),
        ("20 to 30 men", "range"),
        ("20 men", "exact"),
    ],
)
def test_a_draft_bounds_a_figure_as_its_hedge_does(book, words, bound):
    claims, _ = drafting.draft(account.hits(article.of_text(f"There came {words} today."), book), "new")
    assert list(claims["bound"]) == [bound]


@pytest.mark.parametrize(
    ("states", "said"),
    [
        ([], "There is no figure and no date in the article."),
        (["covered"] * 3, "All 3 figures and dates in the article are accounted for."),
        (
            ["covered", "covered", "excluded"],
            "All 3 figures and dates in the article are accounted for, 1 of them left out with a reason.",
        ),
        (
            ["covered", "excluded", "open"],
            "2 of 3 figures and dates in the article are accounted for, 1 of them left out with a reason. "
            "1 is open: no claim or event stands for it.",
        ),
        (
            ["covered", "open", "open"],
            "1 of 3 figures and dates in the article are accounted for. 2 are open: no claim or event stands for them.",
        ),
        (
            ["open"] * 3,
            "None of the 3 figures and dates in the article is accounted for: no claim or event stands for them.",
        ),
    ],
)
def test_the_summary_says_how_much_is_accounted_for(book, states, said):
    hits = account.hits(article.of_text("five and six and seven " if states else "none"), book)
    assert account.summary(hits.assign(state=states)) == said


def test_the_summary_says_where_the_text_is_invented(book, text):
    assert "in the invented example is accounted for" in account.summary(
        account.hits(article.of_text(text), book), example=True
    )


def test_a_draft_without_a_source_has_a_name_to_replace(book):
    claims, events = drafting.draft(account.hits(article.of_text("There came 20 men in 2019."), book))
    assert list(claims["source_id"]) == list(events["source_id"]) == ["new-source"]
    assert claims["claim_id"][0].startswith("new-source/") and list(events["date"]) == ["2019"]


def test_a_draft_says_what_is_left_to_complete(book):
    claims, events = drafting.draft(
        account.hits(article.of_text("There came 2.5% and 1,200 men in 2019, as then."), book)
    )
    assert list(claims["low"]) == [2.5, 1200] and claims.to_csv(index=False).count(",1200,1200,") == 1
    said = drafting.draft_in_words(claims, events)
    assert said.startswith("Open are 2 figures and 1 date.") and said.endswith("for 1 of the dates.")
    assert drafting.draft_in_words(claims.iloc[:0], events.iloc[:0]).startswith("Nothing is open")
