"""What hooks, CI, Binder and the pages for contributors name exists; versions agree."""

import json
import os
import re
import tomllib

import pytest
import yaml

from analysis import DATA, ROOT, __version__
from analysis.charts import files
from analysis.site import addresses


def text(name):
    return (ROOT / name).read_text(encoding="utf-8")


HOOKS = yaml.safe_load(text(".pre-commit-config.yaml"))["repos"]
TARGETS = set(re.findall(r"^([a-z]+):", text("Makefile"), re.M))


@pytest.mark.parametrize("hook", [hook for repo in HOOKS for hook in repo["hooks"]], ids=lambda hook: hook["id"])
def test_a_hook_runs_what_is_installed_and_fetches_nothing(hook):
    assert {repo["repo"] for repo in HOOKS} == {"local"} and hook["language"] == "system"
    program, *words = hook["entry"].split()
    tools = {*text("requirements-dev.in").split(), "python"}
    assert program == "make" or (program.startswith(".venv/bin/") and program.rpartition("/")[2] in tools)
    assert program != "make" or set(words) <= TARGETS
    for word in words:
        assert not word.endswith(".py") or (ROOT / word).is_file()
        assert not word.startswith("test_") or f"def {word}(" in text("tests/test_notebooks.py")


def test_the_workflow_runs_a_script_of_ours_on_every_python_that_we_promise():
    (job,) = yaml.safe_load(text(".github/workflows/ci.yml"))["jobs"].values()
    least = tomllib.loads(text("pyproject.toml"))["project"]["requires-python"].removeprefix(">=")
    assert least in job["strategy"]["matrix"]["python"]
    assert all(re.fullmatch(r"[\w-]+/[\w-]+@v\d+", step["uses"]) for step in job["steps"] if "uses" in step)
    (script,) = [step["run"] for step in job["steps"] if "run" in step]
    assert os.access(ROOT / script, os.X_OK)
    assert re.findall(r"^make (\w+)", text(script), re.M) == ["check", "lint", "browser", "test"]
    assert {"check", "lint", "browser", "test"} <= TARGETS


def test_binder_installs_the_lock_and_opens_a_notebook():
    (line,) = text(".binder/requirements.txt").splitlines()
    assert (ROOT / ".binder" / line.removeprefix("-r ")).resolve() == ROOT / "requirements.txt"
    assert os.access(ROOT / ".binder/postBuild", os.X_OK)
    for app in json.loads(text(".binder/jupyter_config.json")).values():
        assert (ROOT / app["default_url"].removeprefix("/lab/tree/")).is_file()


def test_the_map_names_every_room_and_no_other():
    rooms = set(re.findall(r"^\| `([\w./]+)` \|", text("CONTRIBUTING.md"), re.M))
    assert [room for room in rooms if not (ROOT / room).exists()] == []
    wings = [*(ROOT / "analysis").glob("*/__init__.py"), *DATA.glob("*/*.csv"), *DATA.glob("*/*/*.csv")]
    folders = {"/".join(path.relative_to(ROOT).parts[:2]) + "/" for path in wings}
    questions = {f"analysis/{path.stem.partition('_')[2]}/" for path in (ROOT / "notebooks").glob("*.ipynb")}
    assert folders - rooms <= questions


@pytest.mark.parametrize("page", ["CONTRIBUTING.md", "CHANGELOG.md"])
def test_links_and_commands_lead_somewhere(page):
    assert all((ROOT / link).is_file() for link in re.findall(r"\]\((?!https:)([^)]+)\)", text(page)))
    assert set(re.findall(r"`make (\w+)`", text(page))) <= TARGETS


def test_versions_agree():
    data, code = text("CHANGELOG.md").split("\n## Code\n")
    newest = [re.search(r"^### ([\d.]+)", part, re.M)[1] for part in (data, code)]
    assert newest == [json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))["version"], __version__]
    citation, package = (
        yaml.safe_load(text("CITATION.cff")),
        json.loads((DATA / "datapackage.json").read_text(encoding="utf-8")),
    )
    assert citation["version"] == __version__
    # Charts carry both out into the world.
    assert package["created"][:10] == str(citation["date-released"])
    assert citation["authors"][0]["name"] == files.CREDIT
    assert files.ADDRESS.format("a--b") == addresses.of_claim("a/b")


def test_renamed_ids_lead_to_rows_of_today(book):
    ids = {*book.claims["claim_id"], *book.events["event_id"], *book.withdrawn["claim_id"]}
    renamed = text("CHANGELOG.md").partition("**Renamed.**")[2].partition("\n###")[0]
    rows = re.findall(r"^\| (event )?`([^`]+)` \| (?:event )?`([^`]+)`", renamed, re.M)
    assert rows and all(new in ids for _, _, new in rows)
    assert [old for event, old, _ in rows if old in (set(book.events["event_id"]) if event else ids)] == []
