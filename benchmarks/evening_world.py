"""The evenings that `benchmarks.evening` plays: who is on, who asks, who would say yes. The same for all ways."""

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from flows.line import Line

BEGINS = datetime(2026, 3, 4, 22, 0, tzinfo=UTC)
"""17:00 in New York."""
MINUTES = 8 * 60
LAST_ASKED = 6.5 * 60
LINE = Line("Simulated", "+12025550100", "US", "America/New_York", "en", 10, 25, 3, 10, 60, None, True)
EXPERIENCES = ("grief", "anxiety", "recovery", "surgery", "loneliness", "divorce", "parenting", "depression")


NEVER: Final = math.inf


@dataclass(frozen=True, slots=True)
class Kind:
    """What an evening is like. `load`: calls wanted for each hour of a peer on duty.

    `peers`: how many. `willing`: each says yes with a chance drawn from this Beta distribution. `bursts`: calls come in
    clusters, three together on average. `tails`: answers take a lognormal time (sigma 1.5), half of them half as long
    as usual and some for ever; talks as well (sigma 1). `away`: the share of peers who are on and answer nothing.
    """

    name: str
    load: float = 0.5
    peers: int = 14
    willing: tuple[float, float] = (4, 3)
    bursts: bool = False
    tails: bool = False
    away: float = 0.0


KINDS: Final = (
    Kind("load 0.3", 0.3),
    Kind("load 0.5", 0.5),
    Kind("load 0.8", 0.8),
    Kind("bursts", bursts=True),
    Kind("heavy tails", tails=True),
    Kind("4 peers", peers=4),
    Kind("8 peers, load 0.8", 0.8, peers=8),
    Kind("2 in 10 say yes", willing=(1.2, 4.8)),
    Kind("a third away", away=1 / 3),
)


@dataclass(frozen=True, slots=True)
class Peer:
    """A volunteer: on and off duty in minutes of the evening, how likely and how fast they say yes."""

    id: int
    on: float
    off: float
    languages: tuple[str, ...]
    experiences: frozenset[str]
    cap: int
    willing: float
    minutes: float
    away: bool = False


@dataclass(frozen=True, slots=True)
class Asks:
    """Somebody asks, at a minute of the evening."""

    id: int
    at: float
    language: str
    about: frozenset[str]
    mood: int
    minutes: int
    talk: float


@dataclass(frozen=True, slots=True)
class Answer:
    """What one would say to one offer, and after how many minutes; long after the offer is over for silence."""

    yes: bool
    after: float


@dataclass(frozen=True, slots=True)
class World:
    """One evening."""

    seed: int
    peers: tuple[Peer, ...]
    asks: tuple[Asks, ...]
    kind: Kind
    minutes: float = MINUTES

    def answer(self, asks: Asks, peer: Peer, before: int) -> Answer:
        """The same whoever asks: of this callback a peer thinks one thing, and answers sooner or later each time."""
        mind = random.Random(f"{self.seed} {asks.id} {peer.id}")  # noqa: S311
        delay = random.Random(f"{self.seed} {asks.id} {peer.id} {before}")  # noqa: S311
        if peer.away:
            return Answer(False, NEVER)
        if self.kind.tails:
            return Answer(mind.random() < peer.willing, peer.minutes / 2 * delay.lognormvariate(0, 1.5))
        return Answer(mind.random() < peer.willing, delay.expovariate(1 / peer.minutes))


def make_world(seed: int, kind: Kind) -> World:
    """An evening of a kind.

    Peers: shifts of 3 to 5 h that begin between 17:00 and 21:00; each says yes with Beta(4, 3), after an exponential
    time whose mean is drawn from 2 to 6 min (so about one in eight offers is met with silence); 2 in 5 speak Spanish
    too; 2 or 3 of 8 experiences; a cap of 4 to 6 calls. Calls wanted: a Poisson process, twice as dense after 20:00,
    until 23:30; 1 in 10 in Spanish; 7 in 10 name an experience; mood 1 to 5; talks are lognormal around the 5, 15 or
    30 min asked for.
    """
    draw = random.Random(seed)  # noqa: S311
    peers = tuple(_peer(draw, id, kind) for id in range(1, kind.peers + 1))
    hours = sum(peer.off - peer.on for peer in peers) / 60
    rate = kind.load * hours / (180 + 2 * (LAST_ASKED - 180))
    times = _clustered(draw, rate) if kind.bursts else _poisson(draw, rate)
    asks = tuple(_asks(draw, id, at, kind) for id, at in enumerate(times, 1))
    return World(seed, peers, asks, kind)


def _peer(draw: random.Random, id: int, kind: Kind) -> Peer:
    on = draw.choice((0, 0, 60, 120, 180, 240))
    off = min(MINUTES, on + draw.choice((180, 240, 300)))
    both = draw.random() < 0.4
    return Peer(
        id,
        on,
        off,
        ("en", "es") if both else ("en",),
        frozenset(draw.sample(EXPERIENCES, draw.choice((2, 3)))),
        draw.randint(4, 6),
        draw.betavariate(*kind.willing),
        draw.uniform(2, 6),
        draw.random() < kind.away,
    )


def _poisson(draw: random.Random, rate: float) -> Sequence[float]:
    """Moments until LAST_ASKED: `rate` a minute until 20:00, and twice as many after it."""
    times, at = [], 0.0
    while (at := at + draw.expovariate(2 * rate)) <= LAST_ASKED:
        if at >= 180 or draw.random() < 0.5:
            times.append(at)
    return times


def _clustered(draw: random.Random, rate: float) -> Sequence[float]:
    """As many, but each third one brings two more on average, within minutes."""
    times = []
    for first in _poisson(draw, rate / 3):
        times.append(first)
        while draw.random() < 2 / 3:
            times.append(first + draw.expovariate(1 / 4))
    return sorted(at for at in times if at <= LAST_ASKED)


def _asks(draw: random.Random, id: int, at: float, kind: Kind) -> Asks:
    minutes = draw.choices((5, 15, 30), (2, 6, 2))[0]
    return Asks(
        id,
        at,
        "es" if draw.random() < 0.1 else "en",
        frozenset([draw.choice(EXPERIENCES)]) if draw.random() < 0.7 else frozenset(),
        draw.choices((1, 2, 3, 4, 5), (1, 3, 4, 2, 1))[0],
        minutes,
        min(60.0, draw.lognormvariate(0, 1.0 if kind.tails else 0.5) * minutes),
    )
