"""Many simulated evenings of each kind, the same for every way of asking: what the ways keep, and how they differ."""

import random
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from benchmarks.evening import Choose, Evening
from benchmarks.evening_ways import WAYS
from benchmarks.evening_world import KINDS, LINE, Kind, make_world
from flows.rules.matching.fairness import gini
from flows.rules.matching.pace import History

REPORTED = range(7000, 7040)
"""The evenings of the table. The rules were tuned on others (from 100 on)."""
BEFORE = range(90, 93)
"""Evenings from which a line knows its habits when the first of the others begins."""
_HEAD = (
    "| evenings | calls | way | promise kept | the line keeps more by (points, 95%) | wait, median | p95 "
    "| Gini | matches met | offers a call |"
)
RESAMPLED = 2000
"""How often evenings are drawn anew for an interval."""


@dataclass(frozen=True, slots=True)
class Tally:
    """What one evening came to. `waits`: minutes until the first word, of those who were called."""

    calls: int
    kept: int
    waits: tuple[float, ...]
    wished: int
    met: int
    offers: int
    gini: float


def tallies(kind: Kind, choose: Choose, seeds: Sequence[int] = REPORTED) -> list[Tally]:
    """One evening after the other; what the line learns of its volunteers' habits is carried on."""
    known, found = History(0, 0, 0.0), []
    for seed in (*BEFORE, *seeds):
        evening = Evening(make_world(seed, kind), choose, known)
        known = evening.answered
        found.append(_tally(evening))
    return found[len(BEFORE) :]


def _tally(evening: Evening) -> Tally:
    served = [(each, each.began, each.peer) for each in evening.all]
    waits = tuple(began - each.asks.at for each, began, _ in served if began is not None)
    about = [
        bool(each.asks.about & evening.peers[peer].peer.experiences)
        for each, began, peer in served
        if began is not None and peer is not None and each.asks.about
    ]
    return Tally(
        len(evening.all),
        sum(wait <= LINE.promise_minutes for wait in waits),
        waits,
        len(about),
        sum(about),
        sum(each.asked for each in evening.peers.values()),
        gini([each.calls for each in evening.peers.values()]),
    )


def kept(found: Sequence[Tally]) -> float:
    """The share of calls whose promise was kept."""
    return sum(each.kept for each in found) / sum(each.calls for each in found)


def met(found: Sequence[Tally]) -> float:
    """The share of calls with a wished experience in which the peer shared it."""
    return sum(each.met for each in found) / max(1, sum(each.wished for each in found))


def offers(found: Sequence[Tally]) -> float:
    """How many offers a call that took place cost."""
    return sum(each.offers for each in found) / max(1, sum(len(each.waits) for each in found))


def interval(
    ours: Sequence[Tally], theirs: Sequence[Tally], of: Callable[[Sequence[Tally]], float]
) -> tuple[float, float]:
    """Between what the difference lies in 95 of 100 draws of as many evenings, each drawn with both its sides."""
    draw, places = random.Random(1), range(len(ours))  # noqa: S311
    drawn = [draw.choices(places, k=len(ours)) for _ in range(RESAMPLED)]
    differences = sorted(of([ours[at] for at in each]) - of([theirs[at] for at in each]) for each in drawn)
    return differences[RESAMPLED // 40], differences[-RESAMPLED // 40]


def run() -> list[str]:
    """The table: for each kind of evening, each way of asking, and by how much the line keeps more or fewer."""
    rows = [
        f"{len(REPORTED)} evenings a row, promise {LINE.promise_minutes:g} min, offers of {LINE.offer_minutes:g} min.",
        "",
        _HEAD,
        "|---|---|---|---|---|---|---|---|---|---|",
    ]
    for kind in KINDS:
        found = {name: tallies(kind, choose) for name, choose in WAYS.items()}
        rows += [_row(kind.name, name, each, found["the line"]) for name, each in found.items()]
    return rows


def _row(kind: str, name: str, found: Sequence[Tally], ours: Sequence[Tally]) -> str:
    waits = sorted(wait for each in found for wait in each.waits)
    apart = ""
    if found is not ours:
        low, high = interval(ours, found, kept)
        apart = f"{100 * (kept(ours) - kept(found)):+.1f} ({100 * low:+.1f} to {100 * high:+.1f})"
    times = f"{statistics.median(waits):.1f} min | {waits[int(len(waits) * 0.95)]:.0f} min"
    unequal = statistics.mean(each.gini for each in found)
    calls = sum(each.calls for each in found)
    return (
        f"| {kind} | {calls} | {name} | {kept(found):.1%} | {apart} | {times} | {unequal:.2f} "
        f"| {met(found):.0%} | {offers(found):.1f} |"
    )
