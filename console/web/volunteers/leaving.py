"""A volunteer is none any more, by the team: what that does to shifts and calls stands on the page before."""

from flask import Blueprint, Response

from console.web import forms, page
from console.web.context import Context
from console.web.forms import Form
from console.web.now.sayings import Clock
from console.web.volunteers.volunteer import look_up
from flows.states import HELD_STATES
from store.accounts.sign_in import by
from store.callbacks import callbacks
from store.database import Tx
from store.joining import leaving
from store.models import Callback
from store.rota import queries as rota


def add(routes: Blueprint, ctx: Context) -> None:
    """/console/volunteers/<number>/remove."""

    def shown(number: int, form: Form, *, status: int = 200) -> Response:
        with ctx.db.look(ctx.clock()) as tx:
            found = look_up(tx, number)
            if isinstance(found, Response):
                return found
            clock = Clock(tx.line, page.language_now(), tx.now)
            holds = callbacks.read(tx, (Callback.volunteer_id == number) & Callback.state.in_(HELD_STATES))
            shifts = [(clock.at(row.starts_at), clock.at(row.ends_at)) for row in rota.coming(tx, number)]
        return page.render(
            "volunteer_remove.html",
            "volunteer_remove.title",
            status=status,
            form=form,
            each=found.each,
            code=holds.code if holds is not None else "",
            talking=found.each.state == "talking",
            shifts=shifts,
        )

    def see(number: int) -> Response:
        return shown(number, forms.shown())

    def send(number: int) -> Response:
        form, account = forms.sent(), page.mine().account
        if "sure" not in form.values:
            form.wrong("sure", "volunteer_remove.sure_missing")
            return shown(number, form, status=422)

        def work(tx: Tx) -> Response:
            found = look_up(tx, number)
            if isinstance(found, Response):
                return found
            if not leaving.remove(tx, found.each.contact_id, number):
                return page.go("volunteer", "volunteer.left_already", number=number)
            tx.record("volunteers remove", found.each.handle, by=by(account))
            return page.go("volunteer", "volunteer_remove.done", number=number)

        return ctx.db.transact(ctx.clock(), work)

    page.add_form(routes, "/volunteers/<int:number>/remove", "volunteer_remove", see, send)
