"""Somebody who writes one thought in several texts is answered once, and heard in all of them."""

from datetime import timedelta

import pytest

from store.models import Alert, Callback, Inbound
from tests.kits.bridge import PARTICIPANT, VOLUNTEER
from tests.kits.line import COORDINATOR, TestLine


def soon(line: TestLine, words: str, *, seconds: int = 6) -> str:
    """The answer to a text that comes so many seconds later."""
    line.clock.at += timedelta(seconds=seconds)
    return line.text(PARTICIPANT, words)


@pytest.fixture
def telling(line: TestLine) -> TestLine:
    """Somebody has begun to tell how it is, and was answered."""
    line.text(PARTICIPANT, "CHECKIN")
    assert line.text(PARTICIPANT, "my son died in march")
    return line


@pytest.mark.both_databases
def test_three_texts_of_one_thought_get_one_answer_and_all_are_kept(telling: TestLine) -> None:
    assert soon(telling, "he was six") == ""
    assert soon(telling, "i feel so alone since then") == ""
    assert len(telling.rows(Inbound)) == 4
    assert soon(telling, "my dog died last week", seconds=21) != ""


@pytest.mark.both_databases
def test_the_question_before_is_still_answered_after_them(telling: TestLine) -> None:
    telling.volunteer(VOLUNTEER)
    soon(telling, "he was six")
    assert "will call you" in soon(telling, "1")
    assert len(telling.rows(Callback)) == 1


@pytest.mark.both_databases
def test_danger_among_them_is_answered_and_a_person_is_told(telling: TestLine) -> None:
    soon(telling, "he was six")
    assert "988" in soon(telling, "i want to kill myself")
    telling.work()
    assert [row.kind for row in telling.rows(Alert)] == ["crisis"]
    assert "CRISIS" in telling.texts_to(COORDINATOR)[-1]
    assert soon(telling, "i mean it is all so grey") != "", "after danger everything is answered"


def test_a_question_a_keyword_and_a_no_among_them_are_answered(telling: TestLine) -> None:
    soon(telling, "he was six")
    assert soon(telling, "hello?")
    assert soon(telling, "MENU").startswith("CHECKIN")
    soon(telling, "he was six")
    assert "here any time" in soon(telling, "no thanks")
