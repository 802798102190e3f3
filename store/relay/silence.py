"""Two who write, and one falls silent: ask both, nudge the peer, ask the participant how to go on, or end it."""

from datetime import datetime, timedelta

from sqlalchemy import and_, func, select

from flows.effects.base import Outcome
from flows.effects.relay import HowToGoOn
from flows.rules.promises import silence
from flows.rules.promises.silence import Do
from flows.rules.relay.goodbye import Goodbye
from flows.states import OfferState
from store import decisions
from store.callbacks import callbacks, legs
from store.callbacks import listening as heard
from store.callbacks.rows import WritingCallback
from store.contacts import company
from store.database import Tx
from store.messages import prompts
from store.models import Message
from store.relay import goodbye, listening, writing


def check(tx: Tx, cb: WritingCallback) -> None:
    """The clock looks at the writing: ask both whether they are there, remind the peer, hand it on, or end it."""
    if not writing.takes_texts(tx, legs.volunteer_contact(tx, cb.volunteer_id)) or not writing.is_active(
        tx, cb
    ):
        writing.peer_is_gone(tx, cb)
        return
    if not writing.takes_texts(tx, cb.contact_id):
        writing.not_reached(tx, cb)
        return
    lapses_at = listening.lapses_at(cb)
    if lapses_at is not None and lapses_at <= tx.now:
        listening.let_lapse(tx, cb)
        callbacks.change(tx, cb.id, due_at=tx.now)
        return
    still = measure(tx, cb)
    if still.do in _ASKS and company.is_near(tx, cb.contact_id):
        _wait_for_them(tx, cb)
        return
    said = {"code": cb.code, "at": still.look_at, "callback_id": cb.id}
    match still.do:
        case Do.END_QUIET | Do.END_UNANSWERED | Do.END_LONG | Do.END_GOODBYE:
            writing.end(tx, cb, still.do)
            return
        case Do.ASK_BOTH:
            peer = prompts.peer_name(tx, cb)
            callbacks.tell_participant(tx, cb, "writing.still_there", peer=peer, at=still.look_at)
            callbacks.tell_volunteer(tx, cb.volunteer_id, "writing.quiet_so_far", **said)
        case Do.NUDGE_PEER:
            _nudge(tx, cb)
        case Do.ASK_PARTICIPANT:
            prompts.put(
                tx, cb.contact_id, "silent_volunteer.ask", purpose=writing.NO_ANSWER, callback_id=cb.id
            )
            decisions.note(
                tx, cb.id, "asked-how-to-go-on", "the peer does not answer", volunteer_id=cb.volunteer_id
            )
            asks = {"silence_asked_at": tx.now, "silence_asks": cb.silence_asks + 1}
            callbacks.change(tx, cb.id, due_at=_look_at(cb, still), **asks)
            return
    # `near_asked_at` is free while they write: it keeps when they were last asked.
    asked = {"near_asked_at": tx.now} if still.do is not Do.NOTHING else {}
    callbacks.change(tx, cb.id, due_at=_look_at(cb, still), **asked)


_ASKS = (Do.ASK_BOTH, Do.NUDGE_PEER, Do.ASK_PARTICIPANT)
LEFT_ALONE = timedelta(minutes=30)
"""How long the volunteer is held where somebody came in and nothing may be sent: then it ends, without a question."""


def _wait_for_them(tx: Tx, cb: WritingCallback) -> None:
    """Somebody is near the participant's phone: nobody is asked anything, and nobody waits for ever."""
    since = company.since(tx, cb.contact_id)
    if since is None or since <= tx.now - LEFT_ALONE:
        writing.end(tx, cb, Do.END_QUIET)
        return
    callbacks.change(tx, cb.id, due_at=min(since + LEFT_ALONE, tx.now + silence.PEER_SILENT))


def look_at(tx: Tx, cb: WritingCallback) -> datetime:
    """When the clock looks at the writing again."""
    return _look_at(cb, measure(tx, cb))


def _look_at(cb: WritingCallback, still: silence.Silence) -> datetime:
    return min(still.look_at, listening.lapses_at(cb) or still.look_at)


def answer(tx: Tx, contact_id: int, how: HowToGoOn) -> Outcome:
    """The participant says how to go on without an answer. The outcomes are those of `AnswerSilence`."""
    cb = callbacks.lock_open(tx, contact_id)
    if not writing.is_on(cb):
        return Outcome("over", {})
    peer = prompts.peer_name(tx, cb)
    if cb.silence_asked_at is None or waits_since(tx, cb) is None:
        return Outcome("answered", {"peer": peer})
    match how:
        case "wait":
            wait = {"silence_asked_at": None, "near_asked_at": tx.now}
            callbacks.change(tx, cb.id, due_at=tx.now + silence.PEER_SILENT, **wait)
            return Outcome("waiting", {"peer": peer})
        case "someone_else":
            why = "the peer did not answer, and they asked for somebody else"
            by = writing.hand_on(tx, cb, why, offer_state=OfferState.FAILED, tell=False)
            callbacks.tell_volunteer(
                tx, cb.volunteer_id, "writing.handed_on", callback_id=cb.id, code=cb.code
            )
            return Outcome("next", {"by": by})
        case "leave":
            writing.end(tx, cb, "participant")
            return Outcome("left", {})


def stay(tx: Tx, contact_id: int) -> Outcome:
    """Somebody who said goodbye stays, and the volunteer is told. The outcomes are those of `StayOn`."""
    cb = callbacks.lock_open(tx, contact_id)
    if not writing.is_on(cb):
        return Outcome("over", {})
    goodbye.heard(tx, cb, None)
    callbacks.change(tx, cb.id, due_at=look_at(tx, cb))
    callbacks.tell_volunteer(tx, cb.volunteer_id, "goodbye.they_stay", callback_id=cb.id, code=cb.code)
    return Outcome("stays", {"peer": prompts.peer_name(tx, cb)})


def _nudge(tx: Tx, cb: WritingCallback) -> None:
    """Tell the peer that somebody waits, without their words: the phone may lie on a table."""
    since = waits_since(tx, cb)
    if since is None or not writing.has_written(tx, cb, "participant"):
        callbacks.tell_volunteer(tx, cb.volunteer_id, "writing.they_wait", callback_id=cb.id, code=cb.code)
        return
    minutes = max(1, round((tx.now - since) / timedelta(minutes=1)))
    said = {"code": cb.code, "minutes": minutes}
    callbacks.tell_volunteer(tx, cb.volunteer_id, "writing.they_wrote", callback_id=cb.id, **said)


def waits_since(tx: Tx, cb: WritingCallback) -> datetime | None:
    """Since when the participant waits for words of the peer; None if the peer had the last word."""
    words_of_both = and_(
        Message.callback_id == cb.id,
        Message.purpose == writing.WORDS,
        Message.created_at >= cb.connected_at,
    )
    # Words are passed on under the callback's lock, so their ids are their order.
    of_peer = select(func.max(Message.id)).where(words_of_both, Message.contact_id == cb.contact_id)
    heard: int | None = tx.run(of_peer).scalar()
    if heard is None:
        return cb.connected_at
    to_peer = legs.volunteer_contact(tx, cb.volunteer_id)
    unanswered = and_(words_of_both, Message.contact_id == to_peer, Message.id > heard)
    since: datetime | None = tx.run(select(func.min(Message.created_at)).where(unanswered)).scalar()
    return since


def measure(tx: Tx, cb: WritingCallback) -> silence.Silence:
    """How long neither has written, and what to do about it."""
    words_of_both = and_(
        Message.callback_id == cb.id, Message.purpose == writing.WORDS, Message.created_at >= cb.connected_at
    )
    last = tx.run(select(func.max(Message.created_at)).where(words_of_both)).scalar() or cb.connected_at
    since = waits_since(tx, cb)
    if (heard_until := heard.last_over(tx, cb)) is not None:
        # They heard the volunteer: that was no silence.
        last, since = max(last, heard_until), max(since, heard_until) if since is not None else None
    if (agreed := cb.listen_agreed_at) is not None:
        last, since = max(last, agreed), since if since is not None and since > agreed else None
    going = goodbye.latest(tx, cb)
    if going is not None and since is not None:
        # A goodbye waits for no answer; whoever stays waits from then on.
        since = max(since, going.at) if going.said is None else None
    waits = silence.Unanswered(since, cb.silence_asked_at, cb.silence_asks) if since is not None else None
    return silence.look(
        tx.now,
        begun=cb.connected_at,
        last_word=last,
        waits=waits,
        asked_at=cb.near_asked_at,
        goodbye=going is not None and going.said is Goodbye.FOR_TODAY,
    )
