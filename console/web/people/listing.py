"""People: who uses the line, the last heard of first; found by handle, narrowed by what is special."""

from flask import Blueprint, Response, request

from console.web import page
from console.web.context import Context
from console.web.people.dates import Dates
from store.people import listing


def add(routes: Blueprint, ctx: Context) -> None:
    """GET /console/people: `find`, a handle or its beginning; `only`, one of the filters; `after`, where to go on."""

    @routes.get("/people")
    def people() -> Response:
        only, after = request.args.get("only", ""), request.args.get("after", "")
        typed = " ".join(request.args.get("find", "").split())
        only = only if only in listing.FILTERS else ""
        with ctx.db.look(ctx.clock()) as tx:
            found = listing.people(tx, page.mine().account.id, only=only, handle=typed, after=after)
            clock = Dates(tx.line, page.language_now(), tx.now)
        # A number typed by mistake is not said back.
        shown = typed if listing.handle_start(typed) else ""
        return page.render(
            "people.html",
            "people.title",
            found=found,
            clock=clock,
            only=only,
            find=shown,
            looked_for=bool(typed),
            later=bool(after),
            filters=listing.FILTERS,
        )
