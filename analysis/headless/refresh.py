"""The committed notebooks executed anew, and the README's answer and chart taken from the brief."""

import base64
import sys
from pathlib import Path

from analysis import ROOT
from analysis.headless import changes, interrupts
from analysis.headless import notebook as runner
from analysis.ledger import RunError
from analysis.notebook.show import as_markdown, display_outputs, figures, findings

BEGIN, END = "<!-- answer: written by make refresh -->", "<!-- end of answer -->"
CHART, PICTURE = "theses", "docs/theses.png"
LINES = 3  # of the answer


def write(paths=None, progress=True):
    """Execute the committed notebooks with their defaults and write them back.

    The README's answer and its chart are taken from the brief, so that no number
    in it is typed. Nothing is written unless every notebook runs to its end.

    Parameters
    ----------
    paths : sequence of path, optional
        All notebooks by default.
    progress : bool
        Whether to name each executed notebook on standard error.

    Returns
    -------
    list of str
        What changed, as printed on standard output: a line a finding, verdict, table or chart.

    Raises
    ------
    RunError
        If a notebook fails, or the README has no place for the answer.
    """
    import nbformat

    executed, changed = {}, []
    for path in paths or runner.notebooks():
        committed = nbformat.read(path, as_version=4)
        executed[path], error = runner.execute(committed)
        interrupts.check()
        if error:
            raise RunError(f"{path.name}: {error}; nothing was written")
        for output in display_outputs(executed[path]):
            for sheet in ("svg", "svg_narrow"):
                output.metadata.pop(sheet, None)  # the PNG is enough in a repository
        changed += [f"{path.stem}: {line}" for line in changes.between(committed, executed[path])]
        if progress:
            print(f"executed {path.name}", file=sys.stderr)
    brief = next((one for one in executed.values() if CHART in figures(one)), None)
    readme = ROOT / "README.md"
    text = with_answer(readme.read_text(encoding="utf-8"), brief) if brief else None
    # Said before anything is written, so that a person sees what would be committed.
    print("\n".join(changed) or "No finding, table or chart has changed.")
    files = {path: runner.as_text(notebook).encode() for path, notebook in executed.items()}
    if brief:
        files |= {readme: text.encode(), ROOT / PICTURE: base64.b64decode(figures(brief)[CHART][0])}
    _replace(files)
    return changed


def with_answer(text, brief):
    """Return the README's text with the answer of an executed brief between its two marks.

    Parameters
    ----------
    text : str
    brief : nbformat.NotebookNode

    Raises
    ------
    RunError
        If a mark is missing.
    """
    if BEGIN not in text or END not in text:
        raise RunError(f"README.md must hold the lines {BEGIN!r} and {END!r}; nothing was written")
    return text.split(BEGIN)[0] + block(brief) + text.split(END)[1]


def block(brief):
    """Return the answer as Markdown: its first sentences and the chart of the theses, between the two marks."""
    sentences = [as_markdown(finding["sentence"]) for finding in findings(brief)][:LINES]
    alt = as_markdown(figures(brief)[CHART][1].split(". ")[0])
    return "\n".join(
        [BEGIN, f"**{sentences[0]}**", *(f"\n{one}" for one in sentences[1:]), f"\n![{alt}.]({PICTURE})", END]
    )


def _replace(files):
    """Write all files or none: each beside its place first, then all into their places."""
    asides = {Path(path): Path(path).with_suffix(".tmp") for path in files}
    try:
        for path, data in files.items():
            asides[Path(path)].write_bytes(data)
        with interrupts.deferred():
            for path, aside in asides.items():
                aside.replace(path)
    except OSError as error:
        raise RunError(f"{error.filename} cannot be written: {error.strerror}; nothing was written") from None
    finally:
        for aside in asides.values():
            if aside.is_file():
                aside.unlink()
