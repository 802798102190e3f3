"""`warmline volunteers show|edit|renumber|off|remove`: what is known of one volunteer, and what is changed of it.

Each is written into the log of who did what. A volunteer is named by handle or name, never by number.
"""

from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

import click

from console.commands.callbacks import Sorry, in_store
from console.commands.parsers import agreed_given, name_given, number_given, zone_given
from console.target_line import settings_of_the_line
from flows.rules.matching.availability import is_on_duty_at, is_paused
from flows.rules.phone import mask
from flows.wording import LANGUAGES
from store.contacts import contacts, views
from store.coordinators import lookup
from store.database import Tx
from store.joining import leaving, renumbering
from store.rota import on_off
from store.volunteers import roster

_NOT_MOVED = {
    renumbering.NotMoved.SAME: "That is their number already.",
    renumbering.NotMoved.ANOTHERS: "That is another volunteer's number. Nothing was changed.",
    renumbering.NotMoved.OPTED_OUT: "That number has opted out of our texts: they text START from it first.",
    renumbering.NotMoved.HOLDS: "They have a callback now. When it is over, or with `warmline callbacks reassign`.",
}
_NOT_TOLD = "They are not told: please do."


@click.command()
@click.argument("volunteer")
def show(volunteer: str) -> None:
    """What is known of a VOLUNTEER (handle or name). Their number is masked; that you looked is logged."""

    def look(tx: Tx) -> list[str]:
        row = lookup.volunteer_called(tx, volunteer)
        tx.record("volunteers show", row.handle)
        return _lines(tx, row)

    in_store(look)


@click.command()
@click.argument("volunteer")
@click.option("--name", help="Their name, for coordinators. Of a phone that two answer: both.")
@click.option("--language", "languages", multiple=True, type=click.Choice(LANGUAGES), help="Replaces all.")
@click.option("--experience", "experiences", multiple=True, help="Replaces all.")
@click.option("--timezone", help="Like America/New_York.")
@click.option("--gender", type=click.Choice((*roster.GENDERS, "none")), help="none: not said.")
@click.option("--calls-a-day", type=click.IntRange(0, 50), help="0: as many as come.")
@click.option("--shift-cap", type=click.IntRange(0, 50), help="0: as many as come.")
@click.option("--reserve/--no-reserve", default=None, help="Whether they may be asked to fill a gap.")
@click.option(
    "--ready-for-danger/--not-ready",
    default=None,
    help="Whether they may be offered calls with somebody in danger, if they said that they take such calls.",
)
@click.option("--agreed", metavar="HOW", help='How they agreed to be texted first: "signed form 2026-11-01".')
def edit(volunteer: str, name: str | None, timezone: str | None, agreed: str | None, **more: Any) -> None:
    """Change what is known of a VOLUNTEER (handle or name). What is not named stays."""
    name = name_given(name) if name is not None else None
    agreed = agreed_given(agreed)
    zone_given(timezone)
    changes: dict[str, Any] = {"name": name, "timezone": timezone, "agreed": agreed, **more}
    changes = {what: value for what, value in changes.items() if value is not None and value != ()}
    if not changes:
        raise Sorry("Say what changes: --name, --language, --calls-a-day … Nothing was changed.")

    def work(tx: Tx) -> list[str]:
        row = lookup.volunteer_called(tx, volunteer)
        roster.edit(tx, row.id, changes)
        tx.record("volunteers edit", row.handle, changed=", ".join(sorted(changes)))
        return _lines(tx, lookup.volunteer_called(tx, row.handle))

    in_store(work)


@click.command()
@click.argument("volunteer")
@click.argument("phone")
@click.option(
    "--agreed",
    required=True,
    metavar="HOW",
    help='How they agreed to be texted there: "told Ana 2026-11-01".',
)
def renumber(volunteer: str, phone: str, agreed: str) -> None:
    """A VOLUNTEER (handle or name) has another PHONE. Their old one is nobody's: all that was set up for it ends."""
    number, how = number_given(phone, settings_of_the_line()), agreed_given(agreed) or ""

    def work(tx: Tx) -> list[str]:
        row = lookup.volunteer_called(tx, volunteer)
        _check_there(tx, row)
        handle = renumbering.renumber(tx, row.id, number, agreed=how)
        if isinstance(handle, renumbering.NotMoved):
            raise Sorry(_NOT_MOVED[handle])
        tx.record("volunteers renumber", row.handle, now=handle)
        name = lookup.first_name(tx, row)
        return [
            f"{name} ({row.handle}) is {name} ({handle}) from now on, {mask(number)}, and off duty until they text ON.",
            f"Their shifts stay theirs. What was set up for the old number has ended. {_NOT_TOLD}",
        ]

    in_store(work)


@click.command()
@click.argument("volunteer")
def off(volunteer: str) -> None:
    """Take a VOLUNTEER (handle or name) off duty. A call they took stays theirs; ON brings them back."""

    def work(tx: Tx) -> list[str]:
        row = lookup.volunteer_called(tx, volunteer)
        _check_there(tx, row)
        held = on_off.set_duty(tx, row.id, False, None)
        tx.record("volunteers off", row.handle)
        code = held.params.get("code")
        kept = (
            f" {code} is still theirs: `warmline callbacks reassign {code}` gives it to others."
            if code
            else ""
        )
        return [f"{lookup.first_name(tx, row)} ({row.handle}) is off duty.{kept} {_NOT_TOLD}"]

    in_store(work)


@click.command()
@click.argument("volunteer")
def remove(volunteer: str) -> None:
    """A VOLUNTEER (handle or name) is none any more: what they have, and their shifts, go to others.

    A participant whose call they had is told as always. They may use the line for themselves, as anybody.
    """

    def work(tx: Tx) -> list[str]:
        row = lookup.volunteer_called(tx, volunteer)
        _check_there(tx, row)
        leaving.remove(tx, row.contact_id, row.id)
        tx.record("volunteers remove", row.handle)
        name = f"{lookup.first_name(tx, row)} ({row.handle})"
        return [f"{name} is no volunteer any more. What they had goes to others. {_NOT_TOLD}"]

    in_store(work)


def _check_there(tx: Tx, row: roster.RosterRow) -> None:
    if row.status == "left":
        raise lookup.NotFound(f"{lookup.first_name(tx, row)} ({row.handle}) has left already.")


def _danger(tx: Tx, row: roster.RosterRow) -> str:
    """What they said, whether they are marked ready, and how many talks they have had: we suggest ten first."""
    said = {None: "never said", True: "takes them", False: "takes none"}[row.takes_danger]
    ready = "marked ready" if row.ready_for_danger else "not marked ready (edit --ready-for-danger)"
    return f"{said}; {ready}; {roster.talks_of(tx, row.id)} talks so far (we suggest 10 first)"


def _lines(tx: Tx, row: roster.RosterRow) -> list[str]:
    zone = ZoneInfo(tx.line.timezone)
    duty = "on duty" if is_on_duty_at(row, tx.now) else "off duty"
    caps = [
        f"{row.daily_cap} calls a day" if row.daily_cap else "",
        f"{row.shift_cap} a shift" if row.shift_cap else "",
    ]
    said: Sequence[tuple[str, str]] = (
        ("number", mask(contacts.open_number(tx, row))),
        ("status", row.status + (", opted out" if row.opted_out_at else "")),
        ("left", f"{row.left_at.astimezone(zone):%Y-%m-%d}, by {row.left_by}" if row.left_at else ""),
        ("duty", "paused" if is_paused(row, tx.now) else duty),
        ("agreed to be texted first", row.agreed or "nobody said how"),
        ("languages", ", ".join(row.languages)),
        ("experiences", ", ".join(roster.experiences(tx, row))),
        ("zone", row.timezone or "the line's"),
        ("gender", row.gender or "not said"),
        ("caps", ", ".join(filter(None, caps)) or "as many as come"),
        ("fills gaps", "yes" if row.reserve else "no"),
        ("calls with somebody in danger", _danger(tx, row)),
        ("added", f"{row.created_at.astimezone(zone):%Y-%m-%d}"),
    )
    return [
        f"{views.name_of(tx, row)} ({row.handle})",
        *(f"    {what}: {value}" for what, value in said if value),
    ]
