"""The README says what the notebooks found, and its commands are those of the Makefile."""

import base64
import re

import nbformat
import pytest

from analysis import ROOT
from analysis.headless import changes, refresh
from analysis.headless import notebook as runner
from analysis.ledger import RunError, csvs
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


def edited(change):
    """The committed brief, and a copy of it with one thing changed."""
    old, new = brief(), brief()
    change(
        {
            output.metadata.get("table") or output.metadata.get("figure"): output
            for output in outputs.display_outputs(new)
        }
    )
    return changes.between(old, new)


def test_files_are_written_all_or_none(tmp_path):
    first, second = tmp_path / "a.md", tmp_path / "b.png"
    first.write_text("old")
    second.with_suffix(".tmp").mkdir()  # so that it cannot be written
    with pytest.raises(RunError, match=r"b\.tmp cannot be written: .*; nothing was written"):
        refresh._replace({first: b"new", second: b"new"})
    assert first.read_text() == "old" and not first.with_suffix(".tmp").exists()
    second.with_suffix(".tmp").rmdir()
    refresh._replace({first: b"new", second: b"new"})
    assert first.read_text() == second.read_text() == "new" and len(list(tmp_path.iterdir())) == 2


def test_a_refresh_that_changes_nothing_says_nothing():
    assert changes.between(brief(), brief()) == []


def test_a_refresh_names_findings_old_and_new():
    old, new = brief(), brief()
    first = next(output for output in outputs.display_outputs(new) if outputs.FINDING in output.data)
    said = first.data[outputs.FINDING]
    before = f"{said['sentence']} {said.get('beside', '')}".rstrip()
    said["sentence"], said["beside"] = "It did not.", ""
    assert changes.between(old, new) == [f"finding: “{before}” → “It did not.”"]


def test_a_refresh_names_verdicts_rows_and_charts():
    def another_verdict(by_name):
        table = by_name["theses"].data
        rows = csvs.parse(table["text/csv"])
        rows.loc[0, "verdict"], rows = "contradicted", rows
        table["text/csv"] = csvs.text(rows.iloc[:-1])

    said = "\n".join(edited(another_verdict))
    assert "verdict of " in said and "→ contradicted" in said
    assert "table theses: 1 row removed" in said and "1 row changed" in said

    def no_table(by_name):
        by_name["theses"].data.pop("text/csv")

    assert edited(no_table) == ["table theses: is gone"]


def test_a_refresh_names_the_sentence_below_a_table_and_a_pictures_words():
    old, new = brief(), brief()
    every = list(outputs.display_outputs(new))
    table = next(output for output in every if output.metadata.get("table") == "withdrawn")
    table.data["text/plain"] = "withdrawn: no row. Nothing was."
    picture = next(output for output in every if "image/png" in output.data)
    picture.metadata["image/png"]["alt"] = "Another."
    found = changes.between(old, new)
    assert any(line.startswith("sentence on table withdrawn: ") and "Nothing was." in line for line in found)
    assert any(line.startswith("sentence on the picture ") and line.endswith("→ “Another.”") for line in found)


def test_a_refresh_names_a_picture_that_looks_different():
    old, new = brief(), brief()
    picture = next(output for output in outputs.display_outputs(new) if "image/png" in output.data)
    picture.data["image/png"] = base64.b64encode(b"another").decode()
    assert changes.between(old, new) == [f"chart {picture.metadata['figure']}: looks different"]
