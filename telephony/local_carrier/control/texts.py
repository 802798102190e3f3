"""Lets a phone text the line, and lists what reached it."""

import asyncio

from aiohttp import web

from telephony.local_carrier.control.request import extra_params, read_object, words
from telephony.local_carrier.messages.messages import receive
from telephony.local_carrier.phones.handset import as_json, handset
from telephony.local_carrier.rest.common import OFFICE


async def send(request: web.Request) -> web.Response:
    """Text the line. The text is on its way even if whoever sent it does not wait for the answer."""
    office, data = request.app[OFFICE], await read_object(request)
    number, body, params = words(data, "from"), words(data, "body"), extra_params(data)
    owner = handset(office, number).owner
    if owner and owner.kind == "landline":
        raise ValueError("This is a landline: it can call, and cannot text.")
    sender = owner.shows if owner and owner.kind == "forged" else number
    task = office.spawn(receive(office, sender, body, params, number))
    await asyncio.wait({task})
    if task.cancelled():
        raise ValueError("The carrier was reset before the line had answered.")
    found = task.result()
    replies = [as_json(text) for text in found.replies]
    return web.json_response({"sid": found.sid, "status": found.status, "replies": replies})


async def listing(request: web.Request) -> web.Response:
    phone = handset(request.app[OFFICE], request.query.get("number", ""))
    return web.json_response([as_json(text) for text in phone.texts])
