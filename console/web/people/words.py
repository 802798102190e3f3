"""One thing that somebody said or wrote, opened alone: with a reason, written down, shown once.

The words stand on the page that follows the form, the first time that it is looked at: loaded again, they are gone.
"""

from flask import Blueprint, Response, session

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
_OPENED = "words_opened"
"""In the cookie of forms: which one was asked for, until the page with it is looked at."""


def add(routes: Blueprint, ctx: Context) -> None:
    """/console/people/<handle>/words/<kind>/<item>: why it is to be opened; then, once, the words."""

    def asked(
        handle: str, kind: str, item: str, form: Form, status: int = 200, *, opens: bool = False
    ) -> Response:
        with ctx.db.look(ctx.clock()) as tx:
            row = shown(tx, handle)
            found = sealed.item(tx, row.id, kind, item) if row is not None else None
            if row is None or found is None:
                return missing()
            when = Dates(tx.line, page.language_now(), tx.now).moment(found.at)
            opens = opens and sealed.was_opened(tx, page.mine().account, row, found)
            words = sealed.words(tx, found, row.id) if opens else None
        return page.render(
            "person_words.html",
            "person_words.title",
            status=status,
            form=form,
            handle=row.handle,
            found=found,
            when=when,
            reasons=reasons(sealed.REASONS),
            opened=words,
            chosen=found.kind is Kind.wishes,
        )

    def see(handle: str, kind: str, item: str) -> Response:
        opens = session.pop(_OPENED, "") == f"{kind}/{item}"
        return asked(handle, kind, item, forms.shown(), opens=opens)

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

        def note(tx: Tx) -> bool:
            row = shown(tx, handle)
            found = sealed.item(tx, row.id, kind, item) if row is not None else None
            if row is None or found is None:
                return False
            if found.state is State.sealed:
                sealed.note_opened(tx, account, row, found, reason, said)
            return True

        if not ctx.db.transact(ctx.clock(), note):
            return missing()
        session[_OPENED] = f"{kind}/{item}"
        return page.go("person_words", handle=handle, kind=kind, item=item)

    page.add_form(routes, "/people/<handle>/words/<kind>/<item>", "person_words", see, send)


def reasons(choices: tuple[str, ...]) -> dict[str, str]:
    """The choices of a reason, none of them chosen beforehand."""
    language = page.language_now()
    return {"": t("reasons.choose", language)} | {each: t(f"reasons.{each}", language) for each in choices}
