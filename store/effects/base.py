"""What the functions that apply effects work with, and for whom they may be called."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from flows.effects.base import Outcome
from store.contacts import contacts
from store.database import Tx
from store.models import Leg

DONE = Outcome("done", {})
NONE = Outcome("none", {})


@dataclass(slots=True)
class Applied:
    """What came of a turn: who they are by now, and the leg a call should go on with, if any.

    `placed`: the call is one that we placed to their own number, so they can be joined with somebody in it.
    `to_crisis_line`: the caller is to be put through to the crisis line.
    `sender`: from what a text came that came from no telephone. `text_sid`: the carrier's name for their text.
    """

    known: contacts.Known
    channel: str
    call_sid: str | None = None
    leg: Leg | None = None
    crisis: bool = False
    sender: str | None = None
    text_sid: str | None = None
    placed: bool = False
    to_crisis_line: bool = False

    @property
    def contact_id(self) -> int:
        """The contact's row; only for functions behind `for_contacts`."""
        assert self.known.contact_id is not None  # noqa: S101  (the decorator has seen to it)
        return self.known.contact_id

    @property
    def volunteer_id(self) -> int:
        """The volunteer's row; only for functions behind `for_volunteers`."""
        assert self.known.volunteer_id is not None  # noqa: S101  (the decorator has seen to it)
        return self.known.volunteer_id


Apply = Callable[[Tx, Applied, Any], Outcome]
"""Makes one kind of effect true in the rows, and says what came of it."""


def by_text(done: Applied) -> str:
    """Who does this from their phone, for the log of who did what: "Heron-4821, by text"."""
    return f"{done.known.handle or 'no number'}, by {done.channel}"


def for_contacts(function: Apply) -> Apply:
    """Only for somebody whose number we know: the outcome is "none" for others."""

    @wraps(function)
    def checked(tx: Tx, done: Applied, effect: Any) -> Outcome:
        return function(tx, done, effect) if done.known.contact_id is not None else NONE

    return checked


def for_volunteers(function: Apply) -> Apply:
    """Only for a volunteer: the outcome is "none" for others."""

    @wraps(function)
    def checked(tx: Tx, done: Applied, effect: Any) -> Outcome:
        return function(tx, done, effect) if done.known.volunteer_id is not None else NONE

    return checked


def for_coordinators(function: Apply) -> Apply:
    """Only for whoever texts from a coordinator's phone: the outcome is "none" for others."""

    @wraps(function)
    def checked(tx: Tx, done: Applied, effect: Any) -> Outcome:
        may = done.known.person.coordinator and done.known.contact_id is not None
        return function(tx, done, effect) if may else NONE

    return checked
