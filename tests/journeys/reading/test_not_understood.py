"""Whoever cannot be read is not asked the same for ever: a person and the crisis line, and the question stays open."""

from collections import Counter
from datetime import timedelta
from itertools import pairwise

import pytest

from store.models import Alert, Callback
from tests.kits.bridge import PARTICIPANT, VOLUNTEER, Desk
from tests.kits.line import COORDINATOR, TestLine
from tests.kits.texts_written import KEPT_BACK, SEEN, written

QUESTIONS = {
    "another time": ("CALL yesterday 5pm", "tomorrow 9am", "between"),
    "safe hours": ("SAFE|1|2", "9am to 5pm", "name"),
    "remind": ("REMIND", "Mon 7pm", "Mon"),
    "zone": ("ZONE", "Chicago", "Central"),
}
SCARED = "im scared and dont know what to write"


def opened(line: TestLine, question: str) -> str:
    asks, *_ = QUESTIONS[question]
    line.text(PARTICIPANT, "MENU")
    line.text(PARTICIPANT, "SKIP")
    line.text(PARTICIPANT, "3")
    said = ""
    for word in asks.split("|"):
        said = line.text(PARTICIPANT, word)
    return said


@pytest.mark.parametrize("question", QUESTIONS)
def test_six_answers_that_cannot_be_read_get_no_sentence_thrice_and_more_of_them_none(
    line: TestLine, question: str
) -> None:
    opened(line, question)
    answers = [line.text(PARTICIPANT, f"{SCARED} {number}") for number in "abcdefgh"]
    assert all(one != other for one, other in pairwise(answers[:6])), answers
    # The questions of SAFE name no crisis line: who reads along learns nothing of what this is.
    helped = "911" if question == "safe hours" else "988"
    assert all(helped in answer for answer in answers[1:6]), answers
    assert max(Counter(answers[:6]).values()) <= 2
    assert answers[6:] == ["", ""]
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
    assert "Text CALL to talk with a volunteer" in line.text(PARTICIPANT, "i am so tired of forms")
    assert "will call you" in line.text(PARTICIPANT, "CALL")


def missing(line: TestLine, times: int) -> list[str]:
    """The answers to so many texts that nobody can read, each another, half a minute apart."""
    answers = []
    for n in range(times):
        line.clock.at += timedelta(seconds=30)
        answers.append(line.text(PARTICIPANT, f"asdf{'jk' * n}"))
    return answers


@pytest.mark.both_databases
def test_with_nothing_open_what_can_be_chosen_is_asked_and_misses_are_counted(line: TestLine) -> None:
    line.text(PARTICIPANT, "MENU")
    line.text(PARTICIPANT, "SKIP")
    line.text(PARTICIPANT, "3")
    answers = missing(line, 9)
    assert answers[0].startswith("I'm a computer and don't understand sentences well")
    assert "I've told a person on our team" in answers[1]
    assert max(Counter(answers[:6]).values()) <= 2
    assert all("988" in answer for answer in answers[:6])
    assert answers[6:] == ["", "", ""]
    line.work()
    assert [row.kind for row in line.rows(Alert)].count("unread") == 1
    line.volunteer(VOLUNTEER)
    assert "will call you" in line.text(PARTICIPANT, "1"), "the digit means what was offered"
    assert len(line.rows(Callback)) == 1


@pytest.mark.parametrize(
    ("given", "answer"),
    [
        ("3", "CHECKIN:"),
        ("MENU", "CHECKIN:"),
        ("hi", "How are you"),
        ("CHECKIN", "How are you"),
        ("no thanks", "nobody will call"),
        ("BACK", "MENU for the rest"),
    ],
)
def test_after_all_misses_every_word_that_works_goes_on_to_work(
    quick_line: TestLine, given: str, answer: str
) -> None:
    quick_line.text(PARTICIPANT, "HELLO")
    quick_line.text(PARTICIPANT, "SKIP")
    quick_line.text(PARTICIPANT, "3")
    assert missing(quick_line, 7)[-1] == ""
    quick_line.clock.at += timedelta(seconds=30)
    assert answer in quick_line.text(PARTICIPANT, given)
    assert quick_line.rows(Callback) == []


def test_a_text_that_is_understood_begins_the_counting_anew(quick_line: TestLine) -> None:
    quick_line.text(PARTICIPANT, "CHECKIN")
    before = missing(quick_line, 2)
    assert "How are you" in before[0]
    quick_line.text(PARTICIPANT, "MENU")
    assert missing(quick_line, 1) == before[:1]


@pytest.mark.parametrize("word", ["cell", "ball", "ball me", "wrote"])
def test_no_misspelling_of_a_choice_books_anything(quick_line: TestLine, word: str) -> None:
    quick_line.text(PARTICIPANT, "HELLO")
    quick_line.text(PARTICIPANT, "SKIP")
    quick_line.text(PARTICIPANT, "3")
    missing(quick_line, 1)
    quick_line.clock.at += timedelta(seconds=30)
    quick_line.text(PARTICIPANT, word)
    assert quick_line.rows(Callback) == []


@pytest.mark.both_databases
def test_whoever_waits_hears_twice_that_the_call_stands_then_a_person_is_told(line: TestLine) -> None:
    line.volunteer(VOLUNTEER)
    line.text(PARTICIPANT, "CALL")
    answers = missing(line, 5)
    assert answers[0] == answers[1]
    assert "Reply NO and nobody calls" in answers[0]
    assert "I've told a person on our team" in answers[2]
    assert answers[3:] == ["", ""]
    assert [row.silenced_at for row in line.rows(Callback)] == [None]
    assert "nobody will call" in line.text(PARTICIPANT, "NO")
    assert line.rows(Callback)[0].silenced_at is not None


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
        heard = line.turn(heard.path("Gather"), sid, PARTICIPANT, SpeechResult="purple monkey dishwasher")
    assert heard.ends
    assert "9 8 8" in heard.words
    line.work()
    assert any("NOT UNDERSTOOD" in said for said in line.texts_to(COORDINATOR))


def test_who_only_tells_is_asked_whether_a_call_would_help_and_hears_no_menu_for_ever(
    quick_line: TestLine,
) -> None:
    line = quick_line
    sid, heard = line.call(PARTICIPANT)
    words = []
    for _ in range(5):
        heard = line.turn(heard.path("Gather"), sid, PARTICIPANT, SpeechResult="the weather is grey")
        words.append(heard.words)
    assert "be in touch with a volunteer" in words[0] and "How are you" not in words[0]
    assert heard.ends and "9 8 8" in heard.words
    line.work()
    assert any("NOT UNDERSTOOD" in said for said in line.texts_to(COORDINATOR))


def test_by_voice_silence_alone_tells_nobody(line: TestLine) -> None:
    sid, heard = line.call(PARTICIPANT)
    for _ in range(4):
        heard = line.turn(heard.path("Gather"), sid, PARTICIPANT)
    assert heard.ends
    line.work()
    assert line.texts_to(COORDINATOR) == []
