"""Holds what the carrier is told when it starts."""

from dataclasses import dataclass, field
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class Settings:
    """One account with one number, and where its webhooks go."""

    account_sid: str
    auth_token: str = field(repr=False)
    number: str
    sms_url: str
    voice_url: str
    voice_status_url: str = ""
    sms_fallback_url: str = ""
    voice_fallback_url: str = ""
    # Telephone time (speech, pauses, ringing) runs this many times faster than real time.
    pace: float = 1.0
    advanced_opt_out: bool = False
    # How many real seconds a text takes to leave, and again to arrive.
    receipt_delay: float = 0.05
    # The line's name and time zone, for the page: the carrier itself has no use for them.
    name: str = ""
    timezone: ZoneInfo = field(default_factory=lambda: ZoneInfo("UTC"))
    # How many real seconds a page of phones may be away (a reload) before its calls are hung up.
    page_grace: float = 4.0
    # How many real seconds a clock that runs on waits at each of its stops: the line looks every second what is due.
    stride: float = 1.3
