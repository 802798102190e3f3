"""Reads that somebody says they have been drinking, in English or Spanish: "im wasted", "estoy pedo".

Only of themselves and now: neither "my husband is drunk" nor "i was drunk" nor "im not drunk". It refuses nothing and
is said to nobody; it only changes which choices they get.
"""

import re
from typing import Final

from flows.rules.words.replies import clean

_MORE: Final = (
    r"(?:(?:so|very|really|pretty|kinda|kind|of|a|bit|little|too|super|way|still|just|totally|fucking"
    r"|already) )*"
)
_STATE: Final = (
    r"(?:drunk|wasted|hammered|plastered|tipsy|smashed|buzzed|shitfaced|trashed|sloshed|intoxicated)"
)
_MAS: Final = r"(?:(?:muy|bien|medio|re|un|poco|bastante|super|ya|todo|toda|algo|tan|bn) )*"
_ESTADO: Final = (
    r"(?:(?:en )?ped[oa]|borrach[oa]|tomad[oa]|ebri[oa]|mamad[oa]|jarr[oa]|cuete|curda|beodo|chispead[oa])"
)
_SAID: Final = re.compile(
    rf"\b(?:im|i am|i feel|i got|am|ive gotten) {_MORE}{_STATE}\b"
    rf"|^{_MORE}(?:drunk|tipsy)\b(?! (?:driv|people|man|men|dad))"
    r"|\b(?:ive|i have|i) been drinking\b|\b(?:had|drank) (?:way |a )?(?:too (?:much|many)|a few too many)\b"
    r"|\bim (?:\w+ )?drinking (?:right now|rn|again|alone)\b"
    rf"|\b(?:estoy|ando|toy|sigo|voy|me puse|quede) {_MAS}{_ESTADO}\b|\b(?:tome|bebi|he bebido|he tomado) (?:mucho"
    r"|demasiado|de mas|unas? (?:cuantas?|copas))\b|\b(?:con|unas) (?:unas )?copas (?:de mas|encima)\b"
    r"|\bpasad[oa] de copas\b"
    rf"|^{_MAS}(?:borrach[oa]|ped[oa]) y\b"
)
_NOT: Final = re.compile(r"\b(?:not|isnt|aint|no|ni|nunca|was|were|estaba|andaba)\b(?: \w+){0,3}$")


def says_so(text: str) -> bool:
    """Whether somebody says that they have been drinking now."""
    said = clean(text)
    found = _SAID.search(said)
    return found is not None and _NOT.search(said[: found.start()].strip()) is None
