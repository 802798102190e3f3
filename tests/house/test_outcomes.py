"""Whatever may come of an effect is declared with it, and every flow that tries it has words for that."""

import ast
import re
from pathlib import Path

import pytest
import structlog.testing

from flows.effects.base import Effect
from flows.effects.contacts import RecordCheckin
from flows.effects.follow_up import Reconnect
from flows.effects.relay import EndWriting
from flows.effects.requests import PreferText, SayReady, SetZone
from flows.effects.safe_contact import KeepSafe
from flows.engine import Channel, Scene, Turn, act
from flows.rules.ground_rules import RULES
from store.contacts import contacts
from store.effects.apply import APPLY, Applied
from telephony.speaking import carry_out
from tests.kits import acts, outcomes
from tests.kits.bridge import PARTICIPANT
from tests.kits.line import TestLine

ROOT = Path(__file__).resolve().parents[2]

CANNOT_COME: dict[type[Effect], set[str]] = {
    # It moves a callback that is open, to a time to come, while nobody talks.
    SetZone: {"soon", "talking"},
    # As above; and into hours that are theirs.
    KeepSafe: {"soon", "talking", "outside_safe"},
    # `ready._write` gives on nothing but that they write; the rest becomes by_phone or noted.
    SayReady: {"cannot_write", "no_way"},
    # As above; and whatever else comes of saying that they are ready is told as "already".
    PreferText: {"cannot_write", "no_way", "at", "ringing"},
    # Words go with the note: it is noted, never only done.
    EndWriting: {"done"},
}
"""Outcomes that the source names on the way, behind conditions that rule them out."""


@pytest.mark.parametrize("effect", APPLY, ids=lambda effect: effect.__name__)
def test_an_effect_declares_exactly_the_outcomes_that_the_store_can_give(effect: type[Effect]) -> None:
    found = outcomes.outcomes_of(APPLY[effect])
    impossible = CANNOT_COME.get(effect, set())
    assert impossible <= found, "named as one that cannot come, and not in the source"
    if effect.OUTCOMES is not Effect.OUTCOMES:
        assert effect.OUTCOMES - found == set(), "declared, and nothing in the store gives it"
    assert found - impossible - effect.OUTCOMES == set(), "the store gives it, and it is not declared"


@pytest.mark.parametrize("effect", APPLY, ids=lambda effect: effect.__name__)
def test_the_docstring_of_an_effect_says_what_each_of_its_own_outcomes_means(effect: type[Effect]) -> None:
    if "OUTCOMES" in vars(effect) and {"done"} != effect.OUTCOMES:
        said = set(re.findall(r"\w+", str(effect.__doc__)))
        others = [each for each in APPLY if each is not effect and each.__name__ in said]
        elsewhere = frozenset[str]().union(*(each.OUTCOMES for each in others))
        assert effect.OUTCOMES - {"none", *RULES} - said - elsewhere == set()


def test_every_effect_is_applied_by_the_store() -> None:
    # By name: with slots, dataclass makes each class twice.
    written, applied = (
        {(each.__module__, each.__name__) for each in some} for some in (Effect.__subclasses__(), APPLY)
    )
    assert written == applied


def test_every_act_has_words_for_each_outcome_or_says_that_it_is_silent() -> None:
    read = acts.every_act()
    assert len(read) > 80
    assert [(each.where, sorted(each.unanswered)) for each in read if each.unanswered] == []


def test_no_act_speaks_of_an_outcome_that_its_effect_does_not_have() -> None:
    assert [(each.where, sorted(each.unknown)) for each in acts.every_act() if each.unknown] == []


def test_every_act_is_made_by_act_and_no_other_effect_is_put_into_it_afterwards() -> None:
    for path in (ROOT / "flows").rglob("*.py"):
        for call in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and path.name != "steps.py":
                where = f"{path.relative_to(ROOT)}:{call.lineno}"
                assert call.func.id != "Act", where
                if call.func.id == "replace":
                    assert not {each.arg for each in call.keywords} & {"effect", "says", "silent"}, where


def test_what_reconnects_may_end_as_any_take_does() -> None:
    taken = next(effect for effect in APPLY if effect.__name__ == "TakeOffer")
    assert taken.OUTCOMES < Reconnect.OUTCOMES


def test_an_outcome_without_words_is_logged_and_the_rest_of_the_turn_is_said(quick_line: TestLine) -> None:
    quick_line.text(PARTICIPANT, "MENU")
    with quick_line.db.begin(quick_line.clock.at) as tx:
        known = contacts.by_number(tx, PARTICIPANT)
        scene = Scene(tx.now, tx.line, known.person, Channel.TEXT)
        turn = Turn((act(RecordCheckin(3)),)).saying("trouble")
        with structlog.testing.capture_logs() as logged:
            spoken = carry_out(tx, turn, scene, Applied(known, "text"))
        assert [phrase.id for phrase in spoken.phrases] == ["trouble"]
        assert [(each["event"], each["outcome"]) for each in logged] == [("outcome.unanswered", "done")]
        with pytest.raises(AssertionError, match="unanswered"):
            carry_out(tx, turn, scene, Applied(known, "text"))
