"""Questions that people ask in much the same words, and that must not be guessed at: the whole text is one of them.

The rest is read by the model of meaning (`flows.reading.meant`), which is less sure of these.
"""

import re
from dataclasses import replace
from typing import Final

from flows.catalogue import STEPS
from flows.engine import Channel, Phrase, Scene, Session, Turn, settle
from flows.reading.open_question import question
from flows.reading.questions import answers
from flows.reading.questions.asides import aside, must_be_answered
from flows.requests.understood import NOTHING_READ
from flows.rules.words.replies import clean

_BEFORE: Final = r"(?:(?:hi|hello|hey|ok|so|and|but|um|sorry|hola|oye|disculpa|perdon|pero|y) )*"
_BEHIND: Final = (
    r"(?: (?:please|though|pls|then|again|now|yet|today|por favor|porfa|todavia|aun|hoy|otra vez))*"
)


def _of(*patterns: str) -> re.Pattern[str]:
    return re.compile(f"{_BEFORE}(?:{'|'.join(patterns)}){_BEHIND}")


_NUMBER: Final = _of(
    r"what (?:do|will|would) (?:you|u|they|yall) do with (?:my|our) (?:phone )?number",
    r"(?:do|will) (?:you|u|they|yall) (?:keep|save|store|share|sell|give out|see) my (?:phone )?number",
    r"(?:who|can anyone|can they|can the volunteers?) (?:can )?sees? my (?:phone )?number",
    r"(?:que|para que) (?:hacen|haces|van a hacer|vas a hacer|usan|quieren) (?:con )?mi (?:numero|telefono)",
    r"(?:guardan|comparten|venden|ven|dan|van a guardar) mi (?:numero|telefono)",
    r"quien (?:ve|puede ver|tiene) mi (?:numero|telefono)",
)
_NOBODY_CALLED: Final = _of(
    r"(?:nobody|noone|no one|no1) (?:(?:has|ever|even) )*(?:called|call|rang)(?: me)?(?: back)?",
    r"(?:i )?(?:never|didnt|havent|have not|did not) (?:got?t?e?n?|get|receive) (?:a|my|the"
    r"|any) call(?: back)?",
    r"(?:you|yall|they|she|he) (?:never|didnt|did not|havent|have not) (?:called|call|rang)(?: me)?(?: back)?",
    r"(?:nadie|nunca) me (?:llamo|llamaron|ha llamado|han llamado|marco|marcaron)",
    r"no me (?:llamaron|llamo nadie|han llamado|ha llamado nadie|marcaron)",
)
_NOBODY_COMES: Final = _of(
    r"(?:nobody|noone|no one) (?:ever )?(?:calls?|contacts?|rings?|reaches out to|gets back to)(?: me)?",
    r"nadie me (?:contacta|llama|marca|responde|atiende)",
)
"""Of a call that is asked for it asks where it stands; else somebody tells how alone they are."""
_MORE_TO_SAY: Final = _of(
    r"(?:just |theres |i have |and |also )*(?:one|1|another|a last|one last|one other)(?: more)? (?:more"
    r"|thing|thought)",
    r"(?:just |and )*(?:something|anything) (?:else|more)",
    r"(?:solo |y |ah |tengo )*(?:una?|otra|uno) (?:cosa |ultima |cosita )*(?:mas|cosa|cosita)(?: nomas)?",
    r"(?:y )?algo mas",
)
"""They are about to go on, and ask for nothing yet."""
_HOW_LONG: Final = _of(
    r"how long (?:is|are|does|do|will|would|can) (?:the|a|this|that|it|we|i)(?: (?:call|calls|talk|be|take"
    r"|last|go))*",
    r"cuanto (?:dura|tarda|duran|va a durar)(?: (?:la|una|cada))?(?: llamadas?)?",
)
_HUNG_UP: Final = _of(
    r"(?:he|she|they|the (?:guy|lady|woman|man|person|volunteer)) (?:just )?(?:hung|hanged) up(?: on me)?",
    r"whe?re? (?:did|have|are|r) (?:you|u|ya|yall|he|she|they) (?:go|gone|goin|going|at)",
    r"(?:(?:a )?donde|adonde) (?:te|se) (?:fuiste|fue|fueron|has ido|ha ido|metiste)",
    r"(?:por que |porque )?(?:te|se) (?:fuiste|fue|fueron)",
    r"(?:me colgo|me colgaron|se corto(?: la llamada)?|se cayo la llamada|me ha colgado)",
)
_RUDE: Final = _of(
    r"(?:he|she|they|the (?:guy|lady|woman|man|person|volunteer)|(?:my|that) (?:volunteer|person|guy|lady)) "
    r"(?:was|were) (?:so |very |really |kinda |a bit )*(?:rude|mean|nasty|creepy|judgmental"
    r"|dismissive)(?: to me)?",
    r"(?:fue|era|estuvo) (?:muy |bien |tan )*(?:groser|maleducad|antipatic|mal educad)[oa](?: conmigo)?",
    r"me (?:trato|trataron|hablo|hablaron) (?:muy |bien |tan )*(?:mal|feo)",
)
_TEAM: Final = _of(
    r"(?:i have |ive got |i got )?an? question for (?:the|your) (?:team|staff|coordinator|people)",
    r"(?:can|could|may) i (?:talk|speak|write) (?:to|with) (?:a|the|your) (?:manager|coordinator|supervisor"
    r"|boss)",
    r"(?:can|could|may) i (?:talk|speak|write) (?:to|with) (?:someone|somebody|whoever is) in charge",
    r"(?:quiero|puedo|quisiera) hablar con (?:el|la|un|una) (?:encargad|coordinador|supervisor|jef)[oae]?r?a?",
    r"(?:tengo )?una pregunta para (?:el|su) equipo",
)


_MEANINGS: Final = (
    (_NUMBER, "private"),
    (_NOBODY_CALLED, "status"),
    (_NOBODY_COMES, "nobody comes"),
    (_MORE_TO_SAY, "more to say"),
    (_HOW_LONG, "who"),
    (_HUNG_UP, "cut_off"),
    (_RUDE, "complaint"),
    (_TEAM, "team"),
)


def meaning(text: str) -> str | None:
    """What one of these means, as CONTRACT names it, or "team", "nobody comes", "more to say"; None for all others."""
    words = clean(text)
    return next((name for pattern, name in _MEANINGS if pattern.fullmatch(words)), None)


def answer(scene: Scene, session: Session | None) -> Turn | None:
    """The answer to one of these questions; None for every other text, and for a volunteer's."""
    if scene.person.volunteer is not None or scene.person.coordinator:
        return None
    match meaning(scene.given):
        case "private":
            return aside(scene, session, Phrase("answer.number"))
        case "status":
            return _nobody_called(scene, session)
        case "nobody comes":
            return _nobody_called(scene, session) if answers.coming(scene) is not None else None
        case "more to say":
            return _goes_on(scene, session)
        case "team":
            return _for_team(scene, session)
        case None:
            return None
        case name:
            return answers.answer(name, scene, session)


def _nobody_called(scene: Scene, session: Session | None) -> Turn:
    if scene.person.callback is None:
        return aside(scene, session, Phrase("answer.nobody_called"))
    stands = settle(STEPS["status.where"], scene)
    return replace(stands, said=(*stands.said, *question(session)), session=session)


def _goes_on(scene: Scene, session: Session | None) -> Turn | None:
    """They may write on. What is open stays open, but for choices that were only put because nothing was read."""
    if session is None or session.step in NOTHING_READ:
        return settle(STEPS["told.anything"], scene)
    return aside(scene, session, Phrase("told.open")) if scene.channel is Channel.TEXT else None


def _for_team(scene: Scene, session: Session | None) -> Turn:
    if must_be_answered(session):
        return aside(scene, session, Phrase("team.later"))
    return settle(STEPS["team.question"], scene)
