"""`warmline people` shows what the line knows of one person, and says whose phone it is besides."""

from zoneinfo import ZoneInfo

import click
from sqlalchemy import func, select

from console.commands.callbacks import in_store
from flows.rules.phone import mask
from flows.states import OPEN_STATES
from store.contacts import contacts, same_person
from store.coordinators import lookup, overview
from store.database import Tx
from store.models import Alert, Callback, Checkin, Contact, Volunteer
from store.people import phones


@click.group(name="people")
def group() -> None:
    """One person, by handle (Heron-4821). Numbers are masked, nobody's words are shown, and a look is logged."""


@group.command()
@click.argument("handle")
def show(handle: str) -> None:
    """What the line knows of the person of this HANDLE. That you looked is logged."""

    def look(tx: Tx) -> list[str]:
        person = lookup.contact_called(tx, handle)
        tx.record("people show", person.handle)
        return _lines(tx, person)

    in_store(look)


@group.command()
@click.argument("handle")
@click.argument("other")
@click.option("--not", "not_so", is_flag=True, help="They are two people after all.")
def same(handle: str, other: str, *, not_so: bool) -> None:
    """HANDLE and OTHER are one person with two phones: never matched with themselves, "never again" holds from both."""

    def work(tx: Tx) -> list[str]:
        one, two = lookup.contact_called(tx, handle), lookup.contact_called(tx, other)
        if one.id == two.id:
            raise lookup.NotFound("That is one phone. Name the handle of each.")
        both = f"{one.handle} and {two.handle}"
        if not_so:
            if not phones.unlink(tx, one, two):
                raise lookup.NotFound(f"{both} were two people already.")
        elif not phones.link(tx, one, two):
            raise lookup.NotFound(f"{both} were one person already.")
        tx.record("people same", one.handle, other=two.handle, same=not not_so)
        return [f"{both} are two people." if not_so else f"{both} are one person with two phones."]

    in_store(work)


@group.command()
@click.argument("handle")
@click.option("--not", "not_so", is_flag=True, help="One person alone uses it after all.")
def shared(handle: str, *, not_so: bool) -> None:
    """Several people use the phone of HANDLE: what we text there says less, so that nobody else learns of it."""

    def work(tx: Tx) -> list[str]:
        person = lookup.contact_called(tx, handle)
        phones.share(tx, person, shared=not not_so)
        tx.record("people shared", person.handle, shared=not not_so)
        if not_so:
            return [
                f"{person.handle}: one person's phone. Texts still say less: SAFE, from that phone, changes it."
            ]
        return [f"{person.handle}: several people use this phone. Texts say less from now on."]

    in_store(work)


def _lines(tx: Tx, person: Contact) -> list[str]:
    zone = ZoneInfo(tx.line.timezone)
    volunteer = tx.run(
        select(Volunteer.id, Volunteer.status).where(Volunteer.contact_id == person.id)
    ).first()
    calls = select(Callback.state, func.count().label("times")).where(Callback.contact_id == person.id)
    states = {row.state: row.times for row in tx.run(calls.group_by(Callback.state))}
    current = tx.run(
        select(Callback.code).where(Callback.contact_id == person.id, Callback.state.in_(OPEN_STATES))
    )
    checkins = tx.run(select(func.count(), func.max(Checkin.at)).where(Checkin.contact_id == person.id)).one()
    alerts = tx.run(select(func.count()).select_from(Alert).where(Alert.contact_id == person.id)).scalar_one()
    marks = {
        "opted out": person.opted_out_at,
        "not reached by the carrier": person.unreachable_at,
        "takes no texts": person.landline_at,
        "several people use this phone": person.shared_at,
    }
    others = [each for each in same_person.phones(tx).get(person.id, ()) if each != person.id]
    handles = tx.run(select(Contact.handle).where(Contact.id.in_(others))).scalars().all() if others else []
    said = [
        person.handle,
        f"    number: {mask(contacts.open_number(tx, person))}, language {person.language}",
        f"    since: {person.created_at.astimezone(zone):%Y-%m-%d}",
        *(
            f"    {mark}: since {at.astimezone(zone):%Y-%m-%d}"
            for mark, at in marks.items()
            if at is not None
        ),
        *(f"    the same person as: {each}" for each in handles),
        f"    check-ins: {checkins[0]}"
        + (f", the last {checkins[1].astimezone(zone):%Y-%m-%d}" if checkins[1] else ""),
        f"    callbacks: {', '.join(f'{times} {state}' for state, times in sorted(states.items())) or 'none'}",
        *(f"    open now: {code} (`warmline callbacks show {code}`)" for code in current.scalars()),
        f"    alerts: {alerts}",
    ]
    if volunteer is not None:
        said.append(f"    volunteer: {volunteer.status}, {overview.peer(tx, volunteer.id)}")
    return said
