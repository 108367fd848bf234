"""Sections of a page that answer to a reader: each a template, its script, and its data."""

from pathlib import Path

from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from analysis.site import fill

SCRIPTS = Path(__file__).resolve().parent / "scripts"


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
