"""A peer's words to somebody in danger always arrive, and are never taken for the peer's own danger."""

from datetime import timedelta
from pathlib import Path

import pytest

from flows import front_door
from flows.effects.base import AlertKind
from flows.effects.contacts import RaiseAlert
from flows.effects.danger_reports import ReportDanger
from flows.effects.relay import PassOn
from flows.engine import Act, Channel, Scene, Turn
from flows.person import CallbackView, Person, VolunteerView
from flows.states import CallbackState
from tests.kits.line import LINE, NOON

LINES = [
    line
    for line in (Path(__file__).parent / "rescue_lines.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


def written(given: str, *, in_danger: bool) -> Turn:
    """What becomes of a text of a volunteer who writes with somebody."""
    by = NOON + timedelta(hours=1)
    theirs = CallbackView("K7", CallbackState.CONNECTED, by, kind="text", in_danger=in_danger)
    peer = Person("en", introduced=True, volunteer=VolunteerView(True, True, holding=theirs))
    return front_door.text(Scene(NOON, LINE, peer, Channel.TEXT, given=given), None)


@pytest.mark.parametrize("in_danger", [True, False], ids=["in danger", "before"])
def test_every_rescue_line_arrives(in_danger: bool) -> None:
    assert len(LINES) >= 70
    for line in LINES:
        turn = written(line, in_danger=in_danger)
        passed = [
            part.effect for part in turn.said if isinstance(part, Act) and isinstance(part.effect, PassOn)
        ]
        assert passed == [PassOn(line, to_them=True)], line
        assert RaiseAlert(AlertKind.CRISIS) not in turn.effects, line


@pytest.mark.parametrize(
    "given", ["i want to die too", "im going to kill myself tonight", "ya no quiero vivir, me voy a matar"]
)
def test_a_peers_own_danger_is_not_passed_on(given: str) -> None:
    turn = written(given, in_danger=True)
    assert RaiseAlert(AlertKind.CRISIS) in turn.effects
    assert not any(isinstance(part, Act) and isinstance(part.effect, PassOn) for part in turn.said)


@pytest.mark.parametrize(
    "given",
    [
        "her boyfriend is breaking the door down",
        "i had a call with someone who wants to end it",
        "DONE K7 she said she doesnt want to be here tomorrow",
        "should i call 911 for her",
        "se tomo todas las pastillas",
    ],
)
@pytest.mark.parametrize(
    "volunteer",
    [VolunteerView(True, True), VolunteerView(True, True, last_call="K7"), VolunteerView(True, False)],
    ids=["on duty", "after a call", "off duty"],
)
def test_what_a_volunteer_says_of_somebody_else_is_no_danger_of_theirs(
    given: str, volunteer: VolunteerView
) -> None:
    person = Person("en", introduced=True, volunteer=volunteer)
    turn = front_door.text(Scene(NOON, LINE, person, Channel.TEXT, given=given), None)
    acts = [part.effect for part in turn.said if isinstance(part, Act)]
    assert any(isinstance(each, ReportDanger) for each in (*turn.effects, *acts))
    assert not any(isinstance(each, RaiseAlert) for each in turn.effects)
