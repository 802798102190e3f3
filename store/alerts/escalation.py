"""Words of crisis climb the ladder: a text and a ring to one person on call after the other, until somebody has it.

Whom it was told stands in `messages` (`on_call_id`), when the next is told in `alerts.next_at`: `due` finds it and
`advance` tells one more. What a step asserts is read again under the lock of the alert, so an ACK of the same moment
ends it.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final, cast

from sqlalchemy import and_, bindparam, exists, func, select, update

from flows.coordinators import escalation
from flows.effects.base import AlertKind
from store.alerts import phones, telling
from store.alerts.telling import is_open, told_since
from store.contacts import ladder
from store.database import Tx
from store.line_rings import rows as line_rings
from store.models import Alert, Message

CLIMBS: Final = (AlertKind.CRISIS.value, AlertKind.CRISIS_ANSWER_BLOCKED.value)
"""The kinds of alert that ring, and go on to the next person."""
_A, _M = Alert.__table__.c, Message.__table__.c
_DUE: Final = (
    select(_A.id)
    .where(_A.next_at.is_not(None), _A.next_at <= bindparam("now"))
    .order_by(_A.next_at, _A.id)
    .limit(bindparam("limit"))
)
_OF_BEFORE: Final = timedelta(hours=1)
"""An older process raises alerts without a next step: those of the last hour are taken up."""


def begin(tx: Tx, alert_id: int, contact_id: int | None, wording: str, said: Mapping[str, Any]) -> None:
    """Tell the first person, in these words, and set when the next is told. `contact_id`: whom the alert is about."""
    step = escalation.step(_people(tx, contact_id, alert_id), ())
    if not step.people:
        telling.queue(tx, contact_id, wording, alert_id, said, to=None)
    for person in step.people:
        telling.queue(tx, contact_id, wording, alert_id, said, to=person)
        ring(tx, person, alert_id)
    _set(
        tx,
        alert_id,
        next_at=tx.now + (step.then if step.people else escalation.NEXT_AFTER),
        nobody_told_at=None,
    )


def ring(tx: Tx, person: int, alert_id: int) -> None:
    """Have this person's phone rung, unless it rings already: one ring says all that wait."""
    line_rings.plan(tx, line_rings.ALERT, person, None, alert_id=alert_id)


def due(tx: Tx, limit: int) -> list[int]:
    """Alerts of which the next person is to be told now."""
    return list(tx.run(_DUE, {"now": tx.now, "limit": limit}).scalars())


def advance(tx: Tx, alert_id: int) -> None:
    """Tell the next person, if it is time and nobody has it. Of two workers one does it: the other finds it locked."""
    alert = _lock(tx, alert_id)
    if alert is None or alert.next_at is None or alert.next_at > tx.now:
        return
    over = tx.now >= told_since(alert) + escalation.GIVES_UP
    if over or not _is_open(alert) or not climbs_alone(tx, alert):
        _set(tx, alert.id, next_at=None)
        return
    _take(tx, alert, escalation.step(_people(tx, alert.contact_id, alert.id), _told(tx, alert)))


def at_once(tx: Tx, alert_id: int, instead_of: int) -> bool:
    """This person cannot look now, or cannot be reached: the next is told at once. False: there is nobody else now."""
    alert = _lock(tx, alert_id)
    if alert is None or not _is_open(alert) or alert.kind not in CLIMBS:
        return False
    told = _told(tx, alert)
    told += [] if instead_of in told else [instead_of]
    step = escalation.instead(_people(tx, alert.contact_id, alert.id), told, instead_of)
    if step is None:
        return False
    _take(tx, alert, step)
    return True


def adopt(tx: Tx) -> None:
    """Take up alerts that an older process raised: it sets no next step."""
    lately = func.coalesce(_A.told_from, _A.at) > tx.now - _OF_BEFORE
    found = tx.run(
        select(Alert.__table__).where(_A.kind.in_(CLIMBS), is_open(), _A.next_at.is_(None), lately)
    )
    for alert in cast(list[Alert], list(found)):
        if climbs_alone(tx, alert):
            _set(tx, alert.id, next_at=told_since(alert) + escalation.NEXT_AFTER)


def climbs_alone(tx: Tx, alert: Alert) -> bool:
    """Whether no graver alert of the same person climbs: there is one ladder a person."""
    if alert.kind == AlertKind.CRISIS or alert.contact_id is None:
        return True
    crisis = and_(_A.contact_id == alert.contact_id, _A.kind == AlertKind.CRISIS.value, is_open())
    return not tx.run(select(exists().where(crisis))).scalar()


def people_told(tx: Tx, alert_ids: Sequence[int]) -> list[int]:
    """The people on call to whom these alerts went out, or are about to, each once."""
    went = and_(_M.alert_id.in_(alert_ids), _M.purpose == telling.ALERT, _M.on_call_id.is_not(None))
    told = select(_M.on_call_id).where(went, _M.state.in_(("sent", "sending"))).order_by(_M.id)
    return list(dict.fromkeys(tx.run(told).scalars()))


def _take(tx: Tx, alert: Alert, step: escalation.Step) -> None:
    for person in step.people:
        if not tx.line.texting:
            # The ring says the newest words. Once the line may text, they go out once, and not each time's.
            theirs = and_(_M.alert_id == alert.id, _M.on_call_id == person, _M.state == "due")
            tx.run(update(Message).where(theirs).values(state="dropped"))
        if not _waits(tx, alert.id, person):
            telling.queue(tx, alert.contact_id, _wording(alert), alert.id, _said(tx, alert), to=person)
        ring(tx, person, alert.id)
    _set(tx, alert.id, next_at=tx.now + (step.then if step.people else escalation.NEXT_AFTER))


def _waits(tx: Tx, alert_id: int, person: int) -> bool:
    """Whether the carrier has not taken the last text about it to them: one is enough, once it can."""
    theirs = and_(_M.alert_id == alert_id, _M.on_call_id == person, _M.purpose == telling.ALERT)
    unsent = exists().where(theirs, _M.state.in_(("due", "sending")))
    return tx.line.texting and bool(tx.run(select(unsent)).scalar())


def _wording(alert: Alert) -> str:
    return "alert.again" if alert.times == 1 else "alert.again_more"


def _said(tx: Tx, alert: Alert) -> dict[str, Any]:
    return {
        "handle": telling.handle_of(tx, alert.contact_id),
        "code": telling.code_of(tx, alert),
        "at": alert.last_at or alert.at,
        "times": alert.times,
    }


def _people(tx: Tx, contact_id: int | None, alert_id: int) -> list[int]:
    """Who can be told now, in order: never the very person it is about, nor who passed it, if there is anybody else."""
    people = [each.contact_id for each in ladder.on_now(tx, besides=contact_id)]
    passed = phones.who_passed(tx, alert_id)
    return [each for each in people if each not in passed] or people


def was_told_last(tx: Tx, alert_id: int, person: int) -> bool:
    """Whether they are the one whose answer is waited for."""
    of_it = and_(_M.alert_id == alert_id, _M.purpose == telling.ALERT, _M.on_call_id.is_not(None))
    last = select(_M.on_call_id).where(of_it).order_by(_M.id.desc()).limit(1)
    return bool(tx.run(last).scalar() == person)


def _told(tx: Tx, alert: Alert) -> list[int]:
    """Whom it was told since we began to tell it, each time; a text that was refused, or replaced, is one too."""
    of_it = and_(_M.alert_id == alert.id, _M.purpose == telling.ALERT, _M.on_call_id.is_not(None))
    since = and_(of_it, _M.created_at >= told_since(alert))
    return list(tx.run(select(_M.on_call_id).where(since).order_by(_M.id)).scalars())


def _lock(tx: Tx, alert_id: int) -> Alert | None:
    found = select(Alert.__table__).where(_A.id == alert_id).with_for_update(skip_locked=True)
    return cast("Alert | None", tx.run(found).first())


def _is_open(alert: Alert) -> bool:
    taken = alert.acknowledged_at
    anew = taken is not None and alert.told_from is not None and alert.told_from > taken
    return alert.joined_id is None and alert.closed_at is None and (taken is None or anew)


def _set(tx: Tx, alert_id: int, **values: datetime | None) -> None:
    tx.run(update(Alert).where(_A.id == alert_id).values(**values))
