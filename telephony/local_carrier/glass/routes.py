"""Serves what is seen behind the glass, and lets things be broken: JSON under /_phones, as the phones' own API."""

from collections.abc import Callable, Mapping

from aiohttp import web

from telephony.local_carrier.glass.breaking import break_or_mend, broken
from telephony.local_carrier.glass.meaning import meaning_of, title_of
from telephony.local_carrier.glass.plain_words import Names
from telephony.local_carrier.glass.subject import Subject, subject_of
from telephony.local_carrier.office import Office
from telephony.local_carrier.rest.common import OFFICE

NamesOf = Callable[[Office], Mapping[str, str]]

NAMES: web.AppKey[NamesOf] = web.AppKey("names")


def add_routes(app: web.Application, names: NamesOf = lambda office: {}) -> None:
    """`names`: the name of each named phone, by its number; a phone without one is called by its number."""
    app[NAMES] = names
    app.router.add_get("/_phones/glass", _glass)
    app.router.add_post("/_phones/break", _break)


async def _glass(request: web.Request) -> web.Response:
    """The exchanges after number `since`, oldest first."""
    office, since = request.app[OFFICE], request.query.get("since", "0")
    if not since.isdecimal() or len(since) > 15:
        raise ValueError("“since” is the number of the last exchange seen, such as 57.")
    names = Names(request.app[NAMES](office), office.settings.number)
    exchanges = office.journal.exchanges
    found = [describe(subject_of(office, each, names)) for each in exchanges.after(int(since))]
    return web.json_response({"last": exchanges.last, "exchanges": found})


def describe(subject: Subject) -> dict[str, object]:
    """One exchange as the page shows it."""
    exchange = subject.exchange
    return {
        "id": exchange.id,
        "at": exchange.at,
        "from": exchange.sender,
        "kind": exchange.kind,
        "phone": subject.phone,
        "title": title_of(subject),
        "meaning": meaning_of(subject),
        "method": exchange.method,
        "path": exchange.path,
        "status": exchange.status,
        "ms": exchange.ms,
        "fields": exchange.fields,
        "headers": exchange.headers,
        "answer": exchange.answer,
        "repeat": exchange.repeat,
    }


async def _break(request: web.Request) -> web.Response:
    """Break something, or mend it: `{what, on, phone?, code?}`; answers what is broken now."""
    data = await request.json()
    if not isinstance(data, dict):
        raise TypeError("Send a JSON object.")
    office = request.app[OFFICE]
    break_or_mend(office, data)
    office.journal.changed()
    return web.json_response({"broken": broken(office)})
