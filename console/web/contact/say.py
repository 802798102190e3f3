"""SAY: a text to one person through the line, shown first as it arrives; and when they wrote, never what."""

import hashlib
import json
import re
import secrets

from flask import Blueprint, Response, render_template, request

from console.web import forms, page
from console.web.contact import person
from console.web.context import Context
from console.web.forms import Form
from console.web.now.sayings import Clock
from console.web.people.person import missing
from console.web.wording import t
from store.database import Tx
from store.outreach import participant, say
from store.outreach.participant import Participant
from store.outreach.say import Against

LONGEST = 450
_ONCE = re.compile(r"[\w-]{10,24}", re.ASCII)


def add(routes: Blueprint, ctx: Context) -> None:
    """/console/people/<handle>/say, and the texts on it as they come."""

    def shown(handle: str, form: Form, *, status: int = 200, preview: bool = False) -> Response:
        account = page.mine().account
        with ctx.db.look(ctx.clock()) as tx:
            them = _them(tx, handle)
            if not isinstance(them, Participant):
                return them
            talk = say.look(tx, them)
            clock = Clock(tx.line, page.language_now(), tx.now)
            words = form.text("words", most=LONGEST)
            reads = (
                say.reads(tx, them, account, words) if preview and words and talk.against is None else None
            )
            block, tag = _lines(talk.lines, clock)
        values = {**form.values, "once": _once(form) or secrets.token_urlsafe(12)}
        form.values = values
        return page.render(
            "say.html",
            "say.title",
            status=status,
            form=form,
            them=them,
            talk=talk,
            clock=clock,
            reads=reads,
            against=_said(clock, talk.against) if talk.against else "",
            block=block,
            tag=tag,
            most=LONGEST,
            back=person.back(handle),
        )

    def see(handle: str) -> Response:
        _looks(handle)
        return shown(handle, forms.shown())

    def send(handle: str) -> Response:
        form = forms.sent()
        words = form.text("words", most=LONGEST)
        if not words:
            form.wrong("words", "say.words_missing")
        if not form.is_good:
            return shown(handle, form, status=422)
        if form.text("do") != "send":
            return shown(handle, form, preview=True)
        once = _once(form)
        if not once:
            form.wrong("words", "say.once_missing")
            return shown(handle, form, status=422, preview=True)

        def work(tx: Tx) -> Against | None:
            them = _them(tx, handle)
            if not isinstance(them, Participant):
                return Against("gone")
            return say.say(tx, them, page.mine().account, words, once=once)

        found = ctx.db.transact(ctx.clock(), work)
        if found is None:
            return page.go("person_say", "say.sent", handle=handle)
        form.wrong("words", "say.not_sent")
        return shown(handle, form, status=409)

    page.add_form(routes, "/people/<handle>/say", "person_say", see, send)

    @routes.get("/people/<handle>/say/live")
    def person_say_live(handle: str) -> Response:
        _looks(handle)
        with ctx.db.look(ctx.clock()) as tx:
            them = _them(tx, handle)
            if not isinstance(them, Participant):
                return Response("", them.status_code)
            clock = Clock(tx.line, page.language_now(), tx.now)
            block, tag = _lines(say.lines(tx, them.id), clock)
            name = tx.line.name
        if tag in request.headers.get("If-None-Match", ""):
            return Response("", 304, {"ETag": tag})
        title = f"{name} – {t('say.title', clock.language)}"
        answer = Response(
            json.dumps({"title": title, "said": "", "blocks": {"lines": block}}), mimetype="application/json"
        )
        answer.headers["ETag"] = tag
        return answer

    def _looks(handle: str) -> None:
        """Whoever has written to them has the page before them; written down twice a minute at most."""
        account = page.mine().account
        with ctx.db.look(ctx.clock()) as tx:
            them = _them(tx, handle)
            due = isinstance(them, Participant) and say.is_due_look(tx, them.id, account)
        if due and isinstance(them, Participant):
            about = them.id
            ctx.db.transact(ctx.clock(), lambda tx: say.looks(tx, about, account))


def _them(tx: Tx, handle: str) -> Participant | Response:
    """The person; else the answer to whoever may not see them."""
    found = participant.called(tx, handle, page.mine().account)
    return found if found is not None else missing()


def _once(form: Form) -> str:
    typed = form.values.get("once", "")
    return typed if _ONCE.fullmatch(typed) else ""


def _said(clock: Clock, found: Against) -> str:
    at = clock.at(found.at) if found.at is not None else ""
    return clock.t(f"say.against_{found.why}", at=at) if at else clock.t(f"say.against_{found.why}")


def _lines(lines: object, clock: Clock) -> tuple[str, str]:
    """The texts in a block, and its tag."""
    block = render_template("say_lines.html", lines=lines, clock=clock, t=clock.t)
    return block, f'"{hashlib.sha256(block.encode()).hexdigest()[:32]}"'
