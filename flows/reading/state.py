"""In which state somebody writes, as the model of meaning names them: what stood on their screen last."""

from typing import Final

from flows.engine import Scene, Session
from flows.person import Person
from flows.relay import writing
from flows.rules.meaning.meanings import Who
from flows.states import CallbackState

_RATED: Final = frozenset("1 2 3 4 5".split())
_READY: Final = frozenset(("ready", "later"))
_AFTER: Final = ("after.", "reconnect.")
_OF_VOLUNTEERS: Final = frozenset(
    "after_call debrief shift_ending time_limit name done note unsure take pass go block again pause pause_today away "
    "drop cover swap here shifts calendar me on off".split()
)
"""Flows that ask volunteers: what they write then is read as a volunteer's words."""


def state_of(scene: Scene, session: Session | None) -> tuple[Who, str]:
    """Who writes, and in which state."""
    person = scene.person
    question = _of_question(session) if session is not None else None
    if question is not None and not (session and session.optional and _has_work(person)):
        return "participant", question
    alerted = person.coordinator and bool(person.alerts) and not _has_work(person)
    if person.volunteer is not None and person.volunteer.active and not (alerted or _for_themselves(scene)):
        return "volunteer", _of_volunteer(person)
    if person.coordinator:
        return "coordinator", "c_alert" if person.alerts else "c_idle"
    return "participant", _of_participant(person)


def _of_question(session: Session) -> str | None:
    """The state that an open question of the line makes; None where it says little about the words to come."""
    if session.step.partition(".")[0] in _OF_VOLUNTEERS:
        return None
    offered = {meaning for _, meaning, _ in session.offered}
    if offered >= _RATED:
        return "after" if session.step.startswith(_AFTER) else "mood"
    if offered >= _READY:
        return "ready"
    if {"yes", "no"} <= offered:
        return "offer"
    return "after" if session.step.startswith(_AFTER) else None


def _has_work(person: Person) -> bool:
    volunteer = person.volunteer
    return volunteer is not None and bool(volunteer.offers or volunteer.holding)


def _for_themselves(scene: Scene) -> bool:
    """A volunteer who asked for a call of their own, and has nothing of the line's in hand."""
    return scene.person.callback is not None and not _has_work(scene.person)


def _of_volunteer(person: Person) -> str:
    volunteer = person.volunteer
    if volunteer is None:
        return "v_idle"
    if writing.with_them(person) is not None:
        return "v_writing"
    if volunteer.holding is not None and volunteer.holding.state is not CallbackState.CONNECTED:
        return "v_holding"
    if volunteer.offers:
        return "v_two" if len(volunteer.offers) > 1 else "v_offered"
    return "v_after" if volunteer.last_call else "v_idle"


def _of_participant(person: Person) -> str:
    if writing.with_peer(person) is not None:
        return "writing"
    if person.callback is not None:
        return "ready" if person.callback.ready_asked else "waiting"
    return "idle" if person.introduced else "new"
