"""Who has an account, had one, or is invited; and inviting somebody."""

from flask import Blueprint, Response, request

from console.web import forms, page
from console.web.context import Context
from console.web.wording import LANGUAGES
from store.accounts import accounts, managers, sign_in
from store.accounts.accounts import Person
from store.accounts.managers import Invited
from store.database import Tx

MOST = 50


def add(routes: Blueprint, ctx: Context) -> None:
    """/console/accounts and /console/accounts/invite."""

    @routes.get("/accounts", endpoint="accounts")
    def everybody() -> Response:
        ended = request.args.get("show") == "ended"
        typed = request.args.get("after", "")
        after = int(typed) if typed.isdecimal() and typed.isascii() and len(typed) < 16 else None
        with ctx.db.look(ctx.clock()) as tx:
            found = accounts.some(tx, ended=ended, after=after, most=MOST + 1)
            until = managers.links_open_until(tx, [each.id for each in found])
            when = page.local_time(tx.line.timezone)
        more = found[MOST - 1].id if len(found) > MOST else None
        return page.render(
            "accounts.html",
            "accounts.title",
            accounts=found[:MOST],
            ended=ended,
            more=more,
            until=until,
            when=when,
        )

    def ask() -> Response:
        with ctx.db.look(ctx.clock()) as tx:
            language = tx.line.language
        start = {"role": "supervisor", "language": language if language in LANGUAGES else "en"}
        return show(forms.shown(start))

    def show(form: forms.Form, status: int = 200, known: Person | None = None) -> Response:
        return page.render(
            "accounts_invite.html",
            "accounts.invite_title",
            status=status,
            form=form,
            roles=accounts.ROLES,
            known=known,
        )

    def invite() -> Response:
        form, here = forms.sent(), page.mine().account
        email, name = form.text("email", most=200), form.text("name", most=60)
        role, language = form.text("role"), form.text("language")
        if not accounts.is_email(email):
            form.wrong("email", "accounts.no_email")
        if role not in accounts.ROLES:
            form.wrong("role", "accounts.no_role")
        if language not in LANGUAGES:
            form.wrong("language", "accounts.no_language")
        if not form.is_good:
            return show(form, 422)

        def work(tx: Tx) -> Invited | Person:
            came = managers.invite(tx, email, role, name=name, language=language, by=here)
            if isinstance(came, Invited):
                tx.record("accounts add", came.account.handle, by=sign_in.by(here), role=role)
            return came

        try:
            came = ctx.db.transact(ctx.clock(), work)
        except managers.Refused as refused:
            return refuse(refused)
        if not isinstance(came, Invited):
            form.wrong("email", "accounts.has_one")
            return show(form, 422, came)
        return link(came)

    page.add_form(routes, "/accounts/invite", "accounts_invite", ask, invite)


def link(invited: Invited) -> Response:
    """The page that shows somebody's link, this once."""
    return page.render("accounts_link.html", "accounts.link_title", invited=invited)


def refuse(refused: managers.Refused) -> Response:
    """The page that says why nothing was done."""
    status = {"gone": 404, "not_yours": 403}.get(refused.why, 422)
    return page.render(
        "accounts_refused.html", "refused.other_title", status=status, why=f"accounts.{refused.why}"
    )
