"""From the words of an amount to a number: numerals, number words, fractions, and the scales that two ends share.

Words come with the name of their class in `grammar`.
"""

import math

from analysis.audit import lexicon

NUMERALS = {"digits", "decimal", "day", "year", "ratio"}
FRACTIONS = {"half", "quarter", "part", "nth", "glyph"}
SCALES = {"scale", "short", "glued", "plural"}
COUNTED = NUMERALS | {"one", "small", "teen", "twenty", "tens"}
VAGUE = {"plural", "several", "couple", "scores"}


def shared(low, high, lower, upper, low_words, high_words):
    """Return a range's first figure with the magnitude it takes from its second, as in "20 to 30 million".

    It takes none that would make it the larger one: "$800,000 to $1.3 million".
    """
    own = [lexicon.value(word) for name, word in zip(lower, low_words) if name in SCALES]
    sizes = []
    for name, word in zip(reversed(upper), reversed(high_words)):
        if name not in SCALES:
            break
        sizes.append(lexicon.value(word))
    for size in [math.prod(sizes), *sizes[:1]] if sizes else []:
        if (not own or max(own) < 1000 <= size and "plural" not in lower) and low * size <= high:
            return low * size
    return low


def amount(names, words):
    """Return the bounds of one amount: the same number twice, unless its words are vague."""
    if len(names) == 1 and names[0] in COUNTED:  # most are one numeral
        return (lexicon.value(words[0]),) * 2
    if "unit" in names:  # a year and a half
        exact = 1.5 if names[0] == "a" else (number(names[: names.index("unit")], words) or 0.0) + 0.5
        return exact, exact
    if not set(names) & COUNTED:
        size = math.prod(
            lexicon.value(word)
            for name, word in zip(names, words)
            if name in {"plural", "couple", "scores", "scale", "short"}
        )
        if "several" in names:
            return 2.0 * size, 10.0 * size
        if "couple" in names:
            return size, size
        if "plural" in names or "scores" in names:
            return size, 10.0 * size
    exact = number(names, words)
    if exact is not None and any(word.strip().startswith("-") for name, word in zip(names, words) if name == "symbol"):
        exact = -exact
    return exact, exact


def number(names, words):
    """Return the number that numerals and number words give, None where they are too long to be one."""
    at = len(names) - 1 - names[::-1].index("and") if "and" in names else 0
    if at and set(names[at:]) & FRACTIONS:
        return _mixed(names[:at], words[:at], names[at + 1 :], words[at + 1 :])
    total = current = part = 0.0
    after_point, before = 0, ""
    for name, word in zip(names, words):
        value = lexicon.value(word) if name not in ("a", "and", "of", "sign", "point", "symbol") else None
        if name == "point":
            after_point = 1
        elif value is None:
            continue
        elif name in FRACTIONS:
            current = (current or 1.0) * value if name != "glyph" else current + value
        elif name in SCALES:
            if before in SCALES and not current and part:  # three thousand million
                total, part = total + part * (value - 1), part * value
            elif value >= 1000 and not after_point:
                part = (current or 1.0) * value
                total, current = total + part, 0.0
            else:
                current = (current or 1.0) * value
        elif after_point:
            after_point += value >= 10
            current, after_point = current + value / 10**after_point, after_point + 1
        else:
            current += value
        before = name
    exact = (total + current) * (-1 if "sign" in names else 1)
    return exact if math.isfinite(exact) else None


def _mixed(whole_names, whole_words, part_names, part_words):
    """Return a number with a fraction after "and": "two and a half million", "a million and a half"."""
    whole = number(whole_names, whole_words)
    at = max(place for place, name in enumerate(part_names) if name in FRACTIONS) + 1
    part = number(part_names[:at], part_words[:at])
    size = math.prod(lexicon.value(word) for name, word in zip(part_names[at:], part_words[at:]) if name in SCALES)
    if whole is None or part is None:
        return None
    scaled = [lexicon.value(word) for name, word in zip(whole_names, whole_words) if name in SCALES]
    if size != 1:
        whole, part = whole * (1 if scaled else size), part * size
    elif part < 1 and scaled and whole_names[-1] in SCALES and scaled[-1] >= 1000:
        part *= scaled[-1]
    return whole + part if math.isfinite(whole + part) else None
