"""Makes wishes and candidates for tests of matching and assignment: ordinary ones, and random ones."""

from datetime import datetime, timedelta
from random import Random
from typing import Any

from flows.rules.matching.matching import Candidate, Wish
from tests.kits.line import NOON

REST = timedelta(minutes=10)
EXPERIENCES = ("grief", "cancer", "birth", "drinking")


def wish(**said: Any) -> Wish:
    """A callback asked for now and promised in two hours, unless `said` says otherwise."""
    usual: dict[str, Any] = {
        "callback_id": 1,
        "language": "en",
        "starts_at": NOON,
        "requested_at": NOON,
        "promised_by": NOON + timedelta(hours=2),
    }
    return Wish(**(usual | said))


def volunteer(id: int, **said: Any) -> Candidate:
    """A volunteer on duty who speaks English and has not been asked, unless `said` says otherwise."""
    usual: dict[str, Any] = {"volunteer_id": id, "languages": ("en",)}
    return Candidate(**(usual | said))


def any_wish(random: Random, id: int) -> Wish:
    """A random wish from a seeded source: drawing each field with Hypothesis would take a minute a test."""
    return Wish(
        callback_id=id,
        language=random.choice(["en", "en", "es"]),
        starts_at=random.choice([NOON, _within(random, -60, 300)]),
        minutes=random.choice([5, 15, 30]),
        about=_some(random),
        gender=random.choice([None, None, None, "woman", "man"]),
        same=random.choice([True, False]),
        severity=random.randint(0, 3),
        promised_by=_within(random, -60, 240),
        requested_at=_within(random, -300, 0),
        named_volunteer=random.choice([None, random.randint(1, 8)]),
        danger=random.random() < 0.2,
    )


def any_candidate(random: Random, id: int) -> Candidate:
    """A random candidate. Each rule against them holds seldom, so that many may be asked."""

    def seldom() -> bool:
        return random.random() < 0.08

    return Candidate(
        volunteer_id=id,
        languages=random.choice([("en",), ("en", "es"), ("en", "es"), ("es",)]),
        experiences=_some(random),
        gender=random.choice([None, "woman", "man"]),
        takes_danger=random.choice([None, True, True, False]),
        ready_for_danger=random.choice([True, True, False]),
        on_duty=not seldom(),
        duty_until=random.choice([None, None, _within(random, -10, 300)]),
        willing_from=random.choice([None, _within(random, -60, 120)]),
        holds_another=seldom(),
        calls_today=random.randint(0, 3),
        daily_cap=random.choice([None, random.randint(1, 8)]),
        resting_until=_within(random, -60, 1) if seldom() else None,
        refused=seldom(),
        wants_same=random.choice([True, False]),
        last_asked_at=random.choice([None, _within(random, -3_000, 0)]),
        asked_lately=random.randint(0, 9),
        times_asked=random.choice([0, 0, 0, 0, 1, 2, 3, 4]),
        asked_until=random.choice([None, _within(random, -60, 5)]),
        passed=seldom(),
        asked_now=seldom(),
        taken_back=seldom(),
        is_participant=seldom(),
        asleep=seldom(),
        paused=seldom(),
        calls_on_shift=random.randint(0, 3),
        shift_cap=random.choice([None, None, random.randint(1, 8)]),
    )


def _within(random: Random, least: int, most: int) -> datetime:
    return NOON + timedelta(minutes=random.randint(least, most))


def _some(random: Random) -> frozenset[str]:
    return frozenset(random.sample(EXPERIENCES, random.randint(0, len(EXPERIENCES))))
