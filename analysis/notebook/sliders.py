"""Sliders for the what-if model, where somebody can move them."""

import base64
import functools
import html

from analysis import charts, scenario

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
        "layout": ipywidgets.Layout(width="36em"),
        "style": {"description_width": "16em"},
        "continuous_update": False,
    }
    controls = {
        "sent_home": ipywidgets.FloatSlider(
            value=sent_home, min=0, max=1, step=0.05, description="Share sent home", **wide
        ),
        "in_russia": ipywidgets.IntSlider(
            value=in_russia,
            min=0,
            max=max(150_000, in_russia),
            step=1_000,
            description="Workers in Russia then",
            **wide,
        ),
    }
    for name, row in inputs.iterrows():
        low, high = row["value"].low, row["value"].high
        controls[name] = ipywidgets.FloatRangeSlider(
            value=(low, high), min=high / 100, max=2 * high if row["unit"] != "percent" else 100, step=high / 100,
            readout_format=",.0f", description=row["quantity"], **wide,
        )  # fmt: skip
    redraw = functools.partial(_redraw, book, inputs, seed, distribution)
    display(ipywidgets.VBox(list(controls.values())), ipywidgets.interactive_output(redraw, controls))


def _redraw(book, inputs, seed, distribution, sent_home, in_russia, **ends):
    from IPython.display import HTML, Markdown, display

    from analysis.charts import files
    from analysis.ledger import ranges
    from analysis.notebook.show import as_markdown

    table = inputs.copy()
    for name, value in inputs["value"].items():
        if ends[name] != (value.low, value.high):
            table.at[name, "value"] = ranges.Range(*ends[name])
            table.loc[name, ["given_by", "rests_on"]] = ["reader", ""]
    drawn = {"count": DRAWS, "seed": seed, "distribution": distribution}
    answers = scenario.answers(table, sent_home, in_russia, **drawn)
    display(Markdown(f"**{as_markdown(scenario.finding(answers, table, sent_home, in_russia))}**"))
    chart = charts.break_even(book, table, **drawn)
    picture, alt = base64.b64encode(files.png(chart)).decode(), html.escape(chart.alt)
    display(HTML(f'<img style="max-width: 54em" alt="{alt}" src="data:image/png;base64,{picture}">'))


def _somebody_there():
    try:
        from IPython import get_ipython

        return bool(getattr(get_ipython().kernel, "_allow_stdin", False))
    except AttributeError:
        return False
