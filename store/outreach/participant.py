"""The participant whom somebody with an account means by a handle, if they may see them."""

from typing import NamedTuple

from sqlalchemy import exists, select

from store.accounts.accounts import Person
from store.contacts import in_danger, known_people
from store.database import Tx
from store.models import Contact, Volunteer


class Participant(NamedTuple):
    """Whom a page is about. `shared`: several people use this phone. `volunteers`: they are on the roster."""

    id: int
    handle: str
    language: str
    shared: bool
    volunteers: bool
    in_crisis: bool


def called(tx: Tx, handle: str, account: Person) -> Participant | None:
    """The person of this handle; None where there is none, or this account knows them: nobody is to learn which."""
    volunteers = exists().where(Volunteer.contact_id == Contact.id, Volunteer.status != "left")
    columns = (
        Contact.id,
        Contact.handle,
        Contact.language,
        Contact.shared_at,
        volunteers.label("volunteers"),
    )
    row = tx.run(select(*columns).where(Contact.handle == handle)).first()
    if row is None or tx.keys.is_destroyed(row.id) or known_people.knows(tx, account.id, row.id):
        return None
    crisis = in_danger.in_crisis(tx, row.id)
    return Participant(row.id, row.handle, row.language, row.shared_at is not None, row.volunteers, crisis)
