"""The grammar of figures and dates: tokens, the class of each, and rules over strings of classes.

Each token of a text becomes one character that stands for its class: a numeral,
a month, a word not listed. A rule is a regular expression over such characters.
In the rules ``@month`` stands for the class of that name and ``@MONTH`` for a
fragment; ``x`` is a word not listed, ``X`` one with a capital. Every repeat is
bounded, so that the time stays linear in the length of the text.
"""

import re
from functools import cache, lru_cache

from analysis.audit import date_grammar
from analysis.audit.lexicon import CLASSES, GLUED, REMEMBERED

# Classes that a token has by its shape, not by its word.
_SHAPES = "special digits day year ordinal date clock decade term dotted named ratio glued plus"
CODE = {name: chr(0xE000 + at) for at, name in enumerate([*CLASSES, *_SHAPES.split()])}
NAME = {code: name for name, code in CODE.items()}
_CODE_OF_WORD = {word: CODE[name] for name in reversed(CLASSES) for word in CLASSES[name].split()}

TOKEN = re.compile(
    r"""[^\S\r\n]*(?:
    SPECIAL | [A-Za-z]{2,}+(?![\w$:'])  # most words, read without trying the rest
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
  | .)""".replace("SPECIAL", date_grammar.SPECIAL),
    re.VERBOSE | re.DOTALL,
)

_FRAGMENTS = {
    **date_grammar.FRAGMENTS,
    # numbers
    "DIGITS": "[@digits@day@year@ratio]",
    "WORD": "[@one@small@tens@scale]",
    "WORDS": "(?:@a-?@scale|@WORD)(?:(?:-|(?<=@scale)@and)?@WORD){0,12}(?:@point@WORD{1,6})?",
    "FRACTION": "(?:(?:@a|@one|@small)-?(?:@half|@quarter|@part|@nth)|(?:@WORDS|@DIGITS)-?@part|@one-?@WORDS-?@nth"
    "|@half|@glyph)(?:-?(?:@of)?@a?@scale)?",
    "EXACT": "(?:@sign)?(?:@FRACTION|(?:@DIGITS[@ratio@glyph]?|@WORDS)(?:@and@FRACTION)?(?:-?[@scale@glued]){0,3})",
    "VAGUE": "(?:@a?@several|@a?@couple)(?:(?:@of)?[@scale@plural]){1,2}|@a?@several(?:@of)?|@a@couple(?:@of)?"
    "|@scores(?=@of)|@plural(?:@of@plural){0,2}",
    "AMOUNT": "(?:X?@money)?(?:@EXACT|@VAGUE)",
    # what stands before and after a number
    "HEDGE": "(?:@no|@not)?(?:[@more@less]@than(?:@or@equal@to)?)|@at(?:@the)?(?:@least|@most)|@up@to|@as@many@as"
    "|@close@to|@a?@estimated|[@some@over@under@near@tilde]",
    "MEASURE": "-?(?:@percent(?:-?@points)?|@per@cent|(?:@of)?[xX]{0,2}[@money@cent]|[@unit@second]-?@old"
    "|[@unit@second])",
    "TAIL": "-?@odd|@plus|-@extra|@or(?:[@more@less](?!@than)|[@so@over@under]|@at@least)",
}
# The first that fits wins, so a longer reading stands before a shorter one.
_RULES = {
    **date_grammar.RULES,
    "time": "(?:@clock|@day|@digits|@small|@one)@meridiem|@clock|@noon",
    "name": r"@label\.?[@digits@day@year@dotted@ratio@one@small]|(?:@no\.|@number)@DIGITS|X-@DIGITS|@named|@dotted",
    "age": "(?:@age(?:@of)?@near?|(?<=@age))@EXACT",
    "list-number": r"^[@day@digits][.)](?!-)",
    "ratio": "[@one@small@day](?:@in|@out@of)[@small@tens@day@scale](?!@unit|@MONTH)",
    "multiple": "@multiple",
    "ordinal": "(?!@one-?@nth)(?:@WORDS-?(?:@and)?)?(?:@nth|@first|@second)|@ordinal",
    "figure": "(?P<hedge>(?:@HEDGE){1,2})?(?:(?P<between>@between)|@from(?=@AMOUNT(?:@MEASURE)?(?:-|@to)))?"
    "(?P<low>@AMOUNT)(?P<lowunit>@MEASURE)?"
    "(?:(?(between)@and|(?:-|@to|@or|@tilde)(?!(?<=[@percent@points@cent].)X?@money))"
    "(?P<second>(?P<highhedge>@HEDGE)?(?P<high>@AMOUNT))|(?(between)(?!)))"
    "(?P<unit>@MEASURE)?(?P<tail>@TAIL)?",
    "share": "@most(?:@of(?:@the)?|(?=X|[xX]{0,3}@people))|@all(?:@of@the|(?:@the)?(?=[xX]{0,3}@people))"
    "|(?:@the|@a)?(?:@bulk@of|@majority(?:@of)?)",
    "vague-size": "(?:@a)?@sized(?:@number(?:@of)?|@numbers|-@size)|@a@number@of|(?:@some|@many)[xX]{0,3}@people",
}


def encoded(pattern):
    """Return a pattern with its fragments written out and each class's character in place of its name."""
    return re.sub(r"@([A-Za-z]+)", lambda name: CODE.get(name[1]) or f"(?:{encoded(_FRAGMENTS[name[1]])})", pattern)


# A verb of change before "from ... to", and people after a figure.
CHANGE_BEFORE_FROM = re.compile(encoded("[@change@up][xX,]{0,2}@from$"))
PEOPLE_AFTER = re.compile(encoded(r"(?:@of)?(?:@the)?[xX-]{0,3}@people"))


@cache
def pattern():
    """Return the compiled rules; words that begin no phrase are passed over before any rule is tried.

    Returns
    -------
    re.Pattern
        Its ``lastgroup`` is the name of the rule that matched, with ``_`` for ``-``.
    """
    never_first = "".join(
        CODE[name] for name in ("of", "to", "and", "than", "or", "in", "on", "out", "so", "people", "change")
    )
    bare = encoded("[@a@the@as@at@more@up@from@before@until@since@between]")
    rules = "|".join(f"(?P<{name.replace('-', '_')}>{encoded(rule)})" for name, rule in _RULES.items())
    return re.compile(
        rf"(?=[X\ue000-\uf8ff])(?![{never_first}]|{bare}[xX,.]|X(?!-|{CODE['money']}))(?:{rules})", re.MULTILINE
    )


@lru_cache(maxsize=REMEMBERED)
def code(token):
    """Return the one character that stands for a token's class."""
    word = token.strip()
    low = word.lower()
    if low in _CODE_OF_WORD and word != "may":  # the verb
        return CODE["may"] if word == "march" else _CODE_OF_WORD[low]
    if (" " in word or "-" in word or low == "fiscal") and date_grammar.is_special(low):
        return CODE["special"]
    if low.startswith("http") and ":" in low:
        return "x"
    if not word:
        return "\n" if token in "\r\n" else "x"
    if low in GLUED and word == token:
        return CODE["glued"]
    if word[0].isalpha():
        if any(map(str.isdigit, word)):
            return CODE["term" if re.fullmatch(r"[qh][1-4]|fy(?:20)?\d\d", low) else "named"]
        return CODE["money"] if low.endswith("$") else "X" if word[0].isupper() else "x"
    if any(map(str.isdecimal, word)):
        return CODE[_shape(low)]
    if word in "+-" and token != word:
        return "-"
    return word if word in ".,-:/()" else CODE["plus"] if word == "+" else "x"


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


def names(codes):
    """Return the names of the classes in a string of codes."""
    return {NAME.get(code, code) for code in codes}


@lru_cache(maxsize=REMEMBERED)
def date_rule(codes):
    """Return the name of the rule for a date phrase, given its codes."""
    return date_grammar.rule_of(names(codes))
