"""The end of a ring, or of a talk, is told three times over, in any order: it is settled once."""

import itertools
from typing import Any

import pytest

from tests.kits.bridge import PARTICIPANT, VOLUNTEER, Desk, Dialled
from tests.kits.fakes import Ring


def words_of_an_end(desk: Desk, ring: Ring, dialled: Dialled) -> dict[str, Any]:
    return {
        "action": lambda: dialled.over("no-answer", ring.sid),
        "child": lambda: dialled.status("no-answer"),
        "parent": lambda: desk.end(ring, "completed"),
    }


@pytest.mark.parametrize("order", list(itertools.permutations(("action", "child", "parent"))), ids="-".join)
def test_the_end_of_a_ring_is_settled_once_in_whatever_order_it_is_told(
    desk: Desk, ring: Ring, dialled: Dialled, order: tuple[str, ...]
) -> None:
    say = words_of_an_end(desk, ring, dialled)
    for each in order:
        say[each]()
        desk.line.work()
    assert desk.callback.attempts == 1
    assert desk.live_legs == []
    assert desk.state == ("accepted" if order.index("action") < order.index("parent") else "offered")
    assert desk.told(PARTICIPANT, "We tried to ring you") <= 1
    desk.line.pass_time(minutes=1)
    assert desk.state in ("accepted", "offered")


@pytest.mark.parametrize("order", list(itertools.permutations(("action", "child", "parent"))), ids="-".join)
def test_the_end_of_a_talk_is_settled_once_in_whatever_order_it_is_told(
    desk: Desk, ring: Ring, dialled: Dialled, order: tuple[str, ...]
) -> None:
    dialled.presses(dialled.picks_up(), "1")
    say = words_of_an_end(desk, ring, dialled) | {"child": lambda: dialled.status("completed")}
    say["action"] = lambda: dialled.over("completed", ring.sid, DialBridged="true")
    for each in order:
        say[each]()
    desk.line.work()
    assert desk.state == "completed"
    assert desk.told(VOLUNTEER, "Thank you for") == 1
    assert desk.live_legs == []


@pytest.mark.parametrize("order", list(itertools.permutations(("action", "child", "parent"))), ids="-".join)
def test_a_volunteer_who_hangs_up_while_the_other_phone_rings_is_not_rung_again_in_whatever_order_it_is_told(
    desk: Desk, ring: Ring, dialled: Dialled, order: tuple[str, ...]
) -> None:
    say = words_of_an_end(desk, ring, dialled) | {"child": lambda: dialled.status("canceled")}
    say["action"] = lambda: dialled.over("canceled", ring.sid, CallStatus="completed")
    for each in order:
        say[each]()
        desk.line.work()
    assert desk.state == "offered"
    assert desk.told(VOLUNTEER, "takes it back") == 1
    assert desk.told(PARTICIPANT, "That was us") == 0
    desk.line.pass_time(minutes=11)
    assert [ring.to for ring in desk.line.carrier.rings] == [VOLUNTEER]
    assert desk.live_legs == []
