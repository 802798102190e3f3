"""Rings in place of texts: whether one may still go out, what it begins with, and what its end means."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from sqlalchemy import and_, select, update
from sqlalchemy.exc import IntegrityError

from flows.states import LegState
from flows.volunteers import after_call
from store.alerts import ringing, spoken_alerts
from store.callbacks import legs, rings, trial_rings
from store.checkins import rings as checkin_rings
from store.contacts import contacts, in_danger, ladder
from store.database import Tx
from store.line_rings import rows
from store.models import COMING_STATES, Callback, Leg, LineRing, Offer, Reminder, Shift, Volunteer

WAITS_FOR_THEIR_PHONE: Final = timedelta(seconds=10)
"""How long a ring waits while another of ours rings the same phone, or somebody talks on it."""
CALLS_BACK_WITHIN: Final = timedelta(minutes=3)
"""So long after a ring nobody answered the offer stands: they see it, and may call us. Then it is a silent offer."""
RINGS_FOR: Final = timedelta(minutes=30)
"""How late the ring of a reminder may be."""


class Begins(NamedTuple):
    """With which step of a conversation the call begins, and what the step may look at."""

    step: str
    answers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Claimed:
    """A ring that is ours to ask for. `to`: None where nobody is on call.

    `doubtful`: an earlier request may have reached the carrier; `called_off`: if it did, it is to end.
    """

    id: int
    token: str
    to: str | None
    doubtful: bool
    called_off: bool
    created_at: datetime
    requests: int


def claim(tx: Tx, ring_id: int) -> Claimed | None:
    """Take a planned ring for the length of a lease, if it may still go out; else it ends, or waits for its phone."""
    ring = rows.lock(tx, rows.with_id(ring_id))
    if ring is None or ring.state not in (LegState.PLANNED, LegState.REQUESTING):
        return None
    doubtful, off = ring.state == LegState.REQUESTING, not _still_wanted(tx, ring)
    if off and not doubtful:
        rows.end(tx, ring.id, "called_off")
        return None
    if ring.due_at > tx.now:
        return None
    if not doubtful and _is_on_the_phone(tx, ring):
        rows.change(tx, ring.id, due_at=tx.now + WAITS_FOR_THEIR_PHONE)
        return None
    lease = rings.DOUBTFUL_LEASE if doubtful else rings.LEASE
    try:
        with tx.connection.begin_nested():
            asked = {"requests": ring.requests + 1, "due_at": tx.now + lease}
            if not rows.move(tx, ring, LegState.REQUESTING, **asked):
                return None
    except IntegrityError:
        return None  # another ring of theirs was claimed at this very moment
    return Claimed(ring.id, ring.token, _number(tx, ring), doubtful, off, ring.created_at, ring.requests + 1)


def _number(tx: Tx, ring: LineRing) -> str | None:
    if ring.kind == rows.ALERT or ring.contact_id is None:
        return ladder.number_of(tx, ring.contact_id)
    return contacts.number_of(tx, ring.contact_id)


def _still_wanted(tx: Tx, ring: LineRing) -> bool:
    if ring.contact_id is None:
        return bool(spoken_alerts.to_say(tx, None))
    ear = contacts.listening(tx, ring.contact_id)
    if ring.kind == rows.ALERT:
        # What the carrier said of our texts to them is no reason not to ring somebody on call.
        return not ear.opted_out and bool(spoken_alerts.to_say(tx, ring.contact_id))
    if ear.opted_out or ear.unreachable:
        return False
    if ring.kind == rows.OFFER:
        mine = and_(Offer.id == ring.about_id, Offer.state == "open", Offer.expires_at > tx.now)
        return tx.run(select(Offer.id).where(mine)).first() is not None
    if ring.kind == rows.CHECKIN:
        return checkin_rings.may_ring(tx, ring)
    return tx.now - ring.created_at <= RINGS_FOR and _shift(tx, ring) is not None


def _shift(tx: Tx, ring: LineRing) -> Shift | None:
    """The shift that a reminder is about, where it is still theirs and to come."""
    theirs = and_(
        Reminder.id == ring.about_id,
        Shift.id == Reminder.about_id,
        Shift.state.in_(COMING_STATES),
        Volunteer.id == Shift.volunteer_id,
        Volunteer.contact_id == ring.contact_id,
    )
    found: Shift | None = tx.run(select(Shift.__table__).where(theirs)).first()
    return found


def _is_on_the_phone(tx: Tx, ring: LineRing) -> bool:
    if rows.is_under_way(tx, ring.contact_id, besides=ring.id):
        return True
    if ring.contact_id is None:
        return False
    if trial_rings.is_live(tx, ring.contact_id):
        return True
    live = and_(Leg.state != LegState.ENDED, Leg.state != LegState.PLANNED)
    theirs = and_(live, Volunteer.id == Leg.volunteer_id, Volunteer.contact_id == ring.contact_id)
    called = and_(live, Leg.role == "participant", Callback.id == Leg.callback_id)
    as_participant = and_(called, Callback.contact_id == ring.contact_id)
    return any(tx.run(select(Leg.id).where(each).limit(1)).first() for each in (theirs, as_participant))


def requested(tx: Tx, ring_id: int, sid: str) -> None:
    """The carrier took the ring. Its webhooks may have been quicker than its answer to us."""
    ring = rows.lock(tx, rows.with_id(ring_id))
    if ring is None:
        return
    due_at = tx.now + timedelta(seconds=tx.line.ring_seconds) + 2 * legs.GRACE
    asked = ring.state == LegState.REQUESTING
    if not asked or not rows.move(tx, ring, LegState.RINGING, sid=sid, due_at=due_at):
        rows.change(tx, ring_id, sid=sid)


def picked_up(tx: Tx, ring: LineRing, sid: str) -> bool:
    """Somebody picked up. False where they are to hear nothing any more."""
    if ring.state == LegState.ENDED:
        return False
    told = {"sid": sid} if ring.sid is None and sid else {}
    # Who has picked up is not cut off, though somebody else has it by now: they hear that.
    return rows.move(tx, ring, LegState.ANSWERED, due_at=tx.now + rows.LASTS, hang_up_at=None, **told)


def heard(tx: Tx, ring: LineRing, outcome: str = rows.HEARD) -> None:
    """They pressed a key: somebody is there. `outcome`: what they said of an alert."""
    if ring.state != LegState.ENDED and ring.outcome in (None, rows.HEARD):
        rows.change(tx, ring.id, outcome=outcome)


def begins(tx: Tx, ring: LineRing) -> Begins:
    """What the call begins with; "ring.nothing" where somebody else has seen to it."""
    if ring.kind == rows.CHECKIN:
        # Nobody in danger is asked for a number from 1 to 5: they get the ways to a person instead.
        danger = ring.contact_id is not None and in_danger.in_crisis(tx, ring.contact_id)
        return Begins("caller.menu" if danger else "checkin_call.mood", {})
    if ring.kind == rows.OFFER:
        asked = select(Callback.code).join(Offer, Offer.callback_id == Callback.id)
        code = tx.run(asked.where(Offer.id == ring.about_id, Offer.state == "open")).scalar()
        return Begins("ring.offer", {"code": code}) if code else Begins("ring.nothing", {})
    shift = _shift(tx, ring)
    if shift is None:
        return Begins("ring.nothing", {})
    said = {"at": shift.starts_at.isoformat(), "until": shift.ends_at.isoformat()}
    return Begins("ring.shift", {"turn": str(shift.id), **said})


def how_it_was(tx: Tx, held: legs.HeldLeg) -> Begins:
    """The question after a talk, on the volunteer's own call; they hear until when they rest."""
    rest = tx.run(select(Volunteer.resting_until).where(Volunteer.id == held.leg.volunteer_id)).scalar()
    answers = {after_call.CODE: held.cb.code}
    if rest is not None and rest > tx.now:
        answers[after_call.RESTS_UNTIL] = rest.isoformat()
    return Begins(after_call.ask.name, answers)


def over(tx: Tx, ring: LineRing, status: str) -> None:
    """The call is over, says the carrier. An offer that got no answer lapses soon."""
    if ring.state == LegState.ENDED:
        return
    rows.end(tx, ring.id, ring.outcome or status.replace("-", "_"))
    if ring.kind == rows.ALERT and ring.contact_id is not None and status != "refused":
        # What came while the phone was busy with this ring was not said on it.
        for alert_id in spoken_alerts.came_since(tx, ring.contact_id, ring.created_at)[:1]:
            rows.plan(tx, rows.ALERT, ring.contact_id, None, alert_id=alert_id)
    if ring.kind == rows.ALERT and ring.outcome not in rows.REACHED:
        ringing.not_reached(tx, ring.contact_id, refused=status == "refused")
    elif ring.kind == rows.CHECKIN:
        checkin_rings.over(tx, ring, status)
    elif ring.kind == rows.OFFER:
        until = tx.now + CALLS_BACK_WITHIN
        stands = and_(Offer.id == ring.about_id, Offer.state == "open", Offer.expires_at > until)
        waited_for = tx.run(update(Offer).where(stands).values(expires_at=until).returning(Offer.callback_id))
        for callback_id in waited_for.scalars().all():
            soon = and_(Callback.id == callback_id, Callback.due_at > until)
            tx.run(update(Callback).where(soon).values(due_at=until))


def goes_on_with_a_talk(tx: Tx, ring: LineRing) -> bool:
    """Whether the volunteer took it in this very call, and their leg looks after it now."""
    mine = and_(Leg.sid == ring.sid, Leg.state != LegState.ENDED)
    return ring.sid is not None and tx.run(select(Leg.id).where(mine)).first() is not None


def contact_on(tx: Tx, sid: str) -> int | None:
    """Whose phone we rang for this call, as a volunteer; None for a call that we did not place to one."""
    found = rows.contact_on(tx, sid)
    if found is not None:
        return found
    rung = select(Volunteer.contact_id).join(Leg, Leg.volunteer_id == Volunteer.id)
    mine: int | None = tx.run(rung.where(Leg.sid == sid, Leg.role == "volunteer")).scalar()
    return mine
