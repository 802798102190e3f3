"""Checks that a request comes from our carrier and is about our line. What cannot be checked is refused."""

import hmac
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

from flask import Request
from twilio.request_validator import RequestValidator


class Signature:
    """Checks X-Twilio-Signature against the URL that the carrier called: PUBLIC_URL and the raw target.

    Behind a proxy flask sees another URL, and it decodes what was signed encoded; see the carrier's "Validating
    Signatures from Twilio". While a token is changed for another there are two, and either signs.
    """

    def __init__(self, auth_tokens: Sequence[str], public_url: str) -> None:
        if not auth_tokens or not all(auth_tokens) or not public_url:
            raise ValueError("without TWILIO_AUTH_TOKEN and PUBLIC_URL nothing can be verified")
        self._validators = [RequestValidator(each) for each in auth_tokens]
        self._origin = public_url.rstrip("/")

    def holds(self, request: Request) -> bool:
        """Whether the signature fits all that was received: the raw target, with every parameter or the raw body."""
        given = request.headers.get("X-Twilio-Signature", "")
        url = self._origin + raw_target(request.environ)
        if not given or len(given) > 200:
            return False
        parameters: Any = request.form
        if "bodySHA256=" in urlsplit(url).query:
            parameters = request.get_data(as_text=True)
        elif request.mimetype not in ("", "application/x-www-form-urlencoded", "multipart/form-data"):
            return False
        return any(
            _signs(each, url, parameters, given, form=parameters is request.form) for each in self._validators
        )


_SIDS: Final = {
    **dict.fromkeys(("MessageSid", "SmsSid", "SmsMessageSid"), "(?:SM|MM)"),
    **dict.fromkeys(("CallSid", "ParentCallSid", "DialCallSid"), "CA"),
    "ConferenceSid": "CF",
}
_SHAPES: Final = {name: re.compile(rf"{begins}[0-9a-f]{{32}}") for name, begins in _SIDS.items()}
_NAMED: Final = {"sms": "MessageSid", "voice": "CallSid", "receipts": "MessageSid"}
"""By which SID a request to this address goes."""


@dataclass(frozen=True, slots=True)
class Ours:
    """Whether a signed request is about our account and our number.

    What is signed is one string without a mark between names and values: "MessageSid", "SM…NumMedia0" has the signature
    of "MessageSid", "SM…", "NumMedia", "0", and would be done a second time under another SID. So a SID has to have the
    shape of one, and the account and the number, behind which anything could be hidden, have to be ours.
    """

    account_sid: str
    number: str

    def is_meant(self, request: Request) -> bool:
        """Whether its SIDs have the shape of SIDs, and its account and number are ours."""
        form, door = request.form, request.path.strip("/").partition("/")[0]
        named = _NAMED.get(door)
        if named is not None and not (form.get(named) or (door == "receipts" and form.get("SmsSid"))):
            return False
        if not all(_SHAPES[name].fullmatch(form[name]) for name in _SHAPES if form.get(name)):
            return False
        if not _same(self.account_sid, form.get("AccountSid", "")):
            return False
        if door in ("sms", "voice"):
            return form.get("To", "").strip() == self.number
        ends = [form[name].strip() for name in ("To", "From") if form.get(name)]
        return not ends or self.number in ends


def _signs(validator: RequestValidator, url: str, parameters: Any, given: str, *, form: bool) -> bool:
    try:
        if form and _same(validator.compute_signature(url, parameters), given):
            return True  # byte for byte; the SDK's own check takes the address apart and loses a bare "?"
        return bool(validator.validate(url, parameters, given))
    except Exception:  # noqa: BLE001  the SDK's validator raises on odd input (JSON without bodySHA256): refused
        return False


def _same(right: str, given: str) -> bool:
    return hmac.compare_digest(right.encode(), given.encode())


def raw_target(environ: Mapping[str, Any]) -> str:
    """Path and query exactly as the carrier sent them, before anything is decoded."""
    raw = str(environ.get("RAW_URI") or environ.get("REQUEST_URI") or "/")
    if raw.startswith("/"):
        return raw
    # An absolute-form target (RFC 9112, 3.2.2): we take scheme and host from PUBLIC_URL, not from the sender.
    parts = urlsplit(raw)
    return f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
