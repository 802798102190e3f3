"""Slots: hours of the week that want at least so many people, so that a gap is known without any forecast."""

from datetime import date

from flask import Blueprint, Response

from console.web import forms, page
from console.web.context import Context
from console.web.forms import Form
from console.web.shifts import dates
from console.web.shifts.dates import Days
from console.web.shifts.new import read_clock, ticked
from store.accounts.accounts import Person
from store.accounts.sign_in import by
from store.coordinators.actions import Refused
from store.database import Tx
from store.models import Slot
from store.rota import slots
from store.rota.slots import MOST, SlotHours


def add(routes: Blueprint, ctx: Context) -> None:
    """/console/shifts/slots, and one of them: /console/shifts/slots/<number>."""

    def shown(form: Form, *, status: int = 200) -> Response:
        with ctx.db.look(ctx.clock()) as tx:
            clock, today = Days(tx.line, page.language_now(), tx.now), dates.today(tx.line, tx.now)
            rows = [(row, said(row, clock), lasts(row, clock, today)) for row in slots.listed(tx, today)]
        return page.render("slots.html", "slots.title", status=status, form=form, rows=rows, clock=clock)

    def see() -> Response:
        return shown(forms.shown({"starts": "19:00", "ends": "22:00", "minimum": "2"}))

    def send() -> Response:
        form, account = forms.sent(), page.mine().account
        with ctx.db.look(ctx.clock()) as tx:
            today = dates.today(tx.line, tx.now)
        wanted = read(form, today)
        if wanted is None:
            return shown(form, status=422)
        ctx.db.transact(ctx.clock(), lambda tx: _add(tx, *wanted, account))
        return page.go("slots", "slots.done_add")

    def shown_one(number: int, form: Form | None, *, status: int = 200) -> Response:
        with ctx.db.look(ctx.clock()) as tx:
            clock = Days(tx.line, page.language_now(), tx.now)
            row = _live(tx, number)
        if row is None and form is not None:
            form.wrong("days", "slots.not_changed")
            return shown(form, status=422)
        if row is None:
            return page.render("refused.html", "slots.over_title", status=404, why="slots.over")
        form = form or forms.shown(as_typed(row))
        return page.render(
            "slot.html", "slots.one", status=status, form=form, said=said(row, clock), clock=clock
        )

    def see_one(number: int) -> Response:
        return shown_one(number, None)

    def send_one(number: int) -> Response:
        form, account = forms.sent(), page.mine().account
        with ctx.db.look(ctx.clock()) as tx:
            today = dates.today(tx.line, tx.now)
        ends = form.text("do") == "end"
        wanted = None if ends else read(form, today)
        first = _first(form, today)
        if (wanted is None and not ends) or first is None or not form.is_good:
            return shown_one(number, form, status=422)
        since = first
        try:
            ctx.db.transact(
                ctx.clock(),
                lambda tx: _change(tx, number, wanted[0] if wanted else None, since, form, account),
            )
        except Refused:
            return shown_one(number, form, status=422)
        return page.go("slots", "slots.done_end" if ends else "slots.done_change")

    page.add_form(routes, "/shifts/slots", "slots", see, send)
    page.add_form(routes, "/shifts/slots/<int:number>", "slot", see_one, send_one)


def _add(tx: Tx, hours: SlotHours, first: date, account: Person) -> None:
    number = slots.add(tx, hours, first)
    tx.record("slots add", f"#{number}", by=by(account), minimum=hours.minimum)


def _change(tx: Tx, number: int, hours: SlotHours | None, first: date, form: Form, account: Person) -> None:
    row = slots.find(tx, number)
    if row is None or row.last is not None:
        raise Refused("changed", "it was changed or ended meanwhile")
    if hours is None:
        slots.end(tx, row, first)
        tx.record("slots end", f"#{number}", by=by(account))
        return
    made = slots.change(tx, row, hours, first)
    tx.record("slots change", f"#{number}", by=by(account), to=f"#{made}", minimum=hours.minimum)


def _live(tx: Tx, number: int) -> Slot | None:
    row = slots.read(tx, number) if number < 2**63 else None
    return row if row is not None and row.last is None else None


def read(form: Form, today: date) -> tuple[SlotHours, date] | None:
    """A slot as it was typed, and from which day on; None where something cannot be read, and the form says what."""
    days, minimum = ticked(form), form.text("minimum", most=3)
    starts, ends = (read_clock(form, name) for name in ("starts", "ends"))
    first = _first(form, today)
    if not days:
        form.wrong("days", "slots.no_days")
    if not (minimum.isascii() and minimum.isdecimal() and 1 <= int(minimum) <= MOST):
        form.wrong("minimum", "slots.not_minimum", most=MOST)
    if starts is None or ends is None or first is None or not form.is_good:
        return None
    return SlotHours(days, starts, ends, int(minimum)), first


def _first(form: Form, today: date) -> date | None:
    """From which day on; nothing typed: from today."""
    typed = form.text("first", most=20)
    first = dates.read_day(typed, today) if typed else today
    if first is None or first < today:
        form.wrong("first", "slots.not_first")
        return None
    return first


def as_typed(row: Slot) -> dict[str, str]:
    """A slot as its form has it."""
    days = {f"d{day}": "yes" for day in row.days}
    return {**days, "starts": row.starts, "ends": row.ends, "minimum": str(row.minimum)}


def said(row: Slot, clock: Days) -> str:
    """ "Monday and Thursday, 7:00 PM to 10:00 PM"."""
    days = clock.joined([clock.weekday(int(day)) for day in row.days])
    starts, ends = (clock.clock(dates.clock_time(each)) for each in (row.starts, row.ends))
    return clock.t("slots.said", days=days, hours=clock.t("week.hours", since=starts, until=ends))


def lasts(row: Slot, clock: Days, today: date) -> str:
    """From when, and to when, where that is not simply now and for good."""
    parts = []
    if date.fromisoformat(row.first) > today:
        parts.append(clock.t("slots.from", day=clock.day(date.fromisoformat(row.first))))
    if row.last is not None:
        parts.append(clock.t("slots.to", day=clock.day(date.fromisoformat(row.last))))
    return ", ".join(parts) or clock.t("slots.always")
