"""Reads a number that a person typed, and says in words what is wrong with it."""

import phonenumbers
from phonenumbers import NumberParseException

from telephony.local_carrier.values import dialable, one_line

_EXAMPLE = "a number looks like +1 202 555 0142"
_LONGEST_SHOWN = 20
# Area codes of the numbers that are kept free for fiction: 555-0100 to 555-0199 in each.
_AREAS = (202, 617, 312, 415, 206, 404, 512, 713, 303, 602)
_IMPOSSIBLE = {
    phonenumbers.ValidationResult.IS_POSSIBLE_LOCAL_ONLY: "its area code is missing",
    phonenumbers.ValidationResult.TOO_SHORT: "it is too short",
    phonenumbers.ValidationResult.TOO_LONG: "it is too long",
}


def typed_number(text: str, line: str) -> str:
    """The number in E.164. One without a country code is of the line's own country. ValueError, in words."""
    given = one_line(text)
    if not given:
        raise ValueError(f"There is no number; {_EXAMPLE}.")
    shown = given if len(given) <= _LONGEST_SHOWN else f"{given[:_LONGEST_SHOWN]}…"
    try:
        found = phonenumbers.parse(given[:100], _country(line))
    except NumberParseException as problem:
        raise ValueError(f"“{shown}” is no phone number; {_why(problem)}.") from problem
    how = phonenumbers.is_possible_number_with_reason(found)
    number = dialable(phonenumbers.format_number(found, phonenumbers.PhoneNumberFormat.E164))
    if number is None or how != phonenumbers.ValidationResult.IS_POSSIBLE:
        raise ValueError(f"“{shown}” is no phone number that can be rung; {_IMPOSSIBLE.get(how, _EXAMPLE)}.")
    return number


def _country(line: str) -> str | None:
    try:
        return phonenumbers.region_code_for_number(phonenumbers.parse(line))
    except NumberParseException:
        return None


def _why(problem: NumberParseException) -> str:
    return {
        NumberParseException.INVALID_COUNTRY_CODE: "no country has this code",
        NumberParseException.TOO_LONG: "it is too long",
        NumberParseException.TOO_SHORT_NSN: "it is too short",
        NumberParseException.TOO_SHORT_AFTER_IDD: "it is too short",
    }.get(problem.error_type, _EXAMPLE)


def free_number(taken: set[str]) -> str:
    """The next number kept free for fiction that nobody has. ValueError if all are taken."""
    for area in _AREAS:
        for last in range(150, 200):
            if (number := f"+1{area}5550{last}") not in taken:
                return number
    raise ValueError("All numbers kept free for fiction are taken here; type one.")
