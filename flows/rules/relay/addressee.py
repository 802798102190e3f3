"""Reads whom a peer's text is for while they write with a participant: that person, or the line. English and Spanish.

Text for the line must never reach the participant ("DONE she was drunk"), and text for the participant must reach them
("take a deep breath"). A verb of the line is for the line if it stands alone, or with a code, or with a report about
the participant after it. If neither reading is plain, we ask the peer. A text without such a verb is for the
participant, unless it speaks of them behind their back ("take me off this one").
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import Final

from flows.rules.relay import states
from flows.rules.relay.verbs import (
    ALONE,
    CODED,
    COURTESY,
    HARD_FIRST,
    ORDINARY,
    OWN_NEED,
    REPORTING,
    TALKED,
    TEAM,
    TO_THEM_ALONE,
    VERDICT,
    VERDICT_FIRST,
    WEAK,
    verb_of,
)
from flows.rules.words import who_is_meant
from flows.rules.words.replies import clean


class Reader(Enum):
    """Whom the text is for."""

    THEM = "them"
    LINE = "line"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Addressed:
    """Whom a text is for.

    `verb`: what it asks the line for (done, note, pass, block); None if it asks for none of these. `words`: what stands
    with the verb; all of the text if there is no verb.
    """

    to: Reader
    verb: str | None = None
    words: str = ""

    @property
    def behind_their_back(self) -> bool:
        """Whether it speaks of the participant as nobody would speak to them."""
        said = clean(self.words)
        if _to_them(said):
            return False
        return self.verb is None or _report(said) or VERDICT.search(said) is not None


_LEAD: Final = re.compile(
    r"\s*(?:(?:ok|okay|please|pls|plz|hey|hi|so|sorry|and|right|yes|can you|could you|can we|i want to"
    r"|i need to|id like"
    r" to|i would like to|por favor|porfa|oye|oigan|bueno|pues|quiero|necesito|pueden|podrian"
    r"|podeis)\b[\s,.:;!-]*)+",
    re.IGNORECASE,
)
_FIRST: Final = re.compile(
    r"[^\w¿¡]*(?P<word>[^\W\d_]+(?:['’][^\W\d_]+)?)(?P<mark>\s*[,.:;!\-–—]+|\s*\n)?\s*(?P<rest>.*)", re.DOTALL
)
_LAST: Final = re.compile(
    r"(?P<rest>.*?)(?P<mark>[,.:;!\-–—\n]*)\s*(?P<word>[^\W\d_]{4,9})[\s.!]*", re.DOTALL
)


def read(text: str, code: str | None = None) -> Addressed:
    """Whom the text is for. `code`: the code of their conversation; None if it has none."""
    said = text.strip()
    named = _without_code(said, code)
    found = _by_first_word(named) or _by_first_word(_LEAD.sub("", named, count=1), asked=True)
    found = found or _by_last_word(named)
    if found is None or found.to is Reader.THEM:
        found = _without_verb(named)
    if named is not said and found.to is Reader.THEM and _report(clean(named)) and not _to_them(clean(named)):
        return Addressed(Reader.UNCLEAR, "note", said)
    return found


def _without_code(said: str, code: str | None) -> str:
    if code is None or (found := re.match(rf"#?{code}\b[\s:,.;-]*", said, re.IGNORECASE)) is None:
        return said
    return said[found.end() :]


def _by_first_word(said: str, *, asked: bool = False) -> Addressed | None:
    found = _FIRST.fullmatch(said)
    if found is None:
        return None
    word, rest, marked = found["word"], found["rest"].strip(), bool(found["mark"])
    two = clean(f"{word} {(rest.split() or [''])[0]}")
    if not marked and (verb := verb_of(two)) is not None and " " in two:
        word, rest = two, rest.partition(" ")[2].strip()
    elif (verb := verb_of(clean(word))) is None:
        return None
    shouted = word.isupper() and len(word) > 1 and not rest.isupper()
    after = clean(rest)
    if not after or after in COURTESY:
        return Addressed(_alone(clean(word), verb, shouted=shouted), _named(verb))
    if who_is_meant.CODE.match(rest) and verb in CODED:
        return Addressed(Reader.LINE, _named(verb), rest)
    if verb == "other":
        spoken_of = shouted and (_report(after) or VERDICT.search(after) is not None)
        return Addressed(Reader.UNCLEAR, None, said) if spoken_of else None
    reader = _behind(verb, after, shouted=shouted, marked=marked, asked=asked)
    if reader is Reader.UNCLEAR and clean(word) in WEAK and not (shouted or _private(after)):
        marked = marked and not who_is_meant.is_first_person(after)
        reader = Reader.UNCLEAR if marked and not ORDINARY[verb].match(after) else Reader.THEM
    if reader is Reader.LINE and clean(word) in WEAK and not (shouted or marked or asked or _judges(after)):
        reader = Reader.UNCLEAR
    return Addressed(reader, verb, rest)


def _alone(word: str, verb: str, *, shouted: bool) -> Reader:
    if word in ALONE or shouted:
        return Reader.LINE
    return Reader.THEM if verb == "other" or word in TO_THEM_ALONE else Reader.UNCLEAR


def _private(after: str) -> bool:
    return bool(_report(after) or TALKED.search(after)) or _judges(after)


def _judges(after: str) -> bool:
    return bool(VERDICT.search(after) or TEAM.search(after))


_ADVISES_TO_BLOCK: Final = re.compile(
    r"(?:him|her|them|that \w+|his \w+|their \w+|l[ao]s?|a ese|su \w+|ese \w+)(?: \w+){0,2}? "
    r"(?:if|when|on|from|until|everywhere|si|cuando|en|hasta|por)\b"
)
"""Advice to block somebody in the participant's life: "block him if he keeps texting"."""


def _behind(verb: str, after: str, *, shouted: bool, marked: bool, asked: bool) -> Reader:
    report, verdict = _report(after), VERDICT.search(after) is not None
    after = _TO_THE_TEAM.sub("", after)
    first = VERDICT_FIRST.match(after) is not None or _STARTS_WITH_THIRD.match(after) is not None
    if _to_them(after):
        private = (
            (shouted and (report or verdict))
            or (first and not ORDINARY[verb].match(after))
            or TEAM.search(after)
        )
        return Reader.UNCLEAR if private else Reader.THEM
    if verb == "pass" and marked and OWN_NEED.search(after):
        return Reader.LINE
    if verb == "block" and not shouted and _ADVISES_TO_BLOCK.match(after):
        return Reader.THEM
    ordinary = ORDINARY[verb].match(after) is not None and not TEAM.search(after)
    if ordinary and not (report or verdict):
        return Reader.UNCLEAR if shouted else Reader.THEM
    if ordinary and not first and not shouted:
        return Reader.UNCLEAR
    if first or TEAM.search(after):
        return (
            Reader.UNCLEAR
            if verb == "block" and _ONLY_OBJECT.fullmatch(after) and not (shouted or asked)
            else Reader.LINE
        )
    if verb == "block" and after.startswith("this "):
        return Reader.LINE
    if report or verdict:
        return (
            Reader.LINE if shouted or marked or verb == "note" or HARD_FIRST.match(after) else Reader.UNCLEAR
        )
    if verb == "pass" and OWN_NEED.search(after):
        return Reader.LINE
    if verb == "note" and (shouted or marked):
        return Reader.LINE
    if verb == "done" and (TALKED.search(after) or (shouted and OWN_NEED.search(after))):
        return Reader.LINE if shouted or marked else Reader.UNCLEAR
    return Reader.UNCLEAR


def _by_last_word(said: str) -> Addressed | None:
    found = _LAST.fullmatch(said)
    if found is None or (verb := verb_of(clean(found["word"]))) not in REPORTING or verb == "note":
        return None
    rest, shouted = found["rest"].strip(), found["word"].isupper() and not found["rest"].isupper()
    before = clean(rest)
    told = _report(before) or VERDICT.search(before) is not None
    if not (shouted or (told and (found["mark"] or VERDICT_LAST.search(before)))):
        return None
    if told and not _to_them(before):
        return Addressed(Reader.LINE, verb, rest)
    return Addressed(Reader.UNCLEAR, verb, rest) if shouted and not _COMPLEMENT.search(before) else None


def _without_verb(said: str) -> Addressed:
    plain = clean(said)
    if _to_them(plain) and not _BEHIND_THEIR_BACK.search(plain):
        return Addressed(Reader.THEM)
    behind = any(each.search(plain) for each in (_BEHIND_THEIR_BACK, TEAM, _FINISHED)) or (
        _THAT_ONE.match(plain) and VERDICT.search(plain)
    )
    in_a_state = "?" not in said and states.IN_A_STATE.fullmatch(plain) is not None
    return Addressed(Reader.UNCLEAR, None, said) if behind or in_a_state else Addressed(Reader.THEM)


def _named(verb: str) -> str | None:
    return verb if verb in REPORTING else None


def _report(plain: str) -> bool:
    return who_is_meant.speaks_of_third(plain) and not who_is_meant.speaks_of_relation(plain)


def _to_them(plain: str) -> bool:
    return who_is_meant.is_second_person(plain)


_STARTS_WITH_THIRD: Final = re.compile(
    r"(?:(?:i think|i guess|i believe|that|so|but|and|with|because|bc|cos|lovely|nice|sweet|poor|creo que"
    r"|que|pero|con|a|al"
    r"|pa mi que|solo|es que|otra vez|again) )*(?:(?:he|she|they|hes|shes|theyre|hed|shed|theyd|him|her"
    r"|them|ella|el|ellos"
    r"|este|esta|ese|esa|la persona|la senora|el senor|senora|senor|this (?:one|person|guy|man"
    r"|woman|lady|girl|dude"
    r"|caller|participant)|caller|participant|the (?:caller|participant|person|guy|man|woman|lady|girl)"
    r"|a (?:bit|real"
    r"|total|proper)|old)\b|(?:tiene|tenia|dice|dijo|quiere|queria|estaba|esta|anda|andaba|me (?:dijo"
    r"|pidio|mando|colgo"
    r"|insulto|grito|pregunto)|necesita|no (?:contesto|contesta|responde|respondio|quiso|dijo)"
    r"|se (?:durmio|fue|puso|quedo"
    r"|enojo)|le gusta|prefiere|llora|lloro|pregunta)\b|(?:didnt|doesnt|wont|keeps?|kept|wants?|needs?"
    r"|said|says|asked|hung"
    r" up|sounded|sounds|seems|seemed|prefers?|lives|drinks|stopped|was|is|has|had|cried|talked|spoke"
    r"|no (?:answer|show"
    r"|reply|risk))\b)"
)
_TO_THE_TEAM: Final = re.compile(
    r"(?:hun|hon|guys|folks|team|all|mate|love|chicos|chicas|equipo|compas) (?=(?:he|she|they|hes|shes)\b)"
)
_ONLY_OBJECT: Final = re.compile(r"(?:him|her|them)")
_COMPLEMENT: Final = re.compile(
    r"\b(?:is|are|was|be|been|am|im|get|got|not|so|all|almost|well|nearly|when|the|a|to|will|it)$"
)
VERDICT_LAST: Final = re.compile(rf"{VERDICT.pattern}(?: again| tbh| honestly| please| pls| por favor)?$")
_BEHIND_THEIR_BACK: Final = re.compile(
    r"\b(?:off|with|like|want|from|about|take|flag|report|block|unblock|end|close) (?:of )?this (?:one"
    r"|caller|person|participant"
    r"|guy|man|lady|woman|dude|chat|call|conversation)\b|\b(?:caller|participant)s?\b(?! id)"
    r"|\bthis person (?:should|needs|is|was|has)\b|\btake (?:him|her|them) off\b"
    r"|\bthis (?:one|guy"
    r"|man|dude) (?:is|was|just"
    r"|keeps|wants|wanted|only|asked|sounds)\b(?! on me)|\b(?:la|esta) (?:participante|llamada)\b"
    r"|\bel participante\b"
    r"|\b(?:con|a|de) (?:esta (?:senora|chica|chava|persona|tipa|mujer|vieja|nina|doña|dona|morra)"
    r"|este (?:senor|tipo|man|chavo"
    r"|hombre|wey|guey|pelao|viejo))\b"
    r"|\b(?:is (?:it|that) (?:ok|okay|allowed|fine)|am i allowed|(?:can|should|may) i give)"
    r" (?:\w+ ){0,5}(?:him|her|them)\b"
    r"|\b(?:puedo dar|le doy|se puede dar|se vale dar)(?:le)? (?:\w+ ){0,2}mi (?:numero|correo|insta|facebook)\b"
    r"|\bla persona\b(?! que (?:amas|quieres|eres|mas))"
    r"|\b(?:not comfortable|uncomfortable) with (?:him|her|them|this)\b|\b(?:no me (?:senti|siento)"
    r"|incomod[oa]) (?:\w+ )?con"
    r" (?:el|ella)\b|\b(?:termin[eo]|acab[eo]|terminamos|acabamos) (?:con (?:el|ella)|la (?:charla"
    r"|platica|llamada))\b"
)
_THAT_ONE: Final = re.compile(
    r"(?:i think |pretty sure )?(?:the|this) (?:guy|man|woman|lady|girl|kid|person|dude)\b"
    r"|(?:este|ese) (?:tipo|senor|man|chavo|hombre|wey|guey|pelao|viejo)\b|(?:esta|esa) (?:senora|chica"
    r"|chava|tipa|mujer|vieja)\b"
)
_FINISHED: Final = re.compile(
    r"^(?:(?:ok|so|right|and) )*(?:(?:im|we|were|we are|i am|all) )*(?:all )?(?:done|finished|through)"
    r"(?: (?:here|now|for now|for today|for tonight|for the night|chatting|talking|with (?:him|her|them"
    r"|this)))*$"
)
