"""What somebody on call hears when their phone rings: the alerts told to them that nobody has, in the last words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, and_, case, func, or_, select, true, update

from flows.coordinators.spoken_alerts import aloud
from flows.effects.base import AlertKind
from store.alerts import telling
from store.alerts.escalation import CLIMBS
from store.alerts.telling import is_open
from store.database import Tx
from store.line_rings import rows as line_rings
from store.models import Alert, Message
from store.vault.columns import MESSAGE_WORDS, row_of

AT_ONCE: Final = 8
"""How many alerts one ring says; the others ring when it is over."""
AT_ANY_HOUR: Final = (*CLIMBS, AlertKind.CHECK.value, AlertKind.SUPERVISOR.value, AlertKind.TEST.value)
"""What wakes somebody. A text of the others would lie there until the morning, so they ring then."""
_M = Message.__table__.c
_RINGS: Final = Alert.kind.in_((*CLIMBS, AlertKind.TEST.value))
UNHEARD: Final = and_(_M.purpose == telling.ALERT, _M.contact_id.is_(None), _M.state.in_(("due", "sending")))
"""Texts of alerts that have not gone out: while the line may not text, a ring says them."""
_SINCE: Final = func.coalesce(Alert.last_at, Alert.at, _M.created_at)
WAKES: Final = Alert.kind.in_(AT_ANY_HOUR)


@dataclass(frozen=True, slots=True)
class Spoken:
    """An alert that waits to be said: its text's row, its own, its words, and since when it is known."""

    message_id: int
    alert_id: int | None
    words: str
    since: datetime


def to_say(tx: Tx, person: int | None) -> list[Spoken]:
    """All that wait for this person, those of danger first, then the oldest.

    `person` None: a ring of before there was a ladder, which says what is for anybody.
    """
    return _spoken(tx, person, _rung() if tx.line.texting else or_(_rung(), UNHEARD))


def said_on(tx: Tx, person: int | None, since: datetime, up_to: int) -> list[Spoken]:
    """What was said on a ring that was planned `since`, up to this text; what somebody else has by now is left out."""
    heard = and_(
        _M.sid.is_(None), _M.state == "sent", _M.sent_at >= since, _M.answered_at.is_(None), is_open()
    )
    waits = _rung() if tx.line.texting else or_(_rung(), heard)
    return _spoken(tx, person, and_(waits, _M.id <= up_to))


def _rung() -> ColumnElement[bool]:
    return and_(_M.answered_at.is_(None), _M.state != "dropped", _RINGS, is_open())


def _spoken(tx: Tx, person: int | None, waits: ColumnElement[bool]) -> list[Spoken]:
    whose: ColumnElement[bool] = _M.on_call_id == person if person is not None else true()
    found = (
        select(_M.id, _M.row_key, _M.alert_id, _M.words_sealed, _SINCE.label("since"))
        .outerjoin(Alert, Alert.id == _M.alert_id)
        .where(whose, _M.purpose == telling.ALERT, waits)
        .order_by(case((WAKES, 0), else_=1), _M.id)
    )
    last: dict[int, Spoken] = {}
    for row in tx.run(found):
        # One ring says an alert once, in its newest words.
        words = aloud(tx.open(MESSAGE_WORDS, row_of(row), row.words_sealed))
        last[row.alert_id or -row.id] = Spoken(row.id, row.alert_id, words, row.since)
    return list(last.values())[:AT_ONCE]


def newest(tx: Tx) -> int:
    """The last text there is: what comes after it was not said."""
    return int(tx.run(select(func.max(_M.id))).scalar() or 0)


def were_heard(tx: Tx, person: int | None, said: Sequence[Spoken]) -> None:
    """Somebody picked up and is told these now. While the line may not text, that is all the telling there is."""
    if tx.line.texting:
        return
    whose = _M.on_call_id == person if person is not None else true()
    of_them = or_(
        _M.id.in_([each.message_id for each in said]),
        _M.alert_id.in_([each.alert_id for each in said if each.alert_id is not None]),
    )
    tx.run(update(Message).where(whose, of_them, UNHEARD).values(state="sent", sent_at=tx.now))


def came_since(tx: Tx, person: int, at: datetime) -> list[int]:
    """The alerts that ring, and that were told to this person after that moment, as texts."""
    if not tx.line.texting:
        return []  # these are due until heard, and ring by themselves
    theirs = and_(_M.on_call_id == person, _M.purpose == telling.ALERT, _M.created_at > at)
    found = select(Alert.id).join(Message, _M.alert_id == Alert.id).where(theirs, _rung())
    return list(tx.run(found.order_by(_M.id)).scalars())


def silence(tx: Tx, person: int) -> None:
    """Their phone falls silent, where nothing is left to say to them."""
    if not to_say(tx, person):
        line_rings.call_off(tx, person, line_rings.ALERT)


def answered(tx: Tx, person: int, alert_ids: Sequence[int]) -> None:
    """This person said that they have these, or cannot look now: their phone need not ring about them."""
    theirs = and_(_M.on_call_id == person, _M.alert_id.in_(alert_ids), _M.answered_at.is_(None))
    tx.run(update(Message).where(theirs, _M.purpose == telling.ALERT).values(answered_at=tx.now))
