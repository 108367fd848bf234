"""Sliders for the what-if model, where somebody can move them."""

import base64
import functools
import html
import os
import sys

from analysis import charts, model, scenario, whatif
from analysis.ledger import cite, vocabulary

DRAWS = 2**12  # few enough to redraw at once


def show(book, inputs, sent_home, in_russia, seed=1, distribution="uniform"):
    """Show sliders that redraw the answer and the break-even chart in place.

    Only where a person sits at the notebook: a front end that can ask for
    input says so with every cell it runs, and papermill, nbval and nbconvert
    say that they cannot. There nothing is shown.

    Parameters
    ----------
    book : Ledger
    inputs : pandas.DataFrame
        From `model.inputs`.
    sent_home, in_russia
        Where the first two sliders start.
    seed, distribution
        As in `draws.sample`.
    """
    if not _somebody_there():
        return
    import ipywidgets
    from IPython.display import display

    wide = {
        "layout": ipywidgets.Layout(width="60em", max_width="100%"),
        "style": {"description_width": "25em"},
        "continuous_update": False,
    }
    controls = {
        "sent_home": ipywidgets.FloatSlider(
            value=sent_home, min=0, max=1, step=0.05, readout_format=".0%", description="Share sent home", **wide
        ),
        "in_russia": ipywidgets.IntSlider(
            value=in_russia,
            min=0,
            max=max(150_000, in_russia),
            step=1_000,
            readout_format=",d",
            description="Workers in Russia then (persons)",
            **wide,
        ),
    }
    for name, row in inputs.iterrows():
        low, high = row["value"].low, row["value"].high
        least, most, step = whatif.slider(row["unit"], high)
        said = f"{row['quantity']} ({vocabulary.value('unit', row['unit'])})"
        controls[name] = ipywidgets.FloatRangeSlider(
            value=(low, high), min=min(least, low), max=max(most, high), step=step,
            readout_format=",.0f", description=said, **wide,
        )  # fmt: skip
    readouts = ipywidgets.HTML("<style>.what-if .widget-readout { min-width: 15em; }</style>")
    redraw = functools.partial(_redraw, book, inputs, seed, distribution)
    box = ipywidgets.VBox([readouts, *controls.values()])
    box.add_class("what-if")
    display(box, ipywidgets.interactive_output(redraw, controls))


def _redraw(book, inputs, seed, distribution, sent_home, in_russia, **ends):
    from IPython.display import HTML, Markdown, display

    from analysis.charts import files
    from analysis.notebook.show import as_markdown

    table = model.with_bounds(inputs, ends)
    drawn = {"count": DRAWS, "seed": seed, "distribution": distribution}
    answers = scenario.answers(table, sent_home, in_russia, **drawn)
    display(Markdown(f"**{as_markdown(cite.plain(scenario.finding(answers, table, sent_home, in_russia)))}**"))
    chart = charts.break_even(book, table, **drawn)
    picture, alt = base64.b64encode(files.png(chart)).decode(), html.escape(chart.alt)
    display(HTML(f'<img style="max-width: 54em" alt="{alt}" src="data:image/png;base64,{picture}">'))


def _somebody_there():
    # A kernel inside a browser has nobody else; Voilà runs one for each visitor, who cannot be asked for input.
    if sys.platform == "emscripten" or "VOILA_BASE_URL" in os.environ:
        return True
    try:
        from IPython import get_ipython

        return bool(getattr(get_ipython().kernel, "_allow_stdin", False))
    except AttributeError:
        return False
