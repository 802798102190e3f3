"""RECONNECT: connect two again whose call was cut off; neither sees a number (docs/adr/0018)."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, func, or_, select

from flows.effects.base import Outcome
from flows.reconnect.follow_up import CALLBACK
from flows.reconnect.reconnect import KIND, PEER
from flows.states import HELD_STATES
from store import decisions
from store.callbacks import blocks, callbacks, cut_off, legs, limits
from store.callbacks import reminders as callback_reminders
from store.callbacks.callbacks import S
from store.callbacks.follow_up import SOON_OVER
from store.callbacks.rows import FinishedTalk, HeldCallback, has_volunteer, is_finished, with_volunteer
from store.contacts import contacts, views
from store.database import Tx
from store.messages import compose, prompts
from store.models import Callback, Message
from store.offers import take as offers
from store.reconnect import same_peer
from store.relay import writing
from store.reminders import reminders
from store.safe_contact import safe_contact
from store.volunteers import availability, pairings

LASTS = timedelta(hours=1)
"""How long after its end a call may be taken up again."""
STILL_THERE = timedelta(minutes=10)
"""So soon after a call, or after they asked for it themselves, a volunteer is rung unasked: they were just talking."""
_NOT_AVAILABLE = Outcome("not_available", {})


def reconnect(tx: Tx, known: contacts.Known, code: str | None) -> Outcome:
    """RECONNECT, by either side; whose call it was decides which side they are on."""
    last_id = _last_talk(tx, known, code)
    if last_id is None:
        return Outcome("nothing", {})
    # Both may ask in the same second: under the lock the second one sees what the first one did.
    old = callbacks.lock(tx, last_id)
    is_theirs = old.contact_id == known.contact_id
    mine = callbacks.lock_open(tx, known.contact_id) if is_theirs and known.contact_id is not None else None
    if mine is not None and mine.state == S.CONNECTED:
        return Outcome("talking", {})
    if old.ended_at is None or tx.now - old.ended_at > LASTS:
        return Outcome("too_late", {})
    if not is_finished(old) or pairings.is_refused(
        tx, contact_id=old.contact_id, volunteer_id=old.volunteer_id
    ):
        # Neither is told that the other does not want them: it is simply not available.
        return _NOT_AVAILABLE
    refused = blocks.refusal(tx, old.contact_id) if mine is None else None
    if refused is not None:
        return refused if is_theirs else _NOT_AVAILABLE
    if tx.line.closed_at(tx.now) is not None:
        # It has closed since they talked. The participant may ask for a call, which is kept until it opens.
        if not is_theirs:
            return _NOT_AVAILABLE
        return Outcome("in_line", {"by": mine.promised_by}) if mine is not None else Outcome("not_free", {})
    cut_off.drop_word_of_reconnect(tx, old)  # or both know by now how to go on
    if is_theirs:
        return _by_participant(tx, known, old, mine)
    return _by_volunteer(tx, old)


def look_up(tx: Tx, known: contacts.Known) -> Outcome:
    """Whether there is a talk to take up again, on either side. The outcomes are those of `LookUpTalk`."""
    last_id = _last_talk(tx, known, None)
    if last_id is None:
        return Outcome("nothing", {})
    old = callbacks.lock(tx, last_id)
    if old.ended_at is None or tx.now - old.ended_at > LASTS:
        return Outcome("too_late", {})
    if not is_finished(old) or pairings.is_refused(
        tx, contact_id=old.contact_id, volunteer_id=old.volunteer_id
    ):
        return Outcome("nothing", {})  # and neither is told that the other would rather not
    return Outcome("there", {})


def last_talk_of(tx: Tx, known: contacts.Known) -> FinishedTalk | None:
    """The callback that this person may still take up again, as participant; None when there is none."""
    last_id = _last_talk(tx, known, None)
    old = callbacks.lock(tx, last_id) if last_id is not None else None
    if old is None or old.contact_id != known.contact_id or not is_finished(old):
        return None
    return old if tx.now - old.ended_at <= LASTS else None


def _last_talk(tx: Tx, known: contacts.Known, code: str | None) -> int | None:
    took_part = or_(
        Callback.contact_id == known.contact_id, Callback.volunteer_id == (known.volunteer_id or 0)
    )
    finished_talks = and_(took_part, Callback.state == S.COMPLETED, Callback.connected_at.is_not(None))
    if code is not None:
        finished_talks = and_(finished_talks, Callback.code == code)
    latest_talk = (
        select(Callback.id)
        .where(finished_talks)
        .order_by(Callback.ended_at.desc(), Callback.id.desc())
        .limit(1)
    )
    found: int | None = tx.run(latest_talk).scalar()
    return found


def _by_participant(tx: Tx, known: contacts.Known, old: FinishedTalk, mine: Callback | None) -> Outcome:
    """The participant asks, which is their yes: ring the same peer, or ask the peer first."""
    asked_at = _asked_at(tx, old)
    keen = asked_at is not None and tx.now - asked_at <= STILL_THERE
    if mine is not None and mine.reconnect_of == old.id and mine.volunteer_id == old.volunteer_id:
        return Outcome("coming", {"peer": prompts.peer_name(tx, mine), "by": mine.promised_by})
    if mine is not None and not _may_become_it(tx, old, mine, keen=keen):
        return Outcome("waiting", {"by": mine.promised_by})
    until = _one_too_many(tx, old)
    if until is not None:
        return Outcome("limit", {"at": until})
    at_once = keen or (
        tx.now - old.ended_at <= STILL_THERE and availability.is_on_duty_and_not_paused(tx, old.volunteer_id)
    )
    reserved = same_peer.reserve(tx, known, old, mine, at_once=at_once, own_word=keen)
    if reserved is None:
        decisions.note(tx, old.id, "reconnect", "the same peer is not free", volunteer_id=old.volunteer_id)
        return Outcome("not_free", {}) if mine is None else Outcome("in_line", {"by": mine.promised_by})
    cb = callbacks.lock(tx, reserved)
    for asked in ("followup", "reconnect"):
        compose.drop_unsent(tx, old.contact_id, purpose=asked)
    peer = {"peer": prompts.peer_name(tx, old), "by": cb.promised_by}
    return _ring(tx, with_volunteer(cb), peer) if at_once else Outcome("asked", peer)


def _one_too_many(tx: Tx, old: FinishedTalk) -> datetime | None:
    """From when they may call again; None: now. A cut-off call and its RECONNECT count as one against the line's limit.

    After a good talk by RECONNECT the limit holds, or a day of calls could be chained by it.
    """
    if old.reconnect_of is None or old.ended_at - old.connected_at < SOON_OVER:
        return None
    return limits.verdict(tx, old.contact_id).again_at


def _may_become_it(tx: Tx, old: FinishedTalk, mine: Callback, *, keen: bool) -> bool:
    """Whether the callback they have open already can become the reconnect: it is for now, and nobody has it."""
    idle = mine.state in (S.WAITING, S.OFFERED) and mine.talk_started_at is None
    now = mine.not_before is None or mine.not_before <= tx.now
    return idle and now and (mine.reconnect_of != old.id or keen)


def _ring(tx: Tx, cb: HeldCallback, peer: dict[str, Any]) -> Outcome:
    if safe_contact.hold_back(tx, cb):
        put_off = callbacks.lock(tx, cb.id)
        return Outcome("at", {"at": put_off.retry_at or put_off.promised_by})
    cb = with_volunteer(callbacks.lock(tx, cb.id))
    if cb.kind == "text":
        return _write(tx, cb, peer)
    legs.plan_volunteer(tx, cb.id, cb.volunteer_id)
    callbacks.tell_volunteer(tx, cb.volunteer_id, "reconnect.rung", code=cb.code)
    return Outcome("coming", peer)


def _write(tx: Tx, cb: HeldCallback, peer: dict[str, Any]) -> Outcome:
    match writing.begin(tx, cb, answering="participant").name:
        case "writing":
            return Outcome("writing", peer)
        case "by_phone":
            return Outcome("coming", peer)
        case "cannot_write":
            return Outcome("in_line", {"by": peer["by"]})
        case _:
            return _NOT_AVAILABLE


def _by_volunteer(tx: Tx, old: FinishedTalk) -> Outcome:
    """The volunteer asks: ask the participant, once, before anything rings; or take the reconnect they have open."""
    now_open = callbacks.lock_open(tx, old.contact_id)
    if now_open is not None and now_open.reconnect_of == old.id:
        if now_open.volunteer_id == old.volunteer_id:
            return Outcome("connecting", {"code": now_open.code})
        return offers.take(tx, old.volunteer_id, now_open.code, ring=True)
    held = callbacks.lock_held(tx, old.volunteer_id)
    if held is not None:
        return Outcome("busy", {"code": held.code}) if held.state != S.CONNECTED else Outcome("talking", {})
    if now_open is not None and now_open.state in HELD_STATES:
        return _NOT_AVAILABLE  # somebody else has them by now
    if _asked_at(tx, old) is None and not _ask_participant(tx, old):
        return _NOT_AVAILABLE
    return Outcome("asking", {"code": old.code})


def _ask_participant(tx: Tx, old: FinishedTalk) -> bool:
    about = {
        CALLBACK: str(old.id),
        PEER: views.name_for_participants(tx, old.volunteer_id) or "",
        KIND: old.kind,
    }
    put = prompts.put(
        tx, old.contact_id, "reconnect.cut_off", purpose="reconnect", answers=about, callback_id=old.id
    )
    if put is None:
        return False
    # The talk may go on: do not also ask how it was.
    compose.drop_unsent(tx, old.contact_id, purpose="followup")
    reminders.call_off(tx, callback_reminders.FOLLOW_UP, old.id, why="the peer would go on")
    decisions.note(tx, old.id, "reconnect", "the peer would go on; asked", volunteer_id=old.volunteer_id)
    return True


def decline(tx: Tx, contact_id: int, callback_id: int) -> None:
    """The participant would rather not go on: tell the volunteer who asked."""
    old = callbacks.read(tx, Callback.id == callback_id, Callback.contact_id == contact_id)
    if old is not None and has_volunteer(old) and _asked_at(tx, old) is not None:
        callbacks.tell_volunteer(tx, old.volunteer_id, "reconnect.they_leave_it", code=old.code)


def _asked_at(tx: Tx, old: Callback) -> datetime | None:
    """When the participant was last asked, on the volunteer's word, whether to go on."""
    questions_to_participant = select(func.max(Message.created_at)).where(
        Message.contact_id == old.contact_id, Message.callback_id == old.id, Message.purpose == "reconnect"
    )
    latest: datetime | None = tx.run(questions_to_participant).scalar()
    return latest
