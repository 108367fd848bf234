"""Small changes of a Python text, one at a time, for `code_mutants.py`."""

import ast
import re
from dataclasses import dataclass

COMPARED = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
CALCULATED = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult,
    ast.Pow: ast.Mult, ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd,
}  # fmt: skip
# Names and colours have a meaning for the code; sentences are for readers, and others test them.
NAME_OR_COLOUR = re.compile(r"[a-z_]+|#[0-9A-Fa-f]{6}")


@dataclass(frozen=True)
class Mutant:
    """One change: where it stands, what it does, and the number of its node in the text's tree."""

    file: str
    line: int
    place: str  # the function or class around it
    kind: str
    change: str
    number: int

    def __str__(self):
        return f"{self.file}:{self.line} {self.place}: {self.change}"

    @property
    def key(self):
        """What names a mutant whichever line it stands in."""
        return self.file, self.place, self.change


def of(text, file):
    """Yield every mutant of a Python text; ``file``: its path, for their names."""
    tree = ast.parse(text)
    places, fixed = _places(tree), _fixed(tree)
    for number, node in enumerate(ast.walk(tree)):
        for kind, alter in CHANGES if node not in fixed else ():
            new = alter(node) if _fits(alter, node) else None
            if new is not None:
                change = f"{kind}: {_line(node)} → {_line(new)}"
                yield Mutant(file, node.lineno, places.get(node, "module"), kind, change, number)


def applied(text, mutant):
    """Return a Python text with one mutant of it put in."""
    tree = ast.parse(text)
    node = next(one for number, one in enumerate(ast.walk(tree)) if number == mutant.number)
    return ast.unparse(ast.fix_missing_locations(_Put(node, dict(CHANGES)[mutant.kind](node)).visit(tree)))


def _line(node):
    return " ".join(ast.unparse(node).split())[:90] if not isinstance(node, ast.Pass) else "nothing"


def _places(tree):
    """Return node → name of the function or class that it stands in."""
    places = {}
    for outer in ast.walk(tree):
        if isinstance(outer, ast.FunctionDef | ast.ClassDef):
            places |= dict.fromkeys(ast.walk(outer), outer.name)
    return places


def _fixed(tree):
    """Return the nodes left as they are: docstrings, annotations, imports, ``__all__``, parts of f-strings."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom | ast.JoinedStr):
            found |= {
                part for part in ast.walk(node) if not isinstance(node, ast.JoinedStr) or isinstance(part, ast.Constant)
            }
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            found |= {node, node.value}
        if isinstance(node, ast.Assign) and any(getattr(one, "id", "") == "__all__" for one in node.targets):
            found |= set(ast.walk(node))
        for part in (getattr(node, "annotation", None), getattr(node, "returns", None)):
            found |= set(ast.walk(part)) if part else set()
    return found


class _Put(ast.NodeTransformer):
    def __init__(self, old, new):
        self.old, self.new = old, new

    def visit(self, node):
        return self.new if node is self.old else self.generic_visit(node)


def _fits(alter, node):
    return isinstance(node, alter.__annotations__["node"])


def _compare(node: ast.Compare):
    return ast.Compare(node.left, [COMPARED[type(node.ops[0])](), *node.ops[1:]], node.comparators)


def _calculate(node: ast.BinOp):
    other = CALCULATED.get(type(node.op))
    return other and ast.BinOp(node.left, other(), node.right)


def _constant(node: ast.Constant):
    value = node.value
    if isinstance(value, bool):
        return ast.Constant(not value)
    if isinstance(value, int | float):
        return ast.Constant(value + 1 if isinstance(value, int) else value * 1.5 + 0.1)
    if isinstance(value, str) and NAME_OR_COLOUR.fullmatch(value):
        return ast.Constant(f"#{value[5:]}{value[3:5]}{value[1:3]}" if value[0] == "#" else f"{value}_x")
    return None


def _condition(node: ast.BoolOp):
    return ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)


def _choice(node: ast.IfExp):
    return ast.IfExp(node.test, node.orelse, node.body)


def _denied(node: ast.If | ast.While):
    return type(node)(ast.UnaryOp(ast.Not(), node.test), node.body, node.orelse)


def _sign(node: ast.UnaryOp):
    return node.operand if isinstance(node.op, ast.Not | ast.USub) else None


def _left_out(node: ast.Expr | ast.AugAssign | ast.Raise | ast.Continue):
    return ast.Pass()


def _nothing(node: ast.Return):
    return ast.Return(ast.Constant(None)) if node.value and not isinstance(node.value, ast.Constant) else None


def _swapped(node: ast.Call):
    if len(node.args) < 2 or any(isinstance(one, ast.Starred) for one in node.args[:2]):
        return None
    first, second, *rest = node.args
    return ast.Call(node.func, [second, first, *rest], node.keywords)


CHANGES = [
    ("comparison", _compare), ("arithmetic", _calculate), ("constant", _constant), ("condition", _condition),
    ("choice", _choice), ("denied", _denied), ("sign", _sign), ("left out", _left_out),
    ("returns nothing", _nothing), ("swapped", _swapped),
]  # fmt: skip
