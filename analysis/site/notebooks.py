"""An executed notebook as the body of a page, by nbconvert with the template ``report``."""

import functools
import html
import re

from analysis.site import TEMPLATES

PLACE = re.compile(r'<svg data-drawing="([^"]*)"></svg>')  # of a drawing, in the template
# What JupyterLab needs in each cell of a table, the pages' style sheet says once.
CELLS = {' style="text-align: left; vertical-align: top"': "", ' style="text-align: right; vertical-align: top"': ' class="number"'}  # fmt: skip


def body(notebook, name, drawings=None):
    """Return the HTML of an executed notebook's cells.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
    name : str
        Of the notebook; its figures and tables are files of this name.
    drawings : dict of str to str, optional
        Name of a chart → its SVG, which stands in the page; the others are shown as PNG.
    """
    drawings = drawings or {}
    made = exporter().from_notebook_node(notebook, {"page_name": name, "drawings": drawings})[0]
    for style, mark in CELLS.items():
        made = made.replace(style, mark)
    # Set in last: nbconvert parses all that it is given as HTML, and writes SVG with names in small letters.
    return PLACE.sub(lambda found: _inline(drawings.get(html.unescape(found[1]), "")), made)


def _inline(svg):
    """Return an SVG without what only a file that travels alone needs: its name spaces and its credits."""
    return re.sub(r'<metadata>.*?</metadata>\n?| xmlns(?::xlink)?="[^"]*"', "", svg, flags=re.S)


@functools.cache
def exporter():
    """Return nbconvert's exporter with the pages' template, compiled."""
    import nbformat
    from nbconvert import HTMLExporter

    made = HTMLExporter(template_name="report", extra_template_basedirs=[str(TEMPLATES)])
    cells = [nbformat.v4.new_markdown_cell("# Title"), nbformat.v4.new_code_cell("1 + 1", execution_count=1)]
    made.from_notebook_node(nbformat.v4.new_notebook(cells=cells), {"page_name": "", "drawings": {}})
    return made
