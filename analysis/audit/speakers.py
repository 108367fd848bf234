"""Who speaks in each sentence of a paragraph: by "X said", "according to X", or whoever spoke before."""

import re

from analysis.ledger.readings import SPELLED

MOST = 8  # words of a name
SAME = "the same"  # whoever spoke before
_VERB = (
    r"(?:said|says?|told|adds|added(?! (?:just |only |another |about )?\$?(?:\d|an?\b|one|two|three|four|five|six|seven|eight|nine|ten))|announce[sd]|estimate[sd](?! of)|(?<=s )estimate(?! of)|warn(?:s|ed)|confirm(?:s|ed)|report(?:s|ed)|expects?"
    r"|(?:noted|claim(?:s|ed)|admitted|explained|insist(?:s|ed)|stressed|declared|stated)(?= (?:that|he|she|it|they|there|to)\b)"
    r"|predict(?:s|ed)|argue[sd]|believes?|acknowledged|advise[sd]|puts? (?:the (?:number|figure|total|cost|toll)|it|them|(?:[\w’'-]+ ){1,4}at)\b|(?<!is )(?<!are )(?<!was )(?<!were )(?<!been )expected(?= (?:that|it|the|an?|its|their|his|her)\b))"
)
SPEAKS = rf"{_VERB}|wrote|admitted|claimed|noted"  # also read where a clause is another's
_SHOWS = r"(?:shows?|showed|found|finds|suggests?|suggested|indicates?|indicated)"
_DOCUMENT = r"(?:statement|survey|poll|census|study|report|statistics|figures|data|count|review|analysis|estimates?|assessment|bulletin|accounts|filings?|records)"
# Behind what is said, at the end of the sentence: "…, the ministry said on Tuesday".
_LAST = (
    r",? (?:said|says|told(?: [\w’'-]+){1,3}|added|reported|announced|estimated|warned|showed|shows?)"
    r"(?: (?:on|in|at|last|late|early|this|yesterday|earlier)(?: [\w’'-]+){0,5})?[.”\"]*$"
)
_AT_END = re.compile(rf"[,”\"] ([^,;:“”\"()—]+?){_LAST}")
_NAMED_AT_END = re.compile(rf"[,”\"] ([A-Z][^,;:“”\"()—]+?){_LAST}")
_ACCORDING = re.compile(r"\baccording to ((?:[^,.;:()“”\"—]|(?<=\b[A-Z])\.)+)", re.IGNORECASE)
_BESIDE = re.compile(
    rf"(?:^|[,;:”\"—] )([^,;:“”\"()—]*), (?:aged|who|which|whose|an?|the|its|his|her|one|head|\d+|[a-z]+ (?:at|of|for|with))\b[^,]*(?:, [^,]*){{0,2}}, {_VERB}\b"
)
# Behind a quotation these say that somebody speaks; before one, "claimed" and "declared" may say something else.
_SPOKE = r"(?:admitted|noted|explained|insisted|stressed|claimed|declared|stated|wrote|conceded|commented|recalled|replied|complained)"
_AFTER_VERB = re.compile(
    rf"[,”\"] (?:{_VERB}|{_SPOKE}) (?!that\b|it\b|there\b)((?:the |an? |its |his |her )?[^,.;:()“”\"]+)"
    r"(?:, ((?:[A-Z][\w’'-]+ ?){2,4})(?=[,.;]|$))?"
)
_BEFORE_VERB = re.compile(
    rf"(?:^|[,;:”\"(–—-] |\b(?:and|but|that|as|while) )([^,;:“”\"()–—]*?),? (?:(?:has|have|had|also|now|still|later|then|further|already|again|previously|recently|currently|(?:earlier|late|last|this) (?:this |last )?(?:day|week|month|year)) )*{_VERB}\b"
)
_DOCUMENT_SHOWS = re.compile(
    rf"\b{_DOCUMENT}\b[^.;“”\"]*? (?:by|from) ((?:the )?[^,.;]+?),? (?:(?:on|in|at|last|this) [\w ]+?)?{_SHOWS}\b"
)
_WHOSE_DOCUMENT = re.compile(
    rf"(?:^|[,;] )((?:[Tt]he )?[A-Z][\w’'-]*?(?: (?:of|for|and|the|[A-Z][\w’'-]*?))*?)(?:[’']s)? (?:[a-z]+ )?{_DOCUMENT} {_SHOWS}\b"
)
_OF_DOCUMENT = re.compile(rf"^(?:[\w’'-]+ ){{0,3}}{_DOCUMENT}\b.*?\b(?:by|from) ", re.IGNORECASE)
_JOINS = re.compile(
    r"^(?:and|but|that|as|while|where|so|yet|because|although|though|meanwhile|however|in a statement)\b,? *",
    re.IGNORECASE,
)
_ADVERBIAL = re.compile(
    r"^(?:before|after|in|under|at|on|by|during|since|for|with|from|of|until|among|without|despite) "
    r"(?:(?:the|an?|its|their|this|last) )?[\w’'-]+(?P<rest> (?:the |an? |[A-Z]).*)?$",
    re.IGNORECASE,
)
_NAME_ENDS = re.compile(
    r" (?:on|in|at|to|that|this|last|yesterday|who|which|late|early|there|interviewed|published|quoted|speaking) .*"
)
_SAID_WHEN = re.compile(
    rf"(?<!been )(?<!were )(?<!was )(?<!be )(?<!being )\b(?:told (?:[\w’'-]+ ){{0,5}}|{_VERB} (?:(?:(?:in|to|at|by|after|during) (?:an?|the|its|his|her|their)|(?!that\b|an?\b|the\b|its\b|his\b|her\b|their\b)[\w’'-]+) ){{0,4}}|published (?:[\w’'-]+ ){{0,6}})$|\baccording to [^,.;:]*$",
    re.IGNORECASE,
)
_STATES = re.compile(
    r"(?:(?!who\b|which\b|that\b)\S+ ){1,6}(?:was|were|is|are|has|have|had|will|would|could|should|can|may|might|must)\b"
)
_TITLE = re.compile(r"\b(?:Dr|Mr|Mrs|Ms|Prof|Gen|Sen|Rep|Gov|Col|Lt|Capt)\. (?=[A-Z])")  # their stop ends no name
_NUMBER = re.compile(rf"(?i:\d[\d,]*|{'|'.join(SPELLED)}|several|some)")
_NO_ONE = re.compile(
    r"(?:later|earlier|recently|yesterday|today|meanwhile|still|now|then|also|separately|additionally|again)\b.*",
    re.IGNORECASE,
)
_TELLS = re.compile(r"\b(?:said|says|told|estimates|expects|expected|believes|puts? .*)$")
_SUBORDINATE = re.compile(r"\b(?:after|before|when|once|because|if|although|though|since)\b(?: [\w’'-]+){1,3}$")
_PRONOUN = re.compile(r"(?:he|she|it|they|we|i)", re.IGNORECASE)
_NO_NAME = re.compile(
    r"\b(?:was|were|is|are|be|been|being|has|have|had|not|to|who|which|it|they|will|would)$|[%$€£]|percent"
    r"|\b(?:could|would|should|may|might|must|can)\b"
)
_BODY = (
    r"\w*government|\w*ministry|authorit(?:y|ies)|agency|agencies|police|union|company|companies|management|office|bureau"
    r"|institute|council|court|committee|commission|group|bank|service|federation|association|party|army|embassy|consulate"
    r"|parliament|firm|paper|department|television|radio|broadcaster|newspaper|daily|magazine"
)
_ROLE = re.compile(
    r"\b(?!(?:number|order|quarter|winter|summer|other|another|water|paper|after|former|member)s?\b)(?:\w+(?:er|or|ist|ian|ee"
    r"|man|men|woman|women)s?|officials?|experts?|heads?|chiefs?|residents?|sources?|guards?|agents?|analysts?|presidents?|scholars?"
    rf"|{_BODY}|secretary|captain|nurse|governor|diplomats?|pilots?|farmers?|economists?|they)\b",
    re.IGNORECASE,
)
_OF_A_THING = re.compile(rf"\b(?:[Ii]t|[Tt]hey) (?:also )?{_VERB}")
_OF_A_BODY = re.compile(rf"\b(?:{_BODY}|maker|corp|inc|co|ltd|plc|{_DOCUMENT})\b\.?$", re.IGNORECASE)
_NAMED = re.compile(r"[a-z] [A-Z][a-z]+ [A-Z][a-z]+\b")
_OF_A_PERSON = re.compile(rf"\b[Ss]?[Hh]e (?:also )?{_VERB}")
# Bodies and ministers say what they count and promise, without a verb of speech: "The council recorded 47".
_COUNTS = re.compile(
    rf"^((?:The|An?) (?:[\w’'-]+ ){{0,3}}?(?:{_BODY})|(?:[A-Z][\w’'-]+ ){{0,3}}Minister (?:[A-Z][\w’'-]+ ){{0,2}}[A-Z][\w’'-]+)"
    r" (?:(?:has|have|had) )?(?:recorded|counted|registered|logged|promised|pledged|vowed|plans|hopes|aims|wants|intends)\b"
)
_SOME_DOCUMENT = re.compile(rf"\b{_DOCUMENT} (?:\S+ ){{0,12}}?{_SHOWS}\b|\baccording to\b", re.IGNORECASE)


def of_paragraph(sentences, earlier=()):
    """Return who speaks in each sentence of a paragraph.

    Parameters
    ----------
    sentences : sequence of str
        All of the paragraph, in order.
    earlier : sequence of str
        Who spoke before it, the last one last.

    Returns
    -------
    list of str or None
        A name, as in full as it stood before; "" where somebody speaks and no rule says who; None for nobody.
    """
    found = [speaker(sentence) for sentence in sentences]
    he = [bool(_OF_A_PERSON.search(sentence)) for sentence in sentences]
    for first, last in _quotations(sentences):
        name = next((name for name in found[first : last + 1] if name and name != SAME), SAME)
        found[first : last + 1] = [name] * (last + 1 - first)
        he[first : last + 1] = [any(he[first : last + 1])] * (last + 1 - first)
    known = list(earlier)
    for at, name in enumerate(found):
        if name == SAME:
            # "he said" is no company's, nor his who spoke before somebody else was named in this paragraph.
            other = (
                he[at]
                and known
                and (
                    not _is_person(known[-1])
                    or (
                        known[-1] in earlier
                        and any(_NAMED.search(one.replace(known[-1], "")) for one in sentences[:at])
                    )
                )
            )
            # "It said", behind a sentence that nobody is said to speak in, may be said by whom that one is about.
            it = at and found[at - 1] is None and _OF_A_THING.search(sentences[at])
            found[at] = known[-1] if known and not other and not it else ""
        elif name is not None:  # blank too: "it said" behind is then said by nobody knows whom
            found[at] = _in_full(name, known)
            known.append(found[at])
    return found


def speaker(sentence):
    """Return who a sentence says is speaking.

    Returns
    -------
    str or None
        A name; `SAME` for a word such as "he", or a quotation that begins the sentence; "" for a quotation that
        somebody else is speaking in; None for nobody.
    """
    plain = re.sub(r"(?<=\d),(?=\d)", "", sentence).replace("--", "—")
    plain = _TITLE.sub("", plain)
    somebody = False
    for pattern in (
        _ACCORDING,
        _NAMED_AT_END,
        _BESIDE,
        _AT_END,
        _AFTER_VERB,
        _BEFORE_VERB,
        _DOCUMENT_SHOWS,
        _WHOSE_DOCUMENT,
    ):
        for found in _from_the_last(pattern, plain) if pattern is _BESIDE else pattern.finditer(plain):
            if pattern is _AFTER_VERB and _STATES.match(found[1]):
                continue  # "X, said sales were weak"
            if pattern is _AFTER_VERB and found[2]:
                return found[2].strip()
            if _SUBORDINATE.search(found[1]):
                continue  # "It fell after the maker confirmed that"
            name = _name(found[1])
            if name and _PRONOUN.fullmatch(name):
                return SAME
            if name:
                return name
            somebody |= pattern is _BEFORE_VERB and bool(_TELLS.search(found[0]))
    if sentence[0] in '“"':
        # Somebody is named behind the quotation, with a verb that is not listed.
        return "" if re.search(r"[,?!][”\"] [a-z]+ (?:(?:the|an?|his|her|its) |[A-Z])", sentence) else SAME
    if counts := _COUNTS.match(plain):
        return counts[1]
    somebody |= bool(_SOME_DOCUMENT.search(plain))
    return "" if somebody or re.search(r"[“\"](?:\S+ ){2,}\S+[”\"]", sentence) else None


def _from_the_last(pattern, text):
    """Return the matches of a pattern that begin at each place of a text, the last first."""
    begins = [mark.start() for mark in re.finditer(r"^|[,;:”\"—] ", text)]
    return filter(None, (pattern.match(text, at) for at in reversed(begins)))


def says_when(before):
    """Return whether what stands before a date makes it the day of a statement: "said on"."""
    return bool(_SAID_WHEN.search(before))


def _name(words):
    """Return the name that some words before or behind a verb of speech end in; "" if they are no name."""
    name = _JOINS.sub("", " ".join(words.split()))
    if re.search(r" (?:was|were|is|are|be|been|being|not|to)$", name):
        return ""  # "those who came were warned that"
    name = re.sub(r"^.* [-–—] ", "", name)  # a dateline
    name = _OF_DOCUMENT.sub("", name)
    adverbial = _ADVERBIAL.match(name)
    if adverbial:
        name = (adverbial["rest"] or "").strip()
    name = re.sub(r" (?:close|familiar|briefed)$", "", _NAME_ENDS.sub("", f"{name} ").strip())  # "a source close to it"
    name = re.sub(r"^(\S+ \S+.*?) (?:[a-z]+ed|cut|put|set|has|had|is|was) .*", r"\1", name)
    name = re.sub(r"^((?:[Tt]he )?(?:[A-Z][\w.’'-]+ ?)+)[a-z].* (?:but|and)$", r"\1", name).strip()  # "X fell but"
    if _PRONOUN.fullmatch(name):
        return name
    if (
        not name
        or _NO_ONE.fullmatch(name)
        or not name[0].isalnum()
        or re.match(r"(?:which|who|whose|that)\b", name)
        or _NUMBER.fullmatch(name)
        or (re.match(rf"{_NUMBER.pattern} of\b", name) and not _ROLE.search(name))
        or _NO_NAME.search(name)
        or len(name.split()) > MOST
    ):
        return ""
    rest = re.sub(r"^(?:The|An?|One|Some) ", "", name)
    return name if _ROLE.search(name) or re.search(r"\b[A-Z]", rest) else ""


def _is_person(name):
    """Return whether a name may be a person's: no body, "the" with a name behind it, nor letters that stand for one."""
    head = name.partition(" of ")[0]
    if len(re.findall(r"\b[A-Z][a-z]", name)) < 2 and not _ROLE.search(name):
        return False  # one word alone, such as "Europol": a surname is known in full
    body = _OF_A_BODY.search(head) or re.match(r"[Tt]he (?:\S+ )*[A-Z]", head) or re.search(r"\b[A-Z]{2,}$", head)
    return not body


def _in_full(name, known):
    """Return the last of the known names that a short one stands for, such as "the ministry" or a surname; else itself."""
    noun = re.fullmatch(r"(?:[Tt]he )?([\w’'-]+)", name)
    if not noun:
        return name
    word = noun[1] if noun[1][0].isupper() and noun[0] == noun[1] else noun[1].lower()
    for one in reversed(known):
        words = one.split()
        head = one.lower().partition(" of ")[0].split()  # of "an official of the police" it is the official
        if len(words) > 1 and (word == words[-1] or (word.islower() and word in (head[-1], one.lower().split()[-1]))):
            return one
    return name


def _quotations(sentences):
    """Yield the first and the last sentence of each quotation that runs over several."""
    first = None
    opened = False
    for at, sentence in enumerate(sentences):
        begun = opened
        for mark in re.findall('[“”"]', sentence):
            opened = mark == "“" if mark != '"' else not opened
        if opened and not begun:
            first = at
        if begun and first is not None and not opened:
            yield first, at
            first = None
