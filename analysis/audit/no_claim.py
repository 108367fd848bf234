"""Which figures count nothing, and why: places in an order, numbers in names, ages, deadlines, those who speak."""

import re

from analysis.audit import measures, sentences

NO_CLAIM = {
    "ordinal": "A place in an order: it counts nothing.",
    "name-number": "A number in a name: it counts nothing.",
}


def why_none(hit):
    """Return why a figure counts nothing; "" if it may count something."""
    if hit["rule"] == "score":
        return "A score, or the result of a vote: type it if it is a claim."
    if re.search(r"\bper $", hit["before"]):
        return "What another figure is counted per: it counts nothing."
    if hit["kind"] == "name-number" and not (hit["text"].isdecimal() and measures.counted(hit["after"])[0]):
        return NO_CLAIM["name-number"]  # "lent Ruvia 25 trucks" may well count
    others = [one["kind"] for one in hit["beside"][: hit["at"]] if one["kind"] in ("number", "name-number")]
    one_more = re.fullmatch(r"[Aa] (?:third|fourth|fifth|sixth)", hit["text"]) and re.match(
        r"\s+(?:is|was|will|has)\b", hit["after"]
    )
    if hit["kind"] == "ordinal" or (one_more and others):
        return NO_CLAIM["ordinal"]
    if _is_age(hit):
        return "An age: it counts nothing."
    if (
        hit["text"] == "one"
        and re.search(r"\b(?:is|was|as|be|been|becoming|became) $", hit["before"])
        and re.match(r" of \d", hit["after"])
    ):
        return "It is one that is named, no count."  # "Leeds was one of 14"
    if re.match(r"-[A-Z]", hit["after"]) and hit["text"][0].isupper() and hit["before"]:
        return NO_CLAIM["name-number"]  # "Kaveri Two-Wheelers"
    how_often = re.fullmatch(r"[Tt]wice|[Tt]hrice", hit["text"]) and not re.match(
        rf"{measures.COMPARES}|\s+\S+[’']s\b", hit["after"]
    )
    if (
        how_often
        or hit["rule"] == "multiple"
        and re.match(r" (?:an?|each|every|per) (?:hour|day|night|week|month|season|year)\b", hit["after"])
    ):
        return "How often: it counts nothing."
    if hit["kind"] == "vague" and re.search(r"\btoo $", hit["before"], re.I):
        return "An opinion: it counts nothing."
    if (
        hit["kind"] == "duration"
        and hit["text"].lower().startswith("within ")
        and sentences.is_planned(hit["sentence"], "")
    ):
        return "A deadline: it counts nothing."
    if re.match(r"-(?:page|member|storey|story|point|foot|inch|nation|bedroom|lane|star|party)\b", hit["after"]):
        return "The size of a thing that is named: it counts nothing."
    asked = re.match(r" (?:[\w-]+ )?[a-z]+s (?:polled|surveyed|interviewed|questioned|asked)\b", hit["after"])
    speaks = asked or f" {hit['text']} " in f" {hit['speaker'] or ''} "
    return "It counts those who speak." if speaks else ""


_OF_AN_AGE = re.compile(
    r"\b(?:children|people|adults|women|men|boys|girls|those|anyone|residents|citizens|players) $", re.I
)


def _is_age(hit):
    """Whether a length of time, or a number between commas behind a name, is somebody's age."""
    if hit["kind"] == "duration":
        of_a_kind = re.search(r"\b(?:average|mean|typical(?:ly)?|median)\b", hit["part_before"])
        old = hit["rule"] == "age" or re.search(r"[- ]old\b", hit["text"] + hit["after"][:5])
        return bool(old and not of_a_kind)  # "the average vessel is 31 years old" is a claim
    if re.fullmatch(
        r"(?:[Uu]nder|[Oo]ver|[Bb]elow|[Aa]bove|[Oo]lder than|[Yy]ounger than) \d\d?", hit["text"]
    ) and _OF_AN_AGE.search(hit["before"]):
        return True
    return bool(
        re.fullmatch(r"[1-9]\d", hit["text"])
        and re.search(r"\b(?:[A-Z][\w’'-]+|[a-z]+(?:er|or|ist|ian|ent|man|woman)), $", hit["before"])
        and re.match(r"[,.](?!\d)", hit["after"])
    ) or bool(
        re.search(r"\b(?:(?:just|who|she|he) turned|who (?:is|was)) $", hit["before"])
        and re.match(r"[,.]| and\b", hit["after"])
    )
