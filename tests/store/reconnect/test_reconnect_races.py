"""RECONNECT by both in the same second, and against whatever else a peer may be doing."""

from functools import partial

import pytest

from store.models import Callback, Leg
from tests.kits.bridge import PARTICIPANT, VOLUNTEER, Desk
from tests.kits.line import TestLine
from tests.kits.races import CALLBACK, CONTACT, at_once
from tests.kits.talks import hang_up_after, rung, say, talk, texted


@pytest.mark.parametrize("where", [CONTACT, CALLBACK])
def test_both_text_reconnect_at_once_and_are_connected_once(line: TestLine, where: str) -> None:
    desk = Desk(line)
    desk.ask()
    talk(desk, seconds=20)
    asks = {
        PARTICIPANT: partial(line.text, PARTICIPANT, "RECONNECT"),
        VOLUNTEER: partial(line.text, VOLUNTEER, "RECONNECT"),
    }
    for first, second in ((PARTICIPANT, VOLUNTEER), (VOLUNTEER, PARTICIPANT)):
        before = len(line.rows(Callback))
        answers = dict(zip((first, second), at_once(line, where, asks[first], asks[second]), strict=True))
        line.work()
        assert len(line.rows(Callback)) == before + 1
        assert "We're calling Name" in answers[PARTICIPANT]
        assert any(said in answers[VOLUNTEER] for said in ("calling you", "we ring you"))
        assert texted(desk, "would like to go on") == 0, "who has said yes is not asked as well"
        assert len([leg for leg in line.rows(Leg) if leg.state != "ended"]) == 1
        hang_up_after(desk, seconds=20)


def test_two_yeses_at_once_are_one_reconnect(line: TestLine) -> None:
    desk = Desk(line)
    desk.ask()
    talk(desk, seconds=20)
    say(desk, VOLUNTEER, "RECONNECT")
    at_once(line, CONTACT, *[partial(line.text, PARTICIPANT, "1")] * 2)
    line.work()
    assert len(line.rows(Callback)) == 2
    assert rung(desk) == 2


def test_reconnect_against_another_take_never_gives_one_peer_two_callbacks(line: TestLine) -> None:
    desk = Desk(line)
    desk.ask()
    talk(desk, seconds=20)
    line.text("+12025550144", "CALL")
    line.work()
    code = line.code()
    at_once(
        line,
        "SELECT id FROM callbacks WHERE state <> 'completed' FOR UPDATE",
        partial(line.text, VOLUNTEER, f"TAKE {code}"),
        partial(line.text, PARTICIPANT, "RECONNECT"),
    ) if line.db.engine.dialect.name == "sqlite" else at_once(
        line,
        "LOCK TABLE offers IN EXCLUSIVE MODE",
        partial(line.text, VOLUNTEER, f"TAKE {code}"),
        partial(line.text, PARTICIPANT, "RECONNECT"),
    )
    line.work()
    held = [row for row in line.rows(Callback) if row.state in ("accepted", "connecting")]
    assert len(held) == 1
    assert len([leg for leg in line.rows(Leg) if leg.state != "ended"]) == 1
