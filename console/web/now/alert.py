"""One alert, and what somebody does about it: has it, gives it to the next person on call, closes it."""

from flask import Blueprint, Response

from console.web import forms, page
from console.web.context import Context
from console.web.forms import Form
from store.alerts.alerts import ABOUT_DANGER, FOR_A_PERSON
from store.coordinators import taken_alerts
from store.coordinators.taken_alerts import AlertFound

LONGEST = 500
MISSING = "refused.missing"


def add(routes: Blueprint, ctx: Context) -> None:
    """/console/now/alert/<number>: a form for each of what can be done."""

    def shown(alert: AlertFound | None, form: Form, *, status: int = 200) -> Response:
        if alert is None:
            return page.render("refused.html", "refused.missing_title", status=404, why=MISSING)
        if alert.hidden:
            return page.render("refused.html", "now_alert.hidden_title", status=403, why="now_alert.hidden")
        return page.render(
            "now_alert.html",
            "now_alert.title",
            status=status,
            alert=alert,
            form=form,
            of_danger=alert.kind.value in ABOUT_DANGER,
            can_be_answered=alert.kind.value in FOR_A_PERSON,
        )

    def see(number: int) -> Response:
        with ctx.db.look(ctx.clock()) as tx:
            alert = taken_alerts.find(tx, number, page.mine().account)
        return shown(alert, forms.shown())

    def send(number: int) -> Response:
        form, account = forms.sent(), page.mine().account
        do, words = form.text("do"), form.text("words", most=LONGEST)
        with ctx.db.look(ctx.clock()) as tx:
            alert = taken_alerts.find(tx, number, account)
        if alert is None or alert.hidden:
            return shown(alert, form)
        if do == "close" and not words:
            form.wrong("words", "now_alert.words_missing")
        if do not in ("take", "pass", "close") or not form.is_good:
            return shown(alert, form, status=422)
        meant = alert
        if do == "take":
            took = ctx.db.transact(ctx.clock(), lambda tx: taken_alerts.take(tx, meant, account))
            said = "now_alert.have_it" if took or meant.mine else "now_alert.taken_before"
            return page.go("now_alert", said, number=meant.id)
        if do == "pass":
            knows = "knows" in form.values
            passed = ctx.db.transact(
                ctx.clock(), lambda tx: taken_alerts.give_away(tx, meant, account, knows_them=knows)
            )
            return page.go("now", PASSED[passed.name])
        closed = ctx.db.transact(ctx.clock(), lambda tx: taken_alerts.close(tx, meant, account, words))
        return page.go("now", "now_alert.closed" if closed.name == "closed" else "now_alert.closed_before")

    page.add_form(routes, "/now/alert/<int:number>", "now_alert", see, send)


PASSED = {
    "passed": "now_alert.passed",
    "hidden": "now_alert.passed_hidden",
    "nobody": "now_alert.nobody",
    "nobody_hidden": "now_alert.nobody_hidden",
    "none": "now_alert.closed_before",
}
"""What is said of each outcome of `HandOver`."""
