"""That somebody knows a person: said on the person's page, and undone by a supervisor, never by whoever said it."""

from flask import Blueprint, Response

from console.web import forms, page
from console.web.context import Context
from console.web.forms import Form
from console.web.people.dates import Dates
from console.web.people.person import missing, shown
from store.database import Tx
from store.people import known


def add(routes: Blueprint, ctx: Context) -> None:
    """/console/people/<handle>/known, and /console/people/known for supervisors."""

    def see(handle: str) -> Response:
        with ctx.db.look(ctx.clock()) as tx:
            row = shown(tx, handle)
        if row is None:
            return missing()
        return page.render("person_known.html", "person_known.title", handle=row.handle)

    def send(handle: str) -> Response:
        account = page.mine().account

        def said(tx: Tx) -> str | None:
            row = shown(tx, handle)
            if row is None:
                return None
            outcomes = known.say(tx, account, row)
            left = any(each.name.startswith("nobody") for each in outcomes)
            return "person_known.done_nobody" if left else "person_known.done"

        notice = ctx.db.transact(ctx.clock(), said)
        return page.go("people", notice) if notice is not None else missing()

    def listed(form: Form, status: int = 200) -> Response:
        account = page.mine().account
        with ctx.db.look(ctx.clock()) as tx:
            rows, mine = known.listed(tx, account.id), known.count(tx, account.id)
            dates = Dates(tx.line, page.language_now(), tx.now)
        return page.render(
            "people_known.html",
            "people_known.title",
            status=status,
            form=form,
            rows=rows,
            mine=mine,
            dates=dates,
        )

    def see_all() -> Response:
        return listed(forms.shown())

    def undo() -> Response:
        form, account = forms.sent(), page.mine().account
        key, handle = form.text("who", most=40), form.text("handle", most=40)
        if "asked" not in form.values:
            form.wrong("asked", "people_known.asked_missing")
        if not form.is_good:
            return listed(form, 422)
        if not ctx.db.transact(ctx.clock(), lambda tx: known.undo(tx, account, key, handle)):
            form.wrong("asked", "people_known.gone")
            return listed(form, 422)
        return page.go("people_known", "people_known.done")

    page.add_form(routes, "/people/<handle>/known", "person_known", see, send)
    page.add_form(routes, "/people/known", "people_known", see_all, undo)
