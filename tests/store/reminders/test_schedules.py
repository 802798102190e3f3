"""Of every plan exactly one time is to come, whoever works on it at once; and a question is put once."""

from datetime import time, timedelta
from typing import Any

import pytest

from store.contacts import contacts
from store.database import Tx
from store.delivery import send_check
from store.models import Message, Reminder, ReminderPlan
from store.reminders import reminders, schedules
from store.upkeep import housekeeping
from tests.kits.bridge import PARTICIPANT
from tests.kits.line import TestLine
from tests.kits.races import at_once
from tests.kits.reminders import becomes, local, set_up, to_come

DUE = "SELECT id FROM reminders WHERE state = 'due' FOR UPDATE"


def in_one(line: TestLine, work: Any) -> Any:
    return line.db.transact(line.clock.at, work)


def contact(tx: Tx) -> int:
    return contacts.by_number(tx, PARTICIPANT).contact_id or 0


def settled(line: TestLine) -> Any:
    """What a worker does that found the one that is due."""
    [due] = [row.id for row in line.rows(Reminder) if row.kind == "checkin" and row.state == "due"]
    return lambda: in_one(line, lambda tx: send_check.settle(tx, due))


@pytest.fixture
def asked(line: TestLine) -> TestLine:
    """Somebody who is asked every day at half past twelve, and it is half past twelve."""
    set_up(line, "every day 12:30")
    line.clock.at += timedelta(minutes=30)
    return line


def test_two_clocks_put_one_question_and_plan_one_next(asked: TestLine) -> None:
    at_once(asked, DUE, *[settled(asked)] * 2)
    sent = [row for row in asked.rows(Reminder) if row.kind == "checkin" and row.state == "sent"]
    assert len(sent) == 1
    assert len([row for row in asked.rows(Message) if row.purpose == "reminder"]) == 1
    assert [local(at) for at in to_come(asked)] == ["Thu 12:30"]
    assert len(to_come(asked, "missed_checkin")) == 1


@pytest.mark.parametrize("first", ["clock", "text"])
@pytest.mark.parametrize(("words", "left"), [("REMIND OFF", []), ("REMIND every day 6pm", ["Thu 18:00"])])
def test_a_change_at_the_very_moment_it_is_due_leaves_one_to_come_or_none(
    asked: TestLine, first: str, words: str, left: list[str]
) -> None:
    works = [settled(asked), lambda: asked.text(PARTICIPANT, words)]
    at_once(asked, DUE, *(works if first == "clock" else reversed(works)))
    asked.work()
    coming = [local(at) for at in to_come(asked)]
    # Who was asked just before they moved it is not asked twice on one day.
    assert coming == left or (left and coming == ["Wed 18:00"])
    assert len([row for row in asked.rows(Message) if row.purpose == "reminder" and row.state == "sent"]) <= 1


def test_a_plan_of_which_nothing_is_to_come_is_mended_and_one_that_rests_is_not(line: TestLine) -> None:
    set_up(line)
    in_one(line, lambda tx: reminders.drop_all(tx, contact(tx), why="lost"))
    assert to_come(line) == []
    in_one(line, housekeeping.tidy)
    assert [local(at) for at in to_come(line)] == ["Thu 19:00"], (
        "what was dropped for a day is over for that day"
    )
    line.text(PARTICIPANT, "REMIND PAUSE")
    in_one(line, housekeeping.tidy)
    assert to_come(line) == []


def test_a_second_plan_beside_a_live_one_cannot_be(line: TestLine) -> None:
    set_up(line)
    in_one(line, lambda tx: schedules.set_to(tx, contact(tx), (0,), time(9), "America/Chicago"))
    [plan] = line.rows(ReminderPlan)
    assert (plan.recurs, plan.at, plan.timezone) == ("FREQ=WEEKLY;BYDAY=MO", "09:00", "America/Chicago")
    assert [local(at) for at in to_come(line)] == ["Mon 10:00"]


def test_the_next_one_is_to_come_from_the_transaction_on_in_which_the_last_was_left_out(
    line: TestLine,
) -> None:
    set_up(line, "every day 12:30")
    becomes(line, "2026-03-04 23:00")
    left_out = [(row.state, row.why) for row in line.rows(Reminder) if row.kind == "checkin"]
    assert left_out == [("dropped", "too late"), ("due", None)]
    assert [local(at) for at in to_come(line)] == ["Thu 12:30"]
