"""A new shift: given to somebody, once or every week, or opened for anybody."""

from collections.abc import Mapping
from datetime import date, time

from flask import Blueprint, Response, request

from console.web import forms, page
from console.web.context import Context
from console.web.forms import Form
from console.web.shifts import dates
from console.web.shifts.dates import Days
from console.web.shifts.shift import gaps
from store.accounts.accounts import Person
from store.accounts.sign_in import by
from store.contacts import known_people
from store.coordinators.actions import Refused
from store.database import Tx
from store.planning import shift_changes, weeks
from store.planning.shift_changes import Wanted

ANYBODY = "anybody"
_BEGINS = ("00:00", "09:00", "13:00", "19:00")
"""When a shift begins that is added in a part of the day, unless somebody says otherwise."""


def add(routes: Blueprint, ctx: Context) -> None:
    """/console/shifts/new?day=2026-12-03&part=3, or &starts=19:00&ends=22:00."""

    def shown(form: Form, *, status: int = 200) -> Response:
        with ctx.db.look(ctx.clock()) as tx:
            clock = Days(tx.line, page.language_now(), tx.now)
            people = weeks.volunteers(tx, page.mine().account.id)
        who = {ANYBODY: clock.t("shift_new.anybody")} | {str(id): name for id, name in people}
        return page.render(
            "shift_new.html", "shift_new.title", status=status, form=form, who=who, clock=clock
        )

    def see() -> Response:
        with ctx.db.look(ctx.clock()) as tx:
            today = dates.today(tx.line, tx.now)
        return shown(forms.shown(_start(request.args, today)))

    def send() -> Response:
        form, account = forms.sent(), page.mine().account
        with ctx.db.look(ctx.clock()) as tx:
            clock = Days(tx.line, page.language_now(), tx.now)
            wanted = read(form, dates.today(tx.line, tx.now))
        who, count = form.text("who"), form.text("count", most=2) or "1"
        if who != ANYBODY and not (who.isascii() and who.isdecimal() and len(who) < 19):
            form.wrong("who", "shift_new.no_who")
        if who == ANYBODY and not (count.isascii() and count.isdecimal()):
            form.wrong("count", "shift_new.not_count")
        if who == ANYBODY and wanted is not None and wanted.days:
            form.wrong("again", "shift_new.open_once")
        if wanted is None or not form.is_good:
            return shown(form, status=422)
        meant = wanted
        try:
            notice = ctx.db.transact(ctx.clock(), lambda tx: _do(tx, who, meant, count, account))
        except Refused as refused:
            field = FIELDS.get(refused.why, "starts")
            form.wrong(field, f"shift_new.not_{refused.why}", **gaps(refused, clock))
            return shown(form, status=422)
        return page.go("shifts", notice, week=dates.week_said(meant.day))

    page.add_form(routes, "/shifts/new", "shift_new", see, send)


FIELDS: Mapping[str, str] = {
    "has_it": "who",
    "overlaps": "who",
    "away": "who",
    "gone": "who",
    "count": "count",
    "twice": "who",
    "past": "day",
    "too_short": "ends",
}


def _do(tx: Tx, who: str, wanted: Wanted, count: str, account: Person) -> str:
    if who == ANYBODY:
        shift_changes.open_for_anybody(tx, wanted, int(count), by=by(account))
        return "shift_new.done_open"
    if int(who) in known_people.volunteers_known(tx, account.id):
        raise Refused("gone", "nobody of that name")
    shift_changes.give(tx, int(who), wanted, by=by(account))
    return "shift_new.done_weekly" if wanted.days else "shift_new.done_give"


def read(form: Form, today: date) -> Wanted | None:
    """The hours as they were typed; None where something of them cannot be read, and the form says what."""
    day = dates.read_day(form.text("day", most=20), today)
    starts, ends = (read_clock(form, name) for name in ("starts", "ends"))
    if day is None:
        form.wrong("day", "shift_new.no_day")
    elif day < today:
        form.wrong("day", "shift_new.not_past")
    days = ticked(form)
    if day is None or starts is None or ends is None or not form.is_good:
        return None
    return Wanted(day, starts, ends, days)


def read_clock(form: Form, name: str) -> time | None:
    """A time of the clock; None where it cannot be read, and the form says so."""
    found = dates.read_time(form.text(name, most=20))
    if found is None:
        form.wrong(name, "shift_new.no_time")
    return found


def ticked(form: Form) -> tuple[int, ...]:
    """The days of the week that are ticked; 0 is Monday."""
    return tuple(day for day in range(7) if form.values.get(f"d{day}"))


def _start(given: Mapping[str, str], today: date) -> dict[str, str]:
    day = dates.read_day(given.get("day", ""), today) or today
    starts, ends = (dates.read_time(given.get(name, "")) for name in ("starts", "ends"))
    part = given.get("part", "3")
    begins = _BEGINS[int(part)] if part in ("0", "1", "2", "3") else _BEGINS[3]
    starts = starts or time.fromisoformat(begins)
    ends = ends or starts.replace(hour=(starts.hour + 3) % 24)
    return {
        "day": day.isoformat(),
        "starts": f"{starts:%H:%M}",
        "ends": f"{ends:%H:%M}",
        "count": "1",
        "who": ANYBODY,
    }
