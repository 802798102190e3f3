"""Recognises texts that no person sends: out of the office, driving, a closed business (automatic replies).

They answer our texts, and would answer our answers for ever. The patterns are narrow, because a person who is taken for
a machine gets no answer.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final


def _any_of(*ways: str) -> re.Pattern[str]:
    return re.compile("|".join(ways), re.DOTALL)


# Words that show by themselves that a machine is writing.
_PLAINLY: Final = _any_of(
    r"^[\[(*<\s]*auto(?:matic|mated)?[ -]?(?:reply|response|responder|message|text)\s*[\])*>:.,!-]",
    r"^[\[(*<\s]*(?:respuesta|contestacion|mensaje) automatic[oa]\s*[\])*>:.,!-]",
    r"^(?:auto|autorrespuesta|(?:vacation|auto) ?responder) ?:",
    r"^this is an auto(?:matic|mated|-)?[ -]?(?:reply|response|message|text)\b",
    r"^est[ea] es una? (?:mensaje|respuesta) automatic[oa]\b",
    r"\bdo not disturb (?:while driving|turned on|is on)",
    r"\bi.?m not receiving notifications\b",
    r"\bno molestar (?:al conducir|mientras (?:conduzco|conduce))",
    r"\b(?:modo (?:de )?(?:conduccion|no molestar)|conduciendo con no molestar)\b.{0,60}\bactivad",
    r"\bno (?:recibo|estoy recibiendo) notificaciones\b",
    r"\bthis (?:mailbox|inbox|account) (?:is (?:not monitored|unmonitored)|does not (?:accept|receive))",
    r"\bthis number (?:is (?:not monitored|unmonitored)|does not (?:accept|receive) (?:texts|messages|calls))",
    r"\best[ea] (?:numero|buzon|correo|cuenta) no (?:es|esta) (?:monitoread|atendid|supervisad)",
    r"\bdo not reply to this (?:message|text|number|email)\b",
    r"\bno (?:responda|respondas|contestes|conteste) (?:a )?este (?:mensaje|numero|correo)\b",
    r"\breply (?:urgent|stop|y|yes|c) (?:to|if) (?:unsubscribe|confirm|opt|cancel|notify|send)",
    r"\b(?:i.?m (?:currently )?driving|estoy (?:conduciendo|manejando))\b.{0,80}\b(?:if|si) .{0,20}(?:emerg|urg)enc",
    r"\b(?:i.?m (?:currently )?driving|estoy (?:conduciendo|manejando))\b.{0,80}\b(?:see|vere) (?:your|tu) (?:m|t)e",
    # A machine that says so at the end of its text. "Is this an automated message?" is asked by a person.
    r"[.!?)\]:-]\s*[\[(]?(?:this is an? )?auto(?:matic|mated)?[ -]?(?:sent|reply|response|message|msg)[.)\]]*$",
    r"[.!?)\]:-]\s*[\[(]?(?:est[ea] es una? )?(?:respuesta|mensaje) automatic[oa][.)\]]*$|\(auto\)$|^\[auto\]",
    r"\b(?:sent|replied) automatically\b|\benvi(?:ad[oa]|o) automaticamente\b|\bsent by (?:carmode|android auto)\b",
    r"\bnotifications silenced[.!)\]]*$|\bnotificaciones (?:estan )?silenciadas\b|\bsilenciado las notificaciones\b",
    r"\bfocus: \w+ is on\b|\bsleep focus is on\b|\bdo not disturb is (?:switched )?on\b",
    r"\bmodo (?:concentracion|sueno) activad|\bno molestar\b.{0,20}\bactivad|\bactivado el modo no molestar\b",
    r"^auto-?respuesta:|^the person you (?:texted|are texting) is\b",
    r"^el (?:usuario|destinatario) (?:esta (?:conduciendo|manejando)|no esta disponible|tiene activado)\b",
    r"\bdriving focus\b|\bsent from (?:my car|android auto|carplay)\b",
    r"\benviado desde (?:mi (?:auto|coche|carro)|android auto)\b",
    r"\bdriving\b.{0,60}\bauto[ -]?repl|\b(?:conduciendo|manejando)\b.{0,60}\brespuesta automatica",
    r"^(?:i.?m|i am) (?:currently |now )?driving\b.{0,30}\b(?:i.?ll|will) (?:get back to|respond|reply|text you back)",
    r"^(?:en este momento )?(?:estoy|voy) (?:conduciendo|manejando)\b.{0,30}"
    r"\bte (?:respond|contest|escrib)(?:o|ere|are|ire) (?:cuando|luego|al|mas|en cuanto)",
    # The network's own words that a text of ours did not arrive.
    r"^(?:free ?msg\W+)?(?:(?:your|the) )?(?:message|text|sms)\b.{0,20}"
    r"\b(?:not (?:be )?(?:delivered|sent)|failed to send)",
    r"^(?:free ?msg\W+)?(?:unable to (?:send|deliver)|message blocking is active|undeliver)",
    r"^delivery (?:failure|has failed)|^free ?msg\W",
    r"^(?:the |this )?number you (?:have )?(?:texted|dialed|called)\b",
    r"^this number is (?:a landline|not in service|no longer)\b",
    r"^(?:(?:su|tu|el) )?mensaje\b.{0,12}\bno\b.{0,20}\b(?:entregad|enviad|entregar|enviar)",
    r"^no se (?:pudo|ha podido) (?:entregar|enviar) (?:el|su|tu) (?:mensaje|texto|sms)",
    r"^el numero (?:que )?(?:usted )?(?:marco|ha marcado|marcado)\b",
    r"^(?:out of (?:the )?office|fuera de (?:la )?oficina)\s*[:-]",
)
# How such a text begins, and what must follow for it to be from a machine.
_BEGINS: Final = _any_of(
    r"\bout of (?:the )?office\b|\bfuera de (?:la )?oficina\b|\baway from my desk\b",
    r"\bon (?:annual|parental|maternity|paternity|sick|medical) leave\b|\bon (?:vacation|holiday|pto)\b|^ooo\b",
    r"\bde (?:vacaciones|baja|permiso|licencia)\b",
    r"\byou(?:.?ve| have) reached\b",
    r"\bthank(?:s| you) for (?:contacting|(?:calling|texting) (?!me\b|back)|your (?:message|inquiry|email|call|text))",
    r"\bgracias por (?:comunicar(?:se|te)|contactar(?:nos)?|escribirnos|llamar a|[st]u (?:mensaje|llamada|correo))",
    r"\ben este momento no (?:podemos|estamos)\b",
    r"\b(?:our|the) (?:office|clinic|store|practice|branch|shop) is (?:now |currently )?closed",
    r"\bour (?:office|business|opening) hours\b|\bnuestr[oa] (?:oficina|horario|clinica|tienda)\b",
)
_FOLLOWS: Final = _any_of(
    r"\b(?:for|in|in case of|en caso de|para) (?:an |any )?(?:urgen|emergen)",
    r"\burgent matters\b|\bin my absence\b|\ben mi ausencia\b|\blimited access\b|\bacceso limitado\b",
    r"\bupon my return\b|\ba mi (?:regreso|vuelta)\b|\b(?:cuando|al) (?:llegue|llegar|pueda|regrese)\b",
    r"\bas soon as (?:possible|we can|i can)\b|\ba la brevedad\b|\blo antes posible\b|\ben breve\b",
    r"\b(?:we|i|our team|someone)(?:.ll| will| shall) (?:respond|reply|return|get back|be in touch)",
    r"\b(?:le|te) (?:responder|contestar|atender)",
    r"\b(?:if|si)\b.{0,20}\b(?:emergency|emergencia|urgencia)\b",
    r"\b(?:our|office|opening) hours (?:are|:)|\bnuestro horario\b|\b(?:te|le) respond(?:emos|eremos)\b",
    r"\ben cuanto podamos\b",
    r"\breply [a-z]+ (?:to|for)\b|\b(?:responde|envia) [a-z]+ para\b",
    r"\bhang up and\b|\bplease (?:contact|call|text|dial)\b|\b(?:llame|marque) (?:al|a) |\bcontacte (?:a|con)\b",
    r"\bbusiness (?:hours|days?)\b|\bhorario de atencion\b|\b(?:we are|estamos) (?:closed|cerrad)",
)
_TO_US: Final = re.compile(r"\b(?:call|text|ring) me\b|\bllam[ae](?:n)?me\b|\bme (?:llam|pueden)")
"""What only a person writes: "I'm out of the office until 5, call me then"."""


def may_be_automatic(text: str) -> bool:
    """Whether a machine may well have written this: enough only behind texts that it surely wrote."""
    said = _plain(text)
    return is_automatic(text) or (_BEGINS.search(said) or _FOLLOWS.search(said)) is not None


def is_automatic(text: str) -> bool:
    """Whether it is nearly certain that a machine wrote this."""
    said = _plain(text)
    if _TO_US.search(said) is not None:
        return False
    if _PLAINLY.search(said) is not None:
        return True
    return _BEGINS.search(said) is not None and _FOLLOWS.search(said) is not None


def _plain(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text.casefold().replace("’", "'"))
    return " ".join("".join(char for char in apart if not unicodedata.combining(char)).split())
