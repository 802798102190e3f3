"""A volunteer has another phone. The new number is typed once and never shown; the old one is nobody's."""

from typing import Final

from flask import Blueprint, Response

from console.web import forms, page
from console.web.context import Context
from console.web.forms import Form
from console.web.volunteers import phone
from console.web.volunteers.volunteer import look_up
from store.accounts.sign_in import by
from store.database import Tx
from store.joining import renumbering
from store.joining.renumbering import NotMoved
from store.volunteers import profile

_NOT_MOVED: Final = {
    NotMoved.SAME: "volunteer_renumber.same",
    NotMoved.ANOTHERS: "volunteer_renumber.anothers",
    NotMoved.OPTED_OUT: "volunteer_renumber.opted_out",
    NotMoved.HOLDS: "volunteer_renumber.holds",
}


def add(routes: Blueprint, ctx: Context) -> None:
    """/console/volunteers/<number>/renumber."""

    def shown(number: int, form: Form, *, status: int = 200) -> Response:
        with ctx.db.look(ctx.clock()) as tx:
            found = look_up(tx, number)
            if isinstance(found, Response):
                return found
        each = found.each
        return page.render(
            "volunteer_renumber.html", "volunteer_renumber.title", status=status, form=form, each=each
        )

    def see(number: int) -> Response:
        return shown(number, forms.shown())

    def send(number: int) -> Response:
        form, account = forms.sent(), page.mine().account
        how = profile.agreed(form.text("agreed"))
        if how is None:
            form.wrong("agreed", "volunteer_profile.agreed_wrong")

        def work(tx: Tx) -> Response | None:
            found = look_up(tx, number)
            if isinstance(found, Response):
                return found
            if found.each.state == "left":
                form.wrong("phone", "volunteer.left_already")
            to = phone.read(form, tx.line)
            if to is None or how is None or not form.is_good:
                return None
            handle = renumbering.renumber(tx, number, to, agreed=how)
            if isinstance(handle, NotMoved):
                raise _Stays(handle)
            tx.record("volunteers renumber", found.each.handle, by=by(account), now=handle)
            return page.go("volunteer", "volunteer_renumber.done", number=number)

        try:
            answer = ctx.db.transact(ctx.clock(), work)
        except _Stays as stays:
            form.wrong("phone", _NOT_MOVED[stays.why])
            answer = None
        return answer or shown(number, form, status=422)

    page.add_form(routes, "/volunteers/<int:number>/renumber", "volunteer_renumber", see, send)


class _Stays(Exception):
    """Nothing is changed, and nobody is filed under the number."""

    def __init__(self, why: NotMoved) -> None:
        super().__init__(why.value)
        self.why = why
