"""Holds a phone as the carrier sees it: the texts it got, and how it behaves when it is rung."""

import re
from collections import deque
from dataclasses import asdict, dataclass, field

from telephony.local_carrier.clock import CLOCK
from telephony.local_carrier.office import Office, Shelf
from telephony.local_carrier.phones.owner import Owner
from telephony.local_carrier.phones.thread import ThreadText

POLICIES = ("answer", "busy", "no-answer", "reject", "voicemail", "failed", "manual", "screening")
# What the owner of a screening phone does once it rings.
OWNER_POLICIES = ("answer", "reject", "voicemail", "no-answer", "manual")
KEPT = 500
MOST_NAMED = 50


@dataclass(frozen=True)
class Press:
    """Press keys (or say words, for `say:words`) once a Gather listens and `hears` was heard since the last press."""

    hears: str | None
    keys: str
    regex: bool = False

    def met_by(self, heard: list[str]) -> bool:
        if self.hears is None:
            return True
        if self.regex:
            return any(re.search(self.hears, text, re.IGNORECASE) for text in heard)
        return any(self.hears.lower() in text.lower() for text in heard)


@dataclass(frozen=True)
class Ring:
    """What a phone does when it rings. All times are telephone seconds. `owner`: see OWNER_POLICIES."""

    policy: str = "manual"
    presses: tuple[Press, ...] = ()
    after: float = 2.0
    greeting: float = 4.0
    hang_up_after: float | None = None
    owner: str = "manual"


@dataclass(frozen=True)
class Text:
    """A text that arrived. `by` is "line", or "carrier" for the carrier's own opt-out answers."""

    sid: str
    body: str
    at: float
    from_: str
    segments: int
    by: str


@dataclass
class Handset:
    """One number. Without instructions it rings until somebody answers by hand, or until the ring ends."""

    number: str
    texts: deque[Text] = field(default_factory=lambda: deque(maxlen=KEPT))
    thread: deque[ThreadText] = field(default_factory=lambda: deque(maxlen=KEPT))
    # Who holds it, if it is one of the named phones.
    owner: Owner | None = None
    default: Ring = field(default_factory=Ring)
    queue: deque[Ring] = field(default_factory=lambda: deque(maxlen=KEPT))
    # The carrier's error code for texts to this phone, such as 30006 for a landline; 0 if they arrive.
    text_error: int = 0
    # StirVerstat of calls from this phone: full attestation; "" for none.
    verstat: str = "TN-Validation-Passed-A"

    def next_ring(self) -> Ring:
        return self.queue.popleft() if self.queue else self.default

    def receive(self, sid: str, body: str, sender: str, count: int, by: str) -> Text:
        text = Text(sid, body, CLOCK.seconds(), sender, count, by)
        self.texts.append(text)
        return text


HANDSETS: Shelf[Handset] = Shelf(2000)
NAMED: Shelf[Handset] = Shelf(MOST_NAMED)
"""The named phones, in the order in which they were added."""


def handset(office: Office, number: str) -> Handset:
    """The phone with this number. Any number exists."""
    if (named := office.book(NAMED).get(number)) is not None:
        return named
    book = office.book(HANDSETS)
    if number not in book:
        book[number] = Handset(number)
    return book[number]


def read_ring(data: object) -> Ring:
    """A Ring from JSON. ValueError says what is wrong with it."""
    if not isinstance(data, dict):
        raise ValueError("a policy must be an object")
    policy = str(data.get("policy", "manual"))
    if policy not in POLICIES:
        raise ValueError(f"no such policy: {policy}; there are {', '.join(POLICIES)}")
    presses = data.get("presses") or []
    if not isinstance(presses, list):
        raise ValueError("presses must be a list")
    owner = str(data.get("owner") or "manual")
    if owner not in OWNER_POLICIES:
        raise ValueError(f"no such policy of an owner: {owner}; there are {', '.join(OWNER_POLICIES)}")
    hang_up_after = data.get("hang_up_after")
    return Ring(
        policy,
        tuple(_read_press(item) for item in presses),
        _seconds(data.get("after"), 2.0),
        _seconds(data.get("greeting"), 4.0),
        None if hang_up_after is None else _seconds(hang_up_after, 0.0),
        owner,
    )


def _read_press(data: object) -> Press:
    if not isinstance(data, dict):
        raise ValueError("each press must be an object")
    hears, regex = data.get("hears"), data.get("regex") is True
    if regex:
        try:
            re.compile(str(hears))
        except re.error as problem:
            raise ValueError(f"not a regular expression: {problem}") from problem
    return Press(None if hears is None else str(hears), str(data.get("keys", "")), regex)


def _seconds(value: object, default: float) -> float:
    if value is None:
        return default
    if not isinstance(value, int | float) or not 0 <= value <= 86400:
        raise ValueError("a time is a number of seconds from 0 to 86400")
    return float(value)


def as_json(text: Text) -> dict[str, object]:
    return asdict(text)
