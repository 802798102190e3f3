"""Reads a goodbye of somebody who writes with a volunteer, and "brb": whole texts only, so that no story is one.

Ask `flows.rules.crisis` first: a farewell that sounds like danger is not for here.
"""

import re
from enum import StrEnum
from typing import Final

from flows.rules.times.moment_words import minutes_asked
from flows.rules.words.replies import clean


class Goodbye(StrEnum):
    """What somebody says who stops writing."""

    FOR_TODAY = "for_today"
    A_MOMENT = "a_moment"


_MOST_WORDS: Final = 14
_SHORT: Final = 6
_TODAY: Final = r"(?: for (?:today|tonight|now))"
_GOODBYE: Final = (
    r"(?:bye ?)?bye|good ?bye|good ?night|g ?night|nite|night(?: night)?|nighty night|gn|ttyl|cya|take care"
    r"|(?:talk|speak|text|write|chat)(?: to (?:you|u))? (?:later|tomorrow|soon|another day|another time)"
    r"|see (?:you|ya|u)(?: later| tomorrow| soon| around)?"
    r"|(?:i )?(?:gtg|g2g|gotta go|got to go|should go|better go)|ive got to go|(?:i )?(?:have|need) to go"
    r"|ill let you go|(?:im )?(?:off|going|heading|gonna go|going to go|ready) to (?:bed|sleep)|off to bed"
    r"|(?:ill |i will |i should )?(?:go to (?:bed|sleep)|head to bed)|time for bed"
    rf"|(?:thats|that is|that will be) (?:it|all|enough){_TODAY}|(?:im )?done{_TODAY}"
    rf"|lets (?:stop|leave it) (?:here|there){_TODAY}?|(?:another|some other) (?:day|time)"
    r"|chau|chao|adios|hasta (?:luego|manana|pronto|la proxima|otro dia)"
    r"|nos (?:vemos|leemos|hablamos)(?: luego| manana| pronto| otro dia)?|fin"
    r"|(?:luego|manana|otro dia) (?:seguimos|hablamos|te escribo)"
    r"|(?:seguimos|hablamos) (?:luego|manana|otro dia|despues)"
    r"|que (?:descanses|duermas bien|estes bien|(?:tengas|pases) (?:buena|linda|bonita) noche)|descansa"
    r"|(?:ya )?(?:me )?voy a (?:dormir(?:me)?|acostar(?:me)?|la cama)|a dormir"
    r"|(?:ya )?(?:me tengo|tengo) (?:que|q) (?:ir|irme)|(?:ya )?debo irme"
    r"|(?:ya )?(?:esta|es todo|fue todo|estuvo)(?: bien| bueno)? por hoy"
    r"|por hoy (?:ya )?(?:esta|es todo|basta)(?: bien)?"
    r"|lo dejamos (?:por hoy|aqui|ahi)|(?:mejor )?otro dia|en otro momento"
)
_BESIDE: Final = (
    r"ok|okay|well|alright|all right|so|anyways?|thanks?|thank (?:you|u)|thx|ty|tysm|so much|very much|a lot|again"
    r"|for (?:listening|everything|talking|writing|tonight|today|your time|being (?:here|there)|the (?:talk|chat)"
    r"|helping(?: me)?|hearing me)|im (?:so |really )?(?:tired|sleepy)|i feel (?:a (?:bit|little) )?better"
    r"|(?:this|that|it) (?:really )?helped|(?:you|u) too|and|now|sorry|really|dear|not (?:now|today|tonight)"
    r"|(?:i )?cant(?: talk| write| text)?(?: right)? now"
    r"|my (?:mom|mum|dad|kid|kids|bus|ride|boss) (?:is|are) (?:up|home"
    r"|here|coming|calling)|bueno|bien|pues|listo|ya|y|gracias|muchas|mil|muchisimas|de verdad"
    r"|por (?:escuchar(?:me)?|leer(?:me)?|todo|escribir(?:me)?|tu tiempo|estar(?: ahi)?|la (?:platica|charla)|hoy"
    r"|ayudarme)|te lo agradezco|ahorita|ahora|hoy|no puedo|me siento (?:un poco )?mejor|me ayudo(?: mucho)?"
    r"|(?:estoy |muy )?cansad[oa]|tengo sueno|igualmente|(?:tu|vos) tambien|cuidate|perdon|disculpa|entonces"
    r"|mejor|che|buenas? noches?"
)
_WHOLE: Final = re.compile(rf"(?:(?:{_BESIDE}) )*(?:{_GOODBYE})(?: (?:{_GOODBYE}|{_BESIDE}))*")
_GOOD_NIGHT: Final = re.compile(
    rf"(?=.*\b(?:gracias|bueno|listo|ya)\b)(?:(?:{_BESIDE}) )*buenas? noches?(?: (?:{_BESIDE}))*"
)
"""Beside thanks: alone, it is how people greet each other in Spanish in the evening."""
_CLOSING: Final = re.compile(
    rf"(?:{_BESIDE}|{_GOODBYE}|yes|yeah|si|love|un abrazo|abrazos?)(?: (?:{_BESIDE}|{_GOODBYE}))*"
)


def read(text: str, *, name: str = "") -> Goodbye | None:
    """Whether a text says goodbye for today, or that its writer is away for a moment; None if neither.

    `name`: what they call the volunteer, who may be named in it.
    """
    named = clean(name).split()
    said = " ".join(word for word in clean(text).split() if word not in named)
    many = len(said.split())
    if not said or many > _MOST_WORDS or "?" in text:
        return None
    if _WHOLE.fullmatch(said) or _GOOD_NIGHT.fullmatch(said):
        return Goodbye.FOR_TODAY
    return Goodbye.A_MOMENT if many <= _SHORT and minutes_asked(text) is not None else None


def adds_nothing(text: str) -> bool:
    """Whether words after a goodbye leave it one: "you too", "gracias, igualmente", a heart."""
    said = clean(text)
    return (
        "?" not in text and len(said.split()) <= _SHORT and (not said or _CLOSING.fullmatch(said) is not None)
    )
