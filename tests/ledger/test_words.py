"""Numbers, ranges and dates are written one way."""

import pytest

from analysis.ledger import words
from analysis.ledger.ranges import Range


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (Range(1_000, 100_000, high_open=True), "persons", "1,000 to under 100,000"),
        (Range(90, 100, low_open=True), "percent", "more than 90%"),
        (Range(750e6, 1.1e9), "usd/year", "$750 million to $1.1 billion"),
        (Range(5e8, 5e8, about=True), "usd/year", "about $500 million"),
        (Range(high=8_000), "persons", "at most 8,000"),
        (Range(high=8_000, high_open=True), "persons", "less than 8,000"),
        (Range(low=6_000), "crossings", "at least 6,000"),
        (Range(low=6_000, low_open=True), "crossings", "more than 6,000"),
        (Range(), "persons", "no figure"),
        (Range(2.5e6, 3e6), "eur/month", "€2.5 million to €3 million"),
        (Range(1_420_000, 1_420_000), "containers", "1,420,000 containers"),
        (Range(high=2.5), "of_the_whole", "at most 2.5 of the whole"),
        (Range(2 / 3, 2 / 3), "of_the_whole", "0.667 of the whole"),
        (Range(3.25, 3.25), "percent", "3.25%"),
        (Range(100 / 3, 100 / 3), "percent", "33.3%"),
        (Range(-6.8, -2.5), "percent", "−6.8% to −2.5%"),
        (Range(-0.4, -0.4), "degrees", "−0.4 degrees"),
        (Range(3.5, 3.5), "usd", "$3.50"),
        (Range(1_234_000_000, 1_234_000_000), "usd", "$1.234 billion"),
        (Range(1_000, 10_000), "jobs", "1,000 to 10,000 jobs"),
        (Range(87, 87), "kroner/kilo", "87 kroner per kilo"),
        (Range(4.5e6, 4.5e6), "gbp", "£4.5 million"),
    ],
)
def test_ranges_in_words(value, unit, said):
    assert words.describe(value, unit) == said


@pytest.mark.parametrize(
    ("edtf", "said"),
    [
        ("2016-02~", "about February 2016"),
        ("2024-08-21", "21 August 2024"),
        ("2019", "2019"),
        ("2018-21", "spring 2018"),
        ("2018-33", "first quarter of 2018"),
        ("2018-41", "second half of 2018"),
        ("2018-25", "2018-25"),  # spring in the north: no reader needs it
        ("2024-07/2024-09", "July 2024 to September 2024"),
        ("[2024-01-01..2024-08-21]", "between 1 January 2024 and 21 August 2024"),
        ("../2024-08-21", "until 21 August 2024"),
        ("2024-05/..", "since May 2024"),
        ("[..2024-08-21]", "by 21 August 2024"),
        ("201X", "the 2010s"),
        ("[2024-08-21..]", "on or after 21 August 2024"),
    ],
)
def test_plain_dates_in_words(edtf, said):
    assert words.when(edtf) == said


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Russian deputy science minister (Petrova)", "the Russian deputy science minister (Petrova)"),
        ("Russian ambassador Matsegora", "Russian ambassador Matsegora"),
        ("South Korean intelligence service (NIS)", "the South Korean intelligence service (NIS)"),
        ("South Korean intelligence official, via BBC", "a South Korean intelligence official, via BBC"),
        ("South Korean media estimates, via RFA", "South Korean media estimates, via RFA"),
        ("Source in China, via Daily NK", "a source in China, via Daily NK"),
        ("Unnamed estimate, South Korean press", "an unnamed estimate, South Korean press"),
        ("Residents of Vladivostok, via RFA", "residents of Vladivostok, via RFA"),
        ("UN", "the UN"),
        ("UNSC resolution 2397", "UNSC resolution 2397"),
        ("Andrei Lankov", "Andrei Lankov"),
    ],
)
def test_a_name_within_a_sentence_has_its_article(name, said):
    assert words.in_a_sentence(name) == said


@pytest.mark.parametrize(
    ("number", "unit", "said"),
    [(1, "months", "1 month"), (2, "months", "2 months"), (1, "ferries", "1 ferry"), (1, "kilo", "1 kilo"), (1, "glass", "1 glass")],
)  # fmt: skip
def test_one_of_an_articles_own_unit_is_one(number, unit, said):
    assert words.amount(number, unit) == said
