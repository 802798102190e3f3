"""Who can be named in the care plan of somebody."""

from sqlalchemy import select

from store.contacts import same_person
from store.coordinators import overview
from store.coordinators.overview import Peer
from store.database import Tx
from store.models import Volunteer


def may_be_named(tx: Tx, contact_id: int) -> dict[int, Peer]:
    """The volunteers who can be asked first for this contact, by name: not themselves, by whichever phone of theirs."""
    group = same_person.phones(tx).get(contact_id, (contact_id,))
    others = select(Volunteer.id).where(Volunteer.status == "active", Volunteer.contact_id.not_in(group))
    found = overview.peers(tx, set(tx.run(others).scalars()))
    return dict(sorted(found.items(), key=lambda each: (each[1].name.casefold(), each[1].handle)))
