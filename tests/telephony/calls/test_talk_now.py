"""Key 3: a free peer is rung from the caller's own call, and every way that can end."""

import pytest

from store.models import Callback, Leg
from tests.kits.bridge import CALLER_ID, PARTICIPANT, SECOND, VOLUNTEER, Dialled, snapshot
from tests.kits.line import Heard, TestLine


class Caller:
    """Somebody who calls and presses 3."""

    def __init__(self, line: TestLine, number: str = PARTICIPANT) -> None:
        self.line, self.number = line, number
        self.sid, greeting = line.call(number)
        self.heard = line.press(greeting, "3", self.sid, number)

    def dialled(self, heard: Heard | None = None) -> Dialled:
        sid = f"CA{next(self.line.sids):032x}"
        self.line.carrier.others[sid] = "ringing"
        return Dialled(self.line, heard or self.heard, sid)

    def over(self, dialled: Dialled, status: str, call_status: str = "in-progress") -> Heard:
        heard = dialled.over(status, self.sid, self.number, CallStatus=call_status)
        self.line.work()
        return heard

    def hangs_up(self) -> None:
        self.line.hang_up(self.sid, self.number)

    @property
    def state(self) -> str:
        return str(self.line.rows(Callback)[-1].state)


@pytest.fixture
def caller(quick_line: TestLine) -> Caller:
    """A caller, two peers on duty."""
    quick_line.volunteer(VOLUNTEER)
    quick_line.volunteer(SECOND, "Kim")
    return Caller(quick_line)


def live(line: TestLine) -> list[tuple[str, str]]:
    return [(leg.role, leg.state) for leg in line.rows(Leg) if leg.state != "ended"]


def test_exactly_one_free_peer_is_rung_and_sees_the_lines_number(caller: Caller) -> None:
    assert "calling a volunteer" in caller.heard.words
    dialled = caller.dialled()
    assert dialled.number == VOLUNTEER
    assert dialled.shows == CALLER_ID
    assert PARTICIPANT not in caller.heard.document
    assert caller.line.carrier.rings == [], "the caller's own call dials; nothing else rings"


def test_the_peer_presses_any_key_and_they_talk_until_one_hangs_up(caller: Caller) -> None:
    dialled = caller.dialled()
    whisper = dialled.picks_up()
    assert "on the line" in whisper.words
    assert len(dialled.presses(whisper, "7").root) == 0
    assert caller.state == "connected"
    assert "ended" in caller.over(dialled, "completed").words
    assert caller.state == "completed"
    assert live(caller.line) == []


@pytest.mark.parametrize("status", ["busy", "no-answer", "failed"])
def test_a_peer_not_reached_makes_room_for_the_next_and_then_it_becomes_a_callback(
    caller: Caller, status: str
) -> None:
    first = caller.dialled()
    heard = caller.over(first, status)
    second = caller.dialled(heard)
    assert second.number == SECOND
    assert "Still trying" in heard.words
    last = caller.over(second, status)
    assert "will call you back" in last.words
    assert "A volunteer will call you" in last.words
    assert caller.state in ("waiting", "offered")
    assert len(caller.line.rows(Callback)) == 1
    assert live(caller.line) == []


def test_a_repeated_word_that_a_ring_is_over_is_answered_as_the_first(caller: Caller) -> None:
    first = caller.dialled()
    heard = caller.over(first, "busy")
    second = caller.dialled(heard)
    before = snapshot(caller.line)
    assert caller.over(first, "busy").document == heard.document
    assert snapshot(caller.line) == before, "who is rung next goes on ringing"
    last = caller.over(second, "no-answer")
    assert "will call you back" in last.words
    before = snapshot(caller.line)
    for again in (second, first):
        assert caller.over(again, "no-answer").document == last.document
    assert snapshot(caller.line) == before


def test_a_word_repeated_while_they_talk_with_the_next_peer_ends_no_talk(caller: Caller) -> None:
    first = caller.dialled()
    heard = caller.over(first, "busy")
    second = caller.dialled(heard)
    second.presses(second.picks_up(), "1")
    again = caller.over(first, "busy")
    assert (again.words, again.dialled) == (heard.words, SECOND), "not that their call has ended"
    assert caller.state == "connected"
    assert "ended" in caller.over(second, "completed").words
    assert "ended" in caller.over(second, "completed").words
    assert caller.state == "completed"


def test_a_withheld_callers_repeated_word_asks_for_the_number_again(quick_line: TestLine) -> None:
    quick_line.volunteer(VOLUNTEER)
    caller = Caller(quick_line, "anonymous")
    dialled = caller.dialled()
    asked = caller.over(dialled, "no-answer")
    assert caller.over(dialled, "no-answer").document == asked.document
    assert "key in the number" in asked.words


def test_a_ring_that_was_called_off_is_not_begun_again_by_its_end(caller: Caller) -> None:
    dialled = caller.dialled()
    caller.line.text(PARTICIPANT, "NEVERMIND")
    for _ in range(2):
        heard = caller.over(dialled, "canceled")
        assert heard.root.find(".//Dial") is None
        assert heard.ends


def test_after_a_minute_nobody_else_is_rung(caller: Caller) -> None:
    caller.line.clock.at = caller.line.clock.at.replace(minute=1, second=5)
    last = caller.over(caller.dialled(), "no-answer")
    assert "will call you back" in last.words


@pytest.mark.parametrize("silent", ["machine", "no key"])
def test_a_peers_voicemail_is_nobody(caller: Caller, silent: str) -> None:
    dialled = caller.dialled()
    if silent == "machine":
        assert dialled.picks_up(AnsweredBy="machine_start").ends
    else:
        assert dialled.stays_silent(dialled.picks_up()).ends
    heard = caller.over(dialled, "completed")
    assert caller.dialled(heard).number == SECOND


def test_with_nobody_free_it_is_a_callback_at_once(quick_line: TestLine) -> None:
    caller = Caller(quick_line)
    assert "will call you back" in caller.heard.words
    assert "No volunteer is on right now" in caller.heard.words
    assert caller.heard.root.find(".//Dial") is None
    quick_line.work()
    [told] = quick_line.carrier.texts
    assert told.words.startswith("NOBODY ON DUTY")
    assert caller.state == "waiting"
    assert quick_line.rows(Callback)[0].contact_id is not None


def test_a_caller_who_hangs_up_while_a_peer_is_rung_gets_a_callback_and_a_text(caller: Caller) -> None:
    dialled = caller.dialled()
    caller.hangs_up()
    assert caller.state == "offered"
    assert any("cut off" in said for said in caller.line.texts_to(PARTICIPANT))
    assert dialled.picks_up().ends, "the peer who picks up now is not left alone"
    caller.over(dialled, "canceled", "completed")
    assert live(caller.line) == []


def test_every_leg_of_a_caller_who_hung_up_ends_though_no_word_of_it_comes(caller: Caller) -> None:
    caller.hangs_up()
    for _ in range(20):
        caller.line.pass_time(seconds=6)
    assert live(caller.line) == []


def test_a_caller_who_hangs_up_before_the_carrier_says_so_is_noticed_at_the_dials_end(caller: Caller) -> None:
    caller.over(caller.dialled(), "no-answer", "completed")
    assert caller.state in ("waiting", "offered")
    caller.hangs_up()
    assert caller.state in ("waiting", "offered")
    assert sum("cut off" in said for said in caller.line.texts_to(PARTICIPANT)) == 1
    assert live(caller.line) == []


def test_a_caller_who_hangs_up_in_mid_talk_ends_it_for_both(caller: Caller) -> None:
    dialled = caller.dialled()
    dialled.presses(dialled.picks_up(), "1")
    caller.hangs_up()
    assert caller.state == "completed"
    dialled.status("completed")
    caller.over(dialled, "completed", "completed")
    assert caller.state == "completed"
    assert live(caller.line) == []
    assert sum("Thank you for" in said for said in caller.line.texts_to(VOLUNTEER)) == 1


def test_a_lost_end_of_a_search_is_found_out(caller: Caller) -> None:
    caller.line.carrier.others[caller.sid] = "completed"
    for _ in range(12):
        caller.line.pass_time(seconds=15)
    assert caller.state in ("waiting", "offered")
    assert live(caller.line) == []


def test_somebody_in_line_already_talks_now_and_those_asked_hear_it_is_covered(
    quick_line: TestLine,
) -> None:
    quick_line.volunteer(VOLUNTEER)
    quick_line.text(PARTICIPANT, "CALL")
    quick_line.work()
    code = quick_line.code()
    caller = Caller(quick_line)
    assert len(quick_line.rows(Callback)) == 1
    assert caller.dialled().number == VOLUNTEER
    assert "yours already" in quick_line.text(VOLUNTEER, f"TAKE {code}")
    quick_line.work()
    assert quick_line.carrier.rings == []


def test_somebody_whose_peer_is_on_the_way_is_told_so(quick_line: TestLine) -> None:
    quick_line.volunteer(VOLUNTEER)
    quick_line.volunteer(SECOND)
    quick_line.text(PARTICIPANT, "CALL")
    quick_line.work()
    quick_line.text(VOLUNTEER, "TAKE in 30 minutes")
    caller = Caller(quick_line)
    assert "We have your request" in caller.heard.words
    assert caller.heard.root.find(".//Dial") is None


def test_a_volunteer_who_calls_is_never_rung_for_themselves(quick_line: TestLine) -> None:
    quick_line.volunteer(VOLUNTEER)
    sid, menu = quick_line.call(VOLUNTEER)
    own = quick_line.press(menu, "7", sid, VOLUNTEER)
    heard = quick_line.press(own, "3", sid, VOLUNTEER)
    assert heard.root.find(".//Dial") is None
    assert "will call you back" in heard.words


@pytest.mark.parametrize("withheld", ["anonymous", "+266696687", "", "restricted"])
def test_a_withheld_caller_talks_now_without_a_number(quick_line: TestLine, withheld: str) -> None:
    quick_line.volunteer(VOLUNTEER)
    caller = Caller(quick_line, withheld)
    dialled = caller.dialled()
    assert dialled.number == VOLUNTEER
    dialled.presses(dialled.picks_up(), "1")
    assert caller.state == "connected"
    caller.over(dialled, "completed")
    assert caller.state == "completed"


def test_a_withheld_caller_nobody_can_talk_to_is_asked_for_a_number(quick_line: TestLine) -> None:
    quick_line.volunteer(VOLUNTEER)
    caller = Caller(quick_line, "anonymous")
    asked = caller.over(caller.dialled(), "no-answer")
    assert "key in the number" in asked.words
    confirm = quick_line.press(asked, "2025550144", caller.sid, "anonymous")
    assert "2 0 2" in confirm.words.replace(",", "")
    done = quick_line.press(confirm, "1", caller.sid, "anonymous")
    assert "A volunteer will call that number" in done.words
    quick_line.pass_time(minutes=11)
    desk_code = quick_line.code()
    quick_line.text(VOLUNTEER, f"TAKE {desk_code}")
    quick_line.work()
    ring = quick_line.carrier.rings[-1]
    heard = quick_line.turn(ring.url.removeprefix("https://line.example"), ring.sid)
    assert quick_line.press(heard, "1", ring.sid).dialled == "+12025550144"


def test_a_withheld_caller_who_hangs_up_leaves_nothing_open(quick_line: TestLine) -> None:
    quick_line.volunteer(VOLUNTEER)
    caller = Caller(quick_line, "anonymous")
    caller.hangs_up()
    for _ in range(12):
        quick_line.pass_time(seconds=15)
    assert caller.state == "cancelled"
    assert live(quick_line) == []
    assert quick_line.carrier.texts == []
