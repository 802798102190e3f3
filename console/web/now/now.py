"""Now, the front page: what the line cannot do, who needs somebody, who waits, who talks, who is on."""

from flask import Blueprint, Response, request, url_for

from console.web import page, roles
from console.web.context import Context
from console.web.now.live import Live, Viewer
from store.account_alerts import taken_alerts
from store.contacts import known_people
from store.coordinators import overview
from store.database import Tx
from store.now import first_steps
from store.people import person as people

LONGEST = 40
DONE_AT = {"begin": "line_setup", "volunteers": "volunteers", "colleague": "accounts_invite"}
"""The page of each first step."""


def add(routes: Blueprint, ctx: Context) -> None:
    """GET /console/, the blocks of it as they change, and the box in which a code is typed."""
    live = Live(ctx.db, ctx.clock, ctx.parts)

    def see(missing: str = "", status: int = 200) -> Response:
        account = page.mine().account
        if not roles.may(account.role, "see_now"):
            return page.render("now.html", "now.title", shown=None)
        shown = live.show(_viewer(), fresh=True)
        return page.render(
            "now.html",
            "now.title",
            status=status,
            count=shown.count,
            shown=shown,
            missing=missing,
            first_steps=first() if not shown.count and roles.may(account.role, "manage_accounts") else [],
        )

    def first() -> list[tuple[str, str]]:
        """What a new line still needs, each with the page where it is done, "" where there is none."""
        with ctx.db.look(ctx.clock()) as tx:
            steps = first_steps.missing(tx)
        begin = ["begin"] if steps and "line_setup" in roles.PAGES else []
        return [
            (each, url_for(f"console.{to}") if (to := DONE_AT.get(each)) in roles.PAGES else "")
            for each in begin + steps
        ]

    @routes.get("/")
    def now() -> Response:
        return see()

    @routes.get("/now/live")
    def now_live() -> Response:
        shown = live.show(_viewer(), fresh=False)
        if shown.tag in request.headers.get("If-None-Match", ""):
            return Response("", 304, {"ETag": shown.tag})
        answer = Response(shown.body, mimetype="application/json")
        if "gzip" in request.headers.get("Accept-Encoding", ""):
            answer.set_data(shown.zipped)
            answer.headers["Content-Encoding"] = "gzip"
        answer.headers["ETag"] = shown.tag
        answer.headers["Vary"] = "Accept-Encoding, Cookie"
        return answer

    @routes.get("/now/find")
    def now_find() -> Response:
        typed = " ".join(request.args.get("code", "").split())
        with ctx.db.look(ctx.clock()) as tx:
            found = _find(tx, typed)
        if found:
            return page.to(found)
        # A number typed by mistake is not said back.
        shown = typed if len(typed) <= LONGEST and sum(map(str.isdigit, typed)) < 6 else ""
        return see(missing=shown or "?", status=404)


def _viewer() -> Viewer:
    account = page.mine().account
    people = roles.may(account.role, "see_people_now")
    return Viewer(page.language_now(), people, account.id if people else None)


def _find(tx: Tx, typed: str) -> str:
    """Where to look for what was typed: an alert's code, a callback's, or a handle; "" for nothing.

    A handle leads to the open callback of that person, else to their page.
    """
    code = typed.upper()
    if code[:1] == "A" and code[1:].isdecimal() and len(code) < 18:
        alert = taken_alerts.find(tx, int(code[1:]), page.mine().account)
        return url_for("console.now_alert", number=alert.id) if alert is not None else ""
    account = page.mine().account
    found = overview.open_called(tx, code, typed)
    if found is not None and not known_people.knows(tx, account.id, found.contact_id):
        return url_for("console.now_callback", number=found.id)
    person = people.find(tx, typed, account.id)
    return url_for("console.person", handle=person.handle) if person is not None else ""
