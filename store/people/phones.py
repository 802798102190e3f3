"""Whose phone it is besides, as the team learned it: one person with two phones, or several people with one."""

from store.contacts import same_person
from store.database import Tx
from store.models import Contact
from store.safe_contact import safe_contact


def link(tx: Tx, one: Contact, other: Contact) -> bool:
    """They are one person with two phones. False: they were so already, or it is one phone."""
    return one.id != other.id and same_person.link(tx, one.id, other.id)


def unlink(tx: Tx, one: Contact, other: Contact) -> bool:
    """They are two people after all. False: they were so already."""
    together = one.id != other.id and same_person.are_same(tx, one.id, other.id)
    return together and same_person.unlink(tx, other.id)


def share(tx: Tx, row: Contact, *, shared: bool) -> None:
    """Several people use this phone, or one alone. What we text to a shared one says less, and goes on doing so."""
    same_person.share(tx, row.id, shared=shared)
    if shared:
        safe_contact.keep(tx, row.id, "discreet", True)
