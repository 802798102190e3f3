"""Keeps what the line asks over REST, and stands before the account's API while that is broken on purpose."""

import asyncio
import json
import time
from collections.abc import Awaitable, Callable

from aiohttp import web

from telephony.local_carrier.calls.leg import LEGS
from telephony.local_carrier.errors import ApiError
from telephony.local_carrier.exchanges import Exchange, Pairs, cut, cut_fields
from telephony.local_carrier.messages.message_record import MESSAGES
from telephony.local_carrier.office import Office
from telephony.local_carrier.rest.common import OFFICE, is_ours
from telephony.local_carrier.values import API_VERSION

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

ROOT = f"/{API_VERSION}/Accounts/{{account}}"
SLOW_SECONDS = 3.0
LISTS = ("messages", "calls", "conferences", "participants", "incoming_phone_numbers")
_FACTS = ("sid", "status", "code", "message", "direction", "to", "from", "friendly_name", "error_code")
# What the line sends is far smaller. A longer form that nobody has read yet is not read just to be shown.
LARGEST_FORM = 64 * 1024


@web.middleware
async def keep(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Keep each request to the account's API, with its answer. Goes before everything that may refuse it.

    Of a request without the account's credentials nothing is kept that whoever sent it could choose. One that a web
    page sends is not kept at all: it is not the line's, and would push out what is.
    """
    if not request.path.startswith(f"/{API_VERSION}") or "Sec-Fetch-Site" in request.headers:
        return await handler(request)
    office, start, ours = request.app[OFFICE], time.monotonic(), is_ours(request)
    secret, canonical = office.settings.auth_token, _canonical(request)
    exchange = Exchange("line", "rest", request.method, cut(request.path, secret) if ours else canonical)
    exchange.route = route_of(request.method, canonical)
    # A text or a call may be gone when the answer is there, so look now whose it is.
    exchange.phone = _phone_of(office, request)
    try:
        if ours and (office.faults.lasts("slow") or office.faults.lasts("carrier_down")):
            # Nobody else may come to read them.
            exchange.fields = await _fields(request, secret)
        response = await _answer(office, request, handler)
        exchange.status = response.status
        if ours:
            exchange.fields = exchange.fields or await _fields(request, secret)
        _read_answer(exchange, response, secret)
        return response
    except asyncio.CancelledError:
        exchange.reason = "the line waited no longer"
        # If all of it is here, reading it takes no time; there is none.
        if ours and request.content.at_eof():
            exchange.fields = await _fields(request, secret)
        raise
    finally:
        exchange.phone = exchange.phone or exchange.params.get("To", "")
        exchange.ms = round((time.monotonic() - start) * 1000)
        office.journal.exchanges.keep(exchange)
        office.journal.changed()


async def _answer(office: Office, request: web.Request, handler: Handler) -> web.StreamResponse:
    if office.faults.lasts("slow"):
        await asyncio.sleep(SLOW_SECONDS)
    if office.faults.lasts("carrier_down"):
        refusal = ApiError(20503)
        return web.json_response(refusal.payload, status=refusal.status)
    return await handler(request)


def route_of(method: str, canonical: str) -> str:
    """A route as exchanges name it: `GET /Calls/{sid}.json`; the account itself is `GET .json`."""
    return f"{'GET' if method == 'HEAD' else method} {canonical.removeprefix(ROOT)}"


def _canonical(request: web.Request) -> str:
    resource = request.match_info.route.resource
    return "" if resource is None else resource.canonical


def _phone_of(office: Office, request: web.Request) -> str:
    """The phone of the text or the call that the path names, or ""."""
    sid = request.match_info.get("who") or request.match_info.get("sid", "")
    if leg := office.book(LEGS).get(sid):
        return leg.phone
    if message := office.book(MESSAGES).get(sid):
        return message.from_ if message.to == office.settings.number else message.to
    return ""


async def _fields(request: web.Request, secret: str) -> Pairs:
    """The query's fields or the form's; none if the form cannot be read. The SDK sends no other kinds of forms."""
    pairs = list(request.query.items())
    is_form = request.method == "POST" and request.content_type == "application/x-www-form-urlencoded"
    small = request.content_length is not None and request.content_length <= LARGEST_FORM
    if is_form and (small or request.content.at_eof()):
        try:
            form = await request.post()
        except (ValueError, LookupError, web.HTTPException, ConnectionError):
            return []
        pairs += [(name, value) for name, value in form.items() if isinstance(value, str)]
    return cut_fields(pairs, secret)


def _read_answer(exchange: Exchange, response: web.StreamResponse, secret: str) -> None:
    text = response.text if isinstance(response, web.Response) else None
    exchange.content_type, exchange.answer = response.content_type, cut(text or "", secret)
    data = json.loads(text) if text and response.content_type == "application/json" else {}
    if not isinstance(data, dict):
        return
    facts = exchange.facts
    facts |= {name: cut(str(data[name]), secret) for name in _FACTS if data.get(name) not in (None, "")}
    for name in LISTS:
        found = data.get(name)
        if isinstance(found, list):
            facts["count"] = str(len(found))
            facts["more"] = "yes" if data.get("next_page_uri") else ""
            if found and isinstance(found[0], dict):
                facts["newest"] = str(found[0].get("status", ""))
