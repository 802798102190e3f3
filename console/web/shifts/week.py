"""A week of the rota: a table of days and their parts, who is away, and how many are needed against how many are on."""

from flask import Blueprint, Response, request

from console.web import page
from console.web.context import Context
from console.web.shifts import dates
from console.web.shifts.bars import bars
from console.web.shifts.cells import week_of
from console.web.shifts.dates import A_DAY, Days
from store.planning import weeks


def add(routes: Blueprint, ctx: Context) -> None:
    """GET /console/shifts?week=2026-W49."""

    @routes.get("/shifts")
    def shifts() -> Response:
        with ctx.db.look(ctx.clock()) as tx:
            clock = Days(tx.line, page.language_now(), tx.now)
            today = dates.today(tx.line, tx.now)
            first = dates.read_week(request.args.get("week", ""), today)
            if first is None:
                return page.render("refused.html", "refused.missing_title", status=404, why="week.no_week")
            seen = weeks.look(tx, first, first + 6 * A_DAY, page.mine().account.id)
            week = week_of(seen, clock, tx.line, today)
        return page.render(
            "week.html",
            "week.title",
            week=week,
            clock=clock,
            parts=[(clock.t(f"week.{part}"), clock.t(f"week.in_{part}")) for part in dates.PARTS],
            bars=bars(seen.hours, clock),
            before=dates.week_said(first - A_DAY),
            after=dates.week_said(first + 7 * A_DAY),
            this=dates.week_said(today),
            month=dates.month_said(first + 3 * A_DAY),
            is_this=first == dates.monday(today),
        )
