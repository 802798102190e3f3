"""Reads whether somebody chooses to write, with a reason or without: "por mensaje, me da miedo hablar"."""

import re
from typing import Final

from flows.rules.words.replies import clean

_CHOICE: Final = re.compile(
    r"(?:(?:ok|okay|k|yes|yeah|sure|um|hmm|maybe|just|i think|i guess|id|i would|rather|prefer|lets"
    r"|can we|could we|can i"
    r"|si|dale|va|vale|bueno|pues|mejor|prefiero|prefiriria|preferiria|quiero|solo|creo que|que sea|porfa|che) )*"
    r"(?:(?:by|over|in) )?(?:por (?:msjs?|mensajes?|mensajito|escrito|textos?|txt|chat)|escribir"
    r"|por aqui escrito|mensajes?|msjs?"
    r"|text(?:s|ing)?|txt|writ(?:e|ing)|typ(?:e|ing)|messag(?:e|es|ing)|chat by text)"
    r"(?: (?:please|pls|plis|plz|porfa\w*|por favor|mejor|better|instead|only|me|with me|here|aqui|aca|then|is better"
    r"|is fine|is easier|nomas|solo|nada mas|gracias|thanks|jaja\w*|lol))*(?P<why>(?: .+)?)"
)
_OF_PHONES: Final = re.compile(
    r"\b(?:habl\w+|llamad\w+|llamen|llamar|telefono|tel|voz|calls?|calling|talk\w*|phones?|voice|speak\w*)\b"
)
_OTHERWISE: Final = re.compile(
    r"^ (?:no|nope|nah|ni|or|o|and|y|then|luego|u|isnt|aint|doesnt|wont|but|pero)\b"
    r"|\b(?:call me|ring me|phone me|llamame|llamenme|marquenme|mejor (?:una |la |que me )?llam\w+"
    r"|prefiero (?:una |la |que"
    r" me )?(?:llam\w+|hablar)|rather (?:a call|call|talk|speak)|want (?:a|the) call|quiero (?:una "
    r"|la |que me )?llam\w+"
    r"|(?:call|llamada) (?:is|es) (?:better|mejor))\b"
)
_NO_CALL: Final = re.compile(
    r"(?:(?:ok|okay|k|yes|yeah|yea|yep|sure|fine|i guess|si|sip|bueno|dale|va|vale|sale|claro|esta bien) )+"
    r"(?:but|pero|just|solo que|nomas)(?: (?:please|pls|porfa|por favor|just))*"
    r" (?:dont|do not|no|not|without|sin|nada de|que no|never)\b(?: \w+){0,3}?"
    r" (?:call\w*|phone|ring|llam\w+|telefono|marqu\w+)(?: (?:me|please|pls|porfa|por favor|ok|though|gracias))*"
)
_LONGEST: Final = 120


def chooses(text: str) -> bool:
    """Whether the whole text chooses to write, and does not ask for a call behind it."""
    found = _CHOICE.fullmatch(clean(text)) if len(text) <= _LONGEST else None
    if found is None:
        return False
    why = found["why"]
    return not why or (_OTHERWISE.search(why) is None and _OF_PHONES.search(why) is not None)


def accepts_without_call(text: str) -> bool:
    """Whether the whole text is a yes that wants no call, at any time: "ok but dont call"."""
    return _NO_CALL.fullmatch(clean(text)) is not None
