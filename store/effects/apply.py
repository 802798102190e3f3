"""Applying effects: which function makes which effect true. Each gives an outcome, on which the wording may depend."""

from collections.abc import Mapping

import structlog

from flows.effects.base import Effect, Outcome
from store.database import Tx
from store.effects import (
    alert_actions,
    calls,
    closing,
    contacts,
    coordinators,
    danger_reports,
    follow_up,
    joining,
    listening,
    names,
    other_numbers,
    proof,
    relay,
    reminders,
    requests,
    rota,
    safe_contact,
    told,
    unread,
    unverified_callers,
    volunteers,
)
from store.effects.base import Applied, Apply

_ROOMS = (
    contacts,
    requests,
    reminders,
    safe_contact,
    other_numbers,
    follow_up,
    calls,
    joining,
    names,
    proof,
    volunteers,
    relay,
    listening,
    danger_reports,
    rota,
    coordinators,
    alert_actions,
    unverified_callers,
    told,
    unread,
    closing,
)
log = structlog.get_logger(__name__)

APPLY: Mapping[type[Effect], Apply] = {
    kind: function for room in _ROOMS for kind, function in room.APPLY.items()
}


def apply(tx: Tx, done: Applied, effect: Effect) -> Outcome:
    """Make one effect true. The contact's row is locked by the caller."""
    outcome = APPLY[type(effect)](tx, done, effect)
    if outcome.name not in effect.OUTCOMES:
        # A defect: no flow can have words for it. Tests stop here.
        log.error("outcome.undeclared", effect=type(effect).__name__, outcome=outcome.name)
    return outcome


__all__ = ["APPLY", "Applied", "apply"]
