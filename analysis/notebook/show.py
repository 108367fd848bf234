"""Put tables, charts and findings into a notebook's outputs.

Each output carries all that a report needs (the picture as PNG and SVG, the
table as CSV, the finding as JSON), so that the runner reads files out of an
executed notebook and no notebook writes any.
"""

import base64
import html

import pandas as pd

from analysis.notebook.outputs import FINDING

# JupyterLab sets tables to the right, which text cannot be read in.
LEFT = "<style>table.left td, table.left th { text-align: left; vertical-align: top }</style>"
# Between two dollar signs it sets text as a formula, unless one of these forbids it.
NO_MATH = 'class="mathjax_ignore tex2jax_ignore"'


def show_table(table, name, caption=""):
    """Show a table in full; the runner saves it as ``tables/<name>.csv``.

    Parameters
    ----------
    table : pandas.DataFrame
        Plain text and numbers; addresses become links.
    name : str
        File name without ending.
    caption : str
        A line above the table.
    """
    head = f"<p><em>{html.escape(caption)}</em></p>" if caption else ""
    _publish_table(table, name, head, caption or name, "table")


def show_chart(chart):
    """Show a chart with its alt text, then the plotted data as a table.

    Parameters
    ----------
    chart : analysis.charts.paper.Chart
    """
    from analysis.charts import paper

    picture = {"alt": chart.alt, "width": int(chart.figure.get_figwidth() * 96)}
    _publish(
        {"image/png": base64.b64encode(paper.png(chart.figure)).decode(), "text/plain": chart.alt},
        {"figure": chart.name, "svg": paper.svg(chart.figure), "image/png": picture},
    )
    # JupyterLab gives pictures no alt attribute, so the words stand below as well.
    words = f"<details><summary>This chart in words</summary><p>{html.escape(chart.alt)}</p></details>"
    _publish_table(chart.data, chart.name, words + "<p><em>The plotted data</em></p>", "The plotted data", "figure")


def show_finding(sentence, **values):
    """Show a sentence that the report repeats, with the values it rests on.

    Parameters
    ----------
    sentence : str
        Markdown; its numbers are computed by the caller.
    **values
        Numbers and texts by name, for tables over many runs.
    """
    found = {"sentence": sentence, "values": values}
    _publish({"text/markdown": f"**<span {NO_MATH}>{sentence}</span>**", FINDING: found, "text/plain": sentence}, {})


def _publish_table(table, name, head, said, kind):
    with pd.option_context("display.max_colwidth", None):
        body = table.to_html(index=False, na_rep="", border=0, render_links=True, float_format=_plain, classes="left")
    _publish(
        {
            "text/html": f"{LEFT}<div {NO_MATH}>{head}{body}</div>",
            "text/csv": table.to_csv(index=False, lineterminator="\n"),
            "text/plain": f"{said}: {len(table)} rows, {len(table.columns)} columns",
        },
        {kind: name},
    )


def _plain(number):
    return f"{number:,.0f}" if float(number).is_integer() or abs(number) >= 1000 else f"{number:,.4g}"


def _publish(data, metadata):
    from IPython.display import display

    display(data, raw=True, metadata=metadata)
