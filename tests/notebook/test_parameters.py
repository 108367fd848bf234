"""A wrong parameter is refused in one line that says what was given and what is allowed."""

from datetime import date

import pytest

from analysis.ledger import ParameterError, sources
from analysis.notebook import parameters

GOOD = {
    "source_id": "donga-2024-08",
    "reading": "narrow",
    "show_excluded": False,
    "published": "",
    "start": "2023-07-01",
    "end": "2024-12-31",
    "scope": "all",
    "dispatched_only": True,
    "window_years": 1,
    "as_of": "2024-08-21",
    "thesis": "rise",
    "most": 3,
    "universes": 2000,
    "left_out": 2,
    "first_year": 2019,
    "last_year": 2025,
    "leave_out": "rfa-2023-08 nis-kr",
    "article": __file__,
    "source": "",
    "sent_home": 0.5,
    "in_russia": 50_000,
    "it_workers_too": True,
    "china_workers": "20000..100000",
    "russia_workers": "",
    "pay_china": "450",
    "pay_russia": "600..1e3",
    "take_china": "70..90",
    "take_russia": "100",
    "distribution": "log_uniform",
    "draws": 1024,
    "seed": 0,
}


def test_good_values_pass(book):
    parameters.check(book, "events", **GOOD)
    assert set(GOOD) == set(parameters.RULES)


BAD = [
    ("reading", "litteral", "given 'litteral' (str); allowed: literal | narrow"),
    ("reading", 1, "given 1 (int); allowed: literal | narrow"),
    ("show_excluded", "true", "given 'true' (str); allowed: True | False"),
    ("dispatched_only", 1, "given 1 (int); allowed: True | False"),
    ("first_year", "2019", "given '2019' (str); allowed: a whole number from 2019 to 2025"),
    ("first_year", 2019.0, "given 2019.0 (float)"),
    ("first_year", True, "given True (bool)"),
    ("last_year", 1e6, "given 1000000.0 (float)"),
    ("start", "last month", "allowed: a day as text, such as '2024-08-21'"),
    ("start", "20240701", "allowed: a day as text"),
    ("start", 20240701, "given 20240701 (int)"),
    ("published", "2024-02-30", "allowed: a day as text, such as '2024-08-21', from 1900-01-01 to 2100-12-31, or ''"),
    ("source_id", "donga-2024-8", "did you mean donga-2024-08, "),
    ("leave_out", "rfa-2023-8", "unknown: 'rfa-2023-8' (did you mean rfa-2023-08 or "),
    ("leave_out", None, "given None (NoneType)"),
    ("leave_out", "Daly NK", "unknown: 'Daly NK' (did you mean Daily NK or "),
    ("leave_out", "nis-kr nobody-here", "unknown: 'nobody-here'"),
    ("leave_out", "donga-2024-08", "unknown: 'donga-2024-08'"),
    ("article", "no/such.txt", "given 'no/such.txt' (str); allowed: the path of a file, or ''"),
    ("source", "donga", "allowed: a source_id of sources.csv, or ''"),
    ("sent_home", 1.01, "given 1.01 (float); allowed: a number from 0 to 1"),
    ("sent_home", float("nan"), "allowed: a number from 0 to 1"),
    ("in_russia", -1, "allowed: a whole number from 0 to 1000000"),
    ("draws", 1000, "allowed: a power of two from 1,024 to 134,217,728"),
    ("pay_china", "500..400", "bounds as text, such as '400..500' or '450', from 0.01 to 10,000"),
    ("pay_china", "0", "from 0.01 to"),
    ("pay_china", "nan..nan", "from 0.01 to"),
    ("pay_china", "1..2..3", "from 0.01 to"),
    ("pay_russia", 600, "given 600 (int); allowed: bounds as text"),
    ("take_china", "70..101", "to 100, or '' for the ledger's"),
    ("distribution", "normal", "allowed: uniform | log_uniform"),
    ("window_years", -1, "given -1 (int); allowed: a whole number from 0 to 30"),
]


@pytest.mark.parametrize(("name", "value", "said"), BAD)
def test_bad_values_are_refused_in_one_line(book, name, value, said):
    with pytest.raises(ParameterError) as caught:
        parameters.check(book, "events", **GOOD | {name: value})
    message = str(caught.value)
    assert message.startswith(f"parameter {name}: ") and said in message and "\n" not in message


def test_a_source_without_an_article_needs_a_copy_to_audit(book):
    with pytest.raises(ParameterError, match="'nknews-2025-05-08' has no article of its own"):
        parameters.check(book, article="", source="nknews-2025-05-08")
    parameters.check(book, article=__file__, source="nknews-2025-05-08")
    parameters.check(book, article="", source=book.articles[0])


def test_an_unknown_name_is_refused_with_the_nearest(book):
    with pytest.raises(ParameterError, match="parameter readign: no such parameter .did you mean reading"):
        parameters.check(book, readign="literal")


def test_spans_must_run_forward(book):
    with pytest.raises(ParameterError, match="first_year: given 2025; allowed: at most last_year, 2020"):
        parameters.check(book, first_year=2025, last_year=2020)
    with pytest.raises(ParameterError, match="start: given '2025-01-01'; allowed: a day before end"):
        parameters.check(book, start="2025-01-01", end="2024-01-01")


def test_a_day_is_refused_on_which_a_phrase_would_mean_a_time_to_come(book):
    with pytest.raises(ParameterError, match="published: given '1900-01-01'; from there 'in June' read by next-such"):
        parameters.check(book, "events", **GOOD | {"published": "1900-01-01"})
    parameters.check(book, "events", **GOOD | {"published": "2024-08-31"})


def test_no_day_before_the_articles_own_is_taken(book):
    parameters.check(book, since=date(2024, 8, 21), as_of="2024-08-21")
    parameters.check(book, since=date(2024, 8, 21), as_of="")
    with pytest.raises(
        ParameterError, match="given '2024-08-20' .str.; allowed: a day from 2024-08-21, when the article"
    ):
        parameters.check(book, since=date(2024, 8, 21), as_of="2024-08-20")


def test_a_source_must_have_rows_in_the_table_at_hand(book):
    parameters.check(book, "claims", source_id="nknews-2025-05-08")
    with pytest.raises(ParameterError, match="a source_id that has events"):
        parameters.check(book, "events", source_id="nknews-2025-05-08")


def test_a_name_longer_than_the_system_allows_is_one_short_line(book):
    with pytest.raises(ParameterError) as caught:
        parameters.check(book, article="x" * 5_000)
    assert "allowed: the path of a file" in str(caught.value) and len(str(caught.value)) < 300


def test_a_publisher_stands_for_its_sources_and_an_article_under_test_is_never_left_out(book):
    found, strange = sources.named(book, "nis-kr unknown; daily nk ;Dong-A Ilbo")
    producers = book.sources.set_index("source_id")["producer"]
    assert strange == [] and found[:2] == ["nis-kr", "unknown"]
    assert {producers[name] for name in found[2:]} == {"Daily NK", "Dong-A Ilbo"}
    assert len(found) == 2 + producers.isin(["Daily NK", "Dong-A Ilbo"]).sum() - len(book.articles)
    parameters.check(book, leave_out="Daily NK; nis-kr")
    assert sources.named(book, "") == ([], [])
