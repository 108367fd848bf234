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
from analysis.audit.lexicon import CLASSES, CODES, GLUED, LOWER_CODES, REMEMBERED

# Classes that a token has by its shape, not by its word.
_SHAPES = "special digits decimal day year ordinal date clock decade term dotted named ratio glued plus"
CODE = {name: chr(0xE000 + at) for at, name in enumerate([*CLASSES, *_SHAPES.split()])}
NAME = {code: name for name, code in CODE.items()}
_CODE_OF_WORD = {word: CODE[name] for name in reversed(CLASSES) for word in CLASSES[name].split()}

_NUMERAL = r"(?:\d{1,3}(?:,\d{3}){1,12}(?!\d)|\d{1,3}(?:,\d\d){1,6},\d{3}(?!\d)|\d+)(?:\.\d+)?"
# Its three parts are set apart by the same mark: "1.2-15" is a range.
_ZONES = "GMT|UTC|BST|CES?T|EES?T|MSK|E[SD]T|C[SD]T|M[SD]T|P[SD]T|KST|JST|local[ ]time"
_DAY_IN_DIGITS = "|".join(
    rf"\d{{4}}{mark}\d\d?{mark}\d\d?|\d\d?{mark}\d\d?{mark}\d{{2}}(?:\d\d)?" for mark in ("-", r"\.", "/")
)

TOKEN = re.compile(
    rf"""[^\S\r\n]*(?:
    [ABCDEGHIJKMOPQRSUVXZabcdeghijkmopqrsuvxz][A-Za-z]++(?![\w$:'.])  # most words: no SPECIAL begins so
  | [.,;:)"](?=\s)
  | {date_grammar.SPECIAL}
  | (?=[Ww]eek[ ]\d)(?<!last[ ])(?<!this[ ])(?<!next[ ])(?<!past[ ])(?<!\ba[ ])(?<!per[ ])(?<!each[ ])[Ww]eek[ ]\d\d?(?=[.,;:)]|[ ](?:of|in)\b)
  | [A-Za-z]{{2,}}+(?![\w$:']|\.(?<=[Rr]s\.)\s?\d)
  | https?://[^\s"“”<>()—;]+ | FY[ ]?(?:20)?\d\d[-/]\d\d(?!\d)
  | U\.S\.(?=[ ][Dd]ollar) | [AaPp]\.[Mm]\b\.? | [Oo]'clock\b
  | (?:{"|".join(sorted(CODES)).upper()}|Rs)(?=\d) | [Rr]s\.(?=\s?\d) | \$(?:US|AU?|CA?|NZ|NT|HK|S)(?=\s?\d)
  | (?<=\d)[kmbKMB](?=\$) | [<>]=
  | [^\W\d_]+(?:\$|\d\w*+(?![.,]\d))?
  | (?:{_DAY_IN_DIGITS}|(?:19|20)\d\d[-/]\d\d)(?![-/]?\d)
  | \d\d?:\d\d(?::\d\d)?(?!\d) | [1-4](?:Q|(?<=[12])H)(?:'?(?:20)?\d\d)?\b
  | (?:[01]\d|2[0-3])[0-5]\d[ ](?:{_ZONES})\b | (?<![\w.,-])0\d[0-5]\d(?![\w.,-]\d)
  | (?<![\w.,/-])24/7(?![\w/]) | (?<![\w.,-])\d{{3}}-0\d{{3}}(?![-\d])
  | \d{{0,11}}(?:1st|2nd|3rd|[04-9]th|1[123]th)\b | (?:(?:1\d|20)\d0|'?\d0)'?s\b | '\d\d\b
  | \d{{1,9}}/\d{{1,9}}(?![\d/])
  | \d{{1,9}}(?:\.\d{{1,9}}){{2,8}}
  | (?<!\d[ ])(?<![\w.,])[1-9]\d{{0,2}}(?:[ ]\d{{3}}){{1,4}}(?![ ]?\d)(?:\.\d+)?
  | (?<!\d\s)(?<![\w%.,$)\]+-])[-+](?:{_NUMERAL}|\.\d+|[$£€¥](?=\d))
  | \d{{1,4}}(?:\([a-z]\))+(?:\(\d\))?
  | {_NUMERAL} | (?<!\w)\.\d+
  | .)""",
    re.VERBOSE | re.DOTALL,
)

_FRAGMENTS = {
    **date_grammar.FRAGMENTS,
    # numbers
    "DIGITS": "[@digits@decimal@day@year@ratio]",
    "WORD": "[@one@small@teen@twenty@tens@scale]",
    # "twenty-five thousand and one", but neither "one six" nor "five one"
    "WORDS": "(?:@a-?@scale|@WORD)(?:-?@scale|(?<=[@twenty@tens])-?[@one@small]|(?<=@scale)(?:-|@and)?@WORD){0,12}"
    "(?:@point@WORD{1,6})?",
    "FRACTION": "(?:(?:@a|@one|@small)-?(?:@half|@quarter|@part|@nth)|(?:@WORDS|@DIGITS)-?@part|@one-?@WORDS-?@nth"
    "|@half(?!-[xX])|@quarter(?=@scale)|@glyph)(?:-?(?:@of)?@a?[@scale@short])?",
    "MIXED": "(?:-@and-|@and)@FRACTION(?!@of)",
    "EXACT": "(?:@sign)?(?:@FRACTION"
    "|(?:@DIGITS[@ratio@glyph]?|@WORDS)(?:@MIXED)?(?:-?[@scale@short@glued@plural]){0,3}(?:@MIXED)?)",
    "VAGUE": "(?:@a?@several|@a?@couple)(?:(?:@of)?[@scale@short@plural]){1,2}|@a?@several(?:@of)?|@a@couple(?:@of)?"
    "|@scores(?=@of)|@plural(?:@of@plural){0,2}",
    "AMOUNT": "@symbol?(?:(?:@a|@DIGITS|@WORDS)@unit@and@a@half|@DIGITS@symbol[@scale@short]|@EXACT|@VAGUE)",
    # what stands before and after a number
    "HEDGE": "(?:@no|@not)?(?:[@more@less]@than(?:@or@equal@to)?)|@at(?:@the)?(?:@least|@most)|@up@to|@as@many@as"
    "|@close@to|@a?@estimated|@a?@reach@of|@extra@or@sign|[@some@over@under@near@tilde]",
    # "won" is a verb after a small number
    "MEASURE": "-?(?:@percent(?:-?[@points@point])?|@per@cent|(?:@of)?X{0,2}[@money@cent]|@symbol(?!@DIGITS)"
    "|(?<![@one@small@day])(?:@of)?X{0,2}@won|[@unit@second]-?@old|[@unit@second]"
    "|(?<=[@half@quarter])(?:@of)?@a(?:@unit|@percent(?:-?[@points@point])?))",
    "TAIL": "-?@odd|@plus|-@extra|@or(?:[@more@less](?!@than)|[@so@over@under]|@at@least)|@and[@over@more](?=[.,:)]|$)",
    # what makes a figure of a number that could be a year or part of a name
    "MEASURED": "[@scale@short@glued@plural@percent@per@people@symbol@money@cent@unit]",
    "RANGE": "[–-]|@to|@or|@tilde|-@to-",
}
# The first that fits wins, so a longer reading stands before a shorter one.
_RULES = {
    **date_grammar.RULES,
    "time": "@near?(?:@clock|@day|@digits|@decimal|@small|@one)@meridiem|@clock|@noon",
    "name": r"@label\.?(?:[@digits@day](?:-[@digits@day])?|[@year@dotted@ratio@one@small])(?!-?@MEASURED)"
    "|(?:@no\\.|@number)(?:@DIGITS|[@one@small])|X-@DIGITS(?:-@DIGITS){0,2}|[@double@multiple]-[X@a]|@named|@dotted",
    # S&P 500 and Standard & Poor's 500, but not in "In Seoul 500 workers" nor after the first word of a sentence
    "numbered-name": '(?:(?<=[^\\n.?!:"(]X)|(?<=&Xxx))[@digits@day](?:-[@digits@day])?(?!-?@MEASURED|@to)',
    "age": "(?:(?:(?:@age(?:@of)?|(?<=@age))@between|@between(?:@the)?@age(?:@of)?)(?P<youngest>@EXACT)@and"
    "|(?:@age(?:@of)?@near?|(?<=@age))(?:(?P<least>(?>@EXACT))(?:[–-]|@to|@and(?=[@day@digits](?:[.,;:)]|@and|$))))?)(?P<most>@EXACT)",
    "list-number": r"^[@day@digits][.)](?!-)",
    "ratio": "(?:@HEDGE){0,2}[@one@small@day](?:@in|@out@of)@every?(?:(?>@WORDS)|[@day@digits@decimal][@scale@short]?)"
    "(?!@unit|@MONTH)",
    "multiple": "(?:@HEDGE){0,2}(?:@multiple|@double|@EXACT-?@fold)",
    "year-words": "[@teen@twenty]-?(?:[@tens@twenty](?:-?[@one@small])?|@teen)(?!-|@MEASURED)",
    "ordinal": "(?!@one-?@nth|@small-@nth)(?:@WORDS-?(?:@and)?)?(?:@nth|@first|@second)|@ordinal",
    "figure": "(?P<hedge>(?:@HEDGE){1,2}@another?)?(?:(?P<between>@between)|@from(?=@AMOUNT(?:@MEASURE)?(?:[–-]|@to)))?"
    "(?P<low>@AMOUNT)(?P<lowunit>@MEASURE)?"
    "(?:(?(between)(?:@and|@to|[–-])|@RANGE)"
    "(?P<second>(?P<highhedge>@HEDGE)?(?P<high>@AMOUNT))|(?(between)(?!)))"
    "(?P<unit>@MEASURE)?(?P<tail>@TAIL)?",
    "share": "@most(?:@of(?:@the)?|(?=X|[xX]{0,3}@people))|@all(?:@of@the|(?:@the)?(?=[xX]{0,3}@people))"
    "|(?:@the|@a)?(?:@bulk|@majority)@of|(?:@the|@a)@majority",
    "vague-size": "(?:@a)?@sized(?:@number(?:@of)?|@numbers|-@size)|@a@number@of|(?:@some|@many)[xX]{0,3}@people",
}


def encoded(pattern):
    """Return a pattern with its fragments written out and each class's character in place of its name."""
    return re.sub(r"@([A-Za-z]+)", lambda name: CODE.get(name[1]) or f"(?:{encoded(_FRAGMENTS[name[1]])})", pattern)


# A verb of change before two figures, and people after a figure.
CHANGE_BEFORE = re.compile(encoded("[@change@up][xX,]{0,2}[@from@since]?$"))
PEOPLE_AFTER = re.compile(encoded(r"(?:@of)?(?:@the)?[xX-]{0,3}@people"))


@cache
def pattern():
    """Return the compiled rules; words that begin no phrase are passed over before any rule is tried.

    Returns
    -------
    re.Pattern
        Its ``lastgroup`` is the name of the rule that matched, with ``_`` for ``-``.
    """
    never_first = encoded("@of@to@and@than@or@in@on@out@so@people@change@money@won@cent@percent@fold@every@points")
    not_first = encoded("@unit(?!-)|X(?!-)")
    bare = encoded("[@a@the@as@at@more@up@from@before@until@since@between]")
    rules = "|".join(f"(?P<{name.replace('-', '_')}>{encoded(rule)})" for name, rule in _RULES.items())
    return re.compile(
        rf"(?=[X\ue000-\uf8ff])(?![{never_first}]|{bare}{{1,3}}+[xX,.]|{not_first})(?:{rules})", re.MULTILINE
    )


@lru_cache(maxsize=REMEMBERED)
def code(token):
    """Return the one character that stands for a token's class."""
    word = token.strip()
    low = word.lower()
    verb = word == "may"
    if low in _CODE_OF_WORD and not verb and not (low in CODES and word != word.upper() and low not in LOWER_CODES):
        if low == "p" and token != low:
            return "X" if word == "P" else "x"
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
            return CODE["term" if re.fullmatch(r"[qh][1-4]|fy(?:20)?\d\d(?:[-/]\d\d)?", low) else "named"]
        return CODE["symbol"] if low.endswith("$") else "x" if word.islower() else "X"
    if any(map(str.isdecimal, word)):
        return CODE[_shape(low)]
    if word[0] in "+-" and word[1:] in _CODE_OF_WORD:
        return CODE["symbol"]
    if word == "-" and token != word:
        return "–"
    return word if word in '.,-:/()&"?!' else CODE["plus"] if word == "+" else "x"


def _shape(word):
    """Return the class of a token with digits."""
    if word.endswith(")") or re.fullmatch(r"\d{3}-0\d{3}|24/7", word):
        return "named"
    if re.fullmatch(r"0\d{3}", word) or re.match(r"\d{4} [a-z]", word):
        return "clock"
    if re.match(r"\d[qh]", word):
        return "term"
    if word[0] in "+-" or re.search(r"\d[, ]\d|^\d*\.\d+$", word):
        return "decimal"
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


@lru_cache(maxsize=REMEMBERED)
def names(codes):
    """Return the names of the classes in a string of codes, in order."""
    return tuple(NAME.get(code, code) for code in codes)


@lru_cache(maxsize=REMEMBERED)
def classes(codes):
    """Return the set of names of the classes in a string of codes."""
    return frozenset(names(codes))


@lru_cache(maxsize=REMEMBERED)
def date_rule(codes):
    """Return the name of the rule for a date phrase, given its codes."""
    return date_grammar.rule_of(classes(codes))
