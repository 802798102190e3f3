"""CALL: whoever is signed in is put through to one person on a phone of their own, and sees how the call stands."""

import hashlib
import json
from datetime import timedelta

from flask import Blueprint, Response, render_template, request

from console.web import forms, page
from console.web.contact import person
from console.web.context import Context
from console.web.forms import Form
from console.web.now.sayings import Clock
from console.web.people.person import missing
from console.web.wording import t
from store.coordinators.actions import Refused
from store.database import Tx
from store.outreach import console_call, participant, say
from store.outreach.console_call import Stands
from store.outreach.participant import Participant

DONE = ("phone", "code", "another", "call", "end")
GOES_ON = ("coming", "coming_already", "asked", "already")
"""Outcomes after which there is something to wait for."""


def add(routes: Blueprint, ctx: Context) -> None:
    """/console/people/<handle>/call, and how the call stands on it."""

    def shown(handle: str, form: Form, *, status: int = 200) -> Response:
        here = page.mine()
        with ctx.db.look(ctx.clock()) as tx:
            them = _them(tx, handle)
            if not isinstance(them, Participant):
                return them
            alert, phone = say.alert_of(tx, them.id), console_call.phone_of(tx, here)
            clock = Clock(tx.line, page.language_now(), tx.now)
            stands = console_call.stands(tx, here, them)
            block, tag = _block(stands, clock)
            texting = tx.line.texting
        return page.render(
            "call.html",
            "call.title",
            status=status,
            form=form,
            them=them,
            alert=alert,
            phone=phone,
            clock=clock,
            stands=stands,
            block=block,
            tag=tag,
            texting=texting,
            back=person.back(handle),
        )

    def see(handle: str) -> Response:
        return shown(handle, forms.shown())

    def send(handle: str) -> Response:
        form = forms.sent()
        do = form.text("do")
        if do not in DONE:
            return shown(handle, form, status=422)

        def work(tx: Tx) -> str | None:
            them = _them(tx, handle)
            if not isinstance(them, Participant):
                return None
            return _do(tx, do, them, form)

        try:
            notice = ctx.db.transact(ctx.clock(), work)
        except Refused as refused:
            form.values = {**form.values, "number": "", "code": ""}
            form.wrong({"phone": "number"}.get(do, do), f"call.not_{refused.why}")
            return shown(handle, form, status=409 if do == "call" else 422)
        if notice is None:
            return shown(handle, Form())
        if notice == "call.not_code":
            form.values = {**form.values, "code": ""}
            form.wrong("code", notice)
            return shown(handle, form, status=422)
        return page.go("person_call", notice, handle=handle)

    page.add_form(routes, "/people/<handle>/call", "person_call", see, send)

    @routes.get("/people/<handle>/call/live")
    def person_call_live(handle: str) -> Response:
        with ctx.db.look(ctx.clock()) as tx:
            them = _them(tx, handle)
            if not isinstance(them, Participant):
                return Response("", them.status_code)
            clock = Clock(tx.line, page.language_now(), tx.now)
            stands = console_call.stands(tx, page.mine(), them)
            block, tag = _block(stands, clock)
            name = tx.line.name
        if tag in request.headers.get("If-None-Match", ""):
            return Response("", 304, {"ETag": tag})
        title = f"{name} – {t('call.title', clock.language)}"
        said = clock.t(f"call.state_{stands.state}")
        answer = Response(
            json.dumps({"title": title, "said": said, "blocks": {"call": block}}), mimetype="application/json"
        )
        answer.headers["ETag"] = tag
        return answer


def _do(tx: Tx, do: str, them: Participant, form: Form) -> str:
    here = page.mine()
    match do:
        case "phone":
            console_call.name_phone(tx, here, them, form.text("number", most=40))
            return "call.done_phone"
        case "code":
            digits = "".join(filter(str.isdecimal, form.secret("code")))
            return "call.done_code" if console_call.prove(tx, here, digits) else "call.not_code"
        case "another":
            console_call.drop_phone(tx, here)
            return "call.done_another"
        case "end":
            return "call.done_end" if console_call.hang_up(tx, here, them) else "call.done_end_none"
    outcome = console_call.call(tx, here, them)
    if outcome not in GOES_ON:
        raise Refused(outcome, "CALL by text says the same")
    return f"call.done_{outcome}"


def _them(tx: Tx, handle: str) -> Participant | Response:
    """The person; else the answer to whoever may not see them."""
    found = participant.called(tx, handle, page.mine().account)
    return found if found is not None else missing()


def _block(stands: Stands, clock: Clock) -> tuple[str, str]:
    """How the call stands in a block, and its tag."""
    minutes = (clock.minute - stands.since) // timedelta(minutes=1) if stands.since is not None else 0
    block = render_template("call_state.html", stands=stands, minutes=max(0, minutes), t=clock.t)
    return block, f'"{hashlib.sha256(block.encode()).hexdigest()[:32]}"'
