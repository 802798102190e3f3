"""Nobody is asked whether they were cut off where a key has ended the talk; where no key has, both learn how to go on.

Talks of half a minute: so short that they may have been cut off, so long that it was one.
"""

from collections.abc import Callable

import pytest

from tests.kits.bridge import CALLER_ID, PARTICIPANT, VOLUNTEER, Desk, Dialled
from tests.kits.conference import Talk, into_conference, supervised
from tests.kits.fakes import Ring
from tests.kits.line import Heard, TestLine
from tests.kits.talks import CUT_OFF

SHORT = 35
EARLY = "It ended early"


class Plain:
    """Two who talk through a plain Dial, and whose carrier says of no end who brought it about."""

    def __init__(self, line: TestLine, seconds: float = SHORT) -> None:
        self.desk = Desk(line)
        self.desk.ask()
        self.ring: Ring = self.desk.take()
        self.dialled: Dialled = self.desk.talk(self.ring)
        line.pass_time(seconds=seconds)

    def goes_on_for_the_volunteer(self) -> Heard:
        """The volunteer pressed star, or the participant's phone went down: to us it is the same."""
        heard = self.dialled.over("completed", self.ring.sid)
        self.dialled.status("completed")
        self.desk.line.work()
        return heard

    def presses(self, heard: Heard, digits: str) -> None:
        self.desk.line.press(heard, digits, self.ring.sid, CALLER_ID)
        self.desk.line.work()

    def volunteer_hangs_up(self) -> None:
        self.desk.end(self.ring, "completed")


@pytest.fixture
def plain(line: TestLine) -> Plain:
    return Plain(line)


@pytest.fixture(params=["sqlite", "postgresql"])
def room(lines: Callable[..., TestLine], request: pytest.FixtureRequest) -> Talk:
    """Two in a conference, on each database."""
    desk = Desk(supervised(lines, request.param))
    desk.ask()
    ring = desk.take()
    talk = into_conference(desk, ring, desk.talk(ring))
    talk.line.pass_time(seconds=SHORT)
    return talk


def hangs_up(room: Talk) -> None:
    """The volunteer, who has left the conference by key and heard the goodbye."""
    assert room.ring is not None
    room.volunteer.over()
    room.desk.end(room.ring, "completed")


def nobody_is_told(desk: Desk) -> bool:
    """Whether, however long one waits, both were thanked and neither was asked, or told how to go on."""
    desk.line.pass_time(seconds=30)
    desk.line.pass_time(minutes=2)
    assert desk.state == "completed"
    assert desk.told(VOLUNTEER, "Thank you for") == 1
    return not any(desk.told(number, "RECONNECT") for number in (PARTICIPANT, VOLUNTEER))


@pytest.mark.parametrize("digits", ["2", "*"])
def test_a_key_out_of_a_conference_ends_the_talk_and_nobody_is_asked(room: Talk, digits: str) -> None:
    room.star_again(digits)
    room.line.work()
    hangs_up(room)
    assert nobody_is_told(room.desk)


@pytest.mark.parametrize("digits", ["2", "*"])
def test_a_key_that_came_a_moment_after_the_participant_hung_up_counts_as_well(
    room: Talk, digits: str
) -> None:
    room.star()
    room.participant_hangs_up()
    room.line.work()
    room.volunteer.presses(digits)
    room.line.work()
    hangs_up(room)
    assert nobody_is_told(room.desk)


@pytest.mark.parametrize("digits", ["*", "2"])
def test_star_and_a_second_key_end_a_plain_talk_and_nobody_is_asked(plain: Plain, digits: str) -> None:
    plain.presses(plain.goes_on_for_the_volunteer(), digits)
    plain.volunteer_hangs_up()
    assert nobody_is_told(plain.desk)


def test_a_supervisor_who_took_over_leaves_nobody_cut_off_when_the_volunteer_ends_it(room: Talk) -> None:
    room.star()
    room.volunteer.presses("3")
    supervisor = room.supervisor_rings()
    supervisor.presses("2")
    room.line.work()
    room.star_again("2")
    room.line.work()
    hangs_up(room)
    supervisor.over()
    supervisor.out(CallStatus="completed")
    assert nobody_is_told(room.desk)


def test_a_pair_that_was_blocked_in_the_middle_of_the_talk_is_told_nothing_of_going_on(plain: Plain) -> None:
    plain.desk.line.text(VOLUNTEER, f"BLOCK {plain.desk.code}")
    plain.goes_on_for_the_volunteer()
    plain.volunteer_hangs_up()
    assert nobody_is_told(plain.desk)


def test_whoever_may_have_pressed_star_is_asked_how_it_was_and_the_other_told_how_to_go_on(
    plain: Plain,
) -> None:
    plain.goes_on_for_the_volunteer()
    desk = plain.desk
    assert desk.told(VOLUNTEER, "Thank you for") == 1, "which waits for no key"
    assert desk.told(PARTICIPANT, CUT_OFF) == 0 and desk.told(VOLUNTEER, "5 cut off") == 1
    plain.volunteer_hangs_up()
    assert desk.told(PARTICIPANT, CUT_OFF) == 1 and desk.told(VOLUNTEER, EARLY) == 0
    desk.line.pass_time(minutes=2)
    assert desk.told(PARTICIPANT, CUT_OFF) == 1


def test_where_the_carrier_loses_the_word_that_the_volunteer_hung_up_they_learn_it_a_little_later(
    plain: Plain,
) -> None:
    plain.goes_on_for_the_volunteer()
    plain.desk.line.pass_time(seconds=25)
    assert plain.desk.told(PARTICIPANT, CUT_OFF) == 1


def test_a_volunteer_whose_own_phone_went_down_is_asked_in_the_text_that_thanks_them(plain: Plain) -> None:
    plain.dialled.over("completed", plain.ring.sid, CallStatus="completed")
    plain.volunteer_hangs_up()
    assert plain.desk.told(VOLUNTEER, EARLY) == plain.desk.told(PARTICIPANT, CUT_OFF) == 1


def test_the_word_of_the_participants_phone_may_come_before_the_one_of_the_volunteers(plain: Plain) -> None:
    plain.dialled.status("completed")
    plain.desk.line.work()
    assert plain.desk.told(PARTICIPANT, CUT_OFF) == 0
    plain.dialled.over("completed", plain.ring.sid, CallStatus="completed")
    plain.desk.line.work()
    assert plain.desk.told(PARTICIPANT, CUT_OFF) == 1


def test_whoever_goes_on_before_they_were_told_how_is_not_told_any_more(plain: Plain) -> None:
    plain.goes_on_for_the_volunteer()
    assert "We're calling" in plain.desk.line.text(PARTICIPANT, "RECONNECT")
    plain.desk.line.pass_time(seconds=30)
    assert plain.desk.told(PARTICIPANT, CUT_OFF) == 0
