"""Reads whether somebody who writes would like to just hear the volunteer, or to talk: "can i just listen".

No phone rings on these words alone: what would happen is said first, and they are asked. Words that the volunteer may
as well take for themselves ("listen", "let's talk about it") are not read.
"""

import re
from typing import Final, Literal

from flows.rules.words.replies import clean

Wish = Literal["listen", "talk"]
"""What they ask for: to hear the volunteer for five minutes, unheard themselves, or to talk at once."""

_MAY: Final = (
    r"\b(?:can|could|may|might|let me|want to|wanna|like to|love to|rather|prefer to|able to|possible to)\b"
)
_VOICE: Final = r"(?:your|the|ur|a|\w+s|his|her|their) (?:own |real )?voice"
_QUIERO: Final = r"\b(?:puedo|podria|quiero|quisiera|gustaria|prefiero|dejame|se puede)\b"
_SOLO: Final = r"(?:solo|solamente|nomas|nada mas)"
_LISTEN: Final = re.compile(
    rf"{_MAY}(?: \w+){{0,2}} (?:just|only) listen\b"
    r"|\b(?:can|could|may) i listen(?: (?:first|please|instead|in|to you))?$"
    r"|\b(?:just|only) (?:want|wanna|need|like)(?: to)? listen\b"
    rf"|{_MAY}(?: \w+){{0,2}} (?:hear|listen to) (?:{_VOICE}|you (?:talk|speak)|you for a)\b"
    r"|^(?:just|only) listen(?:ing)?(?: (?:please|first|for now))?$"
    r"|\bid (?:just |only )?(?:rather|prefer to) (?:just |only )?listen\b"
    # "quiero solo escuchar", "puedo oir tu voz"
    rf"|{_QUIERO}(?: \w+){{0,2}} {_SOLO} (?:escuchar|oir)(?:te|lo|la)?\b"
    rf"|\b{_SOLO} (?:quiero|quisiera|puedo|me gustaria) (?:escuchar|oir)(?:te|lo|la)?\b"
    rf"|{_QUIERO}(?: \w+){{0,2}} (?:escuchar|oir)(?:te)? (?:tu|su|una|la) voz\b"
    rf"|{_QUIERO} (?:solo )?(?:escucharte|oirte)\b"
    rf"|^{_SOLO} (?:escuchar|oir)(?: por favor| primero)?$"
)
_TALK: Final = re.compile(
    r"\b(?:can|could|will|would) (?:you|u) (?:please |just |maybe )?(?:call|phone|ring) me\b"
    r"|^(?:please |pls |yes |ok |okay )?call me(?: (?:please|pls|now|instead))?$"
    rf"|{_MAY}(?: \w+){{0,2}} (?:talk|speak) (?:to you |with you )?(?:on|over|by) (?:the |a )?phone\b"
    r"|\b(?:can|could) we (?:have|do|switch to) (?:a |the )?(?:phone )?(?:call|phone)\b"
    r"|\b(?:puedes|puede|podrias|podria) (?:llamarme|marcarme)\b"
    r"|\bme (?:puedes|puede|podrias|podria) (?:llamar|marcar)\b"
    r"|^(?:por favor |si )?llamame(?: (?:por favor|ya|mejor))?$"
    rf"|{_QUIERO}(?: \w+){{0,2}} hablar(?: contigo)? por telefono\b|\bpodemos hablar por telefono\b"
)
_TOLD: Final = re.compile(
    r"\b(?:he|she|they|el|ella|to me|to music|to my|my (?:mom|mum|dad|mother|father|boss|ex|sister|brother|friend))\b"
)
"""What makes it a story about somebody else: "he could just listen to me"."""
_DENIED: Final = re.compile(
    r"\b(?:dont|do not|not|never|cant|wont|no)\b(?: \w+){0,2} (?:listen|hear|escuchar|oir)"
)
_NO: Final = re.compile(
    r"\b(?:no|not|never|nobody|\w+nt|cannot|nope|nunca|nadie|ni|tampoco|sin|jamas|ya no)\b"
)
"""Any of these makes it no wish to talk."""
_WANTS: Final = re.compile(r"\b(?:want|went|different|important)\b")
_LONGEST: Final = 16


def what_they_want(text: str) -> Wish | None:
    """What they ask for in their own words: to listen, to talk, or None for neither.

    "I don't want to talk, can I just listen" asks to listen; a no anywhere makes it no wish to talk.
    """
    said = clean(text)
    if len(said.split()) > _LONGEST or _TOLD.search(said):
        return None
    if _LISTEN.search(said):
        return None if _DENIED.search(said) else "listen"
    return "talk" if _TALK.search(said) and not _NO.search(_WANTS.sub("", said)) else None
