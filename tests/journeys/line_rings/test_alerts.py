"""While the line may not text, the coordinator is rung: one ring says all that waits, and 1 has it."""

from dataclasses import replace
from datetime import timedelta
from urllib.parse import urlsplit

import pytest

from flows.effects.base import AlertKind
from flows.line.on_call import OnCall
from store.database import Tx
from store.messages import compose
from store.models import Alert, Message
from tests.kits.bridge import CALLER_ID, PARTICIPANT, Desk
from tests.kits.conference import ON_CALL
from tests.kits.fakes import Ring
from tests.kits.line import COORDINATOR, Heard, TestLine
from workers.texts import alert_outage_with


def off(line: TestLine) -> Desk:
    line.db.transact(line.clock.at, lambda tx: tx.choose("texting", "off", by="test"))
    return Desk(line)


def raise_alert(line: TestLine, kind: AlertKind, **said: object) -> None:
    def work(tx: Tx) -> None:
        compose.raise_alert(tx, kind, **said)  # type: ignore[arg-type]

    line.db.transact(line.clock.at, work)


def rings(line: TestLine, number: str = COORDINATOR) -> list[Ring]:
    return [ring for ring in line.carrier.rings if ring.to == number]


def hears(desk: Desk, ring: Ring) -> Heard:
    return desk.line.press(desk.pick_up(ring), "4", ring.sid, CALLER_ID)


@pytest.fixture
def line(quick_line: TestLine) -> TestLine:
    return quick_line


def test_words_of_danger_in_a_text_ring_the_coordinator_at_night_and_1_has_it(line: TestLine) -> None:
    desk = off(line)
    line.clock.at += timedelta(hours=14)  # two in the morning
    reply = line.text(PARTICIPANT, "i want to kill myself")
    assert "988" in reply and "CALL" not in reply
    line.work()
    [ring] = rings(line)
    greeting = desk.pick_up(ring)
    assert "Crisis" not in greeting.words, "a voicemail keeps nobody's handle"
    heard = line.press(greeting, "4", ring.sid, CALLER_ID)
    assert "Crisis, A1" in heard.words and "ACK" not in heard.words
    assert "It's yours" in line.press(heard, "1", ring.sid, CALLER_ID).words
    desk.end(ring, "completed")
    assert line.rows(Alert)[0].acknowledged_at is not None
    line.pass_time(hours=2)
    assert len(rings(line)) == 1 and line.carrier.texts == []


def test_what_may_wait_rings_in_the_morning_and_twenty_alerts_are_three_rings(line: TestLine) -> None:
    desk = off(line)
    line.clock.at += timedelta(hours=14)
    for _ in range(20):
        raise_alert(line, AlertKind.STUCK, count=3, minutes=5)
    line.work()
    assert rings(line) == []
    line.pass_time(hours=7)  # nine in the morning
    for expected in (8, 8, 4):
        ring = rings(line)[-1]
        heard = hears(desk, ring)
        assert heard.words.count("Stuck") == expected
        line.press(heard, "1", ring.sid, CALLER_ID)
        desk.end(ring, "completed")
        line.pass_time(minutes=31)
    assert len(rings(line)) == 3
    assert {row.state for row in line.rows(Message)} == {"sent"}


def test_a_crisis_that_nobody_picks_up_rings_the_next_person_after_five_minutes_and_then_the_first_again(
    line: TestLine,
) -> None:
    desk = off(line)
    line.db.line = replace(line.db.line, ladder=(OnCall(COORDINATOR), OnCall(ON_CALL)))
    line.text(PARTICIPANT, "i want to kill myself")
    line.work()
    for _ in range(3):
        for ring in line.carrier.rings:
            if ring.status == "ringing":
                desk.end(ring, "no-answer")
        line.pass_time(minutes=5)
    assert [ring.to for ring in line.carrier.rings[:3]] == [COORDINATOR, ON_CALL, COORDINATOR]


def test_who_hears_it_and_hangs_up_does_not_have_it_and_a_crisis_is_rung_again(line: TestLine) -> None:
    desk = off(line)
    line.text(PARTICIPANT, "i want to kill myself")
    line.work()
    [ring] = rings(line)
    hears(desk, ring)
    desk.end(ring, "completed")
    assert line.rows(Alert)[0].acknowledged_at is None
    line.pass_time(minutes=5)
    assert len(rings(line)) == 2


def test_what_waits_goes_on_as_a_text_once_the_line_may_text_again(line: TestLine) -> None:
    desk = off(line)
    raise_alert(line, AlertKind.STUCK, count=3, minutes=5)
    line.work()
    desk.end(rings(line)[0], "no-answer")
    line.db.transact(line.clock.at, lambda tx: tx.choose("texting", "on", by="test"))
    line.pass_time(minutes=11)
    assert [to for to, _ in line.new_texts()] == [COORDINATOR]


def test_words_of_crisis_while_the_database_is_away_are_told_by_a_ring_that_asks_no_database(
    line: TestLine,
) -> None:
    off(line)
    line.ctx.run(lambda tx: tx.line)  # as every sweep of a worker does
    alert_outage_with(line.ctx)
    [ring] = rings(line)
    assert line.carrier.texts == []
    heard = line.turn(urlsplit(ring.url).path, ring.sid, CALLER_ID)
    assert "our database was down" in heard.words and heard.ends
    assert line.turn(urlsplit(ring.status_url).path, ring.sid, CallStatus="completed").words == ""
