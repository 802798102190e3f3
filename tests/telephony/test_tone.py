"""Five minutes before the length they agreed on, the volunteer alone hears a tone, once; or it is a text."""

from collections.abc import Callable

import pytest

from store import callbacks, tones
from tests.bridging import PARTICIPANT, VOLUNTEER, Desk
from tests.line import TestLine
from tests.rooming import Talk, answered_by_key, moved, moved_caller, supervised

WORDS = "About 5 minutes left"


def wish_for(desk: Desk, minutes: int) -> None:
    id = desk.callback.id
    desk.line.db.transact(desk.line.clock.at, lambda tx: callbacks.change(tx, id, minutes=minutes))


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_in_a_room_it_is_a_tone_in_the_volunteers_ear_alone(
    lines: Callable[..., TestLine], kind: str
) -> None:
    talk = moved(supervised(lines, kind))
    talk.line.pass_time(minutes=9)
    assert talk.volunteer.ear() == []
    talk.line.pass_time(minutes=1)
    assert talk.volunteer.ear() == ["tone"] and talk.participant.ear() == []
    played = talk.line.turn(talk.line.carrier.announced[0][1].split("line.example")[1], talk.volunteer.sid)
    assert played.root.findtext("Play") == "https://line.example/tone.wav" and not played.words
    talk.line.pass_time(minutes=5)
    assert talk.volunteer.ear() == ["tone"] and talk.desk.told(VOLUNTEER, WORDS) == 0


def test_a_caller_who_talks_at_once_is_not_disturbed_either(lines: Callable[..., TestLine]) -> None:
    talk = moved_caller(supervised(lines))
    talk.line.pass_time(minutes=10)
    assert talk.volunteer.ear() == ["tone"] and talk.participant.ear() == []


def unmoved(line: TestLine, minutes: int | None = None) -> Desk:
    desk = Desk(line)
    desk.ask()
    if minutes is not None:
        wish_for(desk, minutes)
    desk.talk(desk.take())
    return desk


def test_without_a_room_it_is_a_text(quick_line: TestLine) -> None:
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
    talk = moved(supervised(lines))
    talk.line.clock.at = talk.desk.callback.tone_at
    talk.line.carrier.rooms.clear()
    for _ in range(6):
        talk.line.pass_time(seconds=2)
    assert talk.volunteer.ear() == [] and talk.desk.told(VOLUNTEER, WORDS) == 1


def test_one_that_is_late_says_something_untrue_and_is_left_out(quick_line: TestLine) -> None:
    desk = unmoved(quick_line)
    quick_line.pass_time(minutes=12, seconds=30)
    assert desk.told(VOLUNTEER, WORDS) == 0 and desk.callback.tone_at is None


def test_none_after_the_talk_and_none_twice_by_two_workers(line: TestLine) -> None:
    desk, ring, dialled = answered_by_key(line)
    id, at = desk.callback.id, desk.callback.tone_at
    line.clock.at = at
    for _ in range(2):
        line.db.transact(at, lambda tx: tones.sound(tx, id))
    line.work()
    assert desk.told(VOLUNTEER, WORDS) == 1
    line.db.transact(at, lambda tx: callbacks.change(tx, id, tone_at=at))
    dialled.over("completed", ring.sid)
    line.work()
    assert desk.told(VOLUNTEER, WORDS) == 1 and desk.callback.tone_at is None


def test_a_key_told_twice_sets_no_second_tone(lines: Callable[..., TestLine]) -> None:
    talk: Talk = moved(supervised(lines))
    talk.line.pass_time(minutes=10)
    whisper = talk.dialled.heard.path("Number", "url").replace("/answered", "/key/1")
    talk.line.turn(whisper, talk.participant.sid, Digits="1")
    assert talk.desk.callback.tone_at is None
