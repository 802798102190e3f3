"""States: the tables say what may follow what, `docs/states.md` draws them, and nothing else writes a state."""

import ast
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

import pytest

from flows.states import States
from store import transitions
from store.models import Base, Callback, Leg, Offer, Reminder, Shift

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "states.md"
KINDS = transitions.KINDS
INSERTS = frozenset(
    {
        ("store/callbacks/callbacks.py", "open_new"),
        ("store/callbacks/legs.py", "plan"),
        ("store/callbacks/trial_rings.py", "plan"),
        ("store/line_rings/rows.py", "plan"),
        ("store/offers/matching.py", "_file"),
        ("store/reminders/reminders.py", "plan"),
        ("store/rota/open_shifts.py", "open_shift"),
        (
            "store/rota/reminders.py",
            "plan_new",
        ),  # a shift dropped and taken back is reminded of as if it were new
        ("store/rota/shift_patterns.py", "_insert"),
    }
)
"""Where a new row begins, in which function: the only other places that write a state."""


def diagram(states: States[StrEnum]) -> str:
    """The Mermaid diagram of one table."""
    begins = [f"    [*] --> {state}" for state in states.begins]
    moves = [
        f"    {was} --> {to}" for was in states.allowed for to in states.allowed if to in states.allowed[was]
    ]
    ends = [f"    {state} --> [*]" for state in states.allowed if states.is_final(state)]
    return "\n".join(["```mermaid", "stateDiagram-v2", *begins, *moves, *ends, "```"])


@pytest.mark.parametrize("model", KINDS, ids=lambda model: model.__name__)
def test_the_page_draws_the_table(model: type[Base]) -> None:
    drawn = diagram(KINDS[model])
    heading = f"## {model.__name__}\n"
    section = PAGE.read_text().partition(heading)[2].partition("\n## ")[0]
    assert drawn in section, f"{PAGE.name}, under “{heading.strip()}”, should have:\n\n{drawn}\n"


@pytest.mark.parametrize("model", KINDS, ids=lambda model: model.__name__)
def test_a_table_names_every_state_and_each_can_be_reached(model: type[Base]) -> None:
    states = KINDS[model]
    assert set(states.allowed) == set(type(states.begins[0]).__members__.values())
    reached = set(states.begins).union(*states.allowed.values())
    assert reached == set(states.allowed)


@pytest.mark.parametrize("model", KINDS, ids=lambda model: model.__name__)
def test_no_state_is_followed_by_itself(model: type[Base]) -> None:
    assert [was for was, to in KINDS[model].allowed.items() if was in to] == []


def written(source: str) -> list[tuple[str, int]]:
    """Where a state of one of these tables is written: the function, and the line."""
    return sorted(set(_written_in(ast.parse(source), "")))


def _written_in(scope: ast.AST, name: str) -> Iterator[tuple[str, int]]:
    inner = [node for node in ast.walk(scope) if isinstance(node, ast.FunctionDef) and node is not scope]
    for function in inner:
        yield from _written_in(function, function.name)
    within = {id(node) for function in inner for node in ast.walk(function)}
    own = [node for node in ast.walk(scope) if id(node) not in within]
    names_table = any(_names_table(node) for node in own)
    for node in own:
        changes = isinstance(node, ast.Call) and _name(node.func) == "change"
        if isinstance(node, ast.expr) and _says_state(node) and (names_table or changes):
            yield name, node.lineno


def _says_state(node: ast.expr) -> bool:
    """f(state=...), {"state": ...}."""
    match node:
        case ast.Call(keywords=said):
            return any(each.arg == "state" for each in said)
        case ast.Dict(keys=keys):
            return any(isinstance(key, ast.Constant) and key.value == "state" for key in keys)
    return False


def _names_table(node: ast.AST) -> bool:
    """update(Callback), insert(Leg), dialect.insert(Reminder.__table__)."""
    if not isinstance(node, ast.Call) or _name(node.func) not in ("update", "insert") or not node.args:
        return False
    table = node.args[0]
    table = table.value if isinstance(table, ast.Attribute) and table.attr == "__table__" else table
    return isinstance(table, ast.Name) and table.id in {model.__name__ for model in KINDS}


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def test_a_state_is_written_by_transitions_alone() -> None:
    files = [
        path for room in ("store", "workers", "telephony", "console") for path in (ROOT / room).rglob("*.py")
    ]
    where = [str(path.relative_to(ROOT)) for path in files if "migrations" not in path.parts]
    found = {
        (path, function): line for path in where for function, line in written((ROOT / path).read_text())
    }
    assert {f"{path}:{line}" for (path, name), line in found.items() if (path, name) not in INSERTS} == set()
    assert set(found) == INSERTS, "a place that writes no state any more"


@pytest.mark.parametrize(
    "line",
    [
        "tx.run(update(Callback).where(mine).values(state='waiting'))",
        "legs.change(tx, 1, state='ended')",
        "values = {'state': 'open'}; tx.run(update(Offer).values(**values))",
        "dialect.insert(Reminder.__table__).values(state='due')",
    ],
)
def test_a_state_written_by_hand_is_found(line: str) -> None:
    assert written(f"def f(tx):\n    {line}\n") == [("f", 2)]


@pytest.mark.parametrize("line", ["update(Message).values(state='sent')", "View(state=row.state)"])
def test_the_state_of_another_table_or_of_a_view_is_not_meant(line: str) -> None:
    assert written(f"def f(tx):\n    {line}\n") == []


def test_a_move_that_no_table_knows_is_refused() -> None:
    kinds: list[tuple[type[Base], str, str]] = [
        (Callback, "completed", "waiting"),
        (Leg, "ended", "ringing"),
        (Offer, "accepted", "open"),
        (Shift, "over", "on"),
        (Reminder, "dropped", "sent"),
    ]
    for model, was, to in kinds:
        state = type(KINDS[model].begins[0])
        with pytest.raises(transitions.NotAllowedError):
            transitions.moving(model, state(to), state(was))
