"""What follows when a volunteer says that they are there, are going, need a rest or cannot come to a shift."""

import re
from dataclasses import replace
from datetime import timedelta
from typing import Final

from flows.catalogue import STEPS
from flows.engine import Phrase, Scene, Session, Turn, settle
from flows.reading.refusal import refusals
from flows.reading.sentence import Handler, Sentence
from flows.reading.volunteers.asides import aside, going_on
from flows.rota.away import days_named
from flows.rules.crisis import crisis
from flows.rules.refusal.refusal_words import says_no
from flows.rules.refusal.still_wanted import KEEPS
from flows.rules.times.times import When, find_when, says_later
from flows.rules.words import negation
from flows.rules.words.replies import clean
from flows.said_times import zone_of
from flows.volunteers import leave, on_off, pause, unsure

_HOURS: Final = re.compile(r"\b\d{1,2}(?:[.,]\d)? ?(?:h|hrs?|hours?|horas?)\b", re.IGNORECASE)
_TODAY: Final = re.compile(
    r"\b(?:for |por |de )?(?:today|tonight|now|the (?:day|night|evening)|hoy|esta noche|ahora|la noche)\b",
    re.IGNORECASE,
)
_COMES_BACK: Final = re.compile(
    r"\b(?:back|again|see (?:you|u|ya)|until|till|vuelvo|regreso|hasta|nos vemos)\b.*",
    re.IGNORECASE | re.DOTALL,
)
_STAYS: Final = re.compile(
    r"\b(?:not (?:off|done|finished|yet|leaving|going)|(?:dont|do not) (?:take|put|turn|log|mark|sign) me"
    r"|still (?:on|here|up)|keep me on|no me (?:quiten|saquen|quites|saques|apaguen)"
    r"|sigo (?:de turno|disponible|aqui)|todavia|aun)\b"
)
_SWAPS: Final = re.compile(r"\b(?:swap|switch|trade|exchange|cambi\w+|intercambi\w+)\b")
_JOINTS: Final = frozenset("a an the to al el la un una".split())
"""No date begins with one: "a break friday to sunday" is not from today to Friday."""
_MOST_WORDS: Final = 8
"""So many words at the end of a text may say how long a pause is to be."""


def leaving(scene: Scene, session: Session | None) -> Turn | None:
    """Whoever says in so many words that they cannot come, or quit, is asked. Else the model may take it for danger."""
    volunteer = scene.person.volunteer
    said = clean(scene.given)
    if crisis.names_danger(scene.given) or (session is not None and not session.optional):
        return None
    if _QUITS.match(said):
        return _quit(scene)
    free = volunteer is not None and volunteer.holding is None and not volunteer.offers
    cannot = says_no(scene.given) and _COMES.search(said) and not _OF_OTHERS.search(said)
    return _cannot_come(scene, session) if free and cannot else None


def to_bed(scene: Scene, session: Session | None) -> Turn | None:
    """Off duty, where somebody on duty only says that they go to bed; None for everybody else."""
    volunteer = scene.person.volunteer
    on_duty = volunteer is not None and volunteer.on_duty and volunteer.holding is None
    if not on_duty or _TO_BED.fullmatch(clean(scene.given)) is None:
        return None
    return Turn((on_off.duty(False),), (), session if session is not None and not session.optional else None)


_TO_BED: Final = re.compile(
    r"(?:(?:ok|okay|well|sorry|right|and|bueno|ya|listo|pues|gracias|perdon|yo) )*"
    r"(?:(?:(?:im|i am|i have|ive|need) )?(?:going|heading|headed|off|gotta|gonna)(?: go| to go)? to (?:bed|sleep)"
    r"|(?:its )?(?:bedtime|time for bed)(?: for me)?"
    r"|(?:ya )?me (?:voy|fui|tengo que ir) a (?:dormir|la cama|acostar(?:me)?)"
    r"|a dormir|me acuesto)"
    r"(?: (?:now|night|nite|good night|goodnight|thanks|all|ya|ahora|buenas noches|hasta manana|gracias))*"
)
_QUITS: Final = re.compile(
    r"(?:(?:ok|sorry|well|look|perdon|bueno) )*(?:i quit|im quitting|i want to quit|i resign|renuncio|quiero renunciar"
    r"|lo dejo|i (?:dont|do not|no longer) want to (?:do this|volunteer|be a volunteer)(?: any ?more)?"
    r"|ya no quiero (?:ser voluntari[oa]|seguir(?: con esto| en esto)?|hacer esto))$"
)
_COMES: Final = re.compile(
    r"\b(?:make it(?! through| much| any| alone| to the end)|come(?! to terms| up with| home| back)|be there"
    r"|be able to (?:come|make it|do)|my (?:shift|turn)"
    r"|do (?:tonight|today|tomorrow|mon|tues?|wed|thurs?|fri|sat|sun)\w*|ir|llegar|venir|asistir|cubrir)\b"
)
_OF_OTHERS: Final = re.compile(r"\b(?:he|she|they|nobody|my \w+ (?:wont|cant)|el|ella|ellos|mi \w+ no)\b")


def _on(scene: Scene, session: Session | None, said: Sentence) -> Turn | None:
    if says_no(scene.given):
        return _cannot_come(scene, session)
    left = " ".join(KEEPS.sub(" ", clean(scene.given)).split())
    if not said.is_sure("on") or negation.negates(left) or "?" in scene.given:
        return aside(scene, session)
    if (hours := _HOURS.search(scene.given)) is not None:
        return going_on(settle(STEPS["on.on_duty"], replace(scene, given=hours.group())), session)
    found = _time_in(_TODAY.sub(" ", scene.given), scene)
    until = found.until if found is not None and found.at <= scene.now else None
    if found is None and not says_later(_TODAY.sub(" ", scene.given)):
        return going_on(Turn((on_off.duty(True),)), session)
    lasting = until - scene.now if until is not None else None
    if lasting is None or not timedelta() < lasting <= on_off.LONGEST_DUTY:
        return aside(scene, session)  # "I can tomorrow" is no duty now
    return going_on(Turn((on_off.duty(True, lasting),)), session)


def _off(scene: Scene, session: Session | None, said: Sentence) -> Turn | None:
    if not said.is_sure("off") and (asked := silent(scene, session)) is not None:
        return asked
    if not said.is_sure("off") and says_no(scene.given):
        return _cannot_come(scene, session)
    if not said.is_sure("off") or _STAYS.search(clean(scene.given)) or "?" in scene.given:
        return aside(scene, session)
    found = _time_in(_TODAY.sub(" ", _COMES_BACK.sub(" ", scene.given)), scene)
    if found is not None and found.at > scene.now:
        return aside(scene, session)  # "off at 9": not yet
    return going_on(Turn((on_off.duty(False),)), session)


def silent(scene: Scene, session: Session | None) -> Turn | None:
    """Off duty, where somebody on duty asks for no call; None for everybody else."""
    volunteer = scene.person.volunteer
    on_duty = volunteer is not None and volunteer.on_duty
    if not on_duty or refusals.no_call_at_all(scene, session) is None:
        return None
    return going_on(Turn((on_off.duty(False),)), session)


def _time_in(words: str, scene: Scene) -> When | None:
    found = find_when(words, now=scene.now, zone=zone_of(scene), language=scene.person.language)
    return found if isinstance(found, When) and not found.soon else None


def _pause(scene: Scene, session: Session | None, said: Sentence) -> Turn | None:
    """A pause is asked about: with their shifts given back, or without."""
    return settle(unsure.time_off, replace(scene, answers={**scene.answers, unsure.WORDS: _how_long(scene)}))


def _how_long(scene: Scene) -> str:
    """The end of the text that says how long: "this week" of "need a break this week"; "" where nothing is read."""
    words = scene.given.split()
    places = range(max(0, len(words) - _MOST_WORDS), len(words))
    ends = [" ".join(words[at:]) for at in places if words[at].casefold() not in _JOINTS]
    named = next((each for each in ends if days_named(each, scene) is not None), None)
    return named or next((each for each in ends if pause.ends_at(each, scene) is not None), "")


def _shift(scene: Scene, session: Session | None, said: Sentence) -> Turn | None:
    if says_no(scene.given):
        return _cannot_come(scene, session)
    turn = settle(STEPS["shifts.planned_or_new"], replace(scene, given=""))
    if _SWAPS.search(clean(scene.given)):
        turn = replace(turn, said=(*turn.said, Phrase("for_volunteer.swap")))
    return going_on(turn, session)


def _cannot_come(scene: Scene, session: Session | None) -> Turn:
    return going_on(settle(unsure.give_back, scene), session)


def _stop(scene: Scene, session: Session | None, said: Sentence) -> Turn | None:
    return _quit(scene)


def _quit(scene: Scene) -> Turn:
    """ "I quit" may be about tonight, or about everything. An opt-out in plain words is read before."""
    return settle(leave.for_now_or_good, scene)


HANDLERS: Final[dict[str, Handler]] = {
    "on": _on,
    "off": _off,
    "pause": _pause,
    "shift": _shift,
    "stop": _stop,
}
"""What follows from each meaning about duty and shifts."""
