"""What helps to find: the index that the search reads, and tables whose cells know the heading they stand under."""

import html
import json
import re

from analysis.ledger import vocabulary, words

# The first goes before the last, all else equal.
KINDS = ("Page", "Sentence", "Thesis", "Claim", "Date", "Source", "Heading")
HEADING = re.compile(r'<h([12])(?: id="[^"]*")?[^>]*>(.*?)(?:<a class="anchor-link" href="(#[^"]*)".*?)?</h\1>', re.S)
HEAD = re.compile(r"<table((?:(?!style=)[^>])*)>((?:(?!<tbody|</table).)*?<thead>.*?</thead>)", re.S)
COLUMN = re.compile(r"<th\b[^>]*>(.*?)</th>", re.S)
TAG = re.compile(r"(<[^>]*>)")
# Where no tag may stand, or a tooltip would be no help.
OPAQUE = re.compile(r"<(head|nav|script|style|svg|select|textarea|button|pre|abbr|h1)\b")
WORD = re.compile(r"[\w,.]*\w")


def of_ledger(record, known):
    """Return what the search finds of a ledger: rows of kind, label, address and further words.

    Parameters
    ----------
    record : Record
    known : dict of str to str
        The address of each id, from `addresses.of_everything`.

    Returns
    -------
    list of tuple
    """
    rows = [("Thesis", one["statement"], name, one["short"]) for name, one in record.theses.items()]
    for name, claim in record.claims.items():
        counted = " ".join(vocabulary.value(column, claim[column]) for column in ("measure", "place", "population"))
        about = f"{counted} {record.source_words(claim['source_id'])} {claim['wording']} {record.origin_words(claim)}"
        rows.append(("Claim", record.labels[name], name, about))
    for name, event in record.events.items():
        label = f"{event['asserted_by']}, {words.when(event['date'])}: {event['title']}"
        rows.append(("Date", label, name, f"{event['wording']} {record.source_words(event['source_id'])}"))
    rows += [
        ("Source", f"{record.source_words(name)}: {source['title']}", name, vocabulary.value("kind", source["kind"]))
        for name, source in record.sources.items()
    ]
    return [(kind, label, known[name], more) for kind, label, name, more in rows]


def headings(page, address, name=""):
    """Return what the search finds of a page: its title, and each heading that has an address.

    Parameters
    ----------
    page : str
        HTML.
    address : str
    name : str
        What the navigation calls it.

    Returns
    -------
    list of tuple
        As from `of_ledger`.
    """
    found, title = [], ""
    for level, text, anchor in HEADING.findall(page):
        label = " ".join(html.unescape(re.sub("<[^>]*>", "", text)).split())
        if level == "1":
            title = title or label
            found.append(("Page", label, address, name))
        elif anchor:
            found.append(("Heading", label, address + html.unescape(anchor), title))
    return found


def with_contents(page):
    """Return a page with a folded list of its sections before the first one, if it has three or more."""
    found = [
        (re.sub("<[^>]*>", "", text), anchor)
        for level, text, anchor in HEADING.findall(page)
        if level == "2" and anchor
    ]
    if len(found) < 3:
        return page
    rows = "".join(f'<li><a href="{anchor}">{text}</a></li>' for text, anchor in found)
    at = page.find("<h2")
    return f'{page[:at]}<details class="contents"><summary>On this page</summary><ul>{rows}</ul></details>\n{page[at:]}'


def script(rows):
    """Return the index as a script: a page opened from the disk may load that, and no other file.

    A row is the place of its kind, label, address, and those further words that label and address do not hold.
    """
    made = []
    for kind, label, address, more in rows:
        held = set(WORD.findall(f"{label} {address.replace('-', ' ')}".casefold()))
        new = dict.fromkeys(word for word in WORD.findall(more.casefold()) if word not in held)
        made.append([KINDS.index(kind), label, address, " ".join(new)])
    made.sort(key=lambda row: row[0])
    return f"searchIndex({json.dumps([KINDS, made], ensure_ascii=False, separators=(',', ':'))});\n"


def labelled(page):
    """Return HTML whose tables carry their headings as style, which a narrow screen shows before each cell."""
    return HEAD.sub(_with_labels, page)


def explained(page):
    """Return HTML in which each short name is explained where the text first has it, as a tooltip."""
    pieces, closed, left = TAG.split(page), "", dict(vocabulary.short_names())

    def first(found):
        said = left.pop(found[0], "")
        return f'<abbr title="{html.escape(said)}">{found[0]}</abbr>' if said else found[0]

    names = re.compile(rf"\b(?:{'|'.join(left)})\b")
    for at, piece in enumerate(pieces):
        if at % 2:  # a tag
            inside = OPAQUE.match(piece)
            closed = "" if piece == closed else closed or (f"</{inside[1]}>" if inside else "")
        elif not closed:
            pieces[at] = names.sub(first, piece)
    return "".join(pieces)


def _with_labels(found):
    names = [html.unescape(re.sub("<[^>]*>", "", text)).strip() for text in COLUMN.findall(found[2])]
    labels = ";".join(f"--c{number}:'{_in_css(name)}'" for number, name in enumerate(names, 1) if name)
    return f'<table{found[1]} style="{labels}">{found[2]}' if labels else found[0]


def _in_css(text):
    """Return a text for a CSS string in an attribute: all but letters, digits and blanks by its number."""
    return "".join(one if one.isalnum() or one == " " else f"\\{ord(one):x} " for one in text)
