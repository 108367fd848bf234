"""The package works where the repository is not: from its wheel, and in a Python that runs in a browser."""

import ast
import html
import json
import os
import subprocess
import sys
import zipfile

import pytest
from notebook_runs import PATHS

from analysis import DATA, ROOT

# What a Python in a browser cannot start, or does not have.
LACKING = ("click", "distributed", "frictionless", "joblib", "multiprocessing", "nbconvert", "nbformat", "papermill", "psutil", "tqdm", "zmq")  # fmt: skip
BLOCKED = """
import sys
class Lacking:
    def find_spec(self, name, *_):
        if name.split(".")[0] in {lacking}:
            raise ModuleNotFoundError(name)
sys.meta_path.insert(0, Lacking())
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """A folder with what the wheel installs."""
    folder = tmp_path_factory.mktemp("a wheel")
    words = ["wheel", "-q", "--no-deps", "--no-build-isolation", "--no-index", "--no-cache-dir", "-w", folder, ROOT]
    subprocess.run([sys.executable, "-m", "pip", *words], check=True)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as packed:
        assert packed.testzip() is None
        packed.extractall(folder / "site-packages")
    return folder / "site-packages"


def run(folder, *words):
    """Run Python where only a folder's packages and those of the environment are found."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    environment |= {"PYTHONPATH": str(folder)}
    return subprocess.run([sys.executable, *words], cwd=folder, env=environment, capture_output=True, text=True)


def test_the_wheel_holds_every_table_and_every_page(installed):
    held = {path.relative_to(installed).as_posix() for path in installed.rglob("*") if path.is_file()}
    for folder, inside in ((DATA, "analysis/data"), (ROOT / "analysis" / "site", "analysis/site")):
        ours = [path for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc"]
        assert {f"{inside}/{path.relative_to(folder).as_posix()}" for path in ours} <= held
    assert list(installed.rglob("jupyter_nbconvert_config.json"))
    (record,) = installed.glob("*.dist-info/RECORD")
    listed = {line.rsplit(",", 2)[0] for line in record.read_text().splitlines()}
    assert listed == held


def test_an_installed_package_finds_and_checks_its_own_data(installed):
    where = run(installed, "-c", "import analysis; print(analysis.DATA)")
    assert where.stdout.strip() == str(installed / "analysis" / "data")
    checked = run(installed, "-m", "analysis", "check")
    assert (checked.returncode, checked.stderr) == (0, "")


def test_plain_nbconvert_keeps_our_alternative_texts(tmp_path):
    """With the setting that is installed where Jupyter looks for it."""
    notebook = next(path for path in PATHS if path.stem == "05_scenario")
    settings = ROOT / ".ci" / "installed" / "etc" / "jupyter"
    done = subprocess.run(
        [sys.executable, "-m", "nbconvert", "--to", "html", "--output-dir", tmp_path, notebook],
        env=os.environ | {"JUPYTER_CONFIG_PATH": str(settings), "PYTHONPATH": str(ROOT)}, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0 and "Alternative text is missing" not in done.stderr
    page = (tmp_path / "05_scenario.html").read_text(encoding="utf-8")
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    about = [output.get("metadata", {}).get("image/png", {}) for cell in cells for output in cell.get("outputs", [])]
    texts = [one["alt"] for one in about if "alt" in one]
    assert len(texts) == 2 and all(text in html.unescape(page) for text in texts)


def test_notebooks_import_nothing_that_a_python_in_a_browser_lacks():
    cells = [cell for path in PATHS for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]]
    nodes = [node for cell in cells if cell["cell_type"] == "code" for node in ast.parse("".join(cell["source"])).body]
    imports = {ast.unparse(node) for node in nodes if isinstance(node, (ast.Import, ast.ImportFrom))}
    assert len(imports) > 5
    code = "\n".join([BLOCKED.format(lacking=LACKING), *sorted(imports)])
    done = run(ROOT, "-c", code)
    assert done.returncode == 0, done.stderr
