"""Key 4: the participant's own call dials the crisis line. Whatever comes of it, nobody is left with nothing."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from store.models import Volunteer
from telephony.errors import TransportError
from tests.kits.bridge import CALLER_ID, PARTICIPANT, VOLUNTEER, Desk
from tests.kits.conference import (
    SUPERVISED,
    Talk,
    handed_over,
    into_conference,
    moved,
    moved_caller,
    supervised,
)
from tests.kits.line import COORDINATOR, TestLine
from workers.sweep import sweep_with


@pytest.fixture
def talk(lines: Callable[..., TestLine]) -> Talk:
    """Two in a conference, brought together by a callback."""
    return moved(supervised(lines))


@pytest.fixture(params=[moved, moved_caller], ids=["callback", "talk-now"])
def either(lines: Callable[..., TestLine], request: pytest.FixtureRequest) -> Talk:
    """Two in a conference, whoever's call dialled."""
    made: Talk = request.param(supervised(lines))
    return made


def crisis_word(talk: Talk, where: str, status: str) -> None:
    talk.line.turn(where, "CA" + "9" * 32, CallStatus=status)


def over(talk: Talk, status: str, **more: str) -> str:
    return talk.participant.goes(talk.participant.heard.path("Dial"), DialCallStatus=status, **more).words


def test_the_participants_own_call_dials_988_and_shows_the_lines_number(either: Talk) -> None:
    handed_over(either)
    heard = either.participant.heard
    assert "connecting you to the crisis line" in heard.words
    assert heard.dialled == "988" and PARTICIPANT[2:] not in heard.document
    dial = heard.root.find("Dial")
    assert dial is not None and dial.attrib["callerId"] == CALLER_ID
    assert "record" not in dial.attrib and "hangupOnStar" not in dial.attrib
    assert either.volunteer.room and "calling the crisis line for them" in either.volunteer.waits().words
    assert either.alerts() == ["crisis"]
    [told] = [said for said in either.line.texts_to(COORDINATOR) if said.startswith("CRISIS")]
    assert "hands them to 988" in told and "ACK" in told


def test_once_it_answers_the_volunteer_is_thanked_and_free_and_the_call_left_alone(either: Talk) -> None:
    crisis_word(either, handed_over(either), "in-progress")
    either.line.work()
    assert either.state == "completed" and either.desk.callback.handed_to == "crisis"
    for number in (PARTICIPANT, VOLUNTEER):
        assert not either.desk.told(number, "RECONNECT"), "however soon it was: nobody was cut off"
    assert either.line.rows(Volunteer)[0].resting_until is not None
    assert "Thank you for staying" in either.volunteer.goes(either.volunteer.fetched()).words
    assert either.volunteer.heard.ends
    either.line.pass_time(minutes=30)
    assert either.desk.live_legs == [] and either.line.carrier.others[either.participant.sid] == "in-progress"
    assert either.participant.fetched().endswith("/room/crisis"), "nobody ever takes them out of it"
    assert not any("How was it for you" in said for said in either.line.texts_to(PARTICIPANT))
    words = over(either, "completed")
    assert "9 8 8" in words and either.participant.heard.ends


@pytest.mark.parametrize("status", ["no-answer", "failed"])
def test_if_it_fails_they_are_back_together_and_both_hear_the_number(talk: Talk, status: str) -> None:
    where = handed_over(talk)
    words = over(talk, status)
    assert "9 8 8" in words and talk.participant.room == talk.volunteer.room
    crisis_word(talk, where, status)
    talk.line.work()
    assert talk.volunteer.ear() == ["crisis_failed"] and talk.state == "connected"
    talk.star()
    assert "Only you hear this" in talk.volunteer.heard.words, "and their keys are theirs again"
    talk.volunteer.presses("1")
    handed_over(talk)
    talk.line.work()
    told = [said for said in talk.line.texts_to(COORDINATOR) if "hands them" in said]
    assert len(told) == 2, "each time that a peer hands them over is told at once"
    assert talk.alerts() == ["crisis"], "in one alert of that person"


@pytest.mark.parametrize("fault", ["refused", "down"])
def test_if_the_carrier_will_not_send_them_there_they_stay_together_and_hear_the_number(
    talk: Talk, fault: str
) -> None:
    talk.star()
    assert "stay with them and say" in talk.volunteer.presses("4").words
    sweep_with(talk.line.ctx, "alerts")  # the alert goes first, and is not what the carrier refuses
    if fault == "refused":
        talk.line.carrier.failures = [TransportError("no", permanent=True, code=21220)]
    else:
        talk.line.carrier.down = TransportError("no", code=500)
        for _ in range(5):
            talk.line.pass_time(seconds=2)
        talk.line.carrier.down = None
    for _ in range(2):
        talk.line.pass_time(seconds=3)
    assert talk.volunteer.ear() == talk.participant.ear() == ["crisis_failed"]
    assert talk.volunteer.room == talk.participant.room and talk.state == "connected"
    assert talk.alerts() == ["crisis"]


def test_a_volunteer_who_hangs_up_meanwhile_takes_nobody_with_them(either: Talk) -> None:
    either.star()
    either.volunteer.presses("4")
    either.volunteer_hangs_up()
    either.line.work()
    assert either.participant.fetched().endswith("/room/crisis") and either.state == "completed"
    either.participant.goes(either.participant.fetched())
    assert either.participant.heard.dialled == "988"
    assert "once more" in over(either, "busy") and either.participant.heard.dialled == "988"
    assert "9 8 8" in over(either, "busy") and either.participant.heard.ends
    either.line.pass_time(minutes=3)
    assert either.desk.live_legs == []


def test_a_participant_who_hangs_up_meanwhile_ends_it_for_the_volunteer(talk: Talk) -> None:
    where = handed_over(talk)
    talk.participant.over()
    over(talk, "canceled", CallStatus="completed")
    crisis_word(talk, where, "canceled")
    talk.line.pass_time(seconds=5)
    assert talk.state == "completed"
    assert "press star now" in talk.volunteer.goes(talk.volunteer.fetched()).words


@pytest.mark.parametrize("participant_there", [True, False])
def test_not_a_word_of_the_crisis_lines_ring_and_it_is_settled(talk: Talk, participant_there: bool) -> None:
    handed_over(talk)
    if not participant_there:
        talk.participant.over()
    talk.line.pass_time(seconds=70)
    talk.line.pass_time(seconds=10)
    assert talk.state == "completed" and talk.volunteer.fetched().endswith("/room/over")
    assert talk.desk.callback.followed_up_at is not None or not participant_there
    talk.volunteer.over()
    talk.line.pass_time(minutes=3)
    assert talk.desk.live_legs == []


def test_where_the_crisis_line_cannot_be_dialled_its_number_is_said_and_a_human_told(
    lines: Callable[..., TestLine],
) -> None:
    talk = moved(supervised(lines))
    talk.line.db.line = replace(SUPERVISED, region="GB", regions=("GB", "US"))
    assert "4:" not in talk.star().words and "1 1 6, 1 2 3" in talk.volunteer.heard.words
    heard = talk.volunteer.presses("4")
    assert "1 1 6, 1 2 3" in heard.words and talk.volunteer.room
    assert talk.alerts() == ["crisis"] and talk.state == "connected"
    talk.line.work()
    [told] = [said for said in talk.line.texts_to(COORDINATOR) if said.startswith("CRISIS")]
    assert "can't call 116 123" in told and "hands them" not in told


@pytest.mark.parametrize("region", ["GB", "BE", "ZZ", "US"])
def test_the_volunteer_is_promised_no_key_that_there_is_not(
    lines: Callable[..., TestLine], region: str
) -> None:
    line = supervised(lines)
    desk = Desk(line)
    desk.ask()
    ring = desk.take()
    line.db.line = replace(SUPERVISED, region=region, regions=(region, "US"))
    talk = into_conference(desk, ring, desk.talk(ring))
    promised = "hand over to the crisis line" in talk.dialled.heard.words
    assert promised == ("press 4" in talk.star().words) == (region == "US")
    assert "bring in the supervisor" in talk.dialled.heard.words


def test_a_crisis_alert_of_a_hand_over_is_said_again_until_somebody_has_it(talk: Talk) -> None:
    handed_over(talk)
    talk.line.pass_time(minutes=5)
    assert any("nobody has it yet" in said for said in talk.line.texts_to(COORDINATOR))
