"""Find rows that are long due and tell a coordinator, so that no wait lasts for ever (invariant 5)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, delete, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from flows.effects.base import AlertKind
from flows.states import OPEN_STATES
from store.alerts import refusal
from store.database import Tx
from store.line import in_force
from store.messages import compose
from store.messages.compose import TO_PEOPLE_ON_CALL
from store.models import (
    Alert,
    AlertMail,
    Callback,
    Leg,
    LineRing,
    Message,
    Offer,
    Reminder,
    Shift,
    Swap,
    TrialRing,
)

TOLD_EVERY = timedelta(hours=1)
CHANCE = timedelta(seconds=90)
"""How long what is found stuck has to be worked off before it is told: after a standstill everything is long due, and
done within seconds. It is looked at once a minute, so once more before then."""


@dataclass(frozen=True, slots=True)
class Watched:
    """A kind of row that waits for a time: which of them are open, when they are due, how late is still in order."""

    name: str
    due_at: ColumnElement[datetime] | InstrumentedAttribute[datetime | None] | InstrumentedAttribute[datetime]
    is_open: ColumnElement[bool]
    allowed: timedelta


# The clock comes each second. A text or an offer has its own patience: the carrier may be slow for everybody.
WATCHED = (
    Watched("callbacks", Callback.due_at, Callback.state.in_(OPEN_STATES), timedelta(minutes=5)),
    Watched("alerts", Alert.next_at, Alert.next_at.is_not(None), timedelta(minutes=5)),
    Watched("rings", Leg.due_at, Leg.state != "ended", timedelta(minutes=5)),
    Watched("trial calls", TrialRing.due_at, TrialRing.state != "ended", timedelta(minutes=5)),
    Watched("rings in place of texts", LineRing.due_at, LineRing.state != "ended", timedelta(minutes=5)),
    Watched("texts", Message.due_at, Message.state.in_(("due", "sending")), timedelta(minutes=10)),
    Watched("offers", Offer.expires_at, Offer.state == "open", timedelta(minutes=10)),
    # Many reminders of one hour wait for the carrier's rate limit; that is not stuck.
    Watched("reminders", Reminder.due_at, Reminder.state == "due", timedelta(hours=1)),
    Watched("turns", Shift.due_at, Shift.due_at.is_not(None), timedelta(minutes=10)),
    # A mail server that refuses is asked again for six hours; each time the row has a new time.
    Watched(
        "e-mails",
        AlertMail.due_at,
        AlertMail.state.in_(("due", "claimed", "handed")),
        timedelta(minutes=30),
    ),
    Watched("swaps", Swap.expires_at, Swap.state == "open", timedelta(minutes=10)),
)


@dataclass(frozen=True, slots=True)
class Stuck:
    """How many rows of each kind are long due, and for how many minutes the oldest of them."""

    counts: Mapping[str, int]
    minutes: int

    @property
    def count(self) -> int:
        """All of them."""
        return sum(self.counts.values())


def found(connection: Connection, now: datetime) -> Stuck:
    """What is stuck at this moment; nothing, when all is well."""
    counts: dict[str, int] = {}
    oldest = now
    for kind in WATCHED:
        late = select(func.count(), func.min(kind.due_at)).where(
            kind.is_open, kind.due_at <= now - kind.allowed
        )
        count, since = connection.execute(late).one()
        if count:
            counts[kind.name] = count
            oldest = min(oldest, since)
    return Stuck(MappingProxyType(counts), int((now - oldest).total_seconds() // 60))


@dataclass(frozen=True, slots=True)
class AlertTrouble:
    """What is wrong with alerts now. `late`: how many are due and unsent; `unreached`: refused by every phone."""

    late: int
    unreached: int


ALERT_LATE = timedelta(seconds=60)
RING_LATE = timedelta(minutes=3)
"""While the line may not text, a ring says an alert: it may ring, and be listened to, for so long."""


def alert_trouble(connection: Connection, now: datetime) -> AlertTrouble:
    """Alerts that do not go out, and open ones of danger that no phone on call takes."""
    texting = in_force.chosen(connection).get("texting") != "off"
    unsent = and_(Message.purpose.in_(TO_PEOPLE_ON_CALL), Message.state.in_(("due", "sending")))
    overdue = Message.due_at <= now - (ALERT_LATE if texting else RING_LATE)
    if texting:
        # The carrier was asked in vain, and the next try is to come.
        overdue = or_(overdue, and_(Message.tries > 0, Message.created_at <= now - ALERT_LATE))
    texts = select(func.count()).select_from(Message).where(unsent, overdue)
    steps = select(func.count()).select_from(Alert).where(Alert.next_at <= now - ALERT_LATE)
    late = sum(int(connection.execute(each).scalar_one()) for each in (texts, steps))
    return AlertTrouble(late, refusal.reach_nobody(connection))


def tell(tx: Tx) -> None:
    """Alert a coordinator to what is stuck and stays so for as long as CHANCE, at most once an hour."""
    stuck = found(tx.connection, tx.now)
    if not stuck.count:
        _forget(tx)
        return
    said: dict[str, Any] = {"count": stuck.count, "minutes": stuck.minutes}
    compose.raise_alert(tx, AlertKind.STUCK, at_most_every=TOLD_EVERY, delay=CHANCE, **said)


def _forget(tx: Tx) -> None:
    """Everything is worked off: delete an alert that was not sent yet, or it would keep the next one back."""
    ours = select(Alert.id).where(Alert.kind == AlertKind.STUCK.value, Alert.at > tx.now - TOLD_EVERY)
    unread = and_(Message.alert_id.in_(ours), Message.state == "due", Message.tries == 0)
    forgotten = list(tx.run(delete(Message).where(unread).returning(Message.alert_id)).scalars())
    if forgotten:
        tx.run(delete(Alert).where(Alert.id.in_(forgotten)))
