"""An executed notebook as the body of a page, by nbconvert with the template ``report``."""

import functools

from analysis.site import TEMPLATES


def body(notebook, name):
    """Return the HTML of an executed notebook's cells.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
    name : str
        Of the notebook; its figures and tables are files of this name.
    """
    return exporter().from_notebook_node(notebook, {"page_name": name})[0]


@functools.cache
def exporter():
    """Return nbconvert's exporter with the pages' template, compiled."""
    import nbformat
    from nbconvert import HTMLExporter

    made = HTMLExporter(template_name="report", extra_template_basedirs=[str(TEMPLATES)])
    cells = [nbformat.v4.new_markdown_cell("# Title"), nbformat.v4.new_code_cell("1 + 1", execution_count=1)]
    made.from_notebook_node(nbformat.v4.new_notebook(cells=cells), {"page_name": ""})
    return made
