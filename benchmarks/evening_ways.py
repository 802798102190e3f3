"""Ways of asking, for `benchmarks.evening`: the line's own, the line before, three simple ones and an oracle."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from benchmarks.evening import Choose, Evening, Waits, Works, candidates, wish
from benchmarks.evening_world import LINE
from flows.rules.matching import more_offers, pace, queue
from flows.rules.matching.assignment import Pool, assign, for_one
from flows.rules.matching.matching import Wish, rank
from flows.rules.promises.promise import Cover, closes_at

REST = timedelta(minutes=LINE.offer_minutes)

Pick = Callable[[Evening, Waits, Wish, pace.Pace], more_offers.More]


def ours(evening: Evening) -> list[tuple[Waits, int]]:
    """The line's own way: its queue, its pace, its assignment, as `store.offers` puts them together."""
    return _in_order(evening, _more)


def before(evening: Evening) -> list[tuple[Waits, int]]:
    """As the line asked before: as many at once, and the next one only when an offer has ended."""
    return _in_order(evening, _more_before)


def _more(evening: Evening, waits: Waits, asked: Wish, learnt: pace.Pace) -> more_offers.More:
    there = candidates(evening, waits, [evening.peers[id] for id in waits.open])
    open_now = [
        more_offers.Asked(evening.clock(waits.open[each.volunteer_id]), more_offers.suits(asked, each))
        for each in there
    ]
    now, closes = evening.clock(), _closes_at(evening, asked)
    wide = pace.width(now, asked.requested_at, asked.promised_by, LINE, learnt, closes_at=closes)
    return more_offers.more(now, wide, LINE, learnt, open_now)


def _closes_at(evening: Evening, asked: Wish) -> datetime | None:
    peers = [each.peer for each in evening.peers.values() if asked.language in each.peer.languages]
    on = tuple(evening.clock(peer.off) for peer in peers if peer.on <= evening.now < peer.off)
    coming = (evening.clock(peer.on) for peer in peers if peer.on > evening.now)
    cover = Cover(on, next_cover=min(coming, default=None))
    return closes_at(cover, evening.clock(), asked.minutes, asked.promised_by)


def _more_before(evening: Evening, waits: Waits, asked: Wish, learnt: pace.Pace) -> more_offers.More:
    wide = pace.width(evening.clock(), asked.requested_at, asked.promised_by, LINE, learnt)
    count = max(0, wide.at_once - len(waits.open))
    return more_offers.More(count, count, count, wide.why)


def _in_order(evening: Evening, pick: Pick) -> list[tuple[Waits, int]]:
    learnt = pace.learn(evening.answered)
    wishes = {waits.asks.id: wish(evening, waits) for waits in evening.waiting}
    urgent = {id: _urgency(evening, asked) for id, asked in wishes.items()}
    free, made, unasked = evening.free(), [], {each.asks.id for each in evening.waiting if not each.open}
    for waits in sorted(evening.waiting, key=lambda each: -urgent[each.asks.id]):
        id = waits.asks.id
        wanted = pick(evening, waits, wishes[id], learnt)
        count = max(wanted.suiting, wanted.anyone)
        if not count or not free:
            continue
        others = [each for each in evening.waiting if each.asks.id in unasked - {id}]
        pool = Pool(special={each.asks.id: candidates(evening, each, free) for each in (waits, *others)})
        best = for_one(
            wishes[id],
            [wishes[each.asks.id] for each in others],
            pool,
            more=count,
            now=evening.clock(),
            rest=REST,
            urgency={each.asks.id: urgent[each.asks.id] for each in (waits, *others)},
        )
        chosen = {choice.volunteer_id for choice in more_offers.chosen(best, wanted)}
        made += [(waits, volunteer_id) for volunteer_id in sorted(chosen)]
        free = [each for each in free if each.peer.id not in chosen]
        if chosen:
            unasked.discard(id)
    return made


def _urgency(evening: Evening, asked: Wish) -> float:
    return queue.urgency(
        severity=asked.severity,
        requested_at=asked.requested_at,
        promised_by=asked.promised_by,
        now=evening.clock(),
    )


def ring_all(evening: Evening) -> list[tuple[Waits, int]]:
    """Everybody who may be asked, at once, for the oldest first."""
    made = []
    free = evening.free()
    for waits in list(evening.waiting):
        chosen = set(_who_may(evening, waits, free))
        made += [(waits, id) for id in sorted(chosen)]
        free = [each for each in free if each.peer.id not in chosen]
    return made


def longest_idle(at_once: int) -> Choose:
    """So many at a time, whoever has been without a call for longest."""

    def choose(evening: Evening) -> list[tuple[Waits, int]]:
        made = []
        free = sorted(evening.free(), key=lambda each: (each.idle_since, each.peer.id))
        for waits in evening.waiting:
            may = _who_may(evening, waits, free)
            first = [each for each in free if each.peer.id in may][: max(0, at_once - len(waits.open))]
            made += [(waits, each.peer.id) for each in first]
            free = [each for each in free if each not in first]
        return made

    return choose


def _who_may(evening: Evening, waits: Waits, free: list[Works]) -> set[int]:
    fit = rank(wish(evening, waits), candidates(evening, waits, free), now=evening.clock(), rest=REST)
    return {choice.volunteer_id for choice in fit.choices}


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


WAYS: Mapping[str, Choose] = {
    "the line": ours,
    "the line before": before,
    "ring all": ring_all,
    "longest idle, two": longest_idle(2),
    "longest idle": longest_idle(1),
    "oracle": oracle,
}
