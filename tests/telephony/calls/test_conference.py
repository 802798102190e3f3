"""Once both have pressed their key they are moved into a conference; with no supervisor on call, nothing changes."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from store.callbacks import legs
from store.models import Pairing
from store.safe_contact import safe_contact
from telephony.errors import TransportError
from tests.kits.bridge import PARTICIPANT, VOLUNTEER, Desk, Dialled
from tests.kits.conference import Talk, answered_by_key, moved, moved_caller, supervised
from tests.kits.fakes import Ring
from tests.kits.line import TestLine

NEVER_AGAIN = "won't connect you two again"


@pytest.fixture(params=[moved, moved_caller], ids=["callback", "talk-now"])
def talk(lines: Callable[..., TestLine], request: pytest.FixtureRequest) -> Talk:
    """Two in a conference, whoever's call dialled."""
    made: Talk = request.param(supervised(lines))
    return made


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_both_come_into_one_conference_with_a_name_that_says_nothing(
    lines: Callable[..., TestLine], kind: str
) -> None:
    talk = moved(supervised(lines, kind))
    assert talk.volunteer.room == talk.participant.room == talk.desk.callback.room
    assert len(talk.volunteer.room) >= 30 and talk.state == "connected"
    for phone, star in ((talk.volunteer, "true"), (talk.participant, "false")):
        dial, conference = (phone.heard.root.find(f".//{tag}") for tag in ("Dial", "Conference"))
        assert dial is not None and dial.attrib["hangupOnStar"] == star
        assert conference is not None and phone.ends
        assert (conference.attrib["beep"], conference.attrib["waitUrl"]) == ("false", "")
        assert "record" not in conference.attrib


def test_without_a_supervisor_on_call_nobody_is_moved(desk: Desk, ring: Ring, dialled: Dialled) -> None:
    dialled.presses(dialled.picks_up(), "1")
    desk.line.pass_time(seconds=60)
    assert desk.line.carrier.redirects == [] and desk.callback.room is None
    assert "has ended" in dialled.over("completed", ring.sid).words


def test_what_star_does_is_said_before_the_ring(lines: Callable[..., TestLine]) -> None:
    desk, _, dialled = answered_by_key(supervised(lines))
    assert (
        "menu that only you hear" in dialled.heard.words and "Star twice ends the call" in dialled.heard.words
    )
    assert desk.state == "connected"


@pytest.mark.parametrize("how", ["refused", "for ever", "lost"])
def test_a_talk_the_carrier_does_not_move_goes_on_as_it_was(lines: Callable[..., TestLine], how: str) -> None:
    line = supervised(lines)
    desk, ring, dialled = answered_by_key(line)
    fault = TransportError("no", permanent=how == "refused", unknown=how == "lost", code=500)
    if how == "lost":
        line.carrier.lost = [fault]
    else:
        line.carrier.failures = [fault] * (1 if how == "refused" else 5)
    for _ in range(15):
        line.pass_time(seconds=2)
    assert desk.state == "connected"
    if how == "lost":
        assert len(line.carrier.redirects) == 2, "asked once more, for nobody knows"
        return
    assert line.carrier.redirects == [] and desk.callback.room is None
    heard = dialled.over("completed", ring.sid)
    assert "has ended" in heard.words and heard.root.find(".//Conference") is None
    assert desk.state == "completed"


def test_star_before_the_move_ends_the_talk_as_ever(lines: Callable[..., TestLine]) -> None:
    line = supervised(lines)
    desk, ring, dialled = answered_by_key(line)
    assert "has ended" in dialled.over("completed", ring.sid).words
    dialled.status("completed")
    desk.end(ring, "completed")
    line.pass_time(seconds=30)
    assert line.carrier.redirects == [] and desk.live_legs == []


def test_star_leads_to_a_menu_of_ones_own_while_the_other_hears_one_moment(talk: Talk) -> None:
    heard = talk.star()
    assert "Only you hear this" in heard.words and "crisis line" in heard.words
    assert talk.participant.room and "One moment" in talk.participant.waits().words
    assert talk.state == "connected"


@pytest.mark.parametrize("digits", ["1", ""])
def test_1_or_silence_leads_back(talk: Talk, digits: str) -> None:
    talk.star()
    talk.volunteer.presses(digits)
    assert talk.volunteer.room == talk.participant.room


def test_2_ends_the_call_for_both(talk: Talk) -> None:
    talk.star()
    assert "has ended" in talk.volunteer.presses("2").words
    assert talk.state == "completed"
    talk.line.work()
    assert talk.participant.fetched().endswith("/room/over"), "who waits in the conference is fetched at once"
    assert talk.participant.goes(talk.participant.fetched()).ends
    assert not talk.volunteer.fetched().endswith("/over"), "and nobody who is out of it"
    assert "won't connect" in talk.volunteer.presses("*").words


def test_star_star_ends_it_and_keeps_the_two_apart(talk: Talk) -> None:
    talk.volunteer.out()
    talk.participant.out()
    heard = talk.volunteer.presses("*")
    assert NEVER_AGAIN in heard.words
    assert talk.participant.comes_back().ends, "and they hear what they hear after any call"
    assert talk.state == "completed"
    assert [row.volunteer_refused_at is not None for row in talk.line.rows(Pairing)] == [True]
    talk.line.work()
    for number in (PARTICIPANT, VOLUNTEER):
        assert not talk.desk.told(number, "RECONNECT"), "nobody is offered what cannot be had"


def test_the_participant_hangs_up_and_the_volunteer_hears_what_they_hear_today(talk: Talk) -> None:
    talk.participant_hangs_up()
    talk.volunteer.out()
    assert "has ended" in talk.volunteer.heard.words and "press star now" in talk.volunteer.heard.words
    assert NEVER_AGAIN in talk.volunteer.presses("*").words
    talk.volunteer.over()
    talk.line.pass_time(minutes=3)
    assert talk.state == "completed" and talk.desk.live_legs == []


def test_who_hung_up_is_told_to_us_after_the_moment_of_silence_as_well(talk: Talk) -> None:
    talk.volunteer.out()
    talk.participant_hangs_up()
    assert "press star now" in talk.volunteer.comes_back().words


def test_the_volunteer_hangs_up_and_the_participant_is_not_left_in_the_conference(talk: Talk) -> None:
    talk.participant.out()
    talk.volunteer_hangs_up()
    assert talk.participant.comes_back().ends
    assert talk.state == "completed"
    talk.line.work()
    assert sum("Thank you for" in said for said in talk.line.texts_to(VOLUNTEER)) == 1


def test_a_participant_who_went_back_to_wait_before_we_knew_is_fetched(talk: Talk) -> None:
    talk.participant.out()
    talk.participant.comes_back()
    talk.volunteer_hangs_up()
    assert "has ended" in talk.participant.waits().words, "even should no worker come"
    talk.line.pass_time(seconds=5)
    assert talk.participant.fetched().endswith("/room/over")
    assert talk.participant.goes(talk.participant.fetched()).ends


def test_not_a_word_of_the_volunteers_end_and_nobody_waits_for_ever(talk: Talk) -> None:
    talk.volunteer.over()
    talk.participant.out()
    talk.participant.comes_back()
    for _ in range(6):
        talk.line.pass_time(seconds=5)
    assert talk.state == "completed"
    assert talk.participant.fetched().endswith("/room/over")


def test_not_a_word_of_either_end_and_the_rows_are_settled(talk: Talk) -> None:
    talk.volunteer.over()
    talk.participant.over()
    for _ in range(14):
        talk.line.pass_time(seconds=15)
    assert talk.state == "completed" and talk.desk.live_legs == []
    done = len(talk.line.carrier.redirects)
    talk.line.pass_time(minutes=5)
    assert len(talk.line.carrier.redirects) == done


def test_the_participants_own_word_that_ends_everything_ends_the_conference(
    lines: Callable[..., TestLine],
) -> None:
    line = supervised(lines)
    line.text(PARTICIPANT, "SAFE")
    talk = moved_caller(line)
    theirs = talk.desk.callback.contact_id
    line.db.transact(line.clock.at, lambda tx: safe_contact.end_everything(tx, theirs))
    line.work()
    assert line.carrier.others[talk.participant.sid] == "completed"
    assert "has ended" in talk.volunteer.out().words


def test_a_withheld_caller_has_a_conference_as_well(lines: Callable[..., TestLine]) -> None:
    talk = moved_caller(supervised(lines), "anonymous")
    assert "Only you hear this" in talk.star().words
    assert "One moment" in talk.participant.waits().words
    talk.volunteer.presses("2")
    talk.line.work()
    assert talk.participant.goes(talk.participant.fetched()).ends and talk.state == "completed"


def test_two_forgotten_phones_are_not_let_back_in_after_two_hours(talk: Talk) -> None:
    talk.line.clock.at += legs.LONGEST_TALK - timedelta(seconds=2)
    talk.participant.out()
    talk.volunteer.out()
    assert "has ended" in talk.volunteer.heard.words and "has ended" in talk.participant.heard.words
    talk.line.pass_time(seconds=1)
    assert talk.state == "completed" and talk.desk.live_legs == []


def test_a_star_shortly_before_that_leads_to_the_menu(talk: Talk) -> None:
    talk.line.clock.at += legs.LONGEST_TALK - timedelta(seconds=30)
    assert "Only you hear this" in talk.star().words
