"""Finish an invitation: a name, a password, an authenticator app; then recovery codes, shown once.

An invitation of a demo has nothing to finish: one button leads in.
"""

import segno
from flask import Blueprint, Response, session

from console.web import forms, gate, page
from console.web.context import Context
from console.web.sign_in import new_password
from console.web.wording import LANGUAGES
from store.accounts import accounts, links, secrets, sessions, sign_in
from store.accounts.links import Link


def add(routes: Blueprint, ctx: Context) -> None:
    """/console/finish/<token> and /console/enter/<token>."""

    def find(token: str, purpose: str) -> Link | None:
        with ctx.db.look(ctx.clock()) as tx:
            link = links.find(tx, token)
        return link if link is not None and link.purpose == purpose else None

    def show(link: Link, form: forms.Form, status: int = 200) -> Response:
        address = secrets.app_address(link.app_secret, link.account.email, ctx.db.last_seen_line.name)
        picture = segno.make(address, error="m").svg_data_uri(scale=5, border=3, light="#fff", dark="#000")
        typed = " ".join(link.app_secret[at : at + 4] for at in range(0, len(link.app_secret), 4))
        return page.render(
            "finish.html",
            "finish.title",
            status=status,
            form=form,
            link=link,
            picture=picture,
            app_secret=typed,
            app_address=address,
        )

    def ask(token: str) -> Response:
        link = find(token, links.FINISH)
        if link is None:
            return _no_link()
        start = {"name": link.account.name, "language": page.language_now()}
        return show(link, forms.shown(start))

    def finish(token: str) -> Response:
        link, form = find(token, links.FINISH), forms.sent()
        if link is None:
            return _no_link()
        name, language = form.text("name", most=60), form.text("language")
        if not name:
            form.wrong("name", "finish.name_missing")
        password = new_password.check(form, link.account.email)
        step = secrets.step_of(link.app_secret, form.secret("code"), ctx.clock())
        if step is None:
            form.wrong("code", "finish.code_wrong")
        if not form.is_good or step is None:
            return show(link, form, 422)
        hashed = secrets.hash_password(password)
        with ctx.db.begin(ctx.clock()) as tx:
            codes = links.finish(tx, link, name, hashed, step)
            if codes is None:
                return _no_link()
            if language in LANGUAGES:
                accounts.set_language(tx, link.account.id, language)
            cookie = sessions.start(tx, link.account.id, gate.device_of_browser())
            tx.record("invitation finished", link.account.handle, by=sign_in.by(link.account))
            found = sessions.find(tx, cookie)
        return _welcome(ctx, found, cookie, codes)

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


def _welcome(ctx: Context, found: sessions.Session | None, cookie: str, codes: list[str]) -> Response:
    session.clear()
    page.sign_in_here(found)
    response = page.render("recovery_codes.html", "recovery_codes.title", codes=codes)
    return gate.set_cookie(ctx, response, cookie)


def _no_link() -> Response:
    return page.render("refused.html", "refused.link_title", status=404, why="refused.link")
