"""Who of the people on call is told of a crisis next: one after the other, everybody twice, then all of them hourly."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from flows.engine import Scene

NEXT_AFTER: Final = timedelta(minutes=5)
"""How long somebody has before the next person is told too."""
TIMES: Final = 2
"""How often each is told in turn."""
THEN_EVERY: Final = timedelta(hours=1)
"""How often everybody is told after that, until somebody has it."""
NOBODY_AFTER: Final = timedelta(minutes=15)
"""After so long without anybody the person in danger is told so, once."""
GIVES_UP: Final = timedelta(days=7)
"""After so long it is no longer shown to coordinators either: phones that ring for ever are switched off."""


@dataclass(frozen=True, slots=True)
class Step:
    """Who is told now, by contact, and how long until the next step."""

    people: tuple[int, ...]
    then: timedelta


def step(on: Sequence[int], told: Sequence[int]) -> Step:
    """The next step. `on`: who can be told now, in order; `told`: whom this alert has been told so far, each time.

    It goes by who was told, not by a place on the list: hours begin and end while an alert is open.
    """
    times = Counter(told)
    left = [person for person in on if times[person] < TIMES]
    if not left:
        return Step(tuple(on), THEN_EVERY)
    chosen = min(left, key=lambda person: times[person])  # of those told equally often, the first
    is_last = len(left) == 1 and times[chosen] == TIMES - 1
    return Step((chosen,), THEN_EVERY if is_last else NEXT_AFTER)


def instead(on: Sequence[int], told: Sequence[int], of: int) -> Step | None:
    """The step that is taken at once where `of` cannot look, or cannot be reached; None: wait for the next.

    Only whom it was told less often than them: where all phones refuse, each round of the list takes its time.
    """
    others = [person for person in on if person != of and told.count(person) < told.count(of)]
    return step(others, told) if others else None


SAYS_SOMEBODY_HEARS: Final = frozenset(
    (
        *("answer.private_told", "policy.told", "policy.unset", "shift_ending.ask", "debrief.ask"),
        *("status.danger_told", "crisis.alerted", "crisis.known", "report.team_reads"),
    )
)
"""Wordings that say that the team is told, or would be: an answer with one of them is given only where that is so."""


def somebody_hears(scene: Scene) -> bool:
    """Whether an alert about this person is on its way to somebody who can have it: else nothing says that it is."""
    return scene.line.has_coordinator and scene.person.team_hears
