"""Reads who a named phone belongs to, from JSON that a person wrote."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from telephony.local_carrier.phones.numbers import typed_number
from telephony.local_carrier.values import one_line

ROLES = ("participant", "volunteer", "coordinator", "other")
KINDS = ("mobile", "landline", "screening", "withheld", "forged")
LONGEST_NAME = 40
# Language, script, region: browsers refuse to name any other, and a page that asks for its name would draw nothing.
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?")
MOST_SAYINGS, LONGEST_SAYING = 20, 320


@dataclass(frozen=True)
class Owner:
    """Who holds a phone and what kind of phone it is.

    `name`: the phone's number if nobody gave it a name. `shows`: what a call from it shows, which is its own number,
    "anonymous" or the number that it forges. `says`: texts to suggest. `danger`: the same in words of danger, which are
    not offered among the others. `note`: a sentence for whoever plays them.
    """

    name: str
    role: str
    language: str
    kind: str
    shows: str
    says: tuple[str, ...] = ()
    note: str = ""
    danger: str = ""


@dataclass(frozen=True)
class NamedPhone:
    """A number in E.164 and its owner."""

    number: str
    owner: Owner


def read_owner(data: Mapping[str, object], number: str, line: str) -> Owner:
    """The owner of this number, from a JSON object. ValueError says, in words for a person, what is wrong with it."""
    if number == line:
        raise ValueError("This is the line's own number; no phone can have it too.")
    name = one_line(read_text(data, "name")) or number
    if len(name) > LONGEST_NAME:
        raise ValueError(f"A name has {LONGEST_NAME} characters at most.")
    language = read_text(data, "language") or "en"
    if not _LANGUAGE.fullmatch(language):
        raise ValueError("A language is a code such as en, es or pt-BR.")
    note, danger = (one_line(read_text(data, field)) for field in ("note", "danger"))
    if max(len(note), len(danger)) > LONGEST_SAYING:
        raise ValueError(f"A note and words of danger have {LONGEST_SAYING} characters at most.")
    kind = _choice(data, "kind", "mobile", KINDS)
    role = _choice(data, "role", "other", ROLES)
    return Owner(name, role, language, kind, _shows(data, kind, number, line), _says(data), note, danger)


def _shows(data: Mapping[str, object], kind: str, number: str, line: str) -> str:
    if kind != "forged":
        return "anonymous" if kind == "withheld" else number
    if not (typed := read_text(data, "shows")):
        raise ValueError("A phone with a forged number needs the number that it shows.")
    shows = typed_number(typed, line)
    if shows == number:
        raise ValueError("A phone that shows its own number forges none; give another number to show.")
    return shows


def _says(data: Mapping[str, object]) -> tuple[str, ...]:
    says = data.get("says") or []
    if not isinstance(says, list) or not all(isinstance(saying, str) for saying in says):
        raise ValueError("What a phone's owner may say is a list of texts.")
    if len(says) > MOST_SAYINGS or any(len(saying) > LONGEST_SAYING for saying in says):
        raise ValueError(f"There may be {MOST_SAYINGS} suggestions, of {LONGEST_SAYING} characters each.")
    return tuple(line for saying in says if (line := one_line(saying)))


def read_text(data: Mapping[str, object], name: str) -> str:
    """A text in a JSON object, stripped; "" if there is none. ValueError if it is something else."""
    value = data.get(name)
    if value is not None and not isinstance(value, str):
        raise ValueError(f"“{name}” must be a text.")
    return (value or "").strip()


def _choice(data: Mapping[str, object], name: str, default: str, choices: tuple[str, ...]) -> str:
    found = read_text(data, name) or default
    if found not in choices:
        raise ValueError(f"“{name}” is one of {', '.join(choices)}.")
    return found
