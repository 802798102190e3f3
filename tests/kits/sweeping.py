"""What the sweeps of a line would find due, asked in one statement: a sweep that finds nothing need not be made.

A step of a journey ends with nothing due, and looking for it in three sweeps was a quarter of what the suite cost. The
counts are made of the very statements with which the sweeps look, so the two cannot part.
"""

from typing import Any

from sqlalchemy import Select, func, select

from flows.coordinators.escalation import NOBODY_AFTER
from store.alerts import escalation, nobody_yet
from store.callbacks import legs, queue, trial_rings
from store.calls import time_warning
from store.database import Tx
from store.delivery import outbox
from store.line_rings import rows as line_rings
from store.messages.compose import TO_PEOPLE_ON_CALL
from store.reminders import reminders
from store.rota import clock
from workers.texts import URGENT

FOUND_BY: dict[str, tuple[Select[*tuple[Any, ...]], ...]] = {
    "alerts": (
        escalation._DUE,
        nobody_yet._DUE,
        outbox._due(TO_PEOPLE_ON_CALL, ()),
        line_rings._ALERTS_DUE,
    ),
    "calls": (time_warning._DUE, legs._DUE, trial_rings._DUE, line_rings._DUE),
    "offers": (queue._DUE, outbox._due(URGENT, ())),
    "reminders": (clock._DUE, outbox._due(None, URGENT), reminders._DUE),
}
"""For each queue that a line in one process is swept for, the statements with which its sweep looks."""


def _count(found: Select[*tuple[Any, ...]]) -> Any:
    return select(func.count()).select_from(found.subquery()).scalar_subquery()


_COUNTS = select(*(sum(map(_count, found)).label(name) for name, found in FOUND_BY.items()))


def due(tx: Tx) -> dict[str, int]:
    """How many rows are due now on each queue; 50 and more of one kind are 50."""
    at = {"now": tx.now, "before": tx.now - NOBODY_AFTER}
    return dict(tx.run(_COUNTS, {**at, "limit": 50, "most": 50}).one()._mapping)
