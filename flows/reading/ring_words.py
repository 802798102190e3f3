"""What somebody says right before a ring: a moment please, i'm back, or that whoever was near has left."""

from dataclasses import replace
from typing import Final

from flows.catalogue import STEPS
from flows.engine import Channel, Phrase, Scene, Session, Turn, settle
from flows.reading import watched_phone
from flows.requests.ready import MINUTES, readied
from flows.rules.screening.opt_out_evidence import somebody_went_out
from flows.rules.times.moment_words import is_back, minutes_asked
from flows.states import CallbackState

_ABOUT_THE_RING: Final = ("later.", "ready.", "callback.", "zone.")
"""Questions that such words may be said to, though they are no answer to them."""


def answer(scene: Scene, session: Session | None) -> Turn | None:
    """Hold the volunteer, ring, or ask whether now is good; None for every other text."""
    mine, volunteer = scene.person.callback, scene.person.volunteer
    if scene.channel is not Channel.TEXT:
        return None
    if mine is None and session is not None and watched_phone.is_watched(session):
        return _free_again(scene, session)
    if mine is None or mine.state is CallbackState.CONNECTED:
        return None
    if volunteer is not None and volunteer.active and (volunteer.offers or volunteer.holding):
        return None
    about_the_ring = session is not None and session.step.startswith(_ABOUT_THE_RING)
    if session is not None and not session.optional and not about_the_ring:
        return None
    asked = mine.ready_asked or (session is not None and session.step.startswith("ready."))
    if not mine.silenced and (wait := _moment(scene, session)) is not None:
        return wait
    return _back(scene, session) if asked else None


def _free_again(scene: Scene, session: Session) -> Turn | None:
    """Whoever was near has left, and nothing rings: what they were asked, or that they may write on."""
    if not is_back(scene.given) and not somebody_went_out(scene.given):
        return None
    answers = {name: answer for name, answer in session.answers.items() if name != watched_phone.NEAR}
    session = replace(session, answers=answers)
    return Turn((Phrase("told.open") if session.optional else session.question,), (), session)


def _moment(scene: Scene, session: Session | None) -> Turn | None:
    minutes = minutes_asked(scene.given)
    if minutes is None:
        return None
    held = settle(STEPS["ready.moment"], replace(scene, answers={MINUTES: str(minutes)}))
    return replace(held, session=session)


def _back(scene: Scene, session: Session | None) -> Turn | None:
    mine = scene.person.callback
    asked_when = session is not None and session.step.startswith(("later.", "ready."))
    # "Ya" alone may mean enough: it is an answer only to the question when.
    if mine is not None and is_back(scene.given) and (asked_when or len(scene.given.split()) > 1):
        return Turn((readied(by_text=mine.kind == "text"),))
    return settle(STEPS["ready.alone"], scene) if somebody_went_out(scene.given) else None
