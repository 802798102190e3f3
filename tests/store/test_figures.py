"""What /metrics counts."""

from datetime import timedelta

from store import consent, figures, people
from tests.bridging import Desk
from tests.line import TestLine

PARTICIPANT, VOLUNTEER = "+12025550111", "+12025550122"


def test_open_callbacks_volunteers_and_alerts_are_counted_by_state(line: TestLine) -> None:
    line.text(PARTICIPANT, "CALL")
    line.volunteer(VOLUNTEER)
    with line.db.begin(line.clock.at) as tx:
        now = figures.count(tx)
    assert {state: n for state, n in now.callbacks.items() if n} == {"waiting": 1}
    assert (now.volunteers_on_duty, now.alerts_open, now.texts_waiting) == (1, 1, 1)


def test_a_ring_that_no_worker_asks_for_is_late(line: TestLine) -> None:
    desk = Desk(line)
    desk.ask()
    line.text(VOLUNTEER, f"TAKE {desk.code}")
    line.clock.at += timedelta(seconds=40)
    with line.db.begin(line.clock.at) as tx:
        assert figures.count(tx).late_seconds == 40


def test_a_volunteer_whom_no_text_reaches_is_not_counted_as_on_duty(line: TestLine) -> None:
    line.volunteer(VOLUNTEER)
    with line.db.begin(line.clock.at) as tx:
        consent.unreachable(tx, people.by_number(tx, VOLUNTEER).contact_id or 0)
        assert figures.count(tx).volunteers_on_duty == 0
