"""The committed notebooks executed anew, and the README's findings and chart taken from them."""

import base64
import sys
from pathlib import Path

from analysis import ROOT
from analysis.headless import interrupts
from analysis.headless import notebook as runner
from analysis.ledger import RunError
from analysis.notebook.show import display_outputs, figures, findings, title

BEGIN, END = "<!-- findings: written by make refresh -->", "<!-- end of findings -->"
CHART, PICTURE = "quarterly-entries", "docs/quarterly-entries.png"


def write(paths=None, progress=True):
    """Execute the committed notebooks with their defaults and write them back.

    The README's findings and its chart are taken from them, so that no number
    in it is typed. Nothing is written unless every notebook runs to its end.

    Parameters
    ----------
    paths : sequence of path, optional
        All notebooks by default.
    progress : bool
        Whether to name each executed notebook on standard error.

    Raises
    ------
    RunError
        If a notebook fails, or the README has no place for the findings.
    """
    import nbformat

    executed = {}
    for path in paths or runner.notebooks():
        executed[path], error = runner.execute(nbformat.read(path, as_version=4))
        interrupts.check()
        if error:
            raise RunError(f"{path.name}: {error}; nothing was written")
        for output in display_outputs(executed[path]):
            output.metadata.pop("svg", None)  # the PNG is enough in a repository
        if progress:
            print(f"executed {path.name}", file=sys.stderr)
    readme = ROOT / "README.md"
    text = with_findings(readme.read_text(encoding="utf-8"), list(executed.values()))
    for path, notebook in executed.items():
        _replace(path, runner.as_text(notebook))
    _replace(readme, text)
    picture = chart(executed.values())
    if picture:
        (ROOT / PICTURE).write_bytes(base64.b64decode(picture[0]))


def with_findings(text, notebooks):
    """Return the README's text with other findings between its two marks.

    Parameters
    ----------
    text : str
    notebooks : list of nbformat.NotebookNode
        Executed.

    Raises
    ------
    RunError
        If a mark is missing.
    """
    if BEGIN not in text or END not in text:
        raise RunError(f"README.md must hold the lines {BEGIN!r} and {END!r}; nothing was written")
    return text.split(BEGIN)[0] + block(notebooks) + text.split(END)[1]


def chart(notebooks):
    """Return the README's chart as PNG in base64 and alt text, from the first notebook that has it, or None."""
    return next((figures(notebook)[CHART] for notebook in notebooks if CHART in figures(notebook)), None)


def block(notebooks):
    """Return the findings as Markdown, between the two marks."""
    lines = [BEGIN]
    for notebook in notebooks:
        sentences = " ".join(finding["sentence"] for finding in findings(notebook))
        lines.append(f"- **{title(notebook, '')}** {sentences}")
    picture = chart(notebooks)
    if picture:
        lines += ["", f"![{picture[1]}]({PICTURE})"]
    return "\n".join([*lines, END])


def _replace(path, text):
    aside = Path(path).with_suffix(".tmp")
    aside.write_text(text, encoding="utf-8")
    aside.replace(path)
