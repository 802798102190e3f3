"""What a volunteer says out of worry after a call is read by a coordinator; what they ask of others is answered."""

from dataclasses import replace

import pytest

from flows.effects.base import AlertKind
from flows.effects.danger_reports import ReportDanger
from flows.effects.volunteers import WriteNote
from flows.person import Person, VolunteerView
from tests.flows.test_front_door import said, text, tried

AFTER = Person("en", introduced=True, volunteer=VolunteerView(active=True, on_duty=True, last_call="H2"))
IDLE = replace(AFTER, volunteer=VolunteerView(active=True, on_duty=True))


@pytest.mark.parametrize(
    "given",
    [
        "she was crying the whole time, im worried about her",
        "i have a bad feeling about him",
        "me preocupa mucho ella",
    ],
)
def test_a_worry_about_somebody_they_talked_with_reaches_a_coordinator(given: str) -> None:
    assert tried(text(given, None, AFTER)) == [ReportDanger(AlertKind.CHECK, "H2", given)]
    assert not [each for each in tried(text(given, None, IDLE)) if isinstance(each, ReportDanger)]


@pytest.mark.parametrize("given", ["im worried about my sister", "i worry about work", "not worried"])
def test_a_worry_of_their_own_life_is_no_report(given: str) -> None:
    assert not [each for each in tried(text(given, None, AFTER)) if isinstance(each, ReportDanger)]


@pytest.mark.parametrize("given", ["that was awful im shaking", "estoy temblando", "i cant stop shaking"])
def test_who_is_shaken_after_a_call_rests_and_may_talk_it_over(given: str) -> None:
    [note] = tried(text(given, None, AFTER))
    assert note == WriteNote("H2", given, True, True)


@pytest.mark.parametrize(
    ("given", "answer"),
    [
        ("did anybody call dana", "report.team_reads"),
        ("does the coordinator know", "report.team_reads"),
        ("who's covering", "volunteer.who_else"),
        ("is anyone else on tonight", "volunteer.who_else"),
        ("quién está de turno", "volunteer.who_else"),
        ("who needs a call", "for_volunteer.on"),
        ("hay alguien esperando?", "for_volunteer.on"),
    ],
)
def test_a_question_about_the_others_is_answered_as_asked(given: str, answer: str) -> None:
    assert said(text(given, None, IDLE)) == [answer]
