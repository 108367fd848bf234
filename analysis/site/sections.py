"""Sections of a page that answer to a reader: each a template, its script, and data that Python made."""

import ast
from pathlib import Path

from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from analysis import robustness, whatif
from analysis.site import fill

SCRIPTS = Path(__file__).resolve().parent / "scripts"
MOST = 2**16  # draws: the page answers in the time of a blink
PARAMETERS = ("parameters", "injected-parameters")  # tags of cells


def section(name, data):
    """Return a section as HTML, with its script and its data inside, so that the page needs no other file.

    Parameters
    ----------
    name : {"doubt", "whatif"}
    data : dict
        From ``robustness.for_page`` or ``whatif.for_page``.
    """
    # Not Jinja's own filter, which sorts: the order of inputs and choices is that of the tables.
    as_json = htmlsafe_json_dumps(data, sort_keys=False, separators=(",", ":"), ensure_ascii=False)
    script = Markup((SCRIPTS / f"{name}.js").read_text(encoding="utf-8"))
    return Markup(fill(f"{name}.html.j2", data=data, json=as_json, script=script))


def added(body, book, name, notebook):
    """Return a notebook's page with the section that belongs to it, before its second heading.

    Parameters
    ----------
    body : str
        HTML.
    book : Ledger
    name : str
        Of the notebook: the answer gets "Doubt it yourself", the what-if model its sliders.
    notebook : nbformat.NotebookNode
        Executed; its parameters are where the sliders start.
    """
    given = parameters(notebook)
    if name.endswith("_brief") and book.articles:
        made = section("doubt", robustness.for_page(robustness.Universes(book, book.articles[0])))
    elif name.endswith("_scenario") and {"sent_home", "in_russia", "draws"} <= given.keys():
        known = {*book.inputs["input"], "sent_home", "in_russia", "it_workers_too", "seed", "distribution"}
        started = {name: value for name, value in given.items() if name in known}
        made = section("whatif", whatif.for_page(book, count=min(given["draws"], MOST), **started))
    else:
        return body
    place = body.find("<h2", body.find("<h2") + 1)
    return body + made if place < 0 else body[:place] + made + body[place:]


def parameters(notebook):
    """Return the parameters that a notebook ran with: name → value."""
    found = {}
    for cell in notebook.cells:
        if set(PARAMETERS) & set(cell.metadata.get("tags", [])):
            for node in ast.parse(cell.source).body:
                target = node.target if isinstance(node, ast.AnnAssign) else node.targets[0]
                found[target.id] = ast.literal_eval(node.value)
    return found
