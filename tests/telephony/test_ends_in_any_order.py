"""The end of a ring, or of a talk, is told three times over, in any order: it is settled once."""

import itertools
from typing import Any

import pytest

from tests.bridging import PARTICIPANT, SECOND, VOLUNTEER, Desk, Dialled
from tests.fakes import Ring
from tests.line import TestLine


@pytest.fixture
def desk(quick_line: TestLine) -> Desk:
    """One callback, one volunteer on duty, a second who never answers offers."""
    made = Desk(quick_line)
    made.ask(volunteers=(VOLUNTEER, SECOND))
    return made


@pytest.fixture
def ring(desk: Desk) -> Ring:
    """The volunteer's ring."""
    return desk.take()


@pytest.fixture
def dialled(desk: Desk, ring: Ring) -> Dialled:
    """The participant's phone rings."""
    return desk.connect_volunteer(ring)


def told(desk: Desk, number: str, words: str) -> int:
    return sum(words in said for said in desk.line.texts_to(number))


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
    assert told(desk, PARTICIPANT, "We tried to ring you") <= 1
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
    assert told(desk, VOLUNTEER, "Thank you for") == 1
    assert desk.live_legs == []
