"""What was learned from texts that were not understood: paraphrases to look at, remove and download; and the switch."""

import csv
import io
from typing import Final

from flask import Blueprint, Response, request

from console.web import clock, page
from console.web.context import Context
from store.accounts.sign_in import by
from store.unread import unread_texts
from store.unread.unread_texts import A_PAGE, Learned

COLUMNS: Final = ("text", "lang", "who", "state", "meaning")
"""As `warmline read` takes them."""
_STARTS_A_FORMULA: Final = ("=", "+", "-", "@")


def add(routes: Blueprint, ctx: Context) -> None:
    """/console/unread/learned, its buttons, and /console/unread/switch."""

    @routes.get("/unread/learned")
    def unread_learned() -> Response:
        before = request.args.get("before", "")
        older = int(before) if before.isascii() and before.isdecimal() and len(before) < 19 else None
        with ctx.db.look(ctx.clock()) as tx:
            found = unread_texts.paraphrases(tx, before=older)
            zone = tx.line.timezone
        language = page.language_now()
        return page.render(
            "unread_learned.html",
            "unread_learned.title",
            found=found,
            before=before,
            more=found[-1].id if len(found) == A_PAGE else None,
            when=lambda each: clock.past(each.at, zone, language),
        )

    @routes.post("/unread/learned/<int:number>/remove")
    def unread_remove(number: int) -> Response:
        account = page.mine().account
        gone = ctx.db.transact(ctx.clock(), lambda tx: unread_texts.remove(tx, number, account))
        return page.go("unread_learned", "unread_learned.removed" if gone else "unread_learned.gone")

    @routes.post("/unread/learned/download")
    def unread_download() -> Response:
        account = page.mine().account
        found = ctx.db.transact(ctx.clock(), lambda tx: unread_texts.download(tx, account))
        return Response(
            table(found),
            mimetype="text/csv",
            headers={"Content-Disposition": 'attachment; filename="paraphrases.csv"'},
        )

    def ask() -> Response:
        with ctx.db.look(ctx.clock()) as tx:
            is_on = tx.line.unread
        return page.render("unread_switch.html", "unread_switch.title", is_on=is_on)

    def switch() -> Response:
        to = "on" if request.form.get("to") == "on" else "off"
        who = by(page.mine().account)
        ctx.db.transact(ctx.clock(), lambda tx: tx.choose("unread", to, by=who))
        return page.go("unread", f"unread_switch.is_{to}")

    page.add_form(routes, "/unread/switch", "unread_switch", ask, switch)


def table(found: list[Learned]) -> bytes:
    """The rows as CSV, with the mark by which office programs know UTF-8; no cell is taken for a formula."""
    written = io.StringIO()
    rows = csv.writer(written, lineterminator="\r\n")
    rows.writerow(COLUMNS)
    for each in found:
        words = f" {each.words}" if each.words.startswith(_STARTS_A_FORMULA) else each.words
        rows.writerow((words, each.language, each.who, each.state, each.meaning))
    return written.getvalue().encode("utf-8-sig")
