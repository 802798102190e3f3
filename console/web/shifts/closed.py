"""Closes the line for a while, and opens it: what people read stands on the page before anything is done."""

from datetime import datetime, timedelta

from flask import Blueprint, Response

from console.web import forms, page
from console.web.context import Context
from console.web.forms import Form
from console.web.shifts import dates
from console.web.shifts.dates import Days
from console.web.shifts.new import read_clock
from flows.line import Line
from flows.line.choices import NotAllowed
from flows.line.closing import LONGEST, LONGEST_REASON, Closing, is_reason
from flows.rules.times.moments import moment
from flows.wording import Listener, render
from store.accounts.sign_in import by
from store.closing import closing as closings
from store.database import Tx
from store.rota import holidays

DAYS_SHOWN = timedelta(days=90)


def add(routes: Blueprint, ctx: Context) -> None:
    """/console/shifts/closed: first a look at what people read, then the deed."""

    def shown(form: Form, *, status: int = 200, meant: Closing | None = None) -> Response:
        with ctx.db.look(ctx.clock()) as tx:
            line, clock = tx.line, Days(tx.line, page.language_now(), tx.now)
            closed = line.closed_at(tx.now)
            free = holidays.ahead(tx, DAYS_SHOWN)
            waiting = closings.waiting(tx, meant) if meant is not None else 0
        return page.render(
            "closed.html",
            "closing.title",
            status=status,
            form=form,
            clock=clock,
            closed=closed,
            meant=meant,
            waiting=waiting,
            read=_texts(line, clock, meant) if meant is not None else (),
            free=free,
            longest=LONGEST.days,
        )

    def see() -> Response:
        with ctx.db.look(ctx.clock()) as tx:
            tomorrow = dates.today(tx.line, tx.now) + dates.A_DAY
        return shown(forms.shown({"day": tomorrow.isoformat(), "at": "09:00"}))

    def send() -> Response:
        form, account = forms.sent(), page.mine().account
        do = form.text("do")
        if do == "open":
            was = ctx.db.transact(ctx.clock(), lambda tx: _open(tx, by(account)))
            return page.go("closing", "closing.done_open" if was else "closing.open_before")
        with ctx.db.look(ctx.clock()) as tx:
            meant = _read(form, tx)
        if meant is None or do != "close":
            return shown(form, status=200 if form.is_good else 422, meant=meant)
        until, reason, seen = meant.until, meant.reason, form.text("seen")

        def work(tx: Tx) -> bool:
            now_closed = tx.line.closed_at(tx.now)
            if seen != _mark(now_closed):
                return False
            closings.close(tx, until, reason=reason, by=by(account))
            return True

        try:
            done = ctx.db.transact(ctx.clock(), work)
        except NotAllowed:
            form.wrong("day", "closing.not_day", days=LONGEST.days)
            return shown(form, status=422)
        if not done:
            form.wrong("day", "closing.changed")
            return shown(form, status=422, meant=meant)
        return page.go("closing", "closing.done_close")

    page.add_form(routes, "/shifts/closed", "closing", see, send)


def _open(tx: Tx, who: str) -> bool:
    return closings.reopen(tx, by=who) is not None


def _mark(closed: Closing | None) -> str:
    """What tells a page that it showed the closing that counts now."""
    return closed.until.isoformat() if closed is not None else ""


def _read(form: Form, tx: Tx) -> Closing | None:
    """The closing as it was typed; None where something cannot be read, and the form says what."""
    day = dates.read_day(form.text("day", most=20), dates.today(tx.line, tx.now))
    at, reason = read_clock(form, "at"), form.text("reason", most=LONGEST_REASON)
    if not is_reason(reason):
        form.wrong("reason", "closing.not_reason")
    if day is None:
        form.wrong("day", "shift_new.no_day")
    if day is None or at is None or not form.is_good:
        return None
    until = moment(datetime.combine(day, at), tx.line.timezone)
    if not tx.now < until <= tx.now + LONGEST:
        form.wrong("day", "closing.not_day", days=LONGEST.days)
        return None
    return Closing(tx.now, until, reason)


def _texts(line: Line, clock: Days, meant: Closing) -> tuple[str, str]:
    """What people who wait read, and what volunteers do, in the language of whoever looks."""
    to = Listener(line, clock.language, False, clock.minute, line.timezone)
    waits = " ".join(render(each, to, {"at": meant.until}) for each in ("closed.waiting", "closed.ask"))
    told = "closed.volunteer_why" if meant.reason else "closed.volunteer"
    return waits, render(told, to, {"at": meant.until, "reason": meant.reason})
