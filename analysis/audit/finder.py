"""Every figure and date phrase of an English news text, so that one left out of the ledger shows.

A text is cut into tokens, each token becomes one character that stands for its
class (a numeral, a month, a word not listed), and one grammar is matched
against the string of classes. Every repeat in it is bounded, so that the time
stays linear in the length of the text.
"""

import math
import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate

from analysis.ledger.dates import MONTHS
from analysis.ledger.readings import MAGNITUDES, SPELLED

BLOCK = 1 << 16  # characters read at once; bounds the memory

_TEENS = "eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_FROM_THIRD = (
    "third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth "
    "seventeenth eighteenth nineteenth"
)
_SMALL = [*SPELLED, *_TEENS.split(), "nought", "naught", "nil"]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_SCALES = {"hundred": 1e2, **MAGNITUDES, "trillion": 1e12, "mn": 1e6, "tn": 1e12, "dozen": 12.0}
_PLURALS = {"tens": 10.0, "multimillion": 1e6, "multibillion": 1e9} | {
    f"{name}s": size for name, size in _SCALES.items() if len(name) > 4
}
_GLUED = {"k": 1e3, "m": 1e6, "b": 1e9}
_NTH = {name: size for size, name in enumerate(_FROM_THIRD.split(), 3)}
_NTH |= {name[:-1] + "ieth": 10 * tens for tens, name in enumerate(_TENS, 2)}
_NTH |= {f"{name}th": size for name, size in _SCALES.items() if name.endswith(("d", "ion"))}
_PARTS = {"halves": 2, "quarters": 4} | {f"{name}s": size for name, size in _NTH.items()}
_MULTIPLES = {"twice": 2.0, "thrice": 3.0, "doubled": 2.0, "tripled": 3.0, "quadrupled": 4.0, "halved": 0.5}
_MULTIPLES |= {f"{name}fold": float(size) for size, name in enumerate(SPELLED) if size > 1}
_MULTIPLES |= {"hundredfold": 100.0, "thousandfold": 1000.0}
_GLYPHS = {"½": 1 / 2, "⅓": 1 / 3, "⅔": 2 / 3, "¼": 1 / 4, "¾": 3 / 4}
_VALUES = {
    **{name: float(number) for number, name in enumerate(_SMALL)}, **dict.fromkeys(_SMALL[20:], 0.0),
    **{name: 10.0 * tens for tens, name in enumerate(_TENS, 2)}, **_SCALES, **_PLURALS, **_GLUED, **_GLYPHS, **_MULTIPLES,
    "couple": 2.0, "pair": 2.0, "scores": 20.0,
    **{name: 1 / size for name, size in (_NTH | _PARTS | {"half": 2, "quarter": 4}).items()},
}  # fmt: skip
_CURRENCIES = {
    "usd": "$ us$ usd dollar dollars buck bucks cents",
    "krw": "₩ krw won",
    "eur": "€ eur euro euros",
    "gbp": "£ gbp pound pounds sterling pence penny",
    "cny": "cny rmb yuan renminbi",
    "rub": "₽ rub ruble rubles rouble roubles",
    "jpy": "¥ jpy yen",
    "inr": "₹ inr rs rupee rupees",
    "other currency": "hk$ c$ ca$ a$ au$ nt$ s$ nz$ r$ mex$ aud cad hkd kpw chf franc francs ringgit baht dong dinar "
    "dinars dirham dirhams riyal riyals peso pesos reais zloty krona kronor krone kroner kuai shekel shekels lira "
    "peseta pesetas guilders markka marks lire",
}
_CURRENCY_OF = {name: unit for unit, names in _CURRENCIES.items() for name in names.split()}
# A word belongs to one class; what it can mean beside others is up to the grammar.
_CLASSES = {
    "month": " ".join(month for month in MONTHS if month != "may"), "abbr": "jan feb apr jun jul aug sep sept oct nov dec",
    "weekday": "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri "
    "mondays tuesdays wednesdays thursdays fridays saturdays sundays",
    "may": "may mar sun sat",  # also another word: a date only beside one
    "season": "spring summer autumn winter christmas easter",
    "one": "one", "small": " ".join(_SMALL), "tens": " ".join(_TENS), "scale": " ".join(_SCALES),
    "plural": " ".join(_PLURALS), "half": "half", "quarter": "quarter", "part": " ".join(_PARTS),
    "glyph": " ".join(_GLYPHS), "first": "first", "second": "second", "nth": " ".join(_NTH), "sign": "minus negative",
    "change": "rise rises rose risen rising raise raised increase increases increased increasing grow grows grew grown "
    "growth jump jumped climb climbed surged soared swelled fall falls fell fallen falling drop drops dropped dropping decline declined decrease "
    "decreased shrank shrunk cut reduced reduction lowered went down",
    "multiple": " ".join(_MULTIPLES), "several": "several few handful", "couple": "couple pair", "scores": "scores", "percent": "% percent percents pct percentage",
    "points": "points", "per": "per", "cent": "cent", "money": " ".join(_CURRENCY_OF), "number": "number",
    "numbers": "numbers", "sized": "large small vast huge great growing significant considerable", "size": "scale",
    "people": "people persons workers worker laborers labourers employees staff personnel students engineers soldiers "
    "troops men women citizens residents visitors trainees specialists technicians nationals",
    "unit": "seconds minute minutes hour hours day days night nights morning evening afternoon week weeks fortnight "
    "month months year years yr yrs decade decades century centuries weekend weekends quarters semester",
    "last": "last this next previous past coming following upcoming current preceding same prior",
    "recent": "recent",
    "early": "early late mid beginning end start middle turn eve rest remainder", "later": "earlier later", "hence": "ago hence",
    "today": "today yesterday tomorrow tonight recently lately nowadays previously formerly", "then": "then",
    "noon": "noon midnight midday", "meridiem": "am pm a.m a.m. p.m p.m. o'clock",
    "since": "since by during", "before": "before after", "until": "until till through", "to": "to", "from": "from",
    "between": "between", "more": "more greater higher larger bigger", "less": "less fewer smaller lower",
    "than": "than", "over": "over above exceeding exceed exceeds exceeded beyond surpass surpassed surpassing > ≥",
    "under": "under below < ≤", "near": "about around roughly approximately nearly almost circa approx exactly just only ≈", "tilde": "~",
    "at": "at", "least": "least", "most": "most", "no": "no", "not": "not", "up": "up", "as": "as",
    "many": "many much", "close": "close", "estimated": "estimated", "some": "some", "or": "or", "so": "so",
    "odd": "odd", "extra": "plus", "equal": "equal", "all": "all", "bulk": "bulk", "majority": "majority", "a": "a an", "the": "the", "of": "of",
    "and": "and", "in": "in", "on": "on", "out": "out", "age": "aged age", "old": "old",
    "point": "point", "label": "resolution article section chapter nos page room route flight paragraph annex version "
    "phase part act rule bureau office division boeing type level",
}  # fmt: skip
# Classes a token has by its shape.
_SHAPES = "digits day year ordinal date clock decade term dotted named ratio glued plus"
_CODE = {name: chr(0xE000 + at) for at, name in enumerate([*_CLASSES, *_SHAPES.split()])}
_CLASS_OF = {word: _CODE[name] for name in reversed(_CLASSES) for word in _CLASSES[name].split()}

_TOKEN = re.compile(
    r"""[^\S\r\n]*(?:
    [A-Za-z]{2,}+(?![\w$:'])  # most words, read without trying the rest
  | https?://\S+
  | [AaPp]\.[Mm]\b\.? | [Oo]'clock\b
  | (?:USD|US|EUR|GBP|RMB|CNY|KRW|JPY|RUB|Rs)(?=\d)
  | [^\W\d_]+(?:\$|\d\w*)?
  | (?:\d{4}[-./]\d\d?[-./]\d\d?|\d\d?[-./]\d\d?[-./]\d{2}(?:\d\d)?|(?:19|20)\d\d[-/](?:0[1-9]|1[0-2]))(?![-/]?\d)
  | \d\d?:\d\d(?::\d\d)?(?!\d)
  | \d{1,12}(?:st|nd|rd|th)\b | (?:(?:1\d|20)\d0|'?\d0)'?s\b | '\d\d\b
  | \d{1,9}/\d{1,9}(?![\d/])
  | \d{1,9}(?:\.\d{1,9}){2,8}
  | \d{1,3}(?:[ ]\d{3}){0,3}[ ]000(?!\d)
  | \d{1,3}(?:,\d{3}){1,12}(?!\d)(?:\.\d+)? | \d+(?:\.\d+)? | (?<!\w)\.\d+
  | (?<![\w)])[-+](?=\d)
  | .)""",
    re.VERBOSE | re.DOTALL,
)
_SAME = dict(zip("–‒‐‑−－’‘＇，．％＄／：٫٬٪", "------''',.%$/:.,%"))  # one character for one: places stay
_MARKS = [chr(mark) for a, b in ((0xAD, 0xAE), (0x200B, 0x2010), (0x202A, 0x202F), (0x2060, 0x206A), (0xFEFF, 0xFF00))
          for mark in range(a, b)]  # seen by nobody  # fmt: skip
_THOUSANDS = re.compile(r"(?<=\d)[\u00a0\u2009\u202f](?=\d{3}(?!\d))")
_UNSEEN = re.compile(f"[{''.join(_MARKS)}]+")
_LINE = re.compile(r"\S[^\r\n]*")

_FRAGMENTS = {
    "DIGITS": "[@digits@day@year@ratio]",
    "WORD": "[@one@small@tens@scale]",
    "WORDS": "(?:@a-?@scale|@WORD)(?:(?:-|(?<=@scale)@and)?@WORD){0,12}(?:@point@WORD{1,6})?",
    "FRACTION": "(?:(?:@a|@one|@small)-?(?:@half|@quarter|@part|@nth)|(?:@WORDS|@DIGITS)-?@part|@one-?@WORDS-?@nth|@half"
    "|@glyph)(?:-?(?:@of)?@a?@scale)?",
    "EXACT": "(?:@sign)?(?:@FRACTION|(?:@DIGITS[@ratio@glyph]?|@WORDS)(?:@and@FRACTION)?(?:-?[@scale@glued]){0,3})",
    "VAGUE": "(?:@a?@several|@a?@couple)(?:(?:@of)?[@scale@plural]){1,2}|@a?@several(?:@of)?|@a@couple(?:@of)?|@scores(?=@of)"
    "|@plural(?:@of@plural){0,2}",
    "AMOUNT": "(?:X?@money)?(?:@EXACT|@VAGUE)",
    "HEDGE": "(?:@no|@not)?(?:[@more@less]@than(?:@or@equal@to)?)|@at(?:@the)?(?:@least|@most)|@up@to|@as@many@as"
    "|@close@to|@a?@estimated|[@some@over@under@near@tilde]",
    "MEASURE": "-?(?:@percent(?:-?@points)?|@per@cent|(?:@of)?[xX]{0,2}[@money@cent]|[@unit@second]-?@old|[@unit@second])",
    "TAIL": "-?@odd|@plus|-@extra|@or(?:[@more@less](?!@than)|[@so@over@under]|@at@least)",
    "MONTH": r"(?:@month|@abbr\.?|@may\.?)",
    "ALONE": r"(?:@month(?!-)|@abbr\.?|(?<=[@in@since@last@early@of@to@until@from@before@between@and])@may)",
    "DAY": "[@day@ordinal](?![@scale@percent@people@money])",
    "DATEJOIN": "(?:-|@to|@until|@and)",
    "DAYS": "(?:@the)?@DAY(?:@DATEJOIN(?:@the)?@DAY)?",
    "YEAR": "[@year@decade]",
    "COUNT": "(?:@a|[@one@small@tens@several@day@digits@couple@half@scale](?:-?[@small@one@scale@of]){0,2})",
    "PERIOD": "(?:@the)?[@last@recent](?:@COUNT)?(?:@unit|@quarter|@MONTH|@weekday|@season)",
    "POINT": r"(?:@weekday[,.]?|@may,)?(?:@MONTH,?@DAYS(?:[,.]?(?:@of)?@YEAR)?|@DAYS[-,]?(?:@of)?-?@MONTH(?:[-,]?(?:@of)?@YEAR)?"
    r"|@date)(?:,?@clock(?:@meridiem)?)?"
    r"|@MONTH[-,]?(?:@of)?(?:@YEAR|@PERIOD)|(?:@the)?@season,?(?:@of)?(?:@YEAR|@PERIOD)"
    r"|(?:(?:@the)?[@first@second@nth@ordinal@last]-?(?:@quarter|@half)|@term)(?:,?(?:@of)?(?:@the)?(?:@YEAR|@PERIOD))?"
    r"|@PERIOD|(?:@HEDGE)?@COUNT-?[@unit@second](?:@hence|@later|@before(?:@the@last|@today)?|@from@today)"
    r"|(?:@the@unit@before)?@today|(?:@the)?@decade|@year(?!-?[@scale@percent@people@money@points]|-?@unit)"
    r"|(?<=@on)@the@ordinal|@the@ordinal(?:@unit|(?![-xX@of]))|@weekday|@since@then|@season|@recent|@ALONE|(?<=@in)@a@unit|@the@unit[@before@hence]",
    "EARLY": "(?:@the)?(?:@early|@later)-?(?:@of|@in)?(?:@the)?",
    "WHEN": "(?:@EARLY)?(?:@POINT)|@EARLY@unit",
}
# The first that fits wins, so a longer reading stands before a shorter one.
_RULES = {
    "date-range": "@between@WHEN@and@WHEN|@from@WHEN@DATEJOIN@WHEN",
    "date": "(?:@near|@over)?(?:[@since@before@until@from@between]{1,2})?@WHEN(?:(?:-|@to|@until)@WHEN)?",
    "time": "(?:@clock|@day|@digits|@small|@one)@meridiem|@clock|@noon",
    "name": r"@label\.?[@digits@day@year@dotted@ratio@one@small]|(?:@no\.|@number)@DIGITS|X-@DIGITS|@named|@dotted",
    "age": "(?:@age(?:@of)?@near?|(?<=@age))@EXACT",
    "list-number": r"^[@day@digits][.)](?!-)",
    "ratio": "[@one@small@day](?:@in|@out@of)[@small@tens@day@scale](?!@unit|@MONTH)",
    "multiple": "@multiple",
    "ordinal": "(?!@one-?@nth)(?:@WORDS-?(?:@and)?)?(?:@nth|@first|@second)|@ordinal",
    "figure": "(?P<hedge>(?:@HEDGE){1,2})?(?:(?P<between>@between)|@from(?=@AMOUNT(?:@MEASURE)?(?:-|@to)))?"
    "(?P<low>@AMOUNT)(?P<lowunit>@MEASURE)?"
    "(?:(?(between)@and|(?:-|@to|@or|@tilde)(?!(?<=[@percent@points@cent].)X?@money))(?P<second>(?P<highhedge>@HEDGE)?(?P<high>@AMOUNT))|(?(between)(?!)))"
    "(?P<unit>@MEASURE)?(?P<tail>@TAIL)?",
    "share": "@most(?:@of(?:@the)?|(?=X|[xX]{0,3}@people))|@all(?:@of@the|(?:@the)?(?=[xX]{0,3}@people))|(?:@the|@a)?(?:@bulk@of|@majority(?:@of)?)",
    "vague-size": "(?:@a)?@sized(?:@number(?:@of)?|@numbers|-@size)|@a@number@of|(?:@some|@many)[xX]{0,3}@people",
}
_KIND = {"age": "duration", "list-number": "ordinal", "vague-size": "vague", "name": "name-number", "ratio": "fraction", "multiple": "fraction",
        
         "date-range": "date"}  # fmt: skip


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
        Name of the pattern that found it.
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
    seen, shift = _seen(text)
    hits, paragraph = [], 0
    lines = _LINE.finditer(seen)
    line = next(lines, None)
    for start, end, fields in _phrases(seen):
        while line is not None and line.start() <= start:
            paragraph, line = paragraph + 1, next(lines, None)
        at, to = shift(start), shift(end - 1) + 1
        hits.append(Hit(paragraph, at, to, text[at:to], **fields))
    return hits


def _seen(text):
    """Return the text as read, and what turns a place in it into one in the text given."""
    if text.isascii():
        return text, lambda place: place
    if not any(mark in text for mark in _MARKS):
        return _plain(text), lambda place: place
    kept, gone, starts, lost, at = [], 0, [0], [0], 0
    for unseen in _UNSEEN.finditer(text):
        kept.append(text[at : unseen.start()])
        gone, at = gone + len(unseen[0]), unseen.end()
        starts.append(at - gone)
        lost.append(gone)
    kept.append(text[at:])
    return _plain("".join(kept)), lambda place: place + lost[bisect_right(starts, place) - 1]


def _plain(text):
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
    grammar = _grammar()
    for at, end in _blocks(text):
        words = _TOKEN.findall(text, at, end)
        codes = "".join(map(_code, words))
        starts = list(accumulate(map(len, words), initial=at))

        def span(first, last):
            return starts[first] + len(words[first]) - len(words[first].lstrip()), starts[last]  # noqa: B023

        for found in grammar.finditer(codes):
            if fields := _change(found, words, codes):
                yield *span(found.start(), max(found.end("low"), found.end("lowunit"))), fields[0]
                yield *span(found.start("second"), found.end()), fields[1]
            else:
                start, stop = span(*found.span())
                yield start, stop, _describe(text[start:stop], found, words, codes)


@lru_cache(maxsize=BLOCK)
def _code(token):
    """Return the one character that stands for a token's class."""
    word = token.strip()
    low = word.lower()
    if low in _CLASS_OF:
        if word == "march":
            return _CODE["may"]
        return _CLASS_OF[low]
    if low.startswith("http") and ":" in low:
        return "x"
    if not word:
        return "\n" if token in "\r\n" else "x"
    if low in _GLUED and word == token:
        return _CODE["glued"]
    if word[0].isalpha():
        if any(map(str.isdigit, word)):
            return _CODE["term" if re.fullmatch(r"[qh][1-4]|fy(?:20)?\d\d", low) else "named"]
        return _CODE["money"] if low.endswith("$") else "X" if word[0].isupper() else "x"
    if any(map(str.isdecimal, word)):
        return _CODE[_shape(low)]
    if word in "+-" and token != word:
        return "-"
    return word if word in ".,-:/()" else _CODE["plus"] if word == "+" else "x"


def _shape(word):
    """Return the class of a token with digits."""
    if word.endswith(("st", "nd", "rd", "th")):
        return "ordinal"
    if word.startswith("'") or word.endswith("s"):
        return "decade"
    if ":" in word:
        return "clock"
    if word.count("/") == 1 and not re.match(r"(?:19|20)\d\d/", word):
        return "ratio"
    if re.search(r"\d[-/]", word) or re.fullmatch(r"\d{4}\.\d\d?\.\d\d?|\d\d?\.\d\d?\.(?:\d\d){1,2}", word):
        return "date"
    if word.count(".") > 1:
        return "dotted"
    if word.isdecimal() and len(word) <= 4:
        if len(word) <= 2 and 1 <= int(word) <= 31:
            return "day"
        if len(word) == 4 and 1500 <= int(word) < 2200:
            return "year"
    return "digits"


def _describe(phrase, found, words, codes):
    """Return the fields of a hit other than its place."""
    rule = found.lastgroup.replace("_", "-")
    if rule == "figure":
        return _figure(found, words, codes)
    if rule.startswith("date"):
        return {"kind": "date", "phrase": " ".join(phrase.split()), "rule": _date_rule(found[0])}
    if rule == "share":
        low, high = (100.0, 100.0) if _CODE["all"] in found[0] else (50.0, 100.0)
        return {"kind": "share", "low": low, "high": high, "unit": "percent", "rule": rule}
    if rule in ("ratio", "age", "multiple"):
        values = [_value(word) for word in words[found.start() : found.end()] if _value(word) is not None]
        value = values[0] if rule != "ratio" else values[0] / values[-1] if values[-1] else None
        return {"kind": _KIND[rule], "low": value, "high": value, "unit": "year" if rule == "age" else "", "rule": rule}
    return {"kind": _KIND.get(rule, rule), "rule": rule}


def _names_in(codes):
    """Return the names of the classes in a string of codes."""
    return {_NAME.get(code, code) for code in codes}


@lru_cache(maxsize=BLOCK)
def _date_rule(codes):
    """Return the rule for a date phrase: by what it leans on, the publication day first."""
    inside = _names_in(codes)
    for rule, names in _DATE_RULES.items():
        if inside & names:
            return rule
    return "date-year"


def _figure(found, words, codes):
    """Return the fields of a figure: amounts, unit and hedges are groups of the grammar."""
    ranged = found["high"] is not None
    low, high = _printed(found, words, codes)
    unit = _unit(found, words, codes)
    inside = _names_in(found[0])
    vague = inside & {"plural", "several", "couple", "scores"}
    hedge = _said(found, words, "hedge", "tail", "highhedge")
    side = _side(_said(found, words, "hedge") if ranged else hedge)
    if side:
        low, high = (low, None) if side > 0 else (None, high)
    elif ranged and _side(hedge) > 0:  # "3 to more than 5", "20 to 30 or more"
        high = None
    kind, rule = "number", "vague-count" if vague else "range" if ranged else "number-words"
    if rule == "number-words" and inside & {"digits", "day", "year", "ratio"}:
        rule = "number-digits"
    if unit == "percent" or unit in _CURRENCY_UNITS:
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


def _printed(found, words, codes):
    """Return the amounts a figure prints, before its hedges bound them."""
    parts = {name: _ends(codes[slice(*found.span(name))], words[slice(*found.span(name))]) for name in ("low", "high")}
    if found["high"] is None:
        return parts["low"]
    share = _shared(found["low"], found["high"], words[slice(*found.span("high"))])
    low = parts["low"][0]
    return (None if low is None else low * share), parts["high"][1]


def _change(found, words, codes):
    """Return the fields of both figures where "from ... to" tells no range, as after "rose" or with the larger first."""
    if found.lastgroup != "figure" or found["high"] is None:
        return None
    whole, first = _figure(found, words, codes), found.start()
    low, high = _printed(found, words, codes)
    moved = _MOVED.search(codes, max(first - 4, 0), first + (codes[first] == _CODE["from"]))
    if whole["rule"] != "range" or None in (low, high) or not (moved or low > high):
        return None
    both = []
    for value, names in ((low, ["hedge"]), (high, ["highhedge", "tail"])):
        hedge = _said(found, words, *names)
        side = _side(hedge)
        ends = {"low": None if side < 0 else value, "high": None if side > 0 else value}
        both.append(whole | ends | {"hedge": hedge, "rule": "change"})
    return both


def _said(found, words, *names):
    """Return what groups of a phrase say, in one spacing."""
    return " ".join(" ".join("".join(words[slice(*found.span(name))]) for name in names).split())


def _side(hedge):
    """Return 1 where a hedge bounds from below, -1 from above, 0 where it only blurs."""
    hedge = hedge.lower()
    if not hedge:
        return 0
    up = re.search(
        r"\b(more|greater|higher|larger|bigger|over|above|exceed\w*|beyond|surpass\w*|least|odd|plus)\b|[+>≥]", hedge
    )
    down = re.search(r"\b(less|fewer|smaller|lower|under|below|most|up to|as \w+ as)\b|[<≤]", hedge)
    side = 1 if up else -1 if down else 0
    return -side if re.search(r"\b(no|not)\b", hedge) else side


def _unit(found, words, codes):
    """Return the unit a figure carries, or persons where people follow it."""
    first, last = found.span()
    for code, word in zip(codes[first:last], words[first:last]):
        name = _NAME.get(code)
        if name in ("percent", "per"):
            return "percent"
        if name in ("money", "cent"):
            return _CURRENCY_OF.get(word.strip().lower(), "other currency" if name == "money" else "usd")
        if name in ("unit", "second"):
            return word.strip().lower().removesuffix("s")
    return "persons" if _PEOPLE.match(codes, last) else ""


def _shared(low, high, words):
    """Return the magnitude a range's first figure takes from its second, as in "20 to 30 million"."""
    scale = _CODE["scale"]
    sizes = [_value(word) for code, word in zip(high, words) if code == scale or code == _CODE["glued"]]
    return math.prod(sizes) if sizes and not re.search(f"[{scale}{_CODE['glued']}{_CODE['plural']}]", low) else 1.0


def _ends(codes, words):
    """Return the bounds of one amount: the same number twice, unless its words are vague."""
    names = [_NAME.get(code, code) for code in codes]
    sizes = [_value(word) for name, word in zip(names, words) if name in ("plural", "scale", "couple", "scores")]
    if "several" in names:
        return 2.0 * math.prod(sizes), 10.0 * math.prod(sizes)
    if "couple" in names:
        return (math.prod(sizes),) * 2
    if "plural" in names or "scores" in names:
        return math.prod(sizes), 10.0 * math.prod(sizes)
    number = _number(names, words)
    return number, number


def _number(names, words):
    """Return the number that numerals and number words give, None where they are too long to be one."""
    total = current = 0.0
    joined, after_point, size = False, 0, 1.0
    for name, word in zip(names, words):
        value = _value(word) if name not in ("a", "and", "of", "sign", "point") else None
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


@lru_cache(maxsize=BLOCK)
def _value(word):
    """Return the value of one numeral or number word, None for any other."""
    word = word.strip().lower().replace(",", "").replace(" ", "")
    if word in _VALUES:
        return _VALUES[word]
    over, _, under = word.partition("/")
    try:
        return float(over) / (float(under) if under else 1.0) if len(word) < 40 else None
    except (ValueError, ZeroDivisionError):
        return None


def _coded(pattern):
    """Write fragments out and put each class's character for its name."""
    return re.sub(r"@([A-Za-z]+)", lambda name: _CODE.get(name[1]) or f"(?:{_coded(_FRAGMENTS[name[1]])})", pattern)


_NAME = {code: name for name, code in _CODE.items()}
_CURRENCY_UNITS = set(_CURRENCIES)
_DATE_RULES = {
    "date-relative": {"last", "recent", "hence", "later", "today", "then"},
    "date-day": {"day", "ordinal", "date"},
    "date-month": {"month", "may"},
    "season": {"season"},
    "date-weekday": {"weekday"},
}
_MOVED = re.compile(_coded("[@change@up][xX,]{0,2}@from$"))
_PEOPLE = re.compile(_coded(r"(?:@of)?(?:@the)?[xX-]{0,3}@people"))


@cache
def _grammar():
    """Compile the rules; words that begin no phrase are passed over before any rule is tried."""
    never_first = "".join(
        _CODE[name] for name in ("of", "to", "and", "than", "or", "in", "on", "out", "so", "people", "change")
    )
    bare = _coded("[@a@the@as@at@more@up@from@before@until@since@between]")
    rules = "|".join(f"(?P<{name.replace('-', '_')}>{_coded(rule)})" for name, rule in _RULES.items())
    return re.compile(
        rf"(?=[X\ue000-\uf8ff])(?![{never_first}]|{bare}[xX,.]|X(?!-|{_CODE['money']}))(?:{rules})", re.MULTILINE
    )
