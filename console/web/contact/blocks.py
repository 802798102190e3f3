"""Blocks: one person's, with the form to make, look at and end one; and all of them, with whom volunteers blocked."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from flask import Blueprint, Response, request, url_for

from console.web import forms, page
from console.web.contact import person
from console.web.context import Context
from console.web.forms import Form
from console.web.now.sayings import Clock
from console.web.people.person import missing
from flows.wording import Listener, render
from store.accounts.accounts import Person
from store.coordinators.actions import Refused
from store.database import Tx
from store.outreach import blocks, participant
from store.outreach.blocks import DAYS, FOR_GOOD, LOOK_WITHIN, REASONS
from store.outreach.participant import Participant

LONGEST = 500
WHICH = ("look", "now", "all")


def add(routes: Blueprint, ctx: Context) -> None:
    """/console/people/<handle>/block, and /console/blocks."""

    def shown(handle: str, form: Form, *, status: int = 200) -> Response:
        account = page.mine().account
        with ctx.db.look(ctx.clock()) as tx:
            them = participant.called(tx, handle, account)
            if them is None:
                return missing()
            said = _said(tx, them, account, form)
        return page.render(
            "block.html",
            "blocks.title",
            status=status,
            form=form,
            them=them,
            back=person.back(handle),
            **said,
        )

    def see(handle: str) -> Response:
        return shown(handle, forms.shown())

    def send(handle: str) -> Response:
        form, account = forms.sent(), page.mine().account
        do = form.text("do")
        if do not in DONE:
            return shown(handle, form, status=422)
        if do == "block":
            _check(form)
        if not form.is_good:
            return shown(handle, form, status=422)

        def work(tx: Tx) -> str:
            them = participant.called(tx, handle, account)
            if them is None:
                raise Refused("missing", "nobody has this handle")
            return DONE[do](tx, them, account, form)

        try:
            notice = ctx.db.transact(ctx.clock(), work)
        except Refused as refused:
            if refused.why == "missing":
                return shown(handle, form)
            form.wrong(do, f"blocks.not_{refused.why}")
            return shown(handle, form, status=409)
        return page.go("block", notice, handle=handle)

    page.add_form(routes, "/people/<handle>/block", "block", see, send)

    @routes.get("/blocks", endpoint="blocks")
    def see_all() -> Response:
        which = request.args.get("which", "now")
        which = which if which in WHICH else "now"
        before = request.args.get("before", "")
        key = int(before) if before.isascii() and before.isdecimal() and len(before) < 16 else None
        with ctx.db.look(ctx.clock()) as tx:
            account = page.mine().account
            found = blocks.listed(tx, account, which, before=key)
            reported = blocks.reported(tx, account) if key is None else ()
            waits = blocks.to_look_at(tx)
            clock = Clock(tx.line, page.language_now(), tx.now)
        more = found[blocks.A_PAGE - 1].id if len(found) > blocks.A_PAGE else None
        return page.render(
            "blocks.html",
            "blocks.all_title",
            count=waits,
            which=which,
            all_which=WHICH,
            found=found[: blocks.A_PAGE],
            reported=reported,
            clock=clock,
            older=url_for("console.blocks", which=which, before=more) if more else "",
        )


def _check(form: Form) -> None:
    words = form.text("words", most=LONGEST)
    if form.text("reason") not in REASONS:
        form.wrong("reason", "blocks.reason_missing")
    if form.text("days") not in {str(each) for each in (*DAYS, FOR_GOOD)}:
        form.wrong("days", "blocks.days_missing")
    if not words:
        form.wrong("words", "blocks.words_missing")
    elif forms.has_number(words):
        form.wrong("words", "contact.number_in_words")


def _block(tx: Tx, them: Participant, account: Person, form: Form) -> str:
    words, days = form.text("words", most=LONGEST), int(form.text("days"))
    blocks.block(tx, them, account, reason=form.text("reason"), words=words, days=days)
    return "blocks.done_in_crisis" if them.in_crisis else "blocks.done"


def _look(tx: Tx, them: Participant, account: Person, form: Form) -> str:
    blocks.look(tx, them, account, agrees=True)
    return "blocks.done_look"


def _disagree(tx: Tx, them: Participant, account: Person, form: Form) -> str:
    blocks.look(tx, them, account, agrees=False)
    return "blocks.done_ended"


def _end(tx: Tx, them: Participant, account: Person, form: Form) -> str:
    blocks.end(tx, them, account)
    return "blocks.done_ended"


DONE: dict[str, Callable[[Tx, Participant, Person, Form], str]] = {
    "block": _block,
    "look": _look,
    "disagree": _disagree,
    "end": _end,
}


def _said(tx: Tx, them: Participant, account: Person, form: Form) -> dict[str, Any]:
    history = blocks.of_person(tx, them, account)
    current = next((each for each in history if each.state in ("look", "stands")), None)
    language = page.language_now()
    clock, days = Clock(tx.line, language, tx.now), form.values.get("days", "")
    until = tx.now + min(timedelta(days=int(days) if days in ("1", "7", "30") else 1), LOOK_WITHIN)
    return {
        "clock": clock,
        "current": current,
        "words": blocks.words_of(tx, current.id) if current is not None else "",
        "history": [each for each in history if each is not current],
        "talks": blocks.talks_now(tx, them),
        "reads": render("blocked.until", Listener(tx.line, language, False, tx.now), {"at": until}),
        "reasons": {
            "": clock.t("blocks.choose"),
            **{each: clock.t(f"blocks.reason_{each}") for each in REASONS},
        },
        "lasts": {str(each): clock.t(f"blocks.days_{each}") for each in (*DAYS, FOR_GOOD)},
    }
