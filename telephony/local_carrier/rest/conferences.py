"""Serves conferences over REST: lists and shows them, ends them, and says something to one member or to all."""

from aiohttp import web

from telephony.local_carrier.calls.conference import CONFERENCES, Conference
from telephony.local_carrier.calls.leg import LEGS, Leg
from telephony.local_carrier.errors import ApiError
from telephony.local_carrier.rest.common import OFFICE, accepted, form, meet_faults
from telephony.local_carrier.rest.paging import dates, flag, page


async def listing(request: web.Request) -> web.Response:
    office, query = request.app[OFFICE], request.query
    await accepted(await meet_faults(request, "lookups", ""))
    created, updated = dates(query, "DateCreated"), dates(query, "DateUpdated")
    found = [
        conference
        for conference in office.book(CONFERENCES).newest_first()
        if query.get("FriendlyName") in (None, "", conference.name)
        and query.get("Status") in (None, "", conference.status)
        and created(conference.created)
        and updated(conference.updated)
    ]
    return web.json_response(page(request.path, "conferences", query, found, Conference.payload))


async def fetch(request: web.Request) -> web.Response:
    return web.json_response(_conference(request).payload())


async def update(request: web.Request) -> web.Response:
    """End the conference for all, or say something to all."""
    conference, fields = _conference(request), await form(request)
    how = await meet_faults(request, "conferences", "")
    if conference.over:
        raise ApiError(20404, request.path)
    if url := fields.get("AnnounceUrl"):
        for leg in list(conference.members):
            conference.announce(leg, url, fields.get("AnnounceMethod", "POST").upper())
    if fields.get("Status") == "completed":
        conference.end("conference-ended-via-api")
    await accepted(how)
    return web.json_response(conference.payload())


async def participants(request: web.Request) -> web.Response:
    conference = _conference(request)
    # Nobody is ever held or coached here.
    asked = all(flag(request.query, name, False) for name in ("Hold", "Coaching"))
    members = [
        leg
        for leg, member in conference.members.items()
        if asked and flag(request.query, "Muted", member.muted)
    ]
    found = page(request.path, "participants", request.query, members, conference.participant)
    return web.json_response(found)


async def participant(request: web.Request) -> web.Response:
    conference = _conference(request)
    return web.json_response(conference.participant(_member(request, conference)))


async def tell(request: web.Request) -> web.Response:
    """Say something to one member, mute them, or change whether the conference ends when they leave."""
    conference, fields = _conference(request), await form(request)
    leg = _member(request, conference)
    how = await meet_faults(request, "conferences", leg.phone)
    if fields.get("EndConferenceOnExit"):
        conference.members[leg].ends = fields["EndConferenceOnExit"].lower() == "true"
    if fields.get("Muted"):
        conference.mute(leg, fields["Muted"].lower() == "true")
    if url := fields.get("AnnounceUrl"):
        conference.announce(leg, url, fields.get("AnnounceMethod", "POST").upper())
    await accepted(how)
    return web.json_response(conference.participant(leg))


def _conference(request: web.Request) -> Conference:
    conference = request.app[OFFICE].book(CONFERENCES).get(request.match_info["sid"])
    if conference is None:
        raise ApiError(20404, request.path)
    return conference


def _member(request: web.Request, conference: Conference) -> Leg:
    leg = request.app[OFFICE].book(LEGS).get(request.match_info["who"])
    if leg is None or leg not in conference.members:
        raise ApiError(20404, request.path)
    return leg
