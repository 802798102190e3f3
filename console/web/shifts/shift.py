"""One shift: whose it is, who could take it and why, and what a coordinator does about it."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import Blueprint, Response

from console.web import forms, page
from console.web.context import Context
from console.web.forms import Form
from console.web.shifts.cells import note
from console.web.shifts.dates import Days, week_said
from store.accounts.accounts import Person
from store.accounts.sign_in import by
from store.contacts import known_people
from store.coordinators.actions import Refused
from store.database import Tx
from store.planning import shift_changes, suggestions, weeks
from store.rota import queries as rota
from store.rota.queries import THEIRS


def add(routes: Blueprint, ctx: Context) -> None:
    """/console/shifts/<number>: a form for each of what can be done."""

    def shown(number: int, form: Form, *, status: int = 200) -> Response:
        with ctx.db.look(ctx.clock()) as tx:
            found = _found(tx, number, page.mine().account, Days(tx.line, page.language_now(), tx.now))
        if found is None:
            return page.render("refused.html", "refused.missing_title", status=404, why="refused.missing")
        if found["shift"].hidden:
            return page.render("refused.html", "now_alert.hidden_title", status=403, why="now_alert.hidden")
        return page.render("shift.html", "shift.title", status=status, form=form, **found)

    def see(number: int) -> Response:
        return shown(number, forms.shown())

    def send(number: int) -> Response:
        form, account = forms.sent(), page.mine().account
        do = form.text("do")
        if do not in DONE:
            return shown(number, form, status=422)

        def work(tx: Tx) -> str:
            row = rota.shift(tx, number) if number < 2**63 else None
            known = known_people.volunteers_known(tx, account.id)
            if row is None or row.volunteer_id in known or _id(form, "who") in known:
                raise Refused("changed", "there is no such shift")
            return DONE[do](tx, number, form, by(account))

        try:
            notice = ctx.db.transact(ctx.clock(), work)
        except Refused as refused:
            with ctx.db.look(ctx.clock()) as tx:
                clock = Days(tx.line, page.language_now(), tx.now)
            form.wrong(FIELDS[do], f"shift.not_{refused.why}", **gaps(refused, clock))
            return shown(number, form, status=422)
        return page.go("shift", notice, number=number)

    page.add_form(routes, "/shifts/<int:number>", "shift", see, send)


def gaps(refused: Refused, clock: Days) -> dict[str, object]:
    """What fills the words of a refusal."""
    at = refused.gaps.get("at")
    return {"at": clock.at(at)} if at is not None else {}  # type: ignore[arg-type]


def _found(tx: Tx, number: int, account: Person, clock: Days) -> dict[str, Any] | None:
    each = weeks.seen(tx, number, account.id) if number < 2**63 else None
    row = rota.shift(tx, number) if each is not None else None
    if each is None or row is None:
        return None
    known = known_people.volunteers_known(tx, account.id)
    coming = each.ends_at > tx.now
    is_open = each.is_open and coming
    can = suggestions.for_shift(tx, row, without=known) if is_open else None
    trades = weeks.tradable(tx, number, account.id) if each.state in ("planned", "confirmed") else []
    return {
        "shift": each,
        "clock": clock,
        "volunteer_id": row.volunteer_id,
        "note": note(each, clock) if not each.is_open else "",
        "held": each.state in THEIRS and coming and not each.hidden,
        "weekly": row.shift_id is not None,
        "is_open": is_open,
        "can": can,
        "because": lambda reasons: because(reasons, clock),
        "asked": shift_changes.asked_of(tx, number),
        "trades": {
            str(other.id): f"{clock.day(clock.day_of(other.starts_at))}, "
            f"{clock.hours(other.starts_at, other.ends_at)}: {other.peer}"
            for other in trades[:60]
        },
        "week": week_said(clock.day_of(each.starts_at)),
    }


def because(reasons: tuple[suggestions.Reason, ...], clock: Days) -> str:
    """Reasons in words, one after the other."""
    return "; ".join(clock.t(f"suggested.{each.code}", **each.gaps) for each in reasons)


def _id(form: Form, name: str) -> int:
    typed = form.text(name)
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 19 else 0


def _ask(tx: Tx, number: int, form: Form, who: str) -> str:
    shift_changes.ask(tx, number, _id(form, "who"), by=who)
    return "shift.done_ask"


def _put_in(tx: Tx, number: int, form: Form, who: str) -> str:
    if "agreed" not in form.values:
        raise Refused("agreed", "say that they agreed")
    shift_changes.put_in(tx, number, _id(form, "who"), by=who)
    return "shift.done_put_in"


def _close(tx: Tx, number: int, form: Form, who: str) -> str:
    shift_changes.close_open(tx, number, by=who)
    return "shift.done_close"


def _drop(tx: Tx, number: int, form: Form, who: str) -> str:
    tell = form.text("tell") != "no"
    all_of_them = form.text("which") == "all"
    shift_changes.drop(tx, number, _id(form, "who"), all_of_them=all_of_them, tell=tell, by=who)
    return "shift.done_drop" if tell else "shift.done_drop_untold"


def _swap(tx: Tx, number: int, form: Form, who: str) -> str:
    shift_changes.swap(tx, number, _id(form, "who"), _id(form, "other"), by=who)
    return "shift.done_swap"


DONE: Mapping[str, Callable[[Tx, int, Form, str], str]] = {
    "ask": _ask,
    "put_in": _put_in,
    "close": _close,
    "drop": _drop,
    "swap": _swap,
}
FIELDS: Mapping[str, str] = {
    "ask": "ask",
    "put_in": "who",
    "close": "close",
    "drop": "drop",
    "swap": "other",
}
"""Beside which field it is said why something was not done."""
