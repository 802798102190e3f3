"""Does what every REST request needs: credentials, form fields, latency, planned failures."""

import asyncio
import base64
import hmac
from urllib.parse import urlsplit

from aiohttp import web

from telephony.local_carrier.errors import ApiError
from telephony.local_carrier.office import Office
from telephony.local_carrier.settings import Settings
from telephony.local_carrier.values import API_VERSION

OFFICE: web.AppKey[Office] = web.AppKey("office", Office)

# Longer than any client waits.
SILENCE_SECONDS = 120.0


def account_uri(settings: Settings) -> str:
    """Where the account is, as Twilio writes it: without the host."""
    return f"/{API_VERSION}/Accounts/{settings.account_sid}"


async def form(request: web.Request) -> dict[str, str]:
    """The form fields; of a repeated field, the last. Files are left out, since this API has none."""
    return {key: value for key, value in (await request.post()).items() if isinstance(value, str)}


def is_ours(request: web.Request) -> bool:
    """Whether a request has the account's credentials."""
    settings = request.app[OFFICE].settings
    wanted = f"{settings.account_sid}:{settings.auth_token}".encode()
    scheme, _, given = request.headers.get("Authorization", "").partition(" ")
    try:
        shown = base64.b64decode(given, validate=True) if scheme.lower() == "basic" else b""
    except ValueError:
        shown = b""
    return hmac.compare_digest(shown, wanted)


def callback(fields: dict[str, str]) -> str:
    """The address for status callbacks, "" for none. ApiError where it is none that the carrier could call."""
    url = fields.get("StatusCallback", "")
    if url and not is_url(url):
        raise ApiError(21609)
    return url


def is_url(text: str) -> bool:
    """Whether the carrier could call this: http or https, with a host, at most 4000 characters."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and len(text) <= 4000


async def repeated(request: web.Request, name: str) -> list[str]:
    """Every value of a repeated form field."""
    return [value for value in (await request.post()).getall(name, []) if isinstance(value, str)]


async def meet_faults(request: web.Request, kind: str, to: str) -> str | int | None:
    """Wait for the planned latency, and fail if a failure is planned for this request.

    Returns a planned failure that comes after acceptance: pass it to `accepted`. None if there is none.
    """
    office = request.app[OFFICE]
    if office.faults.latency:
        await asyncio.sleep(office.faults.latency)
    how = office.faults.take(kind, to)
    if how == "timeout_before_accept":
        await never_answer()
    if how == "500":
        raise ApiError(20500)
    if how == "429":
        raise ApiError(20429)
    if isinstance(how, int) and not 30000 <= how < 31000:
        raise ApiError(how)
    return how


async def accepted(how: str | int | None) -> None:
    """Call this after the request was carried out: it keeps the client from learning so, if that was planned."""
    if how == "timeout_after_accept":
        await never_answer()
    if how == "500_after_accept":
        raise ApiError(20500)


async def never_answer() -> None:
    """Keep the connection open until the client has given up."""
    await asyncio.sleep(SILENCE_SECONDS)
    raise ApiError(20500)
