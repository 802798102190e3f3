"""A simulated evening on the line's own rules with a fast clock: promises kept, waits, fairness, matches met.

Four ways of asking meet the same evenings, draw by draw: the line's own, everybody at once, who was idle longest, and
an oracle that knows beforehand who would say yes. The distributions are in `benchmarks.evening_world`.
"""

import statistics
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import simpy

from benchmarks.evening_world import BEGINS, LINE, Asks, Peer, World, make_world
from flows.rules.matching import pace, queue
from flows.rules.matching.assignment import assign
from flows.rules.matching.fairness import gini
from flows.rules.matching.matching import Candidate, Wish, rank

REST = timedelta(minutes=LINE.offer_minutes)
RINGS = 1.0
"""Minutes from a TAKE to the first word: two phones, two keys."""
AFTERWARDS = 5.0
"""Minutes a peer rests after a talk."""
EVENINGS = 40


@dataclass
class Waits:
    """A callback that somebody waits for."""

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
    """One evening under one way of asking. Times are minutes since it began."""

    def __init__(self, world: World, choose: "Choose") -> None:
        self.env = simpy.Environment()
        self.world, self._choose = world, choose
        self.waiting: list[Waits] = []
        self.all: list[Waits] = []
        self.peers = {peer.id: Works(peer) for peer in world.peers}
        self.answered = pace.History(0, 0, 0.0)
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
        return [
            each
            for each in self.peers.values()
            if each.peer.on <= self.now < each.peer.off
            and not each.busy
            and each.free_at <= self.now
            and each.peer.id not in holding
        ]

    def _arrivals(self) -> Generator[Any, Any, Any]:
        for asks in self.world.asks:
            yield self.env.timeout(asks.at - self.now)
            waits = Waits(asks)
            self.waiting.append(waits)
            self.all.append(waits)
            self._dispatch()

    def _ticks(self) -> Generator[Any, Any, Any]:
        while True:
            yield self.env.timeout(1)
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
        spent = self.now - offered if took else 0.0
        known = self.answered
        self.answered = pace.History(known.asked + 1, known.taken + took, known.minutes_to_take + spent)
        if took:
            self.env.process(self._talk(waits, works))
        self._dispatch()

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


def ours(evening: Evening) -> list[tuple[Waits, int]]:
    """The line's own way: its queue, its pace, its assignment."""
    made: list[tuple[Waits, int]] = []
    learnt = pace.learn(evening.answered)
    short = {}
    for waits in evening.waiting:
        asked = wish(evening, waits)
        wide = pace.width(evening.clock(), asked.requested_at, asked.promised_by, LINE, learnt).at_once
        if len(waits.open) < wide:
            short[asked.callback_id] = (waits, asked, wide)
    free = evening.free()
    while short and free:
        wishes = [asked for _, asked, _ in short.values()]
        urgent = {
            asked.callback_id: queue.urgency(
                severity=asked.severity,
                requested_at=asked.requested_at,
                promised_by=asked.promised_by,
                now=evening.clock(),
            )
            for asked in wishes
        }
        mine = {id: candidates(evening, waits, free) for id, (waits, _, _) in short.items()}
        pairs = assign(wishes, mine, now=evening.clock(), rest=REST, urgency=urgent).pairs
        if not pairs:
            break
        taken = {pair.choice.volunteer_id for pair in pairs}
        free = [each for each in free if each.peer.id not in taken]
        for pair in pairs:
            waits, _, wide = short[pair.callback_id]
            made.append((waits, pair.choice.volunteer_id))
            if len(waits.open) + sum(each is waits for each, _ in made) >= wide:
                del short[pair.callback_id]
        short = {id: rest for id, rest in short.items() if id in {pair.callback_id for pair in pairs}}
    return made


def ring_all(evening: Evening) -> list[tuple[Waits, int]]:
    """Everybody who may be asked, at once, for the oldest first."""
    made = []
    free = evening.free()
    for waits in list(evening.waiting):
        fit = rank(wish(evening, waits), candidates(evening, waits, free), now=evening.clock(), rest=REST)
        chosen = {choice.volunteer_id for choice in fit.choices}
        made += [(waits, id) for id in sorted(chosen)]
        free = [each for each in free if each.peer.id not in chosen]
    return made


def longest_idle(evening: Evening) -> list[tuple[Waits, int]]:
    """One at a time, whoever has been without a call for longest."""
    made = []
    free = sorted(evening.free(), key=lambda each: (each.idle_since, each.peer.id))
    for waits in evening.waiting:
        if waits.open:
            continue
        fit = rank(wish(evening, waits), candidates(evening, waits, free), now=evening.clock(), rest=REST)
        chosen = {choice.volunteer_id for choice in fit.choices}
        first = next((each for each in free if each.peer.id in chosen), None)
        if first is not None:
            made.append((waits, first.peer.id))
            free.remove(first)
    return made


def oracle(evening: Evening) -> list[tuple[Waits, int]]:
    """Knows who would say yes in time, and asks nobody else: the best assignment of those."""
    idle = [waits for waits in evening.waiting if not waits.open]
    free = evening.free()
    if not idle or not free:
        return []

    def willing(waits: Waits) -> list[Works]:
        answers = ((each, evening.world.answer(waits.asks, each.peer, 0)) for each in free)
        return [each for each, said in answers if said.yes and said.after < LINE.offer_minutes]

    wishes = {waits.asks.id: (waits, wish(evening, waits)) for waits in idle}
    fit = {id: candidates(evening, waits, willing(waits)) for id, (waits, _) in wishes.items()}
    pairs = assign([asked for _, asked in wishes.values()], fit, now=evening.clock(), rest=REST).pairs
    return [(wishes[pair.callback_id][0], pair.choice.volunteer_id) for pair in pairs]


WAYS: dict[str, Choose] = {
    "the line": ours,
    "ring all": ring_all,
    "longest idle": longest_idle,
    "oracle": oracle,
}


def _measure(load: float, choose: Choose) -> tuple[float, float, float, float, float, float]:
    kept, waits, ginis, matched, wished, asked, all_ = 0, [], [], 0, 0, 0, 0
    for seed in range(EVENINGS):
        evening = Evening(make_world(seed, load), choose)
        all_ += len(evening.all)
        ginis.append(gini([each.calls for each in evening.peers.values()]))
        asked += sum(each.asked for each in evening.peers.values())
        for each in evening.all:
            if each.began is None or each.peer is None:
                continue
            waits.append(each.began - each.asks.at)
            kept += each.began - each.asks.at <= LINE.promise_minutes
            if each.asks.about:
                wished += 1
                matched += bool(each.asks.about & evening.peers[each.peer].peer.experiences)
    waits.sort()
    return (
        kept / all_,
        statistics.median(waits),
        waits[int(len(waits) * 0.95)],
        statistics.mean(ginis),
        matched / max(wished, 1),
        asked / max(len(waits), 1),
    )


def run() -> list[str]:
    """The table: for each load, each way of asking."""
    rows = [
        f"{EVENINGS} evenings a line, promise {LINE.promise_minutes:g} min, offers of {LINE.offer_minutes:g} min.",
        "",
        "| calls per peer-hour | way | promise kept | wait, median | wait, p95 | Gini | matches met | offers a call |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for load in (0.3, 0.5, 0.8):
        for name, choose in WAYS.items():
            kept, median, p95, unequal, met, offers = _measure(load, choose)
            times = f"{median:.1f} min | {p95:.0f} min"
            rows.append(
                f"| {load} | {name} | {kept:.1%} | {times} | {unequal:.2f} | {met:.0%} | {offers:.1f} |"
            )
    return rows
