"""What follows when a coordinator says something in a sentence, from the phone that alerts go to.

An alert that nobody has is told again, so a sentence takes one only where that is sure. What a coordinator cannot do by
text is said as it is, and never half done.
"""

import re
from dataclasses import replace
from typing import Final

from flows.coordinators import commands, on_alert
from flows.engine import Phrase, Scene, Session, Step, Turn, settle
from flows.reading import by_participant
from flows.reading.questions import answers
from flows.reading.sentence import Handler, Sentence
from flows.reading.state import state_of
from flows.rules.meaning import certainty
from flows.rules.words import negation
from flows.rules.words.replies import clean

_CODE: Final = re.compile(r"\b[a-z]\d{1,9}\b")
_NAMED: Final = 6
"""How many codes of open alerts stand in one text, the newest of them."""
_ASKS: Final = re.compile(
    r"^(?:(?:so|and|ok|hey|sorry|y|oye|pues) )*(?:did|does|do (?:i|we|you|they)|is|are|am i|was|were|should|shall|would"
    r"|who|whos|what|when|which|could|has|can (?:i|we|you|someone|somebody|anyone)|quien|hay|debo|debemos|puede|que)\b"
)
_NOT_NOW: Final = re.compile(
    r"\b(?:when|once|after|until|later|if|tomorrow|tonight|cuando|luego|despues|manana|hasta|si (?:puedo|nadie|alguien)"
    r"|in (?:a|an|one|two|three|\d+|half an) (?:while|hours?|hrs?|h)|en (?:un rato|una hora|\d+ horas?))\b"
)
_SOMEBODY_ELSE: Final = re.compile(
    r"\b(?:he|she|they|hes|shes|theyre|is|has|will be|someone|somebody|el|ella|alguien|tiene|lleva|encargara|"
    r"se (?:encarga|ocupa))\b"
)
_MYSELF: Final = re.compile(
    r"\b(?:i|im|ive|ill|me|mine|my|myself|we|weve|were|yo|mio|mia|tengo|voy|estoy|me (?:encargo|ocupo))\b"
)


def understands(scene: Scene, session: Session | None) -> bool:
    """Whether these words are read as a coordinator's: no question of the line is open, and no call of their own."""
    return state_of(scene, session)[0] == "coordinator" and scene.person.callback is None


def nothing_understood(scene: Scene, session: Session | None) -> Turn:
    """Say what is open for them, and what takes it or tells more."""
    if not scene.person.alerts:
        yours = {"codes": ", ".join(scene.person.alerts_taken[:_NAMED])}
        unread = (
            Phrase("coordinator.unread_yours", yours) if yours["codes"] else Phrase("coordinator.unread_idle")
        )
        return Turn((unread,), (), session)
    return Turn((_of_alerts("coordinator.unread", scene),), (), session)


def _ack(scene: Scene, session: Session | None, said: Sentence) -> Turn | None:
    if said.is_sure("ack") and _is_theirs_now(scene.given):
        return Turn((commands.acknowledge(_named(scene.given)),), (), session)
    return Turn((_of_alerts("coordinator.ack_asked", scene),), (), session) if scene.person.alerts else None


def _is_theirs_now(text: str) -> bool:
    """Whether words that seem to take an alert may do so: no denial, no question, now, and nobody else has it."""
    words = clean(text)
    if negation.negates(words) or "?" in text or _ASKS.search(words) or _NOT_NOW.search(words):
        return False
    return _SOMEBODY_ELSE.search(words) is None or _MYSELF.search(words) is not None


def _who(scene: Scene, session: Session | None, said: Sentence) -> Turn | None:
    return Turn((commands.show(_named(scene.given), who=True),), (), session)


def _say(scene: Scene, session: Session | None, said: Sentence) -> Turn | None:
    return Turn((commands.say(_named(scene.given)), *_still_open(scene)), (), session)


def _call(scene: Scene, session: Session | None, said: Sentence) -> Turn | None:
    if not _alerts(scene):
        return Turn((Phrase("coordinator.call_yourself"),), (), session)
    return _read_back(on_alert.ask_call, scene, session)


def _hand_over(scene: Scene, session: Session | None, said: Sentence) -> Turn | None:
    if not _alerts(scene):
        return nothing_understood(scene, session)
    return _read_back(on_alert.ask_hand_over, scene, session)


def _read_back(step: Step, scene: Scene, session: Session | None) -> Turn:
    """Ask whether that is meant, of the one alert there is or that they named; with several, which."""
    codes = _alerts(scene)
    named = _named(scene.given)
    code = named if named is not None else codes[0] if len(codes) == 1 else None
    if code is None:
        return Turn((Phrase("on_alert.which", {"codes": ", ".join(codes[:_NAMED])}),), (), session)
    return settle(step, replace(scene, answers={on_alert.CODE: code}))


def _alerts(scene: Scene) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*scene.person.alerts_taken, *scene.person.alerts)))


def _busy(scene: Scene, session: Session | None, said: Sentence) -> Turn | None:
    return _hand_over(scene, session, said) if scene.person.alerts else answers.answer("busy", scene, session)


def _list(scene: Scene, session: Session | None, said: Sentence) -> Turn | None:
    return Turn(commands.everything_open(), (), session)


def _stop(scene: Scene, session: Session | None, said: Sentence) -> Turn | None:
    return Turn((Phrase("coordinator.stop_ends_alerts"),), (), session)


def _thanks(scene: Scene, session: Session | None, said: Sentence) -> Turn | None:
    return _closing("thanks", scene, session)


def _bye(scene: Scene, session: Session | None, said: Sentence) -> Turn | None:
    return _closing("bye", scene, session)


def _closing(meaning: str, scene: Scene, session: Session | None) -> Turn | None:
    """An alert that nobody has is named once more before they put the phone away."""
    return (
        Turn(still, (), session) if (still := _still_open(scene)) else answers.answer(meaning, scene, session)
    )


def _danger(scene: Scene, session: Session | None, said: Sentence) -> Turn | None:
    """Only where it is sure: a coordinator's words of danger mostly speak of whom the alert is about."""
    sure = said.share("crisis", "check") >= certainty.DANGER
    return by_participant.HANDLERS["check"](scene, session, said) if sure else None


def _nothing(scene: Scene, session: Session | None, said: Sentence) -> Turn | None:
    # While a question that needs an answer is open, it is put again, and the miss is counted.
    return None if session is not None and not session.optional else nothing_understood(scene, session)


def _still_open(scene: Scene) -> tuple[Phrase, ...]:
    return (_of_alerts("coordinator.still_open", scene),) if scene.person.alerts else ()


def _of_alerts(wording: str, scene: Scene) -> Phrase:
    """A wording about the open alerts. The code in the example is the one they named, or else the newest."""
    codes = scene.person.alerts
    named = _named(scene.given)
    code = named if named in codes else codes[0]
    return Phrase(wording, {"code": code, "codes": ", ".join(codes[:_NAMED])})


def _named(text: str) -> str | None:
    """The code in a text, where there is one and no other."""
    codes = set(_CODE.findall(clean(text)))
    return codes.pop().upper() if len(codes) == 1 else None


HANDLERS: Final[dict[str, Handler]] = {
    "ack": _ack,
    "who": _who,
    "say": _say,
    "call": _call,
    "hand_over": _hand_over,
    "busy": _busy,
    "list": _list,
    "stop": _stop,
    "thanks": _thanks,
    "bye": _bye,
    "crisis": _danger,
    "check": _danger,
    "greeting": _nothing,
    "tell": _nothing,
    "help": _nothing,
    "wrong_number": _nothing,
}
"""What follows from each meaning; the rest is answered by `answers`."""
