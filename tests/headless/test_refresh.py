"""The README tells what the notebooks found, and its commands are those of the Makefile."""

import base64
import re

import nbformat

from analysis.headless import notebook as runner
from analysis.headless import readme
from analysis.notebook import show as outputs

TEXT = (runner.ROOT / "README.md").read_text(encoding="utf-8")


def committed():
    return [nbformat.read(path, as_version=4) for path in runner.notebooks()]


def test_the_findings_are_those_of_the_notebooks():
    assert readme.block(committed()) in TEXT


def test_the_chart_is_that_of_the_notebook():
    assert (runner.ROOT / readme.PICTURE).read_bytes() == base64.b64decode(readme.chart(committed())[0])
    assert TEXT.count(readme.PICTURE) == 1


def test_every_make_target_named_exists():
    targets = set(re.findall(r"^([a-z]+):.*##", (runner.ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    assert set(re.findall(r"`?make ([a-z]+)`?", TEXT)) - {"of"} <= targets


def test_every_notebook_and_parameter_is_listed():
    import papermill

    for path in runner.notebooks():
        row = next(line for line in TEXT.splitlines() if line.startswith(f"| `{path.stem}`"))
        assert f"| {outputs.title(nbformat.read(path, as_version=4), '')} |" in row
        assert set(papermill.inspect_notebook(str(path))) == set(re.findall(r"`([a-z_]+)`", row.split("|")[3]))


def test_links_to_files_lead_somewhere():
    for link in re.findall(r"\]\((?!https?:)([^)]+)\)", TEXT):
        assert (runner.ROOT / link).is_file(), link
