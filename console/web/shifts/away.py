"""Who is away, and until when: said for somebody, and taken back."""

from collections.abc import Callable
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from flask import Blueprint, Response

from console.web import forms, page
from console.web.context import Context
from console.web.forms import Form
from console.web.shifts import dates
from console.web.shifts.dates import Days
from store.accounts.sign_in import by
from store.contacts import known_people
from store.coordinators import overview
from store.coordinators.actions import Refused
from store.database import Tx
from store.models import TimeOff
from store.planning import shift_changes, weeks
from store.rota import queries as rota

SHOWN = timedelta(days=370)


def add(routes: Blueprint, ctx: Context) -> None:
    """/console/shifts/away: a list, and a form."""

    def shown(form: Form, *, status: int = 200) -> Response:
        with ctx.db.look(ctx.clock()) as tx:
            clock = Days(tx.line, page.language_now(), tx.now)
            account = page.mine().account
            people = weeks.volunteers(tx, account.id)
            off = rota.times_off(tx, tx.now, tx.now + SHOWN)
            known = known_people.volunteers_known(tx, account.id)
            named = overview.peers(tx, {row.volunteer_id for row in off} - known)
            rows = [
                (row.id, str(named[row.volunteer_id]), *_days(tx, row))
                for row in off
                if row.volunteer_id in named
            ]
        return page.render(
            "away.html",
            "away.title",
            status=status,
            form=form,
            clock=clock,
            rows=rows,
            who={"": clock.t("shift.choose")} | {str(id): name for id, name in people},
        )

    def see() -> Response:
        return shown(forms.shown())

    def send() -> Response:
        form, account = forms.sent(), page.mine().account
        with ctx.db.look(ctx.clock()) as tx:
            today = dates.today(tx.line, tx.now)
            known = known_people.volunteers_known(tx, account.id)
        if form.text("do") == "back":
            number = _number(form.text("number"))
            return done(form, lambda tx: shift_changes.back(tx, number, by=by(account)), "back")
        who = _number(form.text("who"))
        first = dates.read_day(form.text("first", most=20), today)
        last = dates.read_day(form.text("last", most=20), today) if form.text("last") else first
        if not who or who in known:
            form.wrong("who", "away.no_who")
        for name, day in (("first", first), ("last", last)):
            if day is None:
                form.wrong(name, "shift_new.no_day")
        if first is None or last is None or not form.is_good:
            return shown(form, status=422)
        since, until = first, last
        return done(form, lambda tx: shift_changes.away(tx, who, since, until, by=by(account)), "away")

    def done(form: Form, work: Callable[[Tx], int], do: str) -> Response:
        try:
            count = ctx.db.transact(ctx.clock(), work)
        except Refused as refused:
            form.wrong(FIELDS.get(refused.why, "who"), f"away.not_{refused.why}")
            return shown(form, status=422)
        return page.go("away", f"away.done_{do}" if count else f"away.done_{do}_none")

    page.add_form(routes, "/shifts/away", "away", see, send)


FIELDS = {"backwards": "last", "too_long": "last", "gone": "who", "changed": "rows"}


def _days(tx: Tx, row: TimeOff) -> tuple[date, date]:
    """The first and the last day of a time off, on the clock of whoever is away."""
    zone = ZoneInfo(rota.zone_of(tx, row.volunteer_id))
    return row.begins_at.astimezone(zone).date(), (row.ends_at - timedelta(seconds=1)).astimezone(zone).date()


def _number(typed: str) -> int:
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 19 else 0
