"""Whether words name a place that is not on file: then a figure may not be of the one on file that they name too."""

import re
from functools import cache

from analysis.ledger.date_words import MONTHS, WEEKDAYS

_NOT_PLACES = {name.capitalize() for name in [*MONTHS, *WEEKDAYS]}
_NAMED = re.compile(
    r"\b(?:[Ii]n|[Nn]ear|[Oo]utside|[Aa]round|[Aa]cross|[Ff]rom|[Aa]t|(?:north|south|east|west)(?:east|west)? of) (?:the )?"
    r"(?P<name>[A-Z][\w’'-]+)|\b(?P<region>[A-Z][\w’'-]+) (?:region|province|county|district|prefecture|state|city|island)\b"
)


_MANY = re.compile(
    r"\b(?:European?|Asian?|Afric(?:a|an)|Americas|[Gg]lobal(?:ly)?|[Ww]orld|worldwide|[Cc]ountries|international(?:ly)?|abroad)\b"
)


@cache
def _countries():
    from babel import Locale  # reads the names of all countries: not before an article is drafted

    names = (re.escape(name) for code, name in Locale("en").territories.items() if len(code) == 2 and code.isalpha())
    return re.compile(rf"\b(?=[A-Z\u00c5])(?:{'|'.join(sorted(names, key=len, reverse=True))})\b")


def country(text, said):
    """Return whether a text names a country that is not among the places on file.

    Parameters
    ----------
    text : str
    said : dict of str to re.Pattern
        Each place on file and the words for it.
    """
    return bool(_countries().search(text) and _countries().search(_without(text, said)))


def place(text, said):
    """Return whether a text names a city, region or country not on file."""
    text = _without(text, said)
    if country(text, {}) or _MANY.search(text):
        return True
    return any((found["name"] or found["region"]) not in _NOT_PLACES for found in _NAMED.finditer(text))


def _without(text, said):
    for words in said.values():
        text = words.sub("", text)
    return text
