"""No phone rings without a recent yes of the participant (ADR 19): ask for it, and wait for it ten minutes at most."""

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import select

from flows.effects.base import Outcome
from flows.requests.ready import RULES
from flows.rules.promises import promise
from flows.states import OfferState
from store import decisions
from store.callbacks import callbacks, legs, offer_text, reminders
from store.callbacks.callbacks import S
from store.callbacks.rows import HeldCallback, with_volunteer
from store.closing import closing
from store.consent import ground_rules
from store.contacts import contacts
from store.database import Tx
from store.messages import prompts
from store.models import Callback, Leg
from store.relay import writing
from store.requests import keyed_in
from store.safe_contact import safe_contact
from store.staffing import capacity

YES_LASTS = timedelta(minutes=15)
"""How long a yes stands for a ring: asking for a call is one, and so is "1 ready"."""
STALE = YES_LASTS + timedelta(seconds=1)
"""How old a yes is taken to be that was none to a ring: they are asked first."""
ANSWER_WITHIN = timedelta(minutes=10)
"""How long a volunteer waits for the participant's word before they are free again."""
UNEXPECTED_AFTER = timedelta(hours=1)
"""How long after the time they were told a phone may still ring that nobody could ask before."""
ASK_AHEAD = timedelta(minutes=10)
"""How long before an agreed time the participant is asked whether it still stands."""


def is_fresh(cb: Callback, now: datetime) -> bool:
    """Whether the participant said within the last quarter of an hour that they can be rung.

    Once they are asked anew (a ring they missed, a no of theirs), the yes of before counts no more.
    """
    return cb.ready_asked_at is None and bool(now - (cb.yes_at or cb.requested_at) <= YES_LASTS)


def told_time_is_over(tx: Tx, cb: Callback) -> bool:
    """While the line may not text: the time they were told on their call is so long past that a ring is unexpected.

    Nobody could tell them that it is late, nor ask whether it still suits: they call, hear it, and say yes by key.
    """
    unexpected = tx.now > cb.promised_by + UNEXPECTED_AFTER
    return unexpected and not tx.line.texting and not is_fresh(cb, tx.now)


def clear_to_ring(tx: Tx, cb: Callback) -> bool:
    """Whether the volunteer may be rung now. If not, the participant is asked, and the callback waits for the answer.

    With a fresh yes the participant is told who calls. Without one they are asked: "1 ready, 2 later, 3 write instead".
    A participant who cannot be texted is rung all the same: the key at the beginning of the call is their yes.
    """
    if is_fresh(cb, tx.now):
        if cb.kind == "call" and cb.attempts == 0 and cb.contact_id is not None and not _were_told(tx, cb):
            _put(tx, cb, cb.contact_id, "ready.coming", callbacks.COMING)
        return True
    if cb.contact_id is None:
        return True
    if cb.ready_asked_at is not None and tx.now - cb.ready_asked_at <= ANSWER_WITHIN:
        return False  # the question is on their screen already
    asked_lately = cb.near_asked_at is not None and tx.now - cb.near_asked_at <= ANSWER_WITHIN
    if not asked_lately:
        put = _put(tx, cb, cb.contact_id, "ready.now", "ready")
        if put is None:
            return True
    decisions.note(tx, cb.id, "asked-if-ready", "their last yes is older than a quarter of an hour")
    callbacks.change(tx, cb.id, ready_asked_at=tx.now, due_at=tx.now + ANSWER_WITHIN, wait_for_go=False)
    return False


def _put(tx: Tx, cb: Callback, contact_id: int, step: str, purpose: str) -> int | None:
    """Text this step of `flows.requests.ready`, with the ground rules before a first talk."""
    rules = ground_rules.before_talk(tx, contact_id)
    answers = {RULES: " ".join(rules)} if rules else {}
    put = prompts.put(tx, contact_id, step, purpose=purpose, answers=answers, callback_id=cb.id)
    if put is not None:
        ground_rules.were_told(tx, contact_id, rules, "text")
    return put


def _were_told(tx: Tx, cb: Callback) -> bool:
    """Whether they were told since their yes that this volunteer calls: that phone was rung before."""
    rings_since_their_yes = select(Leg.id).where(
        Leg.callback_id == cb.id,
        Leg.volunteer_id == cb.volunteer_id,
        Leg.role == "volunteer",
        Leg.created_at >= (cb.yes_at or cb.requested_at),
    )
    return tx.run(rings_since_their_yes.limit(1)).first() is not None


def ask_if_still_wanted(tx: Tx, cb: Callback, *, at: datetime | None = None) -> None:
    """The promise, or the time `at` at which the phone rings, comes near: ask once whether the call is still wanted.

    Nobody is asked whose yes will still be fresh at that time.
    """
    if cb.near_asked_at is None and not is_fresh(cb, at or tx.now) and cb.contact_id is not None:
        callbacks.change(tx, cb.id, near_asked_at=tx.now)
        reminders.ask_if_wanted(tx, cb)


def go_on_by_voice(tx: Tx, contact_id: int) -> None:
    """Their number takes no texts: a callback that waits for their answer goes on by voice."""
    cb = callbacks.lock_open(tx, contact_id)
    if cb is not None and cb.ready_asked_at is not None and cb.silenced_at is None:
        callbacks.change(tx, cb.id, ready_asked_at=None, due_at=max(tx.now, cb.retry_at or tx.now))
        tx.wake("advance_callback", cb.id)


def nobody_answered(tx: Tx, cb: HeldCallback) -> None:
    """The participant did not answer in time: the volunteer is free, the request waits for their word."""
    decisions.note(tx, cb.id, "waits-for-their-word", "no answer to “ready?”", volunteer_id=cb.volunteer_id)
    callbacks.tell_volunteer(tx, cb.volunteer_id, "volunteer.they_are_silent", code=cb.code)
    callbacks.let_go(tx, cb, OfferState.WITHDRAWN)


def say_ready(tx: Tx, contact_id: int) -> Outcome:
    """READY, or 1: ring the volunteer who has the callback, or look for one."""
    cb = callbacks.lock_open(tx, contact_id)
    if cb is None:
        return Outcome("none", {})
    if cb.state in (S.CONNECTING, S.CONNECTED):
        return Outcome("talking" if cb.state == S.CONNECTED else "ringing", {})
    was_asked = cb.ready_asked_at is not None
    keyed_in.is_theirs(tx, cb)
    callbacks.change(tx, cb.id, yes_at=tx.now, ready_asked_at=None, silenced_at=None)
    if closing.holds(tx, cb):
        closing.hold(tx, callbacks.lock(tx, cb.id), tell=False)
        return Outcome("noted", {"by": callbacks.lock(tx, cb.id).promised_by})
    decisions.note(tx, cb.id, "ready", "they said that they can be rung")
    if cb.state == S.ACCEPTED:
        return _go(tx, with_volunteer(cb), was_asked=was_asked)
    at = cb.not_before
    if at is not None and at > tx.now:
        return Outcome("at", {"at": at})
    by = cb.promised_by
    if was_asked:
        # The wait was for them, not for us: the promise begins anew with their word.
        cover = capacity.cover_now(tx, language=cb.language, besides=contact_id)
        others = replace(cover, ahead=max(0, cover.ahead - 1))  # it waits again, but not for itself
        by = safe_contact.while_safe(tx, contact_id, max(by, promise.promise_for(tx.now, tx.line, others).by))
        anew = {"promised_by": by, "requested_at": tx.now, "risk_alerted_at": None, "late_told_at": None}
        callbacks.change(tx, cb.id, due_at=tx.now, near_asked_at=None, **anew)
    tx.wake("advance_callback", cb.id)
    return Outcome("noted", {"by": by})


def _go(tx: Tx, cb: HeldCallback, *, was_asked: bool) -> Outcome:
    """A volunteer has it: ring them now, if they waited for this yes and the hour is safe."""
    agreed = cb.agreed_at or cb.not_before
    if agreed is not None and agreed > tx.now:
        return Outcome("at", {"at": agreed})
    if cb.kind == "text":
        return _write(tx, cb)
    if cb.wait_for_go and not was_asked:
        return Outcome("noted", {"by": cb.promised_by})
    if legs.live_of(tx, cb.id):
        # The volunteer still hears how the last ring went: theirs is the next, as soon as that call is over.
        callbacks.change(tx, cb.id, retry_at=tx.now, due_at=tx.now + legs.GRACE)
        return Outcome("ringing", {})
    verdict = safe_contact.may_ring_participant(tx, callbacks.lock(tx, cb.id))
    if verdict.not_before is not None:
        # Their yes does not open the hours they called unsafe.
        at = verdict.not_before
        callbacks.change(tx, cb.id, retry_at=at, due_at=at)
        callbacks.tell_volunteer(tx, cb.volunteer_id, "volunteer.not_now", code=cb.code, at=at)
        return Outcome("at", {"at": at})
    callbacks.tell_volunteer(tx, cb.volunteer_id, "volunteer.they_are_ready", code=cb.code)
    callbacks.change(tx, cb.id, retry_at=None, due_at=tx.now + timedelta(minutes=1))
    legs.plan_volunteer(tx, cb.id, cb.volunteer_id)
    return Outcome("ringing", {})


def _write(tx: Tx, cb: HeldCallback) -> Outcome:
    """Begin the writing. The participant's own text led to it: the answer to that text tells them."""
    begun = writing.begin(tx, with_volunteer(callbacks.lock(tx, cb.id)), answering="participant")
    if begun.name == "writing":
        return begun
    stands = callbacks.lock(tx, cb.id)
    return Outcome("by_phone" if stands.kind == "call" else "noted", {"by": stands.promised_by})


def prefer_text(tx: Tx, contact_id: int) -> Outcome:
    """Text only: no phone rings. The volunteer who has the callback writes, or one who would is looked for."""
    cb = callbacks.lock_open(tx, contact_id)
    if cb is None:
        return Outcome("none", {})
    if cb.state == S.CONNECTED:
        return Outcome("talking", {})
    if cb.kind == "text":
        if cb.silenced_at is not None:
            # They had said no, and ask again: promised anew, as with READY.
            said = say_ready(tx, contact_id)
            stands = Outcome("already", {"by": callbacks.lock(tx, cb.id).promised_by})
            return said if said.name in ("writing", "by_phone") else stands
        return Outcome("already", {"by": cb.promised_by})
    if not writing.takes_texts(tx, contact_id):
        # They have a call; and nothing that we write would reach them.
        return Outcome("by_phone", {"by": cb.promised_by})
    decisions.note(tx, cb.id, "text-only", "they would rather write than talk")
    contacts.remember_kind(tx, contact_id, "text")
    callbacks.change(
        tx, cb.id, kind="text", yes_at=tx.now, ready_asked_at=None, silenced_at=None, retry_at=None
    )
    if cb.state in (S.ACCEPTED, S.CONNECTING):
        callbacks.call_off_rings(tx, cb.id)
        return _write(tx, with_volunteer(cb))
    # The volunteers who are asked get the offer again, as one for writing, under the same code.
    offer_text.offer_again(tx, callbacks.lock(tx, cb.id))
    callbacks.change(tx, cb.id, due_at=tx.now)
    tx.wake("advance_callback", cb.id)
    return Outcome("switched", {"by": cb.promised_by})
