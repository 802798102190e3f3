"""One account: who it is, and what a manager does about it: another role, a new link, the end."""

from collections.abc import Callable

from flask import Blueprint, Response

from console.web import forms, page
from console.web.accounts.accounts import link, refuse
from console.web.context import Context
from store.account_alerts import alerts_of_account
from store.accounts import accounts, managers, sign_in
from store.accounts.accounts import Person
from store.accounts.managers import Refused
from store.database import Tx

SEES_ALERTS = ("coordinator", "supervisor")


def add(routes: Blueprint, ctx: Context) -> None:
    """/console/accounts/<number>, and a page for each thing that can be done about it."""

    def show(do: str, number: int, form: forms.Form | None = None, status: int = 200) -> Response:
        with ctx.db.look(ctx.clock()) as tx:
            known = accounts.by_id_or_none(tx, number)
            until = managers.links_open_until(tx, [number]).get(number) if known is not None else None
            when = page.local_time(tx.line.timezone)
            held = alerts_of_account.held(tx, known) if known is not None else []
        if known is None:
            return refuse(Refused("gone"))
        if do != "one" and known.state == accounts.ENDED:
            return refuse(Refused("gone"))
        if do != "one" and known.id == page.mine().account.id:
            return refuse(Refused("own"))
        return page.render(
            "accounts_one.html",
            f"accounts.{do}_title",
            status=status,
            form=form or forms.shown({"role": known.role, "pass_on": "yes"}),
            do=do,
            known=known,
            until=until,
            when=when,
            held=len(held),
            roles=accounts.ROLES,
        )

    @routes.get("/accounts/<int:number>", endpoint="accounts_one")
    def one(number: int) -> Response:
        return show("one", number)

    def given_role(number: int) -> Response:
        form, here = forms.sent(), page.mine().account
        role = form.text("role")
        if role not in accounts.ROLES:
            form.wrong("role", "accounts.no_role")
            return show("role", number, form, 422)

        def work(tx: Tx) -> bool:
            known = accounts.by_id_or_none(tx, number)
            if known is not None and known.role != role:
                form.compare({"role": known.role, "pass_on": "yes"})
            if not form.is_good:
                return False
            before = managers.give_role(tx, number, role, here)
            if before.role != role:  # a second click gives it once more, and is no second change
                tx.record("accounts role", before.handle, by=sign_in.by(here), before=before.role, role=role)
            if role not in SEES_ALERTS:
                _pass_on(tx, form, before, here)
            return True

        return answer(number, lambda: "role" if ctx.db.transact(ctx.clock(), work) else "", form)

    def begun_anew(number: int) -> Response:
        here, form = page.mine().account, forms.sent()

        def work(tx: Tx) -> managers.Invited:
            _pass_on(tx, form, accounts.by_id_or_none(tx, number), here)
            came = managers.begin_anew(tx, number, here)
            tx.record("accounts reset", came.account.handle, by=sign_in.by(here))
            return came

        try:
            came = ctx.db.transact(ctx.clock(), work)
        except Refused as refused:
            return refuse(refused)
        return link(came)

    def ended(number: int) -> Response:
        here, form = page.mine().account, forms.sent()

        def work(tx: Tx) -> None:
            known = managers.end(tx, number, here)
            tx.record("accounts end", known.handle, by=sign_in.by(here))
            _pass_on(tx, form, known, here)

        def do() -> str:
            ctx.db.transact(ctx.clock(), work)
            return "end"

        return answer(number, do, form)

    def answer(number: int, do: Callable[[], str], form: forms.Form) -> Response:
        try:
            done = do()
        except Refused as refused:
            with ctx.db.look(ctx.clock()) as tx:
                known = accounts.by_id_or_none(tx, number)
            if refused.why == "gone" and known is not None:  # ended by a double click, or by somebody else
                return page.go("accounts", "accounts.done_end")
            return refuse(refused)
        if not done:
            return show("role", number, form, 422)
        return page.go("accounts", f"accounts.done_{done}")

    for name, path, send in (
        ("role", "role", given_role),
        ("reset", "reset", begun_anew),
        ("end", "end", ended),
    ):
        page.add_form(routes, f"/accounts/<int:number>/{path}", f"accounts_{name}", _see(show, name), send)


def _see(show: Callable[[str, int], Response], name: str) -> Callable[[int], Response]:
    return lambda number: show(name, number)


def _pass_on(tx: Tx, form: forms.Form, account: Person | None, by: Person) -> None:
    if account is not None and "pass_on" in form.values:
        alerts_of_account.pass_all_on(tx, account, by)
