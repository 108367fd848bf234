"""How numbers, ranges and dates are written for readers: the one home of it."""

import math
import re

from analysis.ledger import vocabulary
from analysis.ledger.date_words import MONTHS
from analysis.ledger.ranges import end

# In this order: Japanese has Chinese letters too.
LETTERS = {
    "ko": re.compile("[\u1100-\u11ff\uac00-\ud7af]"),
    "ja": re.compile("[\u3040-\u30ff]"),
    "zh": re.compile("[\u4e00-\u9fff]"),
    "ru": re.compile("[\u0400-\u04ff]"),
}

# Parts of a year by their number in EDTF.
YEAR_PARTS = {f"{number:02}": month.title() for number, month in enumerate(MONTHS, 1)}
YEAR_PARTS |= {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}
YEAR_PARTS |= {
    f"{32 + number}": f"{word} quarter of" for number, word in enumerate(("first", "second", "third", "fourth"), 1)
}
YEAR_PARTS |= {"40": "first half of", "41": "second half of"}


# Names that begin like these are those of an office or a body, unless they name several or somebody unnamed.
_OF_A_STATE = "(?:Russian|South Korean|North Korean|Chinese|Ukrainian|United States|US|UN)"
_OFFICE = re.compile(
    rf"(?:{_OF_A_STATE}(?! resolution)|Governor of|Administration of|Database Center|China General|China National)\b"
    r"(?![^,(]*\b(?:media|press|customs|authorities|officials|estimates|military intelligence|Railways|sources?|official|president)\b)"
    r"(?!.*\b(?:minister|premier|ambassador|Rapporteur) [A-Z])"
)
_SOMEBODY = re.compile(
    rf"(?:{_OF_A_STATE} [^,(]*|(?:Anonymous|Trade|Senior)\b[^,(]*)\b(?:source|official)\b|(?:Source|Official|Press account)\b"
    r"|Unnamed estimate\b"
)
_COMMON = re.compile(
    r"(?:An?|One|Several|Six|Sources?|Official|Experts|Residents|Local|Civilian|Diplomatic|Observers|Rights|Unnamed|Anonymous"
    r"|Trade|Workers|Press|Reports|Regional|Unofficial|Senior)\b"
)


def in_a_sentence(name):
    """Return who says something as a sentence writes it: "the Russian ambassador (Matsegora)", "a source in China".

    Parameters
    ----------
    name : str
        An asserter or an origin as the ledger names it.
    """
    small = f"{name[0].lower()}{name[1:]}" if _COMMON.match(name) else name
    if _SOMEBODY.match(name):
        return f"{'an' if re.match('[aeio]|unn', small) else 'a'} {small}"
    return f"the {small}" if _OFFICE.match(name) else small


def describe(value, unit):
    """Return a range in words, for tables and labels."""

    def say(number):
        return amount(number, unit)

    about = "about " if value.about else ""
    if value.low == value.high:
        return about + say(value.low)
    if value.low == -math.inf and value.high == math.inf:
        return "no figure"
    if value.high == math.inf:
        return f"{about}{'more than' if value.low_open else 'at least'} {say(value.low)}"
    if value.low == -math.inf:
        return f"{about}{'less than' if value.high_open else 'at most'} {say(value.high)}"
    if value.low_open and unit == "percent" and value.high == 100:
        return f"{about}more than {say(value.low)}"
    if unit == "percent" and value.low == 0 and value.high < 100:
        return f"{about}{'less than' if value.high_open else 'at most'} {say(value.high)}"
    low = f"{'above ' if value.low_open else ''}{say(value.low).removesuffix(f' {in_words(unit)}')}"
    return f"{about}{low} to {'under ' if value.high_open else ''}{say(value.high)}"


def amount(number, unit):
    """Return one number in words with its unit: ``$750 million``, ``90%``, ``1,000``.

    A currency and the percentage have a sign in ``words.csv``; the other units
    that have words there are left out, an article's own unit is written behind.
    """
    sign = vocabulary.dictionary().get(("sign", unit.split("/")[0]), "")
    minus, number = ("−" if number < 0 else ""), abs(number)
    if sign == "%":
        return f"{minus}{_as_said(number, 3) or f'{number:.1f}'.removesuffix('.0')}%"
    if sign:
        for size, name in ((1e9, " billion"), (1e6, " million")):
            if number >= size:
                return f"{minus}{sign}{_as_said(number / size, 3) or f'{number / size:,.4g}'}{name}"
        cents = _as_said(number, 2) and not float(number).is_integer()
        return f"{minus}{sign}{number:,.2f}" if cents else f"{minus}{sign}{number:,.0f}"
    if ("unit", unit) in vocabulary.dictionary():
        said = unit == "none" and _as_said(number, 3)
        return f"{minus}{said or f'{number:,.0f}'}"
    if number == 1:
        return f"{minus}1 {_singular(in_words(unit))}"
    if float(number).is_integer() or number >= 1e15:
        return f"{minus}{number:,.0f} {in_words(unit)}"
    return f"{minus}{float(f'{number:.3g}') if number < 1 else round(number, 3):,.15g} {in_words(unit)}"


def _singular(words):
    """Return one of a unit: "month" of "months", "ferry" of "ferries"; the words of what it is counted per stay."""
    return (
        re.sub(r"(?<=[a-z]{2})s$", "", re.sub(r"(?<=[a-z]{2})ies$", "y", words)) if not words.endswith("ss") else words
    )


def _as_said(number, decimals):
    """Return a number in full if it has few decimals, as somebody's 3.25 has; "" if it has many, as a sum of ours."""
    short = round(number, decimals)
    return f"{short:,.15g}" if math.isclose(number, short, rel_tol=1e-12) else ""


def in_words(unit):
    """Return a unit in plain words."""
    return vocabulary.value("unit", unit)


def when(edtf):
    """Return an EDTF date in words.

    ``2016-02~`` is about February 2016, ``2024-04/2024-05`` April 2024 to May
    2024, ``../2018-02-07`` until 7 February 2018, ``2024-05/..`` since May 2024,
    ``[2024-01-01..2024-08-21]`` between 1 January 2024 and 21 August 2024,
    ``[..2024-08-21]`` by 21 August 2024, ``[2024-08-21..]`` on or after it, ``201X`` the 2010s; others are returned
    as they are.
    """
    some_day = re.fullmatch(r"\[([^.]*)\.\.([^.]*)\]", edtf)
    if some_day:
        first, last = some_day.groups()
        if first and last:
            return f"between {when(first)} and {when(last)}"
        return f"by {when(last)}" if last else f"on or after {when(first)}" if first else edtf
    if re.fullmatch(r"\d{3}X", edtf):
        return f"the {edtf[:3]}0s"
    first, slash, last = edtf.partition("/")
    if slash and first in ("..", ""):
        return f"until {when(last)}"
    if slash and last in ("..", ""):
        return f"since {when(first)}"
    point = rf"(\d{{4}}|\d{{3}}X)(?:-({'|'.join(YEAR_PARTS)})(?:-(\d\d))?)?(~?)"
    ends = [re.fullmatch(point, end) for end in edtf.split("/")]
    return " to ".join(map(_point_in_words, ends)) if all(ends) else edtf


def _point_in_words(found):
    year, month, day, about = found.groups()
    if year.endswith("X"):
        return f"{'about ' if about else ''}the {year[:3]}0s"
    words = [str(int(day))] if day else []
    words += [YEAR_PARTS[month]] if month else []
    return ("about " if about else "") + " ".join([*words, year])


def language(text):
    """Return the language of a text by its letters (``ko``, ``ja``, ``ru``, ``zh``), or "" where they are Latin."""
    return next((name for name, letters in LETTERS.items() if letters.search(text)), "")


def significant(number, digits=3):
    """Return a number rounded to some significant digits: draws are not known better."""
    return float(f"{number:.{digits - 1}e}")


def rounded(number):
    return f"{significant(number):,.0f}"


def rounded_span(low, high):
    """Return two bounds in words, rounded to three digits."""
    return rounded(low) if rounded(low) == rounded(high) else f"{rounded(low)} to {rounded(high)}"


def percent(share):
    if share in (0, 1):
        return "all" if share else "none"
    return (
        "less than 0.1 percent"
        if share < 0.001
        else "more than 99.9 percent"
        if share > 0.999
        else f"{100 * share:.3g} percent"
    )


def short_dollars(number):
    return f"${number / 1e9:.3g}bn" if number >= 1e9 else f"${number / 1e6:.3g}m"


def times(value):
    low, high = (f"{end:.1f}".removesuffix(".0") for end in (value.low, value.high))
    about = "about " if value.about else ""
    return f"{about}{low} times" if low == high else f"{about}{low} to {high} times"


def written(table, unit, columns=("value",)):
    """Return a table whose Range columns are written out, each with its ends beside it.

    Parameters
    ----------
    table : pandas.DataFrame
    unit : str or sequence of str
        Unit of the ranges, one for all or one a row.
    columns : sequence of str
        The columns that hold Ranges or None.
    """
    table = table.copy()
    units = [unit] * len(table) if isinstance(unit, str) else list(unit)
    for column in columns:
        values = table[column]
        at = table.columns.get_loc(column) + 1
        for side in ("high", "low"):
            table.insert(at, f"{column}_{side}", [end(value, side) for value in values])
        table[column] = [describe(value, unit) if value is not None else "" for value, unit in zip(values, units)]
    return table
