"""Holds a call as REST shows it, and the parameters of the status callbacks it owes."""

from dataclasses import dataclass, field
from datetime import datetime

from telephony.local_carrier.office import Shelf
from telephony.local_carrier.values import API_VERSION, new_sid, now, number_sid, places, rfc2822

EVENTS = frozenset({"initiated", "ringing", "answered", "completed"})
"""What a status callback can be asked for."""
LIVE = ("queued", "initiated", "ringing", "in-progress")
_SIP = {"completed": "200", "busy": "486", "no-answer": "480", "failed": "404", "canceled": "487"}


@dataclass
class Report:
    """Where a call's events go. Twilio's default event is `completed` alone."""

    url: str
    method: str = "POST"
    events: frozenset[str] = frozenset({"completed"})


@dataclass
class CallRecord:
    """One leg, as the account sees it."""

    account_sid: str
    from_: str
    to: str
    direction: str
    status: str = "queued"
    parent_sid: str = ""
    report: Report | None = None
    extra: dict[str, str] = field(default_factory=dict)
    answered_by: str = ""
    sid: str = field(default_factory=lambda: new_sid("CA"))
    created: datetime = field(default_factory=now)
    updated: datetime = field(default_factory=now)
    started: datetime | None = None
    ended: datetime | None = None
    # Telephone seconds from answer to end, set when the call ends.
    duration: int | None = None
    sequence: int = 0

    @property
    def live(self) -> bool:
        return self.status in LIVE

    def set_status(self, status: str) -> None:
        self.status = status
        self.updated = now()

    def params(self) -> dict[str, str]:
        """The parameters of every voice webhook about this call."""
        found = {
            "CallSid": self.sid,
            "AccountSid": self.account_sid,
            "From": self.from_,
            "Caller": self.from_,
            "To": self.to,
            "Called": self.to,
            "CallStatus": self.status,
            "ApiVersion": API_VERSION,
            "Direction": self.direction,
            **places(self.from_, self.to),
        }
        if self.parent_sid:
            found["ParentCallSid"] = self.parent_sid
        if self.answered_by:
            found["AnsweredBy"] = self.answered_by
        return found | self.extra

    def event(self, name: str) -> dict[str, str]:
        """The parameters of the next status callback. Each call takes the next sequence number."""
        found = self.params() | {
            "SequenceNumber": str(self.sequence),
            "Timestamp": rfc2822(now()) or "",
            "CallbackSource": "call-progress-events",
        }
        if name == "initiated":
            found["CallStatus"] = "initiated"
        if name == "completed":
            found["Duration"] = str(-(-(self.duration or 0) // 60))
            found["CallDuration"] = str(self.duration or 0)
            found["SipResponseCode"] = _SIP.get(self.status, "200")
        self.sequence += 1
        return found

    def payload(self) -> dict[str, object]:
        """The call as REST shows it: its end and its length are empty unless somebody talked."""
        talked = self.status == "completed"
        base = f"/{API_VERSION}/Accounts/{self.account_sid}/Calls/{self.sid}"
        return {
            "sid": self.sid,
            "account_sid": self.account_sid,
            "parent_call_sid": self.parent_sid or None,
            "from": self.from_,
            "from_formatted": _formatted(self.from_),
            "to": self.to,
            "to_formatted": _formatted(self.to),
            # REST knows no "initiated", which is a status of callbacks alone.
            "status": "queued" if self.status == "initiated" else self.status,
            "direction": self.direction,
            "answered_by": self.answered_by or None,
            "start_time": rfc2822(self.started),
            "end_time": rfc2822(self.ended) if talked else None,
            "duration": str(self.duration) if talked else None,
            "date_created": rfc2822(self.created),
            "date_updated": rfc2822(self.updated),
            "phone_number_sid": None if self.parent_sid else number_sid(self.account_sid),
            "price": None,
            "price_unit": "USD",
            "caller_name": None,
            "forwarded_from": self.extra.get("ForwardedFrom"),
            "group_sid": None,
            "queue_time": "0",
            "trunk_sid": None,
            "api_version": API_VERSION,
            "uri": f"{base}.json",
            "subresource_uris": {
                "recordings": f"{base}/Recordings.json",
                "notifications": f"{base}/Notifications.json",
                "events": f"{base}/Events.json",
            },
        }


def _formatted(number: str) -> str:
    """A number of North America as it is read there; any other as it is."""
    if len(number) == 12 and number.startswith("+1"):
        return f"({number[2:5]}) {number[5:8]}-{number[8:]}"
    return number


CALLS: Shelf[CallRecord] = Shelf()
