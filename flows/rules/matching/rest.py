"""Says how long a volunteer rests after a talk. ON ends a rest; TAKE works during a rest."""

from datetime import timedelta

from flows.line import Line

AFTER_A_HARD_ONE = timedelta(minutes=60)
"""The rest of a volunteer who said that the talk was a hard one."""


def after_a_talk(line: Line) -> timedelta:
    """Time to breathe and to write a note, as the organisation set it. `store.rota.capacity` includes it."""
    return timedelta(minutes=line.rest_minutes)
