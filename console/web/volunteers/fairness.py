"""Whether the line shares its calls fairly: hours, offers and talks of each volunteer, as bars and as figures."""

from datetime import timedelta
from typing import Final

from flask import Blueprint, Response, request

from console.web import page
from console.web.context import Context
from console.web.now.sayings import Clock
from console.web.volunteers import sayings
from store.contacts import known_people, views
from store.volunteers.fairness import shares

DAYS: Final = (7, 30, 90, 365)
WIDTH: Final = 100
"""How wide the longest bar is, in the units of the picture."""


def add(routes: Blueprint, ctx: Context) -> None:
    """/console/volunteers/fairness."""

    @routes.get("/volunteers/fairness")
    def fairness() -> Response:
        typed = request.args.get("days", "30")
        days = int(typed) if typed in {str(each) for each in DAYS} else 30
        with ctx.db.look(ctx.clock()) as tx:
            clock = Clock(tx.line, page.language_now(), tx.now)
            known = known_people.contacts_known(page.mine().account.id)
            found = shares(tx, timedelta(days=days), besides=known)
            rows = [(each, views.name_of(tx, each.volunteer), each.volunteer.handle) for each in found]
        most = max((each.talks for each in found), default=0)
        return page.render(
            "fairness.html",
            "fairness.title",
            rows=rows,
            days=days,
            choices=DAYS,
            rung=sum(each.rung for each in found),
            width=lambda talks: round(WIDTH * talks / most) if most else 0,
            day=lambda moment: sayings.day(clock, moment),
        )
