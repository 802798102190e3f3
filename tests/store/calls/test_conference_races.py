"""In the room two things are told at one moment: the second meets the lock of the callback, and does nothing twice."""

from collections.abc import Callable
from functools import partial

import pytest

from store.calls import time_warning
from tests.kits.bridge import VOLUNTEER
from tests.kits.conference import ON_CALL, Phone, Talk, handed_over, moved, supervised
from tests.kits.line import TestLine
from tests.kits.races import CALLBACK, at_once
from workers.calls import settle_with, sound_tone


@pytest.fixture
def talk(lines: Callable[..., TestLine]) -> Talk:
    """Two in a room, who want to talk for a quarter of an hour; where several can write at once."""
    return moved(supervised(lines, "postgresql"), 15)


def settled(talk: Talk) -> None:
    for phone in (talk.volunteer, talk.participant):
        phone.over()
    talk.line.pass_time(minutes=3)
    assert talk.state == "completed" and talk.desk.live_legs == []
    assert talk.desk.told(VOLUNTEER, "Thank you for") == 1


def test_both_hang_up_at_once_and_all_four_words_of_it_come_at_once(talk: Talk) -> None:
    ring, line = talk.ring, talk.line
    assert ring is not None
    for phone in (talk.volunteer, talk.participant):
        phone.over()
    theirs, mine = (
        talk.dialled.heard.path("Number", "statusCallback"),
        ring.status_url.split("line.example")[1],
    )
    ends = [
        partial(line.turn, talk.volunteer.heard.path("Dial"), talk.volunteer.sid, CallStatus="completed"),
        partial(line.turn, talk.participant.heard.path("Dial"), talk.participant.sid, CallStatus="completed"),
        partial(line.turn, theirs, talk.participant.sid, CallStatus="completed"),
        partial(line.turn, mine, ring.sid, CallStatus="completed"),
    ]
    at_once(line, CALLBACK, *ends)
    line.work()
    assert line.carrier.redirects[1:] == [], "nobody is fetched who has hung up"
    settled(talk)


def test_a_key_and_a_text_for_the_supervisor_at_once_ring_once(talk: Talk) -> None:
    talk.star()
    gather = talk.volunteer.heard.path("Gather")
    heard, said = at_once(
        talk.line,
        CALLBACK,
        lambda: talk.line.turn(gather, talk.volunteer.sid, Digits="3").words,
        lambda: talk.line.text(VOLUNTEER, "SUPERVISOR"),
    )
    assert sorted("already" in each for each in (heard, said)) == [False, True]
    talk.line.work()
    assert sum(ring.to == ON_CALL for ring in talk.line.carrier.rings) == 1


def test_both_hang_up_while_the_supervisor_picks_up(talk: Talk) -> None:
    talk.star()
    talk.volunteer.presses("3")
    talk.line.work()
    ring = talk.desk.ringing(ON_CALL)
    ring.status = "in-progress"
    for phone in (talk.volunteer, talk.participant):
        phone.over()
    out = {"CallStatus": "completed"}
    _, _, hello = at_once(
        talk.line,
        CALLBACK,
        partial(talk.line.turn, talk.volunteer.heard.path("Dial"), talk.volunteer.sid, **out),
        partial(talk.line.turn, talk.participant.heard.path("Dial"), talk.participant.sid, **out),
        partial(talk.line.turn, ring.url.split("line.example")[1], ring.sid),
    )
    phone = Phone(talk.line, ring.sid, hello, ON_CALL)
    if hello.root.find("Gather") is not None:  # they were there first, and hear it with their next key
        phone.presses("1")
    assert "no longer needed" in phone.heard.words and phone.heard.ends
    talk.line.work()
    assert ring.status == "completed" and talk.alerts() == [], (
        "nobody is called for who is not there any more"
    )
    settled(talk)


def test_a_supervisor_who_joins_as_the_talk_ends_is_in_no_room_alone(talk: Talk) -> None:
    talk.star()
    talk.volunteer.presses("3")
    phone = talk.supervisor_rings()
    talk.participant.over()
    key, out = phone.heard.path("Gather"), talk.participant.heard.path("Dial")
    joined, _ = at_once(
        talk.line,
        CALLBACK,
        lambda: talk.line.turn(key, phone.sid, ON_CALL, Digits="2"),
        lambda: talk.line.turn(out, talk.participant.sid, CallStatus="completed"),
    )
    phone.heard = joined
    talk.line.pass_time(seconds=5)
    if phone.room:
        assert phone.goes(phone.fetched()).ends
    assert phone.heard.ends
    settled(talk)


def test_the_job_of_the_tone_run_twice_at_once_is_one_tone(talk: Talk) -> None:
    id, at = talk.desk.callback.id, talk.desk.callback.tone_at
    talk.line.clock.at = at
    at_once(talk.line, CALLBACK, *[partial(sound_tone, talk.line.ctx, id)] * 3)
    talk.line.work()
    assert talk.volunteer.ear() == ["tone"]
    with talk.line.db.begin(at) as tx:
        assert list(time_warning.due(tx, 9)) == []


def test_two_workers_at_one_command_send_a_call_once(talk: Talk) -> None:
    talk.star()
    talk.volunteer.presses("4")
    leg = talk.leg("participant")
    before = len(talk.line.carrier.redirects)
    at_once(talk.line, CALLBACK, *[partial(settle_with, talk.line.ctx, leg.id)] * 3)
    assert len(talk.line.carrier.redirects) == before + 1


def test_the_crisis_line_answers_as_its_ring_is_told_to_have_failed(talk: Talk) -> None:
    where = handed_over(talk)
    action = talk.participant.heard.path("Dial")
    at_once(
        talk.line,
        CALLBACK,
        lambda: talk.line.turn(where, "CA" + "9" * 32, CallStatus="in-progress"),
        lambda: talk.line.turn(action, talk.participant.sid, DialCallStatus="completed"),
        lambda: talk.line.turn(where, "CA" + "9" * 32, CallStatus="completed"),
    )
    talk.line.work()
    assert talk.state == "completed" and talk.desk.callback.handed_to == "crisis"
    assert "is with them now" in talk.volunteer.goes(talk.volunteer.fetched()).words
    settled(talk)
