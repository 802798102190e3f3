"""Shifts by keypad: heard one by one, confirmed, given back, taken; stale keys and silence do no harm."""

import pytest

from store.models import Shift
from tests.kits.bridge import SECOND, VOLUNTEER
from tests.kits.line import Heard, TestLine


@pytest.fixture
def line(quick_line: TestLine) -> TestLine:
    """Sam comes on Mondays and Thursdays, Ruth has no shift; it is Wednesday noon."""
    for number, name in ((VOLUNTEER, "Sam"), (SECOND, "Ruth")):
        quick_line.volunteer(number, name, on_duty=False)
        quick_line.text(number, "ZONE Eastern")
    quick_line.text(VOLUNTEER, "SHIFT Mon Thu 7pm-10pm")
    return quick_line


def keys(line: TestLine, number: str, *digits: str) -> tuple[str, Heard]:
    sid, heard = line.call(number)
    for each in digits:
        heard = line.press(heard, each, sid, number)
    return sid, heard


def states(line: TestLine) -> list[str]:
    rows = sorted(line.rows(Shift), key=lambda row: (row.starts_at, row.id))
    return [row.state for row in rows[:3]]


def test_the_next_shifts_are_heard_one_by_one_again_and_with_star_the_menu(line: TestLine) -> None:
    sid, heard = keys(line, VOLUNTEER, "3")
    assert "tomorrow, 7 PM to 10 PM. To confirm it, press 1" in heard.words
    again = line.press(heard, "0", sid, VOLUNTEER)
    assert "tomorrow, 7 PM to 10 PM" in again.words
    after = line.press(again, "3", sid, VOLUNTEER)
    assert "Monday, 7 PM to 10 PM" in after.words and "tomorrow" not in after.words
    assert "Your shifts, 3" in line.press(after, "*", sid, VOLUNTEER).words
    assert states(line) == ["planned"] * 3


def test_one_confirms_and_two_gives_back_and_each_goes_on_to_the_next(line: TestLine) -> None:
    sid, heard = keys(line, VOLUNTEER, "3", "1")
    assert "see you then" in heard.words and "Monday, 7 PM" in heard.words
    heard = line.press(heard, "2", sid, VOLUNTEER)
    assert "we're asking others" in heard.words and "Thursday March 12, 7 PM" in heard.words
    assert states(line)[:2] == ["confirmed", "dropped"]
    _, heard = keys(line, VOLUNTEER, "3")
    assert "confirmed. To give it back, press 2" in heard.words


def test_behind_the_last_there_is_the_menu_again(line: TestLine) -> None:
    sid, heard = keys(line, VOLUNTEER, "3")
    for _ in range(20):
        if "Those were all" in heard.words:
            break
        heard = line.press(heard, "3", sid, VOLUNTEER)
    assert "Those were all" in heard.words and "Your shifts, 3" in heard.words
    assert "no shifts coming up" in keys(line, SECOND, "3")[1].words


def test_a_shift_that_nobody_has_is_taken_by_key_and_only_once(line: TestLine) -> None:
    assert "Every shift has someone" in keys(line, SECOND, "4")[1].words
    line.text(VOLUNTEER, "DROP MON")
    ruth, offered = keys(line, SECOND, "4")
    assert "Monday, 7 PM to 10 PM. To take it, press 1" in offered.words
    sam, back = keys(line, VOLUNTEER, "4")
    assert "It's yours" in line.press(offered, "1", ruth, SECOND).words
    late = line.press(back, "1", sam, VOLUNTEER)
    assert "taken already, so all is well" in late.words and "Shifts nobody has, 4" in late.words
    assert [row.volunteer_id for row in line.rows(Shift) if row.covers_id is not None] == [2]


def test_a_key_that_comes_twice_gives_back_one_shift_and_no_more(line: TestLine) -> None:
    sid, heard = keys(line, VOLUNTEER, "3")
    first = line.press(heard, "2", sid, VOLUNTEER)
    assert line.press(heard, "2", sid, VOLUNTEER).document == first.document
    assert states(line).count("dropped") == 1


def test_a_shift_confirmed_by_text_meanwhile_is_still_given_back_by_its_own_key_alone(line: TestLine) -> None:
    sid, heard = keys(line, VOLUNTEER, "3")
    line.text(VOLUNTEER, "DROP THU")
    said = line.press(heard, "1", sid, VOLUNTEER).words
    assert "You gave that shift back" in said and "Monday, 7 PM" in said
    assert "confirmed" not in states(line)


@pytest.mark.parametrize("menu", [(), ("3",), ("4",)])
def test_silence_is_forgiven_three_times_and_then_it_ends_kindly(
    line: TestLine, menu: tuple[str, ...]
) -> None:
    line.text(VOLUNTEER, "DROP MON")
    before = states(line)
    sid, heard = keys(line, VOLUNTEER, *menu)
    for _ in range(3):
        heard = line.press(heard, "", sid, VOLUNTEER)
        assert not heard.ends
    heard = line.press(heard, "", sid, VOLUNTEER)
    assert heard.ends and "9 8 8" in heard.words
    assert states(line) == before


def test_star_means_nothing_where_no_menu_is_behind_it(line: TestLine) -> None:
    _, heard = keys(line, VOLUNTEER, "*")
    assert "didn't get that" in heard.words and "Your shifts, 3" in heard.words


def test_it_is_all_said_in_spanish_as_well(line: TestLine) -> None:
    sid, heard = keys(line, VOLUNTEER, "9", "3")
    assert "mañana, 7 p.m. a 10 p.m. Si vienes, marca 1" in heard.words
    assert "te esperamos" in line.press(heard, "1", sid, VOLUNTEER).words


def trade_asked(line: TestLine) -> tuple[str, Heard]:
    """Sam asks Ruth to trade Thursday for her Friday; Ruth calls and listens to her shifts."""
    line.text(SECOND, "SHIFT Fri 7pm-10pm")
    assert "I'll ask the one" in line.text(VOLUNTEER, "SWAP THU FOR FRI")
    return keys(line, SECOND, "3")


@pytest.mark.parametrize(("digits", "said"), [("1", "tomorrow, 7 PM"), ("2", "Friday, 7 PM")])
def test_a_trade_asked_of_them_is_heard_first_and_answered_by_key(
    line: TestLine, digits: str, said: str
) -> None:
    ruth, heard = trade_asked(line)
    assert "You'd come tomorrow, 7 PM to 10 PM. They'd come Friday, 7 PM to 10 PM" in heard.words
    answered = line.press(heard, digits, ruth, SECOND)
    own = answered.words.partition("To confirm it")[0]
    assert said in own and "asks to trade" not in answered.words, "and then their shifts, as they stand now"
    line.work()
    told = line.texts_to(VOLUNTEER)[-1]
    assert ("They agreed to trade" in told) == (digits == "1") and ("can't trade" in told) == (digits == "2")
    assert line.press(heard, "1", ruth, SECOND).document == answered.document, "the key that comes twice"


def test_a_trade_waits_for_who_wants_their_shifts_first_and_one_taken_back_is_over(line: TestLine) -> None:
    ruth, heard = trade_asked(line)
    own = line.press(heard, "3", ruth, SECOND)
    assert "Friday, 7 PM to 10 PM. To confirm it" in own.words
    _, again = keys(line, SECOND, "3")
    assert "asks to trade" in again.words
    ruth, heard = keys(line, SECOND, "3")
    line.text(VOLUNTEER, "SWAP OFF")
    assert "off by now" in line.press(heard, "1", ruth, SECOND).words
    assert "asks to trade" not in keys(line, SECOND, "3")[1].words
