"""Find the alert of danger that a coordinator means, and whom it is about."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import Row, func, select

from store.alerts import phones, views
from store.alerts.alerts import ABOUT_DANGER
from store.alerts.escalation import CLIMBS
from store.contacts import in_danger
from store.database import Tx
from store.models import Alert, Callback, Contact

_A_WEEK: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class DangerAlert:
    """An alert of danger that nobody has closed. `contact_id`: whom it is about; None: they showed no number.

    `unconfirmed`: nobody vouches that the number is of whoever said it. `climbs`: it rings, and goes on to the next
    person.
    """

    id: int
    code: str
    contact_id: int | None
    handle: str
    unconfirmed: bool
    climbs: bool


def called(tx: Tx, code: str | None, *, by: int) -> DangerAlert | None:
    """The alert with this code that the phone of `by` may hear of; for None the only one it has, or that is open."""
    wanted = code or _only(tx, by)
    if wanted is None:
        return None
    lately = func.coalesce(Alert.last_at, Alert.at) > tx.now - _A_WEEK
    found = _ALERTS.where(Alert.kind.in_(ABOUT_DANGER), Alert.closed_at.is_(None), lately)
    found = found.where(phones.visible_to(tx, by)).order_by(Alert.id.desc()).limit(1)
    named = Callback.code == wanted
    if wanted.startswith("A") and wanted[1:].isdigit():
        number = int(wanted[1:])
        joined = tx.run(select(Alert.joined_id).where(Alert.id == number)).scalar()
        named = Alert.id == (joined or number)
    row = tx.run(found.where(named, Alert.joined_id.is_(None))).first()
    return _made(row) if row is not None else None


def with_id(tx: Tx, alert_id: int) -> DangerAlert | None:
    """The alert of this id, unless it was closed."""
    row = tx.run(_ALERTS.where(Alert.id == alert_id, Alert.closed_at.is_(None))).first()
    return _made(row) if row is not None else None


_ALERTS: Final = (
    select(Alert.id, Alert.kind, Alert.contact_id, Alert.whose, Callback.code, Contact.handle)
    .outerjoin(Callback, Callback.id == Alert.callback_id)
    .outerjoin(Contact, Contact.id == Alert.contact_id)
)


def _made(row: Row[Any]) -> DangerAlert:
    sure = row.whose in (None, in_danger.of_contact(row.contact_id or 0))
    return DangerAlert(
        row.id,
        row.code or f"A{row.id}",
        row.contact_id,
        row.handle or "no number",
        unconfirmed=not sure,
        climbs=row.kind in CLIMBS,
    )


def _only(tx: Tx, by: int) -> str | None:
    """The only alert of danger that somebody has, or else the only open one."""
    taken = [each.code for each in views.taken_lately(tx, by=by) if each.is_of(by)]
    waiting = [each.code for each in views.open_alerts(tx, by=by) if each.kind.value in ABOUT_DANGER]
    codes = taken or waiting
    return codes[0] if len(codes) == 1 else None
