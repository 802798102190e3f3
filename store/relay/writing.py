"""A participant and a peer write to each other through the line: begin it, watch it, end it, or hand it on."""

from datetime import datetime
from typing import Literal, TypeGuard

from sqlalchemy import and_, exists, select, update

from flows.effects.base import Outcome
from flows.rules.promises import promise, silence, time_limit
from flows.rules.promises.silence import Do
from flows.states import OfferState
from store import decisions
from store.callbacks import briefing, callbacks, follow_up, legs, listening, queue
from store.callbacks.callbacks import S
from store.callbacks.rows import HeldCallback, WritingCallback
from store.consent import ground_rules
from store.contacts import contacts, open_questions
from store.database import Tx
from store.messages import compose, prompts
from store.models import Callback, Message, Volunteer
from store.relay import held_words
from store.staffing import capacity
from store.volunteers import pairings

WORDS = "relay"
"""The purpose of a text that carries the words of one to the other."""
NO_ANSWER = "no-answer"
"""The purpose of the question how to go on without an answer. Pointless once the peer has written."""
LEFT_ALONE = 2
"""A participant whose peer went away in the middle waits with at least this severity."""
Side = Literal["peer", "participant"]
Over = (
    Side
    | Literal["unreachable", "time", "team", Do.END_QUIET, Do.END_UNANSWERED, Do.END_LONG, Do.END_GOODBYE]
)
_WHY = {
    "participant": "the participant ended it",
    "peer": "the peer ended it",
    Do.END_QUIET: "neither wrote any more, and nobody answered when asked",
    Do.END_UNANSWERED: "the peer did not answer, and the participant did not say how to go on",
    Do.END_LONG: "two hours are the limit",
    Do.END_GOODBYE: "the participant said goodbye",
    "team": "the team keeps volunteers from them for now",
    "time": "an hour was over, and nobody wanted longer",
    "unreachable": "the participant can get no texts any more",
}
_TOLD_THEM = {
    "peer": "writing.ended_by_peer",
    "unreachable": "writing.ended_quiet",
    Do.END_QUIET: "writing.ended_quiet",
    Do.END_LONG: "writing.ended_long",
    "time": "time_limit.ended",
}
_TOLD_PEER = {
    "participant": "writing.told_by_them",
    Do.END_UNANSWERED: "writing.told_unanswered",
    "unreachable": "writing.told_unreachable",
    "team": "writing.told_by_team",
    Do.END_QUIET: "writing.told_quiet",
    Do.END_LONG: "writing.told_long",
    Do.END_GOODBYE: "goodbye.told",
    "time": "time_limit.told",
}


_THEY_END: frozenset[Over] = frozenset(("participant", Do.END_GOODBYE))
"""The participant ends it: now, or by a goodbye. It asked whether they stay, so nothing more is texted at night."""


def begin(tx: Tx, cb: HeldCallback, *, answering: Side | None = None) -> Outcome:
    """From now on the participant and the peer who has the callback write to each other; both are told how.

    `answering`: whose text led to it; they hear it in the answer to that, and are not texted besides. Outcomes: writing
    (code, peer); by_phone (code): the participant can get no text, so it is a call after all; cannot_write (code): the
    peer's phone takes no texts, and it goes to the next one; no_way (code): neither can reach them, and it has ended.
    """
    said = {"code": cb.code, "peer": prompts.peer_name(tx, cb)}
    if cb.contact_id is None or not takes_texts(tx, cb.contact_id):
        return _without_texts(tx, cb, told=answering == "peer")
    volunteer_contact = legs.volunteer_contact(tx, cb.volunteer_id)
    if not takes_texts(tx, volunteer_contact):
        callbacks.let_go(tx, cb, OfferState.FAILED)
        return Outcome("cannot_write", {"code": cb.code})
    callbacks.call_off_rings(tx, cb.id)
    # Questions asked before are closed: from here on "1" is said to a person, not to us.
    for asked in ("ready", callbacks.COMING):
        compose.drop_unsent(tx, cb.contact_id, purpose=asked)
    for contact_id in (cb.contact_id, volunteer_contact):
        open_questions.drop_question(tx, contact_id)
    callbacks.move(
        tx,
        cb,
        S.CONNECTED,
        connected_at=tx.now,
        **time_limit.begins(tx.now, None),
        due_at=tx.now + silence.PEER_NUDGED,
        silence_asked_at=None,
        silence_asks=0,
        retry_at=None,
        ready_asked_at=None,
        near_asked_at=None,
        agreed_at=None,
        wait_for_go=False,
    )
    ground_rules.accept(tx, cb.contact_id, "text")
    decisions.note(tx, cb.id, "writing", "they write to each other", volunteer_id=cb.volunteer_id)
    if answering != "participant":
        callbacks.tell_participant(tx, cb, "writing.begun", **said)
    if answering != "peer":
        callbacks.tell_volunteer(tx, cb.volunteer_id, "offer.writing", callback_id=cb.id, code=cb.code)
    # A wish may have been added since they took it, and there is no call before which to say it.
    briefing.send(tx, cb)
    return Outcome("writing", said)


def is_on(cb: Callback | None) -> TypeGuard[WritingCallback]:
    """Whether the two of this callback (None: there is none) write to each other now."""
    return cb is not None and cb.kind == "text" and cb.state == S.CONNECTED


def end(tx: Tx, cb: WritingCallback, by: Over) -> None:
    """End the writing and tell whoever did not end it. If it was a talk, thank and ask both as after a call.

    Where the team ends it, it tells the participant itself.
    """
    held_words.drop_held(tx, cb)
    listening.stop(tx, cb, listening.OFF)
    peer_wrote, they_wrote = has_written(tx, cb, "peer"), has_written(tx, cb, "participant")
    if by in _THEY_END and not peer_wrote:
        state = S.CANCELLED
    elif (by is Do.END_QUIET and not they_wrote) or (by is Do.END_UNANSWERED and not peer_wrote):
        state = S.MISSED
    else:
        state = S.COMPLETED
    callbacks.move(tx, cb, state, ended_at=tx.now, retry_at=None)
    decisions.note(tx, cb.id, "writing-over", _WHY[by], volunteer_id=cb.volunteer_id)
    compose.drop_unsent(tx, cb.contact_id, purpose=NO_ANSWER)
    if by is Do.END_UNANSWERED:
        prompts.put(tx, cb.contact_id, "silent_volunteer.over", callback_id=cb.id)
    elif by not in _THEY_END and by != "team":
        callbacks.tell_participant(tx, cb, _TOLD_THEM[by], peer=prompts.peer_name(tx, cb))
    if by != "peer":
        callbacks.tell_volunteer(tx, cb.volunteer_id, _TOLD_PEER[by], callback_id=cb.id, code=cb.code)
    if by is Do.END_UNANSWERED and peer_wrote:
        # They are asked whether somebody else should write, and not how it was.
        pairings.talked(tx, contact_id=cb.contact_id, volunteer_id=cb.volunteer_id)
    elif state == S.COMPLETED:
        follow_up.ended(tx, cb, thank=by not in ("peer", "team"))
    queue.wake_waiting(tx)


def hand_on(
    tx: Tx,
    cb: WritingCallback,
    why: str,
    *,
    offer_state: OfferState = OfferState.WITHDRAWN,
    tell: bool = True,
) -> datetime:
    """The peer is gone: the participant waits again, among the first, with a new promise, which this gives back.

    `why`: plain English, for a coordinator. `tell`: the participant is told as well.
    """
    gone, contact_id = prompts.peer_name(tx, cb), legs.volunteer_contact(tx, cb.volunteer_id)
    decisions.note(tx, cb.id, "handed-on", why, volunteer_id=cb.volunteer_id)
    cover = capacity.cover_now(tx, language=cb.language, besides=cb.contact_id)
    by = promise.promise_for(tx.now, tx.line, cover).by
    callbacks.change(
        tx,
        cb.id,
        # No phone rang while they wrote, so the tries of an earlier call do not count.
        attempts=0,
        severity=max(cb.severity, LEFT_ALONE),
        promised_by=by,
        not_before=None,
        yes_at=tx.now,
        connected_at=None,
        talk_until=None,
        tone_at=None,
        silence_asked_at=None,
        silence_asks=0,
        near_asked_at=None,
        **listening.NO_WISH,
        room=None,
        room_at=None,
        risk_alerted_at=None,
        late_told_at=None,
    )
    unsent_texts_to_peer = and_(
        Message.callback_id == cb.id, Message.contact_id == contact_id, Message.state == "due"
    )
    tx.run(update(Message).where(unsent_texts_to_peer).values(state="dropped"))
    held_words.drop_held(tx, cb)
    callbacks.let_go(tx, callbacks.lock(tx, cb.id), offer_state)
    if tell:
        callbacks.tell_participant(tx, cb, "writing.peer_gone", peer=gone, by=by)
    return by


def peer_is_gone(tx: Tx, cb: WritingCallback) -> None:
    """The peer opted out, or was taken off the line, in the middle of it."""
    hand_on(tx, cb, "the peer left the line")


def not_reached(tx: Tx, cb: WritingCallback) -> Outcome:
    """The participant can get no texts any more: if they never wrote it becomes a call, otherwise it ends."""
    if not has_written(tx, cb, "participant"):
        return _without_texts(tx, cb)
    end(tx, cb, "unreachable")
    return Outcome("unreachable", {"code": cb.code})


def not_delivered(tx: Tx, message_id: int) -> None:
    """Words were not delivered: tell whoever wrote them, or act on it where their receiver can get no texts."""
    the_lost_text = and_(Message.id == message_id, Message.purpose == WORDS)
    row = tx.run(select(Message.callback_id, Message.contact_id).where(the_lost_text)).first()
    if row is None:
        return
    cb = callbacks.lock(tx, row.callback_id)
    if not is_on(cb):
        return
    if not takes_texts(tx, row.contact_id):
        not_reached(tx, cb) if row.contact_id == cb.contact_id else peer_is_gone(tx, cb)
    elif row.contact_id == cb.contact_id:
        callbacks.tell_volunteer(tx, cb.volunteer_id, "writing.lost_peer", callback_id=cb.id, code=cb.code)
    else:
        callbacks.tell_participant(tx, cb, "writing.lost")


def _without_texts(tx: Tx, cb: HeldCallback, *, told: bool = False) -> Outcome:
    calls = cb.contact_id is None or contacts.listening(tx, cb.contact_id).safe.calls
    opted_out = cb.contact_id is not None and contacts.listening(tx, cb.contact_id).opted_out
    # Whoever chose writing is not rung because the line itself may not text: nobody could ask them before.
    if not calls or opted_out or not tx.line.texting:
        decisions.note(tx, cb.id, "no-way", "neither texts nor calls may reach them")
        callbacks.end(tx, cb, S.MISSED, tell_volunteers=None if told else "offer.withdrawn")
        return Outcome("no_way", {"code": cb.code})
    decisions.note(tx, cb.id, "by-phone", "their number takes no texts", volunteer_id=cb.volunteer_id)
    callbacks.call_off_rings(tx, cb.id)
    anew = {"kind": "call", "wait_for_go": False, "ready_asked_at": None}
    callbacks.move(
        tx, cb, S.ACCEPTED, connected_at=None, near_asked_at=None, agreed_at=None, due_at=tx.now, **anew
    )
    if not told:
        callbacks.tell_volunteer(tx, cb.volunteer_id, "writing.by_phone", callback_id=cb.id, code=cb.code)
    tx.wake("advance_callback", cb.id)
    return Outcome("by_phone", {"code": cb.code})


def peer_has_written(tx: Tx, cb: WritingCallback) -> None:
    """The peer writes again: what the participant was asked about the silence is pointless now."""
    if not cb.silence_asks:
        return
    callbacks.change(tx, cb.id, silence_asked_at=None, silence_asks=0)
    compose.drop_unsent(tx, cb.contact_id, purpose=NO_ANSWER)
    asked = open_questions.open_question(tx, cb.contact_id)
    if asked is not None and asked.step == "silent_volunteer.ask":
        open_questions.drop_question(tx, cb.contact_id)


def takes_texts(tx: Tx, contact_id: int | None) -> bool:
    """Whether a text of ours can reach this contact (None: a caller without a number)."""
    if contact_id is None:
        return False
    ear = contacts.listening(tx, contact_id)
    return not (ear.opted_out or ear.unreachable or ear.landline)


def is_active(tx: Tx, cb: Callback) -> bool:
    """Whether the volunteer who has it is still one of the line."""
    return bool(tx.run(select(Volunteer.status).where(Volunteer.id == cb.volunteer_id)).scalar() == "active")


def has_written(tx: Tx, cb: WritingCallback, side: Side) -> bool:
    """Whether words of this side were ever passed on since it began."""
    to = cb.contact_id if side == "peer" else legs.volunteer_contact(tx, cb.volunteer_id)
    words_to_the_other = exists().where(
        Message.callback_id == cb.id,
        Message.contact_id == to,
        Message.purpose == WORDS,
        Message.created_at >= cb.connected_at,
    )
    return bool(tx.run(select(words_to_the_other)).scalar())
