"""Every word that a Spanish text asks for does what the text says, with what stands behind it."""

from dataclasses import replace

import pytest

from flows.person import Person, VolunteerView
from tests.flows.test_front_door import KNOWN, said, text, tried

ANYBODY = replace(KNOWN, language="es")
VOLUNTEER = replace(ANYBODY, volunteer=VolunteerView(active=True, on_duty=True))
COORDINATOR = replace(ANYBODY, coordinator=True, alerts=("A1",))
TRIES = {
    "NUMERO NO": "DropNumber",
    "SEGURO BORRAR": "ClearSafe",
    "RECORDAR lun 7pm": "SetReminder",
    "RECORDAR PAUSA": "PauseReminders",
    "RECORDAR SIGUE": "ResumeReminders",
    "RECORDAR NO": "EndReminder",
    "ZONA Pacific": "SetZone",
    "4821 CONFIRMA": "ConfirmNumber",
    "LISTO": "SayReady",
    "OLVIDALO": "CancelCallback",
}
TRIED_BY_VOLUNTEER = {
    "CAMBIAR SAB POR DOM": "LookUpRota",
    "CAMBIAR S7": "AnswerSwap",
    "CAMBIAR NO": "WithdrawSwaps",
    "AUSENTE 24 dic al 2 ene": "GoAway",
    "AUSENTE FIN": "ComeBack",
    "CALENDARIO NUEVO": "MakeFeed",
    "CALENDARIO NO": "EndFeed",
    "CUBRIR S7": "TakeShift",
    "NOTA K7 se oye mejor": "WriteNote",
    "SUPERVISORA": "BringSupervisor",
}
TRIED_BY_COORDINATOR = {
    "VISTO A1": "Acknowledge",
    "VER A1": "ShowAlert",
    "VER K7": "ShowCallback",
    "LISTA": "ListTaken",
}


@pytest.mark.parametrize(
    ("person", "known"),
    [(ANYBODY, TRIES), (VOLUNTEER, TRIED_BY_VOLUNTEER), (COORDINATOR, TRIED_BY_COORDINATOR)],
    ids=["anybody", "volunteer", "coordinator"],
)
def test_it_does_what_the_text_says(person: Person, known: dict[str, str]) -> None:
    for given, effect in known.items():
        assert [type(each).__name__ for each in tried(text(given, None, person))][:1] == [effect], given


def test_the_words_that_answer_a_question_are_spanish_too() -> None:
    question = text("SEGURO", None, ANYBODY).session
    for given in ("OMITIR", "omitir", "SKIP"):
        assert said(text(given, question, ANYBODY)) == ["safe.voicemail"], given
