"""Whoever cannot be read is not asked the same for ever: a person and the crisis line, and the question stays open."""

from itertools import pairwise

import pytest

from store.models import Alert
from tests.kits.bridge import PARTICIPANT, VOLUNTEER, Desk
from tests.kits.line import COORDINATOR, TestLine
from tests.kits.texts_written import KEPT_BACK, SEEN, written

QUESTIONS = {
    "another time": ("CALL yesterday 5pm", "tomorrow 9am", "between"),
    "safe hours": ("SAFE|1|2", "9am to 5pm", "name"),
    "remind": ("REMIND", "Mon 7pm", "Mon"),
    "zone": ("ZONE", "Chicago", "Central"),
}
SCARED = "im scared and i cant see a way out of this"


def opened(line: TestLine, question: str) -> str:
    asks, *_ = QUESTIONS[question]
    line.text(PARTICIPANT, "MENU")
    line.text(PARTICIPANT, "SKIP")
    line.text(PARTICIPANT, "2")
    said = ""
    for word in asks.split("|"):
        said = line.text(PARTICIPANT, word)
    return said


@pytest.mark.parametrize("question", QUESTIONS)
def test_eight_answers_that_cannot_be_read_never_get_the_same_sentence_twice_running(
    line: TestLine, question: str
) -> None:
    opened(line, question)
    answers = [line.text(PARTICIPANT, f"{SCARED} {number}") for number in "abcdefgh"]
    assert all(one != other for one, other in pairwise(answers)), answers
    assert all("988" in answer for answer in answers[1:]), answers
    line.work()
    _, answer, then = QUESTIONS[question]
    assert then in line.text(PARTICIPANT, answer), "the question is still answered as it was heard"


def test_with_nobody_on_duty_the_coordinator_is_told_once(line: TestLine) -> None:
    opened(line, "another time")
    for number in "abcdef":
        line.text(PARTICIPANT, f"what do you mean {number}")
    line.work()
    assert sum("NOT UNDERSTOOD" in said for said in line.texts_to(COORDINATOR)) == 1
    assert [row.kind for row in line.rows(Alert)].count("unread") == 1


def test_with_somebody_on_duty_a_call_is_offered_and_given(line: TestLine) -> None:
    line.volunteer(VOLUNTEER)
    opened(line, "zone")
    line.text(PARTICIPANT, "not sure what that is")
    assert "Text CALL to ask for a call from a person" in line.text(PARTICIPANT, "i am so tired of forms")
    assert "will call you" in line.text(PARTICIPANT, "CALL")


@pytest.mark.parametrize("file", [SEEN, KEPT_BACK])
def test_nothing_that_people_write_instead_of_a_time_is_taken_for_one(line: TestLine, file: str) -> None:
    desk = Desk(line)
    desk.ask()
    promised = desk.callback.promised_by
    for row in written("unreadable_time", file=file):
        line.text(PARTICIPANT, "LATER")
        line.text(PARTICIPANT, row.text)
        assert desk.callback.promised_by == promised, row.text
        if desk.callback.silenced_at is not None:
            line.text(PARTICIPANT, "READY")
            promised = desk.callback.promised_by


def test_by_voice_three_misses_end_kindly_and_a_person_is_told(line: TestLine) -> None:
    sid, heard = line.call(PARTICIPANT)
    for _ in range(4):
        heard = line.turn(heard.path("Gather"), sid, PARTICIPANT, SpeechResult="the weather is grey")
    assert heard.ends
    assert "9 8 8" in heard.words
    line.work()
    assert any("NOT UNDERSTOOD" in said for said in line.texts_to(COORDINATOR))


def test_by_voice_silence_alone_tells_nobody(line: TestLine) -> None:
    sid, heard = line.call(PARTICIPANT)
    for _ in range(4):
        heard = line.turn(heard.path("Gather"), sid, PARTICIPANT)
    assert heard.ends
    line.work()
    assert line.texts_to(COORDINATOR) == []
