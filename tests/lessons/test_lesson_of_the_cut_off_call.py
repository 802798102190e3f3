"""Lesson 3: volunteers wanted the number for calls that drop, others demanded that nobody has it (docs/lessons.md)."""

import pytest

from tests.kits.bridge import PARTICIPANT, SECOND, VOLUNTEER, Desk
from tests.kits.line import TestLine
from tests.kits.rung import Rung


def cut_off(line: TestLine) -> tuple[Rung, Desk]:
    """Two were talking and were cut off; another peer is on duty too."""
    desk = Desk(line)
    desk.ask(volunteers=(VOLUNTEER, SECOND))
    ring = desk.take()
    dialled = desk.talk(ring)
    line.clock.at = line.clock.at.replace(minute=2)
    dialled.over("completed", ring.sid)
    desk.end(ring, "completed")
    assert desk.state == "completed"
    return Rung(line), desk


def anonymous(line: TestLine) -> bool:
    to = {n: " ".join(line.texts_to(n)) for n in (PARTICIPANT, VOLUNTEER)}
    return PARTICIPANT[-7:] not in to[VOLUNTEER] and VOLUNTEER[-7:] not in to[PARTICIPANT]


def brought_back(desk: Desk, rung: Rung) -> None:
    """The same two are on the phone again, the peer rung first."""
    assert rung.numbers == [VOLUNTEER]
    again = desk.connect_volunteer(desk.ringing(VOLUNTEER))
    assert rung.numbers == [PARTICIPANT, VOLUNTEER]
    assert len(again.presses(again.picks_up(), "1").root) == 0
    assert desk.state == "connected"
    assert anonymous(desk.line)


def test_03_a_dropped_call_is_brought_back_by_the_participants_word_with_no_number_known(
    line: TestLine,
) -> None:
    rung, desk = cut_off(line)
    line.text(PARTICIPANT, "RECONNECT")
    line.work()
    brought_back(desk, rung)


@pytest.mark.parametrize("with_code", [True, False])
def test_03_a_dropped_call_is_brought_back_by_the_peers_word_when_the_participant_says_yes(
    line: TestLine, with_code: bool
) -> None:
    rung, desk = cut_off(line)
    line.text(VOLUNTEER, f"RECONNECT {desk.code}" if with_code else "RECONNECT")
    line.work()
    assert rung.numbers == [], "nobody is called back who did not ask, this time"
    line.text(PARTICIPANT, "1")
    line.work()
    brought_back(desk, rung)


@pytest.mark.parametrize("who", [PARTICIPANT, VOLUNTEER])
def test_03_after_an_hour_the_door_is_shut_and_nobody_rings(line: TestLine, who: str) -> None:
    rung, desk = cut_off(line)
    line.pass_time(minutes=61)
    line.text(who, "RECONNECT")
    line.pass_time(minutes=30)
    assert rung.numbers == []
    assert desk.state == "completed"


@pytest.mark.parametrize("who", ["+12025550115", SECOND])
def test_03_a_stranger_to_the_call_brings_nobody_back(line: TestLine, who: str) -> None:
    rung, desk = cut_off(line)
    line.text(who, f"RECONNECT {desk.code}")
    line.text(who, "RECONNECT")
    line.work()
    assert desk.told(PARTICIPANT, "would like to go on") == 0, "nor are they asked, on a stranger's word"
    line.pass_time(minutes=30)
    assert rung.numbers == []


@pytest.mark.both_databases
def test_03_a_participant_who_does_not_want_to_go_on_is_left_alone(line: TestLine) -> None:
    rung, _ = cut_off(line)
    line.text(VOLUNTEER, "RECONNECT")
    line.work()
    line.text(PARTICIPANT, "2")
    for _ in range(4):
        line.text(VOLUNTEER, "RECONNECT")
        line.pass_time(minutes=10)
    assert rung.numbers == []
