"""The history of alerts: a list, filtered by its address. Each leads to the alert's own page, open or past."""

from datetime import timedelta

from flask import Blueprint, Response, request, url_for

from console.web import clock, page
from console.web.context import Context
from console.web.forms import Form
from store.account_alerts import alert_history
from store.account_alerts.alert_history import KINDS, STATES, PastAlert, Wanted
from store.database import Tx

DAYS = ("1", "7", "30", "90", "365")


def add(routes: Blueprint, ctx: Context) -> None:
    """GET /console/alerts."""

    @routes.get("/alerts")
    def alerts() -> Response:
        form = asked()
        with ctx.db.look(ctx.clock()) as tx:
            found, following = alert_history.listed(tx, page.mine().account, _wanted(tx, form))
            zone, language = tx.line.timezone, page.language_now()

        def when(each: PastAlert) -> str:
            return clock.past(each.last_at, zone, language)

        return page.render(
            "alerts.html",
            "alerts.title",
            form=form,
            found=found,
            when=when,
            following=_address(form, following) if following is not None else "",
            first="before" not in form.values,
            filtered=any(form.values.get(each) for each in ("state", "kind", "days", "handle")),
            states=STATES,
            kinds=KINDS,
            days=DAYS,
        )


def asked() -> Form:
    """What the address asks for, without what it cannot ask for."""
    args = request.args
    allowed = {"state": STATES, "kind": KINDS, "days": DAYS}
    values = {name: args[name] for name, choices in allowed.items() if args.get(name) in choices}
    if handle := shown_handle(args.get("handle", "")):
        values["handle"] = handle
    if (before := number(args.get("before", ""))) is not None:
        values["before"] = str(before)
    return Form(values)


def shown_handle(typed: str) -> str:
    """What was typed for a handle, if it may be said back: not what may be a telephone number."""
    said = " ".join("".join(each if each.isprintable() else " " for each in typed).split())[:40]
    return said if sum(map(str.isdigit, said)) < 6 else "?"


def number(typed: str) -> int | None:
    """The number of a row that an address names; None where it is none."""
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 19 else None


def _wanted(tx: Tx, form: Form) -> Wanted:
    days = form.values.get("days")
    return Wanted(
        state=form.values.get("state", ""),
        kind=form.values.get("kind", ""),
        since=tx.now - timedelta(days=int(days)) if days else None,
        handle=form.values.get("handle", ""),
        before=number(form.values.get("before", "")),
    )


def _address(form: Form, before: int) -> str:
    kept = {name: value for name, value in form.values.items() if name != "before"}
    return url_for("console.alerts", **kept, before=str(before))  # type: ignore[arg-type]
