"""What the code writes into the log of who did what: each `did`, and the names of the facts beside it."""

import ast
from collections.abc import Iterator
from pathlib import Path

from store.audit import chain

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("store", "telephony", "workers", "console")


def calls() -> Iterator[ast.Call]:
    """Each `tx.record(did, …)`."""
    for package in PACKAGES:
        for file in (ROOT / package).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text("utf-8"))):
                if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
                    continue
                of = node.func.value
                named = isinstance(of, ast.Name) and of.id in ("tx", "self")
                if node.func.attr == "record" and named and node.args:
                    yield node


def dids() -> set[str]:
    """All that can have been done, as the log has it."""
    found = {chain.CUT}
    for call in calls():
        if not isinstance(call.args[0], ast.Name):  # what hands it on, as `Tx.record` does
            found |= {
                each.value
                for each in _choices(call.args[0])
                if isinstance(each, ast.Constant) and isinstance(each.value, str)
            }
    return found


def facts() -> set[str]:
    """The names of the facts beside them."""
    return {"last"} | {
        each.arg for call in calls() for each in call.keywords if each.arg and each.arg != "by"
    }


def _choices(node: ast.expr) -> Iterator[ast.expr]:
    """What `"this" if … else "that"` can be."""
    if isinstance(node, ast.IfExp):
        yield from _choices(node.body)
        yield from _choices(node.orelse)
    else:
        yield node
