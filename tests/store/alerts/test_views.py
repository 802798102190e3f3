"""Which alerts a coordinator is told are open, and of which it is said that somebody has them."""

from flows.effects.base import AlertKind
from store.alerts import alerts, views
from store.messages import compose
from store.models import Callback
from tests.kits.bridge import PARTICIPANT
from tests.kits.line import COORDINATOR, TestLine

STRANGER = "+12025550144"
CRISIS = "I want to kill myself"
CHECK = "i used to want to kill myself"


def codes(line: TestLine) -> tuple[str, ...]:
    with line.db.begin(line.clock.at) as tx:
        return views.open_codes(tx)


def test_open_codes_come_newest_first_and_once(line: TestLine) -> None:
    assert codes(line) == ()
    line.text(PARTICIPANT, CRISIS)
    line.pass_time(minutes=1)
    line.text(STRANGER, "CALL")
    line.pass_time(minutes=1)
    [cb] = line.rows(Callback)
    assert codes(line) == (cb.code, "A1")
    line.text(PARTICIPANT, CRISIS)
    line.pass_time(minutes=1)
    assert codes(line) == ("A1", cb.code), "their later words joined the alert"


def test_what_somebody_has_is_open_no_more_until_it_is_told_anew(line: TestLine) -> None:
    line.text(PARTICIPANT, CRISIS)
    line.work()
    line.text(COORDINATOR, "ACK")
    assert codes(line) == ()
    line.pass_time(hours=2)
    line.text(PARTICIPANT, CRISIS)
    assert codes(line) == ("A1",)
    with line.db.begin(line.clock.at) as tx:
        assert views.taken_lately(tx) == []


def test_danger_stays_listed_for_a_week_and_other_alerts_for_a_day(line: TestLine) -> None:
    line.text(PARTICIPANT, CRISIS)
    with line.db.begin(line.clock.at) as tx:
        compose.raise_alert(tx, AlertKind.STUCK, count=3, minutes=11)
    assert codes(line) == ("A2", "A1")
    line.pass_time(hours=25)
    assert codes(line) == ("A1",)
    line.pass_time(days=7)
    assert codes(line) == ()


def test_a_check_that_became_a_crisis_is_shown_as_that(line: TestLine) -> None:
    line.text(PARTICIPANT, CHECK)
    line.pass_time(minutes=1)
    line.text(PARTICIPANT, CRISIS)
    line.work()
    assert codes(line) == ("A2",)
    assert "CRISIS" in line.text(COORDINATOR, "SHOW A1"), "A1 goes on in A2"


def test_words_that_left_late_are_shown_as_they_left(line: TestLine) -> None:
    line.text(PARTICIPANT, "CALL")
    line.clock.at = line.clock.at.replace(hour=23)
    line.work()
    with line.db.begin(line.clock.at) as tx:
        [first] = [each for each in alerts.every_open(tx) if each.kind is AlertKind.NOBODY_ON_DUTY]
        told = views.told(tx, first)
    assert told.words == line.texts_to(COORDINATOR)[0]
    assert "hasn't heard from us in time" in told.words
    assert told.about == "callback"
