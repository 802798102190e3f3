"""When a volunteer takes a call: at once, at GO, at their time or the participant's; never after the promise."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import and_, select

from flows.rules.matching.wishes import USUAL_MINUTES
from flows.rules.promises import promise
from flows.rules.times.times import Unread
from flows.states import OfferState
from store import decisions
from store.callbacks import callbacks, offer_rows
from store.database import Tx
from store.messages import prompts
from store.models import Callback, Offer
from store.requests import ready
from store.safe_contact import delayed_by_hours


class Way(StrEnum):
    """How they take it."""

    NOW = "now"
    GO = "go"
    WHICH = "which"  # held for GO too, as the time they named was not read
    AGREED = "agreed"
    THEIRS = "theirs"  # the time the participant said
    INSTEAD = "instead"  # the next safe hour of the participant's, in place of one that is not
    BEYOND = "beyond"  # not at all: too late for the promise
    UNSAFE = "unsafe"  # not so: neither that hour nor any after it, before the promise, is safe for the participant


@dataclass(frozen=True, slots=True)
class Plan:
    """A way, and its time: to be rung at, to say GO by, or to be asked again from (None: it cannot be said).

    `named`: the hour they said, where it is not safe; `before`: until when there is one that is.
    """

    way: Way
    at: datetime | None = None
    named: datetime | None = None
    before: datetime | None = None

    @property
    def waits_for_go(self) -> bool:
        """Whether GO is a way to be rung before anything else rings them."""
        return self.way in (Way.GO, Way.WHICH, Way.AGREED, Way.INSTEAD)


def plan(tx: Tx, cb: Callback, *, ring: bool, at: datetime | None, unread: Unread | None) -> Plan:
    """What a TAKE comes to. `ring`: at once; `at` (to come): then; `unread`: they named a time, and why it is none."""
    theirs = cb.not_before if cb.not_before is not None and cb.not_before > tx.now else None
    if at is not None and at > latest(tx, cb):
        return Plan(Way.BEYOND, at)
    if theirs is not None and (at is None or at <= theirs):
        opens, _ = delayed_by_hours.around(tx, cb, theirs)
        moved = opens is not None and opens > theirs  # they have named other hours since
        return Plan(Way.INSTEAD, opens, named=theirs) if moved else Plan(Way.THEIRS, theirs)
    if at is not None:
        return _in_safe_hours(tx, cb, at)
    if unread in (Unread.TOO_FAR, Unread.NO_TIME_OF_DAY):
        # A day, or a date: a promise in a pocket until then is not kept.
        return Plan(Way.BEYOND)
    if unread is not None:
        return Plan(Way.WHICH, _go_by(tx, cb))
    return Plan(Way.NOW) if ring else Plan(Way.GO, _go_by(tx, cb))


def latest(tx: Tx, cb: Callback) -> datetime:
    """By when a call is taken at the latest: as promised; once that is broken, within the line's own promise from now.

    A time that the participant is told is better than none, so it is not refused for being later than what is past.
    """
    by: datetime = cb.promised_by
    return by if by > tx.now else tx.now + timedelta(minutes=tx.line.promise_minutes)


def _in_safe_hours(tx: Tx, cb: Callback, at: datetime) -> Plan:
    """The time the volunteer named, or the next that is safe for the participant."""
    opens, closes = delayed_by_hours.around(tx, cb, at)
    if opens == at:
        return Plan(Way.AGREED, at)
    if closes is not None and closes > tx.now and (opens is None or opens > latest(tx, cb)):
        return Plan(Way.UNSAFE, named=at, before=closes)
    # If only the participant can start contact, hold the callback until they text, as for a TAKE without a time.
    return Plan(Way.INSTEAD, opens, named=at) if opens is not None else Plan(Way.NOW)


def _go_by(tx: Tx, cb: Callback) -> datetime:
    """By when they have to say GO: early enough to ask somebody else, or a forgotten callback breaks the promise.

    And before the participant's safe hours end, where these end before the promise.
    """
    risk = promise.at_risk_from(cb.requested_at, cb.promised_by, tx.line)
    by = max(risk, tx.now + timedelta(minutes=tx.line.offer_minutes))
    opens, closes = delayed_by_hours.around(tx, cb, by)
    ends_first = closes is not None and closes > tx.now and (opens is None or opens > latest(tx, cb))
    return closes if closes is not None and ends_first else by


def look_at(tx: Tx, plan: Plan) -> datetime:
    """When the callback is due next, once they have it."""
    if plan.at is None:
        return tx.now + timedelta(minutes=1)
    if plan.way in (Way.AGREED, Way.THEIRS, Way.INSTEAD):
        # Sooner than that they cannot be asked whether it still stands, and then they are at once.
        return max(tx.now, plan.at - ready.ASK_AHEAD)
    return plan.at


def hold(tx: Tx, cb: Callback, plan: Plan, *, just_taken: bool) -> None:
    """Write the plan into the row, and tell the participant, once, who calls and when.

    `just_taken`: this volunteer did not have it before.
    """
    if plan.way is Way.INSTEAD and plan.at is not None and plan.at > cb.promised_by:
        delayed_by_hours.put_off(tx, cb, plan.at)
    agreed = plan.at if plan.way in (Way.AGREED, Way.INSTEAD) else None
    decisions.note(tx, cb.id, "held", _WHY[plan.way], volunteer_id=cb.volunteer_id)
    # A new time: whether it still stands is asked anew as it comes near.
    anew = {"near_asked_at": None} if plan.way in (Way.AGREED, Way.THEIRS, Way.INSTEAD) else {}
    values = {"agreed_at": agreed, "wait_for_go": plan.waits_for_go, "due_at": look_at(tx, plan)}
    callbacks.change(tx, cb.id, retry_at=None, ready_asked_at=None, **values, **anew)
    news = just_taken and plan.way is Way.THEIRS
    if news or (agreed is not None and agreed != cb.agreed_at):
        wording = "notice.agreed_text" if cb.kind == "text" else "notice.agreed"
        minutes = cb.minutes or USUAL_MINUTES
        peer = prompts.peer_name(tx, cb)
        callbacks.tell_participant(tx, cb, wording, at=plan.at, peer=peer, minutes=minutes)


_WHY = {
    Way.GO: "until they say that they are ready",
    Way.WHICH: "until they say that they are ready; the time they named was not read",
    Way.AGREED: "until a time they named",
    Way.THEIRS: "until the time that was asked for",
    Way.INSTEAD: "until the next hour that is safe for them, as the one they named is not",
}


def ask_again(tx: Tx, cb: Callback, volunteer_id: int, at: datetime | None) -> bool:
    """Not now, but from `at` on, if it is still open then; None: a plain no. False where it will be closed by then.

    The latest word counts: what they said before about this callback no longer does.
    """
    late = at is not None and at >= cb.promised_by + promise.KEEP_TRYING
    offers_of_volunteer = and_(Offer.callback_id == cb.id, Offer.volunteer_id == volunteer_id)
    latest_offer = (
        select(Offer.id).where(offers_of_volunteer).order_by(Offer.id.desc()).limit(1).scalar_subquery()
    )
    passed, silent = OfferState.PASSED, (OfferState.OPEN, OfferState.LAPSED, OfferState.FAILED)
    offer_rows.move(tx, offers_of_volunteer, passed, *silent)
    willing = None if late else at
    not_theirs = and_(Offer.id == latest_offer, Offer.state != OfferState.ACCEPTED)
    offer_rows.move(tx, not_theirs, passed, willing_from=willing)
    if willing is not None:
        decisions.note(tx, cb.id, "can-later", "not now, but later", volunteer_id=volunteer_id)
    return not late
