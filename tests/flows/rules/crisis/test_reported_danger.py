"""A volunteer speaks of danger: to the one they talked with, to themselves, or of somebody in their own life."""

from pathlib import Path

import pytest

from flows.rules.crisis import reported_danger
from flows.rules.crisis.crisis import Tier
from flows.rules.crisis.first_person import as_if_their_own
from flows.rules.crisis.reported_danger import Danger
from flows.rules.relay import addressee
from flows.rules.relay.addressee import Reader
from flows.rules.words.clean_text import plain

ROWS = [
    line.split("\t")
    for line in (Path(__file__).parent / "reported_danger.tsv").read_text("utf-8").splitlines()
    if line
]


def heard(text: str) -> Danger:
    """As `flows.relay.danger_report` reads it from somebody who writes with nobody."""
    meant = addressee.read(text)
    for_line = meant.verb is not None and meant.to is not Reader.THEM
    return reported_danger.read(meant.words if for_line else text, about_them=for_line)


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_report_of_danger_is_a_crisis_of_the_person_it_is_about(language: str) -> None:
    reports = [text for kind, spoken, text in ROWS if kind == "danger" and spoken == language]
    missed = [text for text in reports if heard(text).reported is not Tier.crisis]
    assert len(reports) > 30 and missed == []


def test_what_volunteers_note_of_an_ordinary_talk_alarms_nobody() -> None:
    assert [text for kind, _, text in ROWS if kind == "fine" and heard(text).reported is Tier.crisis] == []


@pytest.mark.parametrize(
    "text",
    [
        "she is safe now, no longer suicidal",
        "K7 he said he tried in april but he's fine now",
        "NOTE K7 denies any plan, no pills at home",
        "K7 ya no quiere hacerse daño, está tranquila",
    ],
)
def test_what_is_denied_or_past_is_looked_at_and_is_no_crisis(text: str) -> None:
    assert heard(text).reported in (Tier.check, Tier.none)


def test_an_amount_that_was_taken_is_a_crisis_whatever_is_said_beside_it() -> None:
    assert heard("K7 took 40 pills but says she is fine now").reported is Tier.crisis


@pytest.mark.parametrize(
    "text",
    [
        "i cant do this anymore i want to die",
        "after that call i just want to kill myself",
        "NOTE K7 i want to die",
        "my husband is hitting me",
        "listening to her makes me want to kill myself",
        "hoy no quiero seguir viva",
        "quiero morirme, no puedo más",
    ],
)
def test_a_volunteers_own_danger_stays_their_own(text: str) -> None:
    assert heard(text).own is Tier.crisis


@pytest.mark.parametrize(
    "text", ["my sister wants to die", "mi hermana se quiere matar", "my wife has a gun"]
)
def test_somebody_from_the_volunteers_own_life_is_no_person_of_the_line(text: str) -> None:
    assert heard(text).reported is Tier.none


@pytest.mark.parametrize(
    ("said", "own"),
    [
        ("she has pills and will kill herself tonight", "i have pills and will kill myself tonight"),
        ("he told me he wants to die", "i i want to die"),
        ("tiene pastillas y se va a matar hoy", "tengo pastillas y me voy a matar hoy"),
        ("quiere matarse", "quiero matarme"),
        ("her husband is beating her", "my husband is beating me"),
    ],
)
def test_a_report_is_turned_round_to_what_the_other_would_say(said: str, own: str) -> None:
    assert as_if_their_own(plain(said)).replace("i i ", "i ") == own.replace("i i ", "i ")
