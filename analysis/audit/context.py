"""Where each figure and date of an article stands: its sentence, the part of it, who speaks there, of which place and time."""

import itertools
import re
from datetime import timedelta

from analysis.audit import account, elsewhere, sentences, speakers
from analysis.ledger import dates

_CAPITALS = "A-Z\u00c0-\u00d6\u00d8-\u00de\u0100-\u017e"
_DATELINE = re.compile(rf"[{_CAPITALS}][{_CAPITALS} .’'/-]+(?:, [{_CAPITALS}][\w. ]+)?, ")
_AFTER_DATELINE = re.compile(r"\s*(?:\([^)]*\))?\s*[-–—]")
_OPENS = re.compile(r"\W*(?:in|on|during|since|by|at|last|this|early|late|until|between|as of)\b", re.IGNORECASE)
_ALONE = re.compile(r"\W*(?:in|on|during|since|by|at|from|until|between)\b", re.IGNORECASE)
_COMPARED = re.compile(
    r"(?:\b(?:up|down) from|\bcompared (?:with|to)|\bagainst|\bversus|\bfrom|\bto|\band|\bor|\bthan)\W*(?:an? )?$|^\W*(?:(?:up|down) from )?(?:[\w’'-]+ ){0,3}of (?:an? |the |its |their |his |her )?$"
)
_CONCEDES = re.compile(r"(?:Although|Though|Even though|While|Whereas)\b")  # whoever speaks behind it need not say it
_BEGINS = re.compile(r"\b(?:starting|beginning|effective|as of|with effect)(?: on| in| from)? $")
_EARLIER = re.compile(
    r"(?:an?|the) (?:year|month|quarter|week)s? (?:earlier|ago|before)|last |the previous |previous ", re.I
)
# A promise may be kept since, and what something costs may be still to be paid.
_OF_SOME_TIME = re.compile(
    r"\b(?:promised|pledged|vowed|costs? (?:at|of)|puts? the (?:cost|price|bill)|(?:quota|target|ceiling|goal|budget) of"
    r"|(?:could|(?-i:may)|might) be|must|needs? to|ha(?:s|ve) to)\b",
    re.IGNORECASE,
)
_HAS_SO_MANY = re.compile(
    r"\b(?:city|country|town|nation|village|island|region|state|district) of (?:about |some |nearly |almost |just )?$"
)
OF_THEM = re.compile(r"\s+of (?:them|whom)\b")
REMEMBERED = 30  # names of those who spoke last


def look_around(article, hits, source, said):
    """Give each hit what its place in the text says of it.

    Adds to each hit (a dict as of `account.hits`): ``sentence`` and ``offset``, where it begins; ``before``, ``after``, the
    rest of the sentence on both sides; ``part`` (its number) and ``part_before``, ``part_after``; ``speaker``, ``asserter``;
    ``says_when``, ``base``, ``dateline``; ``place``; ``beside``, all hits of the sentence, ``at``, its number among them.

    Parameters
    ----------
    article : article.Article
    hits : list of dict
    source : dict
        The article's row of sources.
    said : dict of str to re.Pattern
        Each place and the words for it.
    """
    by_paragraph, names = {}, []
    for hit in hits:
        by_paragraph.setdefault(hit["paragraph"], []).append(hit)
    for number, (first, last) in enumerate(article.spans, 1):
        own, text = by_paragraph.get(number, []), article.text[first:last]
        begins = _outside(sentences.cuts(text), [(hit["start"] - first, hit["end"] - first) for hit in own])
        bounds = list(itertools.pairwise([*begins, len(text)]))
        texts = [text[begin:end].rstrip() for begin, end in bounds]
        spoken = speakers.of_paragraph(texts, names[-REMEMBERED:])
        names = [*names[-REMEMBERED:], *(name for name in spoken if name is not None)]
        left = iter(own)
        waiting = next(left, None)
        for (begin, end), sentence, name in zip(bounds, texts, spoken):
            inside = []
            while waiting is not None and waiting["start"] < first + end:
                inside.append(waiting)
                waiting = next(left, None)
            if inside:
                _in_sentence(inside, sentence, first + begin, name, source)
                for hit in inside:
                    hit["place"] = _place(hit, name, said)


def period(hit, source, planned):
    """Return when a figure holds, in EDTF; blank where its sentence names times and no rule says which.

    The date behind it in its part of the sentence; else the only date there; else the one that the sentence opens
    with, or that stands alone between commas behind it. Without any date some day up to publication, or after it for what is planned.
    """
    dated = [one for one in hit["beside"] if one["kind"] == "date" and not (one["says_when"] or one["dateline"])]
    if (when := _when(hit, dated)) is not None:
        return when
    dated = [one for one in dated if not (_promises(one) or (one["start"] < hit["start"] and _proposes(one)))]
    mine = [one for one in dated if one["part"] == hit["part"] and not one["base"]]
    if mine:
        return "" if _level_of_another_day(hit, mine) else _one_of(mine, hit, source)
    alone = [one for one in dated if one["part"] == hit["part"] + 1 and not _figures(one["beside"], one["part"])]
    if alone and stands_alone(alone[0]):
        return _since(alone[0], source) if len(alone) == 1 else ""
    opening = [one for one in dated if one["part"] == 0 and not _figures(hit["beside"], 0)]
    opens = (
        len(opening) == 1 and not opening[0]["base"] and _OPENS.match(opening[0]["part_before"] + opening[0]["text"])
    )
    if hit["part"] and opens:
        return _since(opening[0], source)
    if any(not one["base"] for one in dated):
        return ""
    return f"[{source['published']}..]" if planned else f"[..{source['published']}]"


def _when(hit, dated):
    """Return the year of what "when" says of the date before it: "since 2021, when 400 died"; None where it says nothing."""
    before = [one for one in dated if one["start"] < hit["start"]]
    if not before or not re.match(r"\W*when\b", hit["part_before"]) or hit["part"] - before[-1]["part"] != 1:
        return None
    if year := re.search(r"\b(?:19|20)\d\d$", before[-1]["text"]):
        return year[0]
    return "" if before[-1]["base"] else lasting(before[-1])


def _proposes(date):
    """Return whether a date is the day of an act whose figures are still to come: "proposed on 7 October to halve"."""
    return bool(re.search(r"[a-z]ed on (?:the )?$", date["before"]) and re.match(r" to [a-z]", date["after"]))


def _promises(date):
    """Return whether a date is the day of a promise or a decision: "a rise of 25% promised in October"."""
    return bool(
        re.search(
            r"\b(?:promised|pledged|proposed|approved|agreed|announced|ordered|decided|adopted|signed|recommended|suggested|urged|advised) (?:in|on|last|for)? ?(?:the )?$",
            date["before"],
        )
    )


def is_of_a_whole(hit):
    """Return whether a figure is what another is a part of, as in "two of its 19 wards": it was there before."""
    if re.search(r"\ball (?:of )?(?:its|their|the|his|her) (?:\w+ly )?$", hit["before"]):
        return True
    other = compared(hit)
    whose = r" of (?:an? |the |its |their |his |her |our )?(?:[\w’'-]+[’']s )?"
    return bool(other and re.fullmatch(whose, words_between(other, hit)))


def is_to_come(hit):
    """Return whether a figure is planned."""
    if is_attribute(hit) or looks_back(hit):
        return False
    headline = hit["sentence"][-1] not in '.!?”"' and re.search(r"\bto [a-z]+ (?:[a-z]+ )?$", hit["part_before"])
    return bool(headline or sentences.is_planned(hit["part_before"], hit["after"]))


def may_be_to_come(hit):
    """Return whether a sentence speaks of what is to come somewhere, so that a figure without a date of its own may too."""
    if is_attribute(hit) or looks_back(hit):
        return False
    return bool(sentences.is_planned(hit["sentence"], "") or _OF_SOME_TIME.search(hit["sentence"]))


def looks_back(hit):
    """Return whether a figure is the level that a change sets out from, the whole of a part, or "the first in ten years"."""
    other = compared(hit)
    if re.search(r"\b(?:current|currently|existing|present) $", hit["before"]):
        return True
    if is_of_a_whole(hit) or (other and re.search(r"\bfrom (?:an? )?$", words_between(other, hit))):
        return True
    sets_out = hit["text"].startswith("from ") or re.search(r"\bfrom (?:an? |about )?$", hit["before"])
    if sets_out and re.match(r"[^,;]{0,30}\bto\b", hit["after"]):
        return True  # "will be cut from seven years to six"
    return bool(hit["kind"] == "duration" and re.search(r"\bfirst\b.*\bin $", hit["part_before"]))


def is_attribute(hit):
    """Return whether a figure says of which kind or size a thing is, whenever: "a 45-bed ward", "a two-year plan"."""
    length = hit["kind"] == "duration" and "-" in hit["text"]
    return bool(length or re.match(r"-[a-z]", hit["after"]) or _HAS_SO_MANY.search(hit["before"]))


def words_between(other, hit):
    """Return what stands between two figures of a sentence."""
    return hit["before"][other["end"] - hit["offset"] :]


def _level_of_another_day(hit, dates):
    """Return whether a figure is one end of a change, and the dates beside it are not, or not surely, its own.

    In "to 6% from 7% in May" both are in doubt, in "from 12 to 15 in May" and "to 35% from 25% starting in May" the
    level before, in "to 9 from 8 a year earlier" the one after.
    """
    figures = _figures(hit["beside"], hit["part"])
    for first, second in itertools.pairwise(figures):
        if hit["start"] not in (first["start"], second["start"]):
            continue
        if any(first["end"] <= one["start"] < second["start"] for one in dates):
            continue  # each has its own
        between = hit["sentence"][first["end"] - hit["offset"] : second["start"] - hit["offset"]]
        is_first = hit["start"] == first["start"]
        if re.fullmatch(r"(?: [^\W\d]+){0,3},? (?:(?:up |down )?from|compared (?:with|to)|against) (?:an? )?", between):
            of_first = all(one["start"] < first["start"] or _BEGINS.search(one["before"]) for one in dates)
            of_second = all(_EARLIER.match(one["text"]) for one in dates)
            return not of_first if is_first else not of_second
        if re.search(r"\bfrom (?:an? )?$", first["before"]) or first["text"].startswith("from "):
            return is_first and bool(re.fullmatch(r"(?: [^\W\d]+){0,3} to (?:an? )?", between))
    return False


def stands_alone(hit):
    """Return whether a date stands between commas behind a part of its sentence: "…, on 2 May"."""
    return bool(hit["part"] and _ALONE.match(hit["part_before"] + hit["text"]))


def compared(hit):
    """Return the figure that one is set beside: "from 12 to 15", "300, up from 200", "300, 20 of them"; else None."""
    before = [one for one in hit["beside"][: hit["at"]] if one["kind"] not in account.DATES]
    if not before:
        return None
    between = hit["before"][before[-1]["end"] - hit["offset"] :]
    beside = _COMPARED.search(between) or OF_THEM.match(hit["after"])
    if not beside or hit["part"] - before[-1]["part"] > 1:
        return None
    while len(before) > 1 and words_between(before[-2], before[-1]) == ", or ":
        before.pop()  # "$87 million, or $2 a share, from $58 million": the same in other words
    return before[-1]


def _in_sentence(inside, sentence, offset, name, source):
    """Give the hits of one sentence what it says of all of them."""
    spans = [(hit["start"] - offset, hit["end"] - offset) for hit in inside]
    begins = sentences.parts(sentence, spans)
    stops = [*begins[1:], len(sentence)]
    asserter = f"{name}, via {source['producer']}" if name else ""
    part = 0
    for at, (hit, (start, end)) in enumerate(zip(inside, spans)):
        while stops[part] <= start:
            part += 1
        near = begins[part], max(stops[part], end)
        hit |= {
            "sentence": sentence,
            "offset": offset,
            "before": sentence[:start],
            "after": sentence[end:],
            "part": part,
            "part_before": sentence[near[0] : start],
            "part_after": sentence[end : near[1]],
            "since": sentence[spans[at - 1][1] if at else 0 : start],
            "speaker": name,
            "asserter": "" if name and _is_anothers(sentence, start, near[0], name) else asserter,
            "says_when": sentences.says_when(sentence[:start], hit["text"]),
            "base": (sentences.is_base(sentence[:start], hit["text"]) and not _from_then_on(hit, source["published"]))
            or _names_a_thing(hit["text"], sentence, start, end),
            "dateline": bool(_DATELINE.fullmatch(sentence[:start]) and _AFTER_DATELINE.match(sentence[end:])),
            "beside": inside,
            "at": at,
        }


def _is_anothers(sentence, start, part, name):
    """Return whether a figure stands in a clause that whoever speaks need not say.

    So it is in "Although …, X said", "…, as Y accused", "“…”, said X, who has 300", "X, who has 300, said", "X said …,
    but Y says 300".
    """
    named = sentence.find(name)
    concedes = _CONCEDES.match(sentence) and named > start
    if concedes or re.match(r"\W*as (?:an?|the|one|some|several|other)\b", sentence[part:start]):
        return True
    since = sentence[named + len(name) : start] if 0 <= named < start else ""
    if not since or re.search(r"[“\"]", since):
        return False
    said_before = re.search(rf"[,”\"] (?:{speakers.SPEAKS}) (?:[\w’'-]+ ){{0,3}}$", sentence[:named])
    own_clause = re.match(r"[^,]{0,60}, (?:who|which|whose|where|an?|the|with)\b", since)
    if own_clause and (said_before or not re.search(rf"\b(?:{speakers.SPEAKS})\b", since)):
        return True
    another = re.search(
        rf"[,;] (?:but|while|whereas|and) ((?:[A-Z]|the |its |an? )[^,;]*?) (?:{speakers.SPEAKS})\b", since
    )
    return bool(another and another[1] not in ("it", "he", "she", "they"))


def _names_a_thing(text, sentence, start, end):
    """Return whether a year belongs to the noun behind it: "a 1996 base", "the 2007 elections"."""
    bare = re.fullmatch(r"(?:19|20)\d\d(?:[-–](?:19|20)\d\d)?", text) and re.search(
        r"\b(?:an?|the|its|their) $", sentence[:start], re.I
    )
    return bool(bare and re.match(r" [A-Za-z]{3,}", sentence[end:]))


def _place(hit, name, said):
    """Return where a figure holds: the only place that what follows it names, else its part, else its sentence."""
    figures = [one["start"] - hit["offset"] for one in hit["beside"] if one["kind"] not in account.DATES]
    start, end = hit["start"] - hit["offset"], hit["end"] - hit["offset"]
    stop = min((one for one in figures if one > start), default=len(hit["sentence"]))
    # "In 103 countries, including one", and no more than that of the one.
    chunk = re.split(
        r"\b(?:including|such as|among them|and (?:in|to|from|of|for))\b", hit["part_after"][: max(stop - end, 0)]
    )[0]
    part = _without(hit["part_before"] + hit["text"] + hit["part_after"], name)
    if elsewhere.country(part, said):
        return ""  # it may be of that country
    behind = sentences.named_in(_without(chunk, name), said)
    if len(behind) == 1:
        return behind.pop()
    sentence = _without(hit["sentence"], name)
    return sentences.place(part, "" if elsewhere.place(sentence, said) else sentence, said)


def _one_of(dates, hit, source):
    """Return the date of a figure among those of its part; blank if no rule tells them apart."""
    figures = [one["start"] for one in _figures(hit["beside"], hit["part"]) if not is_of_a_whole(one)]
    behind = [one for one in dates if one["start"] > hit["start"] and not _of_another_noun(hit, one)]
    if (
        behind
        and "from-to" in behind[0]["edtf_rule"]
        and re.search(r"\b(?:by|from) [^,;]* to (?:\w+ )?$", hit["before"])
    ):
        return ""  # "rose by a third to 612 between 2022 and 2024": the level at the end
    if behind and not any(hit["start"] < start < behind[0]["start"] for start in figures):
        both = [one["edtf"] for one in behind[:2]]
        joined = len(both) == 2 and re.fullmatch(r" and (?:in )?", hit["sentence"][behind[0]["end"] - hit["offset"] : behind[1]["start"] - hit["offset"]])  # fmt: skip
        if joined and all(re.fullmatch(r"\d{4}-\d\d", one) for one in both):
            return "/".join(both)  # "in October and November"
        return _since(behind[0], source)
    to_the_date = hit["sentence"][hit["end"] - hit["offset"] : behind[0]["start"] - hit["offset"]] if behind else ""
    if re.search(r"\b(?:compared (?:with|to)|against) [^a-z]", to_the_date):
        return ""  # "1.84 and 142, compared with 1.83 and 141 on Wednesday"
    if re.search(r"\b(?:now|today|currently|at present)\b", to_the_date):
        return f"[..{source['published']}]"  # "80% now and 6% two decades ago"
    joined = re.match(r"(?: [^\W\d][\w-]*){0,5} (?:and|from) ", hit["after"])
    own_clause = joined and re.search(r" and [^,;]*\d\S* [^,;]*\b(?:was|were|is|are|had|have|has)\b", to_the_date)
    if (
        behind
        and joined
        and not own_clause
        and len({one["edtf"] for one in behind}) == 1
        and not re.match(r"\s+of\b", hit["after"])
    ):
        return _since(behind[0], source)  # "300 men and 200 women in May"
    ahead = [one for one in dates if one["start"] < hit["start"]]
    # A date that stands behind another figure is of that one.
    if ahead and not any(
        start < hit["start"] for start in figures if start != hit["start"] and start < ahead[-1]["start"]
    ):
        return _since(ahead[-1], source)
    return ""


def _of_another_noun(hit, date):
    """Return whether a date stands in what is said of another noun: "2,000 people met the men who rose in 1958"."""
    between = hit["sentence"][hit["end"] - hit["offset"] : date["start"] - hit["offset"]]
    relative = re.search(r"\b(?:who|which|whose|that)\b", between)
    return bool(relative and len(between[: relative.start()].split()) > 3)


def _since(date, source):
    """Return a date, or the span up to publication of "since it began on 7 April"."""
    plain = re.fullmatch(r"[\d-]+", date["edtf"])
    if plain and _from_then_on(date, source["published"]):
        return f"{date['edtf']}/.."
    begins = re.search(r"\bsince\b", date["since"]) and not re.match("since", date["text"], re.IGNORECASE)
    return f"{date['edtf']}/{source['published']}" if plain and begins else lasting(date)


def _from_then_on(date, published):
    """Return whether a date is the beginning of what is to come: "from 2027", in a text of 2025."""
    return date["text"].startswith("from ") and bool(re.fullmatch(r"[\d-]+", date["edtf"])) and date["edtf"] > published


def lasting(date):
    """Return a date as the time over which a figure holds: a quarter is not some day of it but all of its months."""
    found = re.fullmatch(r"\[(\d{4}-\d\d)-01\.\.(\d{4}-\d\d)-\d\d\]", date["edtf"] or "")
    whole = found and re.search("quarter|half|first-units|as-written|context-dated", date["edtf_rule"])
    whole = whole and (dates.bounds(date["edtf"])[1] + timedelta(days=1)).day == 1
    part = re.search("^(?:early-|mid-|late-|end-|beginning-|latest-quarter|fiscal)", date["edtf_rule"] or "")
    return f"{found[1]}/{found[2]}" if whole and not part else date["edtf"]


def _figures(hits, part):
    return [one for one in hits if one["kind"] not in account.DATES and one["part"] == part]


def _outside(begins, spans):
    """Return the beginnings of sentences that lie in no figure or date."""
    kept, at = [], 0
    for begin in begins:
        while at < len(spans) and spans[at][1] <= begin:
            at += 1
        if at == len(spans) or not spans[at][0] < begin:
            kept.append(begin)
    return kept


def _without(text, name):
    return text.replace(name, "") if name else text
