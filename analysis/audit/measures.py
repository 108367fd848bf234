"""What a figure counts and in which unit, from the words beside it."""

import re

OF_WHAT = {  # units that do not say what is measured
    *("tonnes", "tons", "litres", "liters", "barrels", "kilograms", "kilos", "grams", "bottles", "crates"),
    *("hectares", "acres", "kilometres", "kilometers", "metres", "meters", "miles", "millimetres", "centimetres"),
    *("megawatts", "gigawatts", "bushels", "degrees"),
}
_MONEY = {"crowns", "dong", "pesos", "rupees", "francs", "dinars", "lira", "liras", "kroner", "krona", "rand", "dirhams"}
_PEOPLE = {"people", "men", "women", "children", "staff", "crew", "cattle", "sheep", "personnel", "troops", "livestock"}
_STOP = set(
    "of in to from and or a an the was were is are had have has by at on as with this last next more less than per each "
    "that which who while for but it its into over under would will can could since during when after before up down about "
    "still already now then also only just not no times years months weeks days hours minutes out off through against "
    "among across between around because so all both there here alone together his her their our my compared towards until without".split()
)
_STATED = (
    r"(?:was|were|is|are|came to|reached|hit|stood at|totalled|totaled|averaged|costs?|rose|fell|grew|dropped|slipped|climbed"
    r"|jumped|shrank|declined|increased|would reach|could reach|will reach|amounted to|exceeded|has reached|had reached)"
)
_SUBJECT = re.compile(
    rf"^\W*(?:(?:and|but|that|In all|For now|so) )?(?P<noun>[\w’'&-]+(?: [\w’'&-]+){{0,5}}?)(?: (?:in|on|between|during|since|at)"
    rf" [\w ]+?)? (?:now |still |also |only )?{_STATED}\b(?P<rest>.*)$"
)
_ONLY_AMOUNTS = re.compile(
    r"(?:(?:\s|,|from|to|by|at|in|of|about|a|an|the|only|just|still|nearly|almost|some|around|year|average|record|percent"
    r"|million|billion|thousand|[A-Z][a-z]+uary|[A-Z]?[\d$€£%.]+)\b|[\s$€£%.,\d])*"
)
_NEVER = {"out", "half", "third", "most", "all", "one", "part", "number", "because", "instead", "rise", "fall", "rest", "some", "average",
          "total", "record", "maximum", "minimum"}
_NO_SUBJECT = re.compile(r"(?:\b(?:it|he|she|they|we|i|there|this|that|these|those|most|some|many|who|which|what)\b|\d)", re.I)


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
    if whole := re.match(r"-([a-z]{3,})\b(?!-)", after):
        return f"{whole[1]}s", f"{whole[1]}s"  # "a 45-bed ward"
    run = re.match(r"(?:[ -][A-Za-z][\w’'-]*){0,5}", after)[0].split()
    for at, word in enumerate(run[:4]):
        word = word.strip("-")
        if at == 1 and word == "and":
            continue  # "15 seafood and textile factories"
        if word.lower() in _STOP:
            break
        if word.lower() in _MONEY:
            return word, ""
        if word.lower() in _PEOPLE or (len(word) > 3 and re.search(r"[^su'’]s$", word)):
            if word.lower() not in OF_WHAT:
                return word, word.lower()
            what = re.match(r"\s+of\s+(?:the\s+|its\s+|their\s+)?((?:[a-z]+\s*){1,2})", after.partition(word)[2])
            of = [one for one in what[1].split() if one not in _STOP] if what else []
            return word, next((one for one in of if one.endswith("s")), of[0] if of else "")
    return "", ""


def of_noun(before, after):
    """Return the noun beside a sum or a percentage: "a surplus of $7 billion", "a 20 percent tariff"; else ""."""
    of = re.search(r"(?:^|\s)(?:(?:an?|the|its|their|his|her) )?((?:[a-z-]+ ){0,2}?[a-z-]+) of (?:an? |the |about |some )?$", before)
    if of:
        words = of[1].split()
        start = max((at + 1 for at, word in enumerate(words) if word in _STOP or word.endswith(("ed", "ing"))), default=0)
        article = re.search(r"\b(?:an?|the|its|their|his|her) ((?:[a-z-]+ ){0,2}[a-z-]+) of (?:[\w]+ )?$", before)
        noun = article[1] if article else words[-1]
        return noun if start < len(words) and words[-1] not in _NEVER else ""
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
    if not found or _NO_SUBJECT.search(found["noun"]) or not _ONLY_AMOUNTS.fullmatch(found["rest"]):
        return ""
    if re.search(r"\bcosts?\b", found[0][len(found["noun"]) : found.start("rest")]):
        return f"cost of {found['noun'][0].lower()}{found['noun'][1:]}"
    noun = re.sub(r"^(?:The|the|A|An|a|an) ", "", found["noun"])
    if noun.lower() in _NEVER | {"figure", "country"}:
        return ""
    first = noun.split()[0]
    proper = "’" in first or "'" in first or (len(noun.split()) > 1 and noun.split()[1][0].isupper())
    return noun if proper else noun[0].lower() + noun[1:]

