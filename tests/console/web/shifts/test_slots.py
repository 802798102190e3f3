"""Slots, the month and closing the line: what a gap says, what the second of two reads, what people are told."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from store.audit import chain
from store.models import Callback, Shift, Slot
from tests.kits.console import Browser, Console
from tests.kits.line import TestLine
from tests.kits.rota import SAM, TONIGHT, Rota

DAY = timedelta(days=1)
PATH = "/console/shifts"
EVENINGS = {"d2": "yes", "d3": "yes", "starts": "19:00", "ends": "22:00", "minimum": "2"}
PARTICIPANT = "+12025550111"


@pytest.fixture
def console(lines: Callable[..., TestLine]) -> Console:
    return Console(lines("sqlite"))


@pytest.fixture
def rota(console: Console) -> Rota:
    return Rota(console.line)


def kim(console: Console) -> Browser:
    return console.signed_in("coordinator", "kim@example.org")


def did(console: Console) -> list[tuple[str, str]]:
    with console.line.db.begin(console.line.clock()) as tx:
        return [(each.did, each.about) for each in chain.entries(tx.connection, most=20)]


def test_a_slot_says_who_is_missing_in_the_week_and_the_month_and_changes_no_shift(
    console: Console, rota: Rota
) -> None:
    sam = rota.volunteer(SAM, "Sam Jones")
    rota.shift(sam, TONIGHT + DAY)
    here = kim(console)
    assert here.post(f"{PATH}/slots", EVENINGS).status_code == 303
    week = here.get(PATH).text
    assert week.count("at least 2 wanted") == 2 and "2 missing <small>at least 2" in week
    assert "1 missing <small>at least 2" in week
    month = here.get(f"{PATH}/month?month=2026-05").text
    assert month.count("0 of 2") == 8, "the Wednesdays and Thursdays of May"
    rota.say_open(TONIGHT + DAY)
    assert "1 missing <small>at least 2" not in here.get(PATH).text, "an open shift stands for it"
    assert len(console.line.rows(Shift)) == 2


def test_the_same_slot_said_twice_is_one(console: Console) -> None:
    here = kim(console)
    for _ in range(2):
        assert here.post(f"{PATH}/slots", EVENINGS).status_code == 303
    assert len(console.line.rows(Slot)) == 1


def test_a_slot_is_changed_from_a_day_on_and_what_was_wanted_before_stands(console: Console) -> None:
    here = kim(console)
    here.post(f"{PATH}/slots", EVENINGS)
    here.post(f"{PATH}/slots/1", EVENINGS | {"do": "change", "minimum": "3", "first": "2026-03-12"})
    old, new = console.line.rows(Slot)
    assert (old.minimum, old.first, old.last) == (2, "2026-03-04", "2026-03-11")
    assert (new.minimum, new.first, new.last) == (3, "2026-03-12", None)
    seen = here.get(f"{PATH}?week=2026-W11").text
    assert "at least 2 wanted" in seen and "at least 3 wanted" in seen
    here.post(f"{PATH}/slots/2", {"do": "end", "first": "2026-03-19"})
    assert console.line.rows(Slot)[1].last == "2026-03-18"
    assert [each for each, _ in did(console)] == ["slots end", "slots change", "slots add"]


def test_the_second_of_two_who_change_a_slot_is_told_and_loses_nothing(console: Console) -> None:
    first, second = kim(console), console.signed_in("supervisor")
    first.post(f"{PATH}/slots", EVENINGS)
    second.get(f"{PATH}/slots/1")
    first.post(f"{PATH}/slots/1", EVENINGS | {"do": "change", "minimum": "3"})
    late = second.post(f"{PATH}/slots/1", EVENINGS | {"do": "change", "minimum": "7"}, page=f"{PATH}/slots")
    assert late.status_code == 422 and "changed or ended this slot meanwhile" in late.text
    assert 'value="7"' in late.text and [row.minimum for row in console.line.rows(Slot)] == [2, 3]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"d2": "", "d3": ""}, "Choose a day at least"),
        ({"minimum": "0"}, "from 1 to 20"),
        ({"minimum": "999"}, "from 1 to 20"),
        ({"minimum": "٣"}, "from 1 to 20"),
        ({"starts": "evening"}, "Say a time"),
        ({"first": "2026-03-03"}, "a day to come"),
        ({"first": "9999-99-99"}, "a day to come"),
    ],
)
def test_a_slot_that_cannot_be_read_is_given_back(console: Console, wrong: dict[str, str], said: str) -> None:
    answer = kim(console).post(f"{PATH}/slots", EVENINGS | wrong)
    assert answer.status_code == 422 and said in answer.text and console.line.rows(Slot) == []


def test_a_month_leads_to_its_days_and_refuses_what_is_none(console: Console, rota: Rota) -> None:
    rota.shift(rota.volunteer(SAM, "Sam Jones"), TONIGHT)
    here = kim(console)
    seen = here.get(f"{PATH}/month").text
    assert f"{PATH}?week=2026-W10#d2026-03-04" in seen and "March 2026" in seen
    assert "<strong>Sun 1</strong>" in seen and "<strong>Tue 31</strong>" in seen
    assert here.get(f"{PATH}/month?month=2026-13").status_code == 404
    assert console.signed_in("facilitator").get(f"{PATH}/month").status_code == 200
    assert (
        "febrero de 2026"
        in console.signed_in("supervisor", language="es").get(f"{PATH}/month?month=2026-02").text
    )


def test_the_line_is_closed_after_a_look_at_what_people_read_and_opened_again(
    console: Console, rota: Rota
) -> None:
    for words in ("CALL", "1", "1", "1"):
        if not console.line.rows(Callback):
            console.line.text(PARTICIPANT, words)
    console.line.work()
    here = kim(console)
    form = {"day": "2026-03-05", "at": "09:00", "reason": "a storm"}
    look = here.post(f"{PATH}/closed", form | {"do": "look"})
    assert look.status_code == 200 and "Your request keeps its place" in look.text
    assert "People who wait and are told: 1" in look.text and "(a storm)" in look.text
    assert console.line.db.last_seen_line.closed is None
    assert here.post(f"{PATH}/closed", form | {"do": "close", "seen": ""}).status_code == 303
    assert "closed until 9:00 AM tomorrow" in here.get(f"{PATH}/closed").text
    assert "The line is closed until" in here.get(PATH).text
    again = here.post(f"{PATH}/closed", form | {"do": "close", "seen": ""})
    assert again.status_code == 422 and "meanwhile" in again.text and 'value="a storm"' in again.text
    here.post(f"{PATH}/closed", {"do": "open"})
    assert "The line is open." in here.get(f"{PATH}/closed").text
    assert here.post(f"{PATH}/closed", {"do": "open"}).status_code == 303
    assert [each for each, _ in did(console)] == ["line.set", "line.set"]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"day": "2026-03-04", "at": "01:00"}, "Choose a time to come"),
        ({"day": "2026-03-30"}, "within 14 days"),
        ({"reason": "a/b"}, "without a slash"),
        ({"reason": "x" * 61}, "60"),
        ({"at": ""}, "Say a time"),
    ],
)
def test_a_closing_that_cannot_be_read_closes_nothing(
    console: Console, wrong: dict[str, str], said: str
) -> None:
    form = {"do": "close", "seen": "", "day": "2026-03-05", "at": "09:00", "reason": ""} | wrong
    answer = kim(console).post(f"{PATH}/closed", form)
    assert answer.status_code == 422 and said in answer.text and did(console) == []


def test_holidays_to_come_are_listed(console: Console) -> None:
    assert "Monday, May 25" in kim(console).get(f"{PATH}/closed").text
