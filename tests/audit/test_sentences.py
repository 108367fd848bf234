"""What a sentence says of its figures, and what it leaves open."""

import re

import pytest

from analysis.audit import article, drafting, measures, sentences, speakers

PLACES = {"CN": re.compile(r"\bChina\b|\bDandong\b"), "RU": re.compile(r"\bRussia\b")}


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("The ministry said on Tuesday that 300 came.", "The ministry"),
        ("Some 300 came, the port authority said.", "the port authority"),
        ("Some 300 came, according to Ruta Halim, who counts them.", "Ruta Halim"),
        ("“We saw 300,” said Ruta Halim, who heads it.", "Ruta Halim"),
        ("An official, aged 44, warned that 300 may come.", "An official"),
        ("He said that 300 came.", speakers.SAME),
        ("“I counted 22.”", speakers.SAME),
        ("Management speaks of “fewer than 150”.", ""),
        ("It was reported that 300 came.", None),
        ("Some 300 came.", None),
    ],
)
def test_who_speaks(sentence, name):
    assert speakers.speaker(sentence) == name


@pytest.mark.parametrize(
    ("after", "counted"),
    [
        (" new beds in May", ("beds", "beds")),
        (" tonnes of grain crossed", ("tonnes", "grain")),
        (" litres of smuggled spirits", ("litres", "spirits")),
        (" by 2027", ("", "")),
        (", and ships", ("", "")),
        (" a year", ("", "")),
    ],
)
def test_what_is_counted(after, counted):
    assert measures.counted(after) == counted


@pytest.mark.parametrize(
    ("part", "sentence", "otherwise", "place"),
    [
        ("They left China.", "", "", "CN"),
        ("They left Dandong.", "", "", "CN"),
        ("they left", "In Russia, they left.", "HOME", "RU"),
        ("They left.", "", "HOME", "HOME"),
        ("From China to Russia.", "", "HOME", ""),
    ],
)
def test_where(part, sentence, otherwise, place):
    assert sentences.place(part, sentence or part, PLACES, [otherwise]) == place


def drafted(book, text):
    source = {"source_id": "new", "producer": "The Paper", "published": "2025-04-09"}
    claims, events = drafting.rows(article.of_text(text), book, source, "Town")
    return claims, events


def test_a_figure_takes_the_date_that_follows_it_and_else_none_that_belongs_to_another(book):
    claims, _ = drafted(
        book, "It employed 5,200 people in 2015 and 3,900 in 2024. It had 20 beds. It will have 30 beds."
    )
    assert list(claims["period"]) == ["2015", "2024", "[..2025-04-09]", "[2025-04-09..]"]
    assert list(claims["unit"]) == ["persons", "persons", "beds", "beds"]
    claims, _ = drafted(book, "A plant that employed 480 women in 2019 said that 190 women remain.")
    assert list(claims["period"]) == ["2019", ""]


def test_what_counts_nothing_is_left_out_with_the_reason(book):
    claims, events = drafted(book, "The third ward opened.\nA 58-year-old nurse left at 6 a.m. on 3 May 2024.")
    assert set(claims["use"]) == {"excluded"} and claims["note"].str.contains("counts nothing").all()
    assert list(events["use"]) == ["excluded", "chart"]
    assert list(events["title"]) == ["A time of day", "A 58-year-old nurse left at 6 a.m"]


def test_nothing_is_guessed(book):
    claims, events = drafted(book, "It came to 300. It cost €5 million.")
    assert list(claims["measure"]) == ["", ""] and list(claims["unit"]) == ["", "eur"]
    assert set(claims["asserted_by"]) == {"The Paper"} and events.empty


def test_a_deadline_is_left_out_and_a_wait_is_not(book):
    claims, _ = drafted(book, "It will open within two years. Ships waited two days.")
    assert list(claims["use"]) == ["excluded", "table"]
