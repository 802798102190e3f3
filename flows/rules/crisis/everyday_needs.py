"""Reads what somebody needs that no volunteer can give: a bed, food or rent; a therapist or a doctor. Pure.

They ask for it, or say that they have none now. What was once, and whom they see already, is told and not asked.
"""

import re
from collections.abc import Sequence
from typing import Final

from flows.rules.crisis.help_lines import Need
from flows.rules.words.clean_text import vocabulary
from flows.rules.words.replies import clean

_NAMED: Final = vocabulary(
    "bed beds shelter shelters hostel housing food groceries pantry rent homeless evicted evicting "
    "eviction kicked thrown "
    "sleep sleeping stay live place eat eaten "
    "refugio albergue albergues dormir quedarme quedarnos vivir comida comer despensa alimentos renta "
    "alquiler techo desalojar "
    "desahuciar desalojo desahucio echar correr sacar calle coche carro auto durmiendo duermo "
    "therapy therapist counselor counsellor counseling counselling psychiatrist psychologist psych "
    "doctor professional rehab detox "
    "terapia terapeuta psicologo psicologa psiquiatra doctora medico medica rehabilitacion profesional"
)
"""One of these stands in whatever is read here: any other text costs nothing."""
_SEEKS: Final = (
    r"(?:needs?|looking for|find(?: me| us)?|know of|where (?:can|do|could) (?:i|we) (?:find|get|go for)|"
    r"where is|where are|"
    r"is there|are there|help(?: me| us)? (?:with|find|get|finding|getting|paying)|recommend|suggest|"
    r"refer me to|any|"
    r"how (?:do|can|could) (?:i|we) (?:get|find|see)|do you (?:have|know)|(?:want|like|need|"
    r"have) to (?:see|find|talk to))"
    r"(?: (?:a|an|some|any|to (?:find|get|see|pay)|good|free|cheap|emergency|the|local|nearby|decent|warm|"
    r"real|proper)){0,3}"
)
_BUSCA: Final = (
    r"(?:necesit\w+|busc(?:o|amos|ando)|donde (?:hay|puedo|podemos|encuentro|consigo)|ayud\w+ (?:con|para|"
    r"a)|conoces|conocen|"
    r"sabes de|saben de|tienen|recomiend\w+|hay (?:algun|un)|como (?:consigo|encuentro)|quiero (?:ver|ir|"
    r"hablar))"
    r"(?: (?:un|una|algun|alguna|algo de|el|la|a|con|al|ver|encontrar|conseguir|pagar|para|de)){0,3}"
)
_BED: Final = (
    r"(?:beds?|shelters?|hostel|place to (?:stay|sleep|live|crash)|place (?:for the night|tonight)|"
    r"housing|groceries|"
    r"(?:somewhere|where) to (?:stay|sleep|live)|food(?! for thought)|something to eat|rent)"
)
_CAMA: Final = (
    r"(?:refugio|albergues?|(?:lugar )?(?:donde|para) (?:dormir|quedarme|quedarnos|vivir)|comida|comer|"
    r"despensa|"
    r"banco de alimentos|renta|alquiler|techo)"
)
_HOUSING: Final = re.compile(
    rf"\b{_SEEKS} {_BED}\b|\b{_BUSCA} {_CAMA}\b"
    r"|\b(?:no ?where|no place|dont have anywhere|dont have a place) (?:else )?to (?:sleep|stay|live|"
    r"go tonight)\b"
    r"|\b(?:sleeping|sleep) (?:outside|rough|on the streets?|in (?:my|the|a) (?:car|truck|van))\b"
    r"|\b(?:im|i am|we are|were|am|now|made) homeless\b|\beviction notice\b"
    r"|\b(?:getting|being|about to be|gonna be|going to be|been|just got|to get) (?:evicted|kicked out|"
    r"thrown out)\b"
    r"|\b(?:nothing to eat|(?:have|got|theres) no food|cant (?:pay|afford|make)(?: the| my| our)? rent)\b"
    r"|\bno (?:tengo|tenemos) (?:a ?donde|donde|lugar (?:donde|para)) (?:dormir|quedarme|quedarnos|vivir|"
    r"ir esta noche)\b"
    r"|\b(?:me|nos) (?:van a|estan por|quieren) (?:desalojar|desahuciar|echar|correr|sacar) de\b|"
    r"\b(?:orden|aviso) de (?:desalojo|desahucio)\b"
    r"|\b(?:duermo|dormimos|durmiendo|vivo|vivimos|viviendo) en (?:la calle|(?:el|mi|un) (?:coche|carro|"
    r"auto))\b"
    r"|\bno (?:tengo|tenemos|hay) (?:nada )?(?:que|para|de) comer\b|\bno puedo pagar (?:la renta|el alquiler)\b"
)
_THERAPY: Final = re.compile(
    rf"\b{_SEEKS} (?:therapy|therapist|counsell?(?:or|ing)|psychiatrist|psychologist|psych|doctor|"
    rf"professional help|rehab|detox)\b"
    rf"|\b{_BUSCA} (?:terapia|terapeuta|psicolog[oa]|psiquiatra|doctora?|medic[oa]|ayuda profesional|"
    rf"rehabilitacion)\b"
)
_NOT_SO: Final = re.compile(
    r"\b(?:dont|do not|didnt|wont|not|never|no longer|used to|was|ya no|no)(?: \w+){0,1} $"
)


def read(text: str) -> Sequence[Need]:
    """What they need, a bed before a therapist; none where they ask for neither."""
    cleaned = clean(text)
    if _NAMED.isdisjoint(cleaned.split()):
        return ()
    found: list[Need] = []
    if _says(_HOUSING, cleaned):
        found.append("housing")
    if _says(_THERAPY, cleaned):
        found.append("therapy")
    return found


def _says(what: re.Pattern[str], cleaned: str) -> bool:
    return any(
        not _NOT_SO.search(cleaned[max(0, said.start() - 30) : said.start()])
        for said in what.finditer(cleaned)
    )
