"""Who is on call, and the test of the whole chain: everybody is texted and rung, and the page shows who answers."""

import hashlib
import json
from datetime import datetime, time

from babel.dates import format_time
from flask import Blueprint, Response, render_template, request

from console.web import clock, forms, page
from console.web.context import Context
from console.web.forms import Form
from console.web.wording import t
from flows.line.on_call import Hours
from store.account_alerts import on_call
from store.account_alerts.on_call import PastDrill, Place
from store.accounts import sign_in
from store.alerts import drill
from store.alerts.drill import Reached
from store.database import Tx
from store.upkeep import heartbeats


class Says:
    """The two blocks of the page in one language, on the line's clock."""

    def __init__(self, language: str, zone: str) -> None:
        self.language, self._zone = language, zone

    def t(self, key: str, **gaps: object) -> str:
        """Words of the console."""
        return t(key, self.language, **gaps)

    def when(self, at: datetime) -> str:
        """A moment."""
        return clock.past(at, self._zone, self.language)

    def hours(self, hours: Hours | None) -> str:
        """The hours of a place on the ladder."""
        if hours is None:
            return self.t("on_call.always")
        return self.t("on_call.span", since=self._time(hours[0]), until=self._time(hours[1]))

    def who(self, each: Place, number: int) -> str:
        """Who stands at this place."""
        if not each.handle:
            return self.t("on_call.unfiled", place=number)
        return f"{each.name} ({each.handle})" if each.name else each.handle

    def answer(self, test: PastDrill, each: Reached) -> str:
        """Whether, how and how soon somebody answered a test."""
        if each.answered_at is None:
            return self.t("on_call.not_yet" if test.runs else "on_call.not_answered")
        seconds = max(0, round((each.answered_at - test.at).total_seconds()))
        return self.t("on_call.by_key" if each.by_key else "on_call.by_text", seconds=seconds)

    def _time(self, at: time) -> str:
        return format_time(at, "short", locale=self.language).replace("\u202f", " ")


def add(routes: Blueprint, ctx: Context) -> None:
    """/console/on-call, its blocks as they change, and /console/on-call/test, which asks again who you are."""

    def blocks() -> dict[str, str]:
        with ctx.db.look(ctx.clock()) as tx:
            places, tests = on_call.places(tx), on_call.drills(tx)
            says = Says(page.language_now(), tx.line.timezone)
        return {
            name: render_template(f"on_call_{name}.html", says=says, t=says.t, places=places, tests=tests)
            for name in ("ladder", "tests")
        }

    @routes.get("/on-call", endpoint="on_call")
    def see() -> Response:
        shown = blocks()
        return page.render("on_call.html", "on_call.title", blocks=shown, tag=_tag(shown))

    @routes.get("/on-call/live")
    def on_call_live() -> Response:
        shown = blocks()
        tag = _tag(shown)
        if tag in request.headers.get("If-None-Match", ""):
            return Response("", 304, {"ETag": tag})
        title = f"{ctx.db.last_seen_line.name} – {t('on_call.title', page.language_now())}"
        body = json.dumps({"title": title, "said": "", "blocks": shown}, ensure_ascii=False)
        return Response(body, mimetype="application/json", headers={"ETag": tag, "Vary": "Cookie"})

    def ask(form: Form | None = None, status: int = 200) -> Response:
        with ctx.db.look(ctx.clock()) as tx:
            places = on_call.places(tx)
            says = Says(page.language_now(), tx.line.timezone)
        first = {
            each.handle or str(number): (number, each)
            for number, each in reversed(list(enumerate(places, 1)))
        }
        return page.render(
            "alert_test.html",
            "alert_test.title",
            status=status,
            form=form or forms.shown(),
            says=says,
            people=sorted(first.values(), key=lambda each: each[0]),
        )

    def send() -> Response:
        form, account = forms.sent(), page.mine().account

        def begin(tx: Tx) -> None:
            if not any(
                beat.waits_for is None for beat in heartbeats.alive(heartbeats.read(tx.connection), "worker")
            ):
                raise drill.NotNow("no_worker")
            drill.begin(tx, in_console=True)
            tx.record(
                "alerts test", by=sign_in.by(account), phones=len({each.number for each in tx.line.ladder})
            )

        try:
            ctx.db.transact(ctx.clock(), begin)
        except drill.NotNow as no:
            form.wrong("begin", f"alert_test.{no.why}")
            return ask(form, 409)
        return page.go("on_call", "alert_test.begun")

    page.add_form(routes, "/on-call/test", "alert_test", lambda: ask(), send)


def _tag(blocks: dict[str, str]) -> str:
    return f'"{hashlib.sha256(json.dumps(blocks).encode()).hexdigest()[:32]}"'
