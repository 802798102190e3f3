"""Key 7 on a call that nobody vouches for: what is rung, what is opened, and what a stranger learns of it."""

import re
from dataclasses import replace
from urllib.parse import urlsplit

import pytest
from sqlalchemy import select

from flows.line.on_call import OnCall
from store.database import Tx
from store.models import Contact, Conversation, TrialRing, Try, Volunteer
from store.proof import pins, ring_backs
from store.vault.columns import CONVERSATION_SESSION, VOLUNTEER_PIN, row_of
from tests.kits.bridge import CALLER_ID, PARTICIPANT, VOLUNTEER
from tests.kits.fakes import Ring
from tests.kits.line import COORDINATOR, Heard, TestLine
from tests.kits.races import at_once

STRANGER = "+12025550160"
PIN = "4826"
TRIES = "LOCK TABLE tries IN EXCLUSIVE MODE"


def seven(line: TestLine, number: str, *keys: str) -> tuple[str, Heard]:
    """Call with this number, unattested, and press 7 and these keys."""
    sid, heard = line.call(number, attestation="")
    for key in ("7", *keys):
        heard = line.press(heard, key, sid, number)
    return sid, heard


def rings(line: TestLine, number: str = VOLUNTEER) -> list[Ring]:
    return [ring for ring in line.carrier.rings if ring.to == number]


def picked_up(line: TestLine, ring: Ring, *keys: str, **more: str) -> Heard:
    ring.status = "in-progress"
    heard = line.turn(urlsplit(ring.url).path, ring.sid, CALLER_ID, **more)
    for key in keys:
        heard = line.press(heard, key, ring.sid, CALLER_ID)
    return heard


def ends(line: TestLine, ring: Ring, status: str) -> None:
    ring.status = status
    line.turn(urlsplit(ring.status_url).path, ring.sid, CALLER_ID, CallStatus=status)
    line.work()


def with_pin(line: TestLine, pin: str = PIN) -> None:
    sid, heard = line.call(VOLUNTEER)
    for key in ("6", "4", pin):
        heard = line.press(heard, key, sid, VOLUNTEER)
    assert "that's your pin now" in heard.words
    line.hang_up(sid, VOLUNTEER)


@pytest.fixture
def there(quick_line: TestLine) -> TestLine:
    quick_line.volunteer(VOLUNTEER)
    return quick_line


def test_a_volunteer_is_rung_when_they_hang_up_and_has_their_menu_on_that_call(line: TestLine) -> None:
    line.volunteer(VOLUNTEER)
    sid, heard = seven(line, VOLUNTEER)
    assert "please hang up" in heard.words and rings(line) == []
    line.hang_up(sid, VOLUNTEER)
    [ring] = rings(line)
    heard = picked_up(line, ring)
    assert "on duty" not in heard.words and "1" in heard.words
    heard = line.press(heard, "1", ring.sid, CALLER_ID)
    assert "You're on" in heard.words
    heard = line.press(heard, "1", ring.sid, CALLER_ID)
    assert "You're off" in heard.words
    assert [each.on_duty for each in line.rows(Volunteer)] == [False]
    ends(line, ring, "completed")
    assert [row.outcome for row in line.rows(TrialRing)] == ["theirs"]


def test_who_does_not_hang_up_is_rung_within_ten_seconds(there: TestLine) -> None:
    seven(there, VOLUNTEER)
    there.work()
    assert rings(there) == []
    there.pass_time(seconds=9)
    assert len(rings(there)) == 1


def test_nobody_else_is_ever_rung(there: TestLine) -> None:
    there.text(PARTICIPANT, "CALL")
    for number in (PARTICIPANT, STRANGER):
        sid, _ = seven(there, number)
        there.hang_up(sid, number)
    there.text(VOLUNTEER, "STOP")
    sid, _ = seven(there, VOLUNTEER)
    there.hang_up(sid, VOLUNTEER)
    there.pass_time(minutes=2)
    assert there.carrier.rings == []
    assert there.rows(Contact) and STRANGER not in [each.to for each in there.carrier.texts]


def test_somebody_on_call_who_is_no_volunteer_is_rung_too_and_hears_the_alerts_on_that_call(
    line: TestLine,
) -> None:
    line.text(PARTICIPANT, "i want to kill myself")
    line.work()
    for ring in rings(line, COORDINATOR):
        ends(line, ring, "no-answer")
    sid, heard = seven(line, COORDINATOR)
    assert "Crisis" not in heard.words and "alert" not in heard.words
    line.hang_up(sid, COORDINATOR)
    ring = rings(line, COORDINATOR)[-1]
    heard = picked_up(line, ring, "1")
    assert "Open alerts: 1" in heard.words
    words = line.press(line.press(heard, "1", ring.sid, CALLER_ID), "2", ring.sid, CALLER_ID).words
    assert "i want to kill myself" in words


def test_a_phone_that_was_taken_off_the_ladder_or_texted_stop_is_rung_no_more(line: TestLine) -> None:
    sid, _ = seven(line, COORDINATOR)
    line.text(COORDINATOR, "STOP")
    line.hang_up(sid, COORDINATOR)
    assert rings(line, COORDINATOR) == []
    line.text(COORDINATOR, "START")
    line.pass_time(hours=2)
    sid, _ = seven(line, COORDINATOR)
    line.db.line = replace(line.db.line, ladder=(OnCall(PARTICIPANT),))
    line.hang_up(sid, COORDINATOR)
    assert rings(line, COORDINATOR) == []


def test_a_volunteers_phone_is_rung_once_an_hour_and_asks_of_another_number_change_nothing(
    there: TestLine,
) -> None:
    for _ in range(6):
        sid, _ = seven(there, VOLUNTEER)
        there.hang_up(sid, VOLUNTEER)
        for ring in rings(there):
            if ring.status == "ringing":
                picked_up(there, ring, "1")
                ends(there, ring, "completed")
        there.pass_time(minutes=9)
    assert len(rings(there)) == 1
    there.pass_time(minutes=10)
    sid, _ = seven(there, VOLUNTEER)
    there.hang_up(sid, VOLUNTEER)
    assert len(rings(there)) == 2


@pytest.mark.parametrize("how", ["2", "nobody", "machine"])
def test_a_ring_that_was_not_theirs_gives_the_phone_a_days_peace(there: TestLine, how: str) -> None:
    sid, _ = seven(there, VOLUNTEER)
    there.hang_up(sid, VOLUNTEER)
    [ring] = rings(there)
    if how == "2":
        assert "for a day" in picked_up(there, ring, "2").words
    elif how == "machine":
        assert picked_up(there, ring, AnsweredBy="machine_start").words == ""
    ends(there, ring, "completed" if how != "nobody" else "no-answer")
    assert len(there.texts_to(VOLUNTEER)) == (0 if how == "2" else 1)
    for hours in (2, 10, 11):
        there.pass_time(hours=hours)
        sid, _ = seven(there, VOLUNTEER)
        there.hang_up(sid, VOLUNTEER)
    assert len(rings(there)) == 1
    there.pass_time(hours=25)
    sid, _ = seven(there, VOLUNTEER)
    there.hang_up(sid, VOLUNTEER)
    assert len(rings(there)) == 2


def test_a_busy_phone_has_not_rung(there: TestLine) -> None:
    seven(there, VOLUNTEER)
    there.pass_time(seconds=9)
    ends(there, rings(there)[0], "busy")
    there.pass_time(minutes=61)
    sid, _ = seven(there, VOLUNTEER)
    there.hang_up(sid, VOLUNTEER)
    assert len(rings(there)) == 2


def test_a_call_back_opens_nothing_without_the_key(there: TestLine) -> None:
    sid, _ = seven(there, VOLUNTEER)
    there.hang_up(sid, VOLUNTEER)
    [ring] = rings(there)
    heard = picked_up(there, ring, "", "")
    assert heard.ends and heard.words == ""
    assert [row.proof for row in there.rows(Conversation)] == [None]


def test_of_two_calls_at_once_one_makes_it_ring(line: TestLine) -> None:
    line.volunteer(VOLUNTEER)
    calls = [line.call(VOLUNTEER, attestation="")[0] for _ in range(2)]

    def ask(sid: str) -> None:
        line.db.transact(line.clock.at, lambda tx: ring_backs.ask(tx, VOLUNTEER, sid))

    at_once(line, TRIES, *[lambda sid=sid: ask(sid) for sid in calls])
    assert [row.count for row in line.rows(Try)] == [2] and len(line.rows(TrialRing)) == 1
    line.pass_time(seconds=9)
    assert len(rings(line)) == 1


def test_a_pin_opens_the_menu_and_the_ring_does_not_go_out(there: TestLine) -> None:
    with_pin(there)
    sid, heard = seven(there, VOLUNTEER, "1", PIN)
    assert "go on or off, press 1" in heard.words
    assert "You're off" in there.press(heard, "1", sid, VOLUNTEER).words
    there.hang_up(sid, VOLUNTEER)
    there.pass_time(minutes=1)
    assert rings(there) == [] and len(there.texts_to(VOLUNTEER)) == 1
    assert [row.proof for row in there.rows(Conversation)][-1] == "pin"
    sid, _ = seven(there, VOLUNTEER)
    there.hang_up(sid, VOLUNTEER)
    assert len(rings(there)) == 1, "a ring that never went out does not count"


def test_a_code_by_text_opens_one_call_within_a_quarter_of_an_hour(there: TestLine) -> None:
    def code() -> str:
        found = re.search(r"\d{6}", there.text(VOLUNTEER, "PIN"))
        assert found
        return found[0]

    right = code()
    assert "go on or off" in seven(there, VOLUNTEER, "1", right)[1].words
    assert "didn't open it" in seven(there, VOLUNTEER, "1", right)[1].words
    late = code()
    there.pass_time(minutes=16)
    assert "didn't open it" in seven(there, VOLUNTEER, "1", late)[1].words
    code()
    there.pass_time(seconds=30)
    assert "had a few codes" in there.text(VOLUNTEER, "PIN")
    assert not re.search(r"\d{6}", there.text(STRANGER, "PIN")) and "PIN" not in there.text(STRANGER, "PIN")


def test_wrong_pins_are_limited_and_the_right_one_is_refused_until_the_hour_is_over(there: TestLine) -> None:
    with_pin(there)
    sid, heard = seven(there, VOLUNTEER, "1", "9999", "9998")
    assert "didn't open it" in heard.words
    heard = there.press(heard, "9997", sid, VOLUNTEER)
    assert heard.ends and "9 8 8" in heard.words
    assert "didn't open it" in seven(there, VOLUNTEER, "1", PIN)[1].words
    there.work()
    assert [text for text in there.texts_to(VOLUNTEER) if "wrong PIN" in text]
    there.pass_time(minutes=61)
    assert "go on or off" in seven(there, VOLUNTEER, "1", PIN)[1].words


def test_of_wrong_pins_at_once_each_is_counted(line: TestLine) -> None:
    id = line.volunteer(VOLUNTEER)
    line.db.transact(line.clock.at, lambda tx: pins.keep(tx, id, PIN))

    def match(pin: str) -> pins.Tried:
        return line.db.transact(line.clock.at, lambda tx: pins.match(tx, VOLUNTEER, pin))

    at_once(line, TRIES, *[lambda: match("9999")] * 3)
    assert match(PIN) == (None, True)


@pytest.mark.parametrize("world", ["participant", "with a PIN", "tried out"])
def test_whosever_number_it_is_key_7_and_a_pin_say_the_same(there: TestLine, world: str) -> None:
    number = PARTICIPANT if world == "participant" else VOLUNTEER
    there.text(PARTICIPANT, "CALL")
    if world == "with a PIN":
        with_pin(there)
    if world == "tried out":
        for each in (VOLUNTEER, STRANGER):
            seven(there, each, "1", "9999", "9998", "9997")
    for keys in ((), ("1", "9999"), ("1", "", "12")):
        heard = []
        for each in (number, STRANGER):
            sid, first = seven(there, each)
            for key in keys:
                first = there.press(first, key, sid, each) if first.root.find("Gather") is not None else first
            heard.append(first.document)
        assert heard[0] == heard[1], keys


def test_the_pin_stands_nowhere_to_be_read(there: TestLine) -> None:
    line = there
    with_pin(line)
    with line.db.begin(line.clock.at) as tx:
        kept = tx.run(select(Volunteer.__table__)).one()
        assert PIN not in kept.pin_sealed
        assert PIN not in tx.open(VOLUNTEER_PIN, row_of(kept), kept.pin_sealed)
        sessions = [
            tx.open(CONVERSATION_SESSION, row_of(row), row.session_sealed)
            for row in tx.run(select(Conversation.__table__))
            if row.session_sealed
        ]
    assert not [each for each in sessions if PIN in each]


@pytest.mark.parametrize("easy", ["1111", "1212", "0122"])
def test_a_pin_that_anybody_would_guess_is_refused(there: TestLine, easy: str) -> None:
    sid, heard = there.call(VOLUNTEER)
    for key in ("6", "4", easy):
        heard = there.press(heard, key, sid, VOLUNTEER)
    assert "easy to guess" in heard.words
    assert "4 to 8" in there.press(heard, "12", sid, VOLUNTEER).words
    assert [row.pin_sealed for row in there.rows(Volunteer)] == [None]


def test_a_pin_is_hashed_while_no_lock_is_held(line: TestLine) -> None:
    id, others = line.volunteer(VOLUNTEER), []

    def keep(tx: Tx) -> None:
        def work_out() -> str:
            line.db.transact(line.clock.at, lambda other: others.append(pins.new_code(other, id, VOLUNTEER)))
            return "worked out"

        assert tx.unlocked("of a test", work_out) == "worked out"
        pins.keep(tx, id, PIN)

    line.db.transact(line.clock.at, keep)
    assert len(others) == 1, "another transaction wrote meanwhile"
    assert line.db.transact(line.clock.at, lambda tx: pins.match(tx, VOLUNTEER, PIN)).contact_id is not None
