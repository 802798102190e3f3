"""What a volunteer says out of worry after a call, or about who else is there: answered as it was asked.

Who worries about somebody they talked with is right to: a coordinator reads it, and they are told so.
"""

import re
from typing import Final

from flows.coordinators.escalation import somebody_hears
from flows.effects.base import AlertKind
from flows.effects.danger_reports import ReportDanger
from flows.engine import Phrase, Scene, Session, Turn, act
from flows.reading.volunteers import talks
from flows.reading.volunteers.asides import aside, going_on
from flows.relay import writing
from flows.rules.words.replies import clean
from flows.volunteers import done


def answer(scene: Scene, session: Session | None) -> Turn | None:
    """The answer to such words; None for all others, and while they write with somebody."""
    if writing.with_them(scene.person) is not None:
        return None
    said = clean(scene.given)
    if _IS_SOMEBODY_TOLD.search(said):
        told = "report.team_reads" if somebody_hears(scene) else "report.team_reads_alone"
        return aside(scene, session, Phrase(told))
    if _WHO_ELSE.search(said):
        return aside(scene, session, Phrase("volunteer.who_else"))
    if _WHO_WAITS.search(said) and scene.person.callback is None:
        return aside(scene, session)
    code = talks.code_of(scene)
    if code is None:
        return None
    if _WORRIED.search(said):
        known = "report.worry" if somebody_hears(scene) else "report.worry_alone"
        worry = act(
            ReportDanger(AlertKind.CHECK, code, scene.given.strip()),
            dict.fromkeys(("in_writing", "in_call", "after", "which", "noted"), known),
            unknown="offer.none",
            none="offer.none",
        )
        return going_on(Turn((worry,)), session)
    if _SHAKEN.search(said):
        return going_on(Turn((done.kept(code, scene.given.strip(), done=True, hard=True),)), session)
    return None


_OF_THEM: Final = r"(?:her|him|them|that (?:person|caller|one|guy|girl|kid|lady)|[a-z]\d+|my caller)"
_WORRIED: Final = re.compile(
    rf"\b(?:worried|worry|worrying|scared|afraid|concerned|nervous) (?:\w+ )?(?:about|for|of losing) {_OF_THEM}\b"
    rf"|\b(?:bad|uneasy|weird) feeling about {_OF_THEM}\b|\bcant stop thinking about {_OF_THEM}\b"
    r"|\bme (?:preocupa|preocupo|quede preocupad[oa]|da miedo)(?: \w+){0,3} (?:ella|el|esa persona|que le pase)\b"
    r"|\b(?:preocupad[oa]|miedo) por (?:ella|el|esa persona)\b"
)
_SHAKEN: Final = re.compile(
    r"\b(?:im|i am|still|am) (?:still )?(?:shaking|trembling|shook|shaken|crying)\b|\bcant stop (?:shaking|crying)\b"
    r"|\b(?:estoy|sigo|me quede) (?:temblando|llorando|en shock)\b|\bno (?:puedo|paro de|dejo de) (?:parar de )?"
    r"(?:temblar|llorar)\b"
)
_IS_SOMEBODY_TOLD: Final = re.compile(
    r"^(?:(?:so|and|but|ok|hey) )*(?:did|does|has|is|should)"
    r" (?:any(?:one|body)|some(?:one|body)|the (?:team|coordinator)|you|a coordinator|they|dana) (?:\w+ )?"
    r"(?:call|called|told|tell|telling|know|knows|heard|hear|reach|ping|alert\w*)(?: \w+)? ?"
    r"(?:the (?:team|coordinator)|coordinator|dana|someone|somebody|anyone|about (?:it|this|that|her|him|them)|it)?$"
    r"|^(?:(?:y|pero|oye) )*(?:ya )?(?:le |les |alguien )?(?:avisaron|avisaste|aviso|sabe|llamo|llamaron) "
    r"(?:a |al )?(?:alguien|equipo|quien coordina|la coordinadora|el coordinador)(?: de esto)?$"
)
_WHO_ELSE: Final = re.compile(
    r"^(?:(?:so|and|ok|hey|y|oye) )*"
    r"(?:whos|who is|who else is|whose|is (?:any ?one|any ?body)(?: else)?|any ?(?:one|body) else)"
    r" (?:covering|on|on duty|on tonight|on now|working|there tonight|around tonight)(?: (?:now|tonight|today|else))*$"
    r"|^(?:y )?(?:quien|hay alguien|alguien) (?:mas )?(?:esta |hay )?(?:cubre|cubriendo|de turno|en turno)"
    r"(?: (?:hoy|ahora|esta noche))?$"
)
_WHO_WAITS: Final = re.compile(
    r"^(?:(?:so|and|ok|hey|y|oye) )*(?:who (?:needs|wants) (?:a )?(?:call|help|someone|to talk)|(?:is |does )?"
    r"(?:any ?one|any ?body) (?:waiting|need(?:s|ing)? (?:a )?(?:call|help|me)|want(?:s|ing)? (?:a )?call)"
    r"|quien (?:necesita|quiere) (?:una )?(?:llamada|ayuda)|hay alguien esperando|alguien (?:espera|necesita) (?:algo"
    r"|llamada|una llamada|ayuda))(?: (?:now|tonight|right now|ahora))?$"
)
