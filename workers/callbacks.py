"""Move a callback on: the next offer, the next warning, the next try."""

from store.offers import escalation
from workers.context import Context, current


def advance(callback_id: int) -> None:
    """Do what is due for a callback."""
    advance_with(current(), callback_id)


def advance_with(ctx: Context, callback_id: int) -> None:
    """As `advance`, with what it works on given."""
    ctx.run(lambda tx: escalation.advance(tx, callback_id))
