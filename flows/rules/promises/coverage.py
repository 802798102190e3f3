"""Compares who is on with who is needed, hour by hour, and finds the gaps. Pure."""

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
"""A gap is offered in parts no longer than this: more than one evening is too much to ask as a favour."""
WORTH_A_VOLUNTEER = 0.1
"""Requests an hour below which a line without cover hours needs nobody: for an hour of the week, one in ten weeks."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Somebody is on from `starts_at` to `ends_at` (both aware). `sure`: they confirmed, or are on already."""

    starts_at: datetime
    ends_at: datetime
    sure: bool = False


@dataclass(frozen=True, slots=True)
class Hour:
    """One hour of the line.

    `expected`: requests. `needed`: volunteers. `on`: volunteers who are on, the fewest at any moment of the hour.
    `sure`: those of them who confirmed or are on already.
    """

    at: datetime
    expected: float
    needed: int
    on: int
    sure: int

    @property
    def short(self) -> int:
        """How many volunteers are missing."""
        return max(0, self.needed - self.on)


@dataclass(frozen=True, slots=True)
class Gap:
    """Hours in a row in which somebody is missing. `expected`: requests in all of them. `on`: the fewest who are on."""

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
    by_hour = _by_hour(at, until, on)
    while at < until:
        per_hour = demand.at(at, line.timezone)
        near = by_hour.get(at, [])
        there = fewest(max(at, now), at + HOUR, near)
        sure = fewest(max(at, now), at + HOUR, [each for each in near if each.sure])
        yield Hour(at, per_hour, _needed(at, line, per_hour, call_minutes), there, sure)
        at += HOUR


def _by_hour(since: datetime, until: datetime, on: Sequence[Stretch]) -> dict[datetime, list[Stretch]]:
    """The stretches that share time with each hour."""
    found: dict[datetime, list[Stretch]] = {}
    for each in on:
        at = since + max(0, (each.starts_at - since) // HOUR) * HOUR
        while at < min(until, each.ends_at):
            found.setdefault(at, []).append(each)
            at += HOUR
    return found


def _needed(at: datetime, line: Line, per_hour: float, call_minutes: float) -> int:
    enough = staffing.needed(per_hour, call_minutes, line.promise_minutes)
    if line.cover_hours is not None:
        # A line that is open needs somebody, however quiet the hour.
        return max(1, enough) if next_cover(at, line) is None else 0
    return enough if per_hour >= WORTH_A_VOLUNTEER else 0


def fewest(at: datetime, until: datetime, on: Iterable[Stretch]) -> int:
    """The fewest who are on at any moment: somebody who leaves at half past leaves half an hour uncovered."""
    there = [each for each in on if each.starts_at < until and each.ends_at > at]
    # The number falls only when somebody leaves, so only those moments count.
    leaving = {each.ends_at for each in there if each.ends_at < until}
    return min(sum(each.starts_at <= moment < each.ends_at for each in there) for moment in {at, *leaving})


def gaps(row: Sequence[Hour], *, after: datetime | None = None) -> list[Gap]:
    """The hours in which somebody is missing, joined into parts of at most `LONGEST_ASKED`; none before `after`."""
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
