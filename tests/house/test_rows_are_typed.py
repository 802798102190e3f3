"""A row of the database is typed as the model it comes from: `Any` for one would check nothing of a callback."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("store", "telephony", "workers", "console")
STILL_TO_DO: tuple[str, ...] = ("store/rota/",)
"""Rooms whose rows are not typed yet."""
ROWS = frozenset(
    "alert callback cb contact conversation each held inbound leg legs live message note offer old plan_row "
    "reminder row rows shift turn volunteer waiting".split()
)
"""Names under which a row, or several, are passed on."""
READERS = ("lock", "find", "live_of", "children")
"""Functions that give rows begin with these words."""


def files() -> list[Path]:
    """Every module in which a row may be passed on."""
    found = [path for package in PACKAGES for path in (ROOT / package).rglob("*.py")]
    return [path for path in found if not str(path.relative_to(ROOT)).startswith(STILL_TO_DO)]


def untyped(source: str) -> list[str]:
    """The names and functions that stand for rows, and say `Any`."""
    said = (found for node in ast.walk(ast.parse(source)) for found in _annotated(node))
    return [name for name, annotation in said if _is_any(annotation)]


def _annotated(node: ast.AST) -> Iterator[tuple[str, ast.expr | None]]:
    match node:
        case ast.arg(arg=name, annotation=annotation) if name in ROWS:
            yield name, annotation
        case ast.AnnAssign(target=ast.Name(id=name), annotation=annotation) if name in ROWS:
            yield name, annotation
        case ast.FunctionDef(name=name, returns=annotation) if name.lstrip("_").startswith(READERS):
            yield f"{name}()", annotation


def _is_any(annotation: ast.expr | None) -> bool:
    """`Any` alone, or as what a list, a sequence or an option holds; a dictionary of values is no row."""
    match annotation:
        case ast.Name(id="Any"):
            return True
        case ast.BinOp(left=left, right=right):
            return _is_any(left) or _is_any(right)
        case ast.Subscript(value=ast.Name(id="list" | "Sequence" | "Iterable" | "Iterator"), slice=held):
            return _is_any(held)
    return False


def test_no_row_is_any() -> None:
    found = {str(path.relative_to(ROOT)): untyped(path.read_text()) for path in files()}
    assert {path: names for path, names in found.items() if names} == {}


@pytest.mark.parametrize(
    "line",
    [
        "def f(cb: Any): ...",
        "def f(rows: Sequence[Any]): ...",
        "row: Any | None = 1",
        "def _lock_open() -> list[Any]: ...",
    ],
)
def test_an_untyped_row_is_found(line: str) -> None:
    assert untyped(line) != []


def test_a_dictionary_of_values_is_no_row() -> None:
    assert untyped("def f(row: dict[str, Any]): ...") == []
