"""What somebody in danger writes while one of the team writes with them."""

from dataclasses import replace
from datetime import timedelta

import pytest

from flows.catalogue import STEPS
from flows.effects.alert_actions import AnswerTeamCall, PassToTeam
from flows.effects.contacts import TellEased
from flows.effects.requests import RequestCallback
from flows.engine import Session, settle
from flows.person import Person
from tests.flows.test_front_door import said, scene, session, text, tried
from tests.kits.line import NOON

WRITTEN_TO = Person("en", introduced=True, in_danger=True, team_wrote_at=NOON - timedelta(minutes=2))


def may_we() -> Session:
    return session(settle(STEPS["team_call.may_we"], scene("", WRITTEN_TO)))


@pytest.mark.parametrize(
    "given", ["1", "yes", "ok you can call", "go ahead", "yes call", "CALL", "si llamame"]
)
def test_a_yes_of_any_kind_answers_whether_the_team_may_call(given: str) -> None:
    for wrote in (NOON - timedelta(minutes=2), NOON - timedelta(hours=1)):
        turn = text(given, may_we(), replace(WRITTEN_TO, team_wrote_at=wrote))
        assert tried(turn) == [AnswerTeamCall(yes=True)]


@pytest.mark.parametrize("given", ["2", "no", "ok but dont", "please dont call", "no puedo hablar"])
def test_a_no_of_any_kind_rings_nobody(given: str) -> None:
    assert AnswerTeamCall(yes=True) not in tried(text(given, may_we(), WRITTEN_TO))


def test_words_of_danger_leave_that_question_open() -> None:
    turn = text("i want to die", may_we(), WRITTEN_TO)
    assert session(turn).step == "team_call.may_we"


def test_a_wish_for_a_call_goes_to_whoever_writes_and_books_no_volunteer() -> None:
    turn = text("can you call me", None, WRITTEN_TO)
    assert tried(turn) == [AnswerTeamCall(yes=True)]
    assert PassToTeam("can you call me") in turn.effects
    later = text("can someone call me at 7pm", None, WRITTEN_TO)
    assert AnswerTeamCall(yes=True) not in tried(later)


@pytest.mark.parametrize(
    "given", ["who are you", "who is this?", "are you real", "quien es dani", "is this a bot"]
)
def test_who_asks_whose_words_those_were_is_told_and_is_no_wrong_number(given: str) -> None:
    turn = text(given, None, WRITTEN_TO)
    assert said(turn) == ["team_talk.who"]
    assert PassToTeam(given) in turn.effects
    unwritten = text(given, None, replace(WRITTEN_TO, team_wrote_at=None))
    assert "new_owner.ask" not in said(unwritten), "nor is an end to everything offered to somebody in danger"


def test_while_the_team_writes_the_line_says_nothing_to_what_eases_and_the_team_hears_it() -> None:
    turn = text("i put them away", None, WRITTEN_TO)
    assert said(turn) == []
    assert {TellEased(), PassToTeam("i put them away")} <= set(turn.effects)
    assert RequestCallback() not in tried(turn)
