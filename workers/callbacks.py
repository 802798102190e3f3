"""Moves a callback on: the next offer, the next warning, the next try."""

from store.offers import escalation
from workers.context import Context, current


def advance(callback_id: int) -> None:
    """The job: do what is due for a callback."""
    advance_with(current(), callback_id)


def advance_with(ctx: Context, callback_id: int) -> None:
    """As `advance`, in this context."""
    ctx.run(lambda tx: escalation.advance(tx, callback_id))
