"""Whom somebody with an account said they know from their own life: nothing of those people is shown to them."""

from sqlalchemy import ColumnElement, CompoundSelect, Select, and_, exists, func, select
from sqlalchemy.dialects import postgresql, sqlite

from store.database import Tx
from store.models import AccountKnows, Contact, Volunteer

_K = AccountKnows.__table__.c
_CT = Contact.__table__.alias("known")
_PERSON = func.coalesce(_CT.c.same_as, _CT.c.id)


def knows(tx: Tx, account_id: int, contact_id: int | None) -> bool:
    """Whether they said that they know this contact, by whichever phone of the same person."""
    if contact_id is None:
        return False
    person = select(func.coalesce(Contact.same_as, Contact.id)).where(Contact.id == contact_id)
    said = _persons_known(account_id).where(person.scalar_subquery() == _PERSON)
    return tx.run(said).first() is not None


def contacts_known(account_id: int) -> CompoundSelect[tuple[int]]:
    """The ids of all contacts of whom nothing is shown to this account: every phone of everybody they know."""
    linked = select(Contact.id).where(Contact.same_as.in_(_persons_known(account_id)))
    return _persons_known(account_id).union(linked)


def say_known(tx: Tx, account_id: int, contact_id: int) -> bool:
    """They know this contact: nothing of theirs is shown to the account from now on. False: they had said so."""
    dialect = sqlite if tx.on_sqlite else postgresql
    row = {"account_id": account_id, "contact_id": contact_id, "said_at": tx.now}
    made = dialect.insert(AccountKnows.__table__).values(row).on_conflict_do_nothing()
    return tx.run(made.returning(_K.contact_id)).first() is not None


def is_known(account_id: ColumnElement[int], contact_id: ColumnElement[int | None]) -> ColumnElement[bool]:
    """Of a row with an account and a contact: whether the account knows that person, by whichever phone of theirs."""
    meant = Contact.__table__.alias("meant")
    both = and_(_K.account_id == account_id, meant.c.id == contact_id, _CT.c.id == _K.contact_id)
    same = func.coalesce(meant.c.same_as, meant.c.id) == _PERSON
    return exists(select(_K.contact_id).select_from(AccountKnows.__table__, _CT, meant).where(both, same))


def volunteers_known(tx: Tx, account_id: int) -> frozenset[int]:
    """The ids of the volunteers among them."""
    said = select(Volunteer.id).where(Volunteer.contact_id.in_(contacts_known(account_id)))
    return frozenset(tx.run(said).scalars())


def _persons_known(account_id: int) -> Select[tuple[int]]:
    """Each person they know, by the contact that stands for all phones of theirs."""
    theirs = select(_PERSON.label("id")).select_from(AccountKnows.__table__)
    return theirs.join(_CT, _CT.c.id == _K.contact_id).where(_K.account_id == account_id)
