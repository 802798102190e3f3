"""Adds named phones and puts them away: those that a page of phones shows to everybody."""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from aiohttp import web

from telephony.local_carrier.office import Office
from telephony.local_carrier.phones.handset import HANDSETS, MOST_NAMED, NAMED, Handset, Ring, handset
from telephony.local_carrier.phones.numbers import free_number, typed_number
from telephony.local_carrier.phones.owner import NamedPhone, Owner, read_owner, read_text

PHONES: web.AppKey[Sequence[NamedPhone]] = web.AppKey("phones", Sequence)
"""The phones that the carrier was started with."""

LANDLINE = 30006
_KEYS = frozenset({"name", "number", "role", "language", "kind", "shows", "says", "note", "danger"})


def add(office: Office, data: Mapping[str, object]) -> Handset:
    """The named phone that a JSON object describes; one that is there already stays as it is.

    Without a number it takes a free one. ValueError says, in words for a person, why there can be no such phone.
    """
    line, named = office.settings.number, office.book(NAMED)
    if typed := read_text(data, "number"):
        number = typed_number(typed, line)
    else:
        number = free_number({line, *named, *office.book(HANDSETS)})
    if number in named:
        return named[number]
    if len(named) >= MOST_NAMED:
        raise ValueError(f"There are {MOST_NAMED} phones already; put one away first.")
    phone = _put_out(office, number, read_owner(data, number, line))
    office.journal.changed()
    return phone


def furnish(office: Office, phones: Sequence[NamedPhone]) -> None:
    """Put out the phones that the carrier was started with."""
    for phone in phones:
        _put_out(office, phone.number, phone.owner)
    office.journal.changed()


def _put_out(office: Office, number: str, owner: Owner) -> Handset:
    phone = handset(office, number)
    phone.owner = owner
    phone.default = Ring("screening") if owner.kind == "screening" else Ring()
    phone.text_error = LANDLINE if owner.kind == "landline" else 0
    office.book(NAMED)[number] = phone
    return phone


def names(office: Office) -> dict[str, str]:
    """The name of each named phone that has one, by its number."""
    return {
        number: phone.owner.name
        for number, phone in office.book(NAMED).items()
        if phone.owner and phone.owner.name
    }


def put_away(office: Office, number: str) -> Handset:
    """Take a phone out of the named ones; it keeps its texts. ValueError if there is none with this number."""
    phone = office.book(NAMED).pop(number, None)
    if phone is None:
        raise ValueError("There is no such phone here.")
    # Under the same number it is found again, with its thread.
    office.book(HANDSETS)[number] = phone
    phone.owner = None
    office.journal.changed()
    return phone


def read_phones(file: Path, line: str) -> tuple[NamedPhone, ...]:
    """The phones in a JSON file, for a carrier of this line. ValueError says, in words, what is wrong with it."""
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
    except OSError as problem:
        raise ValueError(f"the file of phones cannot be read: {problem.strerror}") from problem
    except (ValueError, RecursionError) as problem:
        raise ValueError(f"the file of phones is not JSON: {problem}") from problem
    if not isinstance(data, list):
        raise ValueError("the file of phones must hold a list of phones")
    if len(data) > MOST_NAMED:
        raise ValueError(f"there may be {MOST_NAMED} phones, and the file of phones has {len(data)}")
    return tuple(_entries(data, line))


def _entries(data: list[object], line: str) -> Iterable[NamedPhone]:
    seen: set[str] = set()
    for place, item in enumerate(data, 1):
        try:
            if not isinstance(item, dict):
                raise ValueError("it is not a JSON object")
            if unknown := sorted(item.keys() - _KEYS):
                raise ValueError(f"nobody knows “{unknown[0]}”; there are {', '.join(sorted(_KEYS))}")
            number = typed_number(read_text(item, "number"), line)
            if number in seen:
                raise ValueError("another phone in the file has this number already")
            seen.add(number)
            yield NamedPhone(number, read_owner(item, number, line))
        except ValueError as problem:
            raise ValueError(f"phone {place} in the file of phones: {problem}") from problem
