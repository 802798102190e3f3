"""Ring-backs: a call shows the number of a volunteer, or of somebody on call, and the line rings it: was it them?

Asked for with key 7 by anybody who shows the number, so such a phone rings at most once an hour, and for a day not at
all after a ring that was not theirs.
"""

from datetime import timedelta
from typing import Final

from sqlalchemy import and_, exists, select, update

from flows.states import LegState
from store.callbacks import legs, trial_rings
from store.contacts import contacts, ladder
from store.database import Tx
from store.messages import compose
from store.models import Contact, Leg, TrialRing, Volunteer
from store.proof import tries

HANG_UP: Final = timedelta(seconds=8)
"""How long they have to hang up; their hanging up ends the wait. The carrier has then two seconds of the ten."""
_RUNG, _NOT_THEIRS = "ring_back", "no_ring_back"
_T, _C, _V = TrialRing.__table__.c, Contact.__table__.c, Volunteer.__table__.c
_MAY: Final = and_(_V.status == "active", _C.opted_out_at.is_(None))


def ask(tx: Tx, number: str, call_sid: str | None) -> None:
    """A call that shows `number` asks for its owner's menu: ring it, if it is a phone that may be rung for that."""
    first = tries.count(tx, _RUNG, number) == 1
    left_alone = tries.lately(tx, _NOT_THEIRS, number, window=tries.DAY) > 0
    contact_id = tx.run(
        select(_C.id)
        .join(Volunteer.__table__, _V.contact_id == _C.id)
        .where(_C.number_hash.in_(tx.vault.hashes(number)), _MAY)
    ).scalar()
    contact_id = contact_id or _on_call(tx, number)
    if first and not left_alone and contact_id is not None and not trial_rings.is_live(tx, contact_id):
        trial_rings.plan(tx, contact_id, purpose=trial_rings.RING_BACK, after=HANG_UP, call_sid=call_sid)


def _on_call(tx: Tx, number: str) -> int | None:
    """Whose phone of the ladder this is, at any hour, unless it texted STOP."""
    mine = (each.contact_id for each in ladder.everybody(tx) if each.number == number and not each.stopped)
    return next(mine, None)


def call_off(tx: Tx, number: str, call_sid: str) -> None:
    """They rather use their PIN: a ring that has not gone out does not, and does not count."""
    planned = and_(_T.call_sid == call_sid, _T.purpose == trial_rings.RING_BACK, _T.state == LegState.PLANNED)
    ring = trial_rings.lock(tx, planned)
    if ring is not None and ring.requests == 0:
        trial_rings.end(tx, ring.id, "called_off")
        tries.undo(tx, _RUNG, number)


def place_now(tx: Tx, call_sid: str) -> None:
    """The call that asked has ended: the phone is free for the ring."""
    waits = and_(_T.call_sid == call_sid, _T.state == LegState.PLANNED, _T.due_at > tx.now)
    at_once = update(TrialRing).where(waits).values(due_at=tx.now).returning(_T.id)
    for ring_id in tx.run(at_once).scalars().all():
        tx.wake("place_trial", ring_id)


def may_ring(tx: Tx, contact_id: int) -> bool:
    """Asked once more as the ring goes out: still an active volunteer, who is in no call of ours, or still on call."""
    mine = select(_V.id).join(Contact.__table__, _V.contact_id == _C.id).where(_C.id == contact_id, _MAY)
    volunteer_id: int | None = tx.run(mine).scalar()
    if volunteer_id is None:
        return _on_call(tx, contacts.number_of(tx, contact_id)) is not None
    return not legs.find(tx, Leg.volunteer_id == volunteer_id, Leg.state != LegState.ENDED)


def not_theirs(tx: Tx, contact_id: int) -> None:
    """Whoever has that phone did not call: it has a day's peace from such rings."""
    number = contacts.number_of(tx, contact_id)
    tries.count(tx, _NOT_THEIRS, number, window=tries.DAY)


def over(tx: Tx, ring: TrialRing, status: str) -> None:
    """Such a ring is over. Nobody said that it was theirs: they are told of it, and have a day's peace.

    A busy phone has not rung: they had not hung up yet.
    """
    if ring.outcome in (None, "machine", "no_key") and status not in ("busy", "failed", "canceled"):
        not_theirs(tx, ring.contact_id)
        is_volunteer = exists().where(_V.contact_id == ring.contact_id, _V.status == "active")
        has_pin = tx.run(select(is_volunteer)).scalar()
        compose.queue(
            tx, ring.contact_id, "notice", "ring_back.told" if has_pin else "ring_back.told_on_call"
        )
