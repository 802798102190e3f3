"""A text may show anybody's number: what it can do its owner is told of, and undoes; the rest wants a code."""

import pytest

from store.models import Alert, LineChoice, Message, TeamRequest
from tests.kits.bridge import PARTICIPANT
from tests.kits.codes import code_in, proven
from tests.kits.line import COORDINATOR, TestLine


def in_danger(line: TestLine) -> str:
    line.text(PARTICIPANT, "i took all my pills")
    line.work()
    return "A1"


def asked(line: TestLine) -> str:
    line.text(PARTICIPANT, "do you have a group on sundays?")
    line.text(PARTICIPANT, "1")
    line.work()
    return f"A{line.rows(Alert)[-1].id}"


def other(code: str) -> str:
    return f"{(int(code) + 1) % 10_000:04}"


@pytest.mark.both_databases
def test_an_ack_is_answered_on_the_owners_phone_and_undone_with_one_word(line: TestLine) -> None:
    code = in_danger(line)
    answer = line.text(COORDINATOR, f"ACK {code}")
    assert f"{code} is yours now" in answer and "UNDO" in answer, "so its owner learns of it, and what to do"
    before = len(line.texts_to(COORDINATOR))
    line.pass_time(minutes=30)
    assert len(line.texts_to(COORDINATOR)) == before
    assert "open again" in line.text(COORDINATOR, "UNDO")
    assert code in line.text(COORDINATOR, "LIST")
    line.pass_time(seconds=1)
    assert len(line.texts_to(COORDINATOR)) == before + 1, "somebody hears of it again"
    assert "is yours now" in line.text(COORDINATOR, "ACK")
    assert "open again" in line.text(COORDINATOR, "DESHACER")


def test_undo_is_a_coordinators_word_and_undoes_no_ack_of_yesterday(quick_line: TestLine) -> None:
    code = in_danger(quick_line)
    quick_line.text(COORDINATOR, f"ACK {code}")
    quick_line.text(PARTICIPANT, "UNDO")
    assert f"Yours: CRISIS {code}" in quick_line.text(COORDINATOR, "LIST")
    quick_line.pass_time(hours=13)
    assert "nothing to undo" in quick_line.text(COORDINATOR, "UNDO")


@pytest.mark.both_databases
def test_words_in_the_teams_name_go_out_only_with_the_code_and_with_one_try(line: TestLine) -> None:
    code = asked(line)
    reply = line.text(COORDINATOR, f"SAY {code} you are a liar")
    line.work()
    assert not any("liar" in said for said in line.texts_to(PARTICIPANT))
    assert "nothing went to A1" in line.text(COORDINATOR, other(code_in(reply)))
    assert "on its way" not in line.text(COORDINATOR, code_in(reply)), "there is one try"
    line.work()
    assert not any("liar" in said for said in line.texts_to(PARTICIPANT))
    assert "on its way" in proven(line, COORDINATOR, f"SAY {code} yes, at five")
    line.work()
    assert line.texts_to(PARTICIPANT)[-1].endswith("yes, at five")
    assert [row.answered_at is not None for row in line.rows(TeamRequest)] == [True]


@pytest.mark.parametrize("words", ["CLOSE UNTIL 9AM", "SAY A1 hello"])
@pytest.mark.parametrize("answer", ["1", "0000"])
def test_a_forger_who_does_not_see_the_code_closes_and_says_nothing(
    quick_line: TestLine, words: str, answer: str
) -> None:
    asked(quick_line)
    code = code_in(quick_line.text(COORDINATOR, words))
    quick_line.text(COORDINATOR, answer if answer != code else "1234")
    quick_line.work()
    assert quick_line.rows(LineChoice) == []
    assert [row for row in quick_line.rows(Message) if row.purpose == "team"] == []


def test_open_wants_the_code_as_well_and_words_of_danger_are_heard_meanwhile(quick_line: TestLine) -> None:
    proven(quick_line, COORDINATOR, "CLOSE")
    assert [row.name for row in quick_line.rows(LineChoice)] == ["closed"]
    quick_line.text(COORDINATOR, "OPEN")
    quick_line.text(COORDINATOR, "1")
    assert len(quick_line.rows(LineChoice)) == 1
    quick_line.text(COORDINATOR, "OPEN")
    assert "988" in quick_line.text(COORDINATOR, "i want to die")
    assert "open" in proven(quick_line, COORDINATOR, "OPEN").lower()
    assert len(quick_line.rows(LineChoice)) == 2


def test_no_more_than_ten_codes_go_out_in_an_hour(quick_line: TestLine) -> None:
    asked(quick_line)
    for _ in range(10):
        code_in(quick_line.text(COORDINATOR, "SAY A1 hello"))
        quick_line.pass_time(minutes=1)
    assert "many codes" in quick_line.text(COORDINATOR, "SAY A1 hello")
    quick_line.pass_time(minutes=61)
    code_in(quick_line.text(COORDINATOR, "SAY A1 hello"))
