"""A participant who calls it off while phones are brought together: the volunteer is told that, and nothing else."""

import pytest

from tests.kits.bridge import PARTICIPANT, VOLUNTEER, Desk
from tests.kits.fakes import Ring
from tests.kits.line import TestLine

WORDS = ("NEVERMIND", "STOP", "LATER 8pm")


@pytest.fixture
def desk(quick_line: TestLine) -> Desk:
    """A callback offered to one volunteer."""
    made = Desk(quick_line)
    made.ask()
    return made


def told_that_alone(desk: Desk, ring: Ring) -> bool:
    desk.line.work()
    desk.end(ring, "completed")
    desk.line.pass_time(minutes=2)
    return (desk.told(VOLUNTEER, "no longer needed"), desk.told(VOLUNTEER, "not pick up")) == (1, 0)


@pytest.mark.parametrize("word", WORDS)
def test_while_the_volunteers_phone_rings(desk: Desk, word: str) -> None:
    ring = desk.take()
    desk.line.text(PARTICIPANT, word)
    assert "no longer needed" in desk.pick_up(ring).words
    assert told_that_alone(desk, ring)


@pytest.mark.parametrize("word", WORDS)
def test_while_the_volunteer_hears_which_key_to_press(desk: Desk, word: str) -> None:
    ring = desk.take()
    heard = desk.pick_up(ring)
    desk.line.text(PARTICIPANT, word)
    assert "no longer needed" in desk.line.press(heard, "5", ring.sid).words
    assert told_that_alone(desk, ring)


@pytest.mark.parametrize("word", WORDS)
@pytest.mark.parametrize("status", ["no-answer", "busy", "canceled", "completed"])
def test_while_their_own_phone_rings(desk: Desk, word: str, status: str) -> None:
    ring = desk.take()
    dialled = desk.connect_volunteer(ring)
    dialled.status(status)
    desk.line.text(PARTICIPANT, word)
    assert "no longer needed" in dialled.over(status, ring.sid).words
    assert told_that_alone(desk, ring)


@pytest.mark.parametrize("word", WORDS)
def test_when_it_rang_in_vain_this_moment_and_the_volunteer_was_not_texted_of_a_next_try_yet(
    desk: Desk, word: str
) -> None:
    ring = desk.take()
    desk.connect_volunteer(ring).over("no-answer", ring.sid)
    desk.line.text(PARTICIPANT, word)
    assert told_that_alone(desk, ring)
