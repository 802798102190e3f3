"""Reminders about a callback: "still want the call?" as its time comes near; and how it was, after the talk."""

from datetime import timedelta
from typing import Final

from sqlalchemy import bindparam, select, update

from flows.reconnect.follow_up import CALLBACK
from flows.states import CallbackState
from store.database import Tx
from store.messages import prompts
from store.models import Callback, Reminder
from store.reminders import reminders
from store.reminders.kind import Kind, Quiet

FOLLOW_UP: Final = "followup"
STILL_WANTED: Final = "still-wanted"
NAMES: Final = (FOLLOW_UP, STILL_WANTED)
AFTER_THE_TALK: Final = timedelta(minutes=3)
"""How long after a talk its participant is asked how it was: not the moment the phone goes down."""

_B = Callback.__table__.c
_NEWER = select(_B.id).where(_B.contact_id == bindparam("contact_id"), _B.id > bindparam("than")).limit(1)
_ASKED = update(Callback).where(_B.id == bindparam("about")).values(followed_up_at=bindparam("at"))
_BEFORE_THE_RING = (CallbackState.WAITING, CallbackState.OFFERED, CallbackState.ACCEPTED)


def ask_how_it_was(tx: Tx, cb: Callback) -> None:
    """One question about a talk that has just ended, once, a little later."""
    if cb.contact_id is not None:
        at = tx.now + AFTER_THE_TALK
        reminders.plan(tx, FOLLOW_UP, f"followup:{cb.id}", cb.contact_id, at, about_id=cb.id)


def ask_if_wanted(tx: Tx, cb: Callback) -> None:
    """One question whether a callback still stands, at once. The caller marks it as asked, so that it is asked once."""
    if cb.contact_id is None:
        return
    key = f"wanted:{cb.id}:{tx.now:%Y%m%d%H%M%S%f}"
    reminders.plan(tx, STILL_WANTED, key, cb.contact_id, tx.now, about_id=cb.id)


def _put_follow_up(tx: Tx, reminder: Reminder) -> int | None:
    put = prompts.put(
        tx,
        reminder.contact_id,
        "after.rating",
        purpose="followup",
        answers={CALLBACK: str(reminder.about_id)},
        callback_id=reminder.about_id,
    )
    if put is not None:
        tx.run(_ASKED, {"about": reminder.about_id, "at": tx.now})
    return put


def _nothing_since(tx: Tx, reminder: Reminder) -> bool:
    """Whoever has asked for a new call is not asked any more how the last one was."""
    newer = {"contact_id": reminder.contact_id, "than": reminder.about_id}
    return tx.run(_NEWER, newer).first() is None


def _put_still_wanted(tx: Tx, reminder: Reminder) -> int | None:
    return prompts.put(tx, reminder.contact_id, "ready.near", purpose="ready", callback_id=reminder.about_id)


def _waits_for_a_word(tx: Tx, reminder: Reminder) -> bool:
    """Whether the question still makes sense: no phone rings yet, the time was not moved, no yes came since."""
    columns = (Callback.state, Callback.near_asked_at, Callback.yes_at)
    cb = tx.run(select(*columns).where(Callback.id == reminder.about_id)).one()
    asked_still = cb.state in _BEFORE_THE_RING and cb.near_asked_at is not None
    return asked_still and (cb.yes_at is None or cb.yes_at < reminder.created_at)


KINDS: tuple[Kind, ...] = (
    Kind(
        FOLLOW_UP,
        purpose="followup",
        late=timedelta(hours=24),
        put=_put_follow_up,
        still_true=_nothing_since,
        quiet=Quiet.AWAKE,
        wording=("after.rating",),
    ),
    Kind(
        STILL_WANTED,
        purpose="ready",
        late=timedelta(hours=2),
        put=_put_still_wanted,
        still_true=_waits_for_a_word,
        quiet=Quiet.SEND,  # about a call they asked for, at the time they asked it for
        wording=(
            "ready.near",
            "ready.near_at",
            "ready.near_text",
            "ready.near_at_text",
            "ready.now",
            "ready.now_text",
        ),
    ),
)
