"""No circle of imports: not between the modules of a package, and not between the rooms of a folder.

All imports count: those inside a function, and those under TYPE_CHECKING as well. The interpreter does not mind these,
but whoever reads one module of such a circle has to read all of them. `from package import module` imports the module;
that Python runs the `__init__` of its package first is not counted, or every package that gathers names from its own
modules would be a circle.
"""

import ast
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("flows", "store", "telephony", "workers", "console", "benchmarks")

Graph = Mapping[str, set[str]]

ALLOWED: Mapping[tuple[str, ...], str] = {}
"""Circles that stay, as they are found here, and the record in docs/adr that says why."""


def modules_in(root: Path, package: str) -> dict[str, Path]:
    """Every module of a package by its dotted name. A package's own module is its `__init__`."""
    found = {}
    for path in (root / package).rglob("*.py"):
        parts = path.relative_to(root).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def imported_by(name: str, path: Path) -> Iterator[tuple[str, str]]:
    """What a module imports: (module, name in it), the name "" for `import module`."""
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from ((each.name, "") for each in node.names)
        elif isinstance(node, ast.ImportFrom):
            parents = package.split(".")[: package.count(".") + 2 - node.level] if node.level else []
            source = ".".join([*parents, *([node.module] if node.module else [])])
            yield from ((source, each.name) for each in node.names)


@cache
def imports(root: Path, package: str) -> Graph:
    """Which modules of a package import which others of it."""
    modules = modules_in(root, package)
    graph: dict[str, set[str]] = {}
    for name, path in modules.items():
        wanted = {
            whole if (whole := f"{source}.{part}") in modules else source
            for source, part in imported_by(name, path)
        }
        graph[name] = (wanted & modules.keys()) - {name}
    return graph


def rooms(graph: Graph) -> dict[str, Graph]:
    """For every folder, which of the files and folders in it import which others of them."""
    inside: dict[str, dict[str, set[str]]] = {}
    for name, wanted in graph.items():
        for other in wanted:
            here, there = name.split("."), other.split(".")
            same = next((n for n, (a, b) in enumerate(zip(here, there, strict=False)) if a != b), None)
            if same is not None:  # else one is the `__init__` above the other
                folder = inside.setdefault(".".join(here[:same]), {})
                folder.setdefault(".".join(here[: same + 1]), set()).add(".".join(there[: same + 1]))
    return dict(inside)


def circles(graph: Graph) -> list[tuple[str, ...]]:
    """Groups of modules each of which can be reached from all others of its group."""
    reached = {name: _reached(graph, name) for name in graph}
    together = {
        tuple(sorted({name, *(other for other in reached[name] if name in reached.get(other, ()))}))
        for name in graph
    }
    return sorted(group for group in together if len(group) > 1)


def _reached(graph: Graph, start: str) -> set[str]:
    found: set[str] = set()
    waiting = [start]
    while waiting:
        new = graph.get(waiting.pop(), set()) - found
        found |= new
        waiting += new
    return found


@pytest.mark.parametrize("package", PACKAGES)
def test_no_modules_of_a_package_import_each_other_in_a_circle(package: str) -> None:
    assert [found for found in circles(imports(ROOT, package)) if found not in ALLOWED] == []


@pytest.mark.parametrize("package", PACKAGES)
def test_no_rooms_of_a_folder_import_each_other_in_a_circle(package: str) -> None:
    found = {folder: circles(inside) for folder, inside in rooms(imports(ROOT, package)).items()}
    assert {folder: groups for folder, groups in found.items() if groups} == {}


def test_every_circle_that_is_allowed_is_there_and_has_its_record() -> None:
    found = {group for package in PACKAGES for group in circles(imports(ROOT, package))}
    assert ALLOWED.keys() <= found, "what is gone needs no leave"
    assert all((ROOT / "docs/adr" / record).is_file() for record in ALLOWED.values())


@pytest.mark.parametrize(
    "back",
    [
        "import house.one",
        "from house import one",
        "from house.one import word",
        "from . import one",
        "from .one import word",
        "def later():\n    from house import one",
        "from typing import TYPE_CHECKING\n\nif TYPE_CHECKING:\n    from house.one import word",
    ],
)
def test_a_planted_circle_is_found(tmp_path: Path, back: str) -> None:
    house = _planted(
        tmp_path, {"__init__": "", "one": "import house.two\nword = 1", "two": "import house.three"}
    )
    (house / "three.py").write_text(back)
    assert circles(imports(tmp_path, "house")) == [("house.one", "house.three", "house.two")]


def test_a_straight_line_is_no_circle(tmp_path: Path) -> None:
    _planted(
        tmp_path,
        {"__init__": "", "one": "from house import two, three", "two": "from house.three import word"},
    )
    (tmp_path / "house" / "three.py").write_text("import os\nfrom elsewhere import one\nword = 1")
    assert circles(imports(tmp_path, "house")) == []


def test_rooms_that_import_each_other_are_found_though_no_modules_do(tmp_path: Path) -> None:
    files = {"a/one": "from house.b import one", "b/one": "", "b/two": "from house.a import two", "a/two": ""}
    _planted(tmp_path, files)
    graph = imports(tmp_path, "house")
    assert circles(graph) == []
    assert circles(rooms(graph)["house"]) == [("house.a", "house.b")]


def _planted(root: Path, files: Mapping[str, str]) -> Path:
    house = root / "house"
    for name, text in files.items():
        (house / name).parent.mkdir(parents=True, exist_ok=True)
        (house / f"{name}.py").write_text(text)
    return house
