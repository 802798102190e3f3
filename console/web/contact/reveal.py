"""The number of one person, shown once to a supervisor, on the page that follows the form, and nowhere else.

Which form asked for it stands in their session until that page is looked at: loaded again, it has no number.
"""

import re
import secrets

from flask import Blueprint, Response, request, session

from console.web import forms, page
from console.web.contact import person
from console.web.context import Context
from console.web.forms import Form
from console.web.now.sayings import Clock
from console.web.people.person import missing
from store.coordinators.actions import Refused
from store.database import Tx
from store.outreach import participant, reveals
from store.outreach.participant import Participant
from store.outreach.reveals import Shown

SHORTEST, LONGEST = 10, 300
_ASKED = "number_asked"
_ONCE = re.compile(r"[\w-]{10,24}", re.ASCII)


def add(routes: Blueprint, ctx: Context) -> None:
    """/console/people/<handle>/reveal."""

    def shown(handle: str, form: Form, *, status: int = 200, asked: str = "") -> Response:
        account = page.mine().account
        with ctx.db.look(ctx.clock()) as tx:
            them = participant.called(tx, handle, account)
            if them is None:
                return missing()
            clock = Clock(tx.line, page.language_now(), tx.now)
            crisis, left = reveals.crisis_of(tx, them), reveals.left(tx, account)
            warnings = [clock.t(f"reveal.warn_{each}") for each in reveals.warnings(tx, them)]
            before = reveals.before(tx, them)
            number = reveals.shown_by(tx, them, account, once=asked) if asked else None
        form.values = {**form.values, "once": secrets.token_urlsafe(12)}
        return page.render(
            "reveal.html",
            "reveal.title",
            status=status,
            form=form,
            them=them,
            clock=clock,
            crisis=crisis,
            left=left,
            warnings=warnings,
            before=before,
            number=number,
            is_gone=number is None and "shown" in request.args and form.is_good,
            most=LONGEST,
            back=person.back(handle),
        )

    def see(handle: str) -> Response:
        return shown(handle, forms.shown(), asked=session.pop(_ASKED, ""))

    def send(handle: str) -> Response:
        form, account = forms.sent(), page.mine().account
        reason, once = form.text("reason", most=LONGEST), form.values.get("once", "")
        if len(reason) < SHORTEST:
            form.wrong("reason", "reveal.reason_missing")
        elif forms.has_number(reason):
            form.wrong("reason", "contact.number_in_words")
        if not _ONCE.fullmatch(once):
            form.wrong("reason", "reveal.old")
        if not form.is_good:
            return shown(handle, form, status=422)

        def work(tx: Tx) -> Shown | None:
            them = participant.called(tx, handle, account)
            if not isinstance(them, Participant):
                return None
            return reveals.reveal(tx, them, account, reason, once=once)

        try:
            number = ctx.db.transact(ctx.clock(), work)
        except Refused as refused:
            form.wrong("reason", f"reveal.not_{refused.why}")
            return shown(handle, form, status=409)
        if number is None:
            return missing()
        session[_ASKED] = once
        return page.go("person_reveal", handle=handle, shown=1)

    page.add_form(routes, "/people/<handle>/reveal", "person_reveal", see, send)
