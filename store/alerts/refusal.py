"""An alert that cannot reach somebody on call, for good: the next person is told at once."""

from typing import cast

import structlog
from sqlalchemy import Connection, and_, exists, func, select, update

from store.alerts import escalation, telling
from store.alerts.telling import is_open
from store.contacts import ladder
from store.contacts.ladder import REFUSED
from store.database import Tx
from store.line_rings import rows as line_rings
from store.messages import compose
from store.models import Alert, Message

log = structlog.get_logger(__name__)
_M = Message.__table__.c


def refused(tx: Tx, message_id: int) -> None:
    """The carrier refuses this text for good. A crisis goes on up the ladder, any other alert to the next person."""
    row = cast("Message | None", tx.run(select(Message.__table__).where(_M.id == message_id)).first())
    if row is None or row.purpose != telling.ALERT or row.alert_id is None or row.on_call_id is None:
        return
    alert = tx.run(
        select(Alert.kind, Alert.contact_id, is_open().label("open")).where(Alert.id == row.alert_id)
    ).one()
    if alert.open and alert.kind in escalation.CLIMBS:
        went_on = escalation.at_once(tx, row.alert_id, row.on_call_id)
    else:
        tried = tx.run(select(_M.on_call_id).where(_M.alert_id == row.alert_id, REFUSED)).scalars().all()
        people = [each.contact_id for each in ladder.on_now(tx, besides=alert.contact_id)]
        left = [person for person in people if person not in (*tried, row.on_call_id)]
        went_on = bool(left)
        if left:
            compose.queue_again(tx, row, left[0])
    if not went_on and not _reaches_somebody(tx, row.alert_id, besides=message_id):
        log.error("alert_reaches_nobody", alert=row.alert_id)


def stopped(tx: Tx, person: int) -> None:
    """Somebody on call texted STOP: what waited for them goes to the next, who is told of it."""
    if not any(each.contact_id == person for each in ladder.everybody(tx)):
        return
    line_rings.call_off(tx, person, line_rings.ALERT)
    waits = and_(_M.on_call_id == person, _M.state == "due")
    unsent = tx.run(select(_M.id, _M.alert_id).where(waits)).all()
    tx.run(update(Message).where(_M.id.in_([row.id for row in unsent])).values(state="failed"))
    for row in unsent:
        refused(tx, row.id)
    theirs = exists().where(_M.alert_id == Alert.id, _M.on_call_id == person, _M.purpose == telling.ALERT)
    climbing = and_(Alert.next_at.is_not(None), Alert.kind.in_(escalation.CLIMBS), is_open(), theirs)
    for alert_id in tx.run(select(Alert.id).where(climbing)).scalars().all():
        if alert_id not in {row.alert_id for row in unsent} and escalation.was_told_last(
            tx, alert_id, person
        ):
            escalation.at_once(tx, alert_id, person)
    to = ladder.first(tx, besides=person)
    if to is not None:
        who = telling.handle_of(tx, person)
        compose.queue(tx, None, telling.NOTICE, "alert.phone_stopped", on_call_id=to.contact_id, handle=who)


def reach_nobody(connection: Connection) -> int:
    """How many open alerts of danger were refused by every phone that they went to."""
    lately = _M.created_at >= func.coalesce(Alert.told_from, Alert.at)
    told = and_(_M.alert_id == Alert.id, _M.purpose == telling.ALERT, lately)
    grave = and_(Alert.kind.in_(escalation.CLIMBS), is_open(), Alert.next_at.is_not(None))
    found = select(func.count()).where(grave, exists().where(told, REFUSED), ~exists().where(told, ~REFUSED))
    return int(connection.execute(found).scalar() or 0)


def _reaches_somebody(tx: Tx, alert_id: int, *, besides: int) -> bool:
    others = and_(_M.alert_id == alert_id, _M.purpose == telling.ALERT, _M.id != besides, ~REFUSED)
    return bool(tx.run(select(exists().where(others, _M.state != "dropped"))).scalar())
