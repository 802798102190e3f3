"""Adds phones to the page and puts them away, and says one thing to everybody at the page."""

from aiohttp import web

from telephony.local_carrier.calls.leg import legs_of
from telephony.local_carrier.control.request import read_object, words
from telephony.local_carrier.control.view import phone_json
from telephony.local_carrier.phones import named_phones
from telephony.local_carrier.rest.common import OFFICE
from telephony.local_carrier.values import one_line

LONGEST_NOTICE = 300
MOST_PLAYED = 50


async def add(request: web.Request) -> web.Response:
    office = request.app[OFFICE]
    phone = named_phones.add(office, await read_object(request))
    return web.json_response(phone_json(office, phone))


async def put_away(request: web.Request) -> web.Response:
    """Its live calls are hung up: there is nobody left to talk."""
    office, data = request.app[OFFICE], await read_object(request)
    phone = named_phones.put_away(office, words(data, "number"))
    for leg in list(legs_of(office, phone.number)):
        leg.end()
    return web.json_response({})


async def notice(request: web.Request) -> web.Response:
    office, data = request.app[OFFICE], await read_object(request)
    played = data.get("played") or []
    if not isinstance(played, list) or not all(isinstance(each, str) and len(each) < 20 for each in played):
        raise ValueError("“played” is a list of numbers.")
    office.notice = one_line(words(data, "text"))[:LONGEST_NOTICE]
    office.played = tuple(played[:MOST_PLAYED])
    office.journal.changed()
    return web.json_response({})
