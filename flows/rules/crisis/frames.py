"""Finds the frame that makes words of danger somebody else's: a film, a training, a translation, a headline.

What stands in such a frame is no danger by itself; the second reader still weighs it. Words of help, or of something
that happens at this moment, break the frame: "my training caller is on the roof, help" is no training.
"""

from __future__ import annotations

import re
from typing import Final

_MEDIA: Final = (
    r"movies?|films?|book club|novels?|songs?|lyrics?|poems?|script|episodes?|season finale"
    r"|podcasts?|documentar(?:y|ies)"
    r"|netflix|fortnite|minecraft|call of duty|valorant|gta|halo|musical|opera|theatre|theater"
    r"|hamlet|romeo|true crime"
    r"|headlines?|museum|essays?|dissertation|masters|thesis|translat\w+|transcrib\w+|memes?"
    r"|sitcom|character|in the play"
    r"|peliculas?|peli|libros?|novelas?|cancion(?:es)?|letra de|guion|capitulos?|temporada"
    r"|noticias|noticiero|titulares"
    r"|personajes?|obra de teatro|poemas?|corrido|grafiti|cartel|folleto|traduc\w+|boletin"
    r"|tesis|free fire|videojuego"
    r"|juego del calamar|opera|murga|tarea de|exponemos|exposicion|crimen y castigo|anime"
    r"|serie esa|refran|bachata"
)
_WORK: Final = (
    r"workshops?|refresher|modules?|leaflets?|posters?|protocols?|drill|role ?plays?"
    r"|simulations?|template|spreadsheets?"
    r"|handbook|first aid course|awareness|fundraiser|loss group|survivors? group|test test"
    r"|false alarm|signposting"
    r"|training night|policy on|succession law|essay|volunteers? have to|my essay|staff training|to volunteer"
    r"|capacitacion(?:es)?|taller(?:es)?|modulos?|simulacros?|protocolos?|formulario|formato"
    r"|en formacion|la formacion"
    r"|charla|prevencion|reporte (?:de cierre|mensual)|casos? simulados?|acta|jornadas|donante"
    r"|ser voluntari[oa]"
    r"|trabajadora social|un trabajo de|caso clinico|criminalistica|peritaje|rodaje|ensayo general|ensayo"
)
_FRAME: Final = re.compile(rf"\b(?:{_MEDIA}|{_WORK})\b", re.ASCII)
_BREAKS: Final = re.compile(
    r"\b(?:tonight|right now|help|pls|please|hurry|bleeding|breathing|goodbye|bye|locked"
    r"|im going to|i am going to|wont"
    r" wake|i want to|im done|i took|ive taken|for real|not joking|my last|just took"
    r"|just swallowed|me too|i feel it"
    r"|ayuda|auxilio|esta noche|ahorita|ahora mismo|ya no aguanto|me tome|me voy a|adios"
    r"|sangrando|urgente|quiero hacerlo"
    r"|yo tambien|de verdad|en serio lo|que hago|no despierta|no respira|por favor)\b",
    re.ASCII,
)


def is_framed(said: str) -> bool:
    """Whether a plain text speaks of a work, a lesson or a paper, and of nothing that happens now."""
    return _FRAME.search(said) is not None and _BREAKS.search(said) is None


def names_frame(clause: str) -> bool:
    """Whether a clause of a plain text speaks of a work, a lesson or a paper."""
    return _FRAME.search(clause) is not None
