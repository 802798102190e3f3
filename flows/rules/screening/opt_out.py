"""Reads whether somebody opts out, opts in, or asks for help, in their own words. `flows.screening` acts on it.

US law lets a person revoke consent by "stop", "quit", "end", "revoke", "opt out", "cancel", "unsubscribe" or any other
reasonable wording (47 CFR 64.1200(a)(10)). The carrier handles its own words before the text reaches us. Only whole
messages count: "stop hurting myself is hard today" is no opt-out. Crisis words are read before any of these.
"""

from __future__ import annotations

import re
from typing import Final

from flows.rules.screening import signature
from flows.rules.words.clean_text import vocabulary
from flows.rules.words.replies import CARRIER_STOP, LONGEST, clean

# These opt out when they stand alone. No flow may use one as a command, in any language.
OPT_OUT_WORDS: Final = CARRIER_STOP | vocabulary(
    "unsub unsubcribe unsuscribe unsubscibe unsubscrib unsubsribe stpo sotp stip stopp alto basta parar pare paren "
    "estop para detener detente baja darmebaja cancelar desuscribir desuscribirme desuscribirse"
)
OPT_IN_WORDS: Final = vocabulary("start unstop iniciar empezar comenzar")
OPT_IN_WHEN_OUT: Final = frozenset(("yes",))  # to anyone else YES is an answer
HELP_WORDS: Final = vocabulary("help info ayuda")

# Phrases in a cleaned text. A text about calls alone ("don't call me") may be about one callback, which the
# flows then cancel; with "again" or "anymore" it is about all contact.
_SENT = r"(?:text(?:s|ing|ings)?|messag(?:e|es|ing)|msgs?|sms|contact(?:ing)?|reminders?)"
_THESE = r"(?: (?:all|the|these|those|your|any|more|of|automated))*"
_FROM_NOW = r"(?: (?:any ?more|again|ever|now|at all|ever again))"
_WHERE = r"(?: (?:me|us|here|this (?:number|phone)|my (?:number|phone)|from you|from this number))?"
_LIST = r"(?: (?:off|out of|from) (?:your|the|this|all)(?: (?:phone|mailing|contact))? (?:lists?|system))?"
_YOU_TO = r"(?:i (?:want|need|would like) (?:you|this|it) to )?"
_EN: Final = (
    r"opt(?: me)? out",
    r"(?:i )?(?:want|would like|wish) to (?:opt out|unsubscribe|be removed)",
    r"unsubscribe me",
    r"stop(?: (?:it|this|now|all|everything|stop|already))*",
    r"i said stop",
    rf"{_YOU_TO}stop(?: with| sending)?(?: me)?{_THESE} {_SENT}{_WHERE}{_FROM_NOW}*",
    rf"stop (?:bothering|harassing|spamming|calling)(?: me)?{_FROM_NOW}*",
    rf"(?:i want to |i would like to |how do i )?stop (?:getting|receiving){_THESE} {_SENT}{_WHERE}",
    rf"(?:do not|dont|never|quit)(?: ever)?(?: send)?(?: me)?{_THESE} {_SENT}{_WHERE}{_FROM_NOW}*",
    rf"(?:do not|dont|never) (?:ever )?call(?: me| us| here| this number){_FROM_NOW}+",
    rf"(?:i (?:do not|dont)|i no longer) want(?: to)?(?: get| receive)?{_THESE} {_SENT}{_WHERE}{_FROM_NOW}*",
    rf"no more {_SENT}{_WHERE}",
    r"(?:end|quit|cancel)(?: all)?(?: the| these| my)? (?:texts|messages|reminders|subscription)",
    rf"(?:remove|delete|take|drop) (?:me|my (?:name|number|phone number)){_LIST}",
    r"(?:i )?(?:revoke|withdraw)(?: my)? (?:consent|permission)",
    r"leave me alone|go away|lose my number|quit (?:it|now)",
    rf"(?:take|get|leave) me off (?:this|these|here|it){_FROM_NOW}*",
    (
        r"(?:stop|quit|enough|cut it out)(?: it)? (?:w|with|msging|messaging|texting|writing"
        rf"|sending)(?: to)?(?: me)?{_THESE}"
        rf"(?: (?:{_SENT}|stuff))?{_WHERE}{_FROM_NOW}*"
    ),
    (
        r"(?:leave me alone and )?(?:dont|do not|never)(?: you)? (?:write|message|msg|text"
        rf"|contact)(?: to)?(?: me| us)?{_FROM_NOW}*"
    ),
    (
        r"(?:i )?(?:dont|do not|no longer) (?:want|need|wish|wish to get|wish to receive|want to get"
        r"|want to receive)"
        rf"{_THESE}(?: (?:these|any of (?:these|this)|anything from you|{_SENT})){_WHERE}{_FROM_NOW}*"
    ),
    rf"(?:please|pls|plz) no more|no more of these(?: {_SENT})?|no more(?: of)?{_THESE} {_SENT}{_WHERE}",
    (
        r"(?:i )?(?:would like|id like|want|wish) to be removed|(?:i am|im) opting out(?: of (?:these|your"
        r"|all)? ?(?:texts|messages|this))?"
    ),
    (
        rf"(?:end|discontinue|cease)(?: all)? (?:these|the|your|all)(?: {_SENT})?{_FROM_NOW}*"
        rf"|would you ever stop {_SENT}{_WHERE}"
    ),
)
_MENSAJES = r"(?:mensajes?|mensages|textos?|sms|recordatorios)"
_ESCRIBIR = (
    r"(?:escrib(?:an|as|a|irme|iendo(?:me)?|ir)|(?:mand|envi)(?:en|es|e|arme|ando(?:me)?|ar)|recibir"
    r"|(?:text|molest|contact)(?:en|es|e|arme|ando(?:me)?|ar|eando(?:me)?))"
)
_DEJEN = r"(?:deja|dejen|deje|dejar|paren|para|pare|basta)"
_ES: Final = (
    rf"(?:ya )?no(?: me)?(?: vuelvan a| vuelvas a)? {_ESCRIBIR}(?: mas)?(?: {_MENSAJES})?(?: mas)?",
    r"(?:ya )?no me (?:llamen|llames|llame) (?:mas|nunca mas)|ya no me (?:llamen|llames|llame)",
    rf"(?:ya )?{_DEJEN}(?: ya)? de (?:me )?(?:{_ESCRIBIR}|llamarme)(?: mas)?(?: {_MENSAJES})?",
    rf"(?:ya )?no quiero(?: recibir| mas| sus| estos)* {_MENSAJES}(?: mas)?",
    rf"(?:ya )?no quiero que me (?:{_ESCRIBIR}|llamen)(?: mas)?(?: {_MENSAJES})?(?: mas)?",
    rf"(?:ya )?no mas {_MENSAJES}",
    rf"basta(?: ya)?(?: de {_MENSAJES})?|ya basta",
    r"cancelar (?:la |mi )?suscripcion",
    r"(?:quiero |deseo |solicito )?(?:darme|dar|dame|denme|deme) (?:de )?(?:la )?baja|de baja",
    r"(?:quiten|quita|borren|borra|saquen|saca|eliminen|elimina)me(?: de (?:la|su|esta|tu) lista)?",
    (
        rf"(?:finalizar|terminar|anular|parar)(?: (?:los |mis |la |mi )?(?:{_MENSAJES}|suscripcion|avisos))"
        r"|desuscribir(?:me)?"
    ),
    (
        r"(?:borren|borra|borre|quiten|quita|saquen|saca|eliminen|elimina|retiren)(?:me)?(?: (?:mi"
        r"|este) (?:numero|telefono|nombre))?"
        r"(?: de (?:la|su|esta|tu|sus|tus|ahi|aqui|aca)(?: (?:lista|sistema|envios|base))?)?"
    ),
    (
        r"(?:ya )?(?:paren(?:le)?|para|parale|cortenla|corten|basta)(?: ya)?(?: con (?:los|sus|estos"
        rf"|tantos) (?:{_MENSAJES}|mensajit\w+|avisos))?"
    ),
    (
        r"(?:ya )?(?:dejen|deja|deje) de (?:me )?(?:escribirme|textearme|mandarme|enviarme|textear|molestar"
        rf"|fregar)(?: (?:mas|che|{_MENSAJES}))*"
    ),
    (
        r"(?:ya )?(?:estuvo )?no me (?:vuelvan a |vuelvas a )?(?:text(?:e|ee|e[ae])n|textear|escriban|escribas"
        r"|contacten|manden|mandeis|escribais|lleguen)"
        rf"(?: con)?(?: (?:nada|mas|mas nada|nada mas|{_MENSAJES}|mas {_MENSAJES}))*"
    ),
    (
        r"(?:ya )?no (?:quiero|deseo)(?: que| q)? (?:recibir|me lleguen|me llegue)(?: (?:mas|estos|sus|nada"
        rf"|de ustedes|{_MENSAJES}|textos|avisos))*"
    ),
    (
        r"(?:solicito|quiero|pido) la baja(?: definitiva)?|que me den (?:de |la )?baja(?: de (?:los"
        r"|sus) (?:avisos|mensajes))?|cancel(?:a|en) todo(?: esto)?"
    ),
    r"(?:dejenme|dejame|dejeme) (?:en paz|tranquil[oa])|(?:borren|borra|eliminen|elimina|quiten) mi numero",
)
_BEFORE = (
    r"(?:(?:please|pls|plz|just|ok|okay|hey|hi|hello|can you|could you|would you|will you|por favor|porfa"
    r"|porfavor|hola|sorry|perdon|wrong (?:number|person)|numero equivocado) )*"
)
_AFTER = (
    r"(?: (?:please|pls|plz|thanks|thank you|thx|now|today|immediately|por favor|porfa|porfavor|gracias|ya))*"
)
_WHOLE: Final = re.compile(f"{_BEFORE}(?:{'|'.join((*sorted(OPT_OUT_WORDS), *_EN, *_ES))}){_AFTER}")


def opt_out(text: str) -> bool:
    """Whether the whole message withdraws consent to be contacted, in English or Spanish."""
    return any(map(_opts_out, signature.unsigned(text)))


def _opts_out(text: str) -> bool:
    said = _said(text)
    return bool(said) and (said.replace(" ", "") in OPT_OUT_WORDS or _WHOLE.fullmatch(said) is not None)


_CLAUSES: Final = re.compile(r"[.,;:!?\n\u2026-]+|\b(?:and|y|but|so|e)\b", re.IGNORECASE)


_STOP_AND: Final = re.compile(r"\b(?:stop|end|quit|par[ae]n?) (?:and|y|e) (?=\w)", re.IGNORECASE)


def says_so_somewhere(text: str) -> bool:
    """Whether one clause of a sentence, taken alone, withdraws consent to be texted; not "stop and smell the roses"."""
    clauses = (clause for clause in _CLAUSES.split(_STOP_AND.sub("", text)) if clause.strip())
    return any(opt_out(clause) and not is_about_calls(clause) for clause in clauses)


def is_carriers_stop(text: str) -> bool:
    """Whether the text is just a word that the carrier takes for STOP: it has then already stopped our texts."""
    return clean(text).replace(" ", "") in CARRIER_STOP


def is_about_calls(text: str) -> bool:
    """Whether an opt-out is about calls or cancelling, and not about texts: "dont call me again", "please cancel"."""
    said = clean(text)
    return _ABOUT_CALLS.search(said) is not None and _ABOUT_TEXTS.search(said) is None


_ABOUT_CALLS: Final = re.compile(r"\b(?:call\w*|llam\w+|cancel\w*)\b")
_ABOUT_TEXTS: Final = re.compile(
    r"\b(?:text\w*|messag\w*|msgs?|sms|mensaj\w*|remind\w*|record\w*|list\w*|subscri\w*|suscrip\w*|number|numero|all|todo|everything)\b"
)


def opt_in(text: str, opted_out: bool) -> bool:
    """Whether the whole message asks to be contacted again. YES asks for it only if they had opted out."""
    said = _said(text)
    return said in OPT_IN_WORDS or (opted_out and said in OPT_IN_WHEN_OUT)


def help_word(text: str) -> bool:
    """Whether the whole message is HELP, INFO or AYUDA, which ask who we are; "help me please" is a person talking."""
    return _said(text) in HELP_WORDS


def _said(text: str) -> str:
    """The cleaned text, or "" if it is too long to be a command."""
    return clean(text) if len(text) <= 4 * LONGEST else ""
