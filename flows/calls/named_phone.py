"""What a caller hears whose phone a participant has named to be called on: steps of NUMBER that lead on to the menu."""

import re

from flows.calls.menus import menu
from flows.contacts.number import confirming, other_number
from flows.engine import Collect, End, Move, Scene

__all__ = [
    "by_phone",
    "check_code",
    "other_number",
]  # the catalogue imports the flow from here, so that these steps are registered


@other_number.step
def by_phone(s: Scene) -> Move:
    """Ask for the code that confirms the phone; without one they get the menu."""
    return Collect("other_number.key_code", then=check_code, silence=menu)


@other_number.step
def check_code(s: Scene) -> Move:
    """The code as they keyed it in."""
    keyed = re.sub(r"[^0-9]", "", s.given)
    if len(keyed) != 4:
        return menu.run(s)
    return End(confirming(keyed, leads=dict.fromkeys(("confirmed", "confirmed_tell", "none"), menu.name)))
