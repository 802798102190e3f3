"""The numbers of /metrics, counted from the rows, so that every process gives the same."""

from dataclasses import dataclass

from sqlalchemy import func, select

from flows.states import OPEN_STATES
from store.alerts import telling
from store.database import Tx
from store.models import Alert, Callback, Leg, Message
from store.volunteers import availability


@dataclass(frozen=True, slots=True)
class Metrics:
    """What is counted. `late_seconds`: how late the oldest due callback, text or ring is.

    `volunteers_on_duty`: volunteers whom the line would ask now."""

    callbacks: dict[str, int]
    promises_broken: int
    texts_waiting: int
    late_seconds: float
    volunteers_on_duty: int
    alerts_open: int


def count(tx: Tx) -> Metrics:
    """Count what is open, and who may be asked."""
    by_state = select(Callback.state, func.count().label("number")).where(Callback.state.in_(OPEN_STATES))
    states = tx.run(by_state.group_by(Callback.state))
    broken = select(func.count()).where(Callback.state.in_(OPEN_STATES), Callback.late_told_at.is_not(None))
    waiting = select(func.count(), func.min(Message.due_at)).where(Message.state.in_(("due", "sending")))
    texts, oldest_text = tx.run(waiting).one()
    oldest = tx.run(select(func.min(Callback.due_at)).where(Callback.state.in_(OPEN_STATES))).scalar()
    ring = tx.run(select(func.min(Leg.due_at)).where(Leg.state != "ended")).scalar()
    late = [(tx.now - at).total_seconds() for at in (oldest, oldest_text, ring) if at is not None]
    return Metrics(
        callbacks=dict.fromkeys(map(str, OPEN_STATES), 0) | {row.state: row.number for row in states},
        promises_broken=int(tx.run(broken).scalar_one()),
        texts_waiting=int(texts),
        late_seconds=max([0.0, *late]),
        volunteers_on_duty=len(availability.may_be_asked(tx)),
        alerts_open=int(
            tx.run(select(func.count()).select_from(Alert).where(telling.is_open())).scalar_one()
        ),
    )
