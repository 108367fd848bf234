"""The words of dates: one plain form for many spellings, numbers in words, and names of months, days and seasons."""

import re

from analysis.ledger.readings import SPELLED

MONTHS = [
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
]  # fmt: skip
WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_TEENS = ["eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_NUMBERS = {word: number for number, word in enumerate([*SPELLED, *_TEENS])}
_NUMBERS |= {word: 10 * number for number, word in enumerate(_TENS, 2)} | {"a": 1, "couple": 2, "dozen": 12}
_NTH = [
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth",
    "nineteenth", "twentieth",
]  # fmt: skip
_NTH_OF = {word: number for number, word in enumerate(_NTH, 1)} | {"twenty first": 21, "last": -1, "final": -1}
VAGUE = {"several": (2, 10), "few": (2, 10)}  # what "several years ago" may be

# Fragments of patterns over plain forms; the groups that matter are named where they are used.
MONTH = "|".join([*MONTHS, *(name[:3] for name in MONTHS if name != "may"), "sept"])
WEEKDAY = "|".join([*WEEKDAYS, "mon", "tues?", "wed", "thur?s?", "fri"])
SEASON = "spring|summer|autumn|fall|winter"
UNIT = "day|week|weekend|month|quarter|year|decade|century"
COUNT = rf"(?:\d{{1,3}}|(?:{'|'.join([*_NUMBERS, *VAGUE])})(?: (?:{'|'.join(SPELLED[1:])}|couple|few|dozen))?)"
NTH = rf"(?:\d{{1,2}}(?:st|nd|rd|th)|{'|'.join(sorted(_NTH_OF, key=len, reverse=True))})"
YEAR = r"(?:1[5-9]|20)\d\d"
DAYNUMBER = rf"(?:(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?|{'|'.join([*_NTH, 'twenty first'])})"

_ZONE = r"(?: (?:e[sd]?t|p[sd]?t|c[sd]t|m[sd]t|gmt|utc|bst|cet|kst|local time))?"
_CLOCK = re.compile(
    r"\b(?:at )?(?:(?:about|around) )?(?:\d{1,2}:\d\d(?::\d\d)?(?: ?[ap]\.? ?m\b\.?)?|\d{1,2} ?[ap]\.? ?m\b\.?"
    rf"|noon|midnight|midday|\d{{1,2}} o'?clock){_ZONE},?"
)
_LATE_IN_A_DAY = re.compile(
    rf"\b((?:{WEEKDAY}|yesterday|tomorrow|sat|sun)s?\b)(?: (?:early|late|mid))?"
    r" (?:morning|afternoon|evening|night|overnight|midday)\b"
)
_ISO = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d-(?:0?[1-9]|1[0-2])(?:-\d\d?)?(?![\d-])")
_JOIN = re.compile(
    r"(?<=\d)(?<![qh]\d) ?- ?(?=\d)|\b(?<!mid)(?<=[a-z]) - (?=[a-z\d])"
    rf"|(?<=day|ary|rch|ril|une|uly|ust|ber|may)-(?=(?:{MONTH}|{WEEKDAY}|\d))"
)
_MONTHS_JOINED = re.compile(rf"\b((?:{MONTH})[. ]+\d{{1,2}}(?:,? \d{{4}})?) ?- ?(?=(?:{MONTH}))")
_SHORT_QUARTER = re.compile(r"\b(?:([1-4][qh])'?|([qh][1-4])')(?:20)?(\d\d)\b")  # 1Q25, Q1'25
_PLURAL = re.compile(r"\b(day|week|weekend|month|quarter|year|decade|hour|minute|second)s\b")
_DROPPED = re.compile(
    r"\b(?:the|of|in|on|at|during|calendar|full|exact)\b|\b(?:higher|lower|greater|larger|smaller|fewer) than\b"
)
_OVER = re.compile(r"\bover (?!\d|a |an |ten|a\b|[a-z]+ (?:day|week|month|year|decade|centur)[a-z]* ago)")
_SAME = {"centuries": "century", "fall": "autumn", "yrs": "year", "yr": "year", "till": "until"}
_SAME |= {
    "no later than": "by",
    "not later than": "by",
    "later than": "after",
    "earlier than": "before",
    "prior to": "before",
    "up to": "until",
    "through": "until",
    "this past": "last",
    "fortnight": "2 week",
}
# A word that can stand in a phrase of a date.
CALENDAR = re.compile(
    rf"{MONTH}|{WEEKDAY}|{SEASON}|{UNIT}|{NTH}|{'|'.join([*_NUMBERS, *VAGUE])}|[\d/'-]+s?|[qh][1-4]|[1-4][qh]|fy\d*|"
    rf"half|"
    "last|past|this|next|current|period|date|point|coming|upcoming|following|previous|prior|preceding|same|that|latest|most|"
    "recent(?:ly)?|"
    "early|earlier|late|later|mid|beginning|start|opening|middle|end|close|part|latter|rest|remainder|fiscal|"
    "financial|business|"
    "today|yesterday|tomorrow|tonight|morning|afternoon|evening|night|ago|hence|now|time|before|after(?:wards)?|"
    "since|ever|from|"
    "until|by|between|and|to|or|so|about|around|roughly|approximately|circa|nearly|almost|just|only|exactly|as|some|"
    "close|"
    "ended|ending|christmas|eve|more|than|at|least|well|over|less|under|hour|minute|second|sat|sun"
)


def plain(wording):
    """Return a phrase in lower case without articles, commas, times of day and "of": ``end last month``."""
    text = wording.lower().translate(str.maketrans("–—‐‑’‘", "----''"))
    text = re.sub(r"(?<=\d)[t ](?=\d\d:\d\d)", " ", text)
    text = re.sub(r"^(\d{4})[./](\d\d?)[./](\d\d?)(?!\d)", r"\1-\2-\3", text)
    text = re.sub(r"(?<![\d/.-])(\d\d?)[./-](\d\d?)[./-](\d{4}|\d\d)(?![\d/.-])", r"\1/\2/\3", text)
    text = re.sub(rf"\b(\d\d?)/(\d\d?) (?={MONTH})", r"\1-\2 ", text).replace("-to-", " to ")
    text = _SHORT_QUARTER.sub(r"\1\2 '\3", text)
    text = _CLOCK.sub(" ", text)
    text = re.sub(r"'s\b|s'(?= )|[,()\"]|(?<=[a-z])\.", " ", text)
    text = _MONTHS_JOINED.sub(r"\1 to ", text)
    text = _ISO.sub(lambda found: found[0].replace("-", "\0"), text)
    text = _JOIN.sub(" to ", text).replace("-", " ").replace("\0", "-")
    text = re.sub(r"\bthe last (?=(?:day|week|month|year|decade|century)\b)", "past ", text)
    text = _OVER.sub(" ", _DROPPED.sub(" ", text))
    text = _PLURAL.sub(r"\1", " ".join(text.split()))
    text = re.sub(rf"\b({'|'.join(_SAME)})\b", lambda found: _SAME[found[1]], text)
    text = re.sub(rf"^an? (?={NTH} (?:quarter|half))", "", text)
    return " ".join(_LATE_IN_A_DAY.sub(r"\1", text).split())


def month(name):
    """Return the number of a month, from its name or the first three letters of it."""
    return 1 + [full[:3] for full in MONTHS].index(name[:3])


def weekday(name):
    """Return the number of a day of the week, Monday 0."""
    return [full[:3] for full in WEEKDAYS].index(name[:3])


def count(text):
    """Return the least and the most that a number of units may be."""
    words = text.split()
    if words[-1] in VAGUE:
        return VAGUE[words[-1]]
    if words[-1] in ("couple", "dozen"):
        return (_NUMBERS[words[-1]],) * 2
    total = sum(int(word) if word.isdecimal() else _NUMBERS[word] for word in words)
    return total, total


def nth(text):
    """Return the number of an ordinal, -1 for the last."""
    return _NTH_OF[text] if text in _NTH_OF else int(re.sub(r"\D", "", text))


def day_number(text):
    """Return the number of a day of the month."""
    return nth(text) if text[0].isalpha() else int(re.sub(r"\D", "", text))
