"""The README's findings and chart, taken from the executed notebooks."""

import base64

from analysis.notebook.show import figures, findings, title

BEGIN, END = "<!-- findings: written by make refresh -->", "<!-- end of findings -->"
CHART, PICTURE = "quarterly-entries", "docs/quarterly-entries.png"


def refresh(root, notebooks):
    """Rewrite the findings between the README's two marks, and its picture.

    Parameters
    ----------
    root : pathlib.Path
        The project's folder.
    notebooks : list of nbformat.NotebookNode
        Executed; those without the README's chart leave the picture as it is.

    Raises
    ------
    ValueError
        If a mark is missing.
    """
    text = (root / "README.md").read_text(encoding="utf-8")
    if BEGIN not in text or END not in text:
        raise ValueError(f"README.md must hold the lines {BEGIN!r} and {END!r}")
    before, after = text.split(BEGIN)[0], text.split(END)[1]
    (root / "README.md").write_text(before + block(notebooks) + after, encoding="utf-8")
    picture = chart(notebooks)
    if picture:
        (root / PICTURE).write_bytes(base64.b64decode(picture[0]))


def chart(notebooks):
    """Return the README's chart as PNG in base64 and alt text, from the first notebook that has it."""
    found = (figures(notebook)[CHART] for notebook in notebooks if CHART in figures(notebook))
    return next(found, None)


def block(notebooks):
    """Return the findings as Markdown, between the two marks."""
    lines = [BEGIN]
    for notebook in notebooks:
        said = " ".join(finding["sentence"] for finding in findings(notebook))
        lines.append(f"- **{title(notebook, '')}** {said}")
    picture = chart(notebooks)
    if picture:
        lines += ["", f"![{picture[1]}]({PICTURE})"]
    return "\n".join([*lines, END])
