"""From effects to rows. Each gives an outcome, on which the wording may depend."""

from collections.abc import Mapping

from flows.effects import Effect, Outcome
from store.database import Tx
from store.deeds import (
    after,
    asking,
    calling,
    joining,
    other_number,
    overseeing,
    readiness,
    reminding,
    reporting,
    rota,
    safe,
    standing,
    unverified,
    volunteering,
    writing,
)
from store.deeds.base import Applied, Deed

_ROOMS = (
    standing,
    asking,
    readiness,
    reminding,
    safe,
    other_number,
    after,
    calling,
    joining,
    volunteering,
    writing,
    reporting,
    rota,
    overseeing,
    unverified,
)
DEEDS: Mapping[type[Effect], Deed] = {kind: deed for room in _ROOMS for kind, deed in room.DEEDS.items()}


def apply(tx: Tx, done: Applied, effect: Effect) -> Outcome:
    """Make one effect true. The contact's row is locked by the caller."""
    return DEEDS[type(effect)](tx, done, effect)


__all__ = ["DEEDS", "Applied", "apply"]
