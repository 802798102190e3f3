"""A simulated evening under one way of asking: the real rules choose, a fast clock (simpy) plays what follows.

The ways are in `benchmarks.evening_ways`, the distributions in `benchmarks.evening_world`, and the table of
docs/benchmarks.md is made by `benchmarks.evenings`.
"""

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import simpy

from benchmarks.evening_world import BEGINS, LINE, Answer, Asks, Peer, World
from flows.rules.matching import pace, queue
from flows.rules.matching.matching import Candidate, Wish

RINGS = 1.0
"""Minutes from a TAKE to the first word: two phones, two keys."""
AFTERWARDS = 5.0
"""Minutes a peer rests after a talk."""
TICK = 0.5
"""Minutes from one look of the clock to the next; each answer leads to a look as well."""


@dataclass
class Waits:
    """A callback that somebody waits for. `open`: since when each peer is asked. `past`: the offers that ended."""

    asks: Asks
    open: dict[int, float] = field(default_factory=dict)
    past: dict[int, list[tuple[str, float]]] = field(default_factory=dict)
    peer: int | None = None
    began: float | None = None


@dataclass
class Works:
    """A peer, as they stand."""

    peer: Peer
    free_at: float = 0.0
    busy: bool = False
    asked_at: float | None = None
    asked: int = 0
    calls: int = 0
    idle_since: float = 0.0


class Evening:
    """One evening under one way of asking. Times are minutes since it began.

    `answered`: how the line's offers ended before, and then with this evening's.
    """

    def __init__(self, world: World, choose: "Choose", answered: pace.History) -> None:
        self.env = simpy.Environment()
        self.world, self._choose = world, choose
        self.waiting: list[Waits] = []
        self.all: list[Waits] = []
        self.peers = {peer.id: Works(peer) for peer in world.peers}
        self.answered = answered
        self.env.process(self._arrivals())
        self.env.process(self._ticks())
        self.env.run(until=world.minutes)

    @property
    def now(self) -> float:
        """Minutes since the evening began."""
        return float(self.env.now)

    def clock(self, minutes: float | None = None) -> datetime:
        """A moment of the evening for the rules."""
        return BEGINS + timedelta(minutes=self.now if minutes is None else minutes)

    def free(self) -> list[Works]:
        """Peers on duty, neither talking nor resting nor with an offer open."""
        holding = {id for waits in self.waiting for id in waits.open}
        return [each for each in self.peers.values() if self._is_there(each) and each.peer.id not in holding]

    def _is_there(self, each: Works) -> bool:
        return each.peer.on <= self.now < each.peer.off and not each.busy and each.free_at <= self.now

    def _arrivals(self) -> Generator[Any, Any, Any]:
        for asks in self.world.asks:
            yield self.env.timeout(asks.at - self.now)
            waits = Waits(asks)
            self.waiting.append(waits)
            self.all.append(waits)
            self._dispatch()

    def _ticks(self) -> Generator[Any, Any, Any]:
        while True:
            yield self.env.timeout(TICK)
            self._dispatch()

    def _dispatch(self) -> None:
        for waits, peer_id in self._choose(self):
            works = self.peers[peer_id]
            waits.open[peer_id] = self.now
            works.asked_at, works.asked = self.now, works.asked + 1
            self.env.process(self._offer(waits, works))

    def _offer(self, waits: Waits, works: Works) -> Generator[Any, Any, Any]:
        answer = self.world.answer(waits.asks, works.peer, len(waits.past.get(works.peer.id, ())))
        offered = self.now
        yield self.env.timeout(min(answer.after, LINE.offer_minutes))
        if waits.peer is not None or works.peer.id not in waits.open:
            return  # covered meanwhile
        del waits.open[works.peer.id]
        in_time = answer.after < LINE.offer_minutes
        took = answer.yes and in_time
        what = "taken" if took else "passed" if in_time else "lapsed"
        waits.past.setdefault(works.peer.id, []).append((what, self.now))
        self._learn(asked=1, taken=took, minutes=self.now - offered if took else 0.0)
        if took:
            self.env.process(self._talk(waits, works))
        elif answer.yes:
            self.env.process(self._late(waits, works, answer))
        self._dispatch()

    def _late(self, waits: Waits, works: Works, answer: Answer) -> Generator[Any, Any, Any]:
        """A TAKE after the offer ended still counts while nobody else has the callback."""
        yield self.env.timeout(answer.after - LINE.offer_minutes)
        if waits.peer is not None or not self._is_there(works):
            return
        self._learn(asked=0, taken=True, minutes=answer.after)
        for other in self.waiting:
            other.open.pop(works.peer.id, None)
        self.env.process(self._talk(waits, works))

    def _learn(self, *, asked: int, taken: bool, minutes: float) -> None:
        known = self.answered
        self.answered = pace.History(
            known.asked + asked, known.taken + taken, known.minutes_to_take + minutes
        )

    def _talk(self, waits: Waits, works: Works) -> Generator[Any, Any, Any]:
        waits.peer = works.peer.id
        waits.open.clear()
        self.waiting.remove(waits)
        works.busy = True
        yield self.env.timeout(RINGS)
        waits.began = self.now
        works.calls += 1
        yield self.env.timeout(waits.asks.talk)
        works.busy, works.free_at, works.idle_since = False, self.now + AFTERWARDS, self.now


Choose = Callable[[Evening], Sequence[tuple[Waits, int]]]


def wish(evening: Evening, waits: Waits) -> Wish:
    """What a callback asks, for the rules."""
    asks = waits.asks
    return Wish(
        callback_id=asks.id,
        language=asks.language,
        starts_at=evening.clock(),
        minutes=asks.minutes,
        about=asks.about,
        severity=queue.severity_of(asks.mood, False),
        requested_at=evening.clock(asks.at),
        promised_by=evening.clock(asks.at + LINE.promise_minutes),
    )


def candidates(evening: Evening, waits: Waits, works: Sequence[Works]) -> list[Candidate]:
    """The free peers, for the rules."""
    found = []
    for each in works:
        past = waits.past.get(each.peer.id, [])
        found.append(
            Candidate(
                volunteer_id=each.peer.id,
                languages=each.peer.languages,
                experiences=each.peer.experiences,
                duty_until=evening.clock(each.peer.off),
                calls_today=each.calls,
                daily_cap=each.peer.cap,
                last_asked_at=evening.clock(each.asked_at) if each.asked_at is not None else None,
                asked_lately=each.asked,
                times_asked=len(past),
                asked_until=evening.clock(past[-1][1]) if past else None,
                passed=any(what == "passed" for what, _ in past),
            )
        )
    return found
