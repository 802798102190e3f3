"""The volunteers there are: added, invited, looked up, taken off duty when their time is over."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from sqlalchemy import insert, select, update

from flows.wording import Listener
from store.contacts import contacts, views
from store.database import Tx
from store.messages import compose
from store.models import Contact, Conversation, Volunteer
from store.vault.columns import VOLUNTEER_EXPERIENCES, VOLUNTEER_NAME, RowName, new_row_key, row_named, row_of
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
) -> tuple[int, bool]:
    """Add a volunteer, or update the one with this number: what is not said stays. Gives the id and whether new.

    `timezone` is the one in which they name times, and are told them, until they say another (ZONE). `gender`: woman,
    man or nonbinary. `daily_cap`: calls a day, on the line's clock, `shift_cap`: calls in one stretch of duty; 0: no
    cap any more. `reserve`: whether they may be asked to fill a gap.
    """
    known = contacts.by_number(tx, number)
    new = known.volunteer_id is None
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
    if active:
        values |= {"status": "active"}
    if on_duty:
        values |= {"on_duty": True, "duty_until": None, "duty_since": tx.now}
    if known.volunteer_id is not None:
        tx.run(update(Volunteer).where(Volunteer.id == known.volunteer_id).values(**values))
        if timezone:
            tx.run(update(Contact).where(Contact.id == known.contact_id).values(timezone=timezone))
        return known.volunteer_id, False
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


def invite(tx: Tx, volunteer_id: int) -> bool:
    """Text a new volunteer who we are and how to join; they are introduced with it. False: they cannot be texted."""
    contact_id = tx.run(select(Volunteer.contact_id).where(Volunteer.id == volunteer_id)).scalar_one()
    return compose.queue(tx, contact_id, "invite", "volunteer.invite") is not None


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
