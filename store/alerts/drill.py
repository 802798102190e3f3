"""A test of the alerts: everybody on the ladder is texted and rung at once, and it is kept who answered how."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import and_, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from flows.effects.base import AlertKind
from store.alerts import escalation, spoken_alerts, telling
from store.alerts.telling import is_open
from store.contacts import ladder
from store.database import Tx
from store.line_rings import rows as line_rings
from store.messages import compose
from store.models import Alert, Contact, LineRing, Message

LASTS: Final = timedelta(hours=1)
"""So long TEST answers a test that nobody ended."""
ENDS_AFTER: Final = timedelta(minutes=5)
"""So long a test that was begun in the console rings and texts."""
APART: Final = timedelta(hours=1)
"""How often somebody may begin one in the console."""
WAITED_FOR, BY_ITSELF = "a test", "a test of the console"
"""Whose alert a test is: of a command that ends it, or nobody waits and it ends by itself."""
_M, _R = Message.__table__.c, LineRing.__table__.c


TEXTS: Final = {
    "delivered": "arrived",
    "due": "waits",
    "sending": "waits",
    "failed": "refused",
    "undelivered": "refused",
    "dropped": "not_sent",
}
"""What became of a text, in a word for pages; all else is "sent"."""
RINGS: Final = {
    line_rings.TAKEN: "pressed",
    line_rings.NOT_NOW: "pressed",
    line_rings.HEARD: "heard",
    "completed": "no_key",
    "no_answer": "no_answer",
    "busy": "busy",
    "failed": "not_rung",
    "refused": "not_rung",
    "planned": "rings",
    "requesting": "rings",
    "ringing": "rings",
    "answered": "rings",
}
"""What became of a ring; "over" is all else, "none" where there was none."""


@dataclass(frozen=True, slots=True)
class Reached:
    """How a test reached one person on call. `text`: a word of TEXTS, or sent. `ring`: of RINGS, or over, or none."""

    handle: str
    answered_at: datetime | None
    by_key: bool
    text: str
    ring: str


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


class NotNow(Exception):
    """No test begins. `why`: running, lately, nobody."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def begin(tx: Tx, *, in_console: bool = False) -> int:
    """Text and ring everybody at once; gives the alert's id. Raises NotNow: there is one at a time.

    `in_console`: nobody waits to end it, so it ends by itself after `ENDS_AFTER`; and there is one an hour at most.
    """
    if not tx.line.ladder:
        raise NotNow("nobody")
    end_old(tx)
    of_tests = Alert.kind == AlertKind.TEST.value
    if tx.run(select(Alert.id).where(of_tests, is_open(), Alert.at > tx.now - LASTS)).first() is not None:
        raise NotNow("running")
    lately = select(Alert.id).where(of_tests, Alert.at > tx.now - APART)
    if in_console and tx.run(lately).first() is not None:
        raise NotNow("lately")
    dialect = sqlite if tx.on_sqlite else postgresql
    row = {"kind": AlertKind.TEST.value, "at": tx.now, "whose": BY_ITSELF if in_console else WAITED_FOR}
    # Of two that begin in the same moment, the index on open alerts lets one through.
    made = dialect.insert(Alert).values(row).on_conflict_do_nothing().returning(Alert.id)
    alert_id: int | None = tx.run(made).scalar()
    if alert_id is None:
        raise NotNow("running")
    for person in ladder.everybody(tx):
        if not person.stopped:
            compose.queue(
                tx, None, telling.ALERT, "alert.test", alert_id=alert_id, on_call_id=person.contact_id
            )
            escalation.ring(tx, person.contact_id, alert_id)
    return alert_id


def may_answer(began: datetime, now: datetime) -> bool:
    """Whether an answer to a test that nobody ended still counts."""
    return now - began < LASTS


def end_old(tx: Tx) -> None:
    """End tests that nobody waits for any more."""
    past = or_(
        and_(Alert.whose == BY_ITSELF, Alert.at <= tx.now - ENDS_AFTER),
        Alert.at <= tx.now - LASTS,
    )
    old = select(Alert.id).where(Alert.kind == AlertKind.TEST.value, Alert.acknowledged_at.is_(None), past)
    for alert_id in tx.run(old).scalars().all():
        end(tx, alert_id)


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


def reached(tx: Tx, alert_id: int) -> list[Reached]:
    """Whom a test texted, in order, and how they were reached. It only reads, and holds for a test of long ago too."""
    texts = (
        select(_M.on_call_id, _M.answered_at, _M.receipt, _M.state, Contact.handle)
        .join(Contact, Contact.id == _M.on_call_id)
        .where(_M.alert_id == alert_id, _M.purpose == telling.ALERT)
        .order_by(_M.id)
    )
    rings = select(_R.contact_id, _R.state, _R.outcome).where(_R.alert_id == alert_id).order_by(_R.id)
    rung = {row.contact_id: row for row in tx.run(rings)}
    found: dict[int, Reached] = {}
    for row in tx.run(texts).all():
        ring = rung.get(row.on_call_id)
        by_key = ring is not None and ring.outcome in (line_rings.TAKEN, line_rings.NOT_NOW)
        known = found.get(row.on_call_id)
        found[row.on_call_id] = Reached(
            row.handle,
            (known.answered_at if known is not None else None) or row.answered_at,
            by_key,
            TEXTS.get(row.receipt or row.state, "sent"),
            RINGS.get(ring.outcome or ring.state, "over") if ring is not None else "none",
        )
    return list(found.values())


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
