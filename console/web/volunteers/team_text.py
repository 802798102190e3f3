"""The team texts one volunteer, a shift, or all on duty: typed, looked over as it leaves, and sent once."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any, Final

from flask import Blueprint, Response

from console.web import forms, page
from console.web.context import Context
from console.web.forms import Form
from console.web.now.sayings import Clock
from console.web.volunteers import sayings
from console.web.volunteers.volunteer import look_up
from flows.rules.words import segments
from store.accounts import drafts
from store.accounts.sign_in import by
from store.coordinators import team_texts
from store.coordinators.team_texts import LONGEST, Receiver
from store.database import Tx

KIND: Final = "team text"
NOW: Final = "now"


def add(routes: Blueprint, ctx: Context) -> None:
    """/console/volunteers/<number>/text, /console/volunteers/text, and /console/volunteers/texts/<number>."""

    def one(number: int, form: Form, *, status: int = 200) -> Response:
        with ctx.db.look(ctx.clock()) as tx:
            found = look_up(tx, number)
            if isinstance(found, Response):
                return found
        return page.render(
            "volunteer_text.html",
            "volunteer_text.title",
            status=status,
            form=form,
            each=found.each,
            choices=None,
        )

    def send_one(number: int) -> Response:
        form, account = forms.sent(), page.mine().account
        words = _words(form)

        def work(tx: Tx) -> Response | None:
            found = look_up(tx, number)
            if isinstance(found, Response):
                return found
            why = team_texts.receivers(tx, [number], account, even_paused=True)[0].why
            if why:
                form.wrong("words", sayings.WHY_NOT[why])
            return _kept(tx, form, [number], words, "one")

        return ctx.db.transact(ctx.clock(), work) or one(number, form, status=422)

    def several(form: Form, *, status: int = 200) -> Response:
        with ctx.db.look(ctx.clock()) as tx:
            choices = _choices(tx)
        return page.render(
            "volunteer_text.html",
            "volunteer_text.title_several",
            status=status,
            form=form,
            each=None,
            choices=choices,
        )

    def send_several() -> Response:
        form = forms.sent()
        words, to = _words(form), form.text("to", most=80)

        def work(tx: Tx) -> Response | None:
            ids = _meant(tx, to)
            if ids is None:
                form.wrong("to", "volunteer_text.to_wrong")
            elif not ids:
                form.wrong("to", "volunteer_text.to_nobody")
            return _kept(tx, form, ids or (), words, "now" if to == NOW else "shift")

        return ctx.db.transact(ctx.clock(), work) or several(form, status=422)

    def look_over(number: int) -> Response:
        account, language = page.mine().account, page.language_now()
        with ctx.db.look(ctx.clock()) as tx:
            kept = drafts.find(tx, number, account.id, KIND) if number < 2**63 else None
            if kept is None:
                return page.render("refused.html", "drafts.over_title", status=404, why="drafts.over")
            clock = Clock(tx.line, language, tx.now)
            meant = team_texts.receivers(tx, kept["ids"], account, even_paused=kept["to"] == "one")
            get = [each for each in meant if not each.why]
            alone = get[0].volunteer if len(get) == 1 else None
            words = team_texts.text(
                tx,
                kept["words"],
                alone.contact_id if alone else None,
                alone.languages[0] if alone and alone.languages else tx.line.language,
            )
        return page.render(
            "volunteer_text_send.html",
            "volunteer_text.look_over",
            words=words,
            cost=asdict(segments.count(words)),
            get=[(each.volunteer.name, _when(clock, each)) for each in get],
            miss=[(each.volunteer.name, clock.t(sayings.WHY_NOT[each.why])) for each in meant if each.why],
            paused=any(each.volunteer.state == "paused" for each in get),
        )

    def confirm(number: int) -> Response:
        account = page.mine().account

        def work(tx: Tx) -> Response:
            kept = drafts.use(tx, number, account.id, KIND) if number < 2**63 else None
            if kept is None:
                return page.go("volunteers", "drafts.used")
            ids, alone = kept["ids"], kept["to"] == "one"
            meant = team_texts.receivers(tx, ids, account, even_paused=alone)
            sent = team_texts.send(tx, ids, kept["words"], account, even_paused=alone)
            about = meant[0].volunteer.handle if alone and meant else kept["to"]
            tx.record("volunteers text", about, by=by(account), to=sent)
            return page.go("volunteers", "volunteer_text.sent" if sent else "volunteer_text.sent_to_nobody")

        return ctx.db.transact(ctx.clock(), work)

    page.add_form(
        routes,
        "/volunteers/<int:number>/text",
        "volunteer_text",
        lambda number: one(number, forms.shown()),
        send_one,
    )
    page.add_form(
        routes, "/volunteers/text", "text_volunteers", lambda: several(forms.shown({"to": NOW})), send_several
    )
    page.add_form(routes, "/volunteers/texts/<int:number>", "text_send", look_over, confirm)


def _words(form: Form) -> str:
    said = form.text("words", most=LONGEST)
    if not said:
        form.wrong("words", "volunteer_text.words_missing")
    return said


def _kept(tx: Tx, form: Form, ids: Sequence[int], words: str, to: str) -> Response | None:
    if not form.is_good:
        return None
    what: dict[str, Any] = {"ids": list(ids), "words": words, "to": to}
    return page.go("text_send", number=drafts.keep(tx, page.mine().account.id, KIND, what))


def _choices(tx: Tx) -> dict[str, str]:
    clock = Clock(tx.line, page.language_now(), tx.now)
    choices = {NOW: clock.t("volunteer_text.all_on_duty", count=len(team_texts.on_duty(tx)))}
    for each in team_texts.stretches(tx):
        said = {"since": clock.at(each.starts_at), "until": clock.at(each.ends_at)}
        choices[_key(each)] = clock.t("volunteer_text.shift", **said, count=len(each.volunteer_ids))
    return choices


def _key(each: team_texts.Stretch) -> str:
    return f"{int(each.starts_at.timestamp())}-{int(each.ends_at.timestamp())}"


def _meant(tx: Tx, to: str) -> tuple[int, ...] | None:
    """Who that is; None for what was not in the list."""
    if to == NOW:
        return team_texts.on_duty(tx)
    return next((each.volunteer_ids for each in team_texts.stretches(tx) if _key(each) == to), None)


def _when(clock: Clock, each: Receiver) -> str:
    return clock.t("volunteer_text.later", at=clock.at(each.at)) if each.at is not None else ""
