"""The team makes contact with somebody quieter: less may reach them, never more. What they set themselves stays.

Nothing is sent to them for it. Each text and each ring asks anew what is safe, so it holds from this moment on.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from typing import Any, Final

from flows.rules.safe_contact.allowed import Safe
from flows.states import CallbackState
from store.accounts.accounts import Person
from store.accounts.sign_in import by
from store.callbacks import callbacks, trial_rings
from store.contacts import contacts
from store.database import Tx
from store.line_rings import rows as line_rings
from store.models import Callback, Contact
from store.people import sealed
from store.safe_contact import safe_contact

DID: Final = "contact made quieter"
REASONS: Final = ("unsafe", "calm", "asked", "complaint", "other")
QUIET: Final[Mapping[str, Any]] = {
    "calls": False,
    "voicemail": False,
    "discreet": True,
    "they_contact": True,
}
"""Each answer but the hours, and which of the two is the quieter."""
_UNHELD: Final = (CallbackState.WAITING, CallbackState.OFFERED)


@dataclass(frozen=True, slots=True)
class Changes:
    """What is to be quieter: names of QUIET, and hours for those there are."""

    answers: Sequence[str]
    hours: tuple[time, time] | None = None


def left(safe: Safe) -> list[str]:
    """The answers that can still be made quieter."""
    return [name for name, quiet in QUIET.items() if getattr(safe, name) != quiet]


def are_fewer(hours: tuple[time, time], were: tuple[time, time] | None) -> bool:
    """Whether these hours are some of those before, and not all of them."""
    mine = _minutes(hours)
    before = _minutes(were) if were is not None else frozenset(range(24 * 60))
    return mine < before


def make(tx: Tx, account: Person, row: Contact, changes: Changes, reason: str, said: str) -> bool:
    """Keep what is quieter than it was, with the reason. False: nothing of it is, and nothing was changed."""
    safe = contacts.by_id(tx, row.id).person.safe
    answers = [each for each in changes.answers if each in left(safe)]
    hours = changes.hours if changes.hours is not None and are_fewer(changes.hours, safe.hours) else None
    if not answers and hours is None:
        return False
    for each in answers:
        safe_contact.keep(tx, row.id, each, QUIET[each])
    if hours is not None:
        safe_contact.keep(tx, row.id, "hours", hours)
    done = [*answers, *(["hours"] if hours is not None else [])]
    trial_rings.call_off(tx, row.id)
    line_rings.call_off(tx, row.id, line_rings.CHECKIN)
    if "calls" in answers:
        _write_instead(tx, row.id)
    sealed.keep_reason(tx, account, row.id, DID, " ".join(done), reason, said)
    tx.record("contact made quieter", row.handle, by=by(account), what=" ".join(done), reason=reason)
    return True


def _write_instead(tx: Tx, contact_id: int) -> None:
    """What they asked for goes on in writing."""
    if safe_contact.write_instead(tx, contact_id):
        return
    cb = callbacks.read(tx, Callback.contact_id == contact_id, Callback.state.in_(_UNHELD))
    if cb is not None and cb.kind == "call":
        safe_contact.make_it_text(tx, cb)


def _minutes(hours: tuple[time, time]) -> frozenset[int]:
    begins, ends = (each.hour * 60 + each.minute for each in hours)
    if begins == ends:
        return frozenset(range(24 * 60))
    span = (ends - begins) % (24 * 60)
    return frozenset((begins + n) % (24 * 60) for n in range(span))
