"""Rings on trial: somebody's own phone, once, with nobody on it. Rows as legs have them, without a callback.

A ring-back of a volunteer's phone is such a row as well (`store.proof.ring_backs`), and a ring of a coordinator's about
an alert (`store.coordinators.alert_rings`).
"""

import secrets
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import BindParameter, ColumnElement, and_, bindparam, func, insert, or_, select, update

from flows.states import LegState
from store import transitions
from store.callbacks import callbacks
from store.database import Tx
from store.models import Alert, TrialRing

RINGS = timedelta(minutes=3)
"""How long after its request a ring may still go out: later than that, nobody waits for it."""
LASTS = timedelta(minutes=2)
"""How long such a call is left alone once it was picked up; it takes 40 seconds, or twice that if heard again."""
_T = TrialRing.__table__.c
TRIAL, RING_BACK = "trial", "ring_back"
ALERT_WORDS, ALERT_CALL = "alert_words", "alert_call"
OF_ALERTS = (ALERT_WORDS, ALERT_CALL)
DIALLED, JOINED = "dialled", "joined"
"""The outcomes of an alert_call whose coordinator is there: the person's phone rings, and they talk."""
_LIVE = _T.state != LegState.ENDED


def plan(
    tx: Tx,
    contact_id: int,
    *,
    purpose: str = TRIAL,
    after: timedelta = timedelta(),
    call_sid: str | None = None,
    about_id: int | None = None,
) -> int:
    """A new ring, to go out at once, or `after` so long; gives its id. `call_sid`: the call that asked for it.

    `about_id`: the alert that it is about.
    """
    row = {"token": secrets.token_urlsafe(24), "contact_id": contact_id, "state": LegState.PLANNED}
    row |= {"purpose": purpose, "call_sid": call_sid, "about_id": about_id}
    made = insert(TrialRing).values(**row, due_at=tx.now + after, created_at=tx.now).returning(TrialRing.id)
    trial_id = int(tx.run(made).scalar_one())
    if not after:
        tx.wake("place_trial", trial_id)
    return trial_id


def is_live(tx: Tx, contact_id: int) -> bool:
    """Whether one is on its way to them, or under way, for whatever purpose."""
    return tx.run(select(_T.id).where(_T.contact_id == contact_id, _LIVE)).first() is not None


def team_talks_with(tx: Tx, contact_id: int) -> bool:
    """Whether somebody of the team is being put through to them, or talks with them."""
    about = select(Alert.id).where(Alert.contact_id == contact_id)
    live = and_(_T.purpose == ALERT_CALL, _T.about_id.in_(about), _LIVE, _T.outcome.in_((DIALLED, JOINED)))
    return tx.run(select(_T.id).where(live).limit(1)).first() is not None


def call_off_team_calls(tx: Tx, alert_id: int) -> None:
    """They said no after all: no phone of the team rings for it, but where the two talk already."""
    waits = and_(_T.purpose == ALERT_CALL, _T.about_id == alert_id, _LIVE, _T.outcome.is_(None))
    for trial_id in tx.run(select(_T.id).where(waits)).scalars().all():
        trial = by_id(tx, trial_id)
        if trial is None or trial.state == LegState.ENDED:
            continue
        if trial.state == LegState.PLANNED:
            end(tx, trial.id, "called_off")
        else:
            change(tx, trial.id, outcome="called_off", hang_up_at=tx.now)
            tx.wake("place_trial", trial.id)


def count_since(tx: Tx, contact_id: int, since: datetime) -> int:
    """How many rings they have asked for since then, but for those called off before anything rang."""
    asked = and_(_T.contact_id == contact_id, _T.purpose == TRIAL, _T.created_at >= since, _T.requests > 0)
    return int(tx.run(select(func.count()).where(asked)).scalar_one())


def lock(tx: Tx, *where: ColumnElement[bool]) -> TrialRing | None:
    """The ring for which this holds, locked; None where there is none."""
    found = select(TrialRing.__table__).where(*where)
    return cast("TrialRing | None", tx.run(found if tx.on_sqlite else found.with_for_update()).first())


def whose(tx: Tx, *where: ColumnElement[bool]) -> tuple[int, str] | None:
    """Whose phone it is (the contact), and for what purpose, read without a lock; None for a ring there is not."""
    found = tx.run(select(_T.contact_id, _T.purpose).where(*where)).first()
    return (int(found.contact_id), str(found.purpose)) if found is not None else None


def by_id(tx: Tx, trial_id: int) -> TrialRing | None:
    """One ring, locked."""
    return lock(tx, _T.id == trial_id)


def by_token(tx: Tx, token: str) -> TrialRing | None:
    """The ring that a webhook speaks of, locked; None for a token we never gave out."""
    return lock(tx, _T.token == token)


def move(tx: Tx, trial: TrialRing, to: LegState, **values: Any) -> bool:
    """Bring a ring into the state `to`; False where it is elsewhere by now."""
    transitions.check(TrialRing, trial.state, to)
    moved = transitions.moving(TrialRing, to).where(_T.id == trial.id).values(**values)
    return bool(tx.run(moved).rowcount)


def change(tx: Tx, trial_id: int, **values: Any) -> None:
    """Write to the row, but not its state."""
    if "state" in values:
        raise ValueError("the state of a ring is written by `move`")
    tx.run(update(TrialRing).where(_T.id == trial_id).values(**values))


def end(tx: Tx, trial_id: int, outcome: str) -> None:
    """End a ring. The first outcome stays."""
    over = transitions.moving(TrialRing, LegState.ENDED).where(_T.id == trial_id)
    tx.run(over.values(outcome=outcome, ended_at=tx.now, hang_up_at=None))


def call_off(tx: Tx, contact_id: int) -> bool:
    """They said no, or a real call comes: it does not ring, or stops ringing. False: there was none."""
    if not is_live(tx, contact_id):
        return False
    callbacks.lock_open(
        tx, contact_id
    )  # always before the ring: two who lock both must not wait for each other
    trial = lock(tx, _T.contact_id == contact_id, _LIVE)
    if trial is None:
        return False
    if trial.state == LegState.PLANNED:
        end(tx, trial.id, "called_off")
        return True
    change(tx, trial.id, outcome="called_off", hang_up_at=tx.now)
    tx.wake("place_trial", trial.id)
    return True


_NOW: BindParameter[Any] = bindparam("now")
_WAITS = or_(_LIVE, _T.hang_up_at.is_not(None))  # as in the index
_READY = or_(and_(_LIVE, _T.due_at <= _NOW), and_(_T.hang_up_at <= _NOW, _T.sid.is_not(None)))
_DUE = select(_T.id).where(_WAITS, _READY).order_by(_T.due_at).limit(bindparam("limit"))


def due(tx: Tx, limit: int) -> list[int]:
    """Those for which a worker has something to do: ring, hang up, or look up."""
    return list(tx.run(_DUE, {"now": tx.now, "limit": limit}).scalars())
