"""Texts that come while the line may not text: nobody reads an answer, so only what keeps somebody in peace counts.

A yes, a booking, a TAKE would be one that we cannot confirm, and ring somebody who waits for a reply. Danger is read,
answered and alerted as ever: perhaps that one answer arrives after all (docs/adr/0053). For the same reason whoever
asks for something is answered that a call does it: a refused answer costs nothing, and silence looks like a no.
"""

from typing import Final

from flows.effects.base import Effect
from flows.effects.contacts import OptOut, RaiseAlert, SetLanguage, WrongNumber
from flows.effects.coordinators import Acknowledge
from flows.effects.danger_reports import ReportDanger
from flows.effects.follow_up import LeaveIt
from flows.effects.other_numbers import DropNumber
from flows.effects.relay import EndWriting
from flows.effects.reminders import EndReminder, PauseReminders
from flows.effects.requests import CancelCallback, MoveCallback, PreferText, SilenceCallback
from flows.effects.safe_contact import EndEverything
from flows.effects.told import WithholdTold
from flows.effects.volunteers import BlockPair, PassOffer, SetDuty, SetPause
from flows.engine import Act, Phrase, Scene, Session, Turn
from flows.rules.words.languages import language_of
from flows.rules.words.replies import clean

QUIETS: Final[tuple[type[Effect], ...]] = (
    OptOut,
    RaiseAlert,
    ReportDanger,
    Acknowledge,
    CancelCallback,
    SilenceCallback,
    EndEverything,
    EndWriting,
    EndReminder,
    PauseReminders,
    WrongNumber,
    WithholdTold,
    DropNumber,
    LeaveIt,
    PassOffer,
    SetPause,
    BlockPair,
)
"""What is done all the same: it ends or silences something, or tells our team of danger."""
_OF_DANGER: Final = "crisis."
_THEN: Final = (f"{_OF_DANGER}then_", "crisis.quietly")
"""What goes on by text: it is not said, but for the youth line's number."""
_YOUTH: Final = "crisis.then_youth"


_ABOUT_THE_CALL: Final = ("understood.", "later.", "callback.", "asking.", "call_or_write.")
"""Questions that we would put to somebody who may not want the call they wait for, or not now."""
_YES: Final = frozenset("yes y yeah yep ok okay si sip claro please".split())


_NOT_NOW: Final = frozenset(
    "busy; im busy; very busy; ocupado; ocupada; estoy ocupado; estoy ocupada".split("; ")
)
"""Also a question, to which a text would answer where their call stands; here it may as well be a no."""


def quieted(turn: Turn, session: Session | None, scene: Scene) -> Turn:
    """The same turn without what would start something, and without an answer, but to words of danger.

    Where it neither ends nor silences anything, the answer is that this number takes calls.
    `session`: what was open; no question is put in its place, for nobody would read it. Where we would ask whether
    they still want their call, or when, their phone stays silent: they can call us, and a ring cannot be taken back.
    """
    said = tuple(part for part in turn.said if isinstance(part, Phrase) and _is_of_danger(part))
    tried = (*turn.effects, *(part.effect for part in turn.said if isinstance(part, Act)))
    effects = tuple(each for each in map(_instead, tried) if each is not None)
    if _asks_about_their_call(turn, session, scene):
        effects = (*effects, SilenceCallback())
    if turn.said and not said and not effects:
        said = (Phrase("texting_off.please_call"),)
        effects = _in_their_language(scene)
    return Turn(said, effects, session if turn.session == session else None)


def _in_their_language(scene: Scene) -> tuple[SetLanguage, ...]:
    """Nobody is introduced by text yet, so a first text cannot be told from others: its language is read each time."""
    heard = language_of(scene.given)
    known = heard is None or heard == scene.person.language or scene.person.volunteer is not None
    return () if known or heard is None else (SetLanguage(heard),)


def _asks_about_their_call(turn: Turn, session: Session | None, scene: Scene) -> bool:
    asked, said = turn.session, clean(scene.given)
    if scene.person.callback is None or said in _YES or said.isdigit():
        return False
    if said in _NOT_NOW:
        return True
    if asked is None or asked == session:
        return False
    return asked.step.startswith(_ABOUT_THE_CALL)


def _is_of_danger(phrase: Phrase) -> bool:
    goes_on = phrase.id.startswith(_THEN) and phrase.id != _YOUTH
    return phrase.id.startswith(_OF_DANGER) and not goes_on


def _instead(effect: Effect) -> Effect | None:
    """The effect, what takes its place, or None."""
    if isinstance(effect, (MoveCallback, PreferText)):
        return (
            SilenceCallback()
        )  # not now, whatever hour they named, since it cannot be read back; or no call at all
    if isinstance(effect, SetDuty):
        return None if effect.on else effect
    return effect if isinstance(effect, QUIETS) else None
