"""Alerts after they were raised: said again until somebody has them, and taken by a coordinator's ACK."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, func, or_, select, update

from flows.effects import AlertKind
from store import texts
from store.database import Tx
from store.models import Alert, Callback, Contact, Message

AGAIN_EVERY = timedelta(minutes=10)
AGAIN_AT_MOST = 6
"""A crisis is told until somebody says that they have it, for an hour: who does not answer by then has not seen it."""
UNTIL_TAKEN = (AlertKind.CRISIS.value, AlertKind.CRISIS_ANSWER_BLOCKED.value)
LATELY = timedelta(days=1)
"""How far back an ACK without a code reaches."""


def say_again(tx: Tx) -> int:
    """Tell every crisis that nobody has acknowledged once more when it is time; gives how many were told."""
    if not tx.line.has_coordinator:
        return 0
    told = 0
    open_still = and_(
        Alert.kind.in_(UNTIL_TAKEN),
        Alert.acknowledged_at.is_(None),
        Alert.at > tx.now - AGAIN_EVERY * (AGAIN_AT_MOST + 2),
        Alert.at <= tx.now - AGAIN_EVERY,
    )
    # Two workers may tidy up at once: who has the alert's row tells it, the other leaves it alone.
    rows = list(tx.run(select(Alert.__table__).where(open_still).with_for_update(skip_locked=True)))
    for alert in rows:
        said = select(func.count(), func.max(Message.created_at)).where(Message.alert_id == alert.id)
        times, last = tx.run(said).one()
        if times > AGAIN_AT_MOST or (last is not None and last > tx.now - AGAIN_EVERY):
            continue
        about: dict[str, Any] = {
            "handle": _handle(tx, alert.contact_id),
            "code": _code(tx, alert),
            "at": alert.at,
        }
        about |= {"count": times + 1, "of": AGAIN_AT_MOST + 1}
        texts.queue(tx, None, "alert", "alert.again", alert_id=alert.id, **about)
        told += 1
    return told


@dataclass(frozen=True, slots=True)
class Taken:
    """What an ACK met: the codes it took, or, where it was not clear, those that are open."""

    codes: Sequence[str]
    open: Sequence[str] = ()


def acknowledge(tx: Tx, code: str | None) -> Taken:
    """Somebody has it. A12 is the one alert, K7 every open alert about that callback.

    Without a code: the only one of the last day that is open. With several, none is taken and all are named.
    """
    waiting = _open(tx)
    if code is None:
        lately = [row for row in waiting if row.at > tx.now - LATELY]
        codes = list(dict.fromkeys(row.code for row in lately))
        if len(codes) != 1:
            return Taken((), codes)
        code = codes[0]
    wanted = code.upper()
    ids = [row.id for row in waiting if row.code == wanted]
    if not ids:
        return Taken((), list(dict.fromkeys(row.code for row in waiting if row.at > tx.now - LATELY)))
    tx.run(
        update(Alert).where(Alert.id.in_(ids), Alert.acknowledged_at.is_(None)).values(acknowledged_at=tx.now)
    )
    # What has not gone out yet need not: they know.
    unsent = and_(Message.alert_id.in_(ids), Message.state == "due")
    tx.run(update(Message).where(unsent).values(state="dropped"))
    return Taken((wanted,))


@dataclass(frozen=True, slots=True)
class _Open:
    id: int
    at: datetime
    code: str


def _open(tx: Tx) -> list[_Open]:
    """Alerts nobody has acknowledged, the latest first. A callback's code counts for a week, as it is used again."""
    columns = (Alert.id, Alert.at, Callback.code)
    lately = or_(Alert.at > tx.now - timedelta(days=7), Alert.callback_id.is_(None))
    mine = select(*columns).outerjoin(Callback, Callback.id == Alert.callback_id)
    rows = tx.run(mine.where(Alert.acknowledged_at.is_(None), lately).order_by(Alert.id.desc()).limit(500))
    return [_Open(row.id, row.at, row.code or f"A{row.id}") for row in rows]


def _handle(tx: Tx, contact_id: int | None) -> str:
    if contact_id is None:
        return "no number"
    return str(tx.run(select(Contact.handle).where(Contact.id == contact_id)).scalar_one())


def _code(tx: Tx, alert: Any) -> str:
    if alert.callback_id is None:
        return f"A{alert.id}"
    return str(tx.run(select(Callback.code).where(Callback.id == alert.callback_id)).scalar_one())
