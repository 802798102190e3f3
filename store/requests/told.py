"""What a participant tells: kept for the volunteer who takes their call, or withheld where they say MINE."""

from dataclasses import replace
from datetime import timedelta
from typing import Final

from sqlalchemy import ColumnElement, exists, func, select

from flows.effects.base import Outcome
from flows.effects.told import HEARD, KeepTold
from store.callbacks import briefing, callbacks, told_words, wishes
from store.callbacks.callbacks import S
from store.callbacks.rows import has_volunteer, with_volunteer
from store.database import Tx
from store.models import Callback, Message, Told

_AFTER: Final = ("after_1", "after_2")
_PASSED_ON_AFTER: Final = timedelta(seconds=45)
"""A volunteer who waits for the call already is texted so long after the last words: more may come, or MINE."""


def keep(tx: Tx, contact_id: int, told: KeepTold, sid: str | None) -> Outcome:
    """Keep what they told; the filed text goes with it. `sid`: of that text. The outcomes are those of `KeepTold`."""
    callback_id, is_open = told_words.request_or_talk(tx, contact_id)
    if not is_open and told.after_talk:
        callback_id = told_words.last_talk(tx, contact_id)
    if callback_id is not None and not is_open:
        said = _next(tx, Told.callback_id == callback_id, _AFTER)
        told_words.add(tx, contact_id, callback_id, sid=sid, said=None if told.goes_on else said)
        return Outcome("after_1" if said == "after_1" else "after_2", {})
    mine = told_words.waiting_for_a_volunteer(tx, contact_id, callback_id)
    if not told_words.know_who_sees_it(tx, contact_id, callback_id):
        if told.goes_on:
            return Outcome("none", {})  # nobody was told yet who will see it
        said = "waiting" if is_open else "before"
    else:
        said = _next(tx, mine, HEARD)
    kept = tx.run(select(func.count()).where(mine, Told.words_sealed.is_not(None))).scalar_one()
    full = kept >= told_words.MOST_KEPT
    words = None if full else told.words
    told_words.add(tx, contact_id, callback_id, words=words, sid=sid, said=None if told.goes_on else said)
    if full:
        return Outcome("full", {})
    cb = callbacks.lock(tx, callback_id) if callback_id is not None else None
    if cb is not None and has_volunteer(cb) and cb.state in (S.ACCEPTED, S.CONNECTING):
        briefing.send(tx, cb, delay=_PASSED_ON_AFTER)
    return _answer(tx, said, cb)


def _next(tx: Tx, mine: ColumnElement[bool], answers: tuple[str, ...]) -> str:
    """The answer after the one that they had last: never the same words twice in a row."""
    had = select(Told.said).where(mine, Told.said.in_(answers)).order_by(Told.id.desc()).limit(1)
    last = tx.run(had).scalar()
    return answers[(answers.index(last) + 1) % len(answers)] if last is not None else answers[0]


def _answer(tx: Tx, said: str, cb: Callback | None) -> Outcome:
    match said:
        case "before":
            return Outcome("before", {})
        case "waiting":
            return Outcome("waiting", {})
        case "heard_1":
            return Outcome("heard_1", {})
        case "heard_2" if cb is not None and cb.promised_by > tx.now and cb.silenced_at is None:
            if cb.kind == "text":
                return Outcome("due_text", {"by": cb.promised_by})
            return Outcome("due", {"by": cb.promised_by})
        case "heard_2":
            return Outcome("heard_2", {})
    return Outcome("heard_3", {})


def withhold(tx: Tx, contact_id: int) -> Outcome:
    """MINE: what they told, and confided with MORE, is gone for every volunteer. Outcomes as of `WithholdTold`."""
    cb = callbacks.lock_open(tx, contact_id)
    since = told_words.forget(
        tx, told_words.waiting_for_a_volunteer(tx, contact_id, cb.id if cb is not None else None)
    )
    confided = wishes.read(tx, cb) if cb is not None else None
    if cb is not None and confided is not None and (confided.words or confided.question):
        wishes.write(tx, cb.id, replace(confided, words="", question=""))
    elif since is None:
        return Outcome("none", {})
    if cb is None:
        return Outcome("withheld", {})
    if has_volunteer(cb) and briefing.take_back(tx, cb) and cb.state in (S.ACCEPTED, S.CONNECTING):
        briefing.send(tx, with_volunteer(callbacks.lock(tx, cb.id)))
    sent_briefings = exists().where(
        Message.callback_id == cb.id,
        Message.purpose == briefing.PURPOSE,
        Message.state.in_(("sending", "sent")),
        Message.created_at >= (since or cb.requested_at),
    )
    # It is read out, too, before the other phone rings.
    if cb.state in (S.CONNECTING, S.CONNECTED) or tx.run(select(sent_briefings)).scalar():
        return Outcome("seen", {})
    return Outcome("withheld", {})
