"""One person: what is open, how they may be reached, what was agreed, what happened. No number, and nobody's words."""

from datetime import UTC, datetime, timedelta

from flask import Blueprint, Response, request

from console.web import page, roles
from console.web.context import Context
from console.web.now.sayings import state
from console.web.people import chart, sayings
from console.web.people.dates import Dates
from console.web.people.timeline_sayings import Told
from store.database import Tx
from store.models import Contact
from store.outreach import blocks
from store.people import person as people
from store.people import timeline

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
BESIDE = (
    "person_say",
    "person_call",
    "person_reveal",
    "person_quieter",
    "person_plan",
    "person_phones",
    "block",
    "person_known",
)
"""What can be done about somebody: pages of their own at the person's address, as far as there are such pages."""


def add(routes: Blueprint, ctx: Context) -> None:
    """GET /console/people/<handle>: `only`, what the timeline is narrowed to; `before`, where it goes on."""

    @routes.get("/people/<handle>")
    def person(handle: str) -> Response:
        account = page.mine().account
        only = request.args.get("only", "")
        before = _moment(request.args.get("before", ""))
        with ctx.db.look(ctx.clock()) as tx:
            row = people.find(tx, handle, account.id)
            if row is None:
                return missing()
            known = people.known(tx, row, account.id)
            told = timeline.page(tx, row.id, before=before, only=only)
            dates = Dates(tx.line, page.language_now(), tx.now)
            says = Told(dates, row.handle)
            rows = [says.row(each) for each in told.entries]
            block = blocks.current(tx, row.id, account)
            due = people.is_look_due(tx, account, row.id)
        if due:
            ctx.db.transact(ctx.clock(), lambda tx: people.note_look(tx, account, row))
        return page.render(
            "person.html",
            "person.title",
            known=known,
            block=block,
            safe=sayings.safe_said(dates, known.safe, row.timezone or dates.zone),
            plan=sayings.plan_said(dates, known.plan, known.named) if known.plan is not None else [],
            handle=row.handle,
            dates=dates,
            callback_state=state(dates, known.callback) if known.callback is not None else "",
            rows=rows,
            older=_key(told.before) if told.before is not None else "",
            later=before is not None,
            only=only if only in timeline.KINDS else "",
            kinds=tuple(timeline.KINDS),
            points=chart.points(known.moods),
            size=(chart.WIDTH, chart.HEIGHT),
            beside=[each for each in BESIDE if each in roles.PAGES and roles.sees(account.role, each)],
        )


def missing() -> Response:
    """Nobody has this handle, or it is of somebody whom they know: one answer for both, so that nothing is told."""
    return page.render("refused.html", "person.missing_title", status=404, why="person.missing")


def shown(tx: Tx, handle: str) -> Contact | None:
    """The contact of this handle, for whoever is signed in."""
    return people.find(tx, handle, page.mine().account.id)


def _key(moment: datetime) -> str:
    return str((moment - _EPOCH) // timedelta(microseconds=1))


def _moment(key: str) -> datetime | None:
    good = key.isascii() and key.isdecimal() and len(key) < 18
    return _EPOCH + timedelta(microseconds=int(key)) if good else None
