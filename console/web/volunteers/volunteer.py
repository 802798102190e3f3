"""One volunteer: what is known of them, with whom they are never paired, complaints, and what can be done."""

from datetime import timedelta
from typing import Any, NamedTuple

from flask import Blueprint, Response

from console.web import page
from console.web.context import Context
from console.web.now.sayings import Clock
from console.web.volunteers import sayings
from flows.wording import Listener
from store.account_alerts import complaints
from store.contacts import contacts, known_people
from store.database import Tx
from store.joining import join
from store.rota import queries as rota
from store.volunteers import fairness, pairings, roster, roster_view
from store.volunteers.roster import RosterRow
from store.volunteers.roster_view import Listed

SHOWN_SHIFTS = 5


class Found(NamedTuple):
    """A volunteer whom somebody may see."""

    each: Listed
    row: RosterRow


def look_up(tx: Tx, number: int) -> Found | Response:
    """The volunteer of this number; else the page that says that there is none, or that they know them."""
    found = roster_view.one(tx, number) if number < 2**63 else None
    if found is None:
        return page.render("refused.html", "refused.missing_title", status=404, why="refused.missing")
    if known_people.knows(tx, page.mine().account.id, found[0].contact_id):
        return page.render("refused.html", "now_alert.hidden_title", status=403, why="now_alert.hidden")
    return Found(*found)


def add(routes: Blueprint, ctx: Context) -> None:
    """/console/volunteers/<number>."""

    @routes.get("/volunteers/<int:number>")
    def volunteer(number: int) -> Response:
        account = page.mine().account
        with ctx.db.look(ctx.clock()) as tx:
            found = look_up(tx, number)
            if isinstance(found, Response):
                return found
            clock = Clock(tx.line, page.language_now(), tx.now)
            told, hidden = complaints.about(tx, number, account)
            said = _facts(tx, clock, found)
            refused = pairings.refused_with(tx, number, besides=known_people.contacts_known(account.id))
            shifts = rota.coming(tx, number, limit=SHOWN_SHIFTS)
            month = fairness.shares(tx, timedelta(days=30), only=number)
        return page.render(
            "volunteer.html",
            "volunteer.title",
            each=found.each,
            state=sayings.state(clock, found.each),
            marks=sayings.marks(clock, found.each),
            tongues=sayings.tongues(found.each),
            clock=clock,
            day=lambda moment: sayings.day(clock, moment),
            complaints=told,
            hidden_complaints=hidden,
            refused=refused,
            shifts=[(clock.at(row.starts_at), clock.at(row.ends_at)) for row in shifts],
            share=month[0] if month else None,
            **said,
        )


def _facts(tx: Tx, clock: Clock, found: Found) -> dict[str, Any]:
    row = found.row
    ear = contacts.listening(tx, row.contact_id)
    to = Listener(tx.line, clock.language, False, tx.now, rota.zone_of(tx, row.id))
    safe = ear.safe
    return {
        "row": row,
        "zone": rota.zone_of(tx, row.id),
        "hours": join.profile(tx, row.id, to).hours,
        "talks": roster.talks_of(tx, row.id),
        "notes": roster.notes_of(tx, row),
        "quiet": safe.hours is not None or not safe.calls,
    }
