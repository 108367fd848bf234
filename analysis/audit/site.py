"""The site of one article: its claims, its timeline, its audit and the verdicts on it, made without a kernel."""

import re

from markupsafe import Markup

from analysis import DATA, charts, claims, ledger, timeline, verdicts
from analysis.audit import account, arithmetic, page
from analysis.audit import article as articles
from analysis.charts import files as chart_files
from analysis.ledger import cite, folders, words
from analysis.notebook import tables
from analysis.site import TEMPLATES, fill, find

PAGES = {
    "index": "The article",
    "claims": "What does it claim?",
    "timeline": "When did it happen?",
    "audit": "Is every figure accounted for?",
    "verdicts": "Which of its statements hold?",
}
CLAIM = ["wording", "value", "unit", "asserted_by", "measure", "place", "period", "locator", "use", "looks", "note"]
DATE = ["wording", "rule", "edtf", "earliest", "latest", "title", "asserted_by", "locator", "use", "note"]
VERDICT = ["short", "statement", "verdict", "likelihood", "confidence"]
TEST = ["thesis_id", "evidence_id", "as_read", "side", "direct", "grade", "sentence"]


def files(name, text=None, folder=DATA):
    """Return the site of one article; no other article is read.

    Parameters
    ----------
    name : str
        The article's id.
    text : path, optional
        The reader's copy; with it the audit marks the text, without it the audit lists what stands on file.
    folder : path
        The ledger's.

    Returns
    -------
    files : dict of str to str
        Each file's name and what stands in it.
    said : list of str
        In what the copy differs, and a sentence for each page.
    wrong : list of str
        What is wrong between the article's rows and the copy, a line each.

    Raises
    ------
    LedgerError, ArticleError
        If the ledger is broken, or the copy cannot be read or is the text of another article.
    """
    book, copy = ledger.read(folder, source=name), articles.read(text) if text else None
    if copy:
        articles.require_same(copy, book.fingerprints[book.fingerprints["source_id"] == name], text)
    pages = {"claims": _claims(book, name), "timeline": _timeline(book, name), "verdicts": _verdicts(book, name)}
    pages["audit"], marked, wrong, differences = _audit(book, name, copy)
    said = {page: parts[0]["sentence"] for page, parts in pages.items()}
    pages["index"] = [_part(PAGES[page], said[page]) for page in PAGES if page != "index"]
    if name in folders.drafts(folder):
        pages["index"].insert(
            0, _part("Who has looked at it?", "Nobody yet: this is a draft, and no row of it is sealed.")
        )
    if wrong:
        count = "One place is" if len(wrong) == 1 else f"{len(wrong)} places are"
        told = f"{count} wrong between the rows and the copy; the audit lists them."
        pages["index"].insert(0, _part("What does not add up?", told))
    found = {f"{page}.html": _page(book, name, page, parts) for page, parts in pages.items()}
    found |= {"audit.html": marked} if marked else {}
    for part in pages["claims"] + pages["timeline"]:
        if "chart" in part:
            # Its credit is the record's, and a reader's own article is no part of that.
            found[part["picture"]] = re.sub("<metadata>.*?</metadata>", "", chart_files.svg(part["chart"]), flags=re.S)
    found["style.css"] = (TEMPLATES / "style.css").read_text(encoding="utf-8")
    found = {file: find.labelled(text) if file.endswith(".html") else text for file, text in found.items()}
    different = [f"another copy: {line}" for line in differences]
    return found, different + [said[page] for page in PAGES if said.get(page)], wrong


def _page(book, name, page_name, parts):
    source = book.source(name)
    heading = source["title"] if page_name == "index" else PAGES[page_name]
    day = words.when(source["published"])
    return fill(
        "one_article.html.j2",
        is_address=cite.ADDRESS.fullmatch,
        heading=heading,
        source=source,
        day=day,
        parts=parts,
        pages=list(PAGES.items()),
    )


def _part(heading, sentence="", table=None, book=None, chart=None):
    """Return one section of a page: a heading, a sentence, a table and a chart, as far as there are any."""
    part = {"heading": heading, "sentence": cite.plain(sentence), "picture": "", "table": ""}
    if chart is not None:
        part |= {"chart": chart, "picture": f"{chart.name}.svg", "alt": chart.alt}
    if table is not None and len(table):
        part["table"] = Markup(tables.as_html(table, book=book))  # escaped there
    return part


def _claims(book, name):
    figures = claims.of_source(book, name)
    parts = [_part("What figures does it print?", claims.summary(book, name), figures[CLAIM])]
    if len(claims.both_readings(book, name)):
        chart = charts.claimed_ranges(book, name)
        parts.append(_part("How much room do the words leave?", chart.sentence, chart=chart))
    vague = claims.vague_words(book, name)
    return parts + [_part("How are vague words read?", claims.what_readings_change(book, name), vague)]


def _timeline(book, name):
    day = timeline.publication_day(book, name)
    moments = timeline.own_events(book, name, day)
    parts = [_part("Which days do the words allow?", timeline.how_exact(book, name, day), moments[DATE])]
    if moments["use"].eq("chart").any():
        chart = charts.dated_events(book, name, *timeline.window(book, name, published=day), day)
        parts.append(_part("What happened when?", chart=chart))
    recorded = timeline.beside_others(book, name, day)
    return parts + [_part("Do other sources agree?", timeline.do_others_agree(book, name, day), recorded, book)]


def _audit(book, name, copy):
    """Return the parts of the audit's page; where there is a copy, the page with its text, what is wrong, what differs."""
    if copy is None:
        rows = account.on_file(book, name)
        return [_part("What stands for each figure and date?", account.on_file_in_words(rows), rows)], "", [], []
    hits = account.hits(copy, book, name)
    wrong = arithmetic.problems(copy, book, name, hits), arithmetic.differences(copy, book, name)
    marked = page.render(copy, hits, book, name, *wrong, list(PAGES.items()))
    return [_part(PAGES["audit"], account.summary(hits))], marked, *wrong


def _verdicts(book, name):
    judged = verdicts.judge(book, name)
    if judged.empty:
        near = verdicts.suggested(book, name)
        found = "No thesis of this article is on file yet, so there is no verdict."
        return [
            _part("Which of its statements hold?", found),
            _part("Which claims of the record are like its own?", "" if len(near) else "None.", near),
        ]
    tally = judged["verdict"].value_counts()
    counted = ", ".join(f"{tally[verdict]} {verdict}" for verdict in verdicts.VERDICTS if verdict in tally)
    number = f"{claims.spelled(len(judged))} {'thesis' if len(judged) == 1 else 'theses'}"
    return [
        _part("Which of its statements hold?", f"Of {number}: {counted}.", judged.reset_index()[VERDICT]),
        _part("What speaks for them, and what against?", "", verdicts.tests(book, name)[TEST], book),
    ]
