"""Sign in, sign out, and prove once more who you are before something dangerous."""

from flask import Blueprint, Response, request, session

from console.web import forms, gate, page
from console.web.context import Context
from console.web.sign_in import passkeys
from console.web.wording import LANGUAGES
from store.accounts import accounts, sessions, sign_in
from store.accounts.passkeys import every


def add(routes: Blueprint, ctx: Context) -> None:
    """/console/sign-in, /console/sign-out, /console/confirm."""

    def show(form: forms.Form, status: int = 200) -> Response:
        is_first = False
        if form.is_good:  # a flood of wrong tries asks nothing that it need not
            with ctx.db.look(ctx.clock()) as tx:
                is_first = not accounts.is_any(tx)
        wanted = request.values.get("next", "")
        return page.render(
            "sign_in.html",
            "sign_in.title",
            status=status,
            form=form,
            is_first=is_first,
            wanted=wanted,
            has_passkeys=passkeys.site_here(ctx) is not None,
        )

    def ask() -> Response:
        if request.args.get("language") in LANGUAGES:
            session["language"] = request.args["language"]
        if page.current() is not None:
            return page.to(gate.safe_next(request.args.get("next", "")))
        return show(forms.shown())

    def enter_by_passkey(form: forms.Form) -> Response:
        site, address = passkeys.site_here(ctx), gate.address_of_browser(ctx)
        if site is None:
            return show(form, 422)
        given, device = passkeys.answer(form), gate.device_of_browser()
        came = sign_in.by_passkey(ctx.db, ctx.clock, site, given, passkeys.browser(), address, device)
        if came.came != "in":
            form.wrong(passkeys.FIELD, f"passkeys.{came.came}")
            return show(form, 429 if came.came == "wait" else 422)
        return gate.set_cookie(ctx, _lead_on(ctx, came, request.form.get("next", "")), came.token)

    def enter() -> Response:
        form = forms.sent()
        if passkeys.answer(form):
            return enter_by_passkey(form)
        email, password, code = form.text("email", most=200), form.secret("password"), form.secret("code")
        for name, value in (("email", email), ("password", password), ("code", code.strip())):
            if not value:
                form.wrong(name, f"sign_in.{name}_missing")
        if not form.is_good:
            return show(form, 422)
        address, device = gate.address_of_browser(ctx), gate.device_of_browser()
        came = sign_in.sign_in(ctx.db, ctx.clock, email, password, code, address, device)
        if came.came != "in":
            form.wrong("password" if came.came == "wrong" else "email", f"sign_in.{came.came}")
            return show(form, 422 if came.came == "wrong" else 429)
        return gate.set_cookie(ctx, _lead_on(ctx, came, request.form.get("next", "")), came.token)

    @routes.post("/sign-out")
    def sign_out() -> Response:
        here = page.mine()
        with ctx.db.begin(ctx.clock()) as tx:
            sessions.end(tx, here.account.id, here.id)
            tx.record("sign-out", here.account.handle, by=sign_in.by(here.account))
        session.clear()
        return gate.set_cookie(ctx, page.go("sign_in", "notice.signed_out"), "")

    def show_again(form: forms.Form, status: int = 200) -> Response:
        with ctx.db.look(ctx.clock()) as tx:
            theirs = bool(every(tx, page.mine().account.id))
        wanted = request.values.get("next", "")
        return page.render(
            "confirm.html", "confirm.title", status=status, form=form, wanted=wanted, has_passkeys=theirs
        )

    def confirm_by_passkey(form: forms.Form) -> Response:
        site, address = passkeys.site_here(ctx), gate.address_of_browser(ctx)
        if site is None:
            return show_again(form, 422)
        given, browser = passkeys.answer(form), passkeys.browser()
        came = sign_in.confirms_by_passkey(ctx.db, ctx.clock, site, page.mine(), given, browser, address)
        if came.came != "in":
            form.wrong(passkeys.FIELD, f"passkeys.{came.came}")
            return show_again(form, 429 if came.came == "wait" else 422)
        return page.to(gate.safe_next(request.form.get("next", "")), "notice.confirmed")

    def confirm() -> Response:
        form, here = forms.sent(), page.mine()
        if passkeys.answer(form):
            return confirm_by_passkey(form)
        came = sign_in.confirms(
            ctx.db,
            ctx.clock,
            here,
            form.secret("password"),
            form.secret("code"),
            gate.address_of_browser(ctx),
        )
        if came.came != "in":
            form.wrong("password", f"confirm.{came.came}")
            return show_again(form, 422 if came.came == "wrong" else 429)
        return page.to(gate.safe_next(request.form.get("next", "")), "notice.confirmed")

    page.add_form(routes, "/sign-in", "sign_in", ask, enter)
    page.add_form(routes, "/confirm", "confirm", lambda: show_again(forms.shown()), confirm)


def _lead_on(ctx: Context, came: sign_in.SignedIn, wanted: str) -> Response:
    """To where they wanted to go, with the form that their session ended in, if it was theirs."""
    before = gate.ran_out(ctx)
    session.clear()
    if before is not None and before.has_form and came.account and before.account.id == came.account.id:
        with ctx.db.begin(ctx.clock()) as tx:
            kept, new = sessions.kept_form(tx, before.id), sessions.find(tx, came.token)
            if kept is not None and new is not None:
                sessions.keep_form(tx, new.id, kept.path, kept.fields)
                sessions.drop_form(tx, before.id)
                return page.to(gate.safe_next(kept.path))
    return page.to(gate.safe_next(wanted))
