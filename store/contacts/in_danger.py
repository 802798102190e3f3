"""Whether a contact spoke of danger within the last day, as alerts and texts tell."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple, Protocol

from sqlalchemy import ColumnElement, and_, bindparam, exists, or_, select

from flows.effects.base import AlertKind
from flows.rules.matching.queue import HEAVY
from store.contacts import ladder
from store.database import Tx
from store.models import Alert, Inbound


class AskedFor(Protocol):
    """Of a callback, what says whose danger it may be."""

    @property
    def id(self) -> int: ...
    @property
    def contact_id(self) -> int | None: ...
    @property
    def call_sid(self) -> str | None: ...
    @property
    def requested_at(self) -> datetime: ...


IN_CRISIS = timedelta(hours=24)
"""How long after words of crisis somebody is served first and refused nothing."""


def of_contact(contact_id: int) -> str:
    """Whose words they are, for somebody with a number."""
    return f"contact {contact_id}"


def in_crisis(tx: Tx, contact_id: int) -> bool:
    """Whether they used words of crisis within the last day, by text or by voice."""
    return was_told(tx, contact_id, AlertKind.CRISIS, or_crisis_text=True)


def was_told(tx: Tx, contact_id: int, kind: AlertKind, *, or_crisis_text: bool = False) -> bool:
    """Whether a coordinator was told of this within the last day. `or_crisis_text`: or a text of theirs was crisis."""
    since = tx.now - IN_CRISIS
    theirs = and_(Alert.contact_id == contact_id, Alert.kind == kind.value, Alert.at > since)
    found: ColumnElement[bool] = or_(exists().where(theirs), exists().where(_joined(contact_id, kind, since)))
    if or_crisis_text:
        found = or_(
            found,
            exists().where(
                Inbound.contact_id == contact_id, Inbound.crisis.is_(True), Inbound.received_at > since
            ),
        )
    return bool(tx.run(select(found)).scalar())


def is_heavy(tx: Tx, contact_id: int | None, *, severity: int, mood: int | None) -> bool:
    """Whether a volunteer is told beforehand that it is heavy: very low, or words of danger or to check.

    Not of somebody who only waits at the front because a volunteer left them in the middle.
    """
    if severity != HEAVY or mood == 1 or contact_id is None:
        return severity >= HEAVY
    return was_told(tx, contact_id, AlertKind.CHECK)


def spoke_of_danger(tx: Tx, contact_id: int, since: datetime) -> bool:
    """Whether words of danger of theirs, or about them, came since then: of crisis, or for a person to look at."""
    kinds = (AlertKind.CRISIS.value, AlertKind.CHECK.value)
    ways = (
        and_(Alert.contact_id == contact_id, Alert.kind.in_(kinds), Alert.at > since),
        and_(Alert.whose == of_contact(contact_id), or_(Alert.last_at > since, Alert.crisis_at > since)),
        and_(Inbound.contact_id == contact_id, Inbound.crisis.is_(True), Inbound.received_at > since),
    )
    return bool(tx.run(select(or_(*(exists().where(way) for way in ways)))).scalar())


class Spoken(NamedTuple):
    """What somebody said of danger lately.

    `crisis`: words of crisis. `taken_at`: since when somebody on the team has it; None: nobody does.
    """

    crisis: bool = False
    taken_at: datetime | None = None

    @property
    def needs_ready(self) -> bool:
        """Whether only volunteers may be asked who take calls with somebody in danger.

        Words to check ask for a person to look, and an offer says "heavy today"; one in twenty everyday texts has them,
        and a line at night would have nobody to ask for those.
        """
        return self.crisis


def spoken(tx: Tx, whose: Sequence[str], since: datetime) -> Spoken:
    """What these said of danger since then, or a volunteer told us of them. `whose`: as alerts name them."""
    rows = tx.run(_THEIRS, {"whose": list(whose), "since": since}).all()
    taken = [row.acknowledged_at for row in rows if _is_taken(row.acknowledged_at, row.told_from)]
    crises = [row for row in rows if row.crisis_at is not None and row.crisis_at > since]
    return Spoken(bool(crises), max(taken, default=None))


def needs_ready(tx: Tx, cb: AskedFor) -> bool:
    """Whether only volunteers may be asked for this callback who take calls with somebody in danger.

    They spoke of it in words of crisis, or a volunteer told us of it, while the request has stood or within a day.
    """
    by_call = [f"callback {cb.id}", f"call {cb.call_sid}"]
    whose = [of_contact(cb.contact_id)] if cb.contact_id is not None else by_call
    return spoken(tx, whose, min(cb.requested_at, tx.now - IN_CRISIS)).needs_ready


def told_to_volunteers(tx: Tx, cb: AskedFor) -> str:
    """What an offer of it says of danger, before anybody says yes: as `OfferView.danger`."""
    if not needs_ready(tx, cb):
        return ""
    return "told" if ladder.hears(tx, besides=cb.contact_id) else "alone"


def _is_taken(acknowledged_at: datetime | None, told_from: datetime | None) -> bool:
    return acknowledged_at is not None and (told_from is None or told_from <= acknowledged_at)


_THEIRS = select(Alert.kind, Alert.crisis_at, Alert.acknowledged_at, Alert.told_from).where(
    Alert.whose.in_(bindparam("whose", expanding=True)),
    Alert.kind.in_((AlertKind.CRISIS.value, AlertKind.CHECK.value)),
    Alert.joined_id.is_(None),
    Alert.last_at > bindparam("since"),
)


def _joined(contact_id: int, kind: AlertKind, since: datetime) -> ColumnElement[bool]:
    """Words that joined an alert of before. A crisis takes up words of both kinds."""
    theirs = Alert.whose == of_contact(contact_id)
    if kind is AlertKind.CRISIS:
        return and_(theirs, Alert.crisis_at > since)
    return and_(theirs, Alert.last_at > since)
