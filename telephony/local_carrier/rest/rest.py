"""Serves the account's REST API: checks credentials, shows errors as Twilio does, and routes each request."""

import base64
import hmac
import logging
from collections.abc import Awaitable, Callable

from aiohttp import web

from telephony.local_carrier.errors import ApiError
from telephony.local_carrier.office import Office
from telephony.local_carrier.rest import calls, conferences, messages
from telephony.local_carrier.rest.common import OFFICE
from telephony.local_carrier.rest.paging import page
from telephony.local_carrier.values import API_VERSION

log = logging.getLogger(__name__)

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

ROOT = f"/{API_VERSION}/Accounts/{{account}}"


def add_routes(app: web.Application) -> None:
    app.router.add_get(f"{ROOT}.json", _account)
    app.router.add_get(f"{ROOT}/IncomingPhoneNumbers.json", _numbers)
    app.router.add_post(f"{ROOT}/Messages.json", messages.create)
    app.router.add_get(f"{ROOT}/Messages.json", messages.listing)
    app.router.add_get(f"{ROOT}/Messages/{{sid}}.json", messages.fetch)
    app.router.add_post(f"{ROOT}/Messages/{{sid}}.json", messages.update)
    app.router.add_delete(f"{ROOT}/Messages/{{sid}}.json", messages.delete)
    app.router.add_post(f"{ROOT}/Calls.json", calls.create)
    app.router.add_get(f"{ROOT}/Calls.json", calls.listing)
    app.router.add_get(f"{ROOT}/Calls/{{sid}}.json", calls.fetch)
    app.router.add_post(f"{ROOT}/Calls/{{sid}}.json", calls.update)
    app.router.add_delete(f"{ROOT}/Calls/{{sid}}.json", calls.delete)
    app.router.add_get(f"{ROOT}/Conferences.json", conferences.listing)
    app.router.add_get(f"{ROOT}/Conferences/{{sid}}.json", conferences.fetch)
    app.router.add_post(f"{ROOT}/Conferences/{{sid}}.json", conferences.update)
    app.router.add_get(f"{ROOT}/Conferences/{{sid}}/Participants.json", conferences.participants)
    app.router.add_get(f"{ROOT}/Conferences/{{sid}}/Participants/{{who}}.json", conferences.participant)
    app.router.add_post(f"{ROOT}/Conferences/{{sid}}/Participants/{{who}}.json", conferences.tell)


@web.middleware
async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Check the credentials of a REST request, then answer it; turn whatever goes wrong into Twilio's error JSON."""
    if not request.path.startswith("/2010-04-01"):
        return await handler(request)
    try:
        _authenticate(request)
        return await handler(request)
    except ApiError as problem:
        return web.json_response(problem.payload, status=problem.status)
    except web.HTTPNotFound:
        refusal = ApiError(20404, request.path)
    except web.HTTPMethodNotAllowed:
        refusal = ApiError(20004)
    except web.HTTPException as refused:
        payload = {"code": 20001, "message": refused.reason, "more_info": "", "status": refused.status}
        return web.json_response(payload, status=refused.status)
    except (UnicodeDecodeError, LookupError, ValueError) as refused:
        log.warning("a REST request could not be read: %s", type(refused).__name__)
        refusal = ApiError(20001, "body")
    return web.json_response(refusal.payload, status=refusal.status)


def _authenticate(request: web.Request) -> None:
    settings = request.app[OFFICE].settings
    wanted = f"{settings.account_sid}:{settings.auth_token}".encode()
    scheme, _, given = request.headers.get("Authorization", "").partition(" ")
    try:
        shown = base64.b64decode(given, validate=True) if scheme.lower() == "basic" else b""
    except ValueError:
        shown = b""
    if not hmac.compare_digest(shown, wanted):
        raise ApiError(20003)
    account = request.path.split("/")[3].removesuffix(".json") if request.path.count("/") > 2 else ""
    if account != settings.account_sid:
        raise ApiError(20404, request.path)


async def _account(request: web.Request) -> web.Response:
    settings = request.app[OFFICE].settings
    uri = f"/{API_VERSION}/Accounts/{settings.account_sid}"
    return web.json_response(
        {
            "sid": settings.account_sid,
            "owner_account_sid": settings.account_sid,
            "friendly_name": "local carrier",
            "status": "active",
            "type": "Full",
            "uri": f"{uri}.json",
            "subresource_uris": {"messages": f"{uri}/Messages.json", "calls": f"{uri}/Calls.json"},
        }
    )


def _number_payload(office: Office) -> dict[str, object]:
    settings = office.settings
    sid = "PN" + settings.account_sid.removeprefix("AC")
    return {
        "sid": sid,
        "account_sid": settings.account_sid,
        "friendly_name": settings.number,
        "phone_number": settings.number,
        "capabilities": {"voice": True, "sms": True, "mms": False, "fax": False},
        "sms_url": settings.sms_url,
        "sms_method": "POST",
        "sms_fallback_url": settings.sms_fallback_url,
        "sms_fallback_method": "POST",
        "voice_url": settings.voice_url,
        "voice_method": "POST",
        "voice_fallback_url": settings.voice_fallback_url,
        "voice_fallback_method": "POST",
        "status_callback": settings.voice_status_url,
        "status_callback_method": "POST",
        "api_version": API_VERSION,
        "status": "in-use",
        "uri": f"/{API_VERSION}/Accounts/{settings.account_sid}/IncomingPhoneNumbers/{sid}.json",
    }


async def _numbers(request: web.Request) -> web.Response:
    office = request.app[OFFICE]
    asked = request.query.get("PhoneNumber")
    owned = [office] if asked in (None, office.settings.number) else []
    return web.json_response(
        page(request.path, "incoming_phone_numbers", request.query, owned, _number_payload)
    )
