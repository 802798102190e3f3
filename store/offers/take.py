"""TAKE, GO and PASS: what a volunteer does with an offer."""

from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from math import ceil

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from flows.effects.base import Outcome
from flows.rules.times.times import Unread
from flows.states import OPEN_STATES, LegState, OfferState
from store.callbacks import briefing, callbacks, legs, offer_rows, trial_rings
from store.callbacks.callbacks import S
from store.callbacks.rows import HeldCallback, with_volunteer
from store.contacts import views
from store.database import Tx
from store.models import Callback, Leg, Offer
from store.offers import danger_calls, pickup_time
from store.offers.pickup_time import Plan, Way
from store.relay import writing
from store.requests import ready
from store.safe_contact import safe_contact
from store.volunteers import pairings

HANG_UP = timedelta(seconds=10)
"""How long a volunteer on the phone is told that they are rung; their hanging up ends the wait."""
KEY_WAIT = timedelta(seconds=20)
"""How long after a TAKE in a call of ours we look it up: the webhook of its end may be lost."""


def take(
    tx: Tx,
    volunteer_id: int,
    code: str | None,
    *,
    ring: bool,
    hang_up_first: bool = False,
    in_call: str | None = None,
    at: datetime | None = None,
    unread: Unread | None = None,
) -> Outcome:
    """TAKE and GO. First one wins; a lapsed or passed offer may still be taken while nobody has it.

    `hang_up_first`: they are on the phone with us. Their phone rings all the same: only a call that we placed to the
    number on file joins them with somebody (docs/adr/0031). `in_call`: the SID of such a call that they are on now.
    `ring`, `at`, `unread`, and the outcomes: those of `TakeOffer`.
    """
    mine = callbacks.lock_held(tx, volunteer_id)
    closing = tx.line.closed_at(tx.now)
    if closing is not None and (mine is None or mine.state == S.ACCEPTED):
        return Outcome("closed", {"at": closing.until})
    when = partial(pickup_time.plan, tx, ring=ring, at=at, unread=unread)
    if code is None:
        if mine is not None:
            return _again(tx, mine, volunteer_id, when(mine), hang_up_first, in_call)
        # A volunteer who reads the offer late may still TAKE it, while nobody else has it.
        open_codes = offer_rows.open_codes(tx, volunteer_id) or offer_rows.lapsed_codes(tx, volunteer_id)
        # TAKE alone means what they passed only where they had said when they can; with a time, always.
        passed = views.passed_lately(tx, volunteer_id) if at else views.passed_until(tx, volunteer_id)
        if not open_codes and passed:
            open_codes = [passed]
        if len(open_codes) > 1:
            return Outcome("which", {"codes": ", ".join(open_codes)})
        if not open_codes:
            return Outcome("none", {})
        code = open_codes[0]
    if mine is not None and mine.code == code:
        return _again(tx, mine, volunteer_id, when(mine), hang_up_first, in_call)
    cb = callbacks.lock_code(tx, code)
    if cb is None or not offer_rows.was_asked(tx, cb.id, volunteer_id):
        ended = offer_rows.was_once_asked(tx, code, volunteer_id)
        return _covered(tx, volunteer_id, code) if ended else Outcome("none", {"code": code})
    if mine is not None:
        return Outcome("busy", {"code": mine.code})
    if cb.silenced_at is not None:
        return Outcome("no_way", {"code": code})  # they said no: there is nobody to ring
    open_still = cb.state in (S.WAITING, S.OFFERED) and cb.talk_started_at is None
    # "Not that person" may have been said since they were asked. They are told no more than that it is covered.
    if not open_still or _kept_apart(tx, cb, volunteer_id):
        return _covered(tx, volunteer_id, code)
    if not danger_calls.may_take(tx, cb, volunteer_id):
        return Outcome("not_ready", {"code": code})
    plan = when(cb)
    if plan.way is Way.BEYOND:
        return _beyond(tx, cb, volunteer_id, plan)
    if plan.way is Way.UNSAFE:
        return _unsafe(cb, plan)
    if not _accept(tx, cb, volunteer_id, plan):
        return _covered(tx, volunteer_id, code)
    briefing.send(tx, with_volunteer(callbacks.lock(tx, cb.id)))
    if plan.way is not Way.NOW:
        return _held(tx, cb.id, plan, just_taken=True, told=not hang_up_first)
    instead = _begin(tx, cb.id, volunteer_id, hang_up_first=hang_up_first, in_call=in_call)
    if instead is not None and instead.name != "asking_them":
        return instead
    return _may_hold(tx, instead or Outcome("taken", {"code": code}), told=not hang_up_first)


def _held(tx: Tx, callback_id: int, plan: Plan, *, just_taken: bool, told: bool) -> Outcome:
    cb = callbacks.lock(tx, callback_id)
    pickup_time.hold(tx, cb, plan, just_taken=just_taken)
    said: dict[str, object] = {"code": cb.code, "by": plan.at, "at": plan.at, "was": plan.named}
    # No phone rings for two who are to write.
    if cb.kind == "text":
        return Outcome(f"{_HELD[plan.way]}_text", said)
    return _may_hold(tx, Outcome(_HELD[plan.way], said), told=told)


_HELD = {
    Way.GO: "taken_later",
    Way.WHICH: "taken_which",
    Way.AGREED: "taken_at",
    Way.THEIRS: "taken_theirs",
    Way.INSTEAD: "taken_instead",
}


def _unsafe(cb: Callback, plan: Plan) -> Outcome:
    """Not a safe hour for the participant, and the next one is too late: nothing changes; ask for another time."""
    return Outcome("unsafe", {"code": cb.code, "was": plan.named, "until": plan.before})


def _beyond(tx: Tx, cb: Callback, volunteer_id: int, plan: Plan) -> Outcome:
    """They named a time later than the promise: ask others first, and them again at their time."""
    asked_then = pickup_time.ask_again(tx, cb, volunteer_id, plan.at) and plan.at is not None
    tx.wake("advance_callback", cb.id)
    said: dict[str, object] = {"code": cb.code, "by": cb.promised_by, "at": plan.at}
    return Outcome("beyond" if asked_then else "beyond_which", said)


def _accept(tx: Tx, cb: Callback, volunteer_id: int, plan: Plan) -> bool:
    """One volunteer a callback, one callback a volunteer: the unique constraints decide, not a read before."""
    try:
        with tx.connection.begin_nested():
            won = callbacks.take(
                tx,
                cb,
                volunteer_id,
                wait_for_go=plan.waits_for_go,
                due_at=pickup_time.look_at(tx, plan),
            )
    except IntegrityError:
        return False
    if not won:
        return False
    latest_offer = (
        select(Offer.id)
        .where(Offer.callback_id == cb.id, Offer.volunteer_id == volunteer_id)
        .order_by(Offer.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    offer_rows.move(tx, Offer.id == latest_offer, OfferState.ACCEPTED)
    # Another callback may have asked this volunteer as well; they have their hands full now.
    offer_rows.withdraw_open(tx, volunteer_id)
    callbacks.withdraw_offers(tx, cb, OfferState.COVERED, tell="offer.covered", besides=volunteer_id)
    return True


def _kept_apart(tx: Tx, cb: Callback, volunteer_id: int) -> bool:
    whose = cb.contact_id
    return whose is not None and pairings.is_refused(tx, contact_id=whose, volunteer_id=volunteer_id)


def _covered(tx: Tx, volunteer_id: int, code: str) -> Outcome:
    callbacks.drop_offer_notices(tx, volunteer_id, code)
    return Outcome("covered", {"code": code})


def _begin(
    tx: Tx, callback_id: int, volunteer_id: int, *, hang_up_first: bool, in_call: str | None
) -> Outcome | None:
    """Ring the volunteer (None), or say what happens instead: writing, or waiting for a yes or for safe hours."""
    put_off = safe_contact.before_ring(tx, callbacks.lock(tx, callback_id))
    if put_off is not None:
        return put_off
    cb = with_volunteer(callbacks.lock(tx, callback_id))
    if not ready.clear_to_ring(tx, cb):
        return Outcome("asking_them_text" if cb.kind == "text" else "asking_them", {"code": cb.code})
    if cb.kind == "text":
        begun = writing.begin(tx, cb, answering="peer")
        return Outcome(begun.name, {"code": cb.code})
    if in_call is not None:
        _go_on_in_call(tx, cb, volunteer_id, in_call)
    else:
        legs.plan_volunteer(tx, cb.id, volunteer_id, after=HANG_UP if hang_up_first else timedelta())
    return None


def _go_on_in_call(tx: Tx, cb: HeldCallback, volunteer_id: int, sid: str) -> None:
    """We rang their own number, and they pressed a key: this call is their leg, and the participant is rung from it."""
    about = {"callback_id": cb.id, "volunteer_id": volunteer_id, "role": "volunteer"}
    now = {"answered_at": tx.now, "due_at": tx.now + KEY_WAIT}
    legs.plan(tx, LegState.ANSWERED, sid=sid, requests=1, **about, **now)
    callbacks.move(tx, cb, S.CONNECTING, retry_at=None, due_at=tx.now + timedelta(minutes=3))
    if cb.contact_id is not None:
        trial_rings.call_off(tx, cb.contact_id)


def leg_in_call(tx: Tx, sid: str) -> Leg | None:
    """The leg that this call has become, where a callback goes on in it."""
    found = legs.find(tx, Leg.sid == sid, Leg.state != LegState.ENDED)
    return found[0] if found else None


def _again(
    tx: Tx, cb: HeldCallback, volunteer_id: int, plan: Plan, hang_up_first: bool, in_call: str | None
) -> Outcome:
    """They have it already: GO or TAKE rings them again, unless a ring is under way; with a time, it moves there."""
    if writing.is_on(cb):
        return Outcome("writing", {"code": cb.code})
    if cb.state != S.ACCEPTED or legs.live_of(tx, cb.id) or plan.way is Way.GO:
        return Outcome("yours", {"code": cb.code})
    if plan.way is Way.BEYOND:
        _hand_back(tx, cb)
        return _beyond(tx, callbacks.lock(tx, cb.id), volunteer_id, plan)
    if plan.way is Way.UNSAFE:
        return _unsafe(cb, plan)
    if plan.way is not Way.NOW:
        return _held(tx, cb.id, plan, just_taken=False, told=False)
    callbacks.change(tx, cb.id, wait_for_go=False, agreed_at=None, due_at=pickup_time.look_at(tx, plan))
    instead = _begin(tx, cb.id, volunteer_id, hang_up_first=hang_up_first, in_call=in_call)
    return instead or Outcome("ringing", {"code": cb.code})


def _may_hold(tx: Tx, outcome: Outcome, *, told: bool = True) -> Outcome:
    """The same outcome of a TAKE, with how long further rings of the participant may hold them, and how to be free."""
    tries = tx.line.callback_attempts - 1
    if tries < 1 or not told:
        return outcome
    minutes = ceil(tries * tx.line.callback_retry_minutes) + 1
    return replace(outcome, params={**outcome.params, "minutes": minutes}, then=("volunteer.may_hold",))


def pass_on(
    tx: Tx,
    volunteer_id: int,
    code: str | None,
    *,
    willing_from: datetime | None = None,
    unread: bool = False,
) -> Outcome:
    """PASS: not this one, or handed back after all. No reason asked, no penalty.

    `willing_from`, `unread`, and the outcomes: those of `PassOffer`.
    """
    mine = callbacks.lock_held(tx, volunteer_id)
    open_codes = offer_rows.open_codes(tx, volunteer_id)
    if code is None:
        known = open_codes + ([mine.code] if mine is not None else [])
        if len(known) > 1:
            return Outcome("which", {"codes": ", ".join(known)})
        if not known:
            return Outcome("none", {})
        code = known[0]
    if mine is not None and mine.code == code:
        if mine.state == S.CONNECTED and not writing.is_on(mine):
            return Outcome("talking", {"code": code})
        _hand_back(tx, mine)
        still_open = callbacks.lock(tx, mine.id).state in OPEN_STATES
        kept = still_open and pickup_time.ask_again(tx, mine, volunteer_id, willing_from)
        said: dict[str, object] = {"code": code, "at": willing_from}
        if unread and still_open:
            return Outcome("passed_which", said)
        return Outcome("handed_back_until" if willing_from is not None and kept else "handed_back", said)
    cb = callbacks.lock_code(tx, code)
    if cb is None or not offer_rows.was_asked(tx, cb.id, volunteer_id):
        ended = offer_rows.was_once_asked(tx, code, volunteer_id)
        return _covered(tx, volunteer_id, code) if ended else Outcome("none", {"code": code})
    kept = pickup_time.ask_again(tx, cb, volunteer_id, willing_from)
    if cb.volunteer_id is not None:
        return _covered(tx, volunteer_id, code)
    tx.wake("advance_callback", cb.id)
    how = "_until" if willing_from is not None and kept else "_which" if unread else ""
    return Outcome(f"passed{how}", {"code": code, "at": willing_from})


def _hand_back(tx: Tx, cb: HeldCallback) -> None:
    briefing.take_back(tx, cb)
    if writing.is_on(cb):
        writing.hand_on(tx, cb, "the peer passed it on", offer_state=OfferState.PASSED)
        return
    callbacks.time_is_off(tx, cb)
    callbacks.let_go(tx, cb, OfferState.PASSED)
