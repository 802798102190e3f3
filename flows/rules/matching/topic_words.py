"""Reads whom somebody asks for by what they have lived through: "someone whos lost a kid", "alguien en recuperación".

Only a request for a person is read so. What somebody has lived through themselves is never guessed from what they tell.
"""

import re
from collections.abc import Iterable
from typing import Final

from flows.rules.matching.wishes import MOST_CHOSEN, label
from flows.rules.words.replies import clean

_POLITE: Final = (
    r"^(?:(?:can|could|would|may|please|pls|hi|ok|yes|yeah|but|and|maybe|only|just|preferably|ideally"
    r"|hopefully|i|id|it|they"
    r"|you|be|get|have|do|does|is|are|there|like|love|want|need|prefer|rather|with|to|talk|speak|chat"
    r"|possible|if|a call from"
    r"|quiero|quisiera|me|gustaria|necesito|prefiero|ojala|con|hablar|platicar|charlar|si|pero|solo|por"
    r"|favor|porfa|puede|ser"
    r"|podria|tienen|hay|mejor|que|sea|a) )*"
)
_OTHERS: Final = (
    r"(?:parent|mom|mum|mother|dad|father|widow\w*|veteran|vet|addict|survivor|immigrant|nurse|student|carer)"
)
_OTROS: Final = (
    r"(?:madre|mama|padre|papa|viud[oa]|adict[oa]|veteran[oa]|sobreviviente|migrante|enfermer[oa]|estudiante)"
)
_ASKS: Final = re.compile(
    rf"{_POLITE}(?:"
    r"(?:some ?(?:one|body)|any ?(?:one|body)|a (?:person|volunteer)|people|others?)(?: else)?(?: \w+)? "
    r"(?:who|whos|whose|that|thats|with(?! me)|in(?! the| my| here)|has|having|lost|knows|understands|been|went"
    r"|like me)\b"
    rf"|(?:a|another|other) (?:\w+ )?{_OTHERS}s?\b"
    r"|(?:alguien|una persona|personas|gente|quien)(?: \w+)? (?:que|q|quien|con|en|como yo|haya|ha)\b"
    rf"|(?:una?|otr[oa]) {_OTROS}\b)"
)
_MAY_ASK: Final = re.compile(
    r"\b(?:some ?(?:one|body)|any ?(?:one|body)|person|volunteer|one|parent|caller)(?: \w+){0,2} "
    r"(?:who|whos|that|thats|knows?|has|have|had|lost|been|quit|did|gets)\b"
    r"|\b(?:alguien|persona|quien|el|la|uno|una)(?: \w+){0,2} (?:que|q|sepa|sabe|haya|ha sido|entiend[ae]|conozca)\b"
    r"|\b(?:que|q|fuera|ser) (?:sepa|entienda|conozca|haya pasado|cuidadora?)\b"
)
_MANNERS: Final = re.compile(
    r"\b(?:listens?|cares|kind|nice|patient|patience|judge|gentle|escuche|amable|paciencia|juzgue|buena onda"
    r"|speaks?|talks|hears|hable|con quien|with whom|text\w*|writ\w+|escribir\w*|chatear|last one|who wants)\b"
)
_OF_THEM: Final = re.compile(
    r"\b(?:who|that|que|quien) (?:\w+ )?(?:left|hurt|hit|hits|raped|abused|follows|hates|me)\b"
)
"""Somebody they tell of: "someone who hurt me"."""
_ALIKE: Final = {
    "grief": "grief grieving loss lost lose died death dead bereaved bereavement widow widower mourning "
    "passed duelo luto perdida perdido perdio perdieron murio muerto muerte fallecio viuda viudo",
    "recovery": "recovery sober sobriety addiction addict drinking drinker alcohol alcoholic drugs using clean "
    "na aa rehab recuperacion sobria sobrio adiccion adicto adicta alcoholica alcoholico tomar "
    "tomaba drogas anexo",
    "anxiety": "anxiety anxious panic attacks worry ansiedad panico nervios",
    "depression": "depression depressed depresion deprimida deprimido",
    "divorce": "divorce divorced separated separation breakup divorcio divorciada divorciado separacion ruptura",
    "voices": "voices hears psychosis schizophrenia psychotic bipolar voces esquizofrenia psicosis",
    "trauma": "trauma ptsd abuse abused survivor assault violence abuso violencia maltrato sobreviviente",
    "veterans": "veteran veterans vet military army marine combat war veterano veterana guerra ejercito",
    "lgbt": "gay lesbian queer trans transgender bi lgbt lgbtq nonbinary lesbiana",
    "parenting": "postpartum baby newborn pregnant mother father parent parenting mom dad madre padre posparto "
    "embarazo bebe",
    "illness": "cancer illness chronic pain disability ill sick enfermedad dolor discapacidad",
    "eating": "eating anorexia bulimia binge food comer",
    "prison": "prison jail locked incarcerated carcel prision presa preso",
    "migration": "immigrant immigration migrant undocumented papers migrante inmigrante papeles",
    "loneliness": "lonely loneliness alone isolated sola solo soledad",
}  # fmt: skip
_KIND_OF: Final = {word: kind for kind, words in _ALIKE.items() for word in words.split()}


def asks_for_somebody(text: str) -> bool:
    """Whether a text asks for a person who has lived through something, or is something."""
    said = clean(text)
    return _ASKS.search(said) is not None and not _is_otherwise(said)


def _is_otherwise(said: str) -> bool:
    """Whether they tell of somebody, or ask for good manners, a language, or somebody to write with."""
    return _OF_THEM.search(said) is not None or _MANNERS.search(said) is not None


def may_ask_for_somebody(text: str) -> bool:
    """Whether it may, where the model of meaning says that it is about a topic: "que sea alguien que sepa de duelo"."""
    said = clean(text)
    return asks_for_somebody(text) or (_MAY_ASK.search(said) is not None and not _is_otherwise(said))


def topics_asked(text: str, offered: Iterable[str]) -> tuple[str, ...]:
    """Those of the experiences offered here that such a text means, by name or by a word of the same kind."""
    said = clean(text).split()
    kinds = {_KIND_OF[word] for word in said if word in _KIND_OF}
    found = []
    for topic in offered:
        named = clean(label(topic)).split()
        theirs = {_KIND_OF[word] for word in named if word in _KIND_OF}
        if theirs & kinds or all(word in said for word in named):
            found.append(topic)
    return tuple(found[:MOST_CHOSEN])
