"""Five minutes before the length they agreed on the volunteer alone hears a tone, once; or it is a text; or none."""

from collections.abc import Callable

import pytest

from flows.rules.promises import time_limit
from store.callbacks import callbacks
from store.calls import time_warning
from tests.kits.bridge import PARTICIPANT, VOLUNTEER, Desk
from tests.kits.conference import Talk, agree, answered_by_key, handed_over, moved, moved_caller, supervised
from tests.kits.line import COORDINATOR, TestLine
from tests.kits.talks import CUT_OFF

WORDS = "About 5 minutes left"


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_in_a_conference_the_warning_is_a_tone_in_the_volunteers_ear_alone(
    lines: Callable[..., TestLine], kind: str
) -> None:
    talk = moved(supervised(lines, kind), 15)
    talk.line.pass_time(minutes=9)
    assert talk.volunteer.ear() == []
    talk.line.pass_time(minutes=1)
    assert talk.volunteer.ear() == ["tone"] and talk.participant.ear() == []
    played = talk.line.turn(talk.line.carrier.announced[0][1].split("line.example")[1], talk.volunteer.sid)
    assert played.root.findtext("Play") == "https://line.example/tone.wav" and not played.words
    talk.line.pass_time(minutes=5)
    assert talk.volunteer.ear() == ["tone"] and talk.desk.told(VOLUNTEER, WORDS) == 0


def test_a_caller_who_talks_at_once_is_not_disturbed_either(lines: Callable[..., TestLine]) -> None:
    talk = moved_caller(supervised(lines), minutes=15)
    talk.line.pass_time(minutes=10)
    assert talk.volunteer.ear() == ["tone"] and talk.participant.ear() == []


@pytest.mark.parametrize("begin", [moved, moved_caller], ids=["callback", "talk-now"])
def test_where_no_length_was_agreed_there_is_no_tone_and_no_text(
    lines: Callable[..., TestLine], begin: Callable[..., Talk]
) -> None:
    talk = begin(supervised(lines))
    assert talk.desk.callback.tone_at == talk.desk.callback.talk_until - time_limit.LIMIT_NEAR
    talk.line.pass_time(minutes=40)
    assert talk.volunteer.ear() == talk.participant.ear() == [] and talk.desk.told(VOLUNTEER, WORDS) == 0


def test_whoever_waits_while_the_crisis_line_is_rung_is_not_told_of_the_time(
    lines: Callable[..., TestLine],
) -> None:
    talk = moved(supervised(lines), 15)
    talk.line.pass_time(minutes=9, seconds=50)
    handed_over(talk)
    talk.line.pass_time(seconds=10)
    assert talk.volunteer.ear() == [] and talk.desk.told(VOLUNTEER, WORDS) == 0


def unmoved(line: TestLine, minutes: int = 15) -> Desk:
    desk = Desk(line)
    desk.ask()
    agree(line, minutes)
    desk.talk(desk.take())
    return desk


def test_without_a_conference_the_warning_is_a_text(quick_line: TestLine) -> None:
    desk = unmoved(quick_line)
    quick_line.pass_time(minutes=9, seconds=50)
    assert desk.told(VOLUNTEER, WORDS) == 0
    quick_line.pass_time(seconds=15)
    quick_line.pass_time(minutes=4)
    assert desk.told(VOLUNTEER, WORDS) == 1 and desk.told(PARTICIPANT, WORDS) == 0


@pytest.mark.parametrize(("minutes", "comes_after"), [(5, None), (30, 25)])
def test_it_goes_by_the_length_they_wished_for(
    quick_line: TestLine, minutes: int, comes_after: int | None
) -> None:
    desk = unmoved(quick_line, minutes)
    quick_line.pass_time(minutes=(comes_after or 5) - 1)
    assert desk.told(VOLUNTEER, WORDS) == 0
    quick_line.pass_time(minutes=1)
    assert desk.told(VOLUNTEER, WORDS) == (comes_after is not None)


def test_a_tone_the_carrier_will_not_play_is_a_text(lines: Callable[..., TestLine]) -> None:
    talk = moved(supervised(lines), 15)
    talk.line.clock.at = talk.desk.callback.tone_at
    talk.line.carrier.rooms.clear()
    for _ in range(6):
        talk.line.pass_time(seconds=2)
    assert talk.volunteer.ear() == [] and talk.desk.told(VOLUNTEER, WORDS) == 1


def test_a_late_warning_would_be_untrue_and_is_left_out(quick_line: TestLine) -> None:
    desk = unmoved(quick_line)
    quick_line.pass_time(minutes=12, seconds=30)
    assert desk.told(VOLUNTEER, WORDS) == 0
    quick_line.pass_time(minutes=20)
    assert desk.told(VOLUNTEER, WORDS) == 0


def test_no_warning_comes_after_the_talk_and_two_workers_give_one(line: TestLine) -> None:
    desk, ring, dialled = answered_by_key(line, 15)
    id, at = desk.callback.id, desk.callback.tone_at
    line.clock.at = at
    for _ in range(2):
        line.db.transact(at, lambda tx: time_warning.warn_volunteer(tx, id))
    line.work()
    assert desk.told(VOLUNTEER, WORDS) == 1
    line.db.transact(at, lambda tx: callbacks.change(tx, id, tone_at=at))
    dialled.over("completed", ring.sid)
    line.work()
    assert desk.told(VOLUNTEER, WORDS) == 1 and desk.callback.tone_at is None


def test_a_key_told_twice_sets_no_second_tone(lines: Callable[..., TestLine]) -> None:
    talk: Talk = moved(supervised(lines), 15)
    talk.line.pass_time(minutes=10)
    whisper = talk.dialled.heard.path("Number", "url").replace("/answered", "/key/1")
    talk.line.turn(whisper, talk.participant.sid, Digits="1")
    talk.line.pass_time(minutes=10)
    assert talk.volunteer.ear() == ["tone"]


def test_ten_minutes_before_the_hour_the_volunteer_may_give_it_half_an_hour_by_key(
    lines: Callable[..., TestLine],
) -> None:
    talk = moved(supervised(lines))
    talk.line.pass_time(minutes=50)
    assert talk.volunteer.ear() == ["tone"] and talk.participant.ear() == []
    assert talk.desk.told(VOLUNTEER, "Need longer?") == 1
    assert "press 5" in talk.star().words
    assert "half an hour more" in talk.volunteer.presses("5").words
    talk.line.pass_time(minutes=15)
    assert talk.desk.state == "connected"


@pytest.mark.parametrize("begin", [moved, moved_caller], ids=["callback", "talk-now"])
def test_after_an_hour_both_hear_that_it_is_over_and_a_moment_later_it_is(
    lines: Callable[..., TestLine], begin: Callable[..., Talk]
) -> None:
    talk = begin(supervised(lines))
    talk.line.pass_time(minutes=60)
    talk.line.pass_time(seconds=5)
    assert talk.participant.ear() == ["time_over"] and "time_over" in talk.volunteer.ear()
    assert talk.desk.state == "connected"
    talk.line.pass_time(seconds=30)
    assert talk.desk.state == "completed"
    assert "has ended" in talk.participant.goes(talk.participant.fetched()).words
    assert talk.desk.told(PARTICIPANT, CUT_OFF) == 0, "nobody was cut off"


def test_without_a_conference_it_ends_as_kindly(quick_line: TestLine) -> None:
    desk = unmoved(quick_line)
    quick_line.pass_time(minutes=50)
    quick_line.pass_time(seconds=5)
    assert "You have until" in quick_line.text(VOLUNTEER, "MORE")
    quick_line.pass_time(minutes=15)
    assert desk.state == "connected"
    for minutes in (15, 10, 1):
        quick_line.pass_time(minutes=minutes)
    assert desk.state == "completed" and desk.told(PARTICIPANT, CUT_OFF) == 0


def test_where_words_of_crisis_fell_no_clock_ends_it_and_the_team_is_told(
    lines: Callable[..., TestLine],
) -> None:
    talk = moved(supervised(lines))
    talk.line.text(PARTICIPANT, "i want to die")
    talk.line.pass_time(minutes=61)
    talk.line.pass_time(minutes=5)
    assert talk.desk.state == "connected"
    assert talk.volunteer.ear() == talk.participant.ear() == []
    assert talk.desk.told(COORDINATOR, "LONG CALL") == 1
