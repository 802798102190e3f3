"""One complaint about a volunteer: somebody looks into it, and writes what was done. Nobody's words stand here."""

from typing import Final

from flask import Blueprint, Response

from console.web import forms, page
from console.web.context import Context
from console.web.forms import Form
from console.web.now.sayings import Clock
from console.web.volunteers import sayings
from console.web.volunteers.volunteer import look_up
from store.account_alerts import complaints
from store.database import Tx

LONGEST: Final = 500


def add(routes: Blueprint, ctx: Context) -> None:
    """/console/complaints/<number>."""

    def shown(number: int, form: Form, *, status: int = 200) -> Response:
        with ctx.db.look(ctx.clock()) as tx:
            told = complaints.find(tx, number, page.mine().account) if number < 2**63 else None
            if told is None:
                return page.render("refused.html", "refused.missing_title", status=404, why="refused.missing")
            found = look_up(tx, told.volunteer_id)
            if isinstance(found, Response):
                return found
            clock = Clock(tx.line, page.language_now(), tx.now)
        return page.render(
            "complaint.html",
            "complaint.title",
            status=status,
            form=form,
            told=told,
            each=found.each,
            day=sayings.day(clock, told.at),
            closed=sayings.day(clock, told.closed_at),
        )

    def see(number: int) -> Response:
        return shown(number, forms.shown())

    def send(number: int) -> Response:
        form, account = forms.sent(), page.mine().account
        do, words = form.text("do"), form.text("words", most=LONGEST)
        if do == "close" and not words:
            form.wrong("words", "complaint.words_missing")
        elif do == "close" and forms.has_number(words):
            form.wrong("words", "contact.number_in_words")
        if do not in ("take", "close") or not form.is_good:
            return shown(number, form, status=422)

        def work(tx: Tx) -> Response | None:
            told = complaints.find(tx, number, account) if number < 2**63 else None
            if told is None:
                return None
            if isinstance(found := look_up(tx, told.volunteer_id), Response):
                return found
            if do == "take":
                said = "complaint.yours" if complaints.take(tx, told, account) else "complaint.taken_before"
                return page.go("complaint", said, number=number)
            done = complaints.close(tx, told, account, words)
            said = "complaint.closed" if done else "complaint.closed_before"
            return page.go("volunteer", said, number=told.volunteer_id)

        return ctx.db.transact(ctx.clock(), work) or shown(number, form)

    page.add_form(routes, "/complaints/<int:number>", "complaint", see, send)
