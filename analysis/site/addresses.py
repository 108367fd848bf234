"""Where the site shows what a ledger holds: a stable address for each claim, event, source, origin and thesis."""

import html
import re

ID = "[a-z0-9-]+(?:/[a-z0-9-]+)?"
# Links that notebooks make: marked with ids, or with an id as their title, as Markdown writes them.
MARKED = re.compile(r'<a (?=[^>]*\bdata-claim="([^"]*)")[^>]*>|<a (?=[^>]*\btitle="(' + ID + r')")[^>]*>')


def of_claim(claim_id):
    """Return the address of a claim's page, from the site's root; it is a file name on every system."""
    return f"claims/{claim_id.replace('/', '--')}.html"


def of_source(source_id):
    """Return the address of a source's page; the ending keeps names such as ``con`` from being devices."""
    return f"sources/source--{source_id}.html"


def of_article(source_id):
    """Return the address of the page of an article under test."""
    return f"articles/article--{source_id}.html"


def of_everything(book):
    """Return the address of each claim, event, source and thesis of a ledger, those withdrawn among them.

    Parameters
    ----------
    book : Ledger

    Returns
    -------
    dict of str to str
    """
    found = {name: of_source(name) for name in book.sources["source_id"]}
    for table in (book.events, book.withdrawn_events):
        found |= {
            name: f"{of_source(source)}#{name.partition('/')[2]}"
            for name, source in zip(table["event_id"], table["source_id"])
        }
    for table in (book.claims, book.withdrawn):
        found |= {name: of_claim(name) for name in table["claim_id"]}
    theses = zip(book.theses["thesis_id"], book.theses["source_id"])
    return found | {name: f"{of_article(source)}#{name.partition('/')[2]}" for name, source in theses}


def with_links(body, known, root=""):
    """Return HTML whose marked links lead to the site's own pages, and the ids they name.

    Parameters
    ----------
    body : str
    known : dict of str to str
        From `of_everything`.
    root : str
        The way from the page to the site's root, such as ``../``.

    Returns
    -------
    (str, list of str)
    """
    seen = {}

    def own(found):
        ids = [one for one in html.unescape(found[1] or found[2]).split() if one in known]
        seen.update(dict.fromkeys(ids))
        if not ids:
            return "<a>" if found[1] is not None else found[0]
        return f'<a class="claim" href="{root}{known[ids[0]]}" data-claim="{" ".join(ids)}">'

    return MARKED.sub(own, body), list(seen)
