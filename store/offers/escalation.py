"""What the clock does with an open callback: ask more volunteers, ring the one who has it, try again, end it."""

from datetime import datetime, timedelta

from sqlalchemy import bindparam, func, select

from flows.rules.matching import rounds
from flows.rules.matching.more_offers import More, chosen, more
from flows.rules.matching.pace import urgent, width
from flows.rules.promises import promise
from flows.states import OfferState
from store import decisions
from store.callbacks import callbacks, erased, offer_rows, offer_text, queue
from store.callbacks.callbacks import S
from store.callbacks.rows import with_volunteer
from store.closing import closing
from store.contacts import in_danger
from store.database import Tx
from store.line_rings import rows as line_rings
from store.messages import compose
from store.models import Callback, Offer, Volunteer
from store.offers import batch, held, matching, silent, topic_wait
from store.requests import promise_watch, ready
from store.safe_contact import delayed_by_hours
from store.staffing import capacity

LOOK_AGAIN = timedelta(seconds=15)
"""With nobody to ask, how often we look whether somebody can be; coming on duty does not wait for it."""
AHEAD = timedelta(minutes=30)
"""How long before a time they said peers are asked for it: early enough to find one, late enough that one knows."""


_OPEN = (Offer.callback_id == bindparam("callback_id")) & (Offer.state == "open")
_NEXT_LAPSE = select(func.min(Offer.expires_at)).where(_OPEN)
_UNANSWERED = select(Offer.volunteer_id, Offer.round).where(_OPEN, Offer.expires_at <= bindparam("now"))


def advance(tx: Tx, callback_id: int) -> None:
    """Do what is due for this callback, and note when to look again. Safe to run at any time, by anybody, twice."""
    cb = callbacks.lock(tx, callback_id)
    if erased.ends(tx, cb):
        return
    if closing.holds(tx, cb):
        closing.hold(tx, cb)
        return
    if cb.held_at is not None and cb.state == S.WAITING:
        closing.let_go_on(tx, cb)
        cb = callbacks.lock(tx, callback_id)
    match cb.state:
        case S.WAITING | S.OFFERED if cb.talk_started_at is None:
            _find_somebody(tx, cb)
        case S.ACCEPTED:
            held.advance(tx, with_volunteer(cb))
        case S.CONNECTING | S.CONNECTED if cb.due_at <= tx.now:
            held.settle_stuck(tx, cb)
        case S.WAITING | S.OFFERED if cb.due_at <= tx.now:
            # A caller who wanted to talk at once, and a process that died while looking for somebody.
            callbacks.change(tx, cb.id, talk_started_at=None, due_at=tx.now)
            tx.wake("advance_callback", cb.id)


def _find_somebody(tx: Tx, cb: Callback) -> None:
    if cb.contact_id is None:
        # A caller without a number whose call is gone: there is nobody to ring.
        callbacks.end(tx, cb, S.CANCELLED)
        return
    if cb.ready_asked_at is not None:
        _wait_for_their_word(tx, cb, cb.ready_asked_at)
        return
    asking_from = cb.not_before - AHEAD if cb.not_before is not None else cb.requested_at
    _lapse(tx, cb)
    if tx.now < asking_from:
        # Somebody whom a coordinator named may be asked before: their silence ends as any other.
        lapses = _next_lapse(tx, cb)
        looks_at = min(lapses, asking_from) if lapses else asking_from
        callbacks.move(tx, cb, S.OFFERED if lapses else S.WAITING, due_at=looks_at)
        return
    if tx.now >= cb.promised_by + promise.KEEP_TRYING:
        promise_watch.close_unserved(tx, cb)
        return
    cb = promise_watch.warn_if_due(tx, cb)
    if cb.kind == "text" and not tx.line.texting:
        # They chose writing: it waits until the line may text again, and rings nobody.
        callbacks.withdraw_offers(tx, cb, OfferState.WITHDRAWN, tell=None)
        callbacks.move(tx, cb, S.WAITING, due_at=tx.now + timedelta(minutes=1))
        return
    if ready.told_time_is_over(tx, cb):
        callbacks.withdraw_offers(tx, cb, OfferState.WITHDRAWN, tell=None)
        decisions.note(tx, cb.id, "waits-for-their-word", "late, and no text could tell them so")
        callbacks.change(tx, cb.id, ready_asked_at=tx.now)
        _wait_for_their_word(tx, callbacks.lock(tx, cb.id), tx.now)
        return
    waits = topic_wait.until(tx, cb) if cb.state == S.WAITING else None
    if waits is not None:
        callbacks.move(tx, cb, S.WAITING, due_at=waits)
        return
    _ask_as_they_said(tx, cb)
    wanted = _more(tx, cb)
    made = _ask_more(tx, cb, wanted) if wanted.anyone or wanted.suiting else 0
    more_from = (_more(tx, cb) if made else wanted).again_at
    looks_at = _next_look(tx, cb, more_from, short=made < wanted.anyone)
    callbacks.move(tx, cb, S.OFFERED if _next_lapse(tx, cb) else S.WAITING, due_at=looks_at)


def _more(tx: Tx, cb: Callback) -> More:
    learnt, since = capacity.pace(tx), queue.waits_since(cb)
    closes_at = capacity.closes_at(tx, cb)
    wide = width(tx.now, since, cb.promised_by, tx.line, learnt, closes_at=closes_at)
    if in_danger.needs_ready(tx, cb):
        wide = urgent(wide)
    return more(tx.now, wide, tx.line, learnt, matching.asked_now(tx, cb))


def _ask_more(tx: Tx, cb: Callback, wanted: More) -> int:
    """Offer the callback to more volunteers, best first; gives how many were asked."""
    made = 0
    count = max(wanted.anyone, wanted.suiting)
    for choice in chosen(batch.choose(tx, cb, count), wanted):
        offer_id = matching.offer(tx, cb, choice, wanted.why)
        if offer_id is not None:
            ask(tx, cb, choice.volunteer_id, offer_id)
            made += 1
    return made


def _ask_as_they_said(tx: Tx, cb: Callback) -> int:
    """Ask volunteers who passed with "but I can at 8", now that it is 8: we promised it, whoever else is asked."""
    said = {id for id, at in matching.willing_from(tx, cb.id).items() if at <= tx.now}
    made = 0
    for choice in matching.ranked(tx, cb).choices if said else ():
        if choice.volunteer_id in said:
            offer_id = matching.offer(tx, cb, choice, "they said they could from now on")
            if offer_id is not None:
                ask(tx, cb, choice.volunteer_id, offer_id)
                made += 1
    return made


def ask(tx: Tx, cb: Callback, volunteer_id: int, offer_id: int) -> None:
    """Text a volunteer the offer; while the line may not text, ring them with it."""
    contact_id = tx.run(select(Volunteer.contact_id).where(Volunteer.id == volunteer_id)).scalar_one()
    if not tx.line.texting:
        line_rings.plan(tx, line_rings.OFFER, contact_id, offer_id)
        return
    said = offer_text.phrases(tx, cb, volunteer_id)
    compose.queue_said(tx, contact_id, "offer", said, offer_id=offer_id, callback_id=cb.id)


def _wait_for_their_word(tx: Tx, cb: Callback, asked_at: datetime) -> None:
    """The participant did not answer a peer who was there: ask nobody until they answer; end it after a day."""
    until = asked_at + promise.KEEP_TRYING
    if cb.silenced_at is not None and tx.now >= until:
        callbacks.end(tx, cb, S.CANCELLED)  # they said no, and were told so: nothing more is to be said
        return
    if tx.now < until:
        callbacks.move(tx, cb, S.WAITING, due_at=until)
        return
    never_asked = asked_at <= cb.requested_at and cb.yes_at is not None and cb.yes_at < cb.requested_at
    if cb.not_before is None and never_asked:
        # It was opened as they had set it up (store.checkins.missed), and they never said a word: it ends without one.
        callbacks.end(tx, cb, S.CANCELLED)
        return
    callbacks.end(tx, cb, S.MISSED)
    callbacks.tell_participant(tx, cb, "notice.missed")


def _next_look(tx: Tx, cb: Callback, more_from: datetime | None, *, short: bool) -> datetime:
    times = [
        promise.at_risk_from(queue.waits_since(cb), cb.promised_by, tx.line),
        promise_watch.near_from(tx, cb),
        delayed_by_hours.told_from(tx, cb),
        cb.promised_by,
        _next_lapse(tx, cb),
        more_from,
        *matching.willing_from(tx, cb.id).values(),
    ]
    coming = [at for at in times if at is not None and at > tx.now]
    if short or not coming:
        coming.append(tx.now + LOOK_AGAIN)
    return min(coming)


def _next_lapse(tx: Tx, cb: Callback) -> datetime | None:
    earliest: datetime | None = tx.run(_NEXT_LAPSE, {"callback_id": cb.id}).scalar()
    return earliest


def _lapse(tx: Tx, cb: Callback) -> None:
    unanswered = list(tx.run(_UNANSWERED, {"callback_id": cb.id, "now": tx.now}))
    if unanswered:
        offer_rows.lapse(
            tx, (Offer.callback_id == cb.id) & (Offer.state == "open") & (Offer.expires_at <= tx.now)
        )
    for row in unanswered:
        if silent.put_off_duty(tx, cb, row.volunteer_id):
            continue
        # Told after the first rounds only: later they know that TAKE still works, and nobody else is asked next.
        if row.round <= rounds.FIRST_ROUND:
            callbacks.tell_volunteer(tx, row.volunteer_id, "offer.lapsed", code=cb.code)
