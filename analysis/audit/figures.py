"""What the words of a figure say: its bounds, unit and hedge, and whether it is a figure at all.

A match of a rule of `grammar` comes here as tokens and their classes. It can give
one figure, two where the phrase is a change or joins two units, or none: "the one"
counts nothing.
"""

import re
from functools import lru_cache

from analysis.audit import amounts, grammar, lexicon
from analysis.audit.amounts import COUNTED, FRACTIONS, NUMERALS, SCALES, VAGUE
from analysis.audit.grammar import CODE, NAME

RULES = ("figure", "ratio", "multiple", "age", "year-words", "numbered-name")
_FROM_BELOW = re.compile(
    r"\b(more|greater|higher|larger|bigger|older|longer|taller|heavier|over|above|exceed\w*|excess|beyond|surpass\w*|least|minimum|upwards?|odd"
    r"|plus)\b|[+>≥]"
)
_FROM_ABOVE = re.compile(
    r"\b(less|fewer|smaller|lower|younger|shorter|within|under|below|most|maximum|up to|as \w+ as)\b|[<≤]"
)
_EITHER_WAY = re.compile("plus or minus")
_DENIED = re.compile(r"\b(no|not)\b")
_UNITS = re.compile(grammar.encoded("[@percent@per@money@won@cent@symbol@unit@second]"))
_HUNDREDTH = re.compile(grammar.encoded("[@money@cent]"))
_HIGHEST_SCORE = 200

# Words beside a figure that decide what it is.
_BESIDE = {
    "verb": "is was are were be been has have had said say says can could will would did do does to",
    # "one of the largest", "one would", "the one"
    "after pronoun": "another such by on else thing time way side more can could will would may might must should who where "
    "that which",
    "after one": "in on at for with from who that which",
    "before pronoun": "any every each this that the which another next last only a other",
    # "double its output", "may double"
    "after double": "its their his her our the that those this what as an a in to",
    "before double": "to will would could may might can should than nearly almost",
    "owner": "the these those its his her their our",
    # "for over five years", but "it rose over five years"
    "before over": "for in after well just of is was lasted took take takes been to",
    "game": "win wins won beat beats beaten victory defeat defeated lost lose loses loss draw drew scored",
    "vote": "vote votes voted voting",
}
_STEP = 5  # times as large is no longer the other end of a range: "fell by 3,000 to 42,000"
_BESIDE = {name: frozenset(listed.split()) for name, listed in _BESIDE.items()}


def read(rule, found, words, codes):
    """Return the figures of a match.

    Parameters
    ----------
    rule : str
        One of `RULES`.
    found : re.Match
        In `codes`.
    words : list of str
        The tokens of a piece of text.
    codes : str
        The class of each token, one character each.

    Returns
    -------
    list of tuple
        First token, token after the last, and the fields of a `finder.Hit` other than its place.
    """
    first, last = found.span()
    if rule == "figure":
        return _figures(found, words, codes)
    if rule == "ratio":
        return _ratio(found, words, codes)
    if rule == "multiple":
        return [(first, last, fields)] if (fields := _multiple(found, words, codes)) else []
    if rule == "age":
        low, high = (amounts.number(grammar.names(codes[slice(*ends)]), words[slice(*ends)]) for ends in _ages(found))
        return [(first, last, _fields("duration", low, high, unit="year", rule=rule))]
    number = amounts.number(grammar.names(codes[first:last]), words[first:last])
    if rule == "year-words":
        names = grammar.names(codes[first:last])
        century = lexicon.value(words[first])
        number = 100 * century + amounts.number(names[1:], words[first + 1 : last])
        return [(first, last, {"kind": "date", "phrase": f"{number:.0f}", "rule": "date-year"})]
    beside = map(str.strip, words[max(first - 8, 0) : last + 8])
    headline = not any(word.islower() and len(word) > 3 for word in beside)
    if headline or number is None or number >= 1000:
        return [(first, last, _fields("number", number, number, rule="number-digits"))]
    return [(first, last, {"kind": "name-number", "rule": "name"})]


def _ages(found):
    """Return where the youngest and the oldest of a match of ages stand; the same place for one age."""
    return found.span(next((one for one in ("youngest", "least") if found[one]), "most")), found.span("most")


def _fields(kind, low, high, hedge="", unit="", rule=""):
    return {"kind": kind, "low": low, "high": high, "hedge": hedge, "unit": unit, "rule": rule}


def _word(words, at):
    """Return a token in small letters, "" outside the text."""
    return words[at].strip().lower() if 0 <= at < len(words) else ""


def _wording(words, *spans):
    """Return the words of some spans, with single spaces."""
    return " ".join(" ".join("".join(words[slice(*span)]) for span in spans).split())


def _ratio(found, words, codes):
    """Return "two in five" as a share, and both numbers where the first is no part of the second."""
    first, last = found.span()
    names = grammar.names(codes[first:last])
    at = first + next(place for place, name in enumerate(names) if name in ("in", "out"))
    below = next(place for place in range(at, last) if NAME.get(codes[place]) not in ("in", "out", "of", "every"))
    part, whole = lexicon.value(words[at - 1]), amounts.number(grammar.names(codes[below:last]), words[below:last])
    hedge = _wording(words, (first, at - 1))
    if whole is None or not part < whole:
        both = [(first, at, part, hedge), (below, last, whole, "")]
        return [(one, end, _fields("number", *_bounded(n, n, h), h, rule="number-words")) for one, end, n, h in both]
    return [(first, last, _fields("fraction", *_bounded(part / whole, part / whole, hedge), hedge, rule="ratio"))]


def _multiple(found, words, codes):
    """Return "nearly double its output" as a factor; None for "double standards"."""
    first, last = found.span()
    names = grammar.names(codes[first:last])
    number_begins = COUNTED | SCALES | FRACTIONS | {"multiple", "double", "a", "sign"}
    at = next(place for place, name in enumerate(names) if name in number_begins)
    beside = _word(words, last) in _BESIDE["after double"] or _word(words, first - 1) in _BESIDE["before double"]
    if names[-1] == "double" and not at and not beside:
        return None
    folds = names[-1] == "fold"
    number = amounts.number(names[at:-1], words[first + at : last - 1]) if folds else lexicon.value(words[last - 1])
    hedge = _wording(words, (first, first + at))
    low, high = _bounded(number, number, hedge)
    # What more than halved is less than half of what it was.
    low, high = (high, low) if number is not None and number < 1 else (low, high)
    return _fields("fraction", low, high, hedge, rule="multiple")


def _figures(found, words, codes):
    """Return the figure of a match, two where it is a change or its ends differ in unit, none for a pronoun."""
    first, last = found.span()
    if found["high"] is None:
        if _is_pronoun(found, words, codes):
            return []
        if _is_ordinal(found, words, codes):
            return [(first, last, {"kind": "ordinal", "rule": "ordinal"})]
        return [(first, last, _figure(found, words, codes, _ends(found, words, codes)))]
    if _is_score(found, words, codes):
        return [(first, last, {"kind": "name-number", "rule": "score"})]
    middle = max(found.end("low"), found.end("lowunit"))
    second = found.start("second")
    units = _unit(words, codes, first, middle, ""), _unit(words, codes, second, last, "")
    apart = units[0] != units[1] and bool(all(units) or (found["lowunit"] and not found["between"] and units[0]))
    # "slipped 1.2 points to 81.7 percent", "jumped by a quarter to 6.1 billion"
    apart |= (CODE["points"] in codes[first:middle]) != (CODE["points"] in codes[second:last])
    low_names = grammar.classes(codes[slice(*found.span("low"))])
    apart |= (
        bool(low_names & FRACTIONS and not low_names & (amounts.NUMERALS | SCALES)) and _word(words, first - 1) == "by"
    )
    joined_by_to = CODE["to"] in codes[middle:second] or codes[first] == CODE["from"]
    low, high = ends = _ends(found, words, codes, share=not apart)
    whole = _figure(found, words, codes, ends)
    certain = whole["rule"] != "vague-count" and None not in (low, high)
    steps = certain and (
        low > high or _is_change(found, words, codes, units if joined_by_to else (), low * _STEP <= high)
    )
    if not apart and not steps:
        return [(first, last, whole)]
    shared = "" if apart else whole["unit"]
    both = []
    for start, end, value, group, after, hedges in (
        (first, middle, low, "low", "lowunit", ["hedge"]),
        (second, last, high, "high", "unit", ["highhedge", "tail"]),
    ):
        ends = _amount(found, words, codes, group, after) if apart else (value, value)
        hedge = _wording(words, *map(found.span, hedges))
        unit = _unit(words, codes, start, end) or shared
        names = grammar.classes(codes[slice(*found.span(group))])
        kind, rule, unit = _kind(names, unit, *ends, grammar.classes(codes[start:end]))
        rule = "change" if joined_by_to or not apart else rule
        both.append((start, end, _fields(kind, *_bounded(*ends, hedge), hedge, unit, rule)))
    return both


def _is_change(found, words, codes, units, far):
    """Say whether two ends are a step: "rose from 3 to 5", "rose $2 to $50", "rose by 1% to 9%", "fell by 3 to 42"."""
    first = found.start() + (codes[found.start()] == CODE["from"])
    before = grammar.CHANGE_BEFORE.search(codes, max(first - 4, 0), first)
    if found["between"]:
        return False
    if before and before[0][-1] == CODE["from"]:
        return True
    by = _word(words, first - 1) == "by"
    if by and grammar.classes(codes[slice(*found.span("low"))]) & FRACTIONS:
        return True  # "went up by a quarter to 812"
    if units and far and before:
        return True
    return all(units) and bool(units) and (by and far or bool(before and not by and units[0] in lexicon.CURRENCIES))


def _figure(found, words, codes, ends):
    """Return the fields of a match as one figure or one range."""
    first, last = found.span()
    ranged = found["high"] is not None
    low, high = ends
    unit = _unit(words, codes, first, last)
    hedged = found["hedge"] or found["tail"] or found["highhedge"]
    hedge = _wording(words, *map(found.span, ("hedge", "tail", "highhedge"))) if hedged else ""
    if hedge.lower() == "over" and _word(words, first - 1) not in _BESIDE["before over"]:
        hedge = "" if CODE["unit"] in found[0] else hedge
    elif hedge.lower() == "up to" and codes[first - 1] == CODE["change"]:  # "ticked up to 4 percent"
        hedge = ""
    bounding = hedge and _wording(words, found.span("hedge")) if ranged else hedge
    if _side(bounding):
        low, high = _bounded(low, high, bounding)
    elif ranged and _side(hedge) > 0:  # "3 to more than 5", "20 to 30 or more"
        high = None
    kind, rule, unit = _kind(grammar.classes(found[0]), unit, low, high)
    return _fields(kind, low, high, hedge, unit, "range" if ranged and rule != "vague-count" else rule)


def _kind(inside, unit, low, high, around=frozenset()):
    """Return kind, rule and unit of a figure with these classes in it."""
    vague = inside & VAGUE and not inside & COUNTED
    rule = "vague-count" if vague else "number-digits" if inside & NUMERALS else "number-words"
    if unit == "percent" or unit in lexicon.CURRENCIES:
        kind = "percent" if unit == "percent" else "currency"
        return kind, kind if rule.startswith("number") else rule, unit
    if (inside | around) & {"unit", "second"} and unit != "persons":
        return "duration", rule, unit
    if inside & {*FRACTIONS, "ratio"} and max(abs(end) for end in (low, high, 0.0) if end is not None) < 1:
        return "fraction", rule, ""
    return "vague" if vague else "number", rule, unit


def _is_pronoun(found, words, codes):
    """Say whether a match is a "one" that counts nothing, as in "the one", "no one", "one would"."""
    first, last = found.span()
    if last - first != 1 or codes[first] != CODE["one"]:
        return False
    before, after = _word(words, first - 1), _word(words, last)
    if after == "of":  # but "one of the three men", "one of 12"
        near = codes[last + 1 : last + (3 if _word(words, last + 1) in _BESIDE["owner"] else 2)]
        return not grammar.classes(near) & COUNTED
    if after == "-" or before == "no" or after in _BESIDE["after pronoun"]:  # one-sided, no one, one would
        return True
    alone = not after[:1].isalnum() or after in _BESIDE["verb"] | _BESIDE["after one"]
    return alone and (before in _BESIDE["before pronoun"] or _word(words, first - 2) in ("a", "an"))


def _is_ordinal(found, words, codes):
    """Say whether "a third" is the third in a row rather than a part, as in "a third man"."""
    after = found.end()
    if found["low"] != CODE["a"] + CODE["nth"] or found["hedge"]:
        return False  # "about a third"
    timed = CODE["unit"] in found[0]
    return timed or (codes[after : after + 1] in ("x", "X", "-") and _word(words, after) not in _BESIDE["verb"])


def _is_score(found, words, codes):
    """Say whether two small numbers with a dash between them are the score of a game, or a model's name."""
    first, last = found.span()
    first += codes[first] == CODE["from"]
    small = {CODE["digits"], CODE["day"]}
    if last - first != 3 or codes[first + 1] != "-" or not {codes[first], codes[first + 2]} <= small:
        return False
    low, high = lexicon.value(words[first]), lexicon.value(words[first + 2])
    before = {_word(words, first - near) for near in (1, 2, 3)}
    after = {_word(words, last), _word(words, last + 1)}
    if low is None or high is None:
        return False
    if (max(low, high) > _HIGHEST_SCORE and high > 9) or (before | after) & _BESIDE["vote"]:
        return False
    between_names = codes[max(first - 1, 0)] == "X" == codes[last : last + 1]
    return (
        low >= high
        or bool(_BESIDE["game"] & after)
        or between_names
        or bool(_BESIDE["game"] & before and codes[last : last + 1] != "x")
    )


def _bounded(low, high, hedge):
    """Return the bounds that a hedge leaves."""
    side = _side(hedge)
    return (None if side < 0 else low), (None if side > 0 else high)


@lru_cache(maxsize=lexicon.REMEMBERED)
def _side(hedge):
    """Return 1 where a hedge bounds from below, -1 from above, 0 where it only blurs."""
    hedge = hedge.lower()
    if not hedge or _EITHER_WAY.search(hedge):
        return 0
    side = 1 if _FROM_BELOW.search(hedge) else -1 if _FROM_ABOVE.search(hedge) else 0
    return -side if _DENIED.search(hedge) else side


def _unit(words, codes, first, last, people="persons"):
    """Return the unit some tokens carry, or `people` where people follow them."""
    if found := _UNITS.search(codes, first, last):
        name, at = NAME[found[0]], found.start()
        if name in ("percent", "per"):
            return "percent"
        if name in ("unit", "second"):
            word = _word(words, at).removesuffix("s")
            return lexicon.UNITS.get(word, word)
        return _currency(words, codes, at, first)
    found = people and grammar.PEOPLE_AFTER.match(codes, last)
    # "48 bells that soldiers carried off" are no soldiers.
    relative = found and {_word(words, at) for at in range(last, found.end())} & {"that", "which", "who", "whom"}
    return people if found and not relative else ""


def _currency(words, codes, at, first):
    """Return a currency; "Hong Kong dollars" are not those that "dollars" alone means."""
    word = _word(words, at).lstrip("+-")
    if word == "cent":
        word = "cents"
    unit = lexicon.CURRENCY_OF.get(word, "other currency")
    whose = _word(words, at - 1) if at > first and codes[at - 1] == "X" else ""
    if whose == "korean" and _word(words, at - 2) == "north":
        return "other currency"
    if word in lexicon.OF_SEVERAL and whose not in lexicon.HOME[unit]:
        return "other currency"
    return "other currency" if whose and whose not in lexicon.HOME.get(unit, {whose}) else unit


def _ends(found, words, codes, share=True):
    """Return the lower and the upper amount that a figure prints, before its hedges bound them."""
    after = "lowunit" if found["lowunit"] else "unit"
    low, high = _amount(found, words, codes, "low", after)
    if found["high"] is None:
        return low, high
    low_of_high, high = _amount(found, words, codes, "high", "unit")
    if low is None or low_of_high is None or not share:
        return low, high
    lower, upper = (found.span(group) for group in ("low", "high"))
    names, tokens = (
        [grammar.names(codes[slice(*span)]) for span in (lower, upper)],
        [words[slice(*span)] for span in (lower, upper)],
    )
    return amounts.shared(low, high, *names, *tokens), high


def _amount(found, words, codes, group, after):
    """Return the bounds of one amount of a match; `after` is the group of its unit, which may be a hundredth."""
    first, last = found.span(group)
    low, high = amounts.amount(grammar.names(codes[first:last]), words[first:last])
    if found[after] and _HUNDREDTH.search(found[after]):
        rest = {_word(words, at) for at in range(last, found.end(after))}
        if rest & lexicon.HUNDREDTHS and "per" not in rest:
            low, high = (end if end is None else end / 100 for end in (low, high))
    return low, high
