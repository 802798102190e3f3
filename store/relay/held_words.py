"""A peer's words that were kept back until the peer says whom they are for. They stand in the open question, sealed."""

from datetime import timedelta

from store.callbacks import callbacks, legs
from store.callbacks.rows import HeldCallback
from store.contacts import open_questions
from store.database import Tx
from store.messages import compose

REMINDED_AFTER = timedelta(minutes=2)
"""So long after the question its writer is told, once, that nothing went out."""
_PURPOSE = "held"


def hold(tx: Tx, contact_id: int, code: str) -> None:
    """The question was put: without an answer its writer is reminded of it."""
    compose.drop_unsent(tx, contact_id, purpose=_PURPOSE)
    compose.queue(tx, contact_id, _PURPOSE, "for_whom.waiting", delay=REMINDED_AFTER, code=code)


def forget(tx: Tx, contact_id: int) -> None:
    """It was answered, or taken back: it is not asked about again."""
    compose.drop_unsent(tx, contact_id, purpose=_PURPOSE)
    open_questions.drop_question(tx, contact_id)


def drop_held(tx: Tx, cb: HeldCallback) -> None:
    """The conversation is over: words of its peer that still wait do not go out, and the peer is told so."""
    contact_id = legs.volunteer_contact(tx, cb.volunteer_id)
    asked = open_questions.open_question(tx, contact_id)
    if asked is None or asked.step != "for_whom.ask" or asked.answers.get("code") != cb.code:
        return
    forget(tx, contact_id)
    callbacks.tell_volunteer(tx, cb.volunteer_id, "for_whom.not_sent", callback_id=cb.id, code=cb.code)
