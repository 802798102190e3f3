"""Reads whether a caller asks for a person at once: "i need to talk to somebody now", "que me pasen con alguien"."""

import re
from typing import Final

from flows.rules.words.replies import clean

_MOST_WORDS: Final = 14
_SOMEBODY: Final = (
    r"(?:someone|somebody|anyone|anybody|a (?:person|human|volunteer|real person)|alguien|una persona(?: voluntaria)?"
    r"|un voluntario|una voluntaria)"
)
_TALK: Final = (
    r"(?:talk|speak|chat) (?:to|with) |(?:hablar|platicar|charlar|conversar) con |get me |hay |is there |is "
)
_AT_ONCE: Final = (
    r"(?:right now|now|right away|straight away|immediately|this minute|already|ya(?: mismo)?|ahora(?: mismo)?|ahorita"
    r"|de una|en este momento|inmediatamente|enseguida)"
)
_NOW: Final = re.compile(
    rf"\b(?:{_TALK}){_SOMEBODY}\b(?: \w+){{0,3}}? {_AT_ONCE}\b|\b{_AT_ONCE} (?:\w+ ){{0,3}}?(?:{_TALK}){_SOMEBODY}\b"
    rf"|\b(?:put|connect|patch) me (?:through|with|to)\b"
    rf"|\b(?:(?:que )?me (?:pas|comuni|conect)\w+|(?:pas|comuniqu|conect)[ae]n?me|pasenme|comunicame)"
    rf" (?:ya )?con {_SOMEBODY}\b"
)
_NO: Final = re.compile(
    r"\b(?:no|not|dont|do not|cant|wont|never|nobody|nadie|nunca|later|tomorrow|luego|despues|manana)\b"
)


def asks_for_somebody_now(text: str) -> bool:
    """Whether they ask, and refuse nothing in the same breath, to be put through to a person at once."""
    said = clean(text)
    return len(said.split()) <= _MOST_WORDS and _NO.search(said) is None and _NOW.search(said) is not None
