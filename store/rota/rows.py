"""Rows of the rota as types: what is known of a shift that somebody has, told to the type checker."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, TypeGuard, cast

from sqlalchemy import Select
from sqlalchemy.orm import Mapped

from store.database import Tx
from store.models import Shift

if TYPE_CHECKING:

    class HeldShift(Shift):
        """A shift that somebody has, or had when they gave it back."""

        volunteer_id: Mapped[int]

else:  # at run time both are rows of one table
    HeldShift = Shift


def has_volunteer(row: Shift) -> TypeGuard[HeldShift]:
    """Whether somebody has this shift, or had it. One that was opened and never taken has nobody."""
    return row.volunteer_id is not None


def with_volunteer(row: Shift) -> HeldShift:
    """This shift, of which it is known that somebody has it."""
    if not has_volunteer(row):
        raise LookupError("a shift that is nobody's")
    return row


def held(rows: Iterable[Shift]) -> list[HeldShift]:
    """Those of these shifts that somebody has."""
    return [row for row in rows if has_volunteer(row)]


def first(tx: Tx, shifts: Select[Any]) -> Shift | None:
    """The first shift that a SELECT of the whole table finds; None when it finds none."""
    return cast("Shift | None", tx.run(shifts).first())


def listed(tx: Tx, shifts: Select[Any]) -> list[Shift]:
    """The shifts that a SELECT of the whole table finds."""
    return cast(list[Shift], list(tx.run(shifts)))
