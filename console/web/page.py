"""The one way to answer with a page: words, frame, headers."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, g, render_template, request, session, url_for

from console.web import forms, roles
from console.web.context import Context
from console.web.wording import LANGUAGES, t
from store.accounts.sessions import Session

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Robots-Tag": "noindex",
}


def render(template: str, title: str, *, status: int = 200, count: int = 0, **values: object) -> Response:
    """A page in the language of whoever looks. `title`: the key of its heading; `count`: what waits there for somebody.

    In templates: `t(key, …)`, `may(action)`, `sees(page)`, `signed_in` (a Session or None), `form`, and the fields of
    fields.html. What is put in is escaped.
    """
    ctx: Context = g.console
    here, language = current(), language_now()

    def say(key: str, **gaps: object) -> str:
        return t(key, language, **gaps)

    heading = say(title)
    form = values.setdefault("form", forms.Form())
    said = f"{say('page.error')}: {heading}" if isinstance(form, forms.Form) and form.errors else heading
    role = here.account.role if here else ""
    body = render_template(
        template,
        t=say,
        heading=heading,
        page_title=f"{f'({count}) ' if count else ''}{ctx.db.last_seen_line.name} – {said}",
        line_name=ctx.db.last_seen_line.name,
        language=language,
        languages=LANGUAGES,
        signed_in=here,
        navigation=[each for each in roles.NAVIGATION if here and roles.sees(role, each)],
        endpoint=(request.endpoint or "").partition(".")[2],
        may=lambda action: bool(role) and roles.may(role, action),
        sees=lambda name: roles.sees(role, name),
        csrf_token=forms.token,
        notice=session.pop("notice", None) or g.get("notice"),
        **values,
    )
    return Response(body, status, mimetype="text/html")


def add_form(
    routes: Blueprint, path: str, name: str, see: Callable[..., Response], send: Callable[..., Response]
) -> None:
    """A page with a form that goes to the page's own address, so that it can be given back there."""

    def view(**given: str | int) -> Response:
        return (send if request.method == "POST" else see)(**given)

    routes.add_url_rule(path, name, view, methods=["GET", "POST"])


def go(endpoint: str, notice: str | None = None, **values: str | int) -> Response:
    """Lead to another page of the console. `notice`: the key of what it is to say at its top."""
    return to(url_for(f"console.{endpoint}", **values), notice)  # type: ignore[arg-type]


def to(path: str, notice: str | None = None) -> Response:
    """Lead to an address of the console."""
    if notice:
        session["notice"] = notice
    return Response("", 303, {"Location": path})


def current() -> Session | None:
    """The session of whoever is signed in here."""
    found: Session | None = g.get("signed_in")
    return found


def mine() -> Session:
    """The same, on a page that the gate opens only to somebody who is signed in."""
    found = current()
    if found is None:
        raise RuntimeError("a page for somebody who is signed in is open to everybody")
    return found


def sign_in_here(session_row: Session | None) -> None:
    """This answer is for somebody who was signed in just now."""
    g.signed_in = session_row


def language_now() -> str:
    """Of the account; where nobody is signed in, as chosen on the sign-in page, or as the browser asks."""
    here = current()
    if here is not None:
        return here.account.language if here.account.language in LANGUAGES else "en"
    chosen = session.get("language")
    if chosen in LANGUAGES:
        return str(chosen)
    ctx: Context = g.console
    line = ctx.db.last_seen_line.language
    return request.accept_languages.best_match(list(LANGUAGES)) or (line if line in LANGUAGES else "en")


def local_time(timezone: str) -> Callable[[datetime], str]:
    """For templates: `when(moment)`, day and time by the line's clocks."""
    zone = ZoneInfo(timezone)
    return lambda at: f"{at.astimezone(zone):%Y-%m-%d %H:%M}"


def dress(response: Response) -> Response:
    """Put the headers on that every answer of the console has."""
    response.headers.update(HEADERS)
    if (request.endpoint or "").endswith(".static"):
        response.headers["Cache-Control"] = (
            "no-cache"  # asked for again each time, and sent only where it changed
        )
    else:
        response.headers.setdefault("Cache-Control", "no-store")
    return response
