"""The console: every room adds its pages to one blueprint, behind one gate, under one set of headers."""

import structlog
from flask import Blueprint, Flask, Response, g
from jinja2 import StrictUndefined
from werkzeug.exceptions import HTTPException

from console.web import gate, page
from console.web.accounts import account, accounts
from console.web.alerts import history, on_call
from console.web.contact import blocks, call, reveal, say
from console.web.context import Context
from console.web.figures import figures
from console.web.line import pages as line_pages
from console.web.log import log as audit_log
from console.web.now import alert, callback, now
from console.web.people import known, listing, person, phones, plan, quieter, words
from console.web.shifts import pages as shift_pages
from console.web.sign_in import invitation, own_account, sign_in
from console.web.unread import paraphrases, unread
from console.web.volunteers import volunteers

log = structlog.get_logger(__name__)

PEOPLE = (listing, person, words, known, plan, quieter, phones)


def register(app: Flask, ctx: Context) -> None:
    """Put the console at /console/."""
    gate.configure(app, ctx)
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.register_blueprint(blueprint(ctx))


def blueprint(ctx: Context) -> Blueprint:
    """All pages under /console/."""
    routes = Blueprint(
        "console",
        "console.web.rooms",
        url_prefix="/console",
        template_folder="templates",
        static_folder="static",
        static_url_path="/static",
    )
    routes.before_request(lambda: gate.check(ctx))
    routes.after_request(page.dress)
    for room in (
        now,
        alert,
        callback,
        history,
        line_pages,
        figures,
        audit_log,
        *PEOPLE,
        blocks,
        say,
        call,
        reveal,
        sign_in,
        invitation,
        own_account,
        volunteers,
        on_call,
        unread,
        paraphrases,
        accounts,
        account,
        shift_pages,
    ):
        room.add(routes, ctx)

    @routes.get("/<path:elsewhere>")
    def missing(elsewhere: str) -> Response:
        return page.render("refused.html", "refused.missing_title", status=404, why="refused.missing")

    @routes.errorhandler(Exception)
    def failed(error: Exception) -> Response | HTTPException:
        g.console = ctx
        if isinstance(error, HTTPException) and (error.code or 500) < 500:
            why = "refused.too_large" if error.code == 413 else "refused.other"
            return page.render("refused.html", "refused.other_title", status=error.code or 400, why=why)
        # Flask would log the path of a failed request, which may hold a handle or a token.
        log.error("console_page_failed", error=type(error).__name__, exc_info=error)
        return page.render("refused.html", "refused.failed_title", status=503, why="refused.failed")

    return routes
