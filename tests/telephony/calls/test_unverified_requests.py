"""A call that nobody vouches for may ask for a call to its number, or for silence; the owner is told, and decides."""

from datetime import timedelta

import pytest

from store.contacts import last_heard
from store.models import Callback, Leg
from tests.kits.bridge import PARTICIPANT, SECOND, VOLUNTEER, Desk
from tests.kits.line import TestLine
from tests.kits.races import CALLBACK, CONTACT, at_once
from tests.telephony.calls.test_unverified_calls import heard_by, with_answers

ASK, QUIET = ("2", "1"), ("2", "2")


def states(line: TestLine) -> list[str]:
    return [cb.state for cb in line.rows(Callback)]


def known(line: TestLine) -> None:
    line.text(PARTICIPANT, "CHECKIN")


def test_a_call_asked_for_is_booked_rung_and_told_to_the_owner(line: TestLine) -> None:
    known(line)
    line.volunteer(VOLUNTEER)
    heard_by(line, PARTICIPANT, ASK)
    line.work()
    told = line.texts_to(PARTICIPANT)[-1]
    assert "asked for a call" in told and "2:00 PM" in told and "NEVERMIND" in told
    desk = Desk(line, line.code())
    assert desk.connect_volunteer(desk.take()).number == PARTICIPANT


def test_one_word_of_the_owner_ends_it_and_no_such_call_counts_for_a_day(quick_line: TestLine) -> None:
    known(quick_line)
    heard_by(quick_line, PARTICIPANT, ASK)
    assert "off" in quick_line.text(PARTICIPANT, "NEVERMIND")
    heard_by(quick_line, PARTICIPANT, ASK)
    assert states(quick_line) == ["cancelled"]
    quick_line.pass_time(days=1, seconds=1)
    heard_by(quick_line, PARTICIPANT, ASK)
    assert states(quick_line) == ["cancelled", "waiting"]


def test_what_the_owner_called_off_themselves_keeps_no_such_call_from_them(quick_line: TestLine) -> None:
    known(quick_line)
    quick_line.text(PARTICIPANT, "CALL")
    quick_line.text(PARTICIPANT, "NEVERMIND")
    heard_by(quick_line, PARTICIPANT, ASK)
    assert states(quick_line) == ["cancelled", "waiting"]


def test_a_number_that_never_texted_is_rung_and_not_texted_of_it(quick_line: TestLine) -> None:
    quick_line.volunteer(VOLUNTEER)
    heard_by(quick_line, "+12025550166", ASK)
    quick_line.work()
    assert quick_line.texts_to("+12025550166") == []
    desk = Desk(quick_line, quick_line.code())
    assert desk.connect_volunteer(desk.take()).number == "+12025550166"


@pytest.mark.parametrize("answers", [{"they_contact": True}, {}])
def test_a_participant_whose_last_word_was_a_no_is_not_rung(
    quick_line: TestLine, answers: dict[str, object]
) -> None:
    if answers:
        with_answers(**answers)(quick_line)
    else:
        known(quick_line)
        quick_line.text(PARTICIPANT, "STOP")
    heard_by(quick_line, PARTICIPANT, ASK)
    heard_by(quick_line, "anonymous", ("2", PARTICIPANT.removeprefix("+1"), "1"))
    quick_line.work()
    assert states(quick_line) == [] and quick_line.texts_to(PARTICIPANT) == []


def test_an_open_call_is_not_changed_by_another_one_asked_for(quick_line: TestLine) -> None:
    known(quick_line)
    quick_line.text(PARTICIPANT, "CALL")
    before = quick_line.rows(Callback)
    quick_line.work()
    sent = quick_line.texts_to(PARTICIPANT)
    for keys in ((*ASK, "1", "3"), (*ASK, "2", "3"), ("1", "1", "1")):
        heard_by(quick_line, PARTICIPANT, keys)
    quick_line.work()
    assert quick_line.rows(Callback)[0].minutes is None
    assert quick_line.rows(Callback)[0].promised_by == before[0].promised_by
    assert quick_line.texts_to(PARTICIPANT) == sent


def test_time_and_length_are_those_of_what_this_call_booked(quick_line: TestLine) -> None:
    known(quick_line)
    quick_line.volunteer(VOLUNTEER)
    said = heard_by(quick_line, PARTICIPANT, (*ASK, "2", "3"))[-1]
    assert "between 1:00 and 1:30 PM" in said
    assert quick_line.rows(Callback)[0].not_before == quick_line.clock.at + timedelta(hours=1)
    quick_line.work()
    assert "1:30 PM" in quick_line.texts_to(PARTICIPANT)[-1]


def test_the_language_of_the_owner_or_the_one_chosen_on_the_call(quick_line: TestLine) -> None:
    quick_line.text(PARTICIPANT, "ESPANOL")
    heard_by(quick_line, PARTICIPANT, ASK)
    known_in_english = "+12025550144"
    quick_line.text(known_in_english, "CHECKIN")
    heard_by(quick_line, known_in_english, ("9", *ASK))
    assert [cb.language for cb in quick_line.rows(Callback)] == ["es", "es"]


@pytest.mark.parametrize(
    "words", [QUIET, ("say:nevermind",), ("say:don't call me",), ("9", "say:no me llamen")]
)
def test_silence_frees_the_volunteer_and_the_owners_word_brings_it_back(
    line: TestLine, words: tuple[str, ...]
) -> None:
    desk = Desk(line)
    desk.ask()
    line.volunteer(SECOND)
    ring = desk.take()
    heard_by(line, PARTICIPANT, words)
    desk.end(ring, "canceled")
    line.pass_time(minutes=30)
    assert states(line) == ["waiting"], "silence is not the end"
    assert [leg.state for leg in line.rows(Leg)] == ["ended"]
    assert not any("TAKE" in text for text in line.texts_to(SECOND)), "nobody is asked meanwhile"
    assert "no longer needed" in line.texts_to(VOLUNTEER)[-1]
    told = line.texts_to(PARTICIPANT)[-1]
    assert "asked us not to call it" in told and "READY" in told
    assert "A volunteer should call by" in line.text(PARTICIPANT, "READY")
    line.work()
    assert states(line) == ["offered"]


def test_silence_asked_for_twice_is_told_once(quick_line: TestLine) -> None:
    known(quick_line)
    quick_line.text(PARTICIPANT, "CALL")
    for _ in range(3):
        heard_by(quick_line, PARTICIPANT, QUIET)
    quick_line.work()
    assert sum("not to call it" in text for text in quick_line.texts_to(PARTICIPANT)) == 1


def test_a_call_asked_for_does_not_end_a_silence_and_the_owner_hears_of_it_once(quick_line: TestLine) -> None:
    known(quick_line)
    quick_line.volunteer(VOLUNTEER)
    quick_line.text(PARTICIPANT, "CALL")
    heard_by(quick_line, PARTICIPANT, QUIET)
    for _ in range(3):
        heard_by(quick_line, PARTICIPANT, ASK)
    quick_line.work()
    assert states(quick_line) == ["waiting"]
    assert sum("asked for a call" in text for text in quick_line.texts_to(PARTICIPANT)) == 1


def test_with_nothing_to_silence_nobody_is_told(quick_line: TestLine) -> None:
    known(quick_line)
    heard_by(quick_line, PARTICIPANT, QUIET)
    quick_line.work()
    assert quick_line.texts_to(PARTICIPANT) == []


def test_a_talk_goes_on(desk: Desk) -> None:
    desk.talk(desk.take())
    heard_by(desk.line, PARTICIPANT, QUIET)
    assert states(desk.line) == ["connected"]


def test_a_caller_who_waits_for_a_peer_on_the_line_is_not_cut_off(quick_line: TestLine) -> None:
    quick_line.volunteer(VOLUNTEER)
    sid, menu = quick_line.call(PARTICIPANT)
    assert "<Dial" in quick_line.press(menu, "3", sid, PARTICIPANT).document
    heard_by(quick_line, PARTICIPANT, QUIET)
    assert states(quick_line) == ["connecting"]


def test_a_discreet_owner_reads_nothing_of_what_this_line_is(quick_line: TestLine) -> None:
    with_answers(discreet=True)(quick_line)
    quick_line.text(PARTICIPANT, "CALL")
    heard_by(quick_line, PARTICIPANT, QUIET)
    quick_line.work()
    told = quick_line.texts_to(PARTICIPANT)[-1]
    assert "READY" in told and "peer" not in told and "Warmline" not in told


def test_a_participant_who_starts_contact_is_told_nothing_before_they_text(quick_line: TestLine) -> None:
    with_answers(they_contact=True)(quick_line)
    quick_line.text(PARTICIPANT, "CALL")
    quick_line.pass_time(minutes=20)
    heard_by(quick_line, PARTICIPANT, QUIET)
    quick_line.work()
    assert not any("not to call it" in text for text in quick_line.texts_to(PARTICIPANT))
    assert "on hold" in quick_line.text(PARTICIPANT, "STATUS")


def test_a_call_asked_for_so_is_no_sign_of_life(quick_line: TestLine) -> None:
    known(quick_line)
    quick_line.pass_time(hours=2)
    since = quick_line.clock.at
    heard_by(quick_line, PARTICIPANT, ASK)
    with quick_line.db.begin(quick_line.clock.at) as tx:
        assert not last_heard.heard_since(tx, 1, since)
    quick_line.text(PARTICIPANT, "READY")
    with quick_line.db.begin(quick_line.clock.at) as tx:
        assert last_heard.heard_since(tx, 1, since)


def test_a_take_after_the_silence_rings_nobody(quick_line: TestLine) -> None:
    desk = Desk(quick_line)
    desk.ask()
    heard_by(quick_line, PARTICIPANT, QUIET)
    assert "no longer needed" in quick_line.text(VOLUNTEER, f"TAKE {desk.code}")
    quick_line.text(VOLUNTEER, "TAKE")
    quick_line.pass_time(minutes=30)
    assert quick_line.carrier.rings == [] and states(quick_line) == ["waiting"]


def test_a_silenced_phone_that_takes_no_texts_stays_silent_and_its_owner_restores_it_by_key(
    quick_line: TestLine,
) -> None:
    desk = Desk(quick_line)
    desk.ask()
    heard_by(quick_line, PARTICIPANT, QUIET)
    quick_line.work()
    told = quick_line.carrier.texts[-1]
    assert told.to == PARTICIPANT and "READY" in told.words
    quick_line.turn("/receipts", "", MessageSid=told.sid, MessageStatus="undelivered", ErrorCode="30006")
    quick_line.pass_time(minutes=30)
    assert states(quick_line) == ["waiting"]
    sid, menu = quick_line.call(PARTICIPANT)
    stands = quick_line.press(menu, "2", sid, PARTICIPANT)
    assert "should call by" in quick_line.press(stands, "1", sid, PARTICIPANT).words
    quick_line.work()
    assert states(quick_line) == ["offered"]


@pytest.mark.parametrize("first", ["take", "silence"])
def test_a_take_and_a_silence_at_one_moment_leave_the_phone_silent(line: TestLine, first: str) -> None:
    desk = Desk(line)
    desk.ask()
    works = [
        lambda: line.text(VOLUNTEER, f"TAKE {desk.code}"),
        lambda: heard_by(line, PARTICIPANT, QUIET),
    ]
    at_once(line, CALLBACK, *(works if first == "take" else works[::-1]))
    for ring in line.carrier.rings:
        desk.end(ring, "canceled")
    line.pass_time(minutes=30)
    assert states(line) == ["waiting"]
    assert all(leg.state == "ended" for leg in line.rows(Leg))


def test_two_calls_that_ask_at_one_moment_book_one_call(line: TestLine) -> None:
    known(line)
    at_once(line, CONTACT, *[lambda: heard_by(line, PARTICIPANT, ASK)] * 2)
    assert states(line) == ["waiting"]
