"""Reads which number a reply gives as its answer, and when a number in it is no answer.

"One sec", "5 years sober" and "2 kids at home" begin with a number and answer nothing. A number is an answer if
nothing, punctuation, or words of its own meaning follow it; for a question from 1 to 5 also if a reason follows ("4 cos
he was lovely"). We ask again about everything else: a mood that nobody gave stays wrong for ever, and a call that
nobody wanted makes a phone ring.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from flows.rules.words import negation
from flows.rules.words.replies import NUMBER_WORDS, best, clean

_SPELLED: Final = {word: digit for word, digit in NUMBER_WORDS.items() if word not in ("un", "una")}
"""Numbers in words, without "un" and "una", which are articles in nearly every sentence: "una pregunta"."""
_DIGITS: Final = r"(?:#|n[uú]mero |number )?\(?(\d{1,2})\)?"
_WORD: Final = "|".join(sorted(_SPELLED, key=len, reverse=True))
_NUMBER: Final = rf"(?:{_DIGITS}|\b({_WORD})\b)"

_BEFORE: Final = (
    "like; maybe; about; around; round; somewhere; roughly; probably; prob; prolly; perhaps; say; saying; "
    "id say; i would say; id go; id give it; gave it; give it; i give it; im; i am; im at; i feel; feeling; "
    "feels like; its; it is; it was; today; today is; todays; solid; strong; weak; low; high; option; press; "
    "a; an; the; um; uh; hmm; well; ok; okay; honestly; tbh; i guess; i think; sorry; hi; hey; hello; yeah; "
    "como; tal vez; talvez; quizas; quiza; diria; yo diria; diria que; yo diria que; creo que; pues; mmm; eh; "
    "este; estoy; estoy en; estoy en un; ando; ando en; ando en un; hoy; soy; le doy; le pongo; tirando; tirando a; "
    "mas o menos; un; una; el; la; opcion; de; en; hola; perdon; bueno; digamos; yo creo que; que; no se; ni idea; "
    "no estoy seguro; no estoy segura; idk; i dont know; dont know; dunno; not sure; im not sure; ugh; meh; probably a"
).split("; ")
_OPENING: Final = re.compile(
    rf"(?:(?:{'|'.join(sorted(map(re.escape, _BEFORE), key=len, reverse=True))})[ ,:.]+)*{_NUMBER}"
)
_CLOSING: Final = re.compile(
    r"(?:^|[ ,.;:!-])(?:like|about|maybe|say|call it|give it|como|tipo|digamos|le doy|le pongo|diria que"
    r"|tirando a)"
    rf" (?:a |an |un |una )?(?:solid |strong )?{_NUMBER}(?P<rest>\s*(?:/ ?5|out of 5|de 5)?[^\w]*)$"
)
_AT_EDGE: Final = re.compile(r"^\W*[1-5]\b\W*|\W*\b[1-5]\W*$")
_AT_END: Final = re.compile(rf"(?:^|[\s,.;:!?-]){_NUMBER}(?:\s*(?:/ ?5|out of 5|de 5))?[^\w]*$")
_OUT_OF: Final = re.compile(r"\s*(?:/|out of|of|de|sobre) ?(?:5|five|cinco)\b")
_ABOUT: Final = re.compile(r"\s*-?\s*(?:ish|or so|o asi)\b|[+-](?=\W|$)")
_PUNCTUATION: Final = re.compile(r"\s*(?:[.,;:!?)\]…~]+|\s-+|-+(?=\s)|[^\w\s'/$%&-])+")
_UNIT_GLUED: Final = re.compile(r"[\w'/$%:-]|[.,]\d")
_AFTER_A_RATING: Final = re.compile(
    r"\s+(?:"
    r"and|but|because|bc|cos|coz|cuz|cause|since i|so|as he|as she|as they|though|tho|or so|ish|i|id|im"
    r"|ive|maybe|"
    r"probably|today|tonight|now|rn|right|atm|at the moment|at best|at most|tops|this (?:morning|evening"
    r"|afternoon|week)|"
    r"tbh|honestly|lol|haha|for me|again|still|only|just|too|not|no|he|hes|she|shes|they|theyre|it|its|that|"
    r"the (?:peer|volunteer|guy|man|lady|woman|girl|person|call|talk|line)|you|we|my|me|was|were|would"
    r"|could|should|"
    r"thanks|thank|thx|ty|please|pls|plz|really|very|pretty|kinda|kind of|sort of|super|a bit|a little"
    r"|feel|feeling|"
    r"tired|sad|low|awful|bad|okay|ok|meh|fine|good|great|better|worse|anxious|lonely|exhausted|numb|hopeless|"
    r"y|pero|porque|pq|xq|xk|ya que|aunque|creo|supongo|diria|tal vez|quizas|mas o menos|hoy|ahora|ahorita|"
    r"esta (?:noche|tarde|manana|semana)|la verdad|jaja\w*|para mi|otra vez|todavia|aun|solo|nomas|nada|"
    r"el (?:chico|senor|muchacho|pibe|voluntario)|ella|ellos|la (?:chica|senora|muchacha|voluntaria"
    r"|llamada|persona)|"
    r"me|mi|fue|era|estuvo|estoy|ando|sigo|siento|gracias|por favor|porfa|muy|bien|mal|regular|triste"
    r"|cansad[oa]|"
    r"sola|solo|fatal|le (?:pongo|doy)|un|una"
    r")\b"
)
_HALF: Final = re.compile(r"\s+(?:and|y) (?:a half|half|medi[oa]|a quarter)\b")
_COUNTED: Final = re.compile(
    # "5 and counting", "2 no 3", "1 my question": what makes the number a count or a question.
    r"\s+(?:and counting|(?:my|mi|just|solo|only|una?) (?:one|question|thing|pregunta|duda|cosa|momento"
    r"|segundo|sec|min))"
)
_UNITS: Final = re.compile(
    # "5 bad days in a row", "3 very long years": adjectives before what is counted.
    r"\s+(?:(?:really|very|pretty|super|kinda|muy|no|good|bad|low|great|awful|better|worse|long|hard"
    r"|rough|lonely|sad|mal\w*|buen\w*|"
    r"larg\w+|dur\w+|more|other|whole|full|solid|straight|only|just|solo|un|una) ){1,3}"
    r"(?:days?|weeks?|months?|years?|hours?|hrs?|mins?|minutes?|nights?|times|kids?|people|pills?"
    r"|things?|questions?|dias?|semanas?|"
    r"meses|anos?|horas?|minutos?|noches?|veces|hijos?|personas?|cosas?|preguntas?)\b"
)
_WAIT: Final = re.compile(
    r"\b(?:sec|secs|second|moment|minute|min|wait|hold on|hang on|brb|question|momento|momentito|segundo"
    r"|espera\w*|"
    r"ratito|pregunta|duda)\b"
)

_ADDS: Final = re.compile(
    # What may stand right behind a choice: courtesy, a condition, an hour, whom they want.
    r"\s+(?:please|pls|plz|ty|thx|thanks?|porf\w*|por fa\w*|xfa\w*|x fa\w*|gracias|yes|yeah|si|sip|dale|claro|ok|okay"
    r"|but|pero|and|y|n|if|i guess|i think|creo|supongo|now|ya|ahora|asap|go|lets|at|after|around|about|before|by"
    r"|by|not (?:before|until|till)|no antes|a las?|antes|despues|como|tipo|en|in|tomorrow|tonight|manana|hoy|el"
    r"|with|con|que|q|(?:call|ring|phone)(?: me| please| pls)*$|llam[ae]\w*)\b"
)


@dataclass(frozen=True, slots=True)
class _Found:
    key: str
    rest: str


def read(text: str, accepted: Mapping[str, Sequence[str]]) -> str | None:
    """The meaning in `accepted` whose number the reply gives; None if it gives no number, or two.

    `accepted`: the words of each meaning as `replies.best` takes them, with the number to reply among them.
    """
    by_number = {word: meaning for meaning, words in accepted.items() for word in words if word.isdigit()}
    rating = {"1", "2", "3", "4", "5"} <= by_number.keys()
    said = _folded(text)
    found = _first_number(said, by_number)
    if found is not None:
        if rating and _follows_a_rating(found, by_number):
            return by_number[found.key]
        if not rating and _follows_a_choice(found, by_number, accepted):
            return by_number[found.key]
    if rating and (closing := _CLOSING.search(said)) is not None:
        number = _number(closing)
        others = {n for n in re.findall(r"\d+", said[: closing.start()]) if n != number}
        return by_number.get(number) if not others else None
    return None


def leading(text: str, accepted: Mapping[str, Sequence[str]]) -> tuple[str, str] | None:
    """The meaning of the number with which a text begins, and what stands behind it; None where that may count things.

    For numbers that choose, not for a scale: "1 but after 9" leads, "1 sec" and "1 of my friends died" do not.
    """
    by_number = {word: meaning for meaning, words in accepted.items() for word in words if word.isdigit()}
    found = _first_number(_folded(text), by_number)
    if found is None or not found.rest.strip() or _counts_or_waits(found):
        return None
    mark = _PUNCTUATION.match(found.rest)
    if mark is None and _ADDS.match(found.rest) is None:
        return None
    rest = found.rest[mark.end() :] if mark is not None else found.rest
    return (
        (by_number[found.key], rest.strip())
        if rest.strip() and not _other_number_next(rest, found.key, by_number)
        else None
    )


def _counts_or_waits(found: _Found) -> bool:
    counts = _HALF.match(found.rest) or _COUNTED.match(found.rest) or _UNITS.match(found.rest)
    return bool(counts or _WAIT.search(clean(found.rest)))


def begins_with_number(text: str) -> bool:
    """Whether a text begins with a number, or says one in its first words, whatever that number may mean."""
    return _OPENING.match(_folded(text)) is not None


def at_end(text: str) -> str | None:
    """The number with which a text ends, as a digit: "kinda trash ngl, 2"; None if it ends with anything else."""
    found = _AT_END.search(_folded(text))
    return _number(found) if found is not None else None


def beside(text: str) -> str:
    """What stands beside a number on a scale with which a text begins or ends: "2, my husband left"."""
    return _AT_EDGE.sub("", text).strip()


def holds_number(text: str) -> bool:
    """Whether a text begins with a number or has a digit anywhere."""
    return any(map(str.isdigit, text)) or begins_with_number(text)


def _first_number(said: str, by_number: Mapping[str, str]) -> _Found | None:
    opening = _OPENING.match(said)
    if opening is None or (number := _number(opening)) not in by_number:
        return None
    rest = said[opening.end() :]
    if rest.startswith("ish") or not _UNIT_GLUED.match(rest) or _OUT_OF.match(rest) or _ABOUT.match(rest):
        return _Found(number, rest)
    return None


def _number(found: re.Match[str]) -> str:
    digits, word = found.group(1), found.group(2)
    return str(int(digits)) if digits else _SPELLED[word]


def _follows_a_rating(found: _Found, by_number: Mapping[str, str]) -> bool:
    rest = found.rest
    for courtesy in (_OUT_OF, _ABOUT):
        if (more := courtesy.match(rest)) is not None:
            rest = rest[more.end() :]
    if not rest.strip() or (mark := _PUNCTUATION.match(rest)) is not None:
        after = rest[mark.end() :] if rest.strip() and mark is not None else ""
        return not _other_number_next(after, found.key, by_number)
    if _HALF.match(rest) or _COUNTED.match(rest) or _UNITS.match(rest):
        return False
    return _AFTER_A_RATING.match(rest) is not None and not _other_number_next(rest, found.key, by_number)


def _follows_a_choice(
    found: _Found, by_number: Mapping[str, str], accepted: Mapping[str, Sequence[str]]
) -> bool:
    """Whether nothing, courtesy, its own words, or punctuation without another answer follows the number."""
    words = clean(found.rest)
    if not words:
        return True
    meaning = by_number[found.key]
    mine, others = _spelled_out(accepted[meaning]), _words_of_others(accepted, meaning)
    own = {"own": mine, "courtesy": ("please", "thanks", "gracias", "por favor", "yes please", "ok", "okay")}
    if best(words, own) is not None:
        return True
    if _PUNCTUATION.match(found.rest) is None:
        return False
    denies = negation.negates(words) and not any(negation.negates(clean(word)) for word in mine)
    another = any(f" {word} " in f" {words} " for word in others)
    return not (denies or another or _WAIT.search(words) or _other_number_next(words, found.key, by_number))


def _spelled_out(words: Sequence[str]) -> list[str]:
    return [word for word in words if not word.isdigit()]


def _words_of_others(accepted: Mapping[str, Sequence[str]], mine: str) -> Collection[str]:
    own = {clean(word) for word in accepted[mine]}
    return (
        {clean(word) for meaning, words in accepted.items() if meaning != mine for word in words} - own - {""}
    )


def _other_number_next(rest: str, key: str, by_number: Mapping[str, str]) -> bool:
    """Whether another number follows at once: "2 or 3" is no answer. A later number belongs to the reason."""
    following = [
        word
        for word in clean(rest).split()[:2]
        if word not in ("and", "or", "to", "y", "o", "a", "no", "not")
    ]
    number = _SPELLED.get(following[0], following[0]) if following else ""
    return number in by_number and number != key


def _folded(text: str) -> str:
    """Lower case, without accents, marks and apostrophes; punctuation stays."""
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    kept = (char for char in text if unicodedata.category(char) not in ("Mn", "Me", "Cf"))
    said = "".join(" " if char.isspace() else char for char in kept if char not in "'’‘ʼ`´＇")
    return " ".join(said.lstrip('¡¿"“«*([ ').split())
