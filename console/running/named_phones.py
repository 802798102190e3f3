"""The telephones that stand on the page of the local carrier: whose they are, and what their owners might text."""

import json
import os
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from flows.line import on_call
from flows.rules.phone import may_dial
from store.config.settings import Settings


@dataclass(frozen=True, slots=True)
class NamedPhone:
    """One of them. `says`: texts that the page suggests to whoever plays its owner, the best first."""

    number: str
    name: str
    role: str
    language: str
    says: tuple[str, ...]
    note: str = ""
    danger: str = ""


@dataclass(frozen=True, slots=True)
class Sample:
    """A made-up volunteer with a number kept free for fiction, and the languages they take calls in."""

    name: str
    number: str
    languages: tuple[str, ...]


VOLUNTEERS = (
    Sample("Sam", "+12025550141", ("en",)),
    Sample("Rosa", "+13125550142", ("en", "es")),
    Sample("Lee", "+14155550143", ("en",)),
)
ANA = "+12125550123"

# The page is to show how the line takes what people write: a bad night, a wish for a call, a reminder (the page moves
# the clock to tomorrow morning), a keyword, and words of danger, upon which the coordinator has an alert.
_ANA_SAYS = {
    "en": (
        "rough night, my head won't stop",
        "can someone call me?",
        "REMIND every day 9am",
        "MENU",
    ),
    "es": (
        "una noche muy mala, no paro de dar vueltas",
        "que me llamen, por favor",
        "RECORDAR diario 9am",
        "MENU",
    ),
}
# Upon this the coordinator has an alert. It stands apart: nobody is to come upon it among the others.
_DANGER = {"en": "I don't want to be alive anymore", "es": "ya no quiero vivir"}
_VOLUNTEERS_SAY = {
    "en": ("ON", "OFF", "SHIFTS", "PAUSE 1 hour", "MENU"),
    "es": ("DISPONIBLE", "NO DISPONIBLE", "TURNOS", "PAUSA 1 hora", "MENU"),
}
# The page itself knows no word of the line: whoever plays a volunteer or the coordinator reads here what theirs mean.
_VOLUNTEERS_NOTE = (
    "Each callback has a code, for example J4: TAKE J4 takes it, PASS J4 leaves it to another, "
    "DONE J4 ends it."
)
_COORDINATORS_NOTE = (
    "Gets the alerts. For example: ACK A1, I see to alert A1. SHOW J4, one callback. LIST, all that is open."
)
_COORDINATORS_SAY = {"en": ("LIST",), "es": ("LISTA",)}


def named_phones(settings: Settings) -> tuple[NamedPhone, ...]:
    """The phones for a line with these settings; of the volunteers only those whom a line of its region may ring."""
    found: dict[str, NamedPhone] = {}
    for phone in (*_of_the_team(settings), *_made_up(settings)):
        if phone.number != settings.line_number:
            found.setdefault(phone.number, phone)
    order = ("participant", "volunteer", "coordinator", "other")
    return tuple(sorted(found.values(), key=lambda phone: order.index(phone.role)))


def _of_the_team(settings: Settings) -> Iterator[NamedPhone]:
    language = settings.line_language
    says = _COORDINATORS_SAY[language]
    for place, number in enumerate(on_call.numbers(settings.ladder), 1):
        name = "Supervisor" if number == settings.on_call_number else "Coordinator"
        name = name if place == 1 or name == "Supervisor" else f"Coordinator {place}"
        yield NamedPhone(number, name, "coordinator", language, says, _COORDINATORS_NOTE)
    if settings.on_call_number:
        yield NamedPhone(settings.on_call_number, "Supervisor", "other", language, ())


def _made_up(settings: Settings) -> Iterator[NamedPhone]:
    language = settings.line_language
    yield NamedPhone(ANA, "Ana", "participant", language, _ANA_SAYS[language], danger=_DANGER[language])
    for each in VOLUNTEERS:
        if may_dial(each.number, settings.line_region):
            yield NamedPhone(
                each.number, each.name, "volunteer", language, _VOLUNTEERS_SAY[language], _VOLUNTEERS_NOTE
            )


def write(phones: tuple[NamedPhone, ...], file: Path) -> Path:
    """Write them as the local carrier reads them, for the eyes of this user alone; gives the file."""
    handle, draft = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")  # mode 0600
    with os.fdopen(handle, "w", encoding="utf-8") as opened:
        json.dump([asdict(phone) for phone in phones], opened, ensure_ascii=False, indent=1)
    return Path(draft).replace(file)
