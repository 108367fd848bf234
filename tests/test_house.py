"""The house is built as CONTRIBUTING says: imports run one way, down; rooms are small; one question has one name.

``python tests/test_house.py`` prints its size.
"""

import ast
import functools
import graphlib
import re

import pandas as pd
import pytest

from analysis import DATA, ROOT, charts

CODE = ROOT / "analysis"
FILES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted(CODE.rglob("*.py"))
}
# From the ground up; the wings of one floor never import each other. A wing's rooms may import each other.
FLOORS = [
    {"analysis"},
    {"ledger"},
    {"questions"},
    {"charts"},
    {"notebook", "site"},
    {"audit", "headless"},
    {"__main__"},  # and its commands, which lie in a folder of their own
]
LINES, LINES_OF_A_QUESTION = 400, 350
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def imports(module):
    """Return the modules of ours that a module imports, inside functions too."""
    found = set()
    for node in ast.walk(ast.parse(FILES[module].read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{module}: relative imports are not used"
            names = {f"{node.module}.{alias.name}" for alias in node.names}
            # What is no module is a name of the module that it is imported from.
            found |= {name if name in FILES else node.module for name in names}
    return {name for name in found if name in FILES} - {module}


@functools.cache
def arrows():
    return {module: imports(module) for module in FILES}


def wing(module):
    """Return the wing that a module belongs to; what stands at the top level without a floor is a question."""
    first, *_ = module.split(".")[1:] or ["analysis"]
    first = {"commands": "__main__"}.get(first, first)
    return first if any(first in wings for wings in FLOORS) else "questions"


def question(notebook):
    """Return the name of the question that a notebook asks."""
    return notebook.stem.partition("_")[2]


def drawn(notebook):
    """Return the names of the chart functions that a notebook calls."""
    return set(re.findall(r"\bcharts\.(\w+)\(", notebook.read_text(encoding="utf-8")))


def floor(module):
    return next(number for number, wings in enumerate(FLOORS) if wing(module) in wings)


@functools.cache
def chain(module):
    """Return the longest chain of imports that begins with a module."""
    return (module, *max((chain(below) for below in sorted(arrows()[module])), key=len, default=()))


def test_there_are_at_most_seven_floors_and_every_wing_has_one():
    assert len(FLOORS) <= 7
    assert {wing(module) for module in FILES} == set().union(*FLOORS)


@pytest.mark.parametrize("module", FILES)
def test_imports_run_down(module):
    """A module imports from its own wing and from lower floors only."""
    wrong = [below for below in arrows()[module] if floor(below) >= floor(module) and wing(below) != wing(module)]
    assert wrong == [], f"{module} is on floor {floor(module)}"


def test_no_module_imports_itself_through_others():
    graphlib.TopologicalSorter(arrows()).prepare()  # names the circle, if there is one


@pytest.mark.parametrize("module", FILES)
def test_a_file_is_read_in_one_sitting(module):
    most = LINES_OF_A_QUESTION if wing(module) == "questions" else LINES
    lines = len(FILES[module].read_text(encoding="utf-8").splitlines())
    assert lines <= most, f"{module} has {lines} lines, at most {most} are allowed"


def room(*names):
    """Return whether a module or a folder of modules has this name."""
    path = CODE.joinpath(*names)
    return path.with_suffix(".py").is_file() or (path / "__init__.py").is_file()


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_one_question_has_one_name(path):
    """A notebook, the room that answers it and its tests have one name."""
    name = question(path)
    assert re.fullmatch(rf"\d\d_{name}", path.stem)
    assert room(name)
    assert (ROOT / "tests" / f"test_{name}.py").is_file() or (ROOT / "tests" / name).is_dir()


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_chart_lies_in_the_room_of_the_question_that_it_answers(path):
    """A notebook draws charts of its own name; it may show one that the notebook of that name draws too."""
    for chart in drawn(path):
        name = getattr(charts, chart).__module__.split(".")[2]
        owner = next((other for other in NOTEBOOKS if question(other) == name), None)
        assert owner and chart in drawn(owner), f"{chart} lies in charts/{name}"


def ids():
    """Return every id of a claim, an event and a source in data/."""
    tables = [*DATA.rglob("claims.csv"), *DATA.rglob("events.csv"), *DATA.rglob("sources.csv")]
    columns = {"claim_id", "event_id", "source_id"}
    found = set()
    for path in tables:
        table = pd.read_csv(path, dtype=str, keep_default_na=False)
        found |= {value for name in columns & set(table.columns) for value in table[name]}
    return found - {""}


def texts(module):
    """Return the texts that stand in a module's code, with their lines; formatted texts in their fixed parts."""
    for node in ast.walk(ast.parse(FILES[module].read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.lineno, node.value


@pytest.mark.parametrize("module", sorted(FILES.keys() - {"analysis.__main__"}))
def test_no_id_of_the_ledger_stands_in_the_code(module):
    """Code works for every source and article alike; the command line's help may give an example."""
    named = re.compile(
        "|".join(rf"(?<![\w-]){re.escape(one)}(?![\w-])" for one in sorted(ids(), key=len, reverse=True))
    )
    found = [(line, hit.group()) for line, text in texts(module) for hit in named.finditer(text)]
    assert found == []


def summary():
    """Return the size of the house in one line."""
    lines = sum(len(path.read_text(encoding="utf-8").splitlines()) for path in FILES.values())
    longest = max(map(chain, FILES), key=len)
    return (
        f"{len(FILES)} modules, {lines} lines, {len(FLOORS)} floors, {sum(map(len, arrows().values()))} arrows, "
        f"longest chain {len(longest)}: {' > '.join(longest)}"
    )


if __name__ == "__main__":
    print(summary())
