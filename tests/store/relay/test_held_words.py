"""Words that wait for their writer to say for whom: sent once, or told that they were not, whatever happens."""

import pytest

from store.models import Conversation
from tests.journeys.relay.test_writing import begun, says
from tests.kits.bridge import PARTICIPANT, SECOND, VOLUNTEER, Desk
from tests.kits.line import TestLine
from tests.kits.races import CALLBACK, CONTACT, at_once


@pytest.fixture
def desk(line: TestLine) -> Desk:
    """A peer whose words wait."""
    desk = begun(line)
    says(desk, PARTICIPANT, "hi")
    says(desk, VOLUNTEER, "hello")
    assert "is that for them?" in says(desk, VOLUNTEER, "done w that")
    return desk


@pytest.mark.both_databases
@pytest.mark.parametrize("first", ["the answer", "the end"])
def test_an_answer_and_the_end_at_one_moment_send_it_or_tell_that_it_was_not_sent(
    desk: Desk, first: str
) -> None:
    works = [lambda: desk.line.text(VOLUNTEER, "1"), lambda: desk.line.text(PARTICIPANT, "NEVERMIND")]
    answers = at_once(desk.line, CALLBACK, *(works if first == "the answer" else works[::-1]))
    desk.line.work()
    sent = desk.told(PARTICIPANT, "done w that")
    not_sent = desk.told(VOLUNTEER, "didn't send") > 0 or any("didn't go through" in said for said in answers)
    assert (sent, not_sent) in ((1, False), (0, True))


@pytest.mark.both_databases
def test_the_same_answer_twice_at_once_sends_the_words_once(desk: Desk) -> None:
    at_once(desk.line, CONTACT, *[lambda: desk.line.text(VOLUNTEER, "1")] * 2)
    desk.line.work()
    assert desk.told(PARTICIPANT, "done w that") == 1


def test_they_are_sealed_while_they_wait(desk: Desk) -> None:
    assert "done w that" not in repr(desk.line.rows(Conversation))


def test_they_never_reach_the_next_participant(desk: Desk) -> None:
    says(desk, PARTICIPANT, "NEVERMIND")
    desk.line.pass_time(minutes=10)
    desk.line.text(SECOND, "CALL")
    desk.line.text(SECOND, "write instead")
    desk.line.work()
    says(desk, VOLUNTEER, f"TAKE {desk.line.code()}")
    says(desk, VOLUNTEER, "1")
    assert desk.told(SECOND, "done w that") == 0
