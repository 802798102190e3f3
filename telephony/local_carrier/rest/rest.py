"""Serves the account's REST API: checks credentials, shows errors as Twilio does, and routes each request."""

import logging
import re
from collections.abc import Awaitable, Callable
from typing import NamedTuple

from aiohttp import web

from telephony.local_carrier.errors import WORDS, ApiError
from telephony.local_carrier.rest import account, calls, conferences, messages
from telephony.local_carrier.rest.common import OFFICE, is_ours
from telephony.local_carrier.values import API_VERSION

log = logging.getLogger(__name__)

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

_LIST = "PageSize Page PageToken"


class Route(NamedTuple):
    """One operation of Twilio's API. `honoured`: the parameters that change something here, of all that Twilio has."""

    method: str
    path: str
    handler: Handler
    honoured: frozenset[str]


def _route(method: str, path: str, handler: Handler, honoured: str = "") -> Route:
    return Route(
        method, f"/{API_VERSION}/Accounts/{{account}}{path}.json", handler, frozenset(honoured.split())
    )


_PERSON = "/Conferences/{sid}/Participants/{who}"
ROUTES = (
    _route("GET", "", account.fetch),
    _route("GET", "/IncomingPhoneNumbers", account.numbers, f"PhoneNumber FriendlyName Origin Beta {_LIST}"),
    _route("POST", "/Messages", messages.create, "To From Body StatusCallback"),
    _route("GET", "/Messages", messages.listing, f"To From DateSent DateSent< DateSent> {_LIST}"),
    _route("GET", "/Messages/{sid}", messages.fetch),
    _route("POST", "/Messages/{sid}", messages.update, "Body Status"),
    _route("DELETE", "/Messages/{sid}", messages.delete),
    _route(
        "POST",
        "/Calls",
        calls.create,
        "To From Url Method FallbackUrl Twiml Timeout StatusCallback StatusCallbackMethod StatusCallbackEvent "
        "MachineDetection AsyncAmd AsyncAmdStatusCallback AsyncAmdStatusCallbackMethod",
    ),
    _route(
        "GET",
        "/Calls",
        calls.listing,
        "To From Status ParentCallSid StartTime StartTime< StartTime> EndTime EndTime< EndTime> " + _LIST,
    ),
    _route("GET", "/Calls/{sid}", calls.fetch),
    _route("POST", "/Calls/{sid}", calls.update, "Url Method FallbackUrl Twiml Status"),
    _route("DELETE", "/Calls/{sid}", calls.delete),
    _route(
        "GET",
        "/Conferences",
        conferences.listing,
        "FriendlyName Status DateCreated DateCreated< DateCreated> DateUpdated DateUpdated< DateUpdated> "
        + _LIST,
    ),
    _route("GET", "/Conferences/{sid}", conferences.fetch),
    _route("POST", "/Conferences/{sid}", conferences.update, "Status AnnounceUrl AnnounceMethod"),
    _route(
        "GET",
        "/Conferences/{sid}/Participants",
        conferences.participants,
        f"Muted Hold Coaching {_LIST}",
    ),
    _route("GET", _PERSON, conferences.participant),
    _route("POST", _PERSON, conferences.tell, "AnnounceUrl AnnounceMethod EndConferenceOnExit"),
)
_HONOURED = {route.handler: route.honoured for route in ROUTES}


def add_routes(app: web.Application) -> None:
    for route in ROUTES:
        app.router.add_route(route.method, route.path, route.handler)


@web.middleware
async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Check the credentials of a REST request, then answer it; turn whatever goes wrong into Twilio's error JSON."""
    if not request.path.startswith(f"/{API_VERSION}"):
        return await handler(request)
    try:
        _authenticate(request)
        await _warn_of_ignored(request)
        return await handler(request)
    except ApiError as problem:
        refusal = problem
    except web.HTTPNotFound:
        refusal = ApiError(20404, request.path)
    except web.HTTPMethodNotAllowed:
        refusal = ApiError(20004)
    except web.HTTPException as refused:
        refusal = ApiError(20422, refused.reason)
    except (UnicodeDecodeError, LookupError, ValueError) as refused:
        log.warning("a REST request could not be read: %s", type(refused).__name__)
        refusal = ApiError(20422, "body")
    return web.json_response(refusal.payload, status=refusal.status)


def _authenticate(request: web.Request) -> None:
    if not is_ours(request):
        raise ApiError(20003)
    named = request.path.split("/")[3].removesuffix(".json") if request.path.count("/") > 2 else ""
    if named != request.app[OFFICE].settings.account_sid:
        raise ApiError(20404, request.path)


async def _warn_of_ignored(request: web.Request) -> None:
    """Record Twilio's warning that parameters were ignored: those that no API has, and those that do nothing here.

    A misspelt parameter shows nowhere else, and one that does nothing would be taken for one that works.
    """
    honoured = _HONOURED.get(request.match_info.handler)
    if honoured is None:
        return
    given = {*request.query, *(await request.post() if request.method == "POST" else ())}
    if ignored := sorted(given - honoured):
        # What is no name of a parameter may be anything, so it is not repeated.
        names = ", ".join(
            name if re.fullmatch(r"[A-Za-z]{1,40}[<>]?", name) else "(no name)" for name in ignored
        )
        request.app[OFFICE].journal.warning(20001, f"{WORDS[20001]}: {names[:500]}", url=request.path)
