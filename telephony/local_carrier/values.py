"""Identifiers, dates and numbers as Twilio writes them."""

import re
import secrets
from datetime import UTC, datetime
from email.utils import format_datetime

API_VERSION = "2010-04-01"

# What stands in From when the caller withholds the number. One of them parses as a valid US number.
WITHHELD = frozenset(
    "anonymous restricted unknown unavailable +266696687 +7378742833 +17378742833 +2562533 +8656696 "
    "+86282452253 +464".split()
)

_E164 = re.compile(r"\+[1-9][0-9]{7,14}")


def new_sid(prefix: str) -> str:
    """A fresh identifier such as SM… or CA…, of Twilio's length."""
    return prefix + secrets.token_hex(16)


def now() -> datetime:
    return datetime.now(UTC)


def rfc2822(moment: datetime | None) -> str | None:
    """Twilio's date format in JSON; whole seconds only."""
    return None if moment is None else format_datetime(moment)


def dialable(number: str) -> str | None:
    """The number in E.164 where it is one that can be rung or texted, else None."""
    bare = re.sub(r"[\s().-]", "", number)
    return bare if _E164.fullmatch(bare) and bare not in WITHHELD else None


def in_service(number: str) -> str | None:
    """As `dialable`, and the crisis line's three digits, which carriers in the US and Canada route (from July 2022)."""
    return number if number == "988" else dialable(number)


def country_of(number: str) -> str:
    return "US" if number.startswith("+1") and len(number) == 12 else ""


def places(sender: str, receiver: str) -> dict[str, str]:
    """The place parameters of a webhook: mostly blank, and blank values are signed too."""
    found: dict[str, str] = {}
    for side, number in (("From", sender), ("To", receiver)):
        if country := country_of(number):
            found |= {f"{side}City": "", f"{side}State": "", f"{side}Zip": "", f"{side}Country": country}
    return found


def truthy(value: str | None, default: bool = False) -> bool:
    """A TwiML or form boolean; anything unreadable counts as the default."""
    return {"true": True, "false": False}.get((value or "").strip().lower(), default)


def whole(value: str | None, default: int) -> int:
    try:
        return int(value) if value else default
    except ValueError:
        return default


def delivery_date(moment: datetime) -> str:
    """RawDlrDoneDate: YYMMDDhhmm."""
    return moment.strftime("%y%m%d%H%M")
