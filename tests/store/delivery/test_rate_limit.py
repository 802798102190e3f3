"""So many texts a second and never more, whoever sends them."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from sqlalchemy import insert

from store.delivery import rate_limit
from store.models import RateLimit
from tests.kits.line import LINE, LINE_NUMBER, NOON, TestLine
from tests.kits.races import at_once

PACED = replace(LINE, texts_per_second=10)
APART = timedelta(milliseconds=100)


def test_without_a_limit_every_text_goes_now(quick_line: TestLine) -> None:
    assert quick_line.ctx.run(lambda tx: rate_limit.slots(tx, 3)) == [NOON] * 3
    assert quick_line.rows(RateLimit) == []


@pytest.mark.parametrize("rate", [10, 3, 0.7])
def test_whatever_is_asked_for_when_no_two_slots_are_closer_than_the_rate_allows(
    lines: Callable[..., TestLine], rate: float
) -> None:
    line = lines("sqlite", replace(LINE, texts_per_second=rate))
    chance, taken = random.Random(rate), []  # noqa: S311  a spread, not a secret
    with line.db.begin(NOON) as tx:
        for _ in range(400):
            tx.now += timedelta(milliseconds=chance.choice((0, 0, 1, 40, 99, 300, 2000)))
            slots = rate_limit.slots(tx, chance.randrange(1, 12), at_hand=chance.random() < 0.3)
            assert all(tx.now <= at <= tx.now + rate_limit.AHEAD for at in slots), (
                "nobody sits and waits for long"
            )
            taken += slots
    assert all((b - a).total_seconds() >= 1 / rate for a, b in pairwise(taken))
    assert len(taken) > 50


def test_a_worker_that_keeps_asking_gets_every_slot(lines: Callable[..., TestLine]) -> None:
    line, taken = lines("sqlite", PACED), []
    with line.db.begin(NOON) as tx:
        while tx.now < NOON + timedelta(minutes=1):
            taken += rate_limit.slots(tx, 8)
            tx.now += timedelta(milliseconds=100)
    assert [at - NOON for at in taken[:600]] == [n * APART for n in range(600)]


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_two_workers_that_ask_at_once_get_different_slots(lines: Callable[..., TestLine], kind: str) -> None:
    line = lines(kind, PACED)
    assert line.ctx.run(lambda tx: rate_limit.slots(tx, 1)) == [NOON]
    one, other = at_once(
        line,
        "SELECT sender FROM pacing FOR UPDATE",
        *[lambda: line.ctx.run(lambda tx: rate_limit.slots(tx, 2))] * 2,
    )
    assert sorted([*one, *other]) == [NOON + n * APART for n in range(1, 5)]


def test_a_worker_that_can_wait_leaves_the_next_slots_to_the_one_that_is_sending(
    lines: Callable[..., TestLine],
) -> None:
    line = lines("sqlite", PACED)
    assert len(line.ctx.run(lambda tx: rate_limit.slots(tx, 4))) == 4
    assert line.ctx.run(lambda tx: rate_limit.slots(tx, 1, at_hand=True)) == []
    assert len(line.ctx.run(lambda tx: rate_limit.slots(tx, 8))) == 2, "as far ahead as anybody may"
    line.clock.at += timedelta(milliseconds=500)
    assert line.ctx.run(lambda tx: rate_limit.slots(tx, 1, at_hand=True)) == [NOON + 6 * APART]


def test_a_machine_whose_clock_was_wrong_does_not_silence_the_line(lines: Callable[..., TestLine]) -> None:
    line = lines("sqlite", PACED)
    with line.db.begin(NOON) as tx:
        tx.run(insert(RateLimit).values(sender=LINE_NUMBER, next_at=NOON + timedelta(hours=1)))
    assert line.ctx.run(lambda tx: rate_limit.slots(tx, 1)) == [NOON]
