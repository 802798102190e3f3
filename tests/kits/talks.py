"""Lets two people talk and hang up: how tests of the time after a call begin."""

from typing import Any

from store.models import Pairing
from tests.kits.bridge import PARTICIPANT, VOLUNTEER, Desk

ASKED = "How was it for you?"
WHOM = "Next time"
ANOTHER = "Would it help to try again"
CUT_OFF = "Were you cut off?"


def talk(desk: Desk, *, seconds: float = 600, volunteer: str = VOLUNTEER, status: str = "completed") -> None:
    """The volunteer takes the callback; both talk for `seconds` and hang up."""
    desk.line.text(volunteer, f"TAKE {desk.code}")
    desk.line.work()
    hang_up_after(desk, seconds=seconds, volunteer=volunteer, status=status)


def hang_up_after(
    desk: Desk, *, seconds: float, volunteer: str = VOLUNTEER, status: str = "completed"
) -> None:
    """Both talk for `seconds`, on a callback that rings the volunteer, and hang up."""
    ring = desk.ringing(volunteer)
    dialled = desk.talk(ring)
    desk.line.pass_time(seconds=seconds)
    dialled.over(status, ring.sid, caller=volunteer)
    desk.end(ring, "completed")


def texted(desk: Desk, words: str, number: str = PARTICIPANT) -> int:
    return desk.told(number, words)


def say(desk: Desk, sender: str, body: str) -> str:
    answer = desk.line.text(sender, body)
    desk.line.work()
    return answer


def rung(desk: Desk, number: str = VOLUNTEER) -> int:
    return sum(ring.to == number for ring in desk.line.carrier.rings)


def run(desk: Desk, work: Any) -> Any:
    return desk.line.db.transact(desk.line.clock.at, work)


def pairing(desk: Desk) -> Any:
    [row] = desk.line.rows(Pairing)
    return row
