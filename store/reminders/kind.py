"""What a kind of reminder is: when it may still be said, and how.

A new kind is one entry in `store.delivery.reminder_kinds`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from store.database import Tx
from store.models import Reminder


class Quiet(StrEnum):
    """What becomes of a reminder whose time falls into the receiver's quiet hours."""

    SEND = "send"
    """It goes out all the same: about a shift they agreed to, at that very hour."""
    AWAKE = "awake"
    """They were up just now, so it goes out on time at any hour; late, it waits for the morning."""
    WAIT = "wait"
    """It waits for the morning, unless it would be too late by then."""
    DROP = "drop"
    """Said in the morning it would be wrong."""


def _always(tx: Tx, reminder: Reminder) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of reminder.

    `purpose`: of its text, for the outbox. `late`: how long after its time it may still be sent, whatever held it up (a
    host that slept, safe hours); after that it is dropped. `still_true`: asked when it is sent, whether what it says
    is still so. `put`: queue its text (through `compose.queue_said` or `prompts.put`) and give the id of the
    message, None where this person cannot be texted or was asked enough. `then`: called once it is settled, sent or
    dropped (`why`), or "rings" when it goes out as a ring. `rings`: whether it rings, and asks by key, while the line
    may not text; without, it is dropped. `rings_always`: asked while the line may text as well. `consent`: purposes of
    the ledger, of which one that they agreed to is enough.
    """

    name: str
    purpose: str
    late: timedelta
    put: Callable[[Tx, Reminder], int | None]
    still_true: Callable[[Tx, Reminder], bool] = _always
    quiet: Quiet = Quiet.WAIT
    then: Callable[[Tx, Reminder, str | None], None] | None = None
    rings: Callable[[Tx, Reminder], bool] | None = None
    rings_always: bool = False
    consent: tuple[str, ...] = ()
    wording: tuple[str, ...] = ()
