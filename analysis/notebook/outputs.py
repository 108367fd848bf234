"""What an executed notebook holds, as `show` put it there."""

FINDING = "application/vnd.finding+json"


def display_outputs(notebook):
    """Yield the displayed outputs of a notebook, in order."""
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
