"""Another number is rung only once a code came from it: nobody aims our calls at a stranger."""

import re
from datetime import timedelta

import pytest

from flows.rules.crisis.lines import for_region
from store.models import Callback, Contact, Decision, Inbound, OtherNumber
from tests.kits.bridge import PARTICIPANT, SECOND, VOLUNTEER, Desk
from tests.kits.line import Heard, TestLine

HOUSE = "+12025550147"
FRIEND = "+12025550112"


def named(line: TestLine, asker: str = PARTICIPANT, number: str = HOUSE) -> str:
    """The code that somebody is given for a number."""
    said = line.text(asker, f"NUMBER {number}")
    found = re.search(r"text (\d{4}) CONFIRM", said)
    assert found is not None, said
    return found[1]


def wrong(*codes: str) -> str:
    """A code that is none of these."""
    return next(code for code in map("{:04}".format, range(10_000)) if code not in codes)


def dialled(desk: Desk) -> str:
    """Who is dialled for the participant, from the volunteer's call."""
    return desk.connect_volunteer(desk.take()).number


@pytest.fixture
def desk(line: TestLine) -> Desk:
    """A participant who has talked with us before."""
    for body in ("CHECKIN", "4", "3"):
        line.text(PARTICIPANT, body)
    return Desk(line)


def test_a_code_from_their_own_phone_is_answered_with_which_phone_it_has_to_come_from(desk: Desk) -> None:
    line = desk.line
    code = named(line)
    assert "has to come from the phone that ends in 47" in line.text(PARTICIPANT, f"{code} CONFIRM")
    assert "didn't work" in line.text(PARTICIPANT, wrong(code))
    assert "didn't work" in line.text(SECOND, code), "and nobody else learns of it"
    assert "confirmed" in line.text(HOUSE, code)


def test_the_confirmed_number_is_dialled_and_both_hear_of_it_in_their_own_way(desk: Desk) -> None:
    line = desk.line
    code = named(line)
    assert line.text(HOUSE, f"{code} CONFIRM") == "Thank you, this phone is confirmed. That's all."
    line.work()
    assert "ends in 47 is confirmed" in line.texts_to(PARTICIPANT)[-1]
    desk.ask()
    assert dialled(desk) == HOUSE
    assert line.texts_to(HOUSE) == [], "the other phone is texted nothing of our own accord"


@pytest.mark.both_databases
def test_a_number_that_was_only_named_is_neither_rung_nor_texted(desk: Desk) -> None:
    named(desk.line)
    desk.ask()
    assert dialled(desk) == PARTICIPANT
    desk.line.pass_time(hours=1)
    assert desk.line.texts_to(HOUSE) == []
    assert [ring for ring in desk.line.carrier.rings if ring.to == HOUSE] == []


def test_the_code_from_the_phone_that_asked_or_from_a_third_one_confirms_nothing(desk: Desk) -> None:
    code = named(desk.line)
    for sender, said in ((PARTICIPANT, "has to come from"), (FRIEND, "didn't work")):
        assert said in desk.line.text(sender, f"{code} CONFIRM")
    desk.ask()
    assert dialled(desk) == PARTICIPANT


@pytest.mark.parametrize("body", ["{}", "CONFIRM {}", "{} confirma", "  {}confirm. ", "Confirmed {}"])
def test_the_code_may_come_in_several_ways(desk: Desk, body: str) -> None:
    desk.line.text(HOUSE, body.format(named(desk.line)))
    assert desk.line.rows(OtherNumber)[-1].confirmed_at is not None


@pytest.mark.parametrize("body", ["{}5 confirm", "{} confirm please do", "please {}", "{} {} confirm"])
def test_what_only_resembles_a_code_is_an_ordinary_text(desk: Desk, body: str) -> None:
    code = named(desk.line)
    assert "didn't work" not in desk.line.text(HOUSE, body.format(code, code))
    assert desk.line.rows(OtherNumber)[-1].confirmed_at is None


def test_the_other_phone_is_not_told_who_we_are_and_agrees_to_nothing(desk: Desk) -> None:
    desk.line.text(HOUSE, named(desk.line))
    [house] = [c for c in desk.line.rows(Contact) if c.introduced_at is None]
    assert len(desk.line.rows(Inbound)) == 5
    assert "you've reached" in desk.line.text(HOUSE, "hello"), "who they are is said when they talk with us"
    assert house.language == "en"


@pytest.mark.both_databases
def test_a_code_with_a_spanish_word_is_answered_in_spanish(desk: Desk) -> None:
    assert "ya quedo este teléfono" in desk.line.text(HOUSE, f"{named(desk.line)} CONFIRMA")


def test_an_open_question_outlives_a_code(desk: Desk) -> None:
    desk.line.text(HOUSE, "CHECKIN")
    said = desk.line.text(HOUSE, named(desk.line))
    assert "is confirmed" in said and "How are you" in said
    assert "be in touch with a volunteer" in desk.line.text(HOUSE, "2")


def test_words_of_crisis_around_a_code_are_words_of_crisis(desk: Desk) -> None:
    code = named(desk.line)
    said = desk.line.text(HOUSE, f"{code} confirm I want to kill myself")
    assert for_region("US").crisis in said
    assert desk.line.rows(OtherNumber)[-1].confirmed_at is None


def test_wrong_late_and_never_asked_for_are_answered_alike(desk: Desk) -> None:
    line = desk.line
    never = line.text(FRIEND, "1234 CONFIRM")
    code = named(line)
    wrong_one = line.text(HOUSE, f"{wrong(code)} CONFIRM")
    line.pass_time(minutes=31)
    late = line.text(HOUSE, f"{code} CONFIRM")
    assert never == wrong_one == late
    desk.ask()
    assert dialled(desk) == PARTICIPANT


def test_after_five_wrong_codes_the_right_one_is_worth_nothing_and_the_asker_is_told(desk: Desk) -> None:
    line = desk.line
    code, tried = named(line), list[str]()
    for _ in range(4):
        tried.append(wrong(code, *tried))
        line.text(HOUSE, tried[-1])
    line.work()
    assert desk.told(PARTICIPANT, "wrong too often") == 0
    line.text(HOUSE, wrong(code, *tried))
    assert "didn't work" in line.text(HOUSE, code)
    line.work()
    assert desk.told(PARTICIPANT, "wrong too often") == 1
    assert line.text(HOUSE, named(line)).startswith("Thank you"), "a new code starts anew"


def test_four_wrong_codes_are_forgiven(desk: Desk) -> None:
    code = named(desk.line)
    for _ in range(4):
        desk.line.text(HOUSE, wrong(code))
    assert desk.line.text(HOUSE, code).startswith("Thank you")


def test_two_may_share_a_house_phone_each_by_their_own_code(desk: Desk) -> None:
    line = desk.line
    mine, theirs = named(line), named(line, FRIEND)
    assert mine != theirs
    line.text(HOUSE, theirs)
    desk.ask()
    assert dialled(desk) == PARTICIPANT, "the friend's code says nothing about me"
    line.text(HOUSE, mine)
    assert [row.confirmed_at is not None for row in line.rows(OtherNumber)] == [True, True]


def test_naming_a_second_number_ends_the_code_of_the_first_and_keeps_what_was_confirmed(desk: Desk) -> None:
    line = desk.line
    line.text(HOUSE, named(line))
    old = named(line, number=FRIEND)
    new = named(line, number=FRIEND)
    assert old == new or "didn't work" in line.text(FRIEND, old)
    desk.ask()
    assert dialled(desk) == HOUSE


@pytest.mark.both_databases
def test_the_last_confirmed_is_the_one_that_is_rung_also_by_a_callback_that_waits(desk: Desk) -> None:
    line = desk.line
    line.text(HOUSE, named(line))
    desk.ask()
    line.text(FRIEND, named(line, number=FRIEND))
    assert dialled(desk) == FRIEND
    assert "other-number" in [h.what for h in line.rows(Decision)]
    line.text(HOUSE, "STOP")
    line.work()
    assert desk.told(PARTICIPANT, "takes no more calls") == 0, "what was replaced is over"


def test_number_off_brings_the_very_next_ring_back(desk: Desk) -> None:
    desk.line.text(HOUSE, named(desk.line))
    desk.ask()
    assert "come to this phone again" in desk.line.text(PARTICIPANT, "NUMBER OFF")
    assert dialled(desk) == PARTICIPANT


@pytest.mark.parametrize("back", [False, True])
@pytest.mark.both_databases
def test_a_stop_from_the_other_phone_ends_it_for_good_and_the_asker_is_told(desk: Desk, back: bool) -> None:
    line = desk.line
    line.text(HOUSE, named(line))
    desk.ask()
    line.text(HOUSE, "STOP")
    if back:
        line.text(HOUSE, "START")
    line.work()
    assert desk.told(PARTICIPANT, "takes no more calls") == 1
    assert desk.state == "offered", "their own callback stands"
    assert dialled(desk) == PARTICIPANT


def test_a_phone_that_opted_out_is_never_confirmed_by_a_call(desk: Desk) -> None:
    line = desk.line
    line.text(HOUSE, "STOP")
    code = named(line)
    assert line.text(HOUSE, f"{code} CONFIRM") == ""
    sid, asked = line.call(HOUSE)
    assert "didn't work" in line.press(asked, code, sid, HOUSE).words
    desk.ask()
    assert dialled(desk) == PARTICIPANT


def test_a_stop_of_the_asker_forgets_what_they_named(desk: Desk) -> None:
    code = named(desk.line)
    desk.line.text(PARTICIPANT, "STOP")
    assert "didn't work" in desk.line.text(HOUSE, code)


def test_a_volunteers_phone_is_named_like_any_other_and_never_rung_for_somebody_else(desk: Desk) -> None:
    line = desk.line
    line.volunteer(SECOND, "Robin", on_duty=False)
    shape = re.sub(r"\d", "0", line.text(PARTICIPANT, f"NUMBER {SECOND}"))
    assert shape == re.sub(r"\d", "0", line.text(PARTICIPANT, f"NUMBER {HOUSE}")), "it does not show"
    code = named(line, number=SECOND)
    assert line.text(SECOND, f"{code} CONFIRM") == line.text(FRIEND, "1234 CONFIRM")
    desk.ask()
    assert dialled(desk) == PARTICIPANT


def test_somebody_who_becomes_a_volunteer_is_no_longer_rung_for_another(desk: Desk) -> None:
    desk.line.text(HOUSE, named(desk.line))
    desk.line.volunteer(HOUSE, "Robin", on_duty=False)
    desk.ask()
    assert dialled(desk) == PARTICIPANT
    assert "own-number" in [h.what for h in desk.line.rows(Decision)]


def test_a_volunteer_may_be_called_elsewhere_themselves(line: TestLine) -> None:
    line.volunteer(SECOND, "Robin", on_duty=False)
    line.text(HOUSE, named(line, SECOND))
    line.volunteer(VOLUNTEER)
    line.text(SECOND, "CALL")
    line.work()
    assert dialled(Desk(line, line.code())) == HOUSE


def test_a_confirmation_lapses_unused_and_lasts_while_it_is_used(desk: Desk) -> None:
    line = desk.line
    line.text(HOUSE, named(line))
    line.clock.at = line.clock.at + timedelta(days=29)
    line.text(PARTICIPANT, "CALL")
    line.text(PARTICIPANT, "NEVERMIND")
    line.clock.at = line.clock.at + timedelta(days=29)
    assert "ends in 47" in line.text(PARTICIPANT, "NUMBER")
    line.clock.at = line.clock.at + timedelta(days=2)
    assert "Which number" in line.text(PARTICIPANT, "NUMBER")
    desk.ask()
    assert dialled(desk) == PARTICIPANT


def test_a_number_keyed_in_by_a_withheld_caller_is_rung_itself(desk: Desk) -> None:
    line = desk.line
    line.text(HOUSE, named(line))
    line.volunteer(VOLUNTEER)
    sid, menu = line.call("anonymous")
    asked = line.press(menu, "2", sid, "anonymous")
    confirm = line.press(asked, PARTICIPANT.removeprefix("+1"), sid, "anonymous")
    line.press(confirm, "1", sid, "anonymous")
    line.work()
    assert [cb.other_number_id for cb in line.rows(Callback)] == [None]
    assert dialled(Desk(line, line.code())) == PARTICIPANT


def keyed(line: TestLine, caller: str, digits: str) -> Heard:
    sid, asked = line.call(caller)
    assert "given a code" in asked.words
    assert "9 8 8" in asked.words, "the crisis line is said first as ever"
    return line.press(asked, digits, sid, caller)


def test_a_call_from_the_phone_and_its_code_confirm_it_and_the_menu_follows(desk: Desk) -> None:
    heard = keyed(desk.line, HOUSE, named(desk.line))
    assert "this phone is confirmed" in heard.words and "press 2" in heard.words
    desk.ask()
    assert dialled(desk) == HOUSE


@pytest.mark.parametrize("digits", ["", "0", "123456"])
def test_a_caller_without_a_code_is_in_the_menu_after_one_key_or_none(desk: Desk, digits: str) -> None:
    named(desk.line)
    heard = keyed(desk.line, HOUSE, digits)
    assert "press 2" in heard.words and "code" not in heard.words
    assert "Sorry" not in heard.words and "hear anything" not in heard.words


def test_a_wrong_code_by_phone_leads_to_the_menu(desk: Desk) -> None:
    heard = keyed(desk.line, HOUSE, wrong(named(desk.line)))
    assert "didn't work" in heard.words and "press 2" in heard.words


def test_nobody_else_hears_of_codes(desk: Desk) -> None:
    line = desk.line
    code = named(line)
    for caller in (PARTICIPANT, FRIEND, "anonymous"):
        assert "code" not in line.call(caller)[1].words
    line.text(HOUSE, code)
    assert "code" not in line.call(HOUSE)[1].words, "once it is confirmed"
    named(line, FRIEND)
    line.pass_time(minutes=31)
    assert "code" not in line.call(HOUSE)[1].words, "once it is too late"


def test_codes_are_not_all_alike(quick_line: TestLine) -> None:
    quick_line.text(PARTICIPANT, "CHECKIN")
    assert len({named(quick_line) for _ in range(4)}) > 1, "the same text a fifth time is answered by nothing"
