"""Legs: one ring of one phone each. Planned here; `rings` has those that a worker asks the carrier for."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple, cast

from sqlalchemy import BindParameter, ColumnElement, and_, bindparam, insert, or_, select, update

from flows.states import CallbackState, LegState
from store import transitions
from store.callbacks import callbacks
from store.consent import other_numbers
from store.contacts import contacts
from store.database import Tx
from store.models import Callback, Contact, Leg, Volunteer

GRACE = timedelta(seconds=12)
"""How long we wait for webhooks after a leg should have ended, before we look it up at the carrier."""
SHORTEST_DIAL = 10.0
"""Seconds that a phone dialled from inside a call rings at least, whatever RING_SECONDS says.

The carrier takes no timeout of a Dial under 5, and adds 5 to it. A volunteer's ring that we ask for is not bound so."""
CHECK_EVERY = timedelta(seconds=90)
"""How often we look up a leg on which two people talk, in case the webhook of its end was lost."""
LONGEST_TALK = timedelta(hours=2)
"""After this a talk is ended: two forgotten phones must not keep a line open for ever."""
HEARD, LISTENER = "heard", "listener"
LISTENING = (HEARD, LISTENER)
"""The roles of a volunteer's leg, and of the leg of a participant who only listens, until the two talk."""
RUNG = ("volunteer", "supervisor", *LISTENING)
"""The roles of legs that a worker rings by REST; the others are dialled from inside a call."""
_LEG = Leg.__table__.c


def plan(tx: Tx, state: LegState, **values: Any) -> int:
    """A new leg with a token nobody else has, in one of the states a leg begins in; gives its id."""
    leg = {"token": secrets.token_urlsafe(24), "state": state, "created_at": tx.now}
    return int(tx.run(insert(Leg).values(**leg, **values).returning(Leg.id)).scalar_one())


def plan_volunteer(tx: Tx, callback_id: int, volunteer_id: int, *, after: timedelta = timedelta()) -> int:
    """Ring the volunteer: a worker asks the carrier. `after`: they have to hang up first."""
    leg_id = plan(
        tx,
        LegState.PLANNED,
        callback_id=callback_id,
        volunteer_id=volunteer_id,
        role="volunteer",
        due_at=tx.now + after,
    )
    if not after:
        tx.wake("place_leg", leg_id)
    return leg_id


def place_now(tx: Tx, volunteer_id: int) -> None:
    """This volunteer has hung up: a ring that waited for that goes out at once."""
    planned_legs = and_(_LEG.volunteer_id == volunteer_id, _LEG.state == "planned", _LEG.due_at > tx.now)
    at_once = update(Leg).where(planned_legs).values(due_at=tx.now).returning(_LEG.id)
    for leg_id in tx.run(at_once).scalars().all():
        tx.wake("place_leg", leg_id)


def plan_dialled(
    tx: Tx, callback_id: int, volunteer_id: int, *, seconds: float, parent_id: int | None = None
) -> Leg:
    """A phone dialled from inside another call: the participant (`parent_id`), or a volunteer for a caller."""
    leg_id = plan(
        tx,
        LegState.RINGING,
        callback_id=callback_id,
        volunteer_id=volunteer_id,
        role="volunteer_now" if parent_id is None else "participant",
        parent_id=parent_id,
        due_at=tx.now + timedelta(seconds=seconds) + GRACE,
    )
    return get(tx, leg_id)


def get(tx: Tx, leg_id: int) -> Leg:
    """A leg by its id."""
    return cast(Leg, tx.run(select(Leg.__table__).where(_LEG.id == leg_id)).one())


def find(tx: Tx, *where: ColumnElement[bool]) -> list[Leg]:
    """The legs for which this holds, the newest first."""
    return cast(list[Leg], list(tx.run(select(Leg.__table__).where(*where).order_by(_LEG.id.desc()))))


@dataclass(frozen=True, slots=True)
class HeldLeg:
    """A leg and its callback, under the callback's lock. Webhooks of all legs of a callback wait for each other."""

    leg: Leg
    cb: Callback

    @property
    def current(self) -> bool:
        """Whether what happens on this leg still counts: not ended, not called off, its volunteer has the callback."""
        return (
            self.leg.state != "ended"
            and (self.leg.hang_up_at is None or self.leg.outcome == "machine")
            and self.cb.volunteer_id == self.leg.volunteer_id
            and self.cb.state in (CallbackState.ACCEPTED, CallbackState.CONNECTING, CallbackState.CONNECTED)
        )


def lock_by_token(tx: Tx, token: str) -> HeldLeg | None:
    """The leg a webhook speaks of, its callback locked; None for a token we never gave out."""
    found = tx.run(select(_LEG.id, _LEG.callback_id).where(_LEG.token == token)).first()
    if found is None:
        return None
    cb = callbacks.lock(tx, found.callback_id)
    return HeldLeg(get(tx, found.id), cb)


def lock_by_sid(tx: Tx, sid: str) -> HeldLeg | None:
    """The leg that is this call of the carrier's, its callback locked; None when it is no leg."""
    leg_id = tx.run(select(_LEG.id).where(_LEG.sid == sid)).scalar()
    return lock(tx, leg_id) if leg_id is not None else None


def lock(tx: Tx, leg_id: int) -> HeldLeg:
    """A leg by its id, its callback locked."""
    callback_id = tx.run(select(_LEG.callback_id).where(_LEG.id == leg_id)).scalar_one()
    cb = callbacks.lock(tx, callback_id)
    return HeldLeg(get(tx, leg_id), cb)


def move(tx: Tx, leg: Leg, to: LegState, **values: Any) -> bool:
    """Bring a leg into the state `to`, and write `values` with it; False where it is elsewhere by now.

    Raises NotAllowedError where `to` may not follow the state of `leg` (`flows.states`).
    """
    transitions.check(Leg, leg.state, to)
    moved = transitions.moving(Leg, to).where(Leg.id == leg.id).values(**values)
    return bool(tx.run(moved).rowcount)


def change(tx: Tx, leg_id: int, **values: Any) -> None:
    """Write to a leg's row, but not its state: see `move`."""
    if "state" in values:
        raise ValueError("the state of a leg is written by `move`")
    tx.run(update(Leg).where(Leg.id == leg_id).values(**values))


def end(tx: Tx, leg_id: int, outcome: str) -> None:
    """End a leg. The first outcome stays: an ended leg is not changed."""
    over = transitions.moving(Leg, LegState.ENDED).where(Leg.id == leg_id)
    tx.run(over.values(outcome=outcome, ended_at=tx.now, hang_up_at=None))


def dialled_from(leg: Leg) -> int:
    """The leg from whose call this one was dialled. Raises ValueError for a phone that was rung by itself."""
    if leg.parent_id is None:
        raise ValueError(f"leg {leg.id} ({leg.role}) was dialled from no other")
    return leg.parent_id


def children(tx: Tx, leg_id: int) -> list[Leg]:
    """The participant's legs dialled from this volunteer's, newest first."""
    return find(tx, _LEG.parent_id == leg_id)


def own_of_caller(tx: Tx, cb: Callback) -> Leg | None:
    """The leg of a caller who talks at once: they have one only in a conference; None where there is none."""
    leg_of_caller = (_LEG.callback_id == cb.id) & (_LEG.role == "participant") & _LEG.parent_id.is_(None)
    return cast("Leg | None", tx.run(select(Leg.__table__).where(leg_of_caller)).first())


class DueLeg(NamedTuple):
    """A leg that waits for something, and what tells for what."""

    id: int
    state: str
    hang_up_at: datetime | None


_NOW: BindParameter[Any] = bindparam("now")
_WAITS = or_(Leg.state != "ended", Leg.hang_up_at.is_not(None), Leg.errand.is_not(None))  # as in the index
_READY = or_(
    and_(Leg.state != "ended", Leg.due_at <= _NOW),
    and_(Leg.hang_up_at <= _NOW, Leg.sid.is_not(None)),
    and_(Leg.errand.is_not(None), Leg.due_at <= _NOW),
)
_DUE = (
    select(Leg.id, Leg.state, Leg.hang_up_at)
    .where(_WAITS, _READY)
    .order_by(Leg.due_at)
    .limit(bindparam("limit"))
)


def due(tx: Tx, limit: int) -> list[DueLeg]:
    """Legs for which a worker has something to do: ring, look up, send elsewhere, or hang up."""
    return [DueLeg(*row) for row in tx.run(_DUE, {"now": tx.now, "limit": limit})]


def dialling_sid(tx: Tx, held: HeldLeg) -> str | None:
    """The call that dialled this leg, for a leg that has no call of its own that we know of."""
    if held.leg.parent_id is not None:
        sid = tx.run(select(_LEG.sid).where(_LEG.id == held.leg.parent_id)).scalar()
    else:
        sid = held.cb.call_sid
    return str(sid) if sid else None


def volunteer_contact(tx: Tx, volunteer_id: int) -> int:
    """The contact a volunteer is."""
    return int(tx.run(select(Volunteer.contact_id).where(Volunteer.id == volunteer_id)).scalar_one())


def live_of(tx: Tx, callback_id: int) -> list[Leg]:
    """The legs of a callback that are not over."""
    live_legs = select(Leg.__table__).where(Leg.callback_id == callback_id, Leg.state != "ended")
    return cast(list[Leg], list(tx.run(live_legs)))


def participant_number(tx: Tx, cb: Callback) -> str:
    """The number to ring for a callback, their own or a confirmed other, only ever for the carrier."""
    other = other_numbers.to_ring(tx, cb)
    if other is not None:
        return other
    row = tx.run(
        select(Contact.handle, Contact.number_sealed)
        .join(Callback, Callback.contact_id == Contact.id)
        .where(Callback.id == cb.id)
    ).one()
    return contacts.open_number(tx, row)


def volunteer_number(tx: Tx, volunteer_id: int) -> str:
    """The volunteer's number, only ever for the carrier."""
    row = tx.run(
        select(Contact.handle, Contact.number_sealed)
        .join(Volunteer, Volunteer.contact_id == Contact.id)
        .where(Volunteer.id == volunteer_id)
    ).one()
    return contacts.open_number(tx, row)
