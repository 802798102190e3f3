"""Texts that no person sends: out of the office, driving, a business that is closed (automatic replies).

They answer our texts, and an answer to them would be answered again, for ever. Read narrowly: a person who is taken for
a machine gets no answer.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

# What says by itself that a machine is writing.
_PLAINLY: Final = re.compile(
    r"^[\[(*<\s]*(?:auto(?:matic|mated)?[ -]?(?:reply|response|responder|message|text)"
    r"|(?:respuesta|contestacion|mensaje) automatic[oa]|autorrespuesta)\b\s*[\])*>:.,!-]|^auto ?:"
    r"|^this is an auto(?:matic|mated|-)?[ -]?(?:reply|response|message|text)\b"
    r"|^(?:este|esta) es (?:un|una) (?:mensaje|respuesta) automatic[oa]\b"
    r"|\bdo not disturb (?:while driving|turned on|is on)|\bi.?m not receiving notifications\b"
    r"|\b(?:modo )?no molestar (?:al conducir|mientras (?:conduzco|conduce))"
    r"|\bmodo (?:de )?(?:conduccion|no molestar)\b.{0,60}\bactivad|\bno (?:recibo"
    r"|estoy recibiendo) notificaciones\b|\bthis (?:number|mailbox|inbox|account|line) (?:is"
    r" (?:not monitored|unmonitored|no longer (?:in use|in service|active))|does not (?:accept|receive))"
    r"|\bdo not reply to this (?:message|text|number|email)\b"
    r"|\best[ea] (?:numero|buzon|correo|cuenta) no (?:es|esta) (?:monitoread|atendid|supervisad)"
    r"|\bno (?:responda|respondas|contestes|conteste) (?:a )?este (?:mensaje|numero|correo)\b"
    r"|\b(?:i.?m (?:currently )?driving|estoy (?:conduciendo|manejando))\b.{0,80}\b(?:(?:if"
    r"|si) .{0,20}(?:emergenc|urgenc)|i.ll see your message|vere tu mensaje)|\breply (?:urgent|stop|y|yes"
    r"|c) (?:to|if) (?:unsubscribe|confirm|opt|cancel|notify|send)",
    re.DOTALL,
)
# How such a text begins, and what then follows in one that a machine sends.
_BEGINS: Final = re.compile(
    r"\b(?:out of (?:the )?office|on (?:annual|parental|maternity|paternity|sick|medical) leave"
    r"|away from my desk|fuera de (?:la )?oficina|de (?:vacaciones|baja|permiso|licencia)|thank(?:s"
    r"| you) for (?:contacting|calling (?!me\b|back)|texting (?!me\b|back)|your (?:message|inquiry|email"
    r"|call|text))|gracias por (?:comunicar(?:se|te)|contactar(?:nos)?|escribir(?:nos)|llamar a|su"
    r" (?:mensaje|llamada|correo))|(?:our|the) (?:office|clinic|store|practice|branch|shop) is (?:now "
    r"|currently )?closed|our (?:office|business|opening) hours|nuestr[oa] (?:oficina|horario|clinica"
    r"|tienda))"
)
_FOLLOWS: Final = re.compile(
    r"\b(?:(?:for|en caso de|para) (?:any )?(?:urgent|urgenc|emergenc)|urgent matters|in my absence"
    r"|en mi ausencia|limited access|acceso limitado|upon my return|a mi (?:regreso|vuelta)|as soon as"
    r" (?:possible|we can|i can)|(?:we|i|our team|someone)(?:.ll| will| shall) (?:respond|reply|return"
    r"|get back|be in touch|see your message)|(?:if|si) (?:this|it|esto|se trata)?.{0,8}(?:is|.s|es"
    r"|de)? ?(?:an |a |una )?(?:\w+ )?(?:emergency|emergencia|urgencia)|hang up and|business days?"
    r"|a la brevedad|lo antes posible|en breve|(?:le|te) (?:responder|contestar|atender)|business hours"
    r"|horario de atencion|(?:we are|estamos) (?:closed|cerrad)|please contact|contacte (?:a|con)"
    r"|(?:cuando|al) (?:llegue|llegar|pueda|regrese)\b)"
)
_TO_US: Final = re.compile(r"\b(?:call|text|ring) me\b|\bllam[ae](?:n)?me\b|\bme (?:llam|pueden)")
"""A person's own: "I'm out of the office until 5, call me then"."""


def is_automatic(text: str) -> bool:
    """Whether a machine wrote this, with near certainty."""
    said = _plain(text)
    if _TO_US.search(said) is not None:
        return False
    if _PLAINLY.search(said) is not None:
        return True
    return _BEGINS.search(said) is not None and _FOLLOWS.search(said) is not None


def _plain(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text.casefold().replace("’", "'"))
    return " ".join("".join(char for char in apart if not unicodedata.combining(char)).split())
