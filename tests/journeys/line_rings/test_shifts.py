"""While the line may not text, a shift is asked about by a short ring: 1 I'll be there, 2 I can't."""

from datetime import timedelta

import pytest

from store.models import Reminder, Shift
from tests.kits.bridge import CALLER_ID, VOLUNTEER, Desk
from tests.kits.line import TestLine


@pytest.fixture
def desk(quick_line: TestLine) -> Desk:
    """A line that may not text, and a volunteer with a shift tomorrow at seven in the evening."""
    quick_line.volunteer(VOLUNTEER, "Sam", on_duty=False)
    quick_line.text(VOLUNTEER, "SHIFT tomorrow 7pm-10pm")
    quick_line.text(VOLUNTEER, "1")
    quick_line.db.transact(quick_line.clock.at, lambda tx: tx.choose("texting", "off", by="test"))
    quick_line.carrier.texts.clear()
    return Desk(quick_line)


def asked(desk: Desk) -> str:
    """Pass time until their phone rings; gives what they hear once they pressed a key."""
    for _ in range(60):
        desk.line.pass_time(minutes=30)
        if any(ring.status == "ringing" and ring.to == VOLUNTEER for ring in desk.line.carrier.rings):
            ring = desk.ringing(VOLUNTEER)
            return desk.line.press(desk.pick_up(ring), "5", ring.sid, CALLER_ID).document
    raise AssertionError("nobody was rung")


def press(desk: Desk, document: str, key: str) -> str:
    ring = next(ring for ring in desk.line.carrier.rings if ring.status == "in-progress")
    heard = desk.line.press(type(desk.pick_up(ring))(document), key, ring.sid, CALLER_ID)
    desk.end(ring, "completed")
    return heard.words


def test_1_confirms_it_and_they_are_not_rung_an_hour_before(desk: Desk) -> None:
    document = asked(desk)
    assert "Will you be there?" in document
    assert "see you then" in press(desk, document, "1")
    assert [row.state for row in desk.line.rows(Shift)] == ["confirmed"]
    desk.line.pass_time(hours=30)
    assert len([ring for ring in desk.line.carrier.rings if ring.to == VOLUNTEER]) == 1
    assert desk.line.carrier.texts == []


def test_2_gives_it_back(desk: Desk) -> None:
    assert "given back" in press(desk, asked(desk), "2")
    assert desk.line.rows(Shift)[0].state == "dropped"


def test_a_ring_nobody_answers_is_asked_once_more_an_hour_before_and_no_more(desk: Desk) -> None:
    for _ in range(70):
        desk.line.pass_time(minutes=30)
        for ring in desk.line.carrier.rings:
            if ring.status == "ringing":
                desk.end(ring, "no-answer")
    mine = [ring.at for ring in desk.line.carrier.rings if ring.to == VOLUNTEER]
    assert len(mine) == 2
    assert desk.line.rows(Shift)[0].starts_at - mine[1] <= timedelta(hours=1)
    assert {row.state for row in desk.line.rows(Reminder) if row.kind.startswith("turn")} == {"sent"}
