"""What somebody in danger reads next: said once, fitting what they wrote, and never a question of times."""

from dataclasses import replace

import pytest

from flows.effects.base import AlertKind
from flows.effects.contacts import RaiseAlert
from flows.person import CallbackView, Person
from flows.states import CallbackState
from tests.flows.test_front_door import said, text
from tests.kits.line import NOON

KNOWN = Person("en", introduced=True)
IN_DANGER = replace(KNOWN, in_danger=True, needs_ready=True)


@pytest.mark.parametrize(
    ("given", "also"),
    [
        ("i cut myself and it wont stop bleeding", []),
        ("i took a lot of tylenol an hour ago and now im scared", ["hurt.taken"]),
        ("i overdosed", ["hurt.taken"]),
        ("me corté y no para de sangrar", []),
        ("me tome todas las pastillas", ["hurt.taken"]),
    ],
)
def test_where_it_has_happened_they_are_told_to_call_now_and_nothing_of_volunteers(
    given: str, also: list[str]
) -> None:
    answer = said(text(given, None, KNOWN))
    assert answer[0] == "hurt.now"
    assert [id for id in answer if id == "hurt.taken"] == also
    assert "crisis.then_nobody" not in answer


@pytest.mark.parametrize("given", ["i want to die", "im going to cut myself", "i want to take all my pills"])
def test_where_it_has_not_the_answer_is_as_it_was(given: str) -> None:
    assert said(text(given, None, KNOWN))[0] == "crisis.answer"


def test_that_no_volunteer_can_call_is_said_once() -> None:
    assert "crisis.then_nobody" in said(text("i want to die", None, KNOWN))
    for given in ("i put them away", "thanks", "i want to die", "u still there?"):
        assert "crisis.then_nobody" not in said(text(given, None, IN_DANGER)), given


@pytest.mark.parametrize("given", ["u still there?", "are you there", "hay alguien?", "sigues ahí?"])
def test_who_asks_whether_somebody_is_there_hears_that(given: str) -> None:
    assert said(text(given, None, IN_DANGER))[0] == "crisis.still"
    assert "crisis.still" not in said(text(given, None, KNOWN))


def test_they_are_asked_for_no_time_that_they_did_not_speak_of() -> None:
    mine = CallbackView("K7", CallbackState.OFFERED, NOON, silenced=True)
    waiting = replace(IN_DANGER, callback=mine)
    assert "later.when" not in said(text("maybe in a bit", None, waiting))
    assert "later.when" in said(text("maybe in a bit", None, replace(KNOWN, callback=mine)))
    assert "later.when" in said(text("LATER", None, waiting)), "but where they ask to move it"


@pytest.mark.parametrize(
    "given",
    [
        "pls dont call the cops",
        "no police please",
        "no quiero que llamen a la policía",
        "i dont want an ambulance",
    ],
)
def test_no_police_asks_for_the_policy_and_is_no_word_about_a_call(given: str) -> None:
    for person in (KNOWN, IN_DANGER):
        answer = said(text(given, None, person))
        assert [id for id in answer if id.startswith("policy.")], answer
        assert "callback.silenced" not in answer
    assert not [
        id for id in said(text("no police and dont call me", None, KNOWN)) if id.startswith("policy.")
    ]


def test_the_crisis_line_stands_once_in_an_answer() -> None:
    answer = text("im home. they were nice to me", None, IN_DANGER)
    footers = [
        id for id in said(answer) if id in ("crisis.footer", "crisis.here", "crisis.still", "crisis.better")
    ]
    assert len(footers) == 1, said(answer)
    checked = text("i used to think about dying", None, KNOWN)
    assert RaiseAlert(AlertKind.CHECK) in checked.effects
    assert said(checked).count("crisis.footer") == 1
