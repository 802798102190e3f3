"""Care plans: what was agreed with somebody who calls often. More calls a day or fewer, fixed times, a named peer."""

from collections.abc import Iterable
from datetime import time
from typing import Any, Final

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite

from flows.rules.promises.limits import CarePlan, Slot
from store.database import Tx
from store.models import CarePlan as Row

USUAL: Final = 30
"""Minutes around an agreed time, where nobody says how many."""
WIDEST: Final = 720


def plan_of(tx: Tx, contact_id: int) -> CarePlan | None:
    """The care plan of a contact, as `flows.rules.promises.limits.may_ask` reads it; None when nothing was agreed."""
    row = tx.run(select(Row.__table__).where(Row.contact_id == contact_id)).first()
    if row is None:
        return None
    slots = tuple(
        Slot(each["weekday"], time.fromisoformat(each["at"]), each["minutes"]) for each in row.slots
    )
    return CarePlan(row.calls_per_day, slots, row.timezone, row.named_volunteer_id)


def keep(tx: Tx, contact_id: int, plan: CarePlan) -> None:
    """Keep what was agreed with them; it replaces an earlier plan."""
    slots = [_as_kept(slot) for slot in in_order(plan.slots)]
    values: dict[str, Any] = {
        "calls_per_day": plan.calls_per_day,
        "slots": slots,
        "timezone": plan.zone,
        "named_volunteer_id": plan.named_volunteer,
        "updated_at": tx.now,
    }
    dialect = sqlite if tx.on_sqlite else postgresql
    made = dialect.insert(Row.__table__).values(contact_id=contact_id, **values)
    tx.run(made.on_conflict_do_update(index_elements=["contact_id"], set_=values))


def clear(tx: Tx, contact_id: int) -> bool:
    """Delete their plan, so that the line's own limit counts again. False: there was none."""
    return bool(tx.run(delete(Row).where(Row.contact_id == contact_id)).rowcount)


def in_order(slots: Iterable[Slot]) -> list[Slot]:
    """The agreed times through the week."""
    return sorted(set(slots), key=lambda slot: (slot.weekday, slot.at, slot.minutes))


def _as_kept(slot: Slot) -> dict[str, Any]:
    return {"weekday": slot.weekday, "at": f"{slot.at:%H:%M}", "minutes": slot.minutes}
