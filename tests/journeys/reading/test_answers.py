"""What follows from what people plainly ask or say: who is told, which phone stays silent, and what one key undoes."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from store.models import Alert, Callback, Contact, Offer, Pairing
from store.safe_contact import safe_contact
from tests.kits.bridge import PARTICIPANT, SECOND, VOLUNTEER, Desk
from tests.kits.line import COORDINATOR, LINE, TestLine
from tests.kits.meant import say
from tests.kits.talks import pairing, rung, talk

pytestmark = pytest.mark.both_databases
STRANGER = "+12025550144"


@pytest.fixture
def desk(line: TestLine) -> Desk:
    """A callback asked for, a peer on duty."""
    made = Desk(line)
    made.ask()
    return made


@pytest.fixture
def known(line: TestLine) -> TestLine:
    """Somebody who has written before, with nothing open."""
    line.text(PARTICIPANT, "MENU")
    line.text(PARTICIPANT, "SKIP")
    line.text(PARTICIPANT, "3")
    return line


def alerts(line: TestLine, kind: str) -> int:
    return sum(row.kind == kind for row in line.rows(Alert))


def say_and_agree(line: TestLine, meaning: str) -> str:
    """What only a person can do, and for what is asked about first: yes, the team may be told."""
    reply = say(line, PARTICIPANT, meaning)
    if "May I tell our team" in reply:
        line.clock.at += timedelta(minutes=1)
        reply = line.text(PARTICIPANT, "1")
        line.work()
    return reply


# --- what only a person can do


@pytest.mark.parametrize(
    ("meaning", "title"), [("erase", "ERASE"), ("complaint", "COMPLAINT"), ("volunteer", "NEW VOLUNTEER?")]
)
def test_a_coordinator_is_told_once_until_they_have_it(known: TestLine, meaning: str, title: str) -> None:
    assert "our team" in say_and_agree(known, meaning)
    [told] = known.texts_to(COORDINATOR)
    handle = known.rows(Contact)[0].handle
    assert told.startswith(f"{title} A1 {handle}")
    if meaning == "erase":
        say(known, PARTICIPANT, meaning)
    assert alerts(known, meaning) == 1, "it is open already"
    assert f"{title} A1 {handle}" in known.text(COORDINATOR, "LIST")
    known.pass_time(days=3)
    assert f"{title} A1 {handle}" in known.text(COORDINATOR, "LIST"), (
        "they were told that somebody sees to it"
    )
    assert "A1 is yours now" in known.text(COORDINATOR, "ACK A1")
    assert "Nothing is open" in known.text(COORDINATOR, "LIST")
    say_and_agree(known, meaning)
    assert alerts(known, meaning) == 2
    assert alerts(known, "crisis") == 0


def test_what_two_people_ask_of_the_team_are_two_alerts(known: TestLine) -> None:
    known.text(STRANGER, "MENU")
    for sender in (PARTICIPANT, STRANGER):
        say(known, sender, "erase")
    assert alerts(known, "erase") == 2


@pytest.mark.parametrize("meaning", ["erase", "complaint", "volunteer"])
def test_without_a_coordinator_nobody_is_said_to_be_told(
    lines: Callable[..., TestLine], meaning: str
) -> None:
    line = lines("sqlite", replace(LINE, has_coordinator=False))
    line.text(PARTICIPANT, "MENU")
    reply = say(line, PARTICIPANT, meaning)
    assert "whoever gave you this number" in reply
    assert "told our team" not in reply and "told a person" not in reply
    assert line.rows(Alert) == []


def test_whoever_asks_to_be_forgotten_is_not_rung(desk: Desk) -> None:
    ring = desk.take()
    assert "nobody will call you" in say(desk.line, PARTICIPANT, "erase", "delete me")
    assert ring.status in ("canceled", "completed")
    desk.line.pass_time(hours=2)
    assert rung(desk, PARTICIPANT) == 0


# --- not alone


def test_with_somebody_near_the_ring_is_called_off_and_ready_brings_it_back(desk: Desk) -> None:
    ring = desk.take()
    reply = say(desk.line, PARTICIPANT, "unsafe", "he is right here")
    assert "won't ring until you text READY" in reply
    assert "volunteer" not in reply and "Riverside" not in reply
    assert ring.status in ("canceled", "completed")
    assert "no longer needed" in desk.line.texts_to(VOLUNTEER)[-1]
    desk.line.pass_time(minutes=30)
    assert len(desk.line.carrier.rings) == 1
    desk.line.text(PARTICIPANT, "READY")
    desk.line.work()
    assert desk.state == "offered"


def test_with_no_call_open_nothing_rings_and_the_question_is_not_shown(line: TestLine) -> None:
    line.text(PARTICIPANT, "CHECKIN")
    reply = say(line, PARTICIPANT, "unsafe", "my mom goes thru my phone")
    assert reply.startswith("OK, nothing will ring or come") and "\n" not in reply
    assert "be in touch with a volunteer" in line.text(PARTICIPANT, "2"), "the question is open all the same"


# --- cut off


def test_a_talk_that_broke_off_goes_on_after_a_yes_and_not_before(desk: Desk) -> None:
    talk(desk, seconds=300)
    before = rung(desk)
    assert "Would you like to go on with the same person?" in say(
        desk.line, PARTICIPANT, "cut_off", "it dropped"
    )
    assert rung(desk) == before, "saying so rings nobody"
    assert "from this number" in desk.line.text(PARTICIPANT, "1")
    desk.line.work()
    assert rung(desk) == before + 1


def test_a_no_leaves_it_and_an_old_talk_is_not_offered(desk: Desk) -> None:
    talk(desk, seconds=300)
    say(desk.line, PARTICIPANT, "cut_off")
    assert "That's fine" in desk.line.text(PARTICIPANT, "2")
    desk.line.pass_time(minutes=70)
    assert "over an hour ago" in say(desk.line, PARTICIPANT, "cut_off")
    assert rung(desk) == 1


def test_the_volunteer_is_asked_first_as_well(desk: Desk) -> None:
    talk(desk, seconds=300)
    before = len(desk.line.carrier.rings)
    assert "Would you like to go on with the same person?" in say(desk.line, VOLUNTEER, "cut_off", "lost her")
    assert len(desk.line.carrier.rings) == before
    assert "We're asking them about" in desk.line.text(VOLUNTEER, "1")


def test_whoever_still_waits_hears_where_their_call_stands(desk: Desk) -> None:
    assert "We have your request" in say(desk.line, PARTICIPANT, "cut_off", "it rang once and quit")


def test_two_who_are_kept_apart_are_not_offered_to_each_other(desk: Desk) -> None:
    talk(desk, seconds=300)
    desk.line.text(VOLUNTEER, "BLOCK")
    assert "There's no call to go back to" in say(desk.line, PARTICIPANT, "cut_off")


# --- the same person, or not


def test_the_same_person_is_kept_for_the_next_call(desk: Desk) -> None:
    assert "haven't been in touch with anyone" in say(desk.line, PARTICIPANT, "same_peer")
    talk(desk)
    assert "the same person, if they can" in say(desk.line, PARTICIPANT, "same_peer", "her again please")
    assert desk.callback.again == "same"
    desk.line.text(VOLUNTEER, "AGAIN")
    desk.line.pass_time(minutes=20)
    desk.line.volunteer(SECOND, "Kim")
    desk.line.text(PARTICIPANT, "CALL")
    desk.line.work()
    [offered] = [row.volunteer_id for row in desk.line.rows(Offer) if row.state == "open"]
    assert offered == pairing(desk).volunteer_id


def test_a_call_that_somebody_else_has_stays_theirs(desk: Desk) -> None:
    talk(desk)
    desk.line.pass_time(minutes=20)
    desk.line.text(VOLUNTEER, "OFF")
    desk.line.volunteer(SECOND, "Kim")
    desk.line.text(PARTICIPANT, "CALL")
    desk.line.work()
    desk.line.text(SECOND, f"TAKE {desk.line.code()}")
    assert "Somebody else has your request this time" in say(desk.line, PARTICIPANT, "same_peer")
    assert desk.line.rows(Callback)[0].again == "same"


@pytest.fixture
def again(desk: Desk) -> Desk:
    """After a talk, one more callback that is offered to the same peer."""
    talk(desk)
    desk.line.pass_time(minutes=20)
    desk.line.text(PARTICIPANT, "CALL")
    desk.line.work()
    desk.code = desk.line.code()
    return desk


def test_whoever_is_not_to_call_again_loses_the_call_and_hears_no_reason(again: Desk) -> None:
    ring = again.take()
    reply = say(again.line, PARTICIPANT, "not_them", "is it the same guy? then no")
    assert "They aren't told" in reply
    assert ring.status in ("canceled", "completed")
    assert again.line.texts_to(VOLUNTEER)[-1] == f"{again.code} is no longer needed, thank you."
    [pair] = again.line.rows(Pairing)
    assert pair.contact_refused_at is not None
    again.line.pass_time(minutes=40)
    assert [row.state for row in again.line.rows(Offer)].count("open") == 0
    again.line.volunteer(SECOND, "Kim")
    again.line.pass_time(minutes=2)
    assert "TAKE" in again.line.texts_to(SECOND)[-1], "somebody else is asked"


def test_an_open_offer_is_taken_from_them_as_well(again: Desk) -> None:
    say(again.line, PARTICIPANT, "not_them")
    taken = again.line.text(VOLUNTEER, f"TAKE {again.code}")
    assert "no longer needed" in taken or "covered" in taken
    assert rung(again) == 1, "the ring of the first talk"


def test_one_key_takes_it_back(again: Desk) -> None:
    say(again.line, PARTICIPANT, "not_them")
    assert "taken that back" in again.line.text(PARTICIPANT, "1")
    [pair] = again.line.rows(Pairing)
    assert (pair.contact_refused_at, pair.contact_again_at) == (None, None)
    assert [row.again for row in again.line.rows(Callback)] == [None, None]
    again.line.pass_time(minutes=40)
    assert "TAKE" in again.line.texts_to(VOLUNTEER)[-1]


def test_who_never_talked_keeps_nobody_away(known: TestLine) -> None:
    assert "haven't been in touch with anyone" in say(known, PARTICIPANT, "not_them")
    assert known.rows(Pairing) == []


# --- language


def test_the_language_changes_at_once_and_an_open_request_after_a_yes(desk: Desk) -> None:
    reply = say(desk.line, PARTICIPANT, "language", "en español por favor")
    assert "Ahora seguimos en español" in reply and "¿Lo pido otra vez en español" in reply
    assert (desk.callback.language, desk.state) == ("en", "offered")
    desk.line.volunteer(SECOND, "Ana", languages=("es",))
    assert "te llama" in desk.line.text(PARTICIPANT, "1")
    desk.line.work()
    assert [(row.language, row.state) for row in desk.line.rows(Callback)] == [
        ("en", "cancelled"),
        ("es", "offered"),
    ]
    assert "no longer needed" in desk.line.texts_to(VOLUNTEER)[-1]
    assert "TOMO" in desk.line.texts_to(SECOND)[-1]


def test_a_question_about_the_call_changes_no_texts_and_a_no_changes_nothing(desk: Desk) -> None:
    reply = say(desk.line, PARTICIPANT, "language", "does she speak spanish? its for my dad")
    assert reply.startswith("You asked in another language.")
    assert "it stays" in desk.line.text(PARTICIPANT, "2")
    assert [(row.language, row.state) for row in desk.line.rows(Callback)] == [("en", "offered")]


def test_what_is_to_be_written_is_still_in_writing_in_the_other_language(desk: Desk) -> None:
    desk.line.volunteer(SECOND, "Ana", languages=("es",))
    desk.line.text(PARTICIPANT, "write instead")
    assert desk.callback.kind == "text"
    say(desk.line, PARTICIPANT, "language", "spanish please")
    desk.line.text(PARTICIPANT, "1")
    assert (desk.callback.kind, desk.callback.language) == ("text", "es")


# --- regular check-ins


def test_days_and_a_time_in_a_sentence_are_kept_and_read_back(known: TestLine) -> None:
    reply = say(known, PARTICIPANT, "remind", "would you text me every evening at 7")
    assert "every day at 7pm" in reply and "REMIND OFF" in reply


def test_a_day_alone_is_asked_for_its_time(known: TestLine) -> None:
    assert "At what time on those days" in say(known, PARTICIPANT, "remind", "3. ask me on Sundays")
    assert "Sun at 6pm" in known.text(PARTICIPANT, "6pm")


def test_with_nothing_set_it_says_how_and_asks_when(known: TestLine) -> None:
    reply = say(known, PARTICIPANT, "remind", "a text would be nice")
    assert "REMIND OFF ends it any time" in reply and "On which days" in reply


def test_no_more_is_asked_about_and_ends_nothing_by_itself(known: TestLine) -> None:
    assert "Nothing is set" in say(known, PARTICIPANT, "remind", "no more of these")
    known.text(PARTICIPANT, "REMIND every day 10am")
    for _ in range(2):
        assert "Should I stop asking" in say(known, PARTICIPANT, "remind", "no more morning reminders")
        known.text(PARTICIPANT, "3")
        assert "I ask how you are" in known.text(PARTICIPANT, "REMIND"), "it stands"
    say(known, PARTICIPANT, "remind", "quit them morning texts")
    assert "which days" in known.text(PARTICIPANT, "2")
    say(known, PARTICIPANT, "remind", "quit them morning texts")
    assert "I won't ask any more" in known.text(PARTICIPANT, "1")
    assert "On which days" in known.text(PARTICIPANT, "REMIND"), "it is gone"


# --- in writing


def test_an_open_call_of_somebody_who_cannot_hear_it_goes_on_in_writing(desk: Desk) -> None:
    assert "will write with you here" in say(desk.line, PARTICIPANT, "access", "im deaf")
    assert desk.callback.kind == "text"


def test_with_nothing_open_a_yes_asks_for_somebody_to_write_with(known: TestLine) -> None:
    known.volunteer(VOLUNTEER)
    say(known, PARTICIPANT, "access", "im deaf")
    assert known.rows(Callback) == []
    assert "will write with you here" in known.text(PARTICIPANT, "1")
    assert [row.kind for row in known.rows(Callback)] == ["text"]


@pytest.mark.parametrize("no", ["2", "no thanks"])
def test_a_no_changes_nothing(desk: Desk, no: str) -> None:
    say(desk.line, PARTICIPANT, "access", "my hearing aid whistles")
    assert "it stays" in desk.line.text(PARTICIPANT, no)
    assert (desk.callback.kind, desk.callback.silenced_at) == ("call", None)


# --- discreet


def test_whoever_wants_us_to_say_less_reads_less_in_answers_too(desk: Desk) -> None:
    contact_id = next(row.id for row in desk.line.rows(Contact) if row.id == desk.callback.contact_id)
    desk.line.db.transact(desk.line.clock.at, lambda tx: safe_contact.keep(tx, contact_id, "discreet", True))
    for meaning in ("who", "help", "private", "group", "volunteer", "access"):
        reply = say(desk.line, PARTICIPANT, meaning)
        assert "olunteer" not in reply and "Riverside" not in reply, meaning
    assert "stays quiet" in desk.line.text(PARTICIPANT, "not now please")
    danger = desk.line.text(PARTICIPANT, "I want to kill myself")
    assert "Reply 1 for numbers to call. In danger now: 911." in danger and "988" not in danger
    assert "988" in desk.line.text(PARTICIPANT, "1")
