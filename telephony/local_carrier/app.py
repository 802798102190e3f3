"""Puts the carrier together as one web application."""

from collections.abc import AsyncIterator, Sequence

from aiohttp import web

from telephony.local_carrier import control
from telephony.local_carrier.glass import rest_exchanges
from telephony.local_carrier.glass import routes as glass
from telephony.local_carrier.glass.breaking import broken
from telephony.local_carrier.office import Office
from telephony.local_carrier.page import routes as page
from telephony.local_carrier.phones.named_phones import PHONES, furnish, names
from telephony.local_carrier.phones.owner import NamedPhone
from telephony.local_carrier.rest import rest
from telephony.local_carrier.rest.common import OFFICE
from telephony.local_carrier.settings import Settings


def create_app(settings: Settings, phones: Sequence[NamedPhone] = ()) -> web.Application:
    """The carrier for one account and number, and its named phones; it lives as long as the application runs."""
    app = web.Application(middlewares=[rest_exchanges.keep, rest.guard, control.local_only])
    app[PHONES] = phones

    async def office(app: web.Application) -> AsyncIterator[None]:
        app[OFFICE] = Office(settings)
        furnish(app[OFFICE], phones)
        yield
        await app[OFFICE].close()

    app.cleanup_ctx.append(office)
    rest.add_routes(app)
    control.add_routes(app, broken)
    glass.add_routes(app, names)
    page.add_routes(app)
    return app
