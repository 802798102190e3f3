"""Moves a shift of the rota on: standby volunteers are asked, duty begins, duty ends."""

from store.rota import clock
from workers.context import Context


def advance_with(ctx: Context, shift_id: int) -> None:
    """Do what is due for a shift."""
    ctx.run(lambda tx: clock.advance(tx, shift_id))
