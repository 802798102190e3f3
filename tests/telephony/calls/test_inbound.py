"""Calls to the line: the menu by key and voice, withheld numbers, and volunteers who call."""

import pytest
from sqlalchemy import update

from store.models import Alert, Callback, Checkin, Contact, Volunteer
from tests.kits.bridge import PARTICIPANT, SECOND, VOLUNTEER, Desk
from tests.kits.line import COORDINATOR, Heard, TestLine


def states(line: TestLine) -> list[str]:
    return [cb.state for cb in line.rows(Callback)]


def keys(line: TestLine, number: str, *digits: str) -> Heard:
    sid, heard = line.call(number)
    for each in digits:
        heard = line.press(heard, each, sid, number)
    return heard


def test_a_caller_hears_the_line_the_crisis_number_and_the_menu(quick_line: TestLine) -> None:
    heard = keys(quick_line, PARTICIPANT)
    assert "Riverside Warmline" in heard.words
    assert "9 8 8" in heard.words and "9 1 1" in heard.words
    for key in "1230":
        assert f"press {key}" in heard.words


def test_a_check_in_by_key_is_kept_at_once_and_leads_to_a_callback(line: TestLine) -> None:
    line.volunteer(VOLUNTEER)
    offer = keys(line, PARTICIPANT, "1", "2")
    assert [c.mood for c in line.rows(Checkin)] == [2]
    assert "be in touch with a volunteer" in offer.words
    line.volunteer(SECOND)
    done = keys(line, "+12025550144", "1", "9", "1")
    assert "A volunteer will call you" in done.words and not done.ends, (
        "what may be added is asked in the same breath"
    )
    assert [c.mood for c in line.rows(Checkin)] == [2, None]
    line.work()
    assert [cb.mood for cb in line.rows(Callback)] == [None]


def test_what_was_chosen_stands_though_the_caller_hangs_up_at_once(quick_line: TestLine) -> None:
    quick_line.volunteer(VOLUNTEER)
    sid, menu = quick_line.call(PARTICIPANT)
    quick_line.press(menu, "2", sid, PARTICIPANT)
    quick_line.hang_up(sid, PARTICIPANT)
    assert states(quick_line) == ["offered"]


def test_hanging_up_before_anything_was_chosen_leaves_nothing_open(quick_line: TestLine) -> None:
    sid, _ = quick_line.call(PARTICIPANT)
    quick_line.hang_up(sid, PARTICIPANT)
    assert states(quick_line) == []


def test_0_is_again_and_no_miss(quick_line: TestLine) -> None:
    heard = keys(quick_line, PARTICIPANT, *"00000")
    assert "press 1" in heard.words


@pytest.mark.parametrize("wrong", ["", "4", "*"])
def test_silence_and_wrong_keys_are_forgiven_three_times_and_then_it_ends_kindly(
    quick_line: TestLine, wrong: str
) -> None:
    sid, heard = quick_line.call(PARTICIPANT)
    for _ in range(3):
        heard = quick_line.press(heard, wrong, sid, PARTICIPANT)
        assert "press 1" in heard.words
    heard = quick_line.press(heard, wrong, sid, PARTICIPANT)
    assert heard.ends
    assert "text" in heard.words and "9 8 8" in heard.words


def test_a_right_key_after_two_wrong_ones_goes_on(quick_line: TestLine) -> None:
    heard = keys(quick_line, PARTICIPANT, "4", "", "1")
    assert "How are you" in heard.words


@pytest.mark.parametrize("said", ["check in", "Check in please.", "uh I would like to check in"])
def test_words_work_as_keys_do(quick_line: TestLine, said: str) -> None:
    sid, heard = quick_line.call(PARTICIPANT)
    spoken = quick_line.turn(heard.path("Gather"), sid, PARTICIPANT, SpeechResult=said, Confidence="0.8")
    if said.startswith("uh"):
        assert "didn't get that" in spoken.words
    else:
        assert "How are you" in spoken.words


def test_spoken_words_of_crisis_are_answered_first_and_a_person_is_told(quick_line: TestLine) -> None:
    sid, heard = quick_line.call(PARTICIPANT)
    spoken = quick_line.turn(heard.path("Gather"), sid, PARTICIPANT, SpeechResult="I want to kill myself")
    assert spoken.words.index("9 8 8") < spoken.words.index("press 1")
    assert not spoken.ends
    quick_line.work()
    assert [a.kind for a in quick_line.rows(Alert)] == ["crisis"]
    assert quick_line.texts_to(COORDINATOR)[0].startswith("CRISIS")


def test_9_changes_the_language_for_good(quick_line: TestLine) -> None:
    heard = keys(quick_line, PARTICIPANT, "9")
    assert "marca 1" in heard.words
    assert "Riverside" in heard.words and "9 1 1" in heard.words and "9 8 8" in heard.words
    assert {say.attrib["language"] for say in heard.root.iter("Say")} == {"es-MX"}
    assert [c.language for c in quick_line.rows(Contact)] == ["es"]
    assert "marca 1" in keys(quick_line, PARTICIPANT).words


def test_somebody_in_line_is_asked_whether_to_keep_it(quick_line: TestLine) -> None:
    quick_line.text(PARTICIPANT, "CALL")
    assert "Press 1 to keep it" in keys(quick_line, PARTICIPANT, "2").words
    assert "it stays" in keys(quick_line, PARTICIPANT, "2", "1").words
    assert states(quick_line) == ["waiting"]
    assert "it's off" in keys(quick_line, PARTICIPANT, "2", "3").words
    assert states(quick_line) == ["cancelled"]


@pytest.mark.parametrize("said", ["never mind", "don't call me", "call it off", "i changed my mind"])
def test_a_refusal_spoken_into_the_menu_silences_their_phone_until_their_word(
    quick_line: TestLine, said: str
) -> None:
    desk = Desk(quick_line)
    desk.ask()
    sid, menu = quick_line.call(PARTICIPANT)
    done = quick_line.turn(menu.path("Gather"), sid, PARTICIPANT, SpeechResult=said)
    assert "stays silent" in done.words and "9 8 8" in done.words and done.ends
    quick_line.pass_time(minutes=30)
    assert states(quick_line) == ["waiting"] and quick_line.carrier.rings == []
    quick_line.text(PARTICIPANT, "READY")
    quick_line.work()
    assert states(quick_line) == ["offered"]


def test_a_refusal_spoken_before_the_last_ring_says_that_nobody_calls(quick_line: TestLine) -> None:
    desk = Desk(quick_line)
    desk.ask()
    with quick_line.db.begin(quick_line.clock.at) as tx:
        tx.run(update(Callback).values(attempts=tx.line.callback_attempts))
    sid, menu = quick_line.call(PARTICIPANT)
    done = quick_line.turn(menu.path("Gather"), sid, PARTICIPANT, SpeechResult="don't call me")
    assert "nobody will call you" in done.words and done.ends
    assert states(quick_line) == ["cancelled"]


def test_a_refusal_spoken_with_no_call_open_says_that_there_is_none(quick_line: TestLine) -> None:
    sid, menu = quick_line.call(PARTICIPANT)
    done = quick_line.turn(menu.path("Gather"), sid, PARTICIPANT, SpeechResult="don't call me")
    assert "no request open" in done.words
    assert states(quick_line) == []


def test_a_withheld_number_is_keyed_in_read_back_confirmed_and_rung(quick_line: TestLine) -> None:
    sid, menu = quick_line.call("anonymous")
    asked = quick_line.press(menu, "2", sid, "anonymous")
    wrong = quick_line.press(asked, "2025550155", sid, "anonymous")
    asked = quick_line.press(wrong, "2", sid, "anonymous")
    right = quick_line.press(asked, "2025550144", sid, "anonymous")
    assert "4 4" in right.words.replace(",", "").replace("0 1", "")
    quick_line.volunteer(VOLUNTEER)
    done = quick_line.press(right, "1", sid, "anonymous")
    assert "A volunteer will call that number" in done.words
    desk = Desk(quick_line)
    quick_line.work()
    desk.code = quick_line.code()
    assert desk.connect_volunteer(desk.take()).number == "+12025550144"


def test_a_withheld_check_in_keeps_its_mood_and_asks_for_a_number(quick_line: TestLine) -> None:
    sid, heard = quick_line.call("")
    for digits in ("1", "2", "1", "2025550144", "1"):
        heard = quick_line.press(heard, digits, sid, "")
    assert "No volunteer is on right now" in heard.words
    assert [(cb.mood, cb.state) for cb in quick_line.rows(Callback)] == [(2, "waiting")]


@pytest.mark.parametrize(
    "number", ["911", "112", "9005550100", "18765550100", "12025550100", "12", "+", "0000000000", "5550100"]
)
def test_numbers_that_may_not_be_rung_are_refused_three_times_and_then_a_kind_end(
    quick_line: TestLine, number: str
) -> None:
    sid, heard = quick_line.call("anonymous")
    heard = quick_line.press(heard, "2", sid, "anonymous")
    for _ in range(2):
        heard = quick_line.press(heard, number, sid, "anonymous")
        assert "key in the number" in heard.words
    heard = quick_line.press(heard, number, sid, "anonymous")
    assert heard.ends
    assert "9 8 8" in heard.words
    assert states(quick_line) == []


def test_a_withheld_caller_leaves_no_contact_behind(quick_line: TestLine) -> None:
    for caller in ("anonymous", "+17378742833", "", "client:x", "Restricted"):
        keys(quick_line, caller, "1", "3", "2")
    assert quick_line.rows(Contact) == []


def test_a_volunteer_hears_their_own_menu_and_changes_duty(quick_line: TestLine) -> None:
    quick_line.volunteer(VOLUNTEER, on_duty=False)
    sid, heard = quick_line.call(VOLUNTEER)
    assert "You're off" in heard.words
    heard = quick_line.press(heard, "1", sid, VOLUNTEER)
    assert "You're on until" in heard.words
    assert quick_line.rows(Volunteer)[0].on_duty
    heard = quick_line.press(heard, "1", sid, VOLUNTEER)
    assert not quick_line.rows(Volunteer)[0].on_duty
    assert "no open offers" in quick_line.press(heard, "2", sid, VOLUNTEER).words


def took_it(line: TestLine) -> tuple[str, Desk]:
    """A volunteer calls, hears the open offer and takes it; the call is still on."""
    line.volunteer(VOLUNTEER)
    line.text(PARTICIPANT, "CALL")
    line.work()
    desk = Desk(line, line.code())
    sid, heard = line.call(VOLUNTEER)
    offer = line.press(heard, "2", sid, VOLUNTEER)
    assert "Press 1 to take it now" in offer.words
    taken = line.press(offer, "1", sid, VOLUNTEER)
    assert "hang up now" in taken.words and taken.ends
    assert "<Dial" not in taken.document and "<Redirect" not in taken.document
    return sid, desk


def test_an_offer_taken_on_the_phone_rings_the_number_on_file_once_they_hang_up(line: TestLine) -> None:
    sid, desk = took_it(line)
    line.work()
    assert line.carrier.rings == [], "their phone is busy as long as they are on it"
    line.hang_up(sid, VOLUNTEER)
    ring = desk.ringing(VOLUNTEER)
    dialled = desk.talk(ring)
    assert dialled.number == PARTICIPANT
    assert states(line) == ["connected"]
    dialled.over("completed", ring.sid)
    assert states(line) == ["completed"]


def test_their_phone_rings_even_where_the_word_of_the_hang_up_is_lost(quick_line: TestLine) -> None:
    _, desk = took_it(quick_line)
    quick_line.pass_time(seconds=11)
    desk.ringing(VOLUNTEER)


def test_their_phone_rings_once_however_often_the_hang_up_is_told(quick_line: TestLine) -> None:
    sid, desk = took_it(quick_line)
    for _ in range(3):
        quick_line.hang_up(sid, VOLUNTEER)
    quick_line.pass_time(seconds=11)
    desk.ringing(VOLUNTEER)


def test_never_mind_before_they_hang_up_means_that_no_phone_rings(quick_line: TestLine) -> None:
    sid, _ = took_it(quick_line)
    quick_line.text(PARTICIPANT, "NEVERMIND")
    quick_line.hang_up(sid, VOLUNTEER)
    quick_line.pass_time(seconds=30)
    assert quick_line.carrier.rings == []
    assert states(quick_line) == ["cancelled"]


def test_somebody_elses_hang_up_does_not_ring_them(quick_line: TestLine) -> None:
    took_it(quick_line)
    quick_line.volunteer(SECOND)
    other, _ = quick_line.call(SECOND)
    quick_line.hang_up(other, SECOND)
    assert quick_line.carrier.rings == []


def test_an_offer_passed_on_the_phone_goes_to_the_next(quick_line: TestLine) -> None:
    quick_line.volunteer(VOLUNTEER)
    quick_line.volunteer(SECOND)
    quick_line.text(PARTICIPANT, "CALL")
    quick_line.work()
    heard = keys(quick_line, VOLUNTEER, "2", "2")
    assert "ask others" in heard.words
    quick_line.work()
    assert any("TAKE" in said for said in quick_line.texts_to(SECOND))
