"""After a talk that may have been cut off: both are told how to go on, unless a key says that one of them ended it."""

from datetime import timedelta
from typing import Final

from sqlalchemy import ColumnElement, and_, update

from store import decisions
from store.callbacks import callbacks
from store.callbacks.rows import HeldCallback
from store.database import Tx
from store.models import Callback, Message

LAST_KEY: Final = timedelta(seconds=20)
"""How long a volunteer who is still on the phone after the talk has for a key that says how it ended."""


def tell_of_reconnect(tx: Tx, cb: HeldCallback, *, on_the_phone: bool) -> None:
    """Tell the participant of RECONNECT. `on_the_phone`: the volunteer still is; then only once they have hung up.

    By then a key of theirs may have said that they ended the talk (`drop_word_of_reconnect`). The volunteer reads it in
    the question how the call was.
    """
    decisions.note(tx, cb.id, "cut-off", "told both of RECONNECT", volunteer_id=cb.volunteer_id)
    callbacks.tell_participant(tx, cb, "notice.cut_off", delay=LAST_KEY if on_the_phone else timedelta())


def no_more_keys(tx: Tx, cb: Callback) -> None:
    """The volunteer is off the phone: what waited for a key of theirs goes out now."""
    waits = and_(_word_of_reconnect(cb), Message.due_at > tx.now)
    released = update(Message).where(waits).values(due_at=tx.now).returning(Message.id)
    for message_id in list(tx.run(released).scalars()):
        tx.wake("send_text", message_id)


def drop_word_of_reconnect(tx: Tx, cb: Callback) -> None:
    """Whoever was to be told how to go on, and has not been yet, is not told.

    For a key of the volunteer's says that they ended the talk, or the two have found each other already.
    """
    dropped = tx.run(update(Message).where(_word_of_reconnect(cb)).values(state="dropped"))
    if dropped.rowcount:
        why = "not told of RECONNECT: there is no need"
        decisions.note(tx, cb.id, "cut-off", why, volunteer_id=cb.volunteer_id)


def _word_of_reconnect(cb: Callback) -> ColumnElement[bool]:
    """The texts that `tell_of_reconnect` has queued about this callback and nobody has tried to send yet."""
    unsent = and_(Message.state == "due", Message.tries == 0, Message.purpose == "notice")
    return and_(Message.callback_id == cb.id, unsent, Message.created_at >= cb.ended_at)
