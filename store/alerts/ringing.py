"""Alerts while the line may not text: the coordinator's phone rings, and one ring says all that wait.

The rows are those of the texts: they are due until they were heard, and go on as texts once the line may text again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import structlog
from sqlalchemy import ColumnElement, and_, case, func, select, update

from flows.coordinators.spoken_alerts import aloud
from flows.effects.base import AlertKind
from flows.rules.safe_contact import quiet_hours
from store.alerts import alerts
from store.database import Tx
from store.line_rings import rows as line_rings
from store.models import Alert, LineRing, Message
from store.vault.columns import MESSAGE_WORDS, row_of

log = structlog.get_logger(__name__)
AT_ANY_HOUR: Final = tuple(
    kind.value
    for kind in (AlertKind.CRISIS, AlertKind.CRISIS_ANSWER_BLOCKED, AlertKind.CHECK, AlertKind.SUPERVISOR)
)
"""What wakes somebody. A text of the others would lie there until the morning, so they ring then."""
APART: Final = timedelta(minutes=30)
"""How long after a ring that was heard the next one waits, but for what rings at any hour."""
_AGAIN: Final = {True: (1, 2, 5, 10), False: (10, 30, 60)}
"""Minutes until a phone that nobody picked up rings again, for danger and for all else; the last goes on."""
GIVES_UP: Final = timedelta(hours=24)
AT_ONCE: Final = 8
"""How many alerts one ring says; the others ring when it is over."""
_M = Message.__table__.c
_WAITS = and_(_M.purpose == "alert", _M.contact_id.is_(None), _M.state.in_(("due", "sending")))
_WAKES = Alert.kind.in_(AT_ANY_HOUR)


@dataclass(frozen=True, slots=True)
class Spoken:
    """An alert that waits to be said: its text's row, its own, and its words."""

    message_id: int
    alert_id: int | None
    words: str


def plan(tx: Tx) -> None:
    """Ring the coordinator if an alert is due; what may wait for the morning, or for half an hour, does."""
    due = select(_M.id, _WAKES.label("wakes")).outerjoin(Alert, Alert.id == _M.alert_id)
    found = tx.run(due.where(_WAITS, _M.due_at <= tx.now).limit(100)).all()
    if not found:
        return
    if not any(row.wakes for row in found):
        at = max(tx.now, _last_heard(tx))
        if quiet_hours.is_quiet(at, tx.line.timezone):
            at = quiet_hours.over_at(at, tx.line.timezone)
        if at > tx.now:
            tx.run(update(Message).where(_M.id.in_([row.id for row in found])).values(due_at=at))
            return
    line_rings.plan(tx, line_rings.ALERT, None, None)


def _last_heard(tx: Tx) -> datetime:
    heard = and_(LineRing.kind == line_rings.ALERT, LineRing.outcome == line_rings.HEARD)
    latest = tx.run(select(func.max(LineRing.ended_at)).where(heard)).scalar()
    return latest + APART if latest is not None else tx.now


def to_say(tx: Tx) -> list[Spoken]:
    """All that wait, those of danger first, then the oldest."""
    return _spoken(tx, _WAITS)


def said_since(tx: Tx, at: datetime) -> list[Spoken]:
    """What was said on the phone since then: there is one such ring at a time."""
    on_the_phone = and_(_M.purpose == "alert", _M.contact_id.is_(None), _M.sid.is_(None), _M.sent_at >= at)
    return _spoken(tx, on_the_phone)


def _spoken(tx: Tx, which: ColumnElement[bool]) -> list[Spoken]:
    found = (
        select(_M.id, _M.row_key, _M.alert_id, _M.words_sealed)
        .outerjoin(Alert, Alert.id == _M.alert_id)
        .where(which)
        .order_by(case((_WAKES, 0), else_=1), _M.id)
        .limit(AT_ONCE)
    )
    return [
        Spoken(row.id, row.alert_id, aloud(tx.open(MESSAGE_WORDS, row_of(row), row.words_sealed)))
        for row in tx.run(found)
    ]


def were_heard(tx: Tx, said: Sequence[Spoken]) -> None:
    """Somebody picked up and is told these now."""
    told = update(Message).where(_M.id.in_([each.message_id for each in said]), _WAITS)
    tx.run(told.values(state="sent", sent_at=tx.now))


def take(tx: Tx, said: Sequence[Spoken]) -> None:
    """Key 1: whoever heard these has them."""
    for alert_id in dict.fromkeys(each.alert_id for each in said if each.alert_id is not None):
        alerts.acknowledge(tx, f"A{alert_id}")


def not_reached(tx: Tx) -> None:
    """Nobody picked up: ring again in a while, sooner for danger; after a day only the log says so."""
    due = select(_M.id, _M.tries, _M.created_at, _WAKES.label("wakes")).outerjoin(
        Alert, Alert.id == _M.alert_id
    )
    for row in tx.run(due.where(_WAITS, _M.due_at <= tx.now)).all():
        mine = update(Message).where(_M.id == row.id)
        if tx.now - row.created_at > GIVES_UP:
            log.error("alert_not_heard", message=row.id)
            tx.run(mine.values(state="failed"))
            continue
        waits = _AGAIN[bool(row.wakes)]
        minutes = waits[min(row.tries, len(waits) - 1)]
        tx.run(mine.values(state="due", tries=row.tries + 1, due_at=tx.now + timedelta(minutes=minutes)))


def tries(tx: Tx) -> int:
    """How often the phone has rung in vain for the alert that has waited longest."""
    return int(tx.run(select(func.max(_M.tries)).where(_WAITS, _M.due_at <= tx.now)).scalar() or 0)
