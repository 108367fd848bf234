"""A figure is given a place on file only where its sentence names no other."""

import re

import pytest

from analysis.audit import elsewhere

SAID = {"KP": re.compile(r"\bNorth Korea\b"), "RU": re.compile(r"\bRussia\b")}


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("France sold 300 tonnes to Russia.", True),
        ("Russia sold 300 tonnes to North Korea.", False),
        ("The yard sold 300 tonnes.", False),
    ],
)
def test_a_country_that_is_not_on_file(text, named):
    assert elsewhere.country(text, SAID) == named


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Two thirds of the wheat sown in the Chaouia region will be lost.", True),
        ("In Settat, south of Casablanca, she sold 18.", True),
        ("It sold 300 in Russia and in Paris.", True),
        ("It sold 300 in Russia.", False),
        ("It sold 300 to the European Commission.", True),
        ("It sold 300 in April and on Monday.", False),
        ("It sold 300 in the Larne district.", True),
        ("Ireland had 34 cases.", True),
        ("The yard had 34 cases.", False),
        ("Guards stayed away at the Haren prison.", True),
        ("Global output was 38 million.", True),
        ("Other countries asked for 76 million.", True),
    ],
)
def test_a_place_that_is_not_on_file(text, named):
    assert elsewhere.place(text, SAID) == named
