"""Suggestions for an open shift: who may be asked is whom the line would ask, in an order that says why."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update

from store.models import Contact, Shift, Volunteer
from store.planning import suggestions
from store.planning.suggestions import Suggestions
from store.rota import queries, shifts, standby, time_off
from tests.kits.line import TestLine
from tests.kits.rota import ALEX, NOOR, RUTH, SAM, TONIGHT, Rota
from tests.store.test_query_plans import asked, read_whole

DAY, WEEK = timedelta(days=1), timedelta(days=7)


@pytest.fixture
def rota(line: TestLine) -> Rota:
    return Rota(line)


def place(rota: Rota, at: Any = TONIGHT + DAY) -> Any:
    rota.say_open(at)
    return rota.open_ones()[-1]


def suggested(rota: Rota, row: Any) -> Suggestions:
    found: Suggestions = rota.run(lambda tx: suggestions.for_shift(tx, queries.known_shift(tx, row.id)))
    return found


def why(found: Suggestions, volunteer: int) -> list[str]:
    return [
        reason.code
        for each in (*found.ask, *found.others)
        if each.volunteer_id == volunteer
        for reason in each.why
    ]


def set_row(rota: Rota, volunteer: int, **values: Any) -> None:
    rota.run(lambda tx: tx.run(update(Volunteer).where(Volunteer.id == volunteer).values(**values)))


def test_who_may_be_asked_is_whom_the_line_would_ask(rota: Rota) -> None:
    ids = [rota.volunteer(n, w, reserve=r) for n, w, r in ((SAM, "Sam", True), (RUTH, "Ruth", False))]
    ids += [rota.volunteer(ALEX, "Alex", reserve=True, languages=("es",)), rota.volunteer(NOOR, "Noor")]
    row = place(rota)
    may = rota.run(lambda tx: standby.may_be_asked(tx, queries.known_shift(tx, row.id)))
    found = suggested(rota, row)
    assert [each.volunteer_id for each in found.ask] == may == [ids[0]]
    assert why(found, ids[1]) == ["not_standby"] and why(found, ids[2]) == ["language"]


def test_habits_come_first_then_few_hours(rota: Rota) -> None:
    sam, ruth, alex = (rota.volunteer(n, w, reserve=True) for n, w in ((SAM, "S"), (RUTH, "R"), (ALEX, "A")))
    for back in (1, 2):
        shift = rota.shift(alex, TONIGHT + DAY * back)
        past = TONIGHT + DAY - back * WEEK
        rota.run(
            lambda tx, id=shift, at=past: tx.run(
                update(Shift)
                .where(Shift.id == id)
                .values(state="over", starts_at=at, ends_at=at + timedelta(hours=3))
            )
        )
    rota.shift(ruth, TONIGHT + 2 * DAY)
    found = suggested(rota, place(rota))
    assert [each.volunteer_id for each in found.ask] == [alex, sam, ruth]
    assert why(found, alex)[:2] == ["usual", "said_yes"]
    assert why(found, sam) == ["rested", "free_week"] and why(found, ruth) == ["rested", "hours"]


def test_each_reason_against_is_said_and_firm_ones_take_nobodys_word(rota: Rota) -> None:
    sam, ruth, alex, noor = (
        rota.volunteer(n, w, reserve=True) for n, w in ((SAM, "S"), (RUTH, "R"), (ALEX, "A"), (NOOR, "N"))
    )
    rota.shift(sam, TONIGHT + DAY)
    set_row(rota, ruth, paused_at=rota.line.clock.at)
    rota.say(time_off.be_away, alex, TONIGHT, TONIGHT + 3 * DAY)
    gone = rota.line.contacts_of(NOOR)[0].id
    rota.run(lambda tx: tx.run(update(Contact).where(Contact.id == gone).values(opted_out_at=tx.now)))
    found = suggested(rota, place(rota))
    assert [why(found, each)[0] for each in (sam, ruth, alex, noor)] == [
        "busy",
        "paused",
        "away",
        "unreachable",
    ]
    assert found.ask == [] and found.agreeable == []


def test_whoever_was_asked_or_gave_it_back_is_not_suggested_again(rota: Rota) -> None:
    sam, ruth = rota.volunteer(SAM, "Sam", reserve=True), rota.volunteer(RUTH, "Ruth", reserve=True)
    mine = rota.shift(sam, TONIGHT + DAY)
    rota.say(shifts.drop, mine, sam)
    row = rota.open_ones()[0]
    assert rota.run(lambda tx: standby.ask_one(tx, queries.lock_known(tx, row.id), ruth))
    assert not rota.run(lambda tx: standby.ask_one(tx, queries.lock_known(tx, row.id), ruth))
    found = suggested(rota, row)
    assert why(found, sam) == ["gave_up"] and why(found, ruth) == ["asked"]
    assert [each.volunteer_id for each in found.agreeable] == [sam, ruth], "both may still say yes aloud"
    other = suggested(rota, place(rota, TONIGHT + 3 * DAY))
    assert why(other, ruth) == ["asked_today"]


def test_a_night_is_suggested_to_nobody_who_never_came_at_night_and_a_cap_counts_today(rota: Rota) -> None:
    sam = rota.volunteer(SAM, "Sam", reserve=True, daily_cap=4)
    assert why(suggested(rota, place(rota, TONIGHT + DAY + timedelta(hours=5))), sam) == ["night"]
    found = suggested(rota, place(rota))
    assert [(each.code, dict(each.gaps)) for each in found.ask[0].why][-1] == ("cap_left", {"count": 4})


def test_no_table_that_grows_is_read_whole(quick_line: TestLine) -> None:
    rota = Rota(quick_line)
    rota.volunteer(SAM, "Sam", reserve=True, daily_cap=4)
    row = place(rota, rota.line.clock.at + timedelta(hours=3))
    with asked(quick_line.db.engine) as found:
        suggested(rota, row)
    assert read_whole(quick_line.db.engine, found.statements) == []
