"""After SAFE OFF no text alone makes the phone ring: a code that only the real phone sees comes back first."""

import pytest

from store.models import Callback
from store.requests.after_refusal import LASTS
from tests.kits.bridge import PARTICIPANT, VOLUNTEER, Desk
from tests.kits.codes import code_in
from tests.kits.line import TestLine

FORGED = ("CALL", "READY", "LATER 8pm", "call me please", "RECONNECT", "TRY")


def opened(line: TestLine) -> TestLine:
    """A line on which a text took back somebody's "no calls"."""
    line.volunteer(VOLUNTEER)
    line.text(PARTICIPANT, "MENU")
    for words in ("SAFE", "2", "SAFE OFF"):
        line.text(PARTICIPANT, words)
    return line


def rings_of(line: TestLine) -> list[str]:
    return [ring.to for ring in line.carrier.rings if ring.to == PARTICIPANT]


def stands(line: TestLine) -> list[bool]:
    return [cb.silenced_at is not None for cb in line.rows(Callback)]


@pytest.mark.both_databases
def test_no_text_of_a_forger_rings_and_the_owner_does_with_the_code(line: TestLine) -> None:
    opened(line)
    for words in FORGED:
        line.text(PARTICIPANT, words)
        line.text(PARTICIPANT, "0000")
        line.pass_time(minutes=2)
        assert False not in stands(line), words
    reply = line.text(PARTICIPANT, "CALL")
    assert "will call you from this number by" in line.text(PARTICIPANT, code_in(reply))
    assert stands(line) == [False]
    assert rings_of(line) == []


def test_a_request_for_later_keeps_its_time_while_it_waits_for_the_code(quick_line: TestLine) -> None:
    opened(quick_line)
    reply = quick_line.text(PARTICIPANT, "CALL tomorrow 6pm")
    held = quick_line.rows(Callback)[-1]
    assert held.silenced_at is not None and held.not_before is not None
    quick_line.text(PARTICIPANT, code_in(reply))
    taken = quick_line.rows(Callback)[-1]
    assert taken.silenced_at is None and taken.not_before == held.not_before


def test_a_yes_without_the_code_asks_for_it_again_and_a_no_ends_it(quick_line: TestLine) -> None:
    opened(quick_line)
    code_in(quick_line.text(PARTICIPANT, "CALL"))
    code_in(quick_line.text(PARTICIPANT, "yes please"))
    assert "obody will call" in quick_line.text(PARTICIPANT, "no, dont call")
    assert stands(quick_line) == [True]


def test_the_next_day_a_word_is_enough(quick_line: TestLine) -> None:
    opened(quick_line)
    quick_line.pass_time(seconds=LASTS.total_seconds() + 60)
    assert "code" not in quick_line.text(PARTICIPANT, "CALL")
    assert stands(quick_line) == [False]


def test_writing_needs_no_code_since_no_phone_rings(quick_line: TestLine) -> None:
    opened(quick_line)
    assert "write" in quick_line.text(PARTICIPANT, "id rather write with someone")


@pytest.mark.parametrize("no", ["please dont call me", "hes home", "not now"])
def test_after_a_no_in_words_one_word_brings_the_call_back(quick_line: TestLine, no: str) -> None:
    Desk(quick_line).ask()
    quick_line.text(PARTICIPANT, no)
    assert stands(quick_line) == [True]
    quick_line.text(PARTICIPANT, "CALL")
    assert stands(quick_line) == [False]


@pytest.mark.both_databases
def test_safe_off_of_a_forger_is_undone_with_one_word_and_rings_no_phone_meanwhile(line: TestLine) -> None:
    line.text(PARTICIPANT, "MENU")
    for words in ("SAFE", "2", "2", "7pm-9pm", "Book club", "1", "tangerine", "2"):
        line.text(PARTICIPANT, words)
    stands = line.text(PARTICIPANT, "SAFE")
    assert "Book club" in stands and "7pm-9pm" in stands
    line.text(PARTICIPANT, "SKIP")
    assert "SAFE AGAIN" in line.text(PARTICIPANT, "SAFE OFF")
    line.text(PARTICIPANT, "SAFE")
    line.text(PARTICIPANT, "1")
    line.text(PARTICIPANT, "SAFE OFF")
    code_in(line.text(PARTICIPANT, "CALL"))
    assert "as you had it" in line.text(PARTICIPANT, "SAFE AGAIN")
    assert line.text(PARTICIPANT, "SAFE") == stands
    assert "nothing to bring back" in line.text(PARTICIPANT, "SAFE AGAIN")
