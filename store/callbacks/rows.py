"""Rows of callbacks as the type checker is to see them: with a volunteer, or with two people who write to each other.

A row that is read under its lock has the columns of `Callback`; these types say which of them cannot be empty.
"""

from datetime import datetime
from typing import TYPE_CHECKING, TypeGuard

from sqlalchemy.orm import Mapped

from store.database import Tx
from store.models import Callback

if TYPE_CHECKING:

    class HeldCallback(Callback):
        """A callback that a volunteer has, or had when the row was read."""

        volunteer_id: Mapped[int]

    class WritingCallback(HeldCallback):
        """A callback whose participant and peer write to each other."""

        contact_id: Mapped[int]
        connected_at: Mapped[datetime]

    class FinishedTalk(HeldCallback):
        """A callback whose two have talked, or written, and are done. The participant can be reached."""

        contact_id: Mapped[int]
        connected_at: Mapped[datetime]
        ended_at: Mapped[datetime]

else:  # at run time all of them are rows of one table
    HeldCallback = WritingCallback = FinishedTalk = Callback


def has_volunteer(cb: Callback) -> TypeGuard[HeldCallback]:
    """Whether a volunteer has it."""
    return cb.volunteer_id is not None


def is_finished(cb: Callback) -> TypeGuard[FinishedTalk]:
    """Whether its two have talked, or written, and are done, and the participant is no caller without a number."""
    people = cb.contact_id is not None and cb.volunteer_id is not None
    return people and cb.connected_at is not None and cb.ended_at is not None


def with_volunteer(cb: Callback) -> HeldCallback:
    """The same row, where its state says that a volunteer has it. Raises ValueError where none has."""
    if has_volunteer(cb):
        return cb
    raise ValueError(f"callback {cb.id} is {cb.state}, and no volunteer has it")


def rings_at_most(tx: Tx, cb: Callback) -> int:
    """How often the participant may be rung for this callback: a number that somebody keyed in, once."""
    return 1 if cb.keyed_in else tx.line.callback_attempts
