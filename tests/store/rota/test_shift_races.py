"""Two at one shift at one moment, on real connections: one of them has it, and no shift is lost or held by two."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from flows.effects.base import Outcome
from store.models import Alert, Shift
from store.rota import clock, open_shifts, shifts, swaps
from tests.kits.line import TestLine
from tests.kits.races import at_once
from tests.kits.rota import ALEX, RUTH, SAM, TONIGHT, Rota

TURNS = "SELECT id FROM turns FOR UPDATE"
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)


def together(rota: Rota, *works: Callable[[Any], Any]) -> list[Any]:
    """Both at once, each in its own transaction on its own connection."""
    return at_once(rota.line, TURNS, *[lambda work=work: rota.run(work) for work in works])


def names(outcomes: list[Outcome]) -> list[str]:
    return sorted(outcome.name for outcome in outcomes)


def held(rota: Rota, stretch: Any = TONIGHT) -> list[int]:
    """Who has a shift that begins then."""
    mine = ("planned", "confirmed", "on")
    return [
        row.volunteer_id for row in rota.line.rows(Shift) if row.state in mine and row.starts_at == stretch
    ]


def test_of_two_who_take_an_open_shift_one_has_it(line: TestLine) -> None:
    rota = Rota(line)
    sam, ruth = rota.volunteer(SAM, "Sam"), rota.volunteer(RUTH, "Ruth")
    place = rota.run(lambda tx: open_shifts.open_shift(tx, TONIGHT, TONIGHT + DAY / 8))
    said = together(rota, lambda tx: shifts.take(tx, sam, place), lambda tx: shifts.take(tx, ruth, place))
    assert names(said) == ["covered", "taken"]
    assert len(held(rota)) == 1


def test_a_word_in_time_and_a_reserve_at_one_moment_leave_one_of_them(line: TestLine) -> None:
    rota = Rota(line)
    sam, ruth = rota.volunteer(SAM, "Sam"), rota.volunteer(RUTH, "Ruth", reserve=True)
    shift = rota.shift(sam)
    rota.to(TONIGHT - 10 * MINUTE)
    place = rota.open_ones()[0].id
    said = together(rota, lambda tx: shifts.take(tx, ruth, place), lambda tx: shifts.confirm(tx, shift, sam))
    assert names(said) in (["covered", "taken"], ["confirmed", "covered"])
    assert len(held(rota)) == 1


def test_a_shift_dropped_while_the_reserve_takes_it_is_the_reserves(line: TestLine) -> None:
    rota = Rota(line)
    sam, ruth = rota.volunteer(SAM, "Sam"), rota.volunteer(RUTH, "Ruth", reserve=True)
    shift = rota.shift(sam)
    rota.to(TONIGHT - 10 * MINUTE)
    place = rota.open_ones()[0].id
    said = together(rota, lambda tx: shifts.drop(tx, shift, sam), lambda tx: shifts.take(tx, ruth, place))
    assert said[1].name == "taken"
    assert (held(rota), rota.open_ones()) == ([ruth], [])


def test_one_shift_dropped_twice_at_once_is_open_once(line: TestLine) -> None:
    rota = Rota(line)
    sam = rota.volunteer(SAM, "Sam")
    shift = rota.shift(sam)
    said = together(rota, *[lambda tx: shifts.drop(tx, shift, sam)] * 2)
    assert names(said) == ["dropped", "none"]
    assert len(rota.open_ones()) == 1


def test_a_swap_agreed_while_one_shift_is_dropped_gives_nobody_what_is_gone(line: TestLine) -> None:
    rota = Rota(line)
    sam, ruth = rota.volunteer(SAM, "Sam"), rota.volunteer(RUTH, "Ruth")
    mine, hers = rota.shift(sam, TONIGHT + DAY), rota.shift(ruth, TONIGHT + 2 * DAY)
    rota.say(swaps.propose_swap, sam, mine, hers)
    swapped, dropped = together(
        rota, lambda tx: swaps.answer_swap(tx, ruth, "S3", True), lambda tx: shifts.drop(tx, mine, sam)
    )
    if swapped.name == "swapped":
        assert dropped.name == "none", "it was hers by then"
        assert (held(rota, TONIGHT + DAY), held(rota, TONIGHT + 2 * DAY)) == ([ruth], [sam])
    else:
        assert (swapped.name, dropped.name) == ("gone", "dropped")
        assert (held(rota, TONIGHT + DAY), held(rota, TONIGHT + 2 * DAY)) == ([], [ruth])


def test_two_swaps_for_one_shift_at_once_give_it_to_one(line: TestLine) -> None:
    rota = Rota(line)
    sam, ruth, alex = (rota.volunteer(*who) for who in ((SAM, "Sam"), (RUTH, "Ruth"), (ALEX, "Alex")))
    mine, hers = rota.shift(sam, TONIGHT + DAY), rota.shift(ruth, TONIGHT + 2 * DAY)
    his = rota.shift(alex, TONIGHT + 3 * DAY)
    codes = [rota.say(swaps.propose_swap, sam, mine, other).params["code"] for other in (hers, his)]
    said = together(
        rota,
        lambda tx: swaps.answer_swap(tx, ruth, str(codes[0]), True),
        lambda tx: swaps.answer_swap(tx, alex, str(codes[1]), True),
    )
    assert names(said) == ["gone", "swapped"]
    assert sorted(rota.row(shift).volunteer_id for shift in (mine, hers, his)) == sorted((sam, ruth, alex))


def test_two_clocks_begin_a_shift_once_and_ask_the_reserve_once(line: TestLine) -> None:
    rota = Rota(line)
    sam, ruth = rota.volunteer(SAM, "Sam"), rota.volunteer(RUTH, "Ruth", reserve=True)
    shift = rota.shift(sam)
    line.clock.at = TONIGHT - 10 * MINUTE
    together(rota, *[lambda tx: clock.advance(tx, shift)] * 2)
    line.work()
    assert (len(line.texts_to(RUTH)), len(rota.open_ones())) == (1, 1)
    assert [alert.kind for alert in line.rows(Alert)] == ["unconfirmed"]
    line.clock.at = TONIGHT
    together(rota, *[lambda tx: clock.advance(tx, shift)] * 2)
    line.work()
    begun = [words for words in line.texts_to(SAM) if "Your shift has begun" in words]
    assert (len(begun), rota.duty(sam)[0], rota.row(shift).state) == (1, True, "on")
    assert rota.duty(ruth)[0] is False
