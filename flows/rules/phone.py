"""Reads phone numbers: who sent this, may we ring it, how to say it. The only module that imports `phonenumbers`.

A sender is often not a phone (carrier document "Senders that are not phone numbers"), so From is sorted before
anything else trusts it. Whom we dial is one rule, `may_dial`, for every number whoever gave it (docs/adr/0057): an
ordinary phone, known to the tables, of a *region* of the line's. A country code is no region: +1 covers some 25.

`regions`: of the line, its own first ("US", or ("US", "CA")).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumber, PhoneNumberType, ValidationResult, shortnumberinfo

from flows.rules.crisis import help_lines
from flows.rules.crisis import lines as crisis_lines
from flows.rules.words.clean_text import vocabulary


class SenderKind(StrEnum):
    """What the carrier put into From. Only a `number` can be rung, or texted first."""

    number = "number"
    withheld = "withheld"
    short_code = "short_code"
    alphanumeric = "alphanumeric"
    other_address = "other_address"  # client:, sip:, whatsapp:, messenger:…
    malformed = "malformed"


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sent a text or call. `number` is E.164 if the kind is `number`, and None for every other kind."""

    kind: SenderKind
    number: str | None = None


class Refusal(StrEnum):
    """Why we do not ring a number that somebody gave."""

    empty = "empty"
    too_short = "too_short"
    too_long = "too_long"
    emergency = "emergency"
    short_code = "short_code"
    premium = "premium"
    shared_cost = "shared_cost"
    special = "special"  # satellite, toll-free, pager, company-wide, personal numbering: no person's phone
    foreign_region = "foreign_region"
    impossible = "impossible"
    own_line = "own_line"


@dataclass(frozen=True, slots=True)
class CallbackNumber:
    """Either an E.164 `number` to ring, or the reason why it is refused."""

    number: str | None = None
    refusal: Refusal | None = None


# What the carrier sends for a withheld caller ID: words, or words keyed as digits (+17378742833 spells
# RESTRICTED and parses as a valid Texas number; +266696687 spells ANONYMOUS).
_WITHHELD_WORDS: Final = vocabulary(
    "anonymous restricted unknown unavailable private blocked withheld none null undefined"
)
_WITHHELD_DIGITS: Final = vocabulary("266696687 7378742833 17378742833 2562533 8656696 86282452253 464")

_ADDRESS: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]{1,31}:", re.ASCII)
_E164: Final = re.compile(r"\+[1-9][0-9]{6,14}", re.ASCII)
_ALPHANUMERIC: Final = re.compile(r"(?=.*[A-Za-z])[A-Za-z0-9 &+_.\-]{1,11}", re.ASCII)
_SHORT_CODE: Final = re.compile(r"[1-9][0-9]{2,7}", re.ASCII)
_LONGEST_SENDER: Final = 256

# Help numbers; the metadata does not list all of them as emergencies. Ringing one back ties up a crisis line.
_HELP_NUMBERS: Final = (
    vocabulary("911 112 999 000 111 110 119 118") | crisis_lines.every_number() | help_lines.every_number()
)
# Ofcom reserves these for drama, and no country has NANP area code 555. They ring nobody, so rehearsals and
# demonstrations may use them although the metadata calls them invalid.
_FICTION: Final = re.compile(r"\+1555[0-9]{7}|\+447700900[0-9]{3}|\+441632960[0-9]{3}", re.ASCII)

_ORDINARY: Final = frozenset(
    {
        PhoneNumberType.FIXED_LINE,
        PhoneNumberType.MOBILE,
        PhoneNumberType.FIXED_LINE_OR_MOBILE,
        PhoneNumberType.VOIP,
    }
)
"""Types of which a person's phone is one. Every other, and what has no type, is never dialled."""
_TERRITORIES: Final = {"US": ("PR", "GU", "VI", "AS", "MP")}
"""Regions with codes of their own that belong to another: they are dialled, and cost, as it does."""
_NANP_SPECIAL: Final = re.compile(
    r"(?:900|976|700|710|5(?:00|2[1-9]|3[2358]|4[2-7]|49|50|5[2346]|66|69|77|78|88|89))[0-9]{7}|[0-9]{3}976[0-9]{4}",
    re.ASCII,
)
"""Paid services, and numbers that follow a person or a machine and cost what their owner likes. Refused by prefix: the
tables do not hold all of them."""


def read_sender(raw: str | None) -> Sender:
    """Sort the From of a webhook. It need only be a possible number, since new and fictional ranges send texts too."""
    text = (raw or "").strip()
    if not text or text.lower() in _WITHHELD_WORDS or text.removeprefix("+") in _WITHHELD_DIGITS:
        return Sender(SenderKind.withheld)
    if len(text) > _LONGEST_SENDER or not text.isascii() or not text.isprintable():
        return Sender(SenderKind.malformed)
    if _ADDRESS.match(text):
        user = text.split(":", 1)[1].split("@", 1)[0].strip().lower()
        return Sender(SenderKind.withheld if user in _WITHHELD_WORDS else SenderKind.other_address)
    if _SHORT_CODE.fullmatch(text):
        return Sender(SenderKind.short_code)
    digits = re.sub(r"[ ().\-]", "", text)
    if digits.isdigit() and len(digits) >= 9:
        digits = f"+{digits}"  # a form decoder has turned the plus into a space
    if _E164.fullmatch(digits) and (number := _parse(digits, None)) is not None:
        if digits[1:] in _WITHHELD_DIGITS:
            return Sender(SenderKind.withheld)
        if phonenumbers.is_possible_number(number):
            return Sender(SenderKind.number, _e164(number))
    return Sender(SenderKind.alphanumeric if _ALPHANUMERIC.fullmatch(text) else SenderKind.malformed)


@lru_cache(maxsize=1024)
def country_abroad(number: str, regions: tuple[str, ...]) -> str:
    """The country of a number (E.164) whose country code is none of the line's; "" for every other.

    Within +1 nothing is told apart: an area code says where a phone was bought.
    """
    codes = tuple(f"+{phonenumbers.country_code_for_region(region)}" for region in regions)
    parsed = None if number.startswith(codes) else _parse(number, None)
    if parsed is None or parsed.country_code is None:
        return ""
    country = phonenumbers.region_code_for_country_code(parsed.country_code)
    return country if len(country) == 2 and country.isalpha() and country != "ZZ" else ""


def read_callback_number(
    digits: str, regions: str | Sequence[str], line_number: str | None = None
) -> CallbackNumber:
    """Read a number that somebody gave to be rung, national (as in the line's own region) or international.

    Emergency, crisis, premium and foreign numbers and the line's own are refused; the prompt that asks again says why.
    "#", "*" and spaces are ignored.
    """
    allowed = _regions(regions)
    region = allowed[0]
    keyed = re.sub(r"[^0-9+*]", "", digits[:_LONGEST_SENDER])
    if region in ("US", "CA"):
        keyed = re.sub(r"\A\*(?:67|82)", "", keyed)  # "hide/show my number" prefixes, keyed out of habit
    keyed = ("+" if keyed.startswith("+") else "") + re.sub(r"[^0-9]", "", keyed)
    bare = keyed.removeprefix("+")
    if not bare:
        return CallbackNumber(refusal=Refusal.empty)
    if bare in _HELP_NUMBERS or bare.removeprefix("1") in ("911", "988"):
        return CallbackNumber(refusal=Refusal.emergency)
    if len(bare) > 20:
        return CallbackNumber(refusal=Refusal.too_long)
    number = _parse_keyed(keyed, region)
    refusal = _refusal(number, keyed, allowed)
    if number is None or refusal is not None:
        return CallbackNumber(refusal=refusal or Refusal.impossible)
    address = _e164(number)
    if line_number is not None and address == line_number.strip():
        return CallbackNumber(refusal=Refusal.own_line)
    return CallbackNumber(number=address)


def may_dial(number: str, regions: str | Sequence[str]) -> bool:
    """Whether we may ring this number (E.164): the one rule, asked when somebody gives it and at each ring of it.

    Numbers kept for fiction count as phones where their country code is the line's: nobody has them.
    """
    return bool(_E164.fullmatch(number)) and read_callback_number(number, regions).number == number


def region_of(number: str) -> str | None:
    """The region ("US", "MX") of an E.164 number; None if several share it, if it has no country, or is impossible."""
    parsed = _parse(number, None) if _E164.fullmatch(number) else None
    if parsed is None or parsed.country_code is None or not phonenumbers.is_possible_number(parsed):
        return None
    regions = phonenumbers.region_codes_for_country_code(parsed.country_code)
    where = phonenumbers.region_code_for_number(parsed) or (regions[0] if len(regions) == 1 else None)
    return None if where == "001" else where


def numbers_in(words: str, region: str) -> list[tuple[int, int]]:
    """The start and end of each phone number in the words; those of `region` are found without a country code too."""
    return [(found.start, found.end) for found in phonenumbers.PhoneNumberMatcher(words, region)]


def mask(number: str) -> str:
    """The number as people may see it, `"•••• 23"`: enough to tell two callers apart, and no more."""
    digits = "".join(re.findall(r"[0-9]", number[:_LONGEST_SENDER])) if ":" not in number else ""
    return f"•••• {digits[-2:]}" if len(digits) >= 7 else "••••"


def written(number: str) -> str:
    """An E.164 number as people in its country write it: "(202) 555-0100"."""
    return phonenumbers.format_number(phonenumbers.parse(number), phonenumbers.PhoneNumberFormat.NATIONAL)


def spoken(digits: str) -> str:
    """The number for reading aloud: digit by digit, in the groups in which its country says it."""
    number = _parse(digits, None) if digits.startswith("+") else None
    if number is not None and phonenumbers.is_possible_number(number):
        written = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)
        groups = re.findall(r"[0-9]+", written)
    else:
        bare = "".join(re.findall(r"[0-9]", digits[:_LONGEST_SENDER]))
        bare = bare[1:] if len(bare) == 11 and bare.startswith("1") else bare
        groups = re.findall(r"[0-9]{4}\Z|[0-9]{3}(?=[0-9]{3})|[0-9]+", bare)
    if len(groups) == 1 and len(groups[0]) == 10:
        groups = [groups[0][:3], groups[0][3:6], groups[0][6:]]
    return ", ".join(" ".join(group) for group in groups)


def takes_no_texts(address: str) -> bool:
    """Whether a number (E.164) is surely a landline: numbers of the US, for one, do not show it."""
    number = _parse(address, None)
    return number is not None and phonenumbers.number_type(number) == PhoneNumberType.FIXED_LINE


def _regions(regions: str | Sequence[str]) -> tuple[str, ...]:
    """The line's regions with the territories of each, its own first."""
    named = [each.upper() for each in ((regions,) if isinstance(regions, str) else regions)]
    return (*named, *(each for region in named for each in _TERRITORIES.get(region, ()))) or ("",)


def _refusal(number: PhoneNumber | None, keyed: str, regions: tuple[str, ...]) -> Refusal | None:
    region = regions[0]
    national = number is None or keyed.lstrip("+") == str(number.national_number)
    valid = number is not None and phonenumbers.is_valid_number(number)
    if not valid and not keyed.startswith("+"):
        if shortnumberinfo.connects_to_emergency_number(keyed, region):
            return Refusal.emergency
        if len(keyed) <= 6 and national and _is_short_code(keyed, region):
            return Refusal.short_code
    if number is None:
        return Refusal.too_short if len(keyed) < 7 else Refusal.impossible
    address = _e164(number)
    if address[1:] in _WITHHELD_DIGITS:
        return Refusal.impossible
    if _FICTION.fullmatch(address):
        codes = {phonenumbers.country_code_for_region(each) for each in regions}
        return None if number.country_code in codes else Refusal.foreign_region
    match phonenumbers.is_possible_number_with_reason(number):
        case ValidationResult.TOO_SHORT | ValidationResult.IS_POSSIBLE_LOCAL_ONLY:
            return Refusal.too_short
        case ValidationResult.TOO_LONG:
            return Refusal.too_long
        case ValidationResult.IS_POSSIBLE:
            return _refusal_by_type(number, regions) if valid else Refusal.impossible
    return Refusal.impossible


def _refusal_by_type(number: PhoneNumber, regions: tuple[str, ...]) -> Refusal | None:
    if number.country_code == 1 and _NANP_SPECIAL.fullmatch(str(number.national_number)):
        return Refusal.premium
    kind = phonenumbers.number_type(number)
    where = phonenumbers.region_code_for_number(number)
    if kind == PhoneNumberType.PREMIUM_RATE:
        return Refusal.premium
    if kind == PhoneNumberType.SHARED_COST:
        return Refusal.shared_cost
    if kind not in _ORDINARY or where == "001":  # "001": no country, so satellite or global services
        return Refusal.special
    return None if where in regions else Refusal.foreign_region


def _is_short_code(digits: str, region: str) -> bool:
    number = _parse(digits, region)
    return number is not None and shortnumberinfo.is_valid_short_number_for_region(number, region)


def _parse_keyed(keyed: str, region: str) -> PhoneNumber | None:
    number = _parse(keyed, region)
    if number is not None and phonenumbers.is_valid_number(number):
        return number
    if keyed.startswith("00") and (abroad := _parse(f"+{keyed[2:]}", region)) is not None:
        return abroad  # 00 is the international prefix of most countries, and people carry the habit
    return number


def _parse(text: str, region: str | None) -> PhoneNumber | None:
    try:
        return phonenumbers.parse(text, region)
    except NumberParseException:
        return None


def _e164(number: PhoneNumber) -> str:
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
