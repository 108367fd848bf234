"""The words that figures and dates are written in: each word's class, its value, its currency.

A word belongs to one class. What it can mean beside other words is decided in
`grammar`, so that this file stays a list anybody can add a word to.
"""

import unicodedata
from functools import lru_cache

from analysis.ledger.date_words import MONTHS
from analysis.ledger.readings import MAGNITUDES, SPELLED

REMEMBERED = 1 << 16  # words whose class and value are kept; bounds the memory

_TEENS = "eleven twelve thirteen fourteen"
_LATE_TEENS = ["fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]  # they may begin a year
_FROM_THIRD = (
    "third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth "
    "seventeenth eighteenth nineteenth"
)
_ZEROS = ["nought", "naught", "nil"]
_SMALL = [*SPELLED, *_TEENS.split(), *_ZEROS]
_COUNTED = [*_SMALL[:11], *_TEENS.split(), *_LATE_TEENS]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_SHORT = {"mn": 1e6, "mil": 1e6, "cr": 1e7, "bln": 1e9, "tn": 1e12, "trn": 1e12, "tln": 1e12}  # never without a number
_SHORT |= {name: size for name, size in MAGNITUDES.items() if len(name) < 4}
_SCALES = {"hundred": 1e2, **MAGNITUDES, "quadrillion": 1e15, "dozen": 12.0}
_SCALES = {name: size for name, size in _SCALES.items() if name not in _SHORT} | {"lakh": 1e5, "crore": 1e7}
_PLURALS = {"tens": 10.0, "multimillion": 1e6, "multibillion": 1e9, "lakhs": 1e5} | {
    f"{name}s": size for name, size in _SCALES.items() if len(name) > 4
}
GLUED = {"k": 1e3, "m": 1e6, "b": 1e9}  # letters written right after a numeral
_NTH = {name: size for size, name in enumerate(_FROM_THIRD.split(), 3)}
_NTH |= {name[:-1] + "ieth": 10 * tens for tens, name in enumerate(_TENS, 2)}
_NTH |= {f"{name}th": size for name, size in _SCALES.items() if name.endswith(("d", "ion"))}
_PARTS = {"halves": 2, "quarters": 4} | {f"{name}s": size for name, size in _NTH.items()}
_DOUBLES = {"double": 2.0, "triple": 3.0, "treble": 3.0, "quadruple": 4.0, "halve": 0.5}
_MULTIPLES = {"twice": 2.0, "thrice": 3.0}
_MULTIPLES |= {f"{name.rstrip('e')}{end}": size for name, size in _DOUBLES.items() for end in ("ed", "ing")}
_MULTIPLES |= {f"{name}fold": float(size) for size, name in enumerate(_COUNTED) if size > 1}
_MULTIPLES |= {f"{name}fold": 10.0 * tens for tens, name in enumerate(_TENS, 2)}
_MULTIPLES |= {"hundredfold": 100.0, "thousandfold": 1000.0}
_GLYPHS = {glyph: unicodedata.numeric(glyph) for glyph in "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"}

_VALUES = {
    **{name: float(number) for number, name in enumerate(_COUNTED)},
    **dict.fromkeys(_ZEROS, 0.0),
    **{name: 10.0 * tens for tens, name in enumerate(_TENS, 2)},
    **_SCALES,
    **_SHORT,
    **_PLURALS,
    **GLUED,
    **_GLYPHS,
    **_MULTIPLES,
    **_DOUBLES,
    "couple": 2.0,
    "pair": 2.0,
    "scores": 20.0,
    **{name: 1 / size for name, size in (_NTH | _PARTS | {"half": 2, "quarter": 4}).items()},
}

# Signs and codes may stand before a number or after it, names only after it.
_SIGNS = {
    "usd": "$ us$ $us usd",
    "krw": "₩ krw",
    "eur": "€ eur",
    "gbp": "£ gbp",
    "cny": "cny rmb",
    "rub": "₽ rub",
    "jpy": "¥ jpy",
    "inr": "₹ inr rs rs.",
    "other currency": "hk$ $hk c$ $c ca$ $ca a$ $a au$ $au nt$ $nt s$ $s nz$ $nz r$ mex$ ₴ ₪ ₫ ₱ ฿ ₺ ₦ rm myr aud cad hkd "
    "kpw chf nzd sgd sek nok dkk thb php idr twd brl mxn zar pln czk huf uah vnd aed sar qar kwd ngn kes egp pkr bdt "
    "lkr mnt kzt ils byn",
}
_NAMES = {
    "usd": "dollar dollars buck bucks cents cent ¢",
    "krw": "won",
    "eur": "euro euros",
    "gbp": "pound pounds sterling pence penny p",
    "cny": "yuan renminbi",
    "rub": "ruble rubles rouble roubles",
    "jpy": "yen",
    "inr": "rupee rupees",
    "other currency": "franc francs ringgit ringgits baht dong dinar dinars dirham dirhams riyal riyals rial rials "
    "peso pesos reais zloty krona kronor krone kroner kuai shekel shekels lira liras peseta pesetas guilders markka "
    "lire rand naira hryvnia hryvnias rupiah taka tenge forint cedi cedis shillings birr tugrik tugriks",
}
CURRENCIES = {unit: f"{signs} {_NAMES[unit]}" for unit, signs in _SIGNS.items()}
CURRENCY_OF = {name: unit for unit, names in CURRENCIES.items() for name in names.split()}
CODES = {sign for signs in _SIGNS.values() for sign in signs.split() if sign.isalpha()}  # in capitals, but for "Rs"
LOWER_CODES = {"usd", "eur", "gbp", "rmb", "rs"}  # also seen in small letters
HUNDREDTHS = {"cent", "cents", "¢", "pence", "penny", "p"}
# Whose currency a name is without saying so: any other country's dollar is another currency.
HOME = {
    "usd": {"us", "u.s", "u.s.", "american"},
    "krw": {"korean"},
    "gbp": {"british"},
    "rub": {"russian"},
    "cny": {"chinese"},
    "jpy": {"japanese"},
    "inr": {"indian"},
}
UNITS = {"hr": "hour", "min": "minute", "sec": "second", "yr": "year", "centurie": "century"}

# Class → its words. Where a word stands in two classes, the first one has it.
CLASSES = {
    # the calendar
    "month": " ".join(month for month in MONTHS if month != "may"),
    "abbr": "jan feb apr jun jul aug sep sept oct nov dec",
    "weekday": "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri "
    "mondays tuesdays wednesdays thursdays fridays saturdays sundays",
    "may": "may mar sun sat",  # also another word: a date only beside one
    "season": "spring summer autumn winter christmas easter thanksgiving ramadan halloween passover",
    # numbers in words
    "one": "one",
    "small": " ".join(name for name in [*_COUNTED, *_ZEROS] if name not in _LATE_TEENS),
    "teen": " ".join(_LATE_TEENS),
    "twenty": "twenty",
    "tens": " ".join(_TENS),
    "scale": " ".join(_SCALES),
    "short": " ".join(_SHORT),
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
    "ticked crept inched gain gains gained lost slid slide slides slipped slips sank plunged tumbled eased "
    "slumped slump leaped leapt edged dipped shed added advanced rallied rebounded plummeted widened narrowed expanded boosted lifted "
    "hiked trimmed growth jump jumped climb climbed surged soared swelled fall falls fell fallen falling drop "
    "drops dropped dropping decline declined decrease decreased shrank shrunk cut reduced reduction lowered "
    "went down",
    "multiple": " ".join(_MULTIPLES),
    "double": " ".join(_DOUBLES),
    "fold": "fold",
    "several": "several few handful",
    "couple": "couple pair",
    "scores": "scores",
    # what is counted
    "percent": "% percent percents pct percentage pc",
    "points": "points",
    "per": "per",
    "cent": "cent",
    "won": "won",  # also a verb
    "symbol": " ".join(_SIGNS.values()),
    "money": " ".join(_NAMES.values()),
    "number": "number",
    "numbers": "numbers",
    "sized": "large small vast huge great growing significant considerable",
    "size": "scale",
    "people": "people persons workers worker laborers labourers employees staff personnel students engineers soldiers "
    "troops men women children adults citizens residents visitors refugees seekers applicants detainees pensioners migrants civilians passengers voters "
    "trainees specialists technicians nationals",
    "unit": "seconds sec secs minute minutes min mins hour hours hr hrs day days night nights morning evening "
    "afternoon week weeks fortnight month months year years yr yrs decade decades century centuries weekend "
    "weekends quarters semester",
    # when
    "last": "last this next previous past coming following upcoming current preceding same prior",
    "recent": "recent",
    "early": "early late mid middle",
    "ends": "beginning end start turn eve rest remainder",
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
    "ended": "ended ending",
    # hedges
    "more": "more greater higher larger bigger older longer taller heavier",
    "less": "less fewer smaller lower younger shorter",
    "than": "than",
    "over": "over above exceeding exceed exceeds exceeded beyond surpass surpassed surpassing > ≥ >=",
    "under": "under below within < ≤ <=",
    "near": "nears nearing about around roughly approximately nearly almost barely circa approx exactly just only ≈ ±",
    "tilde": "~",
    "at": "at",
    "least": "least",
    "most": "most",
    "no": "no",
    "not": "not",
    "up": "up",
    "as": "as",
    "many": "many much",
    "close": "close closer",
    "estimated": "estimated",
    "some": "some",
    "or": "or",
    "so": "so",
    "odd": "odd",
    "extra": "plus",
    "equal": "equal",
    "another": "another",
    "reach": "upward upwards excess minimum maximum",
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
    "every": "every",
    "age": "aged age ages",
    "old": "old",
    "point": "point",
    # a number after one of these is part of a name
    "label": "resolution article section chapter nos page room route flight paragraph annex version phase part act "
    "rule bureau office division boeing airbus type level model fortune formula channel interstate highway apollo "
    "category grade tier box gate pier berth platform bus tram",
}


# Words for money of more than one country: a unit only where the country stands before them.
OF_SEVERAL = {"rupee", "rupees", "rs", "rs."}


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
