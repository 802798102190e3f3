"""What /metrics counts."""

from datetime import timedelta

from store.consent import ledger as consent
from store.contacts import contacts
from store.upkeep import metrics
from tests.kits.bridge import Desk
from tests.kits.line import TestLine

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
