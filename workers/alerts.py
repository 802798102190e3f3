"""Alerts that climb: the next person on call is told, and the person in danger where nobody has it."""

from store.alerts import escalation, nobody_yet
from workers.context import Context, current


def advance(alert_id: int) -> None:
    """The job: tell the next person of an alert, if it is time."""
    advance_with(current(), alert_id)


def advance_with(ctx: Context, alert_id: int) -> None:
    """As `advance`, in this context."""
    ctx.run(lambda tx: escalation.advance(tx, alert_id))


def tell_them_with(ctx: Context, alert_id: int) -> None:
    """Tell the person in danger that nobody has it yet."""
    ctx.run(lambda tx: nobody_yet.tell(tx, alert_id))
