"""The doctor checks the carrier, and whether PUBLIC_URL leads to us."""

import urllib.error
import urllib.request
from collections.abc import Mapping
from typing import Any

from console.doctor.report import Findings, is_here
from telephony import account
from telephony.account import Hook, OwnNumber
from telephony.errors import TransportError


def carrier(known: Mapping[str, Any], found: Findings) -> None:
    """Check that the account is ours and open, the number belongs to it, and its webhook addresses lead to us."""
    number, public = known.get("line_number"), known.get("public_url")
    try:
        seen = account.look_up(
            known["twilio_account_sid"],
            known["twilio_auth_token"][0],
            number,
            base_url=known["twilio_api_base_url"],
        )
    except TransportError as error:
        found.bad(f"carrier: {_refusal(error)}")
        return
    if seen.status != "active":
        found.bad(f"carrier: the account is {seen.status}, not active. See the carrier's console.")
        return
    found.ok("carrier: the account is open to us.")
    if seen.trial:
        found.warn("carrier: it is a trial account, which reaches only numbers that were verified there.")
    if number is None:
        return
    if seen.number is None:
        found.bad("LINE_NUMBER: the account has no such number. Buy it there, or correct LINE_NUMBER.")
        return
    _able(seen.number, found)
    if public:
        _hooks(seen.number, public, found)


def _refusal(error: TransportError) -> str:
    if error.code == 401:
        return "it refuses TWILIO_ACCOUNT_SID with TWILIO_AUTH_TOKEN. Copy both again from the same account."
    if error.code == 404:
        return "it knows no such account, or TWILIO_API_BASE_URL is not a carrier's."
    if error.code is not None:
        return f"it answered HTTP {error.code}. Try again, and see the carrier's status page."
    return "it cannot be reached. May this machine go out to it, and is TWILIO_API_BASE_URL right?"


def _able(number: OwnNumber, found: Findings) -> None:
    lacking = [what for what, able in (("texts", number.texts), ("calls", number.calls)) if not able]
    if lacking:
        found.bad(
            f"LINE_NUMBER: at the carrier it can do no {' and no '.join(lacking)}. Choose one that can."
        )


def _hooks(number: OwnNumber, public: str, found: Findings) -> None:
    if number.application:
        found.bad(
            "LINE_NUMBER: a TwiML App or a SIP trunk answers it. Take that off, and set webhook URLs instead."
        )
        return
    wanted = (
        ("A message comes in", number.sms, f"{public}/sms"),
        ("A call comes in", number.voice, f"{public}/voice"),
        ("Call status changes", number.status, f"{public}/voice/status"),
    )
    wrong = [(label, url) for label, hook, url in wanted if hook != Hook(url, "POST")]
    for label, url in wrong:
        found.bad(f'LINE_NUMBER: at the carrier, set "{label}" to {url} (HTTP POST).')
    if not wrong:
        found.ok("LINE_NUMBER: it belongs to the account, and its texts and calls come to us.")
    if not all(number.fallbacks) and not is_here(public):
        found.warn(
            "LINE_NUMBER: no fallback is set at the carrier. While the line is down, people should still be told the "
            "crisis number: docs/operators.md says how."
        )


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        return None


def web(public: str, found: Findings) -> None:
    """Check that PUBLIC_URL leads to us. Only warn: from here it may look different than from the carrier."""
    try:
        with urllib.request.build_opener(_NoRedirect()).open(f"{public}/healthz", timeout=4) as response:
            ours = response.status == 200 and response.read(8) == b"ok\n"
    except urllib.error.HTTPError as error:
        moved = 300 <= error.code < 400
        why = (
            "it sends callers elsewhere; give the address itself"
            if moved
            else f"it answers HTTP {error.code}"
        )
        found.warn(f"PUBLIC_URL: {why}. Its /healthz should say ok.")
    except (OSError, ValueError):
        found.warn(
            "PUBLIC_URL: its /healthz does not answer from here. Is the web process up, and may it be reached?"
        )
    else:
        if ours:
            found.ok("PUBLIC_URL: it answers.")
        else:
            found.warn("PUBLIC_URL: something else than the line answers there.")
