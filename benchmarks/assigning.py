"""Many wait at once: how long the assignment of 2,000 callbacks to 500 volunteers takes, and what it wins."""

import resource
import statistics
import sys
import time
import tracemalloc
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from random import Random

from flows.rules.matching.assignment import Assignment, Pool, assign, one_by_one
from flows.rules.matching.matching import Candidate, Wish

WAITING, VOLUNTEERS, PAST = 2_000, 500, 10
NOW = datetime(2026, 3, 4, 23, 0, tzinfo=UTC)
REST = timedelta(minutes=10)
EXPERIENCES = tuple(f"experience-{n}" for n in range(12))
AIM = 2.0

Way = Callable[[], Assignment]


def run() -> list[str]:
    """The table's rows."""
    random = Random(2026)  # noqa: S311 - the same evening each time
    wishes = [_wish(random, id) for id in range(WAITING)]
    everyone = [_candidate(random, id) for id in range(VOLUNTEERS)]
    special = {w.callback_id: _past(random, everyone) for w in wishes}
    pool = Pool(everyone, special)
    together: Way = partial(assign, wishes, pool, now=NOW, rest=REST)
    alone: Way = partial(one_by_one, wishes, pool, now=NOW, rest=REST)
    before = _resident()
    cold, _ = _took(together)
    grown = _resident() - before
    ours, best = _median(together)
    theirs, greedy = _median(alone)
    score = best.score / greedy.score
    ours_fit, theirs_fit = _matched(best), _matched(greedy)
    return [
        f"{WAITING:,} waiting callbacks, {VOLUNTEERS} volunteers, {PAST} pairs with a past for each callback;",
        f"processor time on one core. Aim: under {AIM:.0f} s.",
        "",
        "| what | together | one by one | ratio |",
        "|---|---|---|---|",
        f"| seconds, median of 7 | {ours:.2f} | {theirs:.2f} | {ours / theirs:.1f} |",
        f"| seconds, the first time, with the solver's import | {cold:.2f} | | |",
        f"| callbacks served | {len(best.pairs)} | {len(greedy.pairs)} | {len(best.pairs) / len(greedy.pairs):.3f} |",
        f"| sum of scores | {best.score:,.0f} | {greedy.score:,.0f} | {score:.3f} |",
        f"| with a match: shared, again, named | {ours_fit} | {theirs_fit} | {ours_fit / theirs_fit:.3f} |",
        f"| most memory of arrays and objects | {_peak(together):.0f} MB | {_peak(alone):.0f} MB | |",
        f"| growth of the process, libraries included | {grown:.0f} MB | | |",
    ]


def _wish(random: Random, id: int) -> Wish:
    asked = NOW - timedelta(seconds=random.randint(0, 4 * 3600))
    return Wish(
        callback_id=id,
        language=random.choices(("en", "es"), (4, 1))[0],
        starts_at=NOW,
        minutes=random.choice((5, 15, 30)),
        about=frozenset(random.sample(EXPERIENCES, random.choice((0, 1, 1, 2)))),
        gender=random.choices((None, "woman", "man"), (8, 1, 1))[0],
        same=random.random() < 0.2,
        severity=random.choices((0, 1, 2, 3), (6, 2, 1, 1))[0],
        requested_at=asked,
        promised_by=asked + timedelta(hours=2),
        named_volunteer=random.randrange(VOLUNTEERS) if random.random() < 0.03 else None,
    )


def _candidate(random: Random, id: int) -> Candidate:
    return Candidate(
        volunteer_id=id,
        languages=random.choices((("en",), ("en", "es"), ("es",)), (7, 2, 1))[0],
        experiences=frozenset(random.sample(EXPERIENCES, random.randint(1, 3))),
        gender=random.choice(("woman", "man", None)),
        on_duty=random.random() < 0.9,
        duty_until=NOW + timedelta(minutes=random.randint(5, 240)),
        holds_another=random.random() < 0.05,
        calls_today=random.randint(0, 3),
        daily_cap=random.choice((None, 3, 5)),
        last_asked_at=NOW - timedelta(minutes=random.randint(1, 5_000)),
        asked_lately=random.randint(0, 8),
    )


def _past(random: Random, everyone: list[Candidate]) -> list[Candidate]:
    return [
        replace(
            one,
            times_asked=random.randint(0, 2),
            asked_until=NOW - timedelta(minutes=random.randint(0, 90)),
            passed=random.random() < 0.3,
            refused=random.random() < 0.05,
            wants_same=random.random() < 0.3,
        )
        for one in random.sample(everyone, PAST)
    ]


def _matched(found: Assignment) -> int:
    wanted = {"shared-experience", "same-again", "named-in-plan"}
    return sum(any(reason.code in wanted for reason in pair.choice.why) for pair in found.pairs)


def _took(way: Way) -> tuple[float, Assignment]:
    # The processor's time and not the wall's: other work on the machine is not ours.
    began = time.process_time()
    found = way()
    return time.process_time() - began, found


def _median(way: Way) -> tuple[float, Assignment]:
    runs = [_took(way) for _ in range(7)]
    return statistics.median(seconds for seconds, _ in runs), runs[0][1]


def _peak(way: Way) -> float:
    tracemalloc.start()
    way()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak / 1e6


def _resident() -> float:
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / 1e6 if sys.platform == "darwin" else most / 1e3
