"""One's own account: language, password, recovery codes, and where one is signed in."""

from flask import Blueprint, Response, request

from console.web import forms, page
from console.web.context import Context
from console.web.sign_in import new_password
from console.web.sign_in import passkeys as own_passkeys
from console.web.wording import LANGUAGES
from store.account_alerts import alert_mails
from store.accounts import accounts, passkeys, secrets, sessions, sign_in


def add(routes: Blueprint, ctx: Context) -> None:
    """/console/account and what hangs on it."""

    @routes.get("/account")
    def account() -> Response:
        here = page.mine()
        with ctx.db.look(ctx.clock()) as tx:
            mine = sessions.of_account(tx, here.account.id)
            codes = accounts.recovery_codes_left(tx, here.account.id)
            keys = passkeys.every(tx, here.account.id)
            mails = alert_mails.choice(tx, here.account.id)
            when = page.local_time(tx.line.timezone)
        return page.render(
            "account.html",
            "account.title",
            sessions=mine,
            codes_left=codes,
            when=when,
            passkeys=keys,
            has_passkeys=own_passkeys.site_here(ctx) is not None,
            mails=mails,
            mail_choices=alert_mails.CHOICES,
            sends_mails=ctx.mails,
        )

    @routes.post("/account/language")
    def language() -> Response:
        chosen = request.form.get("language", "")
        if chosen in LANGUAGES:
            with ctx.db.begin(ctx.clock()) as tx:
                accounts.set_language(tx, page.mine().account.id, chosen)
        return page.go("account")

    @routes.post("/account/alert-mail")
    def alert_mail() -> Response:
        chosen, mine = request.form.get("mails", ""), page.mine().account
        if chosen in alert_mails.CHOICES:
            ctx.db.transact(ctx.clock(), lambda tx: alert_mails.choose(tx, mine, chosen))
        return page.go("account")

    def ask_password() -> Response:
        return page.render("password.html", "password.title", form=forms.shown())

    def password() -> Response:
        form, here = forms.sent(), page.mine()
        if here.account.password_hash is None:  # a demo's, which is entered by its link
            return page.go("account")
        new = new_password.check(form, here.account.email)
        if not form.is_good:
            return page.render("password.html", "password.title", status=422, form=form)
        hashed = secrets.hash_password(new)
        with ctx.db.begin(ctx.clock()) as tx:
            accounts.set_password(tx, here.account.id, hashed)
            others = sessions.end_others(tx, here.account.id, here.id)
            tx.record(
                "password changed", here.account.handle, by=sign_in.by(here.account), sessions_ended=others
            )
        return page.go("account", "notice.password_changed")

    def ask_codes() -> Response:
        return page.render("recovery_codes.html", "recovery_codes.title", codes=[], offer=False)

    def recovery_codes() -> Response:
        here = page.mine()
        with ctx.db.begin(ctx.clock()) as tx:
            codes = accounts.new_recovery_codes(tx, here.account.id)
            tx.record("recovery codes made", here.account.handle, by=sign_in.by(here.account))
        return page.render("recovery_codes.html", "recovery_codes.title", codes=codes, offer=False)

    @routes.post("/account/sessions/<int:number>/end")
    def end_session(number: int) -> Response:
        here = page.mine()
        with ctx.db.begin(ctx.clock()) as tx:
            if sessions.end(tx, here.account.id, number):
                tx.record("session ended", here.account.handle, by=sign_in.by(here.account))
        return page.go("account", "notice.session_ended")

    @routes.post("/account/sessions/end-others")
    def end_other_sessions() -> Response:
        here = page.mine()
        with ctx.db.begin(ctx.clock()) as tx:
            ended = sessions.end_others(tx, here.account.id, here.id)
            tx.record("other sessions ended", here.account.handle, by=sign_in.by(here.account), count=ended)
        return page.go("account", "notice.session_ended")

    own_passkeys.add(routes, ctx)
    page.add_form(routes, "/account/password", "password", ask_password, password)
    page.add_form(routes, "/account/recovery-codes", "recovery_codes", ask_codes, recovery_codes)
