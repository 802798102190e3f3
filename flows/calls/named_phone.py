"""Somebody calls from a phone that a participant named to be called on: steps of NUMBER that lead on to the menu."""

import re

from flows.calls.menus import menu
from flows.contacts.number import confirming, other_number
from flows.engine import Collect, End, Move, Scene

__all__ = [
    "by_phone",
    "check_code",
    "other_number",
]  # the catalogue takes the flow from here, with these steps


@other_number.step
def by_phone(s: Scene) -> Move:
    """A caller on a phone that somebody named: a code, if they were given one; anything else is the menu."""
    return Collect("other_number.key_code", then=check_code, silence=menu)


@other_number.step
def check_code(s: Scene) -> Move:
    """The code as they keyed it in."""
    keyed = re.sub(r"[^0-9]", "", s.given)
    if len(keyed) != 4:
        return menu.run(s)
    return End(confirming(keyed, leads=dict.fromkeys(("confirmed", "confirmed_tell", "none"), menu.name)))
