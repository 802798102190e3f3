"""LISTEN: the wish to hear the volunteer one writes with, the volunteer's yes or no, and when both phones ring."""

import secrets
from datetime import datetime, timedelta

from sqlalchemy import and_, exists, func, or_, select

from flows.effects.base import Outcome
from flows.relay.listen import VOLUNTEER_ASKED
from flows.rules.meaning.listen_words import Wish
from flows.rules.promises.silence import PEER_NUDGED
from flows.rules.safe_contact import allowed
from flows.rules.safe_contact.asking_budget import REST_AFTER_DANGER
from flows.states import CallbackState, LegState
from store import decisions
from store.callbacks import callbacks, legs, listening
from store.callbacks.rows import WritingCallback
from store.contacts import contacts, in_danger, open_questions
from store.database import Tx
from store.messages import compose, prompts
from store.models import Callback, Message
from store.relay import writing

FRESH = timedelta(minutes=10)
"""How long a yes of either counts: no phone rings on an old one."""
RINGS_WITHIN = timedelta(minutes=2)
"""How long after its row was made a ring may still go out; later than that, nobody waits for it."""
AT_MOST = 3
"""So often one volunteer is rung for it in one conversation."""
ASKS_AGAIN = "listen-again"
"""The purpose of the question whether a participant still wants it."""
NOT_BEFORE = timedelta(minutes=10)
"""How long two have written before the participant is told that they may listen."""
BOTH_WROTE = 3
LATELY = timedelta(minutes=5)
SELDOM = timedelta(days=30)
"""A participant is told so once in this time, whatever they do about it."""


def wish(tx: Tx, contact_id: int, what: Wish) -> Outcome:
    """The participant would like to listen, or to talk. The outcomes are those of `AskToListen`."""
    cb = callbacks.lock_open(tx, contact_id)
    if not writing.is_on(cb):
        return Outcome("over", {})
    said = {"peer": prompts.peer_name(tx, cb)}
    if listening.live(tx, cb.id) or (cb.listen_wish == what and _is_asked(tx, cb)):
        return Outcome("already", said)
    verdict = _may_ring(tx, cb, asked_at=tx.now)
    if not verdict.allowed:
        return Outcome("no_calls" if verdict.not_before is None else "outside_safe", {})
    if listening.times(tx, cb) >= AT_MOST:
        return Outcome("limit", said)
    callbacks.change(tx, cb.id, listen_wish=what, listen_asked_at=tx.now)
    decisions.note(tx, cb.id, "would-listen" if what == "listen" else "would-talk", "they asked for it")
    if cb.listen_agreed_at is not None and tx.now - cb.listen_agreed_at <= FRESH:
        _ring_volunteer(tx, cb)
        return Outcome("coming", said)
    # It counts as words of theirs: the volunteer is reminded of it, and the participant asked how to go on.
    volunteer = legs.volunteer_contact(tx, cb.volunteer_id)
    answers = {"code": cb.code, "what": what}
    prompts.put(tx, volunteer, "listen.asked", purpose=writing.WORDS, answers=answers, callback_id=cb.id)
    callbacks.change(tx, cb.id, due_at=min(cb.due_at, tx.now + PEER_NUDGED))
    return Outcome("asked", said)


def _is_asked(tx: Tx, cb: Callback) -> bool:
    """Whether the volunteer is being asked at this moment."""
    return (
        cb.listen_agreed_at is None and cb.listen_asked_at is not None and tx.now - cb.listen_asked_at < FRESH
    )


def _may_ring(tx: Tx, cb: WritingCallback, *, asked_at: datetime | None = None) -> allowed.Verdict:
    """Whether the participant's phone may ring now. `asked_at`: when they asked for it, if not as the row says."""
    ear = contacts.listening(tx, cb.contact_id)
    zone = ear.to.zone or tx.line.timezone
    return allowed.may_ring(ear.safe, tx.now, zone, asked_at=asked_at or cb.listen_asked_at)


def answer(tx: Tx, volunteer_id: int, code: str, *, yes: bool) -> Outcome:
    """The volunteer says yes or no to it. The outcomes are those of `AnswerListening`."""
    cb = callbacks.lock_held(tx, volunteer_id)
    if not writing.is_on(cb) or cb.code != code:
        return Outcome("over", {})
    said: dict[str, object] = {"code": cb.code}
    if cb.listen_wish is None or cb.listen_asked_at is None:
        return Outcome("called_off", said)
    writing.peer_has_written(tx, cb)
    if not yes:
        _declined(tx, cb)
        return Outcome("kept", said)
    if listening.live(tx, cb.id):
        return Outcome("coming", said)
    if not _may_ring(tx, cb).allowed:
        callbacks.change(tx, cb.id, **listening.NO_WISH)
        return Outcome("not_now", said)
    callbacks.change(tx, cb.id, listen_agreed_at=tx.now, due_at=min(cb.due_at, tx.now + FRESH))
    if tx.now - cb.listen_asked_at > FRESH:
        answers = {"what": cb.listen_wish}
        prompts.put(tx, cb.contact_id, "listen.still", purpose=ASKS_AGAIN, answers=answers, callback_id=cb.id)
        return Outcome("asking_them", said)
    _ring_volunteer(tx, cb)
    peer = prompts.peer_name(tx, cb)
    compose.queue(tx, cb.contact_id, callbacks.COMING, "listen.coming", callback_id=cb.id, peer=peer)
    return Outcome("coming", said)


def _ring_volunteer(tx: Tx, cb: WritingCallback) -> None:
    """Both want it: the volunteer's phone rings first, the participant's once they have pressed a key."""
    callbacks.change(tx, cb.id, listen_agreed_at=tx.now, room=secrets.token_urlsafe(24))
    whose = {"callback_id": cb.id, "volunteer_id": cb.volunteer_id, "role": legs.HEARD}
    tx.wake("place_leg", legs.plan(tx, LegState.PLANNED, due_at=tx.now, **whose))
    decisions.note(tx, cb.id, "rings", "both would like to", volunteer_id=cb.volunteer_id)


def ring_participant(tx: Tx, cb: WritingCallback) -> bool:
    """The volunteer pressed a key: the participant's phone is to ring. False where it must not, and it is over."""
    if listening.leg(tx, cb.id, legs.LISTENER) is not None:
        return True  # the carrier repeats its request
    if not _may_ring(tx, cb).allowed:
        is_off(tx, cb, listening.OFF, told="listen.failed")
        return False
    whose = {"callback_id": cb.id, "volunteer_id": cb.volunteer_id, "role": legs.LISTENER}
    tx.wake("place_leg", legs.plan(tx, LegState.PLANNED, due_at=tx.now, **whose))
    return True


def may_still_ring(tx: Tx, held: legs.HeldLeg) -> bool:
    """Whether a ring that is about to be asked for is still wanted, by both, at this hour. False: it is over."""
    cb = held.cb
    if not listening.is_wanted(held) or not writing.is_on(cb):
        return False
    heard = listening.leg(tx, cb.id, legs.HEARD)
    waits = held.leg.role == legs.HEARD or (heard is not None and heard.state == LegState.ANSWERED)
    if waits and tx.now - held.leg.created_at <= RINGS_WITHIN and _may_ring(tx, cb).allowed:
        return True
    is_off(tx, cb, listening.OFF, told="listen.failed")
    return False


def stop(
    tx: Tx, *, contact_id: int | None = None, volunteer_id: int | None = None, company: bool = False
) -> Outcome:
    """A no of either, at any moment. `company` and the outcomes are those of `StopListening`."""
    if volunteer_id is not None:
        held = callbacks.lock_held(tx, volunteer_id)
        if not writing.is_on(held):
            return Outcome("over", {})
        _declined(tx, held)
        return Outcome("stopped", {"code": held.code})
    cb = callbacks.lock_open(tx, contact_id) if contact_id is not None else None
    if not writing.is_on(cb):
        return Outcome("over", {})
    if cb.listen_wish is not None:
        drop_unsaid(tx, cb)
        listening.stop(tx, cb, listening.OFF)
        decisions.note(tx, cb.id, "no-call", "they said no", volunteer_id=cb.volunteer_id)
        told = "heard.told_wait" if company else "heard.told_stopped"
        callbacks.tell_volunteer(tx, cb.volunteer_id, told, callback_id=cb.id, code=cb.code)
    return Outcome("stopped", {"peer": prompts.peer_name(tx, cb)})


def _declined(tx: Tx, cb: WritingCallback) -> None:
    if cb.listen_wish is not None:
        is_off(tx, cb, listening.OFF, told=None)
        # The volunteer's answer counts as words of theirs: nobody has waited for them in vain.
        peer = prompts.peer_name(tx, cb)
        compose.queue(tx, cb.contact_id, writing.WORDS, "listen.writes_on", callback_id=cb.id, peer=peer)
        decisions.note(tx, cb.id, "no-call", "the peer would rather write", volunteer_id=cb.volunteer_id)


def is_off(tx: Tx, cb: WritingCallback, why: str, *, told: str | None, gently: bool = False) -> None:
    """There is no call, or no longer: both phones fall silent, and the participant is told that the writing goes on."""
    drop_unsaid(tx, cb)
    listening.stop(tx, cb, why, gently=gently)
    if told is not None:
        callbacks.tell_participant(tx, cb, told, peer=prompts.peer_name(tx, cb))


def drop_unsaid(tx: Tx, cb: WritingCallback) -> None:
    """What was to be said or asked about it is pointless now."""
    for purpose in (callbacks.COMING, ASKS_AGAIN):
        compose.drop_unsent(tx, cb.contact_id, purpose=purpose)
    asked = {cb.contact_id: "listen.still", legs.volunteer_contact(tx, cb.volunteer_id): VOLUNTEER_ASKED}
    for contact_id, step in asked.items():
        question = open_questions.open_question(tx, contact_id)
        if question is not None and question.step == step:
            open_questions.drop_question(tx, contact_id)


def lapses_at(cb: Callback) -> datetime | None:
    """When the wish of two who write is over unless somebody answers; None where there is none."""
    if cb.listen_wish is None or cb.listen_asked_at is None:
        return None
    return max(cb.listen_asked_at, cb.listen_agreed_at or cb.listen_asked_at) + FRESH


def let_lapse(tx: Tx, cb: WritingCallback) -> None:
    """A wish that got no answer in time is over; the participant is told, and that it is not about them.

    Not while they are asked how to go on without any answer, nor if it is theirs that is missing.
    """
    says_so = cb.listen_agreed_at is None and cb.silence_asked_at is None
    told = "listen.no_answer" if says_so else None
    is_off(tx, cb, listening.OFF, told=told)


def may_be_offered(tx: Tx, cb: WritingCallback) -> bool:
    """Whether to tell the participant now, once and seldom, that they may listen; it is kept that they were told.

    In the middle of a conversation that goes well, with the answer to a text of their own: both have written for a
    while, and the volunteer has just answered. Never to somebody in danger, nor to whom it would say too much, nor to
    somebody who talks on the phone with volunteers anyway.
    """
    if cb.listen_offered_at is not None or cb.listen_wish is not None:
        return False
    if tx.now - cb.connected_at < NOT_BEFORE:
        return False
    ear = contacts.listening(tx, cb.contact_id)
    if (
        ear.safe.says_less
        or ear.to.no_calls
        or not _may_ring(tx, cb, asked_at=tx.now).allowed
        or not _is_lively(tx, cb)
    ):
        return False
    theirs = select(Callback.id).where(Callback.contact_id == cb.contact_id, Callback.id != cb.id)
    told_lately = Callback.listen_offered_at > tx.now - SELDOM
    has_talked = and_(Callback.kind == "call", Callback.state == CallbackState.COMPLETED)
    if tx.run(select(exists(theirs.where(or_(told_lately, has_talked))))).scalar():
        return False
    if in_danger.spoke_of_danger(tx, cb.contact_id, tx.now - REST_AFTER_DANGER):
        return False
    callbacks.change(tx, cb.id, listen_offered_at=tx.now)
    return True


def _is_lively(tx: Tx, cb: WritingCallback) -> bool:
    words = and_(
        Message.callback_id == cb.id, Message.purpose == writing.WORDS, Message.created_at >= cb.connected_at
    )
    counted = select(Message.contact_id, func.count(), func.max(Message.created_at)).where(words)
    found = {row[0]: (row[1], row[2]) for row in tx.run(counted.group_by(Message.contact_id)).all()}
    of_peer, last = found.get(cb.contact_id, (0, None))
    of_them, _ = found.get(legs.volunteer_contact(tx, cb.volunteer_id), (0, None))
    return last is not None and min(of_peer, of_them) >= BOTH_WROTE and tx.now - last <= LATELY
