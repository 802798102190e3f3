"""Passkeys of one's own account: what a browser needs to make or use one, and adding and removing them."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import Blueprint, Response, jsonify, session

from console.web import forms, gate, page
from console.web.context import Context
from store.accounts import links, passkeys, secrets, sign_in
from store.accounts.passkeys import Passkey, Site
from store.database import Tx

FIELD = "passkey"
_BROWSER = "browser"


def add(routes: Blueprint, ctx: Context) -> None:
    """What passkey.js asks for; /console/account/passkeys/add; /console/account/passkeys/<number>/remove."""

    @routes.get("/sign-in/passkey")
    def sign_in_passkey() -> Response:
        return _options(ctx, lambda tx, site: passkeys.to_use(tx, site, browser()))

    @routes.get("/confirm/passkey")
    def confirm_passkey() -> Response:
        mine = page.mine().account.id
        return _options(ctx, lambda tx, site: passkeys.to_use(tx, site, browser(), mine))

    @routes.get("/account/passkeys/options")
    def passkey_options() -> Response:
        mine = page.mine().account
        return _options(ctx, lambda tx, site: passkeys.to_make(tx, site, mine, browser()))

    @routes.get("/finish/<token>/passkey")
    def finish_passkey(token: str) -> Response:
        with ctx.db.look(ctx.clock()) as tx:
            link = links.find(tx, token)
        if link is None or link.purpose != links.FINISH:
            return Response("", 404)
        account = link.account
        return _options(ctx, lambda tx, site: passkeys.to_make(tx, site, account, browser()))

    def ask() -> Response:
        return _adding(ctx, forms.shown({"label": gate.device_of_browser()}))

    def make() -> Response:
        form, here, site = forms.sent(), page.mine(), site_here(ctx)
        label, given = form.text("label", most=40), answer(form)
        if not label:
            form.wrong("label", "passkeys.label_missing")
        if not given:
            form.wrong(FIELD, "passkeys.missing")
        if site is None or here.account.password_hash is None or not form.is_good:
            return _adding(ctx, form, 422)

        def work(tx: Tx) -> str:
            came = passkeys.add(tx, site, here.account, browser(), given, label)
            if came == "added":
                tx.record("passkey added", here.account.handle, by=sign_in.by(here.account))
            return came

        came = ctx.db.transact(ctx.clock(), work)
        if came == "added":
            return page.go("account", "notice.passkey_added")
        form.wrong(FIELD, f"passkeys.not_{came}")
        return _adding(ctx, form, 422)

    def find(number: int) -> Passkey | None:
        with ctx.db.look(ctx.clock()) as tx:
            return next(
                (each for each in passkeys.every(tx, page.mine().account.id) if each.id == number), None
            )

    def ask_to_remove(number: int) -> Response:
        return _removing(ctx, find(number), forms.shown())

    def remove(number: int) -> Response:
        form, here, found = forms.sent(), page.mine(), find(number)
        if found is None:  # a second click, or none of theirs
            return page.go("account", "notice.passkey_removed")

        def work(tx: Tx) -> str:
            came = passkeys.remove(tx, here.account.id, number)
            if came == "removed":
                tx.record("passkey removed", here.account.handle, by=sign_in.by(here.account))
            return came

        if ctx.db.transact(ctx.clock(), work) != "last":
            return page.go("account", "notice.passkey_removed")
        form.wrong("remove", "passkeys.last")
        return _removing(ctx, found, form, 422)

    page.add_form(routes, "/account/passkeys/add", "passkey_add", ask, make)
    page.add_form(routes, "/account/passkeys/<int:number>/remove", "passkey_remove", ask_to_remove, remove)


def site_here(ctx: Context) -> Site | None:
    """What passkeys belong to; None where this address can have none."""
    return passkeys.site_of(ctx.origin, ctx.db.last_seen_line.name)


def browser() -> str:
    """A secret of this browser, in the signed cookie of its forms: a challenge is good in no other."""
    return str(session.setdefault(_BROWSER, secrets.new_token()))


def answer(form: forms.Form) -> str:
    """What passkey.js put into the form; "" where it was sent without."""
    return form.values.get(FIELD, "")[: passkeys.LONGEST_ANSWER]


def _options(ctx: Context, make: Callable[[Tx, Site], Mapping[str, Any]]) -> Response:
    site = site_here(ctx)
    if site is None:
        return Response("", 404)
    with ctx.db.look(ctx.clock()) as tx:
        return jsonify(make(tx, site))


def _adding(ctx: Context, form: forms.Form, status: int = 200) -> Response:
    if site_here(ctx) is None or page.mine().account.password_hash is None:  # a demo's is entered by its link
        return page.go("account")
    return page.render("passkey_add.html", "passkeys.add_title", status=status, form=form)


def _removing(ctx: Context, found: Passkey | None, form: forms.Form, status: int = 200) -> Response:
    if found is None:
        return page.render("refused.html", "refused.missing_title", status=404, why="refused.missing")
    with ctx.db.look(ctx.clock()) as tx:
        when = page.local_time(tx.line.timezone)
    return page.render(
        "passkey_remove.html", "passkeys.remove_title", status=status, form=form, each=found, when=when
    )
