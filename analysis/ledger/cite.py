"""A sentence and what it rests on: a number that claims stand behind is written as ``[15,000](claim:id+id)``."""

import html
import re

from analysis.ledger import words

# A host by its name (no user's name, no look-alike letters, no bare number), then what an address may hold: nothing unseen.
_LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
ADDRESS = re.compile(
    rf"https?://({_LABEL}\.)+[A-Za-z](?:[A-Za-z0-9-]{{0,61}}[A-Za-z0-9])"
    r"(:[1-9]\d{0,3}|:[1-5]\d{4}|:6[0-4]\d{3})?([/?#][^\s\"'<>\\^`{|}\x00-\x20\x7f-\xa0\xad\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff]*)?"
)
ONE = "[a-z0-9-]+(?:/[a-z0-9-]+)?"
MARK = re.compile(rf"\[([^\[\]]+)\]\(claim:({ONE}(?:\+{ONE})*)\)")


def cited(text, *ids):
    """Return a text marked with the ids of the claims, events or sources that it rests on; as it is without any.

    Parameters
    ----------
    text : str
        Such as a number in words. A text with square brackets stays unmarked.
    *ids : str
        A blank one is passed over; several may stand in one, joined by " + " or a space.
    """
    found = [one for some in ids for one in re.split(r" \+ |\s+", some) if one]
    marked = f"[{text}](claim:{'+'.join(dict.fromkeys(found))})"
    return marked if MARK.fullmatch(marked) else text


def figure(value, unit):
    """Return a Range in words, marked with all that it rests on."""
    return cited(words.describe(value, unit), *value.trace)


def plain(text):
    """Return a text without its marks: what is read aloud, counted, and written into plain files."""
    return MARK.sub(r"\1", text)


def split(text):
    """Return the pieces of a text, in order: each a str and the tuple of ids it rests on, () for none."""
    pieces, done = [], 0
    for found in MARK.finditer(text):
        pieces += [(text[done : found.start()], ())] if found.start() > done else []
        pieces.append((found[1], tuple(found[2].split("+"))))
        done = found.end()
    return [*pieces, (text[done:], ())] if done < len(text) else pieces


def ids(text):
    """Return the ids that the marks of a text name, each once."""
    return list(dict.fromkeys(one for _, some in split(text) for one in some))


def as_html(text, addresses, write=html.escape):
    """Return a text as HTML whose marks are links to where the figure was seen.

    Parameters
    ----------
    text : str
    addresses : mapping of str to str
        From `addresses`; an id that is not in it stands in ``data-claim`` alone.
    write : callable
        Escapes a piece of text.
    """
    return "".join(link(write(piece), some, addresses) if some else write(piece) for piece, some in split(text))


def link(inside, ids, addresses, title=""):
    """Return HTML that leads to the page on which the first of some ids was seen.

    The ids stand in ``data-claim``, from which the report's pages make links of their own.

    Parameters
    ----------
    inside : str
        HTML.
    ids : sequence of str
    addresses : mapping of str to str
    title : str
        A tooltip.
    """
    there = next((addresses[one] for one in ids if addresses.get(one)), "")
    address = f' href="{html.escape(there)}" rel="noopener"' if there else ""
    tip = f' title="{html.escape(title)}"' if title else ""
    return f'<a data-claim="{html.escape(" ".join(ids))}"{address}{tip}>{inside}</a>'


def addresses(book):
    """Return where each source, claim and event of a ledger was seen; blank where its address is none.

    Parameters
    ----------
    book : Ledger or None
        Without one, nothing.
    """
    if book is None:
        return {}
    of_source = {
        name: url if ADDRESS.fullmatch(url) else "" for name, url in zip(book.sources["source_id"], book.sources["url"])
    }
    tables = [(book.claims, "claim_id"), (book.withdrawn, "claim_id")]
    tables += [(book.events, "event_id"), (book.withdrawn_events, "event_id")]
    rows = {name: of_source[source] for table, key in tables for name, source in zip(table[key], table["source_id"])}
    return of_source | rows
