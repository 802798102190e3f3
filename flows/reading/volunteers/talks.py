"""What follows when a volunteer says how a talk was, that it broke off, or whether they would talk with them again."""

import re
from dataclasses import replace
from typing import Final

from flows.effects.follow_up import WantAgain
from flows.effects.volunteers import BlockPair, WriteNote
from flows.engine import Act, Phrase, Scene, Session, Turn, act, settle
from flows.reading import by_participant
from flows.reading.sentence import Handler, Sentence, read
from flows.reading.volunteers.asides import about, aside, code_named, going_on, volunteer_of
from flows.rules.meaning.certainty import is_sure
from flows.rules.refusal.still_wanted import KEEPS
from flows.rules.words import negation
from flows.rules.words.replies import clean
from flows.states import CallbackState
from flows.volunteers import done, open_work, unsure

_ABOUT_IT: Final = ("done", "note", "hard")
_KEPT: Final = 0.5
"""Enough to keep words as a note: nobody but a coordinator reads them, and nothing else follows."""
_ASKED: Final = 0.4
"""Enough to take words for "hard" where they were asked how it was: what follows is a rest, and an offer to talk."""
_NOT_HARD: Final = re.compile(
    r"\b(?:fine|good|great|well|ok|okay|alright|easy|nice|lovely|better|bien|buena?|facil|tranquil[oa]|mejor|genial)\b"
)


def code_of(scene: Scene) -> str | None:
    """The code of the talk that their words are about: the one they name, the last, or the one in hand."""
    volunteer = volunteer_of(scene)
    held = volunteer.holding
    return code_named(scene) or volunteer.last_call or (held.code if held is not None else None)


def _words(scene: Scene, session: Session | None, said: Sentence) -> Turn | None:
    """Their words are kept; after a hard talk they rest."""
    code = code_of(scene)
    if code is None:
        told = said.likely.meaning == "hard"
        return by_participant.HANDLERS["tell"](scene, session, said) if told else None
    asked = session is not None and session.step.startswith("after_call.") and said.likely.meaning == "hard"
    sure = said.share("hard") >= _ASKED if asked else is_sure("hard", said.share("hard"))
    if sure and not _denies_hard(scene.given):
        return _kept(scene, session, code, is_done=True, hard=True)
    share = said.share(*_ABOUT_IT)
    if share < _KEPT:
        return aside(scene, session, *open_work.or_last_call(scene))
    is_done = said.likely.meaning == "done" and is_sure("done", share)
    turn = _kept(scene, session, code, is_done=is_done)
    if said.likely.meaning != "hard" or _denies_hard(scene.given):
        return turn
    return (
        turn
        if turn.session
        else Turn((*turn.said, Phrase("for_volunteer.hard", {"code": code})), turn.effects)
    )


def _kept(scene: Scene, session: Session | None, code: str, *, is_done: bool, hard: bool = False) -> Turn:
    return going_on(Turn((done.kept(code, scene.given.strip(), done=is_done, hard=hard),)), session)


def _denies_hard(words: str) -> bool:
    said = " ".join(KEEPS.sub(" ", clean(words)).split())
    return negation.negates(said) or _NOT_HARD.search(said) is not None


def _cut_off(scene: Scene, session: Session | None, said: Sentence) -> Turn | None:
    volunteer = volunteer_of(scene)
    if volunteer.holding is not None:
        return aside(scene, session)
    return settle(unsure.cut_off, about(scene, volunteer.last_call)) if volunteer.last_call else None


def _block(scene: Scene, session: Session | None, said: Sentence) -> Turn | None:
    code = code_of(scene)
    held = volunteer_of(scene).holding
    if held is not None and code == held.code and held.state is not CallbackState.CONNECTED:
        return aside(scene, session)  # they have not talked yet
    if code is None or not said.is_sure("block"):
        return settle(unsure.block, about(scene, code))
    asked = act(BlockPair(code), blocked="volunteer.blocked", none="volunteer.nothing_to_block")
    return going_on(Turn((asked,)), session)


def block_beside(scene: Scene, session: Session | None, turn: Turn) -> Turn:
    """The same turn, and whether to keep the two apart, where a note says so: "done, but not with her again"."""
    volunteer = scene.person.volunteer
    acts = [part for part in turn.said if isinstance(part, Act)]
    noted = any(isinstance(act.effect, WriteNote) and not act.effect.hard for act in acts)
    if volunteer is None or not noted or turn.session is not None:
        return turn
    if read(scene, session).share("block") < _ASKED:
        return turn
    asked = settle(unsure.block, about(scene, code_of(scene)))
    return replace(turn, said=(*turn.said, *asked.said), session=asked.session)


def _again(scene: Scene, session: Session | None, said: Sentence) -> Turn | None:
    code = code_of(scene)
    if code is None:
        return None
    if not said.is_sure("again"):
        return aside(scene, session, Phrase("for_volunteer.again", {"code": code}))
    return going_on(Turn((act(WantAgain(code), noted="after.noted", none="offer.none"),)), session)


HANDLERS: Final[dict[str, Handler]] = {
    **dict.fromkeys(_ABOUT_IT, _words),
    "cut_off": _cut_off,
    "block": _block,
    "again": _again,
}
"""What follows from each meaning about a talk."""
