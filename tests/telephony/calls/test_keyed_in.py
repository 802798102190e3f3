"""A number keyed in by somebody who shows none of their own may be a stranger's: one ring, no text, then peace."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from store.models import Callback, Contact
from tests.kits.bridge import PARTICIPANT, VOLUNTEER, Desk, Dialled
from tests.kits.line import LINE, Heard, TestLine
from tests.telephony.calls.test_unverified_calls import heard_by

VICTIM = "+12025550166"
SHELTER = "+12025550167"


def keyed_in(line: TestLine, number: str = VICTIM) -> str:
    """Ask for a call to this number without showing one; gives what was heard last."""
    return Heard(heard_by(line, "anonymous", ("2", number.removeprefix("+1"), "1"))[-1]).words


def rung(line: TestLine) -> tuple[Desk, Dialled]:
    """Let the volunteer take what was asked for; gives the participant's phone."""
    line.work()
    desk = Desk(line, line.code())
    return desk, desk.connect_volunteer(desk.take())


def missed(line: TestLine) -> None:
    desk, phone = rung(line)
    ring = next(each for each in line.carrier.rings if each.status == "in-progress")
    phone.over("no-answer", ring.sid)
    desk.end(ring, "completed")


@pytest.fixture
def there(quick_line: TestLine) -> TestLine:
    quick_line.volunteer(VOLUNTEER)
    return quick_line


def test_it_rings_once_and_no_text_goes_there_whatever_happens(there: TestLine) -> None:
    line = there
    keyed_in(line)
    missed(line)
    assert [cb.state for cb in line.rows(Callback)] == ["missed"]
    line.pass_time(hours=5)
    assert line.texts_to(VICTIM) == []


def test_five_withheld_calls_make_one_ring(there: TestLine) -> None:
    words = set()
    for _ in range(5):
        words.add(keyed_in(there))
        there.work()
        if [cb for cb in there.rows(Callback) if cb.state == "offered"]:
            missed(there)
        there.pass_time(minutes=20)
    assert len(words) == 1, "who keys it in hears nothing of it"
    assert sum(cb.attempts for cb in there.rows(Callback)) == 1
    there.pass_time(hours=25)
    there.text(VOLUNTEER, "ON")
    keyed_in(there)
    assert len(there.rows(Callback)) == 2


def test_whoever_picks_up_hears_no_name_and_may_say_never(line: TestLine) -> None:
    line.volunteer(VOLUNTEER)
    keyed_in(line)
    _, phone = rung(line)
    heard = phone.picks_up()
    assert "Someone asked us" in heard.words and LINE.name not in heard.words
    assert "won't call this number like this again" in phone.presses(heard, "3").words
    assert [cb.state for cb in line.rows(Callback)] == ["cancelled"]
    line.pass_time(days=40)
    line.text(VOLUNTEER, "ON")
    keyed_in(line)
    assert len(line.rows(Callback)) == 1 and line.rows(Contact)
    line.text(VICTIM, "CALL")
    assert len(line.rows(Callback)) == 2, "their own word is another matter"


def test_a_machine_there_keeps_no_word(there: TestLine) -> None:
    keyed_in(there)
    _, phone = rung(there)
    assert phone.picks_up_at_first(AnsweredBy="machine_start").words == ""


def test_it_is_taken_with_1_and_they_talk(there: TestLine) -> None:
    keyed_in(there)
    desk, phone = rung(there)
    assert len(phone.presses(phone.picks_up(), "1").root) == 0
    assert desk.state == "connected"


def test_the_owner_who_asks_for_it_themselves_is_texted_as_ever(there: TestLine) -> None:
    keyed_in(there, PARTICIPANT)
    there.text(PARTICIPANT, "CALL")
    assert [cb.keyed_in for cb in there.rows(Callback)] == [False]


def test_a_phone_that_many_share_may_be_keyed_in_again(lines: Callable[..., TestLine]) -> None:
    line = lines("sqlite", replace(LINE, shared_phones=(SHELTER,)))
    line.volunteer(VOLUNTEER)
    keyed_in(line, SHELTER)
    _, phone = rung(line)
    assert "press 3" not in phone.picks_up().words, "one person there must not shut it for the others"
    phone.over("no-answer", next(r for r in line.carrier.rings if r.status == "in-progress").sid)
    line.pass_time(minutes=30)
    keyed_in(line, SHELTER)
    assert len(line.rows(Callback)) == 2


def test_no_more_than_so_many_numbers_are_keyed_in_within_an_hour(there: TestLine) -> None:
    from store.requests import keyed_in as numbers

    def ask(number: int) -> bool:
        return there.ctx.run(lambda tx: numbers.counted(tx, f"+1202555{number:04}", keyed_in=True))

    assert [ask(n) for n in range(100, 132)] == [True] * 30 + [False] * 2
    assert there.ctx.run(lambda tx: numbers.counted(tx, VICTIM, keyed_in=False))
