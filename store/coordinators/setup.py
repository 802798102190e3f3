"""What of a new line is there already: looked up, never ticked."""

from datetime import timedelta
from typing import Final, NamedTuple

from sqlalchemy import exists, func, select

from flows.effects.base import AlertKind
from store.database import Tx
from store.models import Alert, Inbound, Message, ShiftPattern, Volunteer
from store.volunteers.danger_calls import MAY_TAKE

A_YEAR: Final = timedelta(days=365)


class Looked(NamedTuple):
    """Counts and facts of a line. `answered`: a test of the alerts was, within a year; `heard`: a text came in."""

    volunteers: int
    danger_calls: int
    shifts: bool
    answered: bool
    heard: bool


def look(tx: Tx) -> Looked:
    """How far the line is."""
    active = select(func.count()).select_from(Volunteer).where(Volunteer.status == "active")
    test = (
        select(Message.id)
        .join(Alert, Alert.id == Message.alert_id)
        .where(
            Alert.kind == AlertKind.TEST.value, Alert.at > tx.now - A_YEAR, Message.answered_at.is_not(None)
        )
    )

    def there_is(found: object) -> bool:
        return bool(tx.run(select(exists(found))).scalar_one())  # type: ignore[arg-type]

    return Looked(
        volunteers=int(tx.run(active).scalar_one()),
        danger_calls=int(tx.run(active.where(MAY_TAKE)).scalar_one()),
        shifts=there_is(select(ShiftPattern.id).where(ShiftPattern.ended_at.is_(None))),
        answered=there_is(test),
        heard=there_is(select(Inbound.sid)),
    )
