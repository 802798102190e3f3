"""What follows when a coordinator says something in a sentence, from the phone that alerts go to.

An alert that nobody has is told again, so a sentence takes one only where that is sure. What a coordinator cannot do by
text is said as it is, and never half done.
"""

import re
from dataclasses import replace
from typing import Final

from flows.coordinators import commands, on_alert, say
from flows.engine import Act, Phrase, Scene, Session, Step, Turn, settle
from flows.reading import by_participant
from flows.reading.questions import answers
from flows.reading.sentence import Handler, Sentence
from flows.reading.state import state_of
from flows.rules.crisis import crisis
from flows.rules.meaning import certainty
from flows.rules.words import negation
from flows.rules.words.replies import clean

_CODE: Final = re.compile(r"\b[a-z]\d{1,9}\b")
_NAMED: Final = 6
"""How many codes of open alerts stand in one text, the newest of them."""
_ASKS: Final = re.compile(
    r"^(?:(?:so|and|ok|hey|sorry|y|oye|pues) )*(?:did|does|do (?:i|we|you|they)|is|are|am i|was|were|should"
    r"|shall|would"
    r"|who|whos|what|when|which|could|has|can (?:i|we|you|someone|somebody|anyone)|quien|hay|debo|debemos|puede"
    r"|que)\b"
)
_NOT_NOW: Final = re.compile(
    r"\b(?:when|once|after|until|later|if|tomorrow|tonight|cuando|luego|despues|manana|hasta|si (?:puedo|nadie"
    r"|alguien)"
    r"|in (?:a|an|one|two|three|\d+|half an) (?:while|hours?|hrs?|h)|en (?:un rato|una hora|\d+ horas?))\b"
)
_SOMEBODY_ELSE: Final = re.compile(
    r"\b(?:he|she|they|hes|shes|theyre|is|has|will be|someone|somebody|el|ella|alguien|tiene|lleva|encargara|"
    r"se (?:encarga|ocupa))\b"
)
_MYSELF: Final = re.compile(
    r"\b(?:i|im|ive|ill|me|mine|my|myself|we|weve|were|yo|mio|mia|tengo|voy|estoy|me (?:encargo|ocupo))\b"
)


_WAKE_NOBODY: Final = re.compile(
    r"\b(?:dont|do not|no need to|no|ni|nobody|need not) (?:need to |lo |la |se la |me la )?(?:wake|waking"
    r"|panic|page(?! me)"
    r"|ring|call|send"
    r"|hand|pass|bother|worry|move|avis\w+|despiert\w+|pas[ae]\w*|muev\w+|mand\w+|llam\w+|preocup\w+)(?: (?:it"
    r"|this|that|him|her"
    r"|them|over|on|to|a|any ?one|any ?body|else|nadie|mas|otr[oa]s?)){0,4}(?: (?!me\b|im\b|i\b|yo\b|ya\b)[a-z]+)?"
)
"""Nobody else is to be woken: "no need to wake Bridget, im up and dealing"."""
_HAS_IT: Final = re.compile(
    r"^(?:(?:ok|okay|yes|yep|right|ack|a\d+|si|ya|dale|listo|seen|sisi|acknowledged|hi|hey) )*(?:mine"
    r"|(?:es )?(?:mia|mio)|yo|me|enterad[oa]|voy(?: yo| ya)?"
    r"|conmigo|roger that|acknowledged|copy that)(?: (?:a\d+|now|ya|yo|thanks|gracias))*$"
    r"|\b(?:its|thats|this ones|that ones|a\d+ is|es|la|lo) (?:mine|mia|mio|mi)\b|^mine\b"
    r"|\b(?:im |i am |am |already |just getting )?on (?:it|to it|my way to it|this(?! \w))(?: now"
    r"| already)?\b(?! call)"
    r"|\b(?:i )?got (?:it|this|this one|that one|them|her|him|a\d+)\b(?! from| off| wrong| in)|\b(?:ive|i have"
    r"|i) (?:got |have )?"
    r"(?:it|this|this one|that one|a\d+)\b(?= |$)(?! was| is| cant| would)|\b(?:dealing with|handling|taking"
    r"|attending to|looking at"
    r"|looking into|picking up|coming to) (?:it|this|that|a\d+|her|him)\b|\b(?:up|here) and dealing\b"
    r"|\b(?:ill|i will|let me|i can) (?:take|handle|deal with|do|have|pick up|look at|get|sort) (?:it|this|that"
    r"|this one|a\d+|her|him)\b"
    r"|\b(?:dej\w*mel[oa]|dejenmel[oa]|dejamel[oa]) a mi\b|\b(?:ill|i shall|i will) (?:handle|see to|speak to"
    r"|talk to)\b|\btaking over\b"
    r"|\b(?:already|im) (?:talking|speaking) (?:to|with) (?:her|him|them)\b|\bya estoy (?:hablando"
    r"|en contacto) con\b|\bya me pongo\b"
    r"|\bleave (?:it|this|that|a\d+|her|him) (?:with|to) me\b|^have (?:it|this)\b|\b(?:im|i am) (?:calling"
    r"|ringing|phoning|dialing"
    r"|dialling|texting|messaging) (?:her|him|them|the \w+|now)\b|^(?:\w+ ){0,2}(?:calling|ringing|dialing"
    r"|dialling) (?:her|him|them"
    r"|the \w+|now)\b|\b(?:ill|i will|will) (?:call|ring|phone|text) (?:her|him|them)\b"
    r"|\b(?:la|lo|este|esta|ese|esa) (?:tengo|tomo|agarro|veo|atiendo|asumo|cojo|llevo|manejo|reviso)(?: yo)?\b"
    r"|\byo (?:la|lo|me|voy|le)(?: (?:veo|encargo|ocupo|tomo|llamo|atiendo|marco|hago cargo))?\b"
    r"|\bme (?:encargo|ocupo|hago cargo)\b"
    r"|\bya (?:estoy|ando|voy)(?: (?:en (?:eso|ello|esto|ella)|con (?:eso|ello|esto|ella|el|la \w+)|ahi"
    r"|viendo\w*|yo))\b"
    r"|\b(?:estoy|ando) (?:en (?:eso|ello)|con (?:eso|ello|ella))\b|\b(?:ya )?(?:le|la) (?:estoy )?(?:llamo"
    r"|marco|llamando|marcando"
    r"|hablo)(?: (?:ya|yo|ahora|ahorita))*\b"
)
"""They have the alert: "got it", "mine", "im calling her now", "la veo yo"."""


def has_it(scene: Scene, session: Session | None) -> Turn | None:
    """The alert is theirs, where they say so in so many words; before keywords, since "mine" and "voy" are some."""
    person = scene.person
    if not person.alerts or not understands(scene, session) or (session is not None and not session.optional):
        return None
    words = " ".join(_WAKE_NOBODY.sub(" ", clean(scene.given)).split())
    if _HAS_IT.search(words) is None or not _is_theirs_now(words if "?" not in scene.given else scene.given):
        return None
    of_one_word = len(words.split()) < 2 and words != clean(scene.given)
    if _GIVES_AWAY.search(words) is not None or of_one_word:
        return None
    return Turn((commands.acknowledge(_named(scene.given)),), (), session)


_GIVES_AWAY: Final = re.compile(
    r"\b(?:hand|pass|give|move|reassign|pasa\w*|den|dense\w*|hijo|by mistake|por error|off call|undo|untake"
    r"|not on call|but (?:cant|i cant"
    r"|im)|pero (?:no|estoy|voy))\b"
)
"""Somebody else is to have it, or it was a mistake."""


def understands(scene: Scene, session: Session | None) -> bool:
    """Whether these words are read as a coordinator's: no question of the line is open, and no call of their own."""
    return state_of(scene, session)[0] == "coordinator" and scene.person.callback is None


def nothing_understood(scene: Scene, session: Session | None) -> Turn:
    """Say what is open for them, and what takes it or tells more."""
    if (plain := in_plain_words(scene, session)) is not None:
        return plain
    if not scene.person.alerts:
        yours = {"codes": ", ".join(scene.person.alerts_taken[:_NAMED])}
        unread = (
            Phrase("coordinator.unread_yours", yours) if yours["codes"] else Phrase("coordinator.unread_idle")
        )
        return Turn((unread,), (), session)
    return Turn((_of_alerts("coordinator.unread", scene),), (), session)


def in_plain_words(scene: Scene, session: Session | None) -> Turn | None:
    """The answer to "tell her im on my way", "did she answer", "what did they say"; None for everything else."""
    if told := _of_what_they_wrote(scene):
        return Turn(told, (), session)
    if say.in_hand(scene) and say.tells(scene.given):
        return _to_them(scene, session)
    return None


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


def _of_what_they_wrote(scene: Scene) -> tuple[Act | Phrase, ...]:
    """The answer to "did she answer" and "what did they say"; nothing for other questions."""
    codes, said = say.in_hand(scene), clean(scene.given)
    if len(codes) > 1 and _named(scene.given) not in codes:
        return ()
    if codes and _ANSWERED.search(said):
        return (commands.answered(_named(scene.given)),)
    if codes and _SAID.search(said):
        return (_of_alerts("coordinator.what_they_said", scene, codes),)
    return ()


_ANSWERED: Final = re.compile(
    r"\b(?:did|has|have|hasnt|didnt|any) (?:\w+ ){0,2}?(?:answer\w*|repl\w+|respon\w+|write back|written back|text back"
    r"|texted back|news|word)\b|\b(?:ha |ya |no ha )?(?:contesto|contestado|respondio|respondido)\b(?<!que contesto)"
    r"(?<!que respondio)"
)
_SAID: Final = re.compile(
    r"\bwhat (?:did|does|has|have|is|was) (?:\w+ ){1,2}?(?:say\w*|said|wr[io]te\w*|written|text\w*|told|tell"
    r"|answer\w*)\b"
    r"|\bwhat (?:he|she|they) (?:said|wrote|says)\b|\bque (?:te |me |nos )?(?:dijo|dice|ha dicho|escribio|escribe|conto"
    r"|contesto|respondio|puso)\b"
)


def _who(scene: Scene, session: Session | None, said: Sentence) -> Turn | None:
    return Turn((commands.show(_named(scene.given), who=True),), (), session)


def _say(scene: Scene, session: Session | None, said: Sentence) -> Turn | None:
    return _to_them(scene, session)


def _to_them(scene: Scene, session: Session | None) -> Turn:
    if (read_back := say.to_read_back(scene, told=True)) is not None:
        return read_back
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
    if crisis.read(scene.given).tier is not crisis.Tier.none:
        return by_participant.HANDLERS["check"](
            scene, session, said
        )  # "i can't do this anymore" ends no texts
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


def _of_alerts(wording: str, scene: Scene, codes: tuple[str, ...] = ()) -> Phrase:
    """A wording about the open alerts. The code in the example is the one they named, or else the newest."""
    codes = codes or scene.person.alerts
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
