"""Needed against on, hour by hour: the bars of a picture made here, and the same figures for a table beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from console.web.shifts.dates import Days
from flows.rules.promises.coverage import Hour

WIDE, HIGH = 6, 60
"""Of a bar, in units of the picture."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One hour. `on` and `needed` are heights; `said`: the figures in words."""

    x: int
    on: float
    needed: float
    short: bool
    said: str


@dataclass(frozen=True, slots=True)
class Bars:
    """The picture of some days, and the table: for each hour of the day, a cell a day.

    `starts`: where each day begins, by its name.
    """

    bars: Sequence[Bar]
    starts: Sequence[tuple[int, str]]
    days: Sequence[str]
    rows: Sequence[tuple[str, Sequence[str]]]
    most: int

    @property
    def width(self) -> int:
        """Of the picture."""
        return len(self.bars) * WIDE


def bars(hours: Sequence[Hour], clock: Days) -> Bars | None:
    """The picture of these hours; None where nobody is needed and nobody is on."""
    most = max((max(hour.on, hour.needed) for hour in hours), default=0)
    if not most:
        return None
    made: list[Bar] = []
    starts: list[tuple[int, str]] = []
    by_day: dict[date, dict[int, list[str]]] = {}
    for place, hour in enumerate(hours):
        day = clock.day_of(hour.at)
        if day not in by_day:
            starts.append((place * WIDE, clock.short_day(day)))
        cell = f"{hour.on}/{hour.needed}" + (" ▲" if hour.short else "")
        by_day.setdefault(day, {}).setdefault(clock.local(hour.at).hour, []).append(cell)
        made.append(
            Bar(
                x=place * WIDE,
                on=round(HIGH * hour.on / most, 1),
                needed=round(HIGH * hour.needed / most, 1),
                short=bool(hour.short),
                said=_said(hour, clock, day),
            )
        )
    # The hour that comes twice when clocks are put back has two figures in one cell.
    told = [of_day for of_day in range(24) if any(of_day in cells for cells in by_day.values())]
    rows = [
        (clock.clock(time(of_day)), [" ".join(cells.get(of_day, [])) or "–" for cells in by_day.values()])
        for of_day in told
    ]
    return Bars(made, starts, [clock.short_day(day) for day in by_day], rows, most)


def _said(hour: Hour, clock: Days, day: date) -> str:
    said = clock.t("week.bar_short" if hour.short else "week.bar", on=hour.on, needed=hour.needed)
    return f"{clock.short_day(day)}, {clock.hours(hour.at, hour.at + timedelta(hours=1))}: {said}"
