"""Turns words about somebody into that person's own: "she will kill herself" becomes "i will kill myself".

`reported_danger` uses it, so that the rules of `crisis`, which are in the first person, can read reports too.
"""

from __future__ import annotations

import re
from typing import Final

from flows.rules.words.who_is_meant import CALLER, ENCLITIC, WILL_DO, without_who_was_told


def as_if_their_own(plain: str) -> str:
    """The text (made plain by `clean_text.plain`) as the person it is about would say it; the writer becomes "you"."""
    said = without_who_was_told(plain)
    for pattern, instead in _TURNED:
        said = pattern.sub(instead, said)
    return " ".join(said.split())


_FOLLOWS_HER: Final = (
    r"(?= ?$| [.,]| (?:in|with|right|now|and|at|on|up|to|again|tonight|so|from|by|but|i|he|she|they)\b)"
)
_TURNED: Final = tuple(
    (re.compile(rf"\b(?:{pattern})"), instead)
    for pattern, instead in (
        (CALLER, "they"),
        # The other person does not say what the volunteer says of themselves.
        (r"(?:i|yo)\b", "you"),
        (r"(?:im|ive|id|ill)\b", "you"),
        (r"(?:me|us|conmigo)\b(?! (?:quier|voy|mat))", "you"),
        (r"(?:my|mis?)\b", "your"),
        (r"(?:he|she|they|ella) (?:has|have)\b", "i have"),
        (r"(?:he|she|they|ella) (?:is|are)\b", "i am"),
        (r"(?:he|she|they)\b", "i"),
        (r"(?:ella|ellos)\b", "yo"),
        (r"el (?=(?:se|no|ya|solo|dice|tiene|quiere|esta|va)\b)", "yo "),
        (r"(?:hes|shes|theyre)\b", "im"),
        (r"(?:hed|shed|theyd)\b", "id"),
        (r"(?:theyve)\b", "ive"),
        (rf"(?:hell|shell|theyll) (?={WILL_DO})", "ill "),
        (r"(?:himself|herself|themself|themselves|him self|her self)\b", "myself"),
        (rf"(?:him|them)\b|\bher\b{_FOLLOWS_HER}", "me"),
        (r"(?:his|her|their)\b", "my"),
        (r"i i\b", "i"),
        (r"i has\b", "i have"),
        (r"i is\b", "i am"),
        (r"(?<=\bi )wants\b", "want"),
        (r"(?<=\bi )(take|think|feel|plan|need|hate|keep|give|live)s\b", r"\1"),
        (r"(?:has|have) (?=a |the |my |some |[0-9]|pills|gun|knife|rope)", "have "),
        (r"(?:says|said|saying|keeps saying|told)(?: that)?\b", ""),
        (r"(?:dice|dijo|decia|diciendo)(?: que)?\b", ""),
        (rf"({ENCLITIC})se(l[oa]s?)?\b", r"\1me\2"),
        (r"se (?=le\b)", "se "),
        (r"se(?= l[oa]s?\b| \w)", "me"),
        (r"le (?=esta|estan|pega|duele)", "me "),
        (r"la (?=esta|tiene|amenaza|lastima|golpea|pega|quiere|va a|maltrata)", "me "),
        (r"sus\b", "mis"),
        (r"su\b", "mi"),
        *(
            (rf"{theirs}\b(?! (?:noche|tarde|manana|semana|persona|senora|chica|vez))", own)
            for theirs, own in (
                pair.split("=")
                for pair in (
                    "va=voy quiere=quiero tiene=tengo esta=estoy piensa=pienso puede=puedo tomo=tome"
                    " trago=trague "
                    "corto=corte metio=meti bebio=bebi compro=compre junto=junte hizo=hice intento=intente "
                    "amarro=amarre mata=mato ahorca=ahorco tira=tiro lanza=lanzo avienta=aviento"
                    " cuelga=cuelgo "
                    "muere=muero siente=siento aguanta=aguanto guardo=guarde "
                    "toma=tomo necesita=necesito"
                ).split()
            )
        ),
    )
)
