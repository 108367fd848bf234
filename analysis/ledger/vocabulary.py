"""The ledger's own words in words that readers know: ``data/words.csv``, one dictionary for all tables."""

import csv
import re
from functools import cache

from analysis import DATA

HEADING = "heading"
TERMS = ("measure", "place", "side", "unit")  # columns whose values are rows of terms.csv, or come from them


@cache
def dictionary():
    """Return what each machine word is called: (kind, name) → words.

    The kind is ``heading`` for the name of a column, else the column in which
    the word stands.
    """
    with (DATA / "words.csv").open(newline="", encoding="utf-8-sig") as file:
        return {(row["kind"], row["name"]): row["words"] for row in csv.DictReader(file)}


def heading(column):
    """Return the plain heading of a column."""
    return dictionary().get((HEADING, column), column.replace("_", " "))


def value(column, name):
    """Return the plain words for a value of a column; the value itself if it has none.

    A name may be composed, as the rule ``early-previous-year`` is: of names that end in a hyphen, and one that does not.
    An article's own terms need no words: they are written in plain words, with _ for a space and / for "per".
    """
    if said := _composed(column, name):
        return said
    counted, _, per = name.partition("/") if column == "unit" else (name, "", "")
    if per:
        return f"{value(column, counted)} per {per.replace('_', ' ').replace('/', ' per ')}"
    return name.replace("_", " ") if column in TERMS else name


@cache
def short_names():
    """Return the short names of bodies and reports that readers may not know: a dict of short name to what it stands for."""
    return {name: said for (kind, name), said in dictionary().items() if kind == "short_for"}


@cache
def pattern(name, also=""):
    """Return what finds the words that tell a term in a text, such as the towns of a place; None if it has none."""
    said = [also, *dictionary().get(("said_of", name), "").split("; ")]
    words = "|".join(re.escape(one).replace(r"\*", r"\w*") for one in said if one)
    return re.compile(rf"\b(?:{words})\b") if words else None


def lane(side):
    """Return the heading of a side in a timeline, such as "China's side"."""
    return dictionary().get(("whose", side)) or value("side", side)


@cache
def color(side):
    """Return the colour of one of the record's sides; "" if it has none."""
    with (DATA / "record" / "terms.csv").open(newline="", encoding="utf-8-sig") as file:
        return next((row["color"] for row in csv.DictReader(file) if (row["kind"], row["name"]) == ("side", side)), "")


def _composed(column, name):
    words = dictionary()
    if (column, name) in words:
        return words[column, name]
    for end in range(len(name) - 1, 0, -1):
        head = words.get((column, name[:end])) if name[end - 1] == "-" else None
        rest = head and _composed(column, name[end:])
        if rest:
            return f"{head} {rest}"
    return ""
