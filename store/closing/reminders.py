"""What is said once about a closing: to people who wait, and to volunteers on duty or with a shift to come."""

from datetime import datetime, timedelta
from typing import Final, NamedTuple

from sqlalchemy import select, update

from flows.engine import Phrase
from flows.line.closing import Closing
from flows.states import OPEN_STATES
from store.database import Tx
from store.messages import compose, prompts
from store.models import Callback, Contact, Reminder
from store.reminders import reminders
from store.reminders.kind import Kind, Quiet

CLOSED: Final = "closed"
CLOSED_TO_VOLUNTEER: Final = "closed-duty"
OPENED: Final = "opened"


def _key(kind: str, since: datetime, id: int) -> str:
    return f"{kind}:{since:%Y%m%d%H%M%S}:{id}"


def say_closed(tx: Tx, cb: Callback, closing: Closing) -> None:
    """Tell somebody who waits that the line is closed, once."""
    if cb.contact_id is not None:
        key = _key(CLOSED, closing.since, cb.id)
        reminders.plan(tx, CLOSED, key, cb.contact_id, tx.now, about_id=cb.id)


def say_open(tx: Tx, cb: Callback, held_at: datetime) -> None:
    """Ask somebody who waited whether now is good, once."""
    if cb.contact_id is not None:
        key = _key(OPENED, held_at, cb.id)
        reminders.plan(tx, OPENED, key, cb.contact_id, tx.now, about_id=cb.id)


def say_closed_to_volunteer(tx: Tx, contact_id: int, closing: Closing, at: datetime) -> None:
    """Tell a volunteer that the line is closed, once."""
    key = _key(CLOSED_TO_VOLUNTEER, closing.since, contact_id)
    reminders.plan(tx, CLOSED_TO_VOLUNTEER, key, contact_id, at)


def _put_closed(tx: Tx, reminder: Reminder) -> int | None:
    put = prompts.put(
        tx, reminder.contact_id, "closed.waits", purpose="notice", callback_id=reminder.about_id
    )
    if put is not None:
        tx.run(update(Contact).where(Contact.id == reminder.contact_id).values(closed_told_at=tx.now))
    return put


def _put_opened(tx: Tx, reminder: Reminder) -> int | None:
    put = prompts.put(
        tx, reminder.contact_id, "closed.opened", purpose="ready", callback_id=reminder.about_id
    )
    # It asks whether now is good: whoever takes it in the next minutes does not ask that again.
    tx.run(update(Callback).where(Callback.id == reminder.about_id).values(near_asked_at=tx.now))
    return put


def _put_to_volunteer(tx: Tx, reminder: Reminder) -> int | None:
    closing = tx.line.closed_at(tx.now)
    if closing is None:
        return None
    if closing.reason:
        said = Phrase("closed.volunteer_why", {"at": closing.until, "reason": closing.reason})
    else:
        said = Phrase("closed.volunteer", {"at": closing.until})
    return compose.queue_said(tx, reminder.contact_id, "reminder", [said])


def _same_closing(tx: Tx, reminder: Reminder) -> bool:
    closing = tx.line.closed_at(tx.now)
    return closing is not None and f":{closing.since:%Y%m%d%H%M%S}:" in reminder.key


def _is_held(tx: Tx, reminder: Reminder) -> bool:
    row = _callback(tx, reminder)
    return _same_closing(tx, reminder) and row is not None and row.held_at is not None


def _goes_on(tx: Tx, reminder: Reminder) -> bool:
    """Whether nobody has it yet, and the line was not closed again."""
    row = _callback(tx, reminder)
    return tx.line.closed_at(tx.now) is None and row is not None and row.state in ("waiting", "offered")


class _Held(NamedTuple):
    """Of an open callback that they did not say no to: where it stands, and since when it is held."""

    state: str
    held_at: datetime | None


def _callback(tx: Tx, reminder: Reminder) -> _Held | None:
    mine = select(Callback.state, Callback.held_at).where(
        Callback.id == reminder.about_id, Callback.state.in_(OPEN_STATES), Callback.silenced_at.is_(None)
    )
    row = tx.run(mine).first()
    return _Held(*row) if row is not None else None


KINDS: tuple[Kind, ...] = (
    Kind(
        CLOSED,
        purpose="notice",
        late=timedelta(hours=14),
        put=_put_closed,
        still_true=_is_held,
        quiet=Quiet.SEND,  # about a call that they wait for
        wording=("closed.waiting", "closed.ask", "waiting.crisis"),
    ),
    Kind(
        OPENED,
        purpose="ready",
        late=timedelta(hours=14),
        put=_put_opened,
        still_true=_goes_on,
        quiet=Quiet.WAIT,
        wording=("closed.opened", "ready.ask", "ready.ask_text"),
    ),
    Kind(
        CLOSED_TO_VOLUNTEER,
        purpose="reminder",
        late=timedelta(hours=14),
        put=_put_to_volunteer,
        still_true=_same_closing,
        quiet=Quiet.AWAKE,  # on duty they are up; for a shift to come it was planned for the day
        wording=("closed.volunteer", "closed.volunteer_why"),
    ),
)
