"""One thing that somebody said or wrote, opened alone: with a reason, written down, shown once."""

from flask import Blueprint, Response

from console.web import forms, page
from console.web.context import Context
from console.web.forms import Form
from console.web.people.dates import Dates
from console.web.people.person import missing, shown
from console.web.wording import t
from store.database import Tx
from store.people import sealed
from store.people.sealed import Kind, State

LONGEST = 300


def add(routes: Blueprint, ctx: Context) -> None:
    """/console/people/<handle>/words/<kind>/<item>: why it is to be opened; then, in the answer alone, the words."""

    def asked(handle: str, kind: str, item: str, form: Form, status: int = 200) -> Response:
        with ctx.db.look(ctx.clock()) as tx:
            row = shown(tx, handle)
            found = sealed.item(tx, row.id, kind, item) if row is not None else None
            if row is None or found is None:
                return missing()
            when = Dates(tx.line, page.language_now(), tx.now).moment(found.at)
        return page.render(
            "person_words.html",
            "person_words.title",
            status=status,
            form=form,
            handle=row.handle,
            found=found,
            when=when,
            reasons=reasons(sealed.REASONS),
            opened=None,
        )

    def see(handle: str, kind: str, item: str) -> Response:
        return asked(handle, kind, item, forms.shown())

    def send(handle: str, kind: str, item: str) -> Response:
        form, account = forms.sent(), page.mine().account
        reason, said = form.text("reason"), form.text("said", most=LONGEST)
        if reason not in sealed.REASONS:
            form.wrong("reason", "reasons.missing")
        if not said:
            form.wrong("said", "reasons.said_missing")
        elif forms.has_number(said):
            form.wrong("said", "contact.number_in_words")
        if not form.is_good:
            return asked(handle, kind, item, form, 422)

        def opened(tx: Tx) -> Response:
            row = shown(tx, handle)
            found = sealed.item(tx, row.id, kind, item) if row is not None else None
            if row is None or found is None:
                return missing()
            when = Dates(tx.line, page.language_now(), tx.now).moment(found.at)
            words = sealed.words(tx, found, row.id)
            if found.state is State.sealed:
                sealed.note_opened(tx, account, row, found, reason, said)
            return page.render(
                "person_words.html",
                "person_words.title",
                handle=row.handle,
                found=found,
                when=when,
                opened=words if found.state is State.sealed else None,
                chosen=found.kind is Kind.wishes,
            )

        return ctx.db.transact(ctx.clock(), opened)

    page.add_form(routes, "/people/<handle>/words/<kind>/<item>", "person_words", see, send)


def reasons(choices: tuple[str, ...]) -> dict[str, str]:
    """The choices of a reason, none of them chosen beforehand."""
    language = page.language_now()
    return {"": t("reasons.choose", language)} | {each: t(f"reasons.{each}", language) for each in choices}
