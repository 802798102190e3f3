"""What one text means to the line, by name: rules where it is dangerous, the model for the rest."""

import pytest

from flows.reading.labelled import ACTING, read
from flows.rules.meaning.meanings import OF, UNSURE


@pytest.mark.parametrize(
    ("text", "state", "meaning"),
    [
        ("STOP", "idle", "stop"),
        ("2", "offer", "no"),
        ("2", "mood", "rate:2"),
        ("2", "ready", "later"),
        ("call me", "idle", "call"),
        ("nevermind", "waiting", "no_call"),
        ("could somebody please give me a ring tonight, i cant be alone", "idle", "call"),
        ("me pueden llamar por favor", "idle", "call"),
        ("how much does this cost", "idle", "cost"),
        ("mi esposo me revisa el telefono", "idle", "unsafe"),
        ("will you call the police on me", "mood", "police"),
        ("I'm driving with Do Not Disturb While Driving turned on.", "ready", "busy"),
    ],
)
def test_a_text_of_a_participant_is_read(text: str, state: str, meaning: str) -> None:
    assert read(text, "participant", state).meaning == meaning


@pytest.mark.parametrize(
    ("text", "state", "meaning"),
    [
        ("TAKE K7", "v_offered", "take"),
        ("take", "v_two", "which"),
        ("pass k7", "v_offered", "pass"),
        ("im done for tonight, take me off", "v_idle", "off"),
    ],
)
def test_a_text_of_a_volunteer_is_read(text: str, state: str, meaning: str) -> None:
    assert read(text, "volunteer", state).meaning == meaning


def test_what_rings_does_not_act_where_the_words_deny_it() -> None:
    for text in (
        "please dont call me",
        "no one should ring me",
        "que no me llamen por favor",
        "i hate it when you call",
    ):
        found = read(text, "participant", "idle")
        assert not (found.acts and found.meaning in ("call", "call_at", "yes", "now")), text


def test_words_that_nobody_knows_are_not_guessed_at() -> None:
    for state in ("idle", "mood", "offer", "waiting", "ready"):
        assert read("qzx vbn trw", "participant", state).meaning == UNSURE


def test_a_menu_of_its_own_gives_numbers_another_meaning() -> None:
    assert read("2", "participant", "offer", menu="1=call 2=write 3=no").meaning == "write"
    assert read("3", "participant", "offer", menu="1=call 2=write 3=no").meaning == "no"


def test_what_may_act_is_a_meaning_that_somebody_may_have() -> None:
    assert frozenset().union(*OF.values()) >= ACTING


def test_the_reason_of_a_reading_names_words_of_the_text() -> None:
    found = read("is any of this recorded somewhere", "participant", "idle")
    assert found.meaning == "private"
    assert "recorded" in found.because
