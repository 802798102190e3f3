"""Conversations: one row a contact for texts, one a call for voice."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, NamedTuple

from sqlalchemy import bindparam, insert, select, update

from flows.engine import Session
from flows.volunteers.join import is_unhurried
from store.contacts import asking_budget
from store.contacts.contacts import Known
from store.contacts.sessions import read_session, seal_session
from store.database import RaceLost, Tx
from store.models import Contact, Conversation
from store.vault.columns import (
    CONVERSATION_REPLY,
    CONVERSATION_SESSION,
    MESSAGE_SESSION,
    RowName,
    new_row_key,
    row_of,
)

_T = Conversation.__table__.c
_NEW_TEXT = insert(Conversation)
_KEEP = (
    update(Conversation)
    .where(_T.id == bindparam("conversation_id"), _T.revision == bindparam("read_revision"))
    .values(
        row_key=bindparam("row_key"),
        session_sealed=bindparam("session_sealed"),
        revision=bindparam("revision"),
        window_at=bindparam("window_at"),
        window_count=bindparam("window_count"),
        expires_at=bindparam("expires_at"),
    )
)
_LOCK_CONTACT = select(Contact.id).where(Contact.id == bindparam("theirs")).with_for_update(key_share=True)
_PUT = (
    update(Conversation)
    .where(_T.contact_id == bindparam("theirs"), _T.channel == "text")
    .values(
        row_key=bindparam("put_key"),
        revision=_T.revision + 1,
        session_sealed=bindparam("put"),
        expires_at=bindparam("until"),
    )
)

_NEW_CALL = insert(Conversation).returning(Conversation.id)
_KEEP_CALL = update(Conversation).where(_T.id == bindparam("conversation_id"))
_WHOSE = select(_T.attested, _T.proof, _T.contact_id).where(_T.call_sid == bindparam("sid"))
_CALL = select(Conversation.__table__).where(_T.call_sid == bindparam("sid")).with_for_update(key_share=True)


@dataclass(frozen=True, slots=True)
class Call:
    """An inbound call's conversation: what is open, in which language, and what it was last answered.

    `attested`: the carrier said at its beginning, in full, that the number it shows is the caller's.
    """

    id: int
    contact_id: int | None
    language: str
    session: Session | None
    revision: int
    answer: str
    attested: bool = False


def call(tx: Tx, sid: str) -> Call | None:
    """The conversation of this call, locked; None for a call that is new to us."""
    row = tx.run(_CALL, {"sid": sid}).first()
    if row is None:
        return None
    name = row_of(row)
    session = read_session(tx, CONVERSATION_SESSION, name, row.session_sealed) if row.session_sealed else None
    answer = tx.open(CONVERSATION_REPLY, name, row.reply_sealed) if row.reply_sealed else ""
    return Call(
        row.id,
        row.contact_id,
        row.language or tx.line.language,
        session,
        row.revision,
        answer,
        bool(row.attested),
    )


CALL_SESSION = timedelta(hours=6)


class Whose(NamedTuple):
    """What makes a call somebody's: `attested` when it began; or `proven`, the contact who proved that it is theirs."""

    attested: bool
    proven: int | None = None


def whose(tx: Tx, sid: str) -> Whose | None:
    """What makes this call somebody's, read without a lock; None for a call that is new to us."""
    row = tx.run(_WHOSE, {"sid": sid}).first()
    if row is None:
        return None
    return Whose(bool(row.attested), row.contact_id if row.proof is not None else None)


def prove(tx: Tx, sid: str, contact_id: int, proof: Literal["pin"]) -> None:
    """From now on this call is theirs, as if it had been attested."""
    tx.run(update(Conversation).where(_T.call_sid == sid).values(contact_id=contact_id, proof=proof))


def open_call(
    tx: Tx, sid: str, known: Known, *, attested: bool, proof: Literal["ring_back"] | None = None
) -> int:
    """File a new call. Raises IntegrityError when it is filed already."""
    values = {
        "proof": proof,
        "contact_id": known.contact_id,
        "channel": "voice",
        "call_sid": sid,
        "attested": attested,
        "language": known.language,
        "revision": 0,
        "window_count": 0,
        "expires_at": tx.now + CALL_SESSION,
    }
    return int(tx.run(_NEW_CALL, values).scalar_one())


def keep_call(
    tx: Tx,
    id: int,
    *,
    contact_id: int | None,
    session: Session | None,
    language: str,
    revision: int,
    answer: str,
) -> None:
    """Save where a call stands and what it was answered, so that a repeated request gets the same."""
    row = new_row_key()
    values = {
        "row_key": row,
        "session_sealed": seal_session(tx, CONVERSATION_SESSION, row, session, whose=contact_id),
        "reply_sealed": tx.seal(CONVERSATION_REPLY, row, answer, whose=contact_id),
        "language": language,
        "revision": revision,
    }
    tx.run(_KEEP_CALL, {"conversation_id": id, **values})


TEXT_SESSION = timedelta(hours=12)
"""How long a question by text stays open: "2" the next morning should still be read, "2" next week should not."""
PUT_QUESTION = timedelta(hours=30)
"""A question that we put first may be answered a day later, and so may one of joining."""


def put_question(tx: Tx, contact_id: int, message: RowName, session_sealed: str) -> None:
    """A text of ours asks a question: the next reply answers it. A question that was open before is dropped.

    The question comes from the row of the text, and is sealed anew for the row of the conversation.
    """
    row = new_row_key()
    opened = tx.open(MESSAGE_SESSION, message, session_sealed)
    if not opened:
        return
    put = tx.seal_as(session_sealed, CONVERSATION_SESSION, row, opened)
    values = {"row_key": row, "session_sealed": put, "expires_at": tx.now + PUT_QUESTION}
    if not tx.on_sqlite:
        # The contact's lock first, as everywhere: a text of theirs that is being answered goes before.
        tx.run(_LOCK_CONTACT, {"theirs": contact_id})
    there = {"theirs": contact_id, "put_key": row, "put": put, "until": values["expires_at"]}
    if not tx.run(_PUT, there).rowcount:
        fresh = {"contact_id": contact_id, "channel": "text", "revision": 1, "window_count": 0}
        tx.run(_NEW_TEXT, {**fresh, "window_at": None, **values})


def open_question(tx: Tx, contact_id: int) -> Session | None:
    """What is open by text with this contact, read without a lock."""
    mine = select(_T.id, _T.row_key, _T.session_sealed).where(
        _T.contact_id == contact_id, _T.channel == "text", _T.expires_at > tx.now
    )
    row = tx.run(mine).first()
    if row is None or not row.session_sealed:
        return None
    return read_session(tx, CONVERSATION_SESSION, row_of(row), row.session_sealed)


def drop_question(tx: Tx, contact_id: int) -> None:
    """Drop the question that is open by text: what they write next does not answer it."""
    mine = update(Conversation).where(_T.contact_id == contact_id, _T.channel == "text")
    # The revision stays: it may be this very conversation whose text is being answered.
    tx.run(mine.values(session_sealed=None))


def keep_text_session(
    tx: Tx, known: Known, session: Session | None, window: tuple[datetime | None, int]
) -> None:
    """Save the open question of a text conversation and the sender's rate window.

    Raises RaceLost when another text was answered since it was read: PostgreSQL gives a transaction that waited for
    the contact's lock the other tables as they were before the wait.
    """
    unhurried = session is not None and is_unhurried(session)
    until = tx.now + (PUT_QUESTION if unhurried else TEXT_SESSION)
    goes_on = session is not None and known.session is not None and session.asks_the_same(known.session)
    if goes_on and known.expires_at is not None:
        # Something said on the way: a question of ours that may be answered a day later may so still.
        until = max(until, known.expires_at)
    if known.session is not None and asking_budget.QUESTION in known.session.answers:
        asking_budget.answered(tx, known.session.answers[asking_budget.QUESTION])
    row = new_row_key()
    values = {
        "row_key": row,
        "session_sealed": seal_session(tx, CONVERSATION_SESSION, row, session, whose=known.contact_id),
        "revision": known.revision + 1,
        "window_at": window[0],
        "window_count": window[1],
        "expires_at": until,
    }
    if known.conversation_id is None:
        tx.run(_NEW_TEXT, {"contact_id": known.contact_id, "channel": "text", **values})
    else:
        read = {"conversation_id": known.conversation_id, "read_revision": known.revision}
        if not tx.run(_KEEP, {**read, **values}).rowcount:
            raise RaceLost
