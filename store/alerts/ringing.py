"""Alerts while the line may not text: the first on call is rung, and one ring says all that wait for them.

The rows are those of the texts: they are due until they were heard, and go on as texts once the line may text again. A
crisis goes on to the next person by itself (`store.alerts.escalation`), anything else where a phone rings in vain.
"""

from datetime import datetime, timedelta
from typing import Final

import structlog
from sqlalchemy import and_, func, select, update

from flows.rules.safe_contact import quiet_hours
from store.alerts import escalation
from store.alerts.spoken_alerts import UNHEARD, WAKES
from store.contacts import ladder
from store.database import Tx
from store.line_rings import rows as line_rings
from store.models import Alert, LineRing, Message

log = structlog.get_logger(__name__)
APART: Final = timedelta(minutes=30)
"""How long after a ring that was heard the next one waits, but for what rings at any hour."""
_AGAIN: Final = {True: (1, 2, 5, 10), False: (10, 30, 60)}
"""Minutes until a phone that nobody picked up rings again, for danger and for all else; the last goes on."""
NEXT_PERSON_AFTER: Final = 2
"""After so many rings in vain the people on call are rung by turns."""
GIVES_UP: Final = timedelta(hours=24)
_M = Message.__table__.c


def plan(tx: Tx) -> None:
    """Ring whom alerts wait for; what may wait for the morning, or for half an hour, does."""
    due = select(_M.id, _M.on_call_id, _M.alert_id, WAKES.label("wakes")).outerjoin(
        Alert, Alert.id == _M.alert_id
    )
    found = tx.run(due.where(UNHEARD, _M.due_at <= tx.now).order_by(_M.id).limit(100)).all()
    for person in dict.fromkeys(row.on_call_id for row in found):
        theirs = [row for row in found if row.on_call_id == person]
        to = person if person is not None else _of_nobody(tx, [row.id for row in theirs])
        if to is None:
            continue
        if not any(row.wakes for row in theirs):
            at = max(tx.now, _last_heard(tx, to))
            if quiet_hours.is_quiet(at, tx.line.timezone):
                at = quiet_hours.over_at(at, tx.line.timezone)
            if at > tx.now:
                waits = update(Message).where(_M.id.in_([row.id for row in theirs]))
                tx.run(waits.values(due_at=at))
                continue
        line_rings.plan(tx, line_rings.ALERT, to, None, alert_id=theirs[0].alert_id)


def _of_nobody(tx: Tx, ids: list[int]) -> int | None:
    """Texts of before there was a ladder are the first person's."""
    first = ladder.first(tx)
    if first is None:
        return None
    tx.run(update(Message).where(_M.id.in_(ids)).values(on_call_id=first.contact_id))
    return first.contact_id


def _last_heard(tx: Tx, person: int) -> datetime:
    heard = and_(
        LineRing.kind == line_rings.ALERT,
        LineRing.contact_id == person,
        LineRing.outcome.in_(line_rings.REACHED),
    )
    latest = tx.run(select(func.max(LineRing.ended_at)).where(heard)).scalar()
    return latest + APART if latest is not None else tx.now


def not_reached(tx: Tx, person: int | None, *, refused: bool = False) -> None:
    """Nobody picked up: ring again in a while, sooner for danger; after a day only the log says so.

    `refused`: the carrier will not ring that phone, so the next person is rung at once.
    """
    if tx.line.texting:
        return
    due = select(
        _M.id, _M.alert_id, _M.tries, _M.created_at, WAKES.label("wakes"), Alert.kind, Alert.contact_id
    )
    whose = _M.on_call_id == person if person is not None else _M.on_call_id.is_(None)
    waiting = due.outerjoin(Alert, Alert.id == _M.alert_id).where(UNHEARD, whose, _M.due_at <= tx.now)
    for row in tx.run(waiting).all():
        mine = update(Message).where(_M.id == row.id)
        if tx.now - row.created_at > GIVES_UP:
            log.error("alert_not_heard", message=row.id)
            tx.run(mine.values(state="failed"))
            continue
        tries = row.tries + 1
        if row.kind in escalation.CLIMBS:
            # The next person is told by the ladder; should that stand still, this phone rings again in an hour.
            if refused and person is not None:
                escalation.at_once(tx, row.alert_id, person)
            tx.run(mine.values(state="due", tries=tries, due_at=tx.now + timedelta(hours=1)))
            continue
        people = [each.contact_id for each in ladder.on_now(tx, besides=row.contact_id)]
        if not people:
            tx.run(mine.values(state="due", tries=tries, due_at=tx.now + timedelta(hours=1)))
            continue
        waits = _AGAIN[bool(row.wakes)]
        minutes = waits[min(row.tries, len(waits) - 1)] if not refused or tries >= len(people) else 0
        turn = tries - 1 if tries >= NEXT_PERSON_AFTER else int(refused)
        to = people[turn % len(people)]
        due_at = tx.now + timedelta(minutes=minutes)
        tx.run(mine.values(state="due", tries=tries, due_at=due_at, on_call_id=to))
