"""What the line asks of a participant by itself is counted, and little."""

import pytest

from store.database import Tx
from store.messages import prompts
from store.models import LineQuestion, Message
from tests.kits.bridge import PARTICIPANT
from tests.kits.line import TestLine


def ask(line: TestLine) -> bool:
    """Put the question after a talk to the one participant; gives whether it was put."""

    def put(tx: Tx) -> bool:
        return prompts.put(tx, 1, "after.rating", purpose="followup") is not None

    asked = line.db.transact(line.clock.at, put)
    line.work()
    return asked


@pytest.mark.both_databases
def test_an_answered_question_allows_the_next_a_day_later_and_three_let_pass_end_it(line: TestLine) -> None:
    line.text(PARTICIPANT, "MENU")
    assert [ask(line), ask(line)] == [True, False]
    line.text(PARTICIPANT, "4")
    line.pass_time(hours=25)
    assert [ask(line), ask(line)] == [True, False]
    line.pass_time(days=2)
    assert not ask(line), "two a week"
    for _ in range(2):
        line.pass_time(days=8)
        assert ask(line)
    line.pass_time(days=30)
    assert not ask(line), "they let three pass in a row"
    assert [row.answered_at is not None for row in line.rows(LineQuestion)] == [True, False, False, False]


def test_after_words_of_danger_nothing_is_asked_for_three_days(quick_line: TestLine) -> None:
    quick_line.text(PARTICIPANT, "I want to die")
    quick_line.pass_time(hours=71)
    assert not ask(quick_line)
    quick_line.pass_time(hours=2)
    assert ask(quick_line)


def test_a_question_that_cannot_be_texted_does_not_count(quick_line: TestLine) -> None:
    quick_line.text(PARTICIPANT, "MENU")
    quick_line.text(PARTICIPANT, "STOP")
    assert not ask(quick_line)
    assert quick_line.rows(LineQuestion) == []
    assert not [row for row in quick_line.rows(Message) if row.purpose == "followup"]
