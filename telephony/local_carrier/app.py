"""Puts the carrier together as one web application."""

from collections.abc import AsyncIterator, Sequence
from pathlib import Path

from aiohttp import web

from telephony.local_carrier import control
from telephony.local_carrier.office import Office
from telephony.local_carrier.phones.named_phones import PHONES, furnish
from telephony.local_carrier.phones.owner import NamedPhone
from telephony.local_carrier.rest import rest
from telephony.local_carrier.rest.common import OFFICE
from telephony.local_carrier.settings import Settings

PAGE = Path(__file__).parent / "page"
_FILES = {"/": ("index.html", "text/html"), "/phones.js": ("phones.js", "text/javascript")}
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; img-src data:; style-src 'self' 'unsafe-inline'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}


def create_app(settings: Settings, phones: Sequence[NamedPhone] = ()) -> web.Application:
    """The carrier for one account and number, and its named phones; it lives as long as the application runs."""
    app = web.Application(middlewares=[rest.guard, control.local_only])
    app[PHONES] = phones

    async def office(app: web.Application) -> AsyncIterator[None]:
        app[OFFICE] = Office(settings)
        furnish(app[OFFICE], phones)
        yield
        await app[OFFICE].close()

    app.cleanup_ctx.append(office)
    rest.add_routes(app)
    control.add_routes(app)
    for path in _FILES:
        app.router.add_get(path, _file)
    return app


async def _file(request: web.Request) -> web.Response:
    name, kind = _FILES[request.path]
    text = (PAGE / name).read_text(encoding="utf-8")
    return web.Response(text=text, content_type=kind, charset="utf-8", headers=_HEADERS)
