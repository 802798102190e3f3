"""Whether a contact spoke of danger within the last day, as alerts and texts tell."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, exists, or_, select

from flows.effects.base import AlertKind
from flows.rules.matching.queue import HEAVY
from store.database import Tx
from store.models import Alert, Inbound

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


def _joined(contact_id: int, kind: AlertKind, since: datetime) -> ColumnElement[bool]:
    """Words that joined an alert of before. A crisis takes up words of both kinds."""
    theirs = Alert.whose == of_contact(contact_id)
    if kind is AlertKind.CRISIS:
        return and_(theirs, Alert.crisis_at > since)
    return and_(theirs, Alert.last_at > since)
