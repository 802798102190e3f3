"""One callback, and how a coordinator steps in. What the participant is told of each step stands beside its button."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from flask import Blueprint, Response

from console.web import forms, page
from console.web.context import Context
from console.web.forms import Form
from console.web.now.sayings import Clock, state
from console.web.wording import catalogue
from flows.rules.matching.matching import Reason
from flows.states import OPEN_STATES
from flows.wording import Listener, render
from store.accounts.sign_in import by
from store.callbacks import callbacks
from store.contacts import contacts, known_people
from store.coordinators import actions, overview, promises
from store.coordinators.actions import Refused
from store.database import Tx
from store.models import Callback
from store.offers import matching

LATER = (30, 60, 120, 240)
"""By how many minutes a promise may be put off."""
UNHELD = ("waiting", "offered")


def add(routes: Blueprint, ctx: Context) -> None:
    """/console/now/callback/<number>: a form for each of what can be done."""

    def shown(number: int, form: Form, *, status: int = 200) -> Response:
        with ctx.db.look(ctx.clock()) as tx:
            cb = callbacks.read(tx, Callback.id == number)
            if cb is None or cb.state not in OPEN_STATES:
                return page.render(
                    "refused.html", "now_callback.over_title", status=404, why="now_callback.over"
                )
            if known_people.knows(tx, page.mine().account.id, cb.contact_id):
                return page.render(
                    "refused.html", "now_alert.hidden_title", status=403, why="now_alert.hidden"
                )
            clock = Clock(tx.line, page.language_now(), tx.now)
            each = overview.status_of(tx, cb)
            said: dict[str, Any] = {
                "each": each,
                "clock": clock,
                "state": state(clock, each),
                "unheld": cb.state in UNHELD and cb.ready_asked_at is None and cb.contact_id is not None,
                "held": each.peer is not None and cb.state not in UNHELD,
                "choices": _choices(tx, cb),
                "later": _later(tx, cb, clock),
                "called_off": _text(tx, cb, clock, "notice.called_off"),
                "revised": _text(
                    tx, cb, clock, "notice.revised", was=cb.promised_by, by=_from(tx, cb) + timedelta(hours=1)
                ),
            }
        return page.render("now_callback.html", "now_callback.title", status=status, form=form, **said)

    def see(number: int) -> Response:
        return shown(number, forms.shown())

    def send(number: int) -> Response:
        form, account = forms.sent(), page.mine().account
        do = form.text("do")
        if do not in DONE:
            return shown(number, form, status=422)

        def work(tx: Tx) -> str:
            cb = callbacks.read(tx, Callback.id == number)
            if cb is None or known_people.knows(tx, account.id, cb.contact_id):
                raise Refused("over", "there is no such callback")
            return DONE[do](tx, cb, form, by(account))

        try:
            notice = ctx.db.transact(ctx.clock(), work)
        except Refused as refused:
            form.wrong(FIELDS[do], f"now_callback.not_{refused.why}", **_gaps(refused, page.language_now()))
            return shown(number, form, status=409 if refused.why == "over" else 422)
        return page.go("now", notice)

    page.add_form(routes, "/now/callback/<int:number>", "now_callback", see, send)


def _reassign(tx: Tx, cb: Callback, form: Form, who: str) -> str:
    to = form.text("to")
    if not (to == "" or to.isdecimal()):
        raise Refused("choose", "nobody of that name")
    chosen = int(to) if to else None
    if chosen is not None and chosen not in overview.peers(tx, {chosen}):
        raise Refused("choose", "nobody of that name")
    even_so = "even_so" in form.values
    done = actions.reassign(tx, cb.id, to=chosen, even_so=even_so)
    peer = overview.peer(tx, chosen)
    about = f"{cb.code} #{cb.id}"
    tx.record("callbacks.reassign", about, by=who, to=peer.handle if peer else "the line", even_so=even_so)
    return "now_callback.done_last_ring" if done.over else "now_callback.done_reassign"


def _call_off(tx: Tx, cb: Callback, form: Form, who: str) -> str:
    tell = form.text("tell") != "no"
    told = actions.call_off(tx, cb.id, tell=tell)
    tx.record("callbacks call-off", f"{cb.code} #{cb.id}", by=who, told=told)
    if told:
        return "now_callback.done_call_off"
    return "now_callback.done_call_off_unheard" if tell else "now_callback.done_call_off_untold"


def _widen(tx: Tx, cb: Callback, form: Form, who: str) -> str:
    asked = promises.widen(tx, cb.id)
    tx.record("callbacks widen", f"{cb.code} #{cb.id}", by=who, asked=len(asked))
    return "now_callback.done_widen"


def _put_off(tx: Tx, cb: Callback, form: Form, who: str) -> str:
    minutes = form.text("minutes")
    if minutes not in {str(each) for each in LATER}:
        raise Refused("not_later", "no such time")
    promises.put_off(tx, cb.id, _from(tx, cb) + timedelta(minutes=int(minutes)))
    tx.record("callbacks put-off", f"{cb.code} #{cb.id}", by=who, minutes=int(minutes))
    return "now_callback.done_put_off"


DONE: dict[str, Callable[[Tx, Callback, Form, str], str]] = {
    "reassign": _reassign,
    "call_off": _call_off,
    "widen": _widen,
    "put_off": _put_off,
}
FIELDS = {"reassign": "to", "call_off": "tell", "widen": "widen", "put_off": "minutes"}
"""Beside which field it is said why something was not done."""


def _from(tx: Tx, cb: Callback) -> datetime:
    """From when a promise is put off: the full minute, so that what was shown is what is promised."""
    return max(cb.promised_by, tx.now.replace(second=0, microsecond=0))


def _choices(tx: Tx, cb: Callback) -> dict[str, list[tuple[int, str]]]:
    """Who could be asked now, best first; and who could be asked all the same."""
    if cb.contact_id is None:
        return {"now": [], "even_so": []}
    ranking = matching.ranked(tx, cb)
    firm = {out.volunteer_id for out in ranking.left_out if any(why.code in actions.NEVER for why in out.why)}
    ids = {
        "now": [choice.volunteer_id for choice in ranking.choices],
        "even_so": [out.volunteer_id for out in ranking.left_out if out.volunteer_id not in firm],
    }
    names = overview.peers(tx, {id for each in ids.values() for id in each})
    return {which: [(id, str(names[id])) for id in each if id in names] for which, each in ids.items()}


def _later(tx: Tx, cb: Callback, clock: Clock) -> dict[str, str]:
    return {str(each): clock.at(_from(tx, cb) + timedelta(minutes=each)) for each in LATER}


def _text(tx: Tx, cb: Callback, clock: Clock, wording: str, **gaps: datetime) -> str:
    """The text that goes to them, as it would be in the language of whoever looks."""
    if cb.contact_id is None:
        return ""
    heard: Listener = contacts.listening(tx, cb.contact_id).to
    return render(wording, replace(heard, language=clock.language, now=tx.now), gaps)


def _gaps(refused: Refused, language: str) -> dict[str, object]:
    gaps: dict[str, object] = {"who": refused.gaps.get("name", "?")}
    reasons = refused.gaps.get("reasons", ())
    if isinstance(reasons, Sequence) and reasons:
        said = [_reason(each, language) for each in reasons if isinstance(each, Reason)]
        gaps["why"] = ", ".join(dict.fromkeys(said))
    return gaps


def _reason(reason: Reason, language: str) -> str:
    words = catalogue()[language]
    return words.get(f"against.{reason.code.replace('-', '_')}", words["against.other"])
