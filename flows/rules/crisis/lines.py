"""Lists whom a person in danger can reach, by region: the emergency number and the crisis line.

The region is the one that the person stated, or else the line's; it is never guessed from an area code. The fields are
plain, so that wording can say "call {emergency}" and, if `crisis_can_text`, "call or text {crisis}".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final


@dataclass(frozen=True, slots=True)
class CrisisLines:
    """The numbers as written in a text, and as spoken to a caller digit by digit (`…_voice`).

    `crisis` is "" if no line is known for the region: wording then gives only the emergency number. `crisis_can_text`
    is True only if the same number takes texts; otherwise `text_to` is where to text. `emergency_known` is False for an
    unknown region: say "or your local emergency number". `spanish_key` is pressed, and `spanish_word` is texted, for
    Spanish. `dial` is what a carrier dials to put a call through to
    `crisis`: E.164, or three digits that carriers route; "" if the number cannot be reached that way. Short numbers
    like 116 123 are dialled within the country. `known_from` says where `crisis` was found and when that was written,
    for whoever runs a line there: check it with the service before going live, and once a year. "" if a law gives the
    number out.
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
    spanish_key: str = ""
    spanish_word: str = ""
    dial: str = ""
    known_from: str = ""


def _spoken(number: str) -> str:
    """Digits apart and groups with a comma: '116 123' becomes '1 1 6, 1 2 3'."""
    return ", ".join(" ".join(group) for group in number.replace("-", " ").split())


def _lines(
    emergency: str,
    crisis: str,
    name: str,
    *,
    can_text: bool = False,
    text_to: str = "",
    text_word: str = "",
    spanish_key: str = "",
    spanish_word: str = "",
    dial: str = "",
    known_from: str = "",
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
        spanish_key=spanish_key,
        spanish_word=spanish_word,
        dial=dial,
        known_from=known_from,
    )


# 112: Directive (EU) 2018/1972, art. 109; in force in IS LI NO CH as well. 116 123 is reserved for emotional support
# in all of the Union (Commission Decision 2007/698/EC), but not in service everywhere, and in Austria open in the
# evening only. A number that rings nowhere is worse than none, so a country has one here only if it was found in
# service at any hour, as our words say. Elsewhere 112 stands alone; also in Belgium, which has one number for each
# language, so that a region does not say which.
_EU: Final = _lines("112", "", "")
_EU_REGIONS: Final = (
    "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IT LT LU LV MT NL PL PT RO SE SI SK"  # the Union but IE
    " IS LI NO CH"
).split()
_116: Final = "116 123"

# What 988 is to the US: National Suicide Hotline Designation Act 2020; texts since FCC order 21-119. Interconnected
# carriers have to put calls to 988 through since 16 July 2022 (47 CFR 52.200).
# In Spanish: 2 by phone, AYUDA by text (988lifeline.org/es).
_US: Final = _lines(
    "911",
    "988",
    "988 Suicide & Crisis Lifeline",
    can_text=True,
    spanish_key="2",
    spanish_word="AYUDA",
    dial="988",
)

_BY_REGION: Final[dict[str, CrisisLines]] = {
    **dict.fromkeys(_EU_REGIONS, _EU),
    "AT": _lines(
        "112", "142", "TelefonSeelsorge", known_from="nachrichten.at 2023, erzdioezese-wien.at 2024"
    ),
    "CH": _lines("112", "143", "Die Dargebotene Hand", known_from="143.ch, watson.ch 2023"),
    "LI": _lines("112", "143", "Die Dargebotene Hand", known_from="tagblatt.ch"),
    # CZ: 116 123 has not answered on weekends and holidays since December 2024 (irozhlas.cz), so 112 stands alone.
    "DE": _lines("112", "0800 111 0 111", "TelefonSeelsorge", known_from="spektrum.de 2022, domradio.de"),
    # ES 024 (Línea 024, Ministerio de Sanidad; BOE of 20 December 2021).
    "ES": _lines("112", "024", "Línea 024", known_from="rtve.es 2022, maldita.es 2022"),
    "FI": _lines(
        "112",
        "09 2525 0111",
        "MIELI Kriisipuhelin",
        dial="+358925250111",
        known_from="mentalhealth.fi, karjalainen.fi 2021",
    ),
    # FR 3114 (Numéro national de prévention du suicide, Ministère de la Santé).
    "FR": _lines("112", "3114", "3114 prévention du suicide", known_from="3114.fr, service-public.fr 2021"),
    "GR": _lines("112", "1018", "Klimaka", known_from="reader.gr 2025"),
    "HU": _lines("112", _116, "LESZ", known_from="gondola.hu 2019, delmagyar.hu 2018"),
    "IS": _lines("112", "1717", "Hjálparsími Rauða krossins", known_from="raudikrossinn.is, before 2024"),
    "LT": _lines("112", _116, "Vilties linija", known_from="sc.bns.lt 2011"),
    "LV": _lines("112", _116, "Skalbes", known_from="apollo.lv 2021, bb.lv 2025"),
    "NL": _lines("112", "113", "113 Zelfmoordpreventie", known_from="nltimes.nl 2020"),
    "NO": _lines("112", _116, "Mental Helse", known_from="nrk.no 2021, tv2.no 2020"),
    "PL": _lines("112", _116, "Linia wsparcia 116 123", known_from="telepolis.pl 2025, banai.pl 2024"),
    # PT 1411 (Lei 17/2024, Portaria 291/2025).
    "PT": _lines("112", "1411", "Linha 1411", known_from="deco.proteste.pt 2025, 24noticias.sapo.pt 2025"),
    "SE": _lines("112", "90101", "Mind", known_from="kronprinsessparetsstiftelse.se, sosalarm.se 2020"),
    "SK": _lines(
        "112", "0800 800 566", "Linka dôvery Nezábudka", known_from="dusevnezdravie.sk, before 2024"
    ),
    "SI": _lines("112", _116, "Samarijan in Sopotnik", known_from="telefon-samarijan.si, zpms.si 2020"),
    "US": _US,
    # US territories share 911 and 988 (FCC order 20-100).
    **dict.fromkeys(("PR", "VI", "GU", "AS", "MP"), _US),
    # CRTC 2022-234: 9-8-8 by call and text in Canada since 30 November 2023.
    "CA": _lines(
        "911",
        "988",
        "9-8-8 Suicide Crisis Helpline",
        can_text=True,
        dial="988",
        known_from="newswire.ca 2023 (Government of Canada)",
    ),
    # GB: 999 and 112 (Ofcom); Samaritans 116 123 by call; Shout 85258 by text with the word SHOUT.
    "GB": _lines(
        "999",
        _116,
        "Samaritans",
        text_to="85258",
        text_word="SHOUT",
        known_from="newstalk.com 2016, giveusashout.org 2024",
    ),
    # IE: 112 and 999 (ComReg); Samaritans 116 123 by call; the HSE's 50808 by text, whatever the first word.
    "IE": _lines(
        "112",
        _116,
        "Samaritans",
        text_to="50808",
        text_word="HELLO",
        known_from="irishexaminer.com 2019; 50808: todayfm.com 2020, kclr96fm.com 2025",
    ),
    # AU: Triple Zero (ACMA); Lifeline 13 11 14 by call, 0477 13 11 14 by text.
    "AU": _lines("000", "13 11 14", "Lifeline", text_to="0477 13 11 14", known_from="lifeinmind.org.au 2022"),
    # NZ: 111; 1737 "Need to talk?" takes calls and texts (Health New Zealand).
    "NZ": _lines(
        "111", "1737", "1737 Need to talk", can_text=True, known_from="health.govt.nz 2019, pegasus.health.nz"
    ),
    # AR: 911 in most provinces; a crisis line that is surely open at any hour is not known to us.
    "AR": _lines("911", "", ""),
    # MX: 911; Línea de la Vida 800 911 2000 (Secretaría de Salud).
    "MX": _lines(
        "911",
        "800 911 2000",
        "Línea de la Vida",
        dial="+528009112000",
        known_from="eluniversal.com.mx 2025, cronica.com.mx 2025",
    ),
}

FOUND: Final = date(2026, 11, 30)
"""When somebody last looked where each of these was found. `warmline doctor` reminds a year later."""

# A GSM phone turns 112 into an emergency call anywhere (3GPP TS 22.101), so we name it, with a hint.
UNKNOWN: Final = CrisisLines(
    emergency="112",
    emergency_voice="1 1 2",
    crisis="",
    crisis_voice="",
    crisis_can_text=False,
    emergency_known=False,
)


def for_region(region: str) -> CrisisLines:
    """The lines for a region ("US", "gb"). Never fails: an unknown region gets `UNKNOWN`, so that there is a number."""
    return _BY_REGION.get(region.strip().upper(), UNKNOWN)


def every_number() -> frozenset[str]:
    """The digits of every crisis line known here, to call and to text: none of them is anybody's own phone."""
    return frozenset(
        "".join(char for char in number if char.isdigit())
        for lines in _BY_REGION.values()
        for number in (lines.crisis, lines.text_to, lines.dial)
        if number
    )


def regions() -> frozenset[str]:
    """Every region for which we know whom to call."""
    return frozenset(_BY_REGION)
