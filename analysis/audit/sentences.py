"""A paragraph's sentences and the parts of each, and what a part says: how a figure changed, whether it is to come."""

import re
from bisect import bisect_right

from analysis.audit import speakers

MOST = 8  # words of an article that a table may hold in a row
LONGEST = 1000  # characters of a sentence; bounds the time
_END = re.compile(
    r"(?<![A-Z])(?<!\bMr)(?<!\bMs)(?<!\bMrs)(?<!\bDr)(?<!\bSt)(?<!\bNo)(?<!\bProf)(?<!\bGen)(?<!\bSen)(?<!\bRep)(?<!\bGov)(?<!\bCol)[.!?][”\"’)]*\s+(?=[\"“‘(]?[A-Z0-9])"
)
# Where one part of a sentence ends and another begins; a comma within a number or a date lies within a hit.
_PART = re.compile(
    r"[;:()—–“”\"]|,(?=\s)| --? |\b(?:while|whereas|although|but|after|before)\b(?! the end\b| interest\b| tax\b| items\b)|\bsince (?=the|an?|it|they|he|she)\b"
    r"|\b(?:told|warned|estimated|found|showed|shows?|reported)\b(?: [\w’']+){0,2}? that\b|\b(?:said|says)\b(?: that\b)?"
    r"|\band that\b|\band (?=(?:still |now |then )?(?:is|are|was|were|has|have|had|will|would|plans?|wants?|hopes?|expects?|aims?|needs?"
    r"|keeps?|kept|publishes|releases|reports|opens|closes|starts|begins|ends|runs|pays|holds|makes|takes|gives|sells|buys|employs|sold|found|fell|rose|left|cut|bought|paid|\w+ed)\b)"
)
_KEPT = ("while", "whereas", "although", "but", "after", "before", "and ", "since ")
_PLANNED = re.compile(
    r"\b(?:will|would(?! have\b)|(?:could|(?-i:may)|might)(?! (?:have|be)\b)|plans? to|planned|expects?|(?:has|have) (?:promised|pledged|vowed)|(?:is|are) expected|expected (?:to|by|in|before|next)|due"
    r"|aims?|targets?|forecasts?|projected|proposed|hopes?|wants?|(?:is|are|was|were) (?:considering|weighing|mulling|preparing)|(?:is|are) in talks"
    r"|(?:is|are) to (?!(?:the|an?|its|his|her|their|this|that|these|those|date|blame|some|all|any|each)\b)[a-z]{2,})\b",
    re.IGNORECASE,
)
_FOLLOWS_AS_PLANNED = re.compile(
    r"\s+(?:\w+ ){0,3}?(?:will|(?:would|could|may|might)(?! have\b)|(?:is|are) (?:expected|due|planned))\b"
)
_BASE = re.compile(
    r"\b(?:from|than|against|compared (?:with|to)|(?:that|those|the (?:level|figure|total)) of)(?: in| the| at)*\s*$"
    r"|\b(?:from|than|against|compared (?:with|to)) (?:the|those|that|its|a)(?: [a-z-]+){1,6}\s*$"
    r"|\bthan (?:in|at|on|during) (?:its|the|their|his|her|last)(?: [\w-]+){1,4} (?:in |on |at )?$"
    r"|\b(?:peak|high|low|record|mean|date|deadline)s?(?: set| reached| seen)?(?: of| in| on| for)?\s*$",
    re.IGNORECASE,
)
_EXTREME = re.compile(r"\b(?:\w+est|worst|best|first|most|record)\b[^,;]{0,40}$")  # "the lowest since 1987"
_DAYS = "Mon|Tues|Wednes|Thurs|Fri|Satur|Sun|Janu|Febru|March|April|May|Jun|Jul|Aug|Sept|Octo|Novem|Decem"
_IN_A_NAME = re.compile(rf" (?!(?:{_DAYS}))[A-Z][a-z]+")
_PAID_FOR = (
    "hour|day|week|month|year|kilo|kilogram|kg|gram|ounce|pound|tonne|ton|barrel|litre|liter|gallon|bushel|mile|kilometre"
    "|kilometer|square (?:metre|meter|foot|mile)|metre|meter|hectare|acre|head|share|ticket|bottle|crate|box|unit|piece|person"
)
_MOVED = (
    r"(?:r[oi]se[ns]?|rose|f[ae]ll(?:en|s)?|gr[eo]w[ns]?|increased?s?|decreased?s?|dropp?(?:ed|s)?|gained|lost|climb(?:ed|s)?"
    r"|jump(?:ed|s)?|declined?s?|shr[aiu]nk|slipped|surged|slumped|soared|plunged|dipped|tumbled|edged (?:up|down)|leaped|leapt|sank|up|down|(?<=, )off)"
)
_BY = re.compile(
    rf"(?<!made )(?<!make )(?<!makes )\b{_MOVED} (?:by )?(?:a (?:further|record) )?$|\b(?:rise|fall|increase|decrease|drop|growth|gain|decline) of $",
    re.I,
)
# "cut spending on schools by half"
_BROUGHT = re.compile(
    r"\b(?:cut(?:s|ting)?|reduc(?:e[ds]?|ing)|slash(?:e[ds]|ing)?|lower(?:s|ed|ing)?|trim(?:s|med|ming)?|shorten(?:s|ed|ing)?"
    r"|rais(?:e[ds]?|ing)|boost(?:s|ed|ing)?|lift(?:s|ed|ing)?|hik(?:e[ds]?|ing)|extend(?:s|ed|ing)?)\b[^,;:0-9]{1,60} by $",
    re.I,
)
_UPWARDS = re.compile(
    r"\b(?:r[io]se[ns]?|gr[eo]w[ns]?|growth|increase\w*|gain\w*|climb\w*|jump\w*|leap\w*|surged|soared|up|more|higher|rais(?:e[ds]?|ing)|boost\w*|lift\w*|hik(?:e[ds]?|ing)|extend\w*)\b",
    re.I,
)
_RISE = re.compile(
    r"\s+(?:(?:annual|yearly|sharp|further|steep|\w+ly) )?(?:rise|fall|increase|decrease|drop|growth|gain|decline|jump"
    r"|(?:more|less|fewer|higher|lower|up|down)\b(?= than (?:in|an?|last|the (?:year|month|quarter|same|previous)|\d)|[,.]| from| on| in))\b",
    re.IGNORECASE,
)


_LEVEL = re.compile(r"(?:below|above|under)\b")  # "fell below 80%" is no fall by so much


def cuts(text):
    """Return where each sentence of a paragraph begins; what runs on for `LONGEST` characters is cut between words."""
    found = [0]
    for begin in [*(end.end() for end in _END.finditer(text)), len(text)]:
        while begin - found[-1] > LONGEST:
            space = text.rfind(" ", found[-1] + 1, found[-1] + LONGEST)
            found.append(space + 1 if space >= 0 else found[-1] + LONGEST)
        found += [begin] if begin < len(text) else []
    return found


def parts(sentence, spans):
    """Return where each part of a sentence begins: clauses, what stands between commas, what is reported.

    Parameters
    ----------
    sentence : str
    spans : sequence of (int, int)
        Figures and dates in it, in order; no part begins within one.
    """
    starts, found = [start for start, _ in spans], [0]
    for mark in _PART.finditer(sentence):
        at = bisect_right(starts, mark.start()) - 1
        inside = at >= 0 and mark.start() < spans[at][1]
        # A part that begins with its word, as "after the rain" does, keeps it.
        begin = mark.start() if mark[0] in _KEPT else mark.end()
        if not inside and begin > found[-1]:
            found.append(begin)
    return found


def says_when(before, text):
    """Return whether a date is the day of a statement, by what stands before it: "said on", but not "reported third-quarter"."""
    return not re.search("quarter|half", text) and speakers.says_when(before)


def is_base(before, text):
    """Return whether a date is the one that a change is reckoned from: "from 2022", "compared with last year"."""
    of_a_year = re.match(r"(?:19|20)\d\d|(?:last|the previous|the same|a) (?:year|month|quarter)", text)
    return bool(
        _BASE.search(before)
        or re.match(r"(?:(?:higher|lower|more|less|fewer) )?(?:from|than)\b", text, re.IGNORECASE)
        or (text.startswith("since") and _EXTREME.search(before))
        or (of_a_year and re.search(r"(?:percent|per cent|%) (?:on|over) $", before))
    )


def is_planned(before, after):
    """Return whether a figure is still to come, from the words of its part before it and the few that follow."""
    plans = list(_PLANNED.finditer(before))
    gone_by = bool(plans) and re.search(
        r"\b(?:(?:had|has|have) been|(?<=\w )(?:had|has|have) (?:[a-z]+e[dn]|had|come|gone|made)|was|were|compare[sd]? (?:with|to))\b",
        before[plans[-1].end() :],
    )
    return bool((plans and not gone_by) or _FOLLOWS_AS_PLANNED.match(after))


def rate(after):
    """Return what a sum is paid for, such as "month" in "$500 a month" or "kilo" in "$5 a kilo"; "" if nothing is named."""
    found = re.match(
        rf"(?: \([^()]*\))?[-\s]+(?:a|an|per|each|every|the)[-\s]({_PAID_FOR})\b(?! (?:earlier|ago|before|later))|\s+(annually)\b",
        after,
    )
    return ("year" if found[2] else found[1].replace(" ", "_")) if found else ""


def rate_at_end(after):
    """Return the time that a figure's part of a sentence ends with: "year" of "storms reach the coast each year"; or ""."""
    found = re.match(r"[^\d,;]* (?:each|every|per) (day|week|month|year)\W*$", after)
    return found[1] if found else ""


def change(before, after, text=""):
    """Return whether a percentage is a rise or a fall: "rose by 12 percent", "a 12 percent drop"; "" if neither.

    The two are measures of their own, so that what fell by 12 percent is not taken for what rose by it.
    """
    found = _BY.search(before) or _BROUGHT.search(before) or _RISE.match(after)
    if not found or (found.re is not _RISE and (_LEVEL.match(text) or text.startswith("from "))):
        return ""
    return "rise" if _UPWARDS.search(found[0]) else "fall"


def place(part, sentence, said):
    """Return the place that a part of a sentence names, else the sentence.

    Parameters
    ----------
    part, sentence : str
        Without who speaks.
    said : dict of str to re.Pattern
        Each place and the words for it.

    Returns
    -------
    str
        "" where none is named, or several are at once.
    """
    named = named_in(part, said) or named_in(sentence, said)
    return named.pop() if len(named) == 1 else ""


def named_in(text, said):
    """Return the places that a text names, not those in the names of others: "China Mobile", "Bank of East Asia"."""
    return {
        name
        for name, words in said.items()
        if any(not _IN_A_NAME.match(text, found.end()) for found in words.finditer(text))
    }
