"""A volunteer's answer with a time behind it is understood, kept and told; nothing is lost, nothing rings early."""

from datetime import timedelta

import pytest

from store.models import Callback, Decision, Message, Note, Offer, Volunteer
from store.vault.columns import MESSAGE_WORDS, NOTE_WORDS
from tests.kits.bridge import PARTICIPANT, SECOND, VOLUNTEER, Desk
from tests.kits.line import TestLine

HOUR = timedelta(hours=1)


@pytest.fixture
def asked(line: TestLine) -> Desk:
    """At noon in New York, one volunteer is offered a callback that is promised by two."""
    desk = Desk(line)
    desk.ask()
    return desk


def say(desk: Desk, sender: str, body: str) -> str:
    answer = desk.line.text(sender, body.format(desk.code))
    desk.line.work()
    return answer


def offers_to(desk: Desk, number: str) -> int:
    return desk.told(number, "TAKE")


def rung(desk: Desk, number: str = VOLUNTEER) -> int:
    return sum(ring.to == number for ring in desk.line.carrier.rings)


@pytest.mark.parametrize(
    "said",
    [
        "PASS {} in 1 hour",
        "PASS {} but I can at 1",
        "no {} but i can in 1 hour",
        "No, {}. I could at 1pm",
        "PASS in 60 minutes",
        "PASS {} until 1",
        "paso {} pero puedo a la 1",
        "la paso {}, puedo en 1 hora",
        "no {} pero puedo a la 1",
    ],
)
def test_a_no_with_a_time_is_asked_again_at_that_time(asked: Desk, said: str) -> None:
    answer = say(asked, VOLUNTEER, said)
    assert f"ask others about {asked.code}" in answer and "1:00 PM" in answer
    [offer] = asked.line.rows(Offer)
    assert (offer.state, offer.willing_from) == ("passed", asked.line.clock.at + HOUR)
    asked.line.pass_time(minutes=59)
    assert offers_to(asked, VOLUNTEER) == 1
    asked.line.pass_time(minutes=2)
    assert offers_to(asked, VOLUNTEER) == 2


def test_at_the_time_they_said_they_are_asked_though_somebody_else_is_asked_already(asked: Desk) -> None:
    asked.line.volunteer(SECOND, "Kim")
    say(asked, VOLUNTEER, "PASS {} but I can in 5 min")
    assert offers_to(asked, SECOND) == 1
    asked.line.pass_time(minutes=4)
    assert offers_to(asked, VOLUNTEER) == 1
    asked.line.pass_time(minutes=1, seconds=5)
    assert offers_to(asked, VOLUNTEER) == 2
    assert offers_to(asked, SECOND) == 1


@pytest.mark.both_databases
def test_their_words_are_kept_nowhere_but_in_the_text_that_came_in(asked: Desk) -> None:
    say(asked, VOLUNTEER, "PASS {} in 1 hour, my daughter Ottilie has a fever")
    assert asked.line.rows(Note) == []
    kept = str([asked.line.rows(table) for table in (Offer, Callback, Decision)])
    sent = " ".join(asked.line.opened(MESSAGE_WORDS, row) for row in asked.line.rows(Message))
    assert "Ottilie" not in kept + sent


def test_somebody_off_duty_by_then_is_asked_as_they_said(asked: Desk) -> None:
    say(asked, VOLUNTEER, "PASS {} in 1 hour")
    say(asked, VOLUNTEER, "OFF")
    asked.line.pass_time(minutes=61)
    assert offers_to(asked, VOLUNTEER) == 2


def test_the_latest_word_counts(asked: Desk) -> None:
    say(asked, VOLUNTEER, "PASS {} in 1 hour")
    assert "thank you for telling us" in say(asked, VOLUNTEER, "PASS {}")
    asked.line.pass_time(minutes=90)
    assert offers_to(asked, VOLUNTEER) == 1


@pytest.mark.parametrize("said", ["PASS {}", "no {}", "NO {} sorry, I am driving", "PASS {} now", "paso {}"])
def test_a_plain_no_is_a_no_and_asks_nothing(asked: Desk, said: str) -> None:
    answer = say(asked, VOLUNTEER, said)
    assert "No problem" in answer and "when" not in answer
    assert [offer.willing_from for offer in asked.line.rows(Offer)] == [None]


@pytest.mark.parametrize(
    "said", ["PASS {} later", "PASS {} when the kids sleep", "PASS {} tomorrow", "no {} pero luego"]
)
def test_a_no_with_a_time_that_cannot_be_read_says_how_to_write_one(asked: Desk, said: str) -> None:
    assert f"PASS {asked.code} at 8pm" in say(asked, VOLUNTEER, said)
    assert [offer.state for offer in asked.line.rows(Offer)] == ["passed"]


def test_a_no_without_a_code_passes_on_the_only_offer_there_is_and_keeps_the_remainder(asked: Desk) -> None:
    assert "we'll ask you then" in say(asked, VOLUNTEER, "no but I can in an hour")
    assert [offer.state for offer in asked.line.rows(Offer)] == ["passed"]


@pytest.mark.parametrize("said", ["TAKE", "ok i can take it now"])
def test_who_passed_until_a_time_and_comes_back_early_takes_it(asked: Desk, said: str) -> None:
    say(asked, VOLUNTEER, "sorry im at work til 1:30, can do after")
    asked.line.pass_time(minutes=50)
    assert f"{asked.code} is yours" in say(asked, VOLUNTEER, said)


def test_who_passed_for_good_takes_nothing_by_take_alone(asked: Desk) -> None:
    say(asked, VOLUNTEER, "PASS")
    assert "yours" not in say(asked, VOLUNTEER, "TAKE")
    assert rung(asked) == 0


def test_a_time_when_it_will_be_closed_is_not_promised(asked: Desk) -> None:
    answer = say(asked, VOLUNTEER, "PASS {} in 60 hours")
    assert "at " not in answer
    assert [offer.willing_from for offer in asked.line.rows(Offer)] == [None]


@pytest.mark.parametrize(
    "said",
    ["TAKE {} in 20 min", "TAKE {} at 12:20", "take {} 12:20", "tomar {} en 20 minutos", "la tomo {} 12:20"],
)
def test_take_at_a_time_is_rung_at_that_time_by_itself(asked: Desk, said: str) -> None:
    agreed = asked.line.clock.at + timedelta(minutes=20)
    answer = say(asked, VOLUNTEER, said)
    assert "12:20 PM" in answer and f"GO {asked.code}" in answer and f"PASS {asked.code}" in answer
    assert (asked.state, asked.callback.agreed_at, asked.callback.wait_for_go) == ("accepted", agreed, True)
    assert asked.told(PARTICIPANT, "will call you: 12:20 PM") == 1
    asked.line.pass_time(minutes=11)
    say(asked, PARTICIPANT, "1")
    asked.line.pass_time(minutes=8)
    assert rung(asked) == 0
    asked.line.pass_time(minutes=1)
    assert rung(asked) == 1


def test_go_rings_before_the_agreed_time_and_the_time_no_longer_holds_the_retry_back(asked: Desk) -> None:
    say(asked, VOLUNTEER, "TAKE {} in 90 min")
    say(asked, VOLUNTEER, "GO {}")
    ring = asked.ringing(VOLUNTEER)
    dialled = asked.connect_volunteer(ring)
    dialled.over("no-answer", ring.sid)
    asked.end(ring, "completed")
    say(asked, PARTICIPANT, "READY")
    asked.line.pass_time(minutes=8)
    assert rung(asked) == 2


def test_another_time_takes_the_place_of_the_first_and_the_participant_hears_both(asked: Desk) -> None:
    say(asked, VOLUNTEER, "TAKE {} in 60 min")
    say(asked, VOLUNTEER, "TAKE {} in 30 min")
    assert asked.callback.agreed_at == asked.line.clock.at + HOUR / 2
    assert asked.told(PARTICIPANT, "you: 1:00 PM") == asked.told(PARTICIPANT, "you: 12:30 PM") == 1


@pytest.mark.parametrize("gone", ["PASS {}", "STOP"])
def test_a_participant_who_was_told_a_time_hears_when_it_no_longer_holds(asked: Desk, gone: str) -> None:
    say(asked, VOLUNTEER, "TAKE {} in 60 min")
    say(asked, VOLUNTEER, gone)
    assert asked.told(PARTICIPANT, "That time has changed. Someone else will be in touch by 2:00 PM") == 1
    assert asked.callback.agreed_at is None
    assert asked.state in ("waiting", "offered")


def test_a_time_after_the_promise_is_not_taken_silently_late(asked: Desk) -> None:
    asked.line.volunteer(SECOND, "Kim")
    answer = say(asked, VOLUNTEER, "TAKE {} at 8")
    assert "promised by 2:00 PM" in answer and "at 8:00 PM EST, we'll ask you" in answer
    assert asked.callback.volunteer_id is None
    assert offers_to(asked, SECOND) == 1
    assert asked.told(PARTICIPANT, "8:00 PM") == 0
    assert f"{asked.code} is yours. We're calling you now" in say(asked, VOLUNTEER, "TAKE {}")


def test_exactly_the_promised_time_is_in_time(asked: Desk) -> None:
    assert "is yours" in say(asked, VOLUNTEER, "TAKE {} at 2")
    assert asked.callback.agreed_at == asked.callback.promised_by


def test_holding_it_and_then_naming_a_time_after_the_promise_hands_it_on(asked: Desk) -> None:
    say(asked, VOLUNTEER, "TAKE {} in 60 min")
    assert "asking others first" in say(asked, VOLUNTEER, "TAKE {} at 8")
    assert asked.state in ("waiting", "offered") and asked.callback.volunteer_id is None
    assert asked.told(PARTICIPANT, "That time has changed") == 1


@pytest.mark.parametrize("said", ["TAKE {} yesterday at 8", "TAKE {} today 9am", "TAKE {} 25:00"])
def test_a_time_that_is_none_holds_it_for_go_and_says_how_to_write_one(asked: Desk, said: str) -> None:
    answer = say(asked, VOLUNTEER, said)
    assert f"{asked.code} is yours" in answer and f"TAKE {asked.code} at 8pm" in answer
    assert (asked.state, asked.callback.agreed_at, rung(asked)) == ("accepted", None, 0)
    say(asked, VOLUNTEER, "GO {}")
    assert rung(asked) == 1


@pytest.mark.parametrize("said", ["TAKE {} tomorrow", "TAKE {} in 30 days", "TAKE {} on friday"])
def test_a_day_without_an_hour_is_not_held_and_says_how_to_write_one(asked: Desk, said: str) -> None:
    assert f"PASS {asked.code} at 8pm" in say(asked, VOLUNTEER, said)
    assert asked.callback.volunteer_id is None


@pytest.mark.parametrize(
    "said", ["TAKE {}", "TAKE {} please", "TAKE {} now", "TAKE {} asap", "tomar {} gracias"]
)
def test_take_without_a_time_rings_at_once(asked: Desk, said: str) -> None:
    say(asked, VOLUNTEER, said)
    assert rung(asked) == 1


@pytest.mark.parametrize(
    "said", ["TAKE {} when the kids sleep", "TAKE {} later", "TAKE {} before 2", "tomar {} luego"]
)
@pytest.mark.both_databases
def test_take_with_a_condition_waits_for_go(asked: Desk, said: str) -> None:
    answer = say(asked, VOLUNTEER, said)
    assert f"GO {asked.code}" in answer
    assert (rung(asked), asked.callback.agreed_at, asked.state) == (0, None, "accepted")


def test_a_time_is_read_on_the_volunteers_own_clock(asked: Desk) -> None:
    say(asked, VOLUNTEER, "ZONE Pacific")  # nine in the morning there
    assert "at 10:00 AM. GO" in say(asked, VOLUNTEER, "TAKE {} at 10")
    assert asked.callback.agreed_at == asked.line.clock.at + HOUR
    assert asked.told(PARTICIPANT, "you: 1:00 PM EST") == 1


def test_take_of_a_call_for_later_is_rung_at_the_time_that_was_asked_for_and_go_does_not_hurry_it(
    line: TestLine,
) -> None:
    desk = Desk(line)
    line.volunteer(VOLUNTEER)
    line.text(PARTICIPANT, "CALL at 3pm")
    line.pass_time(hours=2, minutes=31)
    desk.code = line.code()
    assert "They asked for 3:00 PM" in say(desk, VOLUNTEER, "TAKE {}")
    assert "3:00 PM" in say(desk, VOLUNTEER, "GO {}")
    assert "3:00 PM" in say(desk, VOLUNTEER, "TAKE {} at 2:45")
    line.pass_time(minutes=20)
    say(desk, PARTICIPANT, "1")
    line.pass_time(minutes=8)
    assert rung(desk) == 0
    line.pass_time(minutes=2)
    assert rung(desk) == 1


def test_a_talk_is_followed_by_a_quarter_of_an_hour_of_rest_and_a_hard_one_by_an_hour(asked: Desk) -> None:
    dialled = asked.talk(ring := asked.take())
    asked.line.pass_time(minutes=10)
    dialled.over("completed", ring.sid)
    asked.end(ring, "completed")
    ended = asked.line.clock.at
    [volunteer] = asked.line.rows(Volunteer)
    assert volunteer.resting_until == ended + timedelta(minutes=15)
    answer = say(asked, VOLUNTEER, "DONE {} hard. She misses her brother")
    assert "No calls for you until 1:10 PM" in answer
    assert [asked.line.opened(NOTE_WORDS, note) for note in asked.line.rows(Note)] == [
        "hard. She misses her brother"
    ]
    asked.line.text("+12025550112", "CALL")
    asked.line.pass_time(minutes=50)
    assert offers_to(asked, VOLUNTEER) == 1, "a rest is a rest"
    asked.line.pass_time(minutes=11)
    assert offers_to(asked, VOLUNTEER) == 2


def test_on_ends_a_rest(asked: Desk) -> None:
    dialled = asked.talk(ring := asked.take())
    asked.line.pass_time(minutes=10)
    dialled.over("completed", ring.sid)
    asked.end(ring, "completed")
    say(asked, VOLUNTEER, "DONE {} that was a tough one")
    say(asked, VOLUNTEER, "ON")
    asked.line.text("+12025550112", "CALL")
    asked.line.work()
    assert offers_to(asked, VOLUNTEER) == 2


@pytest.mark.parametrize("words", ["she had a hard time", "went well", "", "hard to hear her"])
def test_other_words_after_done_are_no_request_for_rest(asked: Desk, words: str) -> None:
    dialled = asked.talk(ring := asked.take())
    asked.line.pass_time(minutes=10)
    dialled.over("completed", ring.sid)
    asked.end(ring, "completed")
    answer = say(asked, VOLUNTEER, f"DONE {{}} {words}")
    assert ("hard one" not in answer and "Thank you for" in answer) or "thanks" in answer


def test_the_menu_by_phone_tells_kind_length_and_time(line: TestLine) -> None:
    line.volunteer(VOLUNTEER)
    line.text(PARTICIPANT, "CALL at 3pm")
    line.pass_time(hours=2, minutes=31)
    sid, menu = line.call(VOLUNTEER)
    offer = line.press(menu, "2", sid, VOLUNTEER)
    assert "One call" in offer.words and "15 minutes" in offer.words and "at 3:00 PM" in offer.words
    taken = line.press(offer, "1", sid, VOLUNTEER)
    assert "They asked for 3:00 PM" in taken.words and taken.ends
    assert taken.root.find(".//Dial") is None
