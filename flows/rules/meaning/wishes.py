"""What else somebody asks for beside a yes: a woman, a man, to write instead of talk."""

import re
from typing import Final, Literal

from flows.rules.words.replies import clean

_WOMAN: Final = r"(?:woman|female|lady|girl|gal|mujer|senora|chica|muchacha|mina|dama)"
_MAN: Final = r"(?:man|male|guy|bloke|fella|dude|lad|hombre|senor|chico|muchacho|varon|tipo|caballero)"
_ASKED: Final = (
    r"(?:\b(?:a|an|another|una?|otra|otro|be|with|con|from|por|prefer|rather|only|solo|sea|fuera) (?:[a-z]+ )?{who}\b"
    r"|\b{who} (?:please|pls|plz|if possible|por favor|porfa|si (?:se )?pued\w+|mejor|preferabl\w+|preferibl\w+)\b)"
)
_DENIED: Final = (
    r"(?:\b(?:not|no|dont|telling|tell|to|never|sin|nada de|ni) (?:with |con |want |quiero )?"
    r"(?:a |an |una? )?{who}\b|\ba una? {who}\b)"
)
_READ: Final = {
    "woman": (re.compile(_ASKED.format(who=_WOMAN)), re.compile(_DENIED.format(who=_WOMAN))),
    "man": (re.compile(_ASKED.format(who=_MAN)), re.compile(_DENIED.format(who=_MAN))),
}


def who(text: str) -> Literal["woman", "man"] | None:
    """With whom they would like to talk; None where they do not say, or name both."""
    said = clean(text)
    found = [
        name for name, (asked, denied) in _READ.items() if asked.search(said) and not denied.search(said)
    ]
    return ("woman" if found[0] == "woman" else "man") if len(found) == 1 else None
