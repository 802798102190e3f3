"""Somebody is invited to volunteer: typed, looked over with the text they get, and sent once."""

from dataclasses import asdict
from typing import Any, Final

from flask import Blueprint, Response

from console.web import forms, page
from console.web.context import Context
from console.web.forms import Form
from console.web.now.sayings import Clock
from console.web.volunteers import phone, profile
from console.web.wording import LANGUAGES
from flows.rules.phone import mask
from flows.rules.words import segments
from flows.wording import LANGUAGES as SPOKEN
from store.accounts import drafts
from store.accounts.sign_in import by
from store.contacts import known_people
from store.database import Tx
from store.joining import inviting
from store.joining.inviting import MAY_BE_INVITED, Invitee, Known
from store.volunteers import profile as readers
from store.volunteers import roster

KIND: Final = "invitation"
NOT_INVITED: Final = {
    "already": "volunteer_invite.already",
    "opted_out": "volunteer_invite.opted_out",
    "unreachable": "volunteer_invite.unreachable",
    "landline": "volunteer_phone.landline",
}
TOLD: Final = ("known", "opted_out", "unreachable")
"""What tells that a number has been in touch with the line."""
SAID: Final = {
    "known": "volunteer_invite.known",
    "back": "volunteer_invite.back",
}
"""What the page says of a number that the line knows already, and that may be invited."""


def add(routes: Blueprint, ctx: Context) -> None:
    """/console/volunteers/invite, and /console/volunteers/invite/<number> with what was typed."""

    def shown(form: Form, *, status: int = 200) -> Response:
        with ctx.db.look(ctx.clock()) as tx:
            offered = {each: each for each in profile.offered(tx)}
            texting = tx.line.texting
        return page.render(
            "volunteer_invite.html",
            "volunteer_invite.title",
            status=status,
            form=form,
            languages_offered={code: LANGUAGES.get(code, code) for code in SPOKEN},
            experiences_offered=offered,
            texting=texting,
        )

    def see() -> Response:
        with ctx.db.look(ctx.clock()) as tx:
            language = tx.line.language
        return shown(forms.shown({f"{profile.LANGUAGE}{language}": "yes"}))

    def send() -> Response:
        form, account = forms.sent(), page.mine().account

        def work(tx: Tx) -> int | None:
            who = _read(form, tx)
            if who is None:
                return None
            known = inviting.look(tx, who.number)
            if known.outlook in TOLD:
                # That somebody was told so is for the log to tell: anybody could ask it of any number.
                tx.record("volunteers invite looked", known.handle, by=by(account))
            if not _may_be_invited(form, tx, known):
                return None
            return drafts.keep(tx, account.id, KIND, who._asdict())

        number = ctx.db.transact(ctx.clock(), work)
        return page.go("invite_send", number=number) if number is not None else shown(form, status=422)

    def look_over(number: int, form: Form | None = None, *, status: int = 200) -> Response:
        account = page.mine().account
        with ctx.db.look(ctx.clock()) as tx:
            kept = drafts.find(tx, number, account.id, KIND) if number < 2**63 else None
            if kept is None:
                return page.render("refused.html", "drafts.over_title", status=404, why="drafts.over")
            who = Invitee(**kept)
            known = inviting.look(tx, who.number)
            hides = known_people.knows(tx, account.id, known.contact_id)
            words = inviting.text(tx, who.languages[0])
            delay, texting = inviting.Pace(tx, None).delay(), tx.line.texting
            clock = Clock(tx.line, page.language_now(), tx.now)
            at = clock.at(tx.now + delay) if delay else ""
        return page.render(
            "volunteer_invite_send.html",
            "volunteer_invite.look_over",
            status=status,
            form=form or forms.shown(),
            who=who,
            phone=mask(who.number),
            tongues=", ".join(LANGUAGES.get(each, each) for each in who.languages),
            said=SAID.get(known.outlook) if not hides else None,
            words=words,
            at=at,
            texting=texting,
            cost=asdict(segments.count(words)),
        )

    def confirm(number: int) -> Response:
        form, account = forms.sent(), page.mine().account

        def work(tx: Tx) -> Response | None:
            kept = drafts.use(tx, number, account.id, KIND) if number < 2**63 else None
            if kept is None:
                return page.go("volunteers", "drafts.used")
            outlook, id = inviting.invite(tx, Invitee(**kept), delay=inviting.Pace(tx, None).delay())
            if id is None:
                raise _Meanwhile(outlook)
            tx.record("volunteers add", roster.handle_of(tx, id), by=by(account), active=False)
            said = "volunteer_invite.done" if tx.line.texting else "volunteer_invite.done_no_text"
            return page.go("volunteer", said, number=id)

        try:
            answer = ctx.db.transact(ctx.clock(), work)
        except _Meanwhile as meanwhile:
            form.wrong("send", NOT_INVITED[meanwhile.outlook])
            answer = None
        return answer or look_over(number, form, status=422)

    page.add_form(routes, "/volunteers/invite", "invite", see, send)
    page.add_form(routes, "/volunteers/invite/<int:number>", "invite_send", look_over, confirm)


class _Meanwhile(Exception):
    """The number cannot be invited any more; nothing is done, and what was typed stays."""

    def __init__(self, outlook: str) -> None:
        super().__init__(outlook)
        self.outlook = outlook


def _read(form: Form, tx: Tx) -> Invitee | None:
    name, number, spoken = profile.name_of(form), phone.read(form, tx.line), profile.languages(form)
    shared: Any = profile.experiences(form)
    if shared is None:
        shared = [each for each in profile.offered(tx) if f"{profile.EXPERIENCE}{each}" in form.values]
    how = readers.agreed(form.text("agreed"))
    if how is None:
        form.wrong("agreed", "volunteer_invite.agreed_wrong")
    if number is None or how is None or not form.is_good:
        return None
    return Invitee(name, number, spoken, shared, how)


def _may_be_invited(form: Form, tx: Tx, known: Known) -> bool:
    account = page.mine().account
    refused = known.outlook not in MAY_BE_INVITED
    if (refused or known.volunteer_id is not None) and known_people.knows(tx, account.id, known.contact_id):
        form.wrong("phone", "volunteer_invite.not_by_you")
    elif refused:
        form.wrong("phone", NOT_INVITED[known.outlook])
    return form.is_good
