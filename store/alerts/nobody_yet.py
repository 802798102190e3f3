"""The person in danger is told once, where nobody has their alert after a while. It promises nothing."""

from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, and_, bindparam, exists, func, select, update

from flows.coordinators import escalation
from flows.effects.base import AlertKind
from flows.rules.refusal import refusal
from flows.states import CallbackState
from store.alerts import telling
from store.alerts.telling import is_open
from store.contacts import in_danger, inbound
from store.database import Tx
from store.messages import compose
from store.models import Alert, Callback, Inbound, Message

PURPOSE: Final = "nobody_yet"
_LOOKS_AT: Final = 20
"""How many of their last texts are looked at for somebody beside them."""
_A, _M = Alert.__table__.c, Message.__table__.c
# Every crisis that is open has a next step, so the index over these finds them.
_WAITS = and_(
    _A.next_at.is_not(None), _A.nobody_told_at.is_(None), _A.kind == AlertKind.CRISIS.value, is_open()
)
_DUE: Final = (
    select(_A.id)
    .where(_WAITS, func.coalesce(_A.told_from, _A.at) <= bindparam("before"))
    .order_by(_A.next_at)
    .limit(bindparam("limit"))
)


def due(tx: Tx, limit: int) -> list[int]:
    """Alerts that nobody has had for so long that the person in danger is to know."""
    before = tx.now - escalation.NOBODY_AFTER
    return list(tx.run(_DUE, {"before": before, "limit": limit}).scalars())


def tell(tx: Tx, alert_id: int) -> None:
    """Tell them, if they were told that somebody is alerted, and are not in touch with anybody."""
    mine = and_(_A.id == alert_id, _A.nobody_told_at.is_(None), is_open())
    told = update(Alert).where(mine).values(nobody_told_at=tx.now).returning(*_A)
    alert = tx.run(told).first()
    if alert is None or alert.contact_id is None or alert.whose != in_danger.of_contact(alert.contact_id):
        return
    since = telling.told_since(alert)
    reasons = (
        exists().where(*_texted(alert.contact_id), Inbound.received_at >= since),
        exists().where(_M.alert_id == alert.id, _M.purpose == telling.ALERT, _M.on_call_id.is_not(None)),
        ~exists().where(
            _M.alert_id == alert.id, _M.purpose == telling.EASED, _M.created_at >= (alert.crisis_at or since)
        ),
        ~exists().where(Callback.contact_id == alert.contact_id, Callback.state == CallbackState.CONNECTED),
    )
    if tx.run(select(and_(*reasons))).scalar() and not _has_company(tx, alert.contact_id, since):
        compose.queue(tx, alert.contact_id, PURPOSE, "crisis.nobody_yet", alert_id=alert.id)


def _texted(contact_id: int) -> tuple[ColumnElement[bool], ...]:
    """Their own words, in a text: who only called may share that phone, and a volunteer's report is not theirs."""
    return Inbound.contact_id == contact_id, Inbound.crisis.is_(True)


def _has_company(tx: Tx, contact_id: int, since: datetime) -> bool:
    """Whether they wrote since then that somebody is there, who may read what comes."""
    return any(
        map(refusal.somebody_is_there, inbound.last_words(tx, contact_id, since=since, at_most=_LOOKS_AT))
    )


def is_still_true(tx: Tx, alert_id: int) -> bool:
    """Whether nobody has it, asked at the moment of sending."""
    return bool(tx.run(select(exists().where(_A.id == alert_id, is_open()))).scalar())
