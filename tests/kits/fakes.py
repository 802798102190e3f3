"""Fakes that keep the contract of the real ones: tests/telephony/test_carrier_contract.py runs both."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count

from telephony.carrier import OVER, Placed
from telephony.errors import NOT_FOUND, NOT_IN_PROGRESS, TransportError


@dataclass
class SentText:
    """A text that the carrier accepted."""

    sid: str
    to: str
    words: str
    at: datetime


@dataclass
class Ring:
    """A ring that the carrier accepted."""

    sid: str
    to: str
    url: str
    status_url: str
    seconds: int
    status: str = "ringing"
    at: datetime = field(default_factory=lambda: datetime.now(UTC))
    detected: bool = False
    """Whether the carrier finds out, before it asks what the phone hears, if a machine answered."""


@dataclass
class FakeCarrier:
    """A carrier in memory.

    `failures` are raised, one for each request, before anything happens, and `lost` after it has happened. `refused` is
    raised for every request about a number, and `down` for every request at all. So many look-ups as `lagging` says do
    not show yet what was asked for.
    """

    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    texts: list[SentText] = field(default_factory=list)
    rings: list[Ring] = field(default_factory=list)
    failures: list[TransportError] = field(default_factory=list)
    lost: list[TransportError] = field(default_factory=list)
    refused: dict[str, TransportError] = field(default_factory=dict)
    down: TransportError | None = None
    lagging: int = 0
    others: dict[str, str] = field(default_factory=dict)
    """Status by SID of calls that we did not start by REST: callers' own, and those dialled from inside a call."""
    redirects: list[tuple[str, str]] = field(default_factory=list)
    """Calls sent to another address: SID and address."""
    rooms: dict[str, set[str]] = field(default_factory=dict)
    """Who is in which conference: SIDs by its name."""
    announced: list[tuple[str, str]] = field(default_factory=list)
    """What was said to one member of a conference: SID and address."""
    numbers: count = field(default_factory=lambda: count(1))  # type: ignore[type-arg]

    def send_text(self, to: str, words: str, *, receipt_url: str) -> Placed:
        """See `Carrier`."""
        self._fail(to)
        sid = f"SMf{next(self.numbers):031x}"
        self.texts.append(SentText(sid, to, words, self.clock()))
        self._lose()
        return Placed(sid, "queued", words)

    def texts_to(self, to: str, *, since: datetime) -> list[Placed]:
        """See `Carrier`."""
        self._fail()
        if self._lags():
            return []
        return [Placed(t.sid, "sent", t.words) for t in reversed(self.texts) if t.to == to and t.at >= since]

    def ring(
        self, to: str, *, url: str, status_url: str, seconds: int, detect_machine: bool = False
    ) -> Placed:
        """See `Carrier`."""
        self._fail(to)
        sid = f"CAf{next(self.numbers):031x}"
        self.rings.append(Ring(sid, to, url, status_url, seconds, at=self.clock(), detected=detect_machine))
        self._lose()
        return Placed(sid, "queued")

    def rings_to(self, to: str, *, since: datetime) -> list[Placed]:
        """See `Carrier`."""
        self._fail()
        if self._lags():
            return []
        return [Placed(r.sid, r.status) for r in reversed(self.rings) if r.to == to and r.at >= since]

    def call(self, sid: str) -> Placed | None:
        """See `Carrier`."""
        self._fail()
        if sid in self.others:
            return Placed(sid, self.others[sid])
        return next((Placed(r.sid, r.status) for r in self.rings if r.sid == sid), None)

    def hang_up(self, sid: str) -> None:
        """See `Carrier`."""
        self._fail()
        if self.others.get(sid, OVER[0]) not in OVER:
            self.others[sid] = "completed"
        for ring in self.rings:
            if ring.sid == sid and ring.status not in OVER:
                ring.status = "completed" if ring.status == "in-progress" else "canceled"

    def redirect(self, sid: str, *, url: str) -> None:
        """See `Carrier`."""
        self._fail()
        placed = self.call(sid)
        if placed is None or placed.status != "in-progress":
            code = NOT_FOUND if placed is None else NOT_IN_PROGRESS
            raise TransportError(f"code {code}", permanent=True, code=code)
        self.redirects.append((sid, url))
        self._lose()

    def announce(self, room: str, sid: str, *, url: str) -> None:
        """See `Carrier`."""
        self._fail()
        if sid not in self.rooms.get(room, ()):
            raise TransportError("code 20404", permanent=True, code=NOT_FOUND)
        self.announced.append((sid, url))
        self._lose()

    def _fail(self, to: str = "") -> None:
        if self.down is not None:
            raise self.down
        if to in self.refused:
            raise self.refused[to]
        if self.failures:
            raise self.failures.pop(0)

    def _lags(self) -> bool:
        lags = self.lagging > 0
        self.lagging -= lags
        return lags

    def _lose(self) -> None:
        if self.lost:
            raise self.lost.pop(0)
