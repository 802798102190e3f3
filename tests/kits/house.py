"""Reads from the imports which rooms the house has and who imports whom; `python -m tests.kits.house` draws it."""

import ast
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("console", "workers", "telephony", "store", "flows")
DRAWN = ("store", "flows", "flows.rules")
"""The packages with rooms in floors, each drawn as one picture."""


@cache
def modules() -> Mapping[str, Path]:
    """Every module of the five packages by its dotted name; `__init__` has the name of its folder."""
    found = {}
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            dotted = ".".join(path.relative_to(ROOT).with_suffix("").parts)
            found[dotted.removesuffix(".__init__")] = path
    return found


@cache
def imports(module: str) -> frozenset[str]:
    """The modules of ours that this one imports, anywhere in its file."""
    return frozenset(
        each for each in _named(ast.parse(modules()[module].read_text("utf-8"))) if each != module
    )


def _named(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in modules())
        elif isinstance(node, ast.ImportFrom) and node.module is not None:
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                named = whole if whole in modules() else node.module
                if named in modules():
                    yield named


def rooms(inside: str) -> dict[str, set[str]]:
    """The rooms of a package, and which of them each imports."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for module in modules():
        if (room := _room(module, inside)) is not None:
            found[room] |= {
                other for each in imports(module) if (other := _room(each, inside)) not in (None, room)
            }
    return dict(found)


def _room(module: str, inside: str) -> str | None:
    return module.removeprefix(f"{inside}.").split(".")[0] if module.startswith(f"{inside}.") else None


def floors(inside: str) -> list[list[str]]:
    """The rooms floor by floor, the highest first: each stands one above the highest room that it imports."""
    known = rooms(inside)

    @cache
    def height(room: str) -> int:
        return max((height(each) + 1 for each in known[room]), default=0)

    by_height: defaultdict[int, list[str]] = defaultdict(list)
    for room in sorted(known):
        by_height[height(room)].append(room)
    return [by_height[each] for each in sorted(by_height, reverse=True)]


def arrows(inside: str) -> list[tuple[str, str]]:
    """Which room imports which, without arrows that follow from others (the transitive reduction)."""
    known = rooms(inside)

    @cache
    def reached(room: str) -> frozenset[str]:
        return frozenset(known[room]).union(*(reached(each) for each in known[room]))

    return [
        (room, each)
        for room in sorted(known)
        for each in sorted(known[room])
        if not any(each in reached(other) for other in known[room] - {each})
    ]


def picture(inside: str) -> str:
    """The plan of one package, in Mermaid."""
    lines = ["```mermaid", "flowchart TD"]
    for number, floor in enumerate(floors(inside)):
        lines.append(f"  subgraph f{number}[ ]")
        lines += [f"    {room}" for room in floor]
        lines.append("  end")
    lines += [f"  {above} --> {below}" for above, below in arrows(inside)]
    return "\n".join([*lines, "```"])


if __name__ == "__main__":
    for each in DRAWN:
        print(f"### {each}\n\n{picture(each)}\n")  # noqa: T201 - printing is what it is for
