"""What the sentence around a figure says of it: who speaks, what is counted, where, and whether it is still to come."""

import re

_END = re.compile(
    r"(?<![A-Z])(?<!\bMr)(?<!\bMs)(?<!\bMrs)(?<!\bDr)(?<!\bSt)(?<!\bNo)[.!?][”\"’)]*\s+(?=[\"“‘(]?[A-Z0-9])"
)
_VERB = r"(?:said|says|told|added|adds|announced|estimated|estimates|warned|confirmed|reported|reports|puts?)"
_ACCORDING = re.compile(r"\baccording to ([^,.;:()“”\"]+)", re.IGNORECASE)
_BEFORE_VERB = re.compile(
    rf"(?:^|[,;:”\"(–—] ?|\b(?:and|but|that|as|while) )([^,;:“”\"()–—]*?),? (?:also |later |then )?{_VERB}\b"
)
_BEFORE_COMMA = re.compile(rf"(?:^|[;:”\"] )([^,;:“”\"()]*), (?:aged|who|which) [^,]*, {_VERB}\b")
_AFTER_VERB = re.compile(rf"[,”\"] {_VERB} (?!that\b|it\b|there\b)((?:the |a |an )?[^,.;:()“”\"]+)")
_SAID_WHEN = re.compile(rf"\b{_VERB} (?:(?!that\b)[\w’']+ ){{0,3}}$|\baccording to [^,.;:]*$", re.IGNORECASE)
_PRONOUN = re.compile(r"\b(?:he|she|it|they|we|i|who|which)\b", re.IGNORECASE)
_NO_SPEAKER = re.compile(r"\b(?:was|were|is|are|be|been|being|has|have|had|not|to)$")
_PLANNED = re.compile(
    r"\b(?:will|would|could|plans?|planned|expects?|expected|aims?|targets?|forecasts?|projected|proposed|hopes?|wants? to)\b",
    re.IGNORECASE,
)
_BASE = re.compile(r"\b(?:from|than|against|compared (?:with|to))(?: in| the| at)*\s*$", re.IGNORECASE)
_CHANGED = re.compile(
    r"\b(?:rose|risen|rise|fell|fallen|fall|grew|grown|up|down|increased?|decreased?|dropped|drop|gained|lost|climbed|jumped"
    r"|declined|shrank|cut|growth)\b",
    re.IGNORECASE,
)
_MASS = {"tonnes", "tons", "litres", "liters", "barrels", "kilograms", "kilos", "grams", "bottles", "cases", "crates"}
_PEOPLE = {"people", "men", "women", "children", "staff", "crew"}  # plurals without an s
_STOP = set(
    [
        "of",
        "in",
        "to",
        "from",
        "and",
        "or",
        "a",
        "an",
        "the",
        "was",
        "were",
        "is",
        "are",
        "had",
        "have",
        "has",
        "by",
        "at",
        "on",
        "as",
        "with",
        "this",
        "last",
        "next",
        "more",
        "less",
        "than",
        "per",
        "each",
        "that",
        "which",
        "who",
        "while",
        "for",
        "but",
        "it",
        "its",
        "into",
        "over",
        "under",
        "would",
        "will",
        "can",
        "could",
        "since",
        "during",
        "when",
        "after",
        "before",
        "up",
        "down",
        "about",
        "still",
        "already",
        "now",
        "then",
        "also",
        "only",
        "just",
        "not",
        "no",
        "times",
        "years",
        "months",
        "weeks",
        "days",
        "hours",
        "minutes",
    ]
)
SAME = "the same"  # whoever spoke before in the paragraph
MOST = 8  # words of an article that a table may hold in a row


def around(article, start, end):
    """Return the sentence that holds a span of an article, and where it begins."""
    first, last = next(span for span in article.spans if span[0] <= start < span[1])
    text = article.text[first:last]
    cuts = [0, *(found.end() for found in _END.finditer(text)), len(text)]
    begin = max(cut for cut in cuts if first + cut <= start)
    stop = min(cut for cut in cuts if first + cut >= end)
    return text[begin:stop].rstrip(), first + begin


def speaker(sentence):
    """Return who a sentence says is speaking.

    Returns
    -------
    str or None
        A name; `SAME` for a word such as "he", or a quotation that begins the sentence; "" for a quotation that
        somebody else is speaking in; None for nobody.
    """
    for pattern in (_ACCORDING, _AFTER_VERB, _BEFORE_COMMA, _BEFORE_VERB):
        for found in pattern.finditer(sentence):
            name = re.sub(r"^(?:and|but|that|as|while|where|in a statement) ", "", " ".join(found[1].split()))
            name = re.split(r" (?:on|in|at|to|that|this|last|yesterday|who|which|late|early) ", f"{name} ")[0].strip()
            if name and not _NO_SPEAKER.search(name) and len(name.split()) <= MOST:
                return SAME if _PRONOUN.search(name) else name
    if sentence[0] in '“"':
        return SAME
    return "" if re.search('[“”"]', sentence) else None


def says_when(before):
    """Return whether what stands before a date makes it the day of a statement: "said on"."""
    return bool(_SAID_WHEN.search(before))


def is_base(before, text):
    """Return whether a date is the one that a change is reckoned from: "from 2022", "compared with last year"."""
    return bool(_BASE.search(before) or re.match(r"(?:from|than)\b", text, re.IGNORECASE))


def is_planned(before, after):
    """Return whether a figure is still to come, from the words since the figure before it and the few that follow."""
    return bool(_PLANNED.search(before) or _PLANNED.search(" ".join(after.split()[:3])))


def rate(after):
    """Return the span of time that a sum is paid for, such as "month" in "$500 a month"; "" if none is named."""
    found = re.match(r"\s+(?:a|an|per|each|every) (hour|day|week|month|year)\b|\s+(annually)\b", after)
    return ("year" if found[2] else found[1]) if found else ""


def is_change(before, after):
    """Return whether a percentage says by how much something changed: "rose by 12 percent", "a 12 percent rise"."""
    return bool(_CHANGED.search(" ".join(before.split()[-4:])) or _CHANGED.match(after.lstrip()))


def counted(after, vague=False):
    """Return the noun that is counted and what it is a measure of: "tonnes of cargo" gives both, "beds" the first twice.

    Parameters
    ----------
    after : str
        What follows a figure.
    vague : bool
        Whether the figure takes "of" before its noun, as in "thousands of tonnes".

    Returns
    -------
    unit, thing : str
        Blank where no plural follows.
    """
    if vague:
        after = re.sub(r"^\s+of\s+(?:the\s+)?", " ", after)
    run = re.match(r"(?:[ -][A-Za-z][\w’'-]*){0,4}", after)[0].split()
    for word in run[:3]:
        word = word.strip("-")
        if word.lower() in _STOP:
            break
        if word.lower() in _PEOPLE or (len(word) > 3 and re.search(r"[^su'’]s$", word)):
            what = re.match(r"\s+of\s+(?:the\s+|its\s+|their\s+)?((?:[a-z]+\s*){1,2})", after.partition(word)[2])
            if word.lower() not in _MASS or not what:
                return word, word.lower()
            of = what[1].split()
            return word, next((one for one in of if one.endswith("s")), of[0])
    return "", ""


def place(sentence, before, words, otherwise=""):
    """Return the place that a sentence names, else the one that its paragraph has named so far.

    Parameters
    ----------
    sentence, before : str
        ``before``: what precedes the sentence in its paragraph.
    words : dict of str to str
        Each place and its name in plain words.
    otherwise : str
        The place where neither names one.

    Returns
    -------
    str
        "" where several are named at once.
    """
    named = _named(sentence, words) or _named(before, words) or {otherwise}
    return named.pop() if len(named) == 1 else ""


def _named(text, words):
    return {name for name, said in words.items() if re.search(rf"\b{re.escape(said)}\b", text)}
