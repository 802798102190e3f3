"""Rings that a worker asks the carrier for: claimed for the length of a lease, so that no phone is rung twice."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, select, union_all

from flows.states import CallbackState, LegState
from store import transitions
from store.callbacks import callbacks, legs, trial_rings
from store.database import Tx
from store.models import Callback, Leg, LineRing, TrialRing

LEASE = timedelta(seconds=14)
DOUBTFUL_LEASE = timedelta(seconds=29)
"""How long a worker has to ask the carrier for a ring before another takes it up.

One request may take 11 s; after doubt there are three, two look-ups first (`workers.context`)."""
_LEG = Leg.__table__.c


@dataclass(frozen=True, slots=True)
class Claimed:
    """A ring that is ours to ask for. `doubtful`: an earlier try may have reached the carrier.

    `to` is None for the supervisor, whose number is a setting and stands in no row.
    """

    id: int
    token: str
    to: str | None
    doubtful: bool
    called_off: bool
    created_at: datetime
    requests: int
    role: str = "volunteer"


def claim(tx: Tx, leg_id: int) -> Claimed | None:
    """Take a planned leg for the length of the lease, if its callback still wants it: it is connecting then."""
    held = legs.lock(tx, leg_id)
    leg, cb = held.leg, held.cb
    if leg.role not in legs.RUNG or leg.state not in ("planned", "requesting") or leg.due_at > tx.now:
        return None
    if not held.current:
        legs.end(tx, leg_id, "called_off") if leg.state == "planned" else legs.change(
            tx, leg_id, hang_up_at=tx.now
        )
        if leg.state == "planned":
            return None
    lease = DOUBTFUL_LEASE if leg.state == "requesting" else LEASE
    claimable = and_(_LEG.id == leg_id, _LEG.requests == leg.requests)
    claimed = transitions.moving(Leg, LegState.REQUESTING).where(claimable)
    taken = tx.run(claimed.values(requests=Leg.requests + 1, due_at=tx.now + lease))
    if not taken.rowcount:
        return None
    is_volunteer = leg.role == "volunteer"
    if held.current and leg.role == legs.LISTENER and cb.contact_id is not None:
        trial_rings.call_off(tx, cb.contact_id)
    if held.current and is_volunteer:
        due_at = tx.now + timedelta(minutes=3)
        callbacks.move(tx, cb, CallbackState.CONNECTING, retry_at=None, due_at=due_at)
        if cb.contact_id is not None:
            trial_rings.call_off(tx, cb.contact_id)  # a volunteer is about to ring the same phone
    return Claimed(
        id=leg.id,
        token=leg.token,
        to=_number(tx, leg, cb),
        doubtful=leg.state == "requesting",
        called_off=not held.current,
        created_at=leg.created_at,
        requests=leg.requests + 1,
        role=leg.role,
    )


def _number(tx: Tx, leg: Leg, cb: Callback) -> str | None:
    if leg.role == legs.LISTENER:
        return legs.participant_number(tx, cb)
    return None if leg.role == "supervisor" else legs.volunteer_number(tx, leg.volunteer_id)


def requested(tx: Tx, leg_id: int, sid: str) -> None:
    """The carrier took the ring. Its webhooks may have been quicker than its answer to us."""
    leg = legs.get(tx, leg_id)
    due_at = tx.now + timedelta(seconds=tx.line.ring_seconds) + legs.GRACE
    asked = leg.state == LegState.REQUESTING
    if not asked or not legs.move(tx, leg, LegState.RINGING, sid=sid, due_at=due_at):
        legs.change(tx, leg_id, sid=sid)
    if leg.hang_up_at is not None and leg.state != "ended":
        tx.wake("hang_up_leg", leg_id)


def request_again(tx: Tx, leg_id: int, seconds: float, *, doubtful: bool) -> None:
    """Not rung, or not known to be: try again soon. `doubtful`: look it up at the carrier first."""
    to = LegState.REQUESTING if doubtful else LegState.PLANNED
    waiting = transitions.moving(Leg, to, LegState.REQUESTING).where(Leg.id == leg_id)
    tx.run(waiting.values(due_at=tx.now + timedelta(seconds=seconds)))


def known_sids(tx: Tx, sids: list[str]) -> set[str]:
    """Which of these calls are already filed as some leg, as a ring on trial, or in place of a text."""
    found = select(Leg.sid).where(Leg.sid.in_(sids))
    on_trial = select(TrialRing.sid).where(TrialRing.sid.in_(sids))
    in_place_of_texts = select(LineRing.sid).where(LineRing.sid.in_(sids))
    return set(tx.run(union_all(found, on_trial, in_place_of_texts)).scalars())
