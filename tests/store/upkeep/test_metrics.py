"""What /metrics counts."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from flows.rules.matching import rest
from store.consent import ledger as consent
from store.contacts import contacts
from store.models import Contact, Volunteer
from store.upkeep import metrics
from tests.kits.bridge import Desk
from tests.kits.line import TestLine
from tests.kits.talks import talk

PARTICIPANT, VOLUNTEER = "+12025550111", "+12025550122"


def test_open_callbacks_volunteers_and_alerts_are_counted_by_state(line: TestLine) -> None:
    line.text(PARTICIPANT, "CALL")
    line.volunteer(VOLUNTEER)
    with line.db.begin(line.clock.at) as tx:
        now = metrics.count(tx)
    assert {state: n for state, n in now.callbacks.items() if n} == {"waiting": 1}
    assert (now.volunteers_on_duty, now.alerts_open, now.texts_waiting) == (1, 1, 1)


def test_a_ring_that_no_worker_asks_for_is_late(line: TestLine) -> None:
    desk = Desk(line)
    desk.ask()
    line.text(VOLUNTEER, f"TAKE {desk.code}")
    line.clock.at += timedelta(seconds=40)
    with line.db.begin(line.clock.at) as tx:
        assert metrics.count(tx).late_seconds == 40


def test_a_volunteer_whom_no_text_reaches_is_not_counted_as_on_duty(line: TestLine) -> None:
    line.volunteer(VOLUNTEER)
    with line.db.begin(line.clock.at) as tx:
        consent.unreachable(tx, contacts.by_number(tx, VOLUNTEER).contact_id or 0)
        assert metrics.count(tx).volunteers_on_duty == 0


# Volunteers on duty: those whom the line would ask.


def on_duty(line: TestLine) -> int:
    with line.db.begin(line.clock.at) as tx:
        return metrics.count(tx).volunteers_on_duty


def set_columns(line: TestLine, **values: object) -> None:
    line.db.transact(line.clock.at, lambda tx: tx.run(update(Volunteer).values(**values)))


def test_a_volunteer_in_a_break_is_not_counted_as_on_duty_until_it_is_over(line: TestLine) -> None:
    line.volunteer(VOLUNTEER)
    assert "a break until" in line.text(VOLUNTEER, "PAUSE 1 HOUR")
    assert on_duty(line) == 0
    line.clock.at += timedelta(minutes=61)
    assert on_duty(line) == 1


def test_a_volunteer_who_paused_without_an_end_is_not_counted_as_on_duty(line: TestLine) -> None:
    line.volunteer(VOLUNTEER)
    line.text(VOLUNTEER, "PAUSE")
    assert on_duty(line) == 0
    line.text(VOLUNTEER, "ON")
    assert on_duty(line) == 1


def test_a_volunteer_who_rests_after_a_hard_call_is_not_counted_as_on_duty(line: TestLine) -> None:
    desk = Desk(line)
    desk.ask()
    talk(desk)
    line.text(VOLUNTEER, "DONE hard")
    assert on_duty(line) == 0
    line.clock.at += rest.AFTER_A_HARD_ONE
    assert on_duty(line) == 1


def test_a_volunteer_is_not_counted_as_on_duty_in_their_night(line: TestLine) -> None:
    line.volunteer(VOLUNTEER)
    line.clock.at += timedelta(hours=12)  # midnight, twelve hours after ON
    assert on_duty(line) == 0
    set_columns(line, duty_until=line.clock.at + timedelta(hours=1))
    assert on_duty(line) == 1, "whoever named an end of their duty is awake until then"
    set_columns(line, duty_until=None)
    line.clock.at += timedelta(hours=8)
    assert on_duty(line) == 1


@pytest.mark.parametrize("cap", ["daily_cap", "shift_cap"])
def test_a_volunteer_who_has_had_the_calls_they_agreed_to_is_not_counted_as_on_duty(
    line: TestLine, cap: str
) -> None:
    desk = Desk(line)
    desk.ask()
    talk(desk)
    line.clock.at += timedelta(hours=1)
    set_columns(line, **{cap: 2})
    assert on_duty(line) == 1
    set_columns(line, **{cap: 1})
    assert on_duty(line) == 0


def test_a_volunteer_whose_duty_is_over_or_who_has_left_is_not_counted_as_on_duty(line: TestLine) -> None:
    line.volunteer(VOLUNTEER)
    set_columns(line, duty_until=line.clock.at)
    assert on_duty(line) == 0
    set_columns(line, duty_until=None, status="left")
    assert on_duty(line) == 0


def test_a_volunteer_in_a_call_and_one_with_a_landline_are_counted_as_on_duty(line: TestLine) -> None:
    desk = Desk(line)
    desk.ask()
    line.text(VOLUNTEER, f"TAKE {desk.code}")
    assert on_duty(line) == 1
    line.db.transact(line.clock.at, lambda tx: tx.run(update(Contact).values(landline_at=line.clock.at)))
    assert on_duty(line) == 1, "a caller on the line can still be put through to them"
