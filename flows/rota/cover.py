"""COVER: a volunteer takes a shift that nobody has. The first has it; the second is thanked as well."""

import re
from typing import Final

from flows.effects.rota import LookUpRota, TakeShift
from flows.engine import Act, End, Flow, Move, Scene, act
from flows.rota.choosing import chosen_id, each_named, names_shift, rota, several, which
from flows.rota.drop import looked_up

cover = Flow(
    "cover",
    keywords=("COVER",),
    argument=True,
    aside=True,
    volunteers_only=True,
    everyday_words=True,
    to_the_letter=True,
)

_CODE: Final = re.compile(r"\s*#?[sS][ .\-]?(\d{1,3})\b.*", re.DOTALL)
_FOR_ME: Final = re.compile(r"(?:\bfor )?\b(?:me|my|mine|mi|mis|mio|por mi)\b", re.IGNORECASE)


def code_of(said: str) -> str | None:
    """The code of an open shift or a swap that stands first: "S4" in "s4 please"; None where there is none."""
    found = _CODE.fullmatch(said)
    return f"S{found[1]}" if found else None


def taken(shift_id: int | None = None, *, code: str | None = None, leads: str = "") -> Act:
    """Come to it. `leads`: the step to go on with, whatever comes of it."""
    says = {
        "taken": "cover.taken",
        "taken_soon": "cover.taken_soon",
        "on": "cover.on",
        "yours": "cover.yours",
        "covered": "cover.covered",
        "gone": "cover.gone",
        "overlaps": "cover.overlaps",
        "confirmed": "here.confirmed",
        "none": "cover.none",
    }
    return act(TakeShift(shift_id, code), says, leads=dict.fromkeys(says, leads) if leads else None)


@cover.start
def taking(s: Scene) -> Move:
    """COVER S4, COVER SAT, COVER; "cover for me on Sat" is the other way round."""
    said = s.given.strip()
    if code := code_of(said):
        return End(taken(code=code))
    if _FOR_ME.search(said) and names_shift(said, s.person.language):
        return End(*looked_up(_FOR_ME.sub(" ", said).strip(), s))
    if not said:
        return End(act(LookUpRota(free=""), leads={"found": "cover.found_any"}, none="volunteer.only"))
    named = each_named(said, s.person.language)
    return End(
        *(act(LookUpRota(free=each), leads={"found": "cover.found"}, none="volunteer.only") for each in named)
    )


@cover.step
def found(s: Scene) -> Move:
    """What they named."""
    return _found(s, "cover.none_then")


@cover.step
def found_any(s: Scene) -> Move:
    """They named none."""
    return _found(s, "cover.nothing")


def _found(s: Scene, nothing: str) -> Move:
    free = rota(s).free
    if not free:
        return End(nothing)
    if len({shift.hours for shift in free}) == 1:
        return End(taken(free[0].id))  # of two places at one time, either
    return which("cover.which", free, s, chosen=chosen, then=said_otherwise)


@cover.step
def chosen(s: Scene) -> Move:
    """One of the list."""
    return End(taken(chosen_id(s, "found" if "found" in s.answers else "found_any")))


@cover.step
def said_otherwise(s: Scene) -> Move:
    """Named in words, or by its code."""
    said = s.answers[said_otherwise.name]
    if code := code_of(said):
        return End(taken(code=code))
    if found := several(said, s):
        return End(*(taken(shift_id) for shift_id in found))
    if not names_shift(said, s.person.language):
        return End("cover.left")
    return End(act(LookUpRota(free=said), leads={"found": "cover.found"}, none="volunteer.only"))
