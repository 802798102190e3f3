"""The rota in the console: who sees it, what is done with a shift, who is told, what the second of two reads."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import update

from store.audit import chain
from store.models import AccountKnows, Shift, ShiftAsked, ShiftPattern, Swap, TimeOff, Volunteer
from store.planning import weeks
from store.rota import shifts
from tests.kits.console import Browser, Console
from tests.kits.line import TestLine
from tests.kits.rota import ALEX, RUTH, SAM, TONIGHT, Rota

DAY = timedelta(days=1)
PATH = "/console/shifts"


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


def texts(rota: Rota, number: str) -> list[str]:
    rota.line.work()
    return list(rota.line.texts_to(number))


def test_a_week_says_who_comes_what_is_open_and_who_is_away_and_no_number(
    console: Console, rota: Rota
) -> None:
    sam, ruth = rota.volunteer(SAM, "Sam Jones"), rota.volunteer(RUTH, "Ruth", reserve=True)
    rota.shift(sam, TONIGHT)
    rota.say_open(TONIGHT + DAY)
    here = kim(console)
    here.post(f"{PATH}/away", {"do": "away", "who": ruth, "first": "2026-03-06", "last": "2026-03-07"})
    seen = here.get(PATH).text
    assert "7:00 PM to 10:00 PM" in seen and "Sam" in seen and "S4" in seen and "Away: Ruth" in seen
    assert "On standby, to be asked when somebody is missing: 1" in seen
    assert "555" not in seen.replace("2555", "")
    assert "Sam" not in here.get(f"{PATH}?week=2026-W11").text and "Away" in seen
    for wrong in ("2026-W60", "x", "1026-W01", "<b>", "2026-W1", "９９９９-W01"):
        answer = here.get(f"{PATH}?week={wrong}")
        assert answer.status_code == 404 and "<b>" not in answer.text


def test_an_empty_week_says_what_to_do(console: Console) -> None:
    assert "No shifts are planned" in kim(console).get(PATH).text
    assert "No hay turnos previstos" in console.signed_in("supervisor", language="es").get(PATH).text


def test_a_facilitator_sees_the_week_and_changes_nothing_and_an_auditor_sees_none(
    console: Console, rota: Rota
) -> None:
    shift = rota.shift(rota.volunteer(SAM, "Sam Jones"))
    here = console.signed_in("facilitator")
    seen = here.get(PATH).text
    assert "Sam" in seen and f"{PATH}/{shift}" not in seen and "/shifts/new" not in seen
    assert here.get(f"{PATH}/{shift}").status_code == 403
    assert console.signed_in("auditor").get(PATH).status_code == 403


def test_a_week_has_seven_days_also_when_clocks_change(console: Console, rota: Rota) -> None:
    sam = rota.volunteer(SAM, "Sam Jones")
    rota.pattern(sam, "2026-03-08T01:00", 240, recurs=None)
    here = kim(console)
    seen = here.get(f"{PATH}?week=2026-W10").text
    assert seen.count('role="rowheader"') == 7
    assert "1:00 AM to 6:00 AM" in seen, "four hours long, and 2 o'clock does not come"
    with console.line.db.look(console.line.clock()) as tx:
        march = weeks.look(tx, date(2026, 3, 2), date(2026, 3, 8), 1)
    assert len({each.at for each in march.hours if each.at >= TONIGHT + 3 * DAY + timedelta(hours=5)}) == 23


def test_somebody_is_given_a_shift_once_and_told_and_the_second_click_does_nothing(
    console: Console, rota: Rota
) -> None:
    sam = rota.volunteer(SAM, "Sam Jones")
    here = kim(console)
    form = {"who": sam, "day": "2026-03-06", "starts": "19:00", "ends": "22:00", "count": "1"}
    done = here.post(f"{PATH}/new", form)
    assert done.headers["Location"] == f"{PATH}?week=2026-W10"
    again = here.post(f"{PATH}/new", form)
    assert again.status_code == 422 and "They have that shift already" in again.text
    assert [row.starts_at for row in console.line.rows(Shift)] == [TONIGHT + 2 * DAY]
    said = texts(rota, SAM)
    assert len(said) == 1 and "Your coordinator put you down for Fri 7-10 PM" in said[0]
    assert did(console) == [("shifts add", rota.line.contacts_of(SAM)[0].handle)]


def test_a_shift_every_week_is_a_pattern_on_the_lines_clock(console: Console, rota: Rota) -> None:
    sam = rota.volunteer(SAM, "Sam Jones")
    form = {"who": sam, "day": "2026-03-04", "starts": "22:00", "ends": "01:00", "d0": "yes", "d3": "yes"}
    kim(console).post(f"{PATH}/new", form)
    row = console.line.rows(ShiftPattern)[0]
    assert (row.recurs, row.timezone) == ("FREQ=WEEKLY;BYDAY=MO,TH", "America/New_York")
    assert {each.ends_at - each.starts_at for each in console.line.rows(Shift)} == {timedelta(hours=3)}
    assert len(console.line.rows(Shift)) == 10
    assert "every week" in texts(rota, SAM)[0]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"day": "2026-02-30"}, "Choose a day"),
        ({"day": "2026-03-03"}, "That time is over"),
        ({"day": "9999-12-31"}, "Choose a day"),
        ({"starts": "25:00"}, "Say a time"),
        ({"ends": "19:00; x"}, "Say a time"),
        ({"who": "<script>"}, "Choose somebody"),
        ({"who": "99999"}, "a volunteer now"),
        ({"who": "9" * 400}, "Choose somebody"),
        ({"starts": "01:00", "ends": "02:00", "day": "2026-03-04"}, "That time is over"),
        ({"who": "anybody", "count": "99"}, "from 1 to 10"),
        ({"who": "anybody", "ends": "19:10"}, "too short"),
        ({"who": "anybody", "d1": "yes"}, "An open shift is for one time"),
        ({"day": ""}, "Choose a day"),
    ],
)
def test_what_cannot_be_read_is_said_beside_it_and_nothing_is_done(
    console: Console, rota: Rota, wrong: dict[str, str], said: str
) -> None:
    sam = rota.volunteer(SAM, "Sam Jones")
    form = {"who": str(sam), "day": "2026-03-06", "starts": "19:00", "ends": "22:00", "count": "1"} | wrong
    answer = kim(console).post(f"{PATH}/new", form)
    assert answer.status_code == 422 and said in answer.text and "<script>" not in answer.text
    assert console.line.rows(Shift) == [] and did(console) == []


def test_an_open_shift_is_opened_once_for_as_many_as_are_wanted(console: Console, rota: Rota) -> None:
    form = {"who": "anybody", "day": "2026-03-06", "starts": "19:00", "ends": "22:00", "count": "2"}
    here = kim(console)
    assert here.post(f"{PATH}/new", form).status_code == 303
    assert "opened a moment ago" in here.post(f"{PATH}/new", form).text
    assert [row.code for row in rota.open_ones()] == ["S2", "S4"]


def test_one_is_asked_by_text_and_has_it_only_with_their_own_word(console: Console, rota: Rota) -> None:
    ruth = rota.volunteer(RUTH, "Ruth Lee", reserve=True)
    rota.say_open(TONIGHT + DAY)
    place = rota.open_ones()[0].id
    here = kim(console)
    assert "Ruth" in here.get(f"{PATH}/{place}").text
    here.post(f"{PATH}/{place}", {"do": "ask", "who": ruth})
    again = here.post(f"{PATH}/{place}", {"do": "ask", "who": ruth})
    assert again.status_code == 422 and "were asked already" in again.text
    assert [("COVER S2" in words) for words in texts(rota, RUTH)] == [True]
    assert rota.row(place).state == "open" and len(console.line.rows(ShiftAsked)) == 1
    rota.line.text(RUTH, "COVER S2")
    assert rota.row(place).volunteer_id == ruth
    late = here.post(f"{PATH}/{place}", {"do": "close"})
    assert late.status_code == 422 and "Somebody changed this shift meanwhile" in late.text
    assert rota.row(place).volunteer_id == ruth


def test_who_agreed_by_word_of_mouth_is_put_down_recorded_and_told(console: Console, rota: Rota) -> None:
    sam = rota.volunteer(SAM, "Sam Jones")
    rota.say_open(TONIGHT + DAY)
    place = rota.open_ones()[0].id
    here = kim(console)
    without = here.post(f"{PATH}/{place}", {"do": "put_in", "who": sam})
    assert without.status_code == 422 and "Without their word" in without.text
    assert rota.row(place).state == "open"
    here.post(f"{PATH}/{place}", {"do": "put_in", "who": sam, "agreed": "yes"})
    assert (rota.row(place).volunteer_id, rota.row(place).state) == (sam, "planned")
    assert "put you down for tomorrow 7-10 PM" in texts(rota, SAM)[0]
    assert did(console)[0] == ("shifts cover", rota.line.contacts_of(SAM)[0].handle)


def test_nobody_who_is_away_paused_or_busy_is_put_down_whatever_is_sent(console: Console, rota: Rota) -> None:
    sam, ruth, alex = (rota.volunteer(n, w) for n, w in ((SAM, "Sam"), (RUTH, "Ruth"), (ALEX, "Alex")))
    rota.shift(sam, TONIGHT + DAY)
    rota.run(lambda tx: tx.run(update(Volunteer).where(Volunteer.id == ruth).values(paused_at=tx.now)))
    here = kim(console)
    here.post(f"{PATH}/away", {"do": "away", "who": alex, "first": "2026-03-05"})
    rota.say_open(TONIGHT + DAY)
    place = rota.open_ones()[0].id
    for who, said in ((sam, "another shift"), (ruth, "in a pause"), (alex, "away then")):
        answer = here.post(f"{PATH}/{place}", {"do": "put_in", "who": who, "agreed": "yes"})
        assert answer.status_code == 422 and said in answer.text
    assert rota.row(place).state == "open"


def test_somebody_is_taken_out_told_and_the_second_of_two_coordinators_reads_it(
    console: Console, rota: Rota
) -> None:
    sam = rota.volunteer(SAM, "Sam Jones")
    shift = rota.shift(sam, TONIGHT + DAY)
    first, second = kim(console), console.signed_in("supervisor")
    first.post(f"{PATH}/{shift}", {"do": "drop", "who": sam, "which": "one", "tell": "yes"})
    late = second.post(f"{PATH}/{shift}", {"do": "drop", "who": sam, "tell": "yes"}, page=f"{PATH}/away")
    assert late.status_code == 422 and "Somebody changed this shift meanwhile" in late.text
    assert rota.row(shift).state == "dropped" and len(rota.open_ones()) == 1
    assert [("took you out of" in words) for words in texts(rota, SAM)] == [True]
    assert [each for each, _ in did(console)] == ["shifts drop"]


def test_a_weekly_shift_ends_for_good_without_a_text_where_they_said_it_themselves(
    console: Console, rota: Rota
) -> None:
    sam = rota.volunteer(SAM, "Sam Jones")
    rota.pattern(sam, "2026-03-04T19:00")
    first = console.line.rows(Shift)[0]
    kim(console).post(f"{PATH}/{first.id}", {"do": "drop", "who": sam, "which": "all", "tell": "no"})
    assert {row.state for row in console.line.rows(Shift)} == {"dropped", "open"}
    assert console.line.rows(ShiftPattern)[0].ended_at is not None
    assert texts(rota, SAM) == []


def test_a_swap_is_asked_for_and_needs_the_others_yes(console: Console, rota: Rota) -> None:
    sam, ruth = rota.volunteer(SAM, "Sam Jones"), rota.volunteer(RUTH, "Ruth Lee")
    mine, hers = rota.shift(sam, TONIGHT + DAY), rota.shift(ruth, TONIGHT + 2 * DAY)
    here = kim(console)
    assert "Ruth (" in here.get(f"{PATH}/{mine}").text
    form = {"do": "swap", "who": sam, "other": hers}
    assert here.post(f"{PATH}/{mine}", form).status_code == 303
    assert "asked already" in here.post(f"{PATH}/{mine}", form).text
    assert "Sam" not in texts(rota, RUTH)[0] and len(console.line.rows(Swap)) == 1
    rota.line.text(RUTH, "1")
    assert (rota.row(mine).volunteer_id, rota.row(hers).volunteer_id) == (ruth, sam)


def test_time_off_opens_their_shifts_and_taken_back_gives_them_again(console: Console, rota: Rota) -> None:
    sam = rota.volunteer(SAM, "Sam Jones")
    shift = rota.shift(sam, TONIGHT + DAY)
    here = kim(console)
    form = {"do": "away", "who": sam, "first": "2026-03-05", "last": "2026-03-05"}
    assert here.post(f"{PATH}/away", form).status_code == 303
    assert rota.row(shift).state == "away" and "Thursday, March 5" in here.get(f"{PATH}/away").text
    assert here.post(f"{PATH}/away", form).status_code == 303
    row = console.line.rows(TimeOff)
    assert len(row) == 1, "said twice it is one"
    here.post(f"{PATH}/away", {"do": "back", "number": row[0].id})
    assert rota.row(shift).state == "planned"
    again = here.post(f"{PATH}/away", {"do": "back", "number": row[0].id})
    assert again.status_code == 422 and "already" in again.text
    wrong = here.post(f"{PATH}/away", form | {"last": "2026-03-01"})
    assert (
        wrong.status_code == 422
        and "ends before it begins" in wrong.text
        and 'value="2026-03-01"' in wrong.text
    )


def test_of_a_volunteer_whom_the_account_knows_nothing_is_shown_or_done(console: Console, rota: Rota) -> None:
    sam = rota.volunteer(SAM, "Sam Jones", reserve=True)
    shift = rota.shift(sam, TONIGHT + DAY)
    here = kim(console)
    contact = rota.line.contacts_of(SAM)[0].id
    rota.run(
        lambda tx: tx.run(
            AccountKnows.__table__.insert().values(account_id=1, contact_id=contact, said_at=tx.now)  # type: ignore[attr-defined]
        )
    )
    assert "Sam" not in here.get(PATH).text and "somebody you know" in here.get(PATH).text
    assert here.get(f"{PATH}/{shift}").status_code == 403
    assert "Sam" not in here.get(f"{PATH}/new").text and "Sam" not in here.get(f"{PATH}/away").text
    for path, form in (
        (f"{PATH}/new", {"who": sam, "day": "2026-03-09", "starts": "19:00", "ends": "22:00"}),
        (f"{PATH}/away", {"do": "away", "who": sam, "first": "2026-03-05"}),
        (f"{PATH}/{shift}", {"do": "drop", "who": sam}),
    ):
        assert here.post(path, form, page=f"{PATH}/away").status_code in (403, 422)
    assert rota.row(shift).state == "planned" and len(console.line.rows(Shift)) == 1
    rota.say_open(TONIGHT + 2 * DAY)
    assert "Sam" not in here.get(f"{PATH}/{rota.open_ones()[0].id}").text


@pytest.mark.parametrize("number", ["0", "999", str(2**63), "9" * 30])
def test_a_shift_that_is_not_there_is_said_to_be_missing(console: Console, number: str) -> None:
    here = kim(console)
    assert here.get(f"{PATH}/{number}").status_code == 404
    answer = here.post(f"{PATH}/{number}", {"do": "close"}, page=f"{PATH}/away")
    assert answer.status_code == 404


def test_a_shift_that_is_over_can_only_be_looked_at(console: Console, rota: Rota) -> None:
    sam = rota.volunteer(SAM, "Sam Jones")
    shift = rota.shift(sam, TONIGHT)
    rota.say(shifts.confirm, shift, sam)
    rota.to(TONIGHT + DAY)
    here = kim(console)
    assert '<form method="post" class="card"' not in here.get(f"{PATH}/{shift}").text
    assert here.post(f"{PATH}/{shift}", {"do": "drop", "who": sam}, page=f"{PATH}/away").status_code == 422
