"""/console/volunteers: the roster, narrowed and page by page, and the same as a file without numbers."""

import csv
import io
from typing import Final

from flask import Blueprint, Response, request

from console.web import page
from console.web.context import Context
from console.web.now.sayings import Clock
from console.web.volunteers import (
    complaint,
    csv_import,
    duty,
    fairness,
    invitation,
    leaving,
    profile,
    renumbering,
    sayings,
    team_text,
    volunteer,
)
from console.web.wording import LANGUAGES
from store.volunteers import roster_view
from store.volunteers.roster_view import STATES, Listed, Wanted

_LONGEST = 60
_SAID: Final = {
    "now": "volunteers.only_now",
    "askable": "volunteers.only_askable",
    "attention": "volunteers.only_attention",
    "invited": "volunteers.only_invited",
    "left": "volunteers.only_left",
}
"""What stands in the list of states."""
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins so is worked out by a spreadsheet when it is opened."""


def add(routes: Blueprint, ctx: Context) -> None:
    """The roster and all that is about a volunteer."""

    @routes.get("/volunteers")
    def volunteers() -> Response:
        wanted, account = asked_for(), page.mine().account
        with ctx.db.look(ctx.clock()) as tx:
            clock = Clock(tx.line, page.language_now(), tx.now)
            found = roster_view.page(tx, wanted, account_id=account.id, after=_after())
            hidden = roster_view.hidden(tx, account.id)
            experiences = tx.line.experiences
        rows = [(each, sayings.state(clock, each), sayings.marks(clock, each)) for each in found.rows]
        return page.render(
            "volunteers.html",
            "volunteers.title",
            rows=rows,
            wanted=wanted,
            narrowed=wanted != Wanted(),
            later=bool(_after()),
            address=_address(wanted),
            after=found.after,
            hidden=hidden,
            states={name: clock.t(_SAID[name]) for name in STATES},
            experiences=experiences,
            tongues=sayings.tongues,
            day=lambda moment: sayings.day(clock, moment),
        )

    @routes.get("/volunteers/file")
    def volunteers_file() -> Response:
        account = page.mine().account
        with ctx.db.look(ctx.clock()) as tx:
            clock = Clock(tx.line, page.language_now(), tx.now)
            rows: list[Listed] = []
            after: int | None = 0
            while after is not None:
                found = roster_view.page(tx, asked_for(), account_id=account.id, after=after, most=500)
                rows, after = rows + found.rows, found.after
        answer = Response(as_file(clock, rows), mimetype="text/csv")
        answer.headers["Content-Disposition"] = 'attachment; filename="roster.csv"'
        return answer

    for room in (
        volunteer,
        profile,
        duty,
        renumbering,
        leaving,
        complaint,
        invitation,
        csv_import,
        team_text,
        fairness,
    ):
        room.add(routes, ctx)


def asked_for() -> Wanted:
    """What the address asks for. What means nothing is left out."""
    said = {
        name: _plain(request.args.get(name, "")) for name in ("called", "state", "language", "experience")
    }
    return Wanted(
        called=said["called"],
        state=said["state"] if said["state"] in STATES else "",
        language=said["language"] if said["language"] in LANGUAGES else "",
        experience=said["experience"],
    )


def as_file(clock: Clock, rows: list[Listed]) -> str:
    """The roster for a spreadsheet: without numbers, and with no cell that it would work out."""
    out = io.StringIO()
    written = csv.writer(out)
    written.writerow([clock.t(each) for each in _COLUMNS])
    for each in rows:
        last = each.last_talk.date().isoformat() if each.last_talk else ""
        cells = (
            each.name,
            each.handle,
            sayings.state(clock, each),
            sayings.tongues(each),
            ", ".join(each.experiences),
            str(each.talks),
            last,
            ", ".join(sayings.marks(clock, each)),
        )
        written.writerow([f"'{cell}" if cell.startswith(FORMULA) else cell for cell in cells])
    return "\ufeff" + out.getvalue()


_COLUMNS: Final = (
    "volunteers.name",
    "volunteers.handle",
    "volunteers.state",
    "volunteers.languages",
    "volunteers.experiences",
    "volunteers.talks",
    "volunteers.last_talk",
    "volunteers.marks",
)


def _plain(typed: str) -> str:
    return " ".join("".join(each if each.isprintable() else " " for each in typed).split())[:_LONGEST]


def _after() -> int:
    typed = request.args.get("after", "")
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 16 else 0


def _address(wanted: Wanted) -> dict[str, str]:
    said = {
        "called": wanted.called,
        "state": wanted.state,
        "language": wanted.language,
        "experience": wanted.experience,
    }
    return {name: value for name, value in said.items() if value}
