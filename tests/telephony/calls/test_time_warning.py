"""Five minutes before the length they agreed on the volunteer alone hears a tone, once; or it is a text; or none."""

from collections.abc import Callable

import pytest

from store.callbacks import callbacks
from store.calls import time_warning
from tests.kits.bridge import PARTICIPANT, VOLUNTEER, Desk
from tests.kits.conference import Talk, agree, answered_by_key, handed_over, moved, moved_caller, supervised
from tests.kits.line import TestLine

WORDS = "About 5 minutes left"


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_in_a_conference_it_is_a_tone_in_the_volunteers_ear_alone(
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
    assert talk.desk.callback.tone_at is None
    talk.line.pass_time(minutes=10)
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


def test_without_a_conference_it_is_a_text(quick_line: TestLine) -> None:
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


def test_one_that_is_late_says_something_untrue_and_is_left_out(quick_line: TestLine) -> None:
    desk = unmoved(quick_line)
    quick_line.pass_time(minutes=12, seconds=30)
    assert desk.told(VOLUNTEER, WORDS) == 0 and desk.callback.tone_at is None


def test_none_after_the_talk_and_none_twice_by_two_workers(line: TestLine) -> None:
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
    assert talk.desk.callback.tone_at is None
