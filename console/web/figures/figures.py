"""What boards and funders ask: a month in figures, the months before it, and the same as a file."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from babel.dates import format_date
from flask import Blueprint, Response, request

from console.web import forms, page, roles
from console.web.context import Context
from console.web.figures import sheet
from console.web.figures.cells import Cells
from console.web.log.log import written
from console.web.shifts import dates
from console.web.shifts.dates import A_DAY, Days
from store.database import Tx
from store.figures import figures
from store.figures.figures import Span

MONTHS = 12


def add(routes: Blueprint, ctx: Context) -> None:
    """GET /console/figures?month=2026-11, POST /console/figures/csv."""

    @routes.get("/figures", endpoint="figures")
    def see() -> Response:
        account, language = page.mine().account, page.language_now()
        with ctx.db.look(ctx.clock()) as tx:
            clock = Days(tx.line, language, tx.now)
            today = dates.today(tx.line, tx.now)
            first = _read(request.args.get("month", ""), today)
            if first is None:
                return page.render(
                    "refused.html", "refused.missing_title", status=404, why="figures.no_month"
                )
            hides = not roles.may(account.role, "see_small_figures") or figures.knows_somebody(tx, account)
            cells = Cells(language, hides)
            known = figures.known_from(tx)
            zone, months = ZoneInfo(tx.line.timezone), _months(first)
            found = figures.of_month(tx, _span(first, zone))
            sums = figures.of_months(tx, [_span(each, zone) for each in months])
        start = known.astimezone(zone).date() if known is not None else None
        named = [
            (_short(each, language), known_sum if start and dates.next_month(each) > start else None)
            for each, known_sum in zip(months, sums, strict=True)
        ]
        is_this = first == today.replace(day=1)
        return page.render(
            "figures.html",
            "figures.title",
            named=clock.month(first),
            month=dates.month_said(first),
            before=dates.month_said(first - A_DAY),
            after="" if is_this else dates.month_said(dates.next_month(first)),
            today=clock.day(today),
            is_this=is_this,
            begun=clock.month(start) if start else "",
            is_before=start is None or dates.next_month(first) <= start,
            is_partly=start is not None and first < start < dates.next_month(first),
            is_empty=found.is_empty,
            sentence=sheet.sentence(found, clock.month(first), cells),
            groups=sheet.groups(found, cells),
            bars=sheet.bars(named, cells),
            hides=hides,
            zone=tx.line.timezone,
        )

    @routes.post("/figures/csv", endpoint="figures_csv")
    def as_file() -> Response:
        account, language = page.mine().account, page.language_now()

        def made(tx: Tx) -> tuple[date, figures.Month] | None:
            first = _read(forms.sent().text("month"), dates.today(tx.line, tx.now))
            if first is None:
                return None
            figures.downloaded(tx, account, dates.month_said(first))
            return first, figures.of_month(tx, _span(first, ZoneInfo(tx.line.timezone)))

        found = ctx.db.transact(ctx.clock(), made)
        if found is None:
            return page.render("refused.html", "refused.missing_title", status=404, why="figures.no_month")
        first, month = found
        cells = Cells(language, hides=True, for_file=True)
        head = [cells.t("figures.group"), cells.t("figures.figure"), dates.month_said(first)]
        lines = [
            [group.said, row.said, row.value] for group in sheet.groups(month, cells) for row in group.rows
        ]
        answer = Response(written([head, *lines]), mimetype="text/csv")
        name = f"figures-{dates.month_said(first)}.csv"
        answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return answer


def _read(said: str, today: date) -> date | None:
    """A month that has begun; of nothing, the present one."""
    first = dates.read_month(said, today)
    return first if first is not None and first <= today else None


def _span(first: date, zone: ZoneInfo) -> Span:
    return (
        datetime.combine(first, time(), zone).astimezone(ZoneInfo("UTC")),
        datetime.combine(dates.next_month(first), time(), zone).astimezone(ZoneInfo("UTC")),
    )


def _months(last: date) -> list[date]:
    found = [last]
    while len(found) < MONTHS:
        found.insert(0, (found[0] - A_DAY).replace(day=1))
    return found


def _short(first: date, language: str) -> str:
    return str(format_date(first, "MMM yy", locale=language)).replace(".", "")
