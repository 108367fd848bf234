"""Every figure and date phrase of an English news text, so that one left out of the ledger shows.

A text is cut into tokens, and the rules of `grammar` are matched against the
string of their classes. Here each match becomes a `Hit`: its place in the text,
and the bounds, unit and hedge that its words give.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate

from analysis.audit import figures, grammar
from analysis.audit.grammar import CODE

BLOCK = 1 << 16  # characters read at once; bounds the memory

# One character for one, so that places stay.
_SAME = dict(zip("–‒‐‑−－’‘＇，．％＄／：٫٬٪", "------''',.%$/:.,%"))
_INVISIBLE = [
    chr(mark)
    for first, end in ((0xAD, 0xAE), (0x200B, 0x2010), (0x202A, 0x202F), (0x2060, 0x206A), (0xFEFF, 0xFF00))
    for mark in range(first, end)
]
_INVISIBLE_RUN = re.compile(f"[{''.join(_INVISIBLE)}]+")
_THOUSANDS = re.compile(r"(?<=\d)[\u00a0\u2009\u202f](?=\d{3}(?!\d))")
_LINE = re.compile(r"\S[^\r\n]*")
_THE_UNIT = {CODE["the"] + CODE[name] for name in ("unit", "quarter")}
_LOUD = {"the week", "the month", "the quarter", "the year"}  # which one, no rule says; "the days" is no date
_MODAL = re.compile(
    r"\b(?:will|would|can|could|may|might|must|should|shall|to|not|n't|usually|normally|typically|often)(?: \w+ly)? $"
)
_KINDS = {"list-number": "ordinal", "vague-size": "vague", "name": "name-number"}


@dataclass(frozen=True, slots=True)
class Hit:
    """A figure or a date phrase.

    Attributes
    ----------
    paragraph : int
        Counted over the lines that are not empty, from 1.
    start, end : int
        Span in the text: ``text[start:end]`` is `text`.
    text : str
    kind : str
        ``number``, ``percent``, ``currency``, ``share``, ``fraction``, ``ordinal``, ``vague``, ``date``,
        ``duration``, ``time``, or ``name-number`` for a number that is part of a name.
    hedge : str
        Such as ``"more than"``; blank where there is none.
    low, high : float or None
        Bounds the wording gives, None where it gives none.
    unit : str
        ``persons``, ``percent``, ``usd``, a time unit, ...; blank where the text does not say.
    phrase : str
        A date as `dates.read` takes it; blank for a figure.
    rule : str
        Name of the rule that found it.
    """

    paragraph: int
    start: int
    end: int
    text: str
    kind: str
    hedge: str = ""
    low: float | None = None
    high: float | None = None
    unit: str = ""
    phrase: str = ""
    rule: str = ""


def find(text):
    """Return every figure and date phrase of a text.

    Parameters
    ----------
    text : str
        Plain text; no phrase runs over the end of a line.

    Returns
    -------
    list of Hit
        In order of the text, none overlapping another.
    """
    read, place_in_text = _readable(text)
    hits, paragraph = [], 0
    lines = _LINE.finditer(read)
    line = next(lines, None)
    for start, end, fields in _phrases(read):
        while line is not None and line.start() <= start:
            paragraph, line = paragraph + 1, next(lines, None)
        first, last = place_in_text(start), place_in_text(end - 1) + 1
        hits.append(Hit(paragraph, first, last, text[first:last], **fields))
    return hits


def _readable(text):
    """Return the text without invisible characters, and what turns a place in it into one in the text given."""
    if text.isascii():
        return text, lambda place: place
    if not any(mark in text for mark in _INVISIBLE):
        return _unified(text), lambda place: place
    kept, starts, removed_before, at = [], [0], [0], 0
    for invisible in _INVISIBLE_RUN.finditer(text):
        kept.append(text[at : invisible.start()])
        at = invisible.end()
        starts.append(starts[-1] + len(kept[-1]))
        removed_before.append(removed_before[-1] + len(invisible[0]))
    kept.append(text[at:])
    return _unified("".join(kept)), lambda place: place + removed_before[bisect_right(starts, place) - 1]


def _unified(text):
    """Return the text with one dash, one quote, one comma for all their kinds, thousands set apart by commas."""
    text = _THOUSANDS.sub(",", text)
    for given, read in _SAME.items():
        text = text.replace(given, read)
    return text


def _blocks(text):
    """Yield the bounds of pieces that end with a line, or, in very long lines, with a sentence or anywhere."""
    at = 0
    while at < len(text):
        near, far = at + BLOCK, at + 2 * BLOCK
        cut = text.find("\n", near, far) if far < len(text) else len(text)
        if cut < 0:
            cut = text.rfind(". ", near, far)
        end = min(cut + 1 if cut >= 0 else far, len(text))
        yield at, end
        at = end


def _phrases(text):
    """Yield the span and the fields of each phrase of the grammar."""
    rules = grammar.pattern()
    for at, end in _blocks(text):
        words = grammar.TOKEN.findall(text, at, end)
        codes = "".join(map(grammar.code, words))
        starts = list(accumulate(map(len, words), initial=at))

        def span(first, last):
            return starts[first] + len(words[first]) - len(words[first].lstrip()), starts[last]  # noqa: B023

        for found in rules.finditer(codes):
            if codes[found.start()] == CODE["last"] and _is_verb(text, span(*found.span())[0]):
                found = rules.match(codes, found.start() + 1, found.end()) or found
            rule = found.lastgroup.replace("_", "-")
            if rule in figures.RULES:
                for first, last, fields in figures.read(rule, found, words, codes):
                    yield *span(first, last), fields
            else:
                start, stop = span(*found.span())
                if found[0] not in _THE_UNIT or text[start:stop].lower() in _LOUD:
                    yield start, stop, _describe(rule, text[start:stop], found[0])


def _is_verb(text, start):
    """Say whether "last" at a place is what something does, as in "will last 10 days"."""
    return bool(text.startswith("last ", start) and _MODAL.search(text, max(start - 40, 0), start))


def _describe(rule, phrase, codes):
    """Return the fields of a date, a share or a name, other than its place."""
    if rule.startswith("date"):
        return {"kind": "date", "phrase": " ".join(phrase.split()), "rule": grammar.date_rule(codes)}
    if rule == "share":
        low, high = (100.0, 100.0) if CODE["all"] in codes else (50.0, 100.0)
        return {"kind": "share", "low": low, "high": high, "unit": "percent", "rule": rule}
    return {"kind": _KINDS.get(rule, rule), "rule": rule}
