"""Finds whom a volunteer's words are about: themselves, the one they write to, the one they talked with, or another.

English and Spanish: by pronouns, by the endings of verbs, and by what a caller is called ("my caller", "la persona").
For text made plain by `clean_text.plain`: lower case, no accents, no apostrophes, "." and "," on their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from typing import Final

CODE: Final = re.compile(r"(?<![\w+])#?[cdefghjkmnprtuvwxy][2-9]{1,3}(?!\w)", re.IGNORECASE)
"""A code in the form the line gives them out, in one piece: K7. "Take a 5 minute walk" has none."""

CALLER: Final = (
    r"(?:(?:my|the|this|that|our) (?:last |other |new |little |young |old(?:er)? |poor )?)?"
    r"(?:caller|participant|texter|callee)s?"
    r"|(?:my|the|this|that) (?:last |young |old(?:er)? |poor )?(?:person|guy|lady|woman|man|girl|boy|kid"
    r"|fella|lad"
    r"|bloke|dude|gentleman|gal|chap)(?! of| in the)"
    r"|this one(?! time| day| thing| is on)"
    r"|(?:la|esta|mi|esa) (?:persona|llamada|participante)|(?:el|este|mi) participante|quien (?:llama|llamo)"
    r"|(?:la|esta|esa) (?:senora|chica|chava|chavita|nena|muchacha|mujer|tipa|tia|doña|dona|nina|joven"
    r"|vieja|senorita)"
    r"|(?:el|este|ese) (?:senor|chico|chavo|nene|muchacho|hombre|tipo|tio|man|pelao|nino|joven|viejo|wey"
    r"|guey|cuate)"
    r"|(?:don|dona) (?=she\b)"
)
"""What a volunteer calls the person they were put through to."""
_RELATIONS: Final = (
    r"(?:my|our) (?:\w+ )?(?:sister|brother|mom|mum|mother|dad|father|wife|husband|partner|boyfriend"
    r"|girlfriend|bf|gf"
    r"|friends?|bestie|son|daughter|kids?|child|cousin|uncle|aunt|nan|gran|grandma|grandpa|roommate|flatmate"
    r"|neighbou?r|boss|coworker|colleague|ex|niece|nephew|student|patient)\b(?! k7)"
    r"|mis? (?:herman[oa]|mama|papa|madre|padre|hij[oa]s?|amig[oa]s?|novi[oa]|espos[oa]|marido|mujer"
    r"|prim[oa]|ti[oa]"
    r"|vecin[oa]|pareja|abuel[oa]|jef[ea]|companer[oa]|sobrin[oa]|suegr[oa]|cunad[oa]|ex)\b"
)
ENCLITIC: Final = (
    r"(?!(?:p?arte|aparte|muerte|suerte|fuerte|firme|alarme|arme|verse|re?verse|universe|diverse|adverse"
    r"|terse|converse"
    r"|disperse|sparse|coarse|hoarse)\b)\w+[aei]r"
)
"""A verb that Spanish joins with its object in one word: matarme, matarte, matarse."""
_THIRD_WORDS: Final = (
    r"(?:he|she|they|hes|shes|theyre|theyve|hed|shed|theyd|him|her|his|them|their|himself|herself|themself"
    r"|themselves)"
)
WILL_DO: Final = r"(?:kill|do|be|jump|hang|shoot|take|end|hurt|die|use|not|never)"
"""What follows "hell" if it stands for "he'll"."""
_THIRD_EN: Final = rf"\b{_THIRD_WORDS}\b|\b(?:hell|shell|theyll) {WILL_DO}\b"
_ES_VERBS_3: Final = (
    r"(?:tiene|tenia|tuvo|dice|decia|dijo|quiere|queria|va|iba|esta|estaba|anda|andaba|piensa|pensaba"
    r"|vive|suena"
    r"|sonaba|parece|parecia|habla|hablaba|llora|lloraba|toma|tomaba|bebio|metio|guardo|amarro|compro|junto"
    r"|repartio|colgo|dejo|necesita|siente|sabe|puede|habia|insiste|amenaza|pide|pidio|pregunta|respira"
    r"|arrastraba"
    r"|repite|cuenta|conto|salio|manda|solo (?:queria|quiere|buscaba))"
)
_THIRD_ES: Final = (
    r"\b(?:ella|ellos|ellas)\b|\bel (?=(?:se|no|me|ya|le|solo|es|dice|tiene|quiere|esta|va|tomo)\b)"
    r"|\b(?:con|de|a|para|por|sobre) el(?= ?$| [.,])|\bse (?:va|quiere|tomo|trago|corto|metio|fue|puso"
    r"|durmio|quedo"
    r"|mata|piensa|iba|queria|siente|acaba|quito|tiro|lanzo|ahorco|colgo|oia|oye|esta|le)\b"
    r"|\bse l[oa]s? (?:trago|tomo)\b"
    rf"|\b{_ES_VERBS_3}\b|\b{ENCLITIC}se(?:l[oa]s?)?\b|\bsus?\b|\ble (?:esta|estan|pega|duele|dije"
    rf"|pregunte|di)\b"
)
_FIRST_EN: Final = r"\b(?:i|im|ive|id|ill|myself)\b"
_FIRST_ES: Final = (
    r"\b(?:yo|conmigo)\b|\bme (?:quiero|voy|mato|muero|tome|trague|corte|siento|quise|iba a)\b"
    rf"|\b{ENCLITIC}me\b|\b(?:quiero|voy|tengo|estoy|puedo|aguanto|soy|tome|trague|pienso|debo|quise"
    rf"|necesito)\b"
)
_SECOND_EN: Final = r"\b(?:you|youre|youve|youd|youll|your|yours|yourself|hun|hon|bud|buddy|sweetheart)\b"
_SECOND_ES: Final = (
    r"\b(?:te|ti|tu|tus|tuy[oa]s?|contigo|vos|eres|sos|tienes|tenes|quieres|queres|puedes|podes|sabes"
    r"|sientes|sentis"
    r"|piensas|crees|necesitas|haces|dices|vas|vives|tomaste|hiciste|dijiste|comiste|dormiste|llamaste"
    r"|escribiste"
    r"|pudiste|fuiste|estuviste|reina|parce|mijo|mija)\b"
    rf"|\b{ENCLITIC}te\b|\bestas (?!\w+(?:as|os)\b)|\b(?:dime|cuentame|contame|decime|avisame|respondeme"
    rf"|quedate|calmate|tomate"
    r"|cuidate|sientate|acuestate|fijate|mirame|escuchame|esperame|animate|perdonate|abrigate|alejate)\b"
)
_FILLERS: Final = re.compile(
    r"\b(?:thank (?:you|u)|thanks|thx|you know|ya know|love you|see you|you guys|yall|te (?:juro|digo))\b"
)
_IMPERATIVE: Final = re.compile(
    r"(?:(?:please|pls|ok|okay|hey|so|and|just|now|then|por favor|porfa|oye|mira|bueno|anda|dale|ya"
    r"|tranquil[oa]) )*(?:[.,] )?"
    r"(?:(?:(?:please|pls) )?(?:do not|dont|never|go|no) )?(?:call|text|tell|take|put|hold|stay|breathe"
    r"|get|try|let|keep"
    r"|drink|eat|sit|lie|step|give|throw|lock|unlock|come|listen|look|move|leave|hide|run|walk|hang|ring"
    r"|dial|reach|ask"
    r"|remember|think|write|open|close|wait|rest|flush|go|imagine|picture|count|feel"
    r"|llama|llame|llamale|llamalo|llamala|marca|manda|ve|vete|toma|bebe|come|respira|quedate|sal|dale"
    r"|guarda|tira"
    r"|busca|pide|habla|escribe|escribele|cierra|abre|espera|aguanta|deja|suelta|corre|sientate|acuestate"
    r"|descansa"
    r"|dile|ponte|pon|vayan?|cuelgale|inhala|exhala|cuenta|mira|escucha|intenta|piensa|recuerda)\b"
)
_QUESTION: Final = re.compile(
    r"(?:(?:and|but|so|ok|oh|wait|y|pero|oye) )*(?:is|are|was|were|has|have|had|does|do|did|can|could"
    r"|will|would|how|what|when"
    r"|where|who|why|cuant[oa]s?|que (?:te|le|paso|hizo)|quien|donde|cuando (?:fue|paso)|como (?:esta"
    r"|estas|te)|hay)\b"
)
_DANGER_TO_WRITER: Final = re.compile(r"\b(?:me|us|my|nos|mis?)\b")
_SOMEBODY: Final = re.compile(CALLER)


class Subject(Enum):
    """Whose action or feeling a stretch of words is."""

    WRITER = 1
    ADDRESSED = 2
    CALLER = 3
    OTHER = 4


def with_codes_named(text: str) -> str:
    """The text with every code replaced by "she", since a code stands for somebody other than the writer."""
    return CODE.sub(" she ", text)


def names_caller(plain: str) -> bool:
    """Whether they speak of the person they were put through to as people do behind somebody's back: "my caller"."""
    return _SOMEBODY.search(plain) is not None


def speaks_of_third(plain: str) -> bool:
    """Whether anybody other than the two is spoken of."""
    return _ANY_THIRD.search(plain) is not None


def speaks_of_relation(plain: str) -> bool:
    """Whether the first person spoken of is somebody from the writer's own life: "my sister"."""
    relation, caller = _RELATION.search(plain), _SOMEBODY.search(plain)
    third = _ANY_THIRD.search(plain)
    if relation is None or (caller is not None and caller.start() <= relation.start()):
        return False
    return third is None or relation.start() <= third.start()


def speaks_to_somebody(plain: str) -> bool:
    """Whether the words are said to somebody: "you", "te", a question, or something to do."""
    if is_second_person(plain) or _QUESTION.match(plain) is not None:
        return True
    return any(_IMPERATIVE.match(clause) for clause in re.split(r" ?[.,] ", plain))


def is_second_person(plain: str) -> bool:
    """Whether somebody is spoken to as "you"."""
    return _ANY_SECOND.search(_FILLERS.sub(" ", plain)) is not None


def is_first_person(plain: str) -> bool:
    """Whether the writer says something about themselves."""
    return _ANY_FIRST.search(plain) is not None


def stretches(plain: str) -> Iterator[tuple[str, Subject | None]]:
    """The text in stretches, each with its subject: the last one named so far, or None if none has been named."""
    last: Subject | None = None
    for stretch in filter(None, (each.strip() for each in _PARTS.split(plain))):
        found = _subject(stretch)
        last = found or last
        yield stretch, last


def without_who_was_told(plain: str) -> str:
    """The text without "told me" and "me dijo": what somebody said to the writer need not be about the writer."""
    return _SAID_TO_WRITER.sub(" ", plain)


def threatens_writer(stretch: str) -> bool:
    """Whether somebody does something to the writer in this stretch: "he is hitting me"."""
    return _DANGER_TO_WRITER.search(_SOMEBODY.sub(" ", without_who_was_told(stretch))) is not None


def _subject(stretch: str) -> Subject | None:
    if _REFLEXIVE_FIRST.search(stretch):
        return Subject.WRITER
    if _REFLEXIVE_SECOND.search(stretch):
        return Subject.ADDRESSED
    if _RELATION.match(stretch):
        return Subject.OTHER
    if _LEADS_THIRD.match(stretch):
        return Subject.CALLER
    if _LEADS_FIRST.match(stretch):
        return Subject.WRITER
    bare = _FILLERS.sub(" ", stretch)
    if _ANY_SECOND.search(bare):
        return Subject.ADDRESSED
    if _ANY_FIRST.search(bare):
        return Subject.WRITER
    return Subject.CALLER if _ANY_THIRD.search(bare) else None


_RELATION: Final = re.compile(rf"\b(?:{_RELATIONS})")
_ANY_THIRD: Final = re.compile(rf"{_THIRD_EN}|{_THIRD_ES}|\b(?:{CALLER})")
_ANY_FIRST: Final = re.compile(f"{_FIRST_EN}|{_FIRST_ES}")
_ANY_SECOND: Final = re.compile(f"{_SECOND_EN}|{_SECOND_ES}")
_LEADS_THIRD: Final = re.compile(rf"(?:and |but |so |y |pero )?(?:{CALLER}|{_THIRD_WORDS}\b|ella\b)")
_LEADS_FIRST: Final = re.compile(r"(?:and |but |so |y |pero )?(?:i|im|ive|id|ill|yo)\b")
_REFLEXIVE_FIRST: Final = re.compile(
    rf"\bmyself\b|\b{ENCLITIC}me\b|\bme (?:quiero|voy a|mato|corte|tome|trague)\b"
)
_REFLEXIVE_SECOND: Final = re.compile(
    rf"\byourself\b|\b{ENCLITIC}te\b|\bte (?:quieres|vas|quieras|vayas|mates|cortes)\b"
)
# A new stretch begins at a full stop, at a joining word, and at each new subject.
_PARTS: Final = re.compile(
    r" [.,](?= |$)|(?<!\S)(?:and|but|so|because|y|pero|porque|que)(?= )"
    r"|(?<=\S) (?=(?:i|im|ive|id|ill|he|she|they|hes|shes|theyre|you|youre|yo|ella)\b)"
)
_SAID_TO_WRITER: Final = re.compile(
    r"\b(?:told|tells|telling|texted|texts|asked|asks|says to|said to|keeps telling|promised|wrote|called"
    r"|gave) (?:me|us)\b"
    r"|\bme (?:dice|dijo|cuenta|conto|decia|pide|pidio|pregunta|pregunto|escribe|escribio|llama|llamo"
    r"|colgo|tiene|tenia"
    r"|toco|confeso|mando|manda|suena|da|dio)\b"
)
