"""A peer's words that we hold until the peer says whom they are for. They are kept, sealed, in the open question."""

from datetime import timedelta

from store.callbacks import callbacks, legs
from store.callbacks.rows import HeldCallback
from store.contacts import open_questions
from store.database import Tx
from store.messages import compose

REMINDED_AFTER = timedelta(minutes=2)
"""How long after the question the peer is told, once, that nothing was sent."""
_PURPOSE = "held"


def hold(tx: Tx, contact_id: int, code: str) -> None:
    """We asked whom the words are for: plan a reminder in case the peer does not answer."""
    compose.drop_unsent(tx, contact_id, purpose=_PURPOSE)
    compose.queue(tx, contact_id, _PURPOSE, "for_whom.waiting", delay=REMINDED_AFTER, code=code)


def forget(tx: Tx, contact_id: int) -> None:
    """The peer has answered, or taken the words back: drop the question and its reminder."""
    compose.drop_unsent(tx, contact_id, purpose=_PURPOSE)
    open_questions.drop_question(tx, contact_id)


def drop_held(tx: Tx, cb: HeldCallback) -> None:
    """The writing is over: drop the peer's words that we still hold, and tell the peer so."""
    contact_id = legs.volunteer_contact(tx, cb.volunteer_id)
    asked = open_questions.open_question(tx, contact_id)
    if asked is None or asked.step != "for_whom.ask" or asked.answers.get("code") != cb.code:
        return
    forget(tx, contact_id)
    callbacks.tell_volunteer(tx, cb.volunteer_id, "for_whom.not_sent", callback_id=cb.id, code=cb.code)
