"""Finish an invitation: a name, a password, an authenticator app or a passkey; then recovery codes, shown once.

An invitation of a demo has nothing to finish: one button leads in.
"""

import segno
from flask import Blueprint, Response, session

from console.web import forms, gate, page
from console.web.context import Context
from console.web.sign_in import new_password, passkeys
from console.web.wording import LANGUAGES
from store.accounts import accounts, links, secrets, sessions, sign_in
from store.accounts import passkeys as store_passkeys
from store.accounts.links import Link
from store.database import Tx


def add(routes: Blueprint, ctx: Context) -> None:
    """/console/finish/<token> and /console/enter/<token>."""

    def find(token: str, purpose: str) -> Link | None:
        with ctx.db.look(ctx.clock()) as tx:
            link = links.find(tx, token)
        return link if link is not None and link.purpose == purpose else None

    def show(token: str, link: Link, form: forms.Form, status: int = 200) -> Response:
        address = secrets.app_address(link.app_secret, link.account.email, ctx.db.last_seen_line.name)
        picture = segno.make(address, error="m").svg_data_uri(scale=5, border=3, light="#fff", dark="#000")
        typed = " ".join(link.app_secret[at : at + 4] for at in range(0, len(link.app_secret), 4))
        return page.render(
            "finish.html",
            "finish.title",
            status=status,
            form=form,
            link=link,
            token=token,
            picture=picture,
            app_secret=typed,
            app_address=address,
            has_passkeys=passkeys.site_here(ctx) is not None,
        )

    def ask(token: str) -> Response:
        link = find(token, links.FINISH)
        if link is None:
            return _no_link()
        start = {"name": link.account.name, "language": page.language_now()}
        return show(token, link, forms.shown(start))

    def finish(token: str) -> Response:
        link, form = find(token, links.FINISH), forms.sent()
        if link is None:
            return _no_link()
        name, language = form.text("name", most=60), form.text("language")
        if not name:
            form.wrong("name", "finish.name_missing")
        password = new_password.check(form, link.account.email)
        site, given = passkeys.site_here(ctx), passkeys.answer(form)
        step = secrets.step_of(link.app_secret, form.secret("code"), ctx.clock())
        if step is None and not given:
            form.wrong("code", "finish.code_wrong")
        if not form.is_good:
            return show(token, link, form, 422)
        hashed = secrets.hash_password(password)
        browser, device = passkeys.browser(), gate.device_of_browser()

        def work(tx: Tx) -> tuple[sessions.Session | None, str, list[str]] | None:
            codes = links.finish(tx, link, name, hashed, step)
            if codes is None:
                return None
            if given and (
                site is None or store_passkeys.add(tx, site, link.account, browser, given, device) != "added"
            ):
                raise _NotKept
            if language in LANGUAGES:
                accounts.set_language(tx, link.account.id, language)
            cookie = sessions.start(tx, link.account.id, device)
            tx.record("invitation finished", link.account.handle, by=sign_in.by(link.account))
            return sessions.find(tx, cookie), cookie, codes

        try:
            finished = ctx.db.transact(ctx.clock(), work)
        except _NotKept:
            form.wrong(passkeys.FIELD, "passkeys.not_wrong")
            return show(token, link, form, 422)
        if finished is None:
            return _no_link()
        return _welcome(ctx, *finished, offer=site is not None and not given)

    def ask_in(token: str) -> Response:
        link = find(token, links.ENTER)
        return page.render("enter.html", "enter.title") if link is not None else _no_link()

    def enter(token: str) -> Response:
        link = find(token, links.ENTER)
        if link is None:
            return _no_link()
        with ctx.db.begin(ctx.clock()) as tx:
            if not links.use(tx, link):
                return _no_link()
            cookie = sessions.start(tx, link.account.id, gate.device_of_browser())
            tx.record("sign-in", link.account.handle, by=sign_in.by(link.account), factor="a demo's link")
        return gate.set_cookie(ctx, page.go("now"), cookie)

    page.add_form(routes, "/finish/<token>", "finish", ask, finish)
    page.add_form(routes, "/enter/<token>", "enter", ask_in, enter)


class _NotKept(Exception):
    """The passkey was not good: the invitation is as it was."""


def _welcome(
    ctx: Context, found: sessions.Session | None, cookie: str, codes: list[str], *, offer: bool
) -> Response:
    session.clear()
    page.sign_in_here(found)
    response = page.render("recovery_codes.html", "recovery_codes.title", codes=codes, offer=offer)
    return gate.set_cookie(ctx, response, cookie)


def _no_link() -> Response:
    return page.render("refused.html", "refused.link_title", status=404, why="refused.link")
