"""Looks up what the carrier has on file for us: the account, and where the line's number sends texts and calls.

For `warmline doctor` only, which has seconds to spare: the SDK's client is loaded here and nowhere in a web process.
"""

from dataclasses import dataclass

from requests.exceptions import RequestException
from twilio.base.exceptions import TwilioException, TwilioRestException
from twilio.http.http_client import TwilioHttpClient

from telephony.errors import TransportError

WAIT = 4.0
"""Seconds for one answer."""


@dataclass(frozen=True, slots=True)
class Hook:
    """An address that the carrier calls, and with which method. Never print it: it may hold a password."""

    url: str
    method: str


@dataclass(frozen=True, slots=True)
class OwnNumber:
    """The line's number as the carrier has it. `application`: a TwiML App or trunk decides, not the hooks."""

    sms: Hook
    voice: Hook
    status: Hook
    fallbacks: tuple[str, str]
    texts: bool
    calls: bool
    application: bool


@dataclass(frozen=True, slots=True)
class Account:
    """The account. `number` is None when the line's number does not belong to it."""

    status: str
    trial: bool
    number: OwnNumber | None


def look_up(
    account_sid: str, auth_token: str, line_number: str | None, *, base_url: str | None = None
) -> Account:
    """Ask the carrier. Raises TransportError, whose message names no secret, when it refuses or cannot be reached."""
    from twilio.rest import Client  # noqa: TID251  the doctor is no web process, and this module no worker's

    client = Client(account_sid, auth_token, http_client=TwilioHttpClient(timeout=WAIT))
    if base_url:
        client.api.base_url = base_url
    try:
        account = client.api.accounts(account_sid).fetch()
        owned = client.incoming_phone_numbers.list(phone_number=line_number, limit=20) if line_number else []
    except TwilioRestException as error:
        raise TransportError(f"the carrier answered HTTP {error.status}", code=error.status) from None
    except (RequestException, TwilioException, OSError, ValueError) as error:
        raise TransportError(f"no clear answer ({type(error).__name__})", unknown=True) from None
    # The carrier finds numbers that merely contain what was asked for.
    mine = next((number for number in owned if number.phone_number == line_number), None)
    return Account(
        status=str(account.status),
        trial=str(account.type).lower() == "trial",
        number=None if mine is None else _own(mine),
    )


def _own(number: object) -> OwnNumber:
    def text(name: str) -> str:
        return str(getattr(number, name, None) or "")

    able = getattr(number, "capabilities", None) or {}
    able = able if isinstance(able, dict) else vars(able)
    return OwnNumber(
        sms=Hook(text("sms_url"), text("sms_method")),
        voice=Hook(text("voice_url"), text("voice_method")),
        status=Hook(text("status_callback"), text("status_callback_method")),
        fallbacks=(text("sms_fallback_url"), text("voice_fallback_url")),
        texts=bool(able.get("sms", True)),
        calls=bool(able.get("voice", True)),
        application=any(text(f"{kind}_sid") for kind in ("sms_application", "voice_application", "trunk")),
    )
