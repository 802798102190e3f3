"""How long a volunteer rests after a talk. ON ends a rest; TAKE never needs one to be over."""

from datetime import timedelta

AFTER_A_TALK = timedelta(minutes=5)
"""Time to breathe and to write a note. `store.cover` reckons with it."""
AFTER_A_HARD_ONE = timedelta(minutes=60)
"""When they said that it was a hard one."""
