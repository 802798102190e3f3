"""Tells this carrier's time: the wall clock's, or later where a file says so.

The file (`--clock FILE`) holds one number, the seconds by which the clock is ahead. The line's own processes may read
the same file; then carrier and line agree on the time, and whoever moves one has moved both. Durations (of a ring, of
a talk) do not follow it: they are measured on the monotonic clock.
"""

import math
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

MOST_AHEAD = 10 * 366 * 86400.0
"""Ten years, in seconds. Past that no date of the line means anything."""

EVENING, MORNING = time(19), time(9)


class Clock:
    """A clock that may be ahead of the wall's. A carrier is one process, and so has one clock: CLOCK."""

    def __init__(self, file: Path | None = None) -> None:
        self._file = file
        self._last = 0.0

    def follow(self, file: Path) -> None:
        """Go by this file from now on. ValueError, in words, if it holds anything but a number of seconds."""
        try:
            _seconds(file.read_text())
        except FileNotFoundError:
            pass  # nobody has moved the clock yet
        except OSError as problem:
            raise ValueError(f"the clock's file cannot be read: {problem.strerror}") from problem
        self._file = file

    @property
    def movable(self) -> bool:
        return self._file is not None

    def ahead(self) -> float:
        """By how many seconds this clock is ahead. If the file becomes unreadable, the last number in it holds."""
        if self._file is None:
            return 0.0
        try:
            self._last = _seconds(self._file.read_text())
        except FileNotFoundError:
            self._last = 0.0
        except (OSError, ValueError):
            return self._last
        return self._last

    def now(self) -> datetime:
        """This moment, UTC."""
        return datetime.now(UTC) + timedelta(seconds=self.ahead())

    def seconds(self) -> float:
        """This moment in seconds since 1970."""
        return self.now().timestamp()

    def move(self, by: float, then: float = 0.0) -> None:
        """Move the clock on by so many seconds. ValueError, in words, where that cannot be.

        `then`: how many seconds further it is to run after that; where it could not get there, it is not moved at all.
        """
        if self._file is None:
            raise ValueError("This carrier's clock cannot be moved: it goes by the real time.")
        if not math.isfinite(by + then) or min(by, then) < 0:
            raise ValueError("A clock moves forward only, by a number of seconds.")
        ahead = self.ahead() + by
        if ahead + then > MOST_AHEAD:
            raise ValueError("The clock is ten years ahead at most. Start anew to go back to today.")
        draft = self._file.with_suffix(".draft")
        try:
            draft.write_text(str(ahead))
            draft.replace(self._file)  # nobody ever reads half a number
        except OSError as problem:
            raise ValueError(f"The clock's file cannot be written: {problem.strerror}.") from problem


def _seconds(text: str) -> float:
    try:
        found = float(text)
    except ValueError:
        found = math.nan
    if not 0 <= found <= MOST_AHEAD:
        raise ValueError(
            "the clock's file must hold a number of seconds from 0 to ten years, and nothing else"
        )
    return found


CLOCK = Clock()


def until_evening(now: datetime, zone: ZoneInfo) -> float:
    """Seconds until the next 19:00 in this zone."""
    return _until_next(EVENING, now, zone)


def until_morning(now: datetime, zone: ZoneInfo) -> float:
    """Seconds until the next 9:00 in this zone: today's, for whoever asks in the night."""
    return _until_next(MORNING, now, zone)


# Minutes, and how often a clock stops within them when it runs on; after the last, on every full hour.
_STOPS = ((15, 5), (60, 15))


def strides(now: datetime, until: datetime) -> list[datetime]:
    """The moments at which a clock that runs on from `now` stops on its way, the last of them `until`.

    They are full hours and quarters in the zone of `now`, which is to be the line's.

    What is due at a time that people name is due on the hour or near it: whoever looks at each stop is never late by
    much, as somebody would be who leaps over a night. Empty where `until` is not later.
    """
    zone, began = now.tzinfo, now.astimezone(UTC)
    found, reached = [], began
    while reached < until:
        minutes = (reached - began).total_seconds() / 60
        step = next((step for within, step in _STOPS if minutes < within), 60)
        # In UTC, where no hour is missing or comes twice; only the minute is the zone's own.
        past = reached.astimezone(zone).minute % step
        full = reached.replace(second=0, microsecond=0) + timedelta(minutes=step - past)
        reached = min(full, until)
        found.append(reached)
    return found


def _until_next(hour: time, now: datetime, zone: ZoneInfo) -> float:
    today = now.astimezone(zone).date()
    return next(left for day in (0, 1) if (left := _until(now, zone, today + timedelta(day), hour)) > 0)


def _until(now: datetime, zone: ZoneInfo, day: date, hour: time) -> float:
    # Two moments of one zone are subtracted as wall-clock times, which is an hour off when the clocks change between.
    return (datetime.combine(day, hour, zone) - now.astimezone(UTC)).total_seconds()
