"""The rows of rings in place of texts: planned, claimed for one request to the carrier, answered, ended.

What a ring is about stays the to-do: an offer that is no longer open ends the ring of it (`due` finds it).
"""

import secrets
from datetime import timedelta
from typing import Any, Final, cast

from sqlalchemy import BindParameter, ColumnElement, and_, bindparam, exists, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from flows.states import LegState
from store import transitions
from store.database import Tx
from store.models import LineRing, Offer

OFFER: Final = "offer"
ALERT: Final = "alert"
CHECKIN: Final = "checkin"
"""Asks somebody how they are, as they agreed."""
LASTS: Final = timedelta(minutes=10)
"""How long a call is left alone once it was picked up; a talk that it goes on to is looked after by its own leg."""
HEARD: Final = "heard"
TAKEN: Final = "taken"
NOT_NOW: Final = "not_now"
REACHED: Final = (HEARD, TAKEN, NOT_NOW)
"""Outcomes of a ring whose key somebody pressed; of alerts, what they said."""
_R = LineRing.__table__.c
_LIVE = _R.state != LegState.ENDED
UNDER_WAY: Final = (LegState.REQUESTING, LegState.RINGING, LegState.ANSWERED)


def plan(
    tx: Tx, kind: str, contact_id: int | None, about_id: int | None, *, alert_id: int | None = None
) -> int | None:
    """A new ring, to go out at once; gives its id. None where there is one already: it rings once.

    `alert_id`: of an alert's, the alert that it begins with.
    """
    dialect = sqlite if tx.on_sqlite else postgresql
    row = {
        "token": secrets.token_urlsafe(24),
        "kind": kind,
        "contact_id": contact_id,
        "about_id": about_id,
        "alert_id": alert_id,
        "state": LegState.PLANNED,
        "due_at": tx.now,
        "created_at": tx.now,
    }
    made = dialect.insert(LineRing.__table__).values(row).on_conflict_do_nothing().returning(_R.id)
    ring_id: int | None = tx.run(made).scalar()
    if ring_id is not None:
        tx.wake("ring_alert" if kind == ALERT else "place_line_ring", ring_id)
    return ring_id


def lock(tx: Tx, *where: ColumnElement[bool]) -> LineRing | None:
    """The ring for which this holds, locked; None where there is none."""
    found = select(LineRing.__table__).where(*where)
    return cast("LineRing | None", tx.run(found if tx.on_sqlite else found.with_for_update()).first())


def read(tx: Tx, *where: ColumnElement[bool]) -> LineRing | None:
    """The ring for which this holds, without a lock."""
    return cast("LineRing | None", tx.run(select(LineRing.__table__).where(*where)).first())


def with_id(ring_id: int) -> ColumnElement[bool]:
    """The condition for one ring."""
    return _R.id == ring_id


def with_token(token: str) -> ColumnElement[bool]:
    """The condition for the ring that a webhook speaks of."""
    return _R.token == token


def contact_on(tx: Tx, sid: str) -> int | None:
    """Whom the line rang for this call; None for a call that is none of these."""
    found: int | None = tx.run(select(_R.contact_id).where(_R.sid == sid)).scalar()
    return found


def is_under_way(tx: Tx, contact_id: int | None, *, besides: int) -> bool:
    """Whether another ring of this kind is under way to them."""
    theirs = _R.contact_id == contact_id if contact_id is not None else _R.contact_id.is_(None)
    others = and_(theirs, _R.id != besides, _R.state.in_(UNDER_WAY))
    return tx.run(select(_R.id).where(others).limit(1)).first() is not None


def move(tx: Tx, ring: LineRing, to: LegState, **values: Any) -> bool:
    """Bring a ring into the state `to`; False where it is elsewhere by now."""
    transitions.check(LineRing, ring.state, to)
    same_try = and_(_R.id == ring.id, _R.requests == ring.requests)
    return bool(tx.run(transitions.moving(LineRing, to).where(same_try).values(**values)).rowcount)


def change(tx: Tx, ring_id: int, **values: Any) -> None:
    """Write to the row, but not its state."""
    if "state" in values:
        raise ValueError("the state of a ring is written by `move`")
    tx.run(update(LineRing).where(_R.id == ring_id).values(**values))


def end(tx: Tx, ring_id: int, outcome: str) -> None:
    """End a ring. The first outcome stays."""
    over = transitions.moving(LineRing, LegState.ENDED).where(_R.id == ring_id)
    tx.run(over.values(outcome=outcome, ended_at=tx.now, hang_up_at=None))


def call_off(tx: Tx, contact_id: int, kind: str) -> None:
    """Their phone need not ring for this any more: it falls silent, unless they have picked up."""
    live = and_(_R.contact_id == contact_id, _R.kind == kind, _LIVE)
    for ring in tx.run(select(_R.id, _R.state).where(live)).all():
        if ring.state == LegState.PLANNED:
            end(tx, ring.id, "called_off")
        elif ring.state != LegState.ANSWERED:
            change(tx, ring.id, hang_up_at=tx.now)
            tx.wake("ring_alert" if kind == ALERT else "place_line_ring", ring.id)


def is_called_off(ring: LineRing) -> bool:
    """Whether this phone is to fall silent: it rings for what somebody has seen to, or said no to."""
    return ring.hang_up_at is not None and ring.state == LegState.RINGING


_NOW: BindParameter[Any] = bindparam("now")
_WAITS = or_(_LIVE, _R.hang_up_at.is_not(None))  # as in the index
_OPEN_OFFER = exists().where(Offer.id == _R.about_id, Offer.state == "open")
_POINTLESS = and_(_R.kind == OFFER, _R.state.in_((LegState.RINGING, LegState.PLANNED)), ~_OPEN_OFFER)
"""Rings for something that somebody else has taken: a phone that rings falls silent."""
_READY = or_(
    and_(_LIVE, _R.due_at <= _NOW),
    and_(_R.hang_up_at <= _NOW, _R.sid.is_not(None)),
    and_(_POINTLESS, _R.hang_up_at.is_(None)),
)
_DUE = select(_R.id).where(_WAITS, _READY).order_by(_R.due_at, _R.id).limit(bindparam("limit"))
_ALERTS_DUE = _DUE.where(_R.kind == ALERT)


def is_pointless(tx: Tx, ring_id: int) -> bool:
    """Whether a phone rings for something that somebody else has taken meanwhile."""
    return tx.run(select(_R.id).where(_R.id == ring_id, _POINTLESS)).first() is not None


def due(tx: Tx, limit: int) -> list[int]:
    """Those for which a worker has something to do: ring, hang up, or look up."""
    return list(tx.run(_DUE, {"now": tx.now, "limit": limit}).scalars())


def alerts_due(tx: Tx, limit: int) -> list[int]:
    """As `due`, of the rings of alerts alone: they go before all other work."""
    return list(tx.run(_ALERTS_DUE, {"now": tx.now, "limit": limit}).scalars())
