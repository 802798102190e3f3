"""Holds a text as REST shows it, and the parameters of its receipts."""

from dataclasses import dataclass, field
from datetime import datetime

from telephony.local_carrier.errors import WORDS
from telephony.local_carrier.messages.segments import segments
from telephony.local_carrier.office import Shelf
from telephony.local_carrier.values import API_VERSION, delivery_date, new_sid, now, rfc2822

FINAL = ("delivered", "undelivered", "failed", "received")


@dataclass
class MessageRecord:
    """One text, in or out. `direction` is inbound, outbound-api or outbound-reply."""

    account_sid: str
    from_: str
    to: str
    body: str
    direction: str
    status: str
    callbacks: tuple[str, ...] = ()
    sid: str = field(default_factory=lambda: new_sid("SM"))
    error_code: int = 0
    created: datetime = field(default_factory=now)
    updated: datetime = field(default_factory=now)
    sent: datetime | None = None
    count: int = 1

    def __post_init__(self) -> None:
        # Count once, at the beginning: redacting a text does not change what it cost.
        self.count = segments(self.body)
        if self.direction == "inbound":
            # The line's webhook is asked at once, and that is when an inbound text counts as sent.
            self.sent = self.created

    def set_status(self, status: str) -> None:
        self.status = status
        self.updated = now()
        if status == "sent":
            self.sent = self.updated

    def redact(self) -> None:
        self.body = ""
        self.updated = now()

    def receipt(self) -> dict[str, str]:
        """The parameters of a status callback."""
        found = {
            "AccountSid": self.account_sid,
            "ApiVersion": API_VERSION,
            "From": self.from_,
            "To": self.to,
            "MessageSid": self.sid,
            "SmsSid": self.sid,
            "MessageStatus": self.status,
            "SmsStatus": self.status,
        }
        if self.error_code:
            found["ErrorCode"] = str(self.error_code)
        # It is the network's date, and the network knows nothing of a text that failed on the way out.
        if self.status in ("delivered", "undelivered"):
            found["RawDlrDoneDate"] = delivery_date(now())
        return found

    def payload(self) -> dict[str, object]:
        base = f"/{API_VERSION}/Accounts/{self.account_sid}/Messages/{self.sid}"
        return {
            "sid": self.sid,
            "account_sid": self.account_sid,
            "from": self.from_,
            "to": self.to,
            "body": self.body,
            "status": self.status,
            "direction": self.direction,
            "error_code": self.error_code or None,
            "error_message": WORDS.get(self.error_code),
            "num_segments": str(self.count),
            "num_media": "0",
            "date_created": rfc2822(self.created),
            "date_updated": rfc2822(self.updated),
            "date_sent": rfc2822(self.sent),
            "messaging_service_sid": None,
            "price": None,
            "price_unit": "USD",
            "api_version": API_VERSION,
            "uri": f"{base}.json",
            "subresource_uris": {"media": f"{base}/Media.json"},
        }


MESSAGES: Shelf[MessageRecord] = Shelf()
