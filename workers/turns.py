"""Move a turn of the rota on: a reserve asked, duty begun, the end of it."""

from store.rota import clock
from workers.context import Context


def advance_with(ctx: Context, turn_id: int) -> None:
    """Do what is due for a turn."""
    ctx.run(lambda tx: clock.advance(tx, turn_id))
