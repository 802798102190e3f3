"""One alert, open or past: what became of it, and what somebody does about it: has it, passes it on, closes it.

One that is about somebody whom the account knows is answered as one that there is not: nobody guesses it by number.
"""

from datetime import datetime, timedelta

from flask import Blueprint, Response

from console.web import clock, forms, page
from console.web.context import Context
from console.web.forms import Form
from console.web.wording import t
from flows.effects.base import AlertKind
from store.account_alerts import alert_history, complaints, taken_alerts
from store.account_alerts.alert_history import REASONS
from store.account_alerts.taken_alerts import AlertFound
from store.accounts.accounts import Person
from store.alerts import history
from store.alerts.alerts import ABOUT_DANGER, FOR_A_PERSON
from store.coordinators.actions import Refused
from store.database import Tx

LONGEST = 500
LATELY = timedelta(days=7)
"""How long an alert that nobody took counts as open."""


def add(routes: Blueprint, ctx: Context) -> None:
    """/console/now/alert/<number>: a form for each of what can be done."""

    def shown(number: int, form: Form, *, status: int = 200, done: str | None = None) -> Response:
        with ctx.db.look(ctx.clock()) as tx:
            alert = taken_alerts.find(tx, number, page.mine().account)
            if alert is None or alert.hidden:
                return missing()
            if alert.kind is AlertKind.TEST:
                return page.go("on_call")
            events = _said(tx, alert)
            gets_it = taken_alerts.gets_it(tx, alert)
            behind = complaints.behind(tx, alert.id, page.mine().account)
            zone, language = tx.line.timezone, page.language_now()
            long_ago = alert.last_at < tx.now - LATELY

        return page.render(
            "now_alert.html",
            "now_alert.title",
            status=status,
            alert=alert,
            form=form,
            events=events,
            gets_it=gets_it,
            done=done,
            when=lambda at, seconds=False: clock.past(at, zone, language, seconds=seconds),
            is_over=alert.open and long_ago,
            behind=behind,
            of_danger=alert.kind.value in ABOUT_DANGER,
            can_be_answered=alert.kind.value in FOR_A_PERSON,
            reasons=REASONS,
        )

    def see(number: int) -> Response:
        return shown(number, forms.shown())

    def send(number: int) -> Response:
        form, account = forms.sent(), page.mine().account
        do, words = form.text("do"), form.text("words", most=LONGEST)
        with ctx.db.look(ctx.clock()) as tx:
            alert = taken_alerts.find(tx, number, account)
        if alert is None or alert.hidden:
            return missing()
        if alert.kind is AlertKind.TEST:
            return page.go("on_call")
        if do == "close" and not words:
            form.wrong("words", "now_alert.words_missing")
        elif do == "close" and forms.has_number(words):
            form.wrong("words", "contact.number_in_words")
        if do == "open" and form.text("reason") not in REASONS:
            form.wrong("reason", "now_alert.reason_missing")
        if do not in DO or not form.is_good:
            return shown(number, form, status=422)
        meant = alert
        if do == "open":
            reason = form.text("reason")
            done = ctx.db.transact(
                ctx.clock(), lambda tx: alert_history.open_what_was_done(tx, meant, account, reason)
            )
            return shown(number, Form(), done=done)
        if do == "take":
            try:
                took = ctx.db.transact(ctx.clock(), lambda tx: taken_alerts.take(tx, meant, account))
            except Refused:
                return page.go("now_alert", "now_alert.own", number=meant.id)
            said = "now_alert.have_it" if took or meant.mine else "now_alert.taken_before"
            return page.go("now_alert", said, number=meant.id)
        if do == "pass":
            knows = "knows" in form.values
            passed = ctx.db.transact(
                ctx.clock(), lambda tx: taken_alerts.give_away(tx, meant, account, knows_them=knows)
            )
            return page.go("now", PASSED[passed.name])
        closed = ctx.db.transact(ctx.clock(), lambda tx: _close(tx, meant, account, words))
        return page.go("now", "now_alert.closed" if closed else "now_alert.closed_before")

    def missing() -> Response:
        return page.render("refused.html", "refused.missing_title", status=404, why="alerts.missing")

    page.add_form(routes, "/now/alert/<int:number>", "now_alert", see, send)


def _close(tx: Tx, alert: AlertFound, account: Person, words: str) -> bool:
    if alert.kind is AlertKind.COMPLAINT:
        return complaints.close_alert(tx, alert.id, account, words)
    return taken_alerts.close(tx, alert, account, words).name == "closed"


def _said(tx: Tx, alert: AlertFound) -> list[tuple[datetime, str]]:
    """What happened to it, in words, in order. People on call by handle, accounts by name."""
    language = page.language_now()
    names: dict[tuple[int | None, int | None], str] = {}
    said = []
    for each in history.story(tx, alert.id):
        whose = (each.account, each.phone)
        if whose not in names:
            names[whose] = taken_alerts.name(tx, *whose) or t("alert_events.somebody", language)
        gaps = {**each.gaps, "who": names[whose]}
        said.append((each.at, t(f"alert_events.{each.what}", language, **gaps)))
    return said


DO = ("take", "pass", "close", "open")
PASSED = {
    "passed": "now_alert.passed",
    "hidden": "now_alert.passed_hidden",
    "nobody": "now_alert.nobody",
    "nobody_hidden": "now_alert.nobody_hidden",
    "none": "now_alert.closed_before",
}
"""What is said of each outcome of `HandOver`."""
