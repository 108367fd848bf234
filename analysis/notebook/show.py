"""Tables, charts and findings of a notebook: put into its outputs, and taken out of them again.

Each output carries all that a report needs (the picture as PNG and SVG, the
table as CSV, the finding as JSON), so that the runner reads files out of an
executed notebook and no notebook writes any.
"""

import base64
import html
import re

from analysis.ledger import cite, csvs
from analysis.notebook import tables

FINDING = "application/vnd.finding+json"
# Between two dollar signs JupyterLab sets text as a formula, unless one of these forbids it.
NO_MATH = 'class="mathjax_ignore tex2jax_ignore"'
# What Markdown, HTML or a formula is made of; a colon or a point can make an address a link.
MARKUP = re.compile(r"[\\`*_\[\]<>#~|&$@]|^[-+=]|:(?=//)|(?<=www)\.")


def show_table(table, name, caption="", unit="", sentence="", fold=False, book=None):
    """Show a table in plain words; the runner saves it as ``tables/<name>.csv``, with machine names.

    Parameters
    ----------
    table : pandas.DataFrame
        Text, numbers and Ranges; of more than 20 rows the rest is behind a fold.
    name : str
        File name without ending.
    caption : str
        A line above the table.
    unit : str
        Unit of its Ranges where it has no column ``unit``.
    sentence : str
        What to see in it, below the table; its numbers may be marked by `cite.cited`.
    fold : bool
        Whether all of it is behind a fold.
    book : Ledger, optional
        With it, claims are shown as who said what and when instead of as ids,
        and figures lead to the page on which they were seen.
    """
    _publish_table(table, name, "table", "", caption, unit, sentence, fold, book)


def show_chart(chart, book=None):
    """Show a chart, what to see in it, and behind folds what it shows in words and the plotted data.

    The output carries the chart for a wide and for a narrow screen as SVG, in its metadata.

    Parameters
    ----------
    chart : analysis.charts.paper.Chart
    book : Ledger, optional
        As in `show_table`.
    """
    from analysis.charts import files

    picture = {"alt": chart.alt, "width": int(chart.figure.get_figwidth() * 96)}
    _publish(
        {"image/png": base64.b64encode(files.png(chart)).decode(), "text/plain": chart.alt},
        {
            "figure": chart.name,
            "svg": files.svg(chart),
            "svg_narrow": files.svg(chart, narrow=True),
            "image/png": picture,
        },
    )
    # JupyterLab gives pictures no alt attribute, so the words stand below as well.
    head = f"<p>{cite.as_html(chart.sentence, cite.addresses(book))}</p>" if chart.sentence else ""
    head += f"<details><summary>This chart in words</summary><p>{html.escape(chart.alt)}</p></details>"
    _publish_table(chart.data, chart.name, "figure", head, "The plotted data", fold=True, book=book)


def show_finding(sentence, book=None, beside="", **values):
    """Show a sentence that the report repeats, with the values it rests on.

    Parameters
    ----------
    sentence : str
        Its numbers are computed by the caller; they may be marked by `cite.cited`.
    book : Ledger, optional
        With it, marked numbers lead to the page on which they were seen.
    beside : str
        What would turn it, shown below it and repeated with it.
    **values
        Numbers and texts by name, for tables over many runs.
    """
    plain, line = cite.plain(sentence), " ".join(sentence.split())
    found = {"sentence": plain, "values": values} | ({"cited": sentence} if sentence != plain else {})
    found |= {"beside": beside} if beside else {}
    shown = f"**<span {NO_MATH}>{cite.as_html(line, cite.addresses(book), _without_markup)}</span>**"
    shown += f"\n\n<span {NO_MATH}>{as_markdown(beside)}</span>" if beside else ""
    _publish({"text/markdown": shown, FINDING: found, "text/plain": f"{plain} {beside}".rstrip()}, {})


def as_markdown(text):
    """Return a text as Markdown that shows it as it is, on one line: no mark-up, formula, tag or address in it works."""
    return _without_markup(" ".join(text.split()))


def _without_markup(text):
    return MARKUP.sub(lambda found: f"&#{ord(found[0])};", text)


def display_outputs(notebook):
    """Yield the displayed outputs of an executed notebook, in order."""
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if output.output_type == "display_data":
                yield output


def findings(notebook):
    """Return the findings shown, each a dict of ``sentence`` and ``values``."""
    return [output.data[FINDING] for output in display_outputs(notebook) if FINDING in output.data]


def figures(notebook):
    """Return the figures shown: name → PNG in base64 and alt text."""
    return {
        output.metadata["figure"]: (output.data["image/png"], output.metadata["image/png"]["alt"])
        for output in display_outputs(notebook)
        if "image/png" in output.data
    }


def title(notebook, otherwise):
    """Return the heading of the first cell, or another text if there is none."""
    first = notebook.cells[0].source.splitlines()[:1] if notebook.cells else []
    return first[0].removeprefix("# ") if first and first[0].startswith("# ") else otherwise


def _publish_table(table, name, kind, head="", caption="", unit="", sentence="", fold=False, book=None):
    caption = caption or name.replace("-", " ").capitalize()
    body = tables.as_html(table, unit, book, caption, fold)
    below = f"<p>{cite.as_html(sentence, cite.addresses(book))}</p>" if sentence else ""
    rows = f"{len(table)} rows, {len(table.columns)} columns"
    _publish(
        {
            "text/html": f"<div {NO_MATH}>{head}{body}{below}</div>",
            "text/csv": csvs.text(tables.for_machines(table, unit)),
            "text/plain": f"{caption or name}: {rows}" + (f". {cite.plain(sentence)}" if sentence else ""),
        },
        {kind: name},
    )


def _publish(data, metadata):
    from IPython.display import display

    display(data, raw=True, metadata=metadata)
