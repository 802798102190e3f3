"""Nobody asks a participant past the budget: each question that the line puts first is sorted, and has one door."""

import ast
from collections.abc import Iterator
from pathlib import Path

from flows.rules.safe_contact.asking_budget import BY_ITSELF, THEIR_OWN

STORE = Path(__file__).resolve().parents[2] / "store"
DOOR = STORE / "messages/prompts.py"


def calls(name: str) -> Iterator[tuple[Path, ast.Call, ast.FunctionDef]]:
    """Every call of `name` in the store, with the function around it."""
    for file in STORE.rglob("*.py"):
        for around in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(around, ast.FunctionDef):
                for call in ast.walk(around):
                    if isinstance(call, ast.Call) and ast.unparse(call.func) == name:
                        yield file, call, around


def texts(part: ast.AST) -> set[str]:
    return {
        each.value
        for each in ast.walk(part)
        if isinstance(each, ast.Constant) and isinstance(each.value, str)
    }


def steps(file: Path, call: ast.Call, around: ast.FunctionDef) -> set[str]:
    """The steps that a call may put: written in it, in what its variable was set to, or where that was given."""
    step = call.args[2]
    if not isinstance(step, ast.Name):
        return texts(step)
    parameters = [each.arg for each in around.args.args]
    if step.id in parameters:
        given = [
            other.args[parameters.index(step.id)] for each, other, _ in calls(around.name) if each == file
        ]
        return {text for value in given for text in texts(value)}
    given = [
        each.value
        for each in ast.walk(around)
        if isinstance(each, ast.Assign) and ast.unparse(each.targets[0]) == step.id
    ]
    return {text for value in given for text in texts(value) if "." in text}


def test_every_question_that_the_line_puts_first_counts_or_is_about_what_they_booked() -> None:
    found = [(file, steps(file, call, around)) for file, call, around in calls("prompts.put")]
    assert len(found) > 10
    for file, put in found:
        assert put, f"{file}: which step is put?"
        unsorted = put - BY_ITSELF - THEIR_OWN
        assert not unsorted, (
            f"{file}: {unsorted} stand neither in BY_ITSELF nor in THEIR_OWN (asking_budget.py)"
        )
    assert not BY_ITSELF & THEIR_OWN


def test_no_question_is_texted_but_through_that_door() -> None:
    for name in ("queue_said", "compose.queue_said"):
        for file, call, _ in calls(name):
            asks = any(given.arg == "session" for given in call.keywords)
            assert not asks or file == DOOR, f"{file} puts a question past the budget"
