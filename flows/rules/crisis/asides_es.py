"""Lists the Spanish of `asides`, without accents, as `asides_en` does."""

from __future__ import annotations

import re
from typing import Final


def _any_of(*ways: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(ways)})", re.ASCII)


_REASON: Final = r"(?:porque|pues|pero|es que|ya que)"
_END: Final = rf"(?= [.,]|$| {_REASON}\b)"
_TO_END: Final = rf"(?: (?!{_REASON}\b)[a-z0-9]+){{0,16}}"

_NOT_ME: Final = (
    r"(?: (?!(?:me|mi|mis|yo|estoy|tengo|voy|soy|quiero|nos|nuestr[oa]|esta|estan|mato|tomo)\b)[a-z0-9]+)"
)
_NEED: Final = (
    r"(?:peligro|emergencias?|urgencias?|urgente|suicid\w*|dano|danarte|lastimarte|hacerte|morir|muerte|vida"
    r"|riesgo|crisis|esperar|demasiado|duro|mal|necesitas?|necesite|piensas|sientes|sienta|temes|ayuda|respira|despierta)"
)
_IF: Final = (
    rf"(?:(?:si|cuando){_NOT_ME}{{0,8}}? {_NEED}\b{_NOT_ME}{{0,8}}?"
    r"|(?:en caso de|para|ante|en)(?: una?| cualquier| tu| su)? (?:emergencias?|urgencias?|peligro)"
    r"(?: (?:vital|medica|real))?)"
)
_CALL: Final = (
    r"(?:(?:por favor|entonces|puedes|puede|cuelgue y|mejor) ){0,2}(?:llam(?:a|e|en|ar)|marc(?:a|ar)|marque"
    r"|escrib(?:e|a|ir)|envi(?:a|e)|mand(?:a|e)|acud(?:e|a|ir)|ve|vaya|contact(?:a|e)|busc(?:a|ar)|busque"
    r"|dirigete|dirijase|comunicate|comuniquese|respond(?:e|a)|pid(?:e|a)|habl(?:a|e))"
    r"(?: (?:o|y) (?:llama|llame|escribe|escriba|manda|marca))?"
)
_NUMBER: Final = r"(?:[0-9]{3,6}|[0-9]{1,3}(?: [0-9]{1,3}){1,3})"
_WHOM: Final = (
    rf"{_NOT_ME}{{0,6}}? (?:{_NUMBER}|emergencias?|policia|ambulancia|hospital|urgencias?|linea|medico|doctor"
    r"|centro|call)\b"
)
_AS_WELL: Final = rf"(?:(?: ,)? (?:o|y) (?:llama|marca|escribe|llame)(?: o escribe)?{_WHOM})?"
_TO_ONESELF: Final = r"(?:suicidarte|matarte|quitarte la vida|hacerte dano|lastimarte|cortarte|morirte)"
ADVICE: Final = _any_of(
    rf"{_IF}(?: [.,])? {_CALL}{_WHOM}{_AS_WELL}(?: a cualquier hora| ya| ahora| de inmediato)*",
    rf"{_CALL}{_WHOM}{_NOT_ME}{{0,4}}? {_IF}(?= [.,]|$)",
)
ASKED: Final = _any_of(
    r"(?:estas|has|piensas|pensaste|sientes|tienes|pensado)(?: (?:pensando|pensado|ganas|de|en|que|alguna|vez"
    rf"|ideas?)){{0,6}} {_TO_ONESELF}(?= [.,]|$)",
    r"si(?: (?:estas|piensas|pensando|en|tienes|ganas|de|has|pensado|puedes|sientes|que)){1,6}"
    rf" {_TO_ONESELF} , no estas sol[oa]",
)

_TELL: Final = (
    r"(?:llamar(?:an|on)?|mandar(?:me|an)?|enviar(?:me|an)?|denunciar(?:me|an)?|avisar(?:an)?"
    r"|reportar(?:me|an)?|decir(?:le)?|contar(?:le)?|rastrear|internar(?:me)?|encerrar(?:me)?|delatar(?:me)?)"
)
_TELL_NOW: Final = (
    r"(?:llaman|mandan|denuncian|avisan|reportan|rastrean|internan|delatan|llamas|denuncias|avisas)"
)
_SOMEBODY: Final = (
    r"(?:policia|patrulla|migra|ambulancia|911|112|autoridades|alguien|mama|papa|papas|padres|familia|hospital"
    r"|psiquiatric[oa]|trabajo|escuela|esposo|marido|jefe|medico|si)\b"
)
_I_SAY: Final = r"(?:digo|cuento|confieso|dice|cuenta|escribo|menciono|admito|hablo)\b"
ABOUT_HELP: Final = _any_of(
    r"(?:van|vas|va|iran|irian|tienen|tienes|estan|suelen|deben|acaso|ustedes|uds)"
    r"(?: (?:a|que|la|obligacion|de|obligados|ustedes|siempre)){0,4}"
    rf" {_TELL}(?: [a-z0-9]+){{0,4}}? {_SOMEBODY}{_TO_END}",
    rf"(?:me |lo |le |ustedes ){{0,3}}{_TELL_NOW}(?: [a-z0-9]+){{0,6}}? si (?:les |te |le |yo |uno ){{0,2}}{_I_SAY}"
    rf"{_TO_END}",
    r"(?:llaman|llamas|mandan|avisan)(?: (?:ustedes|siempre))? a (?:la )?(?:policia|patrulla|migra|mis padres"
    r"|mi familia)(?: [a-z]+){0,4}(?= [.,]|$)",
)

_TALK: Final = r"(?:hablar|habla|hablo|decir|digo|contar|cuento|escribir|platicar|mencionar|tocar el tema)\b"
_OF: Final = r"(?: (?!(?:con|mi|mis|me|estoy|porque|pero|yo|hoy|ya|ahora)\b)[a-z0-9]+)"
ABOUT_WORDS: Final = _any_of(
    r"(?:se puede|puedo|podemos|puede uno|podria|esta bien|esta permitido|esta prohibido|hay problema"
    rf"|pasa algo|es ok)(?: (?:si|aqui|uno|yo)){{0,2}} {_TALK}{_OF}{{0,10}}{_END}",
    r"que (?:pasa|pasaria|hacen|haces|hace|harian|sucede|ocurre)(?: ustedes)? (?:si|cuando)"
    rf"(?: (?:yo|alguien|uno|una|un|persona|les|te|le)){{0,3}} (?:{_I_SAY}|escribe\b|habla\b|llama\b){_TO_END}",
    rf"si (?:les|te|le) {_I_SAY}(?: [a-z0-9]+){{0,8}}?(?: ,)? (?:van a|vas a|me (?:van|vas|mandan|denuncian)"
    rf"|llaman|denuncian|mandan){_TO_END}",
    r"(?:denuncian|reportan|internan|delatan) a (?:la gente|los|las|quien(?:es)?|personas?|alguien|uno)\b"
    rf"{_TO_END}",
    rf"es (?:esto |todo )?(?:confidencial|privado|anonimo)(?: (?:si|cuando) {_I_SAY}{_TO_END})?{_END}",
)

_NUISANCE: Final = r"(?:ruido|musica|vecinos?|fiesta|perro|coche|carro|robo|bici)"
ONLY_ALONE: Final = _any_of(
    r"(?:debo|deberia|tengo que|hace falta|conviene)(?: yo)? llamar (?:a la policia|al 911|al 112"
    rf"|una ambulancia)(?: (?:por|para)(?: [a-z]+){{0,3}} {_NUISANCE}(?: [a-z]+){{0,3}})?(?= [.,]|$)",
)

OWN: Final = re.compile(
    r"\b(?:hoy|ya|ahora|ahorita|esta noche|anoche|pastillas|pistola|cuchillo|soga|navaja|sangre|sangrando|tome"
    r"|trague|por favor|ayuda|ayudenme|rapido|pegando|matando|tengo un plan|adios|lo hago|perdon|perdoname"
    r"|perdonen)\b"
)
OF_SELF: Final = re.compile(
    r"\b(?:matarme|suicidarme|lastimarme|cortarme|morirme|hacerme dano|quitarme la vida|mi vida)\b"
)
REASON_GIVEN: Final = re.compile(r"(?:porque|pues|pero|es que|ya que) [a-z]")
