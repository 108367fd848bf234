"""What has not changed is not made again, and what is made is what a full report would be."""

import nbformat
import pytest

from analysis.headless import report, results, reuse
from analysis.site import build

CODE = "from analysis.notebook.show import show_finding\nshow_finding({text!r})"
FINDINGS = {"1_one": "One says this.", "2_two": "Two says that."}


def save(folder, name, text):
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    cells = [
        nbformat.v4.new_markdown_cell(f"# {name}?", id="a"),
        nbformat.v4.new_code_cell(CODE.format(text=text), id="b"),
    ]
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), folder / f"{name}.ipynb")
    return folder / f"{name}.ipynb"


def contents(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A report of two invented notebooks, in a folder of their own; the site has no page of a claim."""
    folder = tmp_path_factory.mktemp("reuse")
    paths = [save(folder, name, text) for name, text in FINDINGS.items()]
    with pytest.MonkeyPatch.context() as patch:
        for step in ("_claim", "_source"):  # hundreds of pages that no input of this test changes
            patch.setattr(build._Site, step, lambda self, row: None)
        yield folder, paths


def run(folder, paths, out="out", **kwargs):
    return report.write(folder / out, paths, jobs=1, progress=False, **kwargs)


def changed(monkeypatch, name):
    """Let one input have another hash, as if its file had changed."""
    original = results.made_from

    def made_from(*given, **named):
        about = original(*given, **named)
        return about | {"inputs": about["inputs"] | {name: "0" * 64}}

    monkeypatch.setattr(results, "made_from", made_from)


def which(runs):
    return {one.name: one.kept for one in runs}


def test_what_runs_again_is_what_changed_and_the_result_is_a_full_reports(made, monkeypatch):
    folder, paths = made
    assert which(run(folder, paths)) == {"1_one": False, "2_two": False}
    first = contents(folder / "out")
    assert run(folder, paths) is None and contents(folder / "out") == first, "nothing has changed"

    changed(monkeypatch, "analysis/site/templates/style.css")
    assert which(run(folder, paths)) == {"1_one": True, "2_two": True}, "pages anew, without a notebook"
    templates = contents(folder / "out")
    assert {name for name in first if first[name] != templates[name]} == {"manifest.json"}

    save(folder, "2_two", "Two says something else.")
    runs = run(folder, paths)
    assert which(runs) == {"1_one": True, "2_two": False}, "only the notebook that changed"
    assert [one.findings[0]["sentence"] for one in runs] == ["One says this.", "Two says something else."]
    assert which(run(folder, paths, "full", anew=True)) == {"1_one": False, "2_two": False}
    assert contents(folder / "out") == contents(folder / "full")


@pytest.mark.parametrize(
    ("name", "runs"),
    [("analysis/ledger/ranges.py", True), ("data/record/claims.csv", True), ("data/articles/example.txt", True),
     ("analysis/notebook/show.py", True), ("analysis/site/build.py", False)],
)  # fmt: skip
def test_a_change_of_code_or_data_changes_every_notebook_and_one_of_the_site_none(tmp_path, monkeypatch, name, runs):
    job = report.runner.job(save(tmp_path, "1_one", "This."))
    held, _ = written(tmp_path, job)
    assert name in held["inputs"]
    changed(monkeypatch, name)
    about = results.made_from({job.name: (job.text, {})})
    assert not reuse.is_current(tmp_path, held, about)
    assert (reuse.kept(tmp_path, held, about, job) is None) == runs


def written(folder, job, **more):
    """A folder of results as a report leaves it, the notebook not executed."""
    (folder / "notebooks").mkdir()
    (folder / "notebooks" / f"{job.name}.ipynb").write_text(job.text)
    about = results.made_from({job.name: (job.text, {})})
    results.write_manifest(folder, about | more)
    return reuse.last(folder), about


def test_the_drawings_of_a_kept_notebook_are_the_last_reports(tmp_path):
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("draw()")])
    about = {"figure": "a", "image/png": {"alt": "In words."}}
    notebook.cells[0].outputs = [nbformat.v4.new_output("display_data", {"image/png": "YQ=="}, metadata=about)]
    nbformat.write(notebook, tmp_path / "1_one.ipynb")
    job = report.runner.job(tmp_path / "1_one.ipynb")
    (tmp_path / "figures").mkdir()
    files = {"figures/1_one.a.png": b"a", "figures/1_one.a.svg": b"<svg/>", "figures/1_one.a.narrow.svg": b"<svg />"}
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    held, about = written(tmp_path, job)
    found = reuse.kept(tmp_path, held, about, job)
    assert (
        found.files == files | {"notebooks/1_one.ipynb": job.text.encode()} and found.figures[0]["alt"] == "In words."
    )
    (tmp_path / "figures/1_one.a.svg").write_text("another")
    assert reuse.kept(tmp_path, held, about, job) is None


def test_what_was_touched_failed_or_has_parameters_runs_again(tmp_path):
    job = report.runner.job(save(tmp_path / ".." / tmp_path.name, "1_one", "This."))
    held, about = written(tmp_path, job)
    assert reuse.kept(tmp_path, held, about, job).kept
    with_value = report.runner.Job(job.name, job.text, {"article": "mine.txt"})
    assert reuse.kept(tmp_path, held, about, with_value) is None
    assert reuse.kept(tmp_path, held | {reuse.ERRORS: {job.name: "failed"}}, about, job) is None
    assert not reuse.is_current(tmp_path, held | {reuse.ERRORS: {job.name: "failed"}}, about)
    assert reuse.kept(tmp_path, held, about | {"versions": {}}, job) is None
    (tmp_path / "notebooks" / "1_one.ipynb").write_text(job.text + "\n")
    assert reuse.kept(tmp_path, held, about, job) is None and not reuse.is_current(tmp_path, held, about)
    assert reuse.last(tmp_path / "nowhere") is None and reuse.kept(tmp_path, None, about, job) is None


def test_no_notebook_can_reach_the_sites_code():
    """Else a change of it could change a notebook's outputs without running it."""
    from test_house import arrows

    rooms = {name for name in arrows() if name.startswith("analysis.") and not name.startswith(("analysis.headless", "analysis.__main__", "analysis.site"))}  # fmt: skip
    reached = {name: {below for below in arrows()[name] if below.startswith("analysis.site")} for name in rooms}
    assert {name for name, below in reached.items() if below} == {"analysis.audit.page", "analysis.audit.site"}
    users = {name for name in rooms if "analysis.audit.page" in arrows()[name]}
    assert users == {"analysis.audit.folder", "analysis.audit.site"}, "which write files, and no notebook calls"
    for path in report.runner.notebooks():
        assert not any(
            word in path.read_text(encoding="utf-8")
            for word in ("audit.page", "audit.folder", "audit.site", "analysis.site")
        )
