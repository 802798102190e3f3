"""How often somebody has been called today, and whether they may ask again.

What counts: `flows.rules.promises.limits`.
"""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, exists, or_, select

from flows.effects import AlertKind
from flows.rules.matching.queue import CRISIS, severity_of
from flows.rules.promises.limits import Past, Verdict, day_starts, may_ask
from store import decisions
from store.alerts import danger
from store.callbacks.care_plans import plan_of
from store.database import Tx
from store.models import Alert, Callback, Inbound

IN_CRISIS = timedelta(hours=24)
"""How long after words of crisis somebody is served first and refused nothing."""


def verdict(tx: Tx, contact_id: int, *, wanted_at: datetime | None = None) -> Verdict:
    """Whether this contact may ask for a call now. A refusal is written down where their last call stands.

    `wanted_at`: for when they ask; a call on a day to come is none of today's.
    """
    since = _today(tx)
    columns = (Callback.id, Callback.connected_at, Callback.reconnect_of, Callback.severity)
    talked = and_(Callback.contact_id == contact_id, Callback.connected_at >= since)
    rows = list(tx.run(select(*columns).where(talked).order_by(Callback.id)))
    past = [Past(row.connected_at, row.reconnect_of is None and row.severity < CRISIS) for row in rows]
    if not any(each.counts for each in past):
        return Verdict(True, None, "no calls yet today")
    found = may_ask(
        max(tx.now, wanted_at or tx.now),
        past,
        limit=tx.line.calls_per_day,
        zone=tx.line.timezone,
        plan=plan_of(tx, contact_id),
        crisis=in_crisis(tx, contact_id),
    )
    if not found.allowed:
        decisions.note(tx, rows[-1].id, "asked-again-refused", found.why)
    return found


def _today(tx: Tx) -> datetime:
    return day_starts(tx.now.astimezone(ZoneInfo(tx.line.timezone)).date(), tx.line.timezone)


def in_crisis(tx: Tx, contact_id: int) -> bool:
    """Whether they used words of crisis within the last day, by text or by voice."""
    return was_told(tx, contact_id, AlertKind.CRISIS, or_crisis_text=True)


def severity(tx: Tx, contact_id: int, mood: int | None) -> int:
    """How grave a request of theirs is, 0 to 3."""
    if in_crisis(tx, contact_id):
        return severity_of(mood, True)
    return severity_of(mood, False, check=was_told(tx, contact_id, AlertKind.CHECK))


def was_told(tx: Tx, contact_id: int, kind: AlertKind, *, or_crisis_text: bool = False) -> bool:
    """Whether a coordinator was told this of them within the last day. `or_crisis_text`: or a text was so read."""
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


def _joined(contact_id: int, kind: AlertKind, since: datetime) -> ColumnElement[bool]:
    """Words that joined an alert of before. A crisis takes up words of both kinds."""
    theirs = Alert.whose == danger.of_contact(contact_id)
    if kind is AlertKind.CRISIS:
        return and_(theirs, Alert.crisis_at > since)
    return and_(theirs, Alert.last_at > since)
