"""Two who write to each other through the line: every word arrives, in order, masked; and every silence ends."""

from datetime import time, timedelta

import pytest

from store.callbacks import callbacks
from store.consent import ledger as consent
from store.contacts import contacts
from store.models import Alert, Callback, Decision, Inbound, Message, Note, Offer, Volunteer
from store.safe_contact import safe_contact
from tests.kits.bridge import PARTICIPANT, SECOND, VOLUNTEER, Desk
from tests.kits.line import TestLine


@pytest.fixture
def desk(line: TestLine) -> Desk:
    """A participant and a peer who have just begun to write to each other."""
    return begun(line)


@pytest.fixture
def quick(quick_line: TestLine) -> Desk:
    """The same, on SQLite alone."""
    return begun(quick_line)


def begun(line: TestLine) -> Desk:
    desk = asked(line)
    line.text(VOLUNTEER, f"TAKE {desk.code}")
    line.work()
    assert desk.state == "connected"
    return desk


def asked(line: TestLine) -> Desk:
    """A callback in writing is offered to a volunteer."""
    desk = Desk(line)
    line.volunteer(VOLUNTEER, "Sam Baker")
    line.text(PARTICIPANT, "CALL")
    line.text(PARTICIPANT, "write instead")
    line.work()
    desk.code = line.code()
    assert desk.callback.kind == "text"
    return desk


def says(desk: Desk, sender: str, words: str) -> str:
    """The answer to a text; what follows from it is done."""
    answer = desk.line.text(sender, words.replace("{code}", desk.code))
    desk.line.work()
    return answer


def last(desk: Desk, number: str) -> str:
    return desk.line.texts_to(number)[-1]


def test_take_begins_it_at_once_and_no_phone_rings(line: TestLine) -> None:
    desk = asked(line)
    assert "By text" in last(desk, VOLUNTEER)
    answer = says(desk, VOLUNTEER, "TAKE {code}")
    assert "What you text now goes to them" in answer
    assert last(desk, PARTICIPANT) == (
        "Sam is here. What you text now goes to them; they can't see your number. NEVERMIND ends it."
    )
    assert line.carrier.rings == []
    assert desk.told(VOLUNTEER, "What you text now") == 0, "they were told in the answer to their own text"


def test_words_go_both_ways_under_the_code_and_the_first_name(desk: Desk) -> None:
    assert says(desk, PARTICIPANT, "it was a hard day") == ""
    assert last(desk, VOLUNTEER) == f"{desk.code}: it was a hard day"
    assert says(desk, VOLUNTEER, "{code} I hear you") == ""
    assert last(desk, PARTICIPANT) == "Sam: I hear you"
    assert says(desk, VOLUNTEER, "take your time") == ""
    assert last(desk, PARTICIPANT) == "Sam: take your time"


@pytest.mark.parametrize("said", "hi|hello|call|later|ok|1|yes|never mind|ready|back|K|?|❤".split("|"))
def test_short_words_are_said_to_a_person_and_are_no_commands(quick: Desk, said: str) -> None:
    assert says(quick, PARTICIPANT, said) == ""
    assert last(quick, VOLUNTEER) == f"{quick.code}: {said}"
    assert quick.state == "connected"


@pytest.mark.parametrize(
    "said",
    [
        "take a 5 minute walk",
        "hi",
        "on my way to say it",
        "go easy on yourself",
        "done with work for today",
        "note how you breathe",
        "safe",
        "call",
        "pass the salt",
        "3",
    ],
)
def test_a_peers_sentence_is_no_command_because_of_how_it_begins(quick: Desk, said: str) -> None:
    assert says(quick, VOLUNTEER, said) == ""
    assert last(quick, PARTICIPANT) == f"Sam: {said}"


def test_off_status_and_a_note_are_answered_and_not_passed_on(quick: Desk) -> None:
    before = len(quick.line.texts_to(PARTICIPANT))
    assert "won't ask you for more" in says(quick, VOLUNTEER, "OFF")
    assert "on until" in says(quick, VOLUNTEER, "ON 3H")
    assert quick.code in says(quick, VOLUNTEER, "status")
    assert "Noted" in says(quick, VOLUNTEER, "NOTE {code} she has a dog")
    assert "What you text now" in says(quick, VOLUNTEER, "GO {code}")
    assert f"PASS {quick.code} hands them to another" in says(quick, VOLUNTEER, "pass")
    assert len(quick.line.texts_to(PARTICIPANT)) == before
    assert quick.state == "connected"


def test_a_participant_may_ask_where_it_stands_and_change_how_they_are_reached(quick: Desk) -> None:
    before = len(quick.line.texts_to(VOLUNTEER))
    assert "writing with you" in says(quick, PARTICIPANT, "Status?")
    assert "go to Sam" in says(quick, PARTICIPANT, "MENU")
    assert "1" in says(quick, PARTICIPANT, "SAFE")
    assert says(quick, PARTICIPANT, "1") != "", "the key answers the question that was just asked"
    assert len(quick.line.texts_to(VOLUNTEER)) == before
    assert says(quick, PARTICIPANT, "sorry, I was gone for a bit") == ""
    assert last(quick, VOLUNTEER).endswith("gone for a bit")
    assert says(quick, PARTICIPANT, "1") == "", "that question is over; this is said to Sam"


@pytest.mark.both_databases
def test_numbers_and_links_are_left_out_both_ways_and_that_is_said_once_to_each(desk: Desk) -> None:
    left_out = "those are left out, both ways"
    assert left_out in says(desk, PARTICIPANT, "I am at 202-555-0111, call me")
    assert last(desk, VOLUNTEER) == f"{desk.code}: I am at [number removed], call me"
    assert says(desk, PARTICIPANT, "+1 (202) 555 0111!") == ""
    assert left_out in says(desk, VOLUNTEER, "see https://example.com/sam or sam@example.org")
    assert last(desk, PARTICIPANT) == "Sam: see [link removed] or [link removed]"
    assert says(desk, VOLUNTEER, "2025550122") == ""
    assert last(desk, PARTICIPANT) == "Sam: [number removed]"


def test_a_crisis_line_may_be_named(quick: Desk) -> None:
    says(quick, VOLUNTEER, "you can text 988 at any hour")
    assert last(quick, PARTICIPANT) == "Sam: you can text 988 at any hour"


def test_words_of_crisis_get_the_crisis_line_a_coordinator_and_still_the_peer(desk: Desk) -> None:
    answer = says(desk, PARTICIPANT, "I want to kill myself")
    assert "988" in answer and "Sam reads this too" in answer
    assert "CALL" not in answer, "that word goes to a person now"
    assert [alert.kind for alert in desk.line.rows(Alert)] == ["crisis"]
    assert last(desk, VOLUNTEER) == (
        f"{desk.code} (they have the crisis line, and a coordinator knows): I want to kill myself"
    )


def test_a_peers_own_words_of_crisis_are_not_laid_on_the_participant(quick: Desk) -> None:
    before = quick.line.texts_to(PARTICIPANT)
    answer = says(quick, VOLUNTEER, "I want to kill myself")
    assert "988" in answer and "did not go to" in answer
    assert [alert.kind for alert in quick.line.rows(Alert)] == ["crisis"]
    assert quick.line.texts_to(PARTICIPANT) == before


def test_pictures_are_not_passed_on_and_that_is_said(quick: Desk) -> None:
    answer = quick.line.text(PARTICIPANT, "", NumMedia="1")
    assert "only pass on words" in answer
    answer = quick.line.text(PARTICIPANT, "look at this", NumMedia="1")
    quick.line.work()
    assert "only pass on words" in answer
    assert last(quick, VOLUNTEER) == f"{quick.code}: look at this"


def test_a_very_long_text_arrives_whole_in_as_few_parts_as_the_carrier_takes(quick: Desk) -> None:
    said = " ".join(f"word{n}" for n in range(230))[:1590].rstrip()
    says(quick, PARTICIPANT, said)
    parts = quick.line.texts_to(VOLUNTEER)[-2:]
    assert all(len(part) <= 1600 for part in parts)
    assert " ".join(part.removeprefix(f"{quick.code}: ") for part in parts) == said


def test_nevermind_ends_it_and_both_hear_of_it(desk: Desk) -> None:
    says(desk, VOLUNTEER, "hello")
    says(desk, PARTICIPANT, "hello")
    assert "the end for now" in says(desk, PARTICIPANT, "NEVERMIND")
    assert desk.state == "completed"
    assert desk.told(VOLUNTEER, "they have ended it") == 1
    assert desk.told(VOLUNTEER, f"Thank you for {desk.code}") == 1
    desk.line.pass_time(minutes=4)
    assert "How was it for you?" in last(desk, PARTICIPANT)
    answer = says(desk, VOLUNTEER, "are you still there")
    assert answer != "" and desk.told(PARTICIPANT, "are you still there") == 0


def test_a_participant_who_ends_it_before_a_word_is_asked_nothing(quick: Desk) -> None:
    says(quick, PARTICIPANT, "DONE")
    assert quick.state == "cancelled"
    quick.line.pass_time(minutes=10)
    assert quick.told(PARTICIPANT, "How was it for you?") == 0


def test_done_alone_ends_it_and_asks_how_it_was(quick: Desk) -> None:
    says(quick, VOLUNTEER, "hello")
    answer = says(quick, VOLUNTEER, "DONE")
    assert f"Thank you for {quick.code}" in answer and "4 abuse." in answer
    assert "Good" in says(quick, VOLUNTEER, "1")


def test_done_ends_it_with_a_note_and_one_thank_you(desk: Desk) -> None:
    says(desk, VOLUNTEER, "hello")
    answer = says(desk, VOLUNTEER, "DONE {code} she will see her sister")
    assert "Your note is kept" in answer and desk.state == "completed"
    assert [note.kind for note in desk.line.rows(Note)] == ["done"]
    assert desk.told(VOLUNTEER, "Thank you for") == 0, "they were thanked in the answer"
    assert desk.told(PARTICIPANT, "Sam has said goodbye") == 1
    desk.line.pass_time(minutes=4)
    assert desk.told(PARTICIPANT, "How was it for you?") == 1


@pytest.mark.parametrize(("words", "minutes"), [("hard, she lost her brother", 60), ("she will be fine", 15)])
def test_a_hard_one_in_writing_gives_the_longer_rest_as_a_hard_call_does(
    quick: Desk, words: str, minutes: int
) -> None:
    says(quick, VOLUNTEER, "{code} I hear you")
    answer = says(quick, VOLUNTEER, "DONE {code} " + words)
    assert ("No calls for you until" in answer) == (minutes == 60)
    assert quick.state == "completed"
    rests = {row.resting_until - quick.line.clock.at for row in quick.line.rows(Volunteer)}
    assert rests == {timedelta(minutes=minutes)}


def test_done_before_a_word_sends_nobody_away_it_goes_to_the_next_peer(quick: Desk) -> None:
    quick.line.volunteer(SECOND, "Kim")
    assert "ask others" in says(quick, VOLUNTEER, "done")
    assert quick.state == "offered"
    assert "TAKE" in last(quick, SECOND)
    assert "Sam had to stop" in last(quick, PARTICIPANT)


def test_pass_hands_it_on_and_the_next_peer_takes_it_without_asking_them_again(desk: Desk) -> None:
    desk.line.volunteer(SECOND, "Kim")
    says(desk, VOLUNTEER, "hello")
    desk.line.pass_time(minutes=16)
    assert "handed back" in says(desk, VOLUNTEER, "PASS {code}")
    assert "Sam had to stop" in last(desk, PARTICIPANT) and "988" in last(desk, PARTICIPANT)
    assert (desk.state, desk.callback.severity) == ("offered", 2)
    says(desk, SECOND, "TAKE {code}")
    assert last(desk, PARTICIPANT).startswith("Kim is here")
    says(desk, PARTICIPANT, "hi Kim")
    assert last(desk, SECOND).endswith(": hi Kim")
    assert desk.told(VOLUNTEER, "hi Kim") == 0


def test_stop_by_the_participant_ends_it_and_nothing_more_goes_to_them(desk: Desk) -> None:
    says(desk, VOLUNTEER, "hello")
    before = len(desk.line.texts_to(PARTICIPANT))
    says(desk, PARTICIPANT, "STOP")
    assert desk.state == "completed"
    assert desk.told(VOLUNTEER, "they have ended it") == 1
    says(desk, VOLUNTEER, "{code} are you there")
    desk.line.pass_time(hours=3)
    assert len(desk.line.texts_to(PARTICIPANT)) == before


def test_stop_by_the_peer_puts_the_participant_first_in_line_and_says_so(desk: Desk) -> None:
    desk.line.volunteer(SECOND, "Kim")
    says(desk, PARTICIPANT, "hello")
    before = len(desk.line.texts_to(VOLUNTEER))
    says(desk, VOLUNTEER, "STOP")
    assert desk.state == "offered"
    assert "Sam had to stop" in last(desk, PARTICIPANT)
    assert desk.callback.promised_by > desk.line.clock.at
    says(desk, PARTICIPANT, "hello?")
    assert len(desk.line.texts_to(VOLUNTEER)) == before


def test_after_twenty_quiet_minutes_both_are_asked_once_and_after_ten_more_it_ends(desk: Desk) -> None:
    says(desk, PARTICIPANT, "I do not know")
    says(desk, VOLUNTEER, "that is all right")
    desk.line.pass_time(minutes=19)
    assert desk.told(PARTICIPANT, "Still there?") == 0
    desk.line.pass_time(minutes=2)
    desk.line.pass_time(minutes=5)
    assert desk.told(PARTICIPANT, "Still there? Sam is.") == 1
    assert desk.told(VOLUNTEER, "quiet for a while") == 1
    assert desk.state == "connected"
    desk.line.pass_time(minutes=6)
    assert desk.state == "completed"
    assert desk.told(PARTICIPANT, "It was quiet") == 1 and desk.told(VOLUNTEER, "it stayed quiet") == 1


def test_a_word_in_time_keeps_it_going(desk: Desk) -> None:
    says(desk, VOLUNTEER, "hello")
    desk.line.pass_time(minutes=21)
    says(desk, PARTICIPANT, "yes, still here")
    says(desk, VOLUNTEER, "good")
    desk.line.pass_time(minutes=15)
    assert desk.state == "connected"
    desk.line.pass_time(minutes=6)
    assert desk.told(PARTICIPANT, "Still there?") == 2


def silent(desk: Desk) -> None:
    """Sam has written, and then does not answer for eight minutes, with Kim on duty as well."""
    desk.line.volunteer(SECOND, "Kim")
    says(desk, VOLUNTEER, "hello")
    says(desk, PARTICIPANT, "are you there?")
    desk.line.pass_time(minutes=4)
    says(desk, PARTICIPANT, "hello?")
    assert desk.told(VOLUNTEER, "have no answer yet") == 0
    desk.line.pass_time(minutes=2)
    assert desk.told(VOLUNTEER, "have no answer yet") == 1
    assert desk.told(PARTICIPANT, "No answer from Sam") == 0
    desk.line.pass_time(minutes=2, seconds=2)
    assert desk.told(PARTICIPANT, "No answer from Sam yet. That can happen, and it isn't about you.") == 1


def test_without_an_answer_the_volunteer_is_nudged_and_the_participant_asked_and_nothing_else(
    desk: Desk,
) -> None:
    silent(desk)
    says(desk, PARTICIPANT, "it was about my mother")
    assert "it was about my mother" in last(desk, VOLUNTEER), "what is no answer goes to the volunteer"
    desk.line.pass_time(minutes=3)
    assert desk.state == "connected"
    assert desk.line.texts_to(SECOND) == [], "nobody else is asked without their word"


def test_someone_else_is_asked_anew_at_the_participants_word_and_begins_at_once(desk: Desk) -> None:
    silent(desk)
    assert "Another volunteer will write with you here by" in says(desk, PARTICIPANT, "2")
    assert "went to another volunteer" in last(desk, VOLUNTEER)
    assert "TAKE" in last(desk, SECOND)
    assert desk.callback.severity == 2, "they keep a place at the front"
    says(desk, SECOND, "TAKE {code}")
    assert "Kim is here" in last(desk, PARTICIPANT)


def test_who_waits_is_asked_again_later_and_then_it_ends_with_somebody_else_to_hand(desk: Desk) -> None:
    silent(desk)
    assert "we wait" in says(desk, PARTICIPANT, "1")
    desk.line.pass_time(minutes=9)
    assert desk.told(PARTICIPANT, "No answer from Sam yet") == 2
    desk.line.pass_time(minutes=11)
    assert (desk.state, desk.told(PARTICIPANT, "It isn't about you. 1 someone else")) == ("completed", 1)
    assert desk.told(VOLUNTEER, "they had no answer, so it has ended") == 1
    assert desk.line.texts_to(SECOND) == []
    assert "write with you here by" in says(desk, PARTICIPANT, "1")
    assert "TAKE" in last(desk, SECOND)


def test_leave_it_ends_kindly_and_nobody_is_asked_how_it_was_to_be_left(desk: Desk) -> None:
    silent(desk)
    answer = says(desk, PARTICIPANT, "3")
    assert "It wasn't about you" in answer and "988" in answer
    assert desk.state == "completed" and desk.told(VOLUNTEER, "they have ended it") == 1


def test_an_answer_in_time_takes_the_question_back_and_a_number_is_for_the_volunteer_again(
    desk: Desk,
) -> None:
    silent(desk)
    says(desk, VOLUNTEER, "so sorry, my phone died. what is her name?")
    says(desk, PARTICIPANT, "2")
    assert last(desk, VOLUNTEER) == f"{desk.code}: 2"
    assert desk.state == "connected"


def test_a_participant_who_never_wrote_a_word_is_not_asked_how_it_was(quick: Desk) -> None:
    says(quick, VOLUNTEER, "hello, I am Sam")
    quick.line.pass_time(minutes=21)
    quick.line.pass_time(minutes=11)
    assert quick.state == "missed"
    quick.line.pass_time(minutes=10)
    assert quick.told(PARTICIPANT, "How was it for you?") == 0


def test_it_is_over_after_an_hour_unless_the_volunteer_gives_it_more(quick: Desk) -> None:
    def they_write(times: int) -> None:
        for _ in range(times):
            says(quick, PARTICIPANT, "and then")
            says(quick, VOLUNTEER, "yes")
            quick.line.pass_time(minutes=9)

    they_write(6)
    assert quick.told(VOLUNTEER, "Need longer?") == 1 and quick.told(PARTICIPANT, "longer") == 0
    assert "You have until" in says(quick, VOLUNTEER, "MORE")
    assert quick.told(PARTICIPANT, "MORE") == 0 and quick.told(PARTICIPANT, "yes") == 6
    they_write(3)
    assert quick.state == "connected" and quick.told(VOLUNTEER, "Need longer?") == 2
    quick.line.pass_time(minutes=9)
    quick.line.pass_time(seconds=30)
    assert quick.state == "completed"
    assert quick.told(PARTICIPANT, "over for today") == 1 and quick.told(VOLUNTEER, "the time was over") == 1


def test_text_only_while_the_peers_phone_rings_calls_the_ring_off_and_they_write(line: TestLine) -> None:
    desk = Desk(line)
    desk.ask()
    ring = desk.take()
    assert "you text goes to Name" in says(desk, PARTICIPANT, "3")
    line.pass_time(seconds=20)
    assert ring.status == "canceled" and desk.live_legs == []
    assert desk.state == "connected"
    assert desk.told(VOLUNTEER, "What you text now goes to them") == 1
    assert desk.told(PARTICIPANT, "is here") == 0, "they were told in the answer to their own text"
    says(desk, VOLUNTEER, "hello")
    assert last(desk, PARTICIPANT) == "Name: hello"


def test_a_yes_to_ready_begins_it_for_a_peer_who_waits(line: TestLine) -> None:
    desk = asked(line)
    line.pass_time(minutes=16)
    says(desk, VOLUNTEER, "TAKE {code}")
    assert desk.state == "accepted"
    assert "goes to Sam" in says(desk, PARTICIPANT, "1")
    assert "What you text now goes to them" in last(desk, VOLUNTEER)


def test_a_peer_who_never_shows_up_after_the_yes_is_nudged_and_the_participant_asked(
    quick_line: TestLine,
) -> None:
    desk = asked(quick_line)
    quick_line.pass_time(minutes=16)
    says(desk, VOLUNTEER, "TAKE {code}")
    quick_line.pass_time(minutes=1)
    says(desk, PARTICIPANT, "1")
    quick_line.pass_time(minutes=6)
    assert "waiting for a first word" in last(desk, VOLUNTEER)
    quick_line.pass_time(minutes=3)
    assert desk.told(PARTICIPANT, "No answer from Sam yet") == 1


@pytest.mark.both_databases
def test_a_phone_that_takes_no_texts_keeps_the_call(line: TestLine) -> None:
    desk = asked(line)
    contact_id = desk.callback.contact_id
    line.db.transact(line.clock.at, lambda tx: consent.landline(tx, contact_id))
    assert "so it's a call" in says(desk, VOLUNTEER, "TAKE {code}")
    assert (desk.state, desk.callback.kind) == ("connecting", "call")
    assert [ring.to for ring in line.carrier.rings] == [VOLUNTEER]


def test_text_only_is_refused_kindly_where_our_texts_do_not_arrive(quick_line: TestLine) -> None:
    desk = Desk(quick_line)
    desk.ask()
    quick_line.pass_time(minutes=1)  # the carrier says so of a text of ours, not their number by itself
    contact_id = desk.callback.contact_id
    quick_line.db.transact(quick_line.clock.at, lambda tx: consent.landline(tx, contact_id))
    assert "it stays a call" in says(desk, PARTICIPANT, "write instead")
    assert desk.callback.kind == "call"


def test_more_texts_a_minute_than_the_limit_are_not_passed_on_and_that_is_said(quick: Desk) -> None:
    for sender, to in ((PARTICIPANT, VOLUNTEER), (VOLUNTEER, PARTICIPANT)):
        answers = [quick.line.text(sender, f"word {n}") for n in range(40)]
        quick.line.work()
        limited = [answer for answer in answers if "a lot at once" in answer]
        assert limited and len(limited) + quick.told(to, ": word ") == 40
        assert "a lot at once" not in quick.line.text(sender, "I want to kill myself")
    assert "hands them to another" in quick.line.text(VOLUNTEER, "pass"), "their verbs still work"


def test_nothing_goes_to_them_outside_their_hours_and_the_peer_is_told(quick: Desk) -> None:
    now = quick.line.clock.at
    contact_id = quick.callback.contact_id
    hours = (time((now.hour + 8) % 24), time((now.hour + 9) % 24))
    quick.line.db.transact(now, lambda tx: safe_contact.keep(tx, contact_id, "hours", hours))
    before = len(quick.line.texts_to(PARTICIPANT))
    assert "isn't a good time" in says(quick, VOLUNTEER, "how are you")
    assert len(quick.line.texts_to(PARTICIPANT)) == before


def test_discreet_words_were_asked_for_and_the_peers_words_still_arrive(quick: Desk) -> None:
    contact_id = quick.callback.contact_id
    quick.line.db.transact(
        quick.line.clock.at, lambda tx: safe_contact.keep(tx, contact_id, "discreet", True)
    )
    says(quick, VOLUNTEER, "how are you")
    assert last(quick, PARTICIPANT) == "Someone: how are you", "and tell no name"


def test_a_peer_in_one_talk_and_participant_in_another_says_which_by_the_code(quick_line: TestLine) -> None:
    desk = begun(quick_line)
    first = desk.code
    quick_line.volunteer(SECOND, "Kim")
    with quick_line.db.begin(quick_line.clock.at) as tx:
        contact_id = contacts.by_number(tx, VOLUNTEER).contact_id
        how = {"promised_by": tx.now + timedelta(hours=1), "language": "en", "kind": "text"}
        code = callbacks.open_new(tx, contact_id, **how).code
    quick_line.work()
    quick_line.text(SECOND, f"TAKE {code}")
    quick_line.work()
    assert says(desk, VOLUNTEER, "I need an ear myself") == ""
    assert last(desk, SECOND) == f"{code}: I need an ear myself"
    assert says(desk, VOLUNTEER, f"{first} I am with you") == ""
    assert last(desk, PARTICIPANT) == "Sam: I am with you"


def test_reconnect_within_the_hour_brings_them_back_together(desk: Desk) -> None:
    says(desk, VOLUNTEER, "hello")
    says(desk, PARTICIPANT, "hello")
    says(desk, PARTICIPANT, "NEVERMIND")
    assert "back together" in says(desk, PARTICIPANT, "RECONNECT")
    desk.code = desk.callback.code
    says(desk, PARTICIPANT, "I forgot one thing")
    assert last(desk, VOLUNTEER) == f"{desk.code}: I forgot one thing"


def test_their_words_are_sealed_and_every_step_has_its_reason(quick: Desk) -> None:
    says(quick, PARTICIPANT, "the heron stood still")
    says(quick, VOLUNTEER, "PASS {code}")
    rows = [*quick.line.rows(Message), *quick.line.rows(Inbound), *quick.line.rows(Decision)]
    assert "heron" not in repr(rows)
    noted = [row.what for row in quick.line.rows(Decision)]
    assert "writing" in noted and "handed-on" in noted
    assert any(row.state == "passed" for row in quick.line.rows(Offer))
    assert [row.purpose for row in quick.line.rows(Message)].count("relay") == 1
    assert len(quick.line.rows(Callback)) == 1


def test_an_opt_out_in_a_sentence_ends_all_texts_and_a_plea_to_go_on_ends_none(quick: Desk) -> None:
    assert "unsubscribed" not in says(quick, PARTICIPANT, "dont stop texting me ok? it helps")
    assert "unsubscribed" in says(quick, PARTICIPANT, "please dont any of you message me again, take care")
