"""Reads a yes in a whole sentence to "may we call you now?": "ok you can call", "go ahead", "sí, llámame".

A phone rings for it. So every word has to belong to a yes or to a call, and one word of doubt, of another time or of
a no is enough for it to be none.
"""

import re
from typing import Final

from flows.rules.refusal import refusal
from flows.rules.words.replies import clean

_LONGEST: Final = 12
_IN_SEVERAL_WORDS: Final = re.compile(
    r"\bgo (?:ahead|for it)\b|\bi (?:guess|think|suppose)(?: so)?\b|\bwhy not\b|\bsounds good\b|\bof course\b"
    r"|\bfor sure\b|\bno problem\b|\b(?:thats|that is|that would be) (?:ok|okay|fine|good|alright|nice)\b"
    r"|\bworks for me\b|\bplease do\b|\bi would like that\b|\bid like that\b|\bpor supuesto\b|\besta bien\b"
    r"|\bde acuerdo\b|\bno hay problema\b|\bpor ?que no\b|\bcomo no\b|\bme parece bien\b|\bcreo que si\b"
)
_YES: Final = frozenset(
    "yes yeah yea yep yup ya yah ye y ok okay k kk sure fine alright aight absolutely definitely agreed "
    "si sip sii sipi claro vale dale va sale bueno venga okey oki obvio 1".split()
)
_CALL: Final = frozenset(
    "call calling ring phone llama llame llamen llamar llamarme llamame llameme llamenme llames marca marcame "
    "marquen marquenme llamada".split()
)
_LETS: Final = frozenset("can may could me please pls plz puede pueden puedes podes porfa favor".split())
"""With one of these a word of calling is a yes too: "you can call", "llámame por favor"."""
_IMPERATIVE: Final = frozenset("llamame llameme llamenme marcame marquenme llamarme".split())
_BESIDE: Final = frozenset(
    "you u they she he someone somebody one of a the it id i im am would like want to do so just now right away "
    "here thanks thank ty then and well um uh "
    "tu ustedes alguien el ella que me una ya ahora mismo gracias y pues por le la lo quiero quisiera".split()
)


def to_call(text: str) -> bool:
    """Whether this text says that they may be called now, and nothing else."""
    said = clean(text)
    if "?" in text or not said or refusal.read(text) is not None:
        return False
    words = _IN_SEVERAL_WORDS.sub(" yes ", said).split()
    if len(words) > _LONGEST or not _ANY.issuperset(words):
        return False
    if words == ["fine"]:
        return False  # "I'm fine", perhaps
    if not _YES.isdisjoint(words) or not _IMPERATIVE.isdisjoint(words):
        return True
    return not _CALL.isdisjoint(words) and (len(words) == 1 or not _LETS.isdisjoint(words))


def begins_with_yes(text: str) -> bool:
    """Whether the first word is a yes."""
    return clean(text).partition(" ")[0] in _YES


_ANY: Final = _YES | _CALL | _LETS | _BESIDE
