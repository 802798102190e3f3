"""Who is on against who is needed, hour by hour, and the gaps between them: pure, said in plain words."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from flows.line import Line
from flows.rules.promises import staffing
from flows.rules.promises.demand import Demand
from flows.rules.promises.promise import next_cover

HOUR = timedelta(hours=1)
LONGEST_ASKED = timedelta(hours=4)
"""A gap is offered in parts no longer than this: more than one evening is no favour to ask."""
WORTH_A_VOLUNTEER = 0.1
"""A line without cover hours needs nobody in an hour that brings a request every ten weeks."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Somebody is on, from and to (aware). `sure`: they confirmed, or are on already."""

    starts_at: datetime
    ends_at: datetime
    sure: bool = False


@dataclass(frozen=True, slots=True)
class Hour:
    """One hour of the line: requests expected, volunteers needed, on (the fewest at any minute of it), and sure."""

    at: datetime
    expected: float
    needed: int
    on: int
    sure: int

    @property
    def short(self) -> int:
        """How many are missing."""
        return max(0, self.needed - self.on)


@dataclass(frozen=True, slots=True)
class Gap:
    """Hours in a row in which somebody is missing. `expected`: requests in all of it; `on`: the fewest there."""

    starts_at: datetime
    ends_at: datetime
    missing: int
    on: int
    expected: float


def hours(
    now: datetime,
    line: Line,
    demand: Demand,
    on: Sequence[Stretch],
    *,
    call_minutes: float,
    until: datetime,
) -> Iterator[Hour]:
    """Every full hour from the present one to `until`. Outside the line's cover hours nobody is needed."""
    local = now.astimezone(ZoneInfo(line.timezone))
    at = local.replace(minute=0, second=0, microsecond=0).astimezone(UTC)
    while at < until:
        per_hour = demand.at(at, line.timezone)
        there = _fewest(max(at, now), at + HOUR, on)
        sure = _fewest(max(at, now), at + HOUR, [each for each in on if each.sure])
        yield Hour(at, per_hour, _needed(at, line, per_hour, call_minutes), there, sure)
        at += HOUR


def _needed(at: datetime, line: Line, per_hour: float, call_minutes: float) -> int:
    enough = staffing.needed(per_hour, call_minutes, line.promise_minutes)
    if line.cover_hours is not None:
        # A line that is open has somebody, however quiet the hour.
        return max(1, enough) if next_cover(at, line) is None else 0
    return enough if per_hour >= WORTH_A_VOLUNTEER else 0


def _fewest(at: datetime, until: datetime, on: Iterable[Stretch]) -> int:
    """The fewest at any moment of the hour: somebody who leaves at half past leaves half an hour uncovered."""
    there = [each for each in on if each.starts_at < until and each.ends_at > at]
    # The number only falls where somebody leaves, so these moments are all that count.
    leaving = {each.ends_at for each in there if each.ends_at < until}
    return min(sum(each.starts_at <= moment < each.ends_at for each in there) for moment in {at, *leaving})


def gaps(row: Sequence[Hour], *, after: datetime | None = None) -> list[Gap]:
    """The hours in which somebody is missing, joined, in parts of at most `LONGEST_ASKED`. `after`: none before it."""
    found: list[Gap] = []
    for hour in row:
        if not hour.short or (after is not None and hour.at < after):
            continue
        last = found[-1] if found else None
        joins = (
            last is not None
            and last.ends_at == hour.at
            and last.missing == hour.short
            and hour.at - last.starts_at < LONGEST_ASKED
        )
        if joins and last is not None:
            found[-1] = Gap(
                last.starts_at,
                hour.at + HOUR,
                last.missing,
                min(last.on, hour.on),
                last.expected + hour.expected,
            )
        else:
            found.append(Gap(hour.at, hour.at + HOUR, hour.short, hour.on, hour.expected))
    return found
