"""The title of a dated event: what its part of the sentence says happened, or a quotation of the words around the date."""

import re

from analysis.audit import sentences

_JOINING = {
    *("a", "an", "the", "its", "their", "of", "to", "in", "on", "at", "by", "for", "from", "with", "and", "or", "but"),
    *("that", "which", "who", "was", "were", "is", "are", "had", "has"),
}
_AROUND = 5  # words quoted before a date
# A verb that says what happened; and what begins another statement within.
_HAPPENS = re.compile(
    r"\b(?:was|were|is|are|has|have|had|will|would|met|left|fell|rose|came|went|won|lost|took|made|began|became|held|got|ran|saw"
    r"|sent|sold|bought|built|broke|paid|put|set|gave|found|led|signed|died|hit|struck|shut|cut|grew|flew|spoke|wrote|told"
    r"|\w{2,}ed)\b"
)
_WITHIN = re.compile(
    r"\b(?:who|which|whose|that|when|where|while|as|after|before|since|because|if|than|following|including)\b|\w, \w|\band [a-z]+ed\b"
)
# A title that begins within a phrase, or ends in a number without what it counts.
_CUT_SHORT = re.compile(
    r"^(?:On|In|At|For|Of|From|To|With|By|As|And|But|Or|That|Which|Who|Than|When|During|Since|After|Before|Is|Was|Are|Were|Has|Have"
    r"|Had|[A-Z]?[a-z]+ed) |(?:\d|\b(?:thousand|million|billion|trillion|one|two|three|four|five|six|seven|eight|nine|ten|up|down|to))$"
)
# "She predicted (that it would recover) in 2027": what was said, not what happens then.
_ONLY_SAYS = re.compile(
    r"\b(?:said|says|predicted|predicts|forecast|forecasts|warned|expected|estimated|argued|told|added|believes?|hoped)$"
)


def title(hit):
    """Return at most eight words of the text for a date: what its part of the sentence says, else those around it, quoted.

    A part says what happened on the date if it stands on one side of it, is short enough to stand whole, holds a verb
    and no clause or list within.
    """
    if hit["part_before"].endswith(" for "):
        return _quoted(hit)  # "It called a strike for 4 May": what was called, not when
    said = _part_in_words(hit)
    behind = re.search(r"\w{3}", hit["part_after"]) and not _HAPPENS.match(hit["part_after"].strip())
    whole = _without_marks(re.sub(r"\b(?:on|in|at|by|of|for)\W*$", "", hit["part_before"]) + hit["part_after"]).split()
    if (
        not (re.search(r"\w{3}", hit["part_before"]) and behind)
        and len(whole) <= sentences.MOST
        and _HAPPENS.search(said)
        and not _WITHIN.search(said)
        and not _CUT_SHORT.search(said)
        and not _ONLY_SAYS.search(said)
    ):
        return said
    return _quoted(hit)


def _without_marks(text):
    return re.sub(r"[^\w\s’'%$€£.-]", " ", text)


def _quoted(hit):
    """Return a date with the words before it, and the few behind it if there is room, as a quotation."""
    own = hit["text"].split()[: sentences.MOST]
    before = hit["before"].split()[-min(_AROUND, sentences.MOST - len(own)) :] if len(own) < sentences.MOST else []
    room = sentences.MOST - len(own) - len(before)
    behind = hit["after"].split()[: min(room, _AROUND if len(before) < 2 else 2)]
    while behind and behind[-1].strip(",.;:") in _JOINING:
        behind.pop()
    gap = " " if hit["after"][:1].isspace() else ""  # "last July's visit" is one word
    text = " ".join([*before, *own]) + gap + " ".join(behind)
    return "“" + text.strip(' ,.;:-–—"“”()') + "”"


def _part_in_words(hit):
    """Return at most eight words of a date's part of the sentence."""
    before = re.sub(r"\W*\b(?:on|in|since|by|until|from|at|of|for|during|late|early|the)?\W*$", "", hit["part_before"])
    joins = re.match(
        r"\W*(?:on [A-Z]\w+ )?(?:(which|who)|where|when|and|but|that|while|as|after|before|since)\b\W*", before
    )
    words = (before[joins.end() :] if joins else re.sub(r"^\W+", "", before)).split()
    first = hit["sentence"].partition(",")[0].split()
    continues = words and (joins and joins[1] or re.match(r"(?:was|were|is|are|will|has|had)$", words[0]))
    simple = not re.search(rf"\d|{_HAPPENS.pattern}", " ".join(first))
    if continues and simple and hit["part"] and len(first) + len(words) <= sentences.MOST:
        words = first + words
    elif joins and joins[1]:
        return ""  # what "which" stands for is not said here
    if len(words) <= 3 and re.match(r" [a-z]", hit["part_after"]):
        words += hit["part_after"].split()  # "The company | earlier this year | adopted a plan"
    if len(words) < 2:
        words = re.sub(r"^\W+", "", hit["part_after"]).split()
    if len(words) < 2 and re.search(r"\w", hit["part_before"]):
        words = re.sub(r"^\W+", "", hit["before"]).split()  # "He began (in secret) work | in 2004"
    if len(words) < 2:
        words = re.sub(r"^\W+", "", hit["after"]).split()  # "Three months later, | police arrested him"
    if len(words) < 2:
        words = re.sub(r"^\W+", "", hit["part_before"] + hit["text"] + hit["part_after"]).split()
    if len(words) > sentences.MOST:
        words = words[: sentences.MOST]
        while len(words) > 2 and words[-1] in _JOINING:
            words.pop()
    text = re.sub(r"^['’]?s ", "", " ".join(words[: sentences.MOST])).strip(' ,.;:-–—"“”')
    return text[:1].upper() + text[1:]
