"""Controls the phones of the local carrier, for rehearsals and tests.

    carrier = Carrier("http://127.0.0.1:4010")
    ana = carrier.phone("+12025550123")
    print(ana.text("CHECKIN").replies)
    ana.on_ring("answer", keys=[("press 1", "1")])
    call = ana.wait_for_call(timeout=10)
    call.wait_until_bridged(timeout=10)

Times given to `on_ring` are telephone time, at the carrier's pace; timeouts of waits are real seconds. If a wait sees
nothing in time it raises NotInTime, an AssertionError that says what was there instead.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from telephony.local_carrier.phones.control_link import CarrierRefused, Link, NotInTime
from telephony.local_carrier.phones.phone_call import PhoneCall, Utterance, matches

__all__ = [
    "Carrier",
    "CarrierRefused",
    "Fault",
    "NotInTime",
    "Phone",
    "PhoneCall",
    "Ring",
    "RingEntry",
    "Text",
    "TextResult",
    "Utterance",
    "WebhookEntry",
]

Pattern = str | re.Pattern[str]


@dataclass(frozen=True)
class Text:
    """A text that arrived. `by` is "line", or "carrier" for the carrier's own answers to STOP, START and HELP."""

    sid: str
    body: str
    at: float
    from_: str
    segments: int
    by: str


@dataclass(frozen=True)
class TextResult:
    """A text that was sent: the webhook's HTTP status (0: no answer), and the replies in its answer."""

    sid: str
    status: int
    replies: list[Text]


@dataclass(frozen=True)
class Fault:
    """A warning or error as Twilio's debugger would show it."""

    code: int
    message: str
    level: str
    url: str
    sid: str
    at: float


@dataclass(frozen=True)
class RingEntry:
    """A phone that was rung. `outcome`: ringing, answered, busy, no-answer, failed or canceled.

    Or screened: a call-screening robot took the call, and the phone itself has not rung.
    """

    number: str
    shown: str
    call_sid: str
    parent_call_sid: str
    outcome: str
    at: float


@dataclass(frozen=True)
class WebhookEntry:
    """A webhook that was sent to the line.

    `kind`: sms, voice, whisper, receipt, call-status, amd, conference, wait, announce or play.
    """

    kind: str
    method: str
    path: str
    sid: str
    status: int
    ms: int
    at: float


@dataclass(frozen=True)
class Ring:
    """What a phone does when it rings. All times are telephone seconds.

    `keys` are (heard, keys) pairs, taken in order. Each waits until a Gather listens and `heard` (a substring, a
    compiled pattern, or None for anything) was heard since the pair before. Keys that begin with `say:` are spoken
    instead of pressed. `owner`: what the owner of a phone with call screening does `after` it rings: answer, reject,
    voicemail, no-answer or manual.
    """

    policy: str = "manual"
    keys: Sequence[tuple[Pattern | None, str]] = ()
    after: float = 2.0
    greeting: float = 4.0
    hang_up_after: float | None = None
    owner: str = "manual"

    def as_json(self) -> dict[str, object]:
        presses = [
            {
                "hears": heard.pattern if isinstance(heard, re.Pattern) else heard,
                "regex": isinstance(heard, re.Pattern),
                "keys": keys,
            }
            for heard, keys in self.keys
        ]
        return {
            "policy": self.policy,
            "presses": presses,
            "after": self.after,
            "greeting": self.greeting,
            "hang_up_after": self.hang_up_after,
            "owner": self.owner,
        }


class Phone:
    """One number, held in the hand. Until told otherwise, it rings until the call's `answer` or the end of the ring."""

    def __init__(self, link: Link, number: str) -> None:
        self._link = link
        self.number = number
        self._returned: set[str] = set()

    def text(self, body: str, **extra_params: str) -> TextResult:
        """Text the line. Extra parameters add to the webhook's or replace them (MessageSid, to repeat one)."""
        data = self._link.post("text", **{"from": self.number}, body=body, params=extra_params)
        return TextResult(data["sid"], data["status"], [Text(**item) for item in data["replies"]])

    def texts(self) -> list[Text]:
        """All texts that arrived, oldest first."""
        return [Text(**item) for item in self._link.get("texts", number=self.number)]

    def wait_for_text(self, pattern: Pattern = "", timeout: float = 10.0, after: Text | float = 0.0) -> Text:
        """Wait for the first text that matches, after another text or after a moment of time.time()."""

        def look() -> Text | None:
            texts = self.texts()
            if isinstance(after, Text):
                sids = [text.sid for text in texts]
                texts = texts[sids.index(after.sid) + 1 :] if after.sid in sids else texts
            else:
                texts = [text for text in texts if text.at > after]
            return next((text for text in texts if matches(pattern, text.body)), None)

        def missing() -> str:
            bodies = [text.body for text in self.texts()]
            return f"no text like {pattern!r} reached {self.number}; it has {bodies}"

        return self._link.until(look, timeout, missing)

    def call(
        self, caller_id: str | None = None, *, attestation: str | None = None, **extra_params: str
    ) -> PhoneCall:
        """Call the line, showing this number or what `caller_id` says ("anonymous", "+266696687", "").

        `attestation`: the call's StirVerstat, "" for none. If None: full if the phone shows its own number (unless
        `attest` changed that), and none if it shows another.
        """
        data = self._link.post(
            "call",
            **{"from": self.number},
            caller_id=caller_id,
            attestation=attestation,
            params=extra_params,
        )
        self._returned.add(data["sid"])
        return PhoneCall(self._link, data["sid"])

    def on_ring(self, policy: "str | Ring | Sequence[str | Ring]", **options: Any) -> None:
        """Say what to do when rung: answer, busy, no-answer, reject, voicemail, failed, manual or screening.

        `screening` is call screening as of iOS 26 or a Pixel: a robot answers at once (machine detection says
        machine_start) and asks who calls. Only what the line says after that prompt makes the phone ring, for 25
        seconds; then `owner` counts, and from the answer on the call hears and presses. Whoever says nothing within 30
        seconds is hung up on, and the ring log says `screened`: nobody was reached.

        A single policy stays. A list is used up in order, one for each ring; then the policy that stays counts again.
        The options are those of Ring, for every policy given by name.
        """
        if isinstance(policy, str | Ring):
            self._link.post("on_ring", number=self.number, default=_ring(policy, options), queue=[])
        else:
            queue = [_ring(item, options) for item in policy]
            self._link.post("on_ring", number=self.number, queue=queue)

    def on_text(self, error: int = 0) -> None:
        """From now on, let texts to this phone fail with this code (30006: a landline); 0 lets them arrive."""
        self._link.post("on_text", number=self.number, error=error)

    def attest(self, attestation: str = "TN-Validation-Passed-A") -> None:
        """From now on, calls of this phone that show its own number carry this StirVerstat; "" for none."""
        self._link.post("attest", number=self.number, attestation=attestation)

    def calls(self) -> list[PhoneCall]:
        """All calls of this phone, oldest first, including those it was rung for and did not take."""
        return [PhoneCall(self._link, item["sid"]) for item in self._link.get("calls", number=self.number)]

    def wait_for_call(self, timeout: float = 10.0) -> PhoneCall:
        """Wait for the next call that this phone is rung for, answered or not; each call is returned once."""

        def look() -> PhoneCall | None:
            for item in self._link.get("calls", number=self.number):
                if item["rung"] and item["sid"] not in self._returned and item["state"] != "initiated":
                    self._returned.add(item["sid"])
                    return PhoneCall(self._link, item["sid"])
            return None

        return self._link.until(look, timeout, lambda: f"{self.number} was not rung")


def _ring(policy: str | Ring, options: Mapping[str, Any]) -> dict[str, object]:
    return (policy if isinstance(policy, Ring) else Ring(policy, **options)).as_json()


class Carrier:
    """The carrier: its phones, its logs and its failures on demand."""

    def __init__(self, base_url: str) -> None:
        self._link = Link(base_url)
        self._phones: dict[str, Phone] = {}

    def phone(self, number: str) -> Phone:
        """The phone with this number. Any number exists, also short codes and odd senders."""
        return self._phones.setdefault(number, Phone(self._link, number))

    def errors(self) -> list[Fault]:
        """What Twilio's debugger would show, oldest first."""
        return [Fault(**item) for item in self._link.get("log/errors")]

    def ring_log(self) -> list[RingEntry]:
        """Who was rung and when, which number was shown, and how it ended."""
        return [RingEntry(**item) for item in self._link.get("log/rings")]

    def webhooks(self) -> list[WebhookEntry]:
        """Every request made to the line, oldest first."""
        return [WebhookEntry(**item) for item in self._link.get("log/webhooks")]

    def fail_next(
        self, kind: str = "messages", how: str | int = "500", times: int = 1, to: str | None = None
    ) -> None:
        """Let the next requests fail.

        `kind`: messages, calls (both: POST), lookups (GET), redirects of live calls, or conferences (announcements).
        `how`: timeout_after_accept, timeout_before_accept, 500, 500_after_accept, 429, receipts_reversed,
        receipts_twice, or an error code. Codes from 30000 to 30999 fail the text later, in a receipt.
        """
        self._link.post("fail_next", kind=kind, how=how, times=times, to=to)

    def set_latency(self, seconds: float) -> None:
        """Make every REST request this many real seconds slower."""
        self._link.post("latency", seconds=seconds)

    def reset(self) -> None:
        """Forget texts, calls, logs, opt-outs, policies and planned failures; live calls end unreported."""
        self._link.post("reset")
        self._phones.clear()
