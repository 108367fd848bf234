"""What a figure counts and in which unit, from the words beside it."""

import re
from dataclasses import dataclass
from functools import cache

from analysis.audit import sentences
from analysis.ledger import vocabulary

_GO_ON = re.compile(
    r"(?:\s+(?:are|were|is|was|have|had|has|to|of them|of whom|remain(?:ed)?|came|arrived?|left|crossed|may|could|would|will)\b|[,.])"
)
OF_WHAT = {  # units that do not say what is measured
    *("tonnes", "tons", "litres", "liters", "barrels", "kilograms", "kilos", "grams", "bottles", "crates"),
    *("hectares", "acres", "kilometres", "kilometers", "metres", "meters", "miles", "millimetres", "centimetres"),
    *("megawatts", "gigawatts", "bushels", "degrees"),
}
_SCALES = {"hundred", "thousand", "million", "billion", "trillion"}
_PLURALS = {"foot": "feet", "inch": "inches", "man": "men", "woman": "women", "child": "children", "person": "people"}
_MONEY = {
    *("crowns", "dong", "pesos", "rupees", "francs", "dinars", "lira", "liras"),
    *("kroner", "krona", "rand", "dirhams", "soles", "shillings", "naira", "baht"),
    *("ringgit", "rupiah", "riyals", "rials", "reais", "zlotys", "forints", "koruna"),
    *("korunas", "hryvnias", "shekels", "birr", "kwacha", "cedis", "taka", "tenge"),
    *("bolivianos", "guaranis"),
}
_PEOPLE = {"people", "men", "women", "children", "staff", "crew", "cattle", "sheep", "personnel", "troops", "livestock"}
# "Dialysis", "arthritis" and "diabetes" are one, not several.
_SEVERAL = re.compile(r"[^su'’]s$(?<!sis)(?<!tis)(?<!diabetes)(?<!measles)(?<!rabies)(?<!news)", re.I)
_STOP = {
    *("of", "in", "to", "from", "and", "or", "a", "an", "the", "was", "were", "is", "are", "had", "have"),
    *("has", "by", "at", "on", "as", "with", "this", "last", "next", "more", "less", "than", "per", "each"),
    *("that", "which", "who", "while", "for", "but", "it", "its", "into", "over", "under", "would", "will"),
    *("can", "could", "since", "during", "when", "after", "before", "up", "down", "about", "still", "already"),
    *("now", "then", "also", "only", "just", "not", "no", "times", "years", "months", "weeks", "days", "hours"),
    *("minutes", "out", "off", "through", "against", "among", "across", "between", "around", "because", "so"),
    *("all", "both", "there", "here", "alone", "together", "his", "her", "their", "our", "my", "compared"),
    *("towards", "until", "without", "overseas", "abroad", "others", "received", "got", "gave", "took"),
}
COMPARES = (
    " (?:as|more|less|fewer|higher|lower|larger|bigger|greater|faster|the|its|their|his|her|what|that|those|this)\\b"
)
_STATED = (
    r"(?:was|were|is|are|came to|reached|hit|stood at|totalled|totaled|averaged|costs?|rose|fell|grew|dropped|slipped|climbed"
    r"|jumped|shrank|declined|increased|would reach|could reach|will reach|amounted to|exceeded|has reached|had reached)"
)
_SUBJECT = re.compile(
    rf"^\W*(?:(?:and|but|that|In all|For now|so|while|whereas|although|as|where|when) )?(?P<noun>[\w’'&-]+(?: [\w’'&-]+){{0,5}}?)(?: (?:in|on|between|during|since|at)"
    rf" [\w ]+?)? (?:now |still |also |only |will |would |could |may |might )?{_STATED}\b(?P<rest>.*)$"
)
_ONLY_AMOUNTS = re.compile(
    r"(?:(?:\s|,|from|to|by|at|in|of|about|a|an|the|only|just|still|nearly|almost|some|around|year|average|record|percent"
    r"|million|billion|thousand|[A-Z][a-z]+uary|[A-Z]?[\d$€£%.]+)\b|[\s$€£%.,\d])*"
)
# Endings of nouns that stand for what is measured, where a capital says nothing because the sentence begins there.
_COMMON = re.compile(r"(?:ment|tion|sion|ity|ing|ness|ance|ence|age|th|ure|s|put|ade|ue|ume|fit|over|and|bt|me)$")
_NEVER = {
    *("out", "half", "third", "most", "all", "one", "part", "number", "because", "instead", "rise", "fall"),
    *("rest", "some", "average", "total", "record", "maximum", "minimum", "million", "billion", "trillion"),
}
# "A population of 1,900" counts it, "a consignment of 500" does not.
_COUNTED_AS = [
    [one] for one in ("population", "workforce", "membership", "turnout", "attendance", "capacity", "circulation")
]
_HAVING = {
    "country",
    "nation",
    "city",
    "town",
    "village",
    "island",
    "region",
    "family",
    "team",
    "crowd",
    "staff",
}  # so many
_NO_SUBJECT = re.compile(
    r"(?:\b(?:it|he|she|they|we|i|there|this|that|these|those|most|some|many|who|which|what)\b|\d)", re.I
)


_OF_A_KIND = {"clean", "fresh", "raw", "crude", "natural", "liquid", "dry", "heavy", "light", "new", "old", "drinking"}


def counted(after, vague=False):
    """Return the noun that is counted and what it is a measure of: "tonnes of cargo" gives both, "beds" the first twice.

    Parameters
    ----------
    after : str
        What follows a figure.
    vague : bool
        Whether the figure takes "of" before its noun, as in "thousands of tonnes".

    Returns
    -------
    unit, thing : str
        Blank where no plural follows, or a unit does not say of what.
    """
    if vague:
        after = re.sub(r"^\s+of\s+(?:the\s+)?", " ", after)
    if area := re.match(
        r"\s+(square|cubic) (f[eo]+t|met(?:re|er)s?|kilomet(?:re|er)s?|miles?|yards?|inch(?:es)?)\b", after
    ):
        return "_".join(area.groups()), ""
    if re.match(r"-(?:strong|odd|plus)\b", after):
        return "", ""
    if whole := re.match(r"-([a-z]{3,})\b(?!-)", after):
        several = _PLURALS.get(whole[1], re.sub(r"(?<=[^aeiou])ys$", "ies", f"{whole[1]}s"))
        return several, several  # "a 45-bed ward"
    run = re.match(r"(?:[ -][A-Za-z][\w’'-]*){0,5}", after)[0].split()
    for at, word in enumerate(run[:4]):
        word = word.strip("-")
        if at == 1 and word == "and":
            continue  # "15 seafood and textile factories"
        if word.lower() in _STOP:
            break
        if word.lower() in _MONEY:
            return word, ""
        if word[0].isupper() and at + 1 < len(run) and re.search(r"^[a-z-]{2,}[^su'’]s$", run[at + 1]):
            continue  # "Revolutionary Guards members"
        if word.lower() in _PEOPLE or (len(word) > 3 and _SEVERAL.search(word)):
            if word.lower() not in OF_WHAT:
                several = re.match(r" (?:and|or) [a-z]{3,}s\b", after.partition(word)[2])
                return ("", "") if several else (word, word.lower())  # "98 collisions and derailments"
            what = re.match(r"\s+of\s+(?:the\s+|its\s+|their\s+)?((?:[a-z]+\s*){1,2})", after.partition(word)[2])
            of = [one for one in what[1].split() if one not in _STOP] if what else []
            of = of[1:] if len(of) == 2 and of[0] in _OF_A_KIND else of
            return word, next((one for one in of if one.endswith("s")), of[0] if of else "")
    return "", ""


def of_noun(before, after):
    """Return the noun beside a sum or a percentage: "a surplus of $7 billion", "a 20 percent tariff"; else ""."""
    of = re.search(
        r"(?:^|\s)(?:(?:an?|the|its|their|his|her) )?((?:[a-z-]+ ){0,2}?[a-z-]+) of (?:an? |about |some )?$",
        before,
    )
    if of:
        words = of[1].split()
        start = max(
            (at + 1 for at, word in enumerate(words) if word in _STOP or word.endswith(("ed", "ing"))), default=0
        )
        article = re.search(r"\b(?:an?|the|its|their|his|her) ((?:[a-z-]+ ){0,2}[a-z-]+) of (?:[\w]+ )?$", before)
        noun = " ".join(words[start:]) if article and start < len(words) else words[-1]
        return noun if start < len(words) and words[-1] not in _NEVER | _HAVING else ""
    if re.search(r"\b(?:an?|the|its|their) $", before):
        words = []
        for word in re.match(r"(?:[ -][a-z][\w’'-]*){0,3}", after)[0].replace("-", " ").split():
            if word in _STOP or word.endswith("ed"):
                break
            words.append(word)
        return " ".join(words)
    thing = re.match(r"\s+of ((?:[a-z][\w-]+ )?[a-z]+s)\b", after)
    return thing[1] if thing and not _STOP & set(thing[1].split()) else ""


def subject(part):
    """Return what a part of a sentence states a figure of: "Unemployment slipped from"; "" if no rule says so.

    Parameters
    ----------
    part : str
        The words of its part of the sentence up to the figure.
    """
    found = _SUBJECT.match(part)
    if (
        not found
        or found["noun"].lower() in _STOP
        or _NO_SUBJECT.search(found["noun"])
        or not _ONLY_AMOUNTS.fullmatch(found["rest"])
    ):
        return ""
    if re.search(r"\b(?:put|puts|than|fewer|less|more|one|two|three|four|five)\b", found["noun"]):
        return ""
    if re.search(r"\bcosts?\b", found[0][len(found["noun"]) : found.start("rest")]):
        return f"cost of {found['noun'][0].lower()}{found['noun'][1:]}"
    noun = re.sub(r"^(?:The|the|A|An|a|an) ", "", found["noun"])
    noun = re.sub(
        r" (?:for|in|during) (?:the|this|last) (?:[\w-]+ )?(?:years?|quarter|months|period|weeks?)$", "", noun
    )
    noun = re.sub(r" (?:has|have|had)$", "", noun)
    if noun.lower() in _NEVER | {"figure", "country"}:
        return ""
    first, *more = noun.split()
    if first.lower() in _STOP:
        return ""
    if "’" in first or "'" in first:
        return noun
    # "Mazda climbed 21 yen" measures no Mazda; a single word with a capital may be a name.
    if any(word[0].isupper() for word in more) or (first[0].isupper() and (found.start("noun") or not (more or _COMMON.search(first)))):  # fmt: skip
        return ""
    return noun[0].lower() + noun[1:]


@dataclass(frozen=True)
class Terms:
    """The record's terms: the words for each place, each measure and for workers, and what each measure is counted in."""

    places: dict
    measures: dict
    counted_in: dict
    units: frozenset
    labour: re.Pattern


def terms(book):
    """Return the record's `Terms`."""
    rows = book.terms.to_dict("records")
    counted_in = {row["name"]: row["units"].split() for row in rows if row["kind"] == "measure"}
    places = [row["name"] for row in rows if row["kind"] == "place" and "+" not in row["name"]]
    return Terms(
        {name: vocabulary.pattern(name, vocabulary.value("place", name)) for name in places},
        {name: vocabulary.pattern(name) for name in counted_in if vocabulary.pattern(name)},
        counted_in,
        frozenset(unit for units in counted_in.values() for unit in units),
        vocabulary.pattern("labour"),
    )


def quantity(hit, unit, terms):
    """Return the unit and the measure of a figure, as far as the words around it give them."""
    if hit["kind"] == "duration" and re.match(r"[’']s? [a-z]", hit["after"]):
        return "", ""  # "one month's wage" is a sum
    if unit == "percent":
        return _percentage(hit, terms)
    if points := re.match(r"\s+(basis points|percentage points)\b", hit["after"]):
        return points[1].replace(" ", "_"), sentences.change(hit["before"], hit["after"], hit["text"]) or subject(
            hit["part_before"]
        )
    if hit["kind"] == "currency":
        return _sum(hit, unit, terms)
    if hit["kind"] == "duration":
        of = re.match(r"[’'] ([a-z]+)", hit["after"])  # "nine months' pay"
        return {"century": "centuries"}.get(hit["unit"], f"{hit['unit']}s"), of[1] if of else "duration"
    if times := re.match(rf"\s+times\b(?P<more>{COMPARES})?", hit["after"]):
        return "times", "multiple" if times["more"] else ""  # "they met four times" compares nothing
    if hit["kind"] == "fraction":
        if hit["rule"] == "multiple":
            return "times", "multiple"  # "rose fourfold"
        if change := sentences.change(hit["before"], hit["after"], hit["text"]):
            return "of_the_whole", change
        return "of_the_whole", "fraction"
    noun, thing = _count(hit, terms)
    span = ""
    if noun and noun not in terms.units:
        span = sentences.rate(hit["after"].partition(noun)[2]) or sentences.rate_at_end(hit["part_after"])
    return (f"{noun}/{span}" if span else noun), thing


def _percentage(hit, terms):
    beside = of_noun(hit["before"], hit["after"]) or subject(hit["part_before"])
    if re.search(r"points?$", hit["text"]):
        return "percentage_points", beside
    if re.match(r"\s+(?:below|above|under|over|short of)\b", hit["after"]):
        return "percent", ""  # wages "15 percent below the level of 2015" are no 15 percent
    is_share = hit["kind"] == "share"
    if not is_share and (change := sentences.change(hit["before"], hit["after"], hit["text"])):
        return "percent", change
    if not (is_share or re.match(r"\s+of\b", hit["after"])):
        return "percent", beside
    # The record's shares are of workers; of something else it is another measure.
    return "percent", "share" if terms.labour.search(hit["sentence"]) else "fraction"


def _sum(hit, unit, terms):
    last = hit["text"].split()[-1]
    unit = unit or (last if last.isalpha() and last not in _SCALES else "")
    span = sentences.rate(hit["after"])
    unit = f"{unit}/{span}" if unit and span else unit
    each = f"{unit.split('/')[0]}/person/{span}"
    if each in terms.units and of_record(hit, each, terms):
        return each, of_record(hit, each, terms)
    ends = re.match(r",?(?: on [A-Z]\w+| yesterday| today)? to\b|[,.;]|$", hit["after"])
    change = ends and not hit["before"].endswith("of ") and sentences.change(hit["before"], hit["after"], hit["text"])
    if re.search(r"\b(?:lost|loses) (?:about |some )?$", hit["before"]):
        return unit, "loss"
    if change:
        return unit, change  # "fell $1.60 to $108"
    beside = of_noun(hit["before"], hit["after"]) or subject(hit["part_before"])
    # The record's measure of that name is not counted in this currency, so it is another one.
    of_another = beside in terms.counted_in and unit and unit not in terms.counted_in[beside]
    return unit, of_record(hit, unit, terms) or (f"{beside} in {unit}" if of_another else beside)


def _count(hit, terms):
    noun, thing = counted(hit["after"], hit["kind"] == "vague")
    if noun.lower() in terms.counted_in:
        units = terms.counted_in[noun.lower()]
        return noun.lower() if noun.lower() in units else units[0], noun.lower()
    if noun.lower() in terms.units - {"persons"}:
        return noun.lower(), ""
    if (not noun or re.match(r" points,? to\b", hit["after"])) and (
        change := sentences.change(hit["before"], hit["after"], hit["text"])
    ):
        return noun, change  # "tumbled 39.55 points, to 2,613.73"
    nation = _is_nation(noun, hit["after"])
    people = hit["unit"] == "persons" or nation or (not noun and _GO_ON.match(hit["after"]))
    known = people and of_record(hit, "persons", terms)
    if known:
        return "persons", known
    if hit["unit"] == "persons" or nation:
        return "persons", "" if nation or thing in _words_of_measures() else thing
    if re.search(r"\b(?:short of|lack|lacks|lacking|missing) (?:\w+ )?$", hit["before"]):
        return noun, ""  # of those who are missing
    of = of_noun(hit["before"], "")
    return noun, thing or (of if of.split()[-1:] in _COUNTED_AS else "") or subject(hit["part_before"])


def _is_nation(noun, after):
    """Return whether a noun is that of a people, as in "12 Turks" and "12 North Koreans", not in "4 Grand Slams"."""
    lone = not re.match(rf"[ -][A-Z][\w’'-]* (?:[A-Z][\w’'-]* )*{re.escape(noun)}", after)
    return noun[:1].isupper() and (lone or noun.endswith(("ans", "ese", "is")))


def of_record(hit, unit, terms):
    """Return the only measure of the record that is counted in a unit and named by the words around a figure; else ""."""
    if "/person" not in unit and hit["place"] and hit["place"] not in terms.places:
        return ""
    words = hit["part_before"] + hit["text"] + hit["part_after"] if unit == "persons" else hit["sentence"]
    found = [one for one, said in terms.measures.items() if unit in terms.counted_in[one] and said.search(words)]
    if any(one.startswith("worker_") for one in found) and not terms.labour.search(hit["sentence"]):
        return ""  # others come and go too
    return found[0] if len(found) == 1 else ""


@cache
def _words_of_measures():
    """Return the words in which the record's measures are written: such a noun may stand for several of them."""
    return {word for (kind, _), words in vocabulary.dictionary().items() if kind == "measure" for word in words.split()}
