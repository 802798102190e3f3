"""What two people said about each other: kept in one row a pair, the last word of each counting."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from flows.rules.matching.wishes import Wishes
from store.callbacks import callbacks, wishes
from store.database import Tx
from store.models import Callback, Pairing
from store.offers import matching
from store.volunteers import pairings
from tests.kits.bridge import PARTICIPANT, SECOND, VOLUNTEER
from tests.kits.line import TestLine
from tests.kits.races import at_once

SIDES = ("contact", "volunteer")


@pytest.fixture
def pair(line: TestLine) -> dict[str, int]:
    """One person, one peer."""
    volunteer_id = line.volunteer(VOLUNTEER)
    line.text(PARTICIPANT, "MENU")
    return {"contact_id": 2, "volunteer_id": volunteer_id}


def say(line: TestLine, verb: Callable[..., Any], pair: dict[str, int], **more: str) -> Any:
    def work(tx: Tx) -> Any:
        return verb(tx, **pair, **more)

    return line.db.transact(line.clock.at, work)


def said(line: TestLine) -> dict[str, bool]:
    [row] = line.rows(Pairing)
    return {
        f"{by}_{what}": getattr(row, f"{by}_{what}_at") is not None
        for by in SIDES
        for what in ("again", "refused")
    }


@pytest.mark.parametrize("by", SIDES)
def test_refusing_takes_back_an_earlier_again_of_the_same_person(
    line: TestLine, pair: dict[str, int], by: str
) -> None:
    say(line, pairings.again, pair, by=by)
    say(line, pairings.refuse, pair, by=by)
    assert said(line) == {f"{side}_{what}": (side, what) == (by, "refused") for side, what in every()}


@pytest.mark.parametrize("by", SIDES)
def test_again_takes_back_an_earlier_refusal_of_the_same_person(
    line: TestLine, pair: dict[str, int], by: str
) -> None:
    say(line, pairings.refuse, pair, by=by)
    say(line, pairings.again, pair, by=by)
    assert said(line) == {f"{side}_{what}": (side, what) == (by, "again") for side, what in every()}


def every() -> list[tuple[str, str]]:
    return [(side, what) for side in SIDES for what in ("again", "refused")]


def test_what_one_says_leaves_what_the_other_said(line: TestLine, pair: dict[str, int]) -> None:
    say(line, pairings.refuse, pair, by="volunteer")
    say(line, pairings.again, pair, by="contact")
    assert said(line) == {
        "contact_again": True,
        "contact_refused": False,
        "volunteer_again": False,
        "volunteer_refused": True,
    }
    assert say(line, pairings.is_refused, pair)


@pytest.mark.parametrize("by", SIDES)
def test_a_refusal_by_either_is_a_refusal_of_this_pair_alone(
    line: TestLine, pair: dict[str, int], by: str
) -> None:
    other = {**pair, "volunteer_id": line.volunteer(SECOND)}
    say(line, pairings.again, pair, by="contact")
    assert not say(line, pairings.is_refused, pair)
    say(line, pairings.refuse, pair, by=by)
    assert say(line, pairings.is_refused, pair)
    assert not say(line, pairings.is_refused, other)


def test_nobody_else_has_a_say(line: TestLine, pair: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="coordinator"):
        say(line, pairings.refuse, pair, by="coordinator")
    assert line.rows(Pairing) == []


def test_the_last_peer_is_the_one_talked_to_last_whatever_was_said(
    line: TestLine, pair: dict[str, int]
) -> None:
    def last() -> int | None:
        return line.db.transact(line.clock.at, lambda tx: pairings.last_peer(tx, pair["contact_id"]))

    second = {**pair, "volunteer_id": line.volunteer(SECOND)}
    say(line, pairings.again, second, by="volunteer")
    assert last() is None
    say(line, pairings.talked, pair)
    line.pass_time(minutes=1)
    say(line, pairings.talked, second)
    assert last() == second["volunteer_id"]
    line.pass_time(minutes=1)
    say(line, pairings.talked, pair)
    assert last() == pair["volunteer_id"]
    assert len(line.rows(Pairing)) == 2


def test_same_again_is_the_peer_they_mean_and_no_other_who_would_be_glad_to(
    line: TestLine, pair: dict[str, int]
) -> None:
    first, second = pair, {**pair, "volunteer_id": line.volunteer(SECOND)}
    for each in (first, second):
        line.pass_time(minutes=1)
        say(line, pairings.talked, each)
        say(line, pairings.again, each, by="volunteer")
    line.text(PARTICIPANT, "CALL")
    [cb] = line.rows(Callback)

    def asked_for(wished: Wishes) -> list[int]:
        def look(tx: Tx) -> list[int]:
            wishes.write(tx, cb.id, wished)
            return [
                choice.volunteer_id
                for choice in matching.ranked(tx, callbacks.lock(tx, cb.id)).choices
                if "same-again" in [reason.code for reason in choice.why]
            ]

        return line.db.transact(line.clock.at, look)

    assert asked_for(Wishes(same=True)) == [second["volunteer_id"]], "by MORE: the one of last time"
    assert asked_for(Wishes(same=True, peer=first["volunteer_id"])) == [first["volunteer_id"]]
    assert asked_for(Wishes()) == []
    say(line, pairings.refuse, second, by="volunteer")
    assert asked_for(Wishes(same=True)) == [], "another who is glad to is not the one they asked for"


def test_both_say_something_at_once_and_both_are_heard(postgres_line: TestLine) -> None:
    line = postgres_line
    pair = {"contact_id": 2, "volunteer_id": line.volunteer(VOLUNTEER)}
    line.text(PARTICIPANT, "MENU")
    for _ in range(2):  # the row is not there yet, then it is
        at_once(
            line,
            "LOCK TABLE pairings IN EXCLUSIVE MODE",
            partial(say, line, pairings.refuse, pair, by="contact"),
            partial(say, line, pairings.again, pair, by="volunteer"),
            partial(say, line, pairings.talked, pair),
        )
        assert said(line) == {
            "contact_again": False,
            "contact_refused": True,
            "volunteer_again": True,
            "volunteer_refused": False,
        }
        assert line.rows(Pairing)[0].talked_at is not None
