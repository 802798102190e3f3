"""Write, then listen, then talk: both say yes first, nobody is heard who did not choose it, and every no silences."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from store.models import Leg, Offer
from store.safe_contact import safe_contact
from telephony.errors import TransportError
from tests.kits.bridge import PARTICIPANT, SECOND, VOLUNTEER, Desk, Dialled
from tests.kits.conference import Talk, supervised
from tests.kits.line import TestLine
from tests.kits.listening import agreed, both_write, last, listening, pick_up, says


def test_the_volunteer_is_asked_and_only_after_both_yeses_a_phone_rings(quick_line: TestLine) -> None:
    desk = both_write(quick_line)
    answer = says(desk, PARTICIPANT, "LISTEN")
    assert "I've asked Sam" in answer and "Reply NO" in answer
    assert "just hear your voice" in last(desk, VOLUNTEER) and quick_line.carrier.rings == []
    assert "Your phone rings now" in says(desk, VOLUNTEER, "1")
    assert [ring.to for ring in quick_line.carrier.rings] == [VOLUNTEER]
    assert "Sam can" in last(desk, PARTICIPANT)
    heard, _ = pick_up(desk, VOLUNTEER)
    assert "would like to hear your voice" in heard.heard.words
    assert "they're on mute" in heard.presses("5").words
    quick_line.work()
    assert [(ring.to, ring.detected) for ring in quick_line.carrier.rings] == [
        (VOLUNTEER, False),
        (PARTICIPANT, True),
    ]


def test_they_listen_unheard_and_texts_still_go_both_ways(quick_line: TestLine) -> None:
    two = listening(quick_line)
    assert two.is_muted and two.listener.room == two.heard.room != ""
    assert two.listener.ends and two.heard.ends, "whoever leaves ends it for both"
    assert "hear you now" in two.heard.heard.words
    assert says(two.desk, PARTICIPANT, "no, go on") == "", "a no to what Sam has just asked aloud"
    assert last(two.desk, VOLUNTEER) == f"{two.desk.code}: no, go on"
    assert len(two.desk.live_legs) == 2


@pytest.mark.both_databases
def test_after_five_minutes_one_makes_it_a_talk_like_any_other(line: TestLine) -> None:
    two = listening(line)
    menu = two.five_minutes_later()
    assert "That's five minutes" in menu.words and two.listener.room == ""
    assert "One moment" in two.volunteer_asks_again().words
    joined = two.listener.presses("1")
    assert "You can talk now" in joined.words and two.listener.room and not two.is_muted
    assert "You both can talk now" in two.volunteer_asks_again().words
    callback = two.desk.callback
    assert (callback.kind, callback.state, callback.listen_wish) == ("call", "connected", None)
    assert callback.talk_until is not None and callback.connected_at == line.clock.at
    assert [leg.role for leg in two.desk.live_legs] == ["volunteer", "participant"]
    line.pass_time(minutes=2)
    two.hangs_up(two.listener)
    assert two.desk.state == "completed"
    assert "press star now" in two.heard.heard.words, "what comes after every talk"


def test_with_no_key_at_the_end_they_are_back_in_writing_and_nothing_is_held_against_them(
    quick_line: TestLine,
) -> None:
    two = listening(quick_line)
    two.five_minutes_later()
    two.listener.presses("")
    assert "that's okay" in two.listener.presses("").words and two.listener.heard.ends
    quick_line.work()
    assert last(two.desk, PARTICIPANT) == "That's okay. Sam is still here in writing."
    assert "going back to writing" in two.volunteer_asks_again().words and two.heard.heard.ends
    assert (two.desk.state, two.desk.callback.kind, two.desk.live_legs) == ("connected", "text", [])
    quick_line.pass_time(minutes=4)
    assert two.desk.told(VOLUNTEER, "have no answer yet") == 0, "nobody was silent while they listened"
    assert says(two.desk, PARTICIPANT, "thank you") == ""
    assert last(two.desk, VOLUNTEER) == f"{two.desk.code}: thank you"
    quick_line.pass_time(minutes=6)
    assert two.desk.told(VOLUNTEER, "have no answer yet") == 1


def test_star_asks_sooner_and_silence_there_goes_on_listening(quick_line: TestLine) -> None:
    two = listening(quick_line)
    quick_line.pass_time(minutes=1)
    assert "press 1" in two.star().words
    assert "9 8 8" in two.listener.presses("8").words and "press 1" in two.listener.heard.words
    two.listener.presses("")
    assert two.is_muted
    assert "listening" in two.volunteer_asks_again().words
    two.star()
    two.listener.presses("1")
    assert (two.is_muted, two.desk.callback.kind) == (False, "call")


def test_who_would_rather_talk_at_once_is_heard_at_once(quick_line: TestLine) -> None:
    two = listening(quick_line, "can you call me please")
    assert (two.is_muted, two.desk.callback.kind) == (False, "call")
    assert "You both can talk now" in two.heard.heard.words


def test_words_of_ones_own_are_asked_back_and_reach_the_volunteer(quick_line: TestLine) -> None:
    desk = both_write(quick_line)
    answer = says(desk, PARTICIPANT, "I dont want to talk, can i just listen to you")
    assert "1 just listen" in answer
    assert "can i just listen" in last(desk, VOLUNTEER)
    assert says(desk, PARTICIPANT, "it is late here") == "", "all else goes to Sam"
    assert "I've asked Sam" in says(desk, PARTICIPANT, "1")
    says(desk, VOLUNTEER, "2")
    assert "2 talk" in says(desk, PARTICIPANT, "call me")
    quick_line.pass_time(minutes=6)
    says(desk, PARTICIPANT, "or not")
    says(desk, VOLUNTEER, "take your time")
    quick_line.pass_time(minutes=6)
    assert says(desk, PARTICIPANT, "1") == "", "by then it is said to Sam"


def test_a_volunteer_who_would_rather_write_is_not_rung_and_nobody_is_turned_away(
    quick_line: TestLine,
) -> None:
    desk = both_write(quick_line)
    says(desk, PARTICIPANT, "LISTEN")
    assert "isn't about them" in says(desk, VOLUNTEER, "2")
    assert "It isn't about you" in last(desk, PARTICIPANT)
    assert (quick_line.carrier.rings, desk.state) == ([], "connected")


def test_a_no_of_either_in_any_words_silences_whatever_rings(quick_line: TestLine) -> None:
    desk = agreed(quick_line)
    assert "no call" in says(desk, PARTICIPANT, "no wait, dont call").lower()
    assert quick_line.carrier.rings[-1].status == "canceled"
    assert desk.live_legs == [] and desk.state == "connected"
    assert "rather keep writing" in last(desk, VOLUNTEER)
    says(desk, PARTICIPANT, "LISTEN")
    says(desk, VOLUNTEER, "1")
    heard, _ = pick_up(desk, VOLUNTEER)
    heard.presses("5")
    quick_line.work()
    assert "no call" in says(desk, VOLUNTEER, "no sorry, not now").lower()
    assert desk.ringing_now(PARTICIPANT) == 0
    assert "It isn't about you" in last(desk, PARTICIPANT)
    assert heard.goes(heard.heard.path("Redirect", "")).ends


def test_nevermind_takes_back_the_call_first_and_then_the_writing(quick_line: TestLine) -> None:
    desk = both_write(quick_line)
    says(desk, PARTICIPANT, "LISTEN")
    assert "no call" in says(desk, PARTICIPANT, "NEVERMIND").lower() and desk.state == "connected"
    assert says(desk, VOLUNTEER, "1") == "", "their question is closed: it is said to the other one"
    says(desk, PARTICIPANT, "NEVERMIND")
    assert desk.state != "connected"


def test_writing_that_ends_takes_the_call_with_it(quick_line: TestLine) -> None:
    two = listening(quick_line)
    says(two.desk, VOLUNTEER, f"DONE {two.desk.code}")
    assert two.desk.state == "completed"
    assert two.rings[1].status == "completed", "the listener's phone is hung up"
    two.heard.out()
    assert two.heard.heard.ends


def test_whoever_hangs_up_the_other_hears_it_and_they_write_on(quick_line: TestLine) -> None:
    two = listening(quick_line)
    two.hangs_up(two.heard)
    assert "still here in writing" in two.listener.heard.words and two.listener.heard.ends
    quick_line.work()
    assert last(two.desk, PARTICIPANT) == "That's okay. Sam is still here in writing."
    assert (two.desk.state, two.desk.live_legs) == ("connected", [])
    quick_line.pass_time(seconds=10)
    assert two.listener.fetched() == ""


def test_a_participant_who_does_not_pick_up_or_says_not_now_is_back_in_writing(quick_line: TestLine) -> None:
    desk = agreed(quick_line)
    heard, _ = pick_up(desk, VOLUNTEER)
    heard.presses("5")
    quick_line.work()
    desk.end(desk.ringing(PARTICIPANT), "no-answer")
    assert "It's okay not to pick up" in last(desk, PARTICIPANT)
    assert "didn't pick up" in heard.goes(heard.heard.path("Redirect", "")).words
    says(desk, PARTICIPANT, "LISTEN")
    says(desk, VOLUNTEER, "1")
    heard, _ = pick_up(desk, VOLUNTEER)
    heard.presses("5")
    quick_line.work()
    listener, _ = pick_up(desk, PARTICIPANT, AnsweredBy="human")
    assert "go on writing" in listener.presses("2").words
    assert "good time" in heard.goes(heard.heard.path("Redirect", "")).words
    assert desk.state == "connected"


def test_a_machine_hears_nothing_and_a_volunteer_who_is_not_there_is_not_held_against_anybody(
    quick_line: TestLine,
) -> None:
    desk = agreed(quick_line)
    desk.end(desk.ringing(VOLUNTEER), "no-answer")
    assert "couldn't take the call" in last(desk, PARTICIPANT) and "isn't about you" in last(
        desk, PARTICIPANT
    )
    says(desk, PARTICIPANT, "LISTEN")
    says(desk, VOLUNTEER, "1")
    heard, _ = pick_up(desk, VOLUNTEER)
    heard.presses("5")
    quick_line.work()
    listener, _ = pick_up(desk, PARTICIPANT, AnsweredBy="machine_start")
    assert listener.heard.words == "" and listener.heard.ends
    assert [ring.to for ring in quick_line.carrier.rings].count(PARTICIPANT) == 1


def test_with_no_worker_a_volunteer_hears_words_and_is_let_go_after_a_while(quick_line: TestLine) -> None:
    desk = agreed(quick_line)
    heard, _ = pick_up(desk, VOLUNTEER)
    heard.presses("5")
    said = []
    for seconds in (*[2] * 10, 70):
        quick_line.clock.at += timedelta(seconds=seconds)
        said.append(heard.goes(heard.heard.path("Redirect", "")).words)
    assert said.count("One moment, please.") == 2, "never long in silence"
    assert said[-1].startswith("They didn't pick up") and heard.heard.ends
    quick_line.work()
    assert [ring.to for ring in quick_line.carrier.rings] == [VOLUNTEER], "and nobody is rung afterwards"
    assert all(leg.state == "ended" for leg in quick_line.rows(Leg))


def test_a_yes_that_comes_late_asks_the_participant_again_before_anything_rings(quick_line: TestLine) -> None:
    desk = both_write(quick_line)
    says(desk, PARTICIPANT, "LISTEN")
    quick_line.pass_time(minutes=9)
    says(desk, PARTICIPANT, "no hurry sam")
    assert desk.callback.listen_wish == "listen", "no hurry is no no"
    quick_line.clock.at += timedelta(minutes=2)
    assert "asked them if now is still good" in quick_line.text(VOLUNTEER, "1")
    quick_line.work()
    assert "Sam can now" in last(desk, PARTICIPANT) and quick_line.carrier.rings == []
    assert "Sam can" in says(desk, PARTICIPANT, "1")
    assert desk.ringing_now(VOLUNTEER) == 1


def test_a_wish_that_nobody_answers_ends_kindly_and_may_be_asked_again(quick_line: TestLine) -> None:
    desk = both_write(quick_line)
    says(desk, PARTICIPANT, "LISTEN")
    for _ in range(4):
        quick_line.pass_time(minutes=3)
        says(desk, VOLUNTEER, "how is the cat")
    assert desk.told(PARTICIPANT, "hasn't answered that") == 1
    assert "isn't about you" in next(t for t in quick_line.texts_to(PARTICIPANT) if "hasn't answered" in t)
    assert says(desk, VOLUNTEER, "1") == "" and quick_line.carrier.rings == []
    assert "I've asked Sam" in says(desk, PARTICIPANT, "LISTEN")


def test_they_are_told_of_it_once_in_the_middle_of_a_good_conversation(quick_line: TestLine) -> None:
    desk = both_write(quick_line)
    for minute in range(14):
        quick_line.pass_time(minutes=1)
        says(desk, VOLUNTEER, f"and then {minute}")
        answer = says(desk, PARTICIPANT, f"well {minute}")
        assert ("LISTEN" in answer) == (minute == 9), (minute, answer)
    says(desk, PARTICIPANT, "NEVERMIND")
    assert sum("LISTEN" in said for said in quick_line.texts_to(PARTICIPANT)) == 0, (
        "never as a text of its own"
    )


def test_no_phone_rings_that_must_not_and_few_words_stay_few(quick_line: TestLine) -> None:
    desk = both_write(quick_line)
    contact_id = desk.callback.contact_id

    def keep(**answers: object) -> None:
        for name, value in answers.items():
            with quick_line.db.begin(quick_line.clock.at) as tx:
                safe_contact.keep(tx, contact_id, name, value)

    keep(discreet=True)
    answer = says(desk, PARTICIPANT, "LISTEN")
    assert answer.startswith("Okay, I've asked. If it works out, this phone rings")
    says(desk, VOLUNTEER, "1")
    assert last(desk, PARTICIPANT).startswith("This phone rings in a minute")
    heard, _ = pick_up(desk, VOLUNTEER)
    heard.presses("5")
    keep(calls=False)
    quick_line.work()
    assert desk.ringing_now(PARTICIPANT) == 0, "it is asked again as the ring goes out"
    assert heard.goes(heard.heard.path("Redirect", "")).ends and desk.state == "connected"
    assert "stays quiet" in says(desk, PARTICIPANT, "LISTEN")
    assert desk.callback.listen_wish is None


def test_with_a_call_booked_listen_is_told_to_whoever_takes_it_and_before_writing_it_begins_there(
    quick_line: TestLine,
) -> None:
    assert "1 write with a volunteer" in quick_line.text(PARTICIPANT, "LISTEN")
    assert "1 write with a volunteer" in quick_line.text(PARTICIPANT, "can i just listen to somebody")
    desk = Desk(quick_line)
    desk.ask()
    assert "You don't have to say a word" in says(desk, PARTICIPANT, "LISTEN")
    desk.take()
    assert desk.told(VOLUNTEER, "They'd rather listen") == 1


def test_after_writing_and_after_such_a_talk_the_same_volunteer_is_asked_first_where_both_want_it(
    quick_line: TestLine,
) -> None:
    two = listening(quick_line, "can you call me please")
    quick_line.volunteer(SECOND, "Kim")
    quick_line.pass_time(minutes=12)
    two.hangs_up(two.listener)
    two.heard.presses("1")
    quick_line.pass_time(minutes=4)
    says(two.desk, PARTICIPANT, "5")
    assert "the same person" in says(two.desk, PARTICIPANT, "1")
    quick_line.pass_time(hours=2)
    for wish in ("CALL", "write instead"):
        says(two.desk, PARTICIPANT, wish)
    first = [o.volunteer_id for o in quick_line.rows(Offer) if o.callback_id == two.desk.callback.id]
    assert first == [1] and two.desk.callback.kind == "text"


def test_once_they_talk_the_keys_and_the_supervisor_are_those_of_every_talk(
    lines: Callable[..., TestLine],
) -> None:
    line = supervised(lines)
    two = listening(line)
    assert "coordinator" in says(two.desk, VOLUNTEER, "SUPERVISOR"), (
        "nobody joins two of whom one only listens"
    )
    two.star()
    two.listener.presses("1")
    two.volunteer_asks_again()
    talk = Talk(
        two.desk, two.heard, two.listener, two.rings[0], Dialled(line, two.listener.heard, two.listener.sid)
    )
    assert "bring in the supervisor, press 3" in talk.star().words
    assert "calling the supervisor" in talk.volunteer.presses("3").words
    talk.supervisor_rings()
    assert talk.star_again("*").startswith("We won't connect you two again")
    assert (talk.state, two.desk.live_legs) == ("completed", [])


def test_a_ring_whose_answer_was_lost_is_looked_up_and_not_made_twice(quick_line: TestLine) -> None:
    desk = agreed(quick_line)
    heard, _ = pick_up(desk, VOLUNTEER)
    quick_line.carrier.lost = [TransportError("lost", unknown=True)]
    heard.presses("5")
    quick_line.work()
    quick_line.pass_time(seconds=5)
    quick_line.pass_time(seconds=5)
    assert [ring.to for ring in quick_line.carrier.rings] == [VOLUNTEER, PARTICIPANT]
    listener, _ = pick_up(desk, PARTICIPANT, AnsweredBy="human")
    listener.presses("1")
    heard.goes(heard.heard.path("Redirect", ""))
    assert heard.room == listener.room != ""
