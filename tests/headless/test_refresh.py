"""The README says what the notebooks found, and its commands are those of the Makefile."""

import base64
import re

import nbformat
import pytest

from analysis import ROOT
from analysis.headless import notebook as runner
from analysis.headless import refresh
from analysis.ledger import RunError
from analysis.notebook import show as outputs

TEXT = (ROOT / "README.md").read_text(encoding="utf-8")


def brief():
    return nbformat.read(runner.notebooks()[0], as_version=4)


def test_the_answer_is_that_of_the_brief():
    assert refresh.block(brief()) in TEXT


def test_the_chart_is_that_of_the_brief():
    picture, _ = outputs.figures(brief())[refresh.CHART]
    assert (ROOT / refresh.PICTURE).read_bytes() == base64.b64decode(picture)
    assert TEXT.count(refresh.PICTURE) == 1


def test_every_make_target_named_exists():
    targets = set(re.findall(r"^([a-z]+):.*##", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    assert set(re.findall(r"`?make ([a-z]+)`?", TEXT)) - {"of"} <= targets


def test_every_notebook_and_parameter_is_listed():
    import papermill

    for path in runner.notebooks():
        row = next(line for line in TEXT.splitlines() if line.startswith(f"| `{path.stem}`"))
        assert f"| {outputs.title(nbformat.read(path, as_version=4), '')} |" in row
        assert set(papermill.inspect_notebook(str(path))) == set(re.findall(r"`([a-z_]+)`", row.split("|")[3]))


def test_links_to_files_lead_somewhere():
    for link in re.findall(r"\]\((?!https?:)([^)]+)\)", TEXT):
        assert (ROOT / link).is_file(), link


def test_a_readme_without_a_place_for_the_findings_is_refused():
    with pytest.raises(RunError, match="must hold the lines"):
        refresh.with_answer("# A title\n", brief())
