"""The ladder: the people who are alerted, in order, each with the hours of the day in which they are asked."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, time
from zoneinfo import ZoneInfo

Hours = tuple[time, time]
_DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class OnCall:
    """Somebody on the ladder. `hours`: when, on the line's clock, every day; None: always. The number is E.164.

    Who has two stretches of a day stands on the ladder twice.
    """

    number: str = field(repr=False)
    hours: Hours | None = None

    @property
    def written(self) -> str:
        """As ON_CALL has it. Only for an environment: it holds the number."""
        return self.number if self.hours is None else f"{self.number} {_written(self.hours)}"

    def is_on(self, at: datetime, zone: str) -> bool:
        """Whether this is one of their hours."""
        if self.hours is None:
            return True
        local = at.astimezone(ZoneInfo(zone)).time()
        begins, ends = self.hours
        return begins <= local < ends if begins < ends else local >= begins or local < ends


def on_now(ladder: Sequence[OnCall], at: datetime, zone: str) -> tuple[str, ...]:
    """The numbers of those whose hour it is, in order; of all, where it is nobody's: a crisis waits for no morning."""
    on = [each.number for each in ladder if each.is_on(at, zone)]
    return tuple(dict.fromkeys(on or numbers(ladder)))


def numbers(ladder: Sequence[OnCall]) -> tuple[str, ...]:
    """Everybody on it, in order, each once."""
    return tuple(dict.fromkeys(each.number for each in ladder))


def uncovered(ladder: Sequence[OnCall]) -> tuple[Hours, ...]:
    """The stretches of a day, the same every day, that are nobody's hours."""
    if not ladder or any(each.hours is None for each in ladder):
        return ()
    free = [True] * _DAY
    for each in ladder:
        begins, ends = (at.hour * 60 + at.minute for at in each.hours or ())
        for minute in range(begins, ends if ends > begins else ends + _DAY):
            free[minute % _DAY] = False
    starts = [minute for minute in range(_DAY) if free[minute] and not free[minute - 1]]
    found = []
    for start in starts:
        end = next(minute for minute in range(start, start + _DAY + 1) if not free[minute % _DAY])
        found.append((_time(start), _time(end)))
    return tuple(found)


def _time(minute: int) -> time:
    return time(minute % _DAY // 60, minute % 60)


def _written(hours: Hours) -> str:
    return "-".join(f"{at:%H:%M}" for at in hours)
