"""Reads whether a volunteer says in free text that they will not come."""

import re
from typing import Final

from flows.rules.words.replies import clean

_NO: Final = re.compile(
    r"\b(?:cant|cannot|dont think i can|doubt i can|can not|wont|will not|unable|"
    r"not (?:be )?(?:able|coming|going|there|tonight|today|make it)|no longer|"
    r"im (?:ill|sick)|i am (?:ill|sick)|too (?:ill|sick)|sick today|sick tonight|dont feel (?:well|good)|"
    r"no (?:puedo|voy|podre|podria|llego|alcanzo|estare|ire)|imposible|estoy (?:mala?|malo|enferm[ao])|me enferme)\b"
)


def says_no(words: str) -> bool:
    """Whether these words say no: "Sorry, can't make it tonight", "hoy no puedo ir".

    Used where any other words count as a yes. A no seen wrongly asks somebody in vain; a no missed leaves a place
    empty.
    """
    return _NO.search(clean(words)) is not None
