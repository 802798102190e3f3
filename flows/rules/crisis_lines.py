"""Whom a person in danger can reach, by region: emergency number and crisis line.

The region is the one the person stated, or else the line's; never guessed from an area code. Fields are plain
so that wording can say "call {emergency}" and, where `crisis_can_text`, "call or text {crisis}".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class CrisisLines:
    """The numbers as written in a text, and as spoken digit by digit to a caller.

    `crisis` is empty where no line is known for the region: wording then gives the emergency number alone.
    `crisis_can_text` is True only when the same number takes texts; `text_to` is where to text otherwise.
    `emergency_known` is False for an unknown region: say "or your local emergency number".
    `dial` is what a carrier dials to put a call through to `crisis`: E.164, or three digits that carriers route; ""
    where the number cannot be reached that way. Short numbers like 116 123 are dialled within the country.
    """

    emergency: str
    emergency_voice: str
    crisis: str
    crisis_voice: str
    crisis_can_text: bool
    crisis_name: str = ""
    text_to: str = ""
    text_word: str = ""
    text_voice: str = ""
    emergency_known: bool = True
    dial: str = ""


def _spoken(number: str) -> str:
    """'116 123' is spoken '1 1 6, 1 2 3'."""
    return ", ".join(" ".join(group) for group in number.replace("-", " ").split())


def _lines(
    emergency: str,
    crisis: str,
    name: str,
    *,
    can_text: bool = False,
    text_to: str = "",
    text_word: str = "",
    dial: str = "",
) -> CrisisLines:
    return CrisisLines(
        emergency=emergency,
        emergency_voice=_spoken(emergency),
        crisis=crisis,
        crisis_voice=_spoken(crisis),
        crisis_can_text=can_text,
        crisis_name=name,
        text_to=crisis if can_text else text_to,
        text_word=text_word,
        text_voice=_spoken(crisis if can_text else text_to),
        dial=dial,
    )


# 112: Directive (EU) 2018/1972, art. 109. 116 123: emotional support, Commission Decision 2007/698/EC; not
# every member state has given it out, and 112 is always named beside it.
_EU: Final = _lines("112", "116 123", "emotional support helpline")
_EU_REGIONS: Final = (
    "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IT LT LU LV MT NL PL PT RO SE SI SK"  # the Union but IE
    " IS LI NO CH"  # EFTA: 112 works; 116 123 is given out in NO, and harmless where it is not
).split()

# What 988 is to the US: National Suicide Hotline Designation Act 2020; texts since FCC order 21-119. Interconnected
# carriers have to put calls to 988 through since 16 July 2022 (47 CFR 52.200).
_US: Final = _lines("911", "988", "988 Suicide & Crisis Lifeline", can_text=True, dial="988")

_BY_REGION: Final[dict[str, CrisisLines]] = {
    **dict.fromkeys(_EU_REGIONS, _EU),
    # FR 3114 (Numéro national de prévention du suicide, Ministère de la Santé).
    "FR": _lines("112", "3114", "3114 prévention du suicide"),
    # ES 024 (Línea 024, Ministerio de Sanidad).
    "ES": _lines("112", "024", "Línea 024"),
    "US": _US,
    # US territories share 911 and 988 (FCC order 20-100).
    **dict.fromkeys(("PR", "VI", "GU", "AS", "MP"), _US),
    # CRTC 2022-234: 9-8-8 by call and text in Canada since 30 November 2023.
    "CA": _lines("911", "988", "9-8-8 Suicide Crisis Helpline", can_text=True, dial="988"),
    # GB: 999 and 112 (Ofcom); Samaritans 116 123 by call; Shout 85258 by text with the word SHOUT.
    "GB": _lines("999", "116 123", "Samaritans", text_to="85258", text_word="SHOUT"),
    # IE: 112 and 999 (ComReg); Samaritans 116 123 by call; HSE's Text About It, HELLO to 50808.
    "IE": _lines("112", "116 123", "Samaritans", text_to="50808", text_word="HELLO"),
    # AU: Triple Zero (ACMA); Lifeline 13 11 14 by call, 0477 13 11 14 by text.
    "AU": _lines("000", "13 11 14", "Lifeline", text_to="0477 13 11 14"),
    # NZ: 111; 1737 "Need to talk?" takes calls and texts (Health New Zealand).
    "NZ": _lines("111", "1737", "1737 Need to talk", can_text=True),
    # MX: 911; Línea de la Vida 800 911 2000 (Secretaría de Salud).
    "MX": _lines("911", "800 911 2000", "Línea de la Vida", dial="+528009112000"),
}

# 112 is what a GSM phone turns into an emergency call anywhere (3GPP TS 22.101), so it is named with a hint.
UNKNOWN: Final = CrisisLines(
    emergency="112",
    emergency_voice="1 1 2",
    crisis="",
    crisis_voice="",
    crisis_can_text=False,
    emergency_known=False,
)


def for_region(region: str) -> CrisisLines:
    """The lines for a region ("US", "gb"); never fails, so that no path is without a number."""
    return _BY_REGION.get(region.strip().upper(), UNKNOWN)
