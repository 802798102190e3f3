"""What a volunteer writes while they are asked how a talk was, or whether to talk it over, is read as a volunteer's."""

import pytest

from tests.kits.bridge import PARTICIPANT, VOLUNTEER, Desk
from tests.kits.line import TestLine
from tests.kits.talks import talk


@pytest.fixture
def asked(quick_line: TestLine) -> TestLine:
    """They had a talk, said that it was hard, and are asked whether they would like to talk it over."""
    desk = Desk(quick_line)
    desk.ask()
    talk(desk)
    quick_line.work()
    assert "talk it over" in quick_line.text(VOLUNTEER, "that was rough")
    return quick_line


def test_done_for_tonight_is_off(asked: TestLine) -> None:
    assert "You're off" in asked.text(VOLUNTEER, "im done for tonight")


def test_whether_they_are_on_is_about_their_duty(asked: TestLine) -> None:
    assert "no request open" not in asked.text(VOLUNTEER, "am i still on")


def test_a_participants_words_to_their_own_question_are_still_theirs(quick_line: TestLine) -> None:
    quick_line.text(PARTICIPANT, "CHECKIN")
    assert "in touch with a volunteer" in quick_line.text(PARTICIPANT, "rough, a 2")
