"""Every figure and date phrase of an English news text, so that one left out of the ledger shows.

A text is cut into tokens, and the rules of `grammar` are matched against the
string of their classes. Here each match becomes a `Hit`: its place in the text,
and the bounds, unit and hedge that its words give.
"""

import math
import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate

from analysis.audit import grammar, lexicon
from analysis.audit.grammar import CODE, NAME

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
_KINDS = {
    "age": "duration",
    "list-number": "ordinal",
    "vague-size": "vague",
    "name": "name-number",
    "ratio": "fraction",
    "multiple": "fraction",
}
_FROM_BELOW = re.compile(
    r"\b(more|greater|higher|larger|bigger|over|above|exceed\w*|beyond|surpass\w*|least|odd|plus)\b|[+>≥]"
)
_FROM_ABOVE = re.compile(r"\b(less|fewer|smaller|lower|under|below|most|up to|as \w+ as)\b|[<≤]")
_DENIED = re.compile(r"\b(no|not)\b")


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
            if fields := _change(found, words, codes):
                yield *span(found.start(), max(found.end("low"), found.end("lowunit"))), fields[0]
                yield *span(found.start("second"), found.end()), fields[1]
            else:
                start, stop = span(*found.span())
                yield start, stop, _describe(text[start:stop], found, words, codes)


def _describe(phrase, found, words, codes):
    """Return the fields of a hit other than its place."""
    rule = found.lastgroup.replace("_", "-")
    if rule == "figure":
        return _figure(found, words, codes)
    if rule.startswith("date"):
        return {"kind": "date", "phrase": " ".join(phrase.split()), "rule": grammar.date_rule(found[0])}
    if rule == "share":
        low, high = (100.0, 100.0) if CODE["all"] in found[0] else (50.0, 100.0)
        return {"kind": "share", "low": low, "high": high, "unit": "percent", "rule": rule}
    if rule in ("ratio", "age", "multiple"):
        values = [value for word in words[found.start() : found.end()] if (value := lexicon.value(word)) is not None]
        value = values[0] if rule != "ratio" else values[0] / values[-1] if values[-1] else None
        unit = "year" if rule == "age" else ""
        return {"kind": _KINDS[rule], "low": value, "high": value, "unit": unit, "rule": rule}
    return {"kind": _KINDS.get(rule, rule), "rule": rule}


def _figure(found, words, codes):
    """Return the fields of a figure: amounts, unit and hedges are groups of the grammar."""
    ranged = found["high"] is not None
    low, high = _amounts(found, words, codes)
    unit = _unit(found, words, codes)
    inside = grammar.names(found[0])
    vague = inside & {"plural", "several", "couple", "scores"}
    hedge = _wording(found, words, "hedge", "tail", "highhedge")
    side = _side(_wording(found, words, "hedge") if ranged else hedge)
    if side:
        low, high = (low, None) if side > 0 else (None, high)
    elif ranged and _side(hedge) > 0:  # "3 to more than 5", "20 to 30 or more"
        high = None
    kind, rule = "number", "vague-count" if vague else "range" if ranged else "number-words"
    if rule == "number-words" and inside & {"digits", "day", "year", "ratio"}:
        rule = "number-digits"
    if unit == "percent" or unit in lexicon.CURRENCIES:
        kind = "percent" if unit == "percent" else "currency"
        rule = kind if rule.startswith("number") else rule
    elif inside & {"unit", "second"} and unit != "persons":
        kind = "duration"
    elif inside & {"half", "quarter", "part", "nth", "ratio", "glyph"}:
        small = max(abs(end) for end in (low, high, 0.0) if end is not None) < 1
        kind, unit = ("fraction", "") if small else (kind, unit)
    elif vague:
        kind = "vague"
    return {"kind": kind, "hedge": hedge, "low": low, "high": high, "unit": unit, "rule": rule}


def _change(found, words, codes):
    """Return the fields of both figures where "from ... to" gives no range, or None.

    So it is after a verb of change, as in "rose from 3 to 5", and where the larger figure comes first.
    """
    if found.lastgroup != "figure" or found["high"] is None:
        return None
    whole, first = _figure(found, words, codes), found.start()
    low, high = _amounts(found, words, codes)
    changed = grammar.CHANGE_BEFORE_FROM.search(codes, max(first - 4, 0), first + (codes[first] == CODE["from"]))
    if whole["rule"] != "range" or None in (low, high) or not (changed or low > high):
        return None
    both = []
    for value, groups in ((low, ["hedge"]), (high, ["highhedge", "tail"])):
        hedge = _wording(found, words, *groups)
        side = _side(hedge)
        ends = {"low": None if side < 0 else value, "high": None if side > 0 else value}
        both.append(whole | ends | {"hedge": hedge, "rule": "change"})
    return both


def _wording(found, words, *groups):
    """Return the words of some groups of a match, with single spaces."""
    return " ".join(" ".join("".join(words[slice(*found.span(group))]) for group in groups).split())


def _side(hedge):
    """Return 1 where a hedge bounds from below, -1 from above, 0 where it only blurs."""
    hedge = hedge.lower()
    if not hedge:
        return 0
    side = 1 if _FROM_BELOW.search(hedge) else -1 if _FROM_ABOVE.search(hedge) else 0
    return -side if _DENIED.search(hedge) else side


def _unit(found, words, codes):
    """Return the unit a figure carries, or persons where people follow it."""
    first, last = found.span()
    for code, word in zip(codes[first:last], words[first:last]):
        name = NAME.get(code)
        if name in ("percent", "per"):
            return "percent"
        if name in ("money", "cent"):
            return lexicon.CURRENCY_OF.get(word.strip().lower(), "other currency" if name == "money" else "usd")
        if name in ("unit", "second"):
            return word.strip().lower().removesuffix("s")
    return "persons" if grammar.PEOPLE_AFTER.match(codes, last) else ""


def _amounts(found, words, codes):
    """Return the lower and the upper amount that a figure prints, before its hedges bound them."""

    def amount(group):
        place = slice(*found.span(group))
        return _amount(codes[place], words[place])

    if found["high"] is None:
        return amount("low")
    low = amount("low")[0]
    size = _shared_size(found["low"], found["high"], words[slice(*found.span("high"))])
    return (None if low is None else low * size), amount("high")[1]


def _shared_size(low, high, words):
    """Return the magnitude a range's first figure takes from its second, as in "20 to 30 million"."""
    magnitudes = {CODE["scale"], CODE["glued"]}
    sizes = [lexicon.value(word) for code, word in zip(high, words) if code in magnitudes]
    return math.prod(sizes) if sizes and not (magnitudes | {CODE["plural"]}) & set(low) else 1.0


def _amount(codes, words):
    """Return the bounds of one amount: the same number twice, unless its words are vague."""
    names = [NAME.get(code, code) for code in codes]
    vague = ("plural", "scale", "couple", "scores")
    size = math.prod(lexicon.value(word) for name, word in zip(names, words) if name in vague)
    if "several" in names:
        return 2.0 * size, 10.0 * size
    if "couple" in names:
        return size, size
    if "plural" in names or "scores" in names:
        return size, 10.0 * size
    number = _number(names, words)
    return number, number


def _number(names, words):
    """Return the number that numerals and number words give, None where they are too long to be one."""
    total = current = 0.0
    joined, after_point, size = False, 0, 1.0
    for name, word in zip(names, words):
        value = lexicon.value(word) if name not in ("a", "and", "of", "sign", "point") else None
        if name == "point":
            after_point = 1
        elif name in ("and", "a"):
            joined = True
        elif value is None:
            continue
        elif name in ("half", "part", "nth", "quarter"):
            if joined and not current:
                value *= size  # "a million and a half"
            current = current + value if joined and total + current >= 1 else (current or 1.0) * value
        elif name in ("scale", "glued"):
            current = (current or 1.0) * value
            if value >= 1000:
                total, current, size = total + current, 0.0, value
        elif after_point:
            current, after_point = current + value / 10**after_point, after_point + 1
        else:
            current += value
    return (total + current) * (-1 if "sign" in names else 1) if math.isfinite(total + current) else None
