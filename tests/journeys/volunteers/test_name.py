"""No participant learns a volunteer's name before the volunteer has agreed to that."""

import pytest

from flows.rules.words.names import read_name
from store.models import Consent
from store.volunteers import roster
from tests.kits.bridge import PARTICIPANT, VOLUNTEER
from tests.kits.line import TestLine

ASKED = "call you Rosa?"


@pytest.fixture
def rosa(quick_line: TestLine) -> TestLine:
    """Rosa was added by a command, and was never asked what she may be called."""
    quick_line.ctx.run(lambda tx: roster.add_active(tx, "Rosa Lopez", VOLUNTEER, on_duty=False))
    return quick_line


def write_with_them(line: TestLine) -> str:
    """Somebody is written to by the volunteer; gives the first text that names who is there."""
    line.text(PARTICIPANT, "HI")
    line.text(PARTICIPANT, "CALL")
    line.text(PARTICIPANT, "text only")
    line.work()
    line.text(VOLUNTEER, f"TAKE {line.code()}")
    line.work()
    line.text(VOLUNTEER, "how are you")
    line.work()
    return line.texts_to(PARTICIPANT)[-1]


def test_a_volunteer_who_was_never_asked_has_no_name_for_participants(rosa: TestLine) -> None:
    rosa.text(VOLUNTEER, "ON")
    assert write_with_them(rosa) == "A volunteer: how are you"
    assert not any("Rosa" in said for said in rosa.texts_to(PARTICIPANT))


def test_on_asks_once_and_a_yes_is_in_force_and_in_the_ledger(rosa: TestLine) -> None:
    assert ASKED in rosa.text(VOLUNTEER, "ON")
    assert "see Rosa" in rosa.text(VOLUNTEER, "1")
    assert [(row.purpose, row.action) for row in rosa.rows(Consent)][-1] == ("name", "given")
    assert ASKED not in rosa.text(VOLUNTEER, "ON")
    assert write_with_them(rosa) == "Rosa: how are you"


def test_a_volunteer_may_choose_another_name_and_take_it_back(rosa: TestLine) -> None:
    rosa.text(VOLUNTEER, "ME")
    rosa.text(VOLUNTEER, "7")
    assert "see Blue" in rosa.text(VOLUNTEER, "call me Blue")
    assert "see Blue" in rosa.text(VOLUNTEER, "ME")
    assert "1 Rosa" in rosa.text(VOLUNTEER, "NAME")
    assert "no name" in rosa.text(VOLUNTEER, "no name")
    assert [row.action for row in rosa.rows(Consent)] == ["given", "withdrawn"]
    assert "see a volunteer" in rosa.text(VOLUNTEER, "ME")


def test_nobody_who_is_asked_for_a_call_is_asked_for_a_name_beside_it(rosa: TestLine) -> None:
    rosa.text(VOLUNTEER, "ON")  # not answered
    rosa.ctx.run(lambda tx: roster.add_active(tx, "Omar", "+12025550133", on_duty=False))
    rosa.text(PARTICIPANT, "CALL")
    rosa.work()
    assert "TAKE" in rosa.texts_to(VOLUNTEER)[-1]
    assert ASKED not in rosa.text(VOLUNTEER, "ON")


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Rosa", "Rosa"),
        ("call me Blue", "Blue"),
        ("Me llamo José Luis", "José Luis"),
        ("O'Neil.", "O'Neil"),
        ("ok thanks", None),
        ("STOP", None),
        ("555 0100", None),
        ("rosa@example.org", None),
        ("losing a child, and more", None),
        ("x" * 21, None),
        ("", None),
    ],
)
def test_a_name_is_one_or_two_words_of_letters_and_nothing_else(said: str, name: str | None) -> None:
    assert read_name(said) == name
