"""What follows when a volunteer says that they are there, are going, need a rest or cannot come to a shift."""

import re
from dataclasses import replace
from datetime import timedelta
from typing import Final

from flows.catalogue import STEPS
from flows.effects.volunteers import PassOffer, WriteNote
from flows.engine import Act, Channel, Phrase, Scene, Session, Turn, settle
from flows.reading.refusal import refusals
from flows.reading.sentence import Handler, Sentence, read
from flows.reading.volunteers.asides import aside, going_on
from flows.rota.away import days_named
from flows.rules.crisis import crisis
from flows.rules.meaning import duty_words
from flows.rules.refusal.refusal_words import says_no
from flows.rules.refusal.still_wanted import KEEPS
from flows.rules.times.times import When, find_when
from flows.rules.words import negation
from flows.rules.words.replies import clean
from flows.said_times import zone_of
from flows.volunteers import leave, on_off, pause, unsure

_HOURS: Final = re.compile(r"\b\d{1,2}(?:[.,]\d)? ?(?:h|hrs?|hours?|horas?)\b", re.IGNORECASE)
_TODAY: Final = re.compile(
    r"\b(?:for |por |de )?(?:today|tonight|tonite|now|(?:the|this) (?:day|night|evening|afternoon|morning)|hoy"
    r"|esta (?:noche|tarde)|ahora|la (?:noche|tarde))\b",
    re.IGNORECASE,
)
_COMES_BACK: Final = re.compile(
    r"\b(?:back|again|see (?:you|u|ya)|until|till|vuelvo|regreso|hasta|nos vemos)\b.*",
    re.IGNORECASE | re.DOTALL,
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
    r"(?:(?:ok|okay|well|sorry|right|and|bueno|ya|listo|pues|gracias|perdon|yo"
    r"|(?:its|son las|es|es la) (?:(?:so|too|really|very|way|muy) )?(?:late|tarde|midnight|medianoche"
    r"|\d{1,2}(?: ?[ap]m?)?(?: already| ya)?)) )*"
    r"(?:(?:i )?(?:should|need to|have to|gotta|must|got to|better)(?: go)?(?: to)? (?:sleep|bed)(?: soon)?"
    r"|(?:deberia|tengo que|debo|necesito|mejor) (?:ir(?:me)? a )?(?:dormir(?:me)?|acostarme|la cama)"
    r"|(?:(?:im|i am|i have|ive|need) )?(?:going|heading|headed|off|gotta|gonna)(?: go| to go)? to (?:bed|sleep)"
    r"|(?:its )?(?:bedtime|time for bed)(?: for me)?"
    r"|(?:ya )?me (?:voy|fui|tengo que ir) a (?:dormir|la cama|acostar(?:me)?)"
    r"|a dormir|me acuesto)"
    r"(?: (?:now|night|nite|good night|goodnight|thanks|all|ya|ahora|buenas noches|hasta manana|gracias))*"
)
_QUITS: Final = re.compile(
    r"(?:(?:ok|sorry|well|look|perdon|bueno) )*(?:i quit|im quitting|i want to quit|i resign|renuncio"
    r"|quiero renunciar"
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
    given = scene.given
    if duty_words.asks_on(given):
        return _come(scene, session)
    if says_no(given):
        return _cannot_come(scene, session)
    left = " ".join(KEEPS.sub(" ", clean(given)).split())
    unsure = (
        _FINISHED.match(left) is not None
        or negation.negates(left)
        or duty_words.is_of_else(given)
        or duty_words.puts_off(given)
    )
    if said.share("on") < _SURE_OF_ON or unsure:
        return aside(scene, session)
    return _come(scene, session)


def coming(scene: Scene, session: Session | None, said: Sentence) -> Turn | None:
    """On duty, where somebody off duty says in so many words that they can be asked now; None for anything else."""
    volunteer = scene.person.volunteer
    off = volunteer is not None and not volunteer.on_duty
    if not off or not duty_words.asks_on(scene.given) or (session is not None and not session.optional):
        return None
    if said.share("on", "shift", "take", "call") < _LIKELY_ON or crisis.names_danger(scene.given):
        return None
    return _come(scene, session)


_FINISHED: Final = re.compile(r"(?:listo|lista|done|ready) \w")
"""Done with something: "listo, se quedo dormida"."""
_SURE_OF_ON: Final = 0.75
"""Enough without words that ask for it: their phone may ring from then on."""
_LIKELY_ON: Final = 0.15
"""Enough beside such words."""


def _come(scene: Scene, session: Session | None) -> Turn:
    """On duty from now on, for as long as they say; a beginning that is to come is none."""
    if (hours := _HOURS.search(scene.given)) is not None:
        return going_on(settle(STEPS["on.on_duty"], replace(scene, given=hours.group())), session)
    until = on_off.ends_at(scene)
    if until is not None:
        return going_on(Turn((on_off.duty(True, until - scene.now),)), session)
    found = _time_in(_TODAY.sub(" ", scene.given), scene)
    if found is not None and found.at > scene.now and duty_words.no_end(scene.given):
        return aside(scene, session)  # "I can at 8" is no duty now
    return going_on(Turn((on_off.duty(True),)), session)


def _off(scene: Scene, session: Session | None, said: Sentence) -> Turn | None:
    volunteer, given = scene.person.volunteer, scene.given
    sure = said.is_sure("off") or duty_words.asks_off(given)
    likely = said.share("off", "pause") >= _LIKELY_OFF and duty_words.may_go(given)
    on_duty = volunteer is not None and volunteer.on_duty
    if not sure and (asked := silent(scene, session)) is not None:
        return asked
    if not sure and not (likely and on_duty) and says_no(given):
        return _cannot_come(scene, session)
    if not (sure or (likely and on_duty)) or duty_words.stays(given) or duty_words.is_of_else(given):
        return aside(scene, session)
    if (rest := _rest(scene, session)) is not None:
        return rest
    found = _time_in(_TODAY.sub(" ", _COMES_BACK.sub(" ", given)), scene)
    if found is not None and found.at > scene.now:
        return aside(scene, session)  # "off at 9": not yet
    return going_on(Turn((on_off.duty(False),)), session)


_LIKELY_OFF: Final = 0.4
"""Enough where a word of going stands in it and they are on duty: it keeps their phone silent, and ON undoes it."""
_LONGER_THAN_A_NIGHT: Final = timedelta(hours=30)


def _rest(scene: Scene, session: Session | None) -> Turn | None:
    """A pause until the day they name, where that is more than a night away: "off till monday"; None without one."""
    words = _how_long(scene)
    until = pause.ends_at(words, scene) if words else None
    if until is None or until - scene.now < _LONGER_THAN_A_NIGHT:
        return None
    return going_on(settle(unsure.paused, _about_time_off(scene, words)), session)


def going(scene: Scene, session: Session | None, said: Sentence) -> Turn | None:
    """Off duty, where somebody on duty says in so many words that they stop for now; None for anything else."""
    volunteer, given = scene.person.volunteer, scene.given
    on_duty = volunteer is not None and volunteer.on_duty and volunteer.holding is None
    if not on_duty or not duty_words.asks_off(given) or crisis.names_danger(given):
        return None
    if said.share("off") < _PERHAPS_OFF and said.share(*_LIKE_OFF) < _LIKE_OFF_ENOUGH:
        return None
    return _off(scene, session, said) if not duty_words.is_of_else(given) else None


_PERHAPS_OFF: Final = 0.15
_LIKE_OFF: Final = ("off", "pause", "bye", "stop", "on")
_LIKE_OFF_ENOUGH: Final = 0.5
"""Enough beside words of stopping: to the model they are much like a goodbye, or like ON."""


def beside(scene: Scene, session: Session | None, turn: Turn) -> Turn:
    """The same turn, and off duty or a rest, where they say so beside a PASS or a note: "pass, and sign me out"."""
    volunteer, given = scene.person.volunteer, scene.given
    if volunteer is None or not volunteer.on_duty or scene.channel is not Channel.TEXT:
        return turn
    effects = (*turn.effects, *(part.effect for part in turn.said if isinstance(part, Act)))
    theirs = any(isinstance(each, (PassOffer, WriteNote)) for each in effects)
    later = any(isinstance(each, PassOffer) and each.willing_from is not None for each in effects)
    if not theirs or later or duty_words.stays(given) or duty_words.is_of_else(given):
        return turn
    if (rests := _rests_beside(scene, session)) is not None:
        return replace(turn, said=(*turn.said, *rests.said))
    return replace(turn, said=(*turn.said, on_off.duty(False))) if duty_words.asks_off(given) else turn


def _rests_beside(scene: Scene, session: Session | None) -> Turn | None:
    if not duty_words.may_rest(scene.given) or len(scene.given.split()) < _A_SENTENCE:
        return None
    words = _how_long(scene)
    until = pause.ends_at(words, scene) if words else None
    long = until is not None and until - scene.now >= _LONGER_THAN_A_NIGHT
    if read(scene, session).share("pause") < (_RESTS_TILL if long else _RESTS):
        return None
    return settle(unsure.paused, _about_time_off(scene, words))


_A_SENTENCE: Final = 3
_RESTS_TILL, _RESTS = 0.2, 0.5


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
    """A rest begins at once, and is read back; days that are to come, or may be, are asked about."""
    words = _how_long(scene)
    about = _about_time_off(scene, words)
    likely = said.share("pause", "off") >= _LIKELY_REST and duty_words.may_rest(scene.given)
    if (
        not (likely or said.is_sure("pause"))
        or duty_words.is_of_else(scene.given)
        or duty_words.stays(scene.given)
    ):
        return settle(unsure.time_off, about)
    days = days_named(words, scene)
    if days is None or days.start <= scene.now or _COMES_BACK.search(scene.given):
        return going_on(settle(unsure.paused, about), session)
    sure = said.share("pause") >= _SURE_OF_DAYS
    return going_on(settle(unsure.days_off, about), session) if sure else settle(unsure.time_off, about)


_LIKELY_REST: Final = 0.4
"""Enough where a word of resting or being away stands in it: it keeps their phone silent, and ON undoes it."""
_SURE_OF_DAYS: Final = 0.8
"""Enough to give back their shifts in days that are to come; AWAY OFF undoes it."""


def _about_time_off(scene: Scene, words: str) -> Scene:
    return replace(scene, answers={**scene.answers, unsure.WORDS: words})


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
