"""A volunteer off duty, or paused for a while. Nobody is put on duty here: that is their own word."""

from datetime import datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from flask import Blueprint, Response

from console.web import forms, page
from console.web.context import Context
from console.web.forms import Form
from console.web.now.sayings import Clock
from console.web.volunteers import sayings
from console.web.volunteers.volunteer import look_up
from store.accounts.sign_in import by
from store.database import Tx
from store.rota import on_off, pause

LONGEST: Final = timedelta(days=366)


def add(routes: Blueprint, ctx: Context) -> None:
    """/console/volunteers/<number>/duty."""

    def shown(number: int, form: Form, *, status: int = 200) -> Response:
        with ctx.db.look(ctx.clock()) as tx:
            found = look_up(tx, number)
            if isinstance(found, Response):
                return found
            clock = Clock(tx.line, page.language_now(), tx.now)
            said: dict[str, Any] = {
                "each": found.each,
                "state": sayings.state(clock, found.each),
                "zone": clock.zone,
                "is_on": found.row.on_duty and found.each.state in ("on", "paused", "talking"),
                "within": len(pause.shifts_within(tx, number, None)),
            }
        return page.render("volunteer_duty.html", "volunteer_duty.title", status=status, form=form, **said)

    def see(number: int) -> Response:
        return shown(number, forms.shown())

    def send(number: int) -> Response:
        form, account = forms.sent(), page.mine().account
        do = form.text("do")
        if do not in ("off", "pause"):
            return shown(number, form, status=422)

        def work(tx: Tx) -> Response | None:
            found = look_up(tx, number)
            if isinstance(found, Response):
                return found
            if found.each.state in ("left", "invited"):
                form.wrong("do", "volunteer_duty.not_joined")
                return None
            if do == "off":
                held = on_off.set_duty(tx, number, False, None)
                tx.record("volunteers off", found.each.handle, by=by(account))
                kept = "volunteer_duty.off_holding" if held.params.get("code") else "volunteer_duty.off_done"
                return page.go("volunteer", kept, number=number)
            until = _until(form, tx)
            if not form.is_good:
                return None
            pause.begin(tx, number, until, is_break=False)
            tx.record("volunteers pause", found.each.handle, by=by(account))
            return page.go("volunteer", "volunteer_duty.pause_done", number=number)

        answer = ctx.db.transact(ctx.clock(), work)
        return answer or shown(number, form, status=422)

    page.add_form(routes, "/volunteers/<int:number>/duty", "volunteer_duty", see, send)


def _until(form: Form, tx: Tx) -> datetime | None:
    """Until when: a day and an hour on the line's clock; no day: until they text ON."""
    day, hour = form.text("day", most=20), form.text("hour", most=10)
    if not day:
        if hour:
            form.wrong("day", "volunteer_duty.day_missing")
        return None
    try:
        at = datetime.fromisoformat(f"{day}T{hour or '08:00'}").replace(tzinfo=ZoneInfo(tx.line.timezone))
        soon = tx.now < at <= tx.now + LONGEST
    except (ValueError, OverflowError):
        form.wrong("day", "volunteer_duty.day_wrong")
        return None
    if not soon:
        form.wrong("day", "volunteer_duty.day_not_ahead")
        return None
    return at
