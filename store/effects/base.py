"""What a deed works with, and who may do it."""

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

    `sender`: from what a text came that came from no telephone.
    """

    known: contacts.Known
    channel: str
    call_sid: str | None = None
    leg: Leg | None = None
    crisis: bool = False
    sender: str | None = None

    @property
    def contact_id(self) -> int:
        """The contact's row; only for deeds behind `for_contacts`."""
        assert self.known.contact_id is not None  # noqa: S101  (the decorator has seen to it)
        return self.known.contact_id

    @property
    def volunteer_id(self) -> int:
        """The volunteer's row; only for deeds behind `for_volunteers`."""
        assert self.known.volunteer_id is not None  # noqa: S101  (the decorator has seen to it)
        return self.known.volunteer_id


Deed = Callable[[Tx, Applied, Any], Outcome]


def for_contacts(deed: Deed) -> Deed:
    """Only for somebody whose number we know: the outcome is "none" for others."""

    @wraps(deed)
    def checked(tx: Tx, done: Applied, effect: Any) -> Outcome:
        return deed(tx, done, effect) if done.known.contact_id is not None else NONE

    return checked


def for_volunteers(deed: Deed) -> Deed:
    """Only for a volunteer: the outcome is "none" for others."""

    @wraps(deed)
    def checked(tx: Tx, done: Applied, effect: Any) -> Outcome:
        return deed(tx, done, effect) if done.known.volunteer_id is not None else NONE

    return checked
