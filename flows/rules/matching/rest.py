"""How long a volunteer rests after a talk. ON ends a rest; TAKE never needs one to be over."""

from datetime import timedelta

from flows.line import Line

AFTER_A_HARD_ONE = timedelta(minutes=60)
"""When they said that it was a hard one."""


def after_a_talk(line: Line) -> timedelta:
    """Time to breathe and to write a note, as the organisation gives it; `store.rota.capacity` counts it in."""
    return timedelta(minutes=line.rest_minutes)
