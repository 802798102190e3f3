"""Reads a volunteer's words about danger to somebody they talked with as if that person had said them.

For everybody else, `crisis` makes only a check of what is said about somebody else, since everybody knows somebody. A
volunteer's "she has pills and will kill herself tonight" is different: it is about a person of this line, from the one
who heard it. So the words are turned round ("i have pills and will kill myself") and read again. Signs that nobody says
of themselves count too ("not breathing", "suicidal w plan", "who do i call"). What is denied or long past stays a
check.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from flows.rules.crisis import crisis
from flows.rules.crisis.crisis import Tier
from flows.rules.crisis.first_person import as_if_their_own
from flows.rules.words import who_is_meant
from flows.rules.words.clean_text import plain
from flows.rules.words.who_is_meant import Subject

_SEVEREST: Final = (Tier.crisis, Tier.check, Tier.none)


@dataclass(frozen=True, slots=True)
class Danger:
    """Whose danger a volunteer's text speaks of, and how severe it is for each.

    `whole`: as anybody's text is read. `own`: the writer's own danger. `reported`: the danger of the person they talked
    with, or of somebody unnamed, unless they name somebody from their own life; as severe as if that person had said
    it.
    """

    whole: Tier
    own: Tier
    reported: Tier


def read(text: str, *, about_them: bool = False) -> Danger:
    """Whose danger a text is about. For what a volunteer writes or says; everybody else speaks of themselves.

    `about_them`: the text is a note about somebody, so that words without a subject ("took 40 pills") are about them
    too.
    """
    named = _WENT_DEAD.sub(" ", plain(who_is_meant.with_codes_named(text)))
    whole = _tier(text)
    return Danger(whole, _own(named, whole), _reported(named, whole, about_them))


def asks_for_help(text: str) -> bool:
    """Whether they ask the people of the line what to do, or to come: nobody else may read that."""
    said = plain(text)
    return _FOR_HELP.search(said) is not None or who_is_meant.names_caller(said)


def is_said_to_them(text: str) -> bool:
    """Whether a peer's text speaks to the person they write with: "you", a question, something to do."""
    return who_is_meant.speaks_to_somebody(plain(text))


def asks_them(text: str) -> bool:
    """Whether a peer's text is a question that names nobody else: "la pistola esta guardada?" is asked of them."""
    said = plain(text)
    named = _NAMES_THIRD.search(said) is not None or who_is_meant.names_caller(said)
    return text.rstrip().endswith("?") and not named and _FOR_HELP.search(said) is None


def is_about_another(text: str) -> bool:
    """Whether a volunteer's text speaks of somebody who is neither they nor of their own life, and to nobody."""
    said = plain(who_is_meant.with_codes_named(text))
    if who_is_meant.speaks_of_relation(said) or who_is_meant.is_second_person(said):
        return False
    return who_is_meant.speaks_of_third(said) or _SOMEBODY_WHO.search(said) is not None


def is_own_past(text: str) -> bool:
    """Whether somebody tells what they came through themselves, as a peer does to help: "i wanted to die once too"."""
    said = plain(text)
    return _BEHIND_THEM.search(said) is not None and _STILL_SO.search(said) is None


def is_second_person(text: str) -> bool:
    """Whether a text speaks to somebody as "you"."""
    return who_is_meant.is_second_person(plain(text))


def code_in(text: str) -> str | None:
    """The first code in a text, in upper case without "#"; None if it has none."""
    found = who_is_meant.CODE.search(text)
    return found.group().lstrip("#").upper() if found else None


def _tier(text: str) -> Tier:
    """The tier by the rules: what a volunteer says of somebody weighs more, so the second reader has no say in it."""
    reading = crisis.read(text)
    return Tier.none if crisis.UNLISTED in reading.reasons else reading.tier


def _own(named: str, whole: Tier) -> Tier:
    named = _CALLS_FOR_THEM.sub(" ", named)
    if whole is Tier.none:
        return whole
    found = Tier.none
    reported_speech = _THEY_SAID.search(named) is not None
    for stretch, subject in who_is_meant.stretches(named):
        tier = _tier(stretch)
        if (subject is Subject.WRITER and not reported_speech) or (
            subject in (Subject.CALLER, Subject.OTHER) and who_is_meant.threatens_writer(stretch)
        ):
            found = _worse(found, tier)
    if found is Tier.none and _only_writer(named):
        return whole  # the danger shows only in the whole text
    return max(found, whole, key=_SEVEREST.index)


def _reported(named: str, whole: Tier, about_them: bool) -> Tier:
    if who_is_meant.speaks_of_relation(named) or who_is_meant.is_second_person(named):
        return Tier.none
    if not (about_them or who_is_meant.speaks_of_third(named)):
        return Tier.none
    found = _worse(whole, _tier(as_if_their_own(named)))
    signs = (_SIGNS, _FOR_HELP, _CALLS_FOR_THEM)
    if any(each.search(named) is not None for each in signs):
        found = Tier.crisis
    if found is Tier.none or whole is Tier.crisis:
        return found
    if _DENIED.search(named) is not None or _LAUGHED_OFF.search(named) is not None:
        return Tier.check
    return Tier.check if found is Tier.check and _SPOKEN_OF.search(named) else Tier.crisis


def _only_writer(named: str) -> bool:
    return (
        who_is_meant.is_first_person(named)
        and not who_is_meant.speaks_of_third(named)
        and not who_is_meant.speaks_to_somebody(named)
    )


def _worse(one: Tier, other: Tier) -> Tier:
    return min(one, other, key=_SEVEREST.index)


_NAMES_THIRD: Final = re.compile(
    r"\b(?:he|she|they|hes|shes|theyre|him|her|his|them|their|ella|ellos|ellas|l[ao] (?:llamo|ayudo)|le (?:digo"
    r"|doy|pregunto))\b"
)
_SOMEBODY_WHO: Final = re.compile(
    r"\b(?:some(?:one|body)|a (?:caller|person|guy|man|woman|lady|kid|girl|boy)|alguien|una (?:persona|chica|senora)|un"
    r" (?:chico|senor|hombre)) (?:who|that|wanting|saying|que)\b"
)
_BEHIND_THEM: Final = re.compile(
    r"\b(?:i|ive|yo|me) (?:\w+ ){0,3}(?:wanted|tried|took|was|thought|felt|had|survived|overdosed|been|quise"
    r"|intente|tome|pense|estuve"
    r"|sobrevivi)\b.*\b(?:once|too|also|back then|years? ago|when i was|used to|still here|saved me|glad"
    r"|made it|tambien"
    r"|una vez|hace (?:\w+ )?anos?|cuando (?:era|tenia)|aqui sigo|sigo aqui|me salv\w+|sali)\b"
)
_STILL_SO: Final = re.compile(
    r"\b(?:now|tonight|today|again|gonna|going to|will|about to|want to|ahora|hoy|otra vez|voy a|quiero"
    r"|de nuevo|just took|acabo de)\b"
    r"(?! (?:im|i am|estoy) (?:ok|okay|fine|better|clean|sober|alive|glad|happy|bien|mejor))"
)
_CALLS_FOR_THEM: Final = re.compile(
    r"\b(?:should|can|do|could|shall|must) i (?:call|ring|dial|text) [\w ]{1,20}? (?:for|on|about|to) (?:him"
    r"|her|them|my caller|this person)\b"
    r"|\b(?:debo|puedo|tengo que) llamar(?:le)? al? [\w ]{1,20}? (?:por|para) (?:el|ella|ellos)\b"
)
"""A question of what to do for somebody: "should i call 911 for her"."""
_WENT_DEAD: Final = re.compile(
    r"\b(?:se )?(?:me |nos |le )?cort(?:o|aron|ado) (?:la |el |esta |otra vez la )?"
    r"(?:llamada|linea|comunicacion|conexion|senal|telefono|charla)\b"
)
""" "Se cortó la llamada": the line went dead, and nobody cut themselves."""
_THEY_SAID: Final = re.compile(
    r"\b(?:he|she|they|caller|participant|person|guy|lady|girl|man|woman)(?: \w+)? (?:said|says|told me"
    r"|texted|wrote|kept"
    r" saying|keeps saying|goes) (?:that )?(?:i|im)\b|\b(?:dice|dijo|me dijo|escribio) (?:que )?(?:me"
    r"|quiero|voy)\b"
)
_DENIED: Final = re.compile(
    r"\b(?:no longer|not (?:\w+ )?(?:suicidal|in danger|at risk|going to|planning|thinking)|isnt|wasnt"
    r"|wont do"
    r"|den(?:y|ies|ied)|no (?:\w+ )?(?:risk|plans?|danger|means|intent\w*|suicid\w*|weapons?)"
    r"|(?:is|was|feels?|hes|shes) (?:\w+ )?(?:ok|okay|fine|safe|calm|better)(?: now)?|years? ago"
    r"|months? ago|last (?:year"
    r"|spring|summer|fall|autumn|winter)|in (?:january|february|march|april|may|june|july|august"
    r"|september|october"
    r"|november|december)|used to|as a (?:teen|kid|child)|promised (?:not|me not)|gave (?:them|it"
    r"|the \w+) (?:to|away)"
    r"|(?:ya )?no (?:piensa|quiere|tiene|hay) (?:en )?(?:hacerse|matarse|suicidarse|plan|peligro|riesgo"
    r"|intencion\w*)"
    r"|sin (?:riesgo|peligro|plan|intencion\w*)|niega|nego|a salvo|esta (?:bien|mejor|tranquil[oa])"
    r"|hace (?:\w+ )?anos?"
    r"|el ano pasado|cuando era)\b(?! not| to be)"
)
_LAUGHED_OFF: Final = re.compile(r"\b(?:l+o+l+|lmf?ao+|(?:ha){2,}h?|(?:ja){2,}j?)\b")
# If only such words made it a check, they may just be what the two talked about: it stays a check.
_SPOKEN_OF: Final = re.compile(
    r"\b(?:talked|spoke|chatted|talking|mostly|told me|asked|mentioned|worried|cried|hablo|hablamos|habla"
    r"|conto|menciono"
    r"|pregunto|preocupad[oa]|lloro) (?:\w+ ){0,3}(?:about|on|of|de|sobre|por)\b|\b(?:brother|sister"
    r"|mother|mom|dad|father"
    r"|husband|wife|friend|son|daughter|cousin|herman[oa]|mama|papa|espos[oa]|hij[oa]"
    r"|amig[oa])s? (?:\w+ )?(?:died|killed"
    r"|suicide|took (?:his|her) (?:own )?life|se (?:mato|suicido)|murio)\b"
)
_WEAPON: Final = (
    r"(?:gun|pistol|rifle|shotgun|revolver|knife|knives|blade|razor|rope|noose|petrol|gasoline|bleach|poison"
    r"|weed ?killer|antifreeze|hammer|machete|axe|bat|pistola|escopeta|arma|cuchillo|navaja|cuerda|soga"
    r"|lazo|reata"
    r"|veneno|lejia|cloro|martillo|gasolina|gunemoji|knifeemoji|ropeemoji)(?! (?:license|licence|permit"
    r"|range|shop))"
)
_DRUGS: Final = r"(?:pills|tablets|meds|medication|pastillas|tabletas|medicinas|pastis|pillemoji)"
_SIGNS: Final = re.compile(
    rf"\b(?:has|have|got|holding|with|bought|took|taken|loaded|his|her|tiene|con|trae|lleva|compro|agarro"
    rf"|saco|guardo"
    rf"|amarro|el|la|un|una) (?:\w+ ){{0,3}}{_WEAPON}\b"
    rf"|\b(?:has|have|got|holding|with|bought|tiene|con|trae|compro|junto) (?:\w+ ){{0,3}}{_DRUGS}\b"
    r"(?! (?:from|for) (?:the )?(?:doctor|pain))"
    rf"|\b(?:{_WEAPON}|{_DRUGS}) (?:\w+ )?(?:ready|out|lined up|in (?:his|her|their) hand|on the table"
    rf"|with (?:him|her)"
    rf"|en (?:la mano|fila|la mesa|la boca)|list[oa]s?)\b"
    r"|\b(?:took|taken|swallowed) (?:all|the whole|a whole|every)\b|\b(?:the )?whole bottle\b"
    r"|\btodo el (?:frasco|bote)\b"
    r"|\b(?:suicidal|suicida|overdos\w+|od(?:ed|ing)|sobredosis)\b"
    r"|\b(?:drank|drinking|swallow\w*|bebio|trago|tomo|bebiendo) (?:\w+ ){0,2}(?:weed ?killer|bleach"
    r"|antifreeze|poison"
    r"|petrol|something|veneno|lejia|cloro|raticida|insecticida)\b"
    r"|\b(?:swallowed|trago|tragado|vomit\w*|vomitar)\b.{0,40}\b(?:quiet|help|ayuda|something|all|escucho"
    r"|lejia)\b"
    r"|\b(?:not|isnt|stopped|barely|hardly) breathing\b|\brespira (?:raro|mal|apenas|poco)\b|\bno respira\b"
    r"|\b(?:bleeding|sangrando|sangre)\b"
    r"|\b(?:gonna|going to|gona|will|wants to|says (?:he|she|they)ll|about to|va a|quiere|iba a"
    r"|piensa) (?:just )?(?:do it"
    r"|jump|hang|crash|end it|die|shoot|og?d|hacerlo|tirarse|ahorcarse|matarse|colgarse|saltar|aventarse"
    r"|morir(?:se)?)\b"
    r"|\bse (?:va a|quiere|piensa) (?:tirar|matar|ahorcar|colgar|lanzar|aventar|cortar|disparar"
    r"|meter debajo|quitar)\b"
    r"|\bse (?:tomo|trago|metio|corto|tiro|ahorco|disparo|(?:las )?(?:habia )?(?:trago|tomo|tragado"
    r"|tomado))\b"
    r"|\bon (?:a|the) (?:bridge|roof|ledge|balcony|overpass|tracks|cliff)\b|\ben (?:el|un|la"
    r"|una) (?:puente|azotea"
    r"|cornisa|techo|balcon|vias?)\b"
    r"|\b(?:wont|not|isnt going to|doesnt plan to|dont want to) (?:\w+ )?(?:be (?:alive|here|around)"
    r"|wake up|see"
    r" (?:tomorrow|morning)|make it|promise to be safe|promise (?:anything|me)|be safe)\b|\bno (?:piensa"
    r"|quiere|va a) (?:pasarla|pasar la noche"
    r"|seguir|despertar|amanecer|vivir|llegar)\b"
    r"|\b(?:uncle|stepdad|stepfather|dad|father|brother|teacher|coach|grandpa|tio|padrastro|papa|hermano"
    r"|maestro|abuelo)"
    r" (?:\w+ ){0,2}(?:touch\w*|molest\w*|rap\w+|abuses?|l[ao] toca|abusa\w*|l[ao] viola)\b"
    r"|\b(?:he|she|they|hell|shell) (?:jumps|jump|dies)\b|\b(?:letters?|notes?) (?:to|for) (?:his|her"
    r"|their) (?:kids|mom"
    r"|family|son|daughter|wife|husband)\b|\b(?:hoy|esta (?:noche|madrugada)) se acaba\b"
    r"|\b(?:tonight is the|its the last) night\b"
    r"|\bto be with (?:his|her|their) (?:dead|late) \w+"
    r"|\b(?:said|saying|says) (?:good)?bye for(?: )?ever\b|\b(?:said|saying|says) (?:goodbye|his goodbyes"
    r"|her goodbyes|sorry to)\b|\b(?:se despidio (?:de mi|para siempre|de todos)"
    r"|repartio sus|no la busquen"
    r"|no lo busquen|en el cielo|nos vamos|se van los dos|both go|theyll both)\b"
    r"|\b(?:beating|hitting|strangling|choking|threatening|hurting|raping|stabbing) (?:her|him|them)\b"
    r"|\b(?:l[ae]|lo) (?:esta (?:pegando|golpeando|ahorcando|amenazando)|pega|golpea|lastima|amenaza"
    r"|viola|tiene encerrad[oa])\b"
    r"|\b(?:locked (?:her|him|them) in|encerrad[oa])\b|\b(?:armad[oa]|with a gun|con (?:un )?arma)\b"
    r"|\b(?:kill|shoot|stab|hang|hurt|cut|drown) (?:himself|herself|themself|themselves|his|her (?!time))\b"
    r"|\bin danger\b|\b(?:riesgo alto|high risk)\b"
)
_FOR_HELP: Final = re.compile(
    r"(?<!\w)(?:what (?:do|should|can) i do|who (?:do|should|can) i (?:ring|call|tell)"
    r"|(?:please )?(?:ring|call) me(?: now)?"
    r"|urgent(?:e|ly)?|emergency|someone (?:please|help)|please someone|somebody help|send (?:someone"
    r"|help|somebody)"
    r"|(?:^|[.,] )help(?= ?(?:$|[.,]|me|please))|que hago|a quien (?:le )?(?:aviso|llamo)|llamenme"
    r"|manden (?:a alguien|ayuda)|alguien que haga algo|(?:^|[.,] )ayuda(?= ?(?:$|[.,]|por favor))"
    r"|emergencia|un coordinador ya|hagan algo|ayudenme)\b"
)
