"""Tells phones and the carrier how to behave, for rehearsals and tests."""

from aiohttp import web

from telephony.local_carrier.control.request import read_object, seconds, words
from telephony.local_carrier.phones.handset import handset, read_ring
from telephony.local_carrier.phones.named_phones import PHONES, furnish
from telephony.local_carrier.rest.common import OFFICE

MOST_LATENCY = 60.0


async def on_ring(request: web.Request) -> web.Response:
    data = await read_object(request)
    phone = handset(request.app[OFFICE], words(data, "number"))
    queue = [read_ring(item) for item in data.get("queue") or []]
    if "default" in data:
        phone.default = read_ring(data["default"])
    if "queue" in data:
        phone.queue.clear()
        phone.queue.extend(queue)
    return web.json_response({})


async def on_text(request: web.Request) -> web.Response:
    office, data = request.app[OFFICE], await read_object(request)
    handset(office, words(data, "number")).text_error = int(data.get("error") or 0)
    office.journal.changed()
    return web.json_response({})


async def attest(request: web.Request) -> web.Response:
    data = await read_object(request)
    handset(request.app[OFFICE], words(data, "number")).verstat = words(data, "attestation")
    return web.json_response({})


async def fail_next(request: web.Request) -> web.Response:
    data = await read_object(request)
    how, to = data.get("how"), data.get("to")
    if not isinstance(how, str | int):
        raise TypeError("how must be a word or an error code")
    request.app[OFFICE].faults.plan(
        str(data.get("kind")), how, int(data.get("times", 1)), None if to is None else str(to)
    )
    return web.json_response({})


async def latency(request: web.Request) -> web.Response:
    data = await read_object(request)
    request.app[OFFICE].faults.latency = seconds(data.get("seconds", 0), MOST_LATENCY)
    return web.json_response({})


async def reset(request: web.Request) -> web.Response:
    office = request.app[OFFICE]
    await office.reset()
    furnish(office, request.app[PHONES])
    return web.json_response({})
