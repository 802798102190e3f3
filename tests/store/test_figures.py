"""What /metrics counts."""

from store import figures
from tests.line import TestLine

PARTICIPANT, VOLUNTEER = "+12025550111", "+12025550122"


def test_open_callbacks_volunteers_and_alerts_are_counted_by_state(line: TestLine) -> None:
    line.text(PARTICIPANT, "CALL")
    line.volunteer(VOLUNTEER)
    with line.db.begin(line.clock.at) as tx:
        now = figures.count(tx)
    assert {state: n for state, n in now.callbacks.items() if n} == {"waiting": 1}
    assert (now.volunteers_on_duty, now.alerts_open, now.texts_waiting) == (1, 1, 1)
