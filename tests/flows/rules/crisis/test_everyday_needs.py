"""What no volunteer can give is named with the line for it, where they ask for it or have none now."""

from dataclasses import replace

import pytest

from flows import front_door
from flows.engine import Channel, Phrase
from flows.person import VolunteerView
from flows.rules.crisis import everyday_needs
from tests.flows.test_front_door import KNOWN, scene

HOUSING = (
    "i need a bed tonight",
    "where can i find a shelter",
    "im homeless and its cold",
    "im getting evicted friday",
    "we have no food",
    "i have nowhere to sleep",
    "help with food please",
    "necesito un lugar donde dormir",
    "no tengo donde dormir",
    "me van a desalojar de la casa",
    "no tengo que comer",
)
THERAPY = (
    "i need a therapist",
    "how do i get therapy",
    "necesito un psicólogo",
    "busco terapia",
    "i want to see a doctor",
)
NEITHER = (
    "i cant get out of bed",
    "i dont need a therapist",
    "my therapist says im fine",
    "food for thought",
    "i was homeless once",
    "are you a doctor",
    "no quiero terapia",
    "i need someone to talk to",
    "quiero dormir",
    "im at the shelter they let us use the phone til 9",
)


@pytest.mark.parametrize(
    ("text", "need"), [*((text, "housing") for text in HOUSING), *((text, "therapy") for text in THERAPY)]
)
def test_who_asks_for_it_or_has_none_needs_it(text: str, need: str) -> None:
    assert list(everyday_needs.read(text)) == [need]


@pytest.mark.parametrize("text", NEITHER)
def test_what_is_told_and_not_asked_is_no_need(text: str) -> None:
    assert list(everyday_needs.read(text)) == []


def needs(text: str, line: str, **person: object) -> list[Phrase]:
    who = replace(KNOWN, **person)  # type: ignore[arg-type]
    turn = front_door.text(scene(text, who, region=line), None)
    return [part for part in turn.said if isinstance(part, Phrase) and part.id.startswith("need.")]


def test_the_line_of_their_own_region_is_named_or_that_we_know_none() -> None:
    assert needs(HOUSING[0], "US") == [Phrase("need.housing", {"helpline": "211"})]
    assert needs(HOUSING[0], "US", region="GB") == [
        Phrase("need.housing_by_day", {"helpline": "0808 800 4444"})
    ]
    assert needs(HOUSING[0], "ES") == [Phrase("need.housing_none")]
    assert needs(THERAPY[0], "IE") == [Phrase("need.therapy", {"helpline": "1800 111 888"})]


def test_a_volunteer_speaks_of_others_and_danger_comes_first() -> None:
    assert needs(HOUSING[0], "US", volunteer=VolunteerView(True, True)) == []
    assert needs("i want to die, i need a bed tonight", "US") == []


def test_a_need_in_the_middle_of_a_thought_is_answered_and_aloud_it_is_no_miss() -> None:
    first = front_door.text(scene("im so tired and everybody left", KNOWN), None)
    assert first.session is not None
    assert front_door.text(scene("the house is cold", KNOWN), first.session).said == ()
    assert (
        Phrase("need.housing", {"helpline": "211"})
        in front_door.text(scene(HOUSING[0], KNOWN), first.session).said
    )
    menu = front_door.begin_call(scene("", KNOWN, Channel.VOICE)).session
    assert menu is not None
    aloud = front_door.key(scene(HOUSING[0], KNOWN, Channel.VOICE), menu, speech=True)
    assert next(part.id for part in aloud.said if isinstance(part, Phrase)) == "need.housing"
