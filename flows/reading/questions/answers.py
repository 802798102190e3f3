"""The answers to what people plainly ask or say, once their text's meaning has been read (docs/adr/0042).

Each is said beside the open question. Nothing rings and nothing is booked by one of these alone.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from flows.catalogue import STEPS
from flows.contacts import age, team
from flows.coordinators import commands as coordinator
from flows.coordinators.escalation import somebody_hears
from flows.effects.base import AlertKind
from flows.effects.contacts import KeepAge, SetLanguage, TellTeam
from flows.engine import Channel, Phrase, Scene, Session, Turn, act, settle
from flows.person import CallbackView
from flows.reading.questions import call_answers, policy_questions
from flows.reading.questions.asides import aside, must_be_answered
from flows.requests import understood
from flows.requests.status import silenced
from flows.rules.matching.wishes import USUAL_MINUTES
from flows.rules.words import language_wanted
from flows.states import CallbackState
from flows.wording import Named

Answer = Callable[[Scene, Session | None], Turn | None]
"""What is answered to one meaning; None where this channel, or this person, has no answer of its own."""


NEEDS_CERTAINTY: Final = frozenset(("not_them", "spam", "busy"))
"""What is no mere answer: two are kept apart, or nothing is answered at all."""


def answer(meaning: str, scene: Scene, session: Session | None) -> Turn | None:
    """The answer to a text that means this (CONTRACT.md, "Reading"); None for a meaning that asks for something else.

    `scene.given`: the words themselves, for the few answers that need them.
    """
    found = _ANSWERS.get(meaning)
    return found(scene, session) if found is not None else None


def is_likely(meaning: str, text: str) -> bool:
    """Whether a text may mean this at all: nobody is told about the young where no word is of age ("mis turnos")."""
    return meaning != "minor" or age.speaks_of_age(text)


def _who(scene: Scene, session: Session | None) -> Turn | None:
    if scene.person.coordinator:
        return None  # a coordinator's "who is it" is about an alert
    mine = coming(scene)
    if mine is None:
        return aside(scene, session, Phrase("answer.who"))
    if mine.kind == "text":
        return aside(scene, session, Phrase("answer.who_writes"))
    minutes = {"minutes": mine.minutes or USUAL_MINUTES}
    taken = mine.state in (CallbackState.ACCEPTED, CallbackState.CONNECTING)
    if taken and mine.peer:
        return aside(scene, session, Phrase("answer.who_calls_named", {"peer": mine.peer, **minutes}))
    return aside(scene, session, Phrase("answer.who_calls", minutes))


def coming(scene: Scene) -> CallbackView | None:
    """The callback that this person waits for: not one on hold, nor one they are in."""
    mine = scene.person.callback
    waits = mine is not None and not mine.silenced and mine.state is not CallbackState.CONNECTED
    return mine if waits else None


def _help(scene: Scene, session: Session | None) -> Turn:
    person, mine = scene.person, coming(scene)
    if person.coordinator:
        return aside(scene, session, coordinator.HELP)
    if person.volunteer is not None and person.volunteer.active and scene.channel is Channel.TEXT:
        return aside(scene, session, Phrase("menu.volunteer"), put_again=True)
    if person.in_danger:
        return aside(scene, session, Phrase("crisis.here"), put_again=True)  # no lesson in keywords now
    rings = mine is not None and mine.kind == "call"
    # Whoever asks what to do was perhaps puzzled by the question: it is put again, whether or not it needs an answer.
    return aside(scene, session, Phrase("answer.help_call" if rings else "answer.help"), put_again=True)


def _private(scene: Scene, session: Session | None) -> Turn:
    told = "answer.private_told" if somebody_hears(scene) else "answer.private"
    return aside(scene, session, Phrase(told))


def _erase(scene: Scene, session: Session | None) -> Turn:
    asked = act(
        TellTeam(AlertKind.ERASE), told="answer.erase", nobody="answer.erase_nobody", none="answer.by_text"
    )
    # Who wants to be forgotten does not want to be rung; one word brings the call back.
    quiet = (silenced(),) if coming(scene) is not None else ()
    return aside(scene, session, *quiet, asked)


def _complaint(scene: Scene, session: Session | None) -> Turn:
    return _for_team(scene, session, AlertKind.COMPLAINT, "answer.complaint")


def _group(scene: Scene, session: Session | None) -> Turn:
    return _for_team(scene, session, AlertKind.GROUP, "answer.group")


def _for_team(scene: Scene, session: Session | None, kind: AlertKind, heard: str) -> Turn:
    """Ask whether the team may be told, in their own words. Nothing is passed on before they say so."""
    if not scene.line.has_coordinator:
        return aside(scene, session, Phrase(heard), Phrase("team.nobody"))
    if scene.person.withheld or scene.person.unverified:
        return aside(scene, session, Phrase(heard), Phrase("team.by_text"))
    if scene.channel is Channel.TEXT and must_be_answered(session):
        return aside(scene, session, Phrase(heard), Phrase("team.later"))
    words = scene.given if kind is AlertKind.COMPLAINT else ""
    return settle(STEPS["team.consent_in_sentence"], replace(scene, answers=team.about(kind, words))).saying(
        heard
    )


def _minor(scene: Scene, session: Session | None) -> Turn:
    asks = scene.line.age_question and not age.is_minor_here(scene) and scene.person.volunteer is None
    if asks and (not must_be_answered(session) or (session is not None and session.step == "checkin.mood")):
        return settle(STEPS["age.ask"], scene)  # what was only guessed ends nothing: they say it with 2
    told = aside(scene, session, *age.welcome(scene))
    # Where the line does not ask, it is kept only as they said it: a volunteer is told before they say yes.
    kept = (KeepAge("minor"),) if not scene.line.age_question and age.read(scene.given) == "no" else ()
    return replace(told, effects=(*kept, *told.effects))


def _volunteer(scene: Scene, session: Session | None) -> Turn:
    volunteer = scene.person.volunteer
    if volunteer is not None and volunteer.active:
        return aside(scene, session, Phrase("answer.volunteer_already"))
    if volunteer is not None and volunteer.invited:
        return aside(scene, session, Phrase("menu.invited"))
    return _for_team(scene, session, AlertKind.VOLUNTEER, "answer.volunteer")


def _language(scene: Scene, session: Session | None) -> Turn:
    """Change to one of our languages, or say which there are. An open request keeps the one it was made in."""
    person, mine = scene.person, coming(scene)
    wanted = language_wanted.read(scene.given, person.language)
    if wanted.language is None:
        return aside(scene, session, Phrase("answer.language_which"))
    if wanted.language == language_wanted.OTHER:
        return aside(scene, session, Phrase("answer.language_other"))
    # "Does she speak Spanish?" asks about the call alone, and is no wish for texts in Spanish.
    change = wanted.language != person.language and not wanted.of_a_person
    effects = (SetLanguage(wanted.language),) if change else ()
    now = (Phrase("language.now"),) if change else ()
    named = {"wanted_language": Named(f"language.{wanted.language}")}
    if mine is not None and mine.language not in ("", wanted.language):
        if scene.channel is Channel.VOICE or must_be_answered(session):
            return aside(scene, session, *now, Phrase("answer.language_of_request", named), effects=effects)
        asked = settle(
            STEPS["understood.in_language"], replace(scene, answers={understood.LANGUAGE: wanted.language})
        )
        return replace(asked, said=(*now, *asked.said), effects=effects)
    if mine is None and wanted.of_a_person and wanted.language != person.language:
        return aside(scene, session, Phrase("answer.language_of_calls"))
    said = now or (Phrase("answer.language_here", named),)
    return aside(scene, session, *said, effects=effects)


def _thanks(scene: Scene, session: Session | None) -> Turn:
    volunteer = scene.person.volunteer
    theirs = volunteer is not None and volunteer.active
    return _last_word(scene, session, "answer.thanks_volunteer" if theirs else "answer.thanks")


def _bye(scene: Scene, session: Session | None) -> Turn:
    if scene.channel is Channel.VOICE:
        return Turn((Phrase("answer.bye"),))  # and the call ends
    return _last_word(scene, session, "answer.bye")


def _last_word(scene: Scene, session: Session | None, said: str) -> Turn:
    """A few warm words and then silence: the question stays open, and is not put again."""
    if scene.channel is Channel.VOICE:
        return aside(scene, session, Phrase(said))
    return Turn((Phrase(said),), (), session)


def _nothing(scene: Scene, session: Session | None) -> Turn | None:
    """An advertisement or a machine gets no answer at all. On a call somebody has spoken, and hears the question."""
    return Turn((), (), session) if scene.channel is Channel.TEXT else None


def _plain(said: str) -> Answer:
    return lambda scene, session: aside(scene, session, Phrase(said))


_ANSWERS: Final[Mapping[str, Answer]] = {
    "who": _who,
    "help": _help,
    "cost": _plain("answer.cost"),
    "private": _private,
    "police": policy_questions.told,
    "erase": _erase,
    "minor": _minor,
    "complaint": _complaint,
    "group": _group,
    "volunteer": _volunteer,
    "language": _language,
    "thanks": _thanks,
    "bye": _bye,
    "spam": _nothing,
    "busy": _nothing,
    "remind": call_answers.remind,
    "access": call_answers.access,
    "unsafe": call_answers.unsafe,
    "cut_off": call_answers.cut_off,
    "same_peer": call_answers.same_peer,
    "not_them": call_answers.not_them,
}
"""Meaning → its answer."""
