"""Find the callback, contact or volunteer that a coordinator names: by code, handle or name. Never by a number."""

from typing import cast

from sqlalchemy import select

from flows.states import OPEN_STATES
from store.contacts import views
from store.database import Tx
from store.models import Callback, Contact, Volunteer
from store.volunteers import roster


class NotFound(Exception):
    """Nobody, or nothing, is called that, or several are. The message says what to write instead."""


def callback_called(tx: Tx, given: str) -> Callback:
    """The callback of this code, or of this id ("#12"). A code is used again: its open one goes before any that ended.

    Raises NotFound.
    """
    rows = select(Callback.__table__)
    name = given.strip()
    if name.lstrip("#").isdigit():
        number = int(name.lstrip("#"))
        row = tx.run(rows.where(Callback.id == number)).first() if number < 2**63 else None
        found = cast("Callback | None", row)
        if found is None:
            raise NotFound(f"There is no callback #{number}.")
        return found
    named = tx.run(rows.where(Callback.code == name.upper()).order_by(Callback.id))
    same = cast(list[Callback], list(named))
    open_now = [row for row in same if row.state in OPEN_STATES]
    if len(open_now or same) == 1:
        return (open_now or same)[0]
    if not same:
        raise NotFound(f"No callback has the code {_short(name)}. `warmline callbacks list --all` has them.")
    ids = ", ".join(f"#{row.id}" for row in same)
    raise NotFound(f"Several callbacks that ended had the code {name.upper()}: {ids}. Say which, by its #.")


def contact_called(tx: Tx, handle: str) -> Contact:
    """The contact with this handle, in any case. Raises NotFound."""
    wanted = handle.strip().capitalize()
    row = tx.run(select(Contact.__table__).where(Contact.handle == wanted)).first()
    found = cast("Contact | None", row)
    if found is None:
        raise NotFound(
            f"Nobody has the handle {_short(handle)}. It looks like Heron-4821, as alerts write it."
        )
    return found


def volunteer_called(tx: Tx, given: str) -> roster.RosterRow:
    """The row of `roster.volunteers` with this handle, name or first name, in any case. Raises NotFound."""
    wanted = " ".join(given.split()).casefold()
    everyone = roster.volunteers(tx)
    names = {row.id: views.name_of(tx, row).casefold().split() for row in everyone}
    found = [row for row in everyone if row.handle.casefold() == wanted]
    found = found or [row for row in everyone if " ".join(names[row.id]) == wanted]
    found = found or [row for row in everyone if names[row.id][:1] == [wanted]]
    if len(found) == 1:
        return found[0]
    if not found:
        raise NotFound(f"No volunteer is called {_short(given)}. `warmline volunteers list` has them.")
    handles = ", ".join(f"{first_name(tx, row)} ({row.handle})" for row in found)
    raise NotFound(f"Several volunteers are called that: {handles}. Say which, by the handle.")


def first_name(tx: Tx, volunteer: Volunteer) -> str:
    """The first word of a volunteer's name."""
    return (views.name_of(tx, volunteer).split() or ["?"])[0][:20]


def _short(given: str) -> str:
    """What was typed, where it can be a name or a code: a number typed by mistake is not said back."""
    digits = sum(char.isdigit() for char in given)
    return "that" if digits > 5 or len(given) > 40 else f"“{given.strip()}”"
