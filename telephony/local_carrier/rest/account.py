"""Serves the account and its one number over REST."""

import re

from aiohttp import web

from telephony.local_carrier.office import Office
from telephony.local_carrier.rest.common import OFFICE, account_uri
from telephony.local_carrier.rest.paging import flag, page
from telephony.local_carrier.values import API_VERSION, now, number_sid, rfc2822

_SINCE = rfc2822(now())
_LISTS = {
    "messages": "Messages",
    "calls": "Calls",
    "conferences": "Conferences",
    "incoming_phone_numbers": "IncomingPhoneNumbers",
}


async def fetch(request: web.Request) -> web.Response:
    """The account, without its auth token, which Twilio shows here: nobody who tries the line needs to read it."""
    settings = request.app[OFFICE].settings
    uri = account_uri(settings)
    return web.json_response(
        {
            "sid": settings.account_sid,
            "owner_account_sid": settings.account_sid,
            "friendly_name": "local carrier",
            "status": "active",
            "type": "Full",
            "date_created": _SINCE,
            "date_updated": _SINCE,
            "uri": f"{uri}.json",
            "subresource_uris": {name: f"{uri}/{path}.json" for name, path in _LISTS.items()},
        }
    )


async def numbers(request: web.Request) -> web.Response:
    """The account's number, if it is what was asked for: PhoneNumber may be a part of it, with * for any digit."""
    office, query = request.app[OFFICE], request.query
    number = office.settings.number
    part = re.escape(query.get("PhoneNumber", "")).replace(r"\*", "[0-9]")
    wanted = (
        re.search(part, number) is not None
        and query.get("FriendlyName", number) == number
        and query.get("Origin", "twilio") == "twilio"
        and flag(query, "Beta", False)
    )
    owned = [office] if wanted else []
    return web.json_response(page(request.path, "incoming_phone_numbers", query, owned, _number))


def _number(office: Office) -> dict[str, object]:
    settings = office.settings
    sid = number_sid(settings.account_sid)
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
        "sms_application_sid": None,
        "voice_url": settings.voice_url,
        "voice_method": "POST",
        "voice_fallback_url": settings.voice_fallback_url,
        "voice_fallback_method": "POST",
        "voice_application_sid": None,
        "voice_caller_id_lookup": False,
        "voice_receive_mode": "voice",
        "status_callback": settings.voice_status_url,
        "status_callback_method": "POST",
        "trunk_sid": None,
        "address_sid": None,
        "address_requirements": "none",
        "identity_sid": None,
        "bundle_sid": None,
        "emergency_status": "Inactive",
        "emergency_address_sid": None,
        "emergency_address_status": "unregistered",
        "beta": False,
        "origin": "twilio",
        "status": "in-use",
        "type": "local",
        "api_version": API_VERSION,
        "date_created": _SINCE,
        "date_updated": _SINCE,
        "uri": f"{account_uri(settings)}/IncomingPhoneNumbers/{sid}.json",
    }
