"""Writes identifiers, dates and numbers as Twilio does."""

import re
import secrets
import unicodedata
from datetime import datetime
from email.utils import format_datetime

from telephony.local_carrier.clock import CLOCK

API_VERSION = "2010-04-01"
LARGEST = 10**9
"""Of the numbers in TwiML and forms: as seconds more than thirty years, and still a number that can be slept for."""

# What From is when the caller withholds the number. One of these parses as a valid US number.
WITHHELD = frozenset(
    "anonymous restricted unknown unavailable +266696687 +7378742833 +17378742833 +2562533 +8656696 "
    "+86282452253 +464".split()
)

# Control characters, marks that turn the writing around, halves of characters.
_UNSEEN = ("Cc", "Cf", "Cs")
# Joins the parts of one emoji, and of letters in Persian and Hindi.
_JOINERS = "\u200c\u200d"

_E164 = re.compile(r"\+[1-9][0-9]{7,14}")


def new_sid(prefix: str) -> str:
    """A new identifier such as SM… or CA…, as long as Twilio's."""
    return prefix + secrets.token_hex(16)


def number_sid(account_sid: str) -> str:
    """The identifier of the account's one number."""
    return "PN" + account_sid.removeprefix("AC")


def now() -> datetime:
    """This moment on the carrier's clock, UTC."""
    return CLOCK.now()


def rfc2822(moment: datetime | None) -> str | None:
    """Twilio's date format in JSON, in whole seconds; None for None."""
    return None if moment is None else format_datetime(moment)


def one_line(text: str) -> str:
    """The text on one line, without characters that nobody sees or that turn the writing around."""
    kept = "".join(" " if unicodedata.category(c) in _UNSEEN and c not in _JOINERS else c for c in text)
    return " ".join(kept.split())


def dialable(number: str) -> str | None:
    """The number in E.164 if it can be rung or texted, else None."""
    bare = re.sub(r"[\s().-]", "", number)
    return bare if _E164.fullmatch(bare) and bare not in WITHHELD else None


def in_service(number: str) -> str | None:
    """As `dialable`, but also 988, the crisis line, which carriers in the US and Canada route (since July 2022)."""
    return number if number == "988" else dialable(number)


def country_of(number: str) -> str:
    return "US" if number.startswith("+1") and len(number) == 12 else ""


def places(sender: str, receiver: str) -> dict[str, str]:
    """The place parameters of a webhook: mostly blank; blank values are signed too."""
    found: dict[str, str] = {}
    for side, number in (("From", sender), ("To", receiver)):
        if country := country_of(number):
            found |= {f"{side}City": "", f"{side}State": "", f"{side}Zip": "", f"{side}Country": country}
    return found


def truthy(value: str | None, default: bool = False) -> bool:
    """A TwiML or form boolean; anything unreadable counts as the default."""
    return {"true": True, "false": False}.get((value or "").strip().lower(), default)


def whole(value: str | None, default: int) -> int:
    """A whole number in TwiML or a form; LARGEST or -LARGEST for one beyond, the default for what is none."""
    try:
        return min(max(int(value), -LARGEST), LARGEST) if value else default
    except ValueError:
        return default


def delivery_date(moment: datetime) -> str:
    """The format of RawDlrDoneDate: YYMMDDhhmm."""
    return moment.strftime("%y%m%d%H%M")
