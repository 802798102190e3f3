"""Conferences over REST: found by name, ended, and something said into one ear, or into all."""

from aiohttp import web

from telephony.local_carrier.calls.conference import Room
from telephony.local_carrier.calls.leg import Leg
from telephony.local_carrier.errors import ApiError
from telephony.local_carrier.rest.common import OFFICE, accepted, form, meet_faults
from telephony.local_carrier.rest.paging import page


async def listing(request: web.Request) -> web.Response:
    office, query = request.app[OFFICE], request.query
    await accepted(await meet_faults(request, "lookups", ""))
    found = [
        room
        for room in office.conferences.newest_first()
        if query.get("FriendlyName") in (None, "", room.name)
        and query.get("Status") in (None, "", room.status)
    ]
    return web.json_response(page(request.path, "conferences", query, found, Room.payload))


async def fetch(request: web.Request) -> web.Response:
    return web.json_response(_room(request).payload())


async def update(request: web.Request) -> web.Response:
    """End it for all, or say something to all."""
    room, fields = _room(request), await form(request)
    how = await meet_faults(request, "conferences", "")
    if room.over:
        raise ApiError(20404, request.path)
    if url := fields.get("AnnounceUrl"):
        for leg in list(room.members):
            room.announce(leg, url, fields.get("AnnounceMethod", "POST").upper())
    if fields.get("Status") == "completed":
        room.end()
    await accepted(how)
    return web.json_response(room.payload())


async def participants(request: web.Request) -> web.Response:
    room = _room(request)
    found = page(request.path, "participants", request.query, list(room.members), room.participant)
    return web.json_response(found)


async def participant(request: web.Request) -> web.Response:
    room = _room(request)
    return web.json_response(room.participant(_member(request, room)))


async def tell(request: web.Request) -> web.Response:
    """Say something to one of them alone, or change whether their leaving ends it."""
    room, fields = _room(request), await form(request)
    leg = _member(request, room)
    how = await meet_faults(request, "conferences", leg.phone)
    if fields.get("EndConferenceOnExit"):
        room.members[leg].ends = fields["EndConferenceOnExit"].lower() == "true"
    if url := fields.get("AnnounceUrl"):
        room.announce(leg, url, fields.get("AnnounceMethod", "POST").upper())
    await accepted(how)
    return web.json_response(room.participant(leg))


def _room(request: web.Request) -> Room:
    room = request.app[OFFICE].conferences.get(request.match_info["sid"])
    if room is None:
        raise ApiError(20404, request.path)
    return room


def _member(request: web.Request, room: Room) -> Leg:
    leg = request.app[OFFICE].legs.get(request.match_info["who"])
    if leg is None or leg not in room.members:
        raise ApiError(20404, request.path)
    return leg
