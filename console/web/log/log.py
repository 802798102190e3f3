"""The log of who did what: in words, filtered by its address, proved, and as a file for a spreadsheet."""

import csv
import io
from collections.abc import Iterable, Mapping
from datetime import timedelta

from flask import Blueprint, Response, request, url_for

from console.web import forms, page
from console.web.context import Context
from console.web.forms import Form
from console.web.log.sayings import Said, actions, broken
from store.audit.reading import Sought
from store.coordinators import audit_log
from store.database import Tx

DAYS = ("1", "7", "30", "90", "365")
LONGEST = 40


def add(routes: Blueprint, ctx: Context) -> None:
    """/console/log: to be read, and to have it proved anew; /console/log/csv: the same as a file."""

    def shown(form: Form) -> Response:
        account, language = page.mine().account, page.language_now()
        with ctx.db.look(ctx.clock()) as tx:
            found = audit_log.page(tx, account, _sought(tx, form))
            mark, later = audit_log.checked(tx)
            said = Said(language, tx.line.timezone, account.role, audit_log.handles_in(tx, found.entries))
        known = actions(language)
        return page.render(
            "log.html",
            "log.title",
            form=form,
            rows=[said.row(each) for each in found.entries],
            further=_address(form, found.before) if found.before is not None else "",
            looked_to=found.looked_to,
            first="before" not in form.values,
            filtered=any(form.values.get(each) for each in ("who", "about", "did", "days")),
            known=dict(sorted(known.items(), key=lambda each: each[1].casefold())),
            days=DAYS,
            mark=mark,
            later=later,
            why=broken(mark.why) if mark is not None else "",
            when=said.when,
        )

    def see() -> Response:
        return shown(asked(request.args))

    def send() -> Response:
        if forms.sent().text("do") != "check":
            return shown(asked(request.args))
        account = page.mine().account
        ctx.db.transact(ctx.clock(), lambda tx: audit_log.check_anew(tx, account))
        return page.go("log", "log.check_asked")

    @routes.post("/log/csv")
    def log_csv() -> Response:
        form, account = asked(request.form), page.mine().account
        with ctx.db.look(ctx.clock()) as tx:
            sought = _sought(tx, form)
            entries = audit_log.download(tx, account, sought)
            said = Said(page.language_now(), tx.line.timezone, account.role)
        ctx.db.transact(ctx.clock(), lambda tx: audit_log.downloaded(tx, account, sought, len(entries)))
        answer = Response(
            written([said.head(), *(said.cells(each) for each in entries)]), mimetype="text/csv"
        )
        answer.headers["Content-Disposition"] = 'attachment; filename="log.csv"'
        return answer

    page.add_form(routes, "/log", "log", see, send)


def written(rows: Iterable[list[str]]) -> bytes:
    """Rows as a file that a spreadsheet opens as text: it runs nothing that stands in a cell."""
    into = io.StringIO()
    csv.writer(into).writerows([safe(cell) for cell in row] for row in rows)
    return into.getvalue().encode("utf-8-sig")


def safe(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.lstrip()[:1] in ("=", "+", "-", "@") or cell[:1] in ("\t", "\r", "\n") else cell


def asked(args: Mapping[str, str]) -> Form:
    """What is asked for, without what cannot be."""
    values = {name: _typed(args.get(name, "")) for name in ("who", "about")}
    values = {name: typed for name, typed in values.items() if typed}
    if args.get("days") in DAYS:
        values["days"] = args["days"]
    if args.get("did") in actions("en"):
        values["did"] = args["did"]
    before = args.get("before", "")
    if before.isascii() and before.isdecimal() and len(before) < 19:
        values["before"] = before
    return Form(values)


def _typed(typed: str) -> str:
    """What may be said back: not what may be a telephone number."""
    said = " ".join("".join(each if each.isprintable() else " " for each in typed).split())[:LONGEST]
    return said if sum(map(str.isdigit, said)) < 9 else "?"


def _sought(tx: Tx, form: Form) -> Sought:
    days, before = form.values.get("days"), form.values.get("before")
    return Sought(
        who=form.values.get("who", ""),
        about=form.values.get("about", ""),
        did=form.values.get("did", ""),
        since=tx.now - timedelta(days=int(days)) if days else None,
        before=int(before) if before else None,
    )


def _address(form: Form, before: int) -> str:
    kept = {name: value for name, value in form.values.items() if name != "before"}
    return url_for("console.log", **kept, before=str(before))  # type: ignore[arg-type]
