"""Move a turn of the rota on: a reserve asked, duty begun, the end of it."""

from store import turn_clock
from workers.context import Context


def advance_with(ctx: Context, turn_id: int) -> None:
    """Do what is due for a turn."""
    ctx.run(lambda tx: turn_clock.advance(tx, turn_id))
