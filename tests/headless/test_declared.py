"""What a notebook declares is what it takes: wrong names, types and values end before a kernel starts."""

import nbformat
import pytest
import yaml
from command_line import command

from analysis.headless import declared
from analysis.headless import notebook as runner
from analysis.ledger import ParameterError

SHIFT = runner.NOTEBOOKS / "04_shift.ipynb"


def notebook(path, *cells):
    made = []
    for source, tags in cells:
        made.append(nbformat.v4.new_code_cell(source, metadata={"tags": tags}))
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    nbformat.write(nbformat.v4.new_notebook(cells=made, metadata=kernel), path)
    return path


@pytest.mark.parametrize("path", runner.notebooks(), ids=lambda path: path.stem)
def test_every_parameter_of_ours_has_a_type_a_default_of_it_and_help(path):
    for one in declared.read(path):
        assert type(one.default).__name__ == one.type and len(one.help) > 15
        assert one.name in declared.manual(path) and one.help in declared.manual(path)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"fist_year": "2020"}, "no such parameter (did you mean first_year?); it has: first_year, last_year"),
        ({"first_year": "2020.5"}, "parameter first_year: given '2020.5'; allowed: a whole number"),
        ({"first_year": "1e3"}, "allowed: a whole number"),
        ({"first_year": "2018"}, "given 2018 (int); allowed: a whole number from 2019 to 2025"),
        ({"first_year": "2024", "last_year": "2023"}, "parameter first_year: given 2024; allowed: at most last_year"),
        ({"reading": "wide"}, "parameter reading: given 'wide' (str); allowed: literal | narrow"),
        ({"leave_out": "rfa-2023-8"}, "unknown: 'rfa-2023-8' (did you mean rfa-2023-08"),
    ],
)
def test_wrong_parameters_end_in_one_line_and_exit_2(given, said, tmp_path):
    with pytest.raises(ParameterError, match=".") as error:
        declared.reader(SHIFT)(given)
    assert said in str(error.value)
    words = [word for pair in given.items() for word in ("-p", *pair)]
    done = command("run", SHIFT, *words, "--out", tmp_path / "out")
    assert done.returncode == 2 and said in done.stderr and len(done.stderr.splitlines()) == 1
    assert not (tmp_path / "out").exists()


def test_the_table_of_the_notebooks_own_check_decides_on_sources():
    timeline = declared.reader(runner.NOTEBOOKS / "02_timeline.ipynb")
    with pytest.raises(ParameterError, match="a source_id that has events"):
        timeline({"source_id": "rfa-2023-08"})
    assert declared.reader(runner.NOTEBOOKS / "01_claims.ipynb")({"source_id": "rfa-2023-08"})


def test_texts_become_values_of_the_declared_type_and_are_never_guessed(tmp_path):
    path = notebook(
        tmp_path / "n.ipynb",
        ("a: str = ''  # text\nb: int = 1  # a\nc: float = 0.5  # a\nd: bool = False  # a\ne = 3", ["parameters"]),
    )
    read = declared.reader(path)
    assert read({"a": "007", "b": "007", "c": "1e6", "d": "TRUE", "e": "-4"}) == {
        "a": "007", "b": 7, "c": 1e6, "d": True, "e": -4,
    }  # fmt: skip
    assert read({"a": "true"}) == {"a": "true"}
    for name, text in [
        ("b", "1.0"),
        ("b", ""),
        ("b", "1_0"),
        ("c", "nan"),
        ("c", "inf"),
        ("c", "1_0"),
        ("d", "1"),
        ("d", "yes"),
    ]:
        with pytest.raises(ParameterError, match=f"parameter {name}: given {text!r}; allowed: "):
            read({name: text})


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ([("a: int = 1", [])], "0 cells have the tag parameters"),
        ([("a: int = 1", ["parameters"]), ("b: int = 1", ["parameters"])], "2 cells have the tag"),
        ([("a: int = 1\nprint(a)", ["parameters"])], "parameters line 2: allowed: name: type = value"),
        ([("a: list = [1]", ["parameters"])], "parameter a: declared as list; allowed: str | bool | int | float"),
        ([("a: int = 1 + b", ["parameters"])], "parameter a: its default must be a plain value"),
    ],
)
def test_a_notebook_that_declares_badly_is_refused(cells, said, tmp_path):
    done = command("run", notebook(tmp_path / "n.ipynb", *cells), "-p", "a", "2", "--out", tmp_path / "out")
    assert done.returncode == 2 and said in done.stderr and len(done.stderr.splitlines()) == 1


def test_parameters_come_from_a_file_too_and_the_command_line_goes_before_it(tmp_path):
    file = tmp_path / "p.yaml"
    file.write_text(yaml.safe_dump({"scope": "all", "dispatched_only": False}, sort_keys=False))
    revenue = runner.NOTEBOOKS / "03_revenue.ipynb"
    done = command("run", revenue, "-f", file, "-p", "dispatched_only", "true", "--out", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    ran = nbformat.read(tmp_path / "out" / "notebooks" / "03_revenue.ipynb", as_version=4)
    injected = [c.source for c in ran.cells if "injected-parameters" in c.metadata.get("tags", [])]
    assert injected == ['# Parameters\nscope = "all"\ndispatched_only = True\n']
    for text in ("- 1", "a: [1]", "a: {", "42"):
        file.write_text(text)
        done = command("run", revenue, "-f", file, "--out", tmp_path / "no")
        assert done.returncode == 2 and len(done.stderr.splitlines()) == 1, done.stderr


def test_help_for_a_notebook_is_a_manual():
    done = command("run", SHIFT, "--help-notebook")
    assert done.returncode == 0 and "first_year: int = 2019" in done.stdout
    assert "first year of border entries, 2019 to 2025" in done.stdout


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("%matplotlib inline\nx: int = 1", "parameters line 1 cannot be read"),
        ("x: int = = 1", "parameters line 1 cannot be read"),
        ("x: int = 'text'", "parameter x: declared as int, but its default is 'text'"),
        ("x: int = True", "parameter x: declared as int, but its default is True"),
    ],
)
def test_a_parameters_cell_that_cannot_be_read_is_named(line, said, tmp_path):
    done = command("run", notebook(tmp_path / "n.ipynb", (line, ["parameters"])), "--help-notebook")
    assert done.returncode == 2 and said in done.stderr and len(done.stderr.splitlines()) == 1


def test_values_that_a_notebook_checks_all_at_once_are_checked_too():
    read = declared.reader(runner.NOTEBOOKS / "05_scenario.ipynb")
    with pytest.raises(ParameterError, match="parameter pay_china: given '500..400'"):
        read({"pay_china": "500..400"})


def test_a_name_given_twice_and_bytes_that_are_no_text_are_refused(tmp_path):
    done = command("run", SHIFT, "-p", "reading", "narrow", "-p", "reading", "literal", "--out", tmp_path / "o")
    assert done.returncode == 2 and done.stderr == "error: parameter reading: given twice\n"
    done = command("run", SHIFT, "-p", "leave_out", "\udcff", "--out", tmp_path / "o")
    assert done.returncode == 2 and len(done.stderr.splitlines()) == 1


def test_a_notebook_without_a_named_language_takes_parameters(tmp_path):
    path = notebook(tmp_path / "n.ipynb", ("x: int = 1  # a", ["parameters"]), ("x + 1", []))
    bare = nbformat.read(path, as_version=4)
    bare.metadata.clear()
    nbformat.write(bare, path)
    done = command("run", path, "-p", "x", "41", "--out", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert "42" in (tmp_path / "out" / "n.html").read_text()


def test_what_a_notebook_writes_past_its_kernel_stays_in_its_outputs(tmp_path):
    path = notebook(
        tmp_path / "n.ipynb", ("x: int = 1  # a", ["parameters"]), ("import os\n_ = os.write(1, b'\\x1b[31mSTRAY')", [])
    )
    done = command("run", path, "--quiet", "--out", tmp_path / "out")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert "STRAY" in (tmp_path / "out" / "n.html").read_text()
