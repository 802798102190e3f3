"""A test of the alerts: everybody on the ladder is texted and rung at once, and it is kept who answered how."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import and_, insert, select, update

from flows.effects.base import AlertKind
from store.alerts import escalation, spoken_alerts, telling
from store.alerts.telling import is_open
from store.contacts import ladder
from store.database import Tx
from store.line_rings import rows as line_rings
from store.messages import compose
from store.models import Alert, LineRing, Message

LASTS: Final = timedelta(hours=1)
"""So long TEST answers a test that nobody ended."""
_M, _R = Message.__table__.c, LineRing.__table__.c


@dataclass(frozen=True, slots=True)
class Answer:
    """How one person on call was reached. `by_key`: on the ring; else by text. `text`: what became of the text."""

    handle: str
    number: str = field(repr=False)
    answered_at: datetime | None
    by_key: bool
    stopped: bool
    text: str
    ring: str


def begin(tx: Tx) -> int:
    """Text and ring everybody at once; gives the alert's id."""
    alert_id = int(
        tx.run(insert(Alert).values(kind=AlertKind.TEST.value, at=tx.now).returning(Alert.id)).scalar_one()
    )
    for person in ladder.everybody(tx):
        if not person.stopped:
            compose.queue(
                tx, None, telling.ALERT, "alert.test", alert_id=alert_id, on_call_id=person.contact_id
            )
            escalation.ring(tx, person.contact_id, alert_id)
    return alert_id


def answer(tx: Tx, person: int) -> bool:
    """TEST, by text. False: no test runs."""
    running = select(Alert.id).where(Alert.kind == AlertKind.TEST.value, is_open(), Alert.at > tx.now - LASTS)
    theirs = and_(_M.alert_id.in_(running), _M.on_call_id == person)
    answered = update(Message).where(theirs, _M.answered_at.is_(None)).values(answered_at=tx.now)
    if tx.run(answered).rowcount:
        spoken_alerts.silence(tx, person)
        return True
    return tx.run(select(_M.id).where(theirs).limit(1)).first() is not None


def answers(tx: Tx, alert_id: int) -> Sequence[Answer]:
    """Everybody on the ladder, in order, and how they were reached so far."""
    return [_answer(tx, alert_id, person) for person in ladder.everybody(tx)]


def _answer(tx: Tx, alert_id: int, person: ladder.OnCallPerson) -> Answer:
    text = tx.run(select(*_M).where(_M.alert_id == alert_id, _M.on_call_id == person.contact_id)).first()
    rung = select(_R.state, _R.outcome).where(_R.alert_id == alert_id, _R.contact_id == person.contact_id)
    ring = tx.run(rung.order_by(_R.id.desc()).limit(1)).first()
    return Answer(
        person.handle,
        person.number,
        text.answered_at if text is not None else None,
        ring is not None and ring.outcome in (line_rings.TAKEN, line_rings.NOT_NOW),
        person.stopped,
        (text.receipt or text.state) if text is not None else "none",
        (ring.outcome or str(ring.state)) if ring is not None else "none",
    )


def end(tx: Tx, alert_id: int) -> None:
    """The test is over: what still rings falls silent, and what was not sent is not sent."""
    tx.run(update(Alert).where(Alert.id == alert_id, is_open()).values(acknowledged_at=tx.now))
    unsent = and_(_M.alert_id == alert_id, _M.state == "due")
    tx.run(update(Message).where(unsent).values(state="dropped"))
    for person in ladder.everybody(tx):
        spoken_alerts.silence(tx, person.contact_id)
