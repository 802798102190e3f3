"""The evenings that `benchmarks.evening` plays: who is on, who asks, who would say yes. The same for all ways."""

import random
from dataclasses import dataclass
from datetime import UTC, datetime

from flows.line import Line

BEGINS = datetime(2026, 3, 4, 22, 0, tzinfo=UTC)
"""17:00 in New York."""
MINUTES = 8 * 60
LAST_ASKED = 6.5 * 60
LINE = Line("Simulated", "+12025550100", "US", "America/New_York", "en", 10, 25, 3, 10, 60, None, True)
EXPERIENCES = ("grief", "anxiety", "recovery", "surgery", "loneliness", "divorce", "parenting", "depression")


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
    minutes: float = MINUTES

    def answer(self, asks: Asks, peer: Peer, before: int) -> Answer:
        """The same whoever asks: of this callback a peer thinks one thing, and answers sooner or later each time."""
        mind = random.Random(f"{self.seed} {asks.id} {peer.id}")  # noqa: S311
        delay = random.Random(f"{self.seed} {asks.id} {peer.id} {before}")  # noqa: S311
        return Answer(mind.random() < peer.willing, delay.expovariate(1 / peer.minutes))


def make_world(seed: int, load: float) -> World:
    """An evening. `load`: calls wanted for each hour of a peer on duty.

    Peers: 14, shifts of 3 to 5 h that begin between 17:00 and 21:00; each says yes with Beta(4, 3), after an
    exponential time whose mean is drawn from 2 to 6 min (so about one in eight offers is met with silence); 2 in 5
    speak Spanish too; 2 or 3 of 8 experiences; a cap of 4 to 6 calls. Calls wanted: a Poisson process, twice as dense
    after 20:00, until 23:30; 1 in 10 in Spanish; 7 in 10 name an experience; mood 1 to 5; talks are lognormal around
    the 5, 15 or 30 min asked for.
    """
    draw = random.Random(seed)  # noqa: S311
    peers = []
    for id in range(1, 15):
        on = draw.choice((0, 0, 60, 120, 180, 240))
        off = min(MINUTES, on + draw.choice((180, 240, 300)))
        both = draw.random() < 0.4
        peers.append(
            Peer(
                id,
                on,
                off,
                ("en", "es") if both else ("en",),
                frozenset(draw.sample(EXPERIENCES, draw.choice((2, 3)))),
                draw.randint(4, 6),
                draw.betavariate(4, 3),
                draw.uniform(2, 6),
            )
        )
    hours = sum(peer.off - peer.on for peer in peers) / 60
    count = load * hours
    rate = count / (180 + 2 * (LAST_ASKED - 180))
    asks, at, id = [], 0.0, 0
    while True:
        at += draw.expovariate(2 * rate)
        if at > LAST_ASKED:
            break
        if at < 180 and draw.random() < 0.5:
            continue
        id += 1
        minutes = draw.choices((5, 15, 30), (2, 6, 2))[0]
        asks.append(
            Asks(
                id,
                at,
                "es" if draw.random() < 0.1 else "en",
                frozenset([draw.choice(EXPERIENCES)]) if draw.random() < 0.7 else frozenset(),
                draw.choices((1, 2, 3, 4, 5), (1, 3, 4, 2, 1))[0],
                minutes,
                min(60.0, draw.lognormvariate(0, 0.5) * minutes),
            )
        )
    return World(seed, tuple(peers), tuple(asks))
