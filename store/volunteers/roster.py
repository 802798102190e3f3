"""The volunteers there are: added, invited, looked up, taken off duty when their time is over."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from sqlalchemy import func, insert, select, update

from flows.wording import Listener
from store.contacts import contacts, views
from store.database import Tx
from store.messages import compose
from store.models import Callback, Contact, Conversation, Message, Volunteer
from store.vault.columns import (
    SEALED,
    VOLUNTEER_EXPERIENCES,
    VOLUNTEER_NAME,
    VOLUNTEER_NOTES,
    RowName,
    new_row_key,
    row_named,
    row_of,
)
from store.volunteers import availability

GENDERS = ("woman", "man", "nonbinary")
"""What a volunteer may say they are; who asks for a woman or a man is given nobody else."""


def add_volunteer(
    tx: Tx,
    name: str,
    number: str,
    *,
    languages: list[str],
    experiences: list[str],
    timezone: str | None,
    active: bool,
    on_duty: bool,
    gender: str | None = None,
    daily_cap: int | None = None,
    shift_cap: int | None = None,
    reserve: bool | None = None,
    agreed: str | None = None,
) -> tuple[int, bool]:
    """Add a volunteer, or update the one with this number: what is not said stays. Gives the id and whether new.

    `timezone` is the one in which they name times, and are told them, until they say another (ZONE). `gender`: woman,
    man or nonbinary. `daily_cap`: calls a day, on the line's clock, `shift_cap`: calls in one stretch of duty; 0: no
    cap any more. `reserve`: whether they may be asked to fill a gap. `agreed`: how they agreed to be texted first.
    Who left is one anew, and agrees to the rules again where they are not `active`.
    """
    known = contacts.by_number(tx, number)
    new = known.volunteer_id is None
    left = not new and known.person.volunteer is None
    languages = languages or ([tx.line.language] if new else [])
    row = new_row_key() if known.volunteer_id is None else named(tx, known.volunteer_id).row
    values: dict[str, Any] = {"name_sealed": tx.seal(VOLUNTEER_NAME, row, name, whose=known.contact_id)}
    if languages:
        values["languages"] = languages
    if experiences or new:
        # What somebody has been through may be health data (UK and EU law): sealed like a name.
        listed = json.dumps(experiences, ensure_ascii=False)
        values["experiences_sealed"] = tx.seal(VOLUNTEER_EXPERIENCES, row, listed, whose=known.contact_id)
    if timezone or new:
        values["timezone"] = timezone
    if gender:
        values["gender"] = gender
    if daily_cap is not None:
        values["daily_cap"] = daily_cap or None
    if shift_cap is not None:
        values["shift_cap"] = shift_cap or None
    if reserve is not None:
        values["reserve"] = reserve
    if agreed is not None:
        values["agreed"] = agreed
    if active or left:
        values |= {"status": "active" if active else "invited", "left_at": None, "left_by": None}
    if on_duty:
        values |= {"on_duty": True, "duty_until": None, "duty_since": tx.now}
    if known.volunteer_id is not None:
        tx.run(update(Volunteer).where(Volunteer.id == known.volunteer_id).values(**values))
        if timezone:
            tx.run(update(Contact).where(Contact.id == known.contact_id).values(timezone=timezone))
        return known.volunteer_id, left
    values = {"row_key": row, "status": "invited", "on_duty": False} | values
    made = tx.run(
        insert(Volunteer)
        .values(contact_id=known.contact_id, created_at=tx.now, **values)
        .returning(Volunteer.id)
    )
    if languages:
        tx.run(
            update(Contact)
            .where(Contact.id == known.contact_id)
            .values(language=languages[0], timezone=timezone)
        )
    return int(made.scalar_one()), True


def add_active(tx: Tx, name: str, number: str, languages: Iterable[str] = (), *, on_duty: bool = True) -> int:
    """Add a volunteer who has agreed already, and of whom nothing else is known. Gives the id."""
    return add_volunteer(
        tx,
        name,
        number,
        languages=list(languages),
        experiences=[],
        timezone=None,
        active=True,
        on_duty=on_duty,
    )[0]


def name_of(tx: Tx, number: str) -> str | None:
    """The name of the volunteer with this number (E.164); None where there is none."""
    columns = select(Volunteer.id, Volunteer.row_key, Volunteer.name_sealed).join(Contact)
    row = tx.run(columns.where(Contact.number_hash.in_(tx.vault.hashes(number)))).first()
    return views.name_of(tx, row) if row is not None else None


class Named(NamedTuple):
    """By which what is sealed in a volunteer's row knows it, and the contact whose it is."""

    row: RowName
    contact_id: int


def named(tx: Tx, volunteer_id: int) -> Named:
    """What it takes to seal something in a volunteer's row."""
    columns = select(Volunteer.row_key, Volunteer.contact_id)
    found = tx.run(columns.where(Volunteer.id == volunteer_id)).one()
    return Named(row_named(found.row_key, volunteer_id), found.contact_id)


def sealed_for(tx: Tx, volunteer: Volunteer, contact_id: int) -> dict[str, str]:
    """What is sealed in a volunteer's row, with the key of another contact, whom they have become."""
    row = row_of(volunteer)
    kept = {each: getattr(volunteer, each.name) for each in SEALED.values() if each.table == "volunteers"}
    return {
        each.name: tx.seal(each, row, tx.open(each, row, sealed), whose=contact_id)
        for each, sealed in kept.items()
        if sealed
    }


def handle_of(tx: Tx, volunteer_id: int) -> str:
    """How coordinators and the log of who did what speak of a volunteer."""
    mine = select(Contact.handle).join(Volunteer, Volunteer.contact_id == Contact.id)
    return str(tx.run(mine.where(Volunteer.id == volunteer_id)).scalar_one())


def handle_of_number(tx: Tx, number: str) -> str:
    """The handle under which a number (E.164) is on file."""
    return str(
        tx.run(select(Contact.handle).where(Contact.number_hash.in_(tx.vault.hashes(number)))).scalar_one()
    )


def edit(tx: Tx, volunteer_id: int, changes: Mapping[str, Any]) -> None:
    """Change what is known of a volunteer: name, languages, experiences, timezone, gender ("none": not said),
    calls_a_day and shift_cap (0: no cap), reserve, ready_for_danger, agreed, notes ("": none). The rest stays."""
    columns, them = {"calls_a_day": "daily_cap"}, named(tx, volunteer_id)
    values: dict[str, Any] = {}
    for what, value in changes.items():
        match what:
            case "name":
                # What participants may call them was agreed for the name as it was.
                sealed = tx.seal(VOLUNTEER_NAME, them.row, value, whose=them.contact_id)
                values |= {"name_sealed": sealed, "called_sealed": None, "name_asked_at": None}
            case "experiences":
                listed = json.dumps(list(value), ensure_ascii=False)
                sealed = tx.seal(VOLUNTEER_EXPERIENCES, them.row, listed, whose=them.contact_id)
                values["experiences_sealed"] = sealed
            case "notes":
                noted = tx.seal(VOLUNTEER_NOTES, them.row, value, whose=them.contact_id) if value else None
                values["team_notes_sealed"] = noted
            case "languages":
                values["languages"] = list(value)
            case "gender":
                values["gender"] = None if value == "none" else value
            case "calls_a_day" | "shift_cap":
                values[columns.get(what, what)] = value or None
            case "timezone" | "reserve" | "ready_for_danger" | "agreed":
                values[what] = value
            case _:
                raise ValueError(f"nothing like that is kept of a volunteer: {what}")
    tx.run(update(Volunteer).where(Volunteer.id == volunteer_id).values(**values))
    if "timezone" in changes:
        whose = select(Volunteer.contact_id).where(Volunteer.id == volunteer_id).scalar_subquery()
        tx.run(update(Contact).where(Contact.id == whose).values(timezone=changes["timezone"]))


def is_to_be_invited(tx: Tx, volunteer_id: int) -> bool:
    """Whether they have not joined, and no invitation was made for them yet."""
    mine = select(Volunteer.contact_id, Volunteer.status).where(Volunteer.id == volunteer_id)
    row = tx.run(mine).one()
    made = select(Message.id).where(Message.contact_id == row.contact_id, Message.purpose == "invite")
    return bool(row.status == "invited") and tx.run(made.limit(1)).first() is None


def invite(tx: Tx, volunteer_id: int, *, delay: timedelta = timedelta()) -> bool:
    """Text a new volunteer, after `delay`, who we are and how to join; they are introduced with it.

    False: they cannot be texted.
    """
    contact_id = tx.run(select(Volunteer.contact_id).where(Volunteer.id == volunteer_id)).scalar_one()
    return compose.queue(tx, contact_id, "invite", "volunteer.invite", delay=delay) is not None


if TYPE_CHECKING:

    class RosterRow(Volunteer):
        """A volunteer with their contact."""

        handle: str
        number_sealed: str
        opted_out_at: datetime | None

else:
    RosterRow = Volunteer


def volunteers(tx: Tx) -> list[RosterRow]:
    """Every volunteer with their contact, for the roster."""
    columns = (Volunteer, Contact.handle, Contact.number_sealed, Contact.opted_out_at)
    rows = cast(list[RosterRow], list(tx.run(select(*columns).join(Contact).order_by(Volunteer.id))))
    tx.keys.load(row.name_sealed for row in rows)
    return rows


def notes_of(tx: Tx, volunteer: Volunteer) -> str:
    """What coordinators noted of a volunteer, for the team; "" for nothing."""
    kept = volunteer.team_notes_sealed
    return tx.open(VOLUNTEER_NOTES, row_of(volunteer), kept) if kept else ""


def talks_of(tx: Tx, volunteer_id: int) -> int:
    """How many talks, by phone or in writing, they have had on this line."""
    had = select(func.count()).where(
        Callback.volunteer_id == volunteer_id, Callback.connected_at.is_not(None)
    )
    return int(tx.run(had).scalar_one())


def experiences(tx: Tx, volunteer: Volunteer) -> list[str]:
    """What a volunteer has been through, in the words of the roster."""
    kept = tx.open(VOLUNTEER_EXPERIENCES, row_of(volunteer), volunteer.experiences_sealed)
    return [str(each) for each in json.loads(kept or "[]")]


def end_duty_by_itself(tx: Tx) -> int:
    """Take volunteers off duty whose `ON 3H`, or shift, is over. Gives how many."""
    off = {"on_duty": False, "duty_until": None, "duty_since": None}
    return int(tx.run(update(Volunteer).where(availability.duty_is_over(tx.now)).values(**off)).rowcount)


def anyone_on_duty(tx: Tx, *, besides: int | None = None) -> bool:
    """Whether an active volunteer is on duty and may be asked (other than the contact `besides`)."""
    return any(row.contact_id != besides for row in availability.counted_on(tx))


def volunteer_who_called(tx: Tx, call_sid: str) -> int | None:
    """The volunteer whose own call this is; None for everybody else's, and where nobody vouched for the number."""
    called = select(Volunteer.id).join(Conversation, Conversation.contact_id == Volunteer.contact_id)
    found: int | None = tx.run(called.where(Conversation.call_sid == call_sid)).scalar()
    return found


def volunteer_listener(tx: Tx, volunteer_id: int) -> Listener:
    """How to speak aloud to a volunteer."""
    contact_id = tx.run(select(Volunteer.contact_id).where(Volunteer.id == volunteer_id)).scalar_one()
    return contacts.listener(tx, contact_id)
