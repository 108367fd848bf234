"""A manifest says what results were made from, and what no longer matches."""

import json

import pytest
from command_line import command

from analysis import NAME, ROOT
from analysis.headless import results as runs
from analysis.ledger import RunError


@pytest.fixture
def results(tmp_path):
    folder = tmp_path / "out"
    (folder / "tables").mkdir(parents=True)
    (folder / "tables" / "a.csv").write_text("x\n1\n")
    (folder / "index.html").write_text("<p>1</p>")
    runs.write_manifest(folder, runs.made_from({}))
    return folder


def verify(folder):
    return command("verify", folder)


def test_untouched_results_match_the_manifest(results):
    assert runs.differences(results) == []
    done = verify(results)
    assert done.returncode == 0 and "all 2 files" in done.stdout and "match the manifest" in done.stdout


def test_each_kind_of_change_is_named(results):
    (results / "tables" / "a.csv").write_text("x\n2\n")
    (results / "index.html").unlink()
    (results / "more.txt").write_text("")
    wanted = ["index.html: missing", "more.txt: not in the manifest", "tables/a.csv: changed"]
    assert runs.differences(results) == wanted
    done = verify(results)
    assert done.returncode == 1 and done.stderr.splitlines() == [f"error: {line}" for line in wanted]


def test_a_changed_input_is_named(results):
    manifest = runs.read_manifest(results)
    manifest["inputs"]["data/record/claims.csv"] = "0" * 64
    (results / runs.MANIFEST).write_text(json.dumps(manifest))
    assert runs.differences(results) == ["data/record/claims.csv: the input changed since"]


def test_a_file_that_came_while_the_new_results_were_made_is_kept(results):
    with pytest.raises(RunError, match=r"notes.txt came there in the meantime"), runs.replacing(results):
        (results / "notes.txt").write_text("mine")
    assert (results / "notes.txt").read_text() == "mine" and (results / "index.html").exists()
    assert sorted(path.name for path in results.parent.iterdir()) == [results.name]


def test_names_of_files_cannot_make_lines_of_their_own(results):
    (results / "a\nerror: index.html: changed").write_text("")
    (results / ("x" * 200)).mkdir()
    (results / ("x" * 200) / ("y" * 200)).write_text("")
    lines = verify(results).stderr.splitlines()
    assert len(lines) == 2 and all(line.startswith("error: ") and len(line) <= 310 for line in lines)


def test_it_says_versions_parameters_and_inputs_but_no_time_and_no_machine():
    about = runs.made_from({"03_revenue": ("{}", {"scope": "all"})})
    assert about["parameters"] == {"03_revenue": {"scope": "all"}}
    assert {"python", "pandas", "matplotlib", "papermill"} <= about["versions"].keys()
    assert {"data/record/claims.csv", "data/datapackage.json", "analysis/ledger/ranges.py"} <= about["inputs"].keys()
    assert str(ROOT) not in json.dumps(about)


@pytest.mark.parametrize(
    "text", [None, "{", "[]", "[" * 100_000, '{"files": 1}', '{"files": {"a": 1}}', '{"files": {}, "inputs": [1]}']
)
def test_a_folder_without_a_manifest_of_ours_is_refused_in_one_line(tmp_path, text):
    if text is not None:
        (tmp_path / runs.MANIFEST).write_text(text)
    done = verify(tmp_path)
    assert done.returncode == 1 and len(done.stderr.splitlines()) == 1 and "manifest" in done.stderr


def test_an_input_outside_the_project_is_said_to_be_unchecked_and_a_broken_case_hides_nothing(tmp_path):
    case = tmp_path / "n=1"
    case.mkdir()
    runs.write_manifest(case, runs.made_from({"mine": ("{}", {})}, "case"))
    runs.write_manifest(tmp_path, {"generator": NAME, "kind": "sweep"})
    done = verify(tmp_path)
    assert done.returncode == 0 and "not checked, as it lies outside the project: mine.ipynb" in done.stdout
    assert " 0 inputs" not in done.stdout
    (case / runs.MANIFEST).write_text("{")
    (tmp_path / "more.txt").write_text("")
    found = "\n".join(runs.differences(tmp_path))
    assert "more.txt: not in the manifest" in found and "is not a manifest of ours" in found


@pytest.mark.parametrize("name", ["analysis/wing/room.py", "analysis/site/pages/page.html", "data/record/claims.csv"])
def test_a_change_in_a_file_of_any_folder_is_a_change_of_the_inputs(tmp_path, monkeypatch, name):
    """Else a case of a sweep would count as done although the code below a folder has changed."""
    monkeypatch.setattr(runs, "ROOT", tmp_path)
    path = tmp_path / name
    path.parent.mkdir(parents=True)
    path.write_text("one")
    before = runs.made_from({})["inputs"]
    assert name in before
    path.write_text("two")
    assert runs.made_from({})["inputs"][name] != before[name]


def test_what_is_made_from_one_article_rests_on_no_other():
    every, one = (runs.made_from({}, "report", *given)["inputs"] for given in ((), ("port-2025",)))
    of_others = {name for name in every if name.startswith("data/articles/")}
    assert of_others and every.keys() - one.keys() == of_others
