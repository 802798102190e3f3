"""The one way to write a state: an UPDATE that moves rows only from states that may come before the new one.

Which may follow which is said in `flows.states`; a callback is moved by `store.callbacks.callbacks.move`. The condition
stands in the UPDATE itself, so that of two who move a row at the same moment only one does, whatever both had read.
"""

from enum import StrEnum
from functools import lru_cache
from typing import Any

from sqlalchemy import Update, update

from flows.states import CALLBACK, LEG, OFFER, REMINDER, SHIFT, States
from store.models import Base, Callback, Leg, LineRing, Offer, Reminder, Shift, TrialRing

KINDS: dict[type[Base], States[Any]] = {
    Callback: CALLBACK,
    Leg: LEG,
    TrialRing: LEG,
    LineRing: LEG,
    Offer: OFFER,
    Shift: SHIFT,
    Reminder: REMINDER,
}
"""The tables whose states are written here alone."""


class NotAllowedError(Exception):
    """A row was to go from a state to one that may not follow it."""


@lru_cache(maxsize=256)
def moving(model: type[Base], to: StrEnum, *came_from: StrEnum) -> Update:
    """The UPDATE that moves rows of `model` to the state `to`; say of which rows with `where`, what else with `values`.

    `came_from`: rows in these states alone; without, in every state that `to` may follow. Raises NotAllowedError for a
    state in `came_from` that it may not follow.
    """
    states = KINDS[model]
    for was in came_from:
        check(model, was, to)
    before = came_from or states.before(to)
    state = model.__table__.c.state
    condition = state == before[0] if len(before) == 1 else state.in_(before)
    return update(model).where(condition).values(state=to)


def check(model: type[Base], was: str, to: StrEnum) -> None:
    """Raise NotAllowedError where a row of `model` in the state `was` may not come to `to`."""
    states = KINDS[model]
    if not states.allows(type(to)(was), to):
        raise NotAllowedError(f"{model.__name__}: {to} may not follow {was}")
