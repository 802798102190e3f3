"""Tells whether an hour in a text is that of a call: "hoy no, mañana a las 10" is, "he would be 7 tomorrow" is not."""

import re
import unicodedata
from typing import Final

from flows.rules.words.replies import clean

_FEW: Final = 1
"""So few words beside an hour tell no story: "mejor", "please"."""
_OF_THEIR_DAY: Final = re.compile(
    # calls and talking
    r"\b(?:call\w*|ring|phone|talk|speak|chat|text|write|reach|pick up|answer|llam\w+|marqu\w+|marc\w+|habl\w+"
    r"|platic\w+"
    r"|escri[bv]\w+|contest\w+|timbr\w+|atend\w+|telefon\w+"
    # what suits them
    r"|instead|rather|better|prefer\w*|suits?|works|make it|do it|moved?|change|switch|push|reschedule|earlier|later"
    r"|mejor|prefier\w+|que sea|seria|pued\w+|podria|podemos|cambi\w+|mov\w+|pas\w+lo|queda|quedaria|sirve"
    r"|viene|vendria"
    r"|conviene|mas tarde|temprano|luego|despues"
    # when they are free, and until when they are not
    r"|can|could|free|available|able|alone|libre|disponible|desocup\w+|sol[oa]|busy|ocupad\w+|tied up"
    r"|not before|no antes"
    r"|until|till|hasta|after|before|antes|once|when|whenever|cuando|apenas|en cuanto|a partir|done|finish\w*|off|out"
    r"|min|mins|minutes?|minutos?|hours?|hora|sooner|sharp|any time|try me|ready|chance|quise decir|meant|make"
    r"|home|back|break|lunch|shift|work|works|working|salgo|salga|llego|llegue|vuelvo|termino|termine|acabo|acabe"
    r"|duerm\w+|acuest\w+|asleep|sleep|bed|tonight|esta noche|good|ok|okay|fine|bien|please|porfa|favor|yes|si"
    r"|dale|vale)\b"
)
"""Words that an hour of a call stands beside."""
_NOT_NOW: Final = re.compile(
    r"\b(?:(?:pero |but )?(?:hoy|esta (?:noche|tarde)|ahora|ahorita|orita|ahora mismo|en este momento"
    r"|por ahora) (?:ya )?no"
    r"(?: (?:puedo|se puede|me sirve|da|quiero|estoy|hablar|gracias|la verdad))*"
    r"|no (?:hoy|ahora|ahorita|esta noche|esta tarde)|no (?:puedo|quiero|me sirve) (?:hablar )?(?:hoy|ahora"
    r"|ahorita|esta noche"
    r"|esta tarde|en este momento)"
    r"|not (?:today|tonight|now|right now|rn|this (?:morning|evening|afternoon))"
    r"|(?:i )?can(?:'?t| ?not)(?: (?:talk|speak|do it|do|pick up|answer))? (?:today|tonight|now|right now|rn"
    r"|this (?:morning|evening|afternoon))"
    r"|(?:today|tonight|now|this (?:morning|evening|afternoon)) (?:is no good|doesnt work|isnt good|is bad"
    r"|wont work|no))\b"
)
_NO: Final = re.compile(
    r"\b(?:no|not|dont|cant|wont|never|nor|ni|nunca|tampoco|nobody|nadie|stop|cancel\w*|olvid\w+|forget|hate"
    r"|odio)\b|[?¿]"
)
_SAYS_NOTHING: Final = re.compile(
    r"[\s,.;:!-]*(?:(?:pues|please|porfa|por favor|gracias|thanks|sorry|perdon)[\s,.;:!-]*)*"
)
_MOST: Final = 9
"""In so many words they say when; in more they tell something."""


def is_of_a_call(text: str, beside: str) -> bool:
    """Whether the hour in a text may be the hour of their call. `beside`: the text without that hour.

    An hour in something told ("his funeral is at 10 tomorrow") moves nothing.
    """
    return len(clean(beside).split()) <= _FEW or _OF_THEIR_DAY.search(clean(text)) is not None


def instead_of_now(text: str) -> tuple[str, str] | None:
    """What stands before a "not now", and the other time that stands beside it: "hoy no, mañana a las 10".

    None where there is no such no, or another one beside it: "not tonight and not tomorrow".
    """
    found = _NOT_NOW.search(_plain(text))
    if found is None:
        return None
    before, behind = text[: found.start()], text[found.end() :]
    when = before if _SAYS_NOTHING.fullmatch(_plain(behind)) else behind
    if _NO.search(_plain(when)) or not 0 < len(clean(when).split()) <= _MOST:
        return None
    return before, when.strip(" ,.;:!-")


def _plain(text: str) -> str:
    """Lower case, without accents and apostrophes, and each letter where it stood."""
    folded = (unicodedata.normalize("NFKD", char)[0].lower() for char in text)
    return "".join("'" if char in "’‘`´" else char if len(char) == 1 else " " for char in folded)
