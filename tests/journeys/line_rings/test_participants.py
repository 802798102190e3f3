"""While the line may not text: a text only takes something away, and a call says what a text would have said."""

from collections.abc import Callable

import pytest

from store.models import Callback, Contact, Message
from tests.kits.bridge import CALLER_ID, PARTICIPANT, VOLUNTEER, Desk, Dialled
from tests.kits.line import COORDINATOR, TestLine


@pytest.fixture
def line(quick_line: TestLine) -> TestLine:
    quick_line.db.transact(quick_line.clock.at, lambda tx: tx.choose("texting", "off", by="test"))
    return quick_line


def rung(line: TestLine) -> list[str]:
    """Whose phones were rung, but for the coordinator's: nobody on duty is an alert."""
    return [ring.to for ring in line.carrier.rings if ring.to != COORDINATOR]


def asks(line: TestLine, who: str = PARTICIPANT) -> str:
    sid, heard = line.call(who)
    said = line.press(heard, "2", sid, who).words
    line.hang_up(sid, who)
    return said


BEGINS = ("hi", "CALL", "can somebody call me please", "JOIN", "REMIND", "2", "READY", "TRY", "START")
NOES = ("NEVERMIND", "please don't call me", "not now", "he's home", "STOP", "LATER", "call me at 9 instead")
UNSURE = ("maybe not", "busy", "driving", "can we do it tomorrow", "text me instead", "give me an hour")
STILL_WANTED = ("thanks", "ok", "yes", "who will call", "how long", "i feel awful", "hello?")
SPANISH_NOES = ("OLVIDALO", "no me llamen", "ahora no", "LUEGO", "no", "no")


def test_a_text_begins_nothing_and_is_answered_that_a_call_does(line: TestLine) -> None:
    for number, said in enumerate(BEGINS):
        told = line.text(f"+1202555016{number}", said)
        assert "call this number" in told and "Reply" not in told, said
    line.work()
    assert line.rows(Callback) == [] and rung(line) == [] and line.rows(Message) == []


def test_any_no_by_text_keeps_the_phone_silent(line: TestLine) -> None:
    said_by = {
        f"+120255501{number + 60}": said for number, said in enumerate((*NOES, *UNSURE, *SPANISH_NOES))
    }
    for who, said in said_by.items():
        asks(line, who)
        assert line.text(who, said) == "", said
    line.volunteer(VOLUNTEER, "Sam", languages=("en", "es"))
    line.pass_time(minutes=5)
    assert rung(line) == []
    waiting = [row for row in line.rows(Callback) if row.state != "cancelled"]
    assert all(row.silenced_at is not None for row in waiting)


def test_words_that_are_no_no_leave_the_call_as_it_is(line: TestLine) -> None:
    for number, said in enumerate(STILL_WANTED):
        who = f"+120255501{number + 60}"
        asks(line, who)
        line.text(who, said)
    assert [row.silenced_at for row in line.rows(Callback)] == [None] * len(STILL_WANTED)


def test_a_no_while_the_volunteer_is_asked_ends_the_ring(line: TestLine) -> None:
    line.volunteer(VOLUNTEER, "Sam")
    asks(line)
    assert [ring.status for ring in line.carrier.rings] == ["ringing"]
    line.text(PARTICIPANT, "dont call")
    line.work()
    assert [ring.status for ring in line.carrier.rings] == ["canceled"]


def test_stop_is_kept(line: TestLine) -> None:
    line.text(PARTICIPANT, "STOP")
    assert line.rows(Contact)[0].opted_out_at is not None


@pytest.mark.parametrize("said", ["OFF", "PAUSE"])
def test_a_volunteer_who_texts_off_is_not_rung(line: TestLine, said: str) -> None:
    line.volunteer(VOLUNTEER, "Sam")
    assert line.text(VOLUNTEER, said) == ""
    asks(line)
    assert rung(line) == []


def late(line: TestLine) -> None:
    asks(line)
    line.pass_time(hours=3)


def long_late(line: TestLine) -> None:
    """Four hours after they were told two: nobody is asked any more, and no phone rings unexpectedly."""
    asks(line)
    line.pass_time(hours=4)
    line.volunteer(VOLUNTEER, "Sam")
    line.pass_time(minutes=5)
    assert rung(line) == []


def missed(line: TestLine) -> None:
    line.volunteer(VOLUNTEER, "Sam")
    asks(line)
    desk = Desk(line)
    for attempt in range(3):
        ring = next(each for each in line.carrier.rings if each.status == "ringing")
        heard = line.press(desk.pick_up(ring), "5", ring.sid, CALLER_ID)
        if not attempt:
            heard = line.press(heard, "1", ring.sid, CALLER_ID)
        Dialled(line, heard, f"CA{attempt:032d}").over("no-answer", ring.sid, caller=CALLER_ID)
        desk.end(ring, "completed")
        line.pass_time(minutes=8)
    assert desk.state == "missed"
    line.pass_time(hours=3)  # who calls back at once is put through


def silenced(line: TestLine) -> None:
    asks(line)
    line.text(PARTICIPANT, "not now")


@pytest.mark.parametrize(
    ("so_far", "words"),
    [
        (late, "we're late. I'm sorry"),
        (long_late, "waits for a word from you. Press 1"),
        (missed, "didn't reach you. That's okay"),
        (silenced, "on hold"),
        (asks, "One should call by"),
    ],
)
def test_who_calls_and_presses_2_hears_what_a_text_would_have_said(
    line: TestLine, so_far: Callable[[TestLine], object], words: str
) -> None:
    so_far(line)
    assert words in asks(line)
    assert line.carrier.texts == []


def test_who_asked_to_write_is_not_rung_when_the_line_stops_texting(quick_line: TestLine) -> None:
    line = quick_line
    line.text(PARTICIPANT, "can i write with someone instead of a call")
    line.text(PARTICIPANT, "1")
    assert [row.kind for row in line.rows(Callback)] == ["text"]
    line.db.transact(line.clock.at, lambda tx: tx.choose("texting", "off", by="test"))
    line.volunteer(VOLUNTEER, "Sam")
    line.pass_time(minutes=30)
    assert rung(line) == [] and line.rows(Callback)[0].state == "waiting"


def test_what_was_to_leave_before_the_switch_never_does(quick_line: TestLine) -> None:
    line = quick_line
    line.volunteer(VOLUNTEER, "Sam")
    line.text(PARTICIPANT, "CALL")
    line.carrier.texts.clear()
    line.db.transact(line.clock.at, lambda tx: tx.choose("texting", "off", by="test"))
    line.pass_time(minutes=1)
    assert line.carrier.texts == []
    assert {ring.to for ring in line.carrier.rings} <= {VOLUNTEER}
    assert {row.state for row in line.rows(Message)} <= {"dropped", "sent"}


def test_who_says_yes_by_key_after_a_long_wait_is_called_at_once(line: TestLine) -> None:
    long_late(line)
    sid, heard = line.call(PARTICIPANT)
    heard = line.press(heard, "2", sid, PARTICIPANT)
    line.press(heard, "1", sid, PARTICIPANT)
    line.hang_up(sid, PARTICIPANT)
    assert rung(line) == [VOLUNTEER]
