"""Keeps the last exchanges between carrier and line: one request, either way, with what was answered to it.

What is kept is meant to be shown, so it is cut to a size that a page bears, and secrets are left out.
"""

import re
import time
from collections import OrderedDict, deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal[
    "sms", "voice", "whisper", "receipt", "call-status", "amd", "conference", "wait", "announce", "play"
]
"""What a webhook is about; of a request that the line made, the kind is "rest"."""

Pairs = list[tuple[str, str]]

KEPT = 300
LARGEST = 8 * 1024
"""Bytes that are kept of all fields together, and of the answer."""
_MOST_CALLS = 2000
_SIGN_IN = re.compile(r"(?<=://)[^/?#\s@]+@")


@dataclass
class Exchange:
    """One request and its answer. `status` is 0 while there is none, and if none came.

    `phone`: the number it is about, "" if that cannot be told from the request. `route`: of a request of the line, its
    method and path without the account, such as `POST /Calls/{sid}.json`. `error` and `reason`: what the carrier would
    show in its debugger. `facts`: what the line's own request was answered, read before the answer was cut. `repeat`:
    the same request was made before. `lost`: it is made again as if this answer had been lost, so nothing of the answer
    happens. `first`: no document was asked for before in this call.
    """

    sender: Literal["carrier", "line"]
    kind: Kind | Literal["rest"]
    method: str
    path: str
    fields: Pairs = field(default_factory=list)
    headers: Pairs = field(default_factory=list)
    sid: str = ""
    phone: str = ""
    route: str = ""
    status: int = 0
    ms: int = 0
    url: str = ""
    content_type: str = ""
    answer: str = ""
    error: int = 0
    reason: str = ""
    facts: dict[str, str] = field(default_factory=dict)
    repeat: bool = False
    lost: bool = False
    first: bool = False
    at: float = field(default_factory=time.time)
    id: int = 0

    @property
    def params(self) -> dict[str, str]:
        """The fields by name; of a repeated one, the last."""
        return dict(self.fields)


class Exchanges:
    """The last 300, oldest first. Their numbers go on counting after `clear`."""

    def __init__(self) -> None:
        self.kept: deque[Exchange] = deque(maxlen=KEPT)
        self.last = 0
        self._calls: OrderedDict[str, None] = OrderedDict()

    def keep(self, exchange: Exchange) -> None:
        """Keep an exchange that is over; it gets its number now."""
        self.last += 1
        exchange.id = self.last
        self.kept.append(exchange)

    def opens(self, call_sid: str) -> bool:
        """Whether this is the first time that a document is asked for in this call."""
        known = call_sid in self._calls
        self._calls[call_sid] = None
        while len(self._calls) > _MOST_CALLS:
            self._calls.popitem(last=False)
        return not known

    def after(self, number: int) -> list[Exchange]:
        """Those with a higher number; all of them for a number that this carrier has not reached yet."""
        return [each for each in self.kept if each.id > number or number > self.last]

    def clear(self) -> None:
        self.kept.clear()
        self._calls.clear()


def cut(text: str, secret: str, most: int = LARGEST) -> str:
    """The text without the account's secret or anybody's password, and not more than `most` bytes of it."""
    if secret:
        text = text.replace(secret, "[the auth token]")
    text = _SIGN_IN.sub("…@", text)
    encoded = text.encode("utf-8", "replace")
    return text if len(encoded) <= most else encoded[:most].decode("utf-8", "ignore") + "…"


def cut_fields(pairs: Iterable[tuple[str, str]], secret: str) -> Pairs:
    """As `cut`, for form fields: not more than LARGEST bytes of them together."""
    kept: Pairs = []
    left, dropped = LARGEST, 0
    for name, value in pairs:
        if left < 1:
            dropped += 1
            continue
        pair = cut(name, secret, left), cut(value, secret, left)
        left -= sum(len(part.encode("utf-8", "replace")) for part in pair) + 1
        kept.append(pair)
    if dropped:
        kept.append(("…", f"{dropped} more fields are not shown"))
    return kept


def shortened(signature: str) -> str:
    """Enough of a signature to tell two apart, and too little to use one."""
    return f"{signature[:6]}…"
