"""The parameters a notebook declares: names, types, defaults and help; values read by type and checked.

All of it happens before a kernel starts, from the notebook's text alone.
"""

import ast
import builtins
import functools
import json
import math
from dataclasses import dataclass
from pathlib import Path

from analysis import DATA, ledger
from analysis.ledger import ParameterError, RunError, folders
from analysis.notebook import parameters

OF_ARTICLES = {"source_id", "source"}  # parameters that name an article


@dataclass(frozen=True)
class Declared:
    """One line of a parameters cell: ``name: type = default  # help``."""

    name: str
    type: str
    default: object
    help: str


def read(path):
    """Return what a notebook's cell tagged ``parameters`` declares.

    Parameters
    ----------
    path : path

    Returns
    -------
    list of Declared

    Raises
    ------
    ParameterError
        If no cell, or more than one, has the tag, or a line has no type.
    RunError
        If the file is not a notebook.
    """
    tagged = [cell for cell in _code_cells(path) if "parameters" in cell.get("metadata", {}).get("tags", [])]
    if len(tagged) != 1:
        raise ParameterError(f"{Path(path).name}: {len(tagged)} cells have the tag parameters; exactly one must")
    source = _source(tagged[0])
    lines, found = source.splitlines(), []
    try:
        nodes = ast.parse(source).body
    except SyntaxError as error:
        raise ParameterError(f"{Path(path).name}: parameters line {error.lineno} cannot be read: {error.msg}") from None
    for node in nodes:
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value is not None:
            name, kind = node.target.id, ast.unparse(node.annotation)
        elif isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
            name, kind = node.targets[0].id, ""
        else:
            raise ParameterError(
                f"{Path(path).name}: parameters line {node.lineno}: allowed: name: type = value  # help"
            )
        default = _literal(node.value, name, path)
        kind = kind or type(default).__name__
        if kind not in READERS:
            raise ParameterError(f"parameter {name}: declared as {kind}; allowed: {' | '.join(READERS)}")
        if not isinstance(default, {"float": (int, float)}.get(kind, getattr(builtins, kind))) or (
            kind != "bool" and isinstance(default, bool)
        ):
            raise ParameterError(f"parameter {name}: declared as {kind}, but its default is {default!r}")
        help_text = lines[node.end_lineno - 1].encode()[node.end_col_offset :].decode().partition("#")[2].strip()
        found.append(Declared(name, kind, default, help_text))
    return found


def reader(path):
    """Return a function that reads given texts as the notebook declares them, and checks them.

    Parameters
    ----------
    path : path
        The notebook.

    Returns
    -------
    callable
        Takes a dict of names and texts, returns a dict of names and values of
        the declared types. Raises ParameterError for an unknown name, a text
        that is not of the declared type, or a value out of bounds.

    Raises
    ------
    LedgerError
        If the ledger, which decides on sources, is broken.
    """
    declared, book_with = {one.name: one for one in read(path)}, functools.cache(lambda name: ledger.read(source=name))
    defaults = {one.name: one.default for one in declared.values()}
    calls = list(_checks(path))

    def values(given):
        for name in given:
            if name in OF_ARTICLES:
                require_any_article(path, f"parameter {name}")
            if name not in declared:
                near, has = parameters.nearest(name, declared), ", ".join(declared) or "none"
                raise ParameterError(f"parameter {name}: {Path(path).name} has no such parameter{near}; it has: {has}")
        typed = {name: _as_declared(declared[name], text) for name, text in given.items()}
        every = defaults | typed
        (source,) = {str(every[name]) for name in OF_ARTICLES & every.keys()} or {""}
        book = book_with(folders.read_with(DATA, source))
        for table, names in calls:
            parameters.check(book, *table, **{name: every[name] for name in names if name in every})
        return typed

    return values


def require_any_article(path, given):
    """Raise ParameterError if a notebook is the topic's, and so can be asked about no other article."""
    if not OF_ARTICLES & {one.name for one in read(path)}:
        raise ParameterError(
            f"{given}: {Path(path).name} asks about {folders.topic()} alone; "
            "01_claims, 02_timeline, 06_audit and report --article serve any article"
        )


def manual(path):
    """Return a notebook's parameters as text: type, default, help (with the unit)."""
    lines = [f"{Path(path).name}", ""]
    for one in read(path):
        lines += [f"  {one.name}: {one.type} = {one.default!r}", f"      {one.help or 'no help'}"]
    return "\n".join(lines if len(lines) > 2 else [*lines, "  no parameters"])


def _checks(path):
    """Yield the table and the names of each call of `parameters.check` in the notebook."""
    for cell in _code_cells(path):
        for node in ast.walk(_parse(_source(cell))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "parameters.check":
                names = [word.arg for word in node.keywords]
                every = [one.name for one in read(path)] if None in names else names  # **given: all there are
                yield [one.value for one in node.args[1:] if isinstance(one, ast.Constant)], every


def _as_declared(declared, text):
    try:
        text.encode()  # what a shell passed on may be no text
        return READERS[declared.type][0](text)
    except ValueError:
        raise ParameterError(
            f"parameter {declared.name}: given {text!r}; allowed: {READERS[declared.type][1]}"
        ) from None


def _truth(text):
    if text.lower() not in ("true", "false"):
        raise ValueError
    return text.lower() == "true"


def _whole(text):
    if not text.strip().lstrip("+-").isdecimal():
        raise ValueError
    return int(text)


def _number(text):
    value = float(text)
    if "_" in text or not math.isfinite(value):
        raise ValueError
    return value


# How a text becomes a value of each type, and what to say if it cannot.
READERS = {
    "str": (str, "text"),
    "bool": (_truth, "True | False"),
    "int": (_whole, "a whole number"),
    "float": (_number, "a number"),
}


def _literal(node, name, path):
    try:
        return ast.literal_eval(node)
    except ValueError:
        raise ParameterError(f"{Path(path).name}: parameter {name}: its default must be a plain value") from None


def _code_cells(path):
    try:
        cells = json.loads(Path(path).read_text(encoding="utf-8"))["cells"]
        return [cell for cell in cells if cell["cell_type"] == "code"]
    except (ValueError, KeyError, TypeError):
        raise RunError(f"{path} is not a notebook") from None


def _source(cell):
    return cell["source"] if isinstance(cell["source"], str) else "".join(cell["source"])


def _parse(source):
    try:
        return ast.parse(source)
    except SyntaxError:  # a magic, or a fault that the run will show
        return ast.Module([], [])
