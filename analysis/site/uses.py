"""What uses a claim: every sentence, table and chart of the executed notebooks that names it."""

import html
import re
from dataclasses import dataclass

from analysis.site.addresses import ID

SENTENCE = re.compile(r"<p>((?:(?!</p>).)*data-claim=(?:(?!</p>).)*)</p>", re.S)
TABLE = re.compile(r"<table.*?</table>", re.S)
MARK = re.compile(r'data-claim="([^"]*)"')
NAMED = re.compile(rf"(?<![\w/-]){ID}(?![\w/-])")


@dataclass(frozen=True)
class Use:
    """A sentence, table or chart that names a claim.

    Attributes
    ----------
    kind : {"sentence", "table", "chart"}
    words : str
        The sentence, or the heading of table or chart.
    page, anchor : str
        Where it stands: the name of the notebook, and of the output in it.
    ids : tuple of str
        Whatever it names of the ledger.
    """

    kind: str
    words: str
    page: str
    anchor: str
    ids: tuple
    marked: str = ""


def of_notebook(name, notebook, known):
    """Return the uses in one executed notebook, and give each output that has some the name of its anchor.

    Parameters
    ----------
    name : str
    notebook : nbformat.NotebookNode
        ``metadata.anchor`` of its outputs is set.
    known : collection of str
        The ids that count.

    Returns
    -------
    list of Use
    """
    found, number = [], 0
    titles = {
        output.metadata["figure"]: output.metadata["image/png"]["alt"].split(". ")[0].rstrip(".")
        for cell in notebook.cells
        for output in cell.get("outputs", [])
        if "image/png" in output.get("data", {}) and "figure" in output.metadata
    }
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if output.output_type != "display_data":
                continue
            data, about = output.data, output.metadata
            if "text/html" in data:
                kind = "chart" if about.get("figure") else "table"
                anchor = f"{kind}-{about.get('figure') or about.get('table')}"
                found += _of_table(kind, data, name, anchor, known, titles)
            elif "text/markdown" in data:
                number += 1
                about["anchor"] = anchor = f"finding-{number}"
                marked = data["text/markdown"].partition("\n\n")[0].strip("*")
                ids = _known(MARK.findall(marked), known)
                found += [Use("sentence", _text(marked), name, anchor, ids, marked)] if ids else []
    return found


def by_id(uses):
    """Return the uses of each id: id → list of Use."""
    found = {}
    for use in uses:
        for one in use.ids:
            found.setdefault(one, []).append(use)
    return found


def _of_table(kind, data, page, anchor, known, titles):
    text, found = data["text/html"], []
    for sentence in SENTENCE.findall(text):
        ids = _known(MARK.findall(sentence), known)
        found += [Use("sentence", _text(sentence), page, anchor, ids, sentence)] if ids else []
    # A chart's data names its claims in the file, a table's in its cells too.
    named = [*MARK.findall(" ".join(TABLE.findall(text))), *NAMED.findall(data.get("text/csv", ""))]
    ids = _known(named, known)
    name = anchor.partition("-")[2]
    heading = data["text/plain"].partition(":")[0] if kind == "table" else titles.get(name, name)
    return found + ([Use(kind, heading, page, anchor, ids)] if ids else [])


def _known(texts, known):
    ids = [one for text in texts for one in html.unescape(text).split()]
    return tuple(one for one in dict.fromkeys(ids) if one in known)


def _text(piece):
    return html.unescape(re.sub("<[^>]*>", "", piece))
