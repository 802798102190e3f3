"""Queues a text that the line starts by itself: writes its row. `store.delivery` claims and sends it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import and_, insert, select, update

from flows.effects.base import AlertKind
from flows.engine import Phrase, Session
from flows.line import Line
from flows.wording import Listener, render, true_until
from store.contacts import contacts, ladder, stated_region
from store.contacts.sessions import seal_session
from store.database import Tx
from store.models import Alert, Callback, Contact, Message
from store.vault.columns import (
    MESSAGE_LATE_WORDS,
    MESSAGE_SESSION,
    MESSAGE_WORDS,
    RowName,
    new_row_key,
    row_of,
)

BLOCKED: Final = "blocked"
"""The purpose of the text to somebody whom the team keeps volunteers from. In danger it is dropped."""
_QUEUED = insert(Message).returning(Message.id)


def queue(
    tx: Tx,
    contact_id: int | None,
    purpose: str,
    wording: str,
    *,
    offer_id: int | None = None,
    alert_id: int | None = None,
    callback_id: int | None = None,
    words_of: int | None = None,
    on_call_id: int | None = None,
    delay: timedelta = timedelta(),
    **params: Any,
) -> int | None:
    """Put a text in line, in the receiver's language; None for a contact: a coordinator, `on_call_id`.

    None, and no row, for somebody who has opted out or whom the carrier cannot reach, nor about a call to a number that
    somebody else keyed in.
    """
    said = [Phrase(wording, params)]
    return queue_said(
        tx,
        contact_id,
        purpose,
        said,
        delay=delay,
        offer_id=offer_id,
        alert_id=alert_id,
        callback_id=callback_id,
        words_of=words_of,
        on_call_id=on_call_id,
    )


def queue_said(
    tx: Tx,
    contact_id: int | None,
    purpose: str,
    said: Sequence[Phrase],
    *,
    session: Session | None = None,
    delay: timedelta = timedelta(),
    offer_id: int | None = None,
    alert_id: int | None = None,
    callback_id: int | None = None,
    words_of: int | None = None,
    on_call_id: int | None = None,
) -> int | None:
    """As `queue`, for several phrases in one text, and for a question: `session` is open once the text is sent.

    `words_of`: the contact whose words are in it, where these are not its receiver's: they are gone with that key.
    """
    # The coordinator is rung while the line may not text: an alert is said then (`store.alerts.ringing`).
    language = contacts.listening(tx, on_call_id).to.language if on_call_id is not None else tx.line.language
    to = Listener(tx.line, language, not tx.line.texting, tx.now)
    if contact_id is None and alert_id is not None:
        # "We gave them 911/988" names the numbers that they were given.
        about = tx.run(select(Alert.contact_id).where(Alert.id == alert_id)).scalar()
        to = replace(to, region=stated_region.of(tx, about))
    if contact_id is not None:
        ear = contacts.listening(tx, contact_id)
        if ear.opted_out or ear.unreachable or ear.landline or _was_keyed_in(tx, contact_id, callback_id):
            return None
        to = ear.to
    key, whose = new_row_key(), words_of if words_of is not None else contact_id
    row = {
        "row_key": key,
        "contact_id": contact_id,
        "purpose": purpose,
        "words_sealed": tx.seal(MESSAGE_WORDS, key, _words(said, to), whose=whose),
        **_said_late(tx, key, said, to, whose),
        "session_sealed": seal_session(tx, MESSAGE_SESSION, key, session, whose=whose),
        "veiled": to.discreet,
        "state": "due",
        "due_at": tx.now + delay,
        "tries": 0,
        "created_at": tx.now,
        "offer_id": offer_id,
        "alert_id": alert_id,
        "callback_id": callback_id,
        "on_call_id": on_call_id,
    }
    made = tx.run(_QUEUED, row)
    message_id = int(made.scalar_one())
    if not delay:
        _wake(tx, purpose, message_id)
    return message_id


def as_read(tx: Tx, contact_id: int, said: Sequence[Phrase]) -> str:
    """A text as `queue_said` would queue it for this contact."""
    return _words(said, contacts.listening(tx, contact_id).to)


TO_PEOPLE_ON_CALL = ("alert", "eased", "has_it")
"""Purposes of texts to people on call. They have a queue of their own, worked first."""


def _wake(tx: Tx, purpose: str, message_id: int) -> None:
    tx.wake("send_alert" if purpose in TO_PEOPLE_ON_CALL else "send_text", message_id)


def queue_again(tx: Tx, row: Message, on_call_id: int) -> None:
    """The same words of an alert once more, to somebody else on call: the phone they went to cannot be reached."""
    key, words = new_row_key(), tx.open(MESSAGE_WORDS, row_of(row), row.words_sealed)
    late = row.late_words_sealed
    late_words = tx.open(MESSAGE_LATE_WORDS, row_of(row), late) if late is not None else None
    copied = {
        "row_key": key,
        "purpose": row.purpose,
        "words_sealed": tx.seal_as(row.words_sealed, MESSAGE_WORDS, key, words),
        "late_from": row.late_from,
        "late_words_sealed": tx.seal_as(late, MESSAGE_LATE_WORDS, key, late_words)
        if late is not None and late_words is not None
        else None,
        "state": "due",
        "due_at": tx.now,
        "tries": 0,
        "created_at": tx.now,
        "alert_id": row.alert_id,
        "callback_id": row.callback_id,
        "on_call_id": on_call_id,
    }
    _wake(tx, row.purpose, int(tx.run(insert(Message).values(copied).returning(Message.id)).scalar_one()))


def _was_keyed_in(tx: Tx, contact_id: int, callback_id: int | None) -> bool:
    """Whether somebody keyed this number in to be called: a text could out them to whoever has the phone."""
    if callback_id is None:
        return False
    theirs = (Callback.id == callback_id) & (Callback.contact_id == contact_id) & Callback.keyed_in.is_(True)
    return tx.run(select(Callback.id).where(theirs)).first() is not None


def _words(said: Sequence[Phrase], to: Listener) -> str:
    # A person who asked for discreet words gets one discreet sentence for the whole text, not one for each phrase.
    parts = dict.fromkeys(render(phrase.id, to, phrase.params) for phrase in said)
    return "\n".join(part for part in parts if part)


def _said_late(
    tx: Tx, row: RowName, said: Sequence[Phrase], to: Listener, whose: int | None
) -> dict[str, Any]:
    """What the text says instead if it leaves after an hour that it promises has passed (`store.delivery.claim`)."""
    ends = (true_until(phrase.id, phrase.params, to.language) for phrase in said)
    over = min((end for end in ends if end is not None and end > tx.now), default=None)
    if over is None:
        return {"late_from": None, "late_words_sealed": None}
    late_words = _words(said, replace(to, now=over))
    return {"late_from": over, "late_words_sealed": tx.seal(MESSAGE_LATE_WORDS, row, late_words, whose=whose)}


def raise_alert(
    tx: Tx,
    kind: AlertKind,
    *,
    contact_id: int | None = None,
    callback_id: int | None = None,
    at_most_every: timedelta | None = None,
    delay: timedelta = timedelta(),
    wording: str | None = None,
    words_of: int | None = None,
    **params: Any,
) -> int | None:
    """Text the first on call: a handle and a code, never a number. It stays open until acknowledged. Gives its id.

    Not to the very person it is about, if there is somebody else.

    `at_most_every`: merged with one of the same kind that is younger than that. `delay`: how long it waits before it
    is sent. Neither for a crisis. `wording`: where the kind's own says something else. `words_of`: whose words
    it tells, if any.
    """
    if at_most_every is not None:
        recent = select(Alert.id).where(Alert.kind == kind.value, Alert.at > tx.now - at_most_every)
        if tx.run(recent.limit(1)).first() is not None:
            return None
    alert_id = int(
        tx.run(
            insert(Alert)
            .values(kind=kind.value, contact_id=contact_id, callback_id=callback_id, at=tx.now)
            .returning(Alert.id)
        ).scalar_one()
    )
    handle = tx.run(select(Contact.handle).where(Contact.id == contact_id)).scalar() if contact_id else None
    wanted = select(Callback.code, Callback.kind).where(Callback.id == callback_id)
    asked = tx.run(wanted).first() if callback_id else None
    code = asked.code if asked is not None else f"A{alert_id}"
    said = {"handle": handle or "no number", "code": code, "at": tx.now, **params}
    phrases = [Phrase(wording or f"alert.{kind.value}", said)]
    if asked is not None and kind in _THEY_WAIT:
        # Whoever picks up their own phone to help has to know that these do not want to be rung.
        phrases += [Phrase("alert.in_writing")] if asked.kind == "text" else []
        unsafe = contact_id is not None and not contacts.listening(tx, contact_id).safe.calls
        phrases += [Phrase("alert.not_safe")] if unsafe else []
    to = ladder.first(tx, besides=contact_id) or ladder.first(tx)
    queue_said(
        tx,
        None,
        "alert",
        phrases,
        alert_id=alert_id,
        words_of=words_of,
        on_call_id=to.contact_id if to is not None else None,
        delay=delay,
    )
    return alert_id


_THEY_WAIT: Final = (AlertKind.NOBODY_ON_DUTY, AlertKind.AT_RISK, AlertKind.REVISED, AlertKind.BROKEN)
"""Alerts about somebody who waits for a volunteer."""


def drop_unsent(tx: Tx, contact_id: int, *, purpose: str | None = None) -> int:
    """Drop what waits for this person, or, of `purpose`, only what waits for that. Gives how many there were."""
    unsent = and_(Message.contact_id == contact_id, Message.state == "due")
    if purpose is not None:
        unsent = and_(unsent, Message.purpose == purpose)
    return int(tx.run(update(Message).where(unsent).values(state="dropped")).rowcount)


def outage_words(line: Line, now: datetime) -> str:
    """What a coordinator is told when the database cannot be reached."""
    return render("alert.outage", Listener(line, line.language, False, now))
