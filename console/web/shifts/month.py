"""A month of the rota on one page: how many are there of those who are needed, day by day; gaps lead to the day."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, Response, request

from console.web import page
from console.web.context import Context
from console.web.shifts import dates
from console.web.shifts.cells import DayRow, week_of
from console.web.shifts.dates import A_DAY, Days
from store.planning import weeks


@dataclass(frozen=True, slots=True)
class DayCount:
    """A day in a month's table. `there`: how many come, of `needed`."""

    row: DayRow
    said: str
    week: str
    there: int
    needed: int

    @property
    def missing(self) -> int:
        """How many are missing."""
        return self.needed - self.there


def add(routes: Blueprint, ctx: Context) -> None:
    """GET /console/shifts/month?month=2026-12."""

    @routes.get("/shifts/month")
    def shifts_month() -> Response:
        with ctx.db.look(ctx.clock()) as tx:
            clock = Days(tx.line, page.language_now(), tx.now)
            today = dates.today(tx.line, tx.now)
            first = dates.read_month(request.args.get("month", ""), today)
            if first is None:
                return page.render("refused.html", "refused.missing_title", status=404, why="month.no_month")
            seen = weeks.look(tx, first, dates.next_month(first) - A_DAY, page.mine().account.id)
            month = week_of(seen, clock, tx.line, today)
        days = [counted(row, clock) for row in month.days]
        return page.render(
            "month.html",
            "month.title",
            month_seen=month,
            weeks=by_week(days),
            weekdays=[clock.weekday(day) for day in range(7)],
            named=clock.month(first),
            gap_days=sum(each.missing > 0 for each in days),
            before=dates.month_said(first - A_DAY),
            after=dates.month_said(dates.next_month(first)),
            week=dates.week_said(today if first == today.replace(day=1) else first),
            is_this=first == today.replace(day=1),
        )


def counted(row: DayRow, clock: Days) -> DayCount:
    """A day in figures."""
    entries = [each for cell in row.cells for group in cell for each in group.entries]
    there = sum(each.count for each in entries if each.kind == "held")
    missing = sum(each.count for each in entries if each.is_gap)
    return DayCount(row, clock.short_day(row.day), dates.week_said(row.day), there, there + missing)


def by_week(days: Sequence[DayCount]) -> list[list[DayCount | None]]:
    """Rows of seven days from Monday on; None for a day of another month."""
    before: list[DayCount | None] = [None] * days[0].row.day.weekday()
    cells = [*before, *days]
    cells += [None] * (-len(cells) % 7)
    return [cells[place : place + 7] for place in range(0, len(cells), 7)]
