"""Whose phone it is besides: a second phone of the same person, and a phone that several people use."""

from flask import Blueprint, Response

from console.web import forms, page
from console.web.context import Context
from console.web.forms import Form
from console.web.people.person import missing, shown
from store.accounts.sign_in import by
from store.database import Tx
from store.models import Contact
from store.people import person as people
from store.people import phones
from store.people.listing import handle_start

LINK, UNLINK, SHARED, ALONE = "link", "unlink", "shared", "alone"


def add(routes: Blueprint, ctx: Context) -> None:
    """/console/people/<handle>/phones: what `warmline people same` and `shared` do."""

    def shown_form(handle: str, form: Form, status: int = 200) -> Response:
        account = page.mine().account
        with ctx.db.look(ctx.clock()) as tx:
            row = shown(tx, handle)
            if row is None:
                return missing()
            others = people.other_phones(tx, row.id, account.id)
        return page.render(
            "person_phones.html",
            "person_phones.title",
            status=status,
            form=form,
            handle=row.handle,
            others=others,
            shared=row.shared_at is not None,
        )

    def see(handle: str) -> Response:
        return shown_form(handle, forms.shown())

    def send(handle: str) -> Response:
        form, who = forms.sent(), by(page.mine().account)
        do = form.text("do", most=20)

        def work(tx: Tx) -> str | None:
            row = shown(tx, handle)
            return _done(tx, row, form, do, who) if row is not None else None

        said = ctx.db.transact(ctx.clock(), work)
        if said is None:
            return missing()
        if not form.is_good or not said:
            return shown_form(handle, form, 422)
        return page.go("person_phones", said, handle=handle)

    page.add_form(routes, "/people/<handle>/phones", "person_phones", see, send)


def _done(tx: Tx, row: Contact, form: Form, do: str, who: str) -> str:
    """Do it; gives the key of what to say, "" where nothing was done and the form says why."""
    if do in (SHARED, ALONE):
        if (row.shared_at is not None) is not (do == SHARED):
            phones.share(tx, row, shared=do == SHARED)
            tx.record("people shared", row.handle, by=who, shared=do == SHARED)
        return "person_phones.done_shared" if do == SHARED else "person_phones.done_alone"
    if do not in (LINK, UNLINK):
        return ""
    typed = form.text("other", most=40)
    if handle_start(typed) is None:
        form.values = {**form.values, "other": ""}  # a number typed by mistake is not said back
    other = shown(tx, typed)
    if other is None or other.id == row.id:
        form.wrong("other", "person_phones.nobody" if other is None else "person_phones.itself")
        return ""
    changed = phones.link(tx, row, other) if do == LINK else phones.unlink(tx, row, other)
    if changed:
        tx.record("people same", row.handle, by=who, other=other.handle, same=do == LINK)
    return "person_phones.done_link" if do == LINK else "person_phones.done_unlink"
