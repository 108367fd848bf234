"""The words that figures and dates are written in: each word's class, its value, its currency.

A word belongs to one class. What it can mean beside other words is decided in
`grammar`, so that this file stays a list anybody can add a word to.
"""

from functools import lru_cache

from analysis.ledger.date_words import MONTHS
from analysis.ledger.readings import MAGNITUDES, SPELLED

REMEMBERED = 1 << 16  # words whose class and value are kept; bounds the memory

_TEENS = "eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_FROM_THIRD = (
    "third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth "
    "seventeenth eighteenth nineteenth"
)
_ZEROS = ["nought", "naught", "nil"]
_SMALL = [*SPELLED, *_TEENS.split(), *_ZEROS]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_SCALES = {"hundred": 1e2, **MAGNITUDES, "trillion": 1e12, "mn": 1e6, "tn": 1e12, "dozen": 12.0}
_PLURALS = {"tens": 10.0, "multimillion": 1e6, "multibillion": 1e9} | {
    f"{name}s": size for name, size in _SCALES.items() if len(name) > 4
}
GLUED = {"k": 1e3, "m": 1e6, "b": 1e9}  # letters written right after a numeral
_NTH = {name: size for size, name in enumerate(_FROM_THIRD.split(), 3)}
_NTH |= {name[:-1] + "ieth": 10 * tens for tens, name in enumerate(_TENS, 2)}
_NTH |= {f"{name}th": size for name, size in _SCALES.items() if name.endswith(("d", "ion"))}
_PARTS = {"halves": 2, "quarters": 4} | {f"{name}s": size for name, size in _NTH.items()}
_MULTIPLES = {"twice": 2.0, "thrice": 3.0, "doubled": 2.0, "tripled": 3.0, "quadrupled": 4.0, "halved": 0.5}
_MULTIPLES |= {f"{name}fold": float(size) for size, name in enumerate(SPELLED) if size > 1}
_MULTIPLES |= {"hundredfold": 100.0, "thousandfold": 1000.0}
_GLYPHS = {"½": 1 / 2, "⅓": 1 / 3, "⅔": 2 / 3, "¼": 1 / 4, "¾": 3 / 4}

_VALUES = {
    **{name: float(number) for number, name in enumerate(_SMALL)},
    **dict.fromkeys(_ZEROS, 0.0),
    **{name: 10.0 * tens for tens, name in enumerate(_TENS, 2)},
    **_SCALES,
    **_PLURALS,
    **GLUED,
    **_GLYPHS,
    **_MULTIPLES,
    "couple": 2.0,
    "pair": 2.0,
    "scores": 20.0,
    **{name: 1 / size for name, size in (_NTH | _PARTS | {"half": 2, "quarter": 4}).items()},
}

CURRENCIES = {
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
CURRENCY_OF = {name: unit for unit, names in CURRENCIES.items() for name in names.split()}

# Class → its words. Where a word stands in two classes, the first one has it.
CLASSES = {
    # the calendar
    "month": " ".join(month for month in MONTHS if month != "may"),
    "abbr": "jan feb apr jun jul aug sep sept oct nov dec",
    "weekday": "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri "
    "mondays tuesdays wednesdays thursdays fridays saturdays sundays",
    "may": "may mar sun sat",  # also another word: a date only beside one
    "season": "spring summer autumn winter christmas easter",
    # numbers in words
    "one": "one",
    "small": " ".join(_SMALL),
    "tens": " ".join(_TENS),
    "scale": " ".join(_SCALES),
    "plural": " ".join(_PLURALS),
    "half": "half",
    "quarter": "quarter",
    "part": " ".join(_PARTS),
    "glyph": " ".join(_GLYPHS),
    "first": "first",
    "second": "second",
    "nth": " ".join(_NTH),
    "sign": "minus negative",
    "change": "rise rises rose risen rising raise raised increase increases increased increasing grow grows grew grown "
    "growth jump jumped climb climbed surged soared swelled fall falls fell fallen falling drop drops dropped dropping "
    "decline declined decrease decreased shrank shrunk cut reduced reduction lowered went down",
    "multiple": " ".join(_MULTIPLES),
    "several": "several few handful",
    "couple": "couple pair",
    "scores": "scores",
    # what is counted
    "percent": "% percent percents pct percentage",
    "points": "points",
    "per": "per",
    "cent": "cent",
    "money": " ".join(CURRENCY_OF),
    "number": "number",
    "numbers": "numbers",
    "sized": "large small vast huge great growing significant considerable",
    "size": "scale",
    "people": "people persons workers worker laborers labourers employees staff personnel students engineers soldiers "
    "troops men women citizens residents visitors trainees specialists technicians nationals",
    "unit": "seconds minute minutes hour hours day days night nights morning evening afternoon week weeks fortnight "
    "month months year years yr yrs decade decades century centuries weekend weekends quarters semester",
    # when
    "last": "last this next previous past coming following upcoming current preceding same prior",
    "recent": "recent",
    "early": "early late mid beginning end start middle turn eve rest remainder",
    "later": "earlier later",
    "hence": "ago hence",
    "today": "today yesterday tomorrow tonight recently lately nowadays previously formerly",
    "then": "then",
    "noon": "noon midnight midday",
    "meridiem": "am pm a.m a.m. p.m p.m. o'clock",
    "since": "since by during",
    "before": "before after",
    "until": "until till through",
    "to": "to",
    "from": "from",
    "between": "between",
    # hedges
    "more": "more greater higher larger bigger",
    "less": "less fewer smaller lower",
    "than": "than",
    "over": "over above exceeding exceed exceeds exceeded beyond surpass surpassed surpassing > ≥",
    "under": "under below < ≤",
    "near": "about around roughly approximately nearly almost circa approx exactly just only ≈",
    "tilde": "~",
    "at": "at",
    "least": "least",
    "most": "most",
    "no": "no",
    "not": "not",
    "up": "up",
    "as": "as",
    "many": "many much",
    "close": "close",
    "estimated": "estimated",
    "some": "some",
    "or": "or",
    "so": "so",
    "odd": "odd",
    "extra": "plus",
    "equal": "equal",
    # shares, and the words between
    "all": "all",
    "bulk": "bulk",
    "majority": "majority",
    "a": "a an",
    "the": "the",
    "of": "of",
    "and": "and",
    "in": "in",
    "on": "on",
    "out": "out",
    "age": "aged age",
    "old": "old",
    "point": "point",
    # a number after one of these is part of a name
    "label": "resolution article section chapter nos page room route flight paragraph annex version phase part act "
    "rule bureau office division boeing type level",
}


@lru_cache(maxsize=REMEMBERED)
def value(word):
    """Return the value of one numeral or number word, None for any other word."""
    word = word.strip().lower().replace(",", "").replace(" ", "")
    if word in _VALUES:
        return _VALUES[word]
    over, _, under = word.partition("/")
    try:
        return float(over) / (float(under) if under else 1.0) if len(word) < 40 else None
    except (ValueError, ZeroDivisionError):
        return None
